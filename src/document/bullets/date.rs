//! Dates in items: what is one, and where in a text one may stand.

use crate::value::readings;

/// A date that an item starts with ends within so many bytes.
const LONGEST_DATE: usize = 20;

/// Whether `text` is a date, a year alone included.
pub(super) fn is_date(text: &str) -> bool {
    text.len() <= 24 && text.bytes().any(|byte| byte.is_ascii_digit()) && readings(text).next().is_some()
}

/// Whether `text` is a date with a month.
pub(super) fn is_full_date(text: &str) -> bool {
    is_date(text) && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where a date may end that `text` starts with, the last first, and the character that follows.
pub(super) fn date_ends(text: &str) -> impl Iterator<Item = (usize, char)> {
    let longest = (LONGEST_DATE + 1..text.len()).find(|&end| text.is_char_boundary(end));
    let places = (0..longest.unwrap_or(text.len())).rev();
    places.filter_map(move |at| Some((at, end_at(text, at)?)).filter(|_| may_end_date(&text[..at])))
}

/// The character at byte `at`, where that may follow a date.
fn end_at(text: &str, at: usize) -> Option<char> {
    // Most bytes are those of words, and rejected without a look at characters.
    match text.as_bytes()[at] {
        b',' | b':' | b';' | b'\t'..=b'\r' | b' ' | 0x80.. => {}
        _ => return None,
    }
    let c = text.get(at..)?.chars().next()?;
    (matches!(c, ',' | ':' | ';' | '，' | '：' | '。') || c.is_whitespace()).then_some(c)
}

/// Whether the last word of `text` may be one of a date: a number, the name of a month, or a word without ASCII letters.
///
/// Dates are many, and it takes long to ask for each.
fn may_end_date(text: &str) -> bool {
    let text = text.trim_end().as_bytes();
    let letters = text.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match text.get(text.len() - letters..) {
        Some([]) => text.last().is_some_and(|last| !last.is_ascii_punctuation()),
        Some([first, ..]) => letters >= 3 && b"JFMASOND".contains(&first.to_ascii_uppercase()),
        None => false,
    }
}

/// Whether there is a digit where a date may be that the text starts with.
pub(super) fn has_early_digit(text: &[u8]) -> bool {
    match text.first_chunk::<LONGEST_DATE>() {
        // To look at all of them takes fewer steps than to stop at the first.
        Some(start) => start.iter().fold(false, |found, byte| found | byte.is_ascii_digit()),
        None => text.iter().any(u8::is_ascii_digit),
    }
}
