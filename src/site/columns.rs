//! The columns of a page: those of all its listings by their names, so that one filter asks all of them.

use indexmap::IndexMap;
use serde::Serialize;

use super::cell;
use crate::config::ColumnKind;
use crate::convention::{CellValue, Conventions, ListingConvention, flag};
use crate::document::{Cell, Document, Field};
use crate::value::is_unknown;

/// A column of more values than this is text, and not a choice.
const MOST_CHOICES: usize = 24;
/// So many tags can be chosen from; the most frequent ones.
const MOST_TAGS: usize = 40;
/// A longer value is a text.
const LONGEST_CHOICE: usize = 40;

/// A column of the page.
#[derive(Clone, Debug)]
pub(super) struct PageColumn {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) role: Role,
    /// How many entries have something in it.
    pub(super) filled: usize,
    /// What is chosen from, with how many entries have it; the most frequent first.
    pub(super) choices: IndexMap<String, usize>,
}

/// What a reader does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    /// It tells entries apart.
    Name,
    Date,
    /// Amounts, which are written short: `7B`.
    Amount,
    Number,
    Flag,
    Choice,
    Tags,
    /// Sorted as text.
    Text,
    /// Sorted as text in which numbers count as such.
    Version,
    /// Nothing to sort or to choose by.
    Links,
}

/// What is known of a column while the listings are gone through.
#[derive(Default)]
struct Seen {
    label: String,
    roles: IndexMap<Role, usize>,
    /// The values of cells of text.
    values: IndexMap<String, usize>,
    is_too_long: bool,
    tags: IndexMap<String, usize>,
}

/// The columns of all listings; those that identify entries are one, whatever they are called.
pub(super) fn pool(document: &Document<'_>, conventions: &Conventions) -> Vec<PageColumn> {
    let mut seen: IndexMap<String, Seen> = IndexMap::new();
    for (listing, convention) in conventions.with_listings(document) {
        for index in 0..convention.columns.len() {
            let cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, index));
            let mut cells = cells.filter(|cell| !cell.is_blank()).peekable();
            if cells.peek().is_none() {
                continue;
            }
            let role = role(convention, index, listing.is_table());
            let seen = seen.entry(key(convention, index)).or_default();
            if seen.label.is_empty() {
                seen.label = label(convention, index);
            }
            cells.for_each(|cell| seen.add(document, cell, role));
        }
    }
    seen.into_iter().map(|(key, seen)| seen.column(key)).collect()
}

impl Seen {
    fn add(&mut self, document: &Document<'_>, cell: &Cell, role: Role) {
        *self.roles.entry(role).or_default() += 1;
        match role {
            Role::Tags => {
                for tag in cell::tags(document, cell) {
                    *self.tags.entry(tag).or_default() += 1;
                }
            }
            Role::Text | Role::Version if !self.is_too_long => {
                let text = document.cell_text(cell).as_str();
                if is_unknown(text) {
                    return;
                }
                *self.values.entry(text.to_owned()).or_default() += 1;
                let is_long = text.chars().count() > LONGEST_CHOICE;
                self.is_too_long = is_long || self.values.len() > MOST_CHOICES;
            }
            _ => {}
        }
    }

    fn column(mut self, key: String) -> PageColumn {
        let filled = self.roles.values().sum();
        self.roles.sort_by(|_, one, _, other| other.cmp(one));
        let role = self.roles.first().map_or(Role::Text, |(role, _)| *role);
        let count: usize = self.values.values().sum();
        let is_choice = matches!(role, Role::Text | Role::Version)
            && !self.is_too_long
            && self.values.len() > 1
            && count >= 2 * self.values.len();
        let (role, mut choices) = match role {
            Role::Tags => (role, self.tags),
            _ if is_choice => (Role::Choice, self.values),
            _ => (role, IndexMap::new()),
        };
        choices.sort_by(|_, one, _, other| other.cmp(one));
        choices.truncate(MOST_TAGS);
        PageColumn { key, label: self.label, role, filled, choices }
    }
}

impl PageColumn {
    /// What a reader compares and chooses by; none where there is nothing but text.
    pub(super) fn value(&self, document: &Document<'_>, cell: &Cell, value: &CellValue) -> Option<Sorted> {
        let text = || document.cell_text(cell).as_str();
        match (self.role, value) {
            (Role::Date, CellValue::Date(date)) => Some(Sorted::Text(date.to_string())),
            (Role::Number, CellValue::Number(number)) => Some(Sorted::Number(*number)),
            (Role::Amount, CellValue::Quantities(list)) => {
                Some(Sorted::Amounts(list.quantities().flat_map(super::amounts::ends).collect()))
            }
            (Role::Flag, _) => flag(text()).map(|is| Sorted::Index(usize::from(is))),
            (Role::Choice, _) => self.choices.get_index_of(text()).map(Sorted::Index),
            (Role::Tags, _) => {
                let tags = cell::tags(document, cell);
                let known = tags.iter().filter_map(|tag| self.choices.get_index_of(tag));
                Some(Sorted::Indexes(known.collect()))
            }
            _ => None,
        }
    }
}

/// What the script of the page compares; in JSON each is what it holds.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Sorted {
    Text(String),
    Number(f64),
    /// The least and the most of each amount.
    Amounts(Vec<f64>),
    Index(usize),
    Indexes(Vec<usize>),
}

/// What a column is called in the address of the page. `q` and `sort` are taken.
pub(super) fn key(convention: &ListingConvention, index: usize) -> String {
    if index == convention.name_column() {
        return Field::Name.key().to_owned();
    }
    match convention.columns[index].key.as_str() {
        key @ ("name" | "q" | "sort") => format!("{key}-2"),
        key => key.to_owned(),
    }
}

fn label(convention: &ListingConvention, index: usize) -> String {
    let column = &convention.columns[index];
    // A column without a name is called by what it holds, or by its place: `column_2`.
    let name = match column.name.as_str() {
        "" if index == convention.name_column() => Field::Name.key().to_owned(),
        "" => column.key.replace('_', " "),
        name => name.to_owned(),
    };
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn role(convention: &ListingConvention, index: usize, is_table: bool) -> Role {
    let column = &convention.columns[index];
    if index == convention.name_column() {
        return Role::Name;
    }
    match column.kind {
        ColumnKind::Date => Role::Date,
        ColumnKind::Size | ColumnKind::Context | ColumnKind::Tokens => Role::Amount,
        ColumnKind::Number => Role::Number,
        ColumnKind::Flag => Role::Flag,
        ColumnKind::Version => Role::Version,
        ColumnKind::Links => Role::Links,
        _ if is_table => Role::Text,
        _ if column.key == Field::Tags.key() => Role::Tags,
        _ => Role::Links,
    }
}
