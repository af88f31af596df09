//! Data brought up to date with the list that names it: the other direction of [`regenerate`].
//!
//! Entries are matched in the same way. A field that the list says otherwise is written, and nothing else: other fields,
//! comments, quotes and the order of the file stay. The proof is the way back: the new data, read again and written into
//! the list, must leave every byte of it as it is.

mod entry_fields;
mod error;
mod file_plan;
mod pairing;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value as Json;

pub use error::CollectError;

use self::entry_fields::ListingFields;
use self::file_plan::{FilePlan, PlannedEntry};
use self::pairing::Pairing;
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::records::data::{DataEntry, DataError, DataFormat, Slot};
use crate::records::extract::extract;
use crate::records::regenerate::{Data, DataListing, regenerate};

/// A data file as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// What it is called in messages: its path.
    pub name: String,
    /// How it is written.
    pub format: DataFormat,
    /// What it holds. A new file is empty.
    pub text: String,
}

/// The data that listings are written from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTarget {
    /// The ids of the listings.
    pub listings: Vec<String>,
    /// The file, or the files of the folder.
    pub files: Vec<DataFile>,
    /// The path of the folder, if it is one: a new entry gets a file of its own there.
    pub folder: Option<String>,
}

/// Data that says what the list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collected {
    /// The files whose text changes, and new ones.
    pub files: Vec<DataFile>,
    /// The names of the files that held nothing but entries which are gone.
    pub removed_files: Vec<String>,
    /// How many entries are new.
    pub added: usize,
    /// How many entries have other fields.
    pub changed: usize,
    /// The entries that the list does not have any more: where each was, and its name.
    pub removed: Vec<(String, String)>,
    /// The columns of new entries that the data has no field for.
    pub unkept: Vec<String>,
}

/// Brings the data in `target` up to date with the list `source`.
///
/// ```
/// use relist::config::Config;
/// use relist::records::{DataFile, DataFormat, DataTarget, collect};
///
/// let source = "# Trees\n\n| Tree | Height |\n|---|---|\n| [Ash](https://ash.example) | 36 |\n";
/// let text = "# Measured by hand\n- tree: Ash   # the old one\n  url: https://ash.example\n  height: 35\n  planted: 1890\n";
/// let file = DataFile { name: "trees.yaml".into(), format: DataFormat::Yaml, text: text.into() };
/// let target = DataTarget { listings: vec!["trees".into()], files: vec![file], folder: None };
/// let collected = collect(source, &Config::default(), &target)?;
/// assert_eq!(collected.files[0].text, text.replace("35", "36"));
/// # Ok::<(), relist::records::CollectError>(())
/// ```
///
/// # Errors
///
/// [`CollectError`] for data that cannot be read, and where what the list says cannot be written so that rendering it
/// gives the list again. Nothing is returned then.
pub fn collect(source: &str, config: &Config, target: &DataTarget) -> Result<Collected, CollectError> {
    let document = Document::parse(source);
    let conventions = Conventions::learn(&document, config);
    let dataset = extract(&document, &conventions);
    let located = read(target)?;
    let is_new = located.is_empty();
    let data = data_of(target, located.iter().map(|located| located.entry.clone()).collect());
    let pairing = Pairing::new(&document, &conventions, &dataset, &data)?;

    let separated = |format| matches!(format, DataFormat::Csv | DataFormat::Tsv);
    let is_separated = target.files.iter().any(|file| separated(file.format));
    let mut result = Collected::default();
    let mut plans: Vec<FilePlan> = target.files.iter().map(|_| FilePlan::default()).collect();
    let mut changes: HashMap<usize, Vec<(String, Json)>> = HashMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut new = BTreeMap::new();
    let titles = titles(&document, target);
    for listing in &pairing.listings {
        let fields = ListingFields::new(listing, is_new, is_separated, titles.get(listing.id()));
        for (index, record) in &listing.pairs {
            let edited = fields.changed(&located[*index].entry, *index, *record);
            result.changed += usize::from(!edited.is_empty());
            changes.insert(*index, edited);
        }
        for record in listing.unpaired() {
            let (entry, unkept) = fields.of_record(record);
            names.extend(entry.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
            result.unkept.extend(unkept);
            result.added += 1;
            new.insert((listing.number, record), entry);
        }
    }
    result.unkept.sort();
    result.unkept.dedup();
    for (index, located) in located.iter().enumerate() {
        let stays = changes.remove(&index).zip(pairing.pair_of(index));
        if stays.is_none() {
            result.removed.push((located.entry.place.clone(), located.entry.name().unwrap_or_default()));
        }
        plans[located.file].entries.push(PlannedEntry { index: located.index, stays });
    }
    result.write(target, &plans, &pairing, new, &names)?;
    prove(source, config, target, &result)?;
    Ok(result)
}

/// An entry, and where it is.
struct Located {
    file: usize,
    /// Its index in the file.
    index: usize,
    entry: DataEntry,
}

fn read(target: &DataTarget) -> Result<Vec<Located>, DataError> {
    let mut all = Vec::new();
    for (file, DataFile { name, format, text }) in target.files.iter().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let entries = format.read(name, text)?;
        all.extend(entries.into_iter().enumerate().map(|(index, entry)| Located { file, index, entry }));
    }
    Ok(all)
}

/// The entries for the listings of `target`, as they are rendered.
fn data_of(target: &DataTarget, mut entries: Vec<DataEntry>) -> Data {
    if let [only] = target.listings.as_slice() {
        for entry in &mut entries {
            entry.place_in(only);
        }
    }
    let is_unordered = target.folder.is_some();
    let listings = target.listings.iter().map(|id| DataListing { id: id.clone(), is_unordered }).collect();
    Data { entries, listings, ..Data::default() }
}

/// What entries of each listing have to say of where they belong: nothing where there is one listing, its title, or its
/// id where the title is not enough.
fn titles<'d>(document: &'d Document<'_>, target: &DataTarget) -> HashMap<&'d str, (&'static str, String)> {
    if target.listings.len() < 2 {
        return HashMap::new();
    }
    let title = |section: Option<usize>| Some(document.sections().get(section?)?.title.as_str());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for listing in document.listings() {
        *counts.entry(title(listing.section).unwrap_or_default()).or_default() += 1;
    }
    let said = document.listings().iter().map(|listing| {
        let title = title(listing.section).filter(|title| counts.get(title) == Some(&1));
        let id = listing.id.as_str();
        (id, title.map_or(("listing", id.to_owned()), |title| ("section", title.to_owned())))
    });
    said.collect()
}

impl Collected {
    fn write(
        &mut self,
        target: &DataTarget,
        plans: &[FilePlan],
        pairing: &Pairing<'_, '_>,
        mut new: BTreeMap<(usize, usize), serde_json::Map<String, Json>>,
        names: &[String],
    ) -> Result<(), CollectError> {
        let is_folder = target.folder.is_some();
        for (file, plan) in target.files.iter().zip(plans) {
            let slots = if is_folder { plan.kept() } else { plan.slots(pairing, &mut new) };
            if is_folder && slots.is_empty() && !plan.entries.is_empty() {
                self.removed_files.push(file.name.clone());
                continue;
            }
            self.push(file, &slots, names, false)?;
        }
        if let Some(folder) = &target.folder {
            let format = target.files.first().map_or(DataFormat::Yaml, |file| file.format);
            let mut taken: HashSet<String> = target.files.iter().map(|file| file.name.clone()).collect();
            for fields in std::mem::take(&mut new).into_values() {
                let file = file_plan::new_file(folder, format, &fields, &mut taken);
                self.push(&file, &[Slot::New(fields)], names, true)?;
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        file: &DataFile,
        slots: &[Slot],
        names: &[String],
        is_alone: bool,
    ) -> Result<(), CollectError> {
        let fail = |problem: crate::records::DataProblem| CollectError::from(problem.at(&file.name));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let empty = if is_alone { String::new() } else { file.format.empty(&names).map_err(fail)? };
        let before = if file.text.trim().is_empty() { empty } else { file.text.clone() };
        let text = file.format.rewrite(&before, slots, is_alone).map_err(fail)?;
        if text != file.text {
            self.files.push(DataFile { text, ..file.clone() });
        }
        Ok(())
    }
}

/// Holds the new data against the list: rendered, it must leave the list as it is.
fn prove(source: &str, config: &Config, target: &DataTarget, result: &Collected) -> Result<(), CollectError> {
    let mut after = target.clone();
    after.files.retain(|file| !result.removed_files.contains(&file.name));
    for file in &result.files {
        match after.files.iter_mut().find(|before| before.name == file.name) {
            Some(before) => before.text.clone_from(&file.text),
            None => after.files.push(file.clone()),
        }
    }
    let entries = read(&after)?.into_iter().map(|located| located.entry).collect();
    let rendered = regenerate(source, config, &data_of(&after, entries))?.output;
    if rendered == source {
        return Ok(());
    }
    let mut lines = source.lines().zip(rendered.lines());
    let line = lines.position(|(one, other)| one != other);
    let line = 1 + line.unwrap_or_else(|| source.lines().count().min(rendered.lines().count()));
    Err(CollectError::Unfaithful { line })
}
