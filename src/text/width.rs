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
    if text.is_ascii() { text.len() } else { text.width() }
}
