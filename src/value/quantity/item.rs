//! One quantity at a place in a text.

use super::amount::Amount;
use super::{Quantity, QuantityContext};
use crate::text::Span;

/// A quantity and where it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadQuantity {
    pub(super) span: Span,
    pub(super) quantity: Quantity,
    /// The amounts in it: one, or the two ends of a range.
    pub(super) amounts: [Option<Amount>; 2],
}

impl ReadQuantity {
    /// Whether the text itself gives a unit, so that it cannot be a stray number.
    pub(super) fn has_unit(&self) -> bool {
        self.quantity == Quantity::Infinite
            || self.amounts.iter().flatten().any(|amount| amount.unit.is_some())
    }

    /// Reads the quantity that `text` has at byte `start`.
    pub(super) fn read(text: &str, start: usize, context: &QuantityContext) -> Option<Self> {
        let item = read_infinite(text, start)
            .or_else(|| read_times(text, start, context))
            .or_else(|| read_range_or_count(text, start, context))?;
        (item.has_unit() || may_follow_number(text, item.span.end)).then_some(item)
    }
}

/// Whether what follows a number without a unit leaves it a number: not `4-bit`, `95%` or `2023/05`.
fn may_follow_number(text: &str, end: usize) -> bool {
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    next.is_none_or(|next| next.is_whitespace() || "(（[+?*~†‡".contains(next))
}

fn read_infinite(text: &str, start: usize) -> Option<ReadQuantity> {
    const WORDS: [&str; 5] = ["infinity", "infinite", "unlimited", "inf", "∞"];
    let rest = text.get(start..)?;
    let word = WORDS.iter().find(|word| {
        let is_word = rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        is_word && !rest[word.len()..].starts_with(char::is_alphanumeric)
    })?;
    let span = Span::new(start, start + word.len());
    Some(ReadQuantity { span, quantity: Quantity::Infinite, amounts: [None, None] })
}

/// Reads `8x7B`, or `8x7` under a header that gives the unit: `224x224` is a resolution.
fn read_times(text: &str, start: usize, context: &QuantityContext) -> Option<ReadQuantity> {
    let rest = text.get(start..)?;
    let (digits, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    let rest = rest.trim_start_matches(' ').strip_prefix(['x', 'X', '×', '*'])?.trim_start_matches(' ');
    let times = digits.parse().ok().filter(|&times: &u32| times > 0 && !digits.starts_with('0'))?;
    let amount = Amount::read(text, text.len() - rest.len())?;
    if amount.is_bytes() || (amount.unit.is_none() && context.scale.is_none()) {
        return None;
    }
    let quantity = Quantity::Count { count: amount.value(context.scale.unwrap_or(1))?, times: Some(times) };
    Some(ReadQuantity { span: Span::new(start, amount.end()), quantity, amounts: [Some(amount), None] })
}

fn read_range_or_count(text: &str, start: usize, context: &QuantityContext) -> Option<ReadQuantity> {
    let first = Amount::read(text, start)?;
    if let Some(last) = read_range_end(text, first.end())
        && let Some(quantity) = range_of(&first, &last, context)
    {
        // `7B-13B-70B` is three sizes and no range.
        let is_range = read_range_end(text, last.end()).is_none();
        let item =
            ReadQuantity { span: Span::new(start, last.end()), quantity, amounts: [Some(first), Some(last)] };
        return is_range.then_some(item);
    }
    let value = first.value(context.scale.unwrap_or(1))?;
    let quantity = if first.is_bytes() {
        Quantity::Bytes { bytes: value }
    } else {
        Quantity::Count { count: value, times: None }
    };
    Some(ReadQuantity { span: Span::new(start, first.end()), quantity, amounts: [Some(first), None] })
}

/// Reads the amount behind a dash, or behind `to`.
fn read_range_end(text: &str, end: usize) -> Option<Amount> {
    let rest = text.get(end..)?;
    let spaced = rest.trim_start_matches(' ');
    let behind = spaced
        .strip_prefix(['-', '–', '—', '~', '～'])
        .or_else(|| spaced.strip_prefix("to ").filter(|_| spaced.len() < rest.len()))?;
    Amount::read(text, text.len() - behind.trim_start_matches(' ').len())
}

/// The two amounts as the ends of a range; `13B-2K` is none, and in `1-16B` the unit counts for both.
fn range_of(first: &Amount, last: &Amount, context: &QuantityContext) -> Option<Quantity> {
    if first.is_bytes() || last.is_bytes() {
        return None;
    }
    let max = last.value(match (first.unit, last.unit) {
        (Some(_), None) => context.scale?,
        _ => context.scale.unwrap_or(1),
    })?;
    let shared = last.unit.map(|(unit, _)| unit.multiplier);
    let scales = [context.scale.or(shared), Some(1).filter(|_| context.scale.is_none())];
    let mut mins = scales.into_iter().flatten().filter_map(|scale| first.value(scale));
    let min = mins.find(|&min| min < max)?;
    Some(Quantity::Range { min, max })
}
