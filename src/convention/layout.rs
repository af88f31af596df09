//! How a table sets its cells, and how to write one so that it stands like its neighbours.

use crate::document::{Cell, Entry, Listing};
use crate::text::{Span, WidthMeasure};

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
            // Without a pipe before them, spaces are the row's indent.
            _ if column == 0 && !self.fence.leading => 0,
            Justify::Left => 0,
            Justify::Right => room,
            Justify::Center => room / 2,
        };
        format!("{padding}{}{content}{}{padding}", " ".repeat(left), " ".repeat(room - left))
    }

    /// A delimiter cell of its column's width, with the colons and the spaces that `old` has. One that opens its row has
    /// no pipe before it, and no spaces there.
    #[must_use]
    pub fn write_delimiter(&self, column: usize, old: &str, opens: bool) -> String {
        let dashes = old.trim_matches([' ', '\t']);
        let left = if dashes.starts_with(':') { ":" } else { "" };
        let right = if dashes.ends_with(':') { ":" } else { "" };
        let is_padded = self.is_set || if opens { old.ends_with(' ') } else { old.starts_with(' ') };
        let padding = if is_padded { " " } else { "" };
        let before = if opens { "" } else { padding };
        let width = match self.style {
            LayoutStyle::Compact => 5,
            _ => self.columns.get(column).map_or(5, |layout| layout.width),
        };
        let outside = if opens { self.padding } else { before.len() };
        let taken = outside + left.len() + right.len() + padding.len();
        let dashes = "-".repeat(width.saturating_sub(taken).max(1));
        format!("{before}{left}{dashes}{right}{padding}")
    }

    /// Whether all cells of a row have their columns' widths.
    #[must_use]
    pub fn is_aligned(&self, source: &str, listing: &Listing, entry: &Entry) -> bool {
        let cells = listing.cells(entry);
        cells.iter().zip(&self.columns).enumerate().all(|(index, (cell, column))| {
            let closes = index + 1 == cells.len() && !entry.trailing_pipe;
            closes || self.width_of(source, cell, index == 0 && !entry.leading_pipe) == column.width
        })
    }

    /// The width of a cell between its pipes. One that opens its row has none before it: it counts as padded there.
    #[must_use]
    pub fn width_of(&self, source: &str, cell: &Cell, opens: bool) -> usize {
        if opens {
            self.padding + self.measure.of(Span::new(cell.content.start, cell.span.end).of(source))
        } else {
            self.measure.of(cell.span.of(source))
        }
    }

    /// Whether a cell that changes keeps the spaces around its text, instead of being padded to its column's width.
    #[must_use]
    pub fn keeps_spaces(&self, source: &str, cell: &Cell, column: usize) -> bool {
        let (before, after) = padding_of(cell);
        let Some(layout) = self.columns.get(column) else { return true };
        let fills = || self.width_of(source, cell, column == 0 && !self.fence.leading) == layout.width;
        match self.style {
            LayoutStyle::Aligned => false,
            LayoutStyle::Padded => {
                let is_padded = before + after > 2 * self.padding.max(1);
                let fits = after >= self.padding && before >= self.padding && fills();
                !(cell.is_blank() || is_padded || fits)
            }
            LayoutStyle::Compact | LayoutStyle::Ragged => true,
        }
    }

    /// Whether all cells of a row are set tight, whatever their columns' widths.
    #[must_use]
    pub fn is_compact(&self, listing: &Listing, entry: &Entry) -> bool {
        let cells = listing.cells(entry);
        cells.iter().enumerate().all(|(index, cell)| {
            let (before, after) = padding_of(cell);
            let opens = index == 0 && !entry.leading_pipe;
            let closes = index + 1 == cells.len() && !entry.trailing_pipe;
            if cell.is_blank() {
                return cell.span.len() <= 2;
            }
            (opens || before == self.padding) && (closes || after == self.padding)
        })
    }

    /// Whether no cell of a row is padded to its column's width, though at least two have room to be.
    #[must_use]
    pub fn is_tight(&self, source: &str, listing: &Listing, entry: &Entry) -> bool {
        let mut roomy = 0;
        let cells = listing.cells(entry);
        let closing = if entry.trailing_pipe { None } else { cells.len().checked_sub(1) };
        for (index, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
            if closing == Some(index) {
                continue;
            }
            let (before, after) = padding_of(cell);
            // A character takes at least one byte and at most two columns.
            let may_have_room = cell.content.len() / 4 + 2 * self.padding < column.width;
            if may_have_room && self.measure.of(cell.content.of(source)) + 2 * self.padding < column.width {
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

    /// Whether a row shows how its table is laid out: a text line that became a row does not, nor does a comment, nor a
    /// row that the end of the file or a pipe in a text cuts up.
    #[must_use]
    pub fn is_row(&self, source: &str, listing: &Listing, entry: &Entry) -> bool {
        shows_layout(source, listing, entry)
    }
}

/// A text line that became a row, or a row that the end of the file cuts off, shows nothing of the layout.
pub(super) fn is_row(listing: &Listing, entry: &Entry) -> bool {
    let cells = listing.cells(entry).len();
    let swallowed = cells == 1 && listing.column_count() > 1 && !entry.leading_pipe && !entry.trailing_pipe;
    let cut_off = entry.line_end().is_empty()
        && (cells < listing.column_count() || (entry.leading_pipe && !entry.trailing_pipe));
    !(swallowed || cut_off && listing.entries().len() > 1)
}

/// Nor does a row with text past the last column: mostly a pipe without a backslash has cut a text in two, and spaces
/// around that pipe would stay in the text once the pipe is escaped. A tag of a template (`{% for x in y | sort %}`) has
/// pipes of its own, and a comment shows nothing.
pub(super) fn shows_layout(source: &str, listing: &Listing, entry: &Entry) -> bool {
    let cells = listing.cells(entry);
    let header = &listing.header;
    let is_fenced = header.leading_pipe && header.trailing_pipe;
    let is_bare = !entry.leading_pipe && !entry.trailing_pipe;
    let is_tag = is_bare
        && (entry.content.of(source).starts_with("{%") || is_fenced && cells.len() < listing.column_count());
    let is_comment = |cell: &Cell| {
        let text = cell.content.of(source);
        text.starts_with("<!--") && text.ends_with("-->")
    };
    let mut filled = cells.iter().filter(|cell| !cell.is_blank()).peekable();
    is_row(listing, entry)
        && !is_tag
        && listing.excess_cells(entry).iter().all(Cell::is_blank)
        && !(filled.peek().is_some() && filled.all(is_comment))
}

/// A row with a cell for each column; what the last pipe of another one means is anybody's guess.
pub(super) fn is_full(listing: &Listing, entry: &Entry) -> bool {
    listing.cells(entry).len() == listing.column_count() && listing.excess_cells(entry).is_empty()
}

/// Spaces before and after a cell's text.
pub(super) fn padding_of(cell: &Cell) -> (usize, usize) {
    (cell.content.start - cell.span.start, cell.span.end - cell.content.end)
}
