//! The bytes of a row: an old one with the cells replaced that changed, or a new one laid out like its neighbours.
//!
//! Layout, records and merges write rows with these alone, so that what a cell must not do to its row is known once.

use std::borrow::Cow;

use super::TableLayout;
use crate::document::{Cell, Entry, Listing};

impl TableLayout {
    /// A whole row, without container prefix and line end.
    ///
    /// A row whose last cell is written and blank keeps its last pipe, or the cell would be lost, and one whose first cell
    /// would start a list item or a heading has a pipe before it.
    #[must_use]
    pub fn write_row<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> String {
        let mut row = String::new();
        let mut blank = true;
        let mut count = 0;
        let mut starts_row = true;
        for (column, content) in cells.into_iter().enumerate() {
            if column > 0 || self.fence.leading {
                row.push('|');
            }
            if column == 0 {
                starts_row = may_start_row(content);
            }
            row.push_str(&self.write_cell(column, &guarded(content, self.padding)));
            blank = content.is_empty();
            count += 1;
        }
        let needed = blank || (count == 1 && !self.fence.leading);
        if self.fence.trailing || needed {
            row.push('|');
        } else {
            row.truncate(row.trim_end_matches(' ').len());
        }
        if self.fence.leading {
            return row;
        }
        let row = row.trim_start_matches(' ');
        if starts_row { row.to_owned() } else { format!("| {row}") }
    }

    /// The text of `entry`'s row with its cells, those past the last column included, changed to `wanted`, and no other
    /// byte.
    pub(crate) fn edited_row(
        &self,
        source: &str,
        listing: &Listing,
        entry: &Entry,
        wanted: &[impl AsRef<str>],
    ) -> String {
        let wanted: Vec<&str> = wanted.iter().map(AsRef::as_ref).collect();
        let cells: Vec<&Cell> = listing.cells(entry).iter().chain(listing.excess_cells(entry)).collect();
        let kept = cells.len().min(wanted.len());
        let Some(last) = kept.checked_sub(1) else { return self.write_row(wanted) };
        let mut text = source[entry.content.start..cells[0].span.start].to_owned();
        for (index, cell) in cells[..kept].iter().enumerate() {
            let content = wanted[index];
            let is_open = index == last && cells.len() == wanted.len() && !entry.trailing_pipe;
            if content == cell.content.of(source) {
                text.push_str(cell.span.of(source));
            } else {
                let new = self.changed_cell(source, cell, index, content);
                text.push_str(if is_open { new.trim_end_matches(' ') } else { &new });
                if is_open && content.is_empty() {
                    text.push('|');
                }
            }
            if let (true, Some(next)) = (index < last, cells.get(index + 1)) {
                text.push_str(&source[cell.span.end..next.span.start]);
            }
        }
        if cells.len() == wanted.len() {
            text.push_str(&source[cells[last].span.end..entry.content.end]);
        } else {
            text.push('|');
            self.push_further(&mut text, &wanted, kept, entry.trailing_pipe);
        }
        let first_changed = wanted[0] != cells[0].content.of(source);
        if !entry.leading_pipe && first_changed {
            let start = text.trim_start_matches(' ');
            text = if may_start_row(wanted[0]) { start.to_owned() } else { format!("| {start}") };
        }
        text
    }

    /// The cells that the old row did not have.
    fn push_further(&self, text: &mut String, wanted: &[&str], kept: usize, trailing_pipe: bool) {
        let count = wanted.len();
        for (index, content) in wanted.iter().enumerate().skip(kept) {
            text.push_str(&self.write_cell(index, &guarded(content, self.padding)));
            if index + 1 < count || trailing_pipe || content.is_empty() {
                text.push('|');
            }
        }
        if !trailing_pipe {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }

    /// The text between two pipes for a cell that changed.
    fn changed_cell(&self, source: &str, cell: &Cell, index: usize, content: &str) -> String {
        let mut text = if !self.keeps_spaces(source, cell, index) || cell.is_blank() || content.is_empty() {
            self.write_cell(index, content)
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
}

/// A backslash at the end would escape the pipe that follows.
fn guarded(cell: &str, padding: usize) -> Cow<'_, str> {
    if padding == 0 && cell.ends_with('\\') { Cow::Owned(format!("{cell} ")) } else { Cow::Borrowed(cell) }
}

/// Whether a row without a leading pipe can start so: anything else may be read as a list item, a heading, a rule.
fn may_start_row(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}
