//! From an edited value to the source of its cell, in the spelling of the column.

use super::error::Unspelled;
use super::habits::Habits;
use super::value::Value;
use crate::config::ColumnKind;
use crate::convention::{CellValue, ColumnConvention};
use crate::document::{Cell, CellText, Document};
use crate::text::{Edit, Span, apply};
use crate::value::{
    Date, DateFormat, Quantity, QuantityContext, QuantityItem, QuantitySpelling, candidates,
    parse_quantities, without_icons,
};

/// The cell that is to say something else.
#[derive(Debug)]
pub(super) struct OldCell<'a> {
    content: Span,
    source: &'a str,
    text: CellText<'a>,
    has_links: bool,
}

impl<'a> OldCell<'a> {
    pub(super) fn new(document: &Document<'a>, cell: &Cell) -> Self {
        let has_links = !document.cell_links(cell).is_empty();
        let text = document.cell_text(cell);
        Self { content: cell.content, source: document.source(), text: text.clone(), has_links }
    }

    /// The source of the cell with these edits, given in offsets of the document.
    fn edited(&self, edits: Vec<Edit>) -> Option<String> {
        let start = self.content.start;
        let local = edits.into_iter().map(|edit| {
            let span = Span::new(edit.span.start.checked_sub(start)?, edit.span.end.checked_sub(start)?);
            Some(Edit::replacement(span, edit.replacement))
        });
        apply(self.content.of(self.source), &local.collect::<Option<Vec<_>>>()?).ok()
    }

    /// Whether the source is the text, letter by letter.
    fn is_plain(&self) -> bool {
        !self.has_links && self.content.of(self.source) == self.text.as_str()
    }

    /// The source with all of the text replaced, markup and links around it kept.
    pub(super) fn with_text(&self, text: &str) -> Result<String, Unspelled> {
        if self.is_plain() {
            return Ok(text.to_owned());
        }
        let range = self.text.trimmed_range();
        let span = if range.is_empty() { None } else { self.text.source_span(range) };
        span.and_then(|span| self.edited(vec![Edit::replacement(span, text)])).ok_or(if self.has_links {
            Unspelled::Links
        } else {
            Unspelled::Mixed
        })
    }
}

/// The source of a cell that says `value`: `old` with as little changed as can be, or a new one.
pub(super) fn respell(
    old: Option<&OldCell<'_>>,
    column: &ColumnConvention,
    habits: &Habits,
    value: &Value,
) -> Result<String, Unspelled> {
    if let Some(old) = old
        && column.read(old.text.as_str()) == CellValue::Unread
    {
        return Err(if old.has_links { Unspelled::Links } else { Unspelled::Mixed });
    }
    let plain_numbers = column.quantities.as_ref().is_some_and(is_plain_number);
    match (value, column.kind, &column.quantities) {
        (Value::Unknown, ColumnKind::Date, _) | (Value::Unknown, _, Some(_)) => match old {
            Some(old) if old.has_links => Err(Unspelled::Links),
            Some(old) if !old.is_plain() && habits.unknown.is_empty() => Err(Unspelled::Mixed),
            Some(old) => old.with_text(&habits.unknown),
            None => Ok(habits.unknown.clone()),
        },
        (Value::Date(date), ColumnKind::Date, _) => {
            let text = spell_date(*date, column, old.map_or("", |old| old.text.as_str()))?;
            old.map_or(Ok(text.clone()), |old| old.with_text(&text))
        }
        (Value::Number(number), ColumnKind::Number, _) if plain_numbers => {
            let text = spell_number(*number, old.map_or("", |old| old.text.as_str()));
            old.map_or(Ok(text.clone()), |old| old.with_text(&text))
        }
        (Value::Quantities(quantities), _, Some(context)) if !plain_numbers => {
            let speller = Speller { spelling: column.size, context };
            respell_quantities(old, &speller, habits, quantities)
        }
        _ => Err(Unspelled::WrongKind(what_it_holds(column.kind, plain_numbers))),
    }
}

fn is_plain_number(context: &QuantityContext) -> bool {
    context.kind == crate::value::QuantityKind::Number && context.scale.is_none()
}

fn what_it_holds(kind: ColumnKind, plain_numbers: bool) -> &'static str {
    match kind {
        ColumnKind::Date => "dates (\"2023-07\")",
        ColumnKind::Number if plain_numbers => "numbers (12)",
        ColumnKind::Number | ColumnKind::Size | ColumnKind::Context | ColumnKind::Tokens => {
            "amounts ([{\"count\": 7000000000}])"
        }
        _ => "text, which has no value",
    }
}

/// In the column's spelling, else in the cell's own (a day in a column of months), else, where the column shows none,
/// in ISO 8601.
fn spell_date(date: Date, column: &ColumnConvention, old: &str) -> Result<String, Unspelled> {
    let plain = without_icons(old);
    let format = column.date.as_ref().map(|dates| &dates.format);
    let spelled = format.and_then(|format| format.spell(date));
    let own = || candidates(plain).into_iter().find_map(|(format, _)| format.spell(date));
    let text = match (spelled.or_else(own), format) {
        (Some(text), _) => text,
        (None, None) => date.to_string(),
        (None, Some(format)) => return Err(Unspelled::Spelling(DateFormat::to_string(format))),
    };
    // Icons beside the old date stay beside the new one.
    let (before, after) = old.split_once(plain).unwrap_or_default();
    Ok(format!("{before}{text}{after}"))
}

/// Spells a number as the cell spelled the old one: with thousands separators and `k`, and with the icon, the sign for
/// money, the `%` or the note that stands beside it.
fn spell_number(number: f64, old: &str) -> String {
    let old = old.trim();
    let first = old.find(|c: char| c.is_ascii_digit()).unwrap_or(old.len());
    let start = old[..first].trim_end_matches(['-', '+']).len();
    let (prefix, rest) = old.split_at(start);
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    let digits = rest.find(|c: char| !is_of_number(c)).unwrap_or(rest.len());
    let digits = rest[..digits].trim_end_matches(['.', ',', '-', '+']).len();
    let (old, rest) = rest.split_at(digits);
    let (factor, unit) = match rest.chars().next() {
        Some('k') => (1e3, "k"),
        Some('K') => (1e3, "K"),
        Some('M') => (1e6, "M"),
        _ => (1.0, ""),
    };
    let suffix = &rest[unit.len()..];
    let scaled = (number / factor).to_string();
    let short = scaled.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 2);
    let (mut text, unit) = if short { (scaled, unit) } else { (number.to_string(), "") };
    if old.contains(',') {
        text = grouped(&text);
    }
    format!("{prefix}{text}{unit}{suffix}")
}

/// Splits off each three digits before the decimal point by a comma.
pub(super) fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

struct Speller<'a> {
    spelling: Option<QuantitySpelling>,
    context: &'a QuantityContext,
}

impl Speller<'_> {
    /// In the column's spelling, or in that of the item it replaces.
    fn spell(&self, quantity: &Quantity, old: &str) -> Result<String, Unspelled> {
        let own = QuantitySpelling::of(old);
        let spelling = self.spelling.or(own).unwrap_or(QuantitySpelling { uppercase: true, space: false });
        spelling.spell(quantity, self.context).ok_or_else(|| Unspelled::Spelling(format!("{spelling}")))
    }
}

fn respell_quantities(
    old: Option<&OldCell<'_>>,
    speller: &Speller<'_>,
    habits: &Habits,
    quantities: &[Quantity],
) -> Result<String, Unspelled> {
    let text = old.map_or("", |old| old.text.as_str());
    let list = parse_quantities(text, speller.context);
    if let Some(old) = old
        && list.items.len() == quantities.len()
    {
        return replace_items(old, speller, &list.items, quantities);
    }
    let separator = match list.items.as_slice() {
        [first, second, ..] => text.get(first.span.end..second.span.start).unwrap_or(&habits.separator),
        _ => &habits.separator,
    };
    let model = list.items.first().map_or("", |item| item.span.of(text));
    let texts: Result<Vec<String>, _> =
        quantities.iter().map(|quantity| speller.spell(quantity, model)).collect();
    let joined = texts?.join(separator);
    let Some(old) = old else { return Ok(joined) };
    let bare = list.is_complete && list.items.iter().all(|item| item.note.is_none());
    match (old.has_links, bare) {
        (true, _) if list.items.is_empty() && quantities.len() == 1 => old.with_text(&joined),
        (true, _) => Err(Unspelled::Links),
        (false, true) => old.with_text(&joined),
        (false, false) => Err(Unspelled::Mixed),
    }
}

/// Replaces each item that changed, and nothing between them.
fn replace_items(
    old: &OldCell<'_>,
    speller: &Speller<'_>,
    items: &[QuantityItem],
    quantities: &[Quantity],
) -> Result<String, Unspelled> {
    let text = old.text.as_str();
    let offset = old.text.trimmed_range().start;
    let mut edits = Vec::new();
    for (item, quantity) in items.iter().zip(quantities).filter(|(item, new)| item.quantity != **new) {
        let new = speller.spell(quantity, item.span.of(text))?;
        let span = old.text.source_span(item.span.shifted(offset).into()).ok_or(Unspelled::Mixed)?;
        edits.push(Edit::replacement(span, new));
    }
    old.edited(edits).ok_or(Unspelled::Mixed)
}
