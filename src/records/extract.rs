//! From a document to its records.

use indexmap::IndexMap;

use super::dataset::{
    CellRecord, ColumnAlignment, ColumnRecord, Dataset, LinkRecord, ListingRecords, Record, RecordKind,
};
use super::form;
use super::value::Value;
use crate::convention::{ColumnConvention, Conventions, ListingConvention};
use crate::document::{Cell, Document, Entry, Header, Link, LinkKind, Listing};

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
    let listings = document.listings().iter().zip(conventions.listings());
    let known = listings.filter(|(listing, _)| listing.opaque.is_none());
    Dataset::new(known.map(|(listing, convention)| read_listing(document, listing, convention)).collect())
}

fn read_listing(
    document: &Document<'_>,
    listing: &Listing,
    convention: &ListingConvention,
) -> ListingRecords {
    let columns = &convention.columns;
    let order = convention.order.iter().filter_map(|key| {
        let column = columns.get(key.column)?;
        Some(format!("{}{}", if key.descending { "-" } else { "" }, column.key))
    });
    let entries = listing.entries().iter().map(|entry| read_entry(document, listing, entry, columns));
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

fn read_entry(
    document: &Document<'_>,
    listing: &Listing,
    entry: &Entry,
    columns: &[ColumnConvention],
) -> Record {
    let source = document.source();
    let is_table = listing.is_table();
    let cells = listing.cells(entry).iter().zip(columns).filter(|(cell, _)| is_table || !cell.is_blank());
    let cells: IndexMap<String, CellRecord> =
        cells.map(|(cell, column)| (column.key.clone(), read_cell(document, entry, cell, column))).collect();
    let excess = listing.excess_cells(entry).iter().map(|cell| cell.content.of(source).to_owned());
    let form = (!is_table).then(|| form::form_of(document, listing, entry));
    Record { line: Some(entry.line), cells, form, excess: excess.collect() }
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
    let text = document.cell_text(cell);
    let (images, links): (Vec<_>, Vec<_>) =
        document.cell_links(cell).into_iter().partition(|link| link.kind == LinkKind::Image);
    CellRecord {
        markdown: Some(cell_source(document, entry, cell)),
        text: Some(text.as_str().to_owned()),
        links: link_records(links),
        images: link_records(images),
        value: Value::of(column.read(text.as_str())),
    }
}

fn link_records(links: Vec<Link<'_>>) -> Option<Vec<LinkRecord>> {
    let records =
        links.into_iter().map(|link| LinkRecord { text: link.text.into_owned(), url: link.url.into_owned() });
    Some(records.collect()).filter(|records: &Vec<_>| !records.is_empty())
}
