//! What a data file makes of one listing.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value as Json;

use super::data_cell::DataCell;
use super::{Data, RemovedEntry};
use crate::records::data::{DataEntry, DataError, DataProblem, given_addresses, is_blank};
use crate::records::dataset::{CellRecord, ListingRecords, Record};
use crate::records::new_cells::{CellWriter, Given};

/// A listing whose entries are to be those of a data file.
pub(in crate::records) struct ListingChange<'a, 'src> {
    pub(in crate::records) writer: CellWriter<'a>,
    pub(in crate::records) records: &'a ListingRecords<'src>,
    pub(in crate::records) data: &'a Data,
}

/// The listing afterwards.
#[derive(Default)]
pub(in crate::records) struct Changed<'src> {
    pub(super) entries: Vec<Record<'src>>,
    /// How many entries have other cells.
    pub(super) edited: usize,
    pub(super) removed: Vec<RemovedEntry>,
    pub(super) unmatched: Vec<String>,
    pub(super) unshown: IndexSet<String>,
    pub(in crate::records) errors: Vec<DataError>,
    /// The new entries, by their index.
    pub(super) links: Vec<(usize, NewLink)>,
}

/// Where the name of a new entry is to lead.
pub(super) struct NewLink {
    pub(super) place: String,
    pub(super) name: String,
    pub(super) url: Option<String>,
}

/// An entry of the data, by the columns of the listing.
pub(in crate::records) struct Asked<'a> {
    pub(in crate::records) entry: &'a DataEntry,
    /// What it says in each column.
    pub(in crate::records) given: Vec<Given<'a>>,
    /// The fields that say so: that of the text, and that of the addresses.
    pub(in crate::records) fields: Vec<[Option<&'a str>; 2]>,
    pub(in crate::records) name: Option<String>,
}

impl Asked<'_> {
    /// Where its name is to lead.
    fn url(&self, name_column: usize) -> Option<String> {
        self.given.get(name_column)?.urls.map(given_addresses)?.into_iter().next()
    }
}

/// The fields that [`csv()`](crate::records::csv()) writes of each entry, whatever its columns.
const FIXED: [&str; 4] = ["path", "listing", "section", "line"];

/// Whether an entry is a line that `extract` wrote.
pub(in crate::records) fn is_extracted(entry: &DataEntry) -> bool {
    FIXED.iter().all(|name| entry.fields.contains_key(*name))
}

fn is_fixed(field: &str) -> bool {
    FIXED.iter().any(|name| field.eq_ignore_ascii_case(name))
}

impl<'a, 'src> ListingChange<'a, 'src> {
    pub(super) fn make(&self, entries: Vec<&'a DataEntry>) -> Changed<'src> {
        let mut changed = Changed::default();
        let shown = self.shown();
        let asked: Vec<Asked<'a>> =
            entries.into_iter().filter_map(|entry| self.asked(entry, &shown, &mut changed)).collect();
        let named = self.named(&asked);
        let (old, _) = self.matches(&asked, &named);
        let mut made: Vec<Option<Record<'src>>> = Vec::with_capacity(asked.len());
        let mut seen = HashMap::new();
        for (index, asked) in asked.iter().enumerate() {
            let fail =
                |problem| DataError { place: asked.entry.place.clone(), entry: asked.name.clone(), problem };
            let record = match old[index] {
                Some(old) => self.edited(old, &asked.given, &named).map_err(fail),
                None if self.data.update => {
                    changed.unmatched.push(asked.entry.place.clone());
                    made.push(None);
                    continue;
                }
                None => self.added(asked, &seen).map_err(fail),
            };
            seen.entry(self.key(asked)).or_insert(asked.entry.place.as_str());
            made.push(record.map_err(|error| changed.errors.push(error)).ok());
        }
        for (old, record) in old.iter().zip(&made) {
            let differs = |(old, record): (usize, &Record<'_>)| self.records.entries[old] != *record;
            changed.edited += usize::from(old.zip(record.as_ref()).is_some_and(differs));
        }
        self.place(made, &old, &asked, &mut changed);
        changed
    }

    /// Which columns the list shows: all of a table, and of bullets those that an item has.
    pub(in crate::records) fn shown(&self) -> Vec<bool> {
        let is_there = |key: &str| self.records.entries.iter().any(|record| record.cells.contains_key(key));
        let columns = self.writer.convention.columns.iter().enumerate();
        let name_column = self.writer.convention.name_column();
        let is_table = self.writer.listing.is_table();
        columns.map(|(index, column)| is_table || index == name_column || is_there(&column.key)).collect()
    }

    /// What an entry asks for; a field that no column shows is noted.
    pub(in crate::records) fn asked(
        &self,
        entry: &'a DataEntry,
        shown: &[bool],
        changed: &mut Changed<'_>,
    ) -> Option<Asked<'a>> {
        let is_extracted = is_extracted(entry);
        let mut fields: IndexMap<(usize, bool), (&str, &Json)> = IndexMap::new();
        for (field, json) in &entry.fields {
            if is_fixed(field)
                && (is_extracted || matches!(field.to_lowercase().as_str(), "listing" | "section"))
            {
                continue;
            }
            // A column that is called like one of those was numbered.
            let own = field.strip_suffix("_2").filter(|own| is_extracted && is_fixed(own));
            let place = self.writer.column(own.unwrap_or(field), is_extracted);
            let Some(place) = place.filter(|(column, _)| shown[*column]) else {
                if !is_blank(json) {
                    changed.unshown.insert(field.clone());
                }
                continue;
            };
            match fields.insert(place, (field, json)) {
                Some((other, before)) if !is_blank(before) && !is_blank(json) => {
                    let problem = DataProblem::SameColumn { one: other.to_owned(), other: field.clone() };
                    changed.errors.push(problem.at(&entry.place));
                    return None;
                }
                Some(before) if is_blank(json) => drop(fields.insert(place, before)),
                _ => {}
            }
        }
        if fields.is_empty() && !is_extracted {
            // It would be taken for any entry, since it says nothing that differs.
            let nothing = self.writer.name(&[]).map(drop);
            changed.errors.extend(nothing.err().map(|error| DataProblem::from(error).at(&entry.place)));
            return None;
        }
        let count = self.writer.convention.columns.len();
        let (mut given, mut names) = (vec![Given::default(); count], vec![[None; 2]; count]);
        for ((column, is_url), (field, json)) in fields {
            *(if is_url { &mut given[column].urls } else { &mut given[column].text }) = Some(json);
            names[column][usize::from(is_url)] = Some(field);
        }
        let name = self.writer.name(&given).ok();
        Some(Asked { entry, given, fields: names, name })
    }

    /// Of which columns the data says what they hold, and where they lead.
    pub(in crate::records) fn named(&self, asked: &[Asked<'_>]) -> Vec<(bool, bool)> {
        let mut named = vec![(false, false); self.writer.convention.columns.len()];
        for asked in asked {
            for (named, given) in named.iter_mut().zip(&asked.given) {
                *named = (named.0 || given.text.is_some(), named.1 || given.urls.is_some());
            }
        }
        named
    }

    /// The record of an entry that the list has.
    fn edited(
        &self,
        old: usize,
        given: &[Given<'_>],
        named: &[(bool, bool)],
    ) -> Result<Record<'src>, DataProblem> {
        const NOTHING: &Json = &Json::Null;
        let record = &self.records.entries[old];
        let entry = self.writer.listing.entries().get(old);
        let mut edited = record.clone();
        for (index, column) in self.writer.convention.columns.iter().enumerate() {
            let mut given = given.get(index).copied().unwrap_or_default();
            if !self.data.update {
                // Other entries have the field, so this one says nothing there.
                given.text = given.text.or(named[index].0.then_some(NOTHING));
                given.urls = given.urls.or(named[index].1.then_some(NOTHING));
            }
            let cell = DataCell {
                writer: &self.writer,
                index,
                column,
                record: record.cells.get(&column.key),
                is_update: self.data.update,
                cell: entry.and_then(|entry| self.writer.listing.cell(entry, index)),
            };
            match (cell.changed(&given)?, self.writer.listing.is_table()) {
                (Some(new), _) if Some(&new) != record.cells.get(&column.key) => {
                    edited.cells.insert(column.key.clone(), new);
                }
                (None, false) => drop(edited.cells.shift_remove(&column.key)),
                (None, true) if record.cells.contains_key(&column.key) => {
                    edited.cells.insert(column.key.clone(), CellRecord::from_markdown(""));
                }
                _ => {}
            }
        }
        Ok(edited)
    }

    /// The record of an entry that the list does not have; `seen` is where others of its name and address are.
    fn added(
        &self,
        asked: &Asked<'_>,
        seen: &HashMap<(String, Option<String>), &str>,
    ) -> Result<Record<'src>, DataProblem> {
        let wanted = self.writer.wanted(&asked.given)?;
        match seen.get(&self.key(asked)) {
            Some(first) => Err(DataProblem::Repeated((*first).to_owned())),
            None => Ok(Record { cells: wanted.cells, ..Record::default() }),
        }
    }

    /// What two entries must not have in common.
    fn key(&self, asked: &Asked<'_>) -> (String, Option<String>) {
        let url = asked.url(self.writer.convention.name_column());
        (asked.name.as_deref().unwrap_or_default().to_lowercase(), url)
    }

    /// Puts the records in order: that of the list where it has one, or else that of the data.
    fn place(
        &self,
        made: Vec<Option<Record<'src>>>,
        old: &[Option<usize>],
        asked: &[Asked<'_>],
        changed: &mut Changed<'src>,
    ) {
        let mut own = self.data.listings.iter().filter(|listing| listing.id == self.records.id);
        let is_unordered = self.data.is_unordered || own.any(|listing| listing.is_unordered);
        let keeps_order = self.data.update || is_unordered || !self.records.order.is_empty();
        let mut by_old: HashMap<usize, Option<Record<'src>>> = HashMap::new();
        let mut rest = Vec::new();
        for (index, record) in made.into_iter().enumerate() {
            match old[index] {
                Some(old) if keeps_order => drop(by_old.insert(old, record)),
                _ => rest.push((index, record)),
            }
        }
        let kept: HashSet<usize> = old.iter().flatten().copied().collect();
        for (index, record) in self.records.entries.iter().enumerate() {
            match by_old.remove(&index) {
                Some(record) => changed.entries.extend(record),
                None if self.data.update => changed.entries.push(record.clone()),
                None if kept.contains(&index) => {}
                None => {
                    let name = self.writer.convention.columns.get(self.writer.convention.name_column());
                    let cell = name.and_then(|column| record.cells.get(&column.key));
                    let name = cell.and_then(|cell| cell.text.as_deref()).unwrap_or_default().to_owned();
                    changed.removed.push(RemovedEntry { name, line: record.line.unwrap_or_default() });
                }
            }
        }
        for (index, record) in rest {
            let Some(record) = record else { continue };
            if old[index].is_none() {
                let link = NewLink {
                    place: asked[index].entry.place.clone(),
                    name: asked[index].name.clone().unwrap_or_default(),
                    url: asked[index].url(self.writer.convention.name_column()),
                };
                changed.links.push((changed.entries.len(), link));
            }
            changed.entries.push(record);
        }
    }
}
