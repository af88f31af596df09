//! An overview as markdown, for the summary of a workflow.

use std::fmt::Write as _;

use super::diff_markdown::escaped;
use super::overview::Overview;
use super::overview_text::{columns, habit_value, order};

impl Overview {
    /// A heading for the list, and a table each for its sections, its lists, its habits and its findings.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n{}.", escaped(&self.path), self.counts());
        if self.entries > 0 {
            let shares = self.shares().map(|(what, share)| format!("{share} % with a {what}"));
            let _ = write!(text, " {}.", shares.join(", "));
        }
        text.push('\n');
        let sections = self.rolled_up();
        let sections = sections.iter().map(|(title, entries)| vec![escaped(title), entries.to_string()]);
        push_table(&mut text, &["Section", "Entries"], sections.collect());
        let listings = self.listings.iter().map(|listing| {
            let told = [columns(&listing.columns), order(listing)].map(|told| escaped(&told));
            let [columns, order] = told;
            let layout = listing.unread.or(listing.layout).unwrap_or_default();
            vec![
                escaped(&listing.id),
                listing.kind.to_owned(),
                listing.entries.to_string(),
                columns,
                order,
                layout.to_owned(),
            ]
        });
        push_table(&mut text, &["List", "Kind", "Entries", "Columns", "Order", "Layout"], listings.collect());
        let habits = self.habits.iter().map(|habit| {
            let most = escaped(&habit_value(habit.name, &habit.most));
            vec![habit.name.to_owned(), most, format!("{} of {}", habit.votes, habit.of)]
        });
        push_table(&mut text, &["Items", "Most", "Votes"], habits.collect());
        let findings = self.findings.iter().map(|rule| vec![rule.rule.to_owned(), rule.findings.to_string()]);
        push_table(&mut text, &["Rule", "Findings"], findings.collect());
        text
    }
}

/// A table, unless it would be empty. Columns of numbers need no alignment to be read.
fn push_table(text: &mut String, header: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n| {} |\n|{}", header.join(" | "), " --- |".repeat(header.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
}
