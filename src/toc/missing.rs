//! The sections that contents lack, where the rest of them shows that they are meant to have all.
//!
//! Contents seldom have every heading. A level counts as complete where nearly all of it is listed, and what is left out
//! then was left out on purpose if it is about the document itself, differs from all that is listed, or is listed elsewhere.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::place::Places;
use super::{Headings, Toc, TocTarget, words};
use crate::text::letters;

/// How often what is missing is looked for, given what was found.
const ROUNDS: usize = 4;
/// A level counts as complete if this many of it are listed at least.
const LEAST_LISTED: usize = 3;
/// Below some sections all are listed and below others none; this many show it.
const LEAST_OF_GROUP: usize = 4;

/// How many headings there are, and how many of them are listed.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    listed: usize,
    total: usize,
    /// Of those that are listed: under how many stand entries.
    with_entries: usize,
}

impl Share {
    fn is_at_least(self, tenths: usize) -> bool {
        self.listed * 10 >= self.total * tenths
    }

    /// Whether no more than one is missing.
    fn lacks_one(self) -> bool {
        self.total - self.listed <= 1
    }

    fn is_complete(self) -> bool {
        self.listed >= LEAST_LISTED && (self.is_at_least(8) || self.lacks_one())
    }
}

/// What some headings have in common: their parent and level.
type SiblingHeadings = (Option<usize>, usize);

/// How complete the contents are, given what was found to be missing so far.
struct ListedShares {
    levels: [Share; 7],
    groups: HashMap<SiblingHeadings, Share>,
    /// By parent, whatever the level.
    children: HashMap<Option<usize>, Share>,
}

/// Looks for sections without an entry.
pub(super) struct MissingEntries<'a, 'src> {
    toc: &'a Toc<'src>,
    headings: &'a Headings,
    places: &'a Places<'a, 'src>,
    /// What entries say that lead out of the document, or to a place that is not a heading.
    named: HashSet<String>,
    /// From the first to the last heading that is listed.
    inside: std::ops::Range<usize>,
}

impl<'a, 'src> MissingEntries<'a, 'src> {
    pub(super) fn new(toc: &'a Toc<'src>, places: &'a Places<'a, 'src>) -> Self {
        let elsewhere = toc.lines.iter().filter(|line| line.target == TocTarget::Elsewhere);
        let named = elsewhere.map(|line| letters(line.text())).filter(|letters| !letters.is_empty());
        let all = &toc.headings.all;
        let listed = || (0..all.len()).filter(|&heading| places.is_listed(heading));
        let inside = listed().next().unwrap_or_default()..listed().next_back().unwrap_or_default();
        Self { toc, headings: &toc.headings, places, named: named.collect(), inside }
    }

    /// Whether some level is meant to be complete.
    pub(super) fn is_complete(&self) -> bool {
        self.shares(&HashSet::new()).levels.iter().any(|share| share.is_complete())
    }

    /// The headings that have no line and should have one, in the order of the page.
    pub(super) fn missing(&self) -> Vec<usize> {
        let mut missing = HashSet::new();
        // With those that were found, others may be the only ones that are missing.
        for _ in 0..ROUNDS {
            if !self.find_missing(&mut missing) {
                break;
            }
        }
        let mut missing: Vec<usize> = missing.into_iter().collect();
        missing.sort_unstable();
        missing
    }

    /// Adds to `missing`, and says whether there was something to add.
    fn find_missing(&self, missing: &mut HashSet<usize>) -> bool {
        let shares = self.shares(missing);
        let before = missing.len();
        for heading in 0..self.headings.all.len() {
            let may_miss =
                self.counts(heading) && !self.places.is_listed(heading) && !missing.contains(&heading);
            if may_miss && self.is_missing(heading, &shares, missing) {
                missing.insert(heading);
            }
        }
        missing.len() > before
    }

    fn is_missing(&self, index: usize, shares: &ListedShares, missing: &HashSet<usize>) -> bool {
        let heading = &self.headings.all[index];
        let level = shares.levels[self.level(index)];
        // A section whose parts are all listed was not left out on purpose, where others of its level are listed.
        let parts = shares.children.get(&Some(index)).copied().unwrap_or_default();
        let is_whole = parts.listed > 0 && parts.lacks_one() && level.listed > 0 && level.is_at_least(5);
        // What has no entries is not missing where nearly all that is listed has some.
        let fits = heading.has_entries
            || is_whole
            || level.with_entries * 10 < level.listed * 8
            || (level.lacks_one() && level.is_at_least(9) && self.inside.contains(&index));
        fits && (is_whole || self.is_expected(index, shares, missing))
            && self.is_under_listed(index, shares, missing)
            && !self.is_skipped(index)
            && !self.named.contains(&letters(&heading.title))
    }

    /// Whether its level or its group is complete.
    fn is_expected(&self, index: usize, shares: &ListedShares, missing: &HashSet<usize>) -> bool {
        let heading = &self.headings.all[index];
        let level = shares.levels[self.level(index)];
        let group = shares.groups.get(&(heading.parent, self.level(index))).copied().unwrap_or_default();
        if !level.is_complete() {
            return group.listed >= LEAST_OF_GROUP && group.is_at_least(8);
        }
        let parent_is_new = heading.parent.is_some_and(|parent| missing.contains(&parent));
        let is_alone = group.total == 1 && (level.is_at_least(9) || level.lacks_one());
        group.listed > 0 || parent_is_new || is_alone
    }

    /// Whether all sections that it is a part of are listed, as far as their levels are.
    fn is_under_listed(&self, index: usize, shares: &ListedShares, missing: &HashSet<usize>) -> bool {
        self.headings.ancestors(index).all(|above| {
            !shares.levels[self.level(above)].is_complete()
                || self.places.is_listed(above)
                || missing.contains(&above)
                || self.headings.all[above].span.start < self.toc.span.end
        })
    }

    /// Whether its parts are listed in its stead, no deeper than itself would be.
    fn is_skipped(&self, index: usize) -> bool {
        let depth = self.places.depth_below_parent(index);
        let parts = self.places.parts_of(index);
        // Behind an outermost entry that was lost, its parts are outermost themselves.
        depth > 0 && !parts.is_empty() && parts.iter().all(|&line| self.toc.lines[line].depth <= depth)
    }

    /// Whether contents are expected to name the heading: it stands behind them, is not about the document itself, and
    /// no other list names it.
    fn counts(&self, index: usize) -> bool {
        let heading = &self.headings.all[index];
        heading.span.start >= self.toc.span.end
            && !heading.anchor.trim_matches('-').is_empty()
            && !words::is_about(&heading.title, heading.has_entries)
            && (self.places.is_listed(index) || !self.toc.listed_elsewhere.contains(&index))
    }

    fn shares(&self, missing: &HashSet<usize>) -> ListedShares {
        let all = &self.headings.all;
        let mut levels = [Share::default(); 7];
        for (level, share) in self.shares_by(missing, |heading| self.level(heading)) {
            levels[level] = share;
        }
        ListedShares {
            levels,
            groups: self.shares_by(missing, |heading| (all[heading].parent, self.level(heading))),
            children: self.shares_by(missing, |heading| all[heading].parent),
        }
    }

    /// By `key`, how many headings are listed or were found to be `missing`.
    fn shares_by<K: Eq + Hash>(
        &self,
        missing: &HashSet<usize>,
        key: impl Fn(usize) -> K,
    ) -> HashMap<K, Share> {
        let mut shares: HashMap<K, Share> = HashMap::new();
        for heading in (0..self.headings.all.len()).filter(|&heading| self.counts(heading)) {
            let share = shares.entry(key(heading)).or_default();
            let is_listed = self.places.is_listed(heading) || missing.contains(&heading);
            share.total += 1;
            share.listed += usize::from(is_listed);
            share.with_entries += usize::from(is_listed && self.headings.all[heading].has_entries);
        }
        shares
    }

    fn level(&self, heading: usize) -> usize {
        usize::from(self.headings.all[heading].level.min(6))
    }
}
