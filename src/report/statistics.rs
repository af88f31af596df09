//! How many findings there are of each rule, and in each file.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::terminal_style::{BOLD, Look, severity_style};
use super::{FileReport, severity_name};
use crate::rules::Severity;
use crate::text::shown;

/// What was counted of a rule.
struct RuleCount {
    severity: Severity,
    findings: usize,
    fixable: usize,
}

/// The number of findings by rule, then by file, the most frequent first; empty where there are none.
///
/// ```
/// use relist::config::Config;
/// use relist::format::Task;
/// use relist::report::{FileReport, Look, statistics};
///
/// let source = "[a]() [b]()\n\n[c]()\n";
/// let config = Config::default();
/// let report = FileReport::new("a.md", &Task::new(source, &config).check()?);
/// assert_eq!(statistics(&[report], &Look::default()), "3  warning[empty-link]\n\n3  a.md\n");
/// # Ok::<(), relist::rules::UnknownRule>(())
/// ```
#[must_use]
pub fn statistics(files: &[FileReport], look: &Look) -> String {
    let mut rules: BTreeMap<&str, RuleCount> = BTreeMap::new();
    for finding in files.iter().flat_map(|file| &file.findings) {
        let start = RuleCount { severity: finding.severity, findings: 0, fixable: 0 };
        let count = rules.entry(finding.rule.name).or_insert(start);
        count.severity = count.severity.max(finding.severity);
        count.findings += 1;
        count.fixable += usize::from(finding.is_fixable());
    }
    let mut rules: Vec<(&str, RuleCount)> = rules.into_iter().collect();
    rules.sort_by_key(|(_, count)| Reverse(count.findings));
    let mut files: Vec<&FileReport> = files.iter().filter(|file| !file.findings.is_empty()).collect();
    files.sort_by_key(|file| Reverse(file.findings.len()));

    let counts =
        rules.iter().map(|(_, count)| count.findings).chain(files.iter().map(|file| file.findings.len()));
    let width = counts.max().unwrap_or_default().to_string().len();
    let mut text = String::new();
    for (rule, count) in &rules {
        let _ = write!(text, "{:width$}  ", count.findings);
        look.push(&mut text, severity_style(count.severity), |text| {
            text.extend([severity_name(count.severity), "[", rule, "]"]);
        });
        if count.fixable > 0 {
            let _ = write!(text, "  {} fixable", count.fixable);
        }
        text.push('\n');
    }
    for (index, file) in files.iter().enumerate() {
        let _ = write!(text, "{}{:width$}  ", if index == 0 { "\n" } else { "" }, file.findings.len());
        look.push(&mut text, BOLD, |text| text.push_str(&shown(&file.path)));
        text.push('\n');
    }
    text
}
