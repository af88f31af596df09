//! A document as lines that a line diff can compare: the same lines, with the cells of tables without padding.

use std::collections::BTreeMap;

use crate::document::{Cell, Document, ListingKind};
use crate::records::identity::squeezed;

/// The text of `document` with each row of a table written without padding, and all delimiter rows alike.
///
/// It is for showing what changed: re-aligning a table changes nothing in it, and each line has the number that it has in
/// the document.
///
/// ```
/// use relist::compare::cell_lines;
/// use relist::document::Document;
///
/// let document = Document::parse("Tools:\n\n| Tool | Since | Notes |\n|:-----|---|---|\n| jq   | 2012  |  |\n");
/// let expected = "Tools:\n\n| Tool | Since | Notes |\n| --- | --- | --- |\n| jq | 2012 |\n";
/// assert_eq!(cell_lines(&document), expected);
/// ```
#[must_use]
pub fn cell_lines(document: &Document<'_>) -> String {
    let source = document.source();
    let mut rows: BTreeMap<usize, String> = BTreeMap::new();
    for listing in document.listings() {
        if listing.kind != ListingKind::Table || listing.opaque.is_some() {
            continue;
        }
        let head = document.lines().line(listing.head_span().start);
        rows.insert(head, row(source, &listing.header.cells, &[]));
        rows.insert(head + 1, format!("|{}", " --- |".repeat(listing.header.cells.len())));
        for entry in listing.entries() {
            rows.insert(entry.line, row(source, listing.cells(entry), listing.excess_cells(entry)));
        }
    }
    let mut lines = String::with_capacity(source.len());
    for (index, line) in source.split_inclusive('\n').enumerate() {
        match rows.get(&(index + 1)) {
            Some(row) => lines.extend([row, "\n"]),
            None => lines.push_str(line),
        }
    }
    lines
}

/// A row with one space around each cell; blank cells at its end are left out.
fn row(source: &str, cells: &[Cell], excess: &[Cell]) -> String {
    let mut texts: Vec<String> =
        cells.iter().chain(excess).map(|cell| squeezed(cell.content.of(source))).collect();
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    format!("| {} |", texts.join(" | "))
}
