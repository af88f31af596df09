//! Which order a listing keeps by itself, and whether that can be an accident.

use std::borrow::Borrow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::sync::LazyLock;

use super::reading::SortKey;
use crate::value::natural_order;

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

/// How a list compares two names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Collation {
    /// As words: `Immich` stands before `Immich Kiosk`.
    #[default]
    Words,
    /// As whole lines, in which a bracket follows the name: `[Immich Kiosk]` stands before `[Immich]`.
    Lines,
    /// As words, without the punctuation in front: `.NET` stands under `N`.
    WithoutSigns,
    /// As words, without the article in front: `The Odin Project` stands under `O`.
    WithoutArticle,
}

/// How well the entries of one listing follow one key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) entries: usize,
    /// Entries outside of the longest run in order: what would have to move.
    pub(super) strays: usize,
    /// Natural logarithm of a bound on the chance that entries in random order fit as well.
    pub(super) log_chance: f64,
}

/// A listing counts for an order only where at most this share of its entries strays.
const STRAY_SHARE: f64 = 0.1;
/// An order must be less likely than this to be an accident, over all the columns and directions tried.
const ACCIDENT: f64 = 0.01;
/// Fewer entries than this show no order by themselves.
const FEWEST_ALONE: usize = 5;

/// The keys of one column in the order of the entries, each blank one taking the key before it.
///
/// `None` where the column says too little to sort by: a blank key stays behind the entry it follows, and more than
/// one in twenty of them make the column useless.
pub(super) fn keys(found: impl ExactSizeIterator<Item = Option<SortKey>>) -> Option<Vec<SortKey>> {
    collect_keys(found, |_, _| true)
}

/// How the keys of one column, made as [`keys`] makes them, follow their order, upwards and downwards.
///
/// Given up as soon as more than `allowed` neighbours are out of order both upwards and downwards: most columns are done
/// after a few cells.
pub(super) fn fits(
    found: impl ExactSizeIterator<Item = Option<SortKey>>,
    allowed: usize,
) -> [Option<Fit>; 2] {
    let mut neighbours = Neighbours::of(allowed);
    let Some(keys) = collect_keys(found, |last, next| neighbours.admit(last.order(next))) else {
        return [None; 2];
    };
    let sorted = OnceCell::new();
    [(false, neighbours.falls), (true, neighbours.rises)].map(|(descending, falls)| {
        if falls > allowed {
            return None;
        }
        let entries = keys.len();
        if falls == 0 {
            // Equal ones are neighbours, whatever the direction.
            return Some(Fit { entries, strays: 0, log_chance: chance(entries, 0, ties(&keys)) });
        }
        let in_place = longest_run(&keys, |one, other| compare(one, other, descending));
        let strays = entries - in_place.iter().filter(|&&stays| stays).count();
        let sorted_ties = sorted.get_or_init(|| {
            let mut sorted: Vec<&SortKey> = keys.iter().collect();
            sorted.sort_by(|one, other| one.order(other));
            ties(&sorted)
        });
        Some(Fit { entries, strays, log_chance: chance(entries, strays, *sorted_ties) })
    })
}

/// How texts follow their order, upwards and downwards, as far as a look at neighbours tells: nearly always that is all
/// of it. `None` where keys have to be made to know; blank texts count as [`keys`] counts them.
pub(super) fn fits_at_a_look<'a>(
    texts: impl ExactSizeIterator<Item = Option<&'a str>>,
    allowed: usize,
) -> Option<[Option<Fit>; 2]> {
    let (entries, tolerable) = (texts.len(), texts.len() / 20);
    let mut neighbours = Neighbours::of(allowed);
    let (mut blank, mut equal, mut ties) = (0, 1, 0.0);
    let mut last: Option<&str> = None;
    for text in texts {
        blank += usize::from(text.is_none());
        let ordering = match (last, text) {
            (None, None) => return Some([None; 2]),
            (Some(last), Some(text)) => natural_order(last, text),
            _ => Ordering::Equal,
        };
        if blank > tolerable || !neighbours.admit(ordering) {
            return Some([None; 2]);
        }
        if last.is_some() && ordering.is_eq() {
            equal += 1;
        } else {
            ties += log_factorial(equal);
            equal = 1;
        }
        last = text.or(last);
    }
    let Neighbours { falls, rises, .. } = neighbours;
    let in_order = Fit { entries, strays: 0, log_chance: chance(entries, 0, ties + log_factorial(equal)) };
    match (falls, rises) {
        (0, 0) => Some([Some(in_order); 2]),
        (0, rises) if rises > allowed => Some([Some(in_order), None]),
        (falls, 0) if falls > allowed => Some([None, Some(in_order)]),
        _ => None,
    }
    .filter(|_| last.is_some())
}

/// How many neighbours were seen out of order, upwards and downwards.
struct Neighbours {
    allowed: usize,
    falls: usize,
    rises: usize,
}

impl Neighbours {
    /// None seen yet, of which so many are allowed.
    fn of(allowed: usize) -> Self {
        Self { allowed, falls: 0, rises: 0 }
    }

    /// Counts a pair; whether an order may still be found.
    fn admit(&mut self, ordering: Ordering) -> bool {
        match ordering {
            Ordering::Greater => self.falls += 1,
            Ordering::Less => self.rises += 1,
            Ordering::Equal => {}
        }
        self.falls <= self.allowed || self.rises <= self.allowed
    }
}

fn collect_keys(
    found: impl ExactSizeIterator<Item = Option<SortKey>>,
    mut goes_on: impl FnMut(&SortKey, &SortKey) -> bool,
) -> Option<Vec<SortKey>> {
    let tolerable = found.len() / 20;
    let mut blank = 0;
    let mut keys: Vec<SortKey> = Vec::with_capacity(found.len());
    for key in found {
        blank += usize::from(key.is_none());
        let key = key.or_else(|| keys.last().cloned()).filter(|_| blank <= tolerable)?;
        if keys.last().is_some_and(|last| !goes_on(last, &key)) {
            return None;
        }
        keys.push(key);
    }
    (!keys.is_empty()).then_some(keys)
}

/// How many falls between neighbours there may be for it to be worth measuring how many of so many entries stray: one
/// stray makes one fall, so a count of falls bounds the strays from below.
pub(super) fn allowed_falls(entries: usize) -> usize {
    entries / 4 + 1
}

/// The same where more strays than so many entries may have in all are as good as no order.
pub(super) fn tolerated_falls(entries: usize, all: usize) -> usize {
    allowed_falls(entries).min(tolerated_strays(all))
}

/// How many of so many entries may stray from an order that is theirs.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of entries"
)]
fn tolerated_strays(entries: usize) -> usize {
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

/// How many items at the head stand out of the longest run: a list that is in order below them has pinned them there.
///
/// A new item is not among them: whoever added it did not know where it belongs.
pub(super) fn pinned<T>(
    items: &[T],
    compare: impl Fn(&T, &T) -> Ordering,
    is_new: impl Fn(usize) -> bool,
) -> usize {
    let stays = longest_run(items, compare);
    stays.iter().enumerate().take_while(|(index, stays)| !**stays && !is_new(*index)).count()
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
        best.add(Fit { entries, strays: 0, log_chance: chance(entries, 0, 0.0) });
    });
    best.is_convention(tried)
}

/// Evidence for one key, summed over the listings of a document that have the same columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pooled {
    entries: usize,
    strays: usize,
    log_chance: f64,
}

impl Pooled {
    pub(super) fn add(&mut self, fit: Fit) {
        self.entries += fit.entries;
        self.strays += fit.strays;
        self.log_chance += fit.log_chance;
    }

    /// Adds a listing of so many entries: how it follows the key, or that it does not follow it at all.
    pub(super) fn add_any(&mut self, fit: Option<Fit>, entries: usize) {
        self.add(fit.unwrap_or(Fit { entries, strays: entries / 2, log_chance: 0.0 }));
    }

    /// Whether there are more strays already than so many entries may have in all.
    pub(super) fn strays_too_much(&self, all: usize) -> bool {
        self.strays > tolerated_strays(all)
    }

    /// Whether the key is what these listings are sorted by, where `tried` keys were looked at.
    #[expect(clippy::cast_precision_loss, reason = "counts of entries")]
    pub(super) fn is_convention(self, tried: usize) -> bool {
        self.entries >= FEWEST_ALONE
            && self.strays <= tolerated_strays(self.entries)
            && self.log_chance + libm::log(tried as f64) < libm::log(ACCIDENT)
    }

    /// Better evidence first: fewer strays, then less likely to be an accident.
    #[expect(clippy::cast_precision_loss, reason = "counts of entries")]
    pub(super) fn better_first(&self, other: &Self) -> Ordering {
        let share = |pooled: &Self| pooled.strays as f64 / pooled.entries.max(1) as f64;
        share(self).total_cmp(&share(other)).then(self.log_chance.total_cmp(&other.log_chance))
    }
}

/// Whether a listing follows a key well enough to be brought back to it, once its document shows that order; of two or
/// three entries nobody can tell which one strays.
pub(super) fn may_be_restored(fit: Fit) -> bool {
    fit.strays == 0 || (fit.entries >= 4 && fit.strays <= (fit.entries / 8).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::NaturalKey;

    fn is_order(items: &[&str], tried: usize) -> bool {
        let mut pooled = Pooled::default();
        let keys = items.iter().map(|item| Some(SortKey::Text(NaturalKey::new(item))));
        pooled.add(fits(keys, allowed_falls(items.len()))[0].expect("nearly in order"));
        pooled.is_convention(tried)
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
