//! What a cell says, once its markup is gone; knows no markdown.
//!
//! A list spells one date as `05/23`, `2023-05` and `May 2023`, and one size as `7B`, `7 b` and, under `Params (B)`,
//! as `7`. This layer reads such text into values that can be compared ([`Date`], [`Quantity`]), and holds the
//! spellings as data ([`DateFormat`], `QuantitySpelling`), so that the layers above can learn which one a column
//! uses and write a stray value the same way. It gets plain text and gives back values and [`Edit`]s of that text;
//! where the text stands in a document is not its concern, which is why each reading is tested without one.
//!
//! [`Edit`]: crate::text::Edit

/// Serializes a type as the text that its [`Display`](std::fmt::Display) writes and its
/// [`FromStr`](std::str::FromStr) reads.
macro_rules! serde_as_text {
    ($type:ty) => {
        serde_as_text!($type, { "type": "string" });
    };
    ($type:ty, $schema:tt) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "cli")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

mod alphabet;
mod date;
mod date_format;
mod day;
mod icon;
mod invisible;
mod landing;
mod licence;
mod link;
mod link_report;
mod mojibake;
mod month;
mod names;
mod natural_key;
mod number;
mod percent;
mod quantity;
#[cfg(test)]
mod tests;

pub(crate) use alphabet::Alphabet;
pub use date::{Date, DateError, DatePrecision};
pub(crate) use date_format::readings;
pub use date_format::{DateFormat, DateFormatError};
pub(crate) use date_format::{candidates, looks_like_date};
pub(crate) use day::Day;
pub(crate) use icon::without_icons;
pub(crate) use invisible::{
    has_invisible, invisible_name, is_needed_joiner, is_right_to_left, is_zero_width,
};
pub(crate) use landing::Landing;
pub(crate) use licence::{is_file_format, is_licence};
pub use link::canonical;
pub(crate) use link::{RepairKind, UrlRepair, is_valid_url, repairs, same_place};
pub(crate) use link::{plain_host, split_scheme};
pub use link_report::{LinkFailure, LinkReport, LinkReportError};
pub(crate) use mojibake::{Mojibake, mojibake};
pub(crate) use month::MONTHS;
pub(crate) use names::{are_variants, comparable, differ_by_a_slip};
pub(crate) use natural_key::NaturalKey;
pub(crate) use number::{leading_number, measure, number};
pub(crate) use percent::percent_decoded;
pub use quantity::{
    Quantity, QuantityContext, QuantityError, QuantityItem, QuantityKind, QuantityList, parse_quantities,
};
pub(crate) use quantity::{QuantitySpelling, is_unknown};
