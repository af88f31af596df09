//! A table of contents for a document that has none.

use std::collections::HashMap;

use super::style::{LabelStyle, UrlStyle};
use super::{Headings, words};
use crate::document::Document;
use crate::text::{Edit, Span};

/// Fewer sections need no contents.
const LEAST_SECTIONS: usize = 3;
/// More entries than this leave out the second level.
const MOST_ENTRIES: usize = 60;

/// The insertion of contents, if there are sections enough.
pub(super) fn fresh(document: &Document<'_>) -> Option<Edit> {
    let headings = Headings::of(document);
    let source = document.source();
    let place = marked(document);
    let start = place.map_or(0, |(at, _)| at);
    let level = main_level(&headings, start)?;
    let listed = listed(&headings, start, level);
    let is_section = |index: &&usize| {
        let heading = &headings.all[**index];
        heading.level == level && !words::is_about(&heading.title, heading.has_entries)
    };
    if listed.iter().filter(is_section).count() < LEAST_SECTIONS {
        return None;
    }
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let marker = marker(document);
    let mut lines: Vec<String> = Vec::new();
    for &index in &listed {
        let heading = &headings.all[index];
        let indent = if heading.level > level { "  " } else { "" };
        let label = LabelStyle::Title.write(source, heading);
        lines.push(format!("{indent}{marker} [{label}]({})", UrlStyle::Anchor.write(heading)));
    }
    let list = lines.join(line_end);
    if let Some((at, end)) = place {
        return Some(Edit::replacement(
            Span::new(at, end),
            format!("{line_end}{line_end}{list}{line_end}{line_end}"),
        ));
    }
    let at = headings.all.get(*listed.first()?)?.span.start;
    let line = source.get(..at)?;
    // A heading in a quote or a list is no place to begin.
    if !(line.is_empty() || line.ends_with('\n')) {
        return None;
    }
    let title = words::title_like(listed.iter().map(|&index| headings.all[index].title.as_str()));
    let signs = "#".repeat(usize::from(level));
    Some(Edit::insertion(at, format!("{signs} {title}{line_end}{line_end}{list}{line_end}{line_end}")))
}

/// The place between `<!-- toc -->` and the comment that ends it, or right behind the former where there is none.
fn marked(document: &Document<'_>) -> Option<(usize, usize)> {
    let source = document.source();
    let text = |comment: &crate::document::Comment| comment.text.of(source).to_ascii_lowercase();
    let comments = document.comments();
    let start = comments.iter().position(|comment| {
        matches!(text(comment).as_str(), "toc" | "toc start" | "toc-start" | "toc begin")
    })?;
    let end = comments.get(start + 1).filter(|comment| {
        matches!(text(comment).as_str(), "tocstop" | "/toc" | "toc end" | "toc-end" | "end toc" | "toc stop")
    });
    let at = comments[start].span.end;
    let behind = end.map_or(at, |end| end.span.start);
    // Whatever stands there already is somebody's.
    let between = source.get(at..behind)?;
    if !between.trim().is_empty() {
        return None;
    }
    let rest = source.get(behind..)?;
    let blank = if end.is_some() { 0 } else { rest.len() - rest.trim_start_matches(['\n', '\r']).len() };
    Some((at, behind + blank))
}

/// The lowest level of which there are several with entries.
fn main_level(headings: &Headings, start: usize) -> Option<u8> {
    let mut counts: HashMap<u8, usize> = HashMap::new();
    for heading in headings.all.iter().filter(|heading| heading.span.start >= start) {
        *counts.entry(heading.level).or_default() += usize::from(heading.has_entries);
    }
    (1..=6).find(|level| counts.get(level).is_some_and(|&count| count > 1))
}

/// The sections of the main level, and those below it where they hold entries and are not too many.
fn listed(headings: &Headings, start: usize, level: u8) -> Vec<usize> {
    let of_levels = |deepest: u8| -> Vec<usize> {
        let all = headings.all.iter().enumerate();
        let is_listed = |heading: &super::TocHeading| {
            heading.span.start >= start
                && (level..=deepest).contains(&heading.level)
                && !heading.anchor.trim_matches('-').is_empty()
                && !words::is_contents(&heading.title)
        };
        all.filter(|(_, heading)| is_listed(heading)).map(|(index, _)| index).collect()
    };
    let next = level.saturating_add(1);
    let of_next = headings.all.iter().filter(|heading| heading.level == next && heading.span.start >= start);
    let (all, with_entries) = of_next.fold((0, 0), |(all, with_entries), heading| {
        (all + 1, with_entries + usize::from(heading.has_entries))
    });
    let both = of_levels(next);
    if with_entries * 2 >= all && both.len() <= MOST_ENTRIES { both } else { of_levels(level) }
}

/// The bullet that the document uses most.
fn marker(document: &Document<'_>) -> char {
    let source = document.source();
    let markers = document.lists().into_iter().filter_map(|list| {
        let first = list.items.first()?.marker.of(source).chars().next()?;
        matches!(first, '-' | '*' | '+').then_some(first)
    });
    super::style::most_frequent(markers).map_or('-', |(marker, _)| marker)
}
