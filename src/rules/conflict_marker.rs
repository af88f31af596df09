//! `conflict-marker`: what git leaves in a file where a merge was not finished.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for the lines that git writes around a conflict: `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`. Those in code
    /// are examples and are left alone.
    ///
    /// ## Why it matters
    ///
    /// The list is half merged: it holds both versions of some entries, and GitHub shows the markers as text. Sorting it
    /// would mix the two, so `relist fmt` and all other commands that write refuse the file.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Ash](https://ash.example) - Grows by rivers.
    /// <<<<<<< HEAD
    /// - [Elm](https://elm.example) - Grows in hedges.
    /// =======
    /// - [Fir](https://fir.example) - Grows on hills.
    /// >>>>>>> topic
    /// ```
    ///
    /// ## The fix
    ///
    /// None: `relist merge --resolve README.md` merges the two versions entry by entry.
    "conflict-marker", Error, ("marker", "markers"), None, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    for span in context.document.conflict_markers() {
        let sign = &span.of(source)[..7];
        // One finding a conflict: the others follow from its first line.
        if sign == "<<<<<<<" || findings.last().is_none_or(|last| last.rule != &RULE) {
            let message = format!(
                "git left a conflict marker here (`{sign}`); finish the merge with `relist merge --resolve`, or by hand"
            );
            findings.push(Finding::new(&RULE, span, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn conflicts_are_found_in_lists_and_tables() {
        assert_eq!(lines_of_bad_fixture("conflict-marker"), [6, 22]);
    }
}
