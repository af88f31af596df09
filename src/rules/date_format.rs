//! `date-format`: dates in the spelling of their column.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use super::invalid_date::without_endings;
use crate::convention::{CellValue, DateConvention};
use crate::value::candidates;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for dates that are spelled differently from most dates of their column.
    ///
    /// ## Why it matters
    ///
    /// A reader compares dates down a column, and a script sorts by them; both stumble over `2023-08` among `07/23`.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model   | Date    |
    /// | ------- | ------- |
    /// | Mistral | 09/23   |
    /// | XVERSE  | 2023-08 |
    /// | Llama 2 | 07/23   |
    /// | PolyLM  | 07/23   |
    /// ```
    ///
    /// becomes `08/23` in the second row.
    ///
    /// ## The fix
    ///
    /// Safe: the same date in the column's spelling. A date that would gain or lose a part (a day in a column of
    /// months) is left alone, and so is one that can be read in two ways.
    "date-format", Warning, ("date", "dates"), Safe, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(dates) = cell.column.date.as_ref().filter(|dates| dates.settled) else { return };
    let text = cell.read_text();
    let written = text.as_str();
    let CellValue::Date(date) = cell.value() else { return report_ordinal(cell, dates, findings) };
    let Some(spelled) = dates.format.spell(*date).filter(|spelled| spelled != written) else { return };
    // What says more than the date keeps its words.
    if candidates(written).is_empty() {
        return report_ordinal(cell, dates, findings);
    }
    if cell.context.document.cell_has_code(cell.cell) {
        return;
    }
    if let Some(span) = text.source_span(text.trimmed_range()) {
        let message = format!("`{written}` is written `{spelled}` in this column ({})", dates.format);
        cell.report(&RULE, span, message, &spelled, findings);
    }
}

/// Reports a date that is the column's but for an ending such as `15th`; without a fix, as that would drop letters.
fn report_ordinal(cell: &CellContext<'_>, dates: &DateConvention, findings: &mut Vec<Finding>) {
    let written = cell.text();
    if !written.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    let (plain, _) = without_endings(written);
    if plain != written && dates.format.parse(&plain).is_some() {
        let message = format!("`{written}` is written `{plain}` in this column ({})", dates.format);
        findings.push(Finding::new(&RULE, cell.cell.content, message).at(cell.place));
    }
}
