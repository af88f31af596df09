//! The part of an output that has to be read again: the tables that edits were made in, where the rest is known to mean
//! what it meant.
//!
//! A block parser reads line after line. Where a table stands in no other block and has a blank line on both sides, it
//! starts with nothing open and leaves nothing open, so that whatever stands around it is read alike whether its rows
//! are the old ones or the new ones, and its rows are read alike whatever stands around it. Only definitions of
//! references reach further than that: where a document has any, all of it is read again.

use crate::document::{Document, Listing};
use crate::text::{Edit, Span};

/// Tables of an output, one below the other.
pub(super) struct Excerpt {
    /// Their text.
    pub(super) text: String,
    /// Which listings of the source they were, in order.
    pub(super) listings: Vec<usize>,
    /// Where each is to lie in the text.
    spans: Vec<Span>,
}

impl Excerpt {
    /// The tables of `output` that `edits` of `source` changed; nothing where more than tables may have changed.
    pub(super) fn of(source: &Document<'_>, edits: &[Edit], output: &str) -> Option<Self> {
        if source.has_references() {
            return None;
        }
        let mut excerpt = Self { text: String::new(), listings: Vec::new(), spans: Vec::new() };
        let mut growth = 0_isize;
        let mut rest = edits.iter().peekable();
        while let Some(edit) = rest.peek() {
            let index = source.listings().partition_point(|listing| listing.span.end < edit.span.start);
            let listing = source.listings().get(index)?;
            if !may_be_read_alone(source.source(), listing) {
                return None;
            }
            let rows = Span::new(listing.header.delimiter_line.end, listing.span.end);
            let start = listing.span.start.checked_add_signed(growth)?;
            while let Some(edit) = rest.next_if(|edit| edit.span.start <= rows.end) {
                if !rows.contains(edit.span) {
                    return None;
                }
                growth += edit.replacement.len().wrapping_sub(edit.span.len()).cast_signed();
            }
            let end = listing.span.end.checked_add_signed(growth)?;
            let table = output.get(start..end)?;
            if !table.ends_with('\n') && end < output.len() {
                return None;
            }
            excerpt.add(index, table);
        }
        Some(excerpt)
    }

    fn add(&mut self, listing: usize, table: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.listings.push(listing);
        self.spans.push(Span::new(self.text.len(), self.text.len() + table.len()));
        self.text.push_str(table);
    }

    /// Whether `document`, which was read from the text, is made of these tables and nothing else.
    pub(super) fn is_read_as(&self, document: &Document<'_>) -> bool {
        document.listings().iter().map(|listing| listing.span).eq(self.spans.iter().copied())
            && document.listings().iter().all(|listing| listing.is_table() && listing.opaque.is_none())
    }
}

/// Whether a table stands in no other block, between blank lines or the ends of the text.
fn may_be_read_alone(source: &str, listing: &Listing) -> bool {
    let (before, after) = (Span::new(0, listing.span.start), Span::new(listing.span.end, source.len()));
    let (before, after) = (before.of(source), after.of(source));
    let last_before = before.strip_suffix('\n').and_then(|before| before.rsplit('\n').next());
    let first_after = after.split_inclusive('\n').next();
    listing.is_outermost
        && listing.is_table()
        && listing.opaque.is_none()
        && listing.header.content.start == listing.span.start
        && (before.is_empty() || last_before.is_some_and(is_blank))
        && first_after.is_none_or(|line| line.strip_suffix('\n').is_some_and(is_blank))
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}
