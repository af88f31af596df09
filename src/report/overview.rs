//! What relist sees in a list: the answer to "why is my list treated like that?".

use std::cmp::Reverse;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::severity_name;
use crate::config::ColumnKind;
use crate::convention::{
    CellValue, ColumnConvention, EntryStyle, LayoutStyle, ListingConvention, NameStyle, StyleCounts, Tally,
};
use crate::document::{Cell, Document, Entry, Field, LinkKind, Listing, ListingKind};
use crate::format::Checked;
use crate::rules::{Severity, shown_name};
use crate::value::Date;

/// As many of the newest entries as tell whether a list is alive.
const NEWEST: usize = 5;

/// What `relist overview --format json` prints; `relist schema overview` prints its JSON Schema.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonOverview<'a> {
    /// The version of this shape: 1.
    relist: u8,
    /// The files, in the order in which they were read.
    files: &'a [Overview],
}

impl<'a> JsonOverview<'a> {
    /// The overviews of several files as one.
    #[must_use]
    pub fn new(files: &'a [Overview]) -> Self {
        Self { relist: 1, files }
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        super::pretty_json(self)
    }
}

/// What is seen in one document.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Overview {
    /// The path of the document.
    pub path: String,
    /// How many entries its listings have.
    pub entries: usize,
    /// The sections that hold entries, in the order of the text.
    pub sections: Vec<SectionOverview>,
    /// The listings, in the order of the text.
    pub listings: Vec<ListingOverview>,
    /// What most items of its bullet lists do.
    pub habits: Vec<Habit>,
    /// The entries with the latest dates, the latest first.
    pub newest: Vec<DatedEntry>,
    /// How many findings each rule has, the most frequent first.
    pub findings: Vec<RuleFindings>,
    /// How many entries have what.
    pub shares: Shares,
}

/// A section and how many entries it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SectionOverview {
    /// The titles of the headings above it, and its own.
    pub path: Vec<String>,
    /// How many entries.
    pub entries: usize,
}

/// What is learned of a listing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ListingOverview {
    /// Its id.
    pub id: String,
    /// The line it starts on, from 1.
    pub line: usize,
    /// `table`, `bullets` or `html` for a table in HTML.
    pub kind: &'static str,
    /// How many entries.
    pub entries: usize,
    /// Its columns; of a bullet list, those that have something in them.
    pub columns: Vec<ColumnOverview>,
    /// What it is sorted by, `-` before a column whose greatest comes first; empty where it keeps no order.
    pub order: Vec<String>,
    /// Where the order comes from: `learned`, `set` or `comment`.
    pub order_from: &'static str,
    /// How a table is laid out: `aligned`, `padded`, `compact` or `ragged`; `null` where its rows are left as they are.
    pub layout: Option<&'static str>,
    /// What its items are held to, by habit.
    pub style: IndexMap<&'static str, String>,
    /// Why its rows are not read, where they cannot be told for certain.
    pub unread: Option<&'static str>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ColumnOverview {
    /// Its header, or its key where that is empty.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// How its dates (`MM/YY`) or sizes (`7B`) are spelled, where the column shows it.
    pub format: Option<String>,
    /// How many entries have something in it.
    pub filled: usize,
}

/// What most items of a document do in one respect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Habit {
    /// What it is about: `separator`.
    pub name: &'static str,
    /// What most items do.
    pub most: String,
    /// How many do so.
    pub votes: usize,
    /// How many were counted.
    pub of: usize,
    /// How many of the lists are held to it.
    pub lists: usize,
}

/// An entry with a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct DatedEntry {
    /// Its name.
    pub name: String,
    /// Its date, as ISO 8601.
    pub date: String,
    /// The line it stands on, from 1.
    pub line: usize,
}

/// How many findings a rule has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct RuleFindings {
    /// The name of the rule.
    pub rule: &'static str,
    /// The severity of the worst of them: `error`, `warning` or `note`.
    pub severity: &'static str,
    /// How many.
    pub findings: usize,
}

/// How many entries have what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Shares {
    /// A text besides the name.
    pub description: usize,
    /// A link.
    pub link: usize,
    /// A date.
    pub date: usize,
}

impl Overview {
    /// What is seen in the document at `path`.
    ///
    /// ```
    /// use relist::config::Config;
    /// use relist::format::Task;
    /// use relist::report::Overview;
    ///
    /// let source = "# Tools\n\n- [jq](https://a.example) - Reads JSON.\n- [yq](https://b.example) - Reads YAML.\n";
    /// let overview = Overview::new("README.md", &Task::new(source, &Config::default()).check()?);
    /// assert_eq!((overview.entries, overview.shares.link), (2, 2));
    /// assert_eq!(overview.sections[0].path, ["Tools"]);
    /// # Ok::<(), relist::rules::UnknownRule>(())
    /// ```
    #[must_use]
    pub fn new(path: impl Into<String>, checked: &Checked<'_>) -> Self {
        let document = &checked.document;
        let listings = || checked.conventions.with_listings(document);
        let bullets = listings().filter(|(listing, _)| !listing.is_table());
        let mut overview = Self {
            path: path.into(),
            entries: 0,
            sections: Vec::new(),
            listings: listings().map(|(listing, own)| ListingOverview::new(document, listing, own)).collect(),
            habits: habits(document, bullets.map(|(_, own)| &own.entry_style)),
            newest: Vec::new(),
            findings: findings(checked),
            shares: Shares::default(),
        };
        let mut dated: Vec<(Date, &Entry, Option<&Cell>)> = Vec::new();
        for (listing, convention) in listings() {
            overview.add_section(document, listing);
            for entry in listing.entries() {
                let cells = || listing.cells(entry).iter().zip(&convention.columns);
                let date = cells().find_map(|(cell, _)| match checked.conventions.value(cell) {
                    CellValue::Date(date) => Some(*date),
                    _ => None,
                });
                let links = cells().flat_map(|(cell, _)| document.cell_links(cell));
                let shares = &mut overview.shares;
                shares.description += usize::from(has_description(listing, convention, entry));
                shares.link += usize::from(links.into_iter().any(|link| link.kind != LinkKind::Image));
                shares.date += usize::from(date.is_some());
                dated.extend(date.map(|date| (date, entry, listing.cell(entry, convention.name_column()))));
            }
        }
        // Entries of one date stay in the order of the list.
        dated.sort_by_key(|(date, ..)| Reverse(*date));
        let newest = dated.into_iter().take(NEWEST).map(|(date, entry, name)| DatedEntry {
            name: name.map(|name| shown_name(document, name)).unwrap_or_default(),
            date: date.to_string(),
            line: entry.line,
        });
        overview.newest = newest.collect();
        overview
    }

    fn add_section(&mut self, document: &Document<'_>, listing: &Listing) {
        let entries = listing.entries().len();
        let path: Vec<String> = document.section_path(listing).into_iter().map(str::to_owned).collect();
        self.entries += entries;
        match self.sections.last_mut().filter(|last| last.path == path) {
            Some(last) => last.entries += entries,
            None if entries > 0 => self.sections.push(SectionOverview { path, entries }),
            None => {}
        }
    }
}

/// Whether `entry` says something besides its name, in words.
fn has_description(listing: &Listing, convention: &ListingConvention, entry: &Entry) -> bool {
    let is_told = |column: usize| listing.cell(entry, column).is_some_and(|cell| !cell.is_blank());
    if !listing.is_table() {
        return [Field::Description, Field::Authors, Field::Venue]
            .into_iter()
            .any(|field| is_told(field as usize));
    }
    let name = convention.name_column();
    let columns = convention.columns.iter().enumerate();
    columns
        .filter(|(index, column)| *index != name && column.kind == ColumnKind::Text)
        .any(|(index, _)| is_told(index))
}

impl ListingOverview {
    fn new(document: &Document<'_>, listing: &Listing, convention: &ListingConvention) -> Self {
        let columns = convention.columns.iter().enumerate().map(|(index, column)| {
            let cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, index));
            ColumnOverview {
                name: name_of(column).to_owned(),
                kind: column.kind,
                format: format_of(column),
                filled: cells.filter(|cell| !cell.is_blank()).count(),
            }
        });
        let order = convention.order_in_force().iter().filter_map(|key| {
            let name = name_of(convention.columns.get(key.column)?);
            Some(format!("{}{name}", if key.descending { "-" } else { "" }))
        });
        let is_table = listing.is_table();
        let layout = is_table.then(|| convention.layout(document.source(), listing)).flatten();
        Self {
            id: listing.id.clone(),
            line: document.lines().line(listing.span.start),
            kind: match listing.kind {
                ListingKind::Table => "table",
                ListingKind::Bullets => "bullets",
                ListingKind::Html => "html",
            },
            entries: listing.entries().len(),
            columns: columns.filter(|column| is_table || column.filled > 0).collect(),
            order: order.collect(),
            order_from: match convention {
                ListingConvention { order_by_comment: Some(_), .. } => "comment",
                ListingConvention { order_is_set: true, .. } => "set",
                _ => "learned",
            },
            layout: layout.map(|layout| layout_name(layout.style)),
            style: held_to(&convention.entry_style).filter(|_| !is_table).collect(),
            unread: listing.opaque.map(|opaque| opaque.reason),
        }
    }
}

/// The name of a kind, as in `relist.toml`.
pub(super) fn kind_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Name => "name",
        ColumnKind::Date => "date",
        ColumnKind::Size => "size",
        ColumnKind::Context => "context",
        ColumnKind::Tokens => "tokens",
        ColumnKind::Number => "number",
        ColumnKind::Version => "version",
        ColumnKind::Flag => "flag",
        ColumnKind::Links => "links",
        ColumnKind::License => "license",
        ColumnKind::Text => "text",
    }
}

fn name_of(column: &ColumnConvention) -> &str {
    if column.name.is_empty() { &column.key } else { &column.name }
}

fn format_of(column: &ColumnConvention) -> Option<String> {
    let dates = column.date.as_ref().map(|dates| dates.format.to_string());
    dates.or_else(|| column.size.map(|sizes| sizes.to_string()))
}

fn layout_name(style: LayoutStyle) -> &'static str {
    match style {
        LayoutStyle::Aligned => "aligned",
        LayoutStyle::Padded => "padded",
        LayoutStyle::Compact => "compact",
        LayoutStyle::Ragged => "ragged",
    }
}

/// The habits of items, in the order in which they are listed.
const HABITS: [&str; 5] = ["marker", "name", "separator", "capital", "full stop"];

fn yes_or_no(does: bool) -> String {
    if does { "yes" } else { "no" }.to_owned()
}

/// What the items of a list are held to.
fn held_to(style: &EntryStyle) -> impl Iterator<Item = (&'static str, String)> {
    let EntryStyle { marker, separator, full_stop, capital, name } = style;
    let values = [
        marker.map(String::from),
        name.map(|name| name.example().to_owned()),
        separator.clone(),
        capital.map(yes_or_no),
        full_stop.map(yes_or_no),
    ];
    HABITS.into_iter().zip(values).filter_map(|(habit, value)| Some((habit, value?)))
}

/// What most items of all lists do, with the votes.
fn habits<'a>(document: &Document<'_>, styles: impl Iterator<Item = &'a EntryStyle>) -> Vec<Habit> {
    let mut lists = Tally::default();
    styles.flat_map(held_to).for_each(|(habit, _)| lists.add(habit));
    let counts = StyleCounts::of_all(document);
    let most = [
        most(&counts.markers, char::to_string),
        most(&counts.names, |name: &NameStyle| name.example().to_owned()),
        most(&counts.separators, |separator| (*separator).to_owned()),
        most(&counts.capitals, |does| yes_or_no(*does)),
        most(&counts.full_stops, |does| yes_or_no(*does)),
    ];
    let habits = HABITS.into_iter().zip(most).filter_map(|(name, most)| {
        let (most, votes, of) = most?;
        Some(Habit { name, most, votes, of, lists: lists.count(&name) })
    });
    habits.collect()
}

/// What most do, how many do so, and how many were counted.
fn most<T: std::hash::Hash + Eq>(
    tally: &Tally<T>,
    shown: impl Fn(&T) -> String,
) -> Option<(String, usize, usize)> {
    tally.best().map(|(way, votes)| (shown(way), votes, tally.total()))
}

fn findings(checked: &Checked<'_>) -> Vec<RuleFindings> {
    let mut rules: IndexMap<&'static str, (Severity, usize)> = IndexMap::new();
    for finding in &checked.findings {
        let (severity, count) = rules.entry(finding.rule.name).or_insert((finding.severity, 0));
        *severity = (*severity).max(finding.severity);
        *count += 1;
    }
    let mut findings: Vec<RuleFindings> = rules
        .into_iter()
        .map(|(rule, (severity, findings))| RuleFindings {
            rule,
            severity: severity_name(severity),
            findings,
        })
        .collect();
    findings.sort_by_key(|counted| (Reverse(counted.findings), counted.rule));
    findings
}
