//! `ambiguous-date`: a column of dates that can be read in two ways.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use crate::document::Listing;
use crate::text::Span;
use crate::value::{Date, DateFormat, candidates};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for columns whose dates can be read in two ways, such as `05/09`, and where no cell settles which: no part
    /// of any date is over twelve, and no column of the same name elsewhere in the document shows it either. A column is
    /// reported once, at its first such date.
    ///
    /// ## Why it matters
    ///
    /// A reader has to guess, and `relist` does not: such a column is neither respelled nor sorted.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Project | Since |
    /// | ------- | ----- |
    /// | jQuery  | 01/09 |
    /// | nginx   | 06/09 |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: say in `relist.toml` what is meant, for all columns or for one.
    ///
    /// ```toml
    /// [column.Since]
    /// date = "MM/YY"
    /// ```
    "ambiguous-date", Warning, ("column of dates", "columns of dates"), None, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.listings().enumerate();
    for (index, (listing, convention)) in listings {
        let columns = convention.columns.iter().enumerate();
        for (column, settings) in columns.filter(|(_, column)| column.ambiguous_dates) {
            let first = first_doubtful(context, listing, column);
            if let Some((entry, span, text, [(one, one_date), (other, other_date)])) = first {
                let message = format!(
                    "`{text}` is {one_date} or {other_date}, and nothing in this column settles it; \
                     set `date = \"{one}\"` or `date = \"{other}\"` for `{}` in relist.toml",
                    settings.name
                );
                let place = Place { listing: index, entry: Some(entry), column: Some(column) };
                findings.push(Finding::new(&RULE, span, message).at(place));
            }
        }
    }
}

/// A date, and the spelling in which it is that one.
type Reading = (DateFormat, Date);

/// The first cell of a column that names two dates: its entry, its place, its text, and the two.
fn first_doubtful(
    context: &Context<'_>,
    listing: &Listing,
    column: usize,
) -> Option<(usize, Span, String, [Reading; 2])> {
    listing.entries().iter().enumerate().find_map(|(index, entry)| {
        let cell = listing.cell(entry, column)?;
        let text = context.document.cell_text(cell);
        let mut readings = candidates(text.as_str()).into_iter();
        let one = readings.next()?;
        let other = readings.find(|(_, date)| *date != one.1)?;
        Some((index, cell.content, text.as_str().to_owned(), [one, other]))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn a_column_that_nothing_settles_is_found_once() {
        assert_eq!(lines_of_bad_fixture("ambiguous-date"), [6, 15]);
    }
}
