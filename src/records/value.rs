//! The normalized value of a cell, as JSON.

use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::convention::CellValue;
use crate::value::{Date, Quantity};

/// What a cell says, normalized.
///
/// In JSON a date is an ISO 8601 string, amounts are always an array, a plain number is a number, and `null` is what
/// the list does not know (`?`, `-`, nothing). A text column's cells have no value at all.
///
/// ```
/// use relist::records::Value;
///
/// let sizes: Value = serde_json::from_str(r#"[{"count":7000000000}]"#)?;
/// assert_eq!(sizes.to_string(), r#"[{"count":7000000000}]"#);
/// assert_eq!(serde_json::from_str::<Value>("null")?, Value::Unknown);
/// assert_eq!(serde_json::from_str::<Value>(r#""2023-07""#)?.to_string(), r#""2023-07""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// The list says that it does not know.
    Unknown,
    /// A date.
    Date(Date),
    /// Amounts, in the order of the text; never empty.
    Quantities(Vec<Quantity>),
    /// A plain number.
    Number(f64),
}

impl Value {
    /// The value of what was read from a cell; none for text, and for what could not be read.
    pub(super) fn of(read: &CellValue) -> Option<Self> {
        match *read {
            CellValue::Text | CellValue::Unread => None,
            CellValue::Unknown => Some(Self::Unknown),
            CellValue::Date(date) => Some(Self::Date(date)),
            CellValue::Quantities(ref list) => Some(Self::Quantities(list.quantities().collect())),
            CellValue::Number(number) => Some(Self::Number(number)),
        }
    }
}

/// The integer that `number` is, if JSON readers keep it exactly.
pub(super) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    let integer = number as i64;
    (number.fract() == 0.0 && number.abs() < EXACT).then_some(integer)
}

/// Writes the value as JSON, which is how messages show it.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        formatter.write_str(&json)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_unit(),
            Self::Date(date) => date.serialize(serializer),
            Self::Quantities(quantities) => quantities.serialize(serializer),
            Self::Number(number) => match whole(*number) {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(*number),
            },
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a date, an array of quantities, a number or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Unknown)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        text.parse().map(Value::Date).map_err(E::custom)
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of lists are small")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of lists are small")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut quantities = Vec::new();
        while let Some(quantity) = items.next_element()? {
            quantities.push(quantity);
        }
        if quantities.is_empty() {
            return Err(de::Error::custom("an empty list of quantities: write null for what is not known"));
        }
        Ok(Value::Quantities(quantities))
    }
}
