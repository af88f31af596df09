//! Findings for people: where, what, the line that is meant, and what `fmt` would do.

use super::frame::{Mark, push_frame, push_margin};
use super::look::{GOOD, Look, clean};
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
    let others: Vec<_> = related.iter().map(|(range, words)| Mark { range: *range, label: words }).collect();
    let main = Mark { range: finding.range, label: "" };
    let margin = push_frame(printed, file, &main, &others, finding.severity, look);
    if let Some(fix) = &finding.fix {
        let name = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "unsafe fix",
        };
        push_margin(printed, look, margin, "", " =");
        printed.push(' ');
        look.push(printed, GOOD, |printed| printed.push_str(name));
        printed.extend([": ", &clean(&fix.description), "\n"]);
    }
    printed.push('\n');
}
