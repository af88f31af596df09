//! Counts what the cells of a column or the items of a list do, to learn what nearly all of them do.

use std::hash::Hash;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// This share of what was seen must agree for a majority to be clear; or else all but one.
const CLEAR: f64 = 0.9;

/// How often each of several ways was seen, in the order in which they were first seen.
#[derive(Clone, Debug)]
pub(crate) struct Tally<T> {
    counts: IndexMap<T, usize, RandomState>,
    /// One that shows several ways counts once here.
    total: usize,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { counts: IndexMap::default(), total: 0 }
    }
}

impl<T: Hash + Eq> FromIterator<T> for Tally<T> {
    fn from_iter<I: IntoIterator<Item = T>>(seen: I) -> Self {
        let mut tally = Self::default();
        seen.into_iter().for_each(|way| tally.add(way));
        tally
    }
}

impl<T: Hash + Eq> Tally<T> {
    /// Counts one that does it this way.
    pub(crate) fn add(&mut self, way: T) {
        self.add_each([way]);
    }

    /// Counts one that may be read in each of these ways, if there are any.
    pub(super) fn add_each(&mut self, ways: impl IntoIterator<Item = T>) {
        let mut any = false;
        for way in ways {
            *self.counts.entry(way).or_default() += 1;
            any = true;
        }
        self.total += usize::from(any);
    }

    /// How many were counted.
    pub(crate) const fn total(&self) -> usize {
        self.total
    }

    /// How many do it this way.
    pub(crate) fn count(&self, way: &T) -> usize {
        self.counts.get(way).copied().unwrap_or_default()
    }

    /// Each way with its count.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&T, usize)> {
        self.counts.iter().map(|(way, count)| (way, *count))
    }

    /// The most frequent way and its count; of several that are as frequent, the one seen first.
    pub(crate) fn best(&self) -> Option<(&T, usize)> {
        let most = self.counts.values().copied().max()?;
        self.iter().find(|(_, count)| *count == most)
    }

    /// Whether `count` of those counted are at least `fewest`, and nearly all.
    #[expect(clippy::cast_precision_loss, reason = "counts of cells")]
    pub(super) fn is_clear(&self, count: usize, fewest: usize) -> bool {
        count >= fewest && (count as f64 >= CLEAR * self.total as f64 || count + 1 >= self.total)
    }

    /// The way of nearly all, and of at least `fewest`.
    pub(super) fn usual(&self, fewest: usize) -> Option<&T> {
        self.best().filter(|(_, count)| self.is_clear(*count, fewest)).map(|(way, _)| way)
    }

    /// Whether at least half do it this way, or may.
    pub(super) fn allows(&self, way: &T) -> bool {
        2 * self.count(way) >= self.total
    }
}

impl<T: Hash + Eq + Clone> Tally<T> {
    /// Adds what was counted elsewhere.
    pub(super) fn merge(&mut self, other: &Self) {
        for (way, count) in other.iter() {
            *self.counts.entry(way.clone()).or_default() += count;
        }
        self.total += other.total;
    }

    /// The counts as they would be if all did it this way.
    pub(super) fn all_as(&self, way: T) -> Self {
        Self { counts: std::iter::once((way, self.total)).collect(), total: self.total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_all_or_all_but_one_are_a_clear_majority() {
        let tally = |ways: &str| ways.chars().collect::<Tally<char>>();
        assert_eq!(tally("aab").usual(2), Some(&'a'));
        assert_eq!(tally("aab").usual(3), None, "two are too few");
        assert_eq!(tally("aabb").usual(2), None);
        assert_eq!(tally("aaaaaaaaaaaaaaaaaabb").usual(2), Some(&'a'), "18 of 20");
        assert_eq!(tally("aaaaaaaaaaaaaaaaabbb").usual(2), None, "17 of 20");
        assert_eq!(tally("ba").best(), Some((&'b', 1)), "the first seen of two as frequent");
    }

    #[test]
    fn one_that_may_be_read_in_two_ways_counts_once() {
        let mut tally = Tally::default();
        tally.add_each(['a', 'b']);
        tally.add_each(['b']);
        tally.add_each([]);
        assert_eq!((tally.total(), tally.count(&'a'), tally.count(&'b')), (2, 1, 2));
        assert!(tally.allows(&'a'));
        assert_eq!(tally.usual(2), Some(&'b'));
    }
}
