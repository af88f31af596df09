//! When records say the same.

use super::dataset::{CellRecord, Dataset, Record, trim};

impl Dataset<'_> {
    /// Whether the two hold the same entries: the same listings, cell sources and excess cells, in the same order.
    ///
    /// Unlike equality this leaves out what is learned from all entries together (kinds, spellings, order), which a
    /// change to one entry may tip, and what is read from a cell's source. A cell left out before another one is as
    /// good as a blank one, since a row has no other way to write that.
    #[must_use]
    pub fn same_records(&self, other: &Self) -> bool {
        self.listings.len() == other.listings.len()
            && self.listings.iter().zip(&other.listings).all(|(one, other)| {
                one.id == other.id
                    && one.entries.len() == other.entries.len()
                    && one.entries.iter().zip(&other.entries).all(|(entry, with)| {
                        entry.same_source(with) && one.form_of(entry) == other.form_of(with)
                    })
            })
    }
}

impl Record<'_> {
    fn same_source(&self, other: &Self) -> bool {
        let blank = CellRecord::from_markdown("");
        let all = |one: &Self, other: &Self| {
            one.cells.iter().all(|(key, cell)| {
                other.cells.get(key).unwrap_or(&blank).markdown.as_deref().map(trim)
                    == cell.markdown.as_deref().map(trim)
            })
        };
        let excess =
            |record: &Self| record.excess.iter().map(|cell| trim(cell).to_owned()).collect::<Vec<_>>();
        let has_last = |one: &Self, other: &Self| match other.cells.keys().next_back() {
            Some(key) => one.cells.contains_key(key),
            None => true,
        };
        let ends_alike = !self.excess.is_empty() || (has_last(self, other) && has_last(other, self));
        self.level == other.level
            && all(self, other)
            && all(other, self)
            && excess(self) == excess(other)
            && ends_alike
    }
}

/// Where the records were read does not count.
impl PartialEq for Dataset<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.listings == other.listings
    }
}

/// Where an entry was read does not count.
impl PartialEq for Record<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.level == other.level
            && self.cells == other.cells
            && self.form == other.form
            && self.excess == other.excess
    }
}
