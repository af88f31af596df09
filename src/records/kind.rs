//! What the listings of records are written as.

use serde::{Deserialize, Serialize};

use crate::document::ListingKind;

/// What a listing is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RecordKind {
    /// A GFM table.
    #[default]
    Table,
    /// A bullet list or a numbered one.
    Bullets,
    /// A table written in HTML; the `markdown` of its cells is what stands between their tags.
    Html,
}

impl RecordKind {
    /// Whether it is a table, in markdown or HTML.
    #[must_use]
    pub fn is_table(self) -> bool {
        self != Self::Bullets
    }

    /// What it is called in a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Table => "a table",
            Self::Bullets => "a bullet list",
            Self::Html => "a table in HTML",
        }
    }
}

impl From<ListingKind> for RecordKind {
    fn from(kind: ListingKind) -> Self {
        match kind {
            ListingKind::Table => Self::Table,
            ListingKind::Bullets => Self::Bullets,
            ListingKind::Html => Self::Html,
        }
    }
}
