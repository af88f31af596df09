//! Which entry of one listing is which of another: of two documents, or of records and their template.
//!
//! Equal entries first, then those with the same link and name, the same link, the same name; each time the first of
//! several equals with the first, for a fifth of all tables have names that are not unique. What is left between the
//! same neighbours and looks alike was renamed; but first it is to be seen whether it went into another listing.

use std::collections::{HashMap, HashSet};

use super::identity::Identity;

/// So many entries without a partner are compared with each other between two neighbours.
pub(crate) const MOST_COMPARED: usize = 16;

/// A way to tell entries.
type Key<'a> = (u8, &'a str, &'a str);

/// For each of `new` the index of its partner in `old`; no two have the same.
pub(crate) fn partners(old: &[&Identity], new: &[&Identity]) -> Vec<Option<usize>> {
    let mut pairing = EntryPairing::new(old, new);
    pairing.pair_whole();
    pairing.pair_by_keys();
    pairing.partner
}

/// Adds to `partner` what was renamed: both have no partner, stand behind partners, and look alike. What is `taken` of
/// the old listing has a partner elsewhere, as what is not `free` of the new one has.
pub(crate) fn add_renamed(
    old: &[&Identity],
    new: &[&Identity],
    partner: Vec<Option<usize>>,
    mut taken: Vec<bool>,
    free: &[bool],
) -> Vec<Option<usize>> {
    for old in partner.iter().flatten() {
        taken[*old] = true;
    }
    let mut pairing = EntryPairing { old, new, partner, taken };
    pairing.pair_renamed(free);
    pairing.partner
}

/// For each of `new` the index in `old` of what it was made from. `hint` says where that was read, if the new one knows
/// it and is not mistaken; two that were made from one have the same.
pub(super) fn origins(
    old: &[&Identity],
    new: &[&Identity],
    hint: impl Fn(usize) -> Option<usize>,
) -> Vec<Option<usize>> {
    let mut pairing = EntryPairing::new(old, new);
    pairing.pair_hinted(&hint, |one, other| one.cells == other.cells);
    pairing.pair_whole();
    pairing.pair_hinted(&hint, Identity::shares_half);
    pairing.pair_by_keys();
    pairing.pair_renamed(&vec![true; new.len()]);
    let mut origins = pairing.partner;
    for (index, origin) in origins.iter_mut().enumerate().filter(|(_, origin)| origin.is_none()) {
        *origin = hint(index).filter(|&at| old[at].shares_half(new[index]));
    }
    origins
}

fn non_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

struct EntryPairing<'a> {
    old: &'a [&'a Identity],
    new: &'a [&'a Identity],
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> EntryPairing<'a> {
    fn new(old: &'a [&'a Identity], new: &'a [&'a Identity]) -> Self {
        Self { old, new, partner: vec![None; new.len()], taken: vec![false; old.len()] }
    }

    fn join(&mut self, old: usize, new: usize) {
        self.partner[new] = Some(old);
        self.taken[old] = true;
    }

    fn pair_whole(&mut self) {
        let mut known: HashMap<&[String], Vec<usize>> = HashMap::new();
        for (index, identity) in self.old.iter().enumerate().rev().filter(|(index, _)| !self.taken[*index]) {
            known.entry(&identity.cells).or_default().push(index);
        }
        for index in 0..self.new.len() {
            if self.partner[index].is_none()
                && let Some(partner) = known.get_mut(self.new[index].cells.as_slice()).and_then(Vec::pop)
            {
                self.join(partner, index);
            }
        }
    }

    /// Pairs what has no partner with what `hint` says, if that is free and `fits`: the old one first.
    fn pair_hinted(
        &mut self,
        hint: impl Fn(usize) -> Option<usize>,
        fits: impl Fn(&Identity, &Identity) -> bool,
    ) {
        for (index, new) in self.new.iter().enumerate() {
            if self.partner[index].is_none()
                && let Some(old) = hint(index).filter(|&old| !self.taken[old] && fits(self.old[old], new))
            {
                self.join(old, index);
            }
        }
    }

    fn pair_by_keys(&mut self) {
        self.pair_by(false, |one| Some((0, one.url.as_deref()?, non_empty(&one.name)?)));
        self.pair_by(false, |one| Some((1, one.url.as_deref()?, "")));
        self.pair_by(false, |one| Some((2, non_empty(&one.name)?, one.first_url.as_deref()?)));
        self.pair_by(false, |one| Some((3, non_empty(&one.name)?, "")));
        self.pair_by(true, |one| Some((4, one.first_url.as_deref()?, "")));
    }

    /// Pairs what has the same key and no partner yet: the first with the first. Where the key must be `unique`, only
    /// what nothing else has it of.
    fn pair_by(&mut self, unique: bool, key: impl Fn(&'a Identity) -> Option<Key<'a>>) {
        let mut found: HashMap<Key<'a>, [Vec<usize>; 2]> = HashMap::new();
        for (index, identity) in self.old.iter().enumerate().filter(|(index, _)| !self.taken[*index]) {
            if let Some(key) = key(identity) {
                found.entry(key).or_default()[0].push(index);
            }
        }
        for (index, identity) in
            self.new.iter().enumerate().filter(|(index, _)| self.partner[*index].is_none())
        {
            if let Some(key) = key(identity) {
                found.entry(key).or_default()[1].push(index);
            }
        }
        let mut pairs = Vec::new();
        for [old, new] in found.into_values() {
            if !unique || (old.len() == 1 && new.len() == 1) {
                pairs.extend(old.into_iter().zip(new));
            }
        }
        for (old, new) in pairs {
            self.join(old, new);
        }
    }

    fn pair_renamed(&mut self, free: &[bool]) {
        let (old, new) = (self.old, self.new);
        // What went elsewhere parts no neighbours.
        let ends: HashSet<usize> = self.partner.iter().flatten().copied().collect();
        let mut index = 0;
        while index < new.len() {
            if self.partner[index].is_some() {
                index += 1;
                continue;
            }
            let before =
                index.checked_sub(1).map_or(Some(0), |before| self.partner[before].map(|old| old + 1));
            let end = (index..new.len()).find(|&at| self.partner[at].is_some()).unwrap_or(new.len());
            let run = index..end;
            index = end;
            let Some(first) = before else { continue };
            let stays = |at: &usize| self.taken[*at] && ends.contains(at);
            let last = (first..old.len()).find(stays).unwrap_or(old.len());
            let left: Vec<usize> = (first..last).filter(|&at| !self.taken[at]).take(MOST_COMPARED).collect();
            let mut from = 0;
            for at in run.filter(|&at| free[at]).take(MOST_COMPARED) {
                let alike = |old_index: &usize| old[*old_index].looks_like(new[at]);
                if let Some(place) = left[from..].iter().position(alike) {
                    self.join(left[from + place], at);
                    from += place + 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(name: &str, url: &str, notes: &str) -> Identity {
        let url = (!url.is_empty()).then(|| url.to_owned());
        let cells = vec![format!("{name} {url:?}"), notes.to_owned()];
        Identity { first_url: url.clone(), url, name: name.to_owned(), cells }
    }

    fn refs(identities: &[Identity]) -> Vec<&Identity> {
        identities.iter().collect()
    }

    #[test]
    fn a_link_tells_more_than_a_name_and_a_place_more_than_nothing() {
        let old = [identity("a", "x", "1"), identity("a", "y", "2"), identity("b", "", "3")];
        let new = [identity("a", "y", "9"), identity("c", "x", "1"), identity("b", "", "4")];
        assert_eq!(partners(&refs(&old), &refs(&new)), [Some(1), Some(0), Some(2)]);
    }

    #[test]
    fn equal_entries_are_paired_in_turn() {
        let entry = &identity("a", "x", "1");
        assert_eq!(partners(&[entry, entry], &[entry, entry, entry]), [Some(0), Some(1), None]);
    }

    #[test]
    fn a_renamed_entry_is_found_between_its_neighbours() {
        let all = |old: &[Identity], new: &[Identity]| {
            let (old, new) = (&refs(old), &refs(new));
            let (taken, free) = (vec![false; old.len()], vec![true; new.len()]);
            add_renamed(old, new, partners(old, new), taken, &free)
        };
        let old = [identity("a", "", "1"), identity("b", "", "the same words"), identity("c", "", "3")];
        let new = [identity("a", "", "1"), identity("z", "", "the same words"), identity("c", "", "3")];
        assert_eq!(all(&old, &new), [Some(0), Some(1), Some(2)]);
        let new = [identity("a", "", "1"), identity("z", "", "other words"), identity("c", "", "3")];
        assert_eq!(all(&old, &new), [Some(0), None, Some(2)]);
    }

    #[test]
    fn what_was_made_from_an_entry_knows_its_place() {
        let old = [identity("a", "", "1"), identity("a", "", "2"), identity("b", "", "3")];
        let new =
            [identity("a", "", "2"), identity("z", "", "3"), identity("z", "", "3"), identity("y", "", "9")];
        let (old, new) = (refs(&old), refs(&new));
        assert_eq!(
            origins(&old, &new, |_| None),
            [Some(1), None, None, None],
            "words of one sign tell nothing"
        );
        let hint = |index: usize| [None, Some(2), Some(2), Some(0)][index];
        let found = origins(&old, &new, hint);
        assert_eq!(found, [Some(1), Some(2), Some(2), None], "a copy is an edit, and a hint may be mistaken");
    }
}
