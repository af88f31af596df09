//! Which entry of a group is which in all three versions, and in what order they stand afterwards.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::version::UnitGroup;
use crate::records::identity::{Identity, names_look_alike};
use crate::records::matching::{self, MOST_COMPARED};

/// One entry by its index in each version, base first.
pub(super) type Entity = [Option<usize>; 3];

/// The entries of a group in the order in which they are to stand: all that any version has.
pub(super) fn entities(groups: [&UnitGroup; 3]) -> Vec<Entity> {
    let identities = groups.map(|group| group.units.iter().map(|unit| &unit.identity).collect::<Vec<_>>());
    let mut partner = [1, 2].map(|side| pair(&identities[0], &identities[side]));
    pair_replaced(&identities, &mut partner);
    let [ours, theirs] = partner;
    let added = |side: usize, partner: &[Option<usize>]| -> Vec<usize> {
        (0..identities[side].len()).filter(|index| partner[*index].is_none()).collect()
    };
    let (our_added, their_added) = (added(1, &ours), added(2, &theirs));
    let twice = pair_added(
        &our_added.iter().map(|&index| identities[1][index]).collect::<Vec<_>>(),
        &their_added.iter().map(|&index| identities[2][index]).collect::<Vec<_>>(),
    );
    let mut entities: Vec<Entity> = (0..identities[0].len()).map(|base| [Some(base), None, None]).collect();
    for (side, partner) in [(1, &ours), (2, &theirs)] {
        for (index, base) in partner.iter().enumerate() {
            if let Some(base) = *base {
                entities[base][side] = Some(index);
            }
        }
    }
    let first_added = entities.len();
    entities.extend(our_added.iter().map(|&index| [None, Some(index), None]));
    for (place, &index) in their_added.iter().enumerate() {
        match twice[place] {
            Some(our) => entities[first_added + our][2] = Some(index),
            None => entities.push([None, None, Some(index)]),
        }
    }
    let order = order(&entities);
    order.into_iter().map(|index| entities[index]).collect()
}

/// For each of `new` its partner in `old`, renamed ones included.
fn pair(old: &[&Identity], new: &[&Identity]) -> Vec<Option<usize>> {
    let partner = matching::partners(old, new);
    let (taken, free) = (vec![false; old.len()], vec![true; new.len()]);
    matching::add_renamed(old, new, partner, taken, &free)
}

/// For each entry that they added the one that we added, too; two entries that share a link only are two.
fn pair_added(ours: &[&Identity], theirs: &[&Identity]) -> Vec<Option<usize>> {
    let mut partner = matching::partners(ours, theirs);
    for (their, our) in partner.iter_mut().enumerate() {
        let is_one = our.is_some_and(|our| {
            let (one, other) = (ours[our], theirs[their]);
            one.cells == other.cells
                || one.name == other.name
                || (one.url == other.url && names_look_alike(&one.name, &other.name))
        });
        if !is_one {
            *our = None;
        }
    }
    partner
}

/// Pairs what both sides put in the place of one entry, under names that neither its link nor its look told: each
/// renamed it, and somebody has to say which name it gets.
fn pair_replaced(identities: &[Vec<&Identity>; 3], partner: &mut [Vec<Option<usize>>; 2]) {
    let [base, sides @ ..] = identities;
    let places = partner.each_ref().map(|partner| {
        let mut places = vec![None; base.len()];
        for (index, base) in partner.iter().enumerate() {
            if let Some(base) = *base {
                places[base] = Some(index);
            }
        }
        places
    });
    let is_gone = |index: usize| places.iter().all(|places| places[index].is_none());
    let mut start = 0;
    while start < base.len() {
        if !is_gone(start) {
            start += 1;
            continue;
        }
        let end = (start..base.len()).find(|&index| !is_gone(index)).unwrap_or(base.len());
        let found = [0, 1].map(|side| {
            let gap = gap(&places[side], start..end, sides[side].len(), &partner[side]);
            gap.map(|gap| replacements(&base[start..end], &sides[side][gap.clone()], gap.start))
        });
        if let [Some(ours), Some(theirs)] = found {
            for (place, (our, their)) in ours.into_iter().zip(theirs).enumerate() {
                if let (Some(our), Some(their)) = (our, their) {
                    partner[0][our] = Some(start + place);
                    partner[1][their] = Some(start + place);
                }
            }
        }
        start = end;
    }
}

/// What a side has between the neighbours of a run of base entries, if nothing of it has a partner.
fn gap(
    places: &[Option<usize>],
    run: Range<usize>,
    count: usize,
    partner: &[Option<usize>],
) -> Option<Range<usize>> {
    let start = match run.start.checked_sub(1) {
        Some(before) => places[before]? + 1,
        None => 0,
    };
    let end = if run.end < places.len() { places[run.end]? } else { count };
    let is_free = start < end && partner[start..end].iter().all(Option::is_none);
    is_free.then_some(start..end)
}

/// For each of `old` the one of `new` that says about the same, `first` being the index of the first of these; where
/// one name without a link was put in the place of one, nothing else tells.
fn replacements(old: &[&Identity], new: &[&Identity], first: usize) -> Vec<Option<usize>> {
    if let ([old], [new]) = (old, new)
        && old.first_url.is_none()
        && new.first_url.is_none()
    {
        return vec![Some(first)];
    }
    let new = &new[..new.len().min(MOST_COMPARED)];
    let mut from = 0;
    let found = old.iter().map(|old| {
        let place = from + new.get(from..)?.iter().position(|new| old.says_about_the_same(new))?;
        from = place + 1;
        Some(first + place)
    });
    found.collect()
}

/// The order of `entities`: that of the side that changed it, with what the other side has besides behind the same
/// neighbours; ours first where both added something in one place.
fn order(entities: &[Entity]) -> Vec<usize> {
    let sequence = |side: usize| {
        let mut sequence: Vec<usize> =
            (0..entities.len()).filter(|&index| entities[index][side].is_some()).collect();
        sequence.sort_by_key(|&index| entities[index][side]);
        sequence
    };
    let (ours, theirs) = (sequence(1), sequence(2));
    let keeps_order =
        |sequence: &[usize]| sequence.iter().filter_map(|&index| entities[index][0]).is_sorted();
    if keeps_order(&theirs) || !keeps_order(&ours) {
        interleave(&ours, &theirs, true)
    } else {
        interleave(&theirs, &ours, false)
    }
}

/// The items of `skeleton` in their order, and those that only `other` has behind the same neighbours.
fn interleave(skeleton: &[usize], other: &[usize], skeleton_first: bool) -> Vec<usize> {
    let known: HashSet<usize> = skeleton.iter().copied().collect();
    let mut behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    let mut anchor = None;
    for &item in other {
        if known.contains(&item) {
            anchor = Some(item);
        } else {
            behind.entry(anchor).or_default().push(item);
        }
    }
    let shared: HashSet<usize> = other.iter().copied().collect();
    let mut interleaved = Vec::with_capacity(skeleton.len() + other.len());
    let mut pending = behind.remove(&None).unwrap_or_default();
    if !skeleton_first {
        interleaved.append(&mut pending);
    }
    for &item in skeleton {
        if shared.contains(&item) {
            interleaved.append(&mut pending);
            interleaved.push(item);
            pending = behind.remove(&Some(item)).unwrap_or_default();
            if !skeleton_first {
                interleaved.append(&mut pending);
            }
        } else {
            interleaved.push(item);
        }
    }
    interleaved.append(&mut pending);
    interleaved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_add_in_one_place_stands_ours_first() {
        assert_eq!(interleave(&[1, 10, 2], &[1, 20, 2, 21], true), [1, 10, 20, 2, 21]);
        assert_eq!(interleave(&[1, 20, 2, 21], &[1, 10, 2], false), [1, 10, 20, 2, 21]);
        assert_eq!(interleave(&[10, 1], &[20, 1], true), [10, 20, 1]);
        assert_eq!(interleave(&[], &[20], true), [20]);
    }

    #[test]
    fn the_side_that_sorted_gives_the_order() {
        let theirs = [[Some(0), Some(0), Some(1)], [Some(1), Some(1), Some(0)], [None, Some(2), None]];
        assert_eq!(order(&theirs), [1, 2, 0]);
    }
}
