//! A table as a bullet list, or a bullet list as a table.
//!
//! The entries are those of the records, written in the other form. What the other form has no place for is an error,
//! and the result is read again and compared with the records: nothing is lost on the way.

use thiserror::Error;

use super::add_error::AddError;
use super::csv_view::addresses;
use super::dataset::{CellRecord, Cells, ColumnRecord, Dataset, ListingRecords, Record};
use super::error::RenderError;
use super::extract::extract;
use super::fresh::lines_of;
use super::kind::RecordKind;
use super::new_cells::with_escaped_pipes;
use super::new_entry::{choose, is_protected};
use crate::config::{ColumnKind, Config};
use crate::convention::{Conventions, Tally};
use crate::document::{Document, Field, Listing};
use crate::text::{Edit, Span, apply};

/// Why a listing is not converted.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// Which listing is meant cannot be told, or it is not to be touched.
    #[error(transparent)]
    Listing(#[from] AddError),
    /// There is nothing to convert.
    #[error("there is no table or list to convert")]
    NoListing,
    /// There is nothing to do.
    #[error("the listing on line {line} is {kind} already")]
    Already {
        /// Where it starts.
        line: usize,
        /// `a table` or `a bullet list`.
        kind: &'static str,
    },
    /// A table in HTML, whose cells are not markdown.
    #[error("the table on line {line} is HTML, and its cells cannot be converted")]
    Html {
        /// Where it starts.
        line: usize,
    },
    /// A listing inside of something else.
    #[error(
        "line {line}: only a listing at the margin can be converted, and this one is in a quote or in an item"
    )]
    Inside {
        /// Where it starts.
        line: usize,
    },
    /// Text that belongs to no entry.
    #[error("line {line}: this is between the entries, and would be lost")]
    Between {
        /// Where it is.
        line: usize,
    },
    /// What stands around the cells of an item.
    #[error("line {line}: `{name}` has `{text}` around its cells, which a table has no column for")]
    Around {
        /// Where the item is.
        line: usize,
        /// Its name.
        name: String,
        /// What is written around its cells.
        text: String,
    },
    /// An entry below another one.
    #[error("line {line}: `{name}` stands below another entry, and a table has no levels")]
    Level {
        /// Where it is.
        line: usize,
        /// Its name.
        name: String,
    },
    /// A column that bullets do not have.
    #[error("a bullet list has no place for the column `{column}`")]
    Column {
        /// What it is called.
        column: String,
    },
    /// What cannot be written.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// What would read otherwise.
    #[error("line {line}: `{name}` would not read back as it is; its `{column}` would differ")]
    NotReadBack {
        /// Where the entry is.
        line: usize,
        /// Its name.
        name: String,
        /// The key of the column.
        column: String,
    },
    /// Entries that would be none.
    #[error("its entries would not be read as entries then; most names of a bullet list must be links")]
    Unread,
    /// A page that would change elsewhere.
    #[error("the rest of the page would read otherwise")]
    Surroundings,
}

/// Writes a listing of `source` as a listing of this `kind`.
///
/// `listing` is its id, or the title of its section; it may be left out where there is one listing. A column stays a
/// column: bullets have those that [`Field`] names.
///
/// ```
/// use relist::config::Config;
/// use relist::records::{RecordKind, convert};
///
/// let source = "# Trees\n\n- [Ash](https://ash.example) - Burns well.\n- [Elm](https://elm.example) - Bends.\n";
/// let table = convert(source, &Config::default(), None, RecordKind::Table)?;
/// let expected = "# Trees\n\n| Name | Description |\n| --- | --- |\n\
///     | [Ash](https://ash.example) | Burns well. |\n| [Elm](https://elm.example) | Bends. |\n";
/// assert_eq!(table, expected);
/// assert_eq!(convert(&table, &Config::default(), None, RecordKind::Bullets)?, source);
/// # Ok::<(), relist::records::ConvertError>(())
/// ```
///
/// # Errors
///
/// [`ConvertError`], with the line, for what the other form has no place for.
pub fn convert(
    source: &str,
    config: &Config,
    listing: Option<&str>,
    kind: RecordKind,
) -> Result<String, ConvertError> {
    let document = Document::parse(source);
    let conventions = Conventions::learn(&document, config);
    let number = match choose(&document, listing) {
        Err(AddError::NoListing) => return Err(ConvertError::NoListing),
        chosen => chosen?,
    };
    let found = &document.listings()[number];
    let line = document.position(found.span.start).line;
    if is_protected(&document, conventions.directives(), number) {
        return Err(AddError::Protected { line }.into());
    }
    let own = RecordKind::from(found.kind);
    if own == kind {
        return Err(ConvertError::Already { line, kind: own.name() });
    }
    if own == RecordKind::Html {
        return Err(ConvertError::Html { line });
    }
    refuse_other_text(&document, found)?;
    let before = extract(&document, &conventions);
    let Some(records) = before.listings.iter().find(|records| records.id == found.id) else {
        return Err(ConvertError::NoListing);
    };
    let name_key = conventions.listings()[number].columns.get(conventions.listings()[number].name_column());
    let name_key = name_key.map_or("name", |column| column.key.as_str());
    let (converted, keys) = if kind == RecordKind::Table {
        as_table(records)?
    } else {
        as_bullets(records, name_key, &usual_marker(&before))?
    };
    let lines = lines_of(&Dataset::new(vec![converted]))?;
    let output = replaced(source, found, &lines).ok_or(ConvertError::Surroundings)?;
    prove(&output, config, &before, (number, &keys))?;
    Ok(output)
}

/// Refuses a listing with more in its lines than its entries, and one that is inside of something.
fn refuse_other_text(document: &Document<'_>, listing: &Listing) -> Result<(), ConvertError> {
    let source = document.source();
    let line_of = |offset: usize| document.position(offset).line;
    if let Some(line) = listing.swallowed.first() {
        return Err(ConvertError::Between { line: line_of(line.start) });
    }
    let is_inside = listing.entries().iter().any(|entry| !entry.prefix().of(source).is_empty())
        || !listing.header.line.of(source).starts_with(listing.header.content.of(source));
    if is_inside && listing.entries().iter().all(|entry| entry.level == 0) {
        return Err(ConvertError::Inside { line: line_of(listing.span.start) });
    }
    let mut end = listing.span.start.max(listing.header.delimiter_line.end);
    for entry in listing.entries() {
        let gap = source.get(end..entry.block.start).unwrap_or_default();
        if let Some(at) = gap.find(|c: char| !c.is_whitespace()) {
            return Err(ConvertError::Between { line: line_of(end + at) });
        }
        end = end.max(entry.block.end);
    }
    Ok(())
}

/// The records of bullets as those of a table, and the keys of its columns beside those of the bullets.
fn as_table<'a>(
    records: &ListingRecords<'a>,
) -> Result<(ListingRecords<'a>, Vec<(String, String)>), ConvertError> {
    for record in &records.entries {
        let (line, name) = (record.line.unwrap_or_default(), name_of(record, "name"));
        if record.level > 0 {
            return Err(ConvertError::Level { line, name });
        }
        let form = records.form_of(record).unwrap_or_default();
        if let Some(text) = words_around(form) {
            return Err(ConvertError::Around { line, name, text });
        }
    }
    let columns: Vec<ColumnRecord> = records
        .columns
        .iter()
        .map(|column| {
            let mut title = column.key.clone();
            title[..1].make_ascii_uppercase();
            ColumnRecord {
                kind: column.kind,
                format: column.format.clone(),
                ..ColumnRecord::new(column.key.clone(), title)
            }
        })
        .collect();
    let keys = columns.iter().map(|column| (column.key.clone(), column.key.clone())).collect();
    let entries = records.entries.iter().map(|record| {
        let cells = columns.iter().map(|column| {
            let source = record.cells.get(&column.key).and_then(|cell| cell.markdown.as_deref());
            let source = with_escaped_pipes(source.unwrap_or_default());
            (column.key.clone(), CellRecord::from_markdown(source))
        });
        Record { cells: cells.collect(), ..Record::default() }
    });
    let entries = entries.collect();
    let id = records.id.clone();
    Ok((ListingRecords { id, kind: RecordKind::Table, columns, entries, ..ListingRecords::default() }, keys))
}

/// What a form holds beside cells, a marker, and signs between them.
fn words_around(form: &str) -> Option<String> {
    let form = form.strip_prefix(['-', '*', '+']).unwrap_or(form);
    let mut around = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        around.push_str(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    around.push_str(rest);
    let is_sign = |c: char| c.is_whitespace() || "-–—:,|·•()".contains(c);
    (!around.chars().all(is_sign)).then(|| around.trim().to_owned())
}

/// The records of a table as those of bullets, and the keys of its columns beside those of the bullets.
fn as_bullets<'a>(
    records: &ListingRecords<'a>,
    name_key: &str,
    marker: &str,
) -> Result<(ListingRecords<'a>, Vec<(String, String)>), ConvertError> {
    let says = |key: &str| {
        let cells = records.entries.iter().filter_map(|record| record.cells.get(key)?.markdown.as_deref());
        cells.into_iter().any(|source| !source.is_empty())
    };
    let mut keys: Vec<(String, String)> = Vec::new();
    for column in records.columns.iter().filter(|column| says(&column.key)) {
        let is_free = |field: &Field| keys.iter().all(|(_, taken)| taken != field.key());
        let field = if column.key == name_key {
            Some(Field::Name)
        } else {
            let by_kind = match column.kind {
                ColumnKind::Date => Field::Date,
                ColumnKind::Links => Field::Links,
                _ => Field::Description,
            };
            let by_key = Field::from_key(&column.key);
            by_key
                .filter(|field| !matches!(field, Field::Name | Field::Notes))
                .or(Some(by_kind))
                .filter(is_free)
        };
        let Some(field) = field else { return Err(ConvertError::Column { column: column.name.clone() }) };
        keys.push((column.key.clone(), field.key().to_owned()));
    }
    let entries = records.entries.iter().map(|record| {
        let cells = keys.iter().filter_map(|(key, field)| {
            let source = record.cells.get(key)?.markdown.as_deref().filter(|source| !source.is_empty())?;
            Some((field.clone(), CellRecord::from_markdown(source.replace("\\|", "|"))))
        });
        let cells: Cells<'_> = cells.collect();
        let form = Some(form(marker, &cells));
        Record { cells, form, excess: record.excess.clone(), ..Record::default() }
    });
    let entries = entries.collect();
    let columns = keys.iter().map(|(_, field)| ColumnRecord::new(field.clone(), field.clone())).collect();
    let form = Some(format!("{marker} {{name}} - {{description}}"));
    let id = records.id.clone();
    Ok((
        ListingRecords { id, kind: RecordKind::Bullets, columns, form, entries, ..ListingRecords::default() },
        keys,
    ))
}

/// How an item with these cells is written.
fn form(marker: &str, cells: &Cells<'_>) -> String {
    let pieces = [
        (Field::Name, " {name}"),
        (Field::Date, " ({date})"),
        (Field::Authors, ", {authors}"),
        (Field::Venue, ", {venue}"),
        (Field::Links, " {links}"),
        (Field::Description, " - {description}"),
        (Field::Tags, " {tags}"),
        (Field::Stars, " {stars}"),
    ];
    let there = pieces.iter().filter(|(field, _)| cells.contains_key(field.key()));
    there.fold(marker.to_owned(), |form, (_, piece)| form + piece)
}

/// The marker of most bullet lists.
fn usual_marker(dataset: &Dataset<'_>) -> String {
    let forms = dataset.listings.iter().filter_map(|records| records.form.as_deref());
    let markers: Tally<&str> =
        forms.filter_map(|form| form.get(..1).filter(|mark| "-*+".contains(mark))).collect();
    markers.best().map_or("-", |(marker, _)| *marker).to_owned()
}

/// The text with other lines in the place of a listing, and blank lines around them.
fn replaced(source: &str, listing: &Listing, lines: &str) -> Option<String> {
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    // Blank lines under the last item stay.
    let own = listing.span.of(source).trim_end();
    let end = listing.span.start + own.len();
    let end = end + source.get(end..)?.find('\n').map_or(source.len() - end, |at| at + 1);
    let span = Span::new(listing.span.start, end);
    let (before, after) = (source.get(..span.start)?, source.get(span.end..)?);
    let mut text = lines.replace('\n', line_end);
    let last = before.trim_end_matches(['\n', '\r']);
    let is_apart = before.is_empty() || before[last.len()..].matches('\n').count() > 1;
    if !is_apart && !last.is_empty() {
        text.insert_str(0, line_end);
    }
    if after.is_empty() && !source.ends_with('\n') {
        text.truncate(text.trim_end().len());
    } else if !after.is_empty() && !after.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
        text.push_str(line_end);
    }
    apply(source, &[Edit::replacement(span, text)]).ok()
}

/// Reads the result, and compares what its listings say with what they said.
fn prove(
    output: &str,
    config: &Config,
    before: &Dataset<'_>,
    (number, keys): (usize, &[(String, String)]),
) -> Result<(), ConvertError> {
    let document = Document::parse(output);
    let after = extract(&document, &Conventions::learn(&document, config));
    let id = document.listings().get(number).map_or("", |listing| listing.id.as_str());
    let ids =
        |dataset: &Dataset<'_>| dataset.listings.iter().map(|records| records.id.clone()).collect::<Vec<_>>();
    if ids(before) != ids(&after) {
        let is_lost = after.listings.len() < before.listings.len();
        return Err(if is_lost { ConvertError::Unread } else { ConvertError::Surroundings });
    }
    for (old, new) in before.listings.iter().zip(&after.listings) {
        let is_it = new.id == id;
        if (is_it && old.kind == new.kind) || old.entries.len() != new.entries.len() {
            return Err(ConvertError::Surroundings);
        }
        for (one, other) in old.entries.iter().zip(&new.entries) {
            let same = one.cells.keys().map(|key| (key.clone(), key.clone()));
            let pairs = if is_it { keys.to_vec() } else { same.collect() };
            for (key, new_key) in pairs {
                if !says_the_same(one.cells.get(&key), other.cells.get(&new_key)) {
                    let (line, name) = (one.line.unwrap_or_default(), name_of(one, &key));
                    return Err(ConvertError::NotReadBack { line, name, column: new_key });
                }
            }
        }
    }
    Ok(())
}

fn says_the_same(one: Option<&CellRecord<'_>>, other: Option<&CellRecord<'_>>) -> bool {
    let text = |cell: Option<&CellRecord<'_>>| {
        cell.and_then(|cell| cell.text.as_deref()).unwrap_or_default().to_owned()
    };
    let urls = |cell: Option<&CellRecord<'_>>| -> Vec<String> {
        cell.into_iter().flat_map(addresses).map(str::to_owned).collect()
    };
    text(one) == text(other) && urls(one) == urls(other)
}

fn name_of(record: &Record<'_>, key: &str) -> String {
    let cell = record.cells.get(key).or_else(|| record.cells.values().next());
    cell.and_then(|cell| cell.text.as_deref()).unwrap_or_default().to_owned()
}
