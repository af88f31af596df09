//! All rules, and the choice among them.

use thiserror::Error;

use super::check::Check;
use super::rule::Rule;
use crate::config::{Config, Level, suggestion};

/// The rules in these files, which are in the order of their names.
macro_rules! register {
    ($($file:ident),+ $(,)?) => {
        static RULES: &[&Rule] = &[$(&super::$file::RULE),+];
        static CHECKS: &[Check] = &[$(super::$file::CHECK),+];
    };
}

register![
    allowed,
    ambiguous_date,
    broken_anchor,
    broken_markup,
    casing,
    conflict_marker,
    date_format,
    date_legend,
    dead_link,
    directive,
    duplicate_entry,
    empty_link,
    entry_format,
    entry_order,
    excess_cells,
    final_punctuation,
    header_spelling,
    index_entry,
    insecure_url,
    invalid_date,
    invisible_character,
    link_mismatch,
    link_separator,
    lost_entry,
    malformed_url,
    max_length,
    min_entries,
    missing_cells,
    missing_file,
    mixed_script,
    mojibake,
    moved_link,
    not_a_table,
    pattern,
    redundant_url_part,
    repeated_word,
    required,
    size_format,
    size_mismatch,
    swallowed_line,
    table_layout,
    toc_entry,
    too_long,
    tracking_parameters,
    undefined_reference,
    unspaced_markup,
    unused_ignore,
    value_spelling,
];

/// All rules, in the order of their names.
///
/// ```
/// let rules = relist::rules::all();
/// assert!(rules.is_sorted_by_key(|rule| rule.name));
/// assert!(rules.iter().all(|rule| rule.documentation.contains("## What it does")));
/// ```
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    RULES
}

/// The rule called `name`.
///
/// # Errors
///
/// [`UnknownRule`], with the name that was probably meant.
pub fn named(name: &str) -> Result<&'static Rule, UnknownRule> {
    all().iter().copied().find(|rule| rule.name == name).ok_or_else(|| UnknownRule {
        name: name.to_owned(),
        meant: suggestion(name, all().iter().map(|rule| rule.name)),
    })
}

/// A name that no rule has.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("there is no rule `{name}`{}", .meant.map_or_else(|| "; `relist rules` lists them".to_owned(), |meant| format!("; did you mean `{meant}`?")))]
pub struct UnknownRule {
    /// The name that was given.
    pub name: String,
    /// The rule that was probably meant.
    pub meant: Option<&'static str>,
}

/// The rules that the settings select, in the order of their names.
///
/// # Errors
///
/// [`UnknownRule`] where `select`, `ignore` or a level names a rule that does not exist.
pub fn selected(config: &Config) -> Result<Vec<&'static Rule>, UnknownRule> {
    let named_all = |names: &[String]| names.iter().map(|name| named(name)).collect::<Result<Vec<_>, _>>();
    let mut rules = match &config.select {
        Some(names) => named_all(names)?,
        None => all().to_vec(),
    };
    let ignored = named_all(&config.ignore)?;
    let levels = config.per_file.iter().map(|per_file| &per_file.rules).chain([&config.rules]);
    for name in levels.flat_map(|levels| levels.keys()) {
        named(name)?;
    }
    rules.retain(|rule| !ignored.contains(rule) && config.rules.get(rule.name) != Some(&Level::Off));
    rules.sort_by_key(|rule| rule.name);
    rules.dedup();
    Ok(rules)
}

/// The checks of `rules`, in their order.
pub(super) fn checks(rules: &[&'static Rule]) -> Vec<Check> {
    let registered = RULES.iter().zip(CHECKS);
    registered.filter(|(rule, _)| rules.contains(rule)).map(|(_, check)| *check).collect()
}
