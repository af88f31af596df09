//! The last entry of a list that is none: `More…`, a link back to the top, the head of a group.

use std::ops::Range;

use foldhash::HashMap;

use super::ColumnConvention;
use crate::config::ColumnKind;
use crate::document::{Document, Listing};

/// So many lists have to end in the same words.
const FEWEST: usize = 2;
/// Words that say of an entry that it holds what the others leave.
const REST: [&str; 10] = [
    "more",
    "other",
    "others",
    "misc",
    "miscellaneous",
    "etc",
    "and more",
    "see also",
    "unsorted",
    "back to top",
];

/// For each listing, what its last entry is called, where that is not sorted.
pub(super) fn learn(document: &Document<'_>, columns: &[Vec<ColumnConvention>]) -> Vec<Option<String>> {
    let lasts: Vec<Option<String>> = document
        .listings()
        .iter()
        .zip(columns)
        .map(|(listing, columns)| last(document, listing, columns))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for last in lasts.iter().flatten() {
        *counts.entry(last).or_default() += 1;
    }
    let is_tail = |last: &String| counts[last.as_str()] >= FEWEST || REST.contains(&last.as_str());
    let heads = document.listings().iter().zip(columns).map(|(listing, columns)| {
        name_column(columns).is_some_and(|name| ends_in_head(document, listing, name))
    });
    let tails: Vec<bool> = lasts
        .iter()
        .zip(heads)
        .map(|(last, is_head)| is_head || last.as_ref().is_some_and(is_tail))
        .collect();
    lasts.into_iter().zip(tails).map(|(last, is_tail)| last.filter(|_| is_tail)).collect()
}

/// What the last entry is called, in small letters and without signs around it.
fn last(document: &Document<'_>, listing: &Listing, columns: &[ColumnConvention]) -> Option<String> {
    called(document, listing, name_column(columns)?)
}

fn name_column(columns: &[ColumnConvention]) -> Option<usize> {
    columns.iter().position(|column| column.kind == ColumnKind::Name)
}

/// Whether the last entry has no link, which all others have, and more lines below it: items that it is the head of.
fn ends_in_head(document: &Document<'_>, listing: &Listing, name: usize) -> bool {
    let is_linked = |entry: usize| {
        let cell = listing.entries().get(entry).and_then(|entry| listing.cell(entry, name));
        cell.is_some_and(|cell| !document.cell_links(cell).is_empty())
    };
    let families: Vec<Range<usize>> = listing.families().collect();
    families.split_last().is_some_and(|(last, others)| {
        let head = listing.entries().get(last.start).map_or("", |head| head.content.of(document.source()));
        let has_lines = last.len() > 1 || head.trim_end().contains('\n');
        has_lines && !is_linked(last.start) && others.iter().all(|family| is_linked(family.start))
    })
}

/// What the last entry of a listing is called in its column `name`.
pub(super) fn called(document: &Document<'_>, listing: &Listing, name: usize) -> Option<String> {
    let last = listing.families().last()?.start;
    let text = document.cell_text(listing.cell(listing.entries().get(last)?, name)?);
    let plain = text.as_str().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    (!plain.is_empty() && listing.families().nth(2).is_some()).then_some(plain)
}
