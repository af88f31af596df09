//! Which answers of a server make a link dead, where a list asks for more than what is certain.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::value::LinkFailure;

/// Some ways in which an address fails: `403`, `5xx`, `timeout`, `other`.
///
/// ```
/// use relist::config::DeadStatus;
/// use relist::value::LinkFailure;
///
/// let servers: DeadStatus = "5xx".parse()?;
/// assert!(servers.covers(LinkFailure::Status(503)));
/// assert!(!servers.covers(LinkFailure::Timeout));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeadStatus(Failures);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failures {
    Status(u16),
    /// All statuses with this first digit.
    Class(u16),
    Timeout,
    Other,
}

impl DeadStatus {
    /// Whether an address that failed in this way is dead.
    #[must_use]
    pub fn covers(self, failure: LinkFailure) -> bool {
        match (self.0, failure) {
            (Failures::Status(own), LinkFailure::Status(status)) => own == status,
            (Failures::Class(own), LinkFailure::Status(status)) => own == status / 100,
            (Failures::Timeout, LinkFailure::Timeout) | (Failures::Other, LinkFailure::Other) => true,
            _ => false,
        }
    }
}

impl FromStr for DeadStatus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let status = || text.parse().ok().filter(|_| text.len() == 3 && text.starts_with(['4', '5']));
        match text {
            "timeout" => Ok(Self(Failures::Timeout)),
            "other" => Ok(Self(Failures::Other)),
            "4xx" => Ok(Self(Failures::Class(4))),
            "5xx" => Ok(Self(Failures::Class(5))),
            _ => status().map(|status| Self(Failures::Status(status))).ok_or_else(|| {
                format!("`{text}` is not an answer of a server; write `403`, `5xx`, `timeout` or `other`")
            }),
        }
    }
}

impl fmt::Display for DeadStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Failures::Status(status) => write!(formatter, "{status}"),
            Failures::Class(class) => write!(formatter, "{class}xx"),
            Failures::Timeout => formatter.write_str("timeout"),
            Failures::Other => formatter.write_str("other"),
        }
    }
}

impl TryFrom<String> for DeadStatus {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<DeadStatus> for String {
    fn from(status: DeadStatus) -> Self {
        status.to_string()
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for DeadStatus {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DeadStatus".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^(4[0-9][0-9]|5[0-9][0-9]|4xx|5xx|timeout|other)$" })
    }
}
