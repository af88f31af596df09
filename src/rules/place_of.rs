//! Where a span of the source stands among the listings, for rules that look at all of the text.

use super::context::Context;
use super::finding::Place;
use crate::text::Span;

/// The entry and column that `span` is in, and whether it may be mended there.
pub(super) fn place_of(context: &Context<'_>, span: Span) -> (Option<Place>, bool) {
    let listings = context.document.listings();
    let index = listings.partition_point(|listing| listing.span.end <= span.start);
    let Some(listing) = listings.get(index).filter(|listing| listing.span.contains(span)) else {
        return (None, true);
    };
    let entry = listing.entries().partition_point(|entry| entry.block.end <= span.start);
    let found = listing.entries().get(entry).filter(|found| found.block.contains(span));
    let cells = found.map_or(listing.header.cells.as_slice(), |found| listing.cells(found));
    let column = cells.iter().position(|cell| cell.content.contains(span));
    let place = Place { listing: index, entry: found.map(|_| entry), column };
    (Some(place), place.entry.is_some() && column.is_some())
}
