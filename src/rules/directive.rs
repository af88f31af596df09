//! `directive`: comments for `relist` that it does not understand.

use std::fmt::Display;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for `<!-- relist: … -->` comments with an unknown word, rule or column.
    ///
    /// The words are `off` and `on` (nothing between them is reported, rewritten or moved), `ignore RULE` before a
    /// table, a paragraph or inside of a row, `order=-Date,Name` or `order=keep` before a table, and `records=FILE` before
    /// a listing that `relist render` writes from a data file.
    ///
    /// ## Why it matters
    ///
    /// A comment with a slip in it does nothing, and nobody would notice.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- relist: ingore date-format -->
    /// ```
    ///
    /// means `ignore`.
    ///
    /// ## The fix
    ///
    /// There is none: what was meant is for its author to say.
    "directive", Error, ("directive", "directives"), None, Check::Directives
}

/// `named` looks up a rule by its name, or says what is wrong with that.
pub(super) fn check<Known, Unknown: Display>(
    context: &Context<'_>,
    named: impl Fn(&str) -> Result<Known, Unknown>,
    findings: &mut Vec<Finding>,
) {
    let directives = context.conventions.directives();
    let source = context.document.source();
    for fault in directives.faults() {
        findings.push(Finding::new(&RULE, fault.span, fault.message.clone()));
    }
    for ignore in directives.ignores() {
        if let Err(error) = named(ignore.rule.of(source)) {
            findings.push(Finding::new(&RULE, ignore.rule, error.to_string()));
        }
    }
    for order in directives.orders() {
        let convention = &context.conventions.listings()[order.listing];
        for name in order.names.iter().filter(|name| !convention.can_order_by(name.of(source))) {
            let columns: Vec<&str> = convention.columns.iter().map(|column| column.name.as_str()).collect();
            let message = format!(
                "the table has no column `{}`; it has {}",
                name.of(source).trim_start_matches('-'),
                columns.join(", ")
            );
            findings.push(Finding::new(&RULE, *name, message));
        }
    }
}
