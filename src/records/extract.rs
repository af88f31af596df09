//! From a document to its records.

use std::borrow::Cow;
use std::io;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::dataset::{CellRecord, ColumnAlignment, ColumnRecord, Dataset, Version};
use super::unread::{UnreadCell, UnreadListing};
use super::value::Value;
use crate::convention::{ColumnConvention, Conventions, Readings};
use crate::document::{Cell, Contents, Document, Entry, Header, Listing, Text};
use crate::text::json;

/// Reads the records of `document`, in the conventions that were learned from it.
///
/// A listing that is kept verbatim ([`Listing::opaque`]) has no entries to speak of, and is left out.
///
/// ```
/// use relist::config::Config;
/// use relist::convention::Conventions;
/// use relist::document::Document;
/// use relist::records::extract;
///
/// let document = Document::parse("| Model | Size |\n|---|---|\n| [Yi](https://01.ai) | 6B, 34B |\n");
/// let dataset = extract(&document, &Conventions::learn(&document, &Config::default()));
/// let cells = &dataset.listings[0].entries[0].cells;
/// assert_eq!(cells["model"].text.as_deref(), Some("Yi"));
/// assert_eq!(cells["size"].value.as_ref().unwrap().to_string(), r#"[{"count":6000000000},{"count":34000000000}]"#);
/// ```
#[must_use]
pub fn extract<'src>(document: &Document<'src>, conventions: &Conventions) -> Dataset<'src> {
    extract_with(document, &document.contents(), &Readings::default(), conventions)
}

/// The same, where the `contents` of the document were read already, and `readings` when its conventions were learned.
#[must_use]
pub fn extract_with<'src>(
    document: &Document<'src>,
    contents: &Contents<'src>,
    readings: &Readings<'src>,
    conventions: &Conventions,
) -> Dataset<'src> {
    Dataset::new(listings(document, contents, readings, conventions).map(Into::into).collect())
}

/// Writes the records as [`Dataset::to_json`] does, one listing after the other: a long list has more of them than
/// anybody wants to hold at a time.
///
/// # Errors
///
/// Those of `writer`.
pub fn write_json<'src>(
    document: &Document<'src>,
    contents: &Contents<'src>,
    readings: &Readings<'src>,
    conventions: &Conventions,
    mut writer: impl io::Write,
) -> io::Result<()> {
    let unread = Unread { document, contents, readings, conventions };
    json::to_writer(&mut writer, &unread)?;
    writer.write_all(b"\n")
}

/// A dataset whose listings are read when it is written.
struct Unread<'a, 'src> {
    document: &'a Document<'src>,
    contents: &'a Contents<'src>,
    readings: &'a Readings<'src>,
    conventions: &'a Conventions,
}

impl Serialize for Unread<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut dataset = serializer.serialize_struct("Dataset", 2)?;
        dataset.serialize_field("relist", &Version)?;
        dataset.serialize_field("listings", &UnreadListings(self))?;
        dataset.end()
    }
}

struct UnreadListings<'a, 'src>(&'a Unread<'a, 'src>);

impl Serialize for UnreadListings<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Unread { document, contents, readings, conventions } = *self.0;
        serializer.collect_seq(listings(document, contents, readings, conventions))
    }
}

/// The listings that have records, one after the other.
fn listings<'a, 'src>(
    document: &'a Document<'src>,
    contents: &'a Contents<'src>,
    readings: &'a Readings<'src>,
    conventions: &'a Conventions,
) -> impl Iterator<Item = UnreadListing<'a, 'src>> {
    let known = (0..document.listings().len()).filter(|&index| document.listings()[index].opaque.is_none());
    known.map(move |index| {
        UnreadListing::new(document, contents, readings, index, &conventions.listings()[index])
    })
}

/// The columns of bullets: those that any entry has.
pub(super) fn read_fields(listing: &Listing, columns: &[ColumnConvention]) -> Vec<ColumnRecord> {
    let is_there = |index: usize| {
        let mut cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, index));
        cells.any(|cell| !cell.is_blank())
    };
    let there = columns.iter().enumerate().filter(|(index, _)| is_there(*index));
    there.map(|(_, column)| column_record(column)).collect()
}

/// A column without what only a table's header says of it.
fn column_record(column: &ColumnConvention) -> ColumnRecord {
    let dates = column.date.as_ref().map(|dates| dates.format.to_string());
    ColumnRecord {
        key: column.key.clone(),
        name: column.name.clone(),
        kind: column.kind,
        format: dates.or_else(|| column.size.map(|sizes| sizes.to_string())),
        align: None,
        markdown: None,
    }
}

/// The columns of a header, as `source` writes them and as they were learned.
pub(super) fn read_columns(source: &str, header: &Header, columns: &[ColumnConvention]) -> Vec<ColumnRecord> {
    let cells = header.cells.iter().zip(&header.alignments).zip(columns);
    cells
        .map(|((cell, alignment), column)| {
            let markdown = cell.content.of(source);
            ColumnRecord {
                align: ColumnAlignment::of(*alignment),
                markdown: (markdown != column.name).then(|| markdown.to_owned()),
                ..column_record(column)
            }
        })
        .collect()
}

/// The record of one cell.
pub(super) fn read_cell<'src>(
    document: &Document<'src>,
    entry: &Entry,
    cell: &Cell,
    column: &ColumnConvention,
) -> CellRecord<'src> {
    let links = document.cell_links(cell);
    let text = document.cell_text(cell).into_cow();
    let value = Value::of(column.read(&text));
    let text = match &text {
        Cow::Borrowed(text) => Text::InSource(text),
        Cow::Owned(text) => Text::Elsewhere(text),
    };
    UnreadCell::new(document, entry, cell, &links, text, value).into()
}
