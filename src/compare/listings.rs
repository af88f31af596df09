//! Which listing of one document is which of another: the one with the same entries, else the one in the same place.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::document::ListingKind;
use crate::records::identity::Identity;

/// An entry that more listings than this share tells nothing of which is which.
const MOST_SHARED: usize = 8;

/// Listings with less than this share of entries in common are two, unless they stand in the same place.
const RELATED: f64 = 0.2;

/// What a listing is identified by.
pub(super) struct Description<'a> {
    /// What it is written as, where that makes a difference.
    pub(super) form: Option<ListingKind>,
    pub(super) section: Vec<&'a str>,
    pub(super) columns: Vec<&'a str>,
    pub(super) identities: Vec<&'a Identity>,
}

/// For each of `new` the index of its partner in `old`; no two have the same. What is `None` has none.
pub(super) fn partners(
    old: &[Option<Description<'_>>],
    new: &[Option<Description<'_>>],
) -> Vec<Option<usize>> {
    let mut candidates = candidates(old, new);
    candidates.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then_with(|| (one.new, one.old).cmp(&(other.new, other.old)))
    });
    let mut partner = vec![None; new.len()];
    let mut taken = HashSet::new();
    for candidate in candidates {
        if partner[candidate.new].is_none() && !taken.contains(&candidate.old) {
            taken.insert(candidate.old);
            partner[candidate.new] = Some(candidate.old);
        }
    }
    partner
}

struct ListingPair {
    old: usize,
    new: usize,
    score: f64,
}

/// What two listings have in common.
#[derive(Clone, Copy, Default)]
struct Common {
    /// Entries with the same link or name.
    named: usize,
    /// Entries that say the same in all cells.
    equal: usize,
    /// Whether they stand in the same place below the same headings.
    same_place: bool,
}

#[expect(clippy::cast_precision_loss, reason = "counts of entries")]
fn candidates(old: &[Option<Description<'_>>], new: &[Option<Description<'_>>]) -> Vec<ListingPair> {
    let mut pairs: HashMap<(usize, usize), Common> = HashMap::new();
    for (pair, count) in shared_entries(old, new, key) {
        pairs.entry(pair).or_default().named = count;
    }
    for (pair, count) in shared_entries(old, new, |identity| Some(identity.cells.as_slice())) {
        pairs.entry(pair).or_default().equal = count;
    }
    for pair in same_places(old, new) {
        pairs.entry(pair).or_default().same_place = true;
    }
    let candidates = pairs.into_iter().filter_map(|((old_index, new_index), common)| {
        let (one, other) = (old[old_index].as_ref()?, new[new_index].as_ref()?);
        if one.form != other.form {
            return None;
        }
        let entries = one.identities.len() + other.identities.len();
        let dice = |shared: usize| if entries == 0 { 0.0 } else { 2.0 * shared as f64 / entries as f64 };
        let named = dice(common.named);
        let contained = common.named as f64 / one.identities.len().min(other.identities.len()).max(1) as f64;
        let same_section = one.section == other.section;
        let same_columns = one.columns == other.columns;
        let related = named >= RELATED || contained >= 0.5 || (same_section && same_columns);
        let bonus = |applies: bool, weight: f64| if applies { weight } else { 0.0 };
        // What is in it tells more than where it stands; of tables with the same names, the one whose rows say the
        // same is it.
        let place = bonus(same_section, 0.4) + bonus(same_columns, 0.1) + bonus(common.same_place, 0.1);
        let score = named + dice(common.equal) / 2.0 + place;
        related.then_some(ListingPair { old: old_index, new: new_index, score })
    });
    candidates.collect()
}

/// All that is known, by its index.
fn known<'a, 'b>(all: &'a [Option<Description<'b>>]) -> impl Iterator<Item = (usize, &'a Description<'b>)> {
    all.iter().enumerate().filter_map(|(index, description)| Some((index, description.as_ref()?)))
}

/// How many entries with the same `key` each two listings have in common: as many as the one that has fewer of them.
fn shared_entries<'a, K: Eq + Hash>(
    old: &'a [Option<Description<'_>>],
    new: &'a [Option<Description<'_>>],
    key: impl Fn(&'a Identity) -> Option<K>,
) -> HashMap<(usize, usize), usize> {
    let mut homes: HashMap<K, Vec<(usize, usize)>> = HashMap::new();
    for (index, listing) in known(old) {
        for (key, count) in counted(listing, &key) {
            homes.entry(key).or_default().push((index, count));
        }
    }
    let mut shared = HashMap::new();
    for (index, listing) in known(new) {
        for (key, count) in counted(listing, &key) {
            let homes = homes.get(&key).filter(|homes| homes.len() <= MOST_SHARED);
            for (home, there) in homes.into_iter().flatten() {
                *shared.entry((*home, index)).or_default() += count.min(*there);
            }
        }
    }
    shared
}

/// The keys of a listing's entries, with how many have each.
fn counted<'a, K: Eq + Hash>(
    listing: &Description<'a>,
    key: impl Fn(&'a Identity) -> Option<K>,
) -> HashMap<K, usize> {
    let mut counts = HashMap::new();
    for key in listing.identities.iter().filter_map(|identity| key(identity)) {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn key(identity: &Identity) -> Option<&str> {
    identity.url.as_deref().or(Some(&identity.name)).filter(|key| !key.is_empty())
}

/// The listings that stand under the same headings: the first with the first, the second with the second.
fn same_places(old: &[Option<Description<'_>>], new: &[Option<Description<'_>>]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (index, listing) in known(old) {
        places.entry(&listing.section).or_default().push(index);
    }
    let mut count: HashMap<&[&str], usize> = HashMap::new();
    let pairs = known(new).filter_map(|(index, listing)| {
        let section = listing.section.as_slice();
        let place = *count.entry(section).and_modify(|count| *count += 1).or_insert(0);
        Some((*places.get(section)?.get(place)?, index))
    });
    pairs.collect()
}
