//! What was done, in a few words.

use std::fmt;

use crate::rules::{Finding, Rule};

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
            summary.count(finding.rule, 1);
        }
        summary.sort();
        summary
    }

    /// Adds what was done after it.
    pub(super) fn add(&mut self, next: &Self) {
        for (rule, count) in &next.counts {
            self.count(rule, *count);
        }
        self.sort();
    }

    fn count(&mut self, rule: &'static Rule, more: usize) {
        match self.counts.iter_mut().find(|(known, _)| known.nouns == rule.nouns) {
            Some((_, count)) => *count += more,
            None => self.counts.push((rule, more)),
        }
    }

    fn sort(&mut self) {
        self.counts.sort_by_key(|(rule, _)| (rule.stage, rule.name));
    }

    /// How many fixes there are in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
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
