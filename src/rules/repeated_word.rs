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
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    each_end_of_short_word(bytes, |word| {
        let gap = bytes[word.end..].iter().take_while(|&&byte| is_blank(byte)).count();
        let again = word.end + gap;
        // Asked of every two words of a list, and nearly always answered by their first letters.
        if bytes.get(again).is_some_and(|first| first.eq_ignore_ascii_case(&bytes[word.start])) {
            let len = bytes[again..].iter().take_while(|&&byte| !is_blank(byte)).count();
            let word = word.of(text);
            if is_again(word, &text[again..again + len]) {
                found.push((word, Span::new(again - gap, again + word.len())));
            }
        }
    });
    found
}

/// Spaces and tabs are; control characters that are neither show nothing, and part words as well.
fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// Calls `found` with each word of up to four bytes that a blank ends, in order; none of [`WORDS`] is longer.
///
/// Words are too short for a search that is called for each, so that eight bytes are looked at together.
#[inline]
fn each_end_of_short_word(text: &[u8], mut found: impl FnMut(Span)) {
    // Where the last 64 bytes are blank, the eight of the chunk in the highest bits; before the text there is one.
    let mut blanks = 1_u64 << 63;
    let (chunks, rest) = text.as_chunks::<8>();
    let mut last = [b'.'; 8];
    last[..rest.len()].copy_from_slice(rest);
    for index in 0..=chunks.len() {
        let chunk = u64::from_le_bytes(*chunks.get(index).unwrap_or(&last));
        // Gathers the highest bits of all bytes in the highest byte.
        let new = (blanks_in(chunk) >> 7).wrapping_mul(0x0102_0408_1020_4080);
        blanks = (blanks >> 8) | (new & 0xff << 56);
        let after_two_or_three = blanks << 2 | blanks << 3;
        let after_short = after_two_or_three | after_two_or_three << 2;
        let mut ends = blanks & after_short & 0xff << 56;
        while ends != 0 {
            let end = ends.trailing_zeros();
            ends &= ends - 1;
            let before = blanks & ((1 << end) - 1);
            let len = end as usize - (before.ilog2() as usize + 1);
            let end = 8 * index + end as usize - 56;
            if len > 0 {
                found(Span::new(end - len, end));
            }
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
    use super::super::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};
    use crate::text::Span;

    proptest::proptest! {
        #![proptest_config(crate::cases::cases(1_000))]

        #[test]
        fn short_words_are_found_wherever_they_stand(text in "([a-c\u{a0}\u{2009}]{0,6}[ \t\u{8}!]{0,2}){0,30}") {
            let mut found = Vec::new();
            super::each_end_of_short_word(text.as_bytes(), |word| found.push(word));
            let mut end = 0;
            let words = text.split(|c| c <= ' ').map(|word| {
                end += word.len() + 1;
                Span::new(end - 1 - word.len(), end - 1)
            });
            let ended = words.filter(|word| word.end < text.len());
            let short: Vec<Span> = ended.filter(|word| (1..=4).contains(&word.len())).collect();
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
