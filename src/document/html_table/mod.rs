//! Tables written in HTML, as listings: a header names the columns, each row is an entry.
//!
//! The markdown parser hands HTML out line by line. What stands in blocks of it one after the other is read as one text,
//! as GitHub's page has it; the tables in it that are lists of entries become listings, and their cells are tokens like
//! those of any other cell. All else stays the prose that it is.

mod content;
mod rows;
mod shape;
mod text;

use std::ops::Range;

use super::Comment;
use super::listing::{Alignment, Cell, Entry, Header, Listing, ListingKind};
use super::token::{TokenKind, TokenStore, as_u32};
use crate::text::{LineIndex, Span};
use rows::{FoundRow, FoundTable};
use text::RunText;

/// Blocks of HTML with nothing between them.
#[derive(Debug)]
pub(super) struct Run {
    /// Their tokens.
    tokens: Range<usize>,
    /// The section that they stand in.
    section: Option<usize>,
}

/// Notes that a block of HTML starts at the token `first`.
pub(super) fn open_run(runs: &mut Vec<Run>, first: usize, section: Option<usize>) {
    if runs.last().is_none_or(|run| run.tokens.end != first) {
        runs.push(Run { tokens: first..first, section });
    }
}

/// Notes that the block ends before the token `end`.
pub(super) fn close_run(runs: &mut [Run], end: usize) {
    if let Some(run) = runs.last_mut() {
        run.tokens.end = end;
    }
}

/// Adds the listings in `runs` to `listings`, but for tables in those. Comments in their cells are none of `comments` any
/// more. What it returns are the lists in HTML.
pub(super) fn read<'src>(
    source: &'src str,
    lines: &LineIndex,
    runs: &[Run],
    tokens: &mut TokenStore<'src>,
    listings: &mut Vec<Listing>,
    comments: &mut Vec<Comment>,
) -> Vec<Span> {
    let known: Vec<Span> = listings.iter().map(|listing| listing.span).collect();
    let is_taken = |table: Span| {
        let after = known.partition_point(|known| known.end <= table.start);
        known.get(after).is_some_and(|known| known.start < table.end)
    };
    let (mut found, mut taken, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    // Where a comment ends that was left open in HTML above.
    let mut hidden = 0;
    for run in runs {
        let parts = run.tokens.clone().zip(tokens.slice(run.tokens.clone()));
        let parts = parts.filter(|(_, token)| token.kind == TokenKind::Html);
        let parts: Vec<(usize, Span)> = parts.map(|(index, token)| (index, token.span())).collect();
        let Some(text) = RunText::of(source, parts.iter().map(|(_, span)| *span), hidden) else { continue };
        for table in text.tables() {
            if is_taken(table.span) || !stands_alone(source, table.span) {
                continue;
            }
            if let Some(columns) = shape::columns(&table) {
                let first = parts.partition_point(|(_, span)| span.end <= table.span.start);
                let end = parts.partition_point(|(_, span)| span.start < table.span.end);
                taken.extend(parts[first..end].first().map(|(first, _)| *first..parts[end - 1].0 + 1));
                let mut builder = Builder { source, lines, text: &text, tokens: &mut *tokens };
                found.push(builder.listing(&table, columns, run.section));
            }
        }
        lists.extend(text.lists());
        hidden = hidden.max(text.open_comment(source));
    }
    if found.is_empty() {
        return lists;
    }
    tokens.add_listings(taken);
    let cells = found.iter().flat_map(|listing: &Listing| listing.header.cells.iter().chain(&listing.cells));
    let cells: Vec<Span> = cells.map(|cell| cell.content).collect();
    comments.retain(|comment| {
        let after = cells.partition_point(|cell| cell.end <= comment.span.start);
        cells.get(after).is_none_or(|cell| !cell.contains(comment.span))
    });
    listings.extend(found);
    listings.sort_by_key(|listing| listing.span.start);
    lists
}

/// Whether there is no link beside a table on its lines: that would be read with the table, or not at all.
fn stands_alone(source: &str, table: Span) -> bool {
    let is_link = |at: usize| {
        let tag = &source.as_bytes()[at..];
        matches!(tag, [b'<', b'a' | b'A', space, ..] if space.is_ascii_whitespace())
    };
    let bytes = source.as_bytes();
    let ends = |at: &usize, tag: &[u8]| {
        let text = &bytes[*at..];
        text[0] == b'\n' || text.get(..tag.len()).is_some_and(|text| text.eq_ignore_ascii_case(tag))
    };
    let mut before = memchr::memrchr2_iter(b'\n', b'<', &bytes[..table.start]);
    let mut after = memchr::memchr2_iter(b'\n', b'<', &bytes[table.end..]).map(|at| table.end + at);
    !before.by_ref().take_while(|at| !ends(at, b"</table")).any(is_link)
        && !after.by_ref().take_while(|at| !ends(at, b"<table")).any(is_link)
}

/// Makes a listing of a table.
struct Builder<'a, 'src> {
    source: &'src str,
    lines: &'a LineIndex,
    text: &'a RunText<'src>,
    tokens: &'a mut TokenStore<'src>,
}

impl Builder<'_, '_> {
    fn listing(&mut self, table: &FoundTable, columns: usize, section: Option<usize>) -> Listing {
        let span = self.lines_of(table.span).unwrap_or(table.span);
        let (head, rows) = match table.rows.split_first() {
            Some((first, rows)) if first.is_header => (Some(first), rows),
            _ => (None, table.rows.as_slice()),
        };
        let header_cells = match head {
            Some(head) => table.cells[head.cells.clone()].iter().map(|cell| self.cell(cell.span)).collect(),
            None => vec![Cell::blank(table.tag.end); columns],
        };
        let line = head.map_or(Span::empty(span.start), |head| self.lines_of(head.span).unwrap_or(head.span));
        let below = Span::empty(line.end);
        let header = Header {
            line,
            content: head.map_or(table.tag, |head| head.span),
            cells: header_cells,
            delimiter_line: below,
            delimiter: below,
            alignments: vec![Alignment::None; columns],
            quotes: self.text.quotes,
            ..Header::default()
        };
        let mut listing = Listing {
            kind: ListingKind::Html,
            id: String::new(),
            section,
            span,
            header,
            opaque: None,
            swallowed: Vec::new(),
            entries: Vec::with_capacity(rows.len()),
            cells: Vec::with_capacity(table.cells.len()),
        };
        for row in rows {
            let entry = self.entry(row, listing.cells.len());
            listing.entries.push(entry);
            let cells = table.cells[row.cells.clone()].iter().map(|cell| self.cell(cell.span));
            listing.cells.extend(cells);
        }
        listing
    }

    fn entry(&self, row: &FoundRow, first_cell: usize) -> Entry {
        Entry {
            block: self.lines_of(row.span).unwrap_or(row.span),
            content: row.span,
            line: self.lines.line(row.span.start),
            leading_pipe: false,
            trailing_pipe: false,
            first_cell,
            cell_count: row.cells.len(),
            level: 0,
            glued: None,
        }
    }

    fn cell(&mut self, span: Span) -> Cell {
        let text = self.text.slice(span);
        let start = span.end - text.trim_ascii_start().len();
        let content = Span::new(start, start + text.trim_ascii().len());
        if content.is_empty() {
            return Cell::over(span, Span::empty(span.end), (0, 0));
        }
        let tokens = content::push(self.source, self.text.slice(content), content.start, self.tokens);
        Cell::over(span, content, (as_u32(tokens.start), as_u32(tokens.end)))
    }

    /// The whole lines of `span`, where nothing else stands on them.
    fn lines_of(&self, span: Span) -> Option<Span> {
        let start = self.text.line_start(self.source, span.start)?;
        let after = self.source[span.end..].trim_start_matches([' ', '\t']);
        let end = self.source.len() - after.len();
        let line_end = match after.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        };
        (after.is_empty() || line_end > 0).then(|| Span::new(start, end + line_end))
    }
}

#[cfg(test)]
mod tests;
