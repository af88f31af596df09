//! Which listing an entry of a data file belongs to.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value as Json;

use super::Data;
use crate::convention::Conventions;
use crate::document::{Document, name_link};
use crate::records::data::{DataEntry, DataError, DataProblem, given_addresses, is_blank};
use crate::records::new_entry::choose;
use crate::value::{canonical, comparable};

/// Which entries of the data belong to which listing.
#[derive(Debug, Default)]
pub(in crate::records) struct Assignment {
    /// By the indexes of listings, the indexes of entries.
    pub(in crate::records) listings: BTreeMap<usize, Vec<usize>>,
    /// Where the entries stand that an update finds in no listing.
    pub(super) unmatched: Vec<String>,
}

impl Assignment {
    pub(in crate::records) fn new(
        document: &Document<'_>,
        conventions: &Conventions,
        data: &Data,
        errors: &mut Vec<DataError>,
    ) -> Self {
        let mut assignment = Self::default();
        let places = ListingsByPlace::new(document);
        let named: HashSet<usize> =
            data.listings.iter().filter_map(|listing| places.find(&listing.id)).collect();
        if !data.update {
            assignment.listings.extend(named.iter().map(|&number| (number, Vec::new())));
        }
        let mut failed: HashMap<Option<String>, Option<usize>> = HashMap::new();
        let anywhere = data.update.then(|| EntryIndex::new(document, conventions));
        for (index, entry) in data.entries.iter().enumerate() {
            let section = entry.section().or_else(|| data.section.clone());
            if let (None, Some(anywhere)) = (&section, &anywhere) {
                let found = anywhere.listings_of(entry);
                if found.is_empty() {
                    assignment.unmatched.push(entry.place.clone());
                }
                for number in found {
                    assignment.listings.entry(number).or_default().push(index);
                }
                continue;
            }
            let number = if let Some(number) = section.as_deref().and_then(|section| places.find(section)) {
                Some(number)
            } else if let Some(number) = failed.get(&section) {
                *number
            } else {
                let chosen = choose(document, section.as_deref());
                let number = chosen.as_ref().ok().copied();
                if let Err(error) = chosen {
                    let (place, entry) = (entry.place.clone(), entry.name());
                    errors.push(DataError { place, entry, problem: error.into() });
                }
                failed.insert(section, number);
                number
            };
            let is_other = |number: &usize| !named.is_empty() && !named.contains(number);
            if let Some(other) = number.filter(is_other) {
                let problem = DataProblem::OtherListing(document.listings()[other].id.clone());
                errors.push(DataError { place: entry.place.clone(), entry: entry.name(), problem });
            } else if let Some(number) = number {
                assignment.listings.entry(number).or_default().push(index);
            }
        }
        assignment
    }
}

/// The listings by id, and by the titles of their sections.
pub(super) struct ListingsByPlace<'a> {
    by_id: HashMap<&'a str, usize>,
    by_title: HashMap<String, Vec<usize>>,
}

impl<'a> ListingsByPlace<'a> {
    pub(super) fn new(document: &'a Document<'_>) -> Self {
        let mut places = Self { by_id: HashMap::new(), by_title: HashMap::new() };
        for (number, listing) in document.listings().iter().enumerate() {
            if listing.opaque.is_some() {
                continue;
            }
            places.by_id.insert(&listing.id, number);
            if let Some(section) = listing.section.and_then(|section| document.sections().get(section)) {
                places.by_title.entry(comparable(&section.title)).or_default().push(number);
            }
        }
        places
    }

    /// Whether there is a listing of that id, or under that title.
    pub(super) fn knows(&self, section: &str) -> bool {
        self.by_id.contains_key(section) || self.by_title.contains_key(&comparable(section))
    }

    fn find(&self, section: &str) -> Option<usize> {
        self.by_id.get(section).copied().or_else(|| {
            match self.by_title.get(&comparable(section))?.as_slice() {
                [one] => Some(*one),
                _ => None,
            }
        })
    }
}

/// The entries of all listings by name and address.
struct EntryIndex {
    by_url: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// What columns of names are called.
    names: HashSet<String>,
}

impl EntryIndex {
    fn new(document: &Document<'_>, conventions: &Conventions) -> Self {
        let mut index = Self {
            by_url: HashMap::new(),
            by_name: HashMap::new(),
            names: HashSet::from(["name".to_owned()]),
        };
        for (number, listing) in document.listings().iter().enumerate() {
            let convention = &conventions.listings()[number];
            if listing.opaque.is_some() {
                continue;
            }
            let column = convention.name_column();
            index.names.extend(convention.columns.get(column).map(|column| column.key.clone()));
            for cell in listing.entries().iter().filter_map(|entry| listing.cell(entry, column)) {
                let name = comparable(document.cell_text(cell).as_str());
                add(&mut index.by_name, name, number);
                let link = name_link(document.cell_links(cell)).and_then(|link| canonical(&link.url));
                if let Some(url) = link {
                    add(&mut index.by_url, url, number);
                }
            }
        }
        index
    }

    /// The listings with this entry: with its address, or else with its name.
    fn listings_of(&self, entry: &DataEntry) -> Vec<usize> {
        let is_address = |field: &str| {
            let field = field.to_lowercase();
            matches!(field.as_str(), "url" | "link") || field.ends_with("_url")
        };
        let addresses = entry.fields.iter().filter(|(field, _)| is_address(field));
        let mut urls = addresses.flat_map(|(_, json)| given_addresses(json));
        let by_url = urls.find_map(|url| self.by_url.get(&canonical(&url)?));
        let names = entry.fields.iter().filter(|(field, _)| self.names.contains(&field.to_lowercase()));
        let by_name = || {
            let mut names = names.filter_map(|(_, json)| json.as_str());
            names.find_map(|name| self.by_name.get(&comparable(name)))
        };
        by_url.or_else(by_name).cloned().unwrap_or_default()
    }
}

fn add(index: &mut HashMap<String, Vec<usize>>, key: String, number: usize) {
    let numbers = index.entry(key).or_default();
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

impl DataEntry {
    /// Whether the entry names its listing by its id.
    pub(super) fn names_listing(&self) -> bool {
        self.fields.iter().any(|(field, json)| field.eq_ignore_ascii_case("listing") && !is_blank(json))
    }

    /// The section or the listing that the entry says it belongs to.
    pub(super) fn section(&self) -> Option<String> {
        let field = |name: &str| {
            let found = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
            match found.map(|(_, json)| json) {
                Some(Json::String(text)) => Some(text.trim().to_owned()),
                Some(Json::Array(path)) => path.last().and_then(Json::as_str).map(str::to_owned),
                _ => None,
            }
        };
        field("listing").or_else(|| field("section")).filter(|section| !section.is_empty())
    }

    pub(in crate::records) fn name(&self) -> Option<String> {
        let found = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case("name"));
        found.and_then(|(_, json)| json.as_str()).map(str::to_owned)
    }
}
