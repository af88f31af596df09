//! Titles whose links stand below them: `**Deep Roots**`, with `[Paper](url)` and `[Code](url)` in bullets of their own.

use super::atom::{self, Atom, AtomKind};
use super::outline::ReadItem;
use super::word::is_label;
use super::{BulletReader, Head};

impl BulletReader<'_, '_> {
    /// Whether the item is a title, and what is nested in it are its links and remarks: links that say what they are of,
    /// and no names of other entries.
    pub(super) fn is_title(&mut self, item: &ReadItem, head: &Head) -> bool {
        let Some(name) = head.name.filter(|_| head.links.is_none() && item.nested_head.is_some()) else {
            return false;
        };
        let has_links = |atom: &Atom| {
            !matches!(atom.kind, AtomKind::Text | AtomKind::Code | AtomKind::Other)
                && atom.kind != (AtomKind::Styled { linked: false })
        };
        if name.of(self.source).ends_with('.') || self.draft.atoms.iter().any(has_links) {
            return false;
        }
        let outline = self.outline;
        let Some(list) = outline.outermost(item.lists.clone()).next() else { return false };
        let mut links = 0;
        for nested in outline.items(list) {
            atom::read(self.source, self.store, self.store.slice(nested.head.clone()), &mut self.draft.atoms);
            match property(self.source, &self.draft.atoms) {
                Property::Link => links += 1,
                Property::Remark => {}
                Property::Other => return false,
            }
        }
        links > 0
    }
}

/// What an item below a title is.
enum Property {
    /// `[Paper](url)`, `code: [owner/project](url)`.
    Link,
    /// Words, maybe with a link in a sentence.
    Remark,
    Other,
}

fn property(source: &str, atoms: &[Atom]) -> Property {
    let is_link = |atom: &&Atom| {
        matches!(atom.kind, AtomKind::Link { .. } | AtomKind::Badge | AtomKind::Styled { linked: true })
    };
    let Some(first) = atoms.iter().find(is_link) else { return property_in_words(source, atoms) };
    // `code: https://… ![stars](…)`
    if let Property::Link = property_in_words(source, atoms)
        && first.kind == AtomKind::Badge
    {
        return Property::Link;
    }
    let before = &source[atoms.first().map_or(0, |atom| atom.span.start)..first.span.start];
    let before = before.trim_matches(|c: char| !c.is_alphanumeric());
    let is_named = is_label(before)
        || (before.is_empty() && atoms.iter().filter(is_link).all(|link| says_what(source, *link)));
    if is_named {
        return Property::Link;
    }
    // A link in the middle of a sentence does not name an entry.
    let is_sentence = before.split_whitespace().nth(1).is_some();
    if is_sentence { Property::Remark } else { Property::Other }
}

/// `code: https://…`: an address that stands for itself, and that GitHub links.
fn property_in_words(source: &str, atoms: &[Atom]) -> Property {
    let text = atoms.first().map_or("", |atom| atom.span.of(source));
    let address = ["https://", "http://"].into_iter().filter_map(|scheme| text.find(scheme)).min();
    match address {
        Some(at) if at == 0 || is_label(text[..at].trim_matches(|c: char| !c.is_alphanumeric())) => {
            Property::Link
        }
        _ => Property::Remark,
    }
}

/// Whether a link says what it is of, or is its own address.
pub(super) fn says_what(source: &str, link: Atom) -> bool {
    let written = link.span.of(source);
    let text = written
        .split_once('[')
        .and_then(|(_, rest)| rest.rsplit_once("]("))
        .map_or(written, |(text, _)| text);
    match link.kind {
        AtomKind::Link { anchor: true, .. } => false,
        AtomKind::Link { bare: true, .. } | AtomKind::Badge => true,
        _ => is_label(text) || text.contains("://"),
    }
}
