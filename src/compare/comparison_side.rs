//! A document as one of the sides of a comparison: its listings with what is learned of them and what tells entries.

use crate::config::Config;
use crate::convention::{Conventions, ListingConvention};
use crate::document::{Document, Entry, Listing};

use super::listings::Description;
use crate::records::identity::Identity;

/// One of the documents that are compared.
pub(super) struct Side<'a, 'src> {
    pub(super) document: &'a Document<'src>,
    conventions: Conventions,
    /// Listing by listing, entry by entry.
    identities: Vec<Vec<Identity>>,
}

/// One listing of a side.
#[derive(Clone, Copy)]
pub(super) struct SideListing<'a, 'src> {
    pub(super) document: &'a Document<'src>,
    pub(super) listing: &'a Listing,
    pub(super) convention: &'a ListingConvention,
    pub(super) identities: &'a [Identity],
}

impl<'a, 'src> Side<'a, 'src> {
    pub(super) fn new(document: &'a Document<'src>, config: &Config) -> Self {
        let conventions = Conventions::learn(document, config);
        let listings = conventions.with_listings(document);
        let identities = listings.map(|(listing, convention)| {
            let entries = listing.entries().iter();
            entries.map(|entry| Identity::of(document, listing, convention, entry)).collect()
        });
        let identities = identities.collect();
        Self { document, conventions, identities }
    }

    /// The listing at `index`.
    pub(super) fn listing(&self, index: usize) -> SideListing<'_, 'src> {
        SideListing {
            document: self.document,
            listing: &self.document.listings()[index],
            convention: &self.conventions.listings()[index],
            identities: &self.identities[index],
        }
    }

    /// What identifies each listing; nothing for one that is kept verbatim.
    pub(super) fn descriptions(&self) -> Vec<Option<Description<'_>>> {
        let mut descriptions: Vec<Option<Description<'_>>> = Vec::new();
        descriptions.resize_with(self.identities.len(), || None);
        for (index, listing) in self.listings() {
            descriptions[index] = Some(Description {
                // A list that became a table is the same list to a reader.
                form: None,
                section: listing.section(),
                columns: listing.columns().collect(),
                identities: listing.identities.iter().collect(),
            });
        }
        descriptions
    }

    /// All listings that have entries to speak of, by their indices.
    pub(super) fn listings(&self) -> impl Iterator<Item = (usize, SideListing<'_, 'src>)> {
        let known = |index: &usize| self.document.listings()[*index].opaque.is_none();
        (0..self.identities.len()).filter(known).map(|index| (index, self.listing(index)))
    }
}

impl<'a> SideListing<'a, '_> {
    /// The titles of the headings above it.
    pub(super) fn section(&self) -> Vec<&'a str> {
        self.document.section_path(self.listing)
    }

    /// The names of its columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'a str> {
        self.convention.columns.iter().map(|column| column.name.as_str())
    }

    /// Whether a column is there to be seen: bullets have all columns that there can be, most of them blank.
    pub(super) fn shows(&self, column: usize) -> bool {
        let has_cell = |entry| self.listing.cell(entry, column).is_some_and(|cell| !cell.is_blank());
        self.listing.is_table() || self.listing.entries().iter().any(has_cell)
    }

    pub(super) fn entry(&self, index: usize) -> &'a Entry {
        &self.listing.entries()[index]
    }

    /// The source of a cell without its padding; `None` where the entry lacks it.
    pub(super) fn cell(&self, entry: usize, column: usize) -> Option<&'a str> {
        let cell = self.listing.cell(self.entry(entry), column)?;
        Some(cell.content.of(self.document.source()))
    }
}
