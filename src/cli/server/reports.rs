//! Findings as diagnostics.

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position,
    PublishDiagnosticsParams, Range, Url,
};

use super::open_document::OpenDocument;
use super::text::PositionFinder;
use crate::report::Reported;
use crate::rules::Severity;

/// What the diagnostics are said to come from.
const SOURCE: &str = "relist";

/// All that was found in this version of a document.
pub(super) fn of(document: &OpenDocument) -> PublishDiagnosticsParams {
    let uri = &document.uri;
    let mut places = document.text.places();
    let findings = document.findings().iter().map(|finding| diagnostic(uri, &mut places, finding));
    // It stays as long as the fault does, where a message would be gone.
    let fault = document.fault().map(|fault| Diagnostic {
        range: Range::new(Position::new(0, 0), Position::new(0, 0)),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: fault.to_owned(),
        ..Diagnostic::default()
    });
    let diagnostics = findings.chain(fault).collect();
    PublishDiagnosticsParams { uri: uri.clone(), diagnostics, version: Some(document.version) }
}

/// A finding as an editor shows it.
pub(super) fn diagnostic(uri: &Url, places: &mut PositionFinder<'_>, finding: &Reported) -> Diagnostic {
    let range = places.range(finding.range.span);
    let related = finding.related.iter().map(|(place, message)| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), places.range(place.span)),
        message: message.clone(),
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        range,
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Information => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.name.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: Some(related).filter(|related| !related.is_empty()),
        ..Diagnostic::default()
    }
}
