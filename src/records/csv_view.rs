//! Records as one table, over any number of files: for spreadsheets.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::dataset::{CellRecord, Dataset, Record};
use super::value::{self, whole};
use crate::value::Quantity;

/// The columns that every line of [`csv`] starts with.
const FIXED: [&str; 4] = ["path", "listing", "section", "line"];

/// So many keys have columns of their own. A table with more holds next to nothing, and its size grows with the square of
/// the lists'.
const MOST_KEYS: usize = 1_000;

/// What a field of [`csv()`] holds of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvCells {
    /// What it says; where its links lead stands in a column beside it.
    #[default]
    Values,
    /// Its source.
    Markdown,
}

/// Writes one line an entry: `path`, `listing`, `section` (its headings joined by ` / `), `line`, then the columns of
/// all listings in the order in which their keys first appear.
///
/// Dates are in ISO 8601; amounts are whole numbers joined by `;`, ranges `min-max`, mixtures `8x7000000000`, bytes
/// `2000 bytes`, and `inf`; what is not known is empty; anything else is the cell's text. Beside a column with links
/// stands another one with their addresses, joined by `;` (one in an address is written `%3B` then): `name` and
/// `name_url`. With [`CsvCells::Markdown`] a field is the source of its cell, and there are no such columns. A column
/// that is called like one before it gets a number: `path_2`.
///
/// Of more than 1,000 different columns, those that the most listings have stand by themselves; the cells of the others
/// are together in the last field, `others`, as a JSON object.
///
/// # Errors
///
/// What `output` reports.
pub fn csv(
    datasets: &[(impl AsRef<str>, &Dataset<'_>)],
    cells: CsvCells,
    output: &mut impl io::Write,
) -> io::Result<()> {
    let columns = Columns::of(datasets.iter().map(|(_, dataset)| *dataset), cells);
    let mut writer = ::csv::Writer::from_writer(output);
    writer.write_record(&columns.titles)?;
    let mut fields = vec![String::new(); columns.titles.len()];
    for (path, dataset) in datasets {
        for listing in &dataset.listings {
            let section = listing.section.join(" / ");
            for entry in &listing.entries {
                fields.iter_mut().for_each(String::clear);
                let line = entry.line.map_or_else(String::new, |line| line.to_string());
                let fixed = [path.as_ref(), &listing.id, &section, &line];
                fields.iter_mut().zip(fixed).for_each(|(field, text)| field.push_str(text));
                columns.fill(entry, cells, &mut fields);
                writer.write_record(&fields)?;
            }
        }
    }
    writer.flush()
}

/// The columns of the table.
struct Columns<'r> {
    titles: Vec<String>,
    /// Where the cells of each key go, and where their addresses do.
    places: HashMap<&'r str, (usize, Option<usize>)>,
    /// Where the cells go whose keys have no column of their own.
    others: Option<usize>,
}

impl<'r> Columns<'r> {
    fn of(datasets: impl Iterator<Item = &'r Dataset<'r>> + Clone, cells: CsvCells) -> Self {
        let listings = datasets.flat_map(|dataset| &dataset.listings);
        let mut keys: IndexMap<&str, Key> = IndexMap::new();
        for column in listings.clone().flat_map(|listing| &listing.columns) {
            keys.entry(&column.key).or_default().listings += 1;
        }
        let has_others = keys.len() > MOST_KEYS;
        if has_others {
            keys.sort_by(|_, one, _, other| other.listings.cmp(&one.listings));
            keys.truncate(MOST_KEYS);
        }
        if cells == CsvCells::Values {
            for (key, cell) in listings.flat_map(|listing| &listing.entries).flat_map(|entry| &entry.cells) {
                if let Some(key) = keys.get_mut(key.as_str()) {
                    key.has_links |= addresses(cell).next().is_some();
                }
            }
        }
        let mut used: HashSet<String> = keys.keys().copied().chain(FIXED).map(str::to_owned).collect();
        let mut titles = FIXED.map(str::to_owned).to_vec();
        let mut add = |title: String| {
            titles.push(title);
            titles.len() - 1
        };
        let mut places = HashMap::with_capacity(keys.len());
        for (key, Key { has_links, .. }) in keys {
            let title = if FIXED.contains(&key) { free(key, &mut used) } else { key.to_owned() };
            let field = add(title);
            let urls = has_links.then(|| add(free(&format!("{key}_url"), &mut used)));
            places.insert(key, (field, urls));
        }
        let others = has_others.then(|| add(free("others", &mut used)));
        Self { titles, places, others }
    }

    fn fill(&self, entry: &Record<'_>, cells: CsvCells, fields: &mut [String]) {
        let mut others = Map::new();
        for (key, cell) in &entry.cells {
            let Some(&(field, urls)) = self.places.get(key.as_str()) else {
                add_other(key, cell, cells, &mut others);
                continue;
            };
            push_cell(cell, cells, &mut fields[field]);
            if let Some(urls) = urls {
                push_addresses(cell, &mut fields[urls]);
            }
        }
        if let (Some(field), false) = (self.others, others.is_empty()) {
            fields[field] = Value::Object(others).to_string();
        }
    }
}

/// What is known of a key.
#[derive(Default)]
struct Key {
    /// How many listings have it.
    listings: usize,
    has_links: bool,
}

/// Adds a cell to those that are together in one field.
fn add_other(key: &str, cell: &CellRecord<'_>, cells: CsvCells, others: &mut Map<String, Value>) {
    let mut said = String::new();
    push_cell(cell, cells, &mut said);
    others.insert(key.to_owned(), said.into());
    let mut urls = String::new();
    push_addresses(cell, &mut urls);
    if cells == CsvCells::Values && !urls.is_empty() {
        others.insert(format!("{key}_url"), urls.into());
    }
}

fn push_cell(cell: &CellRecord<'_>, cells: CsvCells, field: &mut String) {
    match cells {
        CsvCells::Values => push_value(cell, field),
        CsvCells::Markdown => field.push_str(cell.markdown.as_deref().unwrap_or_default()),
    }
}

/// `title`, or `title_2`, `title_3`, … where that is taken; it is taken then.
fn free(title: &str, used: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{title}_{number}"));
    let mut titles = std::iter::once(title.to_owned()).chain(numbered);
    let free = titles.find(|title| !used.contains(title)).unwrap_or_default();
    used.insert(free.clone());
    free
}

/// Where the links of a cell lead.
pub(super) fn addresses<'r>(cell: &'r CellRecord<'_>) -> impl Iterator<Item = &'r str> {
    cell.links.iter().flatten().map(|link| &*link.url).filter(|url| !url.is_empty())
}

pub(super) fn push_addresses(cell: &CellRecord<'_>, field: &mut String) {
    let mut addresses = addresses(cell).peekable();
    let Some(first) = addresses.next() else { return };
    if addresses.peek().is_none() {
        return field.push_str(&without_line_ends(first));
    }
    for (index, address) in std::iter::once(first).chain(addresses).enumerate() {
        if index > 0 {
            field.push(';');
        }
        field.push_str(&without_line_ends(address).replace(';', "%3B"));
    }
}

/// An entity may hide a line end in a destination, and URLs are read without it.
pub(super) fn without_line_ends(url: &str) -> String {
    url.replace(['\n', '\r'], "")
}

pub(super) fn push_value(cell: &CellRecord<'_>, field: &mut String) {
    // Writing to a string does not fail.
    match &cell.value {
        None => field.push_str(cell.text.as_deref().unwrap_or_default()),
        Some(value::Value::Unknown) => {}
        Some(value::Value::Date(date)) => drop(write!(field, "{date}")),
        Some(value::Value::Number(number)) => drop(match whole(*number) {
            Some(number) => write!(field, "{number}"),
            None => write!(field, "{number}"),
        }),
        Some(value::Value::Quantities(quantities)) => field.push_str(&joined_quantities(quantities)),
    }
}

/// Amounts as [`csv()`] writes them.
pub(super) fn joined_quantities(quantities: &[Quantity]) -> String {
    let mut text = String::new();
    for (index, quantity) in quantities.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        push_quantity(&mut text, quantity);
    }
    text
}

/// The amounts that [`joined_quantities`] wrote.
pub(super) fn read_quantities(text: &str) -> Option<Vec<Quantity>> {
    text.split(';').map(read_quantity).collect()
}

fn read_quantity(text: &str) -> Option<Quantity> {
    // A whole number in the form of a float is a count.
    let count = |text: &str| text.strip_suffix(".0").unwrap_or(text).parse().ok();
    if text == "inf" {
        return Some(Quantity::Infinite);
    }
    if let Some(bytes) = text.strip_suffix(" bytes") {
        return Some(Quantity::Bytes { bytes: count(bytes)? });
    }
    if let Some((times, each)) = text.split_once('x') {
        let times = times.parse().ok().filter(|times| *times > 0)?;
        return Some(Quantity::Count { count: count(each)?, times: Some(times) });
    }
    match text.split_once('-') {
        Some((min, max)) => {
            let (min, max) = (count(min)?, count(max)?);
            (min < max).then_some(Quantity::Range { min, max })
        }
        None => Some(Quantity::Count { count: count(text)?, times: None }),
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
