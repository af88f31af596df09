//! Records: a document's listings as data, and the way back.
//!
//! [`extract`] and [`render`] are the two halves of a lens. What was read and not changed is written back byte for
//! byte ([`render`] copies the template's own lines), and what was changed reads back as what was asked for: every
//! rendering is parsed again and compared with the records before it is handed out, so that an edit which markdown
//! cannot express is an error and never a damaged file. [`render_fresh`] needs no template: the records alone are
//! enough.

mod add_error;
mod binding;
mod cell_edit;
mod collect;
mod convert;
mod csv_view;
mod data;
mod dataset;
mod entry_match;
mod equality;
mod error;
mod escape;
mod extract;
mod form;
mod frame;
mod fresh;
mod habits;
mod html;
pub(crate) mod identity;
mod items;
mod kind;
pub(crate) mod matching;
mod new_cells;
mod new_entry;
mod older;
mod owned;
mod proof;
mod references;
mod regenerate;
mod render;
#[cfg(feature = "cli")]
mod schema;
#[cfg(test)]
mod tests;
mod value;
mod views;
mod wanted;

pub use add_error::AddError;
pub use binding::{Binding, bindings};
pub use collect::{CollectError, Collected, DataFile, DataTarget, collect};
pub use convert::{ConvertError, convert};
pub use csv_view::{CsvCells, csv};
pub use data::{DataEntry, DataError, DataFormat, DataProblem};
pub use dataset::{
    CellRecord, Cells, ColumnAlignment, ColumnRecord, Dataset, LinkRecord, ListingRecords, Record,
};
pub use error::{Problem, RecordPlace, RecordsError, RenderError};
pub use extract::extract;
pub use fresh::render_fresh;
pub use kind::RecordKind;
pub use new_entry::{Added, NewEntry, add};
pub use regenerate::{Data, DataListing, RegenerateError, Regenerated, RemovedEntry, regenerate};
pub use render::render;
pub(crate) use render::render_into;
pub use value::Value;
pub use views::{jsonl, links};
