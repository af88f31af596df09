//! Which findings pass: directives in the text silence some, and with `--since` only what is new counts.

use super::{Context, Finding, Level, Rule, Severity, directive, unused_ignore};
use crate::convention::Ignore;
use crate::text::Span;

/// Lets findings through, and remembers which `ignore` was good for something.
pub(super) struct Gate<'a> {
    context: &'a Context<'a>,
    used: Vec<bool>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let used = vec![false; context.conventions.directives().ignores().len()];
        Self { context, used }
    }

    /// Drops the findings that do not pass.
    pub(super) fn filter(&mut self, findings: &mut Vec<Finding>) {
        let (document, directives) = (self.context.document, self.context.conventions.directives());
        if !directives.off().is_empty() {
            findings.retain(|finding| !reach(finding).any(|span| directives.switches_off(span)));
        }
        if !directives.ignores().is_empty() {
            findings.retain(|finding| !self.is_ignored(finding));
        }
        if let Some(changes) = self.context.changes {
            findings.retain_mut(|finding| changes.admit(document, finding));
        }
    }

    fn is_ignored(&mut self, finding: &Finding) -> bool {
        let source = self.context.document.source();
        let mut ignored = false;
        for (ignore, used) in self.context.conventions.directives().ignores().iter().zip(&mut self.used) {
            let start = finding.span.start;
            let inside = ignore.scope.start <= start && start < ignore.scope.end;
            if inside && ignore.rule.of(source) == finding.rule.name {
                *used = true;
                ignored = true;
            }
        }
        ignored
    }

    /// What there is to say of the directives themselves, of which an `ignore` of a rule that did not run says nothing.
    pub(super) fn finish(mut self, rules: &[&'static Rule], findings: &mut Vec<Finding>) {
        let mut own = Vec::new();
        if rules.contains(&&directive::RULE) {
            directive::check(self.context, &mut own);
        }
        if rules.contains(&&unused_ignore::RULE) {
            let ignores = self.context.conventions.directives().ignores().iter().zip(&self.used);
            let unused: Vec<&Ignore> =
                ignores.filter(|(_, used)| !**used).map(|(ignore, _)| ignore).collect();
            unused_ignore::check(self.context, rules, &unused, &mut own);
        }
        self.filter(&mut own);
        findings.append(&mut own);
        for finding in findings {
            if let Some(level) = self.context.config.rules.get(finding.rule.name) {
                finding.severity = severity(*level);
            }
        }
    }
}

/// All that a finding is about or would rewrite.
fn reach(finding: &Finding) -> impl Iterator<Item = Span> {
    let fix = finding.fix.iter();
    let edits = fix.flat_map(|fix| {
        let moved = fix.movement.map(|movement| movement.from);
        fix.edits.iter().map(|edit| edit.span).chain(moved)
    });
    std::iter::once(finding.span).chain(edits)
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Information | Level::Off => Severity::Information,
    }
}
