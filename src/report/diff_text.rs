//! A diff for people in a terminal.

use std::fmt::Write as _;

use anstyle::AnsiColor;

use super::diff::section_name;
use super::terminal_style::Look;
use super::word_changes::word_changes;
use super::{counted, counted_entries};
use crate::compare::{CellDiff, Change, ColumnDiff, Diff, EntryDiff, ListingDiff};
use crate::text::shown;

/// Of a longer cell only the start is shown.
const LONGEST_CELL: usize = 200;

pub(super) fn render(diff: &Diff, names: [&str; 2], look: &Look) -> String {
    let mut text = String::new();
    if !diff.is_empty() {
        let _ = writeln!(text, "{}", look.bold(&format!("{} -> {}", shown(names[0]), shown(names[1]))));
    }
    for listing in &diff.listings {
        push_listing(&mut text, listing, look);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(diff));
    text
}

/// The counts in a sentence or two.
fn summary(diff: &Diff) -> String {
    let kinds = [
        (Change::Added, "added"),
        (Change::Removed, "removed"),
        (Change::Changed, "changed"),
        (Change::Moved, "moved"),
    ];
    let counts = kinds.map(|(change, word)| (diff.count(change), word));
    let mut counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let entries = counts.next().map(|(count, word)| {
        let first = format!("{} {word}", counted_entries(count));
        counts.fold(first, |text, (count, word)| format!("{text}, {count} {word}"))
    });
    let same = format!("{} the same", diff.unchanged);
    let entries = match entries {
        Some(entries) => format!("{entries}, {same}."),
        None if diff.is_empty() => format!("No entry differs: {same}."),
        None => format!("{same}."),
    };
    match (diff.prose_added, diff.prose_removed) {
        (0, 0) => entries,
        (added, removed) => {
            format!("{entries} Text around the lists: {} added, {removed} removed.", counted(added, "line"))
        }
    }
}

fn push_listing(text: &mut String, listing: &ListingDiff, look: &Look) {
    let section = section_name(&listing.section);
    let note = match listing.change {
        Change::Added => "  (new list)",
        Change::Removed => "  (list removed)",
        _ => "",
    };
    let _ = writeln!(text, "\n{}{note}", look.bold(&shown(&section)));
    for column in &listing.columns {
        push_column(text, column, look);
    }
    for entry in &listing.entries {
        push_entry(text, entry, look);
    }
}

fn push_column(text: &mut String, column: &ColumnDiff, look: &Look) {
    let name = |name: &Option<String>| name.as_deref().map(|name| shown(name).into_owned());
    let line = match (name(&column.old), name(&column.new)) {
        (Some(old), Some(new)) => look.paint_colour(AnsiColor::Yellow, &format!("~ column {old} -> {new}")),
        (None, Some(new)) => look.paint_colour(AnsiColor::Green, &format!("+ column {new}")),
        (Some(old), None) => look.paint_colour(AnsiColor::Red, &format!("- column {old}")),
        (None, None) => return,
    };
    let _ = writeln!(text, "  {line}");
}

fn push_entry(text: &mut String, entry: &EntryDiff, look: &Look) {
    let name = shown(&entry.name);
    let at = |line: Option<usize>| line.map_or_else(String::new, |line| format!("  line {line}"));
    let url = entry.url.as_deref().map_or_else(String::new, |url| format!("  {}", shown(url)));
    let line = match entry.change {
        Change::Added => {
            let head = look.paint_colour(AnsiColor::Green, &format!("+ {name}"));
            format!("{head}{url}{}", at(entry.new_line))
        }
        Change::Removed => {
            let head = look.paint_colour(AnsiColor::Red, &format!("- {name}"));
            format!("{head}{url}{}", at(entry.old_line))
        }
        Change::Changed => {
            let head = look.paint_colour(AnsiColor::Yellow, &format!("~ {}", renamed(entry)));
            format!("{head}{}{}", at(entry.new_line), movement(entry))
        }
        Change::Moved | Change::Unchanged => {
            let head = look.paint_colour(AnsiColor::Cyan, &format!("> {name}"));
            format!("{head}{}{}", at(entry.new_line), movement(entry))
        }
    };
    let _ = writeln!(text, "  {line}");
    if entry.change == Change::Changed {
        for cell in &entry.cells {
            push_cell(text, cell, look);
        }
    }
}

fn renamed(entry: &EntryDiff) -> String {
    match &entry.old_name {
        Some(old) => format!("{} -> {}", shown(old), shown(&entry.name)),
        None => shown(&entry.name).into_owned(),
    }
}

fn movement(entry: &EntryDiff) -> String {
    match (&entry.old_section, entry.old_line) {
        (Some(section), _) => format!("  (from {})", shown(&section_name(section))),
        (None, Some(line)) if entry.is_moved => format!("  (from line {line})"),
        _ => String::new(),
    }
}

fn push_cell(text: &mut String, cell: &CellDiff, look: &Look) {
    let column = if cell.column.is_empty() { "(past the last column)" } else { &cell.column };
    let column = shown(column);
    if let (Some(old), Some(new)) = (&cell.old, &cell.new)
        && let Some(changes) = word_changes(&one_line(old), &one_line(new), look)
    {
        let _ = writeln!(text, "      {column}: {changes}");
        return;
    }
    let old = cell.old.as_deref().map(|old| look.paint_colour(AnsiColor::Red, &shortened(old)));
    let new = cell.new.as_deref().map(|new| look.paint_colour(AnsiColor::Green, &shortened(new)));
    let blank = || "(blank)".to_owned();
    let _ = writeln!(text, "      {column}: {} -> {}", old.unwrap_or_else(blank), new.unwrap_or_else(blank));
}

fn one_line(cell: &str) -> String {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    shown(&cell).into_owned()
}

fn shortened(cell: &str) -> String {
    let cell = one_line(cell);
    match cell.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}
