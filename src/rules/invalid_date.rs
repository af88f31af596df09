//! `invalid-date`: dates that never were.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use crate::config::ColumnKind;
use crate::convention::CellValue;
use crate::value::{Date, MONTHS, candidates, differ_by_a_slip, looks_like_date};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for text in a column of dates that has the shape of a date and names none: a thirteenth month, a 31st of
    /// September, a 29th of February in the wrong year, a year of three digits, a letter among the digits (`2o18`), a
    /// misspelt month (`Marhc`), a lost zero (`2018-08-1`). In any column, it looks for dates with another weekday than
    /// theirs, and for `23th`.
    ///
    /// ## Why it matters
    ///
    /// Nobody can tell which day was meant but whoever wrote it, and a script that reads the column stops there.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Talk | Date       |
    /// | ---- | ---------- |
    /// | Wat  | 2012-02-30 |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: look up the date.
    "invalid-date", Error, ("date", "dates"), None, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let text = cell.text();
    let is_date = cell.column.kind == ColumnKind::Date;
    let is_impossible = is_date && is_impossible(cell, text);
    let message = if let Some(whole) = is_impossible.then(|| padded(cell, text)).flatten() {
        format!("a zero is missing in `{text}`: write `{whole}`")
    } else if let Some((wrong, month)) = is_date.then(|| month_meant(text)).flatten() {
        format!("`{wrong}` is not a month; did you mean `{month}`?")
    } else if is_impossible {
        format!("`{text}` is not a date; correct its day, month or year")
    } else if let Some(message) = wrong_words(cell, text) {
        message
    } else {
        return;
    };
    findings.push(Finding::new(&RULE, cell.cell.content, message).at(cell.place));
}

/// Whether `text` has the shape of a date and is none.
fn is_impossible(cell: &CellContext<'_>, text: &str) -> bool {
    if *cell.value() != CellValue::Unread || !candidates(text).is_empty() {
        return false;
    }
    looks_like_date(text) || is_damaged(text)
}

/// `text` with the zeros that its numbers lack, where that is a date: `2018-08-01` for `2018-08-1`.
fn padded(cell: &CellContext<'_>, text: &str) -> Option<String> {
    let sign = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let two_digits = |part: &str| if part.len() == 1 { format!("0{part}") } else { part.to_owned() };
    let whole = text.split(sign).map(two_digits).collect::<Vec<_>>().join(&sign.to_string());
    (whole != text && cell.column.read_date(&whole).is_some()).then_some(whole)
}

/// The word of a date that is a month but for a slip of the hand, and that month.
fn month_meant(text: &str) -> Option<(&str, &'static str)> {
    if text.len() > 40 || !candidates(text).is_empty() {
        return None;
    }
    let word = text.split(|c: char| !c.is_alphabetic()).find(|word| word.chars().count() >= 4)?;
    let month = MONTHS.iter().find(|month| differ_by_a_slip(&month.to_lowercase(), &word.to_lowercase()))?;
    (!candidates(&text.replacen(word, month, 1)).is_empty()).then_some((word, *month))
}

/// Whether `text` is two or three numbers with one sign between them, of which one is a year with a digit too few or too
/// many, or which have a letter among their digits.
fn is_damaged(text: &str) -> bool {
    let Some(sign) = text.chars().find(|c| matches!(c, '/' | '-')) else { return false };
    // With another dash, or one more than there must be, the three are still meant as a date.
    let plain = text.replace('–', "-");
    let parts: Vec<&str> = plain.split(sign).filter(|part| !part.is_empty()).collect();
    let is_like_digit = |c: char| c.is_ascii_digit() || matches!(c, 'o' | 'O' | 'l' | 'I');
    let is_number = |part: &&str| (1..=5).contains(&part.len()) && part.chars().all(is_like_digit);
    let has_digit = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    let is_year = |part: &&str| part.len() >= 3;
    // Of two numbers, five digits may be anything.
    let is_short = |part: &&str| part.len() < 5;
    (parts.len() == 3 || (parts.len() == 2 && parts.iter().all(is_short)))
        && parts.iter().all(|part| is_number(part) && has_digit(part))
        && parts.iter().filter(|part| is_year(part)).count() == 1
}

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// What is wrong with the weekday of a date, or with the ending of its day.
fn wrong_words(cell: &CellContext<'_>, text: &str) -> Option<String> {
    if !text.is_ascii() || !(8..=40).contains(&text.len()) {
        return None;
    }
    let (named, rest) = weekday(text);
    let (plain, wrong_ending) = without_endings(rest);
    if named.is_none() && wrong_ending.is_none() {
        return None;
    }
    let date = cell.column.read_date(&plain).or_else(|| match candidates(&plain).as_slice() {
        [(_, date)] => Some(*date),
        _ => None,
    });
    let actual = weekday_of(date?)?;
    if let Some(named) = named.filter(|named| *named != actual) {
        return Some(format!("`{text}` was not a {}: that day is a {}", WEEKDAYS[named], WEEKDAYS[actual]));
    }
    wrong_ending.map(|(wrong, right)| format!("`{wrong}` must be `{right}`"))
}

/// The weekday that `text` starts with, by its whole name or three letters of it, and what stands behind it.
fn weekday(text: &str) -> (Option<usize>, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = &text[..end];
    let is_named = |day: &&str| word.eq_ignore_ascii_case(day) || word.eq_ignore_ascii_case(&day[..3]);
    match WEEKDAYS.iter().position(is_named) {
        Some(day) => (Some(day), text[end..].trim_start_matches([',', '.', ' '])),
        None => (None, text),
    }
}

/// `text` without the endings of ordinals, and the first of those that is wrong, with what it must be.
pub(super) fn without_endings(text: &str) -> (String, Option<(String, String)>) {
    let mut plain = String::with_capacity(text.len());
    let mut wrong = None;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let len = rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
        let digits = &rest[start..start + len];
        plain.push_str(&rest[..start + len]);
        rest = &rest[start + len..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let ending = &rest[..end];
        if ["st", "nd", "rd", "th"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            let right = ending_of(digits);
            if !ending.eq_ignore_ascii_case(right) && wrong.is_none() {
                wrong = Some((format!("{digits}{ending}"), format!("{digits}{right}")));
            }
            rest = &rest[end..];
        }
    }
    plain.push_str(rest);
    (plain, wrong)
}

/// The ending of the ordinal of `digits`.
fn ending_of(digits: &str) -> &'static str {
    let is_teen = digits.len() > 1 && digits.as_bytes()[digits.len() - 2] == b'1';
    match digits.as_bytes().last() {
        Some(b'1') if !is_teen => "st",
        Some(b'2') if !is_teen => "nd",
        Some(b'3') if !is_teen => "rd",
        _ => "th",
    }
}

/// Which day of the week a date is, counted from Sunday.
fn weekday_of(date: Date) -> Option<usize> {
    const SHIFTS: [usize; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let (month, day) = (usize::from(date.month()?), usize::from(date.day()?));
    // A year starts with March, so that a leap day is its last.
    let year = usize::from(date.year()).checked_sub(usize::from(month < 3))?;
    Some((year + year / 4 - year / 100 + year / 400 + SHIFTS[month - 1] + day) % 7)
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn dates_that_never_were_are_found() {
        assert_eq!(lines_of_bad_fixture("invalid-date"), [6, 7, 8, 17, 23, 30, 31, 40, 41, 45, 46, 55, 62]);
    }
}
