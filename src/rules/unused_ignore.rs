//! `unused-ignore`: an `ignore` that nothing needs.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use super::rule::Rule;
use crate::convention::Ignore;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for `<!-- relist: ignore RULE -->` where that rule finds nothing.
    ///
    /// ## Why it matters
    ///
    /// The comment outlives its reason, and will hide the next mistake.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// <!-- relist: ignore insecure-url -->
    /// [code](https://github.com/owner/project)
    /// ```
    ///
    /// ignores nothing.
    ///
    /// ## The fix
    ///
    /// There is none: take the comment out.
    "unused-ignore", Warning, ("comment", "comments"), None, Check::Directives
}

/// Reports those of the `unused` whose rule is among those that ran.
pub(super) fn check(
    context: &Context<'_>,
    rules: &[&'static Rule],
    unused: &[&Ignore],
    findings: &mut Vec<Finding>,
) {
    for ignore in unused {
        let name = ignore.rule.of(context.document.source());
        let has_run =
            |rule: &&Rule| rule.name == name && (!rule.needs_link_report || context.link_report.is_some());
        if rules.iter().copied().any(|rule| has_run(&rule)) {
            findings.push(Finding::new(&RULE, ignore.rule, format!("`{name}` finds nothing here to ignore")));
        }
    }
}
