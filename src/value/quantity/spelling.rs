//! How a column spells its quantities.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use thiserror::Error;

use super::amount::{LETTERS, Unit, UnitSpelling};
use super::item::ReadQuantity;
use super::{Quantity, QuantityContext, QuantityKind, parse_quantities};
use crate::text::{Edit, Span, apply};

/// How a unit is set behind its number, named by what seven billion look like: `7B`, `7b`, `7 B` or `7 b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuantitySpelling {
    /// `7B` and not `7b`.
    pub uppercase: bool,
    /// `7 B` and not `7B`.
    pub space: bool,
}

/// A label that names no spelling of quantities.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a spelling of sizes: write \"7B\", \"7b\", \"7 B\" or \"7 b\"")]
pub struct QuantitySpellingError(String);

impl QuantitySpelling {
    /// The spelling that the text of one item shows; `None` where it shows none: a bare number, a unit in words.
    #[must_use]
    pub fn of(item: &str) -> Option<Self> {
        let (number_end, _, span) = spelled_units(item).next()?;
        let uppercase = span.of(item).starts_with(|letter: char| letter.is_ascii_uppercase());
        Some(Self { uppercase, space: span.start > number_end })
    }

    /// The same amount with its units in this spelling; `None` where they are already, or where it shows none.
    ///
    /// The digits are not touched.
    #[must_use]
    pub fn respell(self, item: &str) -> Option<String> {
        let edits: Vec<Edit> = spelled_units(item)
            .map(|(number_end, unit, span)| {
                let old = span.of(item);
                let new =
                    if unit.spelling == UnitSpelling::BinaryBytes { old.to_owned() } else { self.cased(old) };
                Edit::replacement(Span::new(number_end, span.end), format!("{}{new}", self.gap()))
            })
            .filter(|edit| !edit.is_noop(item))
            .collect();
        if edits.is_empty() { None } else { apply(item, &edits).ok() }
    }

    /// Spells `quantity` as a number of the header's unit where there is one; `None` where nothing that is
    /// read back as the same value can be written.
    #[must_use]
    pub fn spell(self, quantity: &Quantity, context: &QuantityContext) -> Option<String> {
        let text = match *quantity {
            Quantity::Count { count, times: None } => self.count(count, context),
            Quantity::Count { count, times: Some(times) } => {
                // A product needs a unit even where plain numbers are the rule, or would read better.
                let count = context.scale.map_or_else(|| self.in_units(count), |scale| decimal(count, scale));
                format!("{times}x{count}")
            }
            Quantity::Range { min, max } => {
                let text = format!("{} - {}", self.count(min, context), self.count(max, context));
                // Where one end has a unit, it may count for the other, too: `10 - 20M`.
                return spells(&text, quantity, context).then_some(text).or_else(|| {
                    Some(format!("{min} - {max}")).filter(|text| spells(text, quantity, context))
                });
            }
            Quantity::Bytes { bytes } => self.bytes(bytes),
            Quantity::Infinite => "infinity".to_owned(),
        };
        spells(&text, quantity, context).then_some(text)
    }

    fn count(self, count: u64, context: &QuantityContext) -> String {
        if let Some(scale) = context.scale {
            return decimal(count, scale);
        }
        let unit = LETTERS.iter().find(|(_, multiplier)| *multiplier <= count);
        let Some((letter, multiplier)) = unit.filter(|_| context.kind != QuantityKind::Number) else {
            return count.to_string();
        };
        let number = decimal(count, *multiplier);
        // 1.5B reads better than 1500000000, and 2048 better than 2.048K.
        let longest = if *letter == 'K' { 1 } else { 3 };
        if decimals(&number) > longest { count.to_string() } else { self.lettered(&number, *letter) }
    }

    /// In the greatest unit that leaves three decimals at most, which the smallest does.
    fn in_units(self, count: u64) -> String {
        let mut numbers = LETTERS.iter().map(|(letter, multiplier)| (decimal(count, *multiplier), *letter));
        let found = numbers.find(|(number, _)| !number.starts_with('0') && decimals(number) <= 3);
        let (number, letter) = found.unwrap_or_else(|| (decimal(count, 1_000), 'K'));
        self.lettered(&number, letter)
    }

    fn lettered(self, number: &str, letter: char) -> String {
        self.with_unit(number, letter.encode_utf8(&mut [0]))
    }

    fn bytes(self, bytes: u64) -> String {
        const UNITS: [(&str, u64); 5] = [
            ("PB", 1_000_000_000_000_000),
            ("TB", 1_000_000_000_000),
            ("GB", 1_000_000_000),
            ("MB", 1_000_000),
            ("KB", 1_000),
        ];
        let (name, multiplier) = UNITS.into_iter().find(|(_, unit)| *unit <= bytes).unwrap_or(("KB", 1_000));
        self.with_unit(&decimal(bytes, multiplier), name)
    }

    fn with_unit(self, number: &str, unit: &str) -> String {
        format!("{number}{}{}", self.gap(), self.cased(unit))
    }

    fn gap(self) -> &'static str {
        if self.space { " " } else { "" }
    }

    fn cased(self, unit: &str) -> String {
        if self.uppercase { unit.to_ascii_uppercase() } else { unit.to_ascii_lowercase() }
    }
}

/// The units of an item that are letters: the end of the number before each, the unit, and where it stands.
fn spelled_units(item: &str) -> impl Iterator<Item = (usize, Unit, Span)> {
    let read =
        ReadQuantity::read(item, 0, &QuantityContext::default()).filter(|read| read.span.end == item.len());
    let amounts = read.map_or([None, None], |read| read.amounts).into_iter().flatten();
    let units = amounts.filter_map(|amount| amount.unit.map(|(unit, span)| (amount.number_end, unit, span)));
    units.filter(|(_, unit, _)| unit.spelling != UnitSpelling::Word)
}

/// Whether `text` is `quantity` and nothing else.
fn spells(text: &str, quantity: &Quantity, context: &QuantityContext) -> bool {
    match parse_quantities(text, context).items.as_slice() {
        [item] => item.quantity == *quantity && item.note.is_none() && item.span.len() == text.len(),
        _ => false,
    }
}

/// `value` / `unit` in decimal digits; exact where `unit` is a power of ten.
fn decimal(value: u64, unit: u64) -> String {
    let Some(rest) = value.checked_rem(unit) else { return value.to_string() };
    let mut text = (value / unit).to_string();
    if rest > 0 {
        let width = unit.ilog10() as usize;
        // Writing to a string does not fail.
        let _ = write!(text, ".{rest:0width$}");
        text.truncate(text.trim_end_matches('0').len());
    }
    text
}

/// How many digits stand behind the point.
fn decimals(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Writes the label.
impl fmt::Display for QuantitySpelling {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.with_unit("7", "B"))
    }
}

/// Reads a label.
impl FromStr for QuantitySpelling {
    type Err = QuantitySpellingError;

    fn from_str(label: &str) -> Result<Self, QuantitySpellingError> {
        let all = [(true, false), (false, false), (true, true), (false, true)];
        let mut spellings = all.into_iter().map(|(uppercase, space)| Self { uppercase, space });
        spellings
            .find(|spelling| spelling.to_string() == label)
            .ok_or_else(|| QuantitySpellingError(label.to_owned()))
    }
}

serde_as_text!(QuantitySpelling, { "enum": ["7B", "7b", "7 B", "7 b"] });

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_quantity_spelling() -> Result<(), super::QuantitySpellingError> {
        use crate::value::QuantitySpelling;

        let spelling: QuantitySpelling = "7B".parse()?;
        assert_eq!(spelling.respell("8x7 b").as_deref(), Some("8x7B"));
        assert_eq!(spelling.respell("13B"), None);
        assert_eq!(spelling.to_string(), "7B");
        Ok(())
    }

    #[test]
    fn example_of_quantity_spelling_of() {
        use crate::value::QuantitySpelling;

        assert_eq!(QuantitySpelling::of("7 b"), Some(QuantitySpelling { uppercase: false, space: true }));
        assert_eq!(QuantitySpelling::of("2048"), None);
    }

    #[test]
    fn example_of_quantity_spelling_spell() -> Result<(), super::QuantitySpellingError> {
        use crate::value::{Quantity, QuantityContext, QuantityKind, QuantitySpelling};

        let spelling: QuantitySpelling = "7B".parse()?;
        let size = Quantity::Count { count: 7_000_000_000, times: None };
        let [plain, billions] =
            ["Params", "Params (B)"].map(|header| QuantityContext::from_header(header, QuantityKind::Size));
        assert_eq!(spelling.spell(&size, &plain).as_deref(), Some("7B"));
        assert_eq!(spelling.spell(&size, &billions).as_deref(), Some("7"));
        Ok(())
    }
}
