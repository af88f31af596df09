//! `invalid-date`: dates that never were.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use crate::config::ColumnKind;
use crate::convention::CellValue;
use crate::value::{candidates, looks_like_date};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for text in a column of dates that has the shape of a date and names none: a thirteenth month, a 31st of
    /// September, a 29th of February in the wrong year.
    ///
    /// ## Why it matters
    ///
    /// Nobody can tell which day was meant but whoever wrote it, and a script that reads the column stops there.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Talk | Date       |
    /// | ---- | ---------- |
    /// | Wat  | 2012-02-30 |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: look up the date.
    "invalid-date", Error, ("date", "dates"), None, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.column.kind != ColumnKind::Date {
        return;
    }
    let text = cell.text();
    if *cell.value() == CellValue::Unread && looks_like_date(text) && candidates(text).is_empty() {
        let message = format!("there is no date `{text}`; correct its day, month or year");
        findings.push(Finding::new(&RULE, cell.cell.content, message).at(cell.place));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn dates_that_never_were_are_found() {
        assert_eq!(lines_of_bad_fixture("invalid-date"), [6, 7, 8, 17, 23]);
    }
}
