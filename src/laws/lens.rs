//! The laws on the way to records and back: `GetPut`, `PutGet`, `Completeness`.

use super::{Law, Outcome, same_text};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::records::{
    CellRecord, Dataset, LinkRecord, ListingRecords, Problem, Record, RecordKind, extract, render,
    render_fresh, render_into,
};

pub(super) fn verify(document: &Document<'_>, config: &Config) -> [(Law, Outcome); 3] {
    let conventions = Conventions::learn(document, config);
    let dataset = extract(document, &conventions);
    [
        (Law::GetPut, get_put(document.source(), config, &dataset)),
        (Law::PutGet, put_get(document, &conventions, config, &dataset)),
        (Law::Completeness, completeness(&dataset, config)),
    ]
}

fn records_of<'a>(source: &'a str, config: &Config) -> Dataset<'a> {
    let document = Document::parse(source);
    extract(&document, &Conventions::learn(&document, config))
}

fn get_put(source: &str, config: &Config, dataset: &Dataset<'_>) -> Outcome {
    match render(source, config, dataset) {
        Ok(rendered) => same_text(source, &rendered, "the records, written back,"),
        Err(error) => Outcome::broken(None, format!("the records as they were read are refused: {error}")),
    }
}

/// Also proves that the JSON holds all of it: what is rendered has been written and read.
fn completeness(dataset: &Dataset<'_>, config: &Config) -> Outcome {
    let read = match Dataset::from_json(&dataset.to_json()) {
        Ok(read) if read == *dataset => read,
        Ok(_) => return Outcome::broken(None, "the records change on their way through JSON"),
        Err(error) => return Outcome::broken(None, format!("the JSON cannot be read: {error}")),
    };
    let written = match render_fresh(&read) {
        Ok(written) => written,
        Err(error) => return Outcome::broken(None, format!("a new list is refused: {error}")),
    };
    let fresh = records_of(&written, config);
    if fresh == *dataset {
        return Outcome::Holds;
    }
    different(dataset, &fresh, "a new list")
        .unwrap_or_else(|| Outcome::broken(None, format!("a new list: {}", learned(dataset, &fresh))))
}

/// A change to the entries of one listing.
type RecordChange = fn(&mut ListingRecords<'_>);

/// Changes that any list can express: plain words, and rows that it has already.
const CHANGES: [(&str, RecordChange); 5] = [
    ("with a cell changed", |listing| {
        let middle = listing.entries.len() / 2;
        if let Some(cell) = listing.entries.get_mut(middle).and_then(|entry| first_cell(listing.kind, entry))
        {
            rename(listing.kind, cell, "changed by a law");
        }
    }),
    ("with an entry removed", |listing| {
        if !listing.entries.is_empty() {
            listing.entries.remove(listing.entries.len() / 2);
        }
    }),
    ("with two entries swapped", |listing| {
        let last = listing.entries.len().saturating_sub(1);
        if last > 0 {
            listing.entries.swap(0, last);
        }
    }),
    ("with an entry added", |listing| {
        if let Some(mut added) = listing.entries.first().cloned() {
            added.line = None;
            if let Some(cell) = first_cell(listing.kind, &mut added) {
                rename(listing.kind, cell, "added by a law");
            }
            listing.entries.push(added);
        }
    }),
    ("with an entry repeated", |listing| {
        if let Some(repeated) = listing.entries.first().cloned() {
            listing.entries.insert(listing.entries.len() / 2, repeated);
        }
    }),
];

/// The cell that a change is made to: the first of a row, the name of an item.
fn first_cell<'r, 'a>(kind: RecordKind, entry: &'r mut Record<'a>) -> Option<&'r mut CellRecord<'a>> {
    match kind {
        kind if kind.is_table() => entry.cells.values_mut().next(),
        _ => entry.cells.get_mut("name"),
    }
}

/// Has a cell say `text`; the link of an item leads where it led, for without it the item may be no entry.
fn rename(kind: RecordKind, cell: &mut CellRecord<'_>, text: &str) {
    let url = cell.links.as_ref().and_then(|links| links.first()).map(|link| &*link.url);
    let plain = |url: &&str| !url.is_empty() && !url.contains(['(', ')', '<', '>', '|', '\\', ' ', '#']);
    match url.filter(plain) {
        Some(url) if kind == RecordKind::Html && !url.contains(['"', '&']) => {
            *cell = CellRecord::from_markdown(format!("<a href=\"{url}\">{text}</a>"));
        }
        Some(url) if kind != RecordKind::Html => {
            // An address ends at a control character (`CommonMark` §6.3).
            let url = url.chars().map(|c| match c {
                c if c.is_control() => format!("&#{};", u32::from(c)),
                c => c.to_string(),
            });
            *cell = CellRecord::from_markdown(format!("[{text}]({})", url.collect::<String>()));
        }
        _ if kind.is_table() => *cell = CellRecord::from_markdown(text.to_owned()),
        _ => {}
    }
}

/// Whether items like these are sure to be read as entries: most of them have a name and a link to go with it.
fn is_list(entries: &[Record<'_>]) -> bool {
    let leads_away = |cell: &CellRecord<'_>| {
        let written = cell.markdown.as_ref().is_some_and(|source| source.contains("](http"));
        let is_named = |link: &LinkRecord<'_>| !link.text.is_empty() && link.text != link.url;
        let read = cell.links.iter().flatten().any(|link| link.url.starts_with("http") && is_named(link));
        // Of a cell that a change has made there is only the source.
        written && (read || cell.text.is_none())
    };
    let named = entries.iter().filter(|entry| entry.cells.get("name").is_some_and(leads_away));
    2 * named.count() > entries.len()
}

/// Whether entries that are nested follow one that may hold them: what has notes holds those.
fn is_nested_well(entries: &[Record<'_>]) -> bool {
    let may_hold = |entry: &Record<'_>| {
        !entry.cells.contains_key("notes")
            && entry.cells.get("name").is_some_and(|name| name.links.is_some() || name.text.is_none())
    };
    let follows = |pair: &[Record<'_>]| match pair {
        [above, entry] if entry.level > above.level => entry.level == above.level + 1 && may_hold(above),
        _ => true,
    };
    entries.first().is_none_or(|first| first.level == 0) && entries.windows(2).all(follows)
}

/// Whether all items have one marker: among others, items that change places start lists of their own.
fn has_one_marker(listing: &ListingRecords<'_>) -> bool {
    let marker = |entry| listing.form_of(entry).and_then(|form| form.trim_start().chars().next());
    let mut markers = listing.entries.iter().filter(|entry| entry.level == 0).map(marker);
    let first = markers.next();
    markers.all(|marker| Some(marker) == first)
}

fn put_get(
    document: &Document<'_>,
    conventions: &Conventions,
    config: &Config,
    dataset: &Dataset<'_>,
) -> Outcome {
    for (what, change) in CHANGES {
        let mut edited = dataset.clone();
        for listing in &mut edited.listings {
            // A table can express all of them.
            let before = (listing.kind == RecordKind::Bullets).then(|| listing.entries.clone());
            change(listing);
            if let Some(before) = before
                && !(is_list(&listing.entries) && has_one_marker(listing) && is_nested_well(&listing.entries))
            {
                listing.entries = before;
            }
        }
        let mut rendered = render_into(document, conventions, dataset, &edited);
        if matches!(&rendered, Err(error) if error.problem == Problem::NoList) {
            // Without the rows that made it a list, a table in HTML is none.
            for (edited, own) in edited.listings.iter_mut().zip(&dataset.listings) {
                if edited.kind == RecordKind::Html {
                    edited.clone_from(own);
                }
            }
            rendered = render_into(document, conventions, dataset, &edited);
        }
        let rendered = match rendered {
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
fn different(asked: &Dataset<'_>, read: &Dataset<'_>, what: &str) -> Option<Outcome> {
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

/// What must read back of an entry: the sources of its cells by their keys, those past the last column, and its form.
#[derive(PartialEq)]
struct Sources<'a> {
    cells: Vec<(&'a str, &'a str)>,
    excess: Vec<&'a str>,
    form: Option<&'a str>,
    level: usize,
}

fn row<'r>(listing: &'r ListingRecords<'_>, index: usize) -> Option<Sources<'r>> {
    let entry = listing.entries.get(index)?;
    let cells = listing.columns.iter().map(|column| {
        let cell = entry.cells.get(&column.key);
        (column.key.as_str(), cell.and_then(|cell| cell.markdown.as_deref()).unwrap_or_default())
    });
    let cells = cells.filter(|(_, source)| listing.kind.is_table() || !source.is_empty());
    Some(Sources {
        cells: cells.collect(),
        excess: entry.excess.iter().map(String::as_str).collect(),
        form: listing.form_of(entry),
        level: entry.level,
    })
}

/// What is read otherwise where all sources are the same.
fn learned(asked: &Dataset<'_>, read: &Dataset<'_>) -> String {
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
