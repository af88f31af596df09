//! Characters that nobody sees.

/// What an invisible character is called, or `None` for one that shows, the usual space included.
///
/// Variation selectors, the ideographic space and what takes up room of its own are not among them, nor are the joiners
/// that emoji and some scripts need where they need them (ask [`is_needed_joiner`]).
#[must_use]
pub(crate) fn invisible_name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{a0}' => "no-break space",
        '\u{202f}' => "narrow no-break space",
        '\u{2000}'..='\u{200a}' | '\u{205f}' => "typographic space",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{2060}' => "word joiner",
        '\u{feff}' => "byte order mark",
        '\u{180e}' => "vowel separator",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "direction mark"
        }
        _ => return None,
    })
}

/// Whether a text has a character that [`invisible_name`] names.
#[must_use]
pub(crate) fn has_invisible(text: &str) -> bool {
    // What the encoding of each of them starts with, the more frequent ones apart from the rest.
    let starts = |rest: &str| rest.chars().next().is_some_and(|first| invisible_name(first).is_some());
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|start| starts(&text[start..]))
        || memchr::memchr2_iter(0xd8, 0xe1, bytes).any(|start| starts(&text[start..]))
}

/// Whether an invisible character takes up no room and has no influence on what stands beside it.
#[must_use]
pub(crate) fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{180e}')
}

/// Whether a joiner between these two characters changes what is seen: between emoji, and in scripts whose letters join.
#[must_use]
pub(crate) fn is_needed_joiner(before: Option<char>, after: Option<char>) -> bool {
    [before, after].into_iter().flatten().any(|character| {
        let joins = matches!(character,
            '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{10ff}' | '\u{1780}'..='\u{18af}' | '\u{1a20}'..='\u{1aaf}'
            | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10a00}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}');
        let emoji = character > '\u{203b}' && !character.is_alphanumeric() && invisible_name(character).is_none();
        joins || emoji
    })
}

/// Whether a text holds letters that are written from right to left, so that direction marks have a use.
#[must_use]
pub(crate) fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

#[cfg(test)]
mod tests {
    use super::{has_invisible, invisible_name};

    #[test]
    fn each_invisible_character_is_found_in_a_text_and_no_other() {
        let mut buffer = [0; 4];
        for character in '\0'..=char::MAX {
            let found = has_invisible(character.encode_utf8(&mut buffer));
            assert_eq!(found, invisible_name(character).is_some(), "{character:?}");
        }
    }

    #[test]
    fn example_of_invisible_name() {
        use crate::value::invisible_name;

        assert_eq!(invisible_name('\u{200b}'), Some("zero-width space"));
        assert_eq!(invisible_name(' '), None);
    }
}
