//! `redundant-url-part`: the end of a link that leads to the same page without it.

use super::cell::CellContext;
use super::cell::report_urls;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use crate::value::RepairKind;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for `.git` behind the name of a repository and for the slash that ends the address of a GitHub account or
    /// repository.
    ///
    /// ## Why it matters
    ///
    /// The page is the same without it, and one page should be written one way.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// [code](https://github.com/owner/project.git)
    /// ```
    ///
    /// becomes `https://github.com/owner/project`.
    ///
    /// ## The fix
    ///
    /// Safe: the link leads to the same page.
    "redundant-url-part", Warning, ("link", "links"), Safe, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let message = |found: &str| format!("`{found}` is not needed here");
    report_urls(cell, &RULE, RepairKind::Redundant, message, findings);
}
