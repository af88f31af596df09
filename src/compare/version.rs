//! One of the three versions that are merged: its tables and lists as groups of units, each unit some whole lines.

use std::collections::{HashMap, HashSet};

use super::listings::{self, Description};
use crate::config::Config;
use crate::convention::{Conventions, ListingConvention};
use crate::document::{Document, Entry, Item, LinkKind, List, Listing, ListingKind, name_link};
use crate::records::identity::{Identity, squeezed};
use crate::text::Span;
use crate::value::canonical;

/// Lists that are nested deeper are lines of their items: each level is compared, merged and proved by itself.
const DEEPEST: usize = 16;

/// One of the versions.
pub(super) struct ComparedVersion<'src> {
    pub(super) document: Document<'src>,
    conventions: Conventions,
    /// The groups that are in no other, in the order of the text.
    pub(super) groups: Vec<UnitGroup>,
}

/// A table or a list; the rows of a table in HTML are merged as the items of a list are.
pub(super) struct UnitGroup {
    /// What it is.
    pub(super) kind: ListingKind,
    /// The index of the listing, for a table.
    pub(super) table: Option<usize>,
    /// All its lines.
    pub(super) span: Span,
    /// The header and the delimiter row of a table; empty for a list.
    pub(super) head: Span,
    pub(super) units: Vec<RowOrItem>,
}

/// A row of a table, or an item of a list.
pub(super) struct RowOrItem {
    /// Its lines, without the blank ones behind it.
    pub(super) span: Span,
    /// The blank lines between it and the next one.
    pub(super) gap: Span,
    /// The marker of an item; empty for a row.
    pub(super) marker: Span,
    /// Where the link of an item's name leads, in the source; nothing for a row.
    pub(super) destination: Option<Span>,
    pub(super) identity: Identity,
    /// The listing and the entry that it is, if it is one.
    pub(super) entry: Option<(usize, usize)>,
    /// The groups in it, in the order of the text.
    pub(super) groups: Vec<UnitGroup>,
}

impl<'src> ComparedVersion<'src> {
    pub(super) fn new(source: &'src str, config: &Config) -> Self {
        let document = Document::parse(source);
        let conventions = Conventions::learn(&document, config);
        let mut entries = HashMap::new();
        for (index, listing) in document.listings().iter().enumerate() {
            if listing.kind == ListingKind::Bullets {
                let lines = listing.entries().iter().enumerate();
                entries.extend(lines.map(|(entry, found)| (found.line, (index, entry))));
            }
        }
        let builder = VersionBuilder { document: &document, conventions: &conventions, entries };
        let mut groups: Vec<UnitGroup> = document.lists().iter().map(|list| builder.list(list, 1)).collect();
        for (index, listing) in document.listings().iter().enumerate() {
            match listing.kind {
                ListingKind::Table if listing.opaque.is_none() => {
                    place(&mut groups, builder.table(index, listing));
                }
                ListingKind::Html => {
                    if let Some(rows) = builder.html_rows(index, listing) {
                        place(&mut groups, rows);
                    }
                }
                _ => {}
            }
        }
        Self { document, conventions, groups }
    }

    pub(super) fn source(&self) -> &'src str {
        self.document.source()
    }

    /// A listing and what is learned of it.
    pub(super) fn listing(&self, index: usize) -> (&Listing, &ListingConvention) {
        (&self.document.listings()[index], &self.conventions.listings()[index])
    }

    /// What the units say, wherever they stand.
    pub(super) fn sayings(&self) -> HashSet<&[String]> {
        let mut sayings = HashSet::new();
        let mut left: Vec<&UnitGroup> = self.groups.iter().collect();
        while let Some(group) = left.pop() {
            for unit in &group.units {
                sayings.insert(unit.identity.cells.as_slice());
                left.extend(&unit.groups);
            }
        }
        sayings
    }

    /// The titles of the headings above `offset`, outermost first.
    fn section(&self, offset: usize) -> Vec<&str> {
        let sections = self.document.sections();
        let last = sections.partition_point(|section| section.span.start <= offset);
        let mut next = last.checked_sub(1);
        let mut path = Vec::new();
        while let Some(section) = next.and_then(|index| sections.get(index)) {
            path.push(section.title.as_str());
            next = section.parent;
        }
        path.reverse();
        path
    }

    fn describe<'a>(&'a self, group: &'a UnitGroup) -> Description<'a> {
        let columns = group.table.map(|table| &self.conventions.listings()[table].columns);
        Description {
            form: Some(group.kind),
            section: self.section(group.span.start),
            columns: columns.into_iter().flatten().map(|column| column.name.as_str()).collect(),
            identities: group.units.iter().map(|unit| &unit.identity).collect(),
        }
    }
}

/// For each group of `new` the index of its partner among those of `old`.
pub(super) fn partners(
    old: (&ComparedVersion<'_>, &[UnitGroup]),
    new: (&ComparedVersion<'_>, &[UnitGroup]),
) -> Vec<Option<usize>> {
    let old: Vec<_> = old.1.iter().map(|group| Some(old.0.describe(group))).collect();
    let new: Vec<_> = new.1.iter().map(|group| Some(new.0.describe(group))).collect();
    listings::partners(&old, &new)
}

/// Puts a table where it belongs: into the unit that it stands in, or among `groups`.
fn place(groups: &mut Vec<UnitGroup>, table: UnitGroup) {
    let index = groups.partition_point(|group| group.span.end <= table.span.start);
    let around = groups.get_mut(index).filter(|group| group.span.contains(table.span));
    match around {
        None => groups.insert(index, table),
        Some(group) => {
            let unit = group.units.partition_point(|unit| unit.span.end <= table.span.start);
            // A table that reaches past its item is left to the lines.
            if let Some(unit) = group.units.get_mut(unit).filter(|unit| unit.span.contains(table.span)) {
                place(&mut unit.groups, table);
            }
        }
    }
}

struct VersionBuilder<'a, 'src> {
    document: &'a Document<'src>,
    conventions: &'a Conventions,
    /// The entries of lists by the lines that they start on.
    entries: HashMap<usize, (usize, usize)>,
}

impl VersionBuilder<'_, '_> {
    /// A list at this depth, from 1.
    fn list(&self, list: &List, depth: usize) -> UnitGroup {
        let mut units: Vec<RowOrItem> = list.items.iter().map(|item| self.item(item, depth)).collect();
        set_gaps(&mut units);
        let kind = ListingKind::Bullets;
        UnitGroup { kind, table: None, span: list.span(), head: Span::empty(list.span().start), units }
    }

    fn item(&self, item: &Item, depth: usize) -> RowOrItem {
        let source = self.document.source();
        let links = self.document.item_links(item);
        let link = name_link(&links);
        let url = link.and_then(|link| canonical(&link.url));
        let first_url =
            links.iter().filter(|link| link.kind != LinkKind::Image).find_map(|link| canonical(&link.url));
        let text = squeezed(&self.document.item_text(item).to_lowercase());
        let name = link.map(|link| squeezed(&link.text.to_lowercase())).filter(|name| !name.is_empty());
        let body = Span::new(item.marker.end, item.span.end);
        let cells = vec![squeezed(body.of(source))];
        let start = self.document.lines().line(item.span.start);
        let lists = if depth < DEEPEST { item.lists.as_slice() } else { &[] };
        RowOrItem {
            span: item.span,
            gap: Span::empty(item.span.end),
            marker: item.marker,
            destination: link.and_then(|link| link.url_span),
            identity: Identity { url, first_url, name: name.unwrap_or(text), cells },
            entry: self.entries.get(&start).copied(),
            groups: lists.iter().map(|list| self.list(list, depth + 1)).collect(),
        }
    }

    fn table(&self, index: usize, listing: &Listing) -> UnitGroup {
        let head = listing.header.line.join(listing.header.delimiter_line);
        let units = self.rows(index, listing);
        UnitGroup { kind: ListingKind::Table, table: Some(index), span: listing.span, head, units }
    }

    fn rows(&self, index: usize, listing: &Listing) -> Vec<RowOrItem> {
        let convention = &self.conventions.listings()[index];
        let row = |(entry_index, entry): (usize, &Entry)| RowOrItem {
            span: entry.block,
            gap: Span::empty(entry.block.end),
            marker: Span::empty(entry.block.start),
            destination: None,
            identity: Identity::of(self.document, listing, convention, entry),
            entry: Some((index, entry_index)),
            groups: Vec::new(),
        };
        listing.entries().iter().enumerate().map(row).collect()
    }

    /// The rows of a table in HTML, where each has lines of its own.
    fn html_rows(&self, index: usize, listing: &Listing) -> Option<UnitGroup> {
        if !listing.rows_have_own_lines() {
            return None;
        }
        let mut units = self.rows(index, listing);
        set_gaps(&mut units);
        let span = units.first()?.span.join(units.last()?.span);
        Some(UnitGroup { kind: ListingKind::Html, table: None, span, head: Span::empty(span.start), units })
    }
}

fn set_gaps(units: &mut [RowOrItem]) {
    for index in 1..units.len() {
        let next = units[index].span.start;
        units[index - 1].gap.end = next;
    }
}
