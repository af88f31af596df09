//! Plain text as markdown that reads back as that text.

use std::fmt::Write as _;

/// Escapes `text` for one line of markdown: a heading, or a table's cell.
///
/// ```text
/// a*b_c → a\*b_c
/// ```
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let visible = text.len() - text.trim_start().len()..text.trim_end().len();
    // A run of `#` at the end of a heading would close it.
    let closing = text.trim_end().trim_end_matches('#').len();
    let mut before = None;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let at = text.len() - rest.as_str().len() - character.len_utf8();
        let after = rest.as_str().chars().next();
        let is_word = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
        let is_markup = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            '_' => !(is_word(before) && is_word(after)),
            '&' => after.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            '#' => at >= closing,
            _ => false,
        };
        // In an address that is linked as it stands, an escape would be a part of it.
        let starts_address = (character == ':' && rest.as_str().starts_with("//"))
            || (character == '.' && text[..at].ends_with("www"));
        // No reference stands for NUL; as itself it is kept.
        let is_lost = (character.is_control() && character != '\0')
            || (character.is_whitespace() && !visible.contains(&at));
        if is_lost {
            // Writing to a string does not fail.
            let _ = write!(escaped, "&#{};", u32::from(character));
        } else {
            if is_markup || (starts_address && needs_escape(rest.as_str())) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        before = Some(character);
    }
    escaped
}

/// How many characters of an address are looked at.
const LONGEST: usize = 2048;

/// Whether there is a sign to be escaped in the word that `text` starts with.
fn needs_escape(text: &str) -> bool {
    const SIGNS: [char; 11] = ['\\', '`', '*', '[', ']', '<', '~', '|', '_', '&', '#'];
    text.chars().take(LONGEST).take_while(|c| !c.is_whitespace()).any(|c| SIGNS.contains(&c))
}

/// A link's destination between `<` and `>`.
pub(super) fn destination(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len() + 2);
    escaped.push('<');
    for character in url.chars() {
        match character {
            '<' | '>' | '\\' | '&' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' | '\r' => escaped.push_str(if character == '\n' { "&#10;" } else { "&#13;" }),
            _ => escaped.push(character),
        }
    }
    escaped.push('>');
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;
    use crate::document::Document;

    #[test]
    fn a_heading_reads_back_as_its_text() {
        let texts = [
            "Models",
            "snake_case_ and *stars* and `code`",
            "C# and F #",
            "###",
            " padded\u{a0}",
            "[a](b) <i> ![c]",
            "http://a*",
            "by www.a.example/*b_ and https://c.example/d",
            "AT&T &amp; R&D",
            r"back\slash \* \",
            "1. ~one~ | two\ttabs",
            "line\nend",
            "_a_ __b__",
            "\0",
            "a\0b",
            "",
        ];
        for text in texts {
            let source = format!("# {}\n", escape(text));
            let document = Document::parse(&source);
            let [section] = document.sections() else { panic!("{source:?}") };
            assert_eq!(section.title, text, "{source:?}");
        }
    }

    #[test]
    fn plain_words_are_left_alone() {
        assert_eq!(
            escape("Large (open) models - R&D, 1.5x: a_b!"),
            "Large (open) models - R&D, 1.5x: a_b!".replace("R&D", r"R\&D")
        );
    }
}
