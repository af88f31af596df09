//! `size-format`: sizes in the spelling of their column.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use crate::config::ColumnKind;
use crate::convention::CellValue;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for sizes, context lengths and token counts whose unit is set differently from most cells of their
    /// column: `7b` or `7 B` among `7B`.
    ///
    /// ## Why it matters
    ///
    /// One column, one spelling: it can be searched, sorted and compared.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model  | Size |
    /// | ------ | ---- |
    /// | Yi     | 34B  |
    /// | Falcon | 40 b |
    /// | MPT    | 30B  |
    /// | LLaMA  | 65B  |
    /// ```
    ///
    /// becomes `40B` in the second row.
    ///
    /// ## The fix
    ///
    /// Safe: the unit's case and the space before it; the digits are not touched.
    "size-format", Warning, ("size", "sizes"), Safe, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let sized = matches!(cell.column.kind, ColumnKind::Size | ColumnKind::Context | ColumnKind::Tokens);
    let (Some(spelling), CellValue::Quantities(amounts), true) = (cell.column.size, cell.value(), sized)
    else {
        return;
    };
    let text = cell.read_text();
    for item in &amounts.items {
        let written = item.span.of(text.as_str());
        let Some(respelled) = spelling.respell(written) else { continue };
        let span = text.source_span(item.span.shifted(text.trimmed_range().start).into());
        if let Some(span) = span.filter(|_| !cell.context.document.cell_has_code(cell.cell)) {
            let message = format!("`{written}` is written `{respelled}` in this column");
            cell.report(&RULE, span, message, &respelled, findings);
        }
    }
}
