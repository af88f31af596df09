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
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    each_short_word(bytes, |word| {
        let gap = bytes[word.end..].iter().take_while(|&&byte| is_blank(byte)).count();
        let again = word.end + gap;
        let len = bytes[again..].iter().take_while(|&&byte| !is_blank(byte)).count();
        let word = word.of(text);
        if is_again(word, &text[again..again + len]) {
            found.push((word, Span::new(again - gap, again + word.len())));
        }
    });
    found
}

/// The bit by which the two cases of an ASCII letter differ.
const CASE: u8 = 0x20;

/// Spaces and tabs are; control characters that are neither show nothing, and part words as well.
fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// Calls `found` with each word of up to four bytes that a blank ends, in order, where what follows the blank is the
/// letter that it starts with, in any case, or another blank; none of [`WORDS`] is longer.
///
/// Words are too short for a search that is called for each, so that eight bytes are looked at together.
#[inline]
fn each_short_word(text: &[u8], mut found: impl FnMut(Span)) {
    let mut start = 0;
    let (chunks, rest) = text.as_chunks::<8>();
    let mut last = [b'.'; 8];
    last[..rest.len()].copy_from_slice(rest);
    for (index, chunk) in chunks.iter().chain([&last]).enumerate() {
        let mut blanks = blanks_in(u64::from_le_bytes(*chunk));
        while blanks != 0 {
            let end = 8 * index + blanks.trailing_zeros() as usize / 8;
            blanks &= blanks - 1;
            // Asked of every two words of a list, and nearly always answered by their first letters.
            if (1..=4).contains(&(end - start))
                && let (Some(first), Some(next)) = (text.get(start), text.get(end + 1))
                && (is_blank(*next) || (first ^ next) & !CASE == 0)
            {
                found(Span::new(start, end));
            }
            start = end + 1;
        }
    }
}

/// The highest bit of each byte of `chunk` that is blank.
fn blanks_in(chunk: u64) -> u64 {
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    const ABOVE: u64 = u64::from_ne_bytes([0x7f - b' '; 8]);
    // A byte above the space reaches the highest bit, or has it, and carries nothing over.
    !(((chunk & LOW) + ABOVE) | chunk | LOW)
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
    use crate::text::Span;

    proptest::proptest! {
        #![proptest_config(crate::cases::cases(1_000))]

        #[test]
        fn short_words_are_found_wherever_they_stand(text in "([a-c\u{a0}\u{2009}]{0,6}[ \t\u{8}!]{0,2}){0,30}") {
            let mut found = Vec::new();
            super::each_short_word(text.as_bytes(), |word| found.push(word));
            let mut end = 0;
            let words = text.split(|c| c <= ' ').map(|word| {
                end += word.len() + 1;
                Span::new(end - 1 - word.len(), end - 1)
            });
            let may_repeat = |word: &Span| {
                let next = text.as_bytes().get(word.end + 1);
                next.is_some_and(|&next| next <= b' ' || (next ^ text.as_bytes()[word.start]) & !super::CASE == 0)
            };
            let short = words.filter(|word| (1..=4).contains(&word.len()));
            let short: Vec<Span> = short.filter(may_repeat).collect();
            proptest::prop_assert_eq!(found, short);
        }
    }

    #[test]
    fn all_words_are_short() {
        assert!(super::WORDS.iter().all(|word| word.len() <= 4));
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
