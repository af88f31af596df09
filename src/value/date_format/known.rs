//! The spellings that real lists use.

use std::sync::LazyLock;

use super::{Date, DateFormat};

/// Longest text that is worth reading as a date, in bytes; `17 September 2023` with room to spare.
const LONGEST: usize = 32;

/// Spellings of ISO 8601.
const ISO_8601: [&str; 4] = ["YYYY-MM", "YYYY-MM-DD", "YYYY", "YYYY-MM-DDTHH:MM"];

/// The other spellings, the usual first. A `.` between two-digit numbers is left out: `11.12` is a decimal number.
#[rustfmt::skip]
const OTHERS: [&str; 72] = [
    "YYYY/MM", "MM/YY", "YY/MM", "MM/YYYY", "YYYY.MM", "YYYY/M", "YYYY.M", "YYYY-M", "M/YYYY",
    "MM-YYYY", "M-YYYY", "MM.YYYY", "M.YYYY", "YY-MM", "MM-YY", "YY/M", "M/YY", "YYYY MM",
    "YYYY/MM/DD", "YYYY/M/D", "YYYY-M-D", "YYYY.MM.DD", "YYYY.M.D",
    "DD/MM/YYYY", "MM/DD/YYYY", "D/M/YYYY", "M/D/YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "D-M-YYYY", "M-D-YYYY",
    "DD.MM.YYYY", "D.M.YYYY",
    "DD/MM/YY", "MM/DD/YY", "YY/MM/DD", "DD-MM-YY", "MM-DD-YY", "YY-MM-DD", "DD.MM.YY", "YY.MM.DD",
    "Mon YYYY", "Month YYYY", "Mon, YYYY", "Month, YYYY", "Mon. YYYY", "Mon., YYYY", "Mon-YYYY", "Mon/YYYY",
    "YYYY Mon", "YYYY Month", "YYYY-Mon", "YYYY, Mon",
    "Mon 'YY", "Month 'YY", "Mon ’YY", "Mon-YY", "Mon'YY",
    "Mon D, YYYY", "Month D, YYYY", "Mon DD, YYYY", "Month DD, YYYY", "Mon. D, YYYY", "Mon D YYYY", "Month D YYYY",
    "D Mon YYYY", "D Month YYYY", "DD Mon YYYY", "DD Month YYYY",
    "D-Mon-YYYY", "DD-Mon-YYYY",
    "YYYY-MM-DD HH:MM",
];

/// East Asian spellings.
#[rustfmt::skip]
const EAST_ASIAN: [&str; 8] = [
    "YYYY年M月", "YYYY年MM月", "YYYY年M月D日", "YYYY年MM月DD日", "YYYY年", "YYYY년 M월", "YYYY년 MM월", "YYYY년 M월 D일",
];

/// All of them, in their order.
static ALL: LazyLock<Vec<DateFormat>> = LazyLock::new(|| {
    let labels = ISO_8601.iter().chain(&OTHERS).chain(&EAST_ASIAN);
    labels.filter_map(|label| label.parse().ok()).collect()
});

pub(super) fn iso_8601() -> impl Iterator<Item = &'static DateFormat> {
    ALL.iter().take(ISO_8601.len())
}

/// Every known spelling that reads the whole of `text`, white space at its ends aside, with the date it reads.
///
/// `11/12` is in two spellings with different dates, and `2023/10` in two with the same one; a whole column settles
/// that. ISO 8601 comes first, then the usual spellings. A bare `2048` is read as a year: only a column's header
/// tells it from a number.
#[must_use]
pub(crate) fn candidates(text: &str) -> Vec<(DateFormat, Date)> {
    readings(text).map(|(format, date)| (format.clone(), date)).collect()
}

/// The same, one after the other: this is asked of every cell that may be a date.
pub(crate) fn readings(text: &str) -> impl Iterator<Item = (&'static DateFormat, Date)> {
    let readable = worth_reading(text);
    let formats = readable.map_or(&[][..], |_| ALL.as_slice());
    formats.iter().filter_map(move |format| Some((format, format.parse(readable?)?)))
}

/// Whether `text` has the shape of a date, though perhaps of one that never was: `2023/13`, `31/02/2023`.
///
/// Many numbers have that shape (`99/99`), so ask it of a cell in a column of dates alone. A year outside of 1900 to
/// 2199 is none.
#[must_use]
pub(crate) fn looks_like_date(text: &str) -> bool {
    let Some(readable) = worth_reading(text) else { return false };
    let mut shown = ALL.iter().filter_map(|format| format.read(readable));
    shown.any(|parts| Date::year_only(parts.year).is_some())
}

/// The trimmed text, where a first look does not rule out a date: this is asked of every cell of big tables.
fn worth_reading(text: &str) -> Option<&str> {
    let text = text.trim();
    if !(4..=LONGEST).contains(&text.len()) || text.bytes().filter(u8::is_ascii_digit).count() < 2 {
        return None;
    }
    let first_number = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_possible = match text.as_bytes().get(first_number) {
        Some(first) if first_number == 0 => b"jfmasond".contains(&first.to_ascii_lowercase()),
        // `130B`: no date has a letter right after its first number.
        Some(next) => !next.is_ascii_alphabetic(),
        None => true,
    };
    is_possible.then_some(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_candidates() {
        let labels = |text| {
            let found = crate::value::candidates(text);
            found.iter().map(|(format, date)| format!("{format} = {date}")).collect::<Vec<_>>()
        };
        assert_eq!(labels("05/23"), ["MM/YY = 2023-05"]);
        assert_eq!(
            labels("11/12"),
            ["MM/YY = 2012-11", "YY/MM = 2011-12", "YY/M = 2011-12", "M/YY = 2012-11"]
        );
        assert!(labels("Llama 2").is_empty());
    }

    #[test]
    fn example_of_looks_like_date() {
        use crate::value::looks_like_date;

        assert!(looks_like_date("2023/13") && looks_like_date("May 2023"));
        assert!(!looks_like_date("coming soon") && !looks_like_date("4096"));
    }
}
