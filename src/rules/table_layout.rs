//! `table-layout`: rows that stand like their neighbours.

use std::collections::HashMap;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::fix_title;
use super::pending_cells::PendingCells;
use crate::convention::{Fence, LayoutStyle, TableLayout};
use crate::document::{Cell, Entry, Listing};
use crate::text::{Edit, Edits, Span, apply_within};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for rows that are padded, or fenced by pipes, unlike the others of their table.
    ///
    /// The layout is learned. In an *aligned* table every cell of a column has one width; in a *padded* one most cells
    /// do; in a *compact* one each cell has the same space around it; a *ragged* one is kept as it is. `tables` in
    /// `relist.toml` sets it instead.
    ///
    /// ## Why it matters
    ///
    /// A table whose source lines up can be read, edited and reviewed without rendering it.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model   | Size |
    /// | ------- | ---- |
    /// | Yi      | 34B  |
    /// |Falcon|40B|
    /// | MPT     | 30B  |
    /// ```
    ///
    /// becomes
    ///
    /// ```markdown
    /// | Model   | Size |
    /// | ------- | ---- |
    /// | Yi      | 34B  |
    /// | Falcon  | 40B  |
    /// | MPT     | 30B  |
    /// ```
    ///
    /// ## The fix
    ///
    /// Safe: spaces and outer pipes. A whole table is padded again only where it was aligned and one row has outgrown it.
    "table-layout", Warning, ("row laid out", "rows laid out"), Safe, Check::Layout(check)
}

pub(super) fn check(context: &Context<'_>, pending: &PendingCells, findings: &mut Vec<Finding>) {
    let mut following = HashMap::new();
    let listings = context.listings().enumerate();
    for (index, (listing, convention)) in listings {
        let source = context.document.source();
        if listing.opaque.is_none()
            && let Some(learned) = convention.layout(source, listing)
        {
            // Rows that are not to be touched cannot make room for a wider one.
            let (layout, grown) = match context.changes {
                Some(_) => (learned.clone(), false),
                None => fitted(source, listing, learned, pending),
            };
            let shows_padding = shows_padding(source, listing, learned);
            let table =
                LaidOutTable { source, index, listing, learned, layout, grown, shows_padding, pending };
            table.check(findings, &mut following);
        }
    }
    follow(findings, following, pending);
}

/// How much wider an aligned column may become for one cell, if a quarter of its width is less.
const GROWTH: usize = 8;

/// A table, the layout it shows, and the layout it is to have.
struct LaidOutTable<'a> {
    source: &'a str,
    index: usize,
    listing: &'a Listing,
    learned: &'a TableLayout,
    /// The layout with columns as wide as their cells will need.
    layout: TableLayout,
    /// Whether that is wider than what the table shows.
    grown: bool,
    /// Whether most of its rows are padded, for one that is not to differ from them.
    shows_padding: bool,
    pending: &'a PendingCells,
}

/// Whether a text is what a list item or a heading starts with (`CommonMark` §5.2 and §4.2).
fn is_marker(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < text.len() && matches!(digits, "." | ")");
    let is_heading = !text.is_empty() && text.bytes().all(|byte| byte == b'#');
    is_number || is_heading || matches!(text, "-" | "+" | "*")
}

/// Whether at least half of the rows of a padded table have a cell with more around its text than a space: where
/// widths agree by chance, none has.
fn shows_padding(source: &str, listing: &Listing, learned: &TableLayout) -> bool {
    if learned.style != LayoutStyle::Padded {
        return false;
    }
    let is_padded = |cell: &Cell| !cell.is_blank() && cell.span.len() > cell.content.len() + 2;
    let rows = || listing.entries().iter().filter(|entry| learned.is_row(source, listing, entry));
    let padded = rows().filter(|entry| listing.cells(entry).iter().any(is_padded));
    2 * padded.count() >= rows().count()
}

/// What is the matter with a row.
enum RowVerdict {
    /// It stands like its neighbours; cells that a fix changes are padded again.
    InPlace,
    /// It does not.
    Stray(&'static str),
    /// It stood well, but the table has to be aligned again.
    Realigned,
}

impl LaidOutTable<'_> {
    fn check(&self, findings: &mut Vec<Finding>, following: &mut HashMap<Place, Vec<Edit>>) {
        let mut realigned = Vec::new();
        for (entry_index, entry) in self.listing.entries().iter().enumerate() {
            if !self.learned.is_row(self.source, self.listing, entry) {
                continue;
            }
            match self.verdict(entry) {
                RowVerdict::Stray(message) => {
                    let edits = self.row_edits(entry, |_, _| true);
                    if !edits.is_empty() {
                        let (span, message) = pointed_at(self.source, entry, &edits, message);
                        let finding = self.finding(entry.content, Some(entry_index), message, edits);
                        findings.push(Finding { span, ..finding });
                    }
                }
                RowVerdict::Realigned => realigned.extend(self.row_edits(entry, |_, _| true)),
                RowVerdict::InPlace if self.pending.is_empty() => {}
                RowVerdict::InPlace => {
                    let edits = self.row_edits(entry, |column, cell| {
                        self.pending.changes(cell) && !self.learned.keeps_spaces(self.source, cell, column)
                    });
                    if !edits.is_empty() {
                        following.insert(self.place(Some(entry_index)), edits);
                    }
                }
            }
        }
        if self.grown || self.learned.is_set {
            let mut edits = self.frame_edits();
            edits.extend(realigned);
            edits.sort_by_key(|edit| edit.span);
            if !edits.is_empty() {
                let message = if self.learned.is_set {
                    "this table is not laid out as the settings have it"
                } else {
                    "a row has outgrown the columns of this table"
                };
                findings.push(self.finding(self.listing.header.content, None, message.to_owned(), edits));
            }
        }
    }

    fn place(&self, entry: Option<usize>) -> Place {
        Place { listing: self.index, entry, column: None }
    }

    fn finding(&self, span: Span, entry: Option<usize>, message: String, edits: Vec<Edit>) -> Finding {
        let edits = Edits::new(edits);
        let title = match entry {
            Some(_) => {
                let row = edits.iter().fold(span, |row, edit| row.join(edit.span));
                fix_title::lay_out(&apply_within(self.source, row, &edits).unwrap_or_default())
            }
            None => "set the spaces of the whole table".to_owned(),
        };
        Finding::new(&RULE, span, message).at(self.place(entry)).with_fix(Fix::safe(title, edits))
    }

    fn verdict(&self, entry: &Entry) -> RowVerdict {
        if self.restores_fence(entry) && Fence::of(entry) != self.learned.fence {
            return RowVerdict::Stray("this row is fenced by pipes unlike the others");
        }
        match self.learned.style {
            LayoutStyle::Compact if !self.learned.is_compact(self.listing, entry) => {
                RowVerdict::Stray("this row is padded unlike the others")
            }
            LayoutStyle::Aligned if !self.learned.is_aligned(self.source, self.listing, entry) => {
                RowVerdict::Stray("this row is not aligned with the others")
            }
            LayoutStyle::Aligned if self.grown => RowVerdict::Realigned,
            LayoutStyle::Padded
                if self.shows_padding && self.learned.is_tight(self.source, self.listing, entry) =>
            {
                RowVerdict::Stray("this row is padded like none of its neighbours")
            }
            _ => RowVerdict::InPlace,
        }
    }

    /// The edits of padding and pipes that set the cells of a row that are `wanted`.
    fn row_edits(&self, entry: &Entry, wanted: impl Fn(usize, &Cell) -> bool) -> Vec<Edit> {
        let cells = self.listing.cells(entry);
        if !entry.leading_pipe && cells.first().is_some_and(|cell| is_marker(cell.content.of(self.source))) {
            // Without a pipe before it, and with a space behind it, it would start a list or a heading.
            return Vec::new();
        }
        let keeps_padding = self.learned.style == LayoutStyle::Ragged;
        let mut edits = Vec::new();
        for (column, cell) in cells.iter().enumerate().filter(|(column, cell)| wanted(*column, cell)) {
            let content = self.pending.content(self.source, cell);
            if self.stands_well(entry, column, cell) {
                continue;
            }
            let written = self.layout.write_cell(column, content);
            let (mut before, mut after) = around(&written);
            let mut span = cell.span;
            let tight = self.learned.style == LayoutStyle::Compact && cell.is_blank() && cell.span.len() <= 2;
            if keeps_padding || tight {
                (before, after) = around(cell.span.of(self.source));
            }
            if column == 0 {
                (span.start, before) = self.leading(entry, cell, before);
            }
            let is_last = column + 1 == cells.len() && self.listing.excess_cells(entry).is_empty();
            if is_last {
                (span.end, after) = self.trailing(entry, cell, after);
            }
            if cell.is_blank() {
                edits.push(Edit::replacement(span, before + &after));
            } else {
                edits.push(Edit::replacement(Span::new(span.start, cell.content.start), before));
                edits.push(Edit::replacement(Span::new(cell.content.end, span.end), after));
            }
        }
        edits.retain(|edit| !edit.is_noop(self.source));
        edits
    }

    /// Whether a cell fills its column already, wherever in it the text stands, between pipes that stay.
    fn stands_well(&self, entry: &Entry, column: usize, cell: &Cell) -> bool {
        let cells = self.listing.cells(entry).len();
        let fence = if self.restores_fence(entry) { self.learned.fence } else { Fence::of(entry) };
        let keeps_pipes = (column > 0 || fence.leading == entry.leading_pipe)
            && (column + 1 < cells || fence.trailing == entry.trailing_pipe);
        let width = self.layout.columns.get(column).map(|layout| layout.width);
        matches!(self.learned.style, LayoutStyle::Aligned | LayoutStyle::Padded)
            && !self.learned.is_set
            && keeps_pipes
            && !self.pending.changes(cell)
            && width == Some(self.learned.width_of(self.source, cell, column == 0 && !entry.leading_pipe))
    }

    fn restores_fence(&self, entry: &Entry) -> bool {
        self.learned.fence_is_clear && self.learned.is_full(self.listing, entry)
    }

    /// Where the text before the first cell starts, and what it is to be.
    fn leading(&self, entry: &Entry, cell: &Cell, padding: String) -> (usize, String) {
        let wanted = if self.restores_fence(entry) { self.learned.fence.leading } else { entry.leading_pipe };
        match (entry.leading_pipe, wanted) {
            (true, true) => (cell.span.start, padding),
            (false, true) => (cell.span.start, format!("|{}", widened(padding, self.learned.padding))),
            (true, false) if cell.is_blank() => (cell.span.start, padding),
            (_, false) => (entry.content.start, String::new()),
        }
    }

    /// Where the text after the last cell ends, and what it is to be.
    fn trailing(&self, entry: &Entry, cell: &Cell, padding: String) -> (usize, String) {
        let wanted =
            if self.restores_fence(entry) { self.learned.fence.trailing } else { entry.trailing_pipe };
        match (entry.trailing_pipe, wanted) {
            (true, true) => (cell.span.end, padding),
            (false, true) => (cell.span.end, format!("{}|", widened(padding, self.learned.padding))),
            (true, false) if cell.is_blank() => (cell.span.end, padding),
            (true, false) => (entry.content.end, String::new()),
            (false, false) => (cell.span.end, self.source[cell.content.end..cell.span.end].to_owned()),
        }
    }

    /// The edits that set header and delimiter row to the columns' new widths.
    fn frame_edits(&self) -> Vec<Edit> {
        let header = &self.listing.header;
        let mut edits = Vec::new();
        for (column, (cell, dashes)) in header.cells.iter().zip(&header.delimiter_cells).enumerate() {
            let opens = column == 0 && !header.leading_pipe;
            let closes = column + 1 == header.cells.len() && !header.trailing_pipe;
            if closes && (opens || !self.learned.is_set) {
                continue;
            }
            let written = self.layout.write_cell(column, cell.content.of(self.source));
            let (before, after) = around(&written);
            if closes {
                let padding = " ".repeat(self.layout.padding);
                edits.push(Edit::replacement(Span::new(cell.span.start, cell.content.start), before));
                edits.push(Edit::replacement(*dashes, padding + dashes.of(self.source).trim()));
                continue;
            }
            if opens {
                edits.push(Edit::replacement(Span::new(cell.content.end, cell.span.end), after));
            } else {
                edits.push(Edit::replacement(cell.span, written));
            }
            let written = self.layout.write_delimiter(column, dashes.of(self.source), opens);
            edits.push(Edit::replacement(*dashes, written));
        }
        edits.retain(|edit| !edit.is_noop(self.source));
        edits
    }
}

/// Where the eye is to go in a row that strays, and what to say of it: the space that is missing or too much, where there is
/// one, and the start of what changes where there are several.
fn pointed_at(source: &str, entry: &Entry, edits: &[Edit], message: &'static str) -> (Span, String) {
    let Some(first) = edits.iter().min_by_key(|edit| edit.span) else {
        return (entry.content, message.to_owned());
    };
    let start = first.span.start.min(entry.content.end);
    let said = match edits {
        [edit] if edit.replacement.contains('|') && edit.span.start <= entry.content.start => {
            "this row does not start with a pipe, unlike the others"
        }
        [edit] if edit.replacement.contains('|') => "this row does not end in a pipe, unlike the others",
        [edit] if edit.span.of(source).contains('|') => message,
        [edit] if edit.replacement.len() == edit.span.len() + 1 => {
            "a space is missing here, unlike in the other rows"
        }
        [edit] if edit.replacement.len() < edit.span.len() => "this row has more spaces here than the others",
        _ => message,
    };
    (Span::new(start, first.span.end.max(start)), said.to_owned())
}

/// Padding edits that a fix in the same row brings about belong to that fix, which is one of those that are made.
fn follow(findings: &mut [Finding], mut edits: HashMap<Place, Vec<Edit>>, pending: &PendingCells) {
    let made = findings.iter_mut().enumerate().filter(|(index, _)| pending.makes(*index));
    for (_, finding) in made.rev() {
        if let (Some(fix), Some(place)) = (&mut finding.fix, finding.place)
            && let Some(edits) = edits.remove(&Place { column: None, ..place })
        {
            fix.edits.try_extend(edits);
        }
    }
}

/// A cell that was at the row's open end had no padding there.
fn widened(padding: String, least: usize) -> String {
    if padding.len() < least { " ".repeat(least) } else { padding }
}

/// The spaces before and after the text of a written cell; all of them before, for a blank one.
fn around(written: &str) -> (String, String) {
    let start = written.len() - written.trim_start_matches([' ', '\t']).len();
    let end = written.trim_end_matches([' ', '\t']).len().max(start);
    (written[..start].to_owned(), written[end..].to_owned())
}

/// The layout with columns wide enough for what the cells will hold, and whether that is wider than before.
///
/// An aligned table grows a little for one row; what needs more room runs over the edge alone, and where several rows have
/// outgrown the table already, its maintainer lets them.
fn fitted(
    source: &str,
    listing: &Listing,
    learned: &TableLayout,
    pending: &PendingCells,
) -> (TableLayout, bool) {
    if learned.style != LayoutStyle::Aligned {
        return (learned.clone(), false);
    }
    let mut layout = learned.clone();
    let rows = || listing.entries().iter().filter(|entry| learned.is_row(source, listing, entry));
    let need = |column: usize, cell: &Cell| {
        let content = pending.content(source, cell);
        let padding = if content.is_empty() { 0 } else { 2 * learned.padding };
        let opens = column == 0 && !learned.fence.leading;
        let width = learned.columns.get(column).map(|usual| usual.width);
        // What fills its column to the pipes needs no more, unless a layout is set.
        let fills = || width == Some(learned.width_of(source, cell, opens));
        if !learned.is_set && !pending.changes(cell) && fills() {
            learned.measure.of(content).min(width.unwrap_or(0))
        } else {
            learned.measure.of(content) + padding
        }
    };
    // Without a pipe behind it, a cell is as long as it likes.
    let closed = |entry: &Entry| listing.cells(entry).len().saturating_sub(usize::from(!entry.trailing_pipe));
    let outgrown = |entry: &&Entry| {
        let mut cells = listing.cells(entry).iter().take(closed(entry)).zip(&learned.columns).enumerate();
        cells.any(|(column, (cell, usual))| need(column, cell) > usual.width)
    };
    if !learned.is_set && rows().filter(outgrown).count() > 1 {
        return (layout, false);
    }
    for (column, usual) in layout.columns.iter_mut().enumerate() {
        let is_closed = |entry: &&Entry| learned.is_set || column < closed(entry);
        let cells = rows().filter(is_closed).filter_map(|entry| listing.cell(entry, column));
        let header = listing.header.cells.get(column);
        let needs = cells.chain(header).map(|cell| need(column, cell));
        usual.width = if learned.is_set {
            needs.max().unwrap_or(0).max(5)
        } else {
            let most = usual.width + (usual.width / 4).max(GROWTH);
            needs.filter(|needed| *needed <= most).max().unwrap_or(0).max(usual.width)
        };
    }
    let grown = layout.columns != learned.columns;
    (layout, grown)
}
