//! A date as precise as a list gives it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::DateFormat;

#[cfg(test)]
mod tests;

/// A year, a month of a year, or a day, in the Gregorian calendar.
///
/// Lists rarely know the day, so each part after the year may be missing. The order is chronological, and a missing
/// part sorts before any: `2023` < `2023-01` < `2023-01-01`. Text form, in and out, is ISO 8601.
///
/// ```
/// use relist::value::Date;
///
/// let date: Date = "2023-07".parse()?;
/// assert_eq!(Some(date), Date::year_month(2023, 7));
/// assert_eq!(date.to_string(), "2023-07");
/// assert!(Date::year_only(2023) < Some(date));
/// # Ok::<(), relist::value::DateError>(())
/// ```
// The derived order relies on the order of the fields, and on `None < Some(_)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// How much of a [`Date`] is known, or how much of one a [`DateFormat`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DatePrecision {
    /// The year alone.
    Year,
    /// Year and month.
    Month,
    /// Year, month and day.
    Day,
}

/// A text that is no ISO 8601 date of a real day.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(String);

impl Date {
    /// A year alone, from 1900 to 2199: what lies outside is a number and not the year of an entry.
    ///
    /// ```
    /// assert!(relist::value::Date::year_only(2023).is_some());
    /// assert!(relist::value::Date::year_only(4096).is_none());
    /// ```
    #[must_use]
    pub fn year_only(year: u16) -> Option<Self> {
        Self::from_parts(year, None, None)
    }

    /// A month, 1 to 12, of a year.
    ///
    /// ```
    /// assert!(relist::value::Date::year_month(2023, 13).is_none());
    /// ```
    #[must_use]
    pub fn year_month(year: u16, month: u8) -> Option<Self> {
        Self::from_parts(year, Some(month), None)
    }

    /// A day of the calendar.
    ///
    /// ```
    /// use relist::value::Date;
    ///
    /// assert!(Date::year_month_day(2024, 2, 29).is_some());
    /// assert!(Date::year_month_day(2023, 2, 29).is_none());
    /// ```
    #[must_use]
    pub fn year_month_day(year: u16, month: u8, day: u8) -> Option<Self> {
        Self::from_parts(year, Some(month), Some(day))
    }

    /// The parts as a date, where they name a real one.
    pub(super) fn from_parts(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let is_real = match (month, day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=days_in_month(year, month)).contains(&day),
        };
        (is_real && (1900..=2199).contains(&year)).then_some(Self { year, month, day })
    }

    /// The year, 1900 to 2199.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    #[must_use]
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1, where it is known.
    #[must_use]
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// How much of the date is known.
    ///
    /// ```
    /// use relist::value::{Date, DatePrecision};
    ///
    /// assert_eq!(Date::year_month(2023, 7).map(Date::precision), Some(DatePrecision::Month));
    /// ```
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        match (self.month, self.day) {
            (None, _) => DatePrecision::Year,
            (Some(_), None) => DatePrecision::Month,
            (Some(_), Some(_)) => DatePrecision::Day,
        }
    }
}

/// How many days `month` has; none where there is no such month.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Writes ISO 8601: `2023`, `2023-07`, `2023-07-05`.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Reads ISO 8601 and nothing else; the time of `2023-05-17T10:00` is dropped.
impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        DateFormat::iso_8601().find_map(|format| format.parse(text)).ok_or_else(|| DateError(text.to_owned()))
    }
}

serde_as_text!(Date);
