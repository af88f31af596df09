//! What a finding is about, in full: the page of its rule.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::capabilities::Client;
use super::open_document::OpenDocument;
use crate::report::Reported;

/// The rules of the findings at `position`, each once; those whose findings are shortest, and thus most about it, first.
pub(super) fn at(document: &OpenDocument, position: Position, client: Client) -> Option<Hover> {
    let offset = document.text.offset(position);
    let is_there = |finding: &&Reported| {
        let span = finding.range.span;
        span.start <= offset && (offset < span.end || (span.is_empty() && offset == span.start))
    };
    let mut found: Vec<&Reported> = document.findings().iter().filter(is_there).collect();
    found.sort_by_key(|finding| finding.range.span.len());
    let narrowest = found.first()?.range.span;
    let mut pages: Vec<String> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for finding in found {
        if !told.contains(&finding.rule.name) {
            told.push(finding.rule.name);
            pages.push(format!(
                "**{}**: {}\n\n{}",
                finding.rule.name,
                finding.message,
                finding.rule.markdown()
            ));
        }
    }
    let kind = if client.shows_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let contents = HoverContents::Markup(MarkupContent { kind, value: pages.join("\n---\n\n") });
    Some(Hover { contents, range: Some(document.text.places().range(narrowest)) })
}
