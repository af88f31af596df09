//! What is read of cells to learn from them, each thing once.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::document::{Document, Link, Links, Listing};

/// The texts of a listing's cells, read when first asked for and then kept for all that is learned from them.
pub(super) struct Texts<'doc, 'src> {
    document: &'doc Document<'src>,
    links: &'doc Links<'doc>,
    index: usize,
    listing: &'doc Listing,
    /// Entry by entry, column by column.
    cells: Vec<OnceCell<Seen<'src>>>,
}

/// What a reader sees in a cell.
struct Seen<'src> {
    text: Cow<'src, str>,
    /// How much of it stands before the first image.
    before_images: usize,
}

impl<'doc, 'src> Texts<'doc, 'src> {
    /// Those of `listing`, which has the index `index`.
    pub(super) fn of(
        document: &'doc Document<'src>,
        links: &'doc Links<'doc>,
        index: usize,
        listing: &'doc Listing,
    ) -> Self {
        let cells =
            std::iter::repeat_with(OnceCell::new).take(listing.entries().len() * listing.column_count());
        Self { document, links, index, listing, cells: cells.collect() }
    }

    /// The entries, by index.
    pub(super) fn entries(&self) -> Range<usize> {
        0..self.listing.entries().len()
    }

    /// The links of a cell.
    pub(super) fn links(&self, entry: usize, column: usize) -> &'doc [Link<'doc>] {
        let entry = self.listing.entries().get(entry);
        entry.map_or(&[], |entry| self.links.of_cell(self.index, self.listing, entry, column))
    }

    /// The text of a cell; `None` where it is missing.
    pub(super) fn get(&self, entry: usize, column: usize) -> Option<&str> {
        self.cell(entry, column).map(|seen| &*seen.text)
    }

    fn cell(&self, entry: usize, column: usize) -> Option<&Seen<'src>> {
        let cell = self.listing.cell(self.listing.entries().get(entry)?, column)?;
        let seen = &self.cells[entry * self.listing.column_count() + column];
        Some(seen.get_or_init(|| {
            let text = self.document.cell_text(cell);
            let before_images = text.before_images().len();
            Seen { text: text.into_cow(), before_images }
        }))
    }

    /// What the entries may be sorted by in a column, from the first to the last: the badges behind a name are no part
    /// of it.
    pub(super) fn sorting(&self, column: usize) -> impl ExactSizeIterator<Item = Option<&str>> + Clone {
        self.entries().map(move |entry| self.cell(entry, column).map(|seen| &seen.text[..seen.before_images]))
    }

    /// The texts of a column, from the first entry to the last.
    pub(super) fn column(&self, column: usize) -> impl ExactSizeIterator<Item = Option<&str>> {
        self.entries().map(move |entry| self.get(entry, column))
    }
}
