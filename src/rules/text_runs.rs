//! Runs of plain text, in cells and around them.

use super::context::Context;
use super::finding::Place;
use crate::text::Span;

/// Calls `read` for each run of plain text of a document, with the cell that it stands in.
///
/// Runs that touch each other are one: the parser cuts at every bracket.
pub(super) fn each_text(context: &Context<'_>, mut read: impl FnMut(Span, Option<Place>)) {
    let document = context.document;
    each_joined(document.prose_texts(), |run| read(run, None));
    for (listing_index, listing) in document.listings().iter().enumerate() {
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            for (column, cell) in listing.cells(entry).iter().enumerate() {
                let place = Place { listing: listing_index, entry: Some(entry_index), column: Some(column) };
                each_joined(document.cell_texts(cell), |run| read(run, Some(place)));
            }
        }
    }
}

/// Calls `read` for the runs of text, those that touch each other made one.
pub(super) fn each_joined(texts: impl Iterator<Item = Span>, mut read: impl FnMut(Span)) {
    let mut open: Option<Span> = None;
    for text in texts {
        match &mut open {
            Some(run) if run.end == text.start => run.end = text.end,
            _ => {
                if let Some(run) = open.replace(text) {
                    read(run);
                }
            }
        }
    }
    if let Some(run) = open {
        read(run);
    }
}
