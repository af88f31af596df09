//! What a rule reports, and the fix that it proposes.

use super::Rule;
use crate::text::{Edit, Span};

/// Something that strays from what the listing does, or from what is well-formed.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that reports it.
    pub rule: &'static Rule,
    /// The bytes that are meant.
    pub span: Span,
    /// One sentence: what is the matter.
    pub message: String,
    /// The entry that it is about.
    pub place: Place,
    /// The edits that mend it, if it can be mended.
    pub fix: Option<Fix>,
}

/// An entry, or a listing as a whole, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index of the listing in its document.
    pub listing: usize,
    /// Index of the entry in its listing; `None` for the listing as a whole.
    pub entry: Option<usize>,
    /// Index of the column.
    pub column: Option<usize>,
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace; sorted, and apart from each other.
    pub edits: Vec<Edit>,
    /// The line to move, for an entry that stands out of order.
    pub movement: Option<Movement>,
    /// Whether it may be made without asking.
    pub applicability: Applicability,
}

/// Take whole lines from one place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The lines.
    pub from: Span,
    /// The line start (or the end of the listing) that they belong before.
    pub to: usize,
    /// Where the entry stands among all of its listing afterwards; tells the order of several with one target.
    pub rank: usize,
}

/// Whether a fix may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// What a reader sees and where a link leads stay the same.
    Safe,
    /// It may change what is said; made only when asked for.
    Unsafe,
}

impl Fix {
    /// A fix that may be made without asking.
    #[must_use]
    pub fn safe(edits: Vec<Edit>) -> Self {
        Self { edits, movement: None, applicability: Applicability::Safe }
    }
}
