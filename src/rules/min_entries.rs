//! `min-entries`: listings with too few entries.

use super::check::{Check, declare_rule};
use super::column_settings::listing_name;
use super::context::Context;
use super::finding::{Finding, Place};
use super::swallowed_line::is_swallowed;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for listings with fewer entries than `relist.toml` asks for, for all of them or for one.
    ///
    /// ```toml
    /// min-entries = 3
    ///
    /// [listing.other]
    /// min-entries = 1
    /// ```
    ///
    /// ## Why it matters
    ///
    /// A section of its own for one entry makes a list harder to search, not easier.
    ///
    /// ## Example
    ///
    /// With `min-entries = 2`:
    ///
    /// ```markdown
    /// | API       | Description     |
    /// | --------- | --------------- |
    /// | Cat Facts | Daily cat facts |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: add entries, or move these to another section.
    "min-entries", Error, ("listing", "listings"), None, Check::DocumentSettings(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, listing) in context.document.listings().iter().enumerate() {
        let own = context.config.listing(&listing.id).and_then(|listing| listing.min_entries);
        let Some(least) = own.or(context.config.min_entries) else { continue };
        let count = listing.entries().iter().filter(|entry| !is_swallowed(listing, entry)).count();
        if count < least && listing.opaque.is_none() {
            let name = listing_name(context, listing);
            let noun = if count == 1 { "entry" } else { "entries" };
            let message =
                format!("`{name}` has {count} {noun} and needs {least}; add some, or move these elsewhere");
            let place = Place { listing: index, entry: None, column: None };
            findings.push(Finding::new(&RULE, listing.head_span(), message).at(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn short_listings_are_found() {
        assert_eq!(lines_of_bad_fixture("min-entries"), [5, 11]);
    }
}
