//! What a rule reports, and the fix that it proposes.

use std::borrow::Cow;

use super::rule::{Applicability, Rule, Severity};
use crate::document::LinkPlace;
use crate::text::{Edits, Span};

/// Something that strays from what the listing does, or from what is well-formed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that reports it.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The bytes that are meant.
    pub span: Span,
    /// One sentence: what is the matter.
    pub message: String,
    /// The listing, entry and column that it is about; `None` for what stands outside of listings.
    pub place: Option<Place>,
    /// Other places that belong to it, each with a few words: the first of two duplicates.
    pub related: Vec<(Span, String)>,
    /// The edits that mend it, if it can be mended.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding with the rule's own severity, no fix, and no other places.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { rule, severity: rule.severity, span, message, place: None, related: Vec::new(), fix: None }
    }

    /// The same finding, about this entry, column or listing.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding, with a fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same finding, as something that is worth knowing and no more.
    #[must_use]
    pub(crate) fn noted(mut self) -> Self {
        self.severity = Severity::Information;
        self
    }
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

impl From<LinkPlace> for Place {
    fn from(place: LinkPlace) -> Self {
        Self { listing: place.listing, entry: Some(place.entry), column: Some(place.column) }
    }
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What it does, in the imperative: ``write `7B` ``.
    pub title: Cow<'static, str>,
    /// What to replace; made whole or not at all.
    pub edits: Edits,
    /// The line to move, for an entry that stands out of order.
    pub movement: Option<Movement>,
    /// Where lists are written anew, so that entries come, go and move within them.
    pub renewed_lists: Option<Span>,
    /// The links by reference whose definition is rewritten, so that they lead elsewhere.
    pub references: Vec<Span>,
    /// Whether it may be made without asking.
    pub applicability: Applicability,
}

impl Fix {
    /// A fix that may change what is said.
    #[must_use]
    pub fn only_on_request(title: impl Into<Cow<'static, str>>, edits: impl Into<Edits>) -> Self {
        Self::new(title, edits, Applicability::Unsafe)
    }

    /// A fix that may be made without asking.
    #[must_use]
    pub fn safe(title: impl Into<Cow<'static, str>>, edits: impl Into<Edits>) -> Self {
        Self::new(title, edits, Applicability::Safe)
    }

    pub(super) fn new(
        title: impl Into<Cow<'static, str>>,
        edits: impl Into<Edits>,
        applicability: Applicability,
    ) -> Self {
        let (title, edits) = (title.into(), edits.into());
        Self { title, edits, movement: None, renewed_lists: None, references: Vec::new(), applicability }
    }

    /// A fix that moves whole lines.
    pub(super) fn moving(movement: Movement) -> Self {
        Self { movement: Some(movement), ..Self::safe("move it there", Edits::default()) }
    }
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
