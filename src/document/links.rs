//! Every link of a document, read once: conventions are learned from them, and most rules look at them.

use super::token::as_u32;
use super::{Document, Entry, Link, Listing};

/// The links of the prose, and those of each cell.
///
/// ```
/// use relist::document::Document;
///
/// let document = Document::parse("[up](#top)\n\n| Model | Code |\n|---|---|\n| Yi | [git](https://example.com/yi) |\n");
/// let links = document.links();
/// let all: Vec<_> = links.placed().map(|(link, place)| (&*link.url, place.map(|place| place.column))).collect();
/// assert_eq!(all, [("#top", None), ("https://example.com/yi", Some(1))]);
/// ```
#[derive(Debug, Default)]
pub struct Links<'src> {
    /// Those of the prose, then those of the cells, both in the order of the text.
    all: Vec<Link<'src>>,
    /// How many of them stand in the prose.
    in_prose: usize,
    /// The listing, entry and column of each of the others.
    places: Vec<[u32; 3]>,
    /// For each cell, listing after listing, where its links end.
    ends: Vec<u32>,
    /// For each listing, how many cells stand before it.
    first_cells: Vec<usize>,
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

impl<'src> Links<'src> {
    /// Those of `document`, about `count` of them.
    pub(super) fn of(document: &Document<'src>, count: usize) -> Self {
        let mut all = Vec::with_capacity(count);
        document.add_prose_links(&mut all);
        let in_prose = all.len();
        let (places, ends, first_cells) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = Self { all, in_prose, places, ends, first_cells };
        for (index, listing) in document.listings().iter().enumerate() {
            read.add_listing(document, index, listing);
        }
        read
    }

    fn add_listing(&mut self, document: &Document<'src>, index: usize, listing: &Listing) {
        self.first_cells.push(self.ends.len());
        let first = self.ends.len();
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            debug_assert_eq!(
                self.ends.len() - first,
                entry.first_cell,
                "cells are in the order of their entries"
            );
            for (column, cell) in listing.cells(entry).iter().enumerate() {
                document.add_cell_links(cell, &mut self.all);
                // Most cells have none.
                let count = self.all.len() - self.in_prose;
                if count > self.places.len() {
                    let place = [as_u32(index), as_u32(entry_index), as_u32(column)];
                    self.places.resize(count, place);
                }
                self.ends.push(as_u32(count));
            }
            // GitHub hides those, and so there is nothing to follow.
            let hidden = listing.excess_cells(entry).iter().map(|_| as_u32(self.places.len()));
            self.ends.extend(hidden);
        }
    }

    /// The links of the cell of `entry` in `column`; `listing` is the one with the index `index`.
    #[must_use]
    pub fn of_cell(&self, index: usize, listing: &Listing, entry: &Entry, column: usize) -> &[Link<'src>] {
        let cell = listing.cell_index(entry, column).zip(self.first_cells.get(index));
        let Some(cell) = cell.map(|(cell, first)| first + cell) else { return &[] };
        let end = |cell: usize| self.in_prose + self.ends.get(cell).map_or(0, |&end| end as usize);
        let start = cell.checked_sub(1).map_or(self.in_prose, end);
        self.all.get(start..end(cell)).unwrap_or_default()
    }

    /// Those of the cells, listing after listing.
    #[must_use]
    pub fn of_listings(&self) -> &[Link<'src>] {
        &self.all[self.in_prose..]
    }

    /// All links, each with the cell that it stands in; `None` in prose.
    pub fn placed(&self) -> impl Iterator<Item = (&Link<'src>, Option<LinkPlace>)> {
        let place = |[listing, entry, column]: [u32; 3]| LinkPlace {
            listing: listing as usize,
            entry: entry as usize,
            column: column as usize,
        };
        let places = self.places.iter().map(move |&found| Some(place(found)));
        self.all.iter().zip(std::iter::repeat_n(None, self.in_prose).chain(places))
    }
}
