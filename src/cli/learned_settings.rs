//! A `relist.toml` that says what was learned.
//!
//! A setting is not quite the same as a habit: an order that is set pins no rows to the head of a table, for example. So
//! each setting is tried on the lists that it came from, and only those that change no finding are written; the others are
//! comments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::bullet_habits::BulletHabits;
use crate::config::{ColumnConfig, Config, OrderSetting};
use crate::convention::{Conventions, LayoutStyle, ListingConvention};
use crate::document::Document;
use crate::format::Task;
use crate::rules::Finding;

/// The settings that were learned from a few texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LearnedSettings {
    /// What changes no finding.
    config: Config,
    /// How many tables are laid out in which way.
    layouts: BTreeMap<&'static str, usize>,
    bullets: BulletHabits,
    /// What would change one.
    left_out: Vec<String>,
}

/// A text and what is found in it without settings.
struct Sample<'a> {
    source: &'a str,
    findings: Vec<Finding>,
    ids: BTreeSet<String>,
}

/// One setting of one listing; of all, where `listing` is `None`.
#[derive(Clone, Debug, PartialEq)]
struct Setting {
    listing: Option<String>,
    what: SettingValue,
}

#[derive(Clone, Debug, PartialEq)]
enum SettingValue {
    Order(Vec<String>),
    Column(String, Box<ColumnConfig>),
}

impl LearnedSettings {
    /// Learns from `sources`.
    pub(super) fn from_sources<'a>(sources: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut learned, mut samples, mut settings) = (Self::default(), Vec::new(), Vec::new());
        let plain = Config::default();
        for source in sources {
            let document = Document::parse(source);
            let conventions = Conventions::learn(&document, &plain);
            for (listing, convention) in conventions.with_listings(&document) {
                if let Some(layout) = convention.layout(source, listing) {
                    *learned.layouts.entry(style_name(layout.style)).or_default() += 1;
                }
                settings.extend(settings_of(&listing.id, convention));
            }
            learned.bullets.add(&document, &conventions);
            let ids = document.listings().iter().map(|listing| listing.id.clone()).collect();
            samples.push(Sample { source, findings: find(source, &plain), ids });
        }
        for general in generalized(&settings) {
            if learned.try_setting(&general, &samples) {
                settings.retain(|setting| !setting.is_implied_by(&general));
            }
        }
        learned.add_own(settings, &samples);
        learned
    }

    /// Adds what single listings do; all of it at once, where that changes nothing.
    fn add_own(&mut self, settings: Vec<Setting>, samples: &[Sample<'_>]) {
        let mut whole = self.config.clone();
        for setting in &settings {
            setting.apply(&mut whole);
        }
        if samples.iter().all(|sample| find(sample.source, &whole) == sample.findings) {
            self.config = whole;
            return;
        }
        for setting in settings {
            if !self.try_setting(&setting, samples) {
                self.left_out.push(setting.to_string());
            }
        }
    }

    /// Takes a setting over if it changes no finding.
    fn try_setting(&mut self, setting: &Setting, samples: &[Sample<'_>]) -> bool {
        let mut config = self.config.clone();
        setting.apply(&mut config);
        let concerned = |sample: &&Sample<'_>| {
            setting.listing.as_ref().is_none_or(|listing| sample.ids.contains(listing))
        };
        let mut concerned = samples.iter().filter(concerned);
        let changes_nothing = concerned.all(|sample| find(sample.source, &config) == sample.findings);
        if changes_nothing {
            self.config = config;
        }
        changes_nothing
    }

    /// The settings as the text of a `relist.toml`, with comments; `origin` says where they come from.
    pub(super) fn to_toml(&self, origin: &str) -> String {
        let mut text = format!(
            "# Settings of relist, as learned from {}.\n#\n\
             # None of them is needed: what is not set is learned from each list, each time.\n\
             # What is set stays, whatever rows are added. For completion in an editor, run\n\
             # `relist schema config > relist.schema.json` and make this the first line:\n\
             # #:schema ./relist.schema.json\n\n",
            crate::text::shown(origin)
        );
        let counts: Vec<String> =
            self.layouts.iter().map(|(style, count)| format!("{count} {style}")).collect();
        let _ = writeln!(
            text,
            "# How tables are laid out: \"aligned\", \"compact\" or \"keep\"; default: each table's own layout.\n\
             # Found: {}.\n# tables = \"keep\"\n",
            if counts.is_empty() { "no tables".to_owned() } else { counts.join(", ") }
        );
        text.push_str(&self.bullets.comments());
        text.push_str("# Files to leave out: globs, as in `.gitignore`.\n# exclude = [\"vendor/\"]\n\n");
        text.push_str("# Rules to leave out; `relist rules` lists all.\n# ignore = [\"insecure-url\"]\n");
        if let Some(OrderSetting::By(names)) = &self.config.order {
            let _ = writeln!(text, "\n# What all lists are sorted by.\norder = {}", array(names));
        }
        for (name, column) in &self.config.column {
            let _ = write!(text, "\n[column.{}]\n{}", key(name), column_lines(column));
        }
        for (id, listing) in &self.config.listing {
            if let Some(OrderSetting::By(names)) = &listing.order {
                let _ = write!(text, "\n[listing.{}]\norder = {}\n", key(id), array(names));
            }
            for (name, column) in &listing.column {
                let table = format!("listing.{}.column.{}", key(id), key(name));
                let _ = write!(text, "\n[{table}]\n{}", column_lines(column));
            }
        }
        text.push_str("\n# How bad findings are: \"error\", \"warning\", \"information\" or \"off\".\n");
        text.push_str("# [rules]\n# entry-order = \"error\"\n");
        if !self.left_out.is_empty() {
            text.push_str("\n# Also learned; as a setting, it would change more than it does now:\n");
            for line in self.left_out.iter().flat_map(|setting| setting.lines()) {
                let _ = writeln!(text, "# {line}");
            }
        }
        text
    }
}

fn find(source: &str, config: &Config) -> Vec<Finding> {
    // The settings are made here and name no rules.
    Task::new(source, config).check().map(|checked| checked.findings).unwrap_or_default()
}

fn style_name(style: LayoutStyle) -> &'static str {
    match style {
        LayoutStyle::Aligned => "aligned",
        LayoutStyle::Padded => "padded",
        LayoutStyle::Compact => "compact",
        LayoutStyle::Ragged => "ragged",
    }
}

/// What a listing shows clearly.
fn settings_of(id: &str, convention: &ListingConvention) -> Vec<Setting> {
    let own = |what| Setting { listing: Some(id.to_owned()), what };
    let mut settings = Vec::new();
    if !convention.order.is_empty() && convention.order_by_comment.is_none() {
        let names = convention.order.iter().filter_map(|key| {
            let column = convention.columns.get(key.column)?;
            let name = if column.name.is_empty() { &column.key } else { &column.name };
            Some(format!("{}{name}", if key.descending { "-" } else { "" }))
        });
        settings.push(own(SettingValue::Order(names.collect())));
    }
    for column in &convention.columns {
        let shown = ColumnConfig {
            date: column.date.as_ref().filter(|date| date.settled).map(|date| date.format.clone()),
            size: column.size,
            link_separator: column.link_separator.clone(),
            ..ColumnConfig::default()
        };
        if shown != ColumnConfig::default() {
            let name = if column.name.is_empty() { &column.key } else { &column.name };
            settings.push(own(SettingValue::Column(name.clone(), Box::new(shown))));
        }
    }
    settings
}

/// What all listings that show anything agree on.
fn generalized(settings: &[Setting]) -> Vec<Setting> {
    let mut general: Vec<Setting> = Vec::new();
    for setting in settings {
        let agree = settings.iter().all(|other| match (&setting.what, &other.what) {
            (SettingValue::Order(one), SettingValue::Order(other)) => one == other,
            (SettingValue::Column(name, one), SettingValue::Column(other_name, other)) => {
                name != other_name || one == other
            }
            _ => true,
        });
        let candidate = Setting { listing: None, what: setting.what.clone() };
        if agree && !general.contains(&candidate) {
            general.push(candidate);
        }
    }
    general
}

impl Setting {
    fn is_implied_by(&self, general: &Self) -> bool {
        self.what == general.what
    }

    fn apply(&self, config: &mut Config) {
        match (&self.listing, &self.what) {
            (None, SettingValue::Order(names)) => config.order = Some(OrderSetting::By(names.clone())),
            (None, SettingValue::Column(name, column)) => {
                config.column.insert(name.clone(), (**column).clone());
            }
            (Some(id), SettingValue::Order(names)) => {
                config.listing.entry(id.clone()).or_default().order = Some(OrderSetting::By(names.clone()));
            }
            (Some(id), SettingValue::Column(name, column)) => {
                let listing = config.listing.entry(id.clone()).or_default();
                listing.column.insert(name.clone(), (**column).clone());
            }
        }
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let listing = self.listing.as_deref().map(|id| format!("listing.{}", key(id))).unwrap_or_default();
        match &self.what {
            SettingValue::Order(names) => write!(formatter, "[{listing}]\norder = {}", array(names)),
            SettingValue::Column(name, column) => {
                write!(formatter, "[{listing}.column.{}]\n{}", key(name), column_lines(column))
            }
        }
    }
}

fn column_lines(column: &ColumnConfig) -> String {
    let lines = [
        ("date", column.date.as_ref().map(ToString::to_string)),
        ("size", column.size.as_ref().map(ToString::to_string)),
        ("link-separator", column.link_separator.clone()),
    ];
    let lines = lines.into_iter().filter_map(|(name, value)| Some(format!("{name} = {}\n", quoted(&value?))));
    lines.collect()
}

fn array(names: &[String]) -> String {
    format!("[{}]", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", "))
}

/// A TOML key, bare where it can be.
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A TOML basic string, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::LearnedSettings;

    #[test]
    fn what_a_column_does_is_written_down() {
        let source =
            "| Tool | Date |\n| --- | --- |\n| a | 07/23 |\n| b | 06/23 |\n| c | 05/23 |\n| d | 05/23 |\n";
        let learned = LearnedSettings::from_sources([source]);
        assert!(learned.to_toml("README.md").contains("\n[column.Date]\ndate = \"MM/YY\"\n"));
    }
}
