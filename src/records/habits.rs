//! What the cells of a column do where nothing else tells: how they say "unknown", and what separates amounts.

use crate::convention::{ColumnConvention, Tally};
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
                unknown.add(content);
            } else if let Some(context) = &column.quantities {
                let items = parse_quantities(text.as_str(), context).items;
                for pair in items.windows(2) {
                    let between = text.as_str().get(pair[0].span.end..pair[1].span.start);
                    separators.add(between.unwrap_or_default());
                }
            }
        }
        let best = |tally: &Tally<&str>| tally.best().map(|(text, _)| (*text).to_owned());
        let default = Self::default();
        Self {
            unknown: best(&unknown).unwrap_or(default.unknown),
            separator: best(&separators).unwrap_or(default.separator),
        }
    }
}
