//! What `relist init` says about bullet lists. There are no settings for how items are written, so it is said in comments.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::convention::{Conventions, ListingConvention};
use crate::document::{Document, Listing};
use crate::report::{counted, counted_entries};

/// How many bullet lists do what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BulletHabits {
    lists: usize,
    entries: usize,
    /// By the kind of habit, the habits that lists have.
    habits: BTreeMap<HabitKind, BTreeMap<String, usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum HabitKind {
    Marker,
    Separator,
    Name,
    Capital,
    FullStop,
    Columns,
    Order,
}

impl HabitKind {
    const fn label(self) -> &'static str {
        match self {
            Self::Marker => "Marker",
            Self::Separator => "Separator",
            Self::Name => "Name",
            Self::Capital => "First letter",
            Self::FullStop => "End",
            Self::Columns => "Columns",
            Self::Order => "Order",
        }
    }
}

impl BulletHabits {
    /// Adds the lists of one document.
    pub(super) fn add(&mut self, document: &Document<'_>, conventions: &Conventions) {
        for (listing, convention) in conventions.with_listings(document) {
            if !listing.is_table() {
                self.add_list(document, listing, convention);
            }
        }
    }

    fn add_list(&mut self, document: &Document<'_>, listing: &Listing, convention: &ListingConvention) {
        self.lists += 1;
        self.entries += listing.entries().len();
        let style = &convention.entry_style;
        let first = |yes: bool| if yes { "a capital" } else { "a small letter" }.to_owned();
        let end = |yes: bool| if yes { "a full stop" } else { "no full stop" }.to_owned();
        let has_cells = |column: usize| {
            let mut cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, column));
            cells.any(|cell| !cell.content.of(document.source()).trim().is_empty())
        };
        let columns = convention.columns.iter().enumerate().filter(|(index, _)| has_cells(*index));
        let columns: Vec<&str> = columns.map(|(_, column)| column.key.as_str()).collect();
        let order = convention.order.iter().filter_map(|key| {
            let column = &convention.columns.get(key.column)?.key;
            Some(format!("{}{column}", if key.descending { "-" } else { "" }))
        });
        let order: Vec<String> = order.collect();
        let habits = [
            (HabitKind::Marker, style.marker.map(|marker| format!("`{marker}`"))),
            (HabitKind::Separator, style.separator.as_ref().map(|separator| format!("`{separator}`"))),
            (HabitKind::Name, style.name.map(|name| format!("`{}`", name.example()))),
            (HabitKind::Capital, style.capital.map(first)),
            (HabitKind::FullStop, style.full_stop.map(end)),
            (HabitKind::Columns, Some(columns.join(", ")).filter(|columns| !columns.is_empty())),
            (HabitKind::Order, Some(order.join(", ")).filter(|order| !order.is_empty())),
        ];
        for (kind, habit) in habits {
            let habit = habit.unwrap_or_else(|| "not clear".to_owned());
            *self.habits.entry(kind).or_default().entry(habit).or_default() += 1;
        }
    }

    /// The habits as comments of a `relist.toml`; nothing where there are no bullet lists.
    pub(super) fn comments(&self) -> String {
        if self.lists == 0 {
            return String::new();
        }
        let (lists, entries) = (counted(self.lists, "bullet list"), counted_entries(self.entries));
        let mut text =
            format!("# Found: {lists} with {entries}. `entry-format` holds items to these habits:\n");
        for (kind, habits) in &self.habits {
            let mut habits: Vec<(&String, &usize)> = habits.iter().collect();
            habits.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let habits: Vec<String> = match habits.as_slice() {
                [(only, _)] => vec![(*only).clone()],
                several => several.iter().map(|(habit, count)| format!("{habit} ({count})")).collect(),
            };
            let _ = writeln!(text, "#   {}: {}", kind.label(), habits.join(", "));
        }
        text.push('\n');
        text
    }
}
