//! `lost-entry`: entries that GitHub does not show as such.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use crate::document::{Entry, Field, GluedKind, Listing};
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for entries that are none to GitHub: a line under an item whose marker is broken (`-[Name](url)` without a
    /// space, `•` in place of `-`) or missing, two items on one line, and a row that is indented by four columns or by a tab.
    ///
    /// ## Why it matters
    ///
    /// GitHub shows the line as a part of the entry above, or the row as code. No tool sees the entry, and nobody notices.
    /// `relist` moves nothing across it.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Ash](https://ash.example) - Grows by rivers.
    /// -[Elm](https://elm.example) - Grows in hedges.
    /// - [Oak](https://oak.example) - Grows everywhere.
    /// ```
    ///
    /// ## The fix
    ///
    /// None: write the marker with a space behind it, or take the indent away.
    "lost-entry", Warning, ("entry", "entries"), None, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let document = context.document;
    for row in document.code_rows() {
        let message =
            "GitHub shows this row as code, and the table ends above it; indent it by less than four columns";
        findings.push(Finding::new(&RULE, row.trimmed(document.source()), message));
    }
    for (index, listing) in document.listings().iter().enumerate() {
        for (number, entry) in listing.entries().iter().enumerate() {
            let place = Place { listing: index, entry: Some(number), column: None };
            let glued = entry.glued.filter(|glued| glued.kind == GluedKind::Entry);
            if let Some(glued) = glued {
                let message =
                    "GitHub shows this line as part of the entry above; start it with a marker and a space";
                findings.push(Finding::new(&RULE, glued.line, message).at(place));
            }
            if let Some(second) = second_item(document.source(), listing, entry) {
                let message =
                    "GitHub shows this entry as part of the one before; put it on a line of its own";
                findings.push(Finding::new(&RULE, second, message).at(place));
            }
        }
    }
}

/// `…. - [Name](url) - …`: an item behind the sentence that ends another.
fn second_item(source: &str, listing: &Listing, entry: &Entry) -> Option<Span> {
    let description = listing.cell(entry, Field::Description as usize).filter(|_| !listing.is_table())?;
    let text = description.content.of(source);
    let marker = entry.content.of(source).chars().next()?;
    let sign = format!(" {marker} [");
    text.match_indices(&sign).find_map(|(at, _)| {
        let is_finished = text[..at].ends_with(['.', '!', '?']);
        let start = at + sign.len() - 1;
        let (_, behind) = text[start..].split_once("](")?;
        let (_, behind) = behind.split_once(')')?;
        let has_separator = [" - ", " – ", " — ", ": "].iter().any(|separator| behind.starts_with(separator));
        (is_finished && has_separator)
            .then(|| Span::new(description.content.start + at + 1, description.content.end))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn entries_that_nobody_sees_are_found() {
        assert_eq!(lines_of_bad_fixture("lost-entry"), [6, 9, 12, 14, 23]);
    }
}
