//! Sections that the data has and the list does not, written like those that are there.
//!
//! A new section is the heading and the head of the table of a section beside it, or its first item; the data then fills
//! it as it fills any other, and the item, which the data does not have there, goes.

use std::collections::HashSet;

use super::Data;
use super::assignment::ListingsByPlace;
use crate::document::{Document, Listing, Section};
use crate::records::data::DataEntry;
use crate::text::{Edit, Span, apply};
use crate::value::comparable;

/// A list with more sections.
pub(super) struct WithSections {
    pub(super) text: String,
    pub(super) titles: Vec<String>,
    /// The lines that are new, each as the first of several and how many they are.
    inserted: Vec<(usize, usize)>,
}

impl WithSections {
    fn new(source: &str, edits: &[Edit], titles: Vec<String>) -> Option<Self> {
        let text = apply(source, edits).ok()?;
        let (mut inserted, mut shift) = (Vec::new(), 0);
        for Edit { span, replacement } in edits {
            let before = source.get(..span.start)?;
            let is_in_line = !before.is_empty() && !before.ends_with('\n');
            let first = 1 + before.matches('\n').count() + shift + usize::from(is_in_line);
            let count = replacement.matches('\n').count();
            inserted.push((first, count));
            shift += count;
        }
        Some(Self { text, titles, inserted })
    }

    /// What number a line had before; none for a new one.
    pub(super) fn line_before(&self, line: usize) -> Option<usize> {
        if self.inserted.iter().any(|(first, count)| (*first..first + count).contains(&line)) {
            return None;
        }
        let before = self.inserted.iter().filter(|(first, _)| *first <= line);
        Some(line - before.map(|(_, count)| count).sum::<usize>())
    }
}

/// The list with the sections that entries of `data` name and that it does not have.
pub(super) fn with_new_sections(document: &Document<'_>, data: &Data) -> Option<WithSections> {
    let mut titles = missing(document, data);
    let siblings = SiblingSections::new(document, data)?;
    if siblings.is_sorted {
        titles.sort_by_key(|title| comparable(title));
    }
    if titles.is_empty() {
        return None;
    }
    let known: Vec<String> = data.entries.iter().filter_map(DataEntry::section).collect();
    let source = document.source();
    let mut edits: Vec<Edit> = Vec::new();
    for title in &titles {
        let (at, sibling) = siblings.place(title, &known);
        let (before, body) = (siblings.before_listing(sibling), siblings.body(sibling));
        let existing =
            document.sections().iter().find(|section| comparable(&section.title) == comparable(title));
        if let Some(section) = existing {
            let end = section.span.start + section.span.of(source).trim_end().len();
            edits.push(Edit::insertion(end, format!("{before}{body}")));
            continue;
        }
        let heading = siblings.heading(sibling, title);
        let is_at_end = source[at..].trim().is_empty();
        let lead = match &source[..at] {
            before if before.is_empty() || before.ends_with("\n\n") => "",
            before if before.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let tail = if is_at_end { "" } else { "\n" };
        edits.push(Edit::insertion(at, format!("{lead}{heading}{before}{body}\n{tail}")));
    }
    edits.sort_by_key(|edit| edit.span.start);
    WithSections::new(source, &edits, titles)
}

/// The titles that entries name and no listing has, in the order of the data.
fn missing(document: &Document<'_>, data: &Data) -> Vec<String> {
    let places = ListingsByPlace::new(document);
    let mut seen = HashSet::new();
    let named = data.entries.iter().filter(|entry| !entry.names_listing()).filter_map(DataEntry::section);
    let new = named.filter(|title| !places.knows(title) && !title.contains(['\n', '\r']));
    new.filter(|title| seen.insert(comparable(title))).collect()
}

/// The sections whose listings are written from the data.
struct SiblingSections<'a> {
    document: &'a Document<'a>,
    /// A section and its listing, in the order of the document.
    all: Vec<(&'a Section, &'a Listing)>,
    is_sorted: bool,
}

impl<'a> SiblingSections<'a> {
    fn new(document: &'a Document<'a>, data: &Data) -> Option<Self> {
        let is_bound = |listing: &Listing| {
            data.listings.is_empty() || data.listings.iter().any(|named| named.id == listing.id)
        };
        let listings =
            document.listings().iter().filter(|listing| listing.opaque.is_none() && is_bound(listing));
        let all = listings.filter_map(|listing| Some((document.sections().get(listing.section?)?, listing)));
        let mut all: Vec<(&Section, &Listing)> =
            all.filter(|(_, listing)| listing.is_table() || !listing.entries().is_empty()).collect();
        all.dedup_by_key(|(section, _)| section.span);
        // The title of the page is not a section of it.
        let level = all.iter().map(|(section, _)| section.level).max()?;
        all.retain(|(section, _)| section.level == level);
        let titles: Vec<String> = all.iter().map(|(section, _)| comparable(&section.title)).collect();
        let is_sorted = titles.len() > 2 && titles.is_sorted();
        Some(Self { document, all, is_sorted })
    }

    /// Where a section goes, and the section beside it: by the alphabet where the others are in it, or else as the data
    /// has its sections.
    fn place(&self, title: &str, known: &[String]) -> (usize, usize) {
        let index = |title: &str| {
            self.all.iter().position(|(section, listing)| {
                comparable(&section.title) == comparable(title) || listing.id == title
            })
        };
        let after = if self.is_sorted {
            self.all.iter().rposition(|(section, _)| comparable(&section.title) < comparable(title))
        } else {
            let own =
                known.iter().position(|other| comparable(other) == comparable(title)).unwrap_or_default();
            let before = known[..own].iter().rev().find_map(|title| index(title));
            let next = || known[own..].iter().find_map(|title| index(title));
            match (before, next()) {
                (Some(before), _) => Some(before),
                (None, Some(next)) => next.checked_sub(1),
                (None, None) => Some(self.all.len() - 1),
            }
        };
        match after {
            Some(after) => (self.end(after), after),
            None => (self.all[0].0.span.start, 0),
        }
    }

    /// Where a section ends: at the next heading that is not below it.
    fn end(&self, at: usize) -> usize {
        let section = self.all[at].0;
        let next = self
            .document
            .sections()
            .iter()
            .find(|other| other.span.start > section.span.start && other.level <= section.level);
        next.map_or(self.document.source().len(), |next| next.span.start)
    }

    /// The heading of a section with another title.
    fn heading(&self, sibling: usize, title: &str) -> String {
        let section = self.all[sibling].0;
        let own = section.span.of(self.document.source()).trim_end();
        let is_plain = own.matches(&section.title).count() == 1 && !own.contains(['\n', '[', '{', '<']);
        if is_plain && !section.title.is_empty() {
            return own.replacen(&section.title, title, 1);
        }
        format!("{} {title}", "#".repeat(usize::from(section.level)))
    }

    /// What is between a heading and its listing: blank lines, and a comment that names the data.
    fn before_listing(&self, sibling: usize) -> &str {
        let (section, listing) = self.all[sibling];
        let source = self.document.source();
        let end = section.span.start + section.span.of(source).trim_end().len();
        let between = Span::new(end, listing.span.start).of(source);
        let rest = between.trim();
        let is_binding =
            rest.starts_with("<!--") && rest.ends_with("-->") && rest.matches("<!--").count() == 1;
        let is_binding = is_binding && rest.contains("records=");
        if (rest.is_empty() || is_binding) && between.contains('\n') { between } else { "\n\n" }
    }

    /// The head of the table, or the first item.
    fn body(&self, sibling: usize) -> &str {
        let (_, listing) = self.all[sibling];
        let source = self.document.source();
        if listing.is_table() {
            return Span::new(listing.header.line.start, listing.header.delimiter_line.end)
                .of(source)
                .trim_end();
        }
        listing.entries().first().map_or("", |entry| entry.block.of(source)).trim_end()
    }
}
