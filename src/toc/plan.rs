//! What differs between a table of contents and the sections, where the rest shows that it is meant to be complete.

use std::collections::{HashMap, HashSet};

use super::missing::MissingEntries;
use super::place::Places;
use super::{Headings, Shape, Toc, TocTarget};
use crate::text::{is_close, letters};

/// One thing that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TocChange {
    /// A section has no entry; it belongs before the line `at`.
    Missing { heading: usize, at: usize },
    /// An entry leads nowhere, or where another one leads, and stands where that of this section is missing.
    Renamed { line: usize, heading: usize },
    /// An entry leads nowhere, and no section is missing there.
    Gone { line: usize },
    /// An entry stands out of order; it belongs before the line `at`.
    Moved { line: usize, at: usize },
    /// An entry is nested in others than its section is a part of, or in none. Either may be a slip, so that this is for
    /// a person to settle. `under` is the section that it is a part of on the page, if that is listed.
    Nested { line: usize, under: Option<usize> },
}

/// All that differs, in the order of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) changes: Vec<TocChange>,
    /// Whether the table of contents is meant to have all sections of some level.
    pub(crate) is_complete: bool,
}

/// Between two entries that stay, so many pairs of an entry that leads nowhere and a missing section are compared.
const MOST_PAIRS: usize = 64;

impl Plan {
    pub(crate) fn of(toc: &Toc<'_>) -> Self {
        let places = Places::of(toc);
        let search = MissingEntries::new(toc, &places);
        if !search.is_complete() {
            return Self::default();
        }
        let mut missing = search.missing();
        let planner = Planner { toc, headings: &toc.headings, places: &places };
        let (mut changes, nowhere) = planner.renamed(&mut missing);
        let place = |heading| places.place(heading);
        changes.extend(missing.iter().map(|&heading| TocChange::Missing { heading, at: place(heading) }));
        if toc.shape != Shape::Table {
            changes.extend(planner.gone(&nowhere));
            changes.extend(planner.moved());
        }
        if toc.shape == Shape::List {
            changes.extend(planner.nested());
        }
        changes.sort_by_key(|change| match *change {
            TocChange::Missing { heading, at } => (at, 0, heading),
            TocChange::Moved { line, .. } => (line, 1, 0),
            TocChange::Renamed { line, .. } | TocChange::Gone { line } | TocChange::Nested { line, .. } => {
                (line, 2, 0)
            }
        });
        Self { changes, is_complete: true }
    }
}

struct Planner<'a, 'src> {
    toc: &'a Toc<'src>,
    headings: &'a Headings,
    places: &'a Places<'a, 'src>,
}

impl Planner<'_, '_> {
    /// The entries that lead nowhere and mean one of the missing headings, which are taken out of `missing`, and those
    /// that mean none.
    fn renamed(&self, missing: &mut Vec<usize>) -> (Vec<TocChange>, Vec<usize>) {
        let lines = &self.toc.lines;
        let mut changes = Vec::new();
        let mut by_letters: HashMap<String, usize> =
            missing.iter().map(|&heading| (letters(&self.headings.all[heading].title), heading)).collect();
        let mut nowhere: Vec<usize> = Vec::new();
        for line in (0..lines.len()).filter(|&line| lines[line].target == TocTarget::Nowhere) {
            match by_letters.remove(&letters(lines[line].text())) {
                Some(heading) => changes.push(TocChange::Renamed { line, heading }),
                None => nowhere.push(line),
            }
        }
        let taken: HashSet<usize> = changes.iter().filter_map(TocChange::heading).collect();
        missing.retain(|heading| !taken.contains(heading));
        if self.places.follows_page {
            changes.extend(self.renamed_in_place(&nowhere, missing));
            let taken: HashSet<usize> = changes.iter().filter_map(TocChange::heading).collect();
            missing.retain(|heading| !taken.contains(heading));
            let renamed: HashSet<usize> = changes.iter().filter_map(TocChange::line).collect();
            nowhere.retain(|line| !renamed.contains(line));
        }
        (changes, nowhere)
    }

    /// Between two entries that stay, one that leads nowhere and one section that is missing are the same one; so are two
    /// of several that are called alike, and one that leads to an earlier section of the same name.
    fn renamed_in_place(&self, nowhere: &[usize], missing: &[usize]) -> Vec<TocChange> {
        let lines = &self.toc.lines;
        let repeated = (0..lines.len())
            .filter(|&line| lines[line].target.heading().is_some() && self.places.targets[line].is_none());
        let repeated: HashSet<usize> = repeated.collect();
        let mut gaps: HashMap<Option<usize>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        let stays_before = self.places.stays_before();
        for line in nowhere.iter().copied().chain(repeated.iter().copied()) {
            gaps.entry(stays_before[line]).or_default().0.push(line);
        }
        for &heading in missing {
            gaps.entry(self.places.line_before(heading)).or_default().1.push(heading);
        }
        let mut changes = Vec::new();
        for (mut lines, mut headings) in gaps.into_values() {
            lines.sort_unstable();
            if lines.len() * headings.len() <= MOST_PAIRS {
                lines.retain(|&line| {
                    let is_same = |heading: usize| self.are_alike(line, heading, repeated.contains(&line));
                    let found = headings.iter().position(|&heading| is_same(heading));
                    let heading = found.map(|index| headings.remove(index));
                    changes.extend(heading.map(|heading| TocChange::Renamed { line, heading }));
                    heading.is_none()
                });
            }
            lines.retain(|line| !repeated.contains(line));
            if let ([line], [heading]) = (lines.as_slice(), headings.as_slice()) {
                changes.push(TocChange::Renamed { line: *line, heading: *heading });
            }
        }
        changes
    }

    /// Whether the text of an entry is about the title of a section; `exactly` leaves no room for slips.
    fn are_alike(&self, line: usize, heading: usize, exactly: bool) -> bool {
        let text = letters(self.toc.lines[line].text());
        let title = letters(&self.headings.all[heading].title);
        !text.is_empty() && (text == title || (!exactly && is_close(&text, &title)))
    }

    /// Those of the entries that lead nowhere which hold nothing else and name no section that there is.
    fn gone(&self, nowhere: &[usize]) -> Vec<TocChange> {
        let titles: HashSet<String> =
            self.headings.all.iter().map(|heading| letters(&heading.title)).collect();
        let is_gone = |index: &&usize| {
            let line = &self.toc.lines[**index];
            let holds_others = self.toc.lines.get(**index + 1).is_some_and(|next| next.depth > line.depth);
            !holds_others && !titles.contains(&letters(line.text()))
        };
        // Where many lead nowhere, sections were cut off, or lead elsewhere by other means.
        let gone: Vec<usize> = nowhere.iter().filter(is_gone).copied().collect();
        let is_few = gone.len() <= 1 || gone.len() * 10 <= self.toc.lines.len();
        gone.into_iter().filter(|_| is_few).map(|line| TocChange::Gone { line }).collect()
    }

    fn moved(&self) -> impl Iterator<Item = TocChange> {
        (0..self.toc.lines.len()).filter_map(|line| {
            let heading = self.places.targets[line].filter(|_| self.places.is_misplaced(line))?;
            Some(TocChange::Moved { line, at: self.places.place(heading) })
        })
    }

    /// Entries that are nested unlike their sections, where hardly any are.
    fn nested(&self) -> Vec<TocChange> {
        let lines = &self.toc.lines;
        let mut strays = Vec::new();
        let mut count = 0;
        for line in (0..lines.len()).filter(|&line| self.places.fixed[line]) {
            let Some(heading) = self.places.targets[line] else { continue };
            count += 1;
            if lines[line].depth != self.places.depth_below_parent(heading) {
                let under = self.headings.ancestors(heading).find(|&above| self.places.is_listed(above));
                strays.push(TocChange::Nested { line, under });
            }
        }
        if strays.len() * 10 <= count { strays } else { Vec::new() }
    }
}

impl TocChange {
    /// The line that is there already.
    pub(crate) fn line(&self) -> Option<usize> {
        match *self {
            Self::Missing { .. } => None,
            Self::Renamed { line, .. }
            | Self::Gone { line }
            | Self::Moved { line, .. }
            | Self::Nested { line, .. } => Some(line),
        }
    }

    /// The section that had no entry.
    fn heading(&self) -> Option<usize> {
        match *self {
            Self::Missing { heading, .. } | Self::Renamed { heading, .. } => Some(heading),
            _ => None,
        }
    }
}
