//! The rules: each looks at one thing, reports what strays, and proposes edits; none of them writes.
//!
//! A rule is declared in a file of its own by `declare_rule!`, whose doc comment is also what `relist rules` prints.
//! Rules on cells, and those on the whole document, run first; what their fixes would leave in each cell is the
//! [`Overlay`] that the layout is judged by, so that a respelled date is padded in the same pass.

mod allowed;
mod ambiguous_date;
mod broken_anchor;
mod broken_markup;
mod casing;
mod cell;
mod changes;
mod date_format;
mod date_legend;
mod directive;
mod documentation;
mod duplicate_entry;
mod empty_link;
mod entry_format;
mod entry_name;
mod entry_order;
mod excess_cells;
mod final_punctuation;
mod finding;
mod gate;
mod header_spelling;
mod index_entry;
mod insecure_url;
mod invalid_date;
mod invisible_character;
mod link_separator;
mod malformed_url;
mod max_length;
mod min_entries;
mod missing_cells;
mod missing_file;
mod mojibake;
mod not_a_table;
mod overlay;
mod pattern;
mod redundant_url_part;
mod repeated_word;
mod required;
mod schema;
mod size_format;
mod size_mismatch;
mod swallowed_line;
mod table_layout;
#[cfg(test)]
mod testing;
mod tracking_parameters;
mod unspaced_markup;
mod unused_ignore;

pub use cell::CellContext;
pub use changes::Changes;
pub use finding::{Applicability, Finding, Fix, Movement, Place, Severity};
pub use overlay::Overlay;

use crate::config::{Config, Level, suggestion};
use crate::convention::Conventions;
use crate::document::{Contents, Document};
use crate::value::UrlRepair;
use gate::Gate;
use std::path::Path;

use thiserror::Error;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Check {
    /// One cell of one entry at a time.
    Cell(fn(&CellContext<'_>, &mut Vec<Finding>)),
    /// The same, and the whole document for what is not in a cell.
    CellAndDocument(fn(&CellContext<'_>, &mut Vec<Finding>), fn(&Context<'_>, &mut Vec<Finding>)),
    /// One cell at a time, of the columns that the settings say something of.
    Settings(fn(&CellContext<'_>, &mut Vec<Finding>)),
    /// The whole document.
    Document(fn(&Context<'_>, &mut Vec<Finding>)),
    /// The padding and the pipes of tables, given what the cells will hold.
    Layout(fn(&Context<'_>, &Overlay, &mut Vec<Finding>)),
    /// The order of entries.
    Order(fn(&Context<'_>, &mut Vec<Finding>)),
    /// The comments that silence other rules, once it is known what those find.
    Directives,
}

/// A rule: its name, what it says of itself, and its check.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name by which it is selected, ignored and reported.
    pub name: &'static str,
    /// How bad its findings are, where the settings do not say otherwise.
    pub severity: Severity,
    /// What one of its fixes and several of them are called in a summary: `("date", "dates")`.
    pub nouns: (&'static str, &'static str),
    /// Its documentation, in markdown.
    pub documentation: &'static str,
    /// What it looks at.
    pub check: Check,
}

impl Rule {
    /// The applicability that its fixes have at least; `None` where it only reports.
    ///
    /// Formatting need not look for what it would not mend.
    #[must_use]
    pub fn least_fix(&self) -> Option<Applicability> {
        match self.name {
            "date-format"
            | "entry-format"
            | "entry-order"
            | "excess-cells"
            | "insecure-url"
            | "link-separator"
            | "redundant-url-part"
            | "size-format"
            | "table-layout"
            | "tracking-parameters" => Some(Applicability::Safe),
            "broken-anchor"
            | "broken-markup"
            | "casing"
            | "date-legend"
            | "final-punctuation"
            | "invisible-character"
            | "malformed-url"
            | "mojibake"
            | "repeated-word"
            | "unspaced-markup" => Some(Applicability::Unsafe),
            _ => None,
        }
    }
}

/// A rule is what its name says.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Declares the static `RULE` of a file, with its doc comment as documentation.
macro_rules! declare_rule {
    ($(#[doc = $line:literal])* $name:literal, $severity:ident, $nouns:expr, $check:expr) => {
        $(#[doc = $line])*
        pub(super) static RULE: crate::rules::Rule = crate::rules::Rule {
            name: $name,
            severity: crate::rules::Severity::$severity,
            nouns: $nouns,
            documentation: concat!($($line, "\n"),*),
            check: $check,
        };
    };
}
use declare_rule;

/// All rules, in the order of their names.
///
/// ```
/// let rules = relist::rules::all();
/// assert!(rules.is_sorted_by_key(|rule| rule.name));
/// assert!(rules.iter().all(|rule| rule.documentation.contains("## What it does")));
/// ```
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    static ALL: [&Rule; 38] = [
        &allowed::RULE,
        &ambiguous_date::RULE,
        &broken_anchor::RULE,
        &broken_markup::RULE,
        &casing::RULE,
        &date_format::RULE,
        &date_legend::RULE,
        &directive::RULE,
        &duplicate_entry::RULE,
        &empty_link::RULE,
        &entry_format::RULE,
        &entry_order::RULE,
        &excess_cells::RULE,
        &final_punctuation::RULE,
        &header_spelling::RULE,
        &index_entry::RULE,
        &insecure_url::RULE,
        &invalid_date::RULE,
        &invisible_character::RULE,
        &link_separator::RULE,
        &malformed_url::RULE,
        &max_length::RULE,
        &min_entries::RULE,
        &missing_cells::RULE,
        &missing_file::RULE,
        &mojibake::RULE,
        &not_a_table::RULE,
        &pattern::RULE,
        &redundant_url_part::RULE,
        &repeated_word::RULE,
        &required::RULE,
        &size_format::RULE,
        &size_mismatch::RULE,
        &swallowed_line::RULE,
        &table_layout::RULE,
        &tracking_parameters::RULE,
        &unspaced_markup::RULE,
        &unused_ignore::RULE,
    ];
    &ALL
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

/// The rules that the settings select.
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

/// What rules see: a document and what it does by itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// Its links, and the texts of its cells.
    pub contents: &'a Contents<'a>,
    /// The conventions of its listings.
    pub conventions: &'a Conventions,
    /// The settings.
    pub config: &'a Config,
    /// The folder that relative links start from, where the document is a file.
    pub folder: Option<&'a Path>,
    /// What is new, where only that is to be looked at.
    pub changes: Option<&'a Changes>,
}

impl Context<'_> {
    /// Whether the document does on purpose what `repair` would undo in `url`.
    pub(super) fn keeps_url(&self, url: &str, repair: &UrlRepair) -> bool {
        self.conventions.url_habits().keeps(self.document.source(), self.contents, url, repair)
    }
}

/// Whether the rows of `document`, which has no `conventions` but its layouts, are laid out as those want it.
pub(crate) fn keep_layout(context: &Context<'_>, document: &Document<'_>, conventions: &Conventions) -> bool {
    let mut findings = Vec::new();
    let context =
        Context { document, contents: &Contents::default(), conventions, changes: None, ..*context };
    table_layout::check(&context, &Overlay::default(), &mut findings);
    findings.is_empty()
}

/// Runs `rules` over a document: its findings, in the order of their places.
///
/// Rules on cells and on the whole document come first; `applies` says which of their fixes will be made, and thus what
/// the layout has to fit.
///
/// What a directive silences is left out, and so is what is not new, where only that is asked for.
#[must_use]
pub fn run(context: &Context<'_>, rules: &[&'static Rule], applies: impl Fn(&Fix) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut gate = Gate::new(context);
    cell::run(context, rules, &mut findings);
    for rule in rules {
        if let Check::Document(check) | Check::CellAndDocument(_, check) = rule.check {
            check(context, &mut findings);
        }
    }
    gate.filter(&mut findings);
    let overlay = Overlay::new(context.document, &findings, applies);
    for rule in rules {
        match rule.check {
            Check::Cell(_)
            | Check::Document(_)
            | Check::CellAndDocument(..)
            | Check::Settings(_)
            | Check::Directives => {}
            Check::Layout(check) => check(context, &overlay, &mut findings),
            Check::Order(check) => check(context, &mut findings),
        }
    }
    gate.filter(&mut findings);
    gate.finish(rules, &mut findings);
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    findings
}
