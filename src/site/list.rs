//! A list as a reader of its page meets it: sections, and in them groups of entries with their columns.

use std::collections::{HashMap, HashSet};

use super::columns::{PageColumn, key, pool};
use super::sections::{Ids, Sections, Title};
use crate::convention::{CellValue, Conventions, ListingConvention};
use crate::document::{Cell, Document, Entry, Listing, slug};
use crate::value::Date;

/// A list, read for its page.
///
/// ```
/// use relist::config::Config;
/// use relist::convention::Conventions;
/// use relist::document::Document;
/// use relist::site::{ListPage, PagePlace};
///
/// let source = "# Tools\n\n- [jq](https://a.example) - Reads JSON & more.\n- [yq](javascript:x) - Reads YAML.\n";
/// let document = Document::parse(source);
/// let conventions = Conventions::learn(&document, &Config::default());
/// let list = ListPage::new(&document, &conventions, &[]);
/// assert_eq!((list.title(), list.entry_count()), (Some("Tools"), 2));
///
/// let html = list.page(&PagePlace::alone("Tools"));
/// assert!(html.contains("Reads JSON &amp; more.") && html.contains("href=\"https://a.example\""));
/// assert!(!html.contains("javascript:"));
/// ```
#[derive(Debug)]
pub struct ListPage<'doc, 'src> {
    pub(super) document: &'doc Document<'src>,
    pub(super) conventions: &'doc Conventions,
    title: Option<String>,
    pub(super) sections: Sections<'doc>,
    pub(super) groups: Vec<PageListing<'doc>>,
    pub(super) columns: Vec<PageColumn>,
}

/// The entries of one listing.
#[derive(Debug)]
pub(super) struct PageListing<'doc> {
    pub(super) listing: &'doc Listing,
    pub(super) convention: &'doc ListingConvention,
    pub(super) section: Option<usize>,
    /// Its columns that hold something: which of the listing's it is, and which of the page's.
    pub(super) columns: Vec<(usize, usize)>,
    pub(super) rows: Vec<PageEntry<'doc>>,
}

/// An entry of the page.
#[derive(Debug)]
pub(super) struct PageEntry<'doc> {
    pub(super) entry: &'doc Entry,
    pub(super) name: String,
    /// Its anchor.
    pub(super) id: String,
    /// When it was added, in seconds since 1970, where that is known.
    pub(super) added: Option<i64>,
}

impl<'doc, 'src> ListPage<'doc, 'src> {
    /// The list that `document` holds. `added` says of each of its lines when it was added, in seconds since 1970; it may
    /// be empty.
    #[must_use]
    pub fn new(
        document: &'doc Document<'src>,
        conventions: &'doc Conventions,
        added: &[Option<i64>],
    ) -> Self {
        let title = Title::of(document);
        let filled = conventions.with_listings(document).filter(|(listing, _)| !listing.entries().is_empty());
        let mut sections =
            Sections::of(document, title.section(), filled.clone().map(|(listing, _)| listing));
        let mut ids = Ids::default();
        ids.reserve(sections.all.iter().map(|section| section.id.clone()));
        let columns = pool(document, conventions);
        let by_key: HashMap<&str, usize> =
            columns.iter().enumerate().map(|(index, column)| (column.key.as_str(), index)).collect();
        let mut groups = Vec::new();
        for (listing, convention) in filled {
            let is_filled = |column: usize| {
                let mut cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, column));
                cells.any(|cell| !cell.is_blank())
            };
            let own = (0..convention.columns.len()).filter(|&column| is_filled(column));
            let pooled = |column: usize| by_key.get(key(convention, column).as_str()).copied();
            let rows = listing.entries().iter().map(|entry| {
                let name = name(document, listing, convention, entry);
                let id = ids.free(&format!("e-{}", slug(&name)));
                let added = added.get(entry.line.wrapping_sub(1)).copied().flatten();
                PageEntry { entry, name, id, added }
            });
            let section = sections.add_group(listing, groups.len());
            let columns = own.filter_map(|column| Some((column, pooled(column)?))).collect();
            groups.push(PageListing { listing, convention, section, columns, rows: rows.collect() });
        }
        let title = title.text(document);
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
    pub(super) fn date(&self, group: &PageListing<'_>, row: &PageEntry<'_>) -> Option<Date> {
        group.listing.cells(row.entry).iter().find_map(|cell| match self.conventions.value(cell) {
            CellValue::Date(date) => Some(*date),
            _ => None,
        })
    }
}

impl PageListing<'_> {
    pub(super) fn cell(&self, row: &PageEntry<'_>, column: usize) -> Option<&Cell> {
        self.listing.cell(row.entry, column).filter(|cell| !cell.is_blank())
    }
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
