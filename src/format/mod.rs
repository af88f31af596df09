//! From a source to its formatted text: findings, their fixes as edits, and the proof that nothing was lost.

mod changes;
mod compose;
mod mend;
mod proof;
mod summary;
mod task;

use std::path::Path;

use thiserror::Error;

pub use proof::ProofError;
pub use summary::Summary;
pub use task::{Checked, Task};

use crate::config::Config;
use crate::document::Document;
use crate::rules::{Applicability, Finding, UnknownRule};
use crate::text::Edit;

/// What [`format()`] did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Formatted {
    /// The new text, or `None` where nothing strays.
    pub output: Option<String>,
    /// The edits that turn the source into it; all bytes outside of them are unchanged.
    pub edits: Vec<Edit>,
    /// What was found by the rules whose fixes were asked for, whether or not each could be mended.
    pub findings: Vec<Finding>,
    /// How many fixes of each rule were made.
    pub summary: Summary,
    /// The fixes that were left out, because GitHub would show another page with them.
    pub left_out: Vec<LeftOut>,
}

/// A fix that was proposed and not made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The line, from 1, of its finding.
    pub line: usize,
    /// The rule that proposed it.
    pub rule: &'static str,
    /// What would come of it.
    pub reason: String,
}

/// Why a text was not formatted.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// The settings name a rule that does not exist.
    #[error(transparent)]
    Rule(#[from] UnknownRule),
    /// The result would not mean the same as the source; nothing is changed.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

/// Brings `source` back to its own conventions, and proves the result before giving it out.
///
/// # Errors
///
/// [`FormatError`] where `config` names an unknown rule, or where the proof fails.
///
/// ```
/// use relist::config::Config;
/// use relist::format::format;
/// use relist::rules::Applicability;
///
/// let source = "\
/// | Model   | Released |
/// | ------- | -------- |
/// | Mistral | 09/23    |
/// | Qwen    | 08/23    |
/// | Llama 2 | 07/23    |
/// |Falcon|2023-05|
/// ";
/// let formatted = format(source, &Config::default(), Applicability::Safe)?;
/// assert!(formatted.output.unwrap().ends_with("| Falcon  | 05/23    |\n"));
/// # Ok::<(), relist::format::FormatError>(())
/// ```
pub fn format(source: &str, config: &Config, applicability: Applicability) -> Result<Formatted, FormatError> {
    format_in(None, source, config, applicability)
}

/// The same for a file in `folder`, from which its relative links start.
///
/// # Errors
///
/// As [`format()`].
pub fn format_in(
    folder: Option<&Path>,
    source: &str,
    config: &Config,
    applicability: Applicability,
) -> Result<Formatted, FormatError> {
    Task::new(source, config).in_folder(folder).format(applicability)
}

/// The edits of the fix of `finding`, as if it were the only one: a line that moves is a deletion and an insertion.
///
/// Empty where there is no fix.
#[must_use]
pub fn edits_of(document: &Document<'_>, finding: &Finding) -> Vec<Edit> {
    compose::edits(document, &[finding])
}
