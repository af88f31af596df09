//! A list brought up to date with its data: what differs is written, and nothing else.
//!
//! Entries are matched as `relist diff` matches them. What the data says of an entry is compared with what its cells say,
//! in the spelling of `relist extract --format csv`, so that an entry that says the same keeps its bytes. The rest is an
//! edit of the records, which [`render`] writes and proves; new entries are then put in their place, as `relist add` does.

pub(in crate::records) mod assignment;
pub(in crate::records) mod data_cell;
pub(in crate::records) mod listing_change;
mod matches;
mod new_sections;

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use self::assignment::Assignment;
use self::listing_change::{ListingChange, NewLink};
use self::new_sections::{WithSections, with_new_sections};
use crate::config::Config;
use crate::convention::{Conventions, Directives};
use crate::document::{Document, Listing, name_link};
use crate::format::{FormatError, Task};
use crate::records::add_error::AddError;
use crate::records::data::{DataEntry, DataError, DataProblem};
use crate::records::dataset::Dataset;
use crate::records::error::RenderError;
use crate::records::extract::extract;
use crate::records::new_cells::CellWriter;
use crate::records::new_entry::is_protected;
use crate::records::render::render_into;
use crate::rules::Applicability;
use crate::value::comparable;

/// Entries that a list is to have.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// The entries.
    pub entries: Vec<DataEntry>,
    /// Where those belong that have neither a field `section` nor a field `listing`: the title of a section, or the id of
    /// a listing; may be left out where there is one listing.
    pub section: Option<String>,
    /// Whether only the fields that are there are written, and nothing is added or removed.
    pub update: bool,
    /// The listings that the entries make up: what else there is, is not touched, and one without entries is emptied.
    /// Where none is named, it is those that an entry belongs to.
    pub listings: Vec<DataListing>,
    /// Whether the order of the entries means nothing, as that of files in a folder.
    pub is_unordered: bool,
    /// Whether sections that entries name and the list does not have are added to it.
    pub new_sections: bool,
}

/// A listing that is made up of data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataListing {
    /// Its id.
    pub id: String,
    /// Whether the order of its entries in the data means nothing.
    pub is_unordered: bool,
}

/// A list brought up to date with its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Regenerated {
    /// The new text.
    pub output: String,
    /// How many entries were added.
    pub added: usize,
    /// How many entries have other cells than before.
    pub changed: usize,
    /// The entries that the data does not have, which are gone.
    pub removed: Vec<RemovedEntry>,
    /// Where the entries stand in the data that an update did not find in the list.
    pub unmatched: Vec<String>,
    /// The fields that no column shows.
    pub unshown: Vec<String>,
    /// The titles of the sections that were added.
    pub new_sections: Vec<String>,
    /// The ids of the listings that no entry of the data belongs to; they are as they were.
    pub untouched: Vec<String>,
}

/// An entry that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemovedEntry {
    /// Its name.
    pub name: String,
    /// The line that it stood on.
    pub line: usize,
}

/// Why a list is not brought up to date.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegenerateError {
    /// Entries that cannot be written, each with its reason.
    #[error("{}", lines_of(.0))]
    Data(Vec<DataError>),
    /// What they ask for cannot be written losslessly.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// It cannot be formatted.
    #[error(transparent)]
    Format(#[from] FormatError),
}

fn lines_of(errors: &[DataError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Brings the list `source` up to date with `data`.
///
/// An entry that says the same as before keeps its bytes; in one that changed, only the cells that differ are written,
/// each in the spelling of its column. New entries stand where the list's order wants them, or in the order of the data
/// where the list has none. Entries that the data does not have are removed, unless it is an [update](Data::update); in
/// listings that no entry belongs to, nothing changes.
///
/// ```
/// use relist::config::Config;
/// use relist::records::{Data, DataFormat, regenerate};
///
/// let source = "| Model | Size | Date |\n|---|---|---|\n| [Yi](https://yi.example) | 6B | 11/23 |\n| MPT | 7B | 05/23 |\n";
/// let csv = "model,size,date\nYi,6000000000,2023-12\nQwen,7B,2023-08\n";
/// let entries = DataFormat::Csv.read("models.csv", csv)?;
/// let result = regenerate(source, &Config::default(), &Data { entries, ..Data::default() })?;
/// assert_eq!(
///     result.output,
///     "| Model | Size | Date |\n|---|---|---|\n| [Yi](https://yi.example) | 6B | 12/23 |\n| Qwen | 7B | 08/23 |\n",
/// );
/// assert_eq!(result.removed[0].name, "MPT");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RegenerateError`] for entries whose listing cannot be told, for fields that their column cannot hold, and where the
/// result would not read back as what was asked for. Nothing is returned then.
pub fn regenerate(source: &str, config: &Config, data: &Data) -> Result<Regenerated, RegenerateError> {
    let document = Document::parse(source);
    if data.new_sections
        && let Some(with) = with_new_sections(&document, data)
    {
        return regenerate_with(&with, config, data);
    }
    let conventions = Conventions::learn(&document, config);
    let mut dataset = extract(&document, &conventions);
    let mut errors = Vec::new();
    let assignment = Assignment::new(&document, &conventions, data, &mut errors);
    let mut result = Regenerated { unmatched: assignment.unmatched, ..Regenerated::default() };
    let mut unshown = IndexSet::new();
    let mut links = Vec::new();
    let numbers: HashMap<&str, usize> = document
        .listings()
        .iter()
        .enumerate()
        .map(|(number, listing)| (listing.id.as_str(), number))
        .collect();
    let directives = Directives::read(&document);
    let mut is_same = true;
    for records in &mut dataset.listings {
        let Some(&number) = numbers.get(records.id.as_str()) else { continue };
        let Some(entries) = assignment.listings.get(&number) else {
            if !data.update && data.listings.is_empty() && !records.entries.is_empty() {
                result.untouched.push(records.id.clone());
            }
            continue;
        };
        let (listing, convention) = (&document.listings()[number], &conventions.listings()[number]);
        let writer = CellWriter { document: &document, listing, convention };
        let change = ListingChange { writer, records, data };
        let changed = change.make(entries.iter().map(|&index| &data.entries[index]).collect());
        errors.extend(changed.errors);
        unshown.extend(changed.unshown);
        result.added += changed.links.len();
        result.changed += changed.edited;
        result.removed.extend(changed.removed);
        result.unmatched.extend(changed.unmatched);
        links.extend(changed.links.into_iter().map(|(entry, url)| (number, entry, url)));
        let is_changed = changed.entries != records.entries;
        if is_changed && is_protected(&document, &directives, number) {
            let line = document.position(listing.span.start).line;
            let place = entries.first().map(|&index| data.entries[index].place.clone());
            let problem = DataProblem::from(AddError::Protected { line });
            errors.push(problem.at(&place.unwrap_or_default()));
        }
        is_same &= !is_changed;
        records.entries = changed.entries;
    }
    if !errors.is_empty() {
        return Err(RegenerateError::Data(errors));
    }
    result.unshown = unshown.into_iter().collect();
    result.output =
        if is_same { source.to_owned() } else { written(&document, &conventions, config, &dataset, links)? };
    Ok(result)
}

/// The same for a list that has got sections first.
fn regenerate_with(
    with: &WithSections,
    config: &Config,
    data: &Data,
) -> Result<Regenerated, RegenerateError> {
    let mut data = Data { new_sections: false, ..data.clone() };
    let document = Document::parse(&with.text);
    let titles: HashSet<String> = with.titles.iter().map(|title| comparable(title)).collect();
    let is_new = |listing: &&Listing| {
        let section = listing.section.and_then(|section| document.sections().get(section));
        section.is_some_and(|section| titles.contains(&comparable(&section.title)))
    };
    let new: Vec<&Listing> = document.listings().iter().filter(is_new).collect();
    if let Some(like) = data.listings.first().cloned() {
        data.listings
            .extend(new.iter().map(|listing| DataListing { id: listing.id.clone(), ..like.clone() }));
    }
    let mut result = regenerate(&with.text, config, &data)?;
    // The item that shows how items look was there for a moment only.
    result.removed.retain_mut(|entry| match with.line_before(entry.line) {
        Some(line) => {
            entry.line = line;
            true
        }
        None => false,
    });
    result.new_sections.clone_from(&with.titles);
    Ok(result)
}

/// The text with these records; what is new in it is formatted. `links` says where the names of new entries lead.
fn written(
    document: &Document<'_>,
    conventions: &Conventions,
    config: &Config,
    dataset: &Dataset<'_>,
    links: Vec<(usize, usize, NewLink)>,
) -> Result<String, RegenerateError> {
    let rendered = render_into(document, conventions, &extract(document, conventions), dataset)?;
    let with_new = Document::parse(&rendered);
    let unwritten = links.into_iter().filter_map(|(number, entry, link)| {
        let listing = &with_new.listings()[number];
        let cell =
            listing.cell(listing.entries().get(entry)?, conventions.listings()[number].name_column())?;
        let found = name_link(with_new.cell_links(cell)).map(|found| found.url.to_string());
        let problem = AddError::Unwritten { name: link.name.clone() };
        (link.url.is_some() && found != link.url).then(|| DataError {
            place: link.place,
            entry: Some(link.name),
            problem: problem.into(),
        })
    });
    let unwritten: Vec<DataError> = unwritten.collect();
    if !unwritten.is_empty() {
        return Err(RegenerateError::Data(unwritten));
    }
    let formatted =
        Task::new(&rendered, config).since(Some(document.source())).format(Applicability::Safe)?;
    Ok(formatted.output.unwrap_or(rendered))
}
