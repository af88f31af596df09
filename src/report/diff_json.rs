//! A diff for programs. The shape is stable: keys may be added, none changes its meaning.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{Change, Diff, EntryDiff, ListingDiff};

/// What `relist diff --format json` prints; `relist schema diff` prints its JSON Schema.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonDiff<'a> {
    /// The version of this shape: 1.
    relist: u8,
    /// The name of the old document, as it was given.
    old: &'a str,
    /// The name of the new document, as it was given.
    new: &'a str,
    /// The listings that changed: those of the new document in its order, then those that are gone.
    listings: Vec<JsonListing<'a>>,
    /// How much changed.
    summary: JsonCounts,
}

/// What changed in one listing.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonListing<'a> {
    /// Its id in the new document, or in the old one where it is gone.
    id: &'a str,
    /// The headings above it, outermost first.
    section: &'a [String],
    change: JsonChange,
    columns: Vec<JsonColumn<'a>>,
    entries: Vec<JsonEntry<'a>>,
}

/// What became of a listing or an entry; `changed` wins over `moved`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum JsonChange {
    Added,
    Removed,
    Changed,
    Moved,
    Unchanged,
}

/// A column that is new (no `old`), gone (no `new`) or renamed.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonColumn<'a> {
    old: Option<&'a str>,
    new: Option<&'a str>,
}

/// An entry that changed.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonEntry<'a> {
    change: JsonChange,
    /// Its name without markup.
    name: &'a str,
    /// Where its name leads.
    url: Option<&'a str>,
    /// The name that it had, where that is another one.
    old_name: Option<&'a str>,
    /// The line, from 1, in the old document.
    old_line: Option<usize>,
    /// The line, from 1, in the new document.
    new_line: Option<usize>,
    /// Whether it stands elsewhere among its neighbours, or in another listing.
    moved: bool,
    /// The headings that it stood under, where they are others.
    old_section: Option<&'a [String]>,
    /// Of a new or removed entry all that it says, of another one what changed.
    cells: Vec<JsonCell<'a>>,
}

/// The source of a cell before and after; null where there was nothing.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonCell<'a> {
    /// The name of its column; empty for cells past the last one.
    column: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct JsonCounts {
    added: usize,
    removed: usize,
    changed: usize,
    moved: usize,
    unchanged: usize,
    /// Lines outside of listings that are new, blank ones left out.
    prose_lines_added: usize,
    /// Lines outside of listings that are gone, blank ones left out.
    prose_lines_removed: usize,
}

pub(super) fn render(diff: &Diff, names: [&str; 2]) -> String {
    let report = JsonDiff {
        relist: 1,
        old: names[0],
        new: names[1],
        listings: diff.listings.iter().map(listing).collect(),
        summary: JsonCounts {
            added: diff.count(Change::Added),
            removed: diff.count(Change::Removed),
            changed: diff.count(Change::Changed),
            moved: diff.count(Change::Moved),
            unchanged: diff.unchanged,
            prose_lines_added: diff.prose_added,
            prose_lines_removed: diff.prose_removed,
        },
    };
    super::pretty_json(&report)
}

fn listing(listing: &ListingDiff) -> JsonListing<'_> {
    let columns = listing.columns.iter();
    JsonListing {
        id: &listing.id,
        section: &listing.section,
        change: change(listing.change),
        columns: columns
            .map(|column| JsonColumn { old: column.old.as_deref(), new: column.new.as_deref() })
            .collect(),
        entries: listing.entries.iter().map(entry).collect(),
    }
}

fn entry(entry: &EntryDiff) -> JsonEntry<'_> {
    let cells = entry.cells.iter();
    JsonEntry {
        change: change(entry.change),
        name: &entry.name,
        url: entry.url.as_deref(),
        old_name: entry.old_name.as_deref(),
        old_line: entry.old_line,
        new_line: entry.new_line,
        moved: entry.is_moved,
        old_section: entry.old_section.as_deref(),
        cells: cells
            .map(|cell| JsonCell { column: &cell.column, old: cell.old.as_deref(), new: cell.new.as_deref() })
            .collect(),
    }
}

fn change(change: Change) -> JsonChange {
    match change {
        Change::Added => JsonChange::Added,
        Change::Removed => JsonChange::Removed,
        Change::Changed => JsonChange::Changed,
        Change::Moved => JsonChange::Moved,
        Change::Unchanged => JsonChange::Unchanged,
    }
}
