//! Which tables are listings. Most tables of HTML in a README set badges, pictures or sponsors side by side, and to take
//! one of those for a list costs more trust than to miss a list.

use super::rows::{FoundCell, FoundRow, FoundTable};

/// The fewest rows of a table whose header names its columns.
const FEWEST_ROWS: usize = 2;
/// The fewest rows of a table that has no header.
const FEWEST_ROWS_WITHOUT_HEADER: usize = 3;
/// A description has so many words.
const FEWEST_WORDS: usize = 3;
/// A name has no more words.
const MOST_WORDS: usize = 12;

/// How many columns a table has that is a list of entries.
pub(super) fn columns(table: &FoundTable) -> Option<usize> {
    let (header, rows) = match table.rows.split_first() {
        Some((first, rows)) if first.is_header => (Some(first), rows),
        _ => (None, table.rows.as_slice()),
    };
    let longest = || rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let columns = header.map_or_else(longest, |header| header.cells.len());
    let is_even = rows.iter().all(|row| row.cells.len() <= columns)
        && 10 * rows.iter().filter(|row| row.cells.len() == columns).count() >= 9 * rows.len();
    if columns < 2 || !is_even {
        return None;
    }
    let column = |index: usize| Column { table, rows, index };
    let is_list = if let Some(header) = header {
        let named = table.cells[header.cells.clone()].iter().filter(|cell| cell.words > 0).count();
        let texts = (0..columns).filter(|&index| column(index).is_text()).count();
        rows.len() >= FEWEST_ROWS && 2 * named > columns && texts >= 2
    } else {
        let name = (0..columns).find(|&index| column(index).is_name());
        let is_described = |name| (0..columns).any(|index| index != name && column(index).is_description());
        rows.len() >= FEWEST_ROWS_WITHOUT_HEADER && name.is_some_and(is_described)
    };
    is_list.then_some(columns)
}

/// The cells of one column.
#[derive(Clone, Copy)]
struct Column<'a> {
    table: &'a FoundTable,
    rows: &'a [FoundRow],
    index: usize,
}

impl Column<'_> {
    /// Whether this holds of so many of ten cells.
    fn most(self, of_ten: usize, holds: impl Fn(&FoundCell) -> bool) -> bool {
        let cell = |row: &FoundRow| row.cells.clone().nth(self.index).map(|cell| &self.table.cells[cell]);
        let count = self.rows.iter().filter_map(cell).filter(|cell| holds(cell)).count();
        10 * count >= of_ten * self.rows.len()
    }

    /// Whether most cells say something in words, and not in pictures.
    fn is_text(self) -> bool {
        self.most(5, |cell| cell.words > 0 && cell.images == 0)
    }

    /// Whether nearly all cells are links with a few words.
    fn is_name(self) -> bool {
        self.most(8, |cell| cell.links > 0 && cell.images == 0 && (1..=MOST_WORDS).contains(&cell.words))
    }

    fn is_description(self) -> bool {
        self.most(6, |cell| cell.words >= FEWEST_WORDS && cell.images == 0)
    }
}
