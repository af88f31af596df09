//! Which findings pass: directives in the text silence some, and with `--since` only what is new counts.

use std::collections::HashMap;

use super::context::Context;
use super::finding::{Finding, Fix};
use crate::convention::Ignore;
use crate::text::{Span, SpanSet};

/// Lets findings through, and remembers which `ignore` was good for something.
pub(super) struct Suppression<'a> {
    context: &'a Context<'a>,
    ignored: HashMap<&'a str, Ignored>,
}

/// Where one rule is silent.
#[derive(Default)]
struct Ignored {
    scopes: SpanSet,
    /// Where it would have found something there.
    silenced: Vec<usize>,
}

impl<'a> Suppression<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let mut scopes: HashMap<&str, Vec<Span>> = HashMap::new();
        for ignore in context.conventions.directives().ignores() {
            scopes.entry(ignore.rule.of(context.document.source())).or_default().push(ignore.scope);
        }
        let ignored = scopes.into_iter().map(|(rule, scopes)| {
            (rule, Ignored { scopes: scopes.into_iter().collect(), silenced: Vec::new() })
        });
        Self { context, ignored: ignored.collect() }
    }

    /// Drops the findings that do not pass.
    pub(super) fn filter(&mut self, findings: &mut Vec<Finding>) {
        let (document, directives) = (self.context.document, self.context.conventions.directives());
        if !directives.off().is_empty() {
            findings.retain(|finding| !reach(finding).any(|span| directives.switches_off(span)));
        }
        for finding in findings.iter_mut() {
            let is_kept = |fix: &Fix| fix.edits.iter().any(|edit| self.context.conventions.keeps(edit.span));
            finding.fix.take_if(|fix| is_kept(fix));
        }
        if !self.ignored.is_empty() {
            findings.retain(|finding| !self.is_ignored(finding));
        }
        if let Some(changes) = self.context.changes {
            findings.retain_mut(|finding| changes.admit(document, finding));
        }
    }

    fn is_ignored(&mut self, finding: &Finding) -> bool {
        let Some(ignored) = self.ignored.get_mut(finding.rule.name) else { return false };
        let start = finding.span.start;
        let is_inside = ignored.scopes.touches(Span::empty(start));
        if is_inside {
            ignored.silenced.push(start);
        }
        is_inside
    }

    /// Those that silenced nothing so far.
    pub(super) fn unused(&mut self) -> Vec<&'a Ignore> {
        for ignored in self.ignored.values_mut() {
            ignored.silenced.sort_unstable();
        }
        let source = self.context.document.source();
        let is_used = |ignore: &Ignore| {
            self.ignored.get(ignore.rule.of(source)).is_some_and(|ignored| {
                let first = ignored.silenced.partition_point(|&start| start < ignore.scope.start);
                ignored.silenced.get(first).is_some_and(|&start| start < ignore.scope.end)
            })
        };
        let ignores = self.context.conventions.directives().ignores().iter();
        ignores.filter(|ignore| !is_used(ignore)).collect()
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
