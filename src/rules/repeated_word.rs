//! `repeated-word`: a word that stands twice in a row.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::config::ColumnKind;
use crate::document::LinkKind;
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks in columns of text for an English word that stands twice in a row: `the the`, `library library`.
    ///
    /// A second one with a capital is left alone, as it may start a name (`the The Web Conference`), and so is one with a
    /// hyphen after it (`in in-line images`). Words that may well be twice in a sentence (`that that`, `very very`) are not
    /// reported.
    ///
    /// ## Why it matters
    ///
    /// It is a slip of the hand that every reader stumbles over and the eye of its writer does not see.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model  | Notes                   |
    /// | ------ | ----------------------- |
    /// | Alpaca | tuned on the the dialogs |
    /// ```
    ///
    /// becomes `tuned on the dialogs`.
    ///
    /// ## The fix
    ///
    /// Unsafe: one of the two goes.
    "repeated-word", Warning, ("word", "words"), Unsafe, Check::Cell(check)
}

/// Short words that no English sentence has twice in a row; `that`, `had`, `is` and `on` may be (`what it is is slow`).
const SHORT: [&str; 15] =
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "or", "the", "this", "to", "with"];

/// Longer words are reported, but for those that a sentence may well have twice.
const LONG: usize = 5;
const MAY_REPEAT: [&str; 9] =
    ["really", "never", "again", "quite", "there", "where", "which", "maybe", "please"];

/// So many in a cell are reported one by one, and the others together.
const MOST: usize = 20;

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.column.kind != ColumnKind::Text {
        return;
    }
    // What an image says instead of itself is not shown.
    let links = cell.context.document.cell_links(cell.cell).iter();
    let mut images = links.filter(|link| link.kind == LinkKind::Image).map(|link| link.span).peekable();
    let runs = cell.context.document.cell_texts(cell.cell).filter(|run| {
        while images.next_if(|image| image.end <= run.start).is_some() {}
        images.peek().is_none_or(|image| run.start < image.start)
    });
    let mut repeated = runs.flat_map(|run| {
        let found = repetitions(cell.slice(run)).into_iter();
        found.map(move |(word, extra)| (word, extra.shifted(run.start)))
    });
    for (word, extra) in repeated.by_ref().take(MOST) {
        let title = fix_title::remove(cell.slice(extra));
        let fix = Fix::only_on_request(title, vec![Edit::deletion(extra)]);
        let message = format!("`{word}` is here twice in a row");
        let span = Span::new(extra.start - word.len(), extra.end);
        findings.push(Finding::new(&RULE, span, message).at(cell.place).with_fix(fix));
    }
    let others: Vec<Edit> = repeated.map(|(_, extra)| Edit::deletion(extra)).collect();
    if let Some(first) = others.first() {
        let message = format!("{} more words of this cell are there twice in a row", others.len());
        let finding = Finding::new(&RULE, first.span, message).at(cell.place);
        findings.push(finding.with_fix(Fix::only_on_request("remove the second of each", others)));
    }
}

/// The words of `text` that are repeated, each with what is too much: the white space after the first and the second.
fn repetitions(text: &str) -> Vec<(&str, Span)> {
    let mut start = 0;
    // Control characters show nothing, and part words as white space does.
    let words = text.split(|c: char| c <= ' ').map(|word| {
        let span = Span::new(start, start + word.len());
        start = span.end + 1;
        span
    });
    let mut found = Vec::new();
    let mut before = Span::empty(0);
    for word in words.filter(|word| !word.is_empty()) {
        let first = before.of(text);
        if word.of(text).get(..first.len()).is_some_and(|start| start.eq_ignore_ascii_case(first)) {
            // A comma or a full stop after the second ends it; a hyphen makes another word of it.
            let second = word.of(text).trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
            if is_slip(first, second) {
                found.push((first, Span::new(before.end, word.start + second.len())));
            }
        }
        before = word;
    }
    found
}

/// Whether `second`, right after `first`, is that word again by mistake.
fn is_slip(first: &str, second: &str) -> bool {
    let is_long = || {
        let is_word = second.len() >= LONG && second.bytes().all(|byte| byte.is_ascii_lowercase());
        is_word && !MAY_REPEAT.contains(&second)
    };
    first.eq_ignore_ascii_case(second) && (SHORT.contains(&second) || is_long())
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{findings, lines_of_bad_fixture, mended};
    use super::MOST;
    use crate::config::Config;

    #[test]
    fn what_an_image_says_is_not_shown() {
        let item = |said: &str| format!("- [a](https://a.example) - {said}\n- [b](https://b.example) - x\n");
        let image = "![build build](https://b.example/b.svg)";
        for (said, found) in [
            (format!("Grows. {image}"), 0),
            (format!("{image} grows on on sand."), 0),
            (format!("{image} grows in in sand."), 1),
        ] {
            assert_eq!(findings("repeated-word", &item(&said), &Config::default()).len(), found, "{said}");
        }
    }

    #[test]
    fn many_in_a_cell_are_told_together() {
        let source = format!(
            "- [a](https://a.example) - {}\n- [b](https://b.example) - x\n",
            "the the at ".repeat(30)
        );
        let findings = findings("repeated-word", &source, &Config::default());
        assert_eq!(findings.len(), MOST + 1);
        let (_, last) = &findings[MOST];
        assert_eq!(last.message, "10 more words of this cell are there twice in a row");
        assert_eq!(last.fix.as_ref().unwrap().edits.len(), 10);
    }

    #[test]
    fn words_that_stand_twice_are_found() {
        assert_eq!(lines_of_bad_fixture("repeated-word"), [5, 6, 6, 7, 7, 8]);
        let mended = mended("repeated-word", Applicability::Unsafe);
        assert!(mended.contains("tuned on the dialogs of users"));
        assert!(mended.contains("A library to run shaders on a GPU"));
        assert!(mended.contains("easy to use in games, and with **teams**"));
    }
}
