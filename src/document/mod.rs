//! The document: one source text and the ranges of what was found in it.
//!
//! A [`Document`] owns no text. It borrows the source and remembers where its headings, listings, entries and cells
//! lie, so that nothing can be lost between reading and writing: what no edit covers is copied from the source.
//! This layer is the only one that knows the markdown parser; the layers above see spans, text and links.

mod anchor;
mod bare_url;
mod bullets;
mod cell_text;
mod chunk;
mod comment;
mod conflict;
mod dialect;
mod empty_task;
mod field;
mod front_matter;
mod html;
mod html_block;
mod html_table;
mod items;
mod link;
mod listing;
mod parser;
mod reading;
mod row;
mod section;
mod table;
mod tile;
mod token;
mod watch;

use std::ops::Range;

pub(crate) use anchor::Anchor;
pub(crate) use cell_text::CellText;
pub use comment::Comment;
pub use field::Field;
pub(crate) use items::{Item, List};
pub(crate) use link::name_link;
pub use link::{Link, LinkKind};
pub use listing::{Alignment, Cell, Entry, Header, Listing, ListingKind, Opaque};
pub(crate) use listing::{Glued, GluedKind};
pub(crate) use reading::LinkPlace;
pub use section::{Section, slug};
pub(crate) use tile::{Tile, TileKind};

use crate::text::{LineIndex, Position, Span};
use token::TokenStore;

/// A parsed source text: its sections, its listings, and the line index to name places in it.
///
/// ```
/// use relist::document::Document;
///
/// let source = "# Models\n\n| Model | Size |\n|---|---|\n| Yi | [6B](https://example.com/yi) |\n";
/// let document = Document::parse(source);
/// let listing = &document.listings()[0];
/// let entry = &listing.entries()[0];
/// let cell = &listing.cells(entry)[1];
/// assert_eq!(document.cell_text(cell).as_str(), "6B");
/// assert_eq!(document.cell_links(cell)[0].url, "https://example.com/yi");
/// ```
#[derive(Debug)]
pub struct Document<'src> {
    source: &'src str,
    lines: LineIndex,
    byte_order_mark: Span,
    front_matter: Span,
    sections: Vec<Section>,
    listings: Vec<Listing>,
    comments: Vec<Comment>,
    code_rows: Vec<Span>,
    generated: Vec<Span>,
    html_lists: Vec<Span>,
    tokens: TokenStore<'src>,
    reading: reading::Reading<'src>,
}

impl<'src> Document<'src> {
    /// Parses `source`; every text is a document, so this cannot fail.
    #[must_use]
    pub fn parse(source: &'src str) -> Self {
        parser::parse(source)
    }

    /// The text that was parsed.
    #[must_use]
    pub fn source(&self) -> &'src str {
        self.source
    }

    /// Where the lines of the source start.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(self.source, offset)
    }

    /// The headings, in the order of the text.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The listings, in the order of the text.
    #[must_use]
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The HTML comments that stand outside of listings, in the order of the text.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The conflict markers that git left in the text, those in code left out: each line without its end.
    ///
    /// ```
    /// use relist::document::Document;
    ///
    /// let source = "- a\n<<<<<<< HEAD\n- b\n=======\n- c\n>>>>>>> topic\n";
    /// assert_eq!(Document::parse(source).conflict_markers().len(), 3);
    /// ```
    #[must_use]
    pub fn conflict_markers(&self) -> Vec<Span> {
        conflict::markers(self)
    }

    /// What programs write, between comments such as `<!-- START x -->` and `<!-- END x -->`, in the order of the text.
    #[must_use]
    pub fn generated(&self) -> &[Span] {
        &self.generated
    }

    /// Lines right under a table that would be rows of it, but for an indent that makes them code to GitHub: of several in a
    /// row, the first.
    pub(crate) fn code_rows(&self) -> &[Span] {
        &self.code_rows
    }

    /// The HTML comments in `cell`, in the order of the text.
    #[must_use]
    pub fn cell_comments(&self, cell: &Cell) -> Vec<Comment> {
        comment::in_cell(self.source, cell, self.tokens.of_cell(cell))
    }

    /// The titles of the headings that `listing` stands under, outermost first.
    #[must_use]
    pub fn section_path(&self, listing: &Listing) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = listing.section;
        while let Some(section) = next.and_then(|index| self.sections.get(index)) {
            path.push(section.title.as_str());
            next = section.parent;
        }
        path.reverse();
        path
    }

    /// The plain text outside of listings' rows, code and HTML left out: each run of it where it stands.
    pub fn prose_texts(&self) -> impl Iterator<Item = Span> {
        let tokens = self.tokens.outside().into_iter().flat_map(|range| self.tokens.slice(range));
        tokens.filter(|token| token.kind == token::TokenKind::Text).map(|token| token.span())
    }

    /// The plain text of `cell`, code and HTML left out: each run of it where it stands.
    pub fn cell_texts(&self, cell: &Cell) -> impl Iterator<Item = Span> {
        let tokens = self.tokens.of_cell(cell).iter();
        tokens.filter(|token| token.kind == token::TokenKind::Text).map(|token| token.span())
    }

    /// The code in the document, spans and the lines of blocks, in the order of the text.
    pub fn code(&self) -> impl Iterator<Item = Span> {
        self.tokens
            .slice(0..self.tokens.len())
            .iter()
            .filter(|token| token.is_code())
            .map(|token| token.span())
    }

    /// What a link to a place in this document may name: the slugs of its headings, in markdown or HTML, numbered as
    /// GitHub numbers repeated ones (`-1`, `-2`), and the `id` and `name` attributes of its tags.
    #[must_use]
    pub fn anchors(&self) -> Vec<String> {
        self.anchor_places().into_iter().map(|anchor| anchor.name).collect()
    }

    /// The same, each with its place, and with the heading that it is the anchor of.
    #[must_use]
    pub(crate) fn anchor_places(&self) -> Vec<Anchor> {
        anchor::anchors(self.source, &self.tokens)
    }

    /// The code in `cell`, in the order of the text.
    #[cfg(feature = "cli")]
    pub(crate) fn cell_code(&self, cell: &Cell) -> impl Iterator<Item = Span> {
        self.tokens.of_cell(cell).iter().filter(|token| token.is_code()).map(|token| token.span())
    }

    /// Whether `cell` is code from end to end, so that nothing in it may be respelled.
    #[must_use]
    pub fn cell_has_code(&self, cell: &Cell) -> bool {
        self.tokens.of_cell(cell).iter().any(token::Token::is_code)
    }

    /// The whole source, cut into consecutive pieces: the tiling law says that they add up to it.
    #[must_use]
    pub fn tiles(&self) -> Vec<Tile> {
        tile::tiles(self)
    }
}

/// The bytes before the first line that the markdown parser is to see.
pub(crate) fn prologue(source: &str) -> (Span, Span) {
    let (mark, rest) = crate::text::split_byte_order_mark(source);
    let mark = Span::new(0, mark.len());
    let front_matter: Range<usize> = front_matter::range(rest);
    (mark, Span::from(front_matter).shifted(mark.end))
}
