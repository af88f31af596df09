//! Text from outside, made fit to be printed.
//!
//! File names, cells, settings and records may hold anything. Printed as they are, a control character moves the cursor or
//! sets the title of a terminal, a line break starts a line that a continuous-integration service takes for a command, and
//! an override of the reading direction shows another text than is there. All of them are shown by a sign in their place.

use std::borrow::Cow;

/// `text` on one line, with a visible sign for each character that is not to be sent to a terminal.
#[must_use]
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain || !text.chars().any(|c| c == '\t' || is_unprintable(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if c == '\t' { ' ' } else { stand_in(c) }).collect())
}

/// Whether nothing would be seen of `c`, or something else than what is there.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// What is printed for `c`; one column wide where `c` is unprintable.
pub(crate) fn stand_in(c: char) -> char {
    match c {
        // Unicode has a picture of each ASCII control character.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        c if is_unprintable(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_shown() {
        assert_eq!(crate::text::shown("a\u{1b}[31mb\tc\nd\u{202e}e"), "a␛[31mb c␊d�e");
    }
}
