//! What the cells of a column do where nothing else tells: how they say "unknown", and what separates amounts.

use std::collections::HashMap;

use crate::convention::ColumnConvention;
use crate::document::{Document, Listing};
use crate::value::{is_unknown, parse_quantities};

/// The habits of one column.
#[derive(Debug)]
pub(super) struct Habits {
    /// The source of most of its unknown cells: `?`, `-`, or nothing.
    pub(super) unknown: String,
    /// What most often stands between two amounts of one cell.
    pub(super) separator: String,
}

impl Default for Habits {
    fn default() -> Self {
        Self { unknown: String::new(), separator: ", ".to_owned() }
    }
}

impl Habits {
    /// Counts what the column with this index does.
    pub(super) fn of(
        document: &Document<'_>,
        listing: &Listing,
        index: usize,
        column: &ColumnConvention,
    ) -> Self {
        let mut unknown = Tally::default();
        let mut separators = Tally::default();
        for cell in listing.entries().iter().filter_map(|entry| listing.cell(entry, index)) {
            let text = document.cell_text(cell);
            let content = cell.content.of(document.source());
            if is_unknown(text.as_str()) && is_unknown(content) {
                unknown.add(content.to_owned());
            } else if let Some(context) = &column.quantities {
                let items = parse_quantities(text.as_str(), context).items;
                for pair in items.windows(2) {
                    let between = text.as_str().get(pair[0].span.end..pair[1].span.start);
                    separators.add(between.unwrap_or_default().to_owned());
                }
            }
        }
        let default = Self::default();
        Self {
            unknown: unknown.best().unwrap_or(default.unknown),
            separator: separators.best().unwrap_or(default.separator),
        }
    }
}

/// Counts texts; of several that are as frequent, the first one seen wins.
#[derive(Default)]
struct Tally {
    counts: HashMap<String, (usize, usize)>,
}

impl Tally {
    fn add(&mut self, text: String) {
        let seen = self.counts.len();
        self.counts.entry(text).or_insert((0, seen)).0 += 1;
    }

    fn best(self) -> Option<String> {
        let best =
            self.counts.into_iter().max_by_key(|(_, (count, seen))| (*count, std::cmp::Reverse(*seen)));
        best.map(|(text, _)| text)
    }
}
