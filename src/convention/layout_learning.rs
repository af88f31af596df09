//! Learns how a table sets its cells: each cell is measured once.

use super::layout::{
    ColumnLayout, Fence, Justify, LayoutStyle, TableLayout, is_full, padding_of, shows_layout,
};
use crate::document::{Alignment, Cell, Entry, Listing};
use crate::text::WidthMeasure;

/// The share of rows that must show a layout for the others to be brought back to it; one row may always stray.
const CLEAR: f64 = 0.9;
/// The share of a column's cells that must share a width for the column to have a usual one.
const USUAL: f64 = 0.5;

/// Learns the layout of `listing`.
pub(super) fn learn(source: &str, listing: &Listing) -> TableLayout {
    if !listing.is_table() || listing.is_html() {
        return fixed(LayoutStyle::Ragged, source, listing);
    }
    let rows: Vec<&Entry> =
        listing.entries().iter().filter(|entry| shows_layout(source, listing, entry)).collect();
    let full = fences_of(listing, &rows);
    let fence = usual_fence(listing, &full);
    let padding = usual_padding(listing, &rows);
    let mut layout = TableLayout {
        style: LayoutStyle::Compact,
        measure: WidthMeasure::Display,
        padding,
        blank: usual_blank(listing, &rows).unwrap_or(padding.max(1)),
        fence,
        fence_is_clear: is_clear(full.iter().filter(|other| **other == fence).count(), full.len()),
        is_set: false,
        columns: vec![ColumnLayout::default(); listing.column_count()],
    };
    let compact = rows.iter().filter(|entry| layout.is_compact(listing, entry)).count();
    if rows.len() < 2 || compact < rows.len() || frame_is_padded(listing) {
        let table = MeasuredTable::new(source, listing, rows, padding);
        (layout.measure, layout.columns) = table.usual_widths();
        layout.style = table.style(&layout, compact);
    }
    layout
}

/// The layout that was set to `style`, whatever the table shows.
pub(super) fn fixed(style: LayoutStyle, source: &str, listing: &Listing) -> TableLayout {
    let rows: Vec<&Entry> =
        listing.entries().iter().filter(|entry| shows_layout(source, listing, entry)).collect();
    let fence = usual_fence(listing, &fences_of(listing, &rows));
    let columns = (0..listing.header.cells.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|entry| listing.cell(entry, column));
            let cells = listing.header.cells.get(column).into_iter().chain(cells);
            let needed = cells.map(|cell| WidthMeasure::Display.of(cell.content.of(source)) + 2).max();
            ColumnLayout { width: needed.unwrap_or(0).max(5), justify: declared(listing, column) }
        })
        .collect();
    TableLayout {
        style,
        measure: WidthMeasure::Display,
        padding: 1,
        blank: 2,
        fence,
        fence_is_clear: true,
        is_set: true,
        columns,
    }
}

/// Where the delimiter row sets a column's texts.
fn declared(listing: &Listing, column: usize) -> Justify {
    match listing.header.alignments.get(column) {
        Some(Alignment::Right) => Justify::Right,
        Some(Alignment::Center) => Justify::Center,
        _ => Justify::Left,
    }
}

/// Whether header and delimiter row are longer than they need be: then their widths are not theirs by chance.
fn frame_is_padded(listing: &Listing) -> bool {
    let header = &listing.header;
    let inner = header.cells.len() - usize::from(!header.trailing_pipe && !header.cells.is_empty());
    let is_padded = |cell: &Cell| {
        let (before, after) = padding_of(cell);
        !cell.is_blank() && (before > 1 || after > 1)
    };
    let mut dashes = header.delimiter_cells.iter().take(inner).skip(usize::from(!header.leading_pipe));
    let first = dashes.next().map_or(0, |dashes| dashes.len());
    header.cells[..inner].iter().skip(usize::from(!header.leading_pipe)).any(is_padded)
        || dashes.any(|dashes| dashes.len() != first)
}

/// The sizes of the cells of header and delimiter row.
fn frame_sizes(source: &str, listing: &Listing, padding: usize) -> Vec<[CellSize; 2]> {
    let header = &listing.header;
    let cells = header.cells.iter().zip(&header.delimiter_cells).enumerate();
    cells
        .map(|(column, (name, dashes))| {
            let is_open = column + 1 == header.cells.len() && !header.trailing_pipe;
            let opens = column == 0 && !header.leading_pipe;
            let name = CellSize { is_open, ..CellSize::new(source, name) };
            let dashes = dashes.of(source);
            let width = if opens { dashes.trim_start().len() } else { dashes.len() };
            let dashes = CellSize { display: width, characters: width, before: 0, after: 0, is_open };
            if opens {
                return [name, dashes].map(|size| CellSize { before: padding, ..size });
            }
            [name, dashes]
        })
        .collect()
}

/// The outer pipes of the rows that have a cell for each column.
fn fences_of(listing: &Listing, rows: &[&Entry]) -> Vec<Fence> {
    rows.iter().filter(|entry| is_full(listing, entry)).map(|entry| Fence::of(entry)).collect()
}

/// Nearly all, or all but one where there are few.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn is_clear(count: usize, all: usize) -> bool {
    all >= 2 && (count as f64 >= all as f64 * CLEAR || (all >= 4 && count + 1 >= all))
}

/// The pipes that most full rows have.
fn usual_fence(listing: &Listing, full: &[Fence]) -> Fence {
    if full.is_empty() {
        return Fence { leading: listing.header.leading_pipe, trailing: listing.header.trailing_pipe };
    }
    let majority = |has: fn(&Fence) -> bool| 2 * full.iter().filter(|fence| has(fence)).count() > full.len();
    Fence { leading: majority(|fence| fence.leading), trailing: majority(|fence| fence.trailing) }
}

/// The padding that most cells have before their text: none or one space.
fn usual_padding(listing: &Listing, rows: &[&Entry]) -> usize {
    let (mut tight, mut spaced) = (0_usize, 0_usize);
    let cells =
        rows.iter().flat_map(|entry| listing.cells(entry).iter().skip(usize::from(!entry.leading_pipe)));
    let names = listing.header.cells.iter().skip(usize::from(!listing.header.leading_pipe));
    for cell in cells.chain(names).filter(|cell| !cell.is_blank()) {
        if padding_of(cell).0 == 0 { tight += 1 } else { spaced += 1 }
    }
    usize::from(spaced >= tight)
}

/// How many spaces most blank cells hold.
fn usual_blank(listing: &Listing, rows: &[&Entry]) -> Option<usize> {
    let blank = rows.iter().flat_map(|entry| listing.cells(entry)).filter(|cell| cell.is_blank());
    let (width, count) = most_frequent(&mut blank.map(|cell| cell.span.len()).collect::<Vec<_>>());
    (count > 0).then_some(width)
}

/// The most frequent of some numbers, the least of them where several are, and how often it occurs.
fn most_frequent(numbers: &mut [usize]) -> (usize, usize) {
    numbers.sort_unstable();
    let runs = numbers.chunk_by(|one, other| one == other).map(|run| (run[0], run.len()));
    runs.max_by_key(|&(number, count)| (count, std::cmp::Reverse(number))).unwrap_or((0, 0))
}

/// The rows of a table, with the sizes of their cells.
struct MeasuredTable<'a> {
    source: &'a str,
    listing: &'a Listing,
    rows: Vec<&'a Entry>,
    /// Row by row, the cells that are present.
    sizes: Vec<CellSize>,
    /// For each row, where its cells end.
    ends: Vec<usize>,
    /// Header and delimiter row, column by column, where they are padded and so have a say.
    frame: Vec<[CellSize; 2]>,
}

/// The size of a cell: its text in both measures, and the spaces around it.
#[derive(Clone, Copy)]
struct CellSize {
    display: usize,
    characters: usize,
    before: usize,
    after: usize,
    /// Whether no pipe follows, so that its width means nothing.
    is_open: bool,
}

impl CellSize {
    fn new(source: &str, cell: &Cell) -> Self {
        let content = cell.content.of(source);
        let (before, after) = padding_of(cell);
        let [display, characters] = if content.is_ascii() {
            [content.len(); 2]
        } else {
            [WidthMeasure::Display, WidthMeasure::Characters].map(|measure| measure.of(content))
        };
        Self { display, characters, before, after, is_open: false }
    }

    fn content(self, measure: WidthMeasure) -> usize {
        match measure {
            WidthMeasure::Display => self.display,
            WidthMeasure::Characters => self.characters,
        }
    }

    fn width(self, measure: WidthMeasure) -> usize {
        self.content(measure) + self.before + self.after
    }
}

impl<'a> MeasuredTable<'a> {
    fn new(source: &'a str, listing: &'a Listing, rows: Vec<&'a Entry>, padding: usize) -> Self {
        let mut sizes = Vec::with_capacity(rows.len() * listing.column_count());
        let mut ends = Vec::with_capacity(rows.len());
        for entry in &rows {
            let start = sizes.len();
            sizes.extend(listing.cells(entry).iter().map(|cell| CellSize::new(source, cell)));
            // The row's start does for a pipe and its padding.
            if let (false, Some(first)) = (entry.leading_pipe, sizes.get_mut(start)) {
                first.before = padding;
            }
            if let (false, Some(last)) = (entry.trailing_pipe, sizes.last_mut()) {
                last.is_open = true;
            }
            ends.push(sizes.len());
        }
        let is_padded = rows.iter().any(|entry| is_full(listing, entry)) && frame_is_padded(listing);
        let frame = if is_padded { frame_sizes(source, listing, padding) } else { Vec::new() };
        Self { source, listing, rows, sizes, ends, frame }
    }

    fn row(&self, row: usize) -> &[CellSize] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.sizes[start..self.ends[row]]
    }

    fn column(&self, column: usize) -> impl Iterator<Item = CellSize> {
        let rows = (0..self.ends.len()).map(|row| self.row(row));
        rows.filter_map(move |cells| cells.get(column).copied())
    }

    /// The width that is most frequent in each column, in the measure in which more cells agree.
    fn usual_widths(&self) -> (WidthMeasure, Vec<ColumnLayout>) {
        let (agreeing, columns) = self.widths(WidthMeasure::Display);
        if self.sizes.iter().any(|size| size.display != size.characters) {
            let (by_characters, other) = self.widths(WidthMeasure::Characters);
            if by_characters > agreeing {
                return (WidthMeasure::Characters, other);
            }
        }
        (WidthMeasure::Display, columns)
    }

    /// The most frequent width of each column, and how many cells have theirs.
    fn widths(&self, measure: WidthMeasure) -> (usize, Vec<ColumnLayout>) {
        let mut agreeing = 0;
        let mut numbers = Vec::with_capacity(self.rows.len());
        let columns = (0..self.listing.column_count())
            .map(|column| {
                numbers.clear();
                let frame = self.frame.get(column).into_iter().flatten().copied();
                let closed = self.column(column).chain(frame).filter(|cell| !cell.is_open);
                numbers.extend(closed.map(|cell| cell.width(measure)));
                let (width, count) = most_frequent(&mut numbers);
                agreeing += count;
                ColumnLayout { width, justify: self.justify(column, width, measure) }
            })
            .collect();
        (agreeing, columns)
    }

    /// Where most of a column's texts stand, the header's among them, of those that leave room to tell; where they do
    /// not tell, where the delimiter row sets them.
    fn justify(&self, column: usize, width: usize, measure: WidthMeasure) -> Justify {
        let declared = declared(self.listing, column);
        let (mut left, mut right, mut center) = (0_usize, 0_usize, 0_usize);
        let header = self.listing.header.cells.get(column);
        let name = header.map(|name| CellSize::new(self.source, name));
        for cell in self.column(column).chain(name) {
            if cell.display > 0 && cell.before + cell.after > 2 && cell.width(measure) <= width {
                left += usize::from(cell.before <= 1);
                right += usize::from(cell.after <= 1);
                center += usize::from(cell.before.abs_diff(cell.after) <= 1);
            }
        }
        let counts = [(Justify::Left, left), (Justify::Right, right), (Justify::Center, center)];
        let most = left.max(right).max(center);
        let is_likeliest = |(justify, count): &(Justify, usize)| *count == most && *justify == declared;
        let likeliest =
            counts.iter().find(|one| is_likeliest(one)).or(counts.iter().find(|one| one.1 == most));
        likeliest.map_or(declared, |(justify, _)| *justify)
    }

    fn style(&self, layout: &TableLayout, compact: usize) -> LayoutStyle {
        let rows = self.rows.len();
        let aligned = (0..rows).filter(|&row| self.is_aligned(row, layout)).count();
        // Rows that nobody has padded yet are left out, or a table would be another one once they are.
        let tight = (0..rows).filter(|&row| self.is_tight(row, layout)).count();
        let few_tight = 5 * tight <= rows.max(5);
        let frame = if self.frame.is_empty() { 0 } else { 2 };
        let is_aligned =
            few_tight && is_clear(aligned + frame, rows - tight + frame) && self.frame_is_aligned(layout);
        // Cells that happen to be equally long look both compact and aligned.
        if is_aligned && (compact < aligned || frame > 0) {
            LayoutStyle::Aligned
        } else if is_clear(compact, rows) && compact >= aligned {
            LayoutStyle::Compact
        } else if is_aligned {
            LayoutStyle::Aligned
        } else if rows >= 3 && few_tight && self.columns_are_padded(layout) {
            LayoutStyle::Padded
        } else {
            LayoutStyle::Ragged
        }
    }

    fn is_aligned(&self, row: usize, layout: &TableLayout) -> bool {
        let mut sizes = self.row(row).iter().zip(&layout.columns);
        sizes.all(|(size, column)| size.is_open || size.width(layout.measure) == column.width)
    }

    fn is_tight(&self, row: usize, layout: &TableLayout) -> bool {
        let roomy = |size: &CellSize, column: &ColumnLayout| {
            !size.is_open && size.content(layout.measure) + 2 * layout.padding < column.width
        };
        let with_room =
            || self.row(row).iter().zip(&layout.columns).filter(|(size, column)| roomy(size, column));
        with_room().all(|(size, _)| size.before + size.after <= 2)
            && with_room().count() >= self.listing.column_count().min(2)
    }

    /// Whether header and delimiter row have the widths that the rows have.
    fn frame_is_aligned(&self, layout: &TableLayout) -> bool {
        let cells = frame_sizes(self.source, self.listing, layout.padding);
        cells.iter().zip(&layout.columns).all(|(sizes, column)| {
            sizes.iter().all(|size| size.is_open || size.width(layout.measure) == column.width)
        })
    }

    /// Whether most columns have a usual width that their texts alone do not explain.
    #[expect(clippy::cast_precision_loss, reason = "counts of cells")]
    fn columns_are_padded(&self, layout: &TableLayout) -> bool {
        let (mut padded, mut varied) = (0, 0);
        for (column, usual) in layout.columns.iter().enumerate() {
            // Blank cells are as wide as chance has it.
            let filled = || self.column(column).filter(|cell| cell.characters > 0 && !cell.is_open);
            let mut contents = filled().map(|cell| cell.content(layout.measure));
            let first = contents.next();
            let is_varied = contents.any(|content| Some(content) != first);
            let (mut cells, mut in_width) = (0_usize, 0_usize);
            for cell in filled() {
                cells += 1;
                in_width += usize::from(cell.width(layout.measure) == usual.width);
            }
            if is_varied {
                varied += 1;
                padded += usize::from(in_width >= 2 && in_width as f64 >= cells as f64 * USUAL);
            }
        }
        2 * padded > varied
    }
}
