//! Which entry of the data is which of the list, across the listings that are written from it.

use std::collections::{HashMap, HashSet};

use crate::convention::Conventions;
use crate::document::Document;
use crate::records::add_error::AddError;
use crate::records::collect::error::CollectError;
use crate::records::data::{DataEntry, DataError, DataProblem, given_addresses};
use crate::records::dataset::{Dataset, ListingRecords};
use crate::records::new_cells::CellWriter;
use crate::records::regenerate::Data;
use crate::records::regenerate::assignment::Assignment;
use crate::records::regenerate::listing_change::{Asked, Changed, ListingChange};
use crate::value::canonical;

/// A listing, and which of its entries are in the data.
pub(super) struct PairedListing<'a, 'src> {
    /// Its index in the document.
    pub(super) number: usize,
    pub(super) change: ListingChange<'a, 'src>,
    /// What the data says of it, by the index of the entry.
    pub(super) asked: HashMap<usize, Asked<'a>>,
    pub(super) named: Vec<(bool, bool)>,
    pub(super) is_markdown: bool,
    /// The indexes of entries of the data and of records.
    pub(super) pairs: Vec<(usize, usize)>,
}

impl PairedListing<'_, '_> {
    pub(super) fn id(&self) -> &str {
        &self.change.records.id
    }

    /// The records that the data does not have.
    pub(super) fn unpaired(&self) -> Vec<usize> {
        let paired: HashSet<usize> = self.pairs.iter().map(|(_, record)| *record).collect();
        (0..self.change.records.entries.len()).filter(|record| !paired.contains(record)).collect()
    }
}

/// All listings of the data.
pub(super) struct Pairing<'a, 'src> {
    pub(super) listings: Vec<PairedListing<'a, 'src>>,
    pairs: HashMap<usize, (usize, usize)>,
}

impl<'a, 'src> Pairing<'a, 'src> {
    pub(super) fn new(
        document: &'a Document<'a>,
        conventions: &'a Conventions,
        dataset: &'a Dataset<'src>,
        data: &'a Data,
    ) -> Result<Self, CollectError>
    where
        'src: 'a,
    {
        let mut errors = Vec::new();
        let assignment = Assignment::new(document, conventions, data, &mut errors);
        // A section that was renamed takes its entries along.
        let (renamed, mut errors): (Vec<_>, Vec<_>) =
            errors.into_iter().partition(|error: &DataError| is_of_no_section(&error.problem));
        let records: HashMap<&str, &ListingRecords<'_>> =
            dataset.listings.iter().map(|records| (records.id.as_str(), records)).collect();
        let mut listings = Vec::new();
        for (number, entries) in &assignment.listings {
            let (listing, convention) = (&document.listings()[*number], &conventions.listings()[*number]);
            let Some(records) = records.get(listing.id.as_str()) else { continue };
            let change =
                ListingChange { writer: CellWriter { document, listing, convention }, records, data };
            listings.push(paired(*number, change, entries, data, &mut errors));
        }
        let mut pairing = Self { listings, pairs: HashMap::new() };
        pairing.pair_moved(data, &mut errors);
        if !errors.is_empty() {
            errors.extend(renamed);
            return Err(CollectError::Data(errors));
        }
        for listing in &pairing.listings {
            for (entry, record) in &listing.pairs {
                pairing.pairs.insert(*entry, (listing.number, *record));
            }
        }
        Ok(pairing)
    }

    /// Pairs what is in another listing than the data says: by its address, or else by its name.
    fn pair_moved(&mut self, data: &'a Data, errors: &mut Vec<DataError>) {
        let paired: HashSet<usize> =
            self.listings.iter().flat_map(|listing| &listing.pairs).map(|(entry, _)| *entry).collect();
        let mut free: HashMap<String, Option<(usize, usize)>> = HashMap::new();
        for (at, listing) in self.listings.iter().enumerate() {
            for record in listing.unpaired() {
                for key in keys_of_record(listing, record) {
                    // What two have says nothing.
                    free.entry(key).and_modify(|found| *found = None).or_insert(Some((at, record)));
                }
            }
        }
        let mut taken = HashSet::new();
        for (index, entry) in data.entries.iter().enumerate().filter(|(index, _)| !paired.contains(index)) {
            let mut found =
                keys_of_entry(entry).into_iter().filter_map(|key| free.get(&key).copied().flatten());
            let Some((at, record)) = found.find(|place| taken.insert(*place)) else { continue };
            let listing = &mut self.listings[at];
            let mut changed = Changed::default();
            let shown = listing.change.shown();
            if let Some(asked) = listing.change.asked(entry, &shown, &mut changed) {
                listing.asked.insert(index, asked);
                listing.pairs.push((index, record));
            }
            errors.extend(changed.errors);
        }
    }

    /// The listing and the record of an entry of the data.
    pub(super) fn pair_of(&self, entry: usize) -> Option<(usize, usize)> {
        self.pairs.get(&entry).copied()
    }
}

fn is_of_no_section(problem: &DataProblem) -> bool {
    matches!(problem, DataProblem::Add(error) if matches!(**error, AddError::NoSection { .. }))
}

/// The entries of the data that say they are of this listing, paired with its records.
fn paired<'a, 'src>(
    number: usize,
    change: ListingChange<'a, 'src>,
    entries: &[usize],
    data: &'a Data,
    errors: &mut Vec<DataError>,
) -> PairedListing<'a, 'src> {
    let mut changed = Changed::default();
    let shown = change.shown();
    let asked = entries
        .iter()
        .filter_map(|&index| Some((index, change.asked(&data.entries[index], &shown, &mut changed)?)));
    let (indexes, asked): (Vec<usize>, Vec<Asked<'a>>) = asked.unzip();
    let named = change.named(&asked);
    let (matches, is_markdown) = change.matches(&asked, &named);
    // A file that holds something else is not taken for entries that are gone.
    for (asked, _) in asked.iter().zip(&matches).filter(|(_, record)| record.is_none()) {
        if let Err(problem) = change.writer.name(&asked.given) {
            changed.errors.push(DataError {
                place: asked.entry.place.clone(),
                entry: None,
                problem: problem.into(),
            });
        }
    }
    let mut seen = HashSet::new();
    let pairs = indexes.iter().zip(matches).filter_map(|(&index, record)| Some((index, record?)));
    let pairs = pairs.filter(|(_, record)| seen.insert(*record)).collect();
    errors.extend(changed.errors);
    let asked = indexes.into_iter().zip(asked).collect();
    PairedListing { number, change, asked, named, is_markdown, pairs }
}

/// What tells a record wherever it is: its address, and its name.
fn keys_of_record(listing: &PairedListing<'_, '_>, record: usize) -> Vec<String> {
    let convention = listing.change.writer.convention;
    let column = convention.columns.get(convention.name_column());
    let cell = column.and_then(|column| listing.change.records.entries.get(record)?.cells.get(&column.key));
    let url = cell.and_then(|cell| cell.links.iter().flatten().find_map(|link| canonical(&link.url)));
    let name = cell.and_then(|cell| cell.text.as_deref()).map(name_key);
    url.into_iter().chain(name).collect()
}

fn keys_of_entry(entry: &DataEntry) -> Vec<String> {
    let is_address = |field: &str| matches!(field.to_lowercase().as_str(), "url" | "link" | "name_url");
    let urls = entry.fields.iter().filter(|(field, _)| is_address(field));
    let urls = urls.flat_map(|(_, json)| given_addresses(json)).filter_map(|url| canonical(&url));
    urls.chain(entry.name().as_deref().map(name_key)).collect()
}

/// A name is not mistaken for an address.
fn name_key(name: &str) -> String {
    format!("name {}", name.trim().to_lowercase())
}
