//! A document as lines that a line diff can compare: each cell of a table on a line of its own.

use std::fmt::Write as _;

use super::identity::squeezed;
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::{Document, ListingKind};

/// The text of `document` with each row of a table written as one line a cell, without padding; a blank cell has none.
///
/// It is for showing what changed: re-aligning a table changes nothing in it, and a changed cell is one changed line.
///
/// ```
/// use relist::compare::cell_lines;
/// use relist::config::Config;
/// use relist::document::Document;
///
/// let document = Document::parse("Tools:\n\n| Tool | Since | Notes |\n|:-----|---|---|\n| jq   | 2012  |  |\n");
/// let expected = "Tools:\n\n| Tool | Since | Notes |\n\njq\n    Since: 2012\n";
/// assert_eq!(cell_lines(&document, &Config::default()), expected);
/// ```
#[must_use]
pub fn cell_lines(document: &Document<'_>, config: &Config) -> String {
    let source = document.source();
    let conventions = Conventions::learn(document, config);
    let mut lines = String::with_capacity(source.len());
    let mut position = 0;
    for (listing, convention) in document.listings().iter().zip(conventions.listings()) {
        if listing.kind != ListingKind::Table || listing.opaque.is_some() {
            continue;
        }
        lines.push_str(source.get(position..listing.span.start).unwrap_or_default());
        position = listing.span.end;
        let names = listing.header.cells.iter().map(|cell| squeezed(cell.content.of(source)));
        let _ = writeln!(lines, "| {} |", names.collect::<Vec<_>>().join(" | "));
        let name = convention.name_column();
        for entry in listing.entries() {
            let cells = listing.cells(entry);
            let said = cells.get(name).map(|cell| squeezed(cell.content.of(source))).unwrap_or_default();
            let _ = writeln!(lines, "\n{said}");
            let excess = listing.excess_cells(entry).iter().map(|cell| ("", cell));
            let columns = convention.columns.iter().map(|column| column.name.as_str());
            let beside =
                columns.zip(cells).enumerate().filter(|(index, _)| *index != name).map(|(_, cell)| cell);
            for (column, cell) in beside.chain(excess).filter(|(_, cell)| !cell.is_blank()) {
                let _ = writeln!(lines, "    {column}: {}", squeezed(cell.content.of(source)));
            }
        }
    }
    lines.push_str(source.get(position..).unwrap_or_default());
    lines
}
