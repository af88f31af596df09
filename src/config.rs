//! `relist.toml`: settings that override what a list shows by itself.
//!
//! Nothing needs to be set. Whatever is left out is learned from the list; whatever is set here holds for all
//! listings, unless a `[listing.ID]` or `[column.NAME]` table is more specific.

mod dead_status;
mod error;
mod levels;
mod order;
mod places;

use std::collections::BTreeMap;

pub(crate) use crate::text::suggestion;
pub use dead_status::DeadStatus;
pub use error::ConfigError;
pub use levels::{Level, PerFile};
pub use order::{Keep, OrderSetting};
pub use places::SettingPlaces;

use serde::{Deserialize, Serialize};

use crate::value::{DateFormat, QuantitySpelling};

/// The settings of a `relist.toml`.
///
/// ```
/// use relist::config::{Config, TableStyle};
///
/// let config = Config::from_toml("tables = 'compact'\n[column.Date]\ndate = 'YYYY-MM'\n")?;
/// assert_eq!(config.tables, Some(TableStyle::Compact));
/// let error = Config::from_toml("tabels = 'compact'").unwrap_err();
/// assert_eq!(error.to_string(), "1:1: unknown key `tabels`; did you mean `tables`?");
/// # Ok::<(), relist::config::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[non_exhaustive]
pub struct Config {
    /// How tables are laid out.
    pub tables: Option<TableStyle>,
    /// What listings are sorted by.
    pub order: Option<OrderSetting>,
    /// How dates are spelled.
    pub date: Option<DateFormat>,
    /// How parameter counts are spelled: `"7B"`, `"7b"`, `"7 B"` or `"7 b"`.
    pub size: Option<QuantitySpelling>,
    /// What stands between two links of one cell.
    pub link_separator: Option<String>,
    /// The least number of entries that a listing has to have.
    pub min_entries: Option<usize>,
    /// Whether every section with a listing has to be linked from the text, as from a table of contents.
    pub index_entry: Option<bool>,
    /// Which answers make a link dead beside 404, 410 and a host that is not found: `"403"`, `"5xx"`, `"timeout"`,
    /// `"other"` for what fails in another way.
    pub dead_statuses: Vec<DeadStatus>,
    /// Files to leave out: globs, as in `.gitignore`, relative to the folder of the settings.
    pub exclude: Vec<String>,
    /// Rules to run; all where this is left out.
    pub select: Option<Vec<String>>,
    /// Rules to leave out.
    pub ignore: Vec<String>,
    /// How bad the findings of a rule are, by its name.
    pub rules: BTreeMap<String, Level>,
    /// Settings for some of the files; of several that fit a file, the last one counts.
    pub per_file: Vec<PerFile>,
    /// Settings of single listings, by id.
    pub listing: BTreeMap<String, ListingConfig>,
    /// Settings of columns of one name in any listing, by header text or key.
    pub column: BTreeMap<String, ColumnConfig>,
}

/// The settings of one listing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[non_exhaustive]
pub struct ListingConfig {
    /// How it is laid out.
    pub tables: Option<TableStyle>,
    /// What it is sorted by.
    pub order: Option<OrderSetting>,
    /// The least number of entries that it has to have.
    pub min_entries: Option<usize>,
    /// Whether its section has to be linked from the text.
    pub index_entry: Option<bool>,
    /// Settings of its columns, by header text or key.
    pub column: BTreeMap<String, ColumnConfig>,
}

/// The settings of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[non_exhaustive]
pub struct ColumnConfig {
    /// What its cells hold.
    pub kind: Option<ColumnKind>,
    /// How its dates are spelled.
    pub date: Option<DateFormat>,
    /// How its sizes are spelled.
    pub size: Option<QuantitySpelling>,
    /// What stands between two links of one cell.
    pub link_separator: Option<String>,
    /// Whether none of its cells may be blank.
    pub required: Option<bool>,
    /// The only texts that its cells may hold.
    pub allowed: Option<Vec<String>>,
    /// How many characters the text of a cell may have.
    pub max_length: Option<usize>,
    /// What the text of each cell has to match.
    pub pattern: Option<Pattern>,
    /// What the markdown of each cell has to match.
    pub markdown_pattern: Option<Pattern>,
    /// The case of the first letter of each cell.
    pub casing: Option<Casing>,
    /// Whether each cell ends like a sentence, or none does.
    pub final_punctuation: Option<bool>,
}

/// The case of a text's first letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Casing {
    /// A capital.
    UpperFirst,
    /// A small letter.
    LowerFirst,
}

/// A regular expression, in the syntax of the crate `regex-lite`.
///
/// ```
/// use relist::config::Config;
///
/// let error = Config::from_toml("[column.Name]\npattern = '['").unwrap_err();
/// assert!(error.to_string().starts_with("2:11: `[` is not a pattern: "));
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(regex_lite::Regex);

impl Pattern {
    /// Whether some part of `text` is of this form; `^` and `$` stand for its ends.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The expression as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let compiled = regex_lite::Regex::new(&text);
        compiled.map(Self).map_err(|error| format!("`{text}` is not a pattern: {error}"))
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.as_str().to_owned()
    }
}

/// Two patterns are equal where they are written alike.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Pattern {}

/// How tables are laid out, where that is not left to what each table shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TableStyle {
    /// Every cell of a column has one width.
    Aligned,
    /// One space on both sides of each cell.
    Compact,
    /// As it stands.
    Keep,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ColumnKind {
    /// What identifies an entry.
    Name,
    /// Dates.
    Date,
    /// Parameter counts.
    Size,
    /// Context lengths, in tokens.
    Context,
    /// Amounts of tokens or bytes.
    Tokens,
    /// Plain numbers.
    Number,
    /// Versions, compared part by part: `5.10` follows `5.9`.
    Version,
    /// Yes and no, in words or signs.
    Flag,
    /// Links and nothing else.
    Links,
    /// Licences.
    License,
    /// Anything else.
    Text,
}

impl Config {
    /// Reads the text of a `relist.toml`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for what is not TOML, for an unknown key, and for a value that a setting does not take.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| ConfigError::new(text, &error))
    }

    /// The settings of the listing called `id`.
    #[must_use]
    pub fn listing(&self, id: &str) -> Option<&ListingConfig> {
        self.listing.get(id)
    }

    /// The most specific setting of a column, picked by `setting` from the listing's own and the general ones.
    ///
    /// `names` are the texts by which the column may be called: its header and its key.
    #[must_use]
    pub fn column<T>(
        &self,
        id: &str,
        names: [&str; 2],
        setting: impl Fn(&ColumnConfig) -> Option<T>,
    ) -> Option<T> {
        self.column_settings(id, names).find_map(setting)
    }

    /// The tables of settings that hold for a column, the most specific first.
    pub fn column_settings<'a>(
        &'a self,
        id: &str,
        names: [&'a str; 2],
    ) -> impl Iterator<Item = &'a ColumnConfig> {
        let own = self.listing(id).map(|listing| &listing.column);
        own.into_iter().chain([&self.column]).flat_map(move |columns| {
            columns.iter().filter(move |(name, _)| names.contains(&name.as_str())).map(|(_, column)| column)
        })
    }
}
