//! Every link of a document: those of the prose, and those of the entries with their places.

use super::{Context, Place};
use crate::document::Link;

/// A link, and the entry and column that it stands in; `None` in prose.
pub(super) struct PlacedLink<'a> {
    pub(super) link: Link<'a>,
    pub(super) place: Option<Place>,
}

/// The links of the prose, then those of the listings.
pub(super) fn placed_links<'a>(context: &Context<'a>) -> Vec<PlacedLink<'a>> {
    let document = context.document;
    let prose = document.prose_links().into_iter().map(|link| PlacedLink { link, place: None });
    let mut links: Vec<_> = prose.collect();
    for (listing_index, listing) in document.listings().iter().enumerate() {
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            let cells = listing.cells(entry).iter().enumerate();
            for (column, cell) in cells.filter(|(_, cell)| !cell.is_blank()) {
                let place =
                    Some(Place { listing: listing_index, entry: Some(entry_index), column: Some(column) });
                let found = document.cell_links(cell).into_iter();
                links.extend(found.map(|link| PlacedLink { link, place }));
            }
        }
    }
    links
}
