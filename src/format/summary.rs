//! What was done, in a few words.

use std::fmt;

use crate::rules::{Check, Finding, Rule};

/// How many fixes of each kind were made: `2 rows moved, 1 date, 3 links`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    counts: Vec<(&'static Rule, usize)>,
}

impl Summary {
    /// Counts `findings` by what their rules call them.
    pub(super) fn of(findings: &[&Finding]) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match summary.counts.iter_mut().find(|(rule, _)| rule.nouns == finding.rule.nouns) {
                Some((_, count)) => *count += 1,
                None => summary.counts.push((finding.rule, 1)),
            }
        }
        summary.counts.sort_by_key(|(rule, _)| (weight(rule), rule.name));
        summary
    }

    /// How many fixes there are in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// What changes a list most comes first.
fn weight(rule: &Rule) -> u8 {
    match rule.check {
        Check::Order(_) => 0,
        Check::Layout(_) => 1,
        Check::Cell(_) | Check::CellAndDocument(..) | Check::Document(_) | Check::Directives => 2,
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (rule, count)) in self.counts.iter().enumerate() {
            let noun = if *count == 1 { rule.nouns.0 } else { rule.nouns.1 };
            write!(formatter, "{}{count} {noun}", if index > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}
