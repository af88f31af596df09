//! How findings and changes look in a terminal: their width and their colours.

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
