//! Listings, entries and cells: where they lie in the source.

use std::ops::Range;

use super::field::Field;
use crate::text::Span;

/// What a listing is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ListingKind {
    /// A GFM table (GFM §4.10).
    Table,
    /// A bullet list or a numbered one (GFM §5.3).
    Bullets,
    /// A table written in HTML.
    Html,
}

/// How the cells of a column are set, from the colons of its delimiter cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Alignment {
    /// `---`
    #[default]
    None,
    /// `:---`
    Left,
    /// `:---:`
    Center,
    /// `---:`
    Right,
}

/// Why a table is kept verbatim: it is a listing to the parser, but its rows are uncertain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opaque {
    /// The line, from 1, where the parser and the row splitter disagree.
    pub line: usize,
    /// What they disagree about.
    pub reason: &'static str,
}

/// A table or a bullet list: entries, and in a table a header.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Listing {
    /// What it is written as.
    pub kind: ListingKind,
    /// Unique in its document: the slug of the nearest heading, then `-2`, `-3` for further listings of that slug.
    pub id: String,
    /// Index of the heading it stands under, in [`Document::sections`](super::Document::sections).
    pub section: Option<usize>,
    /// All its lines, from the start of the first to the end of the last entry's.
    pub span: Span,
    /// A table's header and delimiter row; empty for bullets. One of HTML has no delimiter row, and the header that it may
    /// lack is its start tag, with blank cells.
    pub header: Header,
    /// Set where the rows are not to be trusted; there are then no entries.
    pub opaque: Option<Opaque>,
    /// Lines of text right under a table, which GitHub shows as rows of it; they are none of its entries.
    pub swallowed: Vec<Span>,
    pub(super) entries: Vec<Entry>,
    pub(super) cells: Vec<Cell>,
}

/// The header row and the delimiter row under it.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The header's whole line, container prefix and line end included.
    pub line: Span,
    /// The header row without container prefix and line end.
    pub content: Span,
    /// The header cells; one for each column.
    pub cells: Vec<Cell>,
    /// The delimiter row's whole line.
    pub delimiter_line: Span,
    /// The delimiter row without container prefix and line end.
    pub delimiter: Span,
    /// The delimiter cells, padding included; one for each column.
    pub delimiter_cells: Vec<Span>,
    /// What the delimiter row says of each column.
    pub alignments: Vec<Alignment>,
    /// How many quotes a table in HTML stands in.
    pub(crate) quotes: usize,
    /// Whether the header starts with a pipe.
    pub leading_pipe: bool,
    /// Whether the header ends in a pipe.
    pub trailing_pipe: bool,
}

/// One row of a table, or one item of a list with all that is nested in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The whole source lines that move when the entry moves: container prefix, content, line end. A row of HTML that
    /// shares its lines with others has none, and is its content.
    ///
    /// To an item of a list belong the blank lines between it and the next one; the last item has no line end.
    pub block: Span,
    /// The same without the first line's container prefix and indent, and without the line end.
    pub content: Span,
    /// The line it starts on, from 1.
    pub line: usize,
    /// Whether the row starts with a pipe.
    pub leading_pipe: bool,
    /// Whether the row ends in a pipe.
    pub trailing_pipe: bool,
    pub(super) first_cell: usize,
    pub(super) cell_count: usize,
    /// For an item: how many items of its listing it is nested in. Those below an item follow it, and move with it.
    pub level: usize,
    /// For an item: the lines right below it that its author did not mean to be part of it.
    pub(crate) glued: Option<Glued>,
}

/// A line that markdown makes part of an item although nobody wrote it so, and all that follows it in the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glued {
    /// The line, without white space at its ends.
    pub(crate) line: Span,
    /// What it was meant to be.
    pub(crate) kind: GluedKind,
    /// Where the item ends.
    pub(super) end: usize,
}

/// What a line right under an item was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GluedKind {
    /// An item of its own.
    Entry,
    /// Anything else: the head of a group, a link to the top, a tag of a template, a closing remark.
    Line,
    /// A tag below the item that turns what follows into HTML.
    Tag,
}

impl Glued {
    /// The line and all that follows it in the item.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.line.start, self.end.max(self.line.end))
    }
}

/// The text between two pipes, or a part of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cell {
    /// All bytes between the pipes; of an item, the same as `content`.
    pub span: Span,
    /// The same without the padding at both ends; empty and at the end of `span` for a blank cell.
    pub content: Span,
    pub(super) tokens: (u32, u32),
    /// Which of all cells of its document it is.
    pub(super) index: u32,
}

impl Listing {
    /// The entries, in the order of the text.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries that move as one, by index: each that is nested in no other, with those that are nested in it.
    pub(crate) fn families(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            let below = self.entries.get(start + 1..)?.iter().take_while(|entry| entry.level > 0).count();
            let family = start..start + 1 + below;
            start = family.end;
            (family.end <= self.entries.len()).then_some(family)
        })
    }

    /// What ends the lines of most entries that are nested in no other: the line end behind the first, and what is below it.
    pub(crate) fn usual_line_end(&self) -> Option<Span> {
        let first = self.families().next()?;
        Some(self.entries.get(first.end - 1)?.line_end())
    }

    /// All lines of some entries that follow each other.
    pub(crate) fn block_of(&self, entries: Range<usize>) -> Span {
        match self.entries.get(entries).unwrap_or_default() {
            [] => Span::default(),
            [first, .., last] | [first @ last] => first.block.join(last.block),
        }
    }

    /// How many columns it has: those of a table's header, or all of [`Field::ALL`].
    #[inline]
    #[must_use]
    pub fn column_count(&self) -> usize {
        match self.kind {
            ListingKind::Table | ListingKind::Html => self.header.cells.len(),
            ListingKind::Bullets => Field::ALL.len(),
        }
    }

    /// Whether it is a table, in markdown or HTML.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.kind != ListingKind::Bullets
    }

    /// Whether it is a table written in HTML: its rows keep their places and their layout.
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.kind == ListingKind::Html
    }

    /// Whether each of its rows has lines of its own, so that they can change places.
    pub(crate) fn rows_have_own_lines(&self) -> bool {
        !self.is_html() || self.entries.iter().all(|entry| entry.block != entry.content)
    }

    /// Where the lines of its last entry end.
    pub(crate) fn end_of_entries(&self) -> usize {
        match (self.is_html(), self.entries.last()) {
            (true, Some(last)) => last.block.end,
            _ => self.span.end,
        }
    }

    /// The place to name where something is said of the listing as a whole: a table's header, or the first entry.
    #[must_use]
    pub fn head_span(&self) -> Span {
        match (self.kind, self.entries.first()) {
            (ListingKind::Bullets, Some(first)) => first.content,
            _ => self.header.content,
        }
    }

    /// The cells of `entry` that belong to a column; fewer than [`column_count`](Self::column_count) where a row lacks
    /// some. An item has a blank one in their place.
    #[inline]
    #[must_use]
    pub fn cells(&self, entry: &Entry) -> &[Cell] {
        let present = entry.cell_count.min(self.column_count());
        self.cells.get(entry.first_cell..entry.first_cell + present).unwrap_or_default()
    }

    /// The cells of `entry` past the last column, which GitHub hides.
    #[must_use]
    pub fn excess_cells(&self, entry: &Entry) -> &[Cell] {
        let past = entry.first_cell + entry.cell_count.min(self.column_count());
        self.cells.get(past..entry.first_cell + entry.cell_count).unwrap_or_default()
    }

    /// Where the tokens of its rows end, if lines of text follow that it swallowed.
    pub(super) fn end_of_rows(&self) -> Option<usize> {
        self.swallowed.first()?;
        // A missing cell has no tokens.
        let ends =
            self.cells.iter().rev().chain(self.header.cells.iter().rev()).map(|cell| cell.tokens.1 as usize);
        ends.into_iter().find(|&end| end > 0)
    }

    /// Column by column, the cell of `entry`, or `None` where it is missing.
    #[inline]
    #[must_use]
    pub fn cell(&self, entry: &Entry, column: usize) -> Option<&Cell> {
        self.cells(entry).get(column)
    }
}

impl Entry {
    /// What stands before the row on its line: the container's `> ` or indent.
    #[must_use]
    pub fn prefix(&self) -> Span {
        Span::new(self.block.start, self.content.start)
    }

    /// What stands behind its content: the line end, with the blank lines after an item of a list; nothing at the end
    /// of the file or of the list.
    #[must_use]
    pub fn line_end(&self) -> Span {
        Span::new(self.content.end, self.block.end)
    }
}

impl Cell {
    /// A cell over `span`, whose content is that text without its padding.
    pub(super) fn new(source: &str, span: Span, tokens: (u32, u32)) -> Self {
        Self::over(span, span.trimmed(source), tokens)
    }

    /// A cell that has no index yet.
    pub(super) fn over(span: Span, content: Span, tokens: (u32, u32)) -> Self {
        Self { span, content, tokens, index: u32::MAX }
    }

    /// Which of all cells of its document it is, headers included.
    pub(crate) fn index(&self) -> usize {
        self.index as usize
    }

    /// The cell of an item that has nothing for a column.
    pub(super) fn blank(offset: usize) -> Self {
        let span = Span::empty(offset);
        Self::over(span, span, (0, 0))
    }

    /// Whether there is nothing but padding in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.content.is_empty()
    }
}
