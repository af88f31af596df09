//! A document or a part of it, formatted as `relist fmt` formats it.

use lsp_types::{Range, TextEdit};

use super::open_document::OpenDocument;
use super::requests::{Refusal, failed};
use crate::cli::args::ConfigChoice;
use crate::cli::conflicts;
use crate::format::{Formatted, Task, edits_of};
use crate::rules::Applicability;
use crate::text::Span;

/// The safe fixes of a whole document.
pub(super) fn whole(document: &OpenDocument, choice: &ConfigChoice) -> Result<Vec<TextEdit>, Refusal> {
    edits(document, choice, |task| task.format(Applicability::Safe))
}

/// The safe fixes that touch nothing outside of the lines of `range`: an entry that would move out of it stays.
pub(super) fn within(
    document: &OpenDocument,
    range: Range,
    choice: &ConfigChoice,
) -> Result<Vec<TextEdit>, Refusal> {
    let text = &document.text;
    let span = text.span(range);
    // A selection of whole lines ends where the next one starts.
    let last = span.end.saturating_sub(usize::from(range.end.character == 0 && !span.is_empty()));
    let lines = Span::new(text.line(text.line_of(span.start)).start, text.line(text.line_of(last)).end);
    edits(document, choice, |task| {
        task.format_only(|document, finding| {
            let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
            is_safe && edits_of(document, finding).iter().all(|edit| lines.contains(edit.span))
        })
    })
}

/// The edits of what `format` makes of a document.
pub(super) fn edits<E: std::fmt::Display>(
    document: &OpenDocument,
    choice: &ConfigChoice,
    format: impl FnOnce(&Task<'_>) -> Result<Formatted, E>,
) -> Result<Vec<TextEdit>, Refusal> {
    let Some(config) = document.config(choice).map_err(failed)? else { return Ok(Vec::new()) };
    conflicts::refuse(document.path(), document.text.source()).map_err(failed)?;
    let formatted = format(&document.task(&config)).map_err(|error| failed(error.to_string()))?;
    if let (true, Some(left)) = (formatted.edits.is_empty(), formatted.left_out.first()) {
        return Err(failed(format!(
            "line {}: fix of {} skipped: with it, {} on GitHub",
            left.line, left.rule, left.reason
        )));
    }
    Ok(document.text.edits(&formatted.edits))
}
