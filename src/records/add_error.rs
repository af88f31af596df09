//! Why an entry cannot be added to a list.

use thiserror::Error;

use super::error::RenderError;
use crate::format::FormatError;

/// Why an entry is not added.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AddError {
    /// There is nothing to add it to.
    #[error("there is no list to add an entry to")]
    NoListing,
    /// Which listing is meant is not said.
    #[error("there are {} lists, so the section must be named: {}", ids.len(), some_of(ids))]
    Unclear {
        /// The ids of those that may be meant.
        ids: Vec<String>,
    },
    /// A section that is not there, or has no list.
    #[error("there is no list under `{section}`{}", did_you_mean(suggestion.as_deref()))]
    NoSection {
        /// What was asked for.
        section: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A listing that is not to be touched.
    #[error("a comment protects the list on line {line} from changes")]
    Protected {
        /// Where it starts.
        line: usize,
    },
    /// A field that the listing has no column for.
    #[error("`{listing}` has no column `{field}`; its columns are {}", columns.join(", "))]
    NoColumn {
        /// The listing.
        listing: String,
        /// The field.
        field: String,
        /// The keys of its columns.
        columns: Vec<String>,
    },
    /// Two fields that say the same.
    #[error("`{field}` is given twice")]
    Twice {
        /// The field.
        field: String,
    },
    /// An entry without a name.
    #[error("an entry needs a name: give `{key}`")]
    NoName {
        /// The key of the column of names.
        key: String,
    },
    /// A field that its column cannot hold.
    #[error("`{text}` is not {wanted}, which the column `{column}` holds")]
    Unread {
        /// The column.
        column: String,
        /// What was given.
        text: String,
        /// What its cells are.
        wanted: &'static str,
    },
    /// Several addresses, and a text that does not say which of its words each of them is for.
    #[error(
        "`{column}` has {count} addresses, and its text does not have as many parts: separate them by commas"
    )]
    Addresses {
        /// The column.
        column: String,
        /// How many addresses are given.
        count: usize,
    },
    /// A field that is neither text, a number nor an array of those.
    #[error("`{field}` must be text, a number, or an array of texts")]
    Type {
        /// The field.
        field: String,
    },
    /// The list has it already.
    #[error("`{name}` already exists on line {line}, {reason}")]
    Exists {
        /// The line of the entry.
        line: usize,
        /// Its name.
        name: String,
        /// What the two have in common.
        reason: &'static str,
    },
    /// Its name or its address would not be read as such.
    #[error("`{name}` cannot be written as a link of this list")]
    Unwritten {
        /// The name.
        name: String,
    },
    /// It cannot be written.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// It cannot be formatted.
    #[error(transparent)]
    Format(#[from] FormatError),
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default()
}

/// The first few, and how many more there are.
fn some_of(ids: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    match ids.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{}, and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}
