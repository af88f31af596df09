//! How many parameters, tokens or samples a cell speaks of.

use serde::{Deserialize, Serialize};
use thiserror::Error;

mod amount;
mod context;
mod item;
mod list;
mod spelling;
#[cfg(test)]
mod tests;

pub use context::{QuantityContext, QuantityKind};
pub use list::{QuantityItem, QuantityList, parse_quantities};
pub(crate) use spelling::QuantitySpelling;

/// A whole number of things, as a list gives it.
///
/// Units are decimal (SI): K is 10³, M is 10⁶, B is 10⁹ and T is 10¹², so that `4K` is 4000 and not 4096; the value
/// is what is spelled. Serialized as an object with the names of the fields, or `{"infinite":true}`:
///
/// ```
/// use relist::value::Quantity;
///
/// let mixture = Quantity::Count { count: 7_000_000_000, times: Some(8) };
/// let json = serde_json::to_string(&mixture)?;
/// assert_eq!(json, r#"{"count":7000000000,"times":8}"#);
/// assert_eq!(serde_json::from_str::<Quantity>(&json)?, mixture);
/// assert!(serde_json::from_str::<Quantity>(r#"{"counts":7}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(try_from = "QuantityFields", into = "QuantityFields")]
pub enum Quantity {
    /// `7B`, or, with `times`, a mixture of experts such as `8x7B`.
    Count {
        /// How many, in units.
        count: u64,
        /// How many times that, from 1.
        times: Option<u32>,
    },
    /// `1B - 16B`; `min` is less than `max`.
    Range {
        /// The least, in units.
        min: u64,
        /// The most, in units.
        max: u64,
    },
    /// `2TB`.
    Bytes {
        /// How many bytes; KB, MB, GB, TB and PB are decimal, KiB and so on binary (IEC 80000-13).
        bytes: u64,
    },
    /// `infinity`, as the context of a recurrent network.
    Infinite,
}

impl Quantity {
    /// The most that the quantity comes to, for sorting.
    ///
    /// ```
    /// use relist::value::Quantity;
    ///
    /// let small = Quantity::Range { min: 1, max: 16_000_000_000 };
    /// let large = Quantity::Count { count: 7_000_000_000, times: Some(8) };
    /// assert!(small.magnitude() < large.magnitude());
    /// ```
    #[must_use]
    pub fn magnitude(&self) -> u128 {
        match *self {
            Self::Count { count, times } => u128::from(count) * u128::from(times.unwrap_or(1)),
            Self::Range { max: most, .. } | Self::Bytes { bytes: most } => u128::from(most),
            Self::Infinite => u128::MAX,
        }
    }
}

/// Why the fields of a serialized [`Quantity`] make none.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuantityError {
    /// The fields are not those of one kind of quantity.
    #[error(
        "a quantity is {{\"count\"}}, {{\"count\", \"times\"}}, {{\"min\", \"max\"}}, {{\"bytes\"}} or {{\"infinite\": true}}"
    )]
    Fields,
    /// A range that holds no second number.
    #[error("the `min` {min} of a range must be less than its `max` {max}")]
    EmptyRange {
        /// The lower end given.
        min: u64,
        /// The upper end given.
        max: u64,
    },
    /// A count taken zero times.
    #[error("`times` must be at least 1")]
    ZeroTimes,
}

/// The serialized form: an untagged enum would report every mistake as "did not match any variant".
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct QuantityFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    infinite: Option<bool>,
}

impl From<Quantity> for QuantityFields {
    fn from(quantity: Quantity) -> Self {
        let none = Self::default();
        match quantity {
            Quantity::Count { count, times } => Self { count: Some(count), times, ..none },
            Quantity::Range { min, max } => Self { min: Some(min), max: Some(max), ..none },
            Quantity::Bytes { bytes } => Self { bytes: Some(bytes), ..none },
            Quantity::Infinite => Self { infinite: Some(true), ..none },
        }
    }
}

impl TryFrom<QuantityFields> for Quantity {
    type Error = QuantityError;

    fn try_from(fields: QuantityFields) -> Result<Self, QuantityError> {
        match fields {
            QuantityFields { times: Some(0), .. } => Err(QuantityError::ZeroTimes),
            QuantityFields {
                count: Some(count),
                times,
                min: None,
                max: None,
                bytes: None,
                infinite: None,
            } => Ok(Self::Count { count, times }),
            QuantityFields {
                count: None,
                times: None,
                min: Some(min),
                max: Some(max),
                bytes: None,
                infinite: None,
            } => {
                if min < max {
                    Ok(Self::Range { min, max })
                } else {
                    Err(QuantityError::EmptyRange { min, max })
                }
            }
            QuantityFields {
                count: None,
                times: None,
                min: None,
                max: None,
                bytes: Some(bytes),
                infinite: None,
            } => Ok(Self::Bytes { bytes }),
            QuantityFields {
                count: None,
                times: None,
                min: None,
                max: None,
                bytes: None,
                infinite: Some(true),
            } => Ok(Self::Infinite),
            _ => Err(QuantityError::Fields),
        }
    }
}

/// Whether `text` says that a value is not known: nothing, `?`, a dash, `N/A`, `unknown`, `TBD` and the like.
#[must_use]
pub(crate) fn is_unknown(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["n/a", "n.a.", "na", "unknown", "tbd", "tba", "undisclosed", "not disclosed", "unspecified"];
    let text = text.trim();
    text.chars().all(|character| matches!(character, '?' | '？' | '-' | '–' | '—' | '−'))
        || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}
