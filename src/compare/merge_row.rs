//! One row of a table in three versions, merged cell by cell.

use std::collections::HashSet;

use super::conflict::MergeParts;
use super::merge::Merger;
use super::version::RowOrItem;
use crate::config::ColumnKind;
use crate::convention::{CellValue, ListingConvention, TableLayout};
use crate::document::{Cell, Entry, Listing};
use crate::text::Span;
use crate::value::Date;

/// A table in all three versions.
pub(super) struct MergedTable<'v> {
    pub(super) listings: [&'v Listing; 3],
    pub(super) conventions: [&'v ListingConvention; 3],
    /// For each column of the result, its place in each version.
    pub(super) columns: Vec<[Option<usize>; 3]>,
    /// The columns of each version that the result has no place for.
    pub(super) unplaced: [Vec<usize>; 3],
    /// The side whose layout the result has: 1 or 2.
    pub(super) layout_of: usize,
    /// Whether that side changed the table's layout.
    pub(super) is_relaid: bool,
}

/// A row of one version.
#[derive(Clone, Copy)]
pub(super) struct VersionRow<'v> {
    pub(super) entry: &'v Entry,
}

/// A row that is to be merged; base first.
pub(super) struct RowMerge<'m, 'v, 'src> {
    pub(super) merger: &'m Merger<'v, 'src>,
    pub(super) table: &'m MergedTable<'v>,
    pub(super) rows: [Option<VersionRow<'v>>; 3],
    pub(super) units: [Option<&'v RowOrItem>; 3],
}

/// What a row says, in the columns of the result: its cells, those past the last column, and those whose column is
/// gone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Contents<'v> {
    cells: Vec<&'v str>,
    excess: Vec<&'v str>,
    left_over: Vec<&'v str>,
}

impl<'v> RowMerge<'_, 'v, '_> {
    pub(super) fn merged(&self) -> MergeParts {
        let contents = [0, 1, 2].map(|side| self.contents(side));
        match &contents {
            [_, None, None] => MergeParts::default(),
            [Some(base), None, Some(kept)] | [Some(base), Some(kept), None] if base == kept => {
                MergeParts::default()
            }
            [None, Some(added), None] => self.added(1, added),
            [None, None, Some(added)] => self.added(2, added),
            [None, Some(ours), Some(theirs)] if ours == theirs => {
                self.written(ours.cells.iter().copied(), &ours.excess)
            }
            [Some(base), Some(ours), Some(theirs)] => self.changed([base, ours, theirs]),
            _ if self.merger.is_elsewhere(self.units) => MergeParts::default(),
            _ => self.merger.conflict(self.units),
        }
    }

    /// The text between the pipes of a row.
    fn contents(&self, side: usize) -> Option<Contents<'v>> {
        let entry = self.rows[side]?.entry;
        let listing = self.table.listings[side];
        let content = |cell: &Cell| self.merger.text(side, cell.content);
        let known = listing.cells(entry);
        let place =
            |column: &[Option<usize>; 3]| column[side].and_then(|at| known.get(at)).map_or("", content);
        let left_over = self.table.unplaced[side].iter().filter_map(|&at| known.get(at)).map(content);
        Some(Contents {
            cells: self.table.columns.iter().map(place).collect(),
            excess: listing.excess_cells(entry).iter().map(content).collect(),
            left_over: left_over.filter(|content| !content.is_empty()).collect(),
        })
    }

    /// A row that one side added: as it was written, or in the layout of the side that changed it.
    fn added(&self, side: usize, contents: &Contents<'v>) -> MergeParts {
        if !contents.left_over.is_empty() {
            return self.merger.conflict(self.units);
        }
        let fits = self.table.columns.iter().enumerate().all(|(index, column)| column[side] == Some(index));
        if fits && (side == self.table.layout_of || !self.table.is_relaid) {
            return self.verbatim(side);
        }
        self.fresh(contents.cells.iter().copied(), &contents.excess)
    }

    fn changed(&self, contents: [&Contents<'v>; 3]) -> MergeParts {
        let merger = self.merger;
        // What a side wrote into a column that the other one removed has no place any more.
        let known: HashSet<&str> = contents[0].left_over.iter().copied().collect();
        if contents[1..].iter().any(|side| side.left_over.iter().any(|cell| !known.contains(cell))) {
            return merger.conflict(self.units);
        }
        let mut cells: Vec<std::borrow::Cow<'v, str>> = Vec::with_capacity(self.table.columns.len());
        for column in 0..self.table.columns.len() {
            let of = [0, 1, 2].map(|side| contents[side].cells[column]);
            let settled = Merger::settle(of).map(std::borrow::Cow::Borrowed);
            match settled.or_else(|| self.settled_date(column, of).map(std::borrow::Cow::Owned)) {
                Some(cell) => cells.push(cell),
                None => return merger.conflict(self.units),
            }
        }
        let excess = [0, 1, 2].map(|side| &contents[side].excess);
        let Some(excess) = Merger::settle(excess) else { return merger.conflict(self.units) };
        self.written(cells.iter().map(AsRef::as_ref), excess)
    }

    /// A date that one side respelled and the other one changed: the new date, as the column spells dates now.
    fn settled_date(&self, column: usize, cells: [&str; 3]) -> Option<String> {
        let read = |side: usize| -> Option<Date> {
            let at = self.table.columns[column][side]?;
            let convention = self.table.conventions[side].columns.get(at)?;
            let value = convention.read(cells[side]);
            match value {
                CellValue::Date(date) if convention.kind == ColumnKind::Date => Some(date),
                _ => None,
            }
        };
        let dates = [read(0)?, read(1)?, read(2)?];
        let spelled = |side: usize, date: Date| {
            let at = self.table.columns[column][side]?;
            self.table.conventions[side].columns[at].date.as_ref()?.format.spell(date)
        };
        match dates {
            [base, ours, theirs] if base == ours => spelled(1, theirs),
            [base, ours, theirs] if base == theirs => spelled(2, ours),
            [_, ours, theirs] if ours == theirs => Some(cells[self.table.layout_of].to_owned()),
            _ => None,
        }
    }

    /// A row with these cells: one that says so already, the row of one side with the other cells put in, or a new one.
    fn written<'c>(&self, cells: impl Iterator<Item = &'c str>, excess: &[&'c str]) -> MergeParts {
        let cells: Vec<&str> = cells.collect();
        let first = self.table.layout_of;
        let sides = [first, 3 - first];
        let unchanged = |side: usize| {
            let same = |unit: Option<&'v RowOrItem>, side: usize| {
                unit.map(|unit| self.merger.text(side, unit.span).trim_end())
            };
            self.units[0].is_some() && same(self.units[0], 0) == same(self.units[side], side)
        };
        let says_so: Vec<usize> = sides.into_iter().filter(|&side| self.says(side, &cells, excess)).collect();
        // Where both say it, the side that changed the layout is followed.
        let said = says_so.iter().copied().find(|&side| !unchanged(side)).or(says_so.first().copied());
        // A row of the old layout is not a neighbour of the new ones.
        let is_old = |side: usize| self.table.is_relaid && side != first && self.rows[first].is_some();
        if let Some(side) = said.filter(|&side| !is_old(side)) {
            return self.verbatim(side);
        }
        let edited = sides.into_iter().find_map(|side| self.edited(side, &cells, excess));
        match edited {
            Some(text) => self.text(&text),
            None => self.fresh(cells.into_iter(), excess),
        }
    }

    /// Whether the row of a side has these cells in the columns of the result.
    fn says(&self, side: usize, cells: &[&str], excess: &[&str]) -> bool {
        let Some(contents) = self.contents(side) else { return false };
        let in_place =
            self.table.columns.iter().enumerate().all(|(index, column)| column[side] == Some(index));
        in_place && contents.left_over.is_empty() && contents.cells == cells && contents.excess == excess
    }

    /// The row of a side with the cells put in that differ; `None` where it has other columns.
    fn edited(&self, side: usize, cells: &[&str], excess: &[&str]) -> Option<String> {
        self.contents(side).filter(|contents| contents.excess == excess)?;
        let in_place =
            self.table.columns.iter().enumerate().all(|(index, column)| column[side] == Some(index));
        let entry = self.rows[side]?.entry;
        let known = self.table.listings[side].cells(entry);
        if !in_place || known.len() != cells.len() {
            return None;
        }
        let wanted = [cells, excess].concat();
        let source = self.merger.versions[side].source();
        let row = self.layout(side).edited_row(source, self.table.listings[side], entry, &wanted);
        Some([entry.prefix().of(source), &row, entry.line_end().of(source)].concat())
    }

    /// How a side lays out new rows.
    fn layout(&self, side: usize) -> &TableLayout {
        let source = self.merger.versions[side].source();
        self.table.conventions[side].new_rows(source, self.table.listings[side])
    }

    /// A new row in the layout of the result, with the line start and end of its neighbours.
    fn fresh<'c>(&self, cells: impl Iterator<Item = &'c str>, excess: &[&'c str]) -> MergeParts {
        let side = self.table.layout_of;
        let listing = self.table.listings[side];
        let layout = self.layout(side);
        let source = self.merger.versions[side].source();
        let header = &listing.header;
        let prefix = Span::new(header.delimiter_line.start, header.delimiter.start);
        let prefix = listing.entries().first().map_or(prefix, Entry::prefix).of(source);
        let row = layout.write_row(cells.chain(excess.iter().copied()));
        self.text(&format!("{prefix}{row}{}", self.merger.line_end))
    }

    fn verbatim(&self, side: usize) -> MergeParts {
        self.units[side].map_or_else(MergeParts::default, |unit| self.text(self.merger.text(side, unit.span)))
    }

    fn text(&self, text: &str) -> MergeParts {
        let mut parts = MergeParts::default();
        parts.push_text(text, self.merger.line_end);
        parts
    }
}
