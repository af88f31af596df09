//! `too-long`: a file of which GitHub shows a part.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::document::Listing;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for files of more than 512 kB.
    ///
    /// ## Why it matters
    ///
    /// GitHub shows the first 512,000 bytes of a README and cuts off the rest, so that nobody finds the entries there.
    ///
    /// ## Example
    ///
    /// A `README.md` of 600 kB: its last 88 kB are not shown.
    ///
    /// ## The fix
    ///
    /// None: divide the list among several files.
    "too-long", Warning, ("file", "files"), None, Check::Document(check)
}

/// So many bytes of a file are shown.
const SHOWN: usize = 512_000;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    if source.len() <= SHOWN {
        return;
    }
    let lines = context.document.lines();
    let line = lines.line(SHOWN);
    let listings = context.document.listings().iter();
    let hidden = listings.flat_map(Listing::entries).filter(|entry| entry.content.end > SHOWN).count();
    let entries = if hidden == 1 { "entry" } else { "entries" };
    let message = if hidden == 0 {
        "GitHub shows the first 512 kB of a file, and cuts off what follows here".to_owned()
    } else {
        format!(
            "GitHub shows the first 512 kB of a file, and {hidden} {entries} from here on are not among them"
        )
    };
    let start = lines.line_span(source, line).start;
    findings.push(Finding::new(&RULE, Span::empty(start), message));
}
