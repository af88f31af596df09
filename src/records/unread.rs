//! Records that are read when they are asked for: written at once, or turned into [`Record`]s that borrow from the source.
//!
//! A list has many times as many records as anybody wants to hold at a time, and to copy each cell takes longer than to
//! read it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::{SerializeMap as _, SerializeStruct as _};
use serde::{Serialize, Serializer};

use super::cells::Cells;
use super::dataset::{CellRecord, LinkRecord, ListingRecords, Record, RecordKind};
use super::extract::{read_columns, read_fields};
use super::form;
use super::value::Value;
use crate::convention::{ColumnConvention, ListingConvention, Readings};
use crate::document::{Cell, Contents, Document, Entry, Link, LinkKind, Listing, Text};

/// A listing whose entries are read when they are asked for.
pub(super) struct UnreadListing<'a, 'src> {
    document: &'a Document<'src>,
    contents: &'a Contents<'src>,
    readings: &'a Readings<'src>,
    /// Of the listing, among those of the document.
    index: usize,
    listing: &'a Listing,
    columns: &'a [ColumnConvention],
    order: Vec<String>,
    /// The keys of the columns, which their cells share.
    keys: Vec<Arc<str>>,
    /// How each item of a bullet list is written.
    forms: Vec<String>,
}

impl<'a, 'src> UnreadListing<'a, 'src> {
    pub(super) fn new(
        document: &'a Document<'src>,
        contents: &'a Contents<'src>,
        readings: &'a Readings<'src>,
        index: usize,
        convention: &'a ListingConvention,
    ) -> Self {
        let listing = &document.listings()[index];
        let columns = convention.columns.as_slice();
        let order = convention.order.iter().filter_map(|key| {
            let column = columns.get(key.column)?;
            Some(format!("{}{}", if key.descending { "-" } else { "" }, column.key))
        });
        let forms = listing.entries().iter().filter(|_| !listing.is_table());
        Self {
            document,
            contents,
            readings,
            index,
            listing,
            columns,
            order: order.collect(),
            keys: columns.iter().map(|column| Arc::from(column.key.as_str())).collect(),
            forms: forms.map(|entry| form::form_of(document, listing, entry)).collect(),
        }
    }

    /// All of it but the entries.
    fn head(&self) -> ListingRecords<'src> {
        let Self { document, listing, columns, .. } = *self;
        let is_table = listing.is_table();
        ListingRecords {
            id: listing.id.clone(),
            section: document.section_path(listing).into_iter().map(str::to_owned).collect(),
            kind: if is_table { RecordKind::Table } else { RecordKind::Bullets },
            columns: if is_table {
                read_columns(document.source(), &listing.header, columns)
            } else {
                read_fields(listing, columns)
            },
            order: self.order.clone(),
            form: self.usual_form().map(str::to_owned),
            entries: Vec::new(),
        }
    }

    /// How most entries are written, where they are bullets.
    fn usual_form(&self) -> Option<&str> {
        form::most_frequent(self.forms.iter().map(String::as_str)).first().copied()
    }

    fn entries<'b>(&'b self, usual_form: Option<&'b str>) -> impl Iterator<Item = UnreadEntry<'b, 'src>> {
        let entries = self.listing.entries().iter().enumerate();
        entries.map(move |(index, entry)| UnreadEntry {
            line: entry.line,
            cells: UnreadCells { listing: self, entry },
            form: self.forms.get(index).map(String::as_str).filter(|&form| Some(form) != usual_form),
            excess: self.excess(entry),
        })
    }

    fn excess(&self, entry: &Entry) -> Vec<&str> {
        let cells = self.listing.excess_cells(entry).iter();
        cells.map(|cell| cell.content.of(self.document.source())).collect()
    }

    /// The keys of the cells that an entry has, and the cells.
    fn cells<'b>(&'b self, entry: &'b Entry) -> impl Iterator<Item = (&'b Arc<str>, UnreadCell<'b, 'src>)> {
        let is_table = self.listing.is_table();
        let columns = self.keys.iter().zip(self.columns);
        let cells = self.listing.cells(entry).iter().zip(columns).enumerate();
        cells.filter(move |(_, (cell, _))| is_table || !cell.is_blank()).map(
            move |(index, (cell, (key, column)))| {
                let links = self.contents.links_of(self.index, self.listing, entry, index);
                let text = self.contents.placed_text_of(self.index, self.listing, entry, index);
                let text = text.unwrap_or(Text::InSource(""));
                let value = Value::of(column.read_noted(text, self.readings));
                (key, UnreadCell::new(self.document, entry, cell, links, text, value))
            },
        )
    }
}

impl<'src> From<UnreadListing<'_, 'src>> for ListingRecords<'src> {
    fn from(unread: UnreadListing<'_, 'src>) -> Self {
        let head = unread.head();
        let entries = unread.entries(head.form.as_deref()).map(Record::from).collect();
        Self { entries, ..head }
    }
}

/// As [`ListingRecords`] is written.
impl Serialize for UnreadListing<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ListingRecords { id, section, kind, columns, order, form, entries: _ } = self.head();
        let mut listing = serializer.serialize_struct("ListingRecords", 7)?;
        listing.serialize_field("id", &id)?;
        listing.serialize_field("section", &section)?;
        listing.serialize_field("kind", &kind)?;
        listing.serialize_field("columns", &columns)?;
        listing.serialize_field("order", &order)?;
        if form.is_some() {
            listing.serialize_field("form", &form)?;
        }
        listing.serialize_field("entries", &UnreadEntries(self, form.as_deref()))?;
        listing.end()
    }
}

/// The entries of a listing, and the form that most of them have.
struct UnreadEntries<'a, 'src>(&'a UnreadListing<'a, 'src>, Option<&'a str>);

impl Serialize for UnreadEntries<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.entries(self.1))
    }
}

/// An entry, written as [`Record`] is.
#[derive(Serialize)]
struct UnreadEntry<'a, 'src> {
    line: usize,
    cells: UnreadCells<'a, 'src>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
    excess: Vec<&'a str>,
}

impl<'src> From<UnreadEntry<'_, 'src>> for Record<'src> {
    fn from(unread: UnreadEntry<'_, 'src>) -> Self {
        let UnreadCells { listing, entry } = unread.cells;
        let cells = listing.cells(entry).map(|(key, cell)| (Arc::clone(key), cell.into()));
        Self {
            line: Some(unread.line),
            cells: Cells::of_columns(listing.keys.len(), cells),
            form: unread.form.map(str::to_owned),
            excess: unread.excess.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// The cells of an entry.
struct UnreadCells<'a, 'src> {
    listing: &'a UnreadListing<'a, 'src>,
    entry: &'a Entry,
}

impl Serialize for UnreadCells<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut cells = serializer.serialize_map(None)?;
        for (key, cell) in self.listing.cells(self.entry) {
            cells.serialize_entry(&**key, &cell)?;
        }
        cells.end()
    }
}

/// A cell, written as [`CellRecord`] is.
#[derive(Serialize)]
pub(super) struct UnreadCell<'a, 'src> {
    markdown: Cow<'src, str>,
    #[serde(serialize_with = "as_str")]
    text: Text<'a, 'src>,
    #[serde(skip_serializing_if = "UnreadLinks::is_empty")]
    links: UnreadLinks<'a, 'src>,
    #[serde(skip_serializing_if = "UnreadLinks::is_empty")]
    images: UnreadLinks<'a, 'src>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
}

fn as_str<S: Serializer>(text: &Text<'_, '_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_str())
}

impl<'a, 'src> UnreadCell<'a, 'src> {
    /// The cell with these `links` and this text, and the value of the text.
    #[inline]
    pub(super) fn new(
        document: &Document<'src>,
        entry: &Entry,
        cell: &Cell,
        links: &'a [Link<'src>],
        text: Text<'a, 'src>,
        value: Option<Value>,
    ) -> Self {
        Self {
            markdown: cell_source(document, entry, cell),
            links: UnreadLinks { links, are_images: false },
            images: UnreadLinks { links, are_images: true },
            text,
            value,
        }
    }
}

impl<'src> From<UnreadCell<'_, 'src>> for CellRecord<'src> {
    #[inline]
    fn from(unread: UnreadCell<'_, 'src>) -> Self {
        let UnreadCell { markdown, text, links, images, value } = unread;
        // Most cells have neither.
        let (links, images) =
            if links.links.is_empty() { (None, None) } else { (links.records(), images.records()) };
        Self { markdown: Some(markdown), text: Some(text.into_cow()), links, images, value }
    }
}

/// The source of a cell, without the indent of its list where it goes over several lines.
pub(super) fn cell_source<'src>(document: &Document<'src>, entry: &Entry, cell: &Cell) -> Cow<'src, str> {
    let source = document.source();
    form::dedented(cell.content.of(source), entry.prefix().of(source))
}

/// The links of a cell, or its images.
#[derive(Clone, Copy)]
struct UnreadLinks<'a, 'src> {
    links: &'a [Link<'src>],
    are_images: bool,
}

impl<'a, 'src> UnreadLinks<'a, 'src> {
    fn iter(self) -> impl Iterator<Item = &'a Link<'src>> {
        self.links.iter().filter(move |link| (link.kind == LinkKind::Image) == self.are_images)
    }

    fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    fn records(self) -> Option<Vec<LinkRecord<'src>>> {
        let record = |link: &Link<'src>| LinkRecord { text: link.text.clone(), url: link.url.clone() };
        if self.is_empty() {
            return None;
        }
        let mut records = Vec::with_capacity(self.links.len());
        records.extend(self.iter().map(record));
        Some(records)
    }
}

impl Serialize for UnreadLinks<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// As [`LinkRecord`] is written.
        #[derive(Serialize)]
        struct UnreadLink<'a> {
            text: &'a str,
            url: &'a str,
        }
        serializer.collect_seq(self.iter().map(|link| UnreadLink { text: &link.text, url: &link.url }))
    }
}
