//! Which entry of a listing an entry of a data file is.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::data_cell::{address_text, value_text};
use super::listing_change::{Asked, ListingChange};
use crate::document::{Document, name_link};
use crate::records::data::given_addresses;
use crate::records::dataset::{CellRecord, Record};
use crate::records::identity::{Identity, squeezed};
use crate::records::matching::{origins, partners};
use crate::records::new_cells::Given;
use crate::value::canonical;

impl ListingChange<'_, '_> {
    /// For each entry of the data, the entry of the list that it is; and whether the data holds the markdown of cells.
    pub(in crate::records) fn matches(
        &self,
        asked: &[Asked<'_>],
        named: &[(bool, bool)],
    ) -> (Vec<Option<usize>>, bool) {
        let new: Vec<Identity> = asked.iter().map(|asked| self.wanted_identity(asked)).collect();
        let said: HashSet<&[String]> = new.iter().map(|new| new.cells.as_slice()).collect();
        let old = [false, true].map(|is_markdown| -> Vec<Identity> {
            self.records.entries.iter().map(|record| self.identity(record, named, is_markdown)).collect()
        });
        // The data holds what cells say, or their markdown: what more of the entries agree with.
        let agreeing =
            |old: &Vec<Identity>| old.iter().filter(|old| said.contains(old.cells.as_slice())).count();
        let is_markdown = agreeing(&old[1]) > agreeing(&old[0]);
        let old = &old[usize::from(is_markdown)];
        let (old, new) = (old.iter().collect::<Vec<_>>(), new.iter().collect::<Vec<_>>());
        // What an update does not find by its address or its name is not in the list.
        let matches = if self.data.update { partners(&old, &new) } else { origins(&old, &new, |_| None) };
        (matches, is_markdown)
    }

    /// What tells an entry of the list, its cells as the data has them.
    fn identity(&self, record: &Record<'_>, named: &[(bool, bool)], is_markdown: bool) -> Identity {
        let columns = &self.writer.convention.columns;
        let name_column = self.writer.convention.name_column();
        let cells: Vec<Option<&CellRecord<'_>>> =
            columns.iter().map(|column| record.cells.get(&column.key)).collect();
        let said = cells.iter().zip(named).map(|(cell, named)| {
            let text = match cell {
                Some(cell) if named.0 && is_markdown => {
                    cell.markdown.as_deref().unwrap_or_default().to_owned()
                }
                cell if named.0 => value_text(*cell),
                _ => String::new(),
            };
            let urls = if named.1 { address_text(*cell) } else { String::new() };
            squeezed(&format!("{text} {urls}"))
        });
        let said = said.collect();
        let address =
            |cell: &CellRecord<'_>| cell.links.iter().flatten().find_map(|link| canonical(&link.url));
        let named = cells.get(name_column).copied().flatten();
        let name = named.and_then(|cell| cell.text.as_deref()).unwrap_or_default().to_lowercase();
        let any_url = cells.iter().flatten().find_map(|cell| address(cell));
        Identity::new(squeezed(&name), named.and_then(address), any_url, said, name_column)
    }

    /// What tells an entry of the data.
    fn wanted_identity(&self, asked: &Asked<'_>) -> Identity {
        let name_column = self.writer.convention.name_column();
        let said = asked.given.iter();
        let said = said.map(|given| squeezed(&format!("{} {}", joined(given.text), joined(given.urls))));
        let said = said.collect();
        let address = |given: &Given<'_>| {
            given.urls.map(given_addresses).unwrap_or_default().iter().find_map(|url| canonical(url))
        };
        let name = asked.name.as_deref().unwrap_or_default();
        let (name, linked) = plain(name);
        let url = asked.given.get(name_column).and_then(address).or(linked);
        let any_url = url.clone().or_else(|| asked.given.iter().find_map(address));
        Identity::new(squeezed(&name.to_lowercase()), url, any_url, said, name_column)
    }
}

/// What a reader sees of a name, and where it leads.
fn plain(name: &str) -> (String, Option<String>) {
    if !name.contains("](") {
        return (name.trim_matches(['*', '`', '_']).to_owned(), None);
    }
    let document = Document::parse(name);
    let links: Vec<_> = document.prose_links().to_vec();
    name_link(&links)
        .map_or_else(|| (name.to_owned(), None), |link| (link.text.to_string(), canonical(&link.url)))
}

/// A field as one text.
fn joined(json: Option<&Json>) -> String {
    match json {
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(";"),
        _ => String::new(),
    }
}
