//! Two or three versions of a list beside each other: what changed, and how changes go together.
//!
//! Lines are the wrong unit for a list: one row in an aligned table changes eighty of them, and two rows added in one
//! place are a conflict to git. So versions are compared by entry and cell. Which entry is which is known by where its
//! name leads, then by the name, then by its neighbours ([`diff`]); two contributors' changes go together entry by entry
//! ([`merge`]).

mod cell_lines;
mod columns;
mod comparison_side;
mod conflict;
mod diff;
mod interleave;
mod lines;
mod listings;
mod loss;
mod merge;
mod merge_list;
mod merge_row;
mod merge_table;
mod pairs;
mod proof;
mod resolve;
mod sorting;
mod version;

pub use cell_lines::cell_lines;
pub use conflict::ConflictStyle;
pub use diff::{CellDiff, Change, ColumnDiff, Diff, EntryDiff, ListingDiff, diff};
pub use merge::{Merged, line_merge, merge};
pub use resolve::{Conflicted, ConflictedError};
