//! How the dates, sizes and links of a column are spelled: counted, and taken from the clear majority.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::DateReading;
use crate::value::{DateFormat, QuantityList, QuantitySpelling};

/// How a column spells its dates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateConvention {
    /// The spelling in which the column's dates are read.
    pub format: DateFormat,
    /// Whether the column shows it clearly enough to respell the others.
    pub settled: bool,
}

/// A spelling holds for a column where this share of its cells show it, or all but one.
const MAJORITY: f64 = 0.9;
/// And this many of them.
const FEWEST: usize = 3;
/// Separators vary with what they separate, so that more of them must agree.
const FEWEST_SEPARATORS: usize = 8;

/// Counts of spellings seen; the pooled ones are those of all columns of one name.
#[derive(Clone, Debug)]
pub(super) struct Tally<T: Ord> {
    counts: BTreeMap<T, usize>,
    total: usize,
}

impl<T: Ord> Default for Tally<T> {
    fn default() -> Self {
        Self { counts: BTreeMap::new(), total: 0 }
    }
}

impl<T: Ord + Clone> Tally<T> {
    /// Adds one cell, which shows each of `spellings`.
    fn add(&mut self, spellings: impl IntoIterator<Item = T>) {
        let mut any = false;
        for spelling in spellings {
            *self.counts.entry(spelling).or_default() += 1;
            any = true;
        }
        self.total += usize::from(any);
    }

    /// Adds what another column shows.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.total > 0 {
            self.add_all(&other.mended());
        }
    }

    fn add_all(&mut self, other: &Self) {
        for (spelling, count) in &other.counts {
            *self.counts.entry(spelling.clone()).or_default() += count;
        }
        self.total += other.total;
    }

    /// The most frequent spelling and its count; the first one where several are as frequent.
    fn best(&self) -> Option<(&T, usize)> {
        let most = self.counts.values().copied().max()?;
        self.counts.iter().find(|(_, count)| **count == most).map(|(spelling, count)| (spelling, *count))
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of cells")]
    fn is_clear(&self, count: usize, fewest: usize) -> bool {
        count >= fewest && (count as f64 >= self.total as f64 * MAJORITY || count + 1 >= self.total)
    }

    fn clear_best(&self, fewest: usize) -> Option<T> {
        let (spelling, count) = self.best()?;
        self.is_clear(count, fewest).then(|| spelling.clone())
    }

    /// The counts as they will be once what is clear in them is made so: what they show to others must not depend on
    /// whether that has happened yet, or a second run would find more.
    fn mended(&self) -> Self {
        match self.clear_best(FEWEST) {
            Some(spelling) => self.all_spelled(spelling),
            None => self.clone(),
        }
    }

    fn all_spelled(&self, spelling: T) -> Self {
        Self { counts: BTreeMap::from([(spelling, self.total)]), total: self.total }
    }
}

/// The dates of a column, and which spellings could be theirs.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    tally: Tally<&'static DateFormat>,
    /// Cells that name two dates, depending on the spelling: `11/12`.
    doubtful: Vec<Vec<DateReading>>,
}

impl Dates {
    /// Adds one cell, which can be read so.
    pub(super) fn add(&mut self, readings: &[DateReading]) {
        if readings.windows(2).any(|pair| pair[0].1 != pair[1].1) {
            self.doubtful.push(readings.to_vec());
        }
        self.tally.add(readings.iter().map(|&(format, _)| format));
    }

    /// Adds what another column shows: of two readings that it shows equally often, both.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.tally.total == 0 {
            return;
        }
        match other.usual() {
            Some((format, true)) => self.tally.add_all(&other.tally.all_spelled(format)),
            _ => self.tally.add_all(&other.tally),
        }
        self.doubtful.extend(other.doubtful.iter().cloned());
    }

    /// The spelling that most cells show, or `None` where two are as frequent and differ on what a cell says:
    /// a part over twelve in any cell of the column is what tells `MM/YY` from `YY/MM`.
    pub(super) fn convention(&self) -> Option<DateConvention> {
        let (format, settled) = self.usual()?;
        Some(DateConvention { format: format.clone(), settled })
    }

    /// The same, and whether it is clear.
    fn usual(&self) -> Option<(&'static DateFormat, bool)> {
        let (_, count) = self.tally.best()?;
        let tied: Vec<&'static DateFormat> = self
            .tally
            .counts
            .iter()
            .filter(|(_, other)| **other == count)
            .map(|(format, _)| *format)
            .collect();
        let differs = |readings: &Vec<DateReading>| {
            let mut dates = readings.iter().filter(|(format, _)| tied.contains(format)).map(|(_, date)| date);
            dates.next().is_some_and(|first| dates.any(|date| date != first))
        };
        if tied.len() > 1 && self.doubtful.iter().any(differs) {
            return None;
        }
        // Of two that differ in leading zeros alone, the padded one: it sorts as text, too.
        let format = match tied.as_slice() {
            [format] => format,
            _ => tied.iter().max_by_key(|format| format.to_string().len()).copied()?,
        };
        let settled = !format.has_time() && self.tally.is_clear(count, FEWEST);
        Some((format, settled))
    }

    /// Whether at least half of the cells can be read in this spelling.
    pub(super) fn may_be(&self, format: &DateFormat) -> bool {
        let count =
            self.tally.counts.iter().find(|(known, _)| **known == format).map_or(0, |(_, count)| *count);
        2 * count >= self.tally.total
    }

    /// Whether there are cells that could be two dates and nothing to settle it.
    pub(super) fn is_doubtful(&self) -> bool {
        !self.doubtful.is_empty()
    }
}

/// The spellings of the amounts of a column.
pub(super) type Sizes = Tally<QuantitySpelling>;

impl Sizes {
    /// Adds one cell with these amounts in its text: however many it lists, its author wrote it once.
    pub(super) fn add_amounts(&mut self, text: &str, amounts: &QuantityList) {
        let spellings = amounts.items.iter().filter_map(|item| QuantitySpelling::of(item.span.of(text)));
        self.add(spellings.collect::<BTreeSet<_>>());
    }

    pub(super) fn convention(&self) -> Option<QuantitySpelling> {
        self.clear_best(FEWEST)
    }
}

/// What stands between the links of a column's cells.
pub(super) type Separators = Tally<String>;

impl Separators {
    pub(super) fn add_separator(&mut self, separator: &str) {
        match self.counts.get_mut(separator) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(separator.to_owned(), 1)),
        }
        self.total += 1;
    }

    pub(super) fn convention(&self) -> Option<String> {
        // A reader does not see white space alone: other separators stay as they are.
        self.clear_best(FEWEST_SEPARATORS).filter(|separator| !separator.trim().is_empty())
    }
}
