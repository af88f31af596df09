//! Items of `[ ]` alone with a line of text below them. To the parser such a box is a task without words, and ends; to
//! GitHub it is text, which the line below goes on with.

use crate::text::Span;

/// Where such boxes stand in `text`.
pub(super) fn boxes(text: &str) -> impl Iterator<Item = Span> {
    let ends = memchr::memchr_iter(b']', text.as_bytes());
    ends.filter_map(|end| {
        let start = end.checked_sub(2)?;
        let is_box = matches!(text.as_bytes()[start..end], [b'[', b' ' | b'x' | b'X']);
        (is_box && is_alone(text, start, end + 1)).then(|| Span::new(start, end + 1))
    })
}

/// Whether an item's marker stands before, nothing behind, and a line of text below.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let behind = text[end..].trim_start_matches([' ', '\t']);
    let below = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\n', '\r']));
    let Some(below) = below else { return false };
    let before = text[..start].trim_end_matches([' ', '\t']);
    before.len() < start && before.ends_with(['-', '*', '+', '.', ')']) && goes_on(below)
}

/// Whether the first line of `below` goes on with a paragraph, and starts no item, quote, heading, code or HTML.
fn goes_on(below: &str) -> bool {
    let line = below.trim_start_matches([' ', '\t', '>']);
    let Some(first) = line.chars().next() else { return false };
    let behind = &line[first.len_utf8()..];
    match first {
        '\n' | '\r' | '#' | '`' | '~' | '<' => false,
        '-' | '*' | '+' => !behind.is_empty() && !behind.starts_with([' ', '\t', '\n', '\r', first]),
        '0'..='9' => !line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::boxes;

    #[test]
    fn boxes_without_words_go_on_below() {
        for (text, found) in [
            ("- [ ]\ntext", 1),
            ("* [x] \r\n  text", 1),
            ("- [ ] text\nmore", 0),
            ("- [ ]\n- [ ]\n", 0),
            ("- [ ]\n\ntext", 0),
            ("text [x]\nmore", 0),
        ] {
            assert_eq!(boxes(text).count(), found, "{text:?}");
        }
    }
}
