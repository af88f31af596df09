//! In which order the entries of a data file are to be.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::DataFile;
use super::pairing::Pairing;
use crate::document::slug;
use crate::records::data::{DataFormat, Slot};

/// An entry of a listing: the listing's index, and its own.
pub(super) type DataPlace = (usize, usize);

/// What is known of the entries of one file.
#[derive(Default)]
pub(super) struct FilePlan {
    /// By their order in the file.
    pub(super) entries: Vec<PlannedEntry>,
}

/// An entry of the file.
pub(super) struct PlannedEntry {
    /// Its index in the file.
    pub(super) index: usize,
    /// Its changed fields, and which entry of the list it is; none where it is gone.
    pub(super) stays: Option<(Vec<(String, Json)>, DataPlace)>,
}

impl PlannedEntry {
    fn slot(&self) -> Option<(Slot, DataPlace)> {
        let (changed, place) = self.stays.as_ref()?;
        Some((Slot::Kept { index: self.index, changed: changed.clone() }, *place))
    }
}

impl FilePlan {
    /// The entries that stay, in their order.
    pub(super) fn kept(&self) -> Vec<Slot> {
        let kept = self.entries.iter().filter_map(PlannedEntry::slot).map(|(slot, _)| slot);
        kept.collect()
    }

    /// The entries that stay, and each new one behind the one that it follows in the list. A list that has no order of
    /// its own hands its order on to the data.
    pub(super) fn slots(
        &self,
        pairing: &Pairing<'_, '_>,
        new: &mut BTreeMap<DataPlace, Map<String, Json>>,
    ) -> Vec<Slot> {
        let mut kept: Vec<(Slot, DataPlace)> = self.entries.iter().filter_map(PlannedEntry::slot).collect();
        for listing in pairing.listings.iter().filter(|listing| listing.change.records.order.is_empty()) {
            sort_in_place(&mut kept, listing.number);
        }
        let known: HashSet<DataPlace> = kept.iter().map(|(_, place)| *place).collect();
        let firsts = first_of_each(&kept);
        // Those before the first that is kept of a listing, and those behind each one.
        let mut before: HashMap<DataPlace, Vec<Slot>> = HashMap::new();
        let mut behind: HashMap<DataPlace, Vec<Slot>> = HashMap::new();
        let mut last = Vec::new();
        let (mut seen, mut anchor) = ((usize::MAX, 0), None);
        for ((listing, record), fields) in std::mem::take(new) {
            if seen.0 != listing {
                (seen, anchor) = ((listing, 0), None);
            }
            let since = (seen.1..record).rev().map(|at| (listing, at));
            anchor = since.into_iter().find(|place| known.contains(place)).or(anchor);
            seen.1 = record;
            let slot = Slot::New(fields);
            match (anchor, firsts.get(&listing)) {
                (Some(anchor), _) => behind.entry(anchor).or_default().push(slot),
                (None, Some(first)) => before.entry(*first).or_default().push(slot),
                (None, None) => last.push(slot),
            }
        }
        let mut slots = Vec::new();
        for (slot, place) in kept {
            slots.extend(before.remove(&place).unwrap_or_default());
            slots.push(slot);
            slots.extend(behind.remove(&place).unwrap_or_default());
        }
        slots.extend(last);
        slots
    }
}

/// Puts the entries of one listing in the order of the list; those of others stay where they are.
fn sort_in_place(kept: &mut [(Slot, DataPlace)], listing: usize) {
    let places: Vec<usize> = (0..kept.len()).filter(|&at| kept[at].1.0 == listing).collect();
    let mut own: Vec<(Slot, DataPlace)> = places.iter().map(|&at| kept[at].clone()).collect();
    own.sort_by_key(|(_, place)| *place);
    for (at, entry) in places.into_iter().zip(own) {
        kept[at] = entry;
    }
}

/// The first entry in the file of each listing.
fn first_of_each(kept: &[(Slot, DataPlace)]) -> HashMap<usize, DataPlace> {
    let mut firsts = HashMap::new();
    for (_, place) in kept {
        firsts.entry(place.0).or_insert(*place);
    }
    firsts
}

/// The file for a new entry of a folder.
pub(super) fn new_file(
    folder: &str,
    format: DataFormat,
    fields: &Map<String, Json>,
    taken: &mut HashSet<String>,
) -> DataFile {
    let said = fields.values().find_map(Json::as_str).map(slug).unwrap_or_default();
    let stem = said.trim_matches(['-', '.']);
    let stem = if stem.is_empty() { "entry" } else { stem };
    let extension = format.extension();
    let numbered = (2..).map(|number| format!("{folder}/{stem}-{number}.{extension}"));
    let mut names = std::iter::once(format!("{folder}/{stem}.{extension}")).chain(numbered);
    let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(name.clone());
    DataFile { name, format, text: String::new() }
}
