//! Bullet lists that hold entries: `- [Name](url) - description`, with what is nested in each.
//!
//! The parser's tokens of an outermost list are read once it is complete. A list counts as a listing when at least half
//! of its items have the shape of an entry; where the outer list does not (items that are only group headings), the
//! lists nested in it are asked. Tables of contents, lists of prose and generated blocks are left alone. Each item is
//! read for itself ([`head`]), and its text tokens are cut where its cells begin and end, so that the layers above see
//! cells with links and texts of their own, as they do in a table.

mod atom;
mod group;
mod head;
mod outline;
mod sign;

use std::ops::Range;

use super::field::Field;
use super::listing::{Cell, Entry, Header, Listing, ListingKind};
use super::token::{Token, TokenKind, TokenStore, as_u32};
use crate::text::{LineIndex, Span};
use head::Head;
use outline::{Item, List};

/// Finds the listings in the outermost list whose tokens are those from `first` on.
pub(super) fn listings(
    source: &str,
    lines: &LineIndex,
    store: &mut TokenStore<'_>,
    first: usize,
    section: Option<usize>,
) -> Vec<Listing> {
    let mut reader = Reader { source, lines, store, section, found: Vec::new() };
    reader.read_lists(&outline::lists(reader.store, first));
    let found = reader.found;
    let cuts = found.iter().flat_map(Found::cuts).collect();
    let moved = store.cut_texts(first, cuts);
    found.into_iter().map(|found| found.into_listing(store, &moved)).collect()
}

/// Joins lists that follow each other line by line: a marker unlike the others starts a list of its own to the parser, and
/// is a slip to everybody else.
fn joined(source: &str, found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        match joined.last_mut() {
            Some(last) if last.continues_in(source, &next) => last.append(next),
            _ => joined.push(next),
        }
    }
    joined
}

struct Reader<'a, 'src> {
    source: &'a str,
    lines: &'a LineIndex,
    store: &'a TokenStore<'src>,
    section: Option<usize>,
    found: Vec<Found>,
}

/// A cell: its column, its bytes, and the tokens among which its own are.
type FoundCell = (Field, Span, Range<usize>);

/// A list that is a listing.
struct Found {
    section: Option<usize>,
    /// The list's own tokens, its start and its end included.
    tokens: Range<usize>,
    entries: Vec<FoundEntry>,
}

/// An item of it, with the cells that it has.
struct FoundEntry {
    block: Span,
    content: Span,
    line: usize,
    tokens: Range<usize>,
    cells: Vec<FoundCell>,
}

impl Reader<'_, '_> {
    /// Reads lists with one parent. Where one of them is no listing, a marker in its neighbour that was mended would make
    /// the two one list, so that they are kept apart.
    fn read_lists(&mut self, lists: &[List]) {
        let first = self.found.len();
        let found = lists.iter().filter(|list| self.read_list(list)).count();
        if found > 1 && found == lists.len() {
            let siblings = self.found.split_off(first);
            self.found.extend(joined(self.source, siblings));
        }
    }

    /// Whether the list is a listing.
    fn read_list(&mut self, list: &List) -> bool {
        let heads: Vec<(Head, Vec<FoundCell>)> = list.items.iter().map(|item| self.read_item(item)).collect();
        let entries = heads.iter().filter(|(head, _)| head.is_entry && !head.is_anchor).count();
        let anchors = heads.iter().filter(|(head, _)| head.is_anchor).count();
        if anchors * 2 >= heads.len() {
            return false;
        }
        let entries =
            (entries > 0 && entries * 2 >= heads.len()).then(|| self.entries(list, heads)).flatten();
        let Some(entries) = entries else {
            list.items.iter().for_each(|item| self.read_lists(&item.lists));
            return false;
        };
        self.found.push(Found { section: self.section, tokens: list.tokens.clone(), entries });
        true
    }

    /// The cells of an item, in the order of columns.
    fn read_item(&self, item: &Item) -> (Head, Vec<FoundCell>) {
        let tokens = self.store.slice(item.head.clone());
        let head = head::read(self.source, &atom::atoms(self.source, self.store, tokens));
        let inline = |field, span: Option<Span>| Some((field, span?, item.head.clone()));
        let mut cells: Vec<_> = [
            inline(Field::Name, head.name),
            inline(Field::Date, head.date),
            inline(Field::Links, head.links),
            inline(Field::Description, head.description),
            inline(Field::Tags, head.tags),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut rest = item.head.end..item.tokens.end;
        let mut rest_start = item.head_end;
        if head.description.is_none()
            && head.name.is_some()
            && let Some(nested) = &item.nested_head
        {
            let tokens = self.store.slice(nested.clone());
            if let Some(below) = head::read_nested(self.source, &atom::atoms(self.source, self.store, tokens))
            {
                let only = item.lists.first().is_some_and(|list| list.items.len() == 1);
                let date = below.date.filter(|_| head.date.is_none());
                // A date that the name has already leaves the one below to its description.
                let description = match (below.date, date) {
                    (Some(own), None) => below.description.map(|text| own.join(text)),
                    _ => below.description,
                };
                if let Some(description) = description.filter(|_| only || below.date.is_some()) {
                    cells.extend(date.map(|date| (Field::Date, date, nested.clone())));
                    cells.push((Field::Description, description, nested.clone()));
                    rest = nested.end..item.tokens.end;
                    rest_start = description.end;
                }
            }
        }
        let end = self.content_end(item);
        let notes = Span::new(rest_start.min(end), end).trimmed(self.source);
        let notes = trim_lines(self.source, notes);
        if !notes.is_empty() {
            cells.push((Field::Notes, notes, rest));
        }
        cells.sort_by_key(|(field, ..)| *field);
        (head, cells)
    }

    /// The end of the line on which an item's last word stands.
    fn content_end(&self, item: &Item) -> usize {
        let text = item.span.of(self.source).trim_end_matches([' ', '\t', '\n', '\r']);
        let end = item.span.start + text.len();
        let line =
            self.lines.line_span(self.source, self.lines.line(end.saturating_sub(1).max(item.span.start)));
        line.start + line.of(self.source).trim_end_matches(['\n', '\r']).len()
    }

    /// The items with their lines, or nothing where one shares its first line with what is not its own.
    fn entries(&self, list: &List, heads: Vec<(Head, Vec<FoundCell>)>) -> Option<Vec<FoundEntry>> {
        let mut entries: Vec<FoundEntry> = Vec::with_capacity(heads.len());
        for (item, (_, cells)) in list.items.iter().zip(heads) {
            let line = self.lines.line(item.span.start);
            let start = self.lines.line_span(self.source, line).start;
            let indent = self.source.get(start..item.span.start)?;
            if !indent.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
                return None;
            }
            if let Some(last) = entries.last_mut() {
                if last.content.end > start {
                    return None;
                }
                last.block.end = start;
            }
            let content = Span::new(item.span.start, self.content_end(item));
            let block = Span::new(start, content.end);
            entries.push(FoundEntry { block, content, line, tokens: item.tokens.clone(), cells });
        }
        Some(entries)
    }
}

/// Without the white space and line ends at both ends.
fn trim_lines(source: &str, span: Span) -> Span {
    let text = span.of(source);
    let start = text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let len = text.trim_matches([' ', '\t', '\n', '\r']).len();
    Span::new(span.start + start, span.start + start + len)
}

impl Found {
    /// Where text tokens have to be cut.
    fn cuts(&self) -> impl Iterator<Item = usize> {
        let cells = self.entries.iter().flat_map(|entry| &entry.cells);
        cells.filter(|(field, ..)| *field != Field::Notes).flat_map(|(_, span, _)| [span.start, span.end])
    }

    /// Whether `next` is a bullet list like this one, with nothing but a blank line between them.
    fn continues_in(&self, source: &str, next: &Self) -> bool {
        let (Some(last), Some(first)) = (self.entries.last(), next.entries.first()) else { return false };
        let marker = |entry: &FoundEntry| entry.content.of(source).chars().next();
        let indent = |entry: &FoundEntry| Span::new(entry.block.start, entry.content.start).of(source);
        let are_bullets =
            [last, first].iter().all(|entry| !marker(entry).is_some_and(|c| c.is_ascii_digit()));
        let between = Span::new(last.content.end, first.block.start.max(last.content.end)).of(source);
        self.tokens.end == next.tokens.start
            && are_bullets
            && indent(last) == indent(first)
            && between.bytes().filter(|&byte| byte == b'\n').count() <= 2
    }

    fn append(&mut self, next: Self) {
        if let (Some(last), Some(first)) = (self.entries.last_mut(), next.entries.first()) {
            last.block.end = first.block.start;
        }
        self.tokens.end = next.tokens.end;
        self.entries.extend(next.entries);
    }

    fn into_listing(self, store: &mut TokenStore<'_>, moved: &super::token::Moved) -> Listing {
        let span = match (self.entries.first(), self.entries.last()) {
            (Some(first), Some(last)) => first.block.join(last.block),
            _ => Span::empty(0),
        };
        let mut listing = Listing {
            kind: ListingKind::Bullets,
            id: String::new(),
            section: self.section,
            span,
            header: Header::default(),
            opaque: None,
            is_outermost: true,
            entries: Vec::with_capacity(self.entries.len()),
            cells: Vec::with_capacity(self.entries.len() * Field::ALL.len()),
        };
        for entry in self.entries {
            entry.add_to(&mut listing, store, moved);
        }
        store.add_listing(moved.range(self.tokens));
        listing
    }
}

impl FoundEntry {
    /// Adds the entry, with a blank cell for every column that it has not.
    fn add_to(self, listing: &mut Listing, store: &TokenStore<'_>, moved: &super::token::Moved) {
        let first_cell = listing.cells.len();
        for field in &Field::ALL {
            let cell = self.cells.iter().find(|(own, ..)| own == field);
            let cell = cell.map_or(Cell::blank(self.content.end), |(field, span, tokens)| {
                let tokens = moved.range(tokens.clone());
                let tokens = if *field == Field::Notes { tokens } else { inside(store, tokens, *span) };
                Cell { span: *span, content: *span, tokens: (as_u32(tokens.start), as_u32(tokens.end)) }
            });
            listing.cells.push(cell);
        }
        let tokens = moved.range(self.tokens);
        listing.entries.push(Entry {
            block: self.block,
            content: self.content,
            line: self.line,
            leading_pipe: false,
            trailing_pipe: false,
            first_cell,
            cell_count: Field::ALL.len(),
            tokens: (as_u32(tokens.start), as_u32(tokens.end)),
        });
    }
}

/// Those of the tokens in `range` that lie in `span`.
fn inside(store: &TokenStore<'_>, range: Range<usize>, span: Span) -> Range<usize> {
    let tokens = store.slice(range.clone());
    let is_inside = |token: &Token| span.contains(token.span()) && token.kind != TokenKind::Listing;
    let Some(first) = tokens.iter().position(is_inside) else { return range.start..range.start };
    let len = tokens[first..].iter().take_while(|token| is_inside(token)).count();
    range.start + first..range.start + first + len
}
