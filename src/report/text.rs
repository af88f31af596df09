//! Findings for people: where, what, the line that is meant, and what `fmt` would do.

use std::fmt::Write as _;

use super::frame::{Mark, frame};
use super::look::{Look, clean};
use super::{FileReport, Reported, concise};
use crate::rules::Applicability;

pub(super) fn render(files: &[FileReport], look: &Look) -> String {
    let mut printed = String::new();
    for file in files {
        for finding in &file.findings {
            one(file, finding, look, &mut printed);
        }
    }
    printed
}

fn one(file: &FileReport, finding: &Reported, look: &Look, printed: &mut String) {
    concise::one(file, finding, look, printed);
    let related: Vec<_> = finding.related.iter().map(|(range, words)| (*range, clean(words))).collect();
    let others = related.iter().map(|(range, words)| Mark { range: *range, label: words }).collect();
    let main = Mark { range: finding.range, label: "" };
    let (lines, margin) = frame(file, main, others, finding.severity, look);
    printed.push_str(&lines);
    if let Some(fix) = &finding.fix {
        let name = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "unsafe fix",
        };
        let sign = look.margin(&format!("{:margin$} =", ""));
        let _ = writeln!(printed, "{sign} {}: {}", look.good(name), clean(&fix.description));
    }
    printed.push('\n');
}
