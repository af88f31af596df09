//! What a rule looks at, and how it is declared.

use super::cell::CellContext;
use super::context::Context;
use super::finding::Finding;
use super::pending_cells::PendingCells;
use super::rule::Stage;
use crate::value::LinkReport;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// One cell of one entry at a time.
    Cell(fn(&CellContext<'_>, &mut Vec<Finding>)),
    /// The same, and the whole document for what is not in a cell.
    CellAndDocument(fn(&CellContext<'_>, &mut Vec<Finding>), fn(&Context<'_>, &mut Vec<Finding>)),
    /// One cell at a time, of the columns that have settings.
    CellSettings(fn(&CellContext<'_>, &mut Vec<Finding>)),
    /// The whole document.
    Document(fn(&Context<'_>, &mut Vec<Finding>)),
    /// The whole document, compared with what the settings ask for.
    DocumentSettings(fn(&Context<'_>, &mut Vec<Finding>)),
    /// The whole document, compared with what a link checker found out about its addresses.
    LinkReport(fn(&Context<'_>, &LinkReport, &mut Vec<Finding>)),
    /// The padding and the pipes of tables, given what the cells will hold.
    Layout(fn(&Context<'_>, &PendingCells, &mut Vec<Finding>)),
    /// The order of entries.
    Order(fn(&Context<'_>, &mut Vec<Finding>)),
    /// The comments that silence other rules, once it is known what those find.
    Directives,
}

impl Check {
    pub(super) const fn stage(&self) -> Stage {
        match self {
            Self::Order(_) => Stage::Order,
            Self::Layout(_) => Stage::Layout,
            Self::Directives => Stage::Directives,
            _ => Stage::Content,
        }
    }

    /// Whether it finds nothing without settings.
    pub(super) const fn needs_settings(&self) -> bool {
        matches!(self, Self::CellSettings(_) | Self::DocumentSettings(_))
    }

    /// Whether it finds nothing without the report of a link checker.
    pub(super) const fn needs_link_report(&self) -> bool {
        matches!(self, Self::LinkReport(_))
    }
}

/// Declares a rule: its doc comment is its documentation, and the words after it are its name, how bad its findings
/// are, what its fixes are called, the least applicability of those (or `None`), and its check.
macro_rules! declare_rule {
    ($(#[doc = $line:literal])* $name:literal, $severity:ident, $nouns:expr, $fix:ident, $check:expr) => {
        $(#[doc = $line])*
        pub(super) static RULE: crate::rules::Rule = crate::rules::Rule {
            name: $name,
            severity: crate::rules::Severity::$severity,
            nouns: $nouns,
            fix: crate::rules::check::availability!($fix),
            needs_settings: CHECK.needs_settings(),
            needs_link_report: CHECK.needs_link_report(),
            documentation: concat!($($line, "\n"),*),
            stage: CHECK.stage(),
        };

        pub(super) const CHECK: crate::rules::check::Check = $check;
    };
}

/// `Safe`, `Unsafe` or `None`, as a declaration says it.
macro_rules! availability {
    (None) => {
        None
    };
    ($applicability:ident) => {
        Some(crate::rules::Applicability::$applicability)
    };
}
pub(super) use {availability, declare_rule};
