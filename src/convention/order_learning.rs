//! Learns what each listing is sorted by, from all listings of a document that have the same columns, and how the
//! document compares names, from all of its listings that are sorted by such.

use foldhash::{HashMap, HashMapExt as _};

use super::collation::Collation;
use super::order::{self, Fit, OrderKey, Pooled};
use super::sort_key::Sorting;
use super::{ColumnConvention, tail};
use crate::config::{ColumnKind, Keep, OrderSetting};
use crate::document::{Document, Listing};

/// The columns that a listing may be sorted by: of bullets only the name and the date.
fn sortable_columns(listing: &Listing) -> usize {
    if listing.is_table() { listing.column_count() } else { 2 }
}

/// The keys that a setting names, or `None` where a column is not there.
pub(super) fn order_keys(setting: &OrderSetting, columns: &[ColumnConvention]) -> Option<Vec<OrderKey>> {
    match setting {
        OrderSetting::Keep(Keep::Keep) => Some(Vec::new()),
        OrderSetting::By(names) => names.iter().map(|name| order_key(name, columns)).collect(),
    }
}

/// The keys that were set, names compared as the listing compares them by itself.
pub(super) fn collated(mut set: Vec<OrderKey>, learned: &[OrderKey]) -> Vec<OrderKey> {
    for key in &mut set {
        let own = learned.iter().find(|own| own.column == key.column && own.descending == key.descending);
        key.collation = own.map_or(key.collation, |own| own.collation);
    }
    set
}

/// The key that `name` stands for: the name or the key of a column, with `-` in front for the greatest first.
pub(super) fn order_key(name: &str, columns: &[ColumnConvention]) -> Option<OrderKey> {
    let find = |name: &str| columns.iter().position(|column| column.name == name || column.key == name);
    let (column, descending) = match name.strip_prefix('-') {
        Some(rest) if find(name).is_none() => (find(rest)?, true),
        _ => (find(name)?, false),
    };
    Some(OrderKey { column, descending, collation: Collation::default() })
}

/// What was learned of the order of one listing.
#[derive(Clone, Debug, Default)]
pub(super) struct LearnedOrder {
    /// What it is sorted by; empty where it keeps no order.
    pub(super) keys: Vec<OrderKey>,
    /// Other ways to compare names that explain the document about as well.
    pub(super) in_question: Vec<Collation>,
    /// What its last entry is called, where that is not sorted.
    pub(super) tail: Option<String>,
}

/// How a listing follows one column in one direction, compared in several ways.
type Ways = Vec<(Collation, Option<Fit>)>;

/// What a listing is sorted by.
#[derive(Clone, Debug)]
struct FoundOrder {
    key: OrderKey,
    ways: Ways,
    /// Whether none of the others that are sorted so has entries that stray.
    is_only_one: bool,
}

impl FoundOrder {
    /// Whether names are compared, so that the document's way of comparing them says something of it.
    fn is_of_names(&self, columns: &[ColumnConvention]) -> bool {
        self.key.collation.is_of_names() && columns[self.key.column].holds_text()
    }
}

/// One column and direction, and how the members of a group follow it.
struct OrderCandidate {
    column: usize,
    descending: bool,
    /// For each member.
    ways: Vec<Ways>,
}

/// Learns what each listing is sorted by; listings with the same columns bear witness for each other.
pub(super) fn learn_orders(document: &Document<'_>, columns: &[Vec<ColumnConvention>]) -> Vec<LearnedOrder> {
    let mut groups: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (index, columns) in columns.iter().enumerate() {
        let listing = &document.listings()[index];
        let is_table = listing.is_table();
        if listing.is_html() {
            continue;
        }
        let mut signature: Vec<&str> = columns.iter().map(|column| column.key.as_str()).collect();
        signature.push(if is_table { "table" } else { "bullets" });
        groups.entry(signature).or_default().push(index);
    }
    let tails = tail::learn(document, columns);
    let mut found: Vec<Option<FoundOrder>> = vec![None; columns.len()];
    for members in groups.into_values() {
        ListingGroup { document, columns, tails: &tails, members: &members }.learn(&mut found);
    }
    let names: Vec<&Ways> = found
        .iter()
        .zip(columns)
        .filter_map(|(found, columns)| found.as_ref().filter(|found| found.is_of_names(columns)))
        .map(|found| &found.ways)
        .collect();
    let of_document = in_question(&names);
    let learned = found.into_iter().zip(columns).zip(tails).map(|((found, columns), tail)| {
        let Some(found) = found else { return LearnedOrder { tail, ..LearnedOrder::default() } };
        let is_of_names = found.is_of_names(columns);
        let shared = if is_of_names { of_document.clone() } else { in_question(&[&found.ways]) };
        settle(&found, shared, tail)
    });
    learned.collect()
}

/// The way in which a listing compares, and those in question beside it; `shared` are those of its document, the best
/// first.
fn settle(found: &FoundOrder, shared: Vec<Collation>, tail: Option<String>) -> LearnedOrder {
    let FoundOrder { key, ways, is_only_one } = found;
    let strays = |collation: Collation| fit_in(ways, collation).map(|fit| fit.strays.len());
    let is_kept = |collation: &Collation| {
        fit_in(ways, *collation).is_some_and(|fit| order::may_be_restored(fit, *is_only_one))
    };
    let usual = shared.first().copied().filter(is_kept);
    let Some(collation) = usual.or_else(|| Some(key.collation).filter(is_kept)) else {
        return LearnedOrder { tail, ..LearnedOrder::default() };
    };
    let own = strays(collation);
    // What explains this listing better than it explains the others is in question here, too.
    let better = ways.iter().filter(|(_, fit)| fit.as_ref().is_some_and(|fit| Some(fit.strays.len()) < own));
    let mut in_question: Vec<Collation> = shared.into_iter().filter(|other| *other != collation).collect();
    for (other, _) in better {
        if !in_question.contains(other) {
            in_question.push(*other);
        }
    }
    LearnedOrder { keys: vec![OrderKey { collation, ..*key }], in_question, tail }
}

/// How a listing follows its column when compared so: what was not tried is as in the plain way.
fn fit_in(ways: &Ways, collation: Collation) -> Option<&Fit> {
    let found = ways.iter().find(|(known, _)| *known == collation).or(ways.first());
    found.and_then(|(_, fit)| fit.as_ref())
}

/// The ways to compare that explain these listings about as well as the best of them, that one first.
fn in_question(listings: &[&Ways]) -> Vec<Collation> {
    let mut known: Vec<Collation> = Vec::new();
    for (collation, _) in listings.iter().flat_map(|ways| ways.iter()) {
        if !known.contains(collation) {
            known.push(*collation);
        }
    }
    // Where no way explains a listing well, its best one says nothing.
    let entries = |ways: &Ways| {
        ways.iter().filter_map(|(_, fit)| fit.as_ref()).map(|fit| fit.entries).max().unwrap_or(0)
    };
    let all: usize = listings.iter().map(|ways| entries(ways)).sum();
    let mut strays: Vec<(usize, Collation)> = known
        .into_iter()
        .map(|collation| {
            let of = |ways: &&Ways| fit_in(ways, collation).map_or(entries(ways) / 2, |fit| fit.strays.len());
            (listings.iter().map(of).sum(), collation)
        })
        .collect();
    strays.sort_by_key(|(strays, _)| *strays);
    let Some(&(least, best)) = strays.first() else { return Vec::new() };
    strays.retain(|&(strays, collation)| {
        strays == least || (3 * strays < all && fits_about_as_well(listings, collation, best, entries))
    });
    strays.into_iter().map(|(_, collation)| collation).collect()
}

/// Whether chance may well be what makes the `other` way explain these listings less well than the `best` one does.
///
/// Entries that stray in both say nothing of it, and are mended without changing the answer. Of the rest, about as many
/// stray in the one as in the other where neither is the list's own; how many more is chance grows as their root does.
fn fits_about_as_well(
    listings: &[&Ways],
    other: Collation,
    best: Collation,
    entries: impl Fn(&Ways) -> usize,
) -> bool {
    // Of a way that does not fit a listing at all, it is only known that more entries stray than may.
    let least = |ways: &Ways| (entries(ways) / 2).min(order::tolerated_strays(entries(ways)) + 2);
    let apart = listings.iter().map(|ways| match (fit_in(ways, other), fit_in(ways, best)) {
        (Some(other), Some(best)) => other.strays_apart(best),
        (None, Some(best)) => (least(ways).saturating_sub(best.strays.len()), 0),
        (Some(other), None) => (0, least(ways).saturating_sub(other.strays.len())),
        (None, None) => (0, 0),
    });
    let (more, fewer) = apart.fold((0, 0), |all, apart| (all.0 + apart.0, all.1 + apart.1));
    let surplus = more.saturating_sub(fewer);
    surplus <= 1 || surplus * surplus <= 3 * fewer
}

/// Listings of a document that have the same columns.
struct ListingGroup<'a> {
    document: &'a Document<'a>,
    columns: &'a [Vec<ColumnConvention>],
    tails: &'a [Option<String>],
    members: &'a [usize],
}

impl ListingGroup<'_> {
    fn learn(&self, found: &mut [Option<FoundOrder>]) {
        let first = &self.document.listings()[self.members[0]];
        let is_bullets = !first.is_table();
        let columns = sortable_columns(first);
        let entries = self.members.iter().map(|&member| self.entries(member));
        // Names of bullets are tried upwards alone: nobody writes a list of them from Z to A.
        if !order::may_show_order(entries, (2 * columns - usize::from(is_bullets)).max(1)) {
            return;
        }
        let candidates: Vec<OrderCandidate> =
            (0..columns).flat_map(|column| self.candidates(column, is_bullets && column == 0)).collect();
        // Ways to compare the same names find the same orders, and make no accident more likely.
        let tried = candidates.len();
        let mut pooled: Vec<(Pooled, Collation, &OrderCandidate)> = candidates
            .iter()
            .filter_map(|candidate| {
                let all: Vec<&Ways> = candidate.ways.iter().collect();
                let (pooled, collation) = self.pool(&all, tried)?;
                Some((pooled, collation, candidate))
            })
            .collect();
        pooled.sort_by(|(one, ..), (other, ..)| one.better_first(other));
        for (place, &member) in self.members.iter().enumerate() {
            let shared = pooled.first().and_then(|(pooled, collation, candidate)| {
                let ways = &candidate.ways[place];
                let fit = best_fit(ways, *collation)?;
                let is_only_one = self.members.len() > 1 && pooled.strays() == fit.strays.len();
                order::may_be_restored(fit, is_only_one).then_some((
                    *collation,
                    *candidate,
                    ways,
                    is_only_one,
                ))
            });
            // Of many listings, one is in order by accident sooner.
            let own = self.own(place, &candidates, tried * self.members.len());
            // What is in order by one column is so, whatever its neighbours do.
            let strays =
                |ways: &Ways| ways.iter().filter_map(|(_, fit)| Some(fit.as_ref()?.strays.len())).min();
            let prefers_own = match (&shared, &own) {
                (Some((_, _, ways, _)), Some((_, _, own))) => strays(own) < strays(ways),
                (shared, _) => shared.is_none(),
            };
            let own = own.map(|(collation, candidate, ways)| (collation, candidate, ways, false));
            let chosen = if prefers_own { own } else { shared };
            found[member] = chosen.map(|(collation, candidate, ways, is_only_one)| {
                let OrderCandidate { column, descending, .. } = *candidate;
                FoundOrder {
                    key: OrderKey { column, descending, collation },
                    ways: ways.clone(),
                    is_only_one,
                }
            });
        }
    }

    /// What one member shows by itself.
    fn own<'c>(
        &self,
        place: usize,
        candidates: &'c [OrderCandidate],
        tried: usize,
    ) -> Option<(Collation, &'c OrderCandidate, &'c Ways)> {
        let alone = candidates.iter().filter_map(|candidate| {
            let ways = &candidate.ways[place];
            let (pooled, collation) = pool_of(&[ways], &[self.entries(self.members[place])], tried)?;
            Some((pooled, (collation, candidate, ways)))
        });
        alone.min_by(|(one, _), (other, _)| one.better_first(other)).map(|(_, found)| found)
    }

    fn entries(&self, member: usize) -> usize {
        self.document.listings()[member].families().count()
    }

    fn pool(&self, ways: &[&Ways], tried: usize) -> Option<(Pooled, Collation)> {
        let entries: Vec<usize> = self.members.iter().map(|&member| self.entries(member)).collect();
        pool_of(ways, &entries, tried)
    }

    /// One column upwards and downwards, compared in the plain way, and, where that leaves strays, in all others.
    fn candidates(&self, column: usize, is_upwards_alone: bool) -> Vec<OrderCandidate> {
        let sortings: Vec<Sorting<'_, '_>> = self
            .members
            .iter()
            .filter_map(|&member| {
                let convention =
                    self.columns[member].get(column).filter(|own| own.kind != ColumnKind::Flag)?;
                let (document, listing) = (self.document, &self.document.listings()[member]);
                let tail = self.tails[member].as_deref();
                Some(Sorting { document, listing, column: convention, index: column, tail })
            })
            .collect();
        if sortings.len() < self.members.len() {
            return Vec::new();
        }
        let directions = if is_upwards_alone { &[false][..] } else { &[false, true] };
        let fits: Vec<Vec<(Collation, [Option<Fit>; 2])>> = fits_of(&sortings);
        let candidate = |&descending: &bool| {
            let of_member = |fits: &Vec<(Collation, [Option<Fit>; 2])>| -> Ways {
                fits.iter()
                    .map(|(collation, fits)| (*collation, fits[usize::from(descending)].clone()))
                    .collect()
            };
            OrderCandidate { column, descending, ways: fits.iter().map(of_member).collect() }
        };
        directions.iter().map(candidate).collect()
    }
}

/// How listings follow one column, each compared in the same ways.
fn fits_of(sortings: &[Sorting<'_, '_>]) -> Vec<Vec<(Collation, [Option<Fit>; 2])>> {
    let texts: Vec<_> = sortings.iter().map(Sorting::texts).collect();
    let allowed = |collation: Collation, entries: usize| match collation {
        Collation::Words => order::allowed_falls(entries),
        _ => order::tolerated_strays(entries) + 1,
    };
    let fits_in = |place: usize, collation: Collation| {
        let allowed = allowed(collation, sortings[place].listing.families().count());
        match &texts[place] {
            Some(texts) if !texts.may_be_sorted() => [None, None],
            Some(texts) => order::fits(texts.keys(collation), texts.blank, allowed),
            None => {
                let keys = sortings[place].values();
                let blank = keys.iter().filter(|key| key.is_none()).count();
                order::fits(keys.into_iter(), blank, allowed)
            }
        }
    };
    let mut fits: Vec<Vec<_>> =
        (0..sortings.len()).map(|place| vec![(Collation::Words, fits_in(place, Collation::Words))]).collect();
    let is_in_order = |fits: &Vec<(Collation, [Option<Fit>; 2])>| {
        fits[0].1.iter().flatten().any(|fit| fit.strays.is_empty())
    };
    if fits.iter().all(is_in_order) {
        return fits;
    }
    let all = texts
        .iter()
        .flatten()
        .filter(|texts| texts.may_be_sorted())
        .flat_map(|texts| texts.texts.iter().flatten());
    let are_names = sortings.iter().any(|sorting| sorting.column.kind == ColumnKind::Name);
    for collation in Collation::candidates(&all.copied(), are_names) {
        for (place, fits) in fits.iter_mut().enumerate() {
            let plain = texts[place].as_ref().map_or(Collation::Words, |texts| {
                collation.plainest_for(texts.texts.iter().flatten().copied())
            });
            let known = fits.iter().find(|(known, _)| *known == plain);
            let found = known.map_or_else(|| fits_in(place, plain), |(_, found)| found.clone());
            fits.push((collation, found));
        }
    }
    fits
}

fn best_fit(ways: &Ways, collation: Collation) -> Option<&Fit> {
    let own = fit_in(ways, collation);
    let best = ways.iter().filter_map(|(_, fit)| fit.as_ref()).min_by_key(|fit| fit.strays.len());
    own.or(best)
}

/// The evidence of several listings for one column, compared in the way that fits them best of those that are a convention
/// among `tried` keys: what fits a little better than the plain way may be too little for one.
fn pool_of(ways: &[&Ways], entries: &[usize], tried: usize) -> Option<(Pooled, Collation)> {
    let known = ways.first()?.iter().map(|(collation, _)| *collation);
    let pooled = known.map(|collation| {
        let mut pooled = Pooled::default();
        for (ways, &entries) in ways.iter().zip(entries) {
            pooled.add_any(fit_in(ways, collation), entries);
        }
        (pooled, collation)
    });
    let shown = pooled.filter(|(pooled, collation)| pooled.is_convention(tried, *collation));
    // The first of those that fit as well.
    shown.min_by_key(|(pooled, _)| pooled.strays())
}
