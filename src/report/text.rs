//! Findings for people: what, what `fmt` would do, where, and the line that is meant.
//!
//! Findings on one line share one excerpt of it. Of many findings of a rule in a file the first few are shown, and the
//! others counted: a table that nobody ever aligned is one thing to know, not a hundred.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::frame::{Underline, push_frame, push_margin};
use super::terminal_style::{GOOD, Look, severity_style};
use super::{FileReport, Reported, severity_name};
use crate::rules::Applicability;
use crate::text::{shown, wrapped};

/// So many findings of a rule are shown of each file.
const SHOWN: usize = 3;

pub(super) fn render(files: &[FileReport], look: &Look) -> String {
    let mut printed = String::new();
    for file in files {
        render_file(file, look, &mut printed);
    }
    printed
}

fn render_file(file: &FileReport, look: &Look, printed: &mut String) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &file.findings {
        *seen.entry(finding.rule.name).or_default() += 1;
    }
    // One that is alone in not being shown takes no more space than saying so.
    let is_summed_up = |rule: &str| seen.get(rule).is_some_and(|count| *count > SHOWN + 1);
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut together: Vec<&Reported> = Vec::new();
    for finding in &file.findings {
        let name = finding.rule.name;
        let told = told.entry(name).or_default();
        if *told >= SHOWN && is_summed_up(name) {
            *left.entry(name).or_default() += 1;
            continue;
        }
        *told += 1;
        if together.last().is_some_and(|last| last.range.start.line != finding.range.start.line) {
            push_findings(file, &together, look, printed);
            together.clear();
        }
        together.push(finding);
    }
    push_findings(file, &together, look, printed);
    if !left.is_empty() {
        let counts: Vec<String> =
            left.iter().map(|(rule, count)| format!("{count} more of `{rule}`")).collect();
        let line = format!("{}: and {}", shown(&file.path), counts.join(", "));
        for line in wrapped(&line, look.width) {
            let _ = writeln!(printed, "{line}");
        }
        printed.push('\n');
    }
}

/// Appends the findings on one line.
fn push_findings(file: &FileReport, findings: &[&Reported], look: &Look, printed: &mut String) {
    let Some(first) = findings.first() else { return };
    for finding in findings {
        push_headline(finding, look, printed);
    }
    let related = findings.iter().flat_map(|finding| &finding.related);
    let related: Vec<_> = related.map(|(range, words)| (*range, shown(words))).collect();
    let mains = findings.iter().map(|finding| Underline::of(finding));
    let others = related.iter().map(|(range, words)| Underline::beside(*range, words));
    let marks: Vec<Underline<'_>> = mains.chain(others).collect();
    let lines = marks.iter().map(|mark| mark.range.start.line);
    let margin = lines.max().unwrap_or(1).to_string().len();
    push_margin(printed, look, margin, "", "-->");
    let line = first.range.start.line;
    let mut columns: Vec<String> =
        findings.iter().map(|finding| finding.range.start.column.to_string()).collect();
    columns.dedup();
    let _ = write!(printed, " {}:{line}:{}", shown(&file.path), columns.first().map_or("", String::as_str));
    for column in columns.iter().skip(1) {
        let _ = write!(printed, ", :{column}");
    }
    printed.push('\n');
    push_frame(printed, file, &marks, margin, look);
    printed.push('\n');
}

/// `warning[date-format]: …`, and what the fix does.
fn push_headline(finding: &Reported, look: &Look, printed: &mut String) {
    let head = format!("{}[{}]", severity_name(finding.severity), finding.rule.name);
    let text = format!("{head}: {}", shown(&finding.message));
    for (index, line) in wrapped(&text, look.width).iter().enumerate() {
        match line.strip_prefix(&head).filter(|_| index == 0) {
            Some(rest) => {
                look.push(printed, severity_style(finding.severity), |printed| printed.push_str(&head));
                printed.push_str(rest);
            }
            None => printed.extend(["  ", line]),
        }
        printed.push('\n');
    }
    let Some(fix) = &finding.fix else { return };
    let name = match fix.applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "unsafe fix",
    };
    let text = format!("{name}: {}", shown(&fix.description));
    for (index, line) in wrapped(&text, look.width.saturating_sub(2)).iter().enumerate() {
        printed.push_str("  ");
        match line.strip_prefix(name).filter(|_| index == 0) {
            Some(rest) => {
                look.push(printed, GOOD, |printed| printed.push_str(name));
                printed.push_str(rest);
            }
            None => printed.extend(["  ", line]),
        }
        printed.push('\n');
    }
}
