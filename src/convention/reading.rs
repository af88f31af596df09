//! From the texts of cells to their typed values, in the conventions of their columns.

use super::ColumnConvention;
use crate::config::ColumnKind;
use crate::document::{Cell, Document, Link, Listing};
use crate::value::{
    Date, DateFormat, Day, QuantityContext, QuantityList, is_unknown, number, parse_quantities, readings,
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
    pub(crate) fn amounts_context(&self) -> Option<&QuantityContext> {
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
            // With an icon in front, a weekday, or a second day behind.
            let Some((_, first)) = dates.first() else { return Day::start_of(text)?.date() };
            dates.iter().all(|(_, date)| date == first).then_some(*first)
        })
    }
}
