//! The cells of a new entry, from plain fields: each as the cells of its column are written.

use serde_json::{Map, Value as Json};

use super::add_error::AddError;
use super::csv_view::read_quantities;
use super::data::given_addresses;
use super::dataset::{CellRecord, Cells};
use super::escape::{destination, escape};
use super::html;
use super::value::Value;
use crate::config::ColumnKind;
use crate::convention::{CellValue, ColumnConvention, ListingConvention, NameStyle, Tally};
use crate::document::{Document, Field, LinkKind, Listing, ListingKind};
use crate::value::{Quantity, QuantityContext, comparable};

/// What is asked for.
pub(super) struct Wanted {
    pub(super) cells: Cells<'static>,
    pub(super) name: String,
    pub(super) url: Option<String>,
}

/// What one column is given.
#[derive(Clone, Copy, Default)]
pub(super) struct Given<'a> {
    /// What its cell says.
    pub(super) text: Option<&'a Json>,
    /// Where it leads: an address, or several.
    pub(super) urls: Option<&'a Json>,
}

/// Writes cells as those of a listing are written.
pub(super) struct CellWriter<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) listing: &'a Listing,
    pub(super) convention: &'a ListingConvention,
}

impl CellWriter<'_> {
    /// The cells of an entry that says this.
    pub(super) fn wanted(&self, given: &[Given<'_>]) -> Result<Wanted, AddError> {
        let name = self.name(given)?;
        let urls = given[self.convention.name_column()].urls.map(given_addresses).unwrap_or_default();
        let mut cells = Cells::new();
        for (index, (column, given)) in self.convention.columns.iter().zip(given).enumerate() {
            if let Some(cell) = self.cell(index, column, given)? {
                cells.insert(column.key.clone(), cell);
            } else if self.listing.is_table() {
                cells.insert(column.key.clone(), CellRecord::from_markdown(""));
            }
        }
        Ok(Wanted { cells, name, url: urls.into_iter().next() })
    }

    /// What each column is given.
    pub(super) fn given<'f>(&self, fields: &'f Map<String, Json>) -> Result<Vec<Given<'f>>, AddError> {
        let mut given: Vec<Given<'f>> = self.convention.columns.iter().map(|_| Given::default()).collect();
        for (field, json) in fields.iter().filter(|(_, json)| !json.is_null()) {
            let Some((column, is_url)) = self.column(field, false) else {
                let columns = self.convention.columns.iter().map(|column| column.key.clone()).collect();
                let (listing, field) = (self.listing.id.clone(), field.clone());
                return Err(AddError::NoColumn { listing, field, columns });
            };
            let place = if is_url { &mut given[column].urls } else { &mut given[column].text };
            if place.replace(json).is_some() {
                return Err(AddError::Twice { field: field.clone() });
            }
        }
        Ok(given)
    }

    /// The name of an entry with these cells.
    pub(super) fn name(&self, given: &[Given<'_>]) -> Result<String, AddError> {
        let column = self.convention.name_column();
        let name =
            given.get(column).and_then(|given| given.text).map(|name| text_of("name", name)).transpose()?;
        name.filter(|name| !name.is_empty()).ok_or_else(|| {
            let key = self.convention.columns.get(column).map_or("name", |column| column.key.as_str());
            AddError::NoName { key: key.to_owned() }
        })
    }

    /// The column that a field belongs to, and whether it says where that leads; `by_key`: where it is called so, letter
    /// by letter.
    pub(super) fn column(&self, field: &str, by_key: bool) -> Option<(usize, bool)> {
        let columns = self.convention.columns.as_slice();
        if by_key {
            let find = |key: &str| columns.iter().position(|column| column.key == key);
            let leads = || find(field.strip_suffix("_url")?);
            return find(field).map(|column| (column, false)).or_else(|| Some((leads()?, true)));
        }
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
            Some((column, false))
        } else if let Some(column) = leads() {
            Some((column, true))
        } else {
            match lower.as_str() {
                "url" | "link" => Some((self.convention.name_column(), true)),
                "name" => Some((self.convention.name_column(), false)),
                _ => None,
            }
        }
    }

    /// The cell of a new entry; none where nothing is given.
    pub(super) fn cell(
        &self,
        index: usize,
        column: &ColumnConvention,
        given: &Given<'_>,
    ) -> Result<Option<CellRecord<'static>>, AddError> {
        let text = given.text.map(|json| self.field_text(index, column, json)).transpose()?;
        let text = text.filter(|text| !text.is_empty());
        let urls = given.urls.map(given_addresses).unwrap_or_default();
        let source = match (urls.as_slice(), text) {
            ([], None) => return Ok(None),
            ([], Some(text)) => {
                let value = self.field_value(index, column, &text)?;
                if let Some(short) = value.as_ref().and_then(|value| self.shortened(index, value)) {
                    return Ok(Some(CellRecord::from_markdown(short)));
                }
                if let Some(value) = value {
                    return Ok(Some(CellRecord { value: Some(value), ..CellRecord::default() }));
                }
                let is_bold = index == self.convention.name_column() && self.names_are_bold(index);
                if is_bold { format!("**{text}**") } else { text }
            }
            ([url], text) if self.listing.is_html() => {
                let label = text.unwrap_or_else(|| self.usual_label(index, column));
                return Ok(Some(CellRecord::from_markdown(html::link(&label, url))));
            }
            (several, _) if self.listing.is_html() => return Err(too_many(column, several)),
            ([url], Some(text)) if text.contains(&format!("]({url})")) => text,
            ([url], text) => {
                let label = text.unwrap_or_else(|| self.usual_label(index, column));
                self.name_style(index).link(&balanced(label), &address(url))
            }
            (several, text) => linked(text.as_deref().unwrap_or_default(), several)
                .ok_or_else(|| too_many(column, several))?,
        };
        Ok(Some(CellRecord::from_markdown(self.escaped(&source))))
    }

    /// Markdown as the source of a cell of this listing; in HTML it is plain text.
    pub(super) fn escaped(&self, source: &str) -> String {
        match self.listing.kind {
            ListingKind::Table => with_escaped_pipes(source),
            ListingKind::Bullets => source.to_owned(),
            ListingKind::Html => html::escape(source),
        }
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
        let labels: Tally<&str> = links
            .filter(|link| matches!(link.kind, LinkKind::Inline | LinkKind::Html))
            .map(|link| &*link.text)
            .collect();
        let usual = labels.best().filter(|(_, count)| *count > 1 && 2 * count > labels.total());
        usual.map_or_else(|| column.name.clone(), |(label, _)| (*label).to_owned())
    }

    /// The text of a field; tags are set in code, or get a `#`, where those of the list have it.
    pub(super) fn field_text(
        &self,
        index: usize,
        column: &ColumnConvention,
        json: &Json,
    ) -> Result<String, AddError> {
        let items = match json {
            Json::Array(items) => items,
            Json::Bool(is_so) => return Ok(self.flag(index, *is_so)),
            _ => return Ok(self.in_one_line(&text_of(&column.key, json)?)),
        };
        let texts = items.iter().map(|item| text_of(&column.key, item)).collect::<Result<Vec<_>, _>>()?;
        let are_tags = !self.listing.is_table() && index == Field::Tags as usize;
        let is_code = self.sources(index).next().is_none_or(|source| source.starts_with('`'));
        if are_tags && is_code {
            return Ok(texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(" "));
        }
        if are_tags && self.sources(index).next().is_some_and(|source| source.starts_with('#')) {
            return Ok(texts.iter().map(|text| format!("#{text}")).collect::<Vec<_>>().join(" "));
        }
        Ok(texts.join(if are_tags { " " } else { ", " }))
    }

    /// How the cells of a column say yes, or no.
    fn flag(&self, index: usize, is_so: bool) -> String {
        let signs = if is_so { YES } else { NO };
        let is_sign = |source: &&str| signs.iter().any(|sign| source.eq_ignore_ascii_case(sign));
        let found: Tally<&str> = self.sources(index).filter(is_sign).collect();
        found.best().map_or(signs[0], |(sign, _)| *sign).to_owned()
    }

    fn in_one_line(&self, text: &str) -> String {
        let mut lines = text.lines().map(str::trim);
        let first = lines.next().unwrap_or_default().to_owned();
        let line_end = if self.listing.kind == ListingKind::Table { "<br>" } else { " " };
        lines.fold(first, |all, line| all + line_end + line)
    }

    /// A count in thousands or millions, where most cells that have so many write it so: `50123` as `50.1k`.
    pub(super) fn shortened(&self, index: usize, value: &Value) -> Option<String> {
        let Value::Number(number) = value else { return None };
        let cells = self.listing.entries().iter().filter_map(|entry| self.listing.cell(entry, index));
        let texts = cells.map(|cell| self.document.cell_text(cell).as_str().trim());
        let is_long = |text: &&str| text.len() > 3 || text.ends_with(['k', 'K', 'M']);
        let ends: Tally<Option<char>> = texts
            .filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
            .filter(is_long)
            .map(|text| text.chars().next_back().filter(|end| matches!(end, 'k' | 'K' | 'M')))
            .collect();
        let (end, count) = ends.best()?;
        let end = end.filter(|_| 2 * count > ends.total())?;
        let (factor, end) = match end {
            'M' if *number < 1e6 => (1e3, 'k'),
            'M' => (1e6, 'M'),
            thousands => (1e3, thousands),
        };
        let is_short = *number < factor;
        let rounded = format!("{:.1}", number / factor);
        (!is_short).then(|| format!("{}{end}", rounded.trim_end_matches(".0")))
    }

    /// What a text says in a column of values; nothing in one of text, and where other cells say just the same.
    pub(super) fn field_value(
        &self,
        index: usize,
        column: &ColumnConvention,
        text: &str,
    ) -> Result<Option<Value>, AddError> {
        let amounts = column.amounts_context();
        if let Some(context) = amounts
            && let Some(quantities) = read_quantities(text)
            && quantities.iter().all(|quantity| is_count(quantity, context))
        {
            return Ok(Some(Value::Quantities(quantities)));
        }
        let unread = |wanted: &'static str| AddError::Unread {
            column: column.key.clone(),
            text: text.to_owned(),
            wanted,
        };
        match column.read(text) {
            CellValue::Unread if self.sources(index).any(|source| source == text) => Ok(None),
            CellValue::Unread if column.kind == ColumnKind::Date => Err(unread("a date like 2024-05-17")),
            CellValue::Unread if amounts.is_some() => Err(unread("an amount like 7B")),
            CellValue::Unread => Err(unread("a number")),
            // There is more than amounts in it.
            CellValue::Quantities(list) if !list.is_complete => Ok(None),
            read => Ok(Value::of(&read)),
        }
    }
}

/// Whether a whole number is a count. Under `Params (B)` a small one is what a cell would say: `7` is seven billion.
fn is_count(quantity: &Quantity, context: &QuantityContext) -> bool {
    context.scale.is_none_or(|scale| quantity.magnitude() >= u128::from(scale / 100).max(1_000))
}

/// How lists say yes and no; the first is what is written where a column shows nothing.
const YES: [&str; 10] = ["yes", "✅", "✔️", "✔", "✓", "☑️", "☑", "true", "y", "x"];
const NO: [&str; 10] = ["no", "❌", "✖️", "✖", "✗", "✘", "⛔", "🚫", "false", "n"];

/// What a cell says that says yes or no.
pub(super) fn truth(text: &str) -> Option<bool> {
    let is = |signs: &[&str]| signs.iter().any(|sign| text.trim().eq_ignore_ascii_case(sign));
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}

/// The links of a cell: its text has a label in brackets for each address, or as many parts between commas or strokes.
fn linked(text: &str, urls: &[String]) -> Option<String> {
    let mut bracketed = text.split_inclusive(']');
    let labels: Vec<&str> = bracketed.by_ref().take(urls.len()).collect();
    if labels.len() == urls.len() && labels.iter().all(|label| label.contains('[') && label.ends_with(']')) {
        let links = labels.iter().zip(urls).map(|(label, url)| {
            let (before, label) = label.split_once('[').unwrap_or(("", label));
            format!("{before}[[{}]({})]", label.trim_end_matches(']'), address(url))
        });
        return Some(links.collect::<String>() + &bracketed.collect::<String>());
    }
    [", ", ",", " / ", "/", " | ", " · ", "; ", " "].iter().find_map(|separator| {
        let parts: Vec<&str> = text.split(separator).collect();
        let fits = parts.len() == urls.len() && parts.iter().all(|part| !part.trim().is_empty());
        let links = parts.iter().zip(urls);
        let links =
            links.map(|(part, url)| format!("[{}]({})", balanced(part.trim().to_owned()), address(url)));
        fits.then(|| links.collect::<Vec<_>>().join(separator))
    })
}

fn too_many(column: &ColumnConvention, urls: &[String]) -> AddError {
    AddError::Addresses { column: column.key.clone(), count: urls.len() }
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
pub(super) fn address(url: &str) -> String {
    let mut depth = 0_i32;
    let is_plain = !url.is_empty()
        && url.chars().all(|character| {
            depth += i32::from(character == '(') - i32::from(character == ')');
            depth >= 0 && !character.is_whitespace() && !character.is_control() && !"<>\\".contains(character)
        });
    if is_plain && depth == 0 { url.to_owned() } else { destination(url) }
}

/// `source` with a backslash before each `|` that has none.
pub(super) fn with_escaped_pipes(source: &str) -> String {
    let mut escaped = String::with_capacity(source.len());
    for character in source.chars() {
        if character == '|' && !escaped.ends_with('\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
