//! Which entry of a group is which in all three versions, and in what order they stand afterwards.

use std::collections::{HashMap, HashSet};

use super::identity::{Identity, names_look_alike};
use super::matching;
use super::version::Group;

/// One entry by its index in each version, base first.
pub(super) type Entity = [Option<usize>; 3];

/// The entries of a group in the order in which they are to stand: all that any version has.
pub(super) fn entities(groups: [&Group; 3]) -> Vec<Entity> {
    let identities = groups.map(|group| group.units.iter().map(|unit| &unit.identity).collect::<Vec<_>>());
    let ours = pair(&identities[0], &identities[1]);
    let theirs = pair(&identities[0], &identities[2]);
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
        weave(&ours, &theirs, true)
    } else {
        weave(&theirs, &ours, false)
    }
}

/// The items of `skeleton` in their order, and those that only `other` has behind the same neighbours.
fn weave(skeleton: &[usize], other: &[usize], skeleton_first: bool) -> Vec<usize> {
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
    let mut woven = Vec::with_capacity(skeleton.len() + other.len());
    let mut pending = behind.remove(&None).unwrap_or_default();
    if !skeleton_first {
        woven.append(&mut pending);
    }
    for &item in skeleton {
        if shared.contains(&item) {
            woven.append(&mut pending);
            woven.push(item);
            pending = behind.remove(&Some(item)).unwrap_or_default();
            if !skeleton_first {
                woven.append(&mut pending);
            }
        } else {
            woven.push(item);
        }
    }
    woven.append(&mut pending);
    woven
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_add_in_one_place_stands_ours_first() {
        assert_eq!(weave(&[1, 10, 2], &[1, 20, 2, 21], true), [1, 10, 20, 2, 21]);
        assert_eq!(weave(&[1, 20, 2, 21], &[1, 10, 2], false), [1, 10, 20, 2, 21]);
        assert_eq!(weave(&[10, 1], &[20, 1], true), [10, 20, 1]);
        assert_eq!(weave(&[], &[20], true), [20]);
    }

    #[test]
    fn the_side_that_sorted_gives_the_order() {
        let theirs = [[Some(0), Some(0), Some(1)], [Some(1), Some(1), Some(0)], [None, Some(2), None]];
        assert_eq!(order(&theirs), [1, 2, 0]);
    }
}
