//! Entries below entries: `- [Sencha](url) - Steamed.`, with `- [Asamushi](url) - Steamed briefly.` nested in it.

use super::atom::{self, Atom, AtomKind};
use super::head::{self, Head};
use super::outline::{ReadItem, ReadList};
use super::title::says_what;
use super::{BulletReader, is_space};
use crate::text::Span;

/// What is nested deeper is a part of its entry.
const DEEPEST: usize = 4;

impl<'a> BulletReader<'a, '_> {
    /// The list in an item with a linked name, where all of its items are entries by themselves, with a linked name and a
    /// description each, and nothing else stands below the item.
    ///
    /// Whether an item is one hangs on no other, so that one may be taken away, or put below another.
    pub(super) fn entries_below(
        &mut self,
        item: &ReadItem,
        head: &Head,
        level: usize,
    ) -> Option<&'a ReadList> {
        let is_parent = level < DEEPEST && !head.is_anchor && self.has_link(head);
        item.nested_head.as_ref().filter(|_| is_parent)?;
        let outline = self.outline;
        let mut lists = outline.outermost(item.lists.clone());
        let list =
            lists.next().filter(|list| lists.next().is_none() && list.tokens.end + 1 == item.tokens.end)?;
        outline.items(list).all(|nested| self.is_entry(nested)).then_some(list)
    }

    fn is_entry(&mut self, item: &ReadItem) -> bool {
        let line = self.source[..item.span.start].rfind('\n').map_or(0, |end| end + 1);
        let starts_line = self.source[line..item.span.start].bytes().all(is_space);
        if !starts_line || item.head_end.is_none() {
            return false;
        }
        atom::read(self.source, self.store, self.store.slice(item.head.clone()), &mut self.draft.atoms);
        let head = head::read(self.source, &self.draft.atoms);
        // A remark beside the name says something as well.
        let is_remark = |tags: Span| head.name.is_some_and(|name| name.end <= tags.start);
        let says_more = head.description.is_some()
            || head.authors.is_some()
            || head.venue.is_some()
            || head.tags.is_some_and(is_remark);
        head.is_entry && !head.is_anchor && says_more && self.is_linked(&head)
    }

    /// Whether the name that was read last is a link, and says more than what it leads to.
    fn is_linked(&self, head: &Head) -> bool {
        let Some(name) = head.name else { return false };
        let link = self.draft.atoms.iter().find(|atom| atom.span == name);
        link.is_some_and(|link| match link.kind {
            AtomKind::Link { bare: false, .. } | AtomKind::Styled { linked: true } => {
                !says_what(self.source, *link)
            }
            _ => false,
        })
    }

    /// Whether there is a link in the name that was read last, whatever it says: another name does not make notes of what
    /// stands below it.
    fn has_link(&self, head: &Head) -> bool {
        let Some(name) = head.name else { return false };
        let is_link =
            |atom: &Atom| matches!(atom.kind, AtomKind::Link { .. } | AtomKind::Styled { linked: true });
        let mut atoms = self.draft.atoms.iter().filter(|atom| name.contains(atom.span));
        atoms.any(is_link) || name.of(self.source).contains("://")
    }
}

/// The item up to the end of its first paragraph.
pub(super) fn head_span(item: &ReadItem) -> Span {
    Span::new(item.span.start, item.head_end.unwrap_or(item.span.end))
}
