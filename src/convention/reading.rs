//! From the texts of cells to their typed values, in the conventions of their columns.

use std::cmp::Ordering;

use super::{Collation, ColumnConvention};
use crate::config::ColumnKind;
use crate::document::{Cell, Document, Link, Listing};
use crate::value::{
    Date, DateFormat, NaturalKey, QuantityContext, QuantityList, is_unknown, parse_quantities, readings,
};

/// What a cell says. Two values are equal that say the same, however that is written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CellValue {
    /// The column holds text; there is no value beside it.
    Text,
    /// `?`, `-`, nothing: the list says that it does not know.
    Unknown,
    /// A date.
    Date(Date),
    /// Amounts, and where they stand in the text; never none.
    Quantities(QuantityList),
    /// A number.
    Number(f64),
    /// Text in a typed column that could not be read; it is kept as it is.
    Unread,
}

impl PartialEq for CellValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(one), Self::Date(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => one == other,
            (Self::Quantities(one), Self::Quantities(other)) => one.quantities().eq(other.quantities()),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A spelling in which a text is a date, and what it says then.
pub(super) type DateReading = (&'static DateFormat, Date);

/// The cells of one column, read once for all that is to be learned from them.
pub(super) struct ColumnCells<'doc, 'src> {
    document: &'doc Document<'src>,
    /// By entry; `None` where a row is too short.
    cells: Vec<Option<&'doc Cell>>,
    dates: Option<Vec<Vec<DateReading>>>,
    amounts: Option<(QuantityContext, Vec<QuantityList>)>,
}

impl<'doc, 'src> ColumnCells<'doc, 'src> {
    pub(super) fn new(document: &'doc Document<'src>, listing: &'doc Listing, column: usize) -> Self {
        let cells = listing.entries().iter().map(|entry| listing.cell(entry, column)).collect();
        Self { document, cells, dates: None, amounts: None }
    }

    /// The cells that are there.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'doc Cell> {
        self.cells.iter().copied().flatten()
    }

    /// The texts of the cells that are there.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'doc str> {
        let document = self.document;
        self.iter().map(|cell| document.cell_text(cell).as_str())
    }

    /// The links of one of them.
    pub(super) fn links(&self, cell: &Cell) -> &'doc [Link<'src>] {
        self.document.cell_links(cell)
    }

    /// For each cell that is there, the spellings in which it is a date.
    pub(super) fn dates(&mut self) -> &[Vec<DateReading>] {
        let read =
            self.dates.take().unwrap_or_else(|| self.texts().map(|text| readings(text).collect()).collect());
        self.dates.insert(read)
    }

    /// For each cell that is there, the amounts that it names.
    pub(super) fn amounts(&mut self, context: &QuantityContext) -> &[QuantityList] {
        let known = self.amounts.take().filter(|(known, _)| known == context);
        let read = known.unwrap_or_else(|| {
            (*context, self.texts().map(|text| parse_quantities(text, context)).collect())
        });
        &self.amounts.insert(read).1
    }

    /// Adds to `values` what each cell says as one of `column`.
    pub(super) fn read(mut self, column: &ColumnConvention, values: &mut Values) {
        if column.holds_text() {
            return;
        }
        if column.kind == ColumnKind::Date {
            self.dates();
        }
        if let Some(context) = column.amounts_context() {
            self.amounts(context);
        }
        let dates =
            self.dates.take().unwrap_or_default().into_iter().map(Some).chain(std::iter::repeat(None));
        let amounts = self.amounts.take().map(|(_, amounts)| amounts).unwrap_or_default();
        let amounts = amounts.into_iter().map(Some).chain(std::iter::repeat_with(|| None));
        for ((cell, dates), amounts) in self.iter().zip(dates).zip(amounts) {
            let text = self.document.cell_text(cell).as_str();
            values
                .set(cell, column.value(text, || dates.unwrap_or_default(), || amounts.unwrap_or_default()));
        }
    }
}

/// What all cells of a document say.
#[derive(Clone, Debug, Default)]
pub(super) struct Values(Vec<CellValue>);

impl Values {
    /// What a cell says.
    pub(super) fn get(&self, cell: &Cell) -> &CellValue {
        self.0.get(cell.index()).unwrap_or(&CellValue::Text)
    }

    fn set(&mut self, cell: &Cell, value: CellValue) {
        let index = cell.index();
        if index >= self.0.len() {
            self.0.resize(index + 1, CellValue::Text);
        }
        self.0[index] = value;
    }

    /// Reads the cells of a listing in other conventions.
    pub(super) fn read_again(
        &mut self,
        document: &Document<'_>,
        listing: &Listing,
        columns: &[ColumnConvention],
    ) {
        for cells in listing.entries().iter().map(|entry| listing.cells(entry)) {
            for (cell, column) in cells.iter().zip(columns) {
                self.set(cell, column.read(document.cell_text(cell).as_str()));
            }
        }
    }
}

impl ColumnConvention {
    /// How its amounts are read, where its cells name amounts and not bare numbers.
    pub(super) fn amounts_context(&self) -> Option<&QuantityContext> {
        let context = self.quantities.as_ref().filter(|_| self.kind != ColumnKind::Date)?;
        (self.kind != ColumnKind::Number || context.scale.is_some()).then_some(context)
    }

    /// Whether its cells say nothing but their text.
    pub(super) fn holds_text(&self) -> bool {
        !matches!(self.kind, ColumnKind::Date | ColumnKind::Number) && self.quantities.is_none()
    }

    /// The value of a cell of this column with the text `text` (without markup).
    #[must_use]
    pub fn read(&self, text: &str) -> CellValue {
        let amounts =
            || self.amounts_context().map(|context| parse_quantities(text, context)).unwrap_or_default();
        self.value(text, || readings(text).collect(), amounts)
    }

    /// The same, where `dates` and `amounts` are what can be read of the text.
    fn value(
        &self,
        text: &str,
        dates: impl FnOnce() -> Vec<DateReading>,
        amounts: impl FnOnce() -> QuantityList,
    ) -> CellValue {
        if self.holds_text() {
            CellValue::Text
        } else if is_unknown(text) {
            CellValue::Unknown
        } else if self.kind == ColumnKind::Date {
            self.date(text, &dates()).map_or(CellValue::Unread, CellValue::Date)
        } else if self.amounts_context().is_some() {
            Some(amounts())
                .filter(|list| !list.items.is_empty())
                .map_or(CellValue::Unread, CellValue::Quantities)
        } else {
            number(text).map_or(CellValue::Unread, CellValue::Number)
        }
    }

    /// The date that `text` names: in the column's spelling, or in any other that leaves no doubt.
    #[must_use]
    pub fn read_date(&self, text: &str) -> Option<Date> {
        self.date(text, &readings(text).collect::<Vec<_>>())
    }

    fn date(&self, text: &str, dates: &[DateReading]) -> Option<Date> {
        let own = self.date.as_ref().map(|dates| &dates.format);
        let known = dates.iter().find(|(format, _)| own == Some(format)).map(|(_, date)| *date);
        // A spelling that was set need not be a known one.
        known.or_else(|| own?.parse(text)).or_else(|| {
            let (_, first) = dates.first()?;
            dates.iter().all(|(_, date)| date == first).then_some(*first)
        })
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
        Self::of(&column.read(text), text, collation)
    }

    /// The key of `cell` in `document`, whose value in `column` is `value`: the badges behind it are no part of it.
    pub(super) fn of_cell(
        document: &Document<'_>,
        cell: &Cell,
        (column, value): (&ColumnConvention, &CellValue),
        collation: Collation,
    ) -> Option<Self> {
        let text = document.cell_text(cell);
        let sorted = text.before_images();
        if sorted == text.as_str() {
            Self::of(value, sorted, collation)
        } else {
            Self::new(column, sorted, collation)
        }
    }

    /// The key of a text with this value.
    fn of(value: &CellValue, text: &str, collation: Collation) -> Option<Self> {
        match *value {
            CellValue::Text => {
                let plain = sorted_part(text);
                (!plain.is_empty()).then(|| Self::Text(text_key(plain, collation)))
            }
            CellValue::Date(date) => Some(Self::Date(date)),
            CellValue::Quantities(ref list) => {
                list.items.first().map(|first| Self::Amount(first.quantity.magnitude()))
            }
            CellValue::Number(number) => Some(Self::Number(number)),
            CellValue::Unknown | CellValue::Unread => None,
        }
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
