//! `repeated-word`: a small word that stands twice in a row.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::config::ColumnKind;
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks in columns of text for a small English word that stands twice in a row: `the the`, `to to`.
    ///
    /// A second one with a capital is left alone, for it may start a name (`the The Web Conference`), and so is one with
    /// a hyphen after it (`in in-line images`).
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

/// Words that no English sentence has twice in a row; `that`, `had`, `is` and `on` may be (`what it is is slow`).
const WORDS: [&str; 15] =
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "or", "the", "this", "to", "with"];

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.column.kind != ColumnKind::Text {
        return;
    }
    for run in cell.context.document.cell_texts(cell.cell) {
        for (word, extra) in repetitions(cell.slice(run)) {
            let extra = extra.shifted(run.start);
            let title = fix_title::remove(cell.slice(extra));
            let fix = Fix::only_on_request(title, vec![Edit::deletion(extra)]);
            let message = format!("`{word}` stands twice in a row");
            let span = Span::new(extra.start - word.len(), extra.end);
            findings.push(Finding::new(&RULE, span, message).at(cell.place).with_fix(fix));
        }
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
    let words: Vec<Span> = words.filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).map(|pair| (pair[0].of(text), pair[0].end, pair[1]));
    let repeated = pairs.filter(|(first, _, second)| is_again(first, second.of(text)));
    repeated.map(|(first, end, second)| (first, Span::new(end, second.start + first.len()))).collect()
}

/// Whether `word` is `first` again, and one of [`WORDS`].
fn is_again(first: &str, word: &str) -> bool {
    // A comma or a full stop after the second ends it; a hyphen makes another word of it.
    let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
    WORDS.contains(&bare) && first.eq_ignore_ascii_case(bare)
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn words_that_stand_twice_are_found() {
        assert_eq!(lines_of_bad_fixture("repeated-word"), [5, 6, 6, 7, 7]);
        let mended = mended("repeated-word", Applicability::Unsafe);
        assert!(mended.contains("tuned on the dialogs of users"));
        assert!(mended.contains("A library to run shaders on a GPU"));
        assert!(mended.contains("easy to use in games, and with **teams**"));
    }
}
