//! Which order a listing keeps by itself, and whether that can be an accident.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::sync::LazyLock;

use super::collation::Collation;
use super::sort_key::SortKey;

/// A column to sort by, and the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrderKey {
    /// Index of the column.
    pub column: usize,
    /// Greatest first.
    pub descending: bool,
    /// How texts are compared.
    pub collation: Collation,
}

/// How well the entries of one listing follow one key.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) entries: usize,
    /// The places of the entries outside of the longest run in order: what would have to move.
    pub(super) strays: Vec<usize>,
    /// Natural logarithm of a bound on the chance that entries in random order fit as well.
    pub(super) log_chance: f64,
}

impl Fit {
    /// How many entries stray; a first one that does may be pinned there.
    fn strays_below_head(&self) -> usize {
        let is_head_pinned = self.entries >= FEWEST_BELOW_HEAD && self.strays.first() == Some(&0);
        self.strays.len() - usize::from(is_head_pinned)
    }

    /// How many entries stray here alone, and how many in the other way alone.
    pub(super) fn strays_apart(&self, other: &Self) -> (usize, usize) {
        let shared = self.strays.iter().filter(|place| other.strays.binary_search(place).is_ok()).count();
        (self.strays.len() - shared, other.strays.len() - shared)
    }
}

/// A listing counts for an order only where at most this share of its entries strays.
const STRAY_SHARE: f64 = 0.1;
/// An order must be less likely than this to be an accident, over all the columns and directions tried.
const ACCIDENT: f64 = 0.01;
/// Fewer entries than this show no order by themselves.
const FEWEST_ALONE: usize = 5;
/// In fewer entries than this, a first one that is out of order is a stray like any other.
const FEWEST_BELOW_HEAD: usize = 8;

/// How keys follow their order, upwards and downwards; entries without a key are passed over.
///
/// `None` where more than one in twenty of the entries in question have none, for then the column says too little to sort
/// by, and where more than `allowed` neighbours are out of order.
pub(super) fn fits(
    keys: impl ExactSizeIterator<Item = Option<SortKey>>,
    blank: usize,
    allowed: usize,
) -> [Option<Fit>; 2] {
    if 20 * blank > keys.len() {
        return [None, None];
    }
    let (mut rises, mut falls) = (0, 0);
    let mut known: Vec<SortKey> = Vec::with_capacity(keys.len());
    // A column in no order shows that soon, and the rest of its keys is never made.
    for key in keys.flatten() {
        match known.last().map(|before| before.order(&key)) {
            Some(Ordering::Less) => rises += 1,
            Some(Ordering::Greater) => falls += 1,
            _ => {}
        }
        if rises > allowed && falls > allowed {
            return [None, None];
        }
        known.push(key);
    }
    if known.is_empty() {
        return [None, None];
    }
    [(false, falls), (true, rises)].map(|(descending, falls)| {
        if falls > allowed {
            return None;
        }
        let entries = known.len();
        let in_place = longest_run(&known, |one, other| compare(one, other, descending));
        let strays: Vec<usize> = (0..entries).filter(|&place| !in_place[place]).collect();
        let mut sorted: Vec<&SortKey> = known.iter().collect();
        sorted.sort_by(|one, other| one.order(other));
        let log_chance = chance(entries, strays.len(), ties(&sorted));
        Some(Fit { entries, strays, log_chance })
    })
}

/// How many falls between neighbours there may be for it to be worth measuring how many of so many entries stray: one
/// stray makes one fall, so a count of falls bounds the strays from below.
pub(super) fn allowed_falls(entries: usize) -> usize {
    entries / 4 + 1
}

/// How many of so many entries may stray from an order that is theirs.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of entries"
)]
pub(super) fn tolerated_strays(entries: usize) -> usize {
    (entries as f64 * STRAY_SHARE).max(1.0) as usize
}

/// Compares two keys in the direction asked for.
pub(super) fn compare(one: &SortKey, other: &SortKey, descending: bool) -> Ordering {
    if descending { other.order(one) } else { one.order(other) }
}

/// For each item whether it belongs to the longest run that is in order, ties allowed.
///
/// The patience algorithm: `O(n log n)`.
pub(super) fn longest_run<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let place = ends.partition_point(|&end| compare(&items[end], item) != Ordering::Greater);
        before.push(place.checked_sub(1).map(|place| ends[place]));
        if place == ends.len() { ends.push(index) } else { ends[place] = index }
    }
    let mut stays = vec![false; items.len()];
    let mut next = ends.last().copied();
    while let Some(index) = next {
        stays[index] = true;
        next = before[index];
    }
    stays
}

/// For each number of a permutation whether it belongs to the rising run with the greatest weight.
///
/// `O(n log n)`: a Fenwick tree keeps the best run that ends in a number up to some other.
pub(super) fn heaviest_run(permutation: &[usize], weight: impl Fn(&usize) -> usize) -> Vec<bool> {
    let count = permutation.len();
    // The weight of a run and the place of its last number.
    let mut tree: Vec<(usize, Option<usize>)> = vec![(0, None); count + 1];
    let mut before = vec![None; count];
    for (place, number) in permutation.iter().enumerate() {
        let mut best = (0, None);
        let mut node = *number;
        while node > 0 {
            best = tree[node].max(best);
            node &= node - 1;
        }
        before[place] = best.1;
        let run = (best.0 + weight(number), Some(place));
        let mut node = number + 1;
        while node <= count {
            tree[node] = tree[node].max(run);
            node += node & node.wrapping_neg();
        }
    }
    let mut stays = vec![false; count];
    let mut next = tree.iter().max().and_then(|best| best.1);
    while let Some(place) = next {
        stays[place] = true;
        next = before[place];
    }
    stays
}

/// The logarithms of `m!`, summed over the runs of `m` equal keys.
fn ties<K: Borrow<SortKey>>(sorted: &[K]) -> f64 {
    let runs = sorted.chunk_by(|one, other| one.borrow().order(other.borrow()) == Ordering::Equal);
    runs.map(|equal| log_factorial(equal.len())).sum()
}

/// Bounds the chance that a random order of so many keys has at most `strays` entries out of place.
///
/// Such an order is made by taking `r` entries out of the sorted one and putting each anywhere: at most
/// `C(n,r)² · r!` ways, of `n! / (m₁! m₂! …)` different orders, where the `m` count equal keys; the logarithms of the
/// `m!` come to `ties`.
fn chance(count: usize, strays: usize, ties: f64) -> f64 {
    let choices = log_factorial(count) - log_factorial(strays) - log_factorial(count - strays);
    (2.0 * choices + log_factorial(strays) + ties - log_factorial(count)).min(0.0)
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn log_factorial(count: usize) -> f64 {
    static SMALL: LazyLock<[f64; 64]> = LazyLock::new(|| {
        let mut sum = 0.0;
        std::array::from_fn(|count| {
            sum += libm::log(count.max(1) as f64);
            sum
        })
    });
    if let Some(known) = SMALL.get(count) {
        return *known;
    }
    // Stirling's formula, exact to nine digits from here on.
    let n = count as f64;
    n * libm::log(n) - n + 0.5 * libm::log(2.0 * std::f64::consts::PI * n) + 1.0 / (12.0 * n)
}

/// Whether listings with so many entries each could show an order at all, however well they kept it, where `tried` keys
/// are looked at.
pub(super) fn may_show_order(entries: impl Iterator<Item = usize>, tried: usize) -> bool {
    let mut best = Pooled::default();
    entries.for_each(|entries| {
        let log_chance = chance(entries, 0, 0.0);
        best.add(&Fit { entries, strays: Vec::new(), log_chance });
    });
    best.is_convention(tried, Collation::Words)
}

/// Evidence for one key, summed over the listings of a document that have the same columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pooled {
    entries: usize,
    strays: usize,
    strays_below_heads: usize,
    log_chance: f64,
}

impl Pooled {
    pub(super) fn add(&mut self, fit: &Fit) {
        self.entries += fit.entries;
        self.strays += fit.strays.len();
        self.strays_below_heads += fit.strays_below_head();
        self.log_chance += fit.log_chance;
    }

    /// Adds a listing of so many entries: how it follows the key, or that it does not follow it at all.
    pub(super) fn add_any(&mut self, fit: Option<&Fit>, entries: usize) {
        if let Some(fit) = fit {
            return self.add(fit);
        }
        self.entries += entries;
        self.strays += entries / 2;
        self.strays_below_heads += entries / 2;
    }

    /// Whether the key is what these listings are sorted by, where `tried` keys were looked at.
    #[expect(clippy::cast_precision_loss, reason = "counts of entries")]
    ///
    /// One of the many ways to compare fits nearly every list a little better than the plain one does: it has to fit well.
    pub(super) fn is_convention(self, tried: usize, collation: Collation) -> bool {
        let tolerated = match collation {
            Collation::Words => tolerated_strays(self.entries),
            _ => (tolerated_strays(self.entries) / 2).max(1),
        };
        self.entries >= FEWEST_ALONE
            && self.strays_below_heads <= tolerated
            && self.log_chance + libm::log(tried as f64) < libm::log(ACCIDENT)
    }

    /// How many entries stray in all.
    pub(super) fn strays(&self) -> usize {
        self.strays
    }

    /// Better evidence first: fewer strays, then less likely to be an accident.
    #[expect(clippy::cast_precision_loss, reason = "counts of entries")]
    pub(super) fn better_first(&self, other: &Self) -> Ordering {
        let share = |pooled: &Self| pooled.strays as f64 / pooled.entries.max(1) as f64;
        share(self).total_cmp(&share(other)).then(self.log_chance.total_cmp(&other.log_chance))
    }
}

/// Whether a listing follows a key well enough to be brought back to it, once its document shows that order; of two or
/// three entries nobody can tell which one strays. More may where it is the only one of its document with any.
pub(super) fn may_be_restored(fit: &Fit, is_only_one: bool) -> bool {
    let strays = fit.strays.len();
    let few = fit.strays_below_head() <= (fit.entries / 8).max(1);
    let is_clear = is_only_one && 5 * strays <= fit.entries && fit.log_chance < libm::log(ACCIDENT);
    strays == 0 || (fit.entries >= 4 && (few || is_clear))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_order(items: &[&str], tried: usize) -> bool {
        let mut pooled = Pooled::default();
        let keys = items.iter().map(|item| Collation::Words.key(item));
        pooled.add(fits(keys, 0, allowed_falls(items.len()))[0].as_ref().expect("nearly in order"));
        pooled.is_convention(tried, Collation::Words)
    }

    #[test]
    fn the_longest_run_keeps_ties() {
        let items = [1, 2, 9, 2, 3];
        assert_eq!(longest_run(&items, Ord::cmp), [true, true, false, true, true]);
        assert!(longest_run(&[] as &[u8], Ord::cmp).is_empty());
    }

    #[test]
    fn the_heaviest_run_keeps_what_weighs() {
        let stays = |permutation: &[usize], new: usize| {
            heaviest_run(permutation, |number| if *number == new { 1 } else { permutation.len() + 1 })
        };
        assert_eq!(stays(&[1, 0], 0), [true, false]);
        assert_eq!(stays(&[1, 0], 1), [false, true]);
        assert_eq!(stays(&[0, 4, 1, 2, 3], 9), [true, false, true, true, true]);
        assert_eq!(stays(&[2, 0, 1], 0), [false, true, true]);
        assert!(stays(&[], 0).is_empty());
    }

    #[test]
    fn five_names_of_seven_columns_prove_nothing() {
        assert!(!is_order(&["a", "b", "d", "c", "e"], 14));
        assert!(!is_order(&["a", "b", "c", "d", "e"], 14));
    }

    #[test]
    fn a_dozen_names_with_a_stray_are_an_order() {
        assert!(is_order(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "b"], 10));
    }

    #[test]
    fn a_column_of_equal_values_is_no_order() {
        let mut column = vec!["Dec"; 29];
        column.extend(["Enc"; 3]);
        assert!(is_order(&column, 16), "sorted runs are an order");
        column.swap(3, 30);
        assert!(!is_order(&column, 16), "one exchanged pair leaves nothing to tell it from chance");
    }
}
