//! One line a finding.

use super::look::{Look, clean};
use super::{FileReport, Reported, severity_name};

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
    let place = look.bold(&format!("{}:{}:{}", clean(&file.path), at.line, at.column));
    let kind = [severity_name(finding.severity), "[", finding.rule.name, "]"].concat();
    let kind = look.severity(finding.severity, &kind);
    printed.extend([&place, ": ", &kind, ": ", &clean(&finding.message), "\n"]);
}
