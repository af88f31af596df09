//! What the fields of an entry are to say: what the cells of the list say, in the way of the data.

use serde_json::{Map, Value as Json};

use super::pairing::PairedListing;
use crate::document::Field;
use crate::records::csv_view::addresses;
use crate::records::data::{DataEntry, is_blank};
use crate::records::dataset::{CellRecord, Record};
use crate::records::new_cells::{Given, truth};
use crate::records::regenerate::data_cell::{DataCell, address_text, value_text};
use crate::records::regenerate::listing_change::is_extracted;
use crate::records::views::tags;

/// One listing, as its data has it.
pub(super) struct ListingFields<'a, 'src> {
    listing: &'a PairedListing<'a, 'src>,
    /// Whether there is no data yet.
    is_new: bool,
    /// Whether all fields are plain text, as those of CSV.
    is_separated: bool,
    /// The field that tells where an entry belongs, and what it says for this listing.
    section: Option<&'a (&'static str, String)>,
    /// What entries of the data call the fields of each column.
    names: Vec<Names>,
    /// Whether the data is what `extract` wrote, with values in place of markdown.
    is_extracted: bool,
}

/// What a field is called that says the text of a column, and where its links lead.
type Names = [Option<String>; 2];

impl<'a, 'src> ListingFields<'a, 'src> {
    pub(super) fn new(
        listing: &'a PairedListing<'a, 'src>,
        is_new: bool,
        is_separated: bool,
        section: Option<&'a (&'static str, String)>,
    ) -> Self {
        let is_extracted = listing.asked.values().any(|asked| is_extracted(asked.entry));
        let names = names(listing);
        Self { listing, is_new, is_separated, section, names, is_extracted }
    }

    /// The fields of an entry of the data that the list says otherwise, with what it says.
    pub(super) fn changed(&self, entry: &DataEntry, index: usize, record: usize) -> Vec<(String, Json)> {
        let change = &self.listing.change;
        let mut changed = self.moved(entry).into_iter().collect::<Vec<_>>();
        let (Some(asked), Some(record_of)) =
            (self.listing.asked.get(&index), change.records.entries.get(record))
        else {
            return changed;
        };
        for (at, column) in change.writer.convention.columns.iter().enumerate() {
            let cell = DataCell {
                writer: &change.writer,
                index: at,
                column,
                record: record_of.cells.get(&column.key),
                is_update: false,
                cell: None,
            };
            let given = asked.given.get(at).copied().unwrap_or_default();
            let is_asked = self.listing.named.get(at).copied().unwrap_or_default();
            let own = asked.fields.get(at).copied().unwrap_or_default();
            let name = |is_url: bool| {
                own[usize::from(is_url)]
                    .map(str::to_owned)
                    .or_else(|| self.names[at][usize::from(is_url)].clone())
            };
            let nothing = Json::Null;
            if is_asked.0
                && !cell.says(given.text.unwrap_or(&nothing))
                && let Some(name) = name(false)
            {
                changed.push((name, self.text(at, cell.record, &given, self.has_urls(at))));
            }
            if is_asked.1
                && !cell.leads_to(given.urls.unwrap_or(&nothing))
                && let Some(name) = name(true)
            {
                changed.push((name, self.urls(cell.record)));
            }
        }
        changed
    }

    /// The fields of an entry that the data does not have, and the keys of the columns that it has no field for.
    pub(super) fn of_record(&self, record: usize) -> (Map<String, Json>, Vec<String>) {
        let mut fields = Map::new();
        let mut unkept = Vec::new();
        let change = &self.listing.change;
        let Some(record) = change.records.entries.get(record) else { return (fields, unkept) };
        let names = if self.is_new { self.own_names(record) } else { self.names.clone() };
        for (at, column) in change.writer.convention.columns.iter().enumerate() {
            let cell = record.cells.get(&column.key);
            if let Some(name) = &names[at][0] {
                let text = self.text(at, cell, &Given::default(), names[at][1].is_some());
                if !is_blank(&text) || self.is_separated {
                    fields.insert(name.clone(), text);
                }
            } else if !is_blank(&value_text(cell).into()) {
                unkept.push(column.key.clone());
            }
            if let Some(name) = &names[at][1] {
                let urls = self.urls(cell);
                if !is_blank(&urls) || self.is_separated {
                    fields.insert(name.clone(), urls);
                }
            }
        }
        if let Some((field, said)) = self.section {
            fields.insert((*field).to_owned(), said.clone().into());
        }
        (fields, unkept)
    }

    /// The field that says another section than the one where the entry is.
    fn moved(&self, entry: &DataEntry) -> Option<(String, Json)> {
        let (_, said) = self.section?;
        let find = |name: &str| entry.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        let (field, before, now) = match (find("listing"), find("section")) {
            (Some((field, before)), _) => (field, before, self.listing.id().to_owned()),
            (None, Some((field, before))) => (field, before, said.clone()),
            (None, None) => return None,
        };
        let (is_here, was) = match before {
            Json::Array(path) => (path.last().and_then(Json::as_str), path.len()),
            text => (text.as_str(), 0),
        };
        let is_same = |text: &str| {
            crate::value::comparable(text) == crate::value::comparable(&now) || text == self.listing.id()
        };
        if is_here.is_some_and(|text| is_same(text.trim())) {
            return None;
        }
        let path = &self.listing.change.records.section;
        Some((field.clone(), if was > 1 { path.clone().into() } else { now.into() }))
    }

    /// The names of fields for data that does not exist yet.
    fn own_names(&self, record: &Record<'_>) -> Vec<Names> {
        let convention = self.listing.change.writer.convention;
        let name_column = convention.name_column();
        let has_url_column =
            convention.columns.iter().any(|column| matches!(column.key.as_str(), "url" | "link"));
        let named = convention.columns.iter().enumerate().map(|(at, column)| {
            let cell = record.cells.get(&column.key);
            let is_shown = self.listing.change.writer.listing.is_table()
                || cell.is_some_and(|cell| !value_text(Some(cell)).is_empty());
            let has_one = cell.is_some_and(|cell| addresses(cell).count() == 1);
            let has_address = at == name_column && (self.is_separated || has_one);
            let url = if has_url_column { format!("{}_url", column.key) } else { "url".to_owned() };
            [is_shown.then(|| column.key.clone()), has_address.then_some(url)]
        });
        named.collect()
    }

    fn has_urls(&self, column: usize) -> bool {
        self.listing.named.get(column).is_some_and(|named| named.1)
    }

    /// What a cell says, as `given` says it in the data; `has_urls`: where it leads is told apart.
    fn text(&self, index: usize, cell: Option<&CellRecord<'_>>, given: &Given<'_>, has_urls: bool) -> Json {
        let Some(cell) = cell else { return String::new().into() };
        let markdown = cell.markdown.as_deref().unwrap_or_default();
        let said = value_text(Some(cell));
        if self.listing.is_markdown {
            return markdown.into();
        }
        match given.text {
            Some(Json::Bool(_)) => {
                return truth(&said).map_or_else(|| said.clone().into(), Json::Bool);
            }
            Some(Json::Array(_)) if !self.is_tags(index) => {
                return said.split(", ").map(str::to_owned).collect::<Vec<_>>().into();
            }
            _ => {}
        }
        if self.is_tags(index) && !self.is_separated {
            return tags(cell).into();
        }
        let has_links = addresses(cell).next().is_some();
        if cell.value.is_some() || self.is_extracted || (has_urls && has_links) {
            said.into()
        } else {
            markdown.into()
        }
    }

    fn urls(&self, cell: Option<&CellRecord<'_>>) -> Json {
        let urls: Vec<&str> = cell.into_iter().flat_map(addresses).collect();
        match urls.as_slice() {
            [_, _, ..] if !self.is_separated => urls.into(),
            _ => address_text(cell).into(),
        }
    }

    /// Whether a column holds the tags of items.
    fn is_tags(&self, index: usize) -> bool {
        !self.listing.change.writer.listing.is_table() && index == Field::Tags as usize
    }
}

/// What the first entries of the data that have them call the fields of each column.
fn names(listing: &PairedListing<'_, '_>) -> Vec<Names> {
    let mut names = vec![Names::default(); listing.change.writer.convention.columns.len()];
    let mut asked: Vec<_> = listing.asked.iter().collect();
    asked.sort_by_key(|(index, _)| **index);
    for (_, asked) in asked {
        for (names, fields) in names.iter_mut().zip(&asked.fields) {
            for (name, field) in names.iter_mut().zip(fields) {
                if name.is_none() {
                    *name = field.map(str::to_owned);
                }
            }
        }
    }
    names
}
