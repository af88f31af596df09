//! The cells of a new entry, from plain fields: each as the cells of its column are written.

use serde_json::{Map, Value as Json};

use super::add_error::AddError;
use super::dataset::{CellRecord, Cells};
use super::escape::{destination, escape};
use super::value::Value;
use crate::config::ColumnKind;
use crate::convention::{CellValue, ColumnConvention, ListingConvention, NameStyle, Tally};
use crate::document::{Document, Field, LinkKind, Listing};
use crate::value::comparable;

/// What is asked for.
pub(super) struct Wanted {
    pub(super) cells: Cells<'static>,
    pub(super) name: String,
    pub(super) url: Option<String>,
}

/// What one column is given.
#[derive(Default)]
struct Given<'a> {
    text: Option<&'a Json>,
    url: Option<String>,
}

/// Writes cells as those of a listing are written.
pub(super) struct Writer<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) listing: &'a Listing,
    pub(super) convention: &'a ListingConvention,
}

impl Writer<'_> {
    pub(super) fn wanted(&self, fields: &Map<String, Json>) -> Result<Wanted, AddError> {
        let columns = self.convention.columns.as_slice();
        let name_column = self.convention.name_column();
        let mut given: Vec<Given<'_>> = columns.iter().map(|_| Given::default()).collect();
        for (field, json) in fields.iter().filter(|(_, json)| !json.is_null()) {
            let (column, is_url) = self.column(field)?;
            let is_second = if is_url {
                given[column].url.replace(text_of(field, json)?).is_some()
            } else {
                given[column].text.replace(json).is_some()
            };
            if is_second {
                return Err(AddError::Twice { field: field.clone() });
            }
        }
        let Some(name) = given.get(name_column).and_then(|given| given.text) else {
            let key = columns.get(name_column).map_or("name", |column| column.key.as_str());
            return Err(AddError::NoName { key: key.to_owned() });
        };
        let name = text_of("name", name)?;
        let url = given[name_column].url.clone();
        let mut cells = Cells::new();
        for (index, (column, given)) in columns.iter().zip(given).enumerate() {
            if let Some(cell) = self.cell(index, column, &given)? {
                cells.insert(column.key.clone(), cell);
            } else if self.listing.is_table() {
                cells.insert(column.key.clone(), CellRecord::from_markdown(""));
            }
        }
        Ok(Wanted { cells, name, url })
    }

    /// The column that a field belongs to, and whether it says where that leads.
    fn column(&self, field: &str) -> Result<(usize, bool), AddError> {
        let columns = self.convention.columns.as_slice();
        let named = |name: &str| {
            let is_called =
                |known: &str| comparable(known).replace(' ', "_") == comparable(name).replace(' ', "_");
            columns.iter().position(|column| is_called(&column.key) || is_called(&column.name))
        };
        let lower = field.to_lowercase();
        let leads = || {
            let column = lower.strip_suffix("_url").or_else(|| lower.strip_suffix("_link"))?;
            named(column)
        };
        if let Some(column) = named(field) {
            Ok((column, false))
        } else if let Some(column) = leads() {
            Ok((column, true))
        } else if matches!(lower.as_str(), "url" | "link") {
            Ok((self.convention.name_column(), true))
        } else if lower == "name" {
            Ok((self.convention.name_column(), false))
        } else {
            Err(AddError::NoColumn {
                listing: self.listing.id.clone(),
                field: field.to_owned(),
                columns: columns.iter().map(|column| column.key.clone()).collect(),
            })
        }
    }

    fn cell(
        &self,
        index: usize,
        column: &ColumnConvention,
        given: &Given<'_>,
    ) -> Result<Option<CellRecord<'static>>, AddError> {
        let text = given.text.map(|json| self.text(index, column, json)).transpose()?;
        let text = text.filter(|text| !text.is_empty());
        let source = match (&given.url, text) {
            (None, None) => return Ok(None),
            (Some(url), text) => {
                let label = text.unwrap_or_else(|| self.usual_label(index, column));
                self.name_style(index).link(&balanced(label), &address(url))
            }
            (None, Some(text)) => {
                if let Some(value) = self.value(index, column, given.text, &text)? {
                    return Ok(Some(CellRecord { value: Some(value), ..CellRecord::default() }));
                }
                let is_bold = index == self.convention.name_column() && self.names_are_bold(index);
                if is_bold { format!("**{text}**") } else { text }
            }
        };
        let source = if self.listing.is_table() { with_escaped_pipes(&source) } else { source };
        Ok(Some(CellRecord::from_markdown(source)))
    }

    /// The sources of the cells of a column that say something.
    fn sources(&self, index: usize) -> impl Iterator<Item = &str> {
        let cells = self.listing.entries().iter().filter_map(move |entry| self.listing.cell(entry, index));
        cells.map(|cell| cell.content.of(self.document.source())).filter(|source| !source.is_empty())
    }

    /// How links of a column are set.
    fn name_style(&self, index: usize) -> NameStyle {
        let styles: Tally<NameStyle> = self.sources(index).filter_map(NameStyle::of).collect();
        let otherwise = if self.names_are_bold(index) { NameStyle::Bold } else { NameStyle::Plain };
        styles.best().map_or(otherwise, |(style, _)| *style)
    }

    /// Whether most cells that are not links are bold.
    fn names_are_bold(&self, index: usize) -> bool {
        let bold: Tally<bool> = self
            .sources(index)
            .filter(|source| !source.contains("]("))
            .map(|source| source.len() > 4 && source.starts_with("**") && source.ends_with("**"))
            .collect();
        bold.best() == Some((&true, bold.count(&true)))
    }

    /// What a link of this column says where nothing else is asked for: what most of them say.
    fn usual_label(&self, index: usize, column: &ColumnConvention) -> String {
        let cells = self.listing.entries().iter().filter_map(|entry| self.listing.cell(entry, index));
        let links = cells.flat_map(|cell| self.document.cell_links(cell));
        let labels: Tally<&str> =
            links.filter(|link| link.kind == LinkKind::Inline).map(|link| &*link.text).collect();
        let usual = labels.best().filter(|(_, count)| *count > 1 && 2 * count > labels.total());
        usual.map_or_else(|| column.name.clone(), |(label, _)| (*label).to_owned())
    }

    /// The text of a field; tags are set in code where those of the list are.
    fn text(&self, index: usize, column: &ColumnConvention, json: &Json) -> Result<String, AddError> {
        let Json::Array(items) = json else { return text_of(&column.key, json) };
        let texts = items.iter().map(|item| text_of(&column.key, item)).collect::<Result<Vec<_>, _>>()?;
        let are_tags = !self.listing.is_table() && index == Field::Tags as usize;
        let is_code = self.sources(index).next().is_none_or(|source| source.starts_with('`'));
        if are_tags && is_code {
            return Ok(texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(" "));
        }
        Ok(texts.join(if are_tags { " " } else { ", " }))
    }

    /// What the cell says in a column of values; nothing in one of text, and where other cells say just the same.
    fn value(
        &self,
        index: usize,
        column: &ColumnConvention,
        json: Option<&Json>,
        text: &str,
    ) -> Result<Option<Value>, AddError> {
        let unread = |wanted: &'static str| AddError::Unread {
            column: column.key.clone(),
            text: text.to_owned(),
            wanted,
        };
        let is_amount = column.amounts_context().is_some();
        if let (Some(Json::Number(count)), true) = (json, is_amount) {
            let counted = serde_json::json!([{ "count": count }]);
            return serde_json::from_value(counted).map(Some).map_err(|_| unread("a count"));
        }
        match column.read(text) {
            CellValue::Unread if self.sources(index).any(|source| source == text) => Ok(None),
            CellValue::Unread if column.kind == ColumnKind::Date => Err(unread("a date like 2024-05-17")),
            CellValue::Unread if is_amount => Err(unread("an amount like 7B")),
            CellValue::Unread => Err(unread("a number")),
            read => Ok(Value::of(&read)),
        }
    }
}

/// The text of a field.
fn text_of(field: &str, json: &Json) -> Result<String, AddError> {
    match json {
        Json::String(text) => Ok(text.trim().to_owned()),
        Json::Number(number) => Ok(number.to_string()),
        _ => Err(AddError::Type { field: field.to_owned() }),
    }
}

/// A label whose brackets would not end it.
fn balanced(label: String) -> String {
    let mut depth = 0_i32;
    for character in label.chars() {
        depth += i32::from(character == '[') - i32::from(character == ']');
        if depth < 0 {
            break;
        }
    }
    if depth == 0 { label } else { escape(&label) }
}

/// The destination of a link; in angle brackets only where it has to be.
fn address(url: &str) -> String {
    let mut depth = 0_i32;
    let is_plain = !url.is_empty()
        && url.chars().all(|character| {
            depth += i32::from(character == '(') - i32::from(character == ')');
            depth >= 0 && !character.is_whitespace() && !character.is_control() && !"<>\\".contains(character)
        });
    if is_plain && depth == 0 { url.to_owned() } else { destination(url) }
}

/// `source` with a backslash before each `|` that has none.
fn with_escaped_pipes(source: &str) -> String {
    let mut escaped = String::with_capacity(source.len());
    for character in source.chars() {
        if character == '|' && !escaped.ends_with('\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
