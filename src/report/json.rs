//! Findings for programs. The shape is stable: keys may be added, none changes its meaning.

use schemars::JsonSchema;
use serde::Serialize;

use super::{FileReport, Range, Reported, Totals};
use crate::rules::{Applicability, Severity};
use crate::text::Position;

/// What `relist check --output-format json` prints; `relist schema findings` prints its JSON Schema.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonReport<'a> {
    /// The version of this shape: 1.
    relist: u8,
    /// The findings, sorted by path and place.
    findings: Vec<JsonFinding<'a>>,
    /// How many there are.
    summary: JsonSummary,
}

/// Something that strays from what the listing does, or from what is well-formed.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonFinding<'a> {
    /// The file, as it was named, with `/` between folders.
    path: &'a str,
    /// The name of the rule.
    rule: &'a str,
    severity: JsonSeverity,
    /// One sentence: what is the matter.
    message: &'a str,
    #[serde(flatten)]
    range: JsonRange,
    /// Other places that belong to it: the first of two duplicates.
    related: Vec<JsonRelated<'a>>,
    /// How it is mended, or null.
    fix: Option<JsonFix<'a>>,
}

/// How bad a finding is; one that is information does not make `relist check` fail.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum JsonSeverity {
    Error,
    Warning,
    Information,
}

/// A part of the file. Ends are exclusive.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonRange {
    /// The bytes, counted from 0, a byte order mark included.
    bytes: JsonBytes,
    start: JsonPosition,
    end: JsonPosition,
}

#[derive(Debug, Serialize, JsonSchema)]
struct JsonBytes {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct JsonPosition {
    /// The line, from 1.
    line: usize,
    /// The column, from 1, in characters (Unicode scalar values).
    column: usize,
}

/// Another place, and what it has to do with the finding.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonRelated<'a> {
    message: &'a str,
    #[serde(flatten)]
    range: JsonRange,
}

/// The edits that mend a finding, as if it were the only one.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonFix<'a> {
    applicability: JsonApplicability,
    /// What it does, in a few words.
    description: &'a str,
    /// Sorted and apart from each other; a line that moves is deleted in one place and inserted in another.
    edits: Vec<JsonEdit<'a>>,
}

/// `safe`: what a reader sees and where links lead stay the same. `unsafe`: made on request only.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum JsonApplicability {
    Safe,
    Unsafe,
}

/// Replace the range by the text; an empty range inserts.
#[derive(Debug, Serialize, JsonSchema)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    range: JsonRange,
    replacement: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct JsonSummary {
    /// How many files were looked at.
    files: usize,
    errors: usize,
    warnings: usize,
    information: usize,
    /// How many findings `relist fmt` mends.
    fixable: usize,
    /// How many more `relist fmt --unsafe-fixes` mends.
    fixable_if_asked: usize,
}

pub(super) fn render(files: &[FileReport]) -> String {
    let findings = files.iter().flat_map(|file| file.findings.iter().map(|finding| one(&file.path, finding)));
    let totals = Totals::of(files);
    let report = JsonReport {
        relist: 1,
        findings: findings.collect(),
        summary: JsonSummary {
            files: totals.files,
            errors: totals.errors,
            warnings: totals.warnings,
            information: totals.notes,
            fixable: totals.fixable,
            fixable_if_asked: totals.fixable_if_asked,
        },
    };
    super::pretty_json(&report)
}

fn one<'a>(path: &'a str, finding: &'a Reported) -> JsonFinding<'a> {
    let related = finding.related.iter().map(|(place, message)| JsonRelated { message, range: range(place) });
    JsonFinding {
        path,
        rule: finding.rule.name,
        severity: match finding.severity {
            Severity::Error => JsonSeverity::Error,
            Severity::Warning => JsonSeverity::Warning,
            Severity::Information => JsonSeverity::Information,
        },
        message: &finding.message,
        range: range(&finding.range),
        related: related.collect(),
        fix: finding.fix.as_ref().map(|fix| JsonFix {
            applicability: match fix.applicability {
                Applicability::Safe => JsonApplicability::Safe,
                Applicability::Unsafe => JsonApplicability::Unsafe,
            },
            description: &fix.description,
            edits: fix
                .edits
                .iter()
                .map(|(place, edit)| JsonEdit { range: range(place), replacement: &edit.replacement })
                .collect(),
        }),
    }
}

fn range(range: &Range) -> JsonRange {
    let position = |at: Position| JsonPosition { line: at.line, column: at.column };
    JsonRange {
        bytes: JsonBytes { start: range.span.start, end: range.span.end },
        start: position(range.start),
        end: position(range.end),
    }
}
