//! What identifies an entry: their name, where that leads, and what the rest of them says.

use super::context::Context;
use super::finding::Place;
use crate::document::{Entry, LinkKind, Listing, name_link};
use crate::text::Span;
use crate::value::{comparable, same_place};

/// What an entry can be identified by.
pub(super) struct EntryIdentity<'a> {
    pub(super) place: Place,
    pub(super) listing: &'a Listing,
    pub(super) entry: &'a Entry,
    /// Its name, as names are compared.
    pub(super) name: String,
    /// Its name, as it is shown.
    pub(super) shown: String,
    pub(super) name_span: Span,
    /// The place that the name leads to.
    pub(super) url: Option<String>,
    /// Whether its address is written once for all that lead there.
    pub(super) by_reference: bool,
}

/// The entries of a listing that have a name, which stands in `column`.
pub(super) fn identities<'a>(
    context: &Context<'a>,
    (index, listing): (usize, &'a Listing),
    column: usize,
) -> Vec<EntryIdentity<'a>> {
    let identity = |(entry_index, entry): (usize, &'a Entry)| {
        let cell = listing.cell(entry, column).filter(|cell| !cell.is_blank())?;
        let place = Place { listing: index, entry: Some(entry_index), column: Some(column) };
        let text = context.document.cell_text(cell);
        let links = context.document.cell_links(cell);
        let link = name_link(links);
        // An address in a cell of a table is a value, and no name.
        if listing.is_table() && link.is_some_and(|link| link.kind == LinkKind::Bare) {
            return None;
        }
        let shown = link.map_or_else(|| text.as_str().to_owned(), |link| link.text.to_string());
        let name = comparable(text.as_str());
        if name.is_empty() {
            return None;
        }
        Some(EntryIdentity {
            place,
            listing,
            entry,
            name,
            shown: shown.split_whitespace().collect::<Vec<_>>().join(" "),
            name_span: cell.content,
            url: link.and_then(|link| same_place(&link.url)),
            by_reference: link.is_some_and(|link| link.kind == LinkKind::Reference),
        })
    };
    let mut identities = Vec::with_capacity(listing.entries().len());
    identities.extend(listing.entries().iter().enumerate().filter_map(identity));
    identities
}

/// The texts of all cells of an entry, as they are compared; a cell without text is identified by where its links lead.
pub(super) fn cell_texts(context: &Context<'_>, listing: &Listing, entry: &Entry) -> Vec<String> {
    let cells = listing.cells(entry).iter();
    let text = |cell| {
        let mut text = comparable(context.document.cell_text(cell).as_str());
        for link in context.document.cell_links(cell) {
            let place = same_place(&link.url);
            text.extend(["\n", place.as_deref().unwrap_or(&link.url)]);
        }
        text
    };
    cells.map(text).collect()
}
