//! The rows of a table in HTML: what is written there is some cells, or some rows, and the rest keeps its bytes.
//!
//! What stands around the cells of a row, its tags with their attributes, is its form, as the signs around the parts of an
//! item are. A new row has the form of another one.

use std::borrow::Cow;

use super::wanted::Row;
use crate::convention::moved;
use crate::document::{Cell, Document, Entry, Listing};
use crate::text::{Edit, Span, apply};

/// The source of a cell on one line: a line end, and all white space around it, is a space to a browser. What a quote or
/// an item puts before the next line belongs to neither.
pub(super) fn cell_source<'src>(document: &Document<'src>, listing: &Listing, cell: &Cell) -> Cow<'src, str> {
    let text = cell.content.of(document.source());
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let quotes = listing.header.quotes;
    let lines = text.split(['\n', '\r']).enumerate().map(|(index, line)| {
        let line = line.trim_ascii();
        if index == 0 { line } else { without_quotes(line, quotes) }
    });
    Cow::Owned(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

fn without_quotes(mut line: &str, quotes: usize) -> &str {
    for _ in 0..quotes {
        line = line.strip_prefix('>').map_or(line, str::trim_ascii_start);
    }
    line
}

/// Plain text as HTML that shows it; what stands for itself is left.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let next = rest.as_str().bytes().next().unwrap_or(b' ');
        match character {
            '<' if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') => {
                escaped.push_str("&lt;");
            }
            '&' if next.is_ascii_alphanumeric() || next == b'#' => escaped.push_str("&amp;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A link, as HTML.
pub(super) fn link(label: &str, url: &str) -> String {
    format!("<a href=\"{}\">{}</a>", address(url), escape(label))
}

/// The value of an attribute, for quotes of either kind.
pub(super) fn address(url: &str) -> String {
    url.replace('"', "%22").replace('\'', "%27").replace(['\n', '\r'], "")
}

/// A new table.
pub(super) fn table(header: &[String], rows: &[Row]) -> String {
    let row = |tag: &str, cells: &[String]| format!("<tr>{}</tr>\n", tagged(tag, cells));
    let mut text = "<table>\n".to_owned();
    if header.iter().any(|cell| !cell.is_empty()) {
        text.push_str(&row("th", header));
    }
    text.extend(rows.iter().map(|asked| row("td", &asked.cells)));
    text + "</table>\n"
}

fn tagged(tag: &str, cells: &[String]) -> String {
    let mut text = String::new();
    for cell in cells {
        text.extend(["<", tag, ">", cell, "</", tag, ">"]);
    }
    text
}

/// The rows that a table of the template is to have.
pub(super) struct HtmlRows<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) listing: &'a Listing,
    pub(super) rows: &'a [Row],
    /// For each of them the template's entry that it stands for.
    pub(super) old: &'a [Option<usize>],
}

impl HtmlRows<'_> {
    /// Whether rows came, went or moved.
    pub(super) fn is_rearranged(&self) -> bool {
        !self.old.iter().copied().eq((0..self.listing.entries().len()).map(Some))
    }

    /// The edits that make the rows what they are to be, in the order of the text.
    pub(super) fn edits(&self) -> Vec<Edit> {
        if self.is_rearranged() {
            return self.rearranged();
        }
        self.listing
            .entries()
            .iter()
            .zip(self.rows)
            .flat_map(|(entry, row)| self.cell_edits(entry, row))
            .collect()
    }

    fn source(&self) -> &str {
        self.document.source()
    }

    /// The edits of the cells of a row that change.
    fn cell_edits(&self, entry: &Entry, row: &Row) -> Vec<Edit> {
        let cells = self.listing.cells(entry);
        let pairs = cells.iter().zip(&row.cells);
        let changed = pairs.filter(|(cell, asked)| cell_source(self.document, self.listing, cell) != **asked);
        let mut edits: Vec<Edit> = changed
            .map(|(cell, asked)| {
                // White space alone might be a blank line, which ends the HTML.
                let takes_all = asked.is_empty() || cell.is_blank();
                Edit::replacement(if takes_all { cell.span } else { cell.content }, asked.as_str())
            })
            .collect();
        let added = row.cells.get(cells.len()..).unwrap_or_default();
        if let (Some(last), [_, ..]) = (cells.last(), added) {
            let rest = Span::new(last.span.end, entry.content.end);
            let end = rest.of(self.source()).to_ascii_lowercase().rfind("</tr").unwrap_or(rest.len());
            edits.push(Edit::insertion(rest.start + end, tagged("td", added)));
        }
        edits
    }

    /// The edits that put the rows in the order that is asked for. The longest run of rows that keep their order stays.
    fn rearranged(&self) -> Vec<Edit> {
        let entries = self.listing.entries();
        let Some(first) = entries.first() else { return Vec::new() };
        let mut is_used = vec![false; entries.len()];
        let once = self.old.iter().map(|old| {
            old.filter(|&old| is_used.get_mut(old).is_some_and(|used| !std::mem::replace(used, true)))
        });
        let once: Vec<Option<usize>> = once.collect();
        let places: Vec<usize> = once.iter().copied().flatten().collect();
        let mut moves = moved(&places).into_iter();
        let stays: Vec<bool> =
            once.iter().map(|old| old.is_some() && !moves.next().unwrap_or(true)).collect();
        let mut kept = vec![false; entries.len()];
        let mut edits = Vec::new();
        let mut anchor: Option<usize> = None;
        let mut pending = Vec::new();
        let gap = self.gap();
        for (index, row) in self.rows.iter().enumerate() {
            match once[index].filter(|_| stays[index]) {
                Some(place) => {
                    self.insert(anchor, &std::mem::take(&mut pending), &gap, &mut edits);
                    edits.extend(self.cell_edits(&entries[place], row));
                    kept[place] = true;
                    anchor = Some(place);
                }
                None => pending.push(self.row_text(self.old[index], row)),
            }
        }
        if anchor.is_none() && !pending.is_empty() {
            kept[0] = true;
            edits.push(Edit::replacement(first.content, pending.join(&gap)));
        } else {
            self.insert(anchor, &pending, &gap, &mut edits);
        }
        let gone = entries.iter().zip(&kept).filter(|(_, kept)| !**kept);
        edits.extend(gone.map(|(entry, _)| Edit::deletion(self.whole(entry))));
        edits.sort_by_key(|edit| edit.span);
        edits
    }

    /// Puts rows behind the entry `anchor`, or before the first.
    fn insert(&self, anchor: Option<usize>, rows: &[String], gap: &str, edits: &mut Vec<Edit>) {
        let entries = self.listing.entries();
        let rows = if rows.is_empty() { return } else { rows.join(gap) };
        let first = self.whole(&entries[0]);
        let edit = if let Some(anchor) = anchor {
            Edit::insertion(entries[anchor].content.end, format!("{gap}{rows}"))
        } else if first.start < entries[0].content.start {
            Edit::insertion(first.start, format!("{gap}{rows}"))
        } else {
            Edit::insertion(first.start, format!("{rows}{gap}"))
        };
        edits.push(edit);
    }

    /// What goes with a row: the line end and the indent before it, where it has lines of its own.
    fn whole(&self, entry: &Entry) -> Span {
        if entry.block == entry.content || entry.block.start == 0 {
            return entry.content;
        }
        let before = &self.source()[..entry.block.start];
        let line_end = before.len() - before.trim_end_matches(['\n', '\r']).len();
        let line_end = if before.ends_with("\r\n") { 2 } else { line_end.min(1) };
        Span::new(entry.block.start - line_end, entry.content.end)
    }

    /// What stands between two rows.
    fn gap(&self) -> String {
        let entries = self.listing.entries();
        let line_end = |text: &str| if text.contains("\r\n") { "\r\n" } else { "\n" }.to_owned();
        match entries {
            [first, second, ..] => {
                let between = Span::new(first.content.end, second.content.start).of(self.source());
                let is_plain = between.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>');
                // A blank line is one between these two, and no habit.
                let lines = between.matches('\n').count().max(between.matches('\r').count());
                if is_plain && lines < 2 {
                    return between.to_owned();
                }
            }
            [first] if first.block == first.content => return String::new(),
            _ => {}
        }
        let prefix = entries.first().map_or("", |entry| entry.prefix().of(self.source()));
        line_end(self.listing.span.of(self.source())) + prefix
    }

    /// The text of a row that comes to stand elsewhere: that of the entry it was made from, or of a new one.
    fn row_text(&self, old: Option<usize>, row: &Row) -> String {
        if let Some(entry) = old.and_then(|old| self.listing.entries().get(old)) {
            let start = entry.content.start;
            let edits = self.cell_edits(entry, row).into_iter().map(|edit| {
                let span = Span::new(edit.span.start - start, edit.span.end - start);
                Edit::replacement(span, edit.replacement)
            });
            let edits: Vec<Edit> = edits.collect();
            let text = entry.content.of(self.source());
            return apply(text, &edits).unwrap_or_else(|_| text.to_owned());
        }
        let Some(model) = self.model(row.cells.len()) else {
            return format!("<tr>{}</tr>", tagged("td", &row.cells));
        };
        let mut text = String::new();
        let mut position = model.content.start;
        let between = |start: usize, end: usize| Span::new(start, end).of(self.source());
        for (cell, asked) in self.listing.cells(model).iter().zip(&row.cells) {
            text.push_str(between(position, cell.span.start));
            if asked.is_empty() || cell.is_blank() {
                text.push_str(asked);
            } else {
                text.push_str(between(cell.span.start, cell.content.start));
                text.push_str(asked);
                text.push_str(between(cell.content.end, cell.span.end));
            }
            position = cell.span.end;
        }
        text + between(position, model.content.end)
    }

    /// The row that new ones with so many cells are written like: the last one with nothing of its own around its cells.
    fn model(&self, cells: usize) -> Option<&Entry> {
        self.listing.entries().iter().rev().find(|entry| {
            let own = self.listing.cells(entry);
            let mut position = entry.content.start;
            own.len() == cells
                && own.iter().all(|cell| {
                    let before = Span::new(position, cell.span.start).of(self.source());
                    position = cell.span.end;
                    !before.contains("<!--") && !before.contains(" id=")
                })
        })
    }
}
