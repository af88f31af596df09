//! What differs from an older text: with `--since`, nobody is asked to mend what others wrote before.

use std::collections::HashMap;

use super::finding::Finding;
use crate::document::Document;
use crate::text::Span;

/// Which lines of a text were not in an older one.
///
/// Lines are compared without the white space at their ends, and each line of the older text stands for one line of the
/// newer one: an entry that only moved is not a change, and the second of two equal rows is one.
#[derive(Clone, Debug)]
pub(crate) struct ChangedLines {
    /// Line by line.
    is_new: Vec<bool>,
}

impl ChangedLines {
    /// Compares `document` with the text that it was before.
    #[must_use]
    pub(crate) fn since(old: &str, document: &Document<'_>) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::new();
        for line in old.split(['\n', '\r']) {
            *known.entry(trimmed(line)).or_default() += 1;
        }
        let lines = (1..=document.lines().line_count()).map(|line| {
            let line = trimmed(document.lines().line_span(document.source(), line).of(document.source()));
            match known.get_mut(line) {
                _ if line.is_empty() => false,
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        Self { is_new: lines.collect() }
    }

    /// Whether a line that `span` lies on is new.
    #[must_use]
    pub(crate) fn touch(&self, document: &Document<'_>, span: Span) -> bool {
        let first = document.lines().line(span.start);
        let last = document.lines().line(span.end.saturating_sub(1).max(span.start));
        self.is_new.get(first - 1..last).is_some_and(|lines| lines.contains(&true))
    }

    /// Whether all that `span` lies on is new.
    fn cover(&self, document: &Document<'_>, span: Span) -> bool {
        let first = document.lines().line(span.start);
        let last = document.lines().line(span.end.saturating_sub(1).max(span.start));
        self.is_new.get(first - 1..last).is_some_and(|lines| !lines.contains(&false))
    }

    /// Whether `finding` is about something new; it loses a fix that would rewrite anything else.
    pub(super) fn admit(&self, document: &Document<'_>, finding: &mut Finding) -> bool {
        let entry = finding.place.and_then(|place| {
            document.listings().get(place.listing)?.entries().get(place.entry?).map(|entry| entry.block)
        });
        let about = entry.unwrap_or(finding.span);
        let others = finding.related.iter().map(|(span, _)| *span);
        if !std::iter::once(about).chain(others).any(|span| self.touch(document, span)) {
            return false;
        }
        let rewrites_only_new = finding.fix.as_ref().is_none_or(|fix| {
            let moved = fix.movement.map(|movement| movement.from);
            fix.edits.iter().map(|edit| edit.span).chain(moved).all(|span| {
                self.cover(document, span)
                    || entry.is_some_and(|entry| entry.contains(span) && self.touch(document, entry))
            })
        });
        if !rewrites_only_new {
            finding.fix = None;
        }
        true
    }
}

fn trimmed(line: &str) -> &str {
    crate::text::split_byte_order_mark(line).1.trim()
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_changes() {
        use crate::document::Document;
        use crate::rules::ChangedLines;
        use crate::text::Span;

        let document = Document::parse("two\none\nthree\n");
        let changes = ChangedLines::since("one\ntwo\n", &document);
        assert!(!changes.touch(&document, Span::new(0, 7)));
        assert!(changes.touch(&document, Span::new(8, 13)));
    }
}
