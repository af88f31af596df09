//! What stands between the parts of an item: separators, emoji, dates.

use crate::value::readings;

/// The separators in `text`: where each starts, white space before it included, and how long it is with that behind it.
pub(super) fn separators(text: &str) -> impl Iterator<Item = (usize, usize)> {
    const SIGNS: [char; 9] = ['-', '–', '—', ':', '：', '|', '·', '•', '~'];
    text.char_indices().filter(|(_, c)| SIGNS.contains(c) || matches!(c, ',' | '，')).filter_map(|(at, c)| {
        let before = &text[..at];
        if before.ends_with(SIGNS) {
            return None;
        }
        let start = before.trim_end().len();
        let signs = text[at..].len() - text[at..].trim_start_matches(SIGNS).len();
        let signs = signs.max(c.len_utf8());
        let after = &text[at + signs..];
        let space = after.len() - after.trim_start().len();
        let spaced_before = start < at;
        let is_separator = match c {
            '：' => true,
            ':' => space > 0 || after.is_empty(),
            ',' | '，' => start == 0 && (space > 0 || c == '，'),
            _ => (spaced_before || start == 0) && (space > 0 || after.is_empty() || start == 0 && c != '~'),
        };
        is_separator.then_some((start, at - start + signs + space))
    })
}

/// How many bytes at the start of `text` are signs and names of emoji (`:zap:`), and no words.
pub(super) fn signs(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != ':');
        let Some(after) = rest.strip_prefix(':') else { break };
        let name =
            after.find(|c: char| !c.is_ascii_alphanumeric() && !"_+-".contains(c)).unwrap_or(after.len());
        match after[name..].strip_prefix(':') {
            Some(next) if name > 0 => rest = next,
            _ => rest = after,
        }
    }
    text.len() - rest.len()
}

/// Whether `text` is a date, a year alone included.
pub(super) fn is_date(text: &str) -> bool {
    text.len() <= 24 && text.bytes().any(|byte| byte.is_ascii_digit()) && readings(text).next().is_some()
}

/// Whether `text` is a date with a month.
pub(super) fn is_full_date(text: &str) -> bool {
    is_date(text) && !text.bytes().all(|byte| byte.is_ascii_digit())
}
