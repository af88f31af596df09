//! Where links by reference lead: `[label]: url`.

use std::borrow::Cow;

use foldhash::HashMap;
use pulldown_cmark::{BrokenLink, CowStr};

/// One such line.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Definition<'src> {
    pub(super) label: String,
    pub(super) url: Cow<'src, str>,
}

/// The definitions of a whole text, for parts of it that are parsed for themselves.
pub(super) struct Definitions<'a, 'src> {
    by_label: HashMap<String, &'a Definition<'src>>,
}

impl<'a, 'src> Definitions<'a, 'src> {
    pub(super) fn new(known: &'a [Definition<'src>]) -> Self {
        let by_label = known.iter().rev().map(|definition| (normal(&definition.label), definition));
        Self { by_label: by_label.collect() }
    }

    /// Where a link leads, and its title, which nobody asks for.
    pub(super) fn resolve(&self, link: &BrokenLink<'_>) -> Option<(CowStr<'src>, CowStr<'src>)> {
        let definition = self.by_label.get(&normal(&link.reference))?;
        let url = match &definition.url {
            Cow::Borrowed(url) => CowStr::Borrowed(url),
            Cow::Owned(url) => url.clone().into(),
        };
        Some((url, CowStr::Borrowed("")))
    }
}

/// A label as references are compared (`CommonMark` §4.7), but for letters that fold in other ways.
fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
