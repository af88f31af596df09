//! `repeated-word`: a small word that stands twice in a row.

use super::{CellContext, Check, Finding, Fix, declare_rule};
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
    "repeated-word", Warning, ("word", "words"), Check::Cell(check)
}

/// Words that no English sentence has twice in a row; `that`, `had`, `is` and `on` may be (`what it is is slow`).
const WORDS: [&str; 15] =
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "or", "the", "this", "to", "with"];

/// How long the longest of them is.
const LONGEST: usize = 4;

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.column.kind != ColumnKind::Text {
        return;
    }
    for run in cell.context.document.cell_texts(cell.cell) {
        for (word, extra) in repetitions(cell.slice(run)) {
            let fix = Fix::only_on_request(vec![Edit::deletion(extra.shifted(run.start))]);
            let message = format!("`{word}` stands twice in a row");
            let span = Span::new(extra.start - word.len(), extra.end).shifted(run.start);
            findings.push(Finding::new(&RULE, span, message).at(cell.place).with_fix(fix));
        }
    }
}

/// The words of `text` that are repeated, each with what is too much: the white space after the first and the second.
fn repetitions(text: &str) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    // The word before, or nothing where that is too long, and what it starts with.
    let mut before = Span::default();
    let mut before_starts = 0;
    let mut start = 0;
    each_blank(bytes, |end| {
        let word = Span::new(start, end);
        start = end + 1;
        if word.is_empty() {
            return;
        }
        // Asked of every two words of a list, and nearly always answered by their first letters.
        let starts = bytes[word.start].to_ascii_lowercase();
        if starts == before_starts && is_again(before.of(text), word.of(text)) {
            found.push((before.of(text), Span::new(before.end, word.start + before.len())));
        }
        (before, before_starts) = if word.len() <= LONGEST { (word, starts) } else { (Span::default(), 0) };
    });
    found
}

/// Calls `found` with the place of each blank and the end of the text, in order. Words are too short for a search that
/// is called for each: eight bytes are looked at together.
fn each_blank(text: &[u8], mut found: impl FnMut(usize)) {
    let (chunks, rest) = text.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let chunk = u64::from_le_bytes(*chunk);
        let mut blanks = bytes_equal(chunk, b' ') | bytes_equal(chunk, b'\t');
        while blanks != 0 {
            found(8 * index + blanks.trailing_zeros() as usize / 8);
            blanks &= blanks - 1;
        }
    }
    let start = text.len() - rest.len();
    let blanks = rest.iter().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b'\t'));
    blanks.for_each(|(index, _)| found(start + index));
    found(text.len());
}

/// The highest bit of each byte of `chunk` that is `byte`.
fn bytes_equal(chunk: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    let different = chunk ^ u64::from_ne_bytes([byte; 8]);
    // A byte below 0x80 that is not zero reaches the highest bit when 0x7f is added, and carries nothing over.
    !(((different & LOW) + LOW) | different | LOW)
}

/// Whether `word` is `first` again, and one of [`WORDS`].
fn is_again(first: &str, word: &str) -> bool {
    // A comma or a full stop after the second ends it; a hyphen makes another word of it.
    let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
    WORDS.contains(&bare) && first.eq_ignore_ascii_case(bare)
}

#[cfg(test)]
mod tests {
    use super::super::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn blanks_are_found_wherever_they_stand() {
        let texts = [
            "",
            " ",
            "\t",
            "seven c",
            "eight ch",
            " nine  ch\t",
            "a b c d e f g h i j",
            "\u{a0}é \u{2009}ü\u{20}x\u{8}y!",
        ];
        for text in texts {
            let mut found = Vec::new();
            super::each_blank(text.as_bytes(), |at| found.push(at));
            let blanks = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b'\t'));
            let expected: Vec<usize> = blanks.map(|(at, _)| at).chain([text.len()]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn words_that_stand_twice_are_found() {
        assert_eq!(lines_of_bad_fixture("repeated-word"), [5, 6, 6, 7, 7]);
        let mended = mended("repeated-word", Applicability::Unsafe);
        assert!(mended.contains("tuned on the dialogs of users"));
        assert!(mended.contains("A library to run shaders on a GPU"));
        assert!(mended.contains("easy to use in games, and with **teams**"));
    }
}
