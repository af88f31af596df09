//! Lists that are listings, before their texts are cut.

use std::ops::Range;

use super::super::dialect::column;
use super::super::field::Field;
use super::super::listing::{Cell, Entry, Header, Listing, ListingKind};
use super::super::token::{Moved, Token, TokenStore, as_u32};
use super::glued::content_column;
use crate::text::Span;

/// How many cells an entry has; that of [`Field::Notes`] is the last, and the others are parts of a paragraph.
const COLUMNS: usize = Field::ALL.len();

/// A list that is a listing. The tokens of its entries and cells are those before texts are cut.
pub(super) struct Found {
    /// The list's own tokens, its start and its end included.
    pub(super) tokens: Range<usize>,
    pub(super) entries: Vec<Entry>,
    /// A cell for each column of each entry; the tokens of one that is not blank are those among which its own are.
    pub(super) cells: Vec<Cell>,
}

/// Joins lists that follow each other line by line: a marker unlike the others starts a list of its own to the parser, and
/// is a slip to everybody else.
///
/// So are two that have a marker in common, however many blank lines are between them: what parts them is a slip, and
/// once it is mended, the parser takes them for one.
pub(super) fn joined(source: &str, found: Vec<Found>) -> Vec<Found> {
    let gaps: Vec<Option<usize>> = found.windows(2).map(|pair| pair[0].gap_to(source, &pair[1])).collect();
    let mut groups: Vec<ListGroup> = Vec::with_capacity(found.len());
    for (index, next) in found.iter().enumerate() {
        let mut group = ListGroup { lists: index..index + 1, markers: next.markers(source) };
        let is_joined = |before: &ListGroup, group: &ListGroup| {
            gaps[before.lists.end - 1].is_some_and(|lines| lines <= 2 || before.shares_marker(group))
        };
        while let Some(before) = groups.pop_if(|before| is_joined(before, &group)) {
            group = before.joined(&group);
        }
        groups.push(group);
    }
    let mut found = found.into_iter();
    let join = |group: ListGroup| {
        let mut lists = found.by_ref().take(group.lists.len());
        let first = lists.next()?;
        Some(lists.fold(first, Found::joined))
    };
    groups.into_iter().filter_map(join).collect()
}

/// Lists that are one.
struct ListGroup {
    /// Their indices.
    lists: Range<usize>,
    /// Which of the signs that start a bullet their items have.
    markers: [bool; 3],
}

impl ListGroup {
    fn shares_marker(&self, other: &Self) -> bool {
        self.markers.iter().zip(&other.markers).any(|(one, other)| *one && *other)
    }

    fn joined(&self, next: &Self) -> Self {
        let markers = std::array::from_fn(|sign| self.markers[sign] || next.markers[sign]);
        Self { lists: self.lists.start..next.lists.end, markers }
    }
}

/// Where text tokens have to be cut, in the order of the text.
pub(super) fn cuts(found: &[Found]) -> Vec<u32> {
    let mut cuts = Vec::with_capacity(found.iter().map(|found| found.cells.len()).sum());
    for [inline @ .., _notes] in found.iter().flat_map(|found| found.cells.as_chunks::<COLUMNS>().0) {
        let first = cuts.len();
        for cell in inline.iter().filter(|cell| !is_missing(cell)) {
            cuts.push(as_u32(cell.span.start));
            cuts.push(as_u32(cell.span.end));
        }
        cuts[first..].sort_unstable();
    }
    cuts
}

/// Whether the entry has nothing for the cell's column: no cell that was found has the first token of all.
fn is_missing(cell: &Cell) -> bool {
    cell.tokens == (0, 0)
}

impl Found {
    fn markers(&self, source: &str) -> [bool; 3] {
        let has = |sign| self.entries.iter().any(|entry| entry.content.of(source).starts_with(sign));
        ['-', '*', '+'].map(has)
    }

    /// How many lines end between this list and `next`, where that is a bullet list like this one and nothing but blank
    /// lines are between them.
    fn gap_to(&self, source: &str, next: &Self) -> Option<usize> {
        let (last, first) = (self.entries.last()?, next.entries.first()?);
        let above = self.entries.iter().rfind(|entry| entry.level == 0)?;
        let marker = |entry: &Entry| entry.content.of(source).chars().next();
        let indent = |entry: &Entry| column(0, Span::new(entry.block.start, entry.content.start).of(source));
        let are_bullets =
            [above, first].iter().all(|entry| !marker(entry).is_some_and(|c| c.is_ascii_digit()));
        let between = Span::new(last.content.end, first.block.start.max(last.content.end)).of(source);
        // With the same marker it would stand beside the item above, and not in it.
        let are_beside = indent(first) < indent(above) + content_column(above.content.of(source));
        let touches = self.tokens.end == next.tokens.start && are_bullets && are_beside;
        touches.then(|| between.bytes().filter(|&byte| byte == b'\n').count())
    }

    fn joined(mut self, next: Self) -> Self {
        if let (Some(last), Some(first)) = (self.entries.last_mut(), next.entries.first()) {
            last.block.end = first.block.start;
        }
        self.tokens.end = next.tokens.end;
        let cells = self.cells.len();
        self.cells.extend(next.cells);
        let entries = next.entries.into_iter();
        self.entries.extend(entries.map(|entry| Entry { first_cell: cells + entry.first_cell, ..entry }));
        self
    }

    pub(super) fn into_listing(
        self,
        section: Option<usize>,
        store: &mut TokenStore<'_>,
        moved: &Moved,
    ) -> Listing {
        let Self { tokens, entries, mut cells } = self;
        for [inline @ .., notes] in cells.as_chunks_mut::<COLUMNS>().0 {
            for cell in inline.iter_mut().filter(|cell| !is_missing(cell)) {
                cell.tokens = inside(store, moved.tokens(cell.tokens), cell.span);
            }
            if !is_missing(notes) {
                notes.tokens = moved.tokens(notes.tokens);
            }
        }
        store.add_listing(moved.range(tokens));
        let span = match (entries.first(), entries.last()) {
            (Some(first), Some(last)) => first.block.join(last.block),
            _ => Span::empty(0),
        };
        Listing {
            kind: ListingKind::Bullets,
            id: String::new(),
            section,
            span,
            header: Header::default(),
            opaque: None,
            swallowed: Vec::new(),
            entries,
            cells,
        }
    }
}

/// Those of the tokens `range` that lie in `span`.
fn inside(store: &TokenStore<'_>, range: (u32, u32), span: Span) -> (u32, u32) {
    let is_inside = |token: &Token| span.contains(token.span());
    let tokens = store.slice(range.0 as usize..range.1 as usize);
    let Some(first) = tokens.iter().position(is_inside) else { return (range.0, range.0) };
    let own = &tokens[first..];
    let len = own.iter().position(|token| !is_inside(token)).unwrap_or(own.len());
    let start = range.0 + as_u32(first);
    (start, start + as_u32(len))
}
