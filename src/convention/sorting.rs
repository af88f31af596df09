//! Where the entries of a listing belong, in the order that it keeps.

use std::cmp::Ordering;
use std::ops::Range;

use super::arrangement::{Arrangement, Ranks, ranks, renumbered};
use super::sort_key::{SortKey, Sorting};
use super::{ListingConvention, OrderKey, layout, order};
use crate::document::{Document, Listing};

impl ListingConvention {
    /// The places of the entries in this listing's order: at `n`, the index of the entry that belongs in place `n`.
    ///
    /// Sorting is stable. `None` where the listing keeps no order, has rows that belong to others, or is in order.
    #[must_use]
    pub fn sorted(&self, document: &Document<'_>, listing: &Listing) -> Option<Vec<usize>> {
        self.sorted_with(document, listing, |_| false)
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
        let is_asked = self.order_is_set || self.order_by_comment.is_some();
        if listing.is_html() && !(is_asked && listing.rows_have_own_lines()) {
            return None;
        }
        let order = self.order_in_force();
        let own = self.ranks(document, listing, order)?;
        if own.iter().flatten().is_sorted()
            || !may_be_reordered(document, listing, self.name_column())
            || !have_one_line_end(document.source(), listing)
        {
            return None;
        }
        let others: Option<Vec<Ranks>> = match order {
            [key] => {
                let ways = self.in_question.iter().filter(|collation| **collation != key.collation);
                ways.map(|&collation| self.ranks(document, listing, &[OrderKey { collation, ..*key }]))
                    .collect()
            }
            _ => None,
        };
        let is_learned = !self.order_is_set && self.order_by_comment.is_none();
        let others = others.filter(|_| self.order_by_comment.is_none()).unwrap_or_default();
        let families: Vec<Range<usize>> = listing.families().collect();
        let mut places = Vec::with_capacity(own.len());
        for run in runs(document.source(), listing, &families) {
            let own = renumbered(&own[run.clone()]);
            let others: Vec<Ranks> = others.iter().map(|other| renumbered(&other[run.clone()])).collect();
            let is_new = |family: usize| is_new(families[run.start + family].start);
            let arranged = Arrangement { is_new, is_learned, own: &own, others: &others }.places();
            places.extend(arranged.into_iter().map(|family| run.start + family));
        }
        let places: Vec<usize> = places.into_iter().flat_map(|family| families[family].clone()).collect();
        (!places.is_sorted() && are_siblings(listing, &places)).then_some(places)
    }

    /// The ranks of the entries by these keys; `None` where there are none.
    fn ranks(&self, document: &Document<'_>, listing: &Listing, order: &[OrderKey]) -> Option<Ranks> {
        let keys: Option<Vec<Vec<Option<SortKey>>>> = order
            .iter()
            .map(|key| {
                let (column, tail) = (self.columns.get(key.column)?, self.tail.as_deref());
                let sorting = Sorting { document, listing, column, index: key.column, tail };
                Some(sorting.keys(key.collation))
            })
            .collect();
        let keys = keys.filter(|keys| !keys.is_empty())?;
        let compare = |one: usize, other: usize| {
            let of_key = |(keys, key): (&Vec<Option<SortKey>>, &OrderKey)| match (&keys[one], &keys[other]) {
                (Some(one), Some(other)) => order::compare(one, other, key.descending),
                (one, other) => other.is_some().cmp(&one.is_some()),
            };
            keys.iter().zip(order).map(of_key).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
        };
        Some(ranks(listing.families().count(), |entry| keys[0][entry].is_some(), compare))
    }
}

/// The families that may change places, run by run: those of one list on GitHub, where another marker starts another.
///
/// One under which a line stands that was not meant as a part of it keeps its place, and nothing moves across it: the line
/// may well be the head of another group.
fn runs(source: &str, listing: &Listing, families: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    let is_glued =
        |family: &Range<usize>| listing.entries()[family.clone()].iter().any(|entry| entry.glued.is_some());
    let marker = |family: usize| {
        let entry = families.get(family).and_then(|family| listing.entries().get(family.start));
        entry.filter(|_| !listing.is_table()).and_then(|entry| entry.content.of(source).bytes().next())
    };
    for (index, family) in families.iter().enumerate() {
        if is_glued(family) {
            runs.extend([start..index, index..index + 1]);
            start = index + 1;
        } else if index > start && marker(index) != marker(index - 1) {
            runs.push(start..index);
            start = index;
        }
    }
    runs.push(start..families.len());
    runs
}

/// Which entries of a permutation move: all but its longest rising run.
#[must_use]
pub(crate) fn moved(places: &[usize]) -> Vec<bool> {
    order::longest_run(places, Ord::cmp).into_iter().map(|stays| !stays).collect()
}

/// The same where some entries are `new`: as many of the others as can be stay, and of those that are new, all that
/// stand well among them.
#[must_use]
pub(crate) fn moved_among(places: &[usize], is_new: impl Fn(usize) -> bool) -> Vec<bool> {
    // Entries below others have no places of their own, so that there are gaps.
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let ranks: Vec<usize> =
        places.iter().map(|entry| sorted.partition_point(|other| other < entry)).collect();
    let weight = |rank: &usize| if is_new(sorted[*rank]) { 1 } else { places.len() + 1 };
    order::heaviest_run(&ranks, weight).into_iter().map(|stays| !stays).collect()
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

/// Whether the lines end alike where one ends in a carriage return alone: moved in front of a line feed, it would be one line
/// end with that.
fn have_one_line_end(source: &str, listing: &Listing) -> bool {
    let ends = || listing.entries().iter().map(|entry| entry.line_end().of(source));
    let is_lone = |end: &str| end.bytes().all(|byte| byte == b'\r');
    let is_odd = |end: &str| end.starts_with('\r') && !end.starts_with("\r\n");
    !ends().any(is_odd) || (ends().all(is_lone) && !source[listing.span.end..].starts_with('\n'))
}

/// Whether the entries are still siblings in this order: an item that is indented as far as the text of the one above it
/// would be nested in that.
fn are_siblings(listing: &Listing, places: &[usize]) -> bool {
    let entries = listing.entries();
    let heads: Vec<usize> = places.iter().copied().filter(|&place| entries[place].level == 0).collect();
    let indent = |place: usize| entries[place].prefix().len();
    listing.is_table() || heads.windows(2).all(|pair| indent(pair[1]) < indent(pair[0]) + 2)
}

/// Numbered items have their places for a reason, and items that are set apart from each other in more ways than one
/// stand in groups.
fn items_may_be_reordered(document: &Document<'_>, listing: &Listing, name_column: usize) -> bool {
    let source = document.source();
    let entries = listing.entries();
    let lines = |family: &Range<usize>| {
        let last = entries.get(family.end - 1).map_or("", |entry| entry.line_end().of(source));
        last.matches('\n').count().min(2)
    };
    let families: Vec<Range<usize>> = listing.families().collect();
    let Some(gap) = families.first().map(lines) else { return false };
    let last = families.len() - 1;
    families.iter().enumerate().all(|(index, family)| {
        let entry = &entries[family.start];
        let named = listing.cell(entry, name_column).is_some_and(|cell| !cell.is_blank());
        let is_numbered = entry.content.of(source).starts_with(|c: char| c.is_ascii_digit());
        let stands_alike = index == last || lines(family) == gap;
        named && !is_numbered && stands_alike
    })
}
