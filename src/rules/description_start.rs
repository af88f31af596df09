//! Where a description starts: whether its first word starts a sentence, or goes on from the name.

use crate::convention::entry_separator;
use crate::document::{Cell, Document, Entry, Field, Listing};

/// Whether `description` starts a line, or is set apart from the name by a separator, by links or by images.
pub(super) fn starts_description(
    document: &Document<'_>,
    listing: &Listing,
    entry: &Entry,
    description: &Cell,
) -> bool {
    let source = document.source();
    let cell = |field: Field| listing.cell(entry, field as usize).filter(|cell| !cell.is_blank());
    let starts_line = source[..description.content.start].trim_end_matches([' ', '\t']).ends_with('\n');
    let is_behind =
        |end: usize| source.get(end..description.content.start).map_or("?", |between| between.trim());
    starts_line
        || entry_separator(document, listing, entry).is_some()
        || cell(Field::Tags)
            .is_some_and(|tags| are_images(tags.content.of(source)) && is_behind(tags.content.end).is_empty())
        || cell(Field::Name).zip(cell(Field::Links)).is_some_and(|(name, links)| {
            let before = source.get(name.content.end..links.content.start).unwrap_or_default();
            is_separator_before_links(before) && matches!(is_behind(links.content.end), "" | ")")
        })
}

/// `**Name:** ![High](high.svg) Grows`: images that say nothing of what follows them.
fn are_images(tags: &str) -> bool {
    tags.starts_with("![") && tags.ends_with([')', ']'])
}

/// `[Name](…) - ([Code](…), [Docs](…)) Grows`: the separator stands before links in brackets.
fn is_separator_before_links(between: &str) -> bool {
    between.trim().trim_end_matches(['(', ' ']).ends_with(['-', '–', '—', ':'])
}
