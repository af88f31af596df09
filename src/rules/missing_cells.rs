//! `missing-cells`: rows that have fewer cells than their table has columns.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use super::swallowed_line::is_swallowed;
use crate::document::{Entry, Listing};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for rows with fewer cells than the header, in tables where nearly all rows have them all.
    ///
    /// Nobody misses cells of last columns that most rows leave blank, nor those after a last cell that is blank itself.
    /// A row with one cell and pipes, such as `| **Databases** |`, heads a group and is left alone. So is a table in
    /// which more than a third of the rows lack cells: that is its habit.
    ///
    /// ## Why it matters
    ///
    /// Everything after the cell that was forgotten stands under the wrong header, and the last columns stay blank.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | API      | Auth | HTTPS |
    /// | -------- | ---- | ----- |
    /// | Cat Fact | No   | Yes   |
    /// | Dog CEO  | Yes |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: only its author knows which cell is missing.
    "missing-cells", Warning, ("row", "rows"), None, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, listing) in context.document.listings().iter().enumerate() {
        let lacking: Vec<(usize, &Entry)> =
            listing.entries().iter().enumerate().filter(|(_, entry)| lacks_cells(listing, entry)).collect();
        if lacking.is_empty() || 3 * lacking.len() > listing.entries().len() {
            continue;
        }
        let source = context.document.source();
        let needed = needed_columns(listing);
        for (entry_index, entry) in lacking
            .into_iter()
            .filter(|(_, entry)| listing.cells(entry).len() < needed && !heads_group(source, listing, entry))
        {
            let (cells, columns) = (listing.cells(entry).len(), listing.column_count());
            let plural = if cells == 1 { "" } else { "s" };
            let message = format!(
                "this row has {cells} cell{plural} for {columns} columns; add the missing ones, even if they are blank"
            );
            let place = Place { listing: index, entry: Some(entry_index), column: None };
            let span = if entry.content.is_empty() { entry.block } else { entry.content };
            findings.push(Finding::new(&RULE, span, message).at(place));
        }
    }
}

fn lacks_cells(listing: &Listing, entry: &Entry) -> bool {
    let cells = listing.cells(entry);
    let ends_in_text = cells.last().is_some_and(|cell| !cell.is_blank());
    ends_in_text && cells.len() < listing.column_count() && !is_swallowed(listing, entry)
}

/// How many columns there are without the last ones, which at least half of the rows leave blank.
fn needed_columns(listing: &Listing) -> usize {
    let mut filled = vec![0_usize; listing.column_count()];
    for entry in listing.entries() {
        for (count, cell) in filled.iter_mut().zip(listing.cells(entry)) {
            *count += usize::from(!cell.is_blank());
        }
    }
    filled.iter().rposition(|count| 2 * count > listing.entries().len()).map_or(0, |last| last + 1)
}

/// One cell in emphasis or capitals, with pipes around it.
fn heads_group(source: &str, listing: &Listing, entry: &Entry) -> bool {
    let [only] = listing.cells(entry) else { return false };
    let text = only.content.of(source);
    text.starts_with(['*', '_', '#']) || text.starts_with('<') || !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn rows_that_lack_cells_are_found() {
        assert_eq!(lines_of_bad_fixture("missing-cells"), [6]);
    }
}
