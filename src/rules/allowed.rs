//! `allowed`: columns with a few possible values.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use crate::config::suggestion;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for cells whose text, without markup, is none of those that `relist.toml` allows in the column. A blank cell
    /// is the matter of `required`.
    ///
    /// ```toml
    /// [column.CORS]
    /// allowed = ["Yes", "No", "Unknown"]
    /// ```
    ///
    /// ## Why it matters
    ///
    /// A column that says `No`, `no` and `none` cannot be filtered.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | API      | CORS  |
    /// | -------- | ----- |
    /// | Cat Fact | Maybe |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: which of the allowed texts is meant is for the list's editors to say.
    "allowed", Error, ("value", "values"), None, Check::CellSettings(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(allowed) = cell.setting(|settings| settings.allowed.as_deref()) else { return };
    let text = cell.text();
    if text.is_empty() || allowed.iter().any(|value| value == text) {
        return;
    }
    let known = || allowed.iter().map(String::as_str);
    let same = known().find(|value| value.eq_ignore_ascii_case(text));
    let advice = same.or_else(|| suggestion(text, known())).map_or_else(
        || format!("write one of {}", allowed.join(", ")),
        |meant| format!("did you mean `{meant}`?"),
    );
    let message = format!("`{text}` is not allowed in `{}`; {advice}", cell.column.name);
    findings.push(Finding::new(&RULE, cell.cell.content, message).at(cell.place));
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn other_values_are_found() {
        assert_eq!(lines_of_bad_fixture("allowed"), [5, 6]);
    }
}
