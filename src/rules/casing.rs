//! `casing`: how a text starts.

use super::schema::{cell_setting, column_name};
use super::{CellContext, Check, Finding, Fix, declare_rule};
use crate::config::Casing;
use crate::convention::CellValue;
use crate::text::Edit;
use crate::value::invisible_name;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for cells that start with a small letter where `relist.toml` asks for a capital, or the other way round.
    ///
    /// ```toml
    /// [column.Description]
    /// casing = "upper-first" # or "lower-first"
    /// ```
    ///
    /// First words that are written in a way of their own, such as `iOS`, `GitHub` and `API`, addresses, and code are left alone.
    ///
    /// ## Why it matters
    ///
    /// Descriptions by many hands look like one list where they start alike.
    ///
    /// ## Example
    ///
    /// `pictures of cats` where descriptions start with a capital.
    ///
    /// ## The fix
    ///
    /// Unsafe: the first letter becomes a capital. Whether a capital belongs to a name nobody can tell, so that
    /// `lower-first` has no fix.
    "casing", Error, ("first letter", "first letters"), Check::Settings(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(casing) = cell_setting(cell, |settings| settings.casing) else { return };
    let text = cell.read_text();
    let range = text.trimmed_range();
    let shown = text.as_str().trim_start_matches(|c: char| invisible_name(c).is_some());
    let Some(first) = shown.chars().next() else { return };
    if has_own_way(shown) || cell.source().starts_with('`') {
        return;
    }
    let finding = |message: String| Finding::new(&RULE, cell.cell.content, message).at(cell.place);
    let column = column_name(cell);
    match casing {
        Casing::UpperFirst if first.is_lowercase() => {
            let finding =
                finding(format!("`{column}` starts with a capital; write `{}`", first.to_uppercase()));
            let start = range.end - shown.len();
            let span = text.source_span(start..start + first.len_utf8());
            let mut capital = first.to_uppercase();
            let is_plain = matches!(cell.column.read(text.as_str()), CellValue::Text | CellValue::Unread);
            findings.push(match (span, capital.next(), capital.next()) {
                (Some(span), Some(capital), None) if is_plain => {
                    finding.with_fix(Fix::only_on_request(vec![Edit::replacement(span, capital)]))
                }
                _ => finding,
            });
        }
        Casing::LowerFirst if first.is_uppercase() => {
            findings.push(finding(format!(
                "`{column}` starts with a small letter; write `{}`",
                first.to_lowercase()
            )));
        }
        _ => {}
    }
}

/// Whether the first word has capitals after its first letter, or digits, or is an address.
fn has_own_way(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let is_address = word.contains("://") || word.contains('@') || word.trim_end_matches('.').contains('.');
    let letters = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_address || letters.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::super::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn texts_that_start_otherwise_are_found() {
        assert_eq!(lines_of_bad_fixture("casing"), [5, 6, 12]);
        assert!(mended("casing", Applicability::Unsafe).contains("| Pictures of cats |"));
    }
}
