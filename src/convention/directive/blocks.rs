//! What a comment is about, each line looked at once however many comments there are.

use std::collections::HashMap;

use crate::document::Document;
use crate::text::Span;

/// The blocks of a document, asked for from its start to its end.
pub(super) struct Blocks<'a> {
    document: &'a Document<'a>,
    /// The listings, by where they start.
    listings: HashMap<usize, usize>,
    /// The lines of the comment that was asked for last, and whether there is text among them.
    own: Option<(Span, bool)>,
    /// The last search for a line with text.
    text: Search,
    /// The last search for a blank line.
    blank: Search,
}

/// A search for the next line of some kind: the same answer for all lines from the first one to the found one.
#[derive(Clone, Copy, Default)]
struct Search {
    from: usize,
    found: Option<usize>,
}

impl Search {
    /// The first line from `line` to `last` for which `is_wanted` holds; lines count from 1.
    fn next(&mut self, line: usize, last: usize, is_wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let is_known = self.from > 0 && self.from <= line && self.found.is_none_or(|found| line <= found);
        if !is_known {
            *self = Self { from: line, found: (line..=last).find(|&line| is_wanted(line)) };
        }
        self.found
    }
}

impl<'a> Blocks<'a> {
    pub(super) fn new(document: &'a Document<'a>) -> Self {
        let starts = document.listings().iter().enumerate();
        let listings = starts.rev().map(|(index, listing)| (listing.span.start, index)).collect();
        Self { document, listings, own: None, text: Search::default(), blank: Search::default() }
    }

    /// The listing that starts at `offset`.
    pub(super) fn listing_at(&self, offset: usize) -> Option<usize> {
        self.listings.get(&offset).copied()
    }

    /// What a comment outside of rows is about: its line, if there is more on it; else the block after it.
    pub(super) fn after(&mut self, comment: Span) -> Option<Span> {
        let document = self.document;
        let lines = document.lines();
        let (first, last) = (lines.line(comment.start), lines.line(comment.end.saturating_sub(1)));
        let own = line_of(document, first).join(line_of(document, last));
        if self.shares(own) {
            return Some(own);
        }
        let count = lines.line_count();
        let start = self.text.next(last + 1, count, |line| holds_text(document, line_of(document, line)))?;
        let first_line = line_of(document, start);
        if let Some(listing) = self.listing_at(first_line.start) {
            return Some(document.listings()[listing].span);
        }
        let end = self.blank.next(start, count, |line| is_blank(document, line_of(document, line)));
        let end = end.map_or(document.source().len(), |line| line_of(document, line).start);
        Some(Span::new(first_line.start, end))
    }

    /// Whether there is text in the lines `own` of a comment.
    fn shares(&mut self, own: Span) -> bool {
        match self.own {
            Some((lines, shares)) if lines == own => shares,
            _ => {
                let shares = holds_text(self.document, own);
                self.own = Some((own, shares));
                shares
            }
        }
    }
}

fn line_of(document: &Document<'_>, line: usize) -> Span {
    document.lines().line_span(document.source(), line)
}

fn is_blank(document: &Document<'_>, line: Span) -> bool {
    line.of(document.source()).chars().all(|c| c.is_whitespace() || c == '>')
}

/// Whether there is anything in `lines` but comments and quote marks.
fn holds_text(document: &Document<'_>, lines: Span) -> bool {
    let comments = document.comments();
    let first = comments.partition_point(|comment| comment.span.end <= lines.start);
    let mut position = lines.start;
    for comment in comments[first..].iter().take_while(|comment| comment.span.start < lines.end) {
        if comment.span.start > position && !is_blank(document, Span::new(position, comment.span.start)) {
            return true;
        }
        position = position.max(comment.span.end);
    }
    !is_blank(document, Span::new(position.min(lines.end), lines.end))
}
