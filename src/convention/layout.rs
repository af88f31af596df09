//! How a table sets its cells, and how to write one so that it stands like its neighbours.

use std::collections::{HashMap, HashSet};

use crate::document::{Alignment, Cell, Entry, Listing};
use crate::text::WidthMeasure;

/// How the rows of a table are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LayoutStyle {
    /// Every cell of a column has one width; so have header and delimiter row.
    Aligned,
    /// Most cells of a column share one width, some stray.
    Padded,
    /// The same padding around each cell, whatever its width.
    Compact,
    /// None of these: rows are kept as written.
    Ragged,
}

/// Where a cell's text stands in a cell that is wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Justify {
    /// At the left.
    #[default]
    Left,
    /// At the right, for columns set so by their delimiter.
    Right,
    /// In the middle.
    Center,
}

/// The layout of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ColumnLayout {
    /// The width that most of its cells have between their pipes, padding included.
    pub width: usize,
    /// Where text stands in it.
    pub justify: Justify,
}

/// The pipes at the ends of a row, which are optional (GFM §4.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fence {
    /// Whether it starts with a pipe.
    pub leading: bool,
    /// Whether it ends in a pipe.
    pub trailing: bool,
}

impl Fence {
    /// The pipes that `entry` has.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self { leading: entry.leading_pipe, trailing: entry.trailing_pipe }
    }
}

/// The layout that a table shows, or that was set for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLayout {
    /// How rows are laid out.
    pub style: LayoutStyle,
    /// What counts as one column of width.
    pub measure: WidthMeasure,
    /// Spaces on each side of a cell's text where it is set tight: 0 or 1.
    pub padding: usize,
    /// Spaces in a blank cell of a compact table.
    pub blank: usize,
    /// Whether rows start and end with a pipe.
    pub fence: Fence,
    /// Whether nearly all rows are fenced alike, so that the others are to be brought back.
    pub fence_is_clear: bool,
    /// Whether the layout was set, and holds for header and delimiter row, too.
    pub is_set: bool,
    /// Column by column.
    pub columns: Vec<ColumnLayout>,
}

/// The share of rows that must show a layout for the others to be brought back to it; one row may always stray.
const CLEAR: f64 = 0.9;
/// The share of a column's cells that must share a width for the column to have a usual one.
const USUAL: f64 = 0.5;

impl TableLayout {
    /// The text between two pipes for a cell with this content: as wide as its column usually is, if it fits.
    #[must_use]
    pub fn write_cell(&self, column: usize, content: &str) -> String {
        let layout = self.columns.get(column).copied().unwrap_or_default();
        let padding = " ".repeat(self.padding);
        if matches!(self.style, LayoutStyle::Compact | LayoutStyle::Ragged) || column >= self.columns.len() {
            return if content.is_empty() {
                " ".repeat(self.blank)
            } else {
                format!("{padding}{content}{padding}")
            };
        }
        let room = layout.width.saturating_sub(self.measure.of(content) + 2 * self.padding);
        let left = match layout.justify {
            Justify::Left => 0,
            Justify::Right => room,
            Justify::Center => room / 2,
        };
        format!("{padding}{}{content}{}{padding}", " ".repeat(left), " ".repeat(room - left))
    }

    /// A whole row, without container prefix and line end.
    ///
    /// A row whose last cell is written and blank keeps its last pipe, or the cell would be lost.
    #[must_use]
    pub fn write_row<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> String {
        let mut row = String::new();
        let mut blank = true;
        let mut count = 0;
        for (column, content) in cells.into_iter().enumerate() {
            if column > 0 || self.fence.leading {
                row.push('|');
            }
            row.push_str(&self.write_cell(column, content));
            blank = content.is_empty();
            count += 1;
        }
        let needed = blank || (count == 1 && !self.fence.leading);
        if self.fence.trailing || needed {
            row.push('|');
        } else {
            row.truncate(row.trim_end_matches(' ').len());
        }
        if self.fence.leading { row } else { row.trim_start_matches(' ').to_owned() }
    }

    /// A delimiter cell of its column's width, with the colons and the spaces that `old` has.
    #[must_use]
    pub fn write_delimiter(&self, column: usize, old: &str) -> String {
        let dashes = old.trim_matches([' ', '\t']);
        let left = if dashes.starts_with(':') { ":" } else { "" };
        let right = if dashes.ends_with(':') { ":" } else { "" };
        let padding = if self.is_set || old.starts_with(' ') { " " } else { "" };
        let width = match self.style {
            LayoutStyle::Compact => 5,
            _ => self.columns.get(column).map_or(5, |layout| layout.width),
        };
        let taken = left.len() + right.len() + 2 * padding.len();
        let dashes = "-".repeat(width.saturating_sub(taken).max(1));
        format!("{padding}{left}{dashes}{right}{padding}")
    }

    /// Whether all cells of a row have their columns' widths.
    #[must_use]
    pub fn is_aligned(&self, source: &str, listing: &Listing, entry: &Entry) -> bool {
        let cells = listing.cells(entry);
        cells.iter().zip(&self.columns).enumerate().all(|(index, (cell, column))| {
            let opens = index == 0 && !entry.leading_pipe;
            let closes = index + 1 == cells.len() && !entry.trailing_pipe;
            opens || closes || self.measure.of(cell.span.of(source)) == column.width
        })
    }

    /// Whether all cells of a row are set tight, whatever their columns' widths.
    #[must_use]
    pub fn is_compact(&self, source: &str, listing: &Listing, entry: &Entry) -> bool {
        let cells = listing.cells(entry);
        cells.iter().enumerate().all(|(index, cell)| {
            let (before, after) = padding_of(cell);
            let opens = index == 0 && !entry.leading_pipe;
            let closes = index + 1 == cells.len() && !entry.trailing_pipe;
            if cell.is_blank() {
                return cell.span.of(source).len() <= 2;
            }
            (opens || before == self.padding) && (closes || after == self.padding)
        })
    }

    /// Whether no cell of a row is padded to its column's width, though at least two have room to be.
    #[must_use]
    pub fn is_tight(&self, source: &str, listing: &Listing, entry: &Entry) -> bool {
        let mut roomy = 0;
        for (cell, column) in listing.cells(entry).iter().zip(&self.columns) {
            let (before, after) = padding_of(cell);
            if self.measure.of(cell.content.of(source)) + 2 * self.padding < column.width {
                roomy += 1;
                if before + after > 2 {
                    return false;
                }
            }
        }
        roomy >= listing.column_count().min(2)
    }

    /// Whether a row has a cell for each column, and nothing behind the last.
    #[must_use]
    pub fn is_full(&self, listing: &Listing, entry: &Entry) -> bool {
        is_full(listing, entry)
    }

    /// Whether a row shows how its table is laid out: a text line that became a row does not, nor does one that the
    /// end of the file cuts off.
    #[must_use]
    pub fn is_row(&self, listing: &Listing, entry: &Entry) -> bool {
        is_row(listing, entry)
    }
}

/// Learns the layout of `listing`.
pub(super) fn learn(source: &str, listing: &Listing) -> TableLayout {
    let rows: Vec<&Entry> = listing.entries().iter().filter(|entry| is_row(listing, entry)).collect();
    let (measure, mut columns) = usual_widths(source, listing, &rows);
    for (column, layout) in columns.iter_mut().enumerate() {
        layout.justify = justify(source, listing, &rows, column, layout.width, measure);
    }
    let padding = usual_padding(listing, &rows);
    let full: Vec<Fence> =
        rows.iter().filter(|entry| is_full(listing, entry)).map(|entry| Fence::of(entry)).collect();
    let majority = |has: fn(&Fence) -> bool| 2 * full.iter().filter(|fence| has(fence)).count() > full.len();
    let fence = if full.is_empty() {
        Fence { leading: listing.header.leading_pipe, trailing: listing.header.trailing_pipe }
    } else {
        Fence { leading: majority(|fence| fence.leading), trailing: majority(|fence| fence.trailing) }
    };
    let blank = usual_blank(source, listing, &rows).unwrap_or(padding.max(1));
    let style = LayoutStyle::Ragged;
    let fence_is_clear = is_clear(full.iter().filter(|other| **other == fence).count(), full.len());
    let mut layout =
        TableLayout { style, measure, padding, blank, fence, fence_is_clear, is_set: false, columns };
    layout.style = style_of(source, listing, &rows, &layout);
    layout
}

/// A table with this layout, whatever it shows.
pub(super) fn fixed(style: LayoutStyle, source: &str, listing: &Listing) -> TableLayout {
    let learned = learn(source, listing);
    let measure = if style == LayoutStyle::Aligned { WidthMeasure::Display } else { learned.measure };
    let columns = (0..listing.column_count())
        .map(|column| {
            let written = cells_of(listing, column).map(|cell| measure.of(cell.content.of(source)) + 2);
            let width = written.max().unwrap_or(0).max(5);
            let justify = match listing.header.alignments.get(column) {
                Some(Alignment::Right) => Justify::Right,
                Some(Alignment::Center) => Justify::Center,
                _ => Justify::Left,
            };
            ColumnLayout { width, justify }
        })
        .collect();
    TableLayout {
        style,
        measure,
        padding: 1,
        blank: 2,
        fence: Fence { leading: true, trailing: true },
        fence_is_clear: true,
        is_set: true,
        columns,
    }
}

fn cells_of(listing: &Listing, column: usize) -> impl Iterator<Item = &Cell> {
    let entries = listing.entries().iter().filter_map(move |entry| listing.cell(entry, column));
    listing.header.cells.get(column).into_iter().chain(entries)
}

/// A text line that became a row, or a row that the end of the file cuts off, shows nothing of the layout.
pub(super) fn is_row(listing: &Listing, entry: &Entry) -> bool {
    let cells = listing.cells(entry).len();
    let swallowed = cells == 1 && listing.column_count() > 1 && !entry.leading_pipe && !entry.trailing_pipe;
    let cut_off = entry.line_end().is_empty()
        && (cells < listing.column_count() || (entry.leading_pipe && !entry.trailing_pipe));
    !(swallowed || cut_off && listing.entries().len() > 1)
}

/// A row with a cell for each column; what the last pipe of another one means is anybody's guess.
pub(super) fn is_full(listing: &Listing, entry: &Entry) -> bool {
    listing.cells(entry).len() == listing.column_count() && listing.excess_cells(entry).is_empty()
}

/// The width that is most frequent in each column, in the measure in which more cells agree.
fn usual_widths(source: &str, listing: &Listing, rows: &[&Entry]) -> (WidthMeasure, Vec<ColumnLayout>) {
    let widths = |measure: WidthMeasure| -> (usize, Vec<ColumnLayout>) {
        let mut agreeing = 0;
        let mut columns = Vec::with_capacity(listing.column_count());
        for column in 0..listing.column_count() {
            let cells = rows.iter().filter_map(|entry| listing.cell(entry, column));
            let (width, count) = most_frequent(cells.map(|cell| measure.of(cell.span.of(source))));
            agreeing += count;
            columns.push(ColumnLayout { width, justify: Justify::Left });
        }
        (agreeing, columns)
    };
    let (display, columns) = widths(WidthMeasure::Display);
    if listing.span.of(source).is_ascii() {
        return (WidthMeasure::Display, columns);
    }
    let (characters, by_characters) = widths(WidthMeasure::Characters);
    if characters > display {
        (WidthMeasure::Characters, by_characters)
    } else {
        (WidthMeasure::Display, columns)
    }
}

/// The most frequent of some numbers, the least of them where several are, and how often it occurs.
fn most_frequent(numbers: impl Iterator<Item = usize>) -> (usize, usize) {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for number in numbers {
        *counts.entry(number).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(number, count)| (count, std::cmp::Reverse(number))).unwrap_or((0, 0))
}

/// Spaces before and after a cell's text.
fn padding_of(cell: &Cell) -> (usize, usize) {
    (cell.content.start - cell.span.start, cell.span.end - cell.content.end)
}

/// The padding that most cells have before their text: none or one space.
fn usual_padding(listing: &Listing, rows: &[&Entry]) -> usize {
    let mut tight = 0_usize;
    let mut spaced = 0_usize;
    let cells = rows.iter().flat_map(|entry| {
        let first = usize::from(!entry.leading_pipe);
        listing.cells(entry).iter().skip(first)
    });
    for cell in cells.chain(&listing.header.cells).filter(|cell| !cell.is_blank()) {
        if padding_of(cell).0 == 0 { tight += 1 } else { spaced += 1 }
    }
    usize::from(spaced >= tight)
}

fn usual_blank(source: &str, listing: &Listing, rows: &[&Entry]) -> Option<usize> {
    let blank = rows.iter().flat_map(|entry| listing.cells(entry)).filter(|cell| cell.is_blank());
    let (width, count) = most_frequent(blank.map(|cell| cell.span.of(source).len()));
    (count > 0).then_some(width)
}

/// Where most of a column's texts stand, of those that leave room to tell.
fn justify(
    source: &str,
    listing: &Listing,
    rows: &[&Entry],
    column: usize,
    width: usize,
    measure: WidthMeasure,
) -> Justify {
    let (mut left, mut right, mut center) = (0, 0, 0);
    for cell in rows.iter().filter_map(|entry| listing.cell(entry, column)) {
        let (before, after) = padding_of(cell);
        let has_room = !cell.is_blank() && before + after > 3 && measure.of(cell.span.of(source)) <= width;
        if has_room {
            match before.cmp(&after) {
                _ if before.abs_diff(after) <= 1 => center += 1,
                std::cmp::Ordering::Less => left += 1,
                _ => right += 1,
            }
        }
    }
    if right > left && right >= center {
        Justify::Right
    } else if center > left {
        Justify::Center
    } else {
        Justify::Left
    }
}

fn style_of(source: &str, listing: &Listing, rows: &[&Entry], layout: &TableLayout) -> LayoutStyle {
    let aligned = rows.iter().filter(|entry| layout.is_aligned(source, listing, entry)).count();
    let compact = rows.iter().filter(|entry| layout.is_compact(source, listing, entry)).count();
    // Rows that nobody has padded yet are left out, or a table would be another one once they are.
    let padded = rows.iter().filter(|entry| !layout.is_tight(source, listing, entry)).count();
    let few_tight = 5 * (rows.len() - padded) <= rows.len().max(5);
    if is_clear(compact, rows.len()) && compact >= aligned {
        LayoutStyle::Compact
    } else if few_tight && is_clear(aligned, padded) && frame_is_aligned(source, listing, layout) {
        LayoutStyle::Aligned
    } else if columns_are_padded(source, listing, rows, layout) {
        LayoutStyle::Padded
    } else {
        LayoutStyle::Ragged
    }
}

/// Nearly all, or all but one where there are few.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn is_clear(count: usize, all: usize) -> bool {
    all >= 2 && (count as f64 >= all as f64 * CLEAR || (all >= 4 && count + 1 >= all))
}

/// Whether header and delimiter row have the widths that the rows have.
fn frame_is_aligned(source: &str, listing: &Listing, layout: &TableLayout) -> bool {
    let header = &listing.header;
    let last = layout.columns.len().saturating_sub(1);
    let spans = header.cells.iter().map(|cell| cell.span).zip(header.delimiter_cells.iter().copied());
    spans.zip(&layout.columns).enumerate().all(|(index, ((name, dashes), column))| {
        let outer = (index == 0 && !header.leading_pipe) || (index == last && !header.trailing_pipe);
        outer || [name, dashes].iter().all(|span| layout.measure.of(span.of(source)) == column.width)
    })
}

/// Whether most columns have a usual width that their texts alone do not explain.
#[expect(clippy::cast_precision_loss, reason = "counts of cells")]
fn columns_are_padded(source: &str, listing: &Listing, rows: &[&Entry], layout: &TableLayout) -> bool {
    if rows.len() < 3 {
        return false;
    }
    let (mut padded, mut varied) = (0, 0);
    for (column, usual) in layout.columns.iter().enumerate() {
        let cells: Vec<&Cell> = rows.iter().filter_map(|entry| listing.cell(entry, column)).collect();
        let contents: HashSet<usize> =
            cells.iter().map(|cell| layout.measure.of(cell.content.of(source))).collect();
        let in_width =
            cells.iter().filter(|cell| layout.measure.of(cell.span.of(source)) == usual.width).count();
        if contents.len() > 1 {
            varied += 1;
            padded += usize::from(in_width >= 2 && in_width as f64 >= cells.len() as f64 * USUAL);
        }
    }
    let tight = rows.iter().filter(|entry| layout.is_tight(source, listing, entry)).count();
    2 * padded > varied && tight * 5 <= rows.len().max(5)
}
