//! Where the entries of a listing belong: those that no order in question would have where they stand move, and all
//! others keep their places.

use std::cmp::Ordering;

use super::order::heaviest_run;

/// The places of entries in one order, as numbers: no two are the same, and equal entries are numbered as they stand.
/// `None` for entries that the order says nothing of.
pub(super) type Ranks = Vec<Option<usize>>;

/// The ranks of `count` entries that compare so; `None` where `is_ranked` says so.
pub(super) fn ranks(
    count: usize,
    is_ranked: impl Fn(usize) -> bool,
    compare: impl Fn(usize, usize) -> Ordering,
) -> Ranks {
    let mut sorted: Vec<usize> = (0..count).filter(|&entry| is_ranked(entry)).collect();
    sorted.sort_by(|&one, &other| compare(one, other));
    let mut ranks = vec![None; count];
    for (rank, entry) in sorted.into_iter().enumerate() {
        ranks[entry] = Some(rank);
    }
    ranks
}

/// The ranks of some of the entries, numbered among themselves.
pub(super) fn renumbered(some: &[Option<usize>]) -> Ranks {
    ranks(some.len(), |entry| some[entry].is_some(), |one, other| some[one].cmp(&some[other]))
}

/// Whether entries stay where they stand: the longest run in order, in which as many as can be of those that are to be kept.
fn in_place(ranks: &Ranks, is_kept: impl Fn(usize) -> bool) -> Vec<bool> {
    let known: Vec<(usize, usize)> =
        ranks.iter().enumerate().filter_map(|(entry, rank)| Some((entry, (*rank)?))).collect();
    let permutation: Vec<usize> = known.iter().map(|(_, rank)| *rank).collect();
    let mut entry_of = vec![0; permutation.len()];
    for (entry, rank) in &known {
        entry_of[*rank] = *entry;
    }
    let weight = |rank: &usize| if is_kept(entry_of[*rank]) { permutation.len() + 1 } else { 1 };
    let run = heaviest_run(&permutation, weight);
    let mut stays = vec![false; ranks.len()];
    for ((entry, _), in_run) in known.into_iter().zip(run) {
        stays[entry] = in_run;
    }
    stays
}

/// Whether entries belong to any of the longest runs in order.
fn in_some_run(ranks: &Ranks) -> Vec<bool> {
    let behind = run_lengths(ranks.iter().copied());
    let count = ranks.len();
    let ahead = run_lengths(ranks.iter().rev().map(|rank| rank.map(|rank| count - rank)));
    let longest = behind.iter().copied().max().unwrap_or(0);
    behind.iter().zip(ahead.iter().rev()).map(|(behind, ahead)| behind + ahead == longest + 1).collect()
}

/// How long the longest run in order is that ends in each entry; 0 for those without a rank.
fn run_lengths(ranks: impl Iterator<Item = Option<usize>>) -> Vec<usize> {
    // The least rank that a run of each length ends in.
    let mut ends: Vec<usize> = Vec::new();
    let length = |rank: Option<usize>| {
        let Some(rank) = rank else { return 0 };
        let place = ends.partition_point(|&end| end < rank);
        match ends.get_mut(place) {
            Some(end) => *end = rank,
            None => ends.push(rank),
        }
        place + 1
    };
    ranks.map(length).collect()
}

/// How entries may be moved.
pub(super) struct Arrangement<'a, N: Fn(usize) -> bool> {
    /// Which of them are known to be new.
    pub(super) is_new: N,
    /// Whether the order was learned, not set: entries at the head, and those that may be a group, then keep their places.
    pub(super) is_learned: bool,
    /// The order that says where entries belong.
    pub(super) own: &'a Ranks,
    /// Orders that explain the document as well.
    pub(super) others: &'a [Ranks],
}

impl<N: Fn(usize) -> bool> Arrangement<'_, N> {
    /// At `n`, the entry that belongs in place `n`.
    pub(super) fn places(&self) -> Vec<usize> {
        let count = self.own.len();
        let stays = in_place(self.own, |entry| !(self.is_new)(entry));
        let mut moves: Vec<bool> =
            (0..count).map(|entry| self.own[entry].is_some() && !stays[entry]).collect();
        for other in self.others {
            let fits = in_place(other, |entry| stays[entry]);
            for (moves, fits) in moves.iter_mut().zip(fits) {
                *moves &= !fits;
            }
        }
        let first = stays.iter().position(|stays| *stays).unwrap_or(count);
        if self.is_learned {
            (0..first).take_while(|&entry| !(self.is_new)(entry)).for_each(|entry| moves[entry] = false);
            self.keep_groups(&mut moves);
        }
        self.moved(&stays, &moves)
    }

    /// Keeps the places of neighbours that are sorted among themselves: a second list, or a group at the end.
    fn keep_groups(&self, moves: &mut [bool]) {
        let count = moves.len();
        let could_stay = in_some_run(self.own);
        let mut start = 0;
        while start < count {
            let end = (start..count).find(|&entry| !moves[entry]).unwrap_or(count);
            let group = &self.own[start..end];
            // Of two that are exchanged, either could be the one that strays.
            let members = could_stay[start..end].iter().filter(|could| !**could).count();
            // Two at the end were added one after the other.
            let fewest = if end == count { 3 } else { 2 };
            if members >= fewest && group.is_sorted() && !(start..end).any(&self.is_new) {
                moves[start..end].fill(false);
            }
            start = end + 1;
        }
    }

    /// The entries, each that moves in front of the first one that stays and belongs behind it.
    fn moved(&self, stays: &[bool], moves: &[bool]) -> Vec<usize> {
        let count = moves.len();
        let mut moving: Vec<usize> = (0..count).filter(|&entry| moves[entry]).collect();
        moving.sort_by_key(|&entry| self.own[entry]);
        let mut moving = moving.into_iter().peekable();
        let last = stays.iter().rposition(|stays| *stays);
        let mut places = Vec::with_capacity(count);
        for entry in (0..count).filter(|&entry| !moves[entry]) {
            if stays[entry] {
                places
                    .extend(std::iter::from_fn(|| moving.next_if(|&next| self.own[next] < self.own[entry])));
            }
            places.push(entry);
            // What follows and is not part of the order comes after all that moves there.
            if last == Some(entry) {
                places.extend(moving.by_ref());
            }
        }
        places.extend(moving);
        debug_assert_eq!(places.len(), count);
        places
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrangement, Ranks};

    fn places(own: &[usize], others: &[&[usize]]) -> Vec<usize> {
        let ranks = |order: &[usize]| -> Ranks { order.iter().map(|rank| Some(*rank)).collect() };
        let (own, others) = (ranks(own), others.iter().map(|other| ranks(other)).collect::<Vec<_>>());
        Arrangement { is_new: |_| false, is_learned: true, own: &own, others: &others }.places()
    }

    #[test]
    fn what_one_order_has_in_place_stays() {
        assert_eq!(places(&[0, 1, 4, 2, 3], &[]), [0, 1, 3, 4, 2]);
        assert_eq!(places(&[0, 1, 4, 2, 3], &[&[0, 1, 2, 3, 4]]), [0, 1, 2, 3, 4]);
        assert_eq!(places(&[0, 1, 4, 2, 3], &[&[0, 2, 4, 1, 3]]), [0, 1, 3, 4, 2]);
    }

    #[test]
    fn groups_stay_together() {
        assert_eq!(places(&[2, 3, 4, 5, 0, 1, 6, 7, 8], &[]), [0, 1, 2, 3, 4, 5, 6, 7, 8], "a second list");
        assert_eq!(places(&[3, 4, 5, 6, 7, 0, 1, 2], &[]), [0, 1, 2, 3, 4, 5, 6, 7], "a group at the end");
        assert_eq!(places(&[2, 3, 4, 5, 6, 7, 0, 1], &[]), [6, 7, 0, 1, 2, 3, 4, 5], "two that were added");
        assert_eq!(places(&[5, 0, 1, 2, 3, 4], &[]), [0, 1, 2, 3, 4, 5], "the head");
    }

    #[test]
    fn what_has_no_rank_keeps_its_place() {
        let own: Ranks = vec![Some(0), None, Some(1), Some(2), Some(4), Some(3), None];
        let arrangement = Arrangement { is_new: |_| false, is_learned: true, own: &own, others: &[] };
        assert_eq!(arrangement.places(), [0, 1, 2, 3, 5, 4, 6]);
    }
}
