//! From a document to its records.

use std::io;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::cells::Cells;
use super::dataset::{
    CellRecord, ColumnAlignment, ColumnRecord, Dataset, LinkRecord, ListingRecords, Record, RecordKind,
    Version,
};
use super::form;
use super::value::Value;
use super::values::{ColumnReader, Values};
use crate::convention::{ColumnConvention, Conventions, ListingConvention};
use crate::document::{Cell, Document, Entry, Header, Link, LinkKind, Links, Listing};
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
pub fn extract(document: &Document<'_>, conventions: &Conventions) -> Dataset {
    extract_with(document, &document.links(), conventions)
}

/// The same, where the `links` of the document were read already.
#[must_use]
pub fn extract_with(document: &Document<'_>, links: &Links<'_>, conventions: &Conventions) -> Dataset {
    Dataset::new(listings(document, links, conventions).collect())
}

/// Writes the records as [`Dataset::to_json`] does, one listing after the other: a long list has more of them than
/// anybody wants to hold at a time.
///
/// # Errors
///
/// Those of `writer`.
pub fn write_json(
    document: &Document<'_>,
    links: &Links<'_>,
    conventions: &Conventions,
    mut writer: impl io::Write,
) -> io::Result<()> {
    let unread = Unread { document, links, conventions };
    json::to_writer(&mut writer, &unread)?;
    writer.write_all(b"\n")
}

/// A dataset whose listings are read when it is written.
struct Unread<'a> {
    document: &'a Document<'a>,
    links: &'a Links<'a>,
    conventions: &'a Conventions,
}

impl Serialize for Unread<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut dataset = serializer.serialize_struct("Dataset", 2)?;
        dataset.serialize_field("relist", &Version)?;
        dataset.serialize_field("listings", &UnreadListings(self))?;
        dataset.end()
    }
}

struct UnreadListings<'a>(&'a Unread<'a>);

impl Serialize for UnreadListings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Unread { document, links, conventions } = *self.0;
        serializer.collect_seq(listings(document, links, conventions))
    }
}

/// The records, one listing after the other.
fn listings<'a>(
    document: &'a Document<'_>,
    links: &'a Links<'_>,
    conventions: &'a Conventions,
) -> impl Iterator<Item = ListingRecords> + use<'a> {
    let values = Values::of(conventions);
    let known = (0..document.listings().len()).filter(|&index| document.listings()[index].opaque.is_none());
    known.map(move |index| {
        let read = Reader { document, links, index, listing: &document.listings()[index] };
        read.listing(&conventions.listings()[index], &values)
    })
}

/// Reads one listing.
struct Reader<'a, 'src> {
    document: &'a Document<'src>,
    links: &'a Links<'src>,
    /// Of the listing.
    index: usize,
    listing: &'a Listing,
}

impl Reader<'_, '_> {
    fn listing(&self, convention: &ListingConvention, values: &Values<'_>) -> ListingRecords {
        let Self { document, listing, .. } = *self;
        let columns = &convention.columns;
        let order = convention.order.iter().filter_map(|key| {
            let column = columns.get(key.column)?;
            Some(format!("{}{}", if key.descending { "-" } else { "" }, column.key))
        });
        let readers: Vec<_> = columns.iter().map(|column| values.reader(column)).collect();
        let entries = listing.entries().iter().map(|entry| self.entry(entry, &readers));
        let mut records = ListingRecords {
            id: listing.id.clone(),
            section: document.section_path(listing).into_iter().map(str::to_owned).collect(),
            kind: RecordKind::Table,
            columns: Vec::new(),
            order: order.collect(),
            form: None,
            entries: entries.collect(),
        };
        if listing.is_table() {
            records.columns = read_columns(document.source(), &listing.header, columns);
        } else {
            records.kind = RecordKind::Bullets;
            records.columns = read_fields(&records.entries, columns);
            let forms = form::most_frequent(records.entries.iter().filter_map(|entry| entry.form.as_deref()));
            records.form = forms.first().map(|&form| form.to_owned());
            for entry in &mut records.entries {
                if entry.form == records.form {
                    entry.form = None;
                }
            }
        }
        records
    }

    fn entry(&self, entry: &Entry, columns: &[ColumnReader<'_>]) -> Record {
        let Self { document, listing, .. } = *self;
        let source = document.source();
        let is_table = listing.is_table();
        let cells = listing.cells(entry).iter().zip(columns).enumerate();
        let cells = cells.filter(|(_, (cell, _))| is_table || !cell.is_blank());
        let read = |(index, (cell, column)): (usize, (&Cell, &ColumnReader<'_>))| {
            let links = self.links.of_cell(self.index, listing, entry, index);
            let record = cell_record(document, entry, cell, links, |text| column.value(text));
            (Arc::clone(&column.key), record)
        };
        let cells = Cells::of_columns(cells.map(read));
        let excess = listing.excess_cells(entry).iter().map(|cell| cell.content.of(source).to_owned());
        let form = (!is_table).then(|| form::form_of(document, listing, entry));
        Record { line: Some(entry.line), cells, form, excess: excess.collect() }
    }
}

/// The columns of bullets: those that any entry has.
fn read_fields(entries: &[Record], columns: &[ColumnConvention]) -> Vec<ColumnRecord> {
    let is_there =
        |column: &&ColumnConvention| entries.iter().any(|entry| entry.cells.contains_key(&column.key));
    columns.iter().filter(is_there).map(column_record).collect()
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

/// The source of a cell, without the indent of its list where it goes over several lines.
pub(super) fn cell_source(document: &Document<'_>, entry: &Entry, cell: &Cell) -> String {
    let source = document.source();
    form::dedented(cell.content.of(source), entry.prefix().of(source))
}

/// The record of one cell.
pub(super) fn read_cell(
    document: &Document<'_>,
    entry: &Entry,
    cell: &Cell,
    column: &ColumnConvention,
) -> CellRecord {
    cell_record(document, entry, cell, &document.cell_links(cell), |text| Value::of(column.read(text)))
}

fn cell_record(
    document: &Document<'_>,
    entry: &Entry,
    cell: &Cell,
    links: &[Link<'_>],
    value: impl FnOnce(&str) -> Option<Value>,
) -> CellRecord {
    let text = document.cell_text(cell);
    CellRecord {
        markdown: Some(cell_source(document, entry, cell)),
        links: link_records(links, |kind| kind != LinkKind::Image),
        images: link_records(links, |kind| kind == LinkKind::Image),
        value: value(text.as_str()),
        text: Some(text.into_cow().into_owned()),
    }
}

fn link_records(links: &[Link<'_>], is_wanted: impl Fn(LinkKind) -> bool) -> Option<Vec<LinkRecord>> {
    if links.is_empty() {
        return None;
    }
    let wanted = links.iter().filter(|link| is_wanted(link.kind));
    let records: Vec<_> =
        wanted.map(|link| LinkRecord { text: link.text.to_string(), url: link.url.to_string() }).collect();
    Some(records).filter(|records| !records.is_empty())
}
