//! Tables, merged row by row.
//!
//! One side may have changed the table's layout, and one may have changed its columns: the other side's rows are then
//! written in that layout and with those columns.

use std::collections::{HashMap, HashSet};

use super::columns::MatchedColumns;
use super::conflict::MergeParts;
use super::merge::Merger;
use super::merge_row::{MergedTable, RowMerge, VersionRow};
use super::version::UnitGroup;
use crate::document::{Alignment, Listing};

impl<'v> Merger<'v, '_> {
    /// Merges the rows of a table; `None` where both sides changed its header, and not to the same.
    pub(super) fn table(&self, groups: [&'v UnitGroup; 3], tables: [usize; 3]) -> Option<MergeParts> {
        let found = [0, 1, 2].map(|side| self.versions[side].listing(tables[side]));
        let (listings, conventions) = (found.map(|(listing, _)| listing), found.map(|(_, learned)| learned));
        let names = [0, 1, 2].map(|side| self.header(side, listings[side]));
        let columns_of = match [names[0] == names[1], names[0] == names[2]] {
            [true, false] => 2,
            [_, true] => 1,
            [false, false] if names[1] == names[2] => 1,
            [false, false] => return None,
        };
        let relaid = [1, 2].map(|side| self.count_relaid(groups, side, listings));
        let layout_of = if columns_of == 2 || relaid[1] > relaid[0] { 2 } else { 1 };
        let columns = match_columns(&names, columns_of);
        let unplaced = [0, 1, 2].map(|side| {
            let placed: HashSet<usize> = columns.iter().filter_map(|column| column[side]).collect();
            (0..names[side].len()).filter(|column| !placed.contains(column)).collect()
        });
        let table = MergedTable {
            listings,
            conventions,
            columns,
            unplaced,
            layout_of,
            is_relaid: relaid[layout_of - 1] * 2 > listings[0].entries().len().max(1),
        };
        let mut parts = MergeParts::default();
        let head = if names[0] == names[1] && names[0] == names[2] { layout_of } else { columns_of };
        parts.push_text(self.text(head, groups[head].head), self.line_end);
        let rows = self.units(groups, |entity| {
            let units = [0, 1, 2].map(|side| entity[side].map(|index| &groups[side].units[index]));
            let row = |side: usize| -> Option<VersionRow<'v>> {
                let (_, entry) = units[side]?.entry?;
                Some(VersionRow { entry: &listings[side].entries()[entry] })
            };
            let merge = RowMerge { merger: self, table: &table, rows: [row(0), row(1), row(2)], units };
            merge.merged()
        });
        parts.append(rows, self.line_end);
        Some(self.in_order(parts, groups))
    }

    /// What the header says: names and alignments.
    fn header(&self, side: usize, listing: &'v Listing) -> Vec<(&'v str, Alignment)> {
        let cells = listing.header.cells.iter().map(|cell| self.text(side, cell.content));
        cells.zip(listing.header.alignments.iter().copied()).collect()
    }

    /// How many rows of the base a side laid out differently: they say the same in other bytes.
    fn count_relaid(&self, groups: [&'v UnitGroup; 3], side: usize, listings: [&'v Listing; 3]) -> usize {
        let known: HashMap<&[String], &str> = groups[0]
            .units
            .iter()
            .map(|unit| (unit.identity.cells.as_slice(), self.text(0, unit.span).trim_end()))
            .collect();
        let relaid = groups[side].units.iter().filter(|unit| {
            let before = known.get(unit.identity.cells.as_slice());
            before.is_some_and(|before| *before != self.text(side, unit.span).trim_end())
        });
        let header = |side: usize| self.text(side, listings[side].header.line).trim_end();
        relaid.count() + usize::from(header(0) != header(side))
    }
}

/// For each column of the side `result` its place in each version: by name, or by place where none came or went.
fn match_columns(names: &[Vec<(&str, Alignment)>; 3], result: usize) -> Vec<[Option<usize>; 3]> {
    let mut columns: Vec<[Option<usize>; 3]> = vec![[None; 3]; names[result].len()];
    let titles = |side: usize| names[side].iter().map(|(name, _)| *name);
    for side in 0..3 {
        let mut matched = MatchedColumns::by_name(titles(side), titles(result));
        matched.add_by_place(|_| true);
        for (column, partner) in columns.iter_mut().zip(matched.partner) {
            column[side] = partner;
        }
    }
    columns
}
