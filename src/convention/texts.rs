//! The texts and links of one listing's cells, column by column.

use std::ops::Range;

use crate::document::{Contents, Link, Listing, Text};

/// What the cells of a listing hold.
#[derive(Clone, Copy)]
pub(super) struct Texts<'doc, 'src> {
    pub(super) contents: &'doc Contents<'src>,
    /// Of the listing, among those of the document.
    pub(super) index: usize,
    pub(super) listing: &'doc Listing,
}

impl<'doc, 'src> Texts<'doc, 'src> {
    /// The entries, by index.
    pub(super) fn entries(&self) -> Range<usize> {
        0..self.listing.entries().len()
    }

    /// The links of a cell.
    pub(super) fn links(&self, entry: usize, column: usize) -> &'doc [Link<'src>] {
        let entry = self.listing.entries().get(entry);
        entry.map_or(&[], |entry| self.contents.links_of(self.index, self.listing, entry, column))
    }

    /// The text of a cell; `None` where it is missing.
    pub(super) fn get(&self, entry: usize, column: usize) -> Option<Text<'doc, 'src>> {
        self.contents.placed_text_of(self.index, self.listing, self.listing.entries().get(entry)?, column)
    }

    /// What the entries may be sorted by in a column, from the first to the last: the badges behind a name are no part
    /// of it.
    pub(super) fn sorting(
        self,
        column: usize,
    ) -> impl ExactSizeIterator<Item = Option<Text<'doc, 'src>>> + Clone {
        let entries = self.listing.entries().iter();
        entries.map(move |entry| self.contents.text_before_images(self.index, self.listing, entry, column))
    }

    /// The texts of a column, from the first entry to the last.
    pub(super) fn column(self, column: usize) -> impl ExactSizeIterator<Item = Option<Text<'doc, 'src>>> {
        let entries = self.listing.entries().iter();
        entries.map(move |entry| self.contents.placed_text_of(self.index, self.listing, entry, column))
    }
}
