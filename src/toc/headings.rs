//! The headings of a document, and which of them a link leads to.

use std::collections::HashMap;

use super::TocTarget;
use crate::document::Document;
use crate::text::Span;
use crate::value::percent_decoded;

/// A heading that a table of contents may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TocHeading {
    /// 1 for `#` to 6 for `######`.
    pub(crate) level: u8,
    /// Its text without markup.
    pub(crate) title: String,
    /// The whole heading in the source.
    pub(crate) span: Span,
    /// GitHub's name for it.
    pub(crate) anchor: String,
    /// The explicit `id` or `name` of a tag that stands in it or right beside it.
    pub(crate) id: Option<String>,
    /// The nearest heading above it with a lower level.
    pub(crate) parent: Option<usize>,
    /// The last heading before it with the same parent and level.
    pub(crate) before: Option<usize>,
    /// Whether entries stand between it and the next heading of its level or a lower one.
    pub(crate) has_entries: bool,
}

/// The headings in the order of the text.
#[derive(Debug)]
pub(crate) struct Headings {
    pub(crate) all: Vec<TocHeading>,
    /// Lower-cased anchors and ids; `None` where a place is named that is not a heading.
    names: HashMap<String, Option<usize>>,
}

/// An id stands beside a heading if no more than this lies between them, in bytes.
const FARTHEST_ID: usize = 160;

impl Headings {
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let anchors = document.anchor_places();
        let mut all: Vec<TocHeading> = Vec::new();
        let mut names = HashMap::new();
        let mut last_of_group = HashMap::new();
        for anchor in &anchors {
            let Some(heading) = &anchor.heading else { continue };
            let parent = parent(&all, heading.level);
            names.entry(anchor.name.to_lowercase()).or_insert(Some(all.len()));
            all.push(TocHeading {
                level: heading.level,
                title: heading.title.clone(),
                span: anchor.span,
                anchor: anchor.name.clone(),
                id: None,
                parent,
                before: last_of_group.insert((parent, heading.level), all.len()),
                has_entries: false,
            });
        }
        for anchor in anchors.iter().filter(|anchor| anchor.heading.is_none()) {
            let index = beside(document.source(), &all, anchor.span);
            names.entry(anchor.name.to_lowercase()).or_insert(index);
            if let Some(index) = index {
                all[index].id = Some(anchor.name.clone());
            }
        }
        mark_entries(document, &mut all);
        Self { all, names }
    }

    /// Where `#fragment` leads.
    pub(crate) fn resolve(&self, fragment: &str) -> TocTarget {
        let name = percent_decoded(fragment).to_lowercase();
        let bare = name.strip_prefix("user-content-").unwrap_or(&name);
        match self.names.get(&name).or_else(|| self.names.get(bare)) {
            Some(Some(heading)) => TocTarget::Heading(*heading),
            Some(None) => TocTarget::Elsewhere,
            None => TocTarget::Nowhere,
        }
    }

    /// The headings above `heading`, the nearest first.
    pub(crate) fn ancestors(&self, heading: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.all[heading].parent, |&parent| self.all[parent].parent)
    }
}

/// The nearest of `all` with a lower level than `level`, which stands behind them.
fn parent(all: &[TocHeading], level: u8) -> Option<usize> {
    let mut parent = all.len().checked_sub(1);
    while let Some(index) = parent.filter(|&index| all[index].level >= level) {
        parent = all[index].parent;
    }
    parent
}

/// The heading that a tag with an id belongs to: the one it stands in, or before, or right behind.
fn beside(source: &str, all: &[TocHeading], tag: Span) -> Option<usize> {
    let next = all.partition_point(|heading| heading.span.start < tag.start);
    let between = |start: usize, end: usize| source.get(start..end).filter(|text| text.len() <= FARTHEST_ID);
    let is_quiet = |text: &&str| {
        let mut in_tag = false;
        text.chars().all(|c| {
            in_tag = (in_tag || c == '<') && c != '>';
            in_tag || c == '>' || c.is_whitespace()
        })
    };
    if let Some(last) = next.checked_sub(1).filter(|&last| all[last].span.end >= tag.end) {
        return Some(last);
    }
    let before = all.get(next).filter(|heading| {
        heading.span.contains(tag) || between(tag.end, heading.span.start).is_some_and(|text| is_quiet(&text))
    });
    if before.is_some() {
        return Some(next);
    }
    let last = next.checked_sub(1)?;
    between(all[last].span.end, tag.start).filter(is_quiet).map(|_| last)
}

fn mark_entries(document: &Document<'_>, all: &mut [TocHeading]) {
    for listing in document.listings().iter().filter(|listing| !listing.entries().is_empty()) {
        let next = all.partition_point(|heading| heading.span.start < listing.span.start);
        let mut above = next.checked_sub(1);
        while let Some(index) = above.filter(|&index| !all[index].has_entries) {
            all[index].has_entries = true;
            above = all[index].parent;
        }
    }
}
