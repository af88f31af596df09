//! What a rule says of itself: its name, how bad its findings are, and what its fixes are worth.

use crate::config::Level;

/// A rule, as it declares itself.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The name by which it is selected, ignored and reported.
    pub name: &'static str,
    /// How bad its findings are, where the settings do not say otherwise.
    pub severity: Severity,
    /// What one of its fixes and several of them are called in a summary: `("date", "dates")`.
    pub nouns: (&'static str, &'static str),
    /// The applicability that its fixes have at least; `None` where it only reports.
    ///
    /// Formatting need not look for what it would not mend.
    pub fix: Option<Applicability>,
    /// Whether it does nothing until the settings ask for it.
    pub needs_settings: bool,
    /// Whether it does nothing without the report of a link checker.
    pub needs_link_report: bool,
    /// Its documentation, in markdown.
    pub documentation: &'static str,
    /// When it runs.
    pub(crate) stage: Stage,
}

/// A rule is what its name says.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; `check` succeeds.
    Information,
    /// It strays, or is probably a mistake.
    Warning,
    /// It is broken.
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Information | Level::Off => Self::Information,
        }
    }
}

/// Whether a fix may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// What a reader sees and where a link leads stay the same.
    Safe,
    /// It may change what is said; made only when asked for.
    Unsafe,
}

/// What a rule's fixes change: those that change a list most come first in a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The order of entries.
    Order,
    /// Padding and pipes.
    Layout,
    /// What entries, or the text around them, say.
    Content,
    /// The comments that silence other rules.
    Directives,
}
