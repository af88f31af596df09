//! `invisible-character`: no-break spaces, zero-width characters and the like, where they do harm.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::rule::Severity;
use crate::config::ColumnKind;
use crate::document::CellText;
use crate::text::{Edit, Span};
use crate::value::{has_invisible, invisible_name, is_needed_joiner, is_right_to_left, mojibake};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for characters that nobody sees in the names of entries, in headers, and in addresses: no-break spaces,
    /// zero-width spaces, byte order marks, soft hyphens, marks of direction; and for zero-width spaces and soft hyphens in
    /// descriptions.
    ///
    /// Only characters that stand there as such are meant, not `&nbsp;`. The joiners of emoji and of scripts that need
    /// them are left alone, and so are marks of direction beside right-to-left text. There is one finding a cell; where a
    /// quarter of all names have a character, that is a habit, and one note.
    ///
    /// ## Why it matters
    ///
    /// A name with a no-break space in it is not found by a search, is sorted to another place, and is a duplicate that
    /// nobody recognizes. An address with a zero-width space at its end leads nowhere.
    ///
    /// ## Example
    ///
    /// `| Data Science |`, where the space is U+00A0.
    ///
    /// ## The fix
    ///
    /// Unsafe, for the name's text changes: a no-break space becomes a space, and what has no width goes. None in
    /// addresses and headers.
    "invisible-character", Warning, ("invisible character", "invisible characters"), Unsafe, Check::CellAndDocument(check, check_document)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let source = cell.source();
    if source.is_ascii() || !has_invisible(source) {
        return;
    }
    let content = cell.cell.content;
    let mut addresses: Vec<Span> = cell.links().iter().filter_map(|link| link.url_span).collect();
    addresses.retain(|address| content.contains(*address));
    addresses.sort_unstable();
    for &address in addresses.iter().filter(|&&address| has_invisible(cell.slice(address))) {
        let found = invisible(cell.slice(address), |range| Some(range.shifted(address.start)));
        let mut merged = SharedFinding::new("address");
        for (place, _, name) in found {
            merged.add(place, None, || format!("there is a {name} in this address; remove it"));
        }
        findings.extend(merged.finding(Some(cell.place)));
    }
    let (what, is_meant): (_, fn(char) -> bool) = match cell.column.kind {
        ColumnKind::Name => ("name", |_| true),
        // Labels that are not counted or calculated with: `✘` is one in a column of yes and no.
        ColumnKind::Text | ColumnKind::Flag | ColumnKind::Version | ColumnKind::License => {
            ("text", |c| matches!(c, '\u{200b}' | '\u{feff}' | '\u{180e}' | '\u{ad}'))
        }
        _ => return,
    };
    if cell.text().is_empty() {
        return;
    }
    let name = NameCell::new(cell);
    let mut merged = SharedFinding::new(what);
    let mut misread: Option<Vec<Span>> = None;
    for (span, character, called) in invisible_in_text(cell.read_text()) {
        // `Ã­` with a soft hyphen was an `í`, which `mojibake` reports.
        let misread = misread.get_or_insert_with(|| {
            let runs = mojibake(cell.source()).runs;
            runs.into_iter().map(|run| run.span.shifted(cell.cell.content.start)).collect()
        });
        if misread.iter().any(|run| run.contains(span)) {
            continue;
        }
        let next = addresses.partition_point(|address| address.start <= span.start);
        let in_address = next.checked_sub(1).is_some_and(|index| addresses[index].contains(span));
        if !in_address && is_meant(character) {
            let edit = name.edit(span, character);
            merged.add(span, edit, || {
                let instead = if character.is_whitespace() { "write a space" } else { "remove it" };
                format!("there is a {called} in this {what}; {instead}")
            });
        }
    }
    findings.extend(merged.finding(Some(cell.place)));
}

/// One finding about all characters in one place.
struct SharedFinding<'w> {
    what: &'w str,
    count: usize,
    /// Where the first one is, and what there is to say where no other follows.
    first: Option<(Span, String)>,
    edits: Vec<Edit>,
}

impl<'w> SharedFinding<'w> {
    fn new(what: &'w str) -> Self {
        Self { what, count: 0, first: None, edits: Vec::new() }
    }

    fn add(&mut self, span: Span, edit: Option<Edit>, message: impl FnOnce() -> String) {
        self.count += 1;
        self.first.get_or_insert_with(|| (span, message()));
        match (self.edits.last_mut(), edit) {
            // A run of them is one edit.
            (Some(last), Some(edit)) if last.span.end == edit.span.start => {
                last.span.end = edit.span.end;
                last.replacement.push_str(&edit.replacement);
            }
            (_, edit) => self.edits.extend(edit),
        }
    }

    fn finding(self, place: Option<Place>) -> Option<Finding> {
        let (span, mut message) = self.first?;
        let mut title = "write spaces for them, or remove them";
        if self.count > 1 {
            message = format!("there are {} characters in this {} that nobody sees", self.count, self.what);
        } else if let [edit] = &*self.edits {
            title = if edit.replacement.is_empty() { "remove it" } else { "write a space" };
        }
        let finding = Finding { place, ..Finding::new(&RULE, span, message) };
        let fix = Fix::only_on_request(title, self.edits);
        Some(if fix.edits.is_empty() { finding } else { finding.with_fix(fix) })
    }
}

/// So many names have a character, and at least one in so many, where it is a habit.
const HABIT: usize = 5;
const HABIT_ONE_IN: usize = 4;

fn check_document(context: &Context<'_>, findings: &mut Vec<Finding>) {
    join_habits(context, findings);
    check_headers(context, findings);
}

/// Makes one note of the findings about a character that is used throughout.
fn join_habits(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    let listings = context.listings();
    let names = listings.flat_map(|(listing, convention)| {
        let column = convention.name_column();
        listing.entries().iter().filter_map(move |entry| listing.cell(entry, column))
    });
    let (mut total, mut uses) = (0, BTreeMap::<char, usize>::new());
    for name in names {
        total += 1;
        let name = name.content.of(source);
        if !name.is_ascii() {
            let found: BTreeSet<char> = name.chars().filter(|&c| invisible_name(c).is_some()).collect();
            for character in found {
                *uses.entry(character).or_default() += 1;
            }
        }
    }
    uses.retain(|_, count| *count >= HABIT && *count * HABIT_ONE_IN >= total);
    let mut told = BTreeSet::new();
    findings.retain_mut(|finding| {
        let character = finding.span.of(source).chars().next();
        let habit = character.filter(|c| *finding.rule == RULE && uses.contains_key(c));
        let Some(character) = habit else { return true };
        let called = invisible_name(character).unwrap_or_default();
        finding.message = format!("{} names have a {called}", uses[&character]);
        finding.severity = Severity::Information;
        finding.fix = None;
        told.insert(character)
    });
}

fn check_headers(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    for (index, listing) in context.document.listings().iter().enumerate() {
        for (column, cell) in listing.header.cells.iter().enumerate() {
            if cell.content.of(source).is_ascii() {
                continue;
            }
            let text = context.document.cell_text(cell);
            let found = invisible_in_text(text).filter(|_| !text.as_str().is_empty());
            let mut merged = SharedFinding::new("header");
            for (span, _, name) in found {
                merged.add(span, None, || {
                    format!("there is a {name} in this header; write a space or nothing")
                });
            }
            findings.extend(merged.finding(Some(Place {
                listing: index,
                entry: None,
                column: Some(column),
            })));
        }
    }
}

/// The invisible characters that stand in the source of a cell's text as such: place, character, name.
fn invisible_in_text(text: &CellText<'_>) -> impl Iterator<Item = (Span, char, &'static str)> {
    invisible(text.untrimmed(), |range| text.source_span(range.into()))
}

fn invisible(
    text: &str,
    place: impl Fn(Span) -> Option<Span>,
) -> impl Iterator<Item = (Span, char, &'static str)> {
    let mut previous = None;
    let right_to_left = is_right_to_left(text);
    text.char_indices().filter_map(move |(start, character)| {
        let end = start + character.len_utf8();
        let before = previous.replace(character);
        let name = invisible_name(character)?;
        let after = text[end..].chars().next();
        let is_needed = match character {
            '\u{200c}' | '\u{200d}' => is_needed_joiner(before, after),
            _ => right_to_left && name == "direction mark",
        };
        let span = place(Span::new(start, end)).filter(|_| !is_needed);
        span.map(|span| (span, character, name))
    })
}

/// A cell of names, and what is needed for each of its characters.
struct NameCell<'c, 'a> {
    cell: &'c CellContext<'a>,
    /// From the first to the last character that shows.
    shown: Span,
    /// Whether no code is in it, and no address that could begin or end elsewhere.
    may_change: bool,
}

impl<'c, 'a> NameCell<'c, 'a> {
    fn new(cell: &'c CellContext<'a>) -> Self {
        let source = cell.source();
        let is_blank = |c: char| c.is_whitespace() || invisible_name(c).is_some();
        let start = cell.cell.content.start + (source.len() - source.trim_start_matches(is_blank).len());
        let shown = Span::new(start, cell.cell.content.start + source.trim_end_matches(is_blank).len());
        let text = cell.read_text().untrimmed();
        let is_address = text.contains("://") || text.contains("www") || text.contains('@');
        Self { cell, shown, may_change: !is_address && !shown.is_empty() && !source.contains('`') }
    }

    /// What mends it, where it is safe to tell.
    fn edit(&self, span: Span, character: char) -> Option<Edit> {
        if !self.may_change {
            return None;
        }
        if character.is_whitespace() && self.shown.contains(span) {
            return Some(Edit::replacement(span, " "));
        }
        let removed = self.with_padding(span);
        if self.stands_alone(removed) {
            return None;
        }
        let before = self.before(removed).chars().next_back();
        let after = self.after(removed).chars().next();
        let ends_link = removed.start >= self.shown.end && matches!(before, Some(')' | ']'));
        (ends_link || !touches_markup(before, after)).then(|| Edit::deletion(removed))
    }

    /// Whether nothing else shows on its line: a blank one would set what is below apart.
    fn stands_alone(&self, span: Span) -> bool {
        let source = self.cell.context.document.source();
        let start = source[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let end = source[span.end..].find('\n').map_or(source.len(), |len| span.end + len);
        !source[start..end].contains(|c: char| c.is_ascii_graphic() || c.is_alphanumeric())
    }

    fn before(&self, span: Span) -> &'a str {
        self.cell.slice(Span::new(self.cell.cell.content.start, span.start))
    }

    fn after(&self, span: Span) -> &'a str {
        self.cell.slice(Span::new(span.end, self.cell.cell.content.end))
    }

    /// At the ends of a cell, spaces that were inside of it would become padding: they go, too.
    fn with_padding(&self, span: Span) -> Span {
        let (before, after) = (self.before(span), self.after(span));
        let trailing = before.len() - before.trim_end_matches(' ').len();
        let leading = after.len() - after.trim_start_matches(' ').len();
        Span::new(
            if span.start >= self.shown.end { span.start - trailing } else { span.start },
            if span.end <= self.shown.start { span.end + leading } else { span.end },
        )
    }
}

/// Whether a link, an escape or emphasis could start or end differently without the character between these two.
fn touches_markup(before: Option<char>, after: Option<char>) -> bool {
    let is_text = |c: char| c.is_alphanumeric() || c.is_whitespace() || invisible_name(c).is_some();
    let in_word = before.is_none_or(is_text) && after.is_none_or(|c| is_text(c) || c == ']');
    !in_word
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn what_nobody_sees_is_found() {
        assert_eq!(lines_of_bad_fixture("invisible-character"), [3, 5, 6, 7, 8, 9, 10, 10, 14, 21, 26]);
        let mended = mended("invisible-character", Applicability::Unsafe);
        assert!(
            mended.contains("| [Fira Code](") && mended.contains("| [Inter](") && mended.contains("| Hack |")
        );
    }
}
