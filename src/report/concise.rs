//! One line a finding.

use std::fmt::Write as _;

use super::terminal_style::{BOLD, Look, severity_style};
use super::{FileReport, Reported, severity_name};
use crate::text::shown;

pub(super) fn render(files: &[FileReport], look: &Look) -> String {
    let mut printed = String::new();
    for file in files {
        for finding in &file.findings {
            one(file, finding, look, &mut printed);
        }
    }
    printed
}

/// `README.md:35:12: warning[date-format]: …`
pub(super) fn one(file: &FileReport, finding: &Reported, look: &Look, printed: &mut String) {
    let at = finding.range.start;
    look.push(printed, BOLD, |printed| {
        printed.push_str(&shown(&file.path));
        let _ = write!(printed, ":{}:{}", at.line, at.column);
    });
    printed.push_str(": ");
    look.push(printed, severity_style(finding.severity), |printed| {
        printed.extend([severity_name(finding.severity), "[", finding.rule.name, "]"]);
    });
    printed.extend([": ", &shown(&finding.message), "\n"]);
}
