//! A diff as a "what's new" that can be pasted into release notes.

use std::fmt::Write as _;

use super::diff::section_name;
use crate::compare::{CellDiff, Change, Diff, EntryDiff, ListingDiff};
use crate::text::{is_unprintable, shown};

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
    let _ = writeln!(text, "### {}\n", escaped(&section_name(&listing.section)));
    let name = |name: &Option<String>| name.as_deref().map(escaped);
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
        let _ = writeln!(text, "- **Moved** {} here from {}.", linked(entry), escaped(&from));
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
    let is_name = |old: &str| entry.old_name.as_deref().is_some_and(|name| old.contains(name));
    if cell.old.as_deref().is_some_and(is_name) {
        return None;
    }
    let column = if cell.column.is_empty() { "hidden cells".to_owned() } else { escaped(&cell.column) };
    let is_short = |cell: &Option<String>| cell.as_deref().is_none_or(|cell| cell.chars().count() <= LONGEST);
    if !is_short(&cell.old) || !is_short(&cell.new) {
        return Some(format!("{column} rewritten"));
    }
    let shown = |cell: &Option<String>| cell.as_deref().map_or_else(|| "nothing".to_owned(), as_cell);
    Some(format!("{column} {} → {}", shown(&cell.old), shown(&cell.new)))
}

/// The markdown of a cell: as plain text where it is that, else as code, so that nothing in it takes effect here.
fn as_cell(cell: &str) -> String {
    let cell = one_line(cell);
    if escaped(&cell) == cell {
        return cell;
    }
    let fence = "`".repeat(longest_run(&cell, '`') + 1);
    let space = if cell.starts_with('`') || cell.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{cell}{space}{fence}")
}

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or_default() / sign.len_utf8()
}

fn linked(entry: &EntryDiff) -> String {
    let name = if entry.name.is_empty() { "(unnamed)".to_owned() } else { escaped(&entry.name) };
    match &entry.url {
        Some(url) => format!("[{name}]({})", destination(url)),
        None => name,
    }
}

/// An address as the destination of a link: what would end it, or be read as something else, is percent-encoded.
fn destination(url: &str) -> String {
    let mut written = String::with_capacity(url.len() + 2);
    for c in url.trim().chars() {
        match c {
            // A reference such as `&#10;` would be decoded.
            '&' => written.push_str("&amp;"),
            '<' | '>' | '[' | ']' | '\\' | '`' | '"' => {
                let _ = write!(written, "%{:02X}", u32::from(c));
            }
            c if c.is_whitespace() || is_unprintable(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(written, "%{byte:02X}");
                }
            }
            c => written.push(c),
        }
    }
    // Angle brackets hold parentheses, which would end a bare destination.
    if written.contains(['(', ')']) || written.is_empty() { format!("<{written}>") } else { written }
}

/// Plain text that markdown shows as it is, and that calls nobody: GitHub tells people where they are mentioned.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = one_line(text);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '@' if characters.peek().is_some_and(char::is_ascii_alphanumeric) => {
                escaped.push_str("@<!-- -->");
            }
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '#' => {
                escaped.extend(['\\', character]);
            }
            _ => escaped.push(character),
        }
    }
    // A bare address would become a link.
    escaped.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// `text` on one line, with nothing in it that a terminal would obey.
fn one_line(text: &str) -> String {
    shown(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_not_markup() {
        assert_eq!(escaped("<!-- a &lt;b> *c*\n# d"), "\\<!-- a &amp;lt;b\\> \\*c\\* \\# d");
        assert_eq!(escaped("see https://a.example"), "see https&#58;//a.example");
        assert_eq!(escaped("\u{1b}[31m"), "␛\\[31m");
        assert_eq!(escaped("by @somebody, @ home"), "by @<!-- -->somebody, @ home");
    }

    #[test]
    fn an_address_ends_where_it_should() {
        assert_eq!(destination("https://a.example/x)\n\n# b<!--"), "<https://a.example/x)%0A%0A#%20b%3C!-->");
        assert_eq!(destination("https://a.example/?b=c&#41;"), "https://a.example/?b=c&amp;#41;");
        assert_eq!(destination("https://a.example/a_(b)"), "<https://a.example/a_(b)>");
        assert_eq!(destination(""), "<>");
    }

    #[test]
    fn cells_are_code_unless_they_are_plain() {
        assert_eq!(as_cell("07/23"), "07/23");
        assert_eq!(as_cell("[a](b) ``c`` <d>"), "```[a](b) ``c`` <d>```");
        assert_eq!(as_cell("`a`"), "`` `a` ``");
    }
}
