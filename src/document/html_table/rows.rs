//! The tables in a run of HTML, cut into rows and cells as a browser cuts them.
//!
//! End tags may be missing, and so may `<tbody>` and `<tr>`. A table that holds anything else out of the ordinary (cells
//! that stand for several, tables in cells, text beside the cells, scripts) is passed over: who reads a part of it would
//! have the rest wrong.

use std::ops::Range;

use super::super::html::{Piece, PieceKind, Tag, pieces};
use crate::text::Span;

/// A table that is understood as a whole.
#[derive(Debug, Default)]
pub(super) struct FoundTable {
    /// From `<table` to the end of `</table>`.
    pub(super) span: Span,
    /// The start tag.
    pub(super) tag: Span,
    pub(super) rows: Vec<FoundRow>,
    pub(super) cells: Vec<FoundCell>,
}

/// A row, which has a cell at least.
#[derive(Clone, Debug)]
pub(super) struct FoundRow {
    /// From `<tr`, or its first cell, to the end of `</tr>`, or of its last cell.
    pub(super) span: Span,
    /// Its cells, among those of the table.
    pub(super) cells: Range<usize>,
    pub(super) is_header: bool,
}

/// A cell, and what is in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundCell {
    /// What stands between its tags.
    pub(super) span: Span,
    is_header: bool,
    pub(super) words: usize,
    pub(super) images: usize,
    pub(super) links: usize,
}

/// The tables of `text`, which starts at `offset`; those that are understood, in their order.
pub(super) fn tables(text: &str, offset: usize) -> Vec<FoundTable> {
    let mut reader = RowReader::default();
    pieces(text, offset, |piece| reader.read(piece));
    for table in &mut reader.found {
        for row in &mut table.rows {
            // What stands before the next tag is none of a row whose own end is missing.
            let content = text.get(row.span.start - offset..row.span.end - offset).unwrap_or_default();
            let Some(cell) = row.cells.clone().next_back().and_then(|last| table.cells.get_mut(last)) else {
                continue;
            };
            row.span.end = (row.span.start + content.trim_ascii_end().len()).max(cell.span.start);
            cell.span.end = cell.span.end.min(row.span.end);
        }
    }
    reader.found
}

#[derive(Default)]
struct RowReader {
    open: Vec<OpenTable>,
    found: Vec<FoundTable>,
}

/// A table whose end is yet to come.
#[derive(Default)]
struct OpenTable {
    table: FoundTable,
    /// Where the open row starts, and its first cell.
    row: Option<(usize, usize)>,
    cell: Option<FoundCell>,
    /// Where what was read of the open row ends.
    end: usize,
    in_head: bool,
    in_caption: bool,
    is_strange: bool,
}

impl RowReader {
    fn read(&mut self, piece: Piece) {
        if let PieceKind::Start { tag: Tag::Table, .. } = piece.kind {
            if let Some(around) = self.open.last_mut() {
                around.is_strange = true;
            }
            let table = FoundTable { tag: piece.span, ..FoundTable::default() };
            self.open.push(OpenTable { table, ..OpenTable::default() });
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        if piece.kind != PieceKind::End(Tag::Table) {
            open.read(piece);
        } else if let Some(mut open) = self.open.pop() {
            open.close_row(piece.span.start, None);
            if !open.is_strange {
                open.table.span = open.table.tag.join(piece.span);
                self.found.push(open.table);
            }
        }
    }
}

impl OpenTable {
    fn read(&mut self, piece: Piece) {
        let Span { start, end } = piece.span;
        match piece.kind {
            PieceKind::Start { tag: tag @ (Tag::Head | Tag::Body | Tag::Foot), .. } => {
                self.close_row(start, None);
                self.in_head = tag == Tag::Head;
                self.is_strange |= tag == Tag::Foot;
            }
            PieceKind::End(Tag::Head | Tag::Body | Tag::Foot) => {
                self.close_row(start, None);
                self.in_head = false;
            }
            PieceKind::Start { tag: Tag::Row, .. } => {
                self.close_row(start, None);
                self.row = Some((start, self.table.cells.len()));
            }
            PieceKind::End(Tag::Row) => self.close_row(start, Some(end)),
            PieceKind::Start { tag: tag @ (Tag::HeaderCell | Tag::Cell), is_wide } => {
                self.close_cell(start, start);
                self.row.get_or_insert((start, self.table.cells.len()));
                self.in_caption = false;
                self.is_strange |= is_wide;
                let is_header = tag == Tag::HeaderCell;
                let span = Span::empty(end);
                self.cell = Some(FoundCell { span, is_header, words: 0, images: 0, links: 0 });
            }
            PieceKind::End(Tag::HeaderCell | Tag::Cell) => self.close_cell(start, end),
            PieceKind::Start { tag: Tag::Caption, .. } => self.in_caption = self.cell.is_none(),
            PieceKind::End(Tag::Caption) => self.in_caption = false,
            PieceKind::Start { tag: Tag::Column, .. } | PieceKind::End(Tag::Column) | PieceKind::Comment => {}
            kind => self.read_content(kind),
        }
    }

    fn read_content(&mut self, kind: PieceKind) {
        let Some(cell) = &mut self.cell else {
            self.is_strange |= !self.in_caption && !matches!(kind, PieceKind::Text { is_blank: true, .. });
            return;
        };
        match kind {
            PieceKind::Text { words, .. } => cell.words += words,
            PieceKind::Start { tag: Tag::Image, .. } => cell.images += 1,
            PieceKind::Start { tag: Tag::Anchor, .. } => cell.links += 1,
            PieceKind::Start { tag: Tag::Foreign, .. } => self.is_strange = true,
            _ => {}
        }
    }

    /// Closes the open cell, whose content ends at `end`, and its tag at `tag_end`.
    fn close_cell(&mut self, end: usize, tag_end: usize) {
        if let Some(mut cell) = self.cell.take() {
            cell.span.end = end;
            self.table.cells.push(cell);
            self.end = tag_end;
        }
    }

    /// Closes the open row before `start`; `end` is where its own end tag ends.
    fn close_row(&mut self, start: usize, end: Option<usize>) {
        self.close_cell(start, start);
        self.in_caption = false;
        let Some((start, first)) = self.row.take() else { return };
        let cells = first..self.table.cells.len();
        if cells.is_empty() {
            return;
        }
        let are_headers = self.table.cells[cells.clone()].iter().all(|cell| cell.is_header);
        let is_header = self.in_head || are_headers;
        // A second header heads a group of rows.
        self.is_strange |= is_header && !self.table.rows.is_empty();
        self.table.rows.push(FoundRow { span: Span::new(start, end.unwrap_or(self.end)), cells, is_header });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<Vec<&str>>> {
        let row = |table: &FoundTable, row: &FoundRow| -> Vec<_> {
            table.cells[row.cells.clone()].iter().map(|cell| cell.span.of(text)).collect()
        };
        let found = tables(text, 0);
        found.iter().map(|table| table.rows.iter().map(|found| row(table, found)).collect()).collect()
    }

    #[test]
    fn end_tags_may_be_missing() {
        let whole = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";
        let expected = cells(whole);
        assert_eq!(expected, [[["a", "b"], ["c", "d"]]]);
        for text in [
            "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
            "<TABLE><tbody><TR><Td x=1>a</td><td>b</tbody><tbody></tr><td>c</td><td>d</td></tr></table>",
            "<table><td>a</td><td>b</td></tr></tr><td>c</td><td>d</td></tr></table>",
            "<table><tr>\u{200b}<td>a</td>&nbsp;<td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "<table><caption>x <b>y</b></caption><tr><tr><!-- z --><td>a</td><td>b</td><tr><td>c<td>d</table>",
        ] {
            assert_eq!(cells(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_passed_over() {
        for text in [
            "<table><tr><td colspan=2>a</td></tr></table>",
            "<table><tr><td>a</td></tr>b</table>",
            "<table><tr><td>a</td></tr>--></table>",
            "<table><tr><td>a</td></tr><div></div></table>",
            "<table><tr><td><script>a</script></td></tr></table>",
            "<table><tr><td><pre>a</pre></td></tr></table>",
            "<table><tr><td>a</td></tr><tfoot><tr><td>b</td></tr></tfoot></table>",
            "<table><tr><td>a</td></tr><tr><th>b</th></tr></table>",
            "<table><tr><td>a</td></tr>",
            "<table",
        ] {
            assert!(cells(text).is_empty(), "{text}");
        }
        let nested = "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>";
        assert_eq!(cells(nested), [[["a"]]]);
    }
}
