//! From a document to its records.

use std::borrow::Cow;

use super::dataset::{
    CellRecord, Cells, ColumnAlignment, ColumnRecord, Dataset, LinkRecord, ListingRecords, Record, digest,
};
use super::form::{dedented, form_of, indent_and_text, most_frequent};
use super::html;
use super::value::Value;
use crate::convention::{CellValue, ColumnConvention, Conventions, ListingConvention};
use crate::document::{Cell, Document, Entry, LinkKind, Listing};

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
    let listings = conventions.with_listings(document).filter(|(listing, _)| listing.opaque.is_none());
    let records =
        listings.map(|(listing, convention)| read_listing(document, conventions, listing, convention));
    Dataset { source: Some(digest(document)), ..Dataset::new(records.collect()) }
}

fn read_listing<'src>(
    document: &Document<'src>,
    conventions: &Conventions,
    listing: &Listing,
    convention: &ListingConvention,
) -> ListingRecords<'src> {
    let columns = convention.columns.as_slice();
    let is_table = listing.is_table();
    let bullets = listing.entries().iter().filter(|_| !is_table);
    let mut forms: Vec<String> = bullets.map(|entry| form_of(document, listing, entry)).collect();
    let usual = most_frequent(forms.iter().map(String::as_str)).first().map(|&form| form.to_owned());
    let entries = listing.entries().iter().enumerate().map(|(index, entry)| {
        let cells = listing.cells(entry).iter().zip(columns).filter(|(cell, _)| is_table || !cell.is_blank());
        let record = |(cell, column): (&Cell, &ColumnConvention)| {
            (column.key.clone(), cell_record(document, (listing, entry), cell, conventions.value(cell)))
        };
        let excess = listing.excess_cells(entry).iter();
        // A map that grows as it is filled has room for twice as many.
        let mut own = Cells::with_capacity(cells.clone().count());
        own.extend(cells.map(record));
        Record {
            line: Some(entry.line),
            level: entry.level,
            cells: own,
            form: forms.get_mut(index).map(std::mem::take).filter(|form| usual.as_ref() != Some(form)),
            excess: excess.map(|cell| cell.content.of(document.source()).to_owned()).collect(),
        }
    });
    let entries = entries.collect();
    let order = convention.order.iter().filter_map(|key| {
        let column = columns.get(key.column)?;
        Some(format!("{}{}", if key.descending { "-" } else { "" }, column.key))
    });
    ListingRecords {
        id: listing.id.clone(),
        section: document.section_path(listing).into_iter().map(str::to_owned).collect(),
        kind: listing.kind.into(),
        columns: if is_table {
            read_columns(document, listing, columns)
        } else {
            read_fields(listing, columns)
        },
        order: order.collect(),
        form: usual,
        entries,
    }
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
        kind: column.kind,
        format: dates.or_else(|| column.size.map(|sizes| sizes.to_string())),
        ..ColumnRecord::new(column.key.clone(), column.name.clone())
    }
}

/// The columns of a header, as it is written and as they were learned.
pub(super) fn read_columns(
    document: &Document<'_>,
    listing: &Listing,
    columns: &[ColumnConvention],
) -> Vec<ColumnRecord> {
    let owned = |links: Vec<LinkRecord<'_>>| links.into_iter().map(LinkRecord::into_owned).collect();
    let header = &listing.header;
    let cells = header.cells.iter().zip(&header.alignments).zip(columns);
    cells
        .map(|((cell, alignment), column)| {
            let markdown = if listing.is_html() {
                html::cell_source(document, listing, cell)
            } else {
                cell.content.of(document.source()).into()
            };
            ColumnRecord {
                align: ColumnAlignment::of(*alignment),
                markdown: (markdown != column.name).then(|| markdown.into_owned()),
                links: links_of(document, cell, false).map(owned),
                images: links_of(document, cell, true).map(owned),
                ..column_record(column)
            }
        })
        .collect()
}

/// The record of a cell with this value.
fn cell_record<'src>(
    document: &Document<'src>,
    place: (&Listing, &Entry),
    cell: &Cell,
    value: &CellValue,
) -> CellRecord<'src> {
    CellRecord {
        markdown: Some(cell_source(document, place, cell)),
        text: Some(document.cell_text(cell).to_cow()),
        links: links_of(document, cell, false),
        images: links_of(document, cell, true),
        value: Value::of(value),
    }
}

/// The links of a cell, or its images.
fn links_of<'src>(document: &Document<'src>, cell: &Cell, images: bool) -> Option<Vec<LinkRecord<'src>>> {
    let links = document.cell_links(cell);
    let found = links.iter().filter(|link| (link.kind == LinkKind::Image) == images);
    // Most cells have one; a vector that grows has room for four.
    let mut records = Vec::with_capacity(found.clone().count());
    records.extend(found.map(|link| LinkRecord { text: link.text.clone(), url: link.url.clone() }));
    Some(records).filter(|records| !records.is_empty())
}

/// The record of a cell as one of `column`.
pub(super) fn read_cell<'src>(
    document: &Document<'src>,
    place: (&Listing, &Entry),
    cell: &Cell,
    column: &ColumnConvention,
) -> CellRecord<'src> {
    cell_record(document, place, cell, &column.read(document.cell_text(cell).as_str()))
}

/// The source of a cell of this entry, without the indent of its list where it goes over several lines; that of a table in
/// HTML is on one line.
pub(super) fn cell_source<'src>(
    document: &Document<'src>,
    (listing, entry): (&Listing, &Entry),
    cell: &Cell,
) -> Cow<'src, str> {
    let source = document.source();
    if listing.is_html() {
        return html::cell_source(document, listing, cell);
    }
    dedented(cell.content.of(source), indent_and_text(source, entry).0)
}
