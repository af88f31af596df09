//! A diff as a "what's new" that can be pasted into release notes.

use std::fmt::Write as _;

use super::diff::section_name;
use crate::compare::{CellDiff, Change, Diff, EntryDiff, ListingDiff};

pub(super) fn render(diff: &Diff) -> String {
    let mut text = String::new();
    for listing in &diff.listings {
        push_listing(&mut text, listing);
    }
    if text.is_empty() {
        text.push_str("No entry differs.\n");
    }
    text
}

fn push_listing(text: &mut String, listing: &ListingDiff) {
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "### {}\n", one_line(&section_name(&listing.section)));
    let name = |name: &Option<String>| name.as_deref().map(one_line);
    for column in &listing.columns {
        let _ = match (name(&column.old), name(&column.new)) {
            (Some(old), Some(new)) => writeln!(text, "- The column {old} is now called {new}."),
            (None, Some(new)) => writeln!(text, "- New column: {new}."),
            (Some(old), None) => writeln!(text, "- The column {old} is gone."),
            (None, None) => Ok(()),
        };
    }
    for change in [Change::Added, Change::Changed, Change::Removed] {
        for entry in listing.entries.iter().filter(|entry| entry.change == change) {
            push_entry(text, entry);
        }
    }
    let moved = listing.entries.iter().filter(|entry| entry.change == Change::Moved);
    let (across, within): (Vec<_>, Vec<_>) = moved.partition(|entry| entry.old_section.is_some());
    for entry in across {
        let from = entry.old_section.as_deref().map(section_name).unwrap_or_default();
        let _ = writeln!(text, "- **Moved** {} here from {}.", linked(entry), one_line(&from));
    }
    if !within.is_empty() {
        let entries = if within.len() == 1 { "1 entry" } else { &format!("{} entries", within.len()) };
        let _ = writeln!(text, "- {entries} moved within the list.");
    }
}

fn push_entry(text: &mut String, entry: &EntryDiff) {
    let _ = match entry.change {
        Change::Added => writeln!(text, "- **Added** {}", linked(entry)),
        Change::Removed => writeln!(text, "- **Removed** {}", linked(entry)),
        _ => {
            let renamed = entry.old_name.as_deref().map(|old| format!(", formerly {}", escaped(old)));
            let cells: Vec<String> =
                entry.cells.iter().filter_map(|cell| changed_cell(entry, cell)).collect();
            let cells = if cells.is_empty() { String::new() } else { format!(": {}", cells.join("; ")) };
            writeln!(text, "- **Changed** {}{}{cells}", linked(entry), renamed.unwrap_or_default())
        }
    };
}

/// What became of a cell; short ones in full, of the others only that they changed.
fn changed_cell(entry: &EntryDiff, cell: &CellDiff) -> Option<String> {
    /// A longer cell would make the notes unreadable.
    const LONGEST: usize = 60;
    let blank = |cell: &Option<String>| cell.as_deref().map_or_else(|| "nothing".to_owned(), one_line);
    let (old, new) = (blank(&cell.old), blank(&cell.new));
    let is_name = entry.old_name.as_deref().is_some_and(|name| old.contains(name));
    if is_name {
        return None;
    }
    let column = if cell.column.is_empty() { "hidden cells".to_owned() } else { escaped(&cell.column) };
    let is_short = old.chars().count() <= LONGEST && new.chars().count() <= LONGEST;
    Some(if is_short { format!("{column} {old} → {new}") } else { format!("{column} rewritten") })
}

fn linked(entry: &EntryDiff) -> String {
    let name = if entry.name.is_empty() { "(unnamed)".to_owned() } else { escaped(&entry.name) };
    match &entry.url {
        // Angle brackets hold what would end a bare destination.
        Some(url) if url.contains([' ', '(', ')']) && !url.contains(['<', '>']) => {
            format!("[{name}](<{url}>)")
        }
        Some(url) => format!("[{name}]({url})"),
        None => name,
    }
}

/// Plain text that markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
