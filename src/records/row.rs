//! The bytes of a row: an old one with the cells replaced that changed, or a new one laid out like its neighbours.

use super::wanted::Row;
use crate::convention::{LayoutStyle, TableLayout};
use crate::document::{Cell, Entry, Listing};

/// The text of a new row, without container prefix and line end.
pub(super) fn new_row(layout: &TableLayout, row: &Row) -> String {
    let guarded: Vec<String> = row.cells.iter().map(|cell| guarded(cell, layout.padding)).collect();
    let text = layout.write_row(guarded.iter().map(String::as_str));
    match row.cells.first() {
        Some(first) if !layout.fence.leading && !may_start_row(first) => format!("| {text}"),
        _ => text,
    }
}

/// A backslash at the end would escape the pipe that follows.
fn guarded(cell: &str, padding: usize) -> String {
    if padding == 0 && cell.ends_with('\\') { format!("{cell} ") } else { cell.to_owned() }
}

/// Whether a row without a leading pipe can start so: anything else may be read as a list item, a heading, a rule.
fn may_start_row(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// The text of `entry`'s row with its cells changed to those of `row`, and no other byte.
pub(super) fn edited_row(
    source: &str,
    listing: &Listing,
    entry: &Entry,
    layout: &TableLayout,
    row: &Row,
) -> String {
    let cells: Vec<&Cell> = listing.cells(entry).iter().chain(listing.excess_cells(entry)).collect();
    let kept = cells.len().min(row.cells.len());
    let Some(last) = kept.checked_sub(1) else { return new_row(layout, row) };
    let mut text = source[entry.content.start..cells[0].span.start].to_owned();
    for (index, cell) in cells[..kept].iter().enumerate() {
        let content = row.cells[index].as_str();
        let is_open = index == last && cells.len() == row.cells.len() && !entry.trailing_pipe;
        if content == cell.content.of(source) {
            text.push_str(cell.span.of(source));
        } else {
            let new = changed_cell(source, cell, layout, index, content);
            text.push_str(if is_open { new.trim_end_matches(' ') } else { &new });
            if is_open && content.is_empty() {
                text.push('|');
            }
        }
        if let (true, Some(next)) = (index < last, cells.get(index + 1)) {
            text.push_str(&source[cell.span.end..next.span.start]);
        }
    }
    if cells.len() == row.cells.len() {
        text.push_str(&source[cells[last].span.end..entry.content.end]);
    } else {
        text.push('|');
        push_further(&mut text, layout, row, kept, entry.trailing_pipe);
    }
    let first_changed = row.cells[0] != cells[0].content.of(source);
    if !entry.leading_pipe && first_changed {
        let start = text.trim_start_matches(' ');
        text = if may_start_row(&row.cells[0]) { start.to_owned() } else { format!("| {start}") };
    }
    text
}

/// The cells that the old row did not have.
fn push_further(text: &mut String, layout: &TableLayout, row: &Row, kept: usize, trailing_pipe: bool) {
    let count = row.cells.len();
    for (index, content) in row.cells.iter().enumerate().skip(kept) {
        text.push_str(&layout.write_cell(index, &guarded(content, layout.padding)));
        if index + 1 < count || trailing_pipe || content.is_empty() {
            text.push('|');
        }
    }
    if !trailing_pipe {
        text.truncate(text.trim_end_matches(' ').len());
    }
}

/// The text between two pipes for a cell that changed.
fn changed_cell(source: &str, cell: &Cell, layout: &TableLayout, index: usize, content: &str) -> String {
    let has_width =
        matches!(layout.style, LayoutStyle::Aligned | LayoutStyle::Padded) && index < layout.columns.len();
    let mut text = if has_width || cell.is_blank() || content.is_empty() {
        layout.write_cell(index, content)
    } else {
        let before = &source[cell.span.start..cell.content.start];
        let after = &source[cell.content.end..cell.span.end];
        format!("{before}{content}{after}")
    };
    if content.ends_with('\\') && text.ends_with('\\') {
        text.push(' ');
    }
    text
}
