//! What listings are sorted by.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::suggestion;

/// What a listing is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum OrderSetting {
    /// By these columns, the first one first; `-` in front means downwards.
    By(Vec<String>),
    /// `"keep"`: as it stands.
    Keep(Keep),
}

/// The word `keep`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// As it stands.
    Keep,
}

/// Read by hand: of a list or a word, derived code could only say that it is neither.
impl<'de> Deserialize<'de> for OrderSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrderVisitor)
    }
}

struct OrderVisitor;

impl<'de> Visitor<'de> for OrderVisitor {
    type Value = OrderSetting;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("\"keep\" or a list of columns such as [\"-Date\", \"Name\"]")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<OrderSetting, E> {
        if word == "keep" {
            return Ok(OrderSetting::Keep(Keep::Keep));
        }
        Err(E::custom(match suggestion(word, ["keep"]) {
            Some(meant) => format!(
                "`{word}` is not a valid order; did you mean {meant:?}? Columns go in a list such as [\"-Date\", \"Name\"]"
            ),
            None => format!("`{word}` is not a valid order; write [{word:?}] for a column, or \"keep\""),
        }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<OrderSetting, A::Error> {
        let mut columns = Vec::new();
        while let Some(column) = sequence.next_element()? {
            columns.push(column);
        }
        Ok(OrderSetting::By(columns))
    }
}
