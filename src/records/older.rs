//! Versions of the format, and what is done with records of an earlier one.
//!
//! Later versions know more columns of items. What an item of earlier records says is put together again and read as it is
//! today, so that the records fit a list in which the item is still written that way.

use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::dataset::{ColumnRecord, Dataset, ListingRecords, Record};
use super::extract::extract;
use super::form::Form;
use super::items::fill;
use super::kind::RecordKind;
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::{Document, Field};

/// The version of the format. Version 2 has levels and more columns of items than 1, 3 has authors and venues,
/// 4 reads more of them, 5 remarks, tags and makers in more places, and 6 more forms of papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormatVersion(u64);

/// The version that is written.
const CURRENT: u64 = 6;

impl Default for FormatVersion {
    fn default() -> Self {
        Self(CURRENT)
    }
}

impl Serialize for FormatVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(CURRENT)
    }
}

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            known @ 1..=CURRENT => Ok(Self(known)),
            other => Err(de::Error::custom(format_args!(
                "records of version {other}, and this relist reads versions 1 to {CURRENT}"
            ))),
        }
    }
}

/// The records as they would be read today.
pub(super) fn brought_up(mut dataset: Dataset<'_>) -> Dataset<'_> {
    if dataset.relist != FormatVersion::default() {
        let bullets = dataset.listings.iter_mut().filter(|listing| listing.kind == RecordKind::Bullets);
        bullets.for_each(read_again);
        dataset.relist = FormatVersion::default();
    }
    dataset
}

fn read_again(listing: &mut ListingRecords<'_>) {
    let mut columns: Vec<ColumnRecord> = Vec::new();
    let mut is_any = false;
    for index in 0..listing.entries.len() {
        let Some((record, of_record)) = as_read_today(listing, &listing.entries[index]) else { continue };
        let old = std::mem::replace(&mut listing.entries[index], record);
        let new = &mut listing.entries[index];
        (new.line, new.level) = (old.line, old.level);
        // An edit of a value stays one.
        for (key, cell) in &mut new.cells {
            if let Some(old) = old.cells.get(key).filter(|old| old.markdown == cell.markdown) {
                cell.clone_from(old);
            }
        }
        is_any = true;
        columns.extend(of_record);
    }
    if is_any && !listing.columns.is_empty() {
        columns.splice(0..0, std::mem::take(&mut listing.columns));
        let is_there = |key: &str| listing.entries.iter().any(|entry| entry.cells.contains_key(key));
        let kept = Field::ALL.into_iter().filter(|field| is_there(field.key()));
        listing.columns = kept
            .filter_map(|field| columns.iter().find(|column| column.key == field.key()).cloned())
            .collect();
    }
}

/// The record that is read of the item today, with its columns; nothing where the item has the same cells.
fn as_read_today(
    listing: &ListingRecords<'_>,
    record: &Record<'_>,
) -> Option<(Record<'static>, Vec<ColumnRecord>)> {
    let form = Form::parse(listing.form_of(record).unwrap_or("- {name} - {description}")).ok()?;
    let source = |field: Field| record.cells.get(field.key()).and_then(|cell| cell.markdown.as_deref());
    if !form.fits(|field| source(field).is_some_and(|source| !source.is_empty())) {
        return None;
    }
    let item = fill(&form, 1, |field| source(field).unwrap_or_default());
    let marker = item.split([' ', '\t', '\n']).next().filter(|marker| !marker.is_empty())?;
    // Among others that are entries, each item is read, whether it is one by itself or not.
    let other = format!("{marker} [A](https://a.example)\n");
    let text = format!("{other}{other}{item}\n");
    let document = Document::parse(&text);
    let read = extract(&document, &Conventions::learn(&document, &Config::default())).into_owned();
    let [mut read] = <[ListingRecords<'static>; 1]>::try_from(read.listings).ok()?;
    let [_, _, mut new] = <[Record<'static>; 3]>::try_from(std::mem::take(&mut read.entries)).ok()?;
    let is_same = new.cells.len() == record.cells.len()
        && new
            .cells
            .iter()
            .all(|(key, cell)| record.cells.get(key).is_some_and(|old| old.markdown == cell.markdown));
    // Where links by reference lead is not known here, and without that they are words.
    if is_same || link_count(&new) < link_count(record) {
        return None;
    }
    new.form = new.form.or(read.form);
    Some((new, read.columns))
}

fn link_count(record: &Record<'_>) -> usize {
    record.cells.values().flat_map(|cell| [&cell.links, &cell.images]).flatten().map(Vec::len).sum()
}
