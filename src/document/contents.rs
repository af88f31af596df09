//! What the cells of a document hold, read once: conventions are learned from it, rules look at it, records are made of
//! it.

use std::borrow::Cow;

use super::cell_text::{Seen, read_into};
use super::token::as_u32;
use super::{Cell, Document, Entry, Link, Listing};
use crate::text::Span;

/// The links of the prose, and the links and texts of each cell.
///
/// ```
/// use relist::document::Document;
///
/// let document = Document::parse("[up](#top)\n\n| Model | Code |\n|---|---|\n| **Yi** | [git](https://example.com/yi) |\n");
/// let contents = document.contents();
/// let all: Vec<_> = contents.links().map(|(link, place)| (&*link.url, place.map(|place| place.column))).collect();
/// assert_eq!(all, [("#top", None), ("https://example.com/yi", Some(1))]);
///
/// let listing = &document.listings()[0];
/// assert_eq!(contents.text_of(0, listing, &listing.entries()[0], 0), Some("Yi"));
/// ```
#[derive(Debug, Default)]
pub struct Contents<'src> {
    source: &'src str,
    /// The links of the prose, then those of the cells, both in the order of the text.
    links: Vec<Link<'src>>,
    /// How many of them stand in the prose.
    in_prose: usize,
    /// The listing, entry and column of each of the others.
    places: Vec<[u32; 3]>,
    /// Each cell, listing after listing.
    cells: Vec<Content>,
    /// For each listing, how many cells stand before it.
    first_cells: Vec<usize>,
    /// The texts that are not a run of the source, one behind the other.
    texts: String,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
struct Content {
    /// Where its links end among those of the cells.
    links_end: u32,
    /// Where its text starts, in the source or among the texts that are not in it.
    text: u32,
    is_in_source: bool,
    text_len: u32,
    /// How much of the text stands before the first image.
    before_images: u32,
}

/// The text of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Text<'a, 'src> {
    /// It is a run of the source.
    InSource(&'src str),
    /// It is not.
    Elsewhere(&'a str),
}

impl<'a, 'src: 'a> Text<'a, 'src> {
    #[expect(clippy::match_same_arms, reason = "they live for different times")]
    pub(crate) fn as_str(self) -> &'a str {
        match self {
            Self::InSource(text) => text,
            Self::Elsewhere(text) => text,
        }
    }

    pub(crate) fn into_cow(self) -> Cow<'src, str> {
        match self {
            Self::InSource(text) => Cow::Borrowed(text),
            Self::Elsewhere(text) => Cow::Owned(text.to_owned()),
        }
    }
}

/// The cell that a link stands in: by index, its listing, entry and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkPlace {
    /// Index among [`Document::listings`].
    pub listing: usize,
    /// Index among [`Listing::entries`].
    pub entry: usize,
    /// Index of the column.
    pub column: usize,
}

impl<'src> Contents<'src> {
    /// Those of `document`, which has about `count` links.
    pub(super) fn of(document: &Document<'src>, count: usize) -> Self {
        let mut links = Vec::with_capacity(count);
        document.add_prose_links(&mut links);
        let cells = document.listings().iter().map(|listing| listing.cells.len()).sum();
        let mut read = Self {
            source: document.source(),
            in_prose: links.len(),
            links,
            cells: Vec::with_capacity(cells),
            ..Self::default()
        };
        for (index, listing) in document.listings().iter().enumerate() {
            read.add_listing(document, index, listing);
        }
        read
    }

    fn add_listing(&mut self, document: &Document<'src>, index: usize, listing: &Listing) {
        let first = self.cells.len();
        self.first_cells.push(first);
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            debug_assert_eq!(
                self.cells.len() - first,
                entry.first_cell,
                "cells are in the order of their entries"
            );
            for (column, cell) in listing.cells(entry).iter().enumerate() {
                document.add_cell_links(cell, &mut self.links);
                // Most cells have none.
                let count = self.links.len() - self.in_prose;
                if count > self.places.len() {
                    let place = [as_u32(index), as_u32(entry_index), as_u32(column)];
                    self.places.resize(count, place);
                }
                self.add_text(document, cell);
            }
            // GitHub hides those, and so there is nothing to follow and nothing to read.
            for cell in listing.excess_cells(entry) {
                let span = Span::empty(cell.span.start);
                self.push(&Seen { span, is_in_source: true, before_images: 0 });
            }
        }
    }

    fn add_text(&mut self, document: &Document<'src>, cell: &Cell) {
        let tokens = document.tokens.of_cell(cell);
        let seen = read_into(&mut self.texts, self.source, tokens, &document.tokens);
        self.push(&seen);
    }

    fn push(&mut self, seen: &Seen) {
        self.cells.push(Content {
            links_end: as_u32(self.places.len()),
            text: as_u32(seen.span.start),
            is_in_source: seen.is_in_source,
            text_len: as_u32(seen.span.len()),
            before_images: as_u32(seen.before_images),
        });
    }

    /// Which of all cells that of `entry` in `column` is; `None` where it is missing.
    fn index_of(&self, index: usize, listing: &Listing, entry: &Entry, column: usize) -> Option<usize> {
        Some(self.first_cells.get(index)? + listing.cell_index(entry, column)?)
    }

    fn content(&self, index: usize, listing: &Listing, entry: &Entry, column: usize) -> Option<&Content> {
        self.cells.get(self.index_of(index, listing, entry, column)?)
    }

    /// The links of the cell of `entry` in `column`; `listing` is the one with the index `index`.
    #[must_use]
    pub fn links_of(&self, index: usize, listing: &Listing, entry: &Entry, column: usize) -> &[Link<'src>] {
        let Some(cell) = self.index_of(index, listing, entry, column) else { return &[] };
        let end =
            |cell: usize| self.in_prose + self.cells.get(cell).map_or(0, |cell| cell.links_end as usize);
        let start = cell.checked_sub(1).map_or(self.in_prose, end);
        self.links.get(start..end(cell)).unwrap_or_default()
    }

    /// The text of the cell of `entry` in `column`, without markup ([`CellText::as_str`](super::CellText::as_str));
    /// `None` where the cell is missing. `listing` is the one with the index `index`.
    #[must_use]
    pub fn text_of(&self, index: usize, listing: &Listing, entry: &Entry, column: usize) -> Option<&str> {
        self.placed_text_of(index, listing, entry, column).map(Text::as_str)
    }

    /// The same, which says whether it is a part of the source.
    pub(crate) fn placed_text_of(
        &self,
        index: usize,
        listing: &Listing,
        entry: &Entry,
        column: usize,
    ) -> Option<Text<'_, 'src>> {
        let content = self.content(index, listing, entry, column)?;
        self.text(content, content.text_len)
    }

    /// The same up to the first image ([`CellText::before_images`](super::CellText::before_images)).
    pub(crate) fn text_before_images(
        &self,
        index: usize,
        listing: &Listing,
        entry: &Entry,
        column: usize,
    ) -> Option<Text<'_, 'src>> {
        let content = self.content(index, listing, entry, column)?;
        self.text(content, content.before_images)
    }

    fn text(&self, content: &Content, len: u32) -> Option<Text<'_, 'src>> {
        let range = content.text as usize..content.text as usize + len as usize;
        if content.is_in_source {
            self.source.get(range).map(Text::InSource)
        } else {
            self.texts.get(range).map(Text::Elsewhere)
        }
    }

    /// The links of the cells, listing after listing.
    #[must_use]
    pub fn links_of_listings(&self) -> &[Link<'src>] {
        &self.links[self.in_prose..]
    }

    /// All links, each with the cell that it stands in; `None` in prose.
    pub fn links(&self) -> impl Iterator<Item = (&Link<'src>, Option<LinkPlace>)> {
        let place = |[listing, entry, column]: [u32; 3]| LinkPlace {
            listing: listing as usize,
            entry: entry as usize,
            column: column as usize,
        };
        let places = self.places.iter().map(move |&found| Some(place(found)));
        self.links.iter().zip(std::iter::repeat_n(None, self.in_prose).chain(places))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::Document;
    use super::Text;

    /// All of it is what is read of each cell by itself.
    fn assert_like_cells(source: &str) {
        let document = Document::parse(source);
        let contents = document.contents();
        for (index, listing) in document.listings().iter().enumerate() {
            for entry in listing.entries() {
                for (column, cell) in listing.cells(entry).iter().enumerate() {
                    let text = document.cell_text(cell);
                    let read = contents.text_of(index, listing, entry, column);
                    assert_eq!(read, Some(text.as_str()));
                    let read = contents.text_before_images(index, listing, entry, column);
                    assert_eq!(read.map(Text::as_str), Some(text.before_images()));
                    let links = contents.links_of(index, listing, entry, column);
                    assert_eq!(links, document.cell_links(cell));
                }
            }
        }
    }

    #[test]
    fn fixtures_hold_what_their_cells_do() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        for folder in ["edge", "lists"] {
            for file in fs::read_dir(fixtures.join(folder)).unwrap() {
                let path = file.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "md") {
                    assert_like_cells(&fs::read_to_string(path).unwrap());
                }
            }
        }
    }

    proptest::proptest! {
        #![proptest_config(crate::cases::cases(500))]

        #[test]
        fn any_row_holds_what_its_cells_do(
            cells in "(\\| ?([a-z ]|&amp;|&nbsp;|`[a-z]|`|!\\[x\\]\\(y\\)|\\[b\\]\\(c\\)|<br>|<b>|\\\\\\||\u{a0}|www\\.a\\.b ){0,6} ?){1,5}"
        ) {
            assert_like_cells(&format!("| a | b | c |\n|---|---|---|\n{cells}\n"));
        }
    }
}
