//! Runs rules over a document, in the order in which they need each other.
//!
//! Rules on cells, and those on the whole document, run first; what their fixes would leave in each cell is what the
//! layout is judged by, so that a respelled date is padded in the same pass. Comments that silence rules are judged last,
//! once it is known what there was to silence.

use super::check::Check;
use super::context::Context;
use super::finding::{Finding, Fix};
use super::pending_cells::PendingCells;
use super::rule::{Applicability, Rule};
use super::suppression::Suppression;
use super::{cell, directive, registry, table_layout, unused_ignore};
use crate::convention::Conventions;
use crate::document::{Document, Listing};

/// Runs `rules` over a document: its findings, in the order of their places.
///
/// `applies` says which of the fixes will be made, and thus what the layout has to fit. What a directive silences is left
/// out, and so is what is not new, where only that is asked for.
#[must_use]
pub(crate) fn run(
    context: &Context<'_>,
    rules: &[&'static Rule],
    applies: impl Fn(&Fix) -> bool,
) -> Vec<Finding> {
    let checks = registry::checks(rules);
    let mut findings = Vec::new();
    let mut suppression = Suppression::new(context);
    run_on_cells(context, &checks, &mut findings);
    for check in &checks {
        if let Check::Document(check) | Check::DocumentSettings(check) | Check::CellAndDocument(_, check) =
            check
        {
            check(context, &mut findings);
        }
        if let (Check::LinkReport(check), Some(report)) = (check, context.link_report) {
            check(context, report, &mut findings);
        }
    }
    suppression.filter(&mut findings);
    ask_before_html_changes(context, &mut findings);
    let pending = PendingCells::new(context.document, &findings, applies);
    for check in &checks {
        match check {
            Check::Layout(check) => check(context, &pending, &mut findings),
            Check::Order(check) => check(context, &mut findings),
            _ => {}
        }
    }
    suppression.filter(&mut findings);
    let mut about_directives = Vec::new();
    if rules.contains(&&directive::RULE) {
        directive::check(context, registry::named, &mut about_directives);
    }
    if rules.contains(&&unused_ignore::RULE) {
        unused_ignore::check(context, rules, &suppression.unused(), &mut about_directives);
    }
    suppression.filter(&mut about_directives);
    findings.append(&mut about_directives);
    for finding in &mut findings {
        if let Some(level) = context.config.rules.get(finding.rule.name) {
            finding.severity = (*level).into();
        }
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    findings
}

/// HTML keeps its bytes until somebody asks: what its fixes change there is made on request alone.
fn ask_before_html_changes(context: &Context<'_>, findings: &mut [Finding]) {
    let listings = context.document.listings();
    if !listings.iter().any(Listing::is_html) {
        return;
    }
    let is_html = |finding: &&mut Finding| {
        finding.place.is_some_and(|place| listings.get(place.listing).is_some_and(Listing::is_html))
    };
    for fix in findings.iter_mut().filter(is_html).filter_map(|finding| finding.fix.as_mut()) {
        fix.applicability = Applicability::Unsafe;
    }
}

fn run_on_cells(context: &Context<'_>, checks: &[Check], findings: &mut Vec<Finding>) {
    let always = checks.iter().filter_map(|check| match check {
        Check::Cell(check) | Check::CellAndDocument(check, _) => Some(*check),
        _ => None,
    });
    let where_set = checks.iter().filter_map(|check| match check {
        Check::CellSettings(check) => Some(*check),
        _ => None,
    });
    cell::run(context, &always.collect::<Vec<_>>(), &where_set.collect::<Vec<_>>(), findings);
}

/// Whether the rows of `document`, which has no `conventions` but its layouts, are laid out as those want it.
pub(crate) fn keep_layout(context: &Context<'_>, document: &Document<'_>, conventions: &Conventions) -> bool {
    let mut findings = Vec::new();
    let context = Context { document, conventions, changes: None, ..*context };
    table_layout::check(&context, &PendingCells::default(), &mut findings);
    findings.is_empty()
}
