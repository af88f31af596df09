//! SARIF 2.1.0, which code hosts show beside the lines of a change.
//!
//! Only what a result needs is modelled here; the test suite holds it against the published schema.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use super::{FileReport, Range, Reported, ReportedFix};
use crate::rules::{Applicability, Rule, Severity, all};
use crate::text::fingerprint;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: SarifRegion,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Message<'a>,
    artifact_changes: [ArtifactChange<'a>; 1],
    properties: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: SarifRegion,
    inserted_content: Message<'a>,
}

pub(super) fn render(files: &[FileReport]) -> String {
    let results: Vec<SarifResult<'_>> =
        files.iter().flat_map(|file| file.findings.iter().map(|finding| result(file, finding))).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "relist",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": all().iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    super::pretty_json(&log)
}

fn descriptor(rule: &Rule) -> Value {
    let markdown = rule.markdown();
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.section("What it does") },
        "help": { "text": markdown, "markdown": markdown },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}

fn result<'a>(file: &'a FileReport, finding: &'a Reported) -> SarifResult<'a> {
    let related = finding.related.iter().enumerate().map(|(index, (range, words))| {
        location(&file.path, range, Some(index + 1), Some(Message { text: words }))
    });
    SarifResult {
        rule_id: finding.rule.name,
        rule_index: all().iter().position(|rule| *rule == finding.rule).unwrap_or_default(),
        level: level(finding.severity),
        message: Message { text: &finding.message },
        locations: [location(&file.path, &finding.range, None, None)],
        related_locations: related.collect(),
        partial_fingerprints: json!({ "relist/v1": fingerprint([&*finding.subject(&file.source)]) }),
        fixes: finding.fix.iter().map(|fix| sarif_fix(&file.path, fix)).collect(),
    }
}

fn location<'a>(path: &str, range: &Range, id: Option<usize>, message: Option<Message<'a>>) -> Location<'a> {
    let artifact_location = ArtifactLocation { uri: uri(path) };
    Location { id, place: PhysicalLocation { artifact_location, region: region(range) }, message }
}

fn sarif_fix<'a>(path: &str, fix: &'a ReportedFix) -> SarifFix<'a> {
    let replacements = fix.edits.iter().map(|(range, edit)| Replacement {
        deleted_region: region(range),
        inserted_content: Message { text: &edit.replacement },
    });
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    };
    SarifFix {
        description: Message { text: &fix.description },
        artifact_changes: [ArtifactChange {
            artifact_location: ArtifactLocation { uri: uri(path) },
            replacements: replacements.collect(),
        }],
        properties: json!({ "applicability": applicability }),
    }
}

fn region(range: &Range) -> SarifRegion {
    SarifRegion {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
        byte_offset: range.span.start,
        byte_length: range.span.len(),
    }
}

/// A path as a reference relative to the folder of the run; an absolute one as a `file` address.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_addresses() {
        assert_eq!(uri("docs/my list.md"), "docs/my%20list.md");
        assert_eq!(uri("模型#1%.md"), "%E6%A8%A1%E5%9E%8B%231%25.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md");
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
    }
}
