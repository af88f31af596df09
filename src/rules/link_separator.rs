//! `link-separator`: one separator between the links of a column.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for links that are separated differently from the links of most cells of their column: `[paper](…)/[code](…)`
    /// or `[paper](…),[code](…)` among `[paper](…), [code](…)`.
    ///
    /// ## Why it matters
    ///
    /// The eye finds the second link where it found the last one.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// [paper](https://example.com/paper),[code](https://example.com/code)
    /// ```
    ///
    /// becomes
    ///
    /// ```markdown
    /// [paper](https://example.com/paper), [code](https://example.com/code)
    /// ```
    ///
    /// ## The fix
    ///
    /// Safe: only what stands between two links, where that is neither a word nor a tag nor a bracket, and only in a
    /// column of links whose separators agree nearly everywhere in the document.
    "link-separator", Warning, ("link separator", "link separators"), Safe, Check::Cell(check)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    let Some(separator) = &cell.column.link_separator else { return };
    let source = cell.context.document.source();
    let before = source[..cell.cell.content.start].trim_end();
    for span in crate::convention::separators(source, cell.links()) {
        let written = cell.slice(span);
        let looks_the_same = written.trim().is_empty() && separator.trim().is_empty();
        // `Grows / [docs](…) / [code](…)`: the sign parts all that is said, and not the links alone.
        let is_part_of_row = !written.trim().is_empty() && before.ends_with(written.trim());
        if written != separator && !looks_the_same && !is_part_of_row && written.chars().all(separates) {
            let message = format!("links of this column are separated by {separator:?}, not by {written:?}");
            cell.report(&RULE, span, message, separator, findings);
        }
    }
}

/// Whether a character does nothing but separate: a parenthesis or a quotation mark has a partner elsewhere, and others
/// are markup.
fn separates(character: char) -> bool {
    character.is_whitespace() || ",;/|&+·•‧∙–—、，；／｜-".contains(character)
}
