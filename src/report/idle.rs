//! Settings that change nothing: a slip in the name of a listing or a column would otherwise pass in silence.
//!
//! A setting may be about one file of many, so that it is idle only where it is so in every file that was looked at.

use std::collections::BTreeMap;

use crate::config::{ColumnConfig, ColumnKind, Config, ListingConfig, OrderSetting, suggestion};
use crate::convention::{ColumnConvention, Conventions, ListingConvention};
use crate::document::{Document, Listing};

/// A setting, by the keys that lead to it, and the word in its list that is meant.
type Place = (Vec<String>, Option<String>);

/// Which settings were of use in the files that were looked at.
///
/// ```
/// use relist::config::Config;
/// use relist::format::Task;
/// use relist::report::SettingsUse;
///
/// let config = Config::from_toml("order = ['-Sinse']\n[column.Tool]\nrequired = true\n")?;
/// let source = "| Tool | Since |\n| --- | --- |\n| jq | 2012 |\n";
/// let checked = Task::new(source, &config).check().unwrap();
/// let idle: Vec<_> = SettingsUse::of(&checked.document, &checked.conventions, &config).idle().collect();
/// assert_eq!(idle.len(), 1);
/// assert_eq!(idle[0].path, ["order"]);
/// assert_eq!(idle[0].word.as_deref(), Some("-Sinse"));
/// assert_eq!(idle[0].message, "no listing has a column `Sinse`; did you mean `Since`?");
/// # Ok::<(), relist::config::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsUse {
    /// What is wrong with each; `None` for a setting that does something.
    settings: BTreeMap<Place, Option<String>>,
}

/// A setting that does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleSetting {
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// The word that is meant, where it is one in a list.
    pub word: Option<String>,
    /// Why it does nothing.
    pub message: String,
}

impl SettingsUse {
    /// Which settings are of use in one document; a document without listings says nothing about any.
    #[must_use]
    pub fn of(document: &Document<'_>, conventions: &Conventions, config: &Config) -> Self {
        let mut settings = Self::default();
        let listings: Vec<_> = document.listings().iter().zip(conventions.listings()).collect();
        if listings.is_empty() {
            return settings;
        }
        let all: Vec<&ListingConvention> = listings.iter().map(|(_, convention)| *convention).collect();
        settings.order(&["order"], config.order.as_ref(), &all);
        settings.columns(&["column"], &config.column, &all);
        for (id, own) in &config.listing {
            settings.listing(id, own, &listings);
        }
        settings
    }

    /// Adds what is known from another file of the same settings.
    pub fn merge(&mut self, other: Self) {
        for (place, fault) in other.settings {
            let known = self.settings.entry(place).or_insert_with(|| fault.clone());
            if fault.is_none() {
                *known = None;
            }
        }
    }

    /// The settings that did nothing.
    pub fn idle(self) -> impl Iterator<Item = IdleSetting> {
        let faults = self.settings.into_iter();
        faults.filter_map(|((path, word), fault)| fault.map(|message| IdleSetting { path, word, message }))
    }

    fn note(&mut self, path: &[&str], word: Option<&str>, fault: Option<String>) {
        let path = path.iter().map(|&key| key.to_owned()).collect();
        self.settings.insert((path, word.map(str::to_owned)), fault);
    }

    fn listing(&mut self, id: &str, own: &ListingConfig, listings: &[(&Listing, &ListingConvention)]) {
        let found = listings.iter().find(|(listing, _)| listing.id == id);
        let Some((_, convention)) = found else {
            let ids = listings.iter().map(|(listing, _)| listing.id.as_str());
            let hint = suggestion(id, ids).map_or_else(
                || "`relist extract` tells their ids".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            return self.note(&["listing", id], None, Some(format!("no listing is called `{id}`; {hint}")));
        };
        self.note(&["listing", id], None, None);
        self.order(&["listing", id, "order"], own.order.as_ref(), &[convention]);
        self.columns(&["listing", id, "column"], &own.column, &[convention]);
    }

    fn order(&mut self, path: &[&str], order: Option<&OrderSetting>, listings: &[&ListingConvention]) {
        let Some(OrderSetting::By(names)) = order else { return };
        let mut all_known = true;
        for name in names {
            let known = listings.iter().any(|listing| listing.can_order_by(name));
            let plain = name.strip_prefix('-').unwrap_or(name);
            self.note(path, Some(name), (!known).then(|| no_column(plain, listings)));
            all_known &= known;
        }
        let sorts = |listing: &&ListingConvention| names.iter().all(|name| listing.can_order_by(name));
        let idle = all_known && !listings.iter().any(sorts);
        self.note(path, None, idle.then(|| "no listing has all of these columns".to_owned()));
    }

    fn columns(
        &mut self,
        path: &[&str],
        columns: &BTreeMap<String, ColumnConfig>,
        listings: &[&ListingConvention],
    ) {
        for (name, own) in columns {
            let named = |column: &&ColumnConvention| column.name == *name || column.key == *name;
            let meant: Vec<_> = listings.iter().flat_map(|listing| &listing.columns).filter(named).collect();
            let path: Vec<&str> = path.iter().copied().chain([name.as_str()]).collect();
            self.note(&path, None, meant.is_empty().then(|| no_column(name, listings)));
            if meant.is_empty() {
                continue;
            }
            let holds = |kinds: &[ColumnKind]| meant.iter().any(|column| kinds.contains(&column.kind));
            let sizes = [ColumnKind::Size, ColumnKind::Context, ColumnKind::Tokens];
            // Whether it is set, whether it is of use, the key, the kind that it asks for, and in words.
            let spellings = [
                (own.date.is_some(), holds(&[ColumnKind::Date]), "date", "date", "dates"),
                (own.size.is_some(), holds(&sizes), "size", "size", "sizes"),
                (
                    own.link_separator.is_some(),
                    holds(&[ColumnKind::Links]),
                    "link-separator",
                    "links",
                    "links alone",
                ),
            ];
            for (_, is_used, key, kind, what) in spellings.into_iter().filter(|spelling| spelling.0) {
                let path: Vec<&str> = path.iter().copied().chain([key]).collect();
                let fault = format!("`{name}` does not hold {what}; set `kind = \"{kind}\"` if it does");
                self.note(&path, None, (!is_used).then_some(fault));
            }
        }
    }
}

/// That no listing has a column `name`, and what may be meant.
fn no_column(name: &str, listings: &[&ListingConvention]) -> String {
    let columns = || listings.iter().flat_map(|listing| &listing.columns);
    if let Some(meant) = suggestion(name, columns().map(|column| column.name.as_str())) {
        return format!("no listing has a column `{name}`; did you mean `{meant}`?");
    }
    if let [listing] = listings {
        let names: Vec<&str> = listing.columns.iter().map(|column| column.name.as_str()).collect();
        return format!("the listing has no column `{name}`; it has {}", names.join(", "));
    }
    format!("no listing has a column `{name}`")
}
