//! Flat views of records, over any number of files: for spreadsheets, databases and link checkers.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io;

use indexmap::IndexMap;
use serde::Serialize;

use super::dataset::{CellRecord, Dataset, Record};
use super::value::{Value, whole};
use crate::value::Quantity;

/// The columns that every line of [`csv`] starts with.
const FIXED: [&str; 4] = ["path", "listing", "section", "line"];

/// Writes one line an entry: `path`, `listing`, `section` (its headings joined by ` / `), `line`, then the columns of
/// all listings in the order in which their keys first appear.
///
/// Dates are in ISO 8601; amounts are whole numbers joined by `;`, ranges `min-max`, mixtures `8x7000000000`, bytes
/// `2000 bytes`, and `inf`; what is not known is empty; anything else is the cell's text. A column that is called like
/// one of the first four gets a number: `path_2`.
///
/// # Errors
///
/// What `output` reports.
pub fn csv(datasets: &[(impl AsRef<str>, &Dataset<'_>)], output: &mut impl io::Write) -> io::Result<()> {
    let mut columns: IndexMap<&str, usize> = IndexMap::new();
    for (_, dataset) in datasets {
        for column in dataset.listings.iter().flat_map(|listing| &listing.columns) {
            let next = FIXED.len() + columns.len();
            columns.entry(&column.key).or_insert(next);
        }
    }
    let mut writer = ::csv::Writer::from_writer(output);
    writer.write_record(FIXED.map(str::to_owned).into_iter().chain(titles(&columns)))?;
    let mut fields = vec![String::new(); FIXED.len() + columns.len()];
    for (path, dataset) in datasets {
        for listing in &dataset.listings {
            let section = listing.section.join(" / ");
            for entry in &listing.entries {
                fields.iter_mut().for_each(String::clear);
                let line = entry.line.map_or_else(String::new, |line| line.to_string());
                let fixed = [path.as_ref(), &listing.id, &section, &line];
                fields.iter_mut().zip(fixed).for_each(|(field, text)| field.push_str(text));
                for (key, cell) in &entry.cells {
                    if let Some(field) = columns.get(key.as_str()).and_then(|&index| fields.get_mut(index)) {
                        field.push_str(&flat(cell));
                    }
                }
                writer.write_record(&fields)?;
            }
        }
    }
    writer.flush()
}

/// The keys, numbered where they are called like a column that is there already.
fn titles(columns: &IndexMap<&str, usize>) -> Vec<String> {
    let mut used: HashSet<String> = FIXED.iter().map(|&title| title.to_owned()).collect();
    used.extend(columns.keys().map(|&key| key.to_owned()));
    let titles = columns.keys().map(|&key| {
        if !FIXED.contains(&key) {
            return key.to_owned();
        }
        let mut numbered = (2..).map(|number| format!("{key}_{number}"));
        let free = numbered.find(|title| !used.contains(title)).unwrap_or_default();
        used.insert(free.clone());
        free
    });
    titles.collect()
}

fn flat(cell: &CellRecord<'_>) -> String {
    match &cell.value {
        None => cell.text.as_deref().unwrap_or_default().to_owned(),
        Some(Value::Unknown) => String::new(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Number(number)) => {
            whole(*number).map_or_else(|| number.to_string(), |number| number.to_string())
        }
        Some(Value::Quantities(quantities)) => {
            let mut text = String::new();
            for quantity in quantities {
                if !text.is_empty() {
                    text.push(';');
                }
                push_quantity(&mut text, quantity);
            }
            text
        }
    }
}

fn push_quantity(text: &mut String, quantity: &Quantity) {
    // Writing to a string does not fail.
    let _ = match quantity {
        Quantity::Count { count, times: None } => write!(text, "{count}"),
        Quantity::Count { count, times: Some(times) } => write!(text, "{times}x{count}"),
        Quantity::Range { min, max } => write!(text, "{min}-{max}"),
        Quantity::Bytes { bytes } => write!(text, "{bytes} bytes"),
        Quantity::Infinite => write!(text, "inf"),
    };
}

/// One line of [`jsonl`].
#[derive(Serialize)]
struct FlatEntry<'a> {
    path: &'a str,
    listing: &'a str,
    section: &'a [String],
    line: Option<usize>,
    cells: IndexMap<&'a str, Flat<'a>>,
    links: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Flat<'a> {
    Value(&'a Value),
    Text(&'a str),
}

/// Writes one JSON object an entry and line:
/// `{"path","listing","section":[…],"line","cells":{KEY: value or text, …},"links":[URL, …]}`.
///
/// A cell is its value where it has one (a date as a string, amounts as an array of objects such as
/// `{"count":7000000000}`, a number, `null`), and its text otherwise; the links are those of all its cells, once each.
///
/// # Errors
///
/// What `output` reports.
pub fn jsonl(datasets: &[(impl AsRef<str>, &Dataset<'_>)], output: &mut impl io::Write) -> io::Result<()> {
    for (path, dataset) in datasets {
        for listing in &dataset.listings {
            for entry in &listing.entries {
                let cells = entry.cells.iter().map(|(key, cell)| {
                    let text = || Flat::Text(cell.text.as_deref().unwrap_or_default());
                    (key.as_str(), cell.value.as_ref().map_or_else(text, Flat::Value))
                });
                let flat = FlatEntry {
                    path: path.as_ref(),
                    listing: &listing.id,
                    section: &listing.section,
                    line: entry.line,
                    cells: cells.collect(),
                    links: once_each(urls(entry)),
                };
                serde_json::to_writer(&mut *output, &flat)?;
                output.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}

/// Writes the destinations of all links, one a line and each once a file, in the order of the document; images are no
/// links.
///
/// # Errors
///
/// What `output` reports.
pub fn links(datasets: &[(impl AsRef<str>, &Dataset<'_>)], output: &mut impl io::Write) -> io::Result<()> {
    for (_, dataset) in datasets {
        let entries = dataset.listings.iter().flat_map(|listing| &listing.entries);
        for url in once_each(entries.flat_map(urls)) {
            // An entity may hide a line end in a destination, and URLs are read without it.
            output.write_all(url.replace(['\n', '\r'], "").as_bytes())?;
            output.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn urls<'r>(entry: &'r Record<'_>) -> impl Iterator<Item = &'r str> {
    let links = entry.cells.values().filter_map(|cell| cell.links.as_ref()).flatten();
    links.map(|link| &*link.url).filter(|url| !url.is_empty())
}

fn once_each<'a>(urls: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    urls.filter(|url| seen.insert(*url)).collect()
}
