//! What a column's header says about its numbers.

use super::amount::Unit;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    /// Parameters of a model.
    Size,
    /// Tokens that a model can look back on.
    Context,
    /// Tokens, or samples, that it was trained on.
    Tokens,
    /// Anything else; spelled in plain digits.
    #[default]
    Number,
}

/// What a cell's text does not say by itself: what is counted, and in which unit bare numbers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct QuantityContext {
    /// What the column counts.
    pub kind: QuantityKind,
    /// What one stands for in a number without a unit: 10⁹ under `Params (B)`.
    pub scale: Option<u64>,
}

impl QuantityContext {
    /// The context of a column of `kind` under `header`, whose unit is read from `(B)`, `[K]`, `(in millions)`,
    /// `(B tokens)` or `in billions`.
    ///
    /// ```
    /// use relist::value::{QuantityContext, QuantityKind};
    ///
    /// let scale = |header| QuantityContext::from_header(header, QuantityKind::Size).scale;
    /// assert_eq!(scale("Params (B)"), Some(1_000_000_000));
    /// assert_eq!(scale("Samples(in thousands)"), Some(1_000));
    /// assert_eq!(scale("Size (Base)"), None);
    /// ```
    #[must_use]
    pub fn from_header(header: &str, kind: QuantityKind) -> Self {
        let mut groups = header.split(['(', '（', '[']).skip(1);
        let in_brackets = groups.find_map(|group| {
            let (inside, _) = group.split_once([')', '）', ']'])?;
            single_unit(inside)
        });
        Self { kind, scale: in_brackets.or_else(|| spelled_out(header)) }
    }
}

/// The unit that a bracket names, where it names nothing else.
fn single_unit(bracket: &str) -> Option<u64> {
    const FILLERS: [&str; 11] = [
        "in",
        "of",
        "#",
        "params",
        "parameters",
        "param",
        "tokens",
        "token",
        "samples",
        "examples",
        "instances",
    ];
    let is_word = |word: &&str| !FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler));
    let mut words = bracket.split_whitespace().filter(is_word);
    let unit = Unit::named(words.next()?)?;
    (words.next().is_none() && !unit.is_bytes()).then_some(unit.multiplier)
}

/// The unit of `Params in billions`.
fn spelled_out(header: &str) -> Option<u64> {
    let mut words = header.split_whitespace();
    words.find(|word| word.eq_ignore_ascii_case("in"))?;
    Unit::named(words.next()?).filter(|unit| !unit.is_bytes()).map(|unit| unit.multiplier)
}
