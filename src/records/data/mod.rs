//! Entries kept elsewhere: the data files from which a list is written.
//!
//! Whatever the format, an entry is fields by name, each of them text as it is written in the file: `5.10` keeps its
//! zero, and a date is what it looks like. What a field means is for the column that it belongs to.

mod error;
mod field;
mod json;
mod json_text;
mod rewrite;
mod separated;
mod separated_text;
mod yaml;
mod yaml_text;

use std::path::Path;

use serde_json::{Map, Value as Json};

pub use error::{DataError, DataProblem};
pub(super) use field::{given_addresses, is_blank};
pub(super) use rewrite::Slot;

/// How a data file is written.
///
/// ```
/// use std::path::Path;
/// use relist::records::DataFormat;
///
/// let format = DataFormat::of_path(Path::new("trees.csv")).unwrap();
/// let entries = format.read("trees.csv", "name,height\nAsh,35\n\"Elm, wych\",40\n")?;
/// assert_eq!(entries[1].place, "trees.csv:3");
/// assert_eq!(entries[1].fields["name"], "Elm, wych");
///
/// let error = DataFormat::Yaml.read("trees.yaml", "- name: Ash\n  name: Elm\n").unwrap_err();
/// assert_eq!(error.to_string(), "trees.yaml:2: the field `name` is given twice");
/// # Ok::<(), relist::records::DataError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DataFormat {
    /// Comma-separated values, under a line of names.
    Csv,
    /// The same, separated by tabs.
    Tsv,
    /// An array of objects, or one object.
    Json,
    /// An object a line.
    JsonLines,
    /// A sequence of mappings, or a mapping a document.
    Yaml,
}

/// An entry of a data file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DataEntry {
    /// Where it stands, as `FILE:LINE`.
    pub place: String,
    /// What it says: texts, arrays of texts, `true` and `false`, and `null` for nothing.
    pub fields: Map<String, Json>,
}

impl DataEntry {
    /// Puts the entry into the listing with this id, whatever it says itself.
    pub(crate) fn place_in(&mut self, listing: &str) {
        self.fields.retain(|field, _| !["listing", "section"].contains(&field.to_lowercase().as_str()));
        self.fields.insert("listing".to_owned(), Json::String(listing.to_owned()));
    }
}

impl DataFormat {
    /// The format that the name of a file tells.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// What the names of its files end in.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Yaml => "yaml",
        }
    }

    /// A file of this format without entries, whose fields are to be these.
    pub(super) fn empty(self, names: &[&str]) -> Result<String, DataProblem> {
        match self {
            Self::Csv => separated_text::names(names, b','),
            Self::Tsv => separated_text::names(names, b'\t'),
            Self::Json => Ok("[]\n".to_owned()),
            Self::JsonLines | Self::Yaml => Ok(String::new()),
        }
    }

    /// Reads the entries of `text`; `file` is what it is called in messages and in [`DataEntry::place`].
    ///
    /// # Errors
    ///
    /// [`DataError`], with file and line, for what is not of this format, for a field that is given twice, and for one
    /// that is neither text nor a list of texts.
    pub fn read(self, file: &str, text: &str) -> Result<Vec<DataEntry>, DataError> {
        let text = crate::text::split_byte_order_mark(text).1;
        match self {
            Self::Csv => separated::read(file, text, b','),
            Self::Tsv => separated::read(file, text, b'\t'),
            Self::Json => json::read(file, text),
            Self::JsonLines => json::read_lines(file, text),
            Self::Yaml => yaml::read(file, text),
        }
    }
}
