//! How wide a text looks, and how editors that align tables count it.

use unicode_width::UnicodeWidthStr;

/// What an editor that aligned a table counted as one column.
///
/// Prettier and most editors count terminal cells, so that a CJK ideograph is two wide; simpler scripts count
/// characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum WidthMeasure {
    /// Terminal cells (UAX #11): wide characters are two, combining marks none, and lam and alef two, though they are
    /// drawn as one: so count Prettier and terminals.
    #[default]
    Display,
    /// Unicode scalar values: every character is one.
    Characters,
}

impl WidthMeasure {
    /// The width of `text` in this measure.
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
    text.split_inclusive(is_lam).map(width_by_runs).sum()
}

/// Whether an alef would be drawn as one with this letter (Unicode's joining group Lam).
fn is_lam(letter: char) -> bool {
    matches!(letter, '\u{644}' | '\u{6b5}'..='\u{6b8}' | '\u{76a}' | '\u{8a6}' | '\u{8c7}')
}

/// ASCII is as wide as it is long, so that only the rest is looked up, each run of it with the character before, which a
/// combining sign may change.
fn width_by_runs(text: &str) -> usize {
    // What makes an emoji of a digit, or one of two, reaches over the ASCII in between.
    if memchr::memchr(0xef, text.as_bytes()).is_some() || text.contains('\u{200d}') {
        return text.width();
    }
    let (mut width, mut rest) = (0, text);
    while let Some(start) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let before = start.saturating_sub(1);
        let len = rest.as_bytes()[start..].iter().position(u8::is_ascii).unwrap_or(rest.len() - start);
        width += before + rest[before..start + len].width();
        rest = &rest[start + len..];
    }
    width + rest.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr as _;

    use super::{display_width, width_by_runs};

    #[test]
    fn lam_and_alef_are_two_wide() {
        assert_eq!(display_width("\u{633}\u{644}\u{627}\u{645}"), 4);
        assert_eq!(display_width("\u{644}\u{64e}\u{623} \u{6b5}\u{627}"), 5);
    }

    proptest! {
        #![proptest_config(crate::cases::cases(1_000))]

        #[test]
        fn runs_are_as_wide_as_the_text(
            text in "([ -~]|[0-9#*<=>]\\u{fe0f}?[\\u{20e3}\\u{338}]?|[\\u{a0}-\\u{2fff}]|\\u{200d}|\\u{1f3f4}|[\\u{1f1e6}-\\u{1f1ff}]|[\\u{1f300}-\\u{1faff}\\u{e0020}-\\u{e007f}]|\\PC){0,12}"
        ) {
            prop_assert_eq!(width_by_runs(&text), text.width());
        }
    }

    #[test]
    fn example_of_width_measure_of() {
        use crate::text::WidthMeasure;

        assert_eq!(WidthMeasure::Display.of("天鹰 (Aquila)"), 13);
        assert_eq!(WidthMeasure::Characters.of("天鹰 (Aquila)"), 11);
    }
}
