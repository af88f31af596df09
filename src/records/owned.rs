//! Records that are kept without the text that they were read from.

use std::borrow::Cow;

use super::dataset::{CellRecord, Dataset, LinkRecord, ListingRecords, Record};

impl Dataset<'_> {
    /// The same, with a copy of all that was borrowed from a document.
    ///
    /// ```
    /// use relist::config::Config;
    /// use relist::convention::Conventions;
    /// use relist::document::Document;
    /// use relist::records::{Dataset, extract};
    ///
    /// fn read(source: &str) -> Dataset<'static> {
    ///     let document = Document::parse(source);
    ///     extract(&document, &Conventions::learn(&document, &Config::default())).into_owned()
    /// }
    ///
    /// assert_eq!(read("| Model |\n|---|\n| Yi |\n").listings[0].entries.len(), 1);
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Dataset<'static> {
        let listings = self.listings.into_iter().map(ListingRecords::into_owned).collect();
        Dataset { source: self.source, ..Dataset::new(listings) }
    }
}

impl ListingRecords<'_> {
    /// The same, with a copy of all that was borrowed from a document.
    #[must_use]
    pub fn into_owned(self) -> ListingRecords<'static> {
        let Self { id, section, kind, columns, order, form, entries } = self;
        let entries = entries.into_iter().map(Record::into_owned).collect();
        ListingRecords { id, section, kind, columns, order, form, entries }
    }
}

impl Record<'_> {
    /// The same, with a copy of all that was borrowed from a document.
    #[must_use]
    pub fn into_owned(self) -> Record<'static> {
        let Self { line, level, cells, form, excess } = self;
        Record {
            line,
            level,
            cells: cells.into_iter().map(|(key, cell)| (key, cell.into_owned())).collect(),
            form,
            excess,
        }
    }
}

impl CellRecord<'_> {
    /// The same, with a copy of all that was borrowed from a document.
    #[must_use]
    pub fn into_owned(self) -> CellRecord<'static> {
        let Self { markdown, text, links, images, value } = self;
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let all_owned = |links: Vec<LinkRecord<'_>>| links.into_iter().map(LinkRecord::into_owned).collect();
        CellRecord {
            markdown: markdown.map(owned),
            text: text.map(owned),
            links: links.map(all_owned),
            images: images.map(all_owned),
            value,
        }
    }
}

impl LinkRecord<'_> {
    /// The same, with a copy of all that was borrowed from a document.
    #[must_use]
    pub fn into_owned(self) -> LinkRecord<'static> {
        LinkRecord { text: Cow::Owned(self.text.into_owned()), url: Cow::Owned(self.url.into_owned()) }
    }
}
