//! `max-length`: cells that are too long.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for cells whose text, without markup, has more characters than `relist.toml` gives the column.
    ///
    /// ```toml
    /// [column.Description]
    /// max-length = 100
    /// ```
    ///
    /// ## Why it matters
    ///
    /// A list is read down its columns; one paragraph in a cell pushes all others apart.
    ///
    /// ## Example
    ///
    /// With `max-length = 20`:
    ///
    /// ```markdown
    /// | API       | Description                           |
    /// | --------- | ------------------------------------- |
    /// | Cat Facts | Daily facts about cats, new every day |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: what to leave out is for the author to say.
    "max-length", Error, ("text", "texts"), None, Check::CellSettings(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(most) = cell.setting(|settings| settings.max_length) else { return };
    let length = cell.text().chars().count();
    if length > most {
        let message =
            format!("`{}` has {length} characters and may have {most}; shorten it", cell.column.name);
        findings.push(Finding::new(&RULE, cell.cell.content, message).at(cell.place));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn long_texts_are_found() {
        assert_eq!(lines_of_bad_fixture("max-length"), [5]);
    }
}
