//! Listings that name the data which they are written from.

use crate::convention::Directives;
use crate::document::Document;

/// A listing under `<!-- relist: records=FILE -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Binding {
    /// The id of the listing.
    pub listing: String,
    /// The path of the data file, or of a folder, as it stands in the comment: relative to the list.
    pub path: String,
    /// The line of the comment, from 1.
    pub line: usize,
}

/// The listings of `document` that name their data, in the order of the document.
///
/// ```
/// use relist::document::Document;
/// use relist::records::bindings;
///
/// let source = "# Trees\n\n<!-- relist: records=trees.csv -->\n| Tree | Height |\n|---|---|\n";
/// let found = bindings(&Document::parse(source));
/// assert_eq!((found[0].listing.as_str(), found[0].path.as_str(), found[0].line), ("trees", "trees.csv", 3));
/// ```
#[must_use]
pub fn bindings(document: &Document<'_>) -> Vec<Binding> {
    let directives = Directives::read(document);
    let found = directives.records().iter().filter_map(|directive| {
        let listing = document.listings().get(directive.listing)?.id.clone();
        let path = directive.path.of(document.source()).to_owned();
        Some(Binding { listing, path, line: document.position(directive.path.start).line })
    });
    found.collect()
}
