//! Links and images beside the name: `[Name](url) [[paper](url)] [[code](url)]`, `[Name](url) ![stars](s.svg)`.

use super::super::atom::{Atom, AtomKind};
use super::super::group::{self, is_glue};
use super::super::sign::leading_separator;
use super::super::title::says_what;
use super::Reader;
use crate::text::Span;

impl Reader<'_> {
    /// Links in one group from here on, brackets included.
    pub(super) fn read_links(&mut self) -> bool {
        // Most texts behind a name are words.
        let is_text = self.text().trim_start().starts_with(|c| !is_glue(c));
        if is_text || self.head.links.is_some() {
            return false;
        }
        let group = group::links(self.source, self.atoms, self.end, self.next, self.position);
        if let Some(span) = group {
            let cell = if self.are_images(span) { &mut self.badges } else { &mut self.head.links };
            *cell = Some(span);
            self.go_to(span.end);
        }
        group.is_some()
    }

    /// Whether nothing is in `span` but images that lead nowhere.
    fn are_images(&self, span: Span) -> bool {
        let mut atoms = self.atoms.iter().filter(|atom| span.contains(atom.span));
        let is_blank =
            |atom: &Atom| atom.kind == AtomKind::Text && atom.span.of(self.source).trim().is_empty();
        self.badges.is_none()
            && span.of(self.source).starts_with('!')
            && atoms.all(|atom| {
                is_blank(atom) || (atom.kind == AtomKind::Badge && atom.span.of(self.source).starts_with('!'))
            })
    }

    /// `[npm](url) - [demo](url) - description`: links that go on behind a separator, and say what they are of.
    pub(super) fn read_more_links(&mut self) {
        while let (Some(links), Some(atom)) = (self.head.links, self.atom()) {
            let is_next = matches!(atom.kind, AtomKind::Link { anchor: false, bare: false })
                && says_what(self.source, atom)
                && atom.span.start == self.position;
            let behind = self.source.get(atom.span.end..self.end).unwrap_or_default();
            let is_beside = links.end < self.position
                && leading_separator(&self.source[links.end..self.position])
                    .is_some_and(|len| len == self.position - links.end);
            if !is_next
                || !is_beside
                || leading_separator(behind).is_none()
                || behind.starts_with([',', '，'])
            {
                return;
            }
            self.head.links = Some(links.join(atom.span));
            self.go_to(atom.span.end);
            self.skip_separator();
        }
    }

    /// The images behind the name are tags; beside other tags, they are links that lead nowhere.
    pub(super) fn take_badges(&mut self) {
        let cell = if self.head.tags.is_none() { &mut self.head.tags } else { &mut self.head.links };
        *cell = cell.or(self.badges);
    }
}
