//! `entry-order`: entries where the listing's order has them.

use std::collections::HashMap;
use std::ops::Range;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::entry_name::shown_name;
use super::finding::{Finding, Fix, Movement, Place};
use crate::convention::{ListingConvention, moved, moved_among};
use crate::document::Listing;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for entries that stand out of the order that the others keep: by date, by name, by size.
    ///
    /// The order is learned: nearly all entries follow it already, and too many of them for that to be an accident.
    /// `order` in `relist.toml` sets it instead. How names compare is learned, too: by words, letters or bytes, with digits
    /// by value or one by one, in the alphabet of a language. An entry is reported only where it is out of place in every
    /// way that explains the document about as well as the best one.
    ///
    /// ## Why it matters
    ///
    /// New entries are appended at the end, and an alphabetical list with an unsorted tail is not alphabetical.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Library | Stars |
    /// | ------- | ----- |
    /// | asio    | 5k    |
    /// | cista   | 2k    |
    /// | entt    | 10k   |
    /// | fmt     | 20k   |
    /// | spdlog  | 24k   |
    /// | catch2  | 18k   |
    /// ```
    ///
    /// has `catch2` belong after `asio`.
    ///
    /// ## The fix
    ///
    /// Safe: whole lines move, with the entries nested in them; ties keep their places, and so do a last `More…`, what
    /// stands in front of the order, and groups with an order of their own. A table with group headings, continuation rows
    /// or rows without a name is never reordered, for its rows depend on their neighbours.
    "entry-order", Warning, ("entry moved", "entries moved"), Safe, Check::Order(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.listings().enumerate();
    for (index, (listing, convention)) in listings {
        let is_new = |entry: usize| is_new(context, listing, entry);
        if let Some(places) = convention.sorted_with(context.document, listing, is_new) {
            report(context, (index, listing), convention, &places, findings);
        }
    }
}

fn is_new(context: &Context<'_>, listing: &Listing, entry: usize) -> bool {
    context.changes.is_some_and(|changes| changes.touch(context.document, listing.entries()[entry].block))
}

/// Reports every entry that is not in the longest run in order; the target of each is the next entry that is.
fn report(
    context: &Context<'_>,
    (index, listing): (usize, &Listing),
    convention: &ListingConvention,
    places: &[usize],
    findings: &mut Vec<Finding>,
) {
    let entries = listing.entries();
    // What is nested in an entry moves with it.
    let places: Vec<usize> = places.iter().copied().filter(|&entry| entries[entry].level == 0).collect();
    let families: HashMap<usize, Range<usize>> =
        listing.families().map(|family| (family.start, family)).collect();
    let block = |entry: usize| {
        families.get(&entry).map_or_else(Span::default, |family| listing.block_of(family.clone()))
    };
    let moves = match context.changes {
        Some(_) => moved_among(&places, |entry| is_new(context, listing, entry)),
        None => moved(&places),
    };
    let mut to = listing.end_of_entries();
    for (rank, &entry) in places.iter().enumerate().rev() {
        if !moves[rank] {
            to = entries[entry].block.start;
            continue;
        }
        let own = name(context, listing, convention, entry);
        let before = rank.checked_sub(1).map(|before| places[before]);
        let message = match before.map(|before| (before, name(context, listing, convention, before))) {
            Some((before, name)) if name == own => {
                format!("belongs after the one on line {}", entries[before].line)
            }
            Some((_, name)) => format!("belongs after {name}"),
            None => "belongs at the top".to_owned(),
        };
        let movement = Movement { from: block(entry), to, rank };
        let message = format!("{own} {message}, by {}", by(convention));
        let place = Place { listing: index, entry: Some(entry), column: None };
        findings.push(
            Finding::new(&RULE, entries[entry].content, message).at(place).with_fix(Fix::moving(movement)),
        );
    }
}

/// What the listing is sorted by, in words.
fn by(convention: &ListingConvention) -> String {
    let keys = convention.order_in_force().iter().map(|key| {
        let column = convention.columns.get(key.column).map_or("", |column| column.name.as_str());
        let compared = key.collation.description().map(|how| format!(", {how}")).unwrap_or_default();
        format!("{column}{}{compared}", if key.descending { " (descending)" } else { "" })
    });
    keys.collect::<Vec<_>>().join(", ")
}

/// The name of an entry, cut where it is long.
fn name(context: &Context<'_>, listing: &Listing, convention: &ListingConvention, entry: usize) -> String {
    const LONGEST: usize = 40;
    let cell = listing.cell(&listing.entries()[entry], convention.name_column());
    let text = cell.map(|cell| shown_name(context.document, cell)).unwrap_or_default();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", text[..end].trim_end()),
        None => format!("`{text}`"),
    }
}
