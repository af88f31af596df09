//! An overview for a terminal: one screen for one list, a line a list for many.

use std::cmp::Reverse;
use std::fmt::Write as _;

use anstyle::AnsiColor;
use indexmap::IndexMap;

use super::overview::{ColumnOverview, ListingOverview, Overview, kind_name};
use super::terminal_style::{BOLD, Look};
use super::{counted, counted_entries};
use crate::text::{display_width, shown, wrapped};

/// How long the longest bar is.
const BAR: usize = 24;
/// So many sections, and so many groups of lists, still fit a screen.
const MOST_SECTIONS: usize = 20;
const MOST_GROUPS: usize = 10;
/// Fewer sections than this do not tell how a long list is divided.
const FEWEST_SECTIONS: usize = 5;
/// A longer title of a section is cut.
const LONGEST_TITLE: usize = 38;

impl Overview {
    /// Sections with bars, lists with what was learned of them, what is newest, and what was found.
    #[must_use]
    pub fn text(&self, look: &Look) -> String {
        let mut text = String::new();
        look.push(&mut text, BOLD, |text| text.push_str(&shown(&self.path)));
        let _ = writeln!(text, ": {}", self.counts());
        self.push_sections(&mut text, look);
        self.push_listings(&mut text, look);
        self.push_habits(&mut text, look);
        if !self.newest.is_empty() {
            let _ = writeln!(text, "\n{}", look.bold("Newest"));
            for entry in &self.newest {
                let _ = writeln!(text, "  {:10}  {}", entry.date, shortened(&shown(&entry.name), 64));
            }
        }
        if self.entries > 0 {
            let _ = writeln!(text, "\n{}", look.bold("Share of entries"));
            for (what, share) in self.shares() {
                let _ = writeln!(text, "  {share:>3} %  with a {what}");
            }
        }
        self.push_findings(&mut text, look);
        text
    }

    /// The head of the [lines](Self::line) of many lists.
    #[must_use]
    pub fn head(look: &Look) -> String {
        look.bold("entries  lists  findings  newest      file") + "\n"
    }

    /// One line, for a folder of lists.
    #[must_use]
    pub fn line(&self) -> String {
        let findings: usize = self.findings.iter().map(|rule| rule.findings).sum();
        let newest = self.newest.first().map_or("-", |entry| entry.date.as_str());
        let path = shown(&self.path);
        format!("{:>7}  {:>5}  {findings:>8}  {newest:10}  {path}\n", self.entries, self.listings.len())
    }

    /// `552 entries in 62 lists, 58 sections`
    pub(super) fn counts(&self) -> String {
        if self.listings.is_empty() {
            return "no lists found".to_owned();
        }
        let entries = counted_entries(self.entries);
        let lists = counted(self.listings.len(), "list");
        format!("{entries} in {lists}, {}", counted(self.sections.len(), "section"))
    }

    /// What share of the entries has what, in percent.
    pub(super) fn shares(&self) -> [(&'static str, usize); 3] {
        let percent = |count: usize| (count * 100 + self.entries / 2) / self.entries.max(1);
        let shares = self.shares;
        [("description", shares.description), ("link", shares.link), ("date", shares.date)]
            .map(|(what, count)| (what, percent(count)))
    }

    fn push_sections(&self, text: &mut String, look: &Look) {
        let mut sections = self.rolled_up();
        if sections.is_empty() {
            return;
        }
        let small = drop_smallest(&mut sections);
        let most = sections.iter().map(|(_, entries)| *entries).max().unwrap_or(1).max(1);
        let width = sections.iter().map(|(title, _)| display_width(title)).max().unwrap_or_default();
        let _ = writeln!(text, "\n{}", look.bold("Sections"));
        for (title, entries) in sections {
            let pad = " ".repeat(width - display_width(&title));
            let _ = write!(text, "  {title}{pad}  {entries:>5}  ");
            let bar = "█".repeat((entries * BAR).div_ceil(most));
            text.push_str(&look.paint_colour(AnsiColor::Blue, &bar));
            text.push('\n');
        }
        if !small.is_empty() {
            let entries = counted_entries(small.iter().sum());
            let _ = writeln!(text, "  … and {} with {entries}", counted(small.len(), "smaller section"));
        }
    }

    /// The sections, each with its title and its entries; where those are too many for a screen, the sections that they
    /// are part of, if that leaves enough to tell something.
    pub(super) fn rolled_up(&self) -> Vec<(String, usize)> {
        let deepest = self.sections.iter().map(|section| section.path.len()).max().unwrap_or_default();
        let all = self.to_depth(deepest);
        if all.len() <= MOST_SECTIONS {
            return all;
        }
        let upper = (1..deepest).rev().map(|depth| self.to_depth(depth));
        let fitting = upper.into_iter().find(|upper| upper.len() <= MOST_SECTIONS);
        fitting.filter(|upper| upper.len() >= FEWEST_SECTIONS).unwrap_or(all)
    }

    fn to_depth(&self, depth: usize) -> Vec<(String, usize)> {
        let mut sections: IndexMap<&[String], usize> = IndexMap::new();
        for section in &self.sections {
            let path = &section.path[..section.path.len().min(depth)];
            *sections.entry(path).or_default() += section.entries;
        }
        let titled = sections.into_iter().map(|(path, entries)| {
            let title = path.last().map_or("(top)", String::as_str);
            (shortened(&shown(title), LONGEST_TITLE), entries)
        });
        titled.collect()
    }

    fn push_listings(&self, text: &mut String, look: &Look) {
        if self.listings.is_empty() {
            return;
        }
        let mut groups: IndexMap<Learned, Vec<&ListingOverview>> = IndexMap::new();
        for listing in &self.listings {
            groups.entry(Learned::of(listing)).or_default().push(listing);
        }
        let _ = writeln!(text, "\n{}", look.bold("Lists"));
        for (learned, listings) in groups.iter().take(MOST_GROUPS) {
            learned.push(text, listings, look);
        }
        if groups.len() > MOST_GROUPS {
            let rest: usize = groups.values().skip(MOST_GROUPS).map(Vec::len).sum();
            let _ = writeln!(text, "  … and {} more; `--format json` has all", counted(rest, "list"));
        }
    }

    fn push_habits(&self, text: &mut String, look: &Look) {
        if self.habits.is_empty() {
            return;
        }
        let lists = self.listings.iter().filter(|listing| listing.kind == "bullets").count();
        let _ = writeln!(text, "\n{}", look.bold("Items of bullet lists"));
        for habit in &self.habits {
            let enforced = match habit.lists {
                0 => "not enforced".to_owned(),
                held if held == lists => "enforced".to_owned(),
                held => format!("enforced in {held} of {lists} lists"),
            };
            let most = habit_value(habit.name, &habit.most);
            let votes = format!("{} of {}", habit.votes, habit.of);
            let _ = writeln!(text, "  {:9}  {most:15}  {votes:>12}  {enforced}", habit.name);
        }
    }

    fn push_findings(&self, text: &mut String, look: &Look) {
        let _ = writeln!(text, "\n{}", look.bold("Findings"));
        if self.findings.is_empty() {
            text.push_str("  none\n");
        }
        for rule in &self.findings {
            let colour = match rule.severity {
                "error" => AnsiColor::Red,
                "warning" => AnsiColor::Yellow,
                _ => AnsiColor::Cyan,
            };
            let name = look.paint_colour(colour, &format!("{}[{}]", rule.severity, rule.rule));
            let _ = writeln!(text, "  {:>5}  {name}", rule.findings);
        }
    }
}

/// Leaves as many of the largest sections as fit a screen, in their order; the entries of the others.
fn drop_smallest(sections: &mut Vec<(String, usize)>) -> Vec<usize> {
    let mut by_size: Vec<usize> = (0..sections.len()).collect();
    by_size.sort_by_key(|&index| Reverse(sections[index].1));
    let mut small: Vec<usize> = by_size.into_iter().skip(MOST_SECTIONS).collect();
    small.sort_unstable_by_key(|&index| Reverse(index));
    small.into_iter().map(|index| sections.remove(index).1).collect()
}

/// A habit's value in words: a separator between quotes, as its spaces count.
pub(super) fn habit_value(habit: &str, value: &str) -> String {
    if habit == "separator" { format!("\"{}\"", shown(value)) } else { shown(value).into_owned() }
}

/// What lists have in common that are told of together.
#[derive(PartialEq, Eq, Hash)]
struct Learned {
    kind: &'static str,
    /// Of a table; the items of bullet lists differ in what they have.
    columns: String,
    order: String,
    layout: Option<&'static str>,
    unread: Option<&'static str>,
}

impl Learned {
    fn of(listing: &ListingOverview) -> Self {
        let is_table = listing.kind != "bullets";
        Self {
            kind: listing.kind,
            columns: if is_table { columns(&listing.columns) } else { String::new() },
            order: order(listing),
            layout: listing.layout.or(is_table.then_some("rows are left as they are")),
            unread: listing.unread,
        }
    }

    fn push(&self, text: &mut String, listings: &[&ListingOverview], look: &Look) {
        let entries = counted_entries(listings.iter().map(|listing| listing.entries).sum());
        let kind = match self.kind {
            "table" => "table",
            "html" => "HTML table",
            _ => "bullet list",
        };
        let head = match listings {
            [only] => format!("{kind} {}, line {}: {entries}", shown(&only.id), only.line),
            all => format!("{}: {entries}", counted(all.len(), kind)),
        };
        let _ = writeln!(text, "  {}", look.paint_colour(AnsiColor::Cyan, &head));
        if listings.len() > 1 {
            push_row(text, "ids", &ids(listings));
        }
        if let Some(reason) = self.unread {
            push_row(text, "not read", reason);
            return;
        }
        let fields = if self.kind == "bullets" { columns(&together(listings)) } else { self.columns.clone() };
        push_row(text, "columns", &fields);
        push_row(text, "order", &self.order);
        if let Some(layout) = self.layout {
            push_row(text, "layout", layout);
        }
    }
}

/// The first ids, as many as fit a line.
fn ids(listings: &[&ListingOverview]) -> String {
    const WIDEST: usize = 56;
    let mut told = String::new();
    for (index, listing) in listings.iter().enumerate() {
        let id = shown(&listing.id);
        if index > 0 && display_width(&told) + display_width(&id) > WIDEST {
            let _ = write!(told, ", … ({} more)", listings.len() - index);
            break;
        }
        told.extend([if index > 0 { ", " } else { "" }, &id]);
    }
    told
}

/// The columns of several bullet lists as one.
fn together(listings: &[&ListingOverview]) -> Vec<ColumnOverview> {
    let mut columns: IndexMap<(&str, Option<&str>), ColumnOverview> = IndexMap::new();
    for column in listings.iter().flat_map(|listing| &listing.columns) {
        let known = columns.entry((&column.name, column.format.as_deref()));
        known.and_modify(|known| known.filled += column.filled).or_insert_with(|| column.clone());
    }
    columns.into_values().collect()
}

/// A row of what is told of lists, on as many lines as it takes.
fn push_row(text: &mut String, name: &str, said: &str) {
    for (index, line) in wrapped(said, 66).into_iter().enumerate() {
        let name = if index == 0 { name } else { "" };
        let _ = writeln!(text, "    {name:8}  {line}");
    }
}

/// `Model (name), Released (date MM/YY)`
pub(super) fn columns(columns: &[ColumnOverview]) -> String {
    let told = columns.iter().map(|column| {
        let name = shown(&column.name);
        let kind = kind_name(column.kind);
        let kind = if name.eq_ignore_ascii_case(kind) { "" } else { kind };
        let format = column.format.as_deref().map(shown).unwrap_or_default();
        match [kind, &format].join(" ").trim() {
            "" => name.into_owned(),
            told => format!("{name} ({told})"),
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

pub(super) fn order(listing: &ListingOverview) -> String {
    let keys = listing.order.iter().map(|key| shown(key)).collect::<Vec<_>>().join(", ");
    match (keys.is_empty(), listing.order_from) {
        (true, "comment") => "as it stands (a comment says so)".to_owned(),
        (true, _) => "none".to_owned(),
        (false, "comment") => format!("{keys} (a comment says so)"),
        (false, "set") => format!("{keys} (set)"),
        (false, _) => keys,
    }
}

fn shortened(text: &str, most: usize) -> String {
    if display_width(text) <= most {
        return text.to_owned();
    }
    let mut width = 1;
    let kept = text.chars().take_while(|c| {
        width += display_width(c.encode_utf8(&mut [0; 4]));
        width <= most
    });
    kept.chain(['…']).collect()
}
