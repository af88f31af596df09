//! The document as consecutive pieces of its source.

use super::{Document, Listing};
use crate::text::Span;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TileKind {
    /// The byte order mark.
    ByteOrderMark,
    /// YAML or TOML front matter.
    FrontMatter,
    /// Anything that is not a listing, and a listing that is kept verbatim.
    Prose,
    /// A listing's header row and delimiter row.
    Header,
    /// One entry.
    Entry,
}

/// A consecutive piece of the source; a document's tiles, joined, are its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Where it stands.
    pub span: Span,
}

pub(super) fn tiles(document: &Document<'_>) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let mut position = 0;
    let mut push = |kind, span: Span, position: &mut usize| {
        if span.is_empty() {
            return;
        }
        // Between the rows of a table in HTML there may be anything.
        if span.start > *position {
            tiles.push(Tile { kind: TileKind::Prose, span: Span::new(*position, span.start) });
        }
        tiles.push(Tile { kind, span });
        *position = span.end;
    };
    push(TileKind::ByteOrderMark, document.byte_order_mark, &mut position);
    push(TileKind::FrontMatter, document.front_matter, &mut position);
    for listing in document.listings.iter().filter(|listing| listing.opaque.is_none()) {
        if listing.is_table() {
            push(TileKind::Header, header_span(listing), &mut position);
        }
        for entry in &listing.entries {
            push(TileKind::Entry, entry.block, &mut position);
        }
    }
    push(TileKind::Prose, Span::new(position, document.source.len()), &mut position);
    tiles
}

fn header_span(listing: &Listing) -> Span {
    listing.header.line.join(listing.header.delimiter_line)
}
