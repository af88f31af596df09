//! Builds a table's listing from the parser's ranges and our own row splitter, and checks the two against each other.

use std::ops::Range;

use super::listing::{Alignment, Cell, Entry, Header, Listing, ListingKind, Opaque};
use super::row;
use super::token::as_u32;
use crate::text::{LineIndex, Span};

/// A cell as the parser reported it, with its tokens.
type ParsedCell = (Span, (u32, u32));

/// A row as the parser reported it, and where its cells are among those of the table.
struct ParsedRow {
    span: Span,
    cells: Range<usize>,
}

/// Collects a table while the parser's events go by.
pub(super) struct TableBuilder {
    alignments: Vec<Alignment>,
    first_token: usize,
    section: Option<usize>,
    rows: Vec<ParsedRow>,
    cells: Vec<ParsedCell>,
}

impl TableBuilder {
    pub(super) fn new(alignments: Vec<Alignment>, first_token: usize, section: Option<usize>) -> Self {
        Self { alignments, first_token, section, rows: Vec::new(), cells: Vec::new() }
    }

    /// Where its rows stand, the header first.
    pub(super) fn rows(&self) -> Vec<Span> {
        self.rows.iter().map(|row| row.span).collect()
    }

    pub(super) fn first_token(&self) -> usize {
        self.first_token
    }

    pub(super) fn start_row(&mut self, span: Span) {
        self.rows.push(ParsedRow { span, cells: self.cells.len()..self.cells.len() });
    }

    pub(super) fn start_cell(&mut self, span: Span, first_token: usize) {
        if let Some(row) = self.rows.last_mut() {
            self.cells.push((span, (as_u32(first_token), as_u32(first_token))));
            row.cells.end = self.cells.len();
        }
    }

    pub(super) fn end_cell(&mut self, last_token: usize) {
        if let Some((_, tokens)) = self.cells.last_mut() {
            tokens.1 = as_u32(last_token);
        }
    }

    /// The listing, or nothing for a table without a header, which no parser makes.
    pub(super) fn finish(self, source: &str, lines: &LineIndex) -> Option<Listing> {
        let (head, body) = self.rows.split_first()?;
        // A header without a pipe has the line end above it for one (see `watch`).
        let lent = source.as_bytes().get(head.span.start) == Some(&b'\n');
        let head = &ParsedRow {
            span: Span::new(head.span.start + usize::from(lent), head.span.end),
            cells: head.cells.clone(),
        };
        let head_line = lines.line(head.span.start);
        let mut table = GrowingTable {
            source,
            lines,
            parsed: &self.cells,
            spans: Vec::with_capacity(self.alignments.len()),
            listing: self.empty_listing(lines.line_span(source, head_line)),
        };
        let outcome = table.read_header(head, head_line, &self.alignments).and_then(|()| {
            body.iter().enumerate().try_for_each(|(index, row)| table.read_entry(row, head_line + 2 + index))
        });
        let mut listing = table.listing;
        if outcome.is_ok() {
            leave_out_swallowed(source, &mut listing);
        }
        if let Err(opaque) = outcome {
            listing.opaque = Some(opaque);
            listing.entries.clear();
            listing.cells.clear();
            let last = self.rows.last().map_or(listing.span, |row| row.span);
            listing.span = listing.span.join(lines.line_span(source, lines.line(last.start)));
        }
        Some(listing)
    }

    fn empty_listing(&self, head: Span) -> Listing {
        Listing {
            kind: ListingKind::Table,
            id: String::new(),
            section: self.section,
            span: head,
            header: Header { alignments: self.alignments.clone(), ..Header::default() },
            opaque: None,
            swallowed: Vec::new(),
            entries: Vec::with_capacity(self.rows.len()),
            cells: Vec::with_capacity(self.rows.len() * self.alignments.len()),
        }
    }
}

/// Leaves out lines of text under the last row: without pipes at their ends, where the header has them at both.
///
/// Only the header and the line itself are asked, so that a line stays what it is whatever rows stand above it.
fn leave_out_swallowed(source: &str, listing: &mut Listing) {
    if !(listing.header.leading_pipe && listing.header.trailing_pipe) {
        return;
    }
    let last = listing
        .entries
        .iter()
        .rposition(|entry| entry.leading_pipe || entry.trailing_pipe || !is_text(source, listing, entry));
    let swallowed = listing.entries.split_off(last.map_or(0, |last| last + 1));
    let Some(first) = swallowed.first() else { return };
    listing.cells.truncate(first.first_cell);
    listing.swallowed = swallowed.iter().map(|entry| entry.content).collect();
    listing.span.end =
        listing.entries.last().map_or(listing.header.delimiter_line.end, |last| last.block.end);
}

/// Whether a row without pipes at its ends is text: with other cells than there are columns, with a colon behind its first
/// words, with the end of a sentence, with nothing but links to places in the document, or with what signs mean.
fn is_text(source: &str, listing: &Listing, entry: &Entry) -> bool {
    let cells = listing.cells.get(entry.first_cell..entry.first_cell + entry.cell_count).unwrap_or_default();
    let is_labelled = cells.first().is_some_and(|cell| {
        let text = cell.content.of(source);
        text.contains(": ") || text.contains('：')
    });
    let is_sentence = || {
        let text = entry.content.of(source);
        text.ends_with(['.', '!', '?', '。']) && text.split_whitespace().count() > 4
    };
    let excess = cells.get(listing.column_count()..);
    let is_note = |cell: &Cell| cell.content.of(source).starts_with("<!--");
    let is_whole = excess.is_some_and(|excess| excess.iter().all(is_note));
    let is_navigation = || cells.iter().all(|cell| cell.content.of(source).contains("](#"));
    let is_key = || cells.len() > 1 && cells.iter().all(|cell| explains_sign(cell.content.of(source)));
    !is_whole || is_labelled || is_sentence() || is_navigation() || is_key()
}

/// `✅ yes`, `† dead`, `² planted`, `(a) native`: a sign, and what it means.
fn explains_sign(text: &str) -> bool {
    let Some((sign, words)) = text.split_once(' ') else { return false };
    let is_sign = |c: char| !c.is_ascii() && !c.is_alphabetic();
    let is_letter = || sign.len() == 3 && sign.starts_with('(') && sign.ends_with(')');
    (sign.chars().all(is_sign) || is_letter()) && words.trim_start().starts_with(char::is_alphabetic)
}

/// A listing in the making, and the text it lies in.
struct GrowingTable<'a> {
    source: &'a str,
    lines: &'a LineIndex,
    /// The cells of all rows as the parser reported them.
    parsed: &'a [ParsedCell],
    /// The cells of the row that is read.
    spans: Vec<Span>,
    listing: Listing,
}

impl<'a> GrowingTable<'a> {
    fn read_header(&mut self, head: &ParsedRow, line: usize, alignments: &[Alignment]) -> Result<(), Opaque> {
        let content = self.row_content(head.span, line)?;
        let ends = self.split(content);
        let parsed = self.check_cells(head, line)?;
        let header = &mut self.listing.header;
        header.cells.extend(cells(self.source, &self.spans, parsed));
        header.content = content;
        header.line = self.lines.line_span(self.source, line);
        (header.leading_pipe, header.trailing_pipe) = (ends.leading_pipe, ends.trailing_pipe);
        if self.continues_task(line) {
            return Err(Opaque { line, reason: "GitHub shows it as text of the item above" });
        }
        let header = &mut self.listing.header;
        if header.cells.len() != alignments.len() {
            return Err(Opaque {
                line,
                reason: "the header has another number of cells than the parser saw",
            });
        }
        self.read_delimiter(line + 1)
    }

    /// Whether the line above is an item of `[ ]` alone. To GitHub that is a paragraph, which the header then goes on with;
    /// to the parser, it is a task without words, and ends. The judge reads one with blanks behind it in the same way.
    fn continues_task(&self, line: usize) -> bool {
        let Some(above) = line.checked_sub(1).filter(|above| *above > 0) else { return false };
        let above = self.lines.line_span(self.source, above).of(self.source).trim_end();
        let task = ["[ ]", "[x]", "[X]"].iter().find_map(|task| above.strip_suffix(task));
        let is_item = |marker: &str| {
            marker.ends_with([' ', '\t']) && marker.trim_end().ends_with(['-', '*', '+', '.', ')'])
        };
        let header = &self.listing.header;
        task.is_some_and(|marker| is_item(marker) && header.content.start - header.line.start < marker.len())
    }

    /// The delimiter row has no event: it is the line under the header, after whatever its container puts there.
    fn read_delimiter(&mut self, line: usize) -> Result<(), Opaque> {
        let whole = self.lines.line_span(self.source, line);
        let text = whole.of(self.source);
        let end = whole.start + text.trim_end_matches(['\r', '\n']).len();
        let start = whole.start + text.find(['|', ':', '-']).unwrap_or(text.len());
        let mut spans = Vec::new();
        row::split(self.source, Span::new(start.min(end), end), &mut spans);
        let alignments: Option<Vec<_>> = spans.iter().map(|span| delimiter(span.of(self.source))).collect();
        let alignments = alignments.filter(|own| own.len() == self.listing.header.alignments.len());
        let Some(alignments) = alignments else {
            return Err(Opaque { line, reason: "the delimiter row is not what the parser saw" });
        };
        let header = &mut self.listing.header;
        header.delimiter_line = whole;
        header.delimiter = Span::new(start, end);
        header.delimiter_cells = spans;
        header.alignments = alignments;
        self.listing.span = header.line.join(whole);
        Ok(())
    }

    fn read_entry(&mut self, row: &ParsedRow, line: usize) -> Result<(), Opaque> {
        let content = self.row_content(row.span, line)?;
        let ends = self.split(content);
        let parsed = self.check_cells(row, line)?;
        let first_cell = self.listing.cells.len();
        self.listing.cells.extend(cells(self.source, &self.spans, parsed));
        let block = self.lines.line_span(self.source, line);
        self.listing.span = self.listing.span.join(block);
        self.listing.entries.push(Entry {
            block,
            content,
            line,
            leading_pipe: ends.leading_pipe,
            trailing_pipe: ends.trailing_pipe,
            first_cell,
            cell_count: self.spans.len(),
            level: 0,
            glued: None,
        });
        Ok(())
    }

    fn split(&mut self, content: Span) -> row::RowEnds {
        self.spans.clear();
        row::split(self.source, content, &mut self.spans)
    }

    /// The row without its line end, checked to be the rest of the line that it must stand on.
    fn row_content(&self, row: Span, line: usize) -> Result<Span, Opaque> {
        let whole = self.lines.line_span(self.source, line);
        let end = whole.start + whole.of(self.source).trim_end_matches(['\r', '\n']).len();
        if !whole.contains(row) || row.start > end || row.end < end {
            return Err(Opaque { line, reason: "the row does not lie on one line" });
        }
        Ok(Span::new(row.start, end))
    }

    /// The parser's cells of a row, where those that were split off are the same.
    fn check_cells(&self, row: &ParsedRow, line: usize) -> Result<&'a [ParsedCell], Opaque> {
        let (ours, theirs) = (&self.spans, self.parsed.get(row.cells.clone()).unwrap_or_default());
        let columns = self.listing.header.alignments.len();
        let same = theirs.len() == columns
            && theirs.iter().enumerate().all(|(index, (parsed, _))| match ours.get(index) {
                Some(span) => span == parsed || (span.is_empty() && parsed.is_empty()),
                None => parsed.is_empty(),
            });
        if same {
            Ok(theirs)
        } else {
            Err(Opaque { line, reason: "the cells are not those that the parser saw" })
        }
    }
}

fn cells(source: &str, spans: &[Span], parsed: &[ParsedCell]) -> impl ExactSizeIterator<Item = Cell> {
    let tokens = |index: usize| parsed.get(index).map_or((0, 0), |(_, tokens)| *tokens);
    spans.iter().enumerate().map(move |(index, span)| Cell::new(source, *span, tokens(index)))
}

/// What a delimiter cell says, or `None` where it is not a delimiter.
fn delimiter(text: &str) -> Option<Alignment> {
    let text = text.trim_matches([' ', '\t', '\u{b}', '\u{c}']);
    let (left, rest) = text.strip_prefix(':').map_or((false, text), |rest| (true, rest));
    let (right, dashes) = rest.strip_suffix(':').map_or((false, rest), |rest| (true, rest));
    let is_delimiter = !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-');
    is_delimiter.then_some(match (left, right) {
        (false, false) => Alignment::None,
        (true, false) => Alignment::Left,
        (true, true) => Alignment::Center,
        (false, true) => Alignment::Right,
    })
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    #[test]
    fn a_key_under_a_table_is_no_row() {
        let swallowed = |line: &str| {
            let source = format!("| Tree | Dry |\n| --- | --- |\n| Ash | ✅ |\n{line}\n");
            Document::parse(&source).listings()[0].swallowed.len()
        };
        for key in ["✅ yes | ❌ no", "† dead | ‡ dying", "¹ native | ² planted", "(a) native | (b) planted"]
        {
            assert_eq!(swallowed(key), 1, "{key}");
        }
        for row in ["Elm | ❌", "🌲 Fir | ✅", "(a) Fir | yes", "**Fir** | ✅ yes", "| ✅ Fir | ❌ no |"]
        {
            assert_eq!(swallowed(row), 0, "{row}");
        }
    }
}
