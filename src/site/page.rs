//! The page of a list.
//!
//! Its own ids start with a capital, for anchors of headings and entries have none: a section called `Search` must not come
//! between the script and its controls.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use super::frame::Frame;
use super::list::{ListPage, PageEntry, PageListing};
use super::sections::SectionContent;
use super::{PagePlace, cell, charts, counted, data, table_style};
use crate::document::{Cell, Field};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A table that is wider than this, in `rem`, scrolls by itself on some screens.
const WIDE: f64 = 44.0;

/// The lowest level of a heading.
const LOWEST: usize = 6;
/// Entries that are nested deeper are set no further in.
const DEEPEST: usize = 3;

impl ListPage<'_, '_> {
    /// The page as HTML: alone, it asks nothing of any server.
    #[must_use]
    pub fn page(&self, place: &PagePlace<'_>) -> String {
        let (widths, least) = table_style::rules(self);
        let style = [STYLE, &widths].concat();
        let data = data::json(self);
        let has_feed = self.has_feed();
        let frame = Frame { place, style: &style, script: Some((SCRIPT, &data)), has_feed };
        let page = PageBody { list: self, least: &least };
        frame.page(&html! {
            a.skip href="#List" { "Skip to the list" }
            header.top {
                @if let Some(home) = place.home { p.home { a href=(home) { "All lists" } } }
                h1 { (place.title) }
                p.facts { (self.facts()) }
            }
            (controls(self.entry_count()))
            div.columns {
                (page.contents())
                main #List tabindex="-1" {
                    (charts::pictures(self))
                    (page.inside(&self.sections.top))
                    p #Nothing hidden { "No entry matches." }
                }
            }
            footer {
                p {
                    "Made from the list itself. Data: " a href="data.json" { "JSON" } ", " a href="data.csv" { "CSV" }
                    @if has_feed { ". New entries: " a href="feed.xml" { "feed" } }
                    "."
                }
            }
        })
    }

    /// `12 entries in 3 sections, the newest of 2023-08`
    pub(super) fn facts(&self) -> String {
        let mut facts = counted(self.entry_count(), "entry", "entries");
        let sections = self.section_count();
        // Writing to a string does not fail.
        if sections > 1 {
            let _ = write!(facts, " in {sections} sections");
        }
        if let Some(newest) = self.newest() {
            let _ = write!(facts, ", the newest of {newest}");
        }
        facts
    }
}

/// What the script uses; without it nobody could.
fn controls(entries: usize) -> Markup {
    html! {
        form.bar #Controls role="search" hidden {
            div.find {
                div {
                    label for="Search" { "Search" }
                    input #Search type="search" autocomplete="off" spellcheck="false"
                        placeholder={ (entries) " entries" } aria-describedby="Status";
                }
                div {
                    label for="Sort" { "Sort by" }
                    select #Sort {}
                    button #Direction type="button" hidden {}
                }
            }
            p.state { span #Status role="status" {} button #Clear type="button" hidden { "Clear all" } }
            details #Filters hidden { summary { "Filters" } div.fields {} }
        }
    }
}

struct PageBody<'p, 'doc, 'src> {
    list: &'p ListPage<'doc, 'src>,
    /// How wide each group is at least, in `rem`.
    least: &'p [f64],
}

impl PageBody<'_, '_, '_> {
    /// The sections as navigation.
    fn contents(&self) -> Markup {
        html! {
            @if !self.list.sections.all.is_empty() {
                nav #Contents aria-label="Sections" {
                    details open { summary { "Sections" } (self.contents_below(&self.list.sections.top)) }
                }
            }
        }
    }

    fn contents_below(&self, inside: &SectionContent) -> Markup {
        html! {
            ul {
                @for &index in &inside.parts {
                    @let section = &self.list.sections.all[index];
                    li {
                        a href={ "#" (section.id) } {
                            span { (shown_title(section.title)) } " " span.count { (section.entries) }
                        }
                        @if !section.inside.parts.is_empty() { (self.contents_below(&section.inside)) }
                    }
                }
            }
        }
    }

    /// The entries right under a heading, and then its parts.
    fn inside(&self, inside: &SectionContent) -> Markup {
        html! {
            @for &group in &inside.groups { (self.group(group)) }
            @for &part in &inside.parts { (self.section(part)) }
        }
    }

    fn section(&self, index: usize) -> Markup {
        let section = &self.list.sections.all[index];
        let level = (section.depth + 2).min(LOWEST);
        let heading = html! {
            (PreEscaped(format!("<h{level}>"))) span { (shown_title(section.title)) } " "
            a.self href={ "#" (section.id) } aria-label={ "Link to " (shown_title(section.title)) } {}
            (PreEscaped(format!("</h{level}>")))
        };
        html! {
            section id=(section.id) aria-label=(shown_title(section.title)) {
                (heading)
                (self.inside(&section.inside))
            }
        }
    }

    fn group(&self, index: usize) -> Markup {
        let group = &self.list.groups[index];
        if group.listing.is_table() {
            return self.table(index, group);
        }
        html! {
            ul.entries id={ "G" (index) } data-group {
                @for row in &group.rows { (self.item(group, row)) }
            }
        }
    }

    fn table(&self, index: usize, group: &PageListing<'_>) -> Markup {
        let titles = || group.columns.iter().map(|&(own, _)| &group.convention.columns[own].name);
        let section = group.section.map(|section| shown_title(self.list.sections.all[section].title));
        let table = html! {
            table id={ "G" (index) } data-group {
                thead {
                    tr {
                        @for (title, (_, pooled)) in titles().zip(&group.columns) {
                            th scope="col" data-column=(pooled) {
                                @if title.is_empty() { span.alt { (self.list.columns[*pooled].label) } } @else { (title) }
                            }
                        }
                    }
                }
                tbody { @for row in &group.rows { (self.row(group, row)) } }
            }
        };
        html! {
            @if self.least.get(index).is_some_and(|least| *least > WIDE) {
                div.wide role="region" tabindex="0" aria-label={ "Table " (index + 1) @if let Some(section) = section { ": " (section) } } {
                    (table)
                }
            } @else {
                (table)
            }
        }
    }

    fn row(&self, group: &PageListing<'_>, row: &PageEntry<'_>) -> Markup {
        let name = group.convention.name_column();
        html! {
            tr id=(row.id) data-entry=(row.name) {
                @for &(own, pooled) in &group.columns {
                    @let cell = group.cell(row, own);
                    @let label = &self.list.columns[pooled].label;
                    @if own == name {
                        th scope="row" { @if let Some(cell) = cell { (self.cell(cell)) } (own_link(row)) }
                    } @else if let Some(cell) = cell {
                        td data-label=(label) { (self.cell(cell)) }
                    } @else {
                        td {}
                    }
                }
                @if !group.columns.iter().any(|(own, _)| *own == name) { th scope="row" { (row.name) (own_link(row)) } }
            }
        }
    }

    fn item(&self, group: &PageListing<'_>, row: &PageEntry<'_>) -> Markup {
        let has = |field: Field| group.cell(row, field as usize).is_some();
        // A part of an item that has nothing leaves nothing.
        let part = |field: Field| group.cell(row, field as usize).map(|cell| self.field(field, cell));
        let head =
            [Field::Name, Field::Date, Field::Authors, Field::Venue, Field::Stars, Field::Tags, Field::Links];
        html! {
            li id=(row.id) data-entry=(row.name) data-level=[Some(row.entry.level.min(DEEPEST)).filter(|level| *level > 0)] {
                div.head {
                    @if !has(Field::Name) { span.name { (row.name) } " " }
                    @for told in head.into_iter().filter_map(part) { (told) " " }
                    (own_link(row))
                }
                @for told in [Field::Description, Field::Notes].into_iter().filter_map(part) { (told) }
            }
        }
    }

    fn field(&self, field: Field, cell: &Cell) -> Markup {
        let told = self.cell(cell);
        match field {
            Field::Name => html! { span.name { (told) } },
            Field::Date | Field::Authors | Field::Venue => html! { span.date { (told) } },
            Field::Stars => html! { span.date { "★ " (told) } },
            Field::Links => html! { span.links { (told) } },
            Field::Description => html! { p { (told) } },
            Field::Notes => html! { p.notes { (told) } },
            Field::Tags => html! {
                @if let Some(tags) = cell::chips(self.list.document, cell) {
                    @for tag in tags { span.tag { (tag) } " " }
                } @else {
                    span.links { (told) }
                }
            },
        }
    }

    fn cell(&self, cell: &Cell) -> Markup {
        cell::dated(self.list.document, cell, self.list.conventions.value(cell))
    }
}

fn own_link(row: &PageEntry<'_>) -> Markup {
    html! { " " a.self href={ "#" (row.id) } aria-label={ "Link to " (row.name) } {} }
}

/// A heading that is only an image has no title.
fn shown_title(title: &str) -> &str {
    let title = title.trim();
    if title.is_empty() { "Untitled" } else { title }
}
