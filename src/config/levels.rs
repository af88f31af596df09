//! How much a finding weighs, and which files are treated in another way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Config, OrderSetting, TableStyle};
use crate::value::{DateFormat, QuantitySpelling};

/// How bad the findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Broken.
    Error,
    /// Stray, or probably a mistake.
    Warning,
    /// Worth knowing; `relist check` succeeds all the same.
    Information,
    /// The rule does not run.
    Off,
}

/// Settings for some of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[non_exhaustive]
pub struct PerFile {
    /// Which files: globs, as in `.gitignore`, relative to the folder of the settings.
    pub files: Vec<String>,
    /// How bad the findings of a rule are in them.
    pub rules: BTreeMap<String, Level>,
    /// How their tables are laid out.
    pub tables: Option<TableStyle>,
    /// What their listings are sorted by.
    pub order: Option<OrderSetting>,
    /// How their dates are spelled.
    pub date: Option<DateFormat>,
    /// How their parameter counts are spelled.
    pub size: Option<QuantitySpelling>,
    /// What stands between two links of one of their cells.
    pub link_separator: Option<String>,
}

impl Config {
    /// The settings for one file: `fits` tells which of the `per-file` tables are about it.
    ///
    /// How globs are matched is left to the caller, who knows where the settings and the file are.
    ///
    /// ```
    /// use relist::config::{Config, Level};
    ///
    /// let text = "[[per-file]]\nfiles = ['docs/**']\nrules = { entry-order = 'off' }\n";
    /// let config = Config::from_toml(text)?;
    /// let for_docs = config.for_file(|per_file| per_file.files.iter().any(|glob| glob == "docs/**"));
    /// assert_eq!(for_docs.rules["entry-order"], Level::Off);
    /// # Ok::<(), relist::config::ConfigError>(())
    /// ```
    #[must_use]
    pub fn for_file(&self, mut fits: impl FnMut(&PerFile) -> bool) -> Self {
        let mut config = self.clone();
        for own in std::mem::take(&mut config.per_file).into_iter().filter(|own| fits(own)) {
            config.rules.extend(own.rules);
            config.tables = own.tables.or(config.tables);
            config.order = own.order.or(config.order);
            config.date = own.date.or(config.date);
            config.size = own.size.or(config.size);
            config.link_separator = own.link_separator.or(config.link_separator);
        }
        config
    }
}
