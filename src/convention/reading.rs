//! From a cell's text to its typed value, in the convention of its column.

use std::cmp::Ordering;

use super::{Collation, ColumnConvention, DateConvention, Readings};
use crate::config::ColumnKind;
use crate::document::Text;
use crate::value::{
    Date, NaturalKey, Quantity, QuantityContext, QuantityList, QuantitySpelling, is_unknown,
    parse_quantities, readings,
};

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CellValue {
    /// The column holds text; there is no value beside it.
    Text,
    /// `?`, `-`, nothing: the list says that it does not know.
    Unknown,
    /// A date.
    Date(Date),
    /// Amounts, in the order of the text.
    Quantities(Vec<Quantity>),
    /// A number.
    Number(f64),
    /// Text in a typed column that could not be read; it is kept as it is.
    Unread,
}

impl CellValue {
    fn of(amounts: &QuantityList) -> Self {
        if amounts.items.is_empty() {
            return Self::Unread;
        }
        Self::Quantities(amounts.items.iter().map(|item| item.quantity).collect())
    }
}

/// How a column reads and spells its cells: what is known of a text in one column holds in all that have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Spelling<'a> {
    kind: ColumnKind,
    date: Option<&'a DateConvention>,
    size: Option<QuantitySpelling>,
    quantities: Option<QuantityContext>,
}

impl ColumnConvention {
    /// How it reads and spells its cells.
    pub(crate) fn spelling(&self) -> Spelling<'_> {
        let Self { kind, date, size, quantities, .. } = self;
        Spelling { kind: *kind, date: date.as_ref(), size: *size, quantities: *quantities }
    }

    /// Whether its cells name amounts, and not bare numbers.
    pub(crate) fn reads_amounts(&self) -> bool {
        self.kind != ColumnKind::Date
            && self
                .quantities
                .is_some_and(|context| self.kind != ColumnKind::Number || context.scale.is_some())
    }

    /// Whether its cells say nothing but their text.
    pub(super) fn holds_text(&self) -> bool {
        !matches!(self.kind, ColumnKind::Date | ColumnKind::Number) && self.quantities.is_none()
    }

    /// The value of a cell of this column with the text `text` (without markup).
    #[must_use]
    pub fn read(&self, text: &str) -> CellValue {
        if self.holds_text() {
            return CellValue::Text;
        }
        if is_unknown(text) {
            return CellValue::Unknown;
        }
        match (self.kind, &self.quantities) {
            (ColumnKind::Date, _) => self.read_date(text).map_or(CellValue::Unread, CellValue::Date),
            (ColumnKind::Number, Some(context)) if context.scale.is_none() => {
                number(text).map_or(CellValue::Unread, CellValue::Number)
            }
            (_, Some(context)) => CellValue::of(&parse_quantities(text, context)),
            _ => CellValue::Unread,
        }
    }

    /// The same, where the text may have been read already.
    #[inline]
    pub(crate) fn read_noted<'src>(&self, text: Text<'_, 'src>, readings: &Readings<'src>) -> CellValue {
        let value = self.noted(text, readings).unwrap_or_else(|| self.read(text.as_str()));
        debug_assert_eq!(value, self.read(text.as_str()), "what was noted is what is read");
        value
    }

    /// The value of a text that takes long to read: a date, or amounts.
    #[inline]
    fn noted<'src>(&self, text: Text<'_, 'src>, readings: &Readings<'src>) -> Option<CellValue> {
        if self.holds_text() || is_unknown(text.as_str()) {
            return None;
        }
        if self.kind == ColumnKind::Date {
            let format = &self.date.as_ref()?.format;
            let dates = readings.dates(text);
            return dates.iter().find(|(known, _)| *known == format).map(|(_, date)| CellValue::Date(*date));
        }
        let context = self.quantities.as_ref().filter(|_| self.reads_amounts())?;
        Some(readings.amounts(text, context, |amounts| CellValue::of(&amounts.list)))
    }

    /// The date that `text` names: in the column's spelling, or in any other that leaves no doubt.
    #[must_use]
    pub fn read_date(&self, text: &str) -> Option<Date> {
        if let Some(date) = self.date.as_ref().and_then(|dates| dates.format.parse(text)) {
            return Some(date);
        }
        let mut dates = readings(text).map(|(_, date)| date);
        let first = dates.next()?;
        dates.all(|date| date == first).then_some(first)
    }
}

/// A number with a sign, thousands separators, a decimal point, and `k`, `M`, `%` or `+` behind it.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches(['%', '+']).trim_end();
    let (digits, factor) = match text.chars().next_back()? {
        'k' | 'K' => (&text[..text.len() - 1], 1e3),
        'M' => (&text[..text.len() - 1], 1e6),
        _ => (text, 1.0),
    };
    let plain = !digits.is_empty()
        && digits.len() <= 24
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().enumerate().all(|(index, byte)| {
            byte.is_ascii_digit()
                || byte == b','
                || byte == b'.'
                || (index == 0 && (byte == b'-' || byte == b'+'))
        });
    let value: f64 = plain.then(|| digits.replace(',', "").parse().ok()).flatten()?;
    Some(value * factor)
}

/// The part of a text that it is sorted by: not the emoji before it, nor what lies far behind its start.
pub(super) fn sorted_part(text: &str) -> &str {
    let plain = text.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric());
    head(plain.trim_start_matches(char::is_whitespace))
}

/// The start of a text: nobody sorts by the end of a description, and names are shorter.
fn head(text: &str) -> &str {
    const LONGEST: usize = 96;
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn text_key(text: &str, collation: Collation) -> NaturalKey {
    match collation {
        Collation::Words => NaturalKey::new(text),
        // What ends the name, a bracket or a space, stands behind other punctuation and before digits and letters.
        Collation::Lines => NaturalKey::new(&format!("{}/", text.trim_end().replace('_', "-"))),
        Collation::WithoutSigns => NaturalKey::without_decoration(text),
        Collation::WithoutArticle => NaturalKey::new(without_article(text).unwrap_or(text)),
    }
}

/// What follows the article that a name starts with.
fn without_article(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let is_article = ["the", "a", "an"].iter().any(|article| first.eq_ignore_ascii_case(article));
    is_article.then_some(rest)
}

/// Whether a name may have another key in this collation than in the one of words.
pub(super) fn may_sort_elsewhere(name: &str, collation: Collation) -> bool {
    let name = sorted_part(name);
    match collation {
        Collation::Words => false,
        Collation::Lines => true,
        Collation::WithoutSigns => !name.starts_with(char::is_alphanumeric),
        Collation::WithoutArticle => without_article(name).is_some(),
    }
}

/// What an entry is sorted by in one column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SortKey {
    Date(Date),
    Amount(u128),
    Number(f64),
    Text(NaturalKey),
}

impl SortKey {
    /// The key of a cell, or `None` where it is blank, unknown or unread.
    pub(super) fn new(column: &ColumnConvention, text: &str, collation: Collation) -> Option<Self> {
        match column.read(text) {
            CellValue::Text => {
                let plain = sorted_part(text);
                (!plain.is_empty()).then(|| Self::Text(text_key(plain, collation)))
            }
            CellValue::Date(date) => Some(Self::Date(date)),
            CellValue::Quantities(quantities) => {
                quantities.first().map(|first| Self::Amount(first.magnitude()))
            }
            CellValue::Number(number) => Some(Self::Number(number)),
            CellValue::Unknown | CellValue::Unread => None,
        }
    }

    /// The key of a cell that names these amounts.
    pub(super) fn of_amounts(amounts: &QuantityList) -> Option<Self> {
        amounts.items.first().map(|first| Self::Amount(first.quantity.magnitude()))
    }

    /// The order of two keys of one column.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Date(one), Self::Date(other)) => one.cmp(other),
            (Self::Amount(one), Self::Amount(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Date(_) => 0,
            Self::Amount(_) => 1,
            Self::Number(_) => 2,
            Self::Text(_) => 3,
        }
    }
}
