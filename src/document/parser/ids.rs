//! The ids of listings.

use foldhash::{HashMap, HashMapExt};

use super::super::listing::Listing;
use super::super::section::{Section, slug};

/// Gives every listing the slug of its heading, numbered where several share one.
///
/// Those that are kept verbatim come last: they have no records, and the ids of the others must follow from records. Before
/// them come those of HTML, which take no id from a listing of markdown.
pub(super) fn name_listings(listings: &mut [Listing], sections: &[Section]) {
    let mut used: HashMap<String, usize> = HashMap::new();
    let (known, verbatim): (Vec<_>, Vec<_>) =
        listings.iter_mut().partition(|listing| listing.opaque.is_none());
    let (html, markdown): (Vec<_>, Vec<_>) = known.into_iter().partition(|listing| listing.is_html());
    for listing in markdown.into_iter().chain(html).chain(verbatim) {
        let title =
            listing.section.and_then(|index| sections.get(index)).map(|section| section.title.as_str());
        let base = title.map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "listing".to_owned());
        listing.id = unique(&mut used, base);
    }
}

/// `base`, or `base-2`, `base-3`, … where that is taken.
fn unique(used: &mut HashMap<String, usize>, base: String) -> String {
    let mut count = used.get(&base).copied().unwrap_or(0);
    loop {
        count += 1;
        let name = if count == 1 { base.clone() } else { format!("{base}-{count}") };
        if count == 1 || !used.contains_key(&name) {
            used.insert(base, count);
            used.entry(name.clone()).or_insert(1);
            return name;
        }
    }
}
