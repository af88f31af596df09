//! Annotations of a GitHub workflow: `::warning file=…,line=…::message`.

use std::fmt::Write as _;

use super::{FileReport, Reported};
use crate::rules::Severity;

pub(super) fn render(files: &[FileReport]) -> String {
    let mut printed = String::new();
    for file in files {
        for finding in &file.findings {
            one(&file.path, finding, &mut printed);
        }
    }
    printed
}

fn one(path: &str, finding: &Reported, printed: &mut String) {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "notice",
    };
    let (start, end) = (finding.range.start, finding.range.end);
    let _ = write!(printed, "::{command} file={},line={},endLine={}", property(path), start.line, end.line);
    // GitHub takes columns only where all is on one line.
    if start.line == end.line {
        let _ = write!(printed, ",col={},endColumn={}", start.column, end.column);
    }
    let title = format!("relist({})", finding.rule.name);
    let fix = finding.fix.as_ref().map(|fix| format!("\n`relist fmt`: {}", fix.description));
    let message = format!("{}{}", finding.message, fix.filter(|_| finding.is_fixable()).unwrap_or_default());
    let _ = writeln!(printed, ",title={}::{}", property(&title), data(&message));
}

/// What the runner takes for a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What it takes for the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_message_or_a_property_is_escaped() {
        assert_eq!(data("100 %\r\na: b, c"), "100 %25%0D%0Aa: b, c");
        assert_eq!(property("a:b,c%.md"), "a%3Ab%2Cc%25.md");
    }
}
