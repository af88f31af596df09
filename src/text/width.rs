//! How wide a text looks, and how editors that align tables count it.

use unicode_width::UnicodeWidthStr;

/// What an editor that aligned a table counted as one column.
///
/// Prettier and most editors count terminal cells, so that a CJK ideograph is two wide; simpler scripts count
/// characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum WidthMeasure {
    /// Terminal cells (UAX #11): wide characters are two, combining marks none.
    #[default]
    Display,
    /// Unicode scalar values: every character is one.
    Characters,
}

impl WidthMeasure {
    /// The width of `text` in this measure.
    ///
    /// ```
    /// use relist::text::WidthMeasure;
    ///
    /// assert_eq!(WidthMeasure::Display.of("天鹰 (Aquila)"), 13);
    /// assert_eq!(WidthMeasure::Characters.of("天鹰 (Aquila)"), 11);
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> usize {
        match self {
            Self::Display => display_width(text),
            Self::Characters if text.is_ascii() => text.len(),
            Self::Characters => text.chars().count(),
        }
    }
}

/// How many terminal cells `text` takes up.
#[must_use]
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    plain_width(text).unwrap_or_else(|| text.width())
}

/// The width of a text in which no character looks otherwise beside others: Chinese and Japanese are read often, and
/// need no tables.
fn plain_width(text: &str) -> Option<usize> {
    let mut width = 0;
    for character in text.chars() {
        width += match character {
            ' '..='~' => 1,
            '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ff01}'..='\u{ff60}'
            | '\u{3001}'
            | '\u{3002}' => 2,
            _ => return None,
        };
    }
    Some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_as_wide_as_tables_have_them() {
        let mut plain = 0;
        for character in '\0'..=char::MAX {
            for text in [character.to_string(), format!("a{character}"), format!("{character}天b")] {
                if let Some(width) = plain_width(&text) {
                    assert_eq!(width, text.width(), "{text:?}");
                    plain += 1;
                }
            }
        }
        assert!(plain > 60_000);
        assert_eq!(plain_width("e\u{301}"), None);
    }
}
