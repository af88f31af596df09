//! One part of a date format.

use std::fmt::{self, Write as _};

use super::super::{Date, MONTHS};

/// What may stand between the parts of a date.
const PUNCTUATION: &str = " /-.,'’_()年月日号號년월일";

/// One part of a label; the variants are named after what they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum LabelPart {
    Year4,
    Year2,
    MonthLong,
    MonthShort,
    MonthPadded,
    Month,
    DayPadded,
    Day,
    IsoTime,
    Time,
    Literal(char),
}

/// What a text shows in a format; the parts need not name a real date.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub(super) year: u16,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

/// Labels, each before any that it starts with.
const LABELS: [(&str, LabelPart); 10] = [
    ("YYYY", LabelPart::Year4),
    ("YY", LabelPart::Year2),
    ("Month", LabelPart::MonthLong),
    ("Mon", LabelPart::MonthShort),
    ("MM", LabelPart::MonthPadded),
    ("M", LabelPart::Month),
    ("DD", LabelPart::DayPadded),
    ("D", LabelPart::Day),
    ("THH:MM", LabelPart::IsoTime),
    ("HH:MM", LabelPart::Time),
];

impl LabelPart {
    /// Splits the token that `label` starts with from the rest.
    pub(super) fn split(label: &str) -> Option<(Self, &str)> {
        let named = LABELS.iter().find_map(|&(name, token)| Some((token, label.strip_prefix(name)?)));
        named.or_else(|| {
            let mut characters = label.chars();
            let literal = characters.next().filter(|&character| PUNCTUATION.contains(character))?;
            Some((Self::Literal(literal), characters.as_str()))
        })
    }

    pub(super) fn is_year(self) -> bool {
        matches!(self, Self::Year4 | Self::Year2)
    }

    pub(super) fn is_month(self) -> bool {
        matches!(self, Self::MonthLong | Self::MonthShort | Self::MonthPadded | Self::Month)
    }

    pub(super) fn is_day(self) -> bool {
        matches!(self, Self::DayPadded | Self::Day)
    }

    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::IsoTime | Self::Time)
    }

    /// Whether both are numbers, and one of a length that only a separator tells.
    pub(super) fn runs_into(self, next: Self) -> bool {
        let is_number = |token: Self| {
            !matches!(token, Self::Literal(_) | Self::MonthLong | Self::MonthShort | Self::IsoTime)
        };
        let is_open = |token: Self| matches!(token, Self::Month | Self::Day);
        is_number(self) && is_number(next) && (is_open(self) || is_open(next))
    }

    /// The same part with a leading zero.
    pub(super) fn padded(self) -> Self {
        match self {
            Self::Month => Self::MonthPadded,
            Self::Day => Self::DayPadded,
            other => other,
        }
    }

    /// Takes this part off the front of `text`; what it says goes into `parts`.
    #[inline]
    pub(super) fn read<'text>(self, text: &'text str, parts: &mut Parts) -> Option<&'text str> {
        match self {
            Self::Year4 => {
                let (year, rest) = fixed_number::<4>(text)?;
                parts.year = year;
                Some(rest)
            }
            Self::Year2 => {
                let (year, rest) = fixed_number::<2>(text)?;
                parts.year = 2000 + year;
                Some(rest)
            }
            Self::MonthLong | Self::MonthShort => {
                let (month, rest) = month_name(text, self == Self::MonthShort)?;
                parts.month = Some(month);
                Some(rest)
            }
            Self::MonthPadded | Self::Month => {
                let (month, rest) = small_number(text, self == Self::MonthPadded)?;
                parts.month = Some(month);
                Some(rest)
            }
            Self::DayPadded | Self::Day => {
                let (day, rest) = small_number(text, self == Self::DayPadded)?;
                parts.day = Some(day);
                Some(rest)
            }
            Self::IsoTime => time(text.strip_prefix('T')?),
            Self::Time => time(text),
            Self::Literal(literal) => text.strip_prefix(literal),
        }
    }

    /// Appends what this part shows of `date`; `None` where the date does not hold it.
    pub(super) fn write(self, date: Date, text: &mut String) -> Option<()> {
        let written = match self {
            Self::Year4 => write!(text, "{:04}", date.year()),
            Self::Year2 => write!(text, "{:02}", date.year().checked_sub(2000).filter(|&year| year < 100)?),
            Self::MonthLong => text.write_str(MONTHS.get(usize::from(date.month()?).checked_sub(1)?)?),
            Self::MonthShort => {
                text.write_str(MONTHS.get(usize::from(date.month()?).checked_sub(1)?)?.get(..3)?)
            }
            Self::MonthPadded => write!(text, "{:02}", date.month()?),
            Self::Month => write!(text, "{}", date.month()?),
            Self::DayPadded => write!(text, "{:02}", date.day()?),
            Self::Day => write!(text, "{}", date.day()?),
            Self::IsoTime | Self::Time => return None,
            Self::Literal(literal) => text.write_char(literal),
        };
        written.ok()
    }
}

impl fmt::Display for LabelPart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(literal) => formatter.write_char(*literal),
            named => {
                let label = LABELS.iter().find(|(_, token)| token == named);
                formatter.write_str(label.map_or("", |(name, _)| name))
            }
        }
    }
}

/// A number of exactly so many digits, of which there are four at most.
fn fixed_number<const DIGITS: usize>(text: &str) -> Option<(u16, &str)> {
    let digits = text.as_bytes().first_chunk::<DIGITS>()?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().fold(0, |number, digit| 10 * number + u16::from(digit - b'0'));
    Some((number, &text[DIGITS..]))
}

/// A number of two digits, or of as few as it takes.
fn small_number(text: &str, is_padded: bool) -> Option<(u8, &str)> {
    let two = fixed_number::<2>(text).filter(|&(number, _)| is_padded || number >= 10);
    let (number, rest) = if is_padded { two? } else { two.or_else(|| fixed_number::<1>(text))? };
    Some((u8::try_from(number).ok()?, rest))
}

/// The name of a month, in any case.
fn month_name(text: &str, is_short: bool) -> Option<(u8, &str)> {
    // Most texts that are asked are numbers.
    text.bytes().next().filter(u8::is_ascii_alphabetic)?;
    let rest_after = |name: &str| {
        let found = text.get(..name.len())?.eq_ignore_ascii_case(name);
        found.then(|| &text[name.len()..])
    };
    if let Some(rest) = rest_after("Sept").filter(|_| is_short) {
        return Some((9, rest));
    }
    (1..).zip(MONTHS).find_map(|(month, name)| {
        let name = if is_short { &name[..3] } else { name };
        Some((month, rest_after(name)?))
    })
}

/// A time of day, `00:00` to `23:59`.
fn time(text: &str) -> Option<&str> {
    let (hour, rest) = fixed_number::<2>(text)?;
    let (minute, rest) = fixed_number::<2>(rest.strip_prefix(':')?)?;
    (hour < 24 && minute < 60).then_some(rest)
}
