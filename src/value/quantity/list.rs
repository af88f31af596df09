//! All the quantities of one cell.

use super::amount::{is_grouped, number_run, read_unit};
use super::item::ReadQuantity;
use super::{Quantity, QuantityContext, QuantityKind, is_unknown};
use crate::text::Span;

/// One quantity that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityItem {
    /// The bytes of number and unit in the text, both ends of a range included, without sign words and note.
    pub span: Span,
    /// What they say.
    pub quantity: Quantity,
    /// What follows, up to the next item or separator: `WD`, `(ALiBi)`, `-2K`, `tokens`, `+`.
    pub note: Option<String>,
}

/// What was read from a text, and whether that was all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuantityList {
    /// The quantities, in the order of the text.
    pub items: Vec<QuantityItem>,
    /// Whether the rest of the text is but separators, short notes, and words such as `~` or `up to`.
    pub is_complete: bool,
}

impl QuantityList {
    /// What the items say, without where and how they are written.
    pub fn quantities(&self) -> impl Iterator<Item = Quantity> {
        self.items.iter().map(|item| item.quantity)
    }
}

/// Words and signs that may stand before an amount without making it another one.
const PREFIXES: [&str; 18] = [
    "~",
    "≈",
    "∼",
    "～",
    "<",
    ">",
    "≤",
    "≥",
    "about ",
    "around ",
    "approximately ",
    "approx. ",
    "over ",
    "up to ",
    "more than ",
    "less than ",
    "at least ",
    "at most ",
];

/// Notes of more words than this are prose.
const LONGEST_NOTE: usize = 3;

/// Reads the quantities of a cell's plain text.
///
/// Items are separated by `,`, `/`, `;`, `&`, `and` or a line end; a comma before each three digits groups them
/// (`44,000`). What cannot be read is passed over and makes the list incomplete: a number that a letter touches
/// (`Llama-2-7B`, `GPT-4`), one with a decimal comma, one that is not whole in its unit or that overflows. A number
/// without a unit is read only where all of the text is, and, under sizes, where no neighbour has a unit.
///
/// ```
/// use relist::value::{Quantity, QuantityContext, QuantityKind, parse_quantities};
///
/// let context = QuantityContext::from_header("Params (B)", QuantityKind::Size);
/// let list = parse_quantities("0.06 - 11", &context);
/// assert_eq!(list.items[0].quantity, Quantity::Range { min: 60_000_000, max: 11_000_000_000 });
/// assert!(list.is_complete);
/// ```
#[must_use]
pub fn parse_quantities(text: &str, context: &QuantityContext) -> QuantityList {
    if is_unknown(text) {
        return QuantityList { items: Vec::new(), is_complete: true };
    }
    if !text.contains(|character: char| {
        character.is_ascii_digit() || matches!(character, 'i' | 'I' | 'u' | 'U' | '∞')
    }) {
        return QuantityList::default();
    }
    // Nearly all texts have one, and keep what is allocated here.
    let mut items: Vec<Read> = Vec::with_capacity(1);
    let mut all_read = true;
    each_segment(text, |segment| all_read &= read_segment(text, segment, context, &mut items));
    let has_units = items.iter().any(|read| read.has_unit);
    let is_mixed = has_units && context.kind == QuantityKind::Size && context.scale.is_none();
    let found = items.len();
    items.retain(|read| read.has_unit || (all_read && !is_mixed));
    let has_prose = |read: &Read| read.note.of(text).split_whitespace().count() > LONGEST_NOTE;
    let is_complete = all_read && items.len() == found && !items.iter().any(has_prose);
    let item = |read: Read| QuantityItem {
        span: read.span,
        quantity: read.quantity,
        note: Some(read.note.of(text)).filter(|note| !note.is_empty()).map(str::to_owned),
    };
    QuantityList { items: items.into_iter().map(item).collect(), is_complete }
}

/// A quantity as it is read.
struct Read {
    span: Span,
    quantity: Quantity,
    /// Where its note stands, without white space around it; empty where there is none.
    note: Span,
    has_unit: bool,
}

/// Reads the items of one segment; whether nothing is left over.
fn read_segment(text: &str, segment: Span, context: &QuantityContext, items: &mut Vec<Read>) -> bool {
    let inside = segment.of(text);
    if is_unknown(inside) {
        return true;
    }
    let first_item = items.len();
    let mut noted_from = 0;
    let mut at = skip_prefixes(inside, inside.len() - inside.trim_start().len());
    let mut is_first_word = true;
    let mut leads = true;
    while at < inside.len() {
        let read = ReadQuantity::read(inside, at, context).filter(|item| is_first_word || item.has_unit());
        let next = if let Some(item) = read {
            if items.len() > first_item {
                set_note(items, text, Span::new(noted_from, at).shifted(segment.start));
            } else {
                leads = is_first_word;
            }
            noted_from = item.span.end;
            let has_unit = item.has_unit();
            let span = item.span.shifted(segment.start);
            items.push(Read { span, quantity: item.quantity, note: Span::empty(span.end), has_unit });
            noted_from
        } else {
            at
        };
        at = next_word(inside, next);
        at = skip_sign(inside, at);
        is_first_word = false;
    }
    let has_items = items.len() > first_item;
    if has_items {
        set_note(items, text, Span::new(noted_from, inside.len()).shifted(segment.start));
    }
    has_items && leads
}

fn set_note(items: &mut [Read], text: &str, note: Span) {
    let start = note.end - note.of(text).trim_start().len();
    if let Some(item) = items.last_mut() {
        item.note = Span::new(start, start + note.of(text).trim().len());
    }
}

/// Where the words and signs that may stand before an amount end.
fn skip_prefixes(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let length = PREFIXES.iter().find_map(|prefix| {
        rest.get(..prefix.len()).filter(|begin| begin.eq_ignore_ascii_case(prefix)).map(str::len)
    });
    start + length.map_or(0, |length| rest.len() - rest[length..].trim_start().len())
}

/// Where a single sign before an amount ends.
fn skip_sign(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    text.len() - rest.strip_prefix(['~', '≈', '∼', '～', '<', '>', '≤', '≥']).unwrap_or(rest).len()
}

/// The start of the next word that stands outside of brackets, or the end of `text`.
fn next_word(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let mut after_space = false;
    for (offset, character) in text.get(start..).unwrap_or_default().char_indices() {
        if after_space && depth == 0 && !character.is_whitespace() && !is_opening(character) {
            return start + offset;
        }
        depth = depth_after(depth, character);
        after_space = character.is_whitespace();
    }
    text.len()
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '（')
}

fn depth_after(depth: usize, character: char) -> usize {
    match character {
        '(' | '（' => depth + 1,
        ')' | '）' => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Calls `read` for the parts of `text` between separators that stand outside of brackets.
fn each_segment(text: &str, mut read: impl FnMut(Span)) {
    let bytes = text.as_bytes();
    let (mut start, mut depth) = (0, 0);
    // Up to `kept` commas belong to a number, up to `seen` it is known whether they do.
    let (mut kept, mut seen) = (0, 0);
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() && at >= seen {
            seen = number_run(bytes, at);
            let run = &text[at..seen];
            if run.contains(',') && (is_grouped(run) || read_unit(text, seen).is_some()) {
                kept = seen;
            }
        }
        depth = depth_after(depth, character);
        let length = match character {
            ',' | '/' | ';' | '&' | '\n' | '、' | '，' | '；' => character.len_utf8(),
            ' ' if text[at..].starts_with(" and ") => " and".len(),
            _ => continue,
        };
        if depth == 0 && at >= kept {
            read(Span::new(start, at));
            start = at + length;
        }
    }
    read(Span::new(start, text.len()));
}
