//! Why data is not brought up to date with its list.

use thiserror::Error;

use crate::records::{DataError, RegenerateError};

/// Why data is not brought up to date with its list.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CollectError {
    /// The data cannot be read, or its entries cannot be told.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Data(Vec<DataError>),
    /// The new data cannot be rendered.
    #[error(transparent)]
    Render(#[from] RegenerateError),
    /// Rendering the new data would change the list.
    #[error(
        "line {line} of the list says what this data cannot hold: rendering it would write the line in another way"
    )]
    Unfaithful {
        /// The first line that would be another, from 1.
        line: usize,
    },
}

impl From<DataError> for CollectError {
    fn from(error: DataError) -> Self {
        Self::Data(vec![error])
    }
}
