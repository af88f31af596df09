//! The proof that contents were brought up to date, and that nothing else changed.
//!
//! The judge reads the text before and after: outside of the contents the page must be the same, and inside each entry must
//! be the list item that was meant. Read again, the contents must have nothing left to change, and no entry less than before,
//! but for those that led nowhere.

use std::collections::HashSet;
use std::ops::Range;

use super::{Plan, Shape, Toc, TocTarget, TocWriter};
use crate::document::{Document, LinkKind};
use crate::page::{self, Page, Renewed};
use crate::text::{Edit, LineIndex, Span, outside_is_unchanged};

/// Proves that `output` is `document` with its contents, which were at `before`, up to date.
pub(super) fn prove(
    document: &Document<'_>,
    before: Option<&Toc<'_>>,
    edits: &[Edit],
    output: &str,
) -> Result<(), String> {
    let source = document.source();
    if !outside_is_unchanged(source, output, edits) {
        return Err("a byte outside of the contents would change".to_owned());
    }
    let new_document = Document::parse(output);
    let after = Toc::find(&new_document).ok_or("the contents would not be read as contents")?;
    let (old_page, new_page) = page::read_both(source, output);
    let (renewed, renewed_lines) = match before {
        Some(before) if before.shape == Shape::List => {
            (Renewed::Lists, [lines(source, before.span), lines(output, after.span)])
        }
        Some(before) => (Renewed::Blocks, [touched(source, before.span), touched(output, after.span)]),
        None => (Renewed::Blocks, renewed_lines(source, edits, output)),
    };
    page::compare_around(&old_page, &new_page, renewed_lines, renewed)
        .map_err(|difference| difference.reason)?;
    show_as_read(&new_document, &after, &new_page)?;
    if let Some(before) = before {
        keeps_spacing(document, before, &old_page, &new_document, &after, &new_page)?;
        keeps_entries(before, &after)?;
    }
    let left = TocWriter::new(output, &after).map(|writer| writer.edits(&Plan::of(&after)));
    if left.unwrap_or_default().is_empty() { Ok(()) } else { Err("it would not settle".to_owned()) }
}

/// The lines on which the contents stand, or are made to stand.
fn renewed_lines(source: &str, edits: &[Edit], output: &str) -> [Range<usize>; 2] {
    let start = edits.first().map_or(0, |edit| edit.span.start);
    let end = edits.last().map_or(0, |edit| edit.span.end);
    let added = output.len() - (source.len() - end);
    [lines(source, Span::new(start, end)), lines(output, Span::new(start, added))]
}

/// The lines that start in `span`.
fn lines(text: &str, span: Span) -> Range<usize> {
    let index = LineIndex::new(text);
    let next = |offset: usize| {
        let line = index.line(offset);
        if index.line_span(text, line).start == offset { line } else { line + 1 }
    };
    next(span.start)..next(span.end)
}

/// The lines that `span` reaches into.
fn touched(text: &str, span: Span) -> Range<usize> {
    let index = LineIndex::new(text);
    index.line(span.start)..index.line(span.end.saturating_sub(1).max(span.start)) + 1
}

/// Each entry of contents that are a list is an item on the page, as deep as it is read, with the same link.
fn show_as_read(document: &Document<'_>, toc: &Toc<'_>, page: &Page) -> Result<(), String> {
    if toc.shape != Shape::List {
        return Ok(());
    }
    let outline = page.outline();
    for line in &toc.lines {
        let item = outline.get(&document.lines().line(line.span.start));
        let is_shown = item.is_some_and(|item| {
            let link = line.link.as_ref().filter(|link| link.kind == LinkKind::Inline);
            let leads_there = |url: &str| link.is_none_or(|link| link.url == url);
            item.depth == line.depth && item.url.as_deref().is_none_or(leads_there)
        });
        if !is_shown {
            return Err("GitHub would not show an entry where it is meant to stand".to_owned());
        }
    }
    Ok(())
}

/// Lists stay tight or loose.
fn keeps_spacing(
    document: &Document<'_>,
    before: &Toc<'_>,
    old_page: &Page,
    new_document: &Document<'_>,
    after: &Toc<'_>,
    new_page: &Page,
) -> Result<(), String> {
    let spacing = |document: &Document<'_>, toc: &Toc<'_>, page: &Page| -> HashSet<bool> {
        let outline = page.outline();
        let items = toc.lines.iter().filter_map(|line| outline.get(&document.lines().line(line.span.start)));
        items.map(|item| item.is_tight).collect()
    };
    let old = spacing(document, before, old_page);
    if spacing(new_document, after, new_page).is_subset(&old) {
        Ok(())
    } else {
        Err("the lists of the contents would become tight or loose".to_owned())
    }
}

/// Only entries that lead nowhere may go.
fn keeps_entries(before: &Toc<'_>, after: &Toc<'_>) -> Result<(), String> {
    let headings = |toc: &Toc<'_>| -> HashSet<usize> {
        toc.lines.iter().filter_map(|line| line.target.heading()).collect()
    };
    let others = |toc: &Toc<'_>| -> Vec<String> {
        let lines = toc.lines.iter().filter(|line| line.target == TocTarget::Elsewhere);
        let mut texts: Vec<String> = lines
            .map(|line| {
                line.link.as_ref().map(|link| format!("{} {}", link.text, link.url)).unwrap_or_default()
            })
            .collect();
        texts.sort_unstable();
        texts
    };
    let is_kept = headings(before).is_subset(&headings(after)) && others(before) == others(after);
    if is_kept { Ok(()) } else { Err("an entry of the contents would be lost".to_owned()) }
}
