//! The laws on the way to records and back: `GetPut`, `PutGet`, `Completeness`.

use super::{Law, Outcome, same_text};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::records::{CellRecord, Dataset, ListingRecords, Record, extract, render, render_fresh};

pub(super) fn verify(document: &Document<'_>, config: &Config) -> [(Law, Outcome); 3] {
    let source = document.source();
    let dataset = extract(document, &Conventions::learn(document, config));
    [
        (Law::GetPut, get_put(source, config, &dataset)),
        (Law::PutGet, put_get(source, config, &dataset)),
        (Law::Completeness, completeness(&dataset, config)),
    ]
}

fn records_of(source: &str, config: &Config) -> Dataset {
    let document = Document::parse(source);
    extract(&document, &Conventions::learn(&document, config))
}

fn get_put(source: &str, config: &Config, dataset: &Dataset) -> Outcome {
    match render(source, config, dataset) {
        Ok(rendered) => same_text(source, &rendered, "the records, written back,"),
        Err(error) => Outcome::broken(None, format!("the records as they were read are refused: {error}")),
    }
}

/// Also proves that the JSON holds all of it: what is rendered has been written and read.
fn completeness(dataset: &Dataset, config: &Config) -> Outcome {
    let read = match Dataset::from_json(&dataset.to_json()) {
        Ok(read) if read == *dataset => read,
        Ok(_) => return Outcome::broken(None, "the records change on their way through JSON"),
        Err(error) => return Outcome::broken(None, format!("the JSON cannot be read: {error}")),
    };
    let fresh = match render_fresh(&read) {
        Ok(fresh) => records_of(&fresh, config),
        Err(error) => return Outcome::broken(None, format!("a new list is refused: {error}")),
    };
    if fresh == *dataset {
        return Outcome::Holds;
    }
    different(dataset, &fresh, "a list written anew").unwrap_or_else(|| {
        Outcome::broken(None, format!("a list written anew: {}", learned(dataset, &fresh)))
    })
}

/// A change to the entries of one listing.
type Change = fn(&mut Vec<Record>);

/// Changes that any list can express: plain words, and rows that it has already.
const CHANGES: [(&str, Change); 5] = [
    ("with a cell changed", |entries| {
        let middle = entries.len() / 2;
        if let Some(cell) = entries.get_mut(middle).and_then(|entry| entry.cells.values_mut().next()) {
            *cell = CellRecord::from_markdown("changed by a law");
        }
    }),
    ("with an entry removed", |entries| {
        if !entries.is_empty() {
            entries.remove(entries.len() / 2);
        }
    }),
    ("with two entries swapped", |entries| {
        let last = entries.len().saturating_sub(1);
        if last > 0 {
            entries.swap(0, last);
        }
    }),
    ("with an entry added", |entries| {
        if let Some(mut added) = entries.first().cloned() {
            added.line = None;
            if let Some(cell) = added.cells.values_mut().next() {
                *cell = CellRecord::from_markdown("added by a law");
            }
            entries.push(added);
        }
    }),
    ("with an entry repeated", |entries| {
        if let Some(repeated) = entries.first().cloned() {
            entries.insert(entries.len() / 2, repeated);
        }
    }),
];

fn put_get(source: &str, config: &Config, dataset: &Dataset) -> Outcome {
    for (what, change) in CHANGES {
        let mut edited = dataset.clone();
        edited.listings.iter_mut().for_each(|listing| change(&mut listing.entries));
        let rendered = match render(source, config, &edited) {
            Ok(rendered) => rendered,
            Err(error) => {
                return Outcome::broken(None, format!("the records {what} are refused: {error}"));
            }
        };
        let read = records_of(&rendered, config);
        if let Some(broken) = different(&edited, &read, &format!("the records {what}")) {
            return broken;
        }
    }
    Outcome::Holds
}

/// The first entry of which `read` has another source than `asked`; a cell that is missing is as good as a blank one,
/// and what is learned from all entries together (kinds, spellings, order) is left out, since a change may tip it.
fn different(asked: &Dataset, read: &Dataset, what: &str) -> Option<Outcome> {
    if asked.listings.len() != read.listings.len() {
        let (asked, read) = (asked.listings.len(), read.listings.len());
        return Some(Outcome::broken(None, format!("{what}: {asked} listings become {read}")));
    }
    asked.listings.iter().zip(&read.listings).find_map(|(asked, read)| {
        let id = &asked.id;
        if *id != read.id {
            return Some(Outcome::broken(None, format!("{what}: listing `{id}` is called `{}`", read.id)));
        }
        let (before, after) = (asked.entries.len(), read.entries.len());
        let place = (0..before.max(after)).find(|&index| row(asked, index) != row(read, index))?;
        let line = asked.entries.get(place).and_then(|entry| entry.line);
        Some(Outcome::broken(line, format!("{what}: entry {} of `{id}` reads back otherwise", place + 1)))
    })
}

/// The sources of an entry's cells, column by column, and of those past the last column.
fn row(listing: &ListingRecords, index: usize) -> Option<(Vec<&str>, Vec<&str>)> {
    let entry = listing.entries.get(index)?;
    let cells = listing.columns.iter().map(|column| {
        let cell = entry.cells.get(&column.key);
        cell.and_then(|cell| cell.markdown.as_deref()).unwrap_or_default()
    });
    Some((cells.collect(), entry.excess.iter().map(String::as_str).collect()))
}

/// What is read otherwise where all sources are the same.
fn learned(asked: &Dataset, read: &Dataset) -> String {
    let mut pairs = asked.listings.iter().zip(&read.listings);
    let Some((asked, read)) = pairs.find(|(asked, read)| asked != read) else {
        return "the records differ".to_owned();
    };
    let id = &asked.id;
    let columns = asked.columns.iter().zip(&read.columns).find(|(asked, read)| asked != read);
    if let Some((asked, read)) = columns {
        return format!("column `{}` of `{id}` was {asked:?} and is {read:?}", asked.key);
    }
    if asked.order != read.order {
        return format!("the order of `{id}` was {:?} and is {:?}", asked.order, read.order);
    }
    if asked.section != read.section {
        return format!("the section of `{id}` was {:?} and is {:?}", asked.section, read.section);
    }
    let entries = asked.entries.iter().zip(&read.entries).find(|(asked, read)| asked != read);
    entries.map_or_else(
        || format!("`{id}` differs"),
        |(asked, read)| format!("an entry of `{id}` was {:?} and is {:?}", asked.cells, read.cells),
    )
}
