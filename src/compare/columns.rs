//! Which column of one listing is which of another, and when two cells say the same.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::comparison_side::SideListing;
use crate::convention::CellValue;
use crate::document::{Cell, LinkKind};
use crate::records::identity::squeezed;
use crate::value::canonical;

/// Columns with different names are one where at least this share of their cells says the same.
const SAME: f64 = 0.5;

/// So many columns to each side of where one stands are asked whether it is one of them under another name.
const MOST_ASKED: usize = 16;

/// For each column of `new` the index of its partner in `old`, given the pairs of entries `(old, new)`.
pub(super) fn partners(
    old: SideListing<'_, '_>,
    new: SideListing<'_, '_>,
    pairs: &[(usize, usize)],
) -> Vec<Option<usize>> {
    let mut matched = MatchedColumns::by_name(old.columns(), new.columns());
    let MatchedColumns { partner, taken } = &mut matched;
    let mut left: BTreeSet<usize> = (0..taken.len()).filter(|&index| !taken[index]).collect();
    for (column, partner) in partner.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
        // A header that was translated stands where it stood, mostly; so the nearest columns are asked first.
        let (before, after) = (left.range(..column).rev(), left.range(column..));
        let mut near: Vec<usize> = before.take(MOST_ASKED).chain(after.take(MOST_ASKED)).copied().collect();
        near.sort_by_key(|&index| (index.abs_diff(column), index));
        let same = |&index: &usize| share_of_same(old, new, pairs, (index, column)) >= SAME;
        if let Some(found) = near.into_iter().find(same) {
            left.remove(&found);
            taken[found] = true;
            *partner = Some(found);
        }
    }
    // One whose header and words were translated is where it was.
    let kind = |side: SideListing<'_, '_>, column: usize| side.convention.columns[column].kind;
    matched.add_by_place(|column| kind(old, column) == kind(new, column));
    matched.partner
}

/// Which column of one table is which of another, as far as it is known.
pub(super) struct MatchedColumns {
    /// For each column of the new table that of the old one.
    pub(super) partner: Vec<Option<usize>>,
    /// Which columns of the old table have a partner.
    taken: Vec<bool>,
}

impl MatchedColumns {
    /// The columns with the same names: of several with one name, the first is the first.
    pub(super) fn by_name<'a>(
        old: impl Iterator<Item = &'a str>,
        new: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut known: HashMap<String, VecDeque<usize>> = HashMap::new();
        let mut taken = Vec::new();
        for (index, name) in old.enumerate() {
            known.entry(name.to_lowercase()).or_default().push_back(index);
            taken.push(false);
        }
        let partner = new.map(|name| {
            let found = known.get_mut(&name.to_lowercase()).and_then(VecDeque::pop_front)?;
            taken[found] = true;
            Some(found)
        });
        Self { partner: partner.collect(), taken }
    }

    /// Adds those that stand in one place where no column came or went, if they fit.
    pub(super) fn add_by_place(&mut self, fits: impl Fn(usize) -> bool) {
        if self.partner.len() != self.taken.len() {
            return;
        }
        for (column, partner) in self.partner.iter_mut().enumerate() {
            if partner.is_none() && !self.taken[column] && fits(column) {
                self.taken[column] = true;
                *partner = Some(column);
            }
        }
    }
}

/// The share of pairs, of those where either cell holds something, whose cells say the same.
#[expect(clippy::cast_precision_loss, reason = "counts of cells")]
fn share_of_same(
    old: SideListing<'_, '_>,
    new: SideListing<'_, '_>,
    pairs: &[(usize, usize)],
    columns: (usize, usize),
) -> f64 {
    let (mut filled, mut same) = (0_usize, 0_usize);
    for &(one, other) in pairs {
        let cells = (old.cell(one, columns.0).unwrap_or(""), new.cell(other, columns.1).unwrap_or(""));
        if cells != ("", "") {
            filled += 1;
            same += usize::from(say_the_same(old, new, (one, other), columns));
        }
    }
    if filled == 0 { 0.0 } else { same as f64 / filled as f64 }
}

/// Whether two cells say the same: in the same words, or the same value with the same links however it is spelled.
pub(super) fn say_the_same(
    old: SideListing<'_, '_>,
    new: SideListing<'_, '_>,
    (one, other): (usize, usize),
    (from, to): (usize, usize),
) -> bool {
    let sources = (old.cell(one, from).unwrap_or(""), new.cell(other, to).unwrap_or(""));
    if sources.0 == sources.1 || squeezed(sources.0) == squeezed(sources.1) {
        return true;
    }
    let cells = (old.listing.cell(old.entry(one), from), new.listing.cell(new.entry(other), to));
    let (Some(before), Some(after)) = cells else { return false };
    let is_value = |value: &CellValue| {
        matches!(value, CellValue::Date(_) | CellValue::Quantities(_) | CellValue::Number(_))
    };
    let value = value(old, before, from);
    is_value(&value) && value == self::value(new, after, to) && targets(old, before) == targets(new, after)
}

/// What a cell says in its column.
pub(super) fn value(side: SideListing<'_, '_>, cell: &Cell, column: usize) -> CellValue {
    let text = side.document.cell_text(cell);
    side.convention.columns.get(column).map_or(CellValue::Text, |column| column.read(text.as_str()))
}

fn targets(side: SideListing<'_, '_>, cell: &Cell) -> Vec<(bool, String)> {
    let links = side.document.cell_links(cell).iter();
    let place = |url: &str| canonical(url).unwrap_or_else(|| url.to_owned());
    links.map(|link| (link.kind == LinkKind::Image, place(&link.url))).collect()
}
