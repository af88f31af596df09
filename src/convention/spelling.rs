//! How the dates, sizes and links of a column are spelled: counted, and taken from the clear majority.

use std::collections::BTreeSet;
use std::hash::Hash;

use super::reading::DateReading;
use super::tally::Tally;
use crate::value::{DateFormat, QuantityList, QuantitySpelling};

/// How a column spells its dates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateConvention {
    /// The spelling in which the column's dates are read.
    pub format: DateFormat,
    /// Whether the column shows it clearly enough to respell the others.
    pub settled: bool,
}

/// So many cells must show a spelling for it to hold for a column.
const FEWEST: usize = 3;
/// Separators vary with what they separate, so that more of them must agree.
const FEWEST_SEPARATORS: usize = 8;

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
        self.tally.add_each(readings.iter().map(|&(format, _)| format));
    }

    /// Adds what another column shows: of two readings that it shows equally often, both.
    pub(super) fn merge(&mut self, other: &Self) {
        match other.usual() {
            Some((format, true)) => self.tally.merge(&other.tally.all_as(format)),
            _ => self.tally.merge(&other.tally),
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
        let tied = self.tally.iter().filter(|(_, other)| *other == count);
        let tied: Vec<&'static DateFormat> = tied.map(|(format, _)| *format).collect();
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
            _ => tied.iter().max_by_key(|format| (format.to_string().len(), **format)).copied()?,
        };
        let settled = !format.has_time() && self.tally.is_clear(count, FEWEST);
        Some((format, settled))
    }

    /// Whether at least half of the cells can be read in this spelling.
    pub(super) fn may_be(&self, format: &DateFormat) -> bool {
        self.tally.allows(&format)
    }

    /// Whether there are cells that could be two dates and nothing to settle it.
    pub(super) fn is_doubtful(&self) -> bool {
        !self.doubtful.is_empty()
    }
}

/// The spellings of the amounts of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Sizes(Tally<QuantitySpelling>);

impl Sizes {
    /// Adds one cell with these amounts in its text: however many it lists, its author wrote it once.
    pub(super) fn add(&mut self, text: &str, amounts: &QuantityList) {
        let spellings = amounts.items.iter().filter_map(|item| QuantitySpelling::of(item.span.of(text)));
        self.0.add_each(spellings.collect::<BTreeSet<_>>());
    }

    /// Adds what another column shows.
    pub(super) fn merge(&mut self, other: &Self) {
        self.0.merge(&mended(&other.0));
    }

    pub(super) fn convention(&self) -> Option<QuantitySpelling> {
        self.0.usual(FEWEST).copied()
    }
}

/// What stands between the links of a column's cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Separators(Tally<String>);

impl Separators {
    pub(super) fn add(&mut self, separator: &str) {
        self.0.add(separator.to_owned());
    }

    /// Adds what another column shows.
    pub(super) fn merge(&mut self, other: &Self) {
        self.0.merge(&mended(&other.0));
    }

    pub(super) fn convention(&self) -> Option<String> {
        // A reader does not see white space alone: other separators stay as they are.
        self.0.usual(FEWEST_SEPARATORS).filter(|separator| !separator.trim().is_empty()).cloned()
    }
}

/// The counts as they will be once what is clear in them is made so: what they show to others must not depend on
/// whether that has happened yet, or a second run would find more.
fn mended<T: Hash + Eq + Clone>(tally: &Tally<T>) -> Tally<T> {
    tally.usual(FEWEST).map_or_else(|| tally.clone(), |way| tally.all_as(way.clone()))
}
