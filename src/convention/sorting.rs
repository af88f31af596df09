//! Where the entries of a listing belong, in the order that it keeps.

use std::cmp::Ordering;

use super::reading::{SortKey, sorted_part};
use super::{Collation, ColumnConvention, ListingConvention, OrderKey};
use super::{layout, order};
use crate::document::{Document, Listing};
use crate::value::natural_order;

impl ListingConvention {
    /// The places of the entries in this listing's order: at `n`, the index of the entry that belongs in place `n`.
    ///
    /// Sorting is stable. `None` where the listing keeps no order, has rows that belong to others, or is in order.
    #[must_use]
    pub fn sorted(&self, document: &Document<'_>, listing: &Listing) -> Option<Vec<usize>> {
        self.sorted_with(document, listing, |_| false)
    }

    /// Whether texts that no key has to be made for show that the entries are in order, as they nearly always are.
    fn is_in_order_at_a_look(&self, document: &Document<'_>, listing: &Listing) -> bool {
        let &[OrderKey { column, descending, collation: Collation::Words }] = self.order_in_force() else {
            return false;
        };
        if !self.columns.get(column).is_some_and(ColumnConvention::holds_text) {
            return false;
        }
        let mut before: Option<&str> = None;
        listing.entries().iter().filter_map(|entry| listing.cell(entry, column)).all(|cell| {
            let part = sorted_part(document.cell_text(cell).before_images());
            if part.is_empty() {
                // A blank one stays behind the entry that it follows.
                return true;
            }
            let ordering = before.map_or(Ordering::Equal, |before| {
                if descending { natural_order(part, before) } else { natural_order(before, part) }
            });
            before = Some(part);
            ordering.is_le()
        })
    }

    /// The same, where some entries are known to be new: such a one is not pinned to the head of the listing, as others
    /// are that stand there out of order.
    #[must_use]
    pub fn sorted_with(
        &self,
        document: &Document<'_>,
        listing: &Listing,
        is_new: impl Fn(usize) -> bool,
    ) -> Option<Vec<usize>> {
        let order = self.order_in_force();
        if order.is_empty() || self.is_in_order_at_a_look(document, listing) {
            return None;
        }
        let keys: Option<Vec<(Vec<SortKey>, bool)>> = order
            .iter()
            .map(|key| {
                Some((sort_keys(document, listing, self.columns.get(key.column)?, *key)?, key.descending))
            })
            .collect();
        let keys = keys?;
        let compare = |one: &usize, other: &usize| {
            keys.iter()
                .map(|(keys, descending)| order::compare(&keys[*one], &keys[*other], *descending))
                .find(|ordering| ordering.is_ne())
                .unwrap_or(Ordering::Equal)
        };
        let mut places: Vec<usize> = (0..listing.entries().len()).collect();
        if places.is_sorted_by(|one, other| compare(one, other).is_le())
            || !may_be_reordered(document, listing, self.name_column())
        {
            return None;
        }
        let is_set = self.order_is_set || self.order_by_comment.is_some();
        let pinned = if is_set { 0 } else { order::pinned(&places, compare, is_new) };
        sort_between_glued(listing, &mut places, pinned, compare);
        (!places.is_sorted() && are_siblings(listing, &places)).then_some(places)
    }
}

/// Sorts entries from `pinned` on. One under which a line stands that was not meant as a part of it keeps its place, and
/// nothing moves across it: the line may well be the head of another group.
fn sort_between_glued(
    listing: &Listing,
    places: &mut [usize],
    pinned: usize,
    compare: impl Fn(&usize, &usize) -> Ordering,
) {
    let mut start = pinned;
    for (index, entry) in listing.entries().iter().enumerate().skip(pinned) {
        if entry.glued.is_some() {
            places[start..index].sort_by(&compare);
            start = index + 1;
        }
    }
    places[start..].sort_by(compare);
}

/// Which entries of a permutation move: all but its longest rising run.
#[must_use]
pub fn moved(places: &[usize]) -> Vec<bool> {
    order::longest_run(places, Ord::cmp).into_iter().map(|stays| !stays).collect()
}

/// The same where some entries are `new`: as many of the others as can be stay, and of those that are new, all that
/// stand well among them.
#[must_use]
pub fn moved_among(places: &[usize], is_new: impl Fn(usize) -> bool) -> Vec<bool> {
    let weight = |entry: &usize| if is_new(*entry) { 1 } else { places.len() + 1 };
    order::heaviest_run(places, weight).into_iter().map(|stays| !stays).collect()
}

fn sort_keys(
    document: &Document<'_>,
    listing: &Listing,
    column: &ColumnConvention,
    key: OrderKey,
) -> Option<Vec<SortKey>> {
    let cells = listing.entries().iter().map(|entry| listing.cell(entry, key.column));
    let texts = cells.map(|cell| cell.map(|cell| document.cell_text(cell)));
    order::keys(
        texts.map(|text| text.and_then(|text| SortKey::new(column, text.before_images(), key.collation))),
    )
}

/// Rows that belong to the row above them, and rows that head a group, would be torn from it.
fn may_be_reordered(document: &Document<'_>, listing: &Listing, name_column: usize) -> bool {
    let source = document.source();
    if !listing.is_table() {
        return items_may_be_reordered(document, listing, name_column);
    }
    listing.entries().iter().all(|entry| {
        let cells = listing.cells(entry);
        let named = cells.get(name_column).is_some_and(|cell| !document.cell_text(cell).as_str().is_empty());
        let filled = cells.iter().filter(|cell| !cell.is_blank()).count();
        let alone = filled <= 1 && listing.column_count() > 1;
        let outside = layout::is_row(listing, entry) || !entry.line_end().of(source).is_empty();
        named && !alone && outside
    }) && listing.entries().iter().all(|entry| layout::is_row(listing, entry) || entry.leading_pipe)
}

/// Whether the entries are still siblings in this order: an item that is indented as far as the text of the one above it
/// would be nested in that.
fn are_siblings(listing: &Listing, places: &[usize]) -> bool {
    let indent = |place: usize| listing.entries()[place].prefix().len();
    listing.is_table() || places.windows(2).all(|pair| indent(pair[1]) < indent(pair[0]) + 2)
}

/// Numbered items have their places for a reason, and items that are set apart from each other in more ways than one
/// stand in groups.
fn items_may_be_reordered(document: &Document<'_>, listing: &Listing, name_column: usize) -> bool {
    let source = document.source();
    let entries = listing.entries();
    let Some(first) = entries.first() else { return false };
    let lines = |entry: &crate::document::Entry| entry.line_end().of(source).matches('\n').count().min(2);
    let gap = lines(first);
    let last = entries.len() - 1;
    entries.iter().enumerate().all(|(index, entry)| {
        let named = listing.cell(entry, name_column).is_some_and(|cell| !cell.is_blank());
        let is_numbered = entry.content.of(source).starts_with(|c: char| c.is_ascii_digit());
        let stands_alike = index == last || lines(entry) == gap;
        named && !is_numbered && stands_alike
    })
}
