//! `required`: cells that must not be blank.

use super::check::{Check, declare_rule};
use super::column_settings;
use super::context::Context;
use super::finding::{Finding, Place};
use super::swallowed_line::is_swallowed;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for blank and for missing cells in columns that `relist.toml` requires.
    ///
    /// ```toml
    /// [column.Description]
    /// required = true
    /// ```
    ///
    /// ## Why it matters
    ///
    /// An entry that lacks what every reader looks for is better sent back than merged.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | API      | Description |
    /// | -------- | ----------- |
    /// | Cat Fact |             |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: only the author knows what belongs there.
    "required", Error, ("cell", "cells"), None, Check::DocumentSettings(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.listings().enumerate();
    for (listing_index, (listing, convention)) in listings {
        for (column_index, column) in convention.columns.iter().enumerate() {
            if column_settings::find(context.config, listing, column, |settings| settings.required)
                != Some(true)
            {
                continue;
            }
            for (entry_index, entry) in listing.entries().iter().enumerate() {
                let cell = listing.cell(entry, column_index);
                let says_something = cell.is_some_and(|cell| {
                    !cell.is_blank() && !context.document.cell_text(cell).as_str().is_empty()
                });
                if !says_something && !is_swallowed(listing, entry) {
                    let span = cell.map(|cell| cell.span).filter(|span| !span.is_empty());
                    let message = format!("`{}` is required; fill it in", column.name);
                    let place = Place {
                        listing: listing_index,
                        entry: Some(entry_index),
                        column: Some(column_index),
                    };
                    findings.push(Finding::new(&RULE, span.unwrap_or(entry.content), message).at(place));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn blank_and_missing_cells_are_found() {
        assert_eq!(lines_of_bad_fixture("required"), [5, 6]);
    }
}
