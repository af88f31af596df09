//! `excess-cells`: cells past the last column.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix, Place};
use crate::convention::{Fence, ListingConvention};
use crate::document::{Cell, Entry, Listing};
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for cells past the last column of their table.
    ///
    /// HTML comments and link definitions (`[//]: #12/30`) are left alone there, for lists keep sort keys in them; so are
    /// blank cells that most rows of a table have. Where most rows have something written there, the table is reported
    /// once: its header lacks a column.
    ///
    /// ## Why it matters
    ///
    /// GitHub does not show them. Mostly a pipe inside of a text has cut it in two (write `\|`), or a blank cell was
    /// added without need.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Name  | Language |
    /// | ----- | -------- |
    /// | Redis | C        | hidden |
    /// | TiDB  | Go       | |
    /// ```
    ///
    /// ## The fix
    ///
    /// Safe: blank cells go, where the row then is fenced by pipes like the others. Others are never touched.
    "excess-cells", Warning, ("blank cell past the last column", "blank cells past the last column"), Safe, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.listings().enumerate();
    for (index, (listing, convention)) in listings {
        let source = context.document.source();
        ExcessTable { source, index, listing, convention }.check(findings);
    }
}

/// What stands past the last column of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Excess {
    Blank,
    Content(Span),
    /// A comment, which is there on purpose.
    Note,
}

struct ExcessTable<'a> {
    source: &'a str,
    index: usize,
    listing: &'a Listing,
    convention: &'a ListingConvention,
}

impl ExcessTable<'_> {
    fn check(&self, findings: &mut Vec<Finding>) {
        let entries = self.listing.entries();
        let excesses: Vec<(usize, Excess)> = entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| Some((index, self.excess(entry)?)))
            .collect();
        let is_habit = |kind: fn(&Excess) -> bool| {
            2 * excesses.iter().filter(|(_, excess)| kind(excess)).count() > entries.len()
        };
        let blank_is_habit = is_habit(|excess| *excess == Excess::Blank);
        let content_is_habit = is_habit(|excess| matches!(excess, Excess::Content(_)));
        if content_is_habit && entries.len() > 1 {
            let message =
                "most rows have more cells than this header, and GitHub hides them; add a column to it";
            let place = Place { listing: self.index, entry: None, column: None };
            findings.push(Finding::new(&RULE, self.listing.header.content, message).at(place));
        }
        for (index, excess) in excesses {
            let place = Place { listing: self.index, entry: Some(index), column: None };
            let finding = match excess {
                Excess::Content(span) if !content_is_habit || entries.len() == 1 => self.content(span),
                Excess::Blank if !blank_is_habit => self.blank(&entries[index]),
                _ => continue,
            };
            findings.push(finding.at(place));
        }
    }

    fn excess(&self, entry: &Entry) -> Option<Excess> {
        let cells = self.listing.excess_cells(entry);
        let filled = || cells.iter().filter(|cell| !cell.is_blank());
        let is_note = |cell: &Cell| {
            let content = cell.content.of(self.source);
            content.starts_with("[//]:") || (content.starts_with("<!--") && content.ends_with("-->"))
        };
        let written = filled().filter(|cell| !is_note(cell)).map(|cell| cell.content).reduce(Span::join);
        match written {
            _ if cells.is_empty() => None,
            Some(span) => Some(Excess::Content(span)),
            None if filled().next().is_some() => Some(Excess::Note),
            None => Some(Excess::Blank),
        }
    }

    fn content(&self, span: Span) -> Finding {
        let message = if span.of(self.source).contains('|') {
            "these cells are past the last column and GitHub hides them; write `\\|` for a pipe in a text"
        } else {
            "this cell is past the last column and GitHub hides it; write `\\|` for a pipe in a text"
        };
        Finding::new(&RULE, span, message)
    }

    /// A row that becomes a full one must be fenced like the others, or another layout would be learned.
    fn blank(&self, entry: &Entry) -> Finding {
        let cells = self.listing.excess_cells(entry);
        let span = match cells {
            [first, .., last] => Span::new(first.span.start, last.span.end + 1),
            [only] => Span::new(only.span.start, only.span.end + 1),
            [] => entry.content,
        };
        let message = "there is a blank cell past the last column; leave it out";
        let finding = Finding::new(&RULE, span, message).noted();
        let fits = match self.convention.layout(self.source, self.listing) {
            Some(layout) => layout.fence_is_clear && layout.fence == Fence::of(entry),
            None => true,
        };
        if fits && entry.trailing_pipe {
            finding.with_fix(Fix::safe("leave it out", vec![Edit::deletion(span)]))
        } else {
            finding
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{findings, lines_of_bad_fixture, mended};
    use crate::config::Config;

    #[test]
    fn what_github_hides_is_found_and_blank_cells_go() {
        assert_eq!(lines_of_bad_fixture("excess-cells"), [8, 9, 10, 11, 16]);
        let mended = mended("excess-cells", Applicability::Safe);
        assert!(mended.contains("| Go | 2015 |\n") && mended.contains("| Go | 2014 |\n"));
        assert!(mended.contains("| C | 2009 | in memory |\n") && mended.contains("||in two parts\n"));
    }

    #[test]
    fn a_row_that_a_pipe_cuts_up_is_not_laid_out() {
        let source = "\
| Key   | Does            |
| ----- | --------------- |
| `+`   | adds            |
| `a|b` | either          |
| `-`   | takes away      |
| `*` | multiplies |
| `/`   | divides by that |
";
        let lines = |rule| -> Vec<usize> {
            findings(rule, source, &Config::default()).into_iter().map(|(line, _)| line).collect()
        };
        assert_eq!(lines("excess-cells"), [4]);
        assert_eq!(lines("table-layout"), [6]);
    }
}
