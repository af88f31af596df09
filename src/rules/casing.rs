//! `casing`: how a text starts.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::{Finding, Fix};
use super::fix_title;
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
    "casing", Error, ("first letter", "first letters"), Unsafe, Check::CellSettings(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(casing) = cell.setting(|settings| settings.casing) else { return };
    let text = cell.read_text();
    let range = text.trimmed_range();
    let shown = text.as_str().trim_start_matches(|c: char| invisible_name(c).is_some());
    let Some(first) = shown.chars().next() else { return };
    if has_own_way(shown) || cell.source().starts_with('`') {
        return;
    }
    let finding = |message: String| Finding::new(&RULE, cell.cell.content, message).at(cell.place);
    let column = &cell.column.name;
    match casing {
        Casing::UpperFirst if first.is_lowercase() => {
            let finding =
                finding(format!("`{column}` must start with a capital, `{}`", first.to_uppercase()));
            let start = range.end - shown.len();
            let span = text.source_span(start..start + first.len_utf8());
            let mut capital = first.to_uppercase();
            let is_plain = matches!(cell.column.read(text.as_str()), CellValue::Text | CellValue::Unread);
            findings.push(match (span, capital.next(), capital.next()) {
                (Some(span), Some(capital), None) if is_plain => {
                    let title = fix_title::write(&capital.to_string());
                    finding.with_fix(Fix::only_on_request(title, vec![Edit::replacement(span, capital)]))
                }
                _ => finding,
            });
        }
        Casing::LowerFirst if first.is_uppercase() => {
            findings.push(finding(format!(
                "`{column}` must start with a small letter, `{}`",
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
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn texts_that_start_otherwise_are_found() {
        assert_eq!(lines_of_bad_fixture("casing"), [5, 6, 12]);
        assert!(mended("casing", Applicability::Unsafe).contains("| Pictures of cats |"));
    }
}
