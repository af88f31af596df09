//! Days that a text names in words, with or without their year, and the first of two.

use super::icon::without_icons;
use super::{Date, MONTHS};

/// A day of a year that may not be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::struct_field_names, reason = "a day has a day of the month")]
pub(crate) struct Day {
    /// The year, or 0.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month; 0 where only the month is given.
    pub day: u8,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Day {
    /// The day that `text` names, or the first one of a range of days; `None` where it says anything else.
    #[must_use]
    pub(crate) fn start_of(text: &str) -> Option<Self> {
        const LONGEST: usize = 64;
        if text.len() > LONGEST {
            return None;
        }
        let (mut year, mut month, mut day) = (None, None, None);
        let mut rest = without_icons(text);
        while let Some(first) = rest.chars().next() {
            let is_digit = first.is_ascii_digit();
            let end = if is_digit {
                rest.find(|c: char| !c.is_ascii_digit())
            } else if first.is_alphabetic() {
                rest.find(|c: char| !c.is_alphabetic())
            } else {
                Some(first.len_utf8())
            };
            if let Some((numeric, after)) =
                in_numbers(rest).filter(|_| (year, month, day) == (None, None, None))
            {
                (year, month, day) = numeric;
                rest = after;
                continue;
            }
            let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
            rest = after;
            if is_digit {
                let number: u16 = token.parse().ok().filter(|_| token.len() <= 4)?;
                if token.len() == 4 {
                    rest = rest.strip_prefix('年').unwrap_or(rest);
                    year.get_or_insert(Date::year_only(number)?.year());
                } else if let Some(after) = rest.strip_prefix(['月', '월']) {
                    rest = after;
                    month.get_or_insert(number);
                } else {
                    rest = ["st", "nd", "rd", "th", "日", "일"]
                        .iter()
                        .find_map(|suffix| rest.strip_prefix(suffix))
                        .unwrap_or(rest);
                    day.get_or_insert(number);
                }
            } else if first.is_alphabetic() {
                match month_of(token) {
                    Some(number) => _ = month.get_or_insert(number),
                    None if is_filler(token) => {}
                    None => return None,
                }
            } else if !" ,.-–—/~'’()\u{a0}".contains(first) {
                return None;
            }
        }
        let month = u8::try_from(month?).ok().filter(|month| (1..=12).contains(month))?;
        let day = u8::try_from(day.unwrap_or(0)).ok().filter(|day| *day <= 31)?;
        Some(Self { year: year.map_or(0, i32::from), month, day })
    }

    /// The same as a date, where its year is known.
    #[must_use]
    pub(crate) fn date(self) -> Option<Date> {
        let year = u16::try_from(self.year).ok()?;
        Date::from_parts(year, Some(self.month), Some(self.day).filter(|day| *day > 0))
    }
}

/// Year, month and day of a date.
type Parts = (Option<u16>, Option<u16>, Option<u16>);

/// The date in numbers that `text` starts with, and what follows it: `2024-06-01`, `2024/06`, `06/2024`. Of day and month
/// in front of the year nobody knows which is which.
fn in_numbers(text: &str) -> Option<(Parts, &str)> {
    let (first, rest) = number(text)?;
    let (sign, rest) = rest.split_at_checked(1).filter(|(sign, _)| ["-", "/", "."].contains(sign))?;
    let (second, rest) = number(rest)?;
    let is_year = |digits: &str| digits.len() == 4;
    let value = |digits: &str| digits.parse::<u16>().ok();
    let month = |digits: &str| value(digits).filter(|month| digits.len() == 2 && (1..=12).contains(month));
    let year = |digits: &str| value(digits).and_then(|year| Some(Date::year_only(year)?.year()));
    let third = rest.strip_prefix(sign).and_then(number);
    match (is_year(first), is_year(second), third) {
        (true, false, Some((third, rest))) if third.len() == 2 => {
            Some(((year(first), Some(month(second)?), value(third)), rest))
        }
        (true, false, None) => Some(((year(first), Some(month(second)?), None), rest)),
        (false, true, None) => Some(((year(second), Some(month(first)?), None), rest)),
        _ => None,
    }
}

/// The digits that `text` starts with, and what follows them.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn month_of(word: &str) -> Option<u16> {
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    let is_named = |month: &str| word.eq_ignore_ascii_case(month) || word.eq_ignore_ascii_case(&month[..3]);
    (1..).zip(MONTHS).find_map(|(number, month)| is_named(month).then_some(number))
}

/// Weekdays, and what stands between two days.
fn is_filler(word: &str) -> bool {
    let is_weekday = WEEKDAYS.iter().any(|day| {
        word.eq_ignore_ascii_case(day) || (word.len() >= 3 && day[..3].eq_ignore_ascii_case(word))
    });
    is_weekday
        || ["to", "until", "till", "and", "of", "the"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_day_start_of() {
        use crate::value::Day;

        assert!(Day::start_of("March 30 - April 1") < Day::start_of("April 1-3"));
        assert_eq!(Day::start_of("3–5 May 2024"), Day::start_of("Friday, May 3rd, 2024"));
        assert_eq!(Day::start_of("01月05日"), Some(Day { year: 0, month: 1, day: 5 }));
        assert_eq!(Day::start_of("🟢 2024-06-01"), Some(Day { year: 2024, month: 6, day: 1 }));
        assert_eq!(Day::start_of(":red_circle: 06/2024"), Some(Day { year: 2024, month: 6, day: 0 }));
        for other in
            ["May be later", "01/06/2024", "2024", "2024-13-01", "2024-1-02", "31/02/2023", "2019-2020"]
        {
            assert_eq!(Day::start_of(other), None, "{other}");
        }
    }
}
