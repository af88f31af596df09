//! `index-entry`: sections that the table of contents knows.

use std::collections::HashSet;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use crate::value::percent_decoded;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for sections with a listing that no link in the text leads to, where `relist.toml` asks for one.
    ///
    /// ```toml
    /// index-entry = true
    ///
    /// [listing.thanks]
    /// index-entry = false
    /// ```
    ///
    /// ## Why it matters
    ///
    /// Whoever adds a section forgets the table of contents, and nobody finds the section.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Animals](#animals)
    ///
    /// ## Animals
    /// …
    /// ## Weather
    /// …
    /// ```
    ///
    /// lacks `- [Weather](#weather)`.
    ///
    /// ## The fix
    ///
    /// None: where in the table of contents it belongs is for its author to say.
    "index-entry", Error, ("section", "sections"), None, Check::DocumentSettings(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (document, config) = (context.document, context.config);
    if config.index_entry.is_none() && config.listing.values().all(|listing| listing.index_entry.is_none()) {
        return;
    }
    let links = document.prose_links();
    let linked: HashSet<String> =
        links.iter().filter_map(|link| Some(decoded(link.url.strip_prefix('#')?))).collect();
    let anchors = document.anchors();
    let mut seen = HashSet::new();
    for (index, listing) in document.listings().iter().enumerate() {
        let own = config.listing(&listing.id).and_then(|listing| listing.index_entry);
        let Some(section) = listing.section.filter(|_| own.or(config.index_entry) == Some(true)) else {
            continue;
        };
        let Some(anchor) = anchors.get(section).filter(|_| seen.insert(section)) else { continue };
        if !linked.contains(&anchor.to_lowercase()) {
            let section = &document.sections()[section];
            let message = format!(
                "no link leads to this section; add `[{}](#{anchor})` to the table of contents",
                section.title
            );
            let place = Place { listing: index, entry: None, column: None };
            findings.push(Finding::new(&RULE, section.span.trimmed(document.source()), message).at(place));
        }
    }
}

/// An anchor with its percent-encoded bytes read, in lower case: browsers read both alike.
fn decoded(anchor: &str) -> String {
    percent_decoded(anchor).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn sections_that_no_link_leads_to_are_found() {
        assert_eq!(lines_of_bad_fixture("index-entry"), [12, 18]);
    }
}
