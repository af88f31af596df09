//! `not-a-table`: what looks like a table and is shown as text.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use crate::document::Document;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for lines that were meant as a table and are none: a delimiter row with another number of cells than the
    /// header, with other signs than `-`, `:` and `|`, or without a header right above it; rows without a header and a
    /// delimiter row, such as those that a blank line or a comment has cut off from their table. Tables that `relist`
    /// cannot read with certainty are reported, too.
    ///
    /// Code, HTML and front matter are left alone.
    ///
    /// ## Why it matters
    ///
    /// GitHub shows a run of pipes and hyphens, and no tool sees the entries.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Name  | Language | Since |
    /// | ----- | -------- |
    /// | Redis | C        | 2009  |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: the message says what stands in the way.
    "not-a-table", Error, ("table", "tables"), None, Check::Document(check)
}

/// What to do about a delimiter row without a header.
const LONE_DELIMITER: &str =
    "this delimiter row makes no table; put a header with as many cells on the line right above it";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let document = context.document;
    for (index, listing) in document.listings().iter().enumerate() {
        if let Some(opaque) = listing.opaque {
            let span = document.lines().line_span(document.source(), opaque.line).trimmed(document.source());
            let message = format!(
                "this table cannot be read with certainty, for {}; it is kept as it stands",
                opaque.reason
            );
            let place = Place { listing: index, entry: None, column: None };
            findings.push(Finding::new(&RULE, span, message).at(place));
        }
    }
    let lines = Lines::of(document);
    let mut reported = 0;
    for &line in &lines.prose {
        if line < reported {
            continue;
        }
        if let Some((message, end)) = lines.verdict(line) {
            let first = document.lines().line_span(document.source(), line);
            let text = first.of(document.source());
            let start = first.start + (text.len() - text.trim_start().len());
            let span = Span::new(start, first.start + text.trim_end().len());
            findings.push(Finding::new(&RULE, span, message));
            reported = end;
        }
    }
}

/// The lines that hold text outside of listings, code and HTML, by number.
struct Lines<'a> {
    document: &'a Document<'a>,
    prose: BTreeSet<usize>,
    /// The last line that is known to follow rows that are code.
    below_code: Cell<usize>,
}

impl<'a> Lines<'a> {
    fn of(document: &'a Document<'a>) -> Self {
        let prose = document.prose_texts().map(|text| document.lines().line(text.start)).collect();
        Self { document, prose, below_code: Cell::new(usize::MAX - 1) }
    }

    /// A line of text without the signs of its container; nothing for any other line.
    fn text(&self, line: usize) -> &'a str {
        if !self.prose.contains(&line) {
            return "";
        }
        let source = self.document.source();
        self.document.lines().line_span(source, line).of(source).trim().trim_start_matches(['>', ' ', '\t'])
    }

    /// What is the matter with the lines from `line` on, if they were meant as a table, and the line after them.
    fn verdict(&self, line: usize) -> Option<(String, usize)> {
        let text = self.text(line);
        let under = Delimiter::read(self.text(line + 1));
        let message = if let Some(message) = self.item_as_delimiter(line) {
            message
        } else if Delimiter::read(text).is_some() {
            LONE_DELIMITER.to_owned()
        } else if let (Some(delimiter), true) = (under, text.contains('|')) {
            delimiter.under(cells(text))
        } else if is_row(text) && !self.is_below_code(line) {
            self.cut_off(line)
        } else {
            return None;
        };
        let mut end = line + 1;
        while self.text(end).contains('|') {
            end += 1;
        }
        Some((message, end))
    }

    /// `- | -` under the header on `line` starts a list on GitHub, which may itself be read as a listing.
    fn item_as_delimiter(&self, line: usize) -> Option<String> {
        let source = self.document.source();
        let header = Some(self.text(line)).filter(|header| header.contains('|'))?;
        let below = self.document.lines().line_span(source, line + 1).of(source);
        let below = below.trim().trim_start_matches(['>', ' ', '\t']);
        let is_item = below.starts_with("- ") || below.starts_with("-\t");
        let delimiter = Delimiter::read(below).filter(|_| is_item)?;
        (delimiter.cells == cells(header)).then(|| {
            "this is not a table, because `- ` starts a list below; start the delimiter row with a pipe"
                .to_owned()
        })
    }

    /// Whether the lines above are rows that GitHub shows as code, of which something is said already.
    fn is_below_code(&self, line: usize) -> bool {
        let source = self.document.source();
        let above = self.document.lines().line_span(source, line.saturating_sub(1)).of(source);
        let is_code = !self.document.code_rows().is_empty()
            && !self.prose.contains(&(line - 1))
            && above.contains('|')
            && above.starts_with([' ', '\t']);
        let is_below = is_code || self.below_code.get() + 1 == line;
        if is_below {
            self.below_code.set(line);
        }
        is_below
    }

    /// What to do about rows without a header.
    fn cut_off(&self, line: usize) -> String {
        let source = self.document.source();
        let above = self.document.lines().line_span(source, line - 1).of(source).trim();
        let ends_table = |line: usize| {
            let start = self.document.lines().line_span(source, line).start;
            let next = self.document.listings().partition_point(|listing| listing.span.start < start);
            next.checked_sub(1).is_some_and(|last| self.document.listings()[last].span.end == start)
        };
        let cut = match above {
            "" => Some("blank line"),
            "|" => Some("line with nothing but a pipe"),
            _ if above.starts_with("<!--") => Some("comment"),
            _ => None,
        };
        match cut.filter(|_| line > 1 && ends_table(line - 1)) {
            Some(cut) => format!("the {cut} above cuts these rows off from their table; remove it"),
            None => {
                "these rows belong to no table; put a delimiter row such as `| --- | --- |` under the first"
                    .to_owned()
            }
        }
    }
}

/// A line that was meant as a delimiter row.
struct Delimiter<'a> {
    cells: usize,
    /// The first sign of it that may not be there.
    stray: Option<&'a str>,
}

impl<'a> Delimiter<'a> {
    fn read(text: &'a str) -> Option<Self> {
        if !text.contains('|') {
            return None;
        }
        let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '−' | '－' | '─' | '━' | '‐' | '‑' | '=' | '_');
        let is_plain = text.chars().all(|c| {
            is_dash(c) || matches!(c, '|' | ':' | ' ' | '\t' | '：' | '｜' | '+' | '\u{a0}' | '\u{3000}')
        });
        let dashes = text.chars().filter(|&c| is_dash(c)).count();
        let cells = cells(text);
        if !(is_plain && dashes >= 2 && cells >= 1) {
            return None;
        }
        let stray = text.char_indices().find(|&(_, c)| !matches!(c, '-' | '|' | ':' | ' '));
        let stray = stray.map(|(at, c)| &text[at..at + c.len_utf8()]);
        Some(Self { cells, stray })
    }

    /// A delimiter row under a header.
    fn under(&self, header: usize) -> String {
        match self.stray {
            Some("\t") => "not every parser reads this as a table, for its delimiter row holds a tab; write spaces".to_owned(),
            Some(stray) => format!(
                "this is not a table, because its delimiter row holds {stray:?}; only `-`, `:`, `|` and spaces may stand there"
            ),
            None if self.cells != header => format!(
                "this is not a table, because its header has {header} cells and its delimiter row {}; make them equal",
                self.cells
            ),
            None => "not every parser reads this as a table; leave only cells such as `---`, `:---` or `:---:` in its \
                     delimiter row, and nothing behind it"
                .to_owned(),
        }
    }
}

/// How many cells a row has: its pipes, without those at its ends and those after a backslash.
fn cells(text: &str) -> usize {
    let inner = text.trim();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let bytes = inner.as_bytes();
    let divides = |&at: &usize| at == 0 || bytes[at - 1] != b'\\';
    let pipes = memchr::memchr_iter(b'|', bytes).filter(divides).count();
    let closed = inner.ends_with('|') && divides(&(inner.len() - 1));
    if inner.is_empty() { 0 } else { pipes + usize::from(!closed) }
}

/// Whether a line can hardly be anything but a row: fenced by pipes, with at least two cells.
fn is_row(text: &str) -> bool {
    text.starts_with('|') && text.ends_with('|') && !text.ends_with("\\|") && cells(text) >= 2
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, lines_of_bad_fixture};
    use crate::config::Config;

    #[test]
    fn tables_that_are_none_are_found() {
        assert_eq!(lines_of_bad_fixture("not-a-table"), [3, 7, 11, 16, 25, 31]);
    }
    #[test]
    fn a_delimiter_row_that_starts_a_list_is_told_at_the_header() {
        let listing = "[Ash](https://ash.example) | 12\n[Elm](https://elm.example) | 9\n";
        let rows = "| Ash | 12 |\n| Elm | 9 |\n";
        for source in [
            format!("Tree | Age\n- | -\n{listing}"),
            format!("| Tree | Age |\n- | - |\n{rows}"),
            format!("> Tree | Age\n> - | -\n{rows}"),
        ] {
            let found = findings("not-a-table", &source, &Config::default());
            let told = |(line, finding): &(usize, _)| (*line, message(finding).contains("starts a list"));
            assert_eq!(found.iter().map(told).next(), Some((1, true)), "{source}");
        }
        let other = findings("not-a-table", "Tree | Age\n- | - | -\n", &Config::default());
        assert!(other.iter().all(|(_, finding)| !message(finding).contains("starts a list")));
    }

    fn message(finding: &crate::rules::finding::Finding) -> &str {
        &finding.message
    }
}
