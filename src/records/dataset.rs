//! The shape of the records, in memory and as JSON.

use std::borrow::Cow;
use std::fmt;
use std::io;

use indexmap::IndexMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::error::RecordsError;
use super::kind::RecordKind;
use super::older::{self, FormatVersion};
use super::value::Value;
use crate::config::ColumnKind;
use crate::document::{Alignment, Document};
use crate::text::fingerprint;

/// All records of a document.
///
/// What is read of a document borrows its text: to keep the records without it, use [`into_owned`](Self::into_owned).
/// Two datasets are equal when they say the same; where they were read ([`Record::line`], [`source`](Self::source)) does
/// not count.
///
/// ```
/// use relist::config::Config;
/// use relist::convention::Conventions;
/// use relist::document::Document;
/// use relist::records::{Dataset, extract};
///
/// let document = Document::parse("# Models\n\n| Model | Size |\n|---|---|\n| Yi | 6B |\n");
/// let dataset = extract(&document, &Conventions::learn(&document, &Config::default()));
/// assert_eq!(dataset.listings[0].id, "models");
/// assert_eq!(Dataset::from_json(&dataset.to_json())?, dataset);
///
/// let error = Dataset::from_json(r#"{"relist": 1, "listing": []}"#).unwrap_err();
/// assert_eq!(error.to_string(), "1:23: unknown field `listing`; did you mean `listings`?");
/// # Ok::<(), relist::records::RecordsError>(())
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Dataset<'a> {
    pub(super) relist: FormatVersion,
    /// A digest of the listings that the records were read from, which tells whether those have changed since; missing
    /// in records that were made by other means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The listings, in the order of the document.
    pub listings: Vec<ListingRecords<'a>>,
}

/// The records of one listing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListingRecords<'a> {
    /// The slug of the nearest heading, numbered where several listings share it.
    pub id: String,
    /// The titles of the headings that it stands under, outermost first.
    #[serde(default)]
    pub section: Vec<String>,
    /// What it is written as.
    #[serde(default)]
    pub kind: RecordKind,
    /// Its columns, in order.
    #[serde(default)]
    pub columns: Vec<ColumnRecord>,
    /// The keys of the columns that it is sorted by, with `-` in front where the greatest comes first.
    #[serde(default)]
    pub order: Vec<String>,
    /// How most entries of a bullet list are written: `- {name} - {description}`, with the keys of columns in braces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Its entries, in order.
    pub entries: Vec<Record<'a>>,
}

/// One column of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ColumnRecord {
    /// What its cells are called in [`Record::cells`].
    pub key: String,
    /// The header's text without markup.
    pub name: String,
    /// What its cells hold.
    #[serde(default = "text_kind")]
    pub kind: ColumnKind,
    /// How its dates (`MM/YY`) or sizes (`7B`) are spelled, where the column shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// How its cells are set, where the delimiter row says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub align: Option<ColumnAlignment>,
    /// The header's source, where it is not simply the name.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "trimmed_option")]
    pub markdown: Option<String>,
    /// The header's links, images left out; `None` where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<LinkRecord<'static>>>,
    /// The header's images; `None` where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<LinkRecord<'static>>>,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ColumnAlignment {
    /// `:---`
    Left,
    /// `:---:`
    Center,
    /// `---:`
    Right,
}

/// An entry's normalized form.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Record<'a> {
    /// The line, from 1, where the entry was read; a hint for finding it again, which equality leaves out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// How many entries of a bullet list it is nested in; those below an entry follow it.
    #[serde(default, skip_serializing_if = "is_outermost")]
    pub level: usize,
    /// The cells by the keys of their columns, in order; a row that is too short lacks the last ones.
    pub cells: Cells<'a>,
    /// How an item of a bullet list is written, where that is not the listing's form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The sources of the cells past the last column, which GitHub hides.
    #[serde(default, deserialize_with = "trimmed_all")]
    pub excess: Vec<String>,
}

/// Cells by the keys of their columns, in order.
pub type Cells<'a> = IndexMap<String, CellRecord<'a>>;

/// One cell.
///
/// Read from JSON, each part may be missing, and a plain string stands for `{"markdown": …}`; a part that is missing
/// is not checked against the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CellRecord<'a> {
    /// Its source, without the padding at its ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<Cow<'a, str>>,
    /// What a reader sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// Its links, images left out; `None` where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<LinkRecord<'a>>>,
    /// Its images; `None` where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<LinkRecord<'a>>>,
    /// What it says, normalized; `None` in a column of text, and where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// A link in a cell, or an image and its alternative text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkRecord<'a> {
    /// What a reader sees of it.
    pub text: Cow<'a, str>,
    /// Where it leads.
    pub url: Cow<'a, str>,
}

impl<'a> Dataset<'a> {
    /// A dataset of these listings.
    #[must_use]
    pub fn new(listings: Vec<ListingRecords<'a>>) -> Self {
        Self { relist: FormatVersion::default(), source: None, listings }
    }

    /// Whether `document` has other listings now than when the records were read from it, as far as they say.
    ///
    /// ```
    /// use relist::config::Config;
    /// use relist::convention::Conventions;
    /// use relist::document::Document;
    /// use relist::records::extract;
    ///
    /// let read = |source| {
    ///     let document = Document::parse(source);
    ///     extract(&document, &Conventions::learn(&document, &Config::default())).into_owned()
    /// };
    /// let dataset = read("# A\n\n| Model |\n|---|\n| Yi |\n");
    /// assert!(!dataset.is_outdated(&Document::parse("# A\n\nText.\n\n| Model |\n|---|\n| Yi |\n")));
    /// assert!(dataset.is_outdated(&Document::parse("# A\n\n| Model |\n|---|\n| Yi |\n| MPT |\n")));
    /// ```
    #[must_use]
    pub fn is_outdated(&self, document: &Document<'_>) -> bool {
        self.source.as_ref().is_some_and(|source| *source != digest(document))
    }

    /// Reads the JSON that [`to_json`](Self::to_json) writes, or an edited version of it.
    ///
    /// # Errors
    ///
    /// [`RecordsError`], with line and column, for what is not JSON, for unknown fields, for values of the wrong type
    /// and for a later version of the format. Items in records of an earlier one are read as they are today.
    pub fn from_json(text: &str) -> Result<Self, RecordsError> {
        serde_json::from_str(crate::text::split_byte_order_mark(text).1)
            .map(older::brought_up)
            .map_err(|error| RecordsError::new(&error))
    }

    /// Writes the records as JSON: two spaces of indent, and a line end at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Maps have string keys and numbers are finite, so nothing in a dataset cannot be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The same, written to `writer`: it need not be held as a whole.
    ///
    /// # Errors
    ///
    /// Those of `writer`.
    pub fn write_json(&self, mut writer: impl io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut writer, self)?;
        writer.write_all(b"\n")
    }
}

impl ListingRecords<'_> {
    /// The form of one of its entries: its own, or else the listing's; none in a table.
    #[must_use]
    pub fn form_of<'r>(&'r self, entry: &'r Record<'_>) -> Option<&'r str> {
        entry.form.as_deref().or(self.form.as_deref())
    }
}

/// A digest of what records are read from.
pub(super) fn digest(document: &Document<'_>) -> String {
    let listings = document.listings().iter().filter(|listing| listing.opaque.is_none());
    fingerprint(listings.map(|listing| listing.span.of(document.source())))
}

impl ColumnRecord {
    /// A column of text with this key and header.
    #[must_use]
    pub fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        let (key, name) = (key.into(), name.into());
        Self {
            key,
            name,
            kind: ColumnKind::Text,
            format: None,
            align: None,
            markdown: None,
            links: None,
            images: None,
        }
    }

    /// The header's source.
    #[must_use]
    pub fn source(&self) -> &str {
        self.markdown.as_deref().unwrap_or(&self.name)
    }

    /// The part in which it says of its header's links what `read` does not, and where they lead in both.
    pub(super) fn other_links(&self, read: &Self) -> Option<(&'static str, String, String)> {
        let urls = |links: &Option<Vec<LinkRecord<'_>>>| {
            links.iter().flatten().map(|link| link.url.as_ref()).collect::<Vec<_>>().join(", ")
        };
        let parts = [("links", &self.links, &read.links), ("images", &self.images, &read.images)];
        let (field, asked, read) =
            parts.into_iter().find(|(_, asked, read)| asked.is_some() && asked != read)?;
        Some((field, urls(asked), urls(read)))
    }
}

impl<'a> CellRecord<'a> {
    /// A cell with this source; what it says is left to be read from it.
    #[must_use]
    pub fn from_markdown(markdown: impl Into<Cow<'a, str>>) -> Self {
        Self { markdown: Some(markdown.into()), ..Self::default() }
    }

    /// A cell with this value, to be spelled in its column's convention.
    #[must_use]
    pub fn from_value(value: Value) -> Self {
        Self { value: Some(value), ..Self::default() }
    }
}

impl ColumnAlignment {
    /// What a delimiter cell says; none for plain dashes.
    pub(super) fn of(alignment: Alignment) -> Option<Self> {
        match alignment {
            Alignment::None => None,
            Alignment::Left => Some(Self::Left),
            Alignment::Center => Some(Self::Center),
            Alignment::Right => Some(Self::Right),
        }
    }

    /// What it is called in JSON.
    pub(super) fn name(alignment: Option<Self>) -> &'static str {
        match alignment {
            None => "none",
            Some(Self::Left) => "left",
            Some(Self::Center) => "center",
            Some(Self::Right) => "right",
        }
    }

    /// The delimiter cell that says so.
    pub(super) fn delimiter(alignment: Option<Self>) -> &'static str {
        match alignment {
            None => "---",
            Some(Self::Left) => ":---",
            Some(Self::Center) => ":---:",
            Some(Self::Right) => "---:",
        }
    }
}

/// The padding that the parser strips from a cell; a no-break space is content.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\u{b}', '\u{c}'])
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "for serde")]
fn is_outermost(level: &usize) -> bool {
    *level == 0
}

fn text_kind() -> ColumnKind {
    ColumnKind::Text
}

fn trimmed_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    Ok(text.map(|text| trim(&text).to_owned()))
}

fn trimmed_all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts: Vec<String> = Vec::deserialize(deserializer)?;
    Ok(texts.into_iter().map(|text| trim(&text).to_owned()).collect())
}

/// `null` is a value, and not a missing one.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct CellFields {
    #[serde(default, deserialize_with = "trimmed_option")]
    markdown: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    links: Option<Vec<LinkRecord<'static>>>,
    #[serde(default)]
    images: Option<Vec<LinkRecord<'static>>>,
    #[serde(default, deserialize_with = "present")]
    value: Option<Value>,
}

impl<'de> Deserialize<'de> for CellRecord<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = CellRecord<'static>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a cell: an object, or its markdown as a string")
    }

    fn visit_str<E: de::Error>(self, markdown: &str) -> Result<CellRecord<'static>, E> {
        Ok(CellRecord::from_markdown(trim(markdown).to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<CellRecord<'static>, A::Error> {
        let CellFields { markdown, text, links, images, value } =
            CellFields::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(CellRecord {
            markdown: markdown.map(Cow::Owned),
            text: text.map(Cow::Owned),
            links,
            images,
            value,
        })
    }
}
