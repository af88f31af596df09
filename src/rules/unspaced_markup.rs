//! `unspaced-markup`: a word that runs into a link or into bold text.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::{Finding, Fix};
use crate::config::ColumnKind;
use crate::document::LinkKind;
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks in columns of text for a word that touches the link or the bold text after it: `by[TII](…)`,
    /// `with**78k samples**`.
    ///
    /// Emphasis inside of a word (`**LO**w-**R**ank`, `re**form**`) is left alone, and so are footnotes (`word[1](…)`) and
    /// languages that are written without spaces.
    ///
    /// ## Why it matters
    ///
    /// It is shown as one word.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// Trained by[TII](https://www.tii.ae/)
    /// ```
    ///
    /// becomes `Trained by [TII](https://www.tii.ae/)`.
    ///
    /// ## The fix
    ///
    /// Unsafe: a space.
    "unspaced-markup", Warning, ("space", "spaces"), Unsafe, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.column.kind != ColumnKind::Text || !touches(cell.source()) {
        return;
    }
    let content = cell.cell.content;
    let mut starts: Vec<usize> = Vec::new();
    for link in cell.links().iter().filter(|link| content.contains(link.span)) {
        let is_written = matches!(link.kind, LinkKind::Inline | LinkKind::Reference);
        let is_word = link.text.starts_with(char::is_alphabetic) && link.text.chars().count() > 1;
        if is_written && is_word && after_letter(cell, link.span.start) {
            starts.push(link.span.start);
        }
    }
    starts.extend(bold_starts(cell).into_iter().filter(|&start| after_letter(cell, start)));
    starts.sort_unstable();
    for start in starts {
        let before = cell.slice(Span::new(content.start, start));
        let word =
            before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '\'').next().unwrap_or_default();
        let word = word.trim_start_matches('\'');
        let message = format!("`{word}` runs into what follows it; put a space between them");
        let fix = Fix::only_on_request("add a space", vec![Edit::insertion(start, " ")]);
        let span = Span::new(start - word.len(), start);
        findings.push(Finding::new(&RULE, span, message).at(cell.place).with_fix(fix));
    }
}

/// Whether there is a letter right before a bracket or two asterisks at all.
fn touches(source: &str) -> bool {
    let bytes = source.as_bytes();
    memchr::memchr2_iter(b'[', b'*', bytes).any(|at| {
        let is_markup = bytes[at] == b'[' || bytes.get(at + 1) == Some(&b'*');
        is_markup && at > 0 && bytes[at - 1].is_ascii_alphabetic()
    })
}

fn after_letter(cell: &CellContext<'_>, start: usize) -> bool {
    let before = cell.slice(Span::new(cell.cell.content.start, start));
    before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Where bold text starts that is not part of a word: it has a digit at its start, or more than one word.
fn bold_starts(cell: &CellContext<'_>) -> Vec<usize> {
    let source = cell.source();
    if memchr::memmem::find(source.as_bytes(), b"**").is_none()
        || memchr::memchr2(b'`', b'\\', source.as_bytes()).is_some()
        || source.contains("***")
    {
        return Vec::new();
    }
    let offset = cell.cell.content.start;
    let marks: Vec<usize> = source.match_indices("**").map(|(at, _)| at).collect();
    let mut addresses: Vec<Span> = cell.links().iter().filter_map(|link| link.url_span).collect();
    addresses.sort_unstable();
    let in_address = |at: usize| {
        let next = addresses.partition_point(|url| url.start <= at + offset);
        next.checked_sub(1).is_some_and(|index| at + offset < addresses[index].end)
    };
    let pairs = marks.chunks_exact(2).filter(|_| marks.len().is_multiple_of(2));
    let stands_alone = |pair: &&[usize]| {
        let (before, text) = (&source[..pair[0]], &source[pair[0] + 2..pair[1]]);
        let closes = !source[pair[1] + 2..].starts_with(|c: char| c.is_ascii_alphabetic());
        let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_phrase = text.trim() == text && text.contains(' ') && text.starts_with(char::is_alphanumeric);
        // `with**78k**`, but not the version in `ChatGLM**2**`.
        let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(char::is_uppercase);
        closes && (is_phrase || is_number) && !in_address(pair[0])
    };
    pairs.filter(stands_alone).map(|pair| pair[0] + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn words_that_run_into_markup_are_found() {
        assert_eq!(lines_of_bad_fixture("unspaced-markup"), [5, 6, 7, 7]);
        let mended = mended("unspaced-markup", Applicability::Unsafe);
        assert!(
            mended.contains("TII's [team](") && mended.contains("with **78k**") && mended.contains("or [Red")
        );
    }
}
