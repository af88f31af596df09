//! Settings that change nothing: without a warning, a slip in the name of a listing or a column would go unnoticed.
//!
//! A setting may be about one file of many, so it is unused only if it is so in every file that was looked at.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::inputs::Input;
use super::settings::place;
use crate::config::{
    ColumnConfig, ColumnKind, Config, ListingConfig, OrderSetting, SettingPlaces, suggestion,
};
use crate::convention::{ColumnConvention, Conventions, ListingConvention};
use crate::document::{Document, Listing};

/// A setting, by the keys that lead to it, and the word in its list that is meant.
type SettingPath = (Vec<String>, Option<String>);

/// Which settings were of use in the files that were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SettingsUse {
    /// What is wrong with each; `None` for a setting that does something.
    settings: BTreeMap<SettingPath, Option<String>>,
}

impl SettingsUse {
    /// Which settings are of use in one document; a document without listings says nothing about any.
    pub(super) fn of(document: &Document<'_>, conventions: &Conventions, config: &Config) -> Self {
        let mut settings = Self::default();
        let listings: Vec<_> = conventions.with_listings(document).collect();
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

    /// The same for a text, which is parsed for it unless there is no setting that could be unused.
    pub(super) fn of_source(source: &str, config: &Config) -> Self {
        if config.order.is_none() && config.column.is_empty() && config.listing.is_empty() {
            return Self::default();
        }
        let document = Document::parse(source);
        Self::of(&document, &Conventions::learn(&document, config), config)
    }

    /// Adds what is known from another file of the same settings.
    fn merge(&mut self, other: Self) {
        for (place, fault) in other.settings {
            let known = self.settings.entry(place).or_insert_with(|| fault.clone());
            if fault.is_none() {
                *known = None;
            }
        }
    }

    /// The settings that did nothing, and why.
    fn unused(self) -> impl Iterator<Item = (SettingPath, String)> {
        self.settings.into_iter().filter_map(|(place, fault)| Some((place, fault?)))
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
                || "`relist extract` prints the ids".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            return self.note(&["listing", id], None, Some(format!("no listing has the id `{id}`; {hint}")));
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
                let fault = format!("`{name}` does not hold {what}; if it does, set `kind = \"{kind}\"`");
                self.note(&path, None, (!is_used).then_some(fault));
            }
        }
    }
}

/// The use of each file of settings.
#[derive(Default)]
pub(super) struct UsesByFile(BTreeMap<PathBuf, SettingsUse>);

/// More unused settings than these are there for other files, unless all files were looked at.
const FEW: usize = 3;

impl UsesByFile {
    pub(super) fn add(&mut self, settings: Option<PathBuf>, used: SettingsUse) {
        if let Some(path) = settings {
            self.0.entry(path).or_default().merge(used);
        }
    }

    /// Warns of the settings that did nothing in any of the files; `paths` are those that the command line names.
    pub(super) fn warn(self, paths: &[PathBuf], console: &mut Console) -> io::Result<()> {
        for (path, used) in self.0 {
            let mut unused = used.unused().peekable();
            if unused.peek().is_none() {
                continue;
            }
            // It could be read a moment ago; without it, the warnings lack lines and columns only.
            let text = Input::named(&path, None).read().unwrap_or_default();
            let places = SettingPlaces::of(&text);
            let mut warnings: Vec<_> = unused
                .map(|((keys, word), message)| {
                    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                    (places.find(&keys, word.as_deref()), message)
                })
                .collect();
            if warnings.len() > FEW && !covers(paths, &path) {
                let (path, count) = (path.display(), warnings.len());
                console.warning(format_args!(
                    "{path}: {count} settings have no effect on these files; `relist check` on the folder lists them"
                ))?;
                continue;
            }
            warnings.sort_by_key(|(position, _)| position.map(|at| (at.line, at.column)));
            for (position, message) in warnings {
                console.warning(format_args!("{}: {message}", place(&path, position)))?;
            }
        }
        Ok(())
    }
}

/// Whether one of `paths` is a folder with all files that the settings in `settings` are for.
fn covers(paths: &[PathBuf], settings: &Path) -> bool {
    let Ok(settings) = settings.canonicalize() else { return false };
    let folder = settings.parent().filter(|folder| !folder.ends_with(".config"));
    let Some(folder) = folder.or_else(|| settings.ancestors().nth(2)) else { return false };
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    paths.iter().any(|path| path.canonicalize().is_ok_and(|path| path.is_dir() && folder.starts_with(path)))
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

#[cfg(test)]
mod tests {
    use super::SettingsUse;
    use crate::config::Config;

    #[test]
    fn a_slip_in_a_name_is_told() {
        let config = Config::from_toml("order = ['-Sinse']\n[column.Tool]\nrequired = true\n").unwrap();
        let source = "| Tool | Since |\n| --- | --- |\n| jq | 2012 |\n";
        let unused: Vec<_> = SettingsUse::of_source(source, &config).unused().collect();
        let place = (vec!["order".to_owned()], Some("-Sinse".to_owned()));
        let message = "no listing has a column `Sinse`; did you mean `Since`?";
        assert_eq!(unused, [(place, message.to_owned())]);
    }
}
