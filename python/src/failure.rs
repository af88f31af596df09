//! What goes wrong, as the one exception that Python sees.

use std::any::Any;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use relist::config::ConfigError;
use relist::format::FormatError;
use relist::records::{RecordsError, RenderError};
use relist::rules::UnknownRule;
use relist::toc::UpdateError;

pyo3::create_exception!(
    relist,
    RelistError,
    PyValueError,
    "What relist cannot do, with the line and column of the text or the settings, counted from 1, where they are known."
);

/// Why something is not done, in words of the library.
pub(crate) struct Failure {
    message: String,
    line: Option<usize>,
    column: Option<usize>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), line: None, column: None }
    }

    fn at(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    pub(crate) fn conflict_marker(line: usize) -> Self {
        Self::new(format!("line {line}: git left a conflict marker here; finish the merge first")).at(line)
    }

    pub(crate) fn panic(panic: &(dyn Any + Send)) -> Self {
        let message = panic.downcast_ref::<String>().map(String::as_str);
        let message = message.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
        Self::new(format!("this is a fault in relist, please report it: {message}"))
    }

    /// The records were read from another text than they are to be written into.
    pub(crate) fn outdated() -> Self {
        Self::new(
            "the list has changed since these records were read, and rendering them would undo that; read them again, \
             or pass `force=True`",
        )
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| {
            let error = RelistError::new_err(failure.message);
            let value = error.value(py);
            let set =
                value.setattr("line", failure.line).and_then(|()| value.setattr("column", failure.column));
            set.err().unwrap_or(error)
        })
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let failure = Self::new(format!("settings: {error}"));
        match error.position {
            Some(position) => Self { column: Some(position.column), ..failure.at(position.line) },
            None => failure,
        }
    }
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Self {
        let failure = Self::new(error.to_string());
        match error {
            FormatError::Proof(error) => failure.at(error.line),
            _ => failure,
        }
    }
}

impl From<UnknownRule> for Failure {
    fn from(error: UnknownRule) -> Self {
        Self::new(error.to_string())
    }
}

impl From<UpdateError> for Failure {
    fn from(error: UpdateError) -> Self {
        Self::new(error.to_string()).at(error.line)
    }
}

impl From<RecordsError> for Failure {
    /// Its place is one in the JSON between the two halves of the module, which nobody sees.
    fn from(error: RecordsError) -> Self {
        Self::new(format!("records: {}", error.message))
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::new(format!("records: {error}"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<std::string::FromUtf8Error> for Failure {
    fn from(error: std::string::FromUtf8Error) -> Self {
        Self::new(error.to_string())
    }
}
