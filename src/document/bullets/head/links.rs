//! Links and images beside the name: `[Name](url) [[paper](url)] [[code](url)]`, `[Name](url) ![stars](s.svg)`.

use super::super::atom::{Atom, AtomKind};
use super::super::group::{self, is_glue};
use super::super::sign::leading_separator;
use super::super::title::says_what;
use super::super::venue::is_rank;
use super::HeadReader;
use crate::text::Span;

impl HeadReader<'_> {
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

    /// `[Title](url)<br>:star:[code](url):house:[project](url)`: links behind a line break, with pictures in front of them and
    /// maybe a word that says how the paper was shown.
    pub(super) fn read_links_behind_break(&mut self) {
        let left = self.atoms.get(self.next..).unwrap_or_default();
        let is_break =
            |atom: &Atom| atom.kind == AtomKind::Other && atom.span.of(self.source).starts_with("<br");
        let is_link = |atom: &&Atom| matches!(atom.kind, AtomKind::Link { anchor: false, bare: false });
        let starts = left.iter().find(|atom| !self.is_blank(atom)).is_some_and(is_break);
        let are_links = left.iter().all(|atom| match atom.kind {
            AtomKind::Text => words_beside_pictures(atom.span.of(self.source)).all(is_rank),
            _ => is_break(atom) || is_link(&atom),
        });
        let links = left.iter().filter(is_link).map(|link| link.span).reduce(Span::join);
        let Some(links) = links.filter(|_| starts && are_links && self.head.links.is_none()) else { return };
        let rank = left.iter().filter(|atom| atom.kind == AtomKind::Text && atom.span.end <= links.start);
        let rank = rank.flat_map(|atom| words_beside_pictures(atom.span.of(self.source))).next();
        if let Some(rank) = rank.filter(|_| self.head.tags.is_none()) {
            let start = rank.as_ptr() as usize - self.source.as_ptr() as usize;
            self.head.tags = Some(Span::new(start, start + rank.len()));
        }
        self.head.links = Some(links);
        self.go_to(self.end);
    }

    fn is_blank(&self, atom: &Atom) -> bool {
        atom.kind == AtomKind::Text && atom.span.of(self.source).trim().is_empty()
    }

    /// Whether nothing is in `span` but images that lead nowhere.
    fn are_images(&self, span: Span) -> bool {
        let mut atoms = self.atoms.iter().filter(|atom| span.contains(atom.span));
        self.badges.is_none()
            && span.of(self.source).starts_with('!')
            && atoms.all(|atom| {
                self.is_blank(atom)
                    || (atom.kind == AtomKind::Badge && atom.span.of(self.source).starts_with('!'))
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

    /// `**Name:** ![High](high.svg) Description`: images in front of the description are not part of it.
    pub(super) fn read_badges_before_words(&mut self) {
        let is_image =
            |atom: &Atom| atom.kind == AtomKind::Badge && atom.span.of(self.source).starts_with('!');
        if self.head.name.is_none() || self.badges.is_some() || !self.text().trim().is_empty() {
            return;
        }
        let left = self.atoms.get(self.next..).unwrap_or_default();
        let behind = left.iter().find(|atom| !is_image(atom) && !self.is_blank(atom));
        let starts_with_word = |atom: &&Atom| {
            let text = atom.span.of(self.source).trim_start();
            atom.kind == AtomKind::Text && text.starts_with(char::is_alphanumeric)
        };
        let Some(words) = behind.filter(starts_with_word).filter(|words| words.span.start < self.end) else {
            return;
        };
        let images = left.iter().take_while(|atom| atom.span != words.span).filter(|atom| is_image(atom));
        if let Some(images) = images.map(|image| image.span).reduce(Span::join) {
            self.badges = Some(images);
            self.go_to(images.end);
        }
    }

    /// The images behind the name are tags; beside other tags, they are links that lead nowhere.
    pub(super) fn take_badges(&mut self) {
        let cell = if self.head.tags.is_none() { &mut self.head.tags } else { &mut self.head.links };
        *cell = cell.or(self.badges);
    }
}

/// The words of a text beside names of pictures: `oral` of `:open_mouth:oral:star:`.
fn words_beside_pictures(text: &str) -> impl Iterator<Item = &str> {
    let is_picture = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    let mut parts = text.split(':').peekable();
    let mut is_inside = false;
    std::iter::from_fn(move || {
        loop {
            let part = parts.next()?;
            // A colon in front and one behind make the name of a picture.
            let is_name = is_inside && parts.peek().is_some() && is_picture(part);
            is_inside = !is_name;
            if !is_name && part.contains(char::is_alphanumeric) {
                return Some(part.trim());
            }
        }
    })
}
