//! Which entry of one document is which of another, across all of their listings.

use std::collections::{HashMap, HashSet};

use super::comparison_side::Side;
use super::listings;
use crate::records::identity::Identity;
use crate::records::matching;

/// Both documents.
pub(super) struct Sides<'a, 'src> {
    pub(super) old: Side<'a, 'src>,
    pub(super) new: Side<'a, 'src>,
}

/// What is what in both.
pub(super) struct Pairs {
    /// For each new listing the old one.
    pub(super) listings: Vec<Option<usize>>,
    /// For each entry of each new listing the old listing and its entry.
    pub(super) entries: Vec<Vec<Option<(usize, usize)>>>,
    /// All old entries that have a partner.
    pub(super) kept: HashSet<(usize, usize)>,
}

impl Sides<'_, '_> {
    pub(super) fn pairs(&self) -> Pairs {
        let listings = listings::partners(&self.old.descriptions(), &self.new.descriptions());
        let mut entries = Vec::with_capacity(listings.len());
        let mut kept = HashSet::new();
        for (index, partner) in listings.iter().enumerate() {
            let new = self.new.listing(index);
            let Some(partner) = *partner else {
                entries.push(vec![None; new.identities.len()]);
                continue;
            };
            let found =
                matching::partners(&refs(self.old.listing(partner).identities), &refs(new.identities));
            let found: Vec<_> = found.into_iter().map(|old| old.map(|old| (partner, old))).collect();
            kept.extend(found.iter().flatten().copied());
            entries.push(found);
        }
        let mut pairs = Pairs { listings, entries, kept };
        self.pair_across(&mut pairs);
        self.pair_renamed(&mut pairs);
        pairs
    }

    /// Pairs what is left between the same neighbours of one listing and looks alike.
    fn pair_renamed(&self, pairs: &mut Pairs) {
        for (index, partner) in pairs.listings.iter().enumerate() {
            let Some(partner) = *partner else { continue };
            let (old, new) = (self.old.listing(partner).identities, self.new.listing(index).identities);
            let own = |old: &Option<(usize, usize)>| old.filter(|old| old.0 == partner).map(|old| old.1);
            let known: Vec<_> = pairs.entries[index].iter().map(own).collect();
            let taken = (0..old.len()).map(|entry| pairs.kept.contains(&(partner, entry))).collect();
            let free: Vec<bool> = pairs.entries[index].iter().map(Option::is_none).collect();
            let found = matching::add_renamed(&refs(old), &refs(new), known, taken, &free);
            for (entry, old) in found.into_iter().enumerate().filter(|(entry, _)| free[*entry]) {
                let old = old.map(|old| (partner, old));
                pairs.entries[index][entry] = old;
                pairs.kept.extend(old);
            }
        }
    }

    /// Pairs what left one listing and came into another: by link and name, or by a link that nothing else has.
    fn pair_across(&self, pairs: &mut Pairs) {
        type ListingPlaces = [Vec<(usize, usize)>; 2];
        for with_name in [true, false] {
            let mut found: HashMap<(&str, &str), ListingPlaces> = HashMap::new();
            for (index, listing) in self.old.listings() {
                for (entry, identity) in listing.identities.iter().enumerate() {
                    if let Some(url) =
                        identity.url.as_deref().filter(|_| !pairs.kept.contains(&(index, entry)))
                    {
                        let name = if with_name { identity.name.as_str() } else { "" };
                        found.entry((url, name)).or_default()[0].push((index, entry));
                    }
                }
            }
            for (index, listing) in self.new.listings() {
                for (entry, identity) in listing.identities.iter().enumerate() {
                    if let Some(url) =
                        identity.url.as_deref().filter(|_| pairs.entries[index][entry].is_none())
                    {
                        let name = if with_name { identity.name.as_str() } else { "" };
                        found.entry((url, name)).or_default()[1].push((index, entry));
                    }
                }
            }
            for [old, new] in found.into_values() {
                if old.len() == new.len() && (with_name || old.len() == 1) {
                    for (old, new) in old.into_iter().zip(new) {
                        pairs.entries[new.0][new.1] = Some(old);
                        pairs.kept.insert(old);
                    }
                }
            }
        }
    }
}

fn refs(identities: &[Identity]) -> Vec<&Identity> {
    identities.iter().collect()
}
