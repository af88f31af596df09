//! Every link of a document: those of the prose, and those of the entries with their places.

use super::{Context, Place};
use crate::document::Link;

/// A link, and the entry and column that it stands in; `None` in prose.
pub(super) struct PlacedLink<'a> {
    pub(super) link: Link<'a>,
    pub(super) place: Option<Place>,
}

/// The links of the prose, then those of the listings.
///
/// Read one after the other: a big list holds more links than anybody wants to keep.
pub(super) fn placed_links<'a>(context: &Context<'a>) -> impl Iterator<Item = PlacedLink<'a>> + use<'a> {
    let document = context.document;
    let prose = document.prose_links().into_iter().map(|link| PlacedLink { link, place: None });
    let entries = document.listings().iter().enumerate().flat_map(|(index, listing)| {
        listing
            .entries()
            .iter()
            .enumerate()
            .map(move |(entry_index, entry)| (index, listing, entry_index, entry))
    });
    prose.chain(entries.flat_map(move |(index, listing, entry_index, entry)| {
        let cells = listing.cells(entry).iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        cells.flat_map(move |(column, cell)| {
            let place = Some(Place { listing: index, entry: Some(entry_index), column: Some(column) });
            document.cell_links(cell).into_iter().map(move |link| PlacedLink { link, place })
        })
    }))
}
