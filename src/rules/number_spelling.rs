//! Dimensions, thousands and units that are written in another way than the others of their column.

use std::collections::BTreeMap;

use super::finding::{Finding, Place};
use super::rule::Rule;
use crate::convention::Tally;
use crate::text::Span;

/// So many values show how their column writes them, and all but one in so many agree.
const FEWEST: usize = 5;
const STRAY_ONE_IN: usize = 8;

/// Reports, for `rule`, the dimensions and the numbers among `values` that stray from the others.
pub(super) fn report<'a>(
    rule: &'static Rule,
    values: impl Iterator<Item = (Place, Span, &'a str)> + Clone,
    findings: &mut Vec<Finding>,
) {
    let dimensions: Vec<_> =
        values.clone().filter_map(|value| Some((value, sign_of_dimension(value.2)?))).collect();
    if let Some(usual) = usual(dimensions.iter().map(|(_, sign)| *sign)) {
        for ((place, span, text), sign) in dimensions.into_iter().filter(|(_, sign)| *sign != usual) {
            let message = format!("`{text}` has {sign:?} between its numbers, and the others have {usual:?}");
            findings.push(Finding::new(rule, span, message).at(place));
        }
    }
    units(rule, values.clone(), findings);
    let numbers: Vec<_> = values.filter_map(|value| Some((value, grouping(value.2)?))).collect();
    let right = numbers.iter().filter(|(_, grouping)| *grouping == Grouping::Right).count();
    if right >= FEWEST && (numbers.len() - right) * STRAY_ONE_IN <= numbers.len() {
        for ((place, span, text), _) in
            numbers.into_iter().filter(|(_, grouping)| *grouping == Grouping::Wrong)
        {
            let message =
                format!("`{text}` does not have three digits behind each comma, as the other numbers do");
            findings.push(Finding::new(rule, span, message).at(place));
        }
    }
}

/// Reports units that differ from the usual spelling in capitals alone: `Mhz` among `MHz`.
fn units<'a>(
    rule: &'static Rule,
    values: impl Iterator<Item = (Place, Span, &'a str)> + Clone,
    findings: &mut Vec<Finding>,
) {
    let units: Vec<_> = values.filter_map(|value| Some((value, unit(value.2)?))).collect();
    let mut spellings: BTreeMap<String, Tally<&str>> = BTreeMap::new();
    for (_, unit) in &units {
        spellings.entry(unit.to_lowercase()).or_default().add(*unit);
    }
    for ((place, span, text), unit) in units {
        let spellings = &spellings[&unit.to_lowercase()];
        let usual = spellings.best().filter(|(_, often)| {
            *often >= FEWEST && (spellings.total() - often) * STRAY_ONE_IN <= spellings.total()
        });
        if let Some((usual, _)) = usual.filter(|(usual, _)| **usual != unit) {
            let message = format!("`{text}` has the unit `{unit}`, and the others have `{usual}`");
            findings.push(Finding::new(rule, span, message).at(place));
        }
    }
}

/// The unit of an amount, `MHz` of `1,050 MHz`: letters behind one number, at least two.
fn unit(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = rest.trim_start();
    (rest.len() < text.len() && unit.len() > 1 && unit.chars().all(char::is_alphabetic)).then_some(unit)
}

/// The sign that nearly all have.
fn usual<'a>(signs: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let signs: Tally<&str> = signs.collect();
    let (usual, often) = signs.best()?;
    (often >= FEWEST && (signs.total() - often) * STRAY_ONE_IN <= signs.total()).then_some(usual)
}

/// What stands between the numbers of `512×512`, with the spaces around it.
pub(super) fn sign_of_dimension(text: &str) -> Option<&str> {
    let start = text.find(|c: char| !c.is_ascii_digit()).filter(|&start| start > 0)?;
    let len = text[start..].find(|c: char| c.is_ascii_digit())?;
    let (sign, rest) = text[start..].split_at(len);
    let is_sign = matches!(sign.trim(), "×" | "x" | "X" | "*" | "✕" | "х");
    (is_sign && rest.chars().all(|c| c.is_ascii_digit())).then_some(sign)
}

/// How the thousands of a number are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grouping {
    Right,
    Wrong,
}

fn grouping(text: &str) -> Option<Grouping> {
    if !text.contains(',') || !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) {
        return None;
    }
    let mut groups = text.split(',');
    let first = groups.next()?;
    let is_right = (1..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    Some(if is_right { Grouping::Right } else { Grouping::Wrong })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_numbers_are_read() {
        assert_eq!(sign_of_dimension("512 x 512"), Some(" x "));
        assert_eq!(sign_of_dimension("2024-05"), None);
        assert_eq!(grouping("62,351"), Some(Grouping::Right));
        assert_eq!(grouping("1,6000"), Some(Grouping::Wrong));
        assert_eq!(grouping("10, 000"), Some(Grouping::Wrong));
        assert_eq!(grouping("5232"), None);
        assert_eq!([unit("1,050 MHz"), unit("16GB")], [Some("MHz"), Some("GB")]);
        assert_eq!([unit("MHz"), unit("7B"), unit("3 of 4")], [None; 3]);
    }
}
