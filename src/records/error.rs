//! Why records cannot be read, or cannot be written.

use std::fmt;

use thiserror::Error;

use super::value::Value;
use crate::config::suggestion;

/// Why a text is not a dataset; the message starts with line and column.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{line}:{column}: {message}")]
#[non_exhaustive]
pub struct RecordsError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl RecordsError {
    pub(super) fn new(error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = explain(message.strip_suffix(&place).unwrap_or(&message));
        // At the end of a text the reader counts columns from zero.
        Self { line: error.line().max(1), column: error.column().max(1), message }
    }
}

/// Adds a suggestion to the reader's `unknown field`.
fn explain(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let (Some(unknown), true) = (quoted.next(), message.starts_with("unknown field")) else {
        return message.to_owned();
    };
    match suggestion(unknown, quoted) {
        Some(meant) => format!("unknown field `{unknown}`; did you mean `{meant}`?"),
        None => message.to_owned(),
    }
}

/// Why records cannot be written as markdown; the message starts with the place in the records.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{}{problem}", lead(place))]
#[non_exhaustive]
pub struct RenderError {
    /// Where in the records.
    pub place: Box<RecordPlace>,
    /// What is wrong there.
    pub problem: Problem,
}

fn lead(place: &RecordPlace) -> String {
    if place.listing.is_some() { format!("{place}: ") } else { String::new() }
}

/// A place in a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordPlace {
    /// The listing: its index in the JSON, and its id.
    pub listing: Option<(usize, String)>,
    /// The entry, from 1.
    pub entry: Option<usize>,
    /// The key of the column.
    pub column: Option<String>,
}

impl RecordPlace {
    pub(super) fn listing(index: usize, id: &str) -> Self {
        Self { listing: Some((index, id.to_owned())), ..Self::default() }
    }

    /// The entry with this index.
    pub(super) fn entry(&self, index: usize) -> Self {
        Self { entry: Some(index + 1), ..self.clone() }
    }

    pub(super) fn column(&self, key: &str) -> Self {
        Self { column: Some(key.to_owned()), ..self.clone() }
    }

    pub(super) fn error(&self, problem: Problem) -> RenderError {
        RenderError { place: Box::new(self.clone()), problem }
    }
}

/// Writes `listings[0] (models), entry 3, column "size"`, or nothing for the dataset as a whole.
impl fmt::Display for RecordPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((index, id)) = &self.listing else { return Ok(()) };
        write!(formatter, "listings[{index}] ({id})")?;
        if let Some(entry) = self.entry {
            write!(formatter, ", entry {entry}")?;
        }
        if let Some(column) = &self.column {
            write!(formatter, ", column {column:?}")?;
        }
        Ok(())
    }
}

/// What is wrong with records that are to be written.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// A listing that the template lacks.
    #[error("the template has no such listing{}", did_you_mean(suggestion.as_deref()))]
    NoListing {
        /// The id that was probably meant.
        suggestion: Option<String>,
    },
    /// A listing that only the template has.
    #[error(
        "the template has the listing `{id}` (line {line}) and the records do not; listings cannot be removed"
    )]
    ListingRemoved {
        /// Its id.
        id: String,
        /// The line that it starts on.
        line: usize,
    },
    /// A listing whose rows are uncertain.
    #[error("the template's table is kept verbatim (line {line}: {reason}), so it takes no records")]
    Opaque {
        /// The line where the parser and the row splitter disagree.
        line: usize,
        /// What they disagree about.
        reason: &'static str,
    },
    /// An id or a key that was used before.
    #[error("this occurs twice")]
    Duplicate,
    /// A column that is not there.
    #[error("the {owner} has no such column{}", did_you_mean(suggestion.as_deref()))]
    NoColumn {
        /// `template` or `listing`.
        owner: &'static str,
        /// The key that was probably meant.
        suggestion: Option<String>,
    },
    /// A column that only the template has.
    #[error("the template has this column and `columns` does not; columns cannot be removed")]
    ColumnRemoved,
    /// A form that cannot be read.
    #[error("`form` cannot be read: {0}")]
    Form(String),
    /// An item of a bullet list, or a row of HTML, with excess cells.
    #[error("only a row of a markdown table has cells past the last column; leave `excess` empty")]
    Excess,
    /// A bullet list without items.
    #[error("a bullet list must have an entry; keep one")]
    NoEntries,
    /// A table in HTML with so few rows, or such cells, that it might be there for its looks.
    #[error(
        "the table would not be read as a list any more: it needs two rows, or three without a header, of text"
    )]
    NoList,
    /// A listing without columns.
    #[error("a table needs at least one column in `columns`")]
    NoColumns,
    /// A part of the records that only the template, or the rest of the records, decides.
    #[error("`{field}` is {asked} here and {read} in the markdown; {hint}")]
    Fixed {
        /// The JSON field.
        field: &'static str,
        /// What the records say.
        asked: String,
        /// What the markdown says.
        read: String,
        /// What to do.
        hint: &'static str,
    },
    /// A label that names no spelling.
    #[error("`format`: {0}")]
    Format(String),
    /// An entry without cells: a lone pipe ends a table.
    #[error("the entry has no cells, and a row needs one")]
    NoCells,
    /// A cell that says nothing.
    #[error("the cell is empty: give `markdown` or `value`")]
    NoContent,
    /// A source with a line end.
    #[error("`{0}` holds a line end, and a table row is one line; write `<br>`")]
    LineEnd(&'static str),
    /// A source with a pipe that would end the cell.
    #[error("`{0}` holds a bare `|`, which would end the cell; write `\\|`")]
    BarePipe(&'static str),
    /// A value that cannot be written.
    #[error("the value {value} cannot be spelled here: {reason}; change `markdown`")]
    Unspelled {
        /// The value.
        value: Value,
        /// Why not.
        reason: Unspelled,
    },
    /// A value and a source that say different things.
    #[error("`value` is {asked}, and `markdown` says {}; change one of them only", or_nothing(read.as_ref()))]
    Contradiction {
        /// What `value` is.
        asked: Value,
        /// What is read from `markdown`.
        read: Option<Value>,
    },
    /// A text, links or images that differ from the source.
    #[error("`{field}` is read from `markdown`, which says {read} and not {asked}; change `markdown` alone")]
    DerivedField {
        /// `text`, `links` or `images`.
        field: &'static str,
        /// What the records say.
        asked: String,
        /// What is read from the source.
        read: String,
    },
    /// What was asked for cannot be written so that it reads back the same.
    #[error("would not read back: {asked} would become {read}")]
    NotReadBack {
        /// What was asked for.
        asked: String,
        /// What would be read.
        read: String,
    },
    /// A listing would appear or vanish around those that are written.
    #[error("would not read back: a listing would appear or vanish")]
    Surroundings,
    /// GitHub would show more than the entries in another way.
    #[error("would show another page on GitHub: line {line} of the template: {reason}")]
    OtherPage {
        /// The line of the template, from 1.
        line: usize,
        /// What would show otherwise.
        reason: String,
    },
}

/// Why a value cannot be spelled.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unspelled {
    /// The column holds something else.
    #[error("the column holds {0}")]
    WrongKind(&'static str),
    /// The column's spelling shows more or less of a date, or nothing for such an amount.
    #[error("the column's spelling ({0}) has no place for it")]
    Spelling(String),
    /// The cell has links, and it is not clear which of them to keep.
    #[error("the cell has links")]
    Links,
    /// The cell has words or markup around its value.
    #[error("the cell has more in it than the value")]
    Mixed,
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"))
}

fn or_nothing(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing that is a value".to_owned(), ToString::to_string)
}
