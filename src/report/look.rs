//! How text is made fit for a terminal: its width, its colours, and nothing in it that would move the cursor.

use std::borrow::Cow;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::rules::Severity;

/// Width and colours of what people read.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// How many columns a source line may take.
    pub width: usize,
    /// Whether to use colours.
    pub has_colour: bool,
}

/// 80 columns, without colours.
impl Default for Look {
    fn default() -> Self {
        Self { width: 80, has_colour: false }
    }
}

impl Look {
    pub(super) fn bold(&self, text: &str) -> String {
        self.paint(BOLD, text)
    }

    pub(super) fn paint_colour(&self, colour: AnsiColor, text: &str) -> String {
        self.paint(colour.on_default(), text)
    }

    fn paint(&self, style: Style, text: &str) -> String {
        let mut painted = String::with_capacity(text.len());
        self.push(&mut painted, style, |painted| painted.push_str(text));
        painted
    }

    /// Appends what `write` appends, in a style. There are many findings, and half a dozen styles to show one.
    pub(super) fn push(&self, printed: &mut String, style: Style, write: impl FnOnce(&mut String)) {
        // Writing to a string does not fail.
        if self.has_colour {
            let _ = write!(printed, "{style}");
        }
        write(printed);
        if self.has_colour {
            let _ = write!(printed, "{style:#}");
        }
    }
}

/// The style of places.
pub(super) const BOLD: Style = Style::new().bold();
/// The style of line numbers, and of what stands beside lines.
pub(super) const MARGIN: Style = AnsiColor::Blue.on_default().bold();
/// The style of what helps.
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();

/// The style of findings of this severity.
pub(super) const fn severity_style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Information => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// `text` with control characters and invisible ones that turn the reading direction replaced by `�`: a list must not
/// be able to write to the terminal of whoever checks it.
///
/// ```
/// assert_eq!(relist::report::clean("a\u{1b}[31mb\tc"), "a�[31mb c");
/// ```
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain || !text.chars().any(|c| c == '\t' || is_unprintable(c)) {
        return Cow::Borrowed(text);
    }
    let replaced = |c: char| match c {
        '\t' => ' ',
        c if is_unprintable(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    Cow::Owned(text.chars().map(replaced).collect())
}

/// Whether nothing would be seen of `c`, or something else than what stands there.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}
