//! Where the table of contents stands: a list, a line or a table most of whose links lead to headings behind it.

use std::collections::HashSet;

use super::{Headings, Line, Shape, Toc, TocTarget, words};
use crate::document::{Document, Item, Link, LinkKind, List};
use crate::text::Span;

/// Fewer entries than this are no table of contents, unless a heading says so.
const LEAST_ENTRIES: usize = 3;
/// Lists that are no farther apart than this are parts of one, in bytes.
const FARTHEST_PART: usize = 300;
/// What may stand between two entries on one line, in bytes.
const LONGEST_SEPARATOR: usize = 24;

pub(super) fn find<'src>(document: &Document<'src>) -> Option<Toc<'src>> {
    // Most documents have none, and need not be searched for it.
    document.links().filter(|(link, _)| link.url.starts_with('#')).nth(1)?;
    let headings = Headings::of(document);
    let mut candidates = lists(document, &headings);
    candidates.extend(lines(document, &headings, &candidates));
    candidates.extend(tables(document, &headings));
    let are_contents = candidates.iter().enumerate().filter(|(_, candidate)| candidate.is_one(&headings));
    let (best, _) = are_contents
        .max_by_key(|(_, candidate)| (candidate.targets(), std::cmp::Reverse(candidate.span.start)))?;
    let best = candidates.swap_remove(best);
    let others = candidates.iter().filter(|candidate| candidate.shape == Shape::List);
    let listed_elsewhere =
        others.flat_map(|other| other.lines.iter().filter_map(|line| line.target.heading())).collect();
    Some(Toc { shape: best.shape, lines: best.lines, span: best.span, headings, listed_elsewhere })
}

/// What may be the table of contents.
struct TocCandidate<'src> {
    shape: Shape,
    lines: Vec<Line<'src>>,
    span: Span,
}

impl TocCandidate<'_> {
    /// How many headings it names.
    fn targets(&self) -> usize {
        self.lines.iter().filter_map(|line| line.target.heading()).collect::<HashSet<_>>().len()
    }

    /// Whether it stands before what it names, and names enough.
    fn is_one(&self, headings: &Headings) -> bool {
        let targets: HashSet<usize> = self.lines.iter().filter_map(|line| line.target.heading()).collect();
        let behind =
            targets.iter().filter(|&&target| headings.all[target].span.start >= self.span.end).count();
        let above = headings.all.partition_point(|heading| heading.span.start < self.span.start);
        let above = above.checked_sub(1).map(|above| &headings.all[above]);
        let is_titled = above.is_some_and(|heading| words::is_contents(&heading.title));
        let least = if is_titled && self.shape == Shape::List { 2 } else { LEAST_ENTRIES };
        targets.len() >= least && behind * 10 >= targets.len() * 6
    }
}

/// Where the first of `links` leads that is more than a badge or a way back to the top.
fn read<'src>(links: Vec<Link<'src>>, headings: &Headings) -> (Option<Link<'src>>, TocTarget) {
    let mut links = links.into_iter().filter(|link| link.kind != LinkKind::Image);
    let Some(first) = links.next() else { return (None, TocTarget::Elsewhere) };
    let Some(fragment) = first.url.strip_prefix('#') else { return (Some(first), TocTarget::Elsewhere) };
    let target = if fragment.is_empty() { TocTarget::Elsewhere } else { headings.resolve(fragment) };
    (Some(first), target)
}

fn lists<'src>(document: &Document<'src>, headings: &Headings) -> Vec<TocCandidate<'src>> {
    let mut found: Vec<TocCandidate<'src>> = Vec::new();
    for list in document.lists() {
        let lines = list_lines(document, &list, headings);
        let leads_inside =
            |line: &&Line<'_>| line.link.as_ref().is_some_and(|link| link.url.starts_with('#'));
        let anchors = lines.iter().filter(leads_inside).count();
        if anchors < 2 && lines.len() > 1 || anchors * 10 < lines.len() * 6 {
            continue;
        }
        let span = list.span();
        match found.last_mut().filter(|last| are_parts(document, headings, last.span, span)) {
            Some(last) => {
                last.lines.extend(lines);
                last.span = last.span.join(span);
            }
            None => found.push(TocCandidate { shape: Shape::List, lines, span }),
        }
    }
    found
}

/// Whether two lists stand one below the other with no more than a word or two between them.
fn are_parts(document: &Document<'_>, headings: &Headings, one: Span, other: Span) -> bool {
    let between = Span::new(one.end, other.start);
    between.len() <= FARTHEST_PART
        && !holds_one(between, &headings.all, |heading| heading.span)
        && !holds_one(between, document.listings(), |listing| listing.span)
}

/// Whether one of `all`, which are in the order of the text, lies in `span`.
fn holds_one<T>(span: Span, all: &[T], span_of: impl Fn(&T) -> Span) -> bool {
    let next = all.partition_point(|one| span_of(one).start < span.start);
    all.get(next).is_some_and(|one| span.contains(span_of(one)))
}

/// The items of `list` and of those in it, each on lines of its own.
fn list_lines<'src>(document: &Document<'src>, list: &List, headings: &Headings) -> Vec<Line<'src>> {
    let mut lines = Vec::new();
    let mut open: Vec<(usize, &Item)> = list.items.iter().rev().map(|item| (0, item)).collect();
    while let Some((depth, item)) = open.pop() {
        let end = item.lists.first().map_or(item.span.end, |list| list.span().start);
        let (link, target) = read(document.item_links(item), headings);
        lines.push(Line { span: Span::new(item.span.start, end), marker: item.marker, depth, link, target });
        let nested = item.lists.iter().rev().flat_map(|list| list.items.iter().rev());
        open.extend(nested.map(|item| (depth + 1, item)));
    }
    lines
}

/// Runs of links to headings with the same short sign between them.
fn lines<'src>(
    document: &Document<'src>,
    headings: &Headings,
    lists: &[TocCandidate<'_>],
) -> Vec<TocCandidate<'src>> {
    let mut found: Vec<TocCandidate<'src>> = Vec::new();
    let is_listed = |span: Span| {
        let next = lists.partition_point(|list| list.span.start <= span.start);
        next.checked_sub(1).is_some_and(|last| lists[last].span.contains(span))
    };
    let links = document.prose_links().iter().filter(|link| link.kind != LinkKind::Image);
    let mut last_end = None;
    for link in links.filter(|link| link.url.starts_with('#') && !is_listed(link.span)) {
        let (span, start) = (link.span, link.span.start);
        let (link, target) = read(vec![link.clone()], headings);
        let entry = Line { span, marker: Span::empty(span.start), depth: 0, link, target };
        let continues = last_end.is_some_and(|end| is_separator(document.source(), Span::new(end, start)));
        last_end = Some(span.end);
        match found.last_mut().filter(|_| continues) {
            Some(last) => {
                last.lines.push(entry);
                last.span = last.span.join(span);
            }
            None => found.push(TocCandidate { shape: Shape::Line, lines: vec![entry], span }),
        }
    }
    found.retain(|candidate| candidate.lines.len() > LEAST_ENTRIES);
    found
}

fn is_separator(source: &str, span: Span) -> bool {
    let text = span.of(source);
    let lines = text.matches('\n').count();
    span.start <= span.end
        && text.len() <= LONGEST_SEPARATOR
        && lines <= 1
        && text.chars().filter(|c| c.is_alphanumeric()).count() <= 4
}

/// Tables whose cells lead to headings.
fn tables<'src>(document: &Document<'src>, headings: &Headings) -> Vec<TocCandidate<'src>> {
    let mut found = Vec::new();
    for listing in document.listings().iter().filter(|listing| listing.is_table()) {
        let headers = listing.header.cells.iter();
        let cells = headers.chain(listing.entries().iter().flat_map(|entry| listing.cells(entry)));
        let links: Vec<Link<'src>> = cells.flat_map(|cell| document.cell_links(cell)).cloned().collect();
        let anchors = links.iter().filter(|link| link.url.starts_with('#')).count();
        if anchors < LEAST_ENTRIES || anchors * 10 < links.len() * 6 {
            continue;
        }
        let entries = links.into_iter().map(|link| {
            let span = link.span;
            let (link, target) = read(vec![link], headings);
            Line { span, marker: Span::empty(span.start), depth: 0, link, target }
        });
        found.push(TocCandidate { shape: Shape::Table, lines: entries.collect(), span: listing.span });
    }
    found
}
