//! `final-punctuation`: how a text ends.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::convention::{CellValue, is_abbreviated};
use crate::document::LinkKind;
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for cells that end in a full stop, an exclamation or a question mark where `relist.toml` wants none, or for
    /// cells that do not where it wants one.
    ///
    /// ```toml
    /// [column.Description]
    /// final-punctuation = false
    /// ```
    ///
    /// `etc.`, `Inc.`, `U.S.` and an ellipsis may always end a cell.
    ///
    /// ## Why it matters
    ///
    /// Descriptions by many hands look like one list where they end alike.
    ///
    /// ## Example
    ///
    /// `Pictures of cats.` where descriptions are not sentences.
    ///
    /// ## The fix
    ///
    /// Unsafe: a full stop is dropped or added. Exclamation and question marks have no fix.
    "final-punctuation", Error, ("full stop", "full stops"), Unsafe, Check::CellSettings(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(wanted) = cell.setting(|settings| settings.final_punctuation) else { return };
    let text = cell.read_text();
    let Some(last) = text.as_str().chars().next_back() else { return };
    if !text.as_str().contains(char::is_alphanumeric) {
        return;
    }
    let column = &cell.column.name;
    let (message, fix) = if wanted {
        if ends_sentence(text.as_str()) {
            return;
        }
        (format!("`{column}` must end with a full stop"), added(cell, last))
    } else {
        if !matches!(last, '.' | '!' | '?' | '。' | '！' | '？') || is_abbreviated(text.as_str()) {
            return;
        }
        let end = text.trimmed_range().end;
        let span = text.source_span(end - last.len_utf8()..end).filter(|span| {
            matches!(last, '.' | '。')
                && !cell.slice(Span::new(cell.cell.content.start, span.start)).ends_with('\\')
        });
        (
            format!("`{column}` must end without punctuation, not with `{last}`"),
            span.map(|span| (fix_title::remove(cell.slice(span)), Edit::deletion(span))),
        )
    };
    let is_plain = matches!(cell.column.read(text.as_str()), CellValue::Text | CellValue::Unread);
    let finding = Finding::new(&RULE, cell.cell.content, message).at(cell.place);
    findings.push(match fix.filter(|_| is_plain && !text.as_str().ends_with("://")) {
        Some((title, edit)) => finding.with_fix(Fix::only_on_request(title, vec![edit])),
        None => finding,
    });
}

/// Whether a text ends in punctuation, quotes and brackets aside.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '）', '」']);
    text.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：'])
}

/// The full stop of the script that the text ends in, where its place is clear.
fn added(cell: &CellContext<'_>, last: char) -> Option<(String, Edit)> {
    let ends_in_text = cell.source().ends_with(last) && last.is_alphanumeric();
    let last_link = cell.links().last().filter(|link| link.span.end == cell.cell.content.end);
    let ends_in_link = last_link.is_some();
    if last_link.is_some_and(|link| link.kind == LinkKind::Bare) {
        return None;
    }
    let is_wide = ('\u{2e80}'..='\u{9fff}').contains(&last) || ('\u{f900}'..='\u{faff}').contains(&last);
    let stop = if is_wide { "。" } else { "." };
    let end = cell.cell.content.end;
    let sign = cell.source().chars().next_back()?;
    // An insertion at the end of a cell would be one with that of its padding.
    let span = Span::new(end - sign.len_utf8(), end);
    (ends_in_text || ends_in_link)
        .then(|| (fix_title::add(stop), Edit::replacement(span, format!("{sign}{stop}"))))
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn texts_that_end_otherwise_are_found() {
        assert_eq!(lines_of_bad_fixture("final-punctuation"), [5, 6, 7, 15, 16]);
        let mended = mended("final-punctuation", Applicability::Unsafe);
        assert!(mended.contains("| Pictures of cats |") && mended.contains("| It has been read. |"));
    }
}
