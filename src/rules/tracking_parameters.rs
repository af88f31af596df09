//! `tracking-parameters`: parameters of a link that only tell where the reader came from.

use super::cell::{CellContext, report_prose_urls, report_urls};
use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::value::RepairKind;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for `utm_…`, `fbclid`, `gclid` and the like in links.
    ///
    /// ## Why it matters
    ///
    /// They tell the site which campaign sent the reader, and make one page look like many.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// [blog](https://example.com/post?utm_source=newsletter&page=2)
    /// ```
    ///
    /// becomes `https://example.com/post?page=2`.
    ///
    /// ## The fix
    ///
    /// Safe: the parameters are cut out; the others keep their bytes and their order. `ref` and `source` stay, for
    /// they may mean something.
    "tracking-parameters", Warning, ("link", "links"), Safe, Check::CellAndDocument(check, check_prose)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    report_urls(cell, &RULE, RepairKind::Tracking, message, findings);
}

fn check_prose(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report_prose_urls(context, &RULE, RepairKind::Tracking, message, findings);
}

fn message(found: &str) -> String {
    format!("`{found}` tracks the reader")
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn links_in_cells_prose_and_definitions_are_found() {
        assert_eq!(lines_of_bad_fixture("tracking-parameters"), [5, 6, 7, 8, 9, 12, 14]);
    }
}
