//! Blanks at the ends of lines, where no other line has them.

use super::context::Context;
use super::entry_parts::are_few;
use super::finding::{Finding, Place};
use super::rule::Rule;
use crate::text::Span;

/// Reports, for `rule`, the entries whose line ends in a blank, where hardly another line does.
///
/// Two spaces break a line, and are meant.
pub(super) fn report(rule: &'static Rule, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    let mut found = Vec::new();
    let mut lines = 0;
    for (index, listing) in context.document.listings().iter().enumerate() {
        for (number, entry) in listing.entries().iter().enumerate() {
            lines += 1;
            let line = context.document.lines().line_span(source, entry.line).of(source);
            let text = line.trim_end_matches(['\n', '\r']);
            // Behind a marker alone, what is missing is the item.
            if text.trim().len() <= 1 {
                continue;
            }
            let blanks = &text[text.trim_end_matches([' ', '\t', '\u{a0}', '\u{3000}']).len()..];
            if !blanks.is_empty() && blanks != "  " {
                let start = context.document.lines().line_span(source, entry.line).start;
                let span = Span::new(start + text.len() - blanks.len(), start + text.len());
                found.push((Place { listing: index, entry: Some(number), column: None }, span));
            }
        }
    }
    if lines > FEWEST && found.len() <= MOST && are_few(found.len(), lines) {
        for (place, span) in found {
            findings.push(
                Finding::new(rule, span, "this line ends in a blank, unlike the others").at(place).noted(),
            );
        }
    }
}

/// In shorter lists a blank is not an exception.
const FEWEST: usize = 4;

/// More of them are how some people of the list write, and nobody sees them.
const MOST: usize = 3;
