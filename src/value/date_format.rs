//! How a date is spelled, as data.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{Date, DatePrecision};

mod known;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use known::readings;
pub(crate) use known::{candidates, looks_like_date};
use token::{LabelPart, Parts};

/// A spelling of dates, named by a label such as `YYYY-MM`, `MM/YY` or `Month D, YYYY`.
///
/// In a label, `YYYY` and `YY` stand for the year (`23` is 2023), `MM` and `M` for the month with and without a
/// leading zero, `Month` and `Mon` for its English name, `DD` and `D` for the day, and `HH:MM` or `THH:MM` for a time
/// of day. Spaces, `/ - . , ' _ ( )` and the East Asian date signs stand for themselves; nothing else may occur.
///
/// ```
/// use relist::value::{Date, DateFormat};
///
/// let written: DateFormat = "MM/YY".parse()?;
/// let wanted: DateFormat = "Month YYYY".parse()?;
/// let date = written.parse("05/23").unwrap();
/// assert_eq!(Some(date), Date::year_month(2023, 5));
/// assert_eq!(wanted.spell(date).as_deref(), Some("May 2023"));
/// assert_eq!(wanted.to_string(), "Month YYYY");
/// # Ok::<(), relist::value::DateFormatError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateFormat {
    tokens: Vec<LabelPart>,
}

/// Why a label names no date format.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateFormatError {
    /// The label holds something that is neither a part of a date nor punctuation.
    #[error(
        "`{label}` is not a date format: `{rest}` is neither YYYY, YY, MM, M, Mon, Month, DD, D, HH:MM nor punctuation"
    )]
    Unknown {
        /// The whole label.
        label: String,
        /// What is left of it from the first part that is not understood.
        rest: String,
    },
    /// The label names a part twice, or a part without the larger one that it belongs to.
    #[error(
        "`{0}` is not a date format: it needs one year, a month at most once, a day only with a month, and a time only with a day"
    )]
    Parts(String),
    /// Two numbers touch, and where the first one ends is unknown.
    #[error(
        "`{0}` is not a date format that can be read back: put a separator beside M or D, or write MM or DD"
    )]
    Adjacent(String),
}

impl DateFormat {
    /// Reads `text`, which must be wholly in this spelling and name a real date.
    ///
    /// Names of months are read in any case, and `Sept` as `Sep`; a time is checked and dropped.
    ///
    /// ```
    /// let format: relist::value::DateFormat = "YYYY/MM".parse()?;
    /// assert!(format.parse("2023/05").is_some());
    /// assert!(format.parse("2023/5").is_none(), "another spelling");
    /// assert!(format.parse("2023/13").is_none(), "no such month");
    /// # Ok::<(), relist::value::DateFormatError>(())
    /// ```
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Date> {
        let parts = self.read(text)?;
        Date::from_parts(parts.year, parts.month, parts.day)
    }

    /// The parts that `text` shows in this spelling, whether or not they name a real date.
    fn read(&self, text: &str) -> Option<Parts> {
        let mut parts = Parts::default();
        let rest = self.tokens.iter().try_fold(text, |rest, token| token.read(rest, &mut parts))?;
        rest.is_empty().then_some(parts)
    }

    /// Spells `date`, or `None` where that would invent a part of it or lose one.
    ///
    /// ```
    /// use relist::value::{Date, DateFormat};
    ///
    /// let format: DateFormat = "YYYY/MM".parse()?;
    /// assert_eq!(format.spell("2023-05".parse()?).as_deref(), Some("2023/05"));
    /// assert_eq!(format.spell("2023".parse()?), None);
    /// assert_eq!(format.spell("2023-05-17".parse()?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn spell(&self, date: Date) -> Option<String> {
        if self.precision() != date.precision() {
            return None;
        }
        let mut text = String::new();
        self.tokens.iter().try_for_each(|token| token.write(date, &mut text))?;
        Some(text)
    }

    /// How much of a date this spelling shows.
    #[must_use]
    pub fn precision(&self) -> DatePrecision {
        if self.tokens.iter().copied().any(LabelPart::is_day) {
            DatePrecision::Day
        } else if self.tokens.iter().copied().any(LabelPart::is_month) {
            DatePrecision::Month
        } else {
            DatePrecision::Year
        }
    }

    /// Whether this spelling shows a time of day, which a [`Date`] does not hold: it can be read and not be spelled.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.tokens.iter().copied().any(LabelPart::is_time)
    }

    /// Whether the two differ in nothing but the leading zeros of month and day, as `YYYY/M` and `YYYY/MM` do.
    ///
    /// `2023/10` is in both, so that only a cell with a smaller month can settle which one a column uses. A format
    /// is the same as itself apart from padding.
    ///
    /// ```
    /// use relist::value::DateFormat;
    ///
    /// let [short, padded, other] = ["YYYY/M", "YYYY/MM", "YYYY-MM"].map(|label| label.parse::<DateFormat>().unwrap());
    /// assert!(short.is_same_apart_from_padding(&padded));
    /// assert!(!padded.is_same_apart_from_padding(&other));
    /// ```
    #[must_use]
    pub fn is_same_apart_from_padding(&self, other: &Self) -> bool {
        let padded = |format: &Self| -> Vec<LabelPart> {
            format.tokens.iter().copied().map(LabelPart::padded).collect()
        };
        padded(self) == padded(other)
    }

    /// The spellings of ISO 8601 that a [`Date`] is read from.
    pub(super) fn iso_8601() -> impl Iterator<Item = &'static Self> {
        known::iso_8601()
    }
}

/// Writes the label.
impl fmt::Display for DateFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.iter().try_for_each(|token| token.fmt(formatter))
    }
}

/// Reads a label.
impl FromStr for DateFormat {
    type Err = DateFormatError;

    fn from_str(label: &str) -> Result<Self, DateFormatError> {
        let mut tokens = Vec::new();
        let mut rest = label;
        while !rest.is_empty() {
            let (token, after) = LabelPart::split(rest)
                .ok_or_else(|| DateFormatError::Unknown { label: label.to_owned(), rest: rest.to_owned() })?;
            tokens.push(token);
            rest = after;
        }
        let count = |is: fn(LabelPart) -> bool| tokens.iter().filter(|token| is(**token)).count();
        let [years, months, days, times] =
            [LabelPart::is_year, LabelPart::is_month, LabelPart::is_day, LabelPart::is_time].map(count);
        if years != 1 || months > 1 || days > months || times > days {
            return Err(DateFormatError::Parts(label.to_owned()));
        }
        if tokens.windows(2).any(|pair| pair[0].runs_into(pair[1])) {
            return Err(DateFormatError::Adjacent(label.to_owned()));
        }
        Ok(Self { tokens })
    }
}

serde_as_text!(DateFormat);
