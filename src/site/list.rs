//! A list as a reader of its page meets it: sections, and in them groups of entries with their columns.

use std::collections::{HashMap, HashSet};

use super::columns::{Column, pool};
use crate::convention::{CellValue, Conventions, ListingConvention};
use crate::document::{Cell, Document, Entry, Listing, slug};
use crate::toc::is_about;
use crate::value::Date;

/// A list, read for its page.
///
/// ```
/// use relist::config::Config;
/// use relist::convention::Conventions;
/// use relist::document::Document;
/// use relist::site::{List, Place};
///
/// let source = "# Tools\n\n- [jq](https://a.example) - Reads JSON & more.\n- [yq](javascript:x) - Reads YAML.\n";
/// let document = Document::parse(source);
/// let conventions = Conventions::learn(&document, &Config::default());
/// let list = List::new(&document, &conventions, &[]);
/// assert_eq!((list.title(), list.entry_count()), (Some("Tools"), 2));
///
/// let html = list.page(&Place::alone("Tools"));
/// assert!(html.contains("Reads JSON &amp; more.") && html.contains("href=\"https://a.example\""));
/// assert!(!html.contains("javascript:"));
/// ```
#[derive(Debug)]
pub struct List<'doc, 'src> {
    pub(super) document: &'doc Document<'src>,
    pub(super) conventions: &'doc Conventions,
    title: Option<String>,
    /// Those that hold entries, in the order of the text; a section comes before its parts.
    pub(super) sections: Vec<Section<'doc>>,
    pub(super) groups: Vec<Group<'doc>>,
    pub(super) columns: Vec<Column>,
}

/// A section of the page.
#[derive(Debug)]
pub(super) struct Section<'doc> {
    pub(super) title: &'doc str,
    /// Its anchor: the one that GitHub gives it, so that links in the list lead to it.
    pub(super) id: String,
    /// The section that it is a part of.
    pub(super) parent: Option<usize>,
    /// How deep it lies, from 0.
    pub(super) depth: usize,
    /// How many entries it and its parts hold.
    pub(super) entries: usize,
}

/// The entries of one listing.
#[derive(Debug)]
pub(super) struct Group<'doc> {
    pub(super) listing: &'doc Listing,
    pub(super) convention: &'doc ListingConvention,
    pub(super) section: Option<usize>,
    /// Its columns that hold something: which of the listing's it is, and which of the page's.
    pub(super) columns: Vec<(usize, usize)>,
    pub(super) rows: Vec<Row<'doc>>,
}

/// An entry of the page.
#[derive(Debug)]
pub(super) struct Row<'doc> {
    pub(super) entry: &'doc Entry,
    pub(super) name: String,
    /// Its anchor.
    pub(super) id: String,
    /// When it was added, in seconds since 1970, where that is known.
    pub(super) added: Option<i64>,
}

impl<'doc, 'src> List<'doc, 'src> {
    /// The list that `document` holds. `added` says of each of its lines when it was added, in seconds since 1970; it may
    /// be empty.
    #[must_use]
    pub fn new(
        document: &'doc Document<'src>,
        conventions: &'doc Conventions,
        added: &[Option<i64>],
    ) -> Self {
        let listings =
            || conventions.with_listings(document).filter(|(listing, _)| !listing.entries().is_empty());
        let html_title = html_title(document);
        let title = title_section(document).filter(|_| html_title.is_none());
        let (sections, places) = sections(document, title, listings().map(|(listing, _)| listing));
        let mut ids = Ids::default();
        ids.reserve(sections.iter().map(|section| section.id.clone()));
        let columns = pool(document, conventions);
        let groups = listings().map(|(listing, convention)| {
            let is_filled = |column: usize| {
                let mut cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, column));
                cells.any(|cell| !cell.is_blank())
            };
            let own = (0..convention.columns.len()).filter(|&column| is_filled(column));
            let pooled = |column: usize| Column::of(&columns, convention, column);
            let rows = listing.entries().iter().map(|entry| {
                let name = name(document, listing, convention, entry);
                let id = ids.free(&format!("e-{}", slug(&name)));
                let added = added.get(entry.line.wrapping_sub(1)).copied().flatten();
                Row { entry, name, id, added }
            });
            Group {
                listing,
                convention,
                section: listing.section.and_then(|section| places.get(&section).copied()),
                columns: own.filter_map(|column| Some((column, pooled(column)?))).collect(),
                rows: rows.collect(),
            }
        });
        let groups = groups.collect();
        let title = title.map(|index| document.sections()[index].title.clone());
        let title = title.or(html_title);
        Self { document, conventions, title, sections, groups, columns }
    }

    /// What the list calls itself: its first heading, where that stands over all of it.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref().filter(|title| !title.trim().is_empty())
    }

    /// How many entries it has.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// How many sections with entries it has, those without parts.
    #[must_use]
    pub fn section_count(&self) -> usize {
        let with_entries: HashSet<_> = self.groups.iter().filter_map(|group| group.section).collect();
        with_entries.len()
    }

    /// The latest date in its columns of dates.
    #[must_use]
    pub fn newest(&self) -> Option<Date> {
        self.groups.iter().flat_map(|group| group.rows.iter().filter_map(|row| self.date(group, row))).max()
    }

    /// The first date that an entry's cells give.
    pub(super) fn date(&self, group: &Group<'_>, row: &Row<'_>) -> Option<Date> {
        group.listing.cells(row.entry).iter().find_map(|cell| match self.conventions.value(cell) {
            CellValue::Date(date) => Some(*date),
            _ => None,
        })
    }
}

impl Group<'_> {
    pub(super) fn cell(&self, row: &Row<'_>, column: usize) -> Option<&Cell> {
        self.listing.cell(row.entry, column).filter(|cell| !cell.is_blank())
    }
}

/// The heading that stands over the whole list: the first one, if no other is of its level, or if it says nothing else
/// than what the list is called.
fn title_section(document: &Document<'_>) -> Option<usize> {
    let (first, rest) = document.sections().split_first()?;
    let stands_above = || rest.iter().all(|section| section.level > first.level);
    let has_entries = || {
        let above = |&section: &usize| document.sections().get(section).and_then(|section| section.parent);
        let holds =
            |listing: &Listing| std::iter::successors(listing.section, above).any(|section| section == 0);
        document.listings().iter().any(|listing| !listing.entries().is_empty() && holds(listing))
    };
    (stands_above() || (first.level == 1 && !is_about(&first.title, false) && !has_entries())).then_some(0)
}

/// The heading in HTML that stands before all sections, as it does where it is centred.
fn html_title(document: &Document<'_>) -> Option<String> {
    let anchors = document.anchor_places();
    let mut headings = anchors.into_iter().filter_map(|anchor| Some((anchor.span, anchor.heading?)));
    let (span, first) = headings.next()?;
    let stands_above = document.sections().iter().all(|section| section.span.start > span.start);
    (stands_above && first.level == 1).then_some(first.title)
}

/// The sections that hold entries, and where each section of the document is among them. The title is none of them.
fn sections<'doc>(
    document: &'doc Document<'_>,
    title: Option<usize>,
    listings: impl Iterator<Item = &'doc Listing>,
) -> (Vec<Section<'doc>>, HashMap<usize, usize>) {
    let all = document.sections();
    let mut entries = vec![0; all.len()];
    for listing in listings {
        let above = |&section: &usize| all.get(section).and_then(|section| section.parent);
        for section in std::iter::successors(listing.section, above) {
            entries[section] += listing.entries().len();
        }
    }
    let mut ids = Ids::default();
    let (mut sections, mut places): (Vec<Section<'_>>, _) = (Vec::new(), HashMap::new());
    for (index, (section, entries)) in all.iter().zip(entries).enumerate() {
        // GitHub numbers the anchors of all headings, those without entries among them.
        let id = ids.numbered_from(1, &slug(&section.title));
        if entries == 0 || title == Some(index) {
            continue;
        }
        let parent = section.parent.and_then(|parent| places.get(&parent).copied());
        let depth = parent.map_or(0, |parent: usize| sections[parent].depth + 1);
        places.insert(index, sections.len());
        sections.push(Section { title: &section.title, id, parent, depth, entries });
    }
    (sections, places)
}

/// What an entry is called: the text of its name, images left out, or else that of its first cell with a text.
fn name(document: &Document<'_>, listing: &Listing, convention: &ListingConvention, entry: &Entry) -> String {
    let text = |cell: &Cell| {
        let text = document.cell_text(cell);
        let shown = Some(text.without_images()).filter(|text| !text.is_empty());
        shown.unwrap_or_else(|| text.as_str()).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let own = listing.cell(entry, convention.name_column()).map(text).filter(|name| !name.is_empty());
    let first = || listing.cells(entry).iter().map(text).find(|text| !text.is_empty());
    own.or_else(first).unwrap_or_else(|| format!("line {}", entry.line))
}

/// The anchors of a page, each given once.
#[derive(Default)]
struct Ids {
    used: HashSet<String>,
    /// How often each was asked for.
    asked: HashMap<String, usize>,
}

impl Ids {
    fn reserve(&mut self, ids: impl Iterator<Item = String>) {
        self.used.extend(ids);
    }

    fn free(&mut self, wanted: &str) -> String {
        self.numbered_from(2, wanted)
    }

    /// `wanted`, or with a number behind it where that is taken.
    fn numbered_from(&mut self, first: usize, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let asked = self.asked.entry(wanted.to_owned()).or_default();
        loop {
            let id = match *asked {
                0 => wanted.to_owned(),
                before => format!("{wanted}-{}", before + first - 1),
            };
            *asked += 1;
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}
