//! What a fix does, in a few words.

use crate::document::Document;
use crate::rules::{Check, Finding, Fix};
use crate::text::{Edit, Span, apply};

/// So many edits are told one by one.
const TOLD: usize = 3;
/// So many characters of a text are quoted.
const QUOTED: usize = 60;

pub(super) fn describe(document: &Document<'_>, finding: &Finding, fix: &Fix) -> String {
    if fix.movement.is_some() {
        return "move it there".to_owned();
    }
    let source = document.source();
    let telling: Vec<&Edit> = fix.edits.iter().filter(|edit| !is_padding(source, edit)).collect();
    if telling.is_empty() || matches!(finding.rule.check, Check::Layout(_)) {
        return laid_out(document, fix);
    }
    let mut words: Vec<String> =
        telling.iter().take(TOLD).map(|edit| one(source, edit, finding.span)).collect();
    if telling.len() > TOLD {
        words.push(format!("and {} more", telling.len() - TOLD));
    }
    words.join("; ")
}

/// Whether an edit is about nothing but pipes and the spaces beside them.
fn is_padding(source: &str, edit: &Edit) -> bool {
    let is_frame = |c: char| matches!(c, ' ' | '\t' | '|');
    let mut changed = edit.span.of(source).chars().chain(edit.replacement.chars());
    let before = source.get(..edit.span.start).and_then(|before| before.chars().next_back());
    let after = source.get(edit.span.end..).and_then(|after| after.chars().next());
    let ends = |c: Option<char>| c.is_none_or(|c| matches!(c, '|' | '\n' | '\r'));
    changed.clone().all(is_frame) && (changed.any(|c| c == '|') || ends(before) || ends(after))
}

fn one(source: &str, edit: &Edit, meant: Span) -> String {
    let (old, new) = (edit.span.of(source), edit.replacement.as_str());
    if edit.span == meant && !old.is_empty() && !new.is_empty() {
        return format!("write {}", quoted(new));
    }
    // What an edit keeps at its end, it does not write.
    let (old, new) = match (new.strip_prefix(old), old.strip_prefix(new)) {
        (Some(added), _) => ("", added),
        (None, Some(removed)) => (removed, ""),
        (None, None) => (old, new),
    };
    match (old.is_empty(), new.is_empty()) {
        (true, _) if new == " " => "add a space".to_owned(),
        (true, _) => format!("add {}", quoted(new)),
        (_, true) => format!("remove {}", quoted(old)),
        _ => format!("write {} for {}", quoted(new), quoted(old)),
    }
}

/// What a row looks like afterwards.
fn laid_out(document: &Document<'_>, fix: &Fix) -> String {
    let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else {
        return "nothing to do".to_owned();
    };
    let (source, lines) = (document.source(), document.lines());
    let line = lines.line(first.span.start);
    if lines.line(last.span.end.saturating_sub(1).max(last.span.start)) != line {
        return "set the spaces of the whole table".to_owned();
    }
    let whole = lines.line_span(source, line);
    let inside: Vec<Edit> = fix
        .edits
        .iter()
        .map(|edit| {
            let (start, end) = (edit.span.start - whole.start, edit.span.end - whole.start);
            Edit::replacement(Span::new(start, end), edit.replacement.clone())
        })
        .collect();
    let row = apply(whole.of(source), &inside).unwrap_or_default();
    if row.trim().chars().count() > QUOTED {
        return "set its spaces and pipes".to_owned();
    }
    format!("write {}", quoted(row.trim()))
}

/// `text` as code, shortened, on one line.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let short = short.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎");
    if short.contains('`') { format!("`` {short} ``") } else { format!("`{short}`") }
}
