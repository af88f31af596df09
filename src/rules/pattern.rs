//! `pattern`: cells of a given form.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for cells that do not match the regular expression that `relist.toml` sets for the column: `pattern` is held
    /// against the text without markup, `markdown-pattern` against the source. Blank cells are the matter of `required`.
    ///
    /// ```toml
    /// [column.Version]
    /// pattern = '^\d+\.\d+$'
    ///
    /// [column.API]
    /// markdown-pattern = '^\[[^]]+\]\(https?://.+\)$'
    /// ```
    ///
    /// The syntax is that of the crate `regex-lite`: no look-around, and classes such as `\w` are ASCII.
    ///
    /// ## Why it matters
    ///
    /// Scripts that read the list rely on the form of its cells.
    ///
    /// ## Example
    ///
    /// `v1.2` in a column of versions like `1.2`.
    ///
    /// ## The fix
    ///
    /// None: a form says what is wrong, not what is right.
    "pattern", Error, ("cell", "cells"), None, Check::CellSettings(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let of_text = cell.setting(|settings| settings.pattern.as_ref());
    let of_source = cell.setting(|settings| settings.markdown_pattern.as_ref());
    if of_text.is_none() && of_source.is_none() || cell.text().is_empty() {
        return;
    }
    let wanted = [(of_text, cell.text()), (of_source, cell.source())];
    for (pattern, text) in wanted {
        if let Some(pattern) = pattern.filter(|pattern| !pattern.matches(text)) {
            let message =
                format!("`{text}` in `{}` is not of the form `{}`", cell.column.name, pattern.as_str());
            findings.push(Finding::new(&RULE, cell.cell.content, message).at(cell.place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn cells_of_another_form_are_found() {
        assert_eq!(lines_of_bad_fixture("pattern"), [5, 6]);
    }
}
