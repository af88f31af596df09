//! Why data cannot be written into a list.

use thiserror::Error;

use crate::records::AddError;

/// Why data cannot be read, or one of its entries cannot be written.
#[derive(Debug, Error)]
#[error("{place}: {}{problem}", of_entry(entry.as_deref()))]
#[non_exhaustive]
pub struct DataError {
    /// Where, as `FILE:LINE`, or the file alone where no line can be told.
    pub place: String,
    /// The name of the entry, where it has one.
    pub entry: Option<String>,
    /// What is wrong.
    pub problem: DataProblem,
}

/// What is wrong with data.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DataProblem {
    /// The file is not of its format.
    #[error("{0}")]
    Syntax(String),
    /// A field that occurs twice in one entry.
    #[error("the field `{0}` is given twice")]
    Twice(String),
    /// Two fields that mean one column.
    #[error("the fields `{one}` and `{other}` mean the same column")]
    SameColumn {
        /// The first field.
        one: String,
        /// The other one.
        other: String,
    },
    /// A field of another type.
    #[error("the field `{0}` must be text, a number, true or false, or a list of those")]
    Type(String),
    /// An entry that is not a set of fields.
    #[error("an entry must be {0}")]
    NotAnEntry(&'static str),
    /// An object as `extract` writes it, which has no fields of its own to change.
    #[error(
        "the lines of `extract --format jsonl` are not changed one by one; write the file again with that command"
    )]
    Extracted,
    /// A file of JSON that is one entry.
    #[error("is one object, which cannot take more entries; make it an array")]
    OneObject,
    /// Items of a YAML sequence that cannot be changed one by one.
    #[error("the entries must each start with `- `")]
    Shape,
    /// A second entry of the same name and address.
    #[error("the same entry is at {0}")]
    Repeated(String),
    /// An entry of a listing that is not written from this data.
    #[error("it belongs to `{0}`, which does not name this data")]
    OtherListing(String),
    /// A cell whose links would be lost.
    #[error(
        "the cell `{0}` has links in its text, so the text cannot be changed alone; write it as markdown, with its links"
    )]
    Links(String),
    /// Other addresses than the cell has links.
    #[error("the cell `{column}` has {found}, so it cannot take {given}")]
    Addresses {
        /// The key of the column.
        column: String,
        /// How many links it has.
        found: String,
        /// How many addresses are given.
        given: String,
    },
    /// It cannot be written as a new entry.
    #[error("{0}")]
    Add(#[source] Box<AddError>),
}

impl From<AddError> for DataProblem {
    fn from(error: AddError) -> Self {
        Self::Add(Box::new(error))
    }
}

impl DataProblem {
    pub(in crate::records) fn at(self, place: &str) -> DataError {
        DataError { place: place.to_owned(), entry: None, problem: self }
    }
}

fn of_entry(name: Option<&str>) -> String {
    name.map(|name| format!("`{name}`: ")).unwrap_or_default()
}
