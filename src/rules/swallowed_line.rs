//! `swallowed-line`: text that became a row.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use crate::document::{Entry, Field, Glued, GluedKind, Listing};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for lines of text right under a table, which thereby became one of its rows, and right under an item of a
    /// list, of which they became a part: the head of the next group, a link to the top, a tag of a template, a closing
    /// remark. Prose that is merely wrapped is left alone, and so is a line that belongs to its item: links in brackets
    /// where most items of a list have theirs on lines of their own, badges and the like under three items or more, and
    /// what the item goes on below. A lone `<br>` or `<img>` right under a list is reported, too, and so is
    /// `</details>` between items: such a tag turns what follows into HTML.
    ///
    /// ## Why it matters
    ///
    /// A table ends at a blank line (GFM §4.10) and not at a line without pipes: the sentence is shown in the first
    /// column, and the others stay blank. So does the last paragraph of an item. `relist` moves nothing across such a line.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Name  | Language |
    /// | ----- | -------- |
    /// | Redis | C        |
    /// Send a pull request to add yours.
    /// ```
    ///
    /// ## The fix
    ///
    /// None: put a blank line before the text, or pipes around it if it is a row; indent it if it belongs to the item.
    "swallowed-line", Warning, ("line", "lines"), None, Check::Document(check)
}

const UNDER_TABLE: &str = "this line became a row of the table above; put a blank line before it";
const UNDER_ITEM: &str = "this line became a part of the item above; put a blank line before it";
const TAG_BELOW: &str =
    "what follows this tag is HTML up to the next blank line; put a blank line before and after it";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let usual = usual_shapes(context);
    for (index, listing) in context.document.listings().iter().enumerate() {
        let is_habit = writes_links_below(context, listing);
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            let place = Place { listing: index, entry: Some(entry_index), column: None };
            if is_swallowed(listing, entry) {
                findings.push(Finding::new(&RULE, entry.content, UNDER_TABLE).at(place));
            }
            let message = |kind| match kind {
                GluedKind::Entry => None,
                GluedKind::Line => Some(UNDER_ITEM),
                GluedKind::Tag => Some(TAG_BELOW),
            };
            if let Some(glued) = entry.glued
                && !(is_habit && is_in_links(context, listing, entry))
                && !is_meant(context, entry, glued, &usual)
                && let Some(message) = message(glued.kind)
            {
                findings.push(Finding::new(&RULE, glued.line, message).at(place));
            }
        }
        let place = Place { listing: index, entry: None, column: None };
        let swallowed = listing.swallowed.iter();
        findings.extend(swallowed.map(|line| Finding::new(&RULE, *line, UNDER_TABLE).at(place)));
    }
}

/// What a line looks like that authors put right under an item on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineShape {
    Picture,
    Break,
    Emphasis,
    Links,
}

impl LineShape {
    fn of(line: &str) -> Option<Self> {
        Some(match line {
            _ if ["[![", "![", "<img", "[<img"].iter().any(|start| line.starts_with(start)) => Self::Picture,
            _ if line.starts_with("<br") => Self::Break,
            _ if line.starts_with(['*', '_']) && !line.starts_with("**") && !line.starts_with("__") => {
                Self::Emphasis
            }
            _ if line.starts_with("[[") => Self::Links,
            _ => return None,
        })
    }
}

/// The shapes of lines that stand right under so many items of a document that this is how it is written.
fn usual_shapes(context: &Context<'_>) -> Vec<LineShape> {
    const FEWEST: usize = 3;
    let source = context.document.source();
    let entries = context.document.listings().iter().flat_map(Listing::entries);
    let glued = entries.filter_map(|entry| entry.glued).filter(|glued| glued.kind == GluedKind::Line);
    let shapes: Vec<LineShape> = glued.filter_map(|glued| LineShape::of(glued.line.of(source))).collect();
    let is_usual =
        |shape: &LineShape| shapes.iter().filter(|other| *other == shape).take(FEWEST).count() == FEWEST;
    [LineShape::Picture, LineShape::Break, LineShape::Emphasis, LineShape::Links]
        .into_iter()
        .filter(is_usual)
        .collect()
}

/// Whether a line is meant as a part of the item that it stands under: many items have such a line, or the item goes on
/// below it.
fn is_meant(context: &Context<'_>, entry: &Entry, glued: Glued, usual: &[LineShape]) -> bool {
    let source = context.document.source();
    if glued.kind != GluedKind::Line {
        return false;
    }
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let item = source[..entry.content.start].rfind('\n').map_or(0, |end| end + 1);
    let indent = blanks(&source[item..]);
    let next = source[glued.line.end..].lines().nth(1).unwrap_or_default();
    let goes_on = !next.trim().is_empty() && blanks(next) > indent;
    // `**[Free]** **[Closed source]**` are tags of the item.
    let line = glued.line.of(source);
    let is_tag = line.starts_with("**[") && line.ends_with("]**") && !line.contains("](");
    goes_on || is_tag || LineShape::of(line).is_some_and(|shape| usual.contains(&shape))
}

/// Whether most items of a list have their links on lines of their own at the margin: that is how it is written.
fn writes_links_below(context: &Context<'_>, listing: &Listing) -> bool {
    const FEWEST: usize = 3;
    let below = listing.entries().iter().filter(|entry| is_in_links(context, listing, entry)).count();
    below >= FEWEST && 2 * below > listing.entries().len()
}

/// Whether the glued line goes on with the links of its item: `[[paper](url)]` below a title.
fn is_in_links(context: &Context<'_>, listing: &Listing, entry: &Entry) -> bool {
    let links = listing.cell(entry, Field::Links as usize).filter(|_| !listing.is_table());
    let Some((glued, links)) = entry.glued.zip(links) else { return false };
    links.content.contains(glued.line) && glued.line.of(context.document.source()).starts_with("[[")
}

/// One cell and no pipes, in a table whose header has some.
pub(super) fn is_swallowed(listing: &Listing, entry: &Entry) -> bool {
    let fenced = listing.header.leading_pipe || listing.header.trailing_pipe;
    let is_bare = !entry.leading_pipe && !entry.trailing_pipe;
    is_bare
        && listing.cells(entry).len() == 1
        && listing.excess_cells(entry).is_empty()
        && (fenced || listing.column_count() > 1)
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn text_that_became_a_row_is_found() {
        assert_eq!(lines_of_bad_fixture("swallowed-line"), [5, 10, 15, 16, 22, 25]);
    }
}
