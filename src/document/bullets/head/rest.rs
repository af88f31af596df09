//! What is left of a paragraph when all else is read: the description, or links that nothing is said beside.

use super::super::atom::{Atom, AtomKind};
use super::super::group::is_glue;
use super::super::people::is_firm;
use super::super::trim_lines;
use super::super::word::is_label;
use super::HeadReader;
use crate::text::Span;

impl HeadReader<'_> {
    /// All that is left, if there is something to read in it.
    pub(super) fn read_description(&mut self) {
        if self.end < self.position {
            return;
        }
        let rest = trim_lines(self.source, Span::new(self.position, self.end));
        if let Some(links) = self.links_in(rest) {
            self.head.links = Some(links);
            return;
        }
        // A comment behind links says nothing to a reader.
        let said = rest.of(self.source);
        let is_comment = self.head.links.is_some() && said.starts_with("<!--") && said.ends_with("-->");
        if self.head.tags.is_none() && self.is_code_of_paper(rest) {
            self.head.tags = Some(rest);
            return;
        }
        // `(PDF)` behind it may say that this is a book.
        let maker = said.strip_suffix('.').filter(|maker| !maker.ends_with("Inc")).unwrap_or(said);
        let is_free = [self.head.authors, self.head.tags] == [None; 2] && self.head.name.is_some();
        if is_free && is_firm(maker.trim_matches(['*', '_'])) {
            self.head.authors = Some(Span::new(rest.start, rest.start + maker.len()));
            return;
        }
        let has_atoms = self.atoms_left().any(|atom| atom.kind != AtomKind::Text);
        if !is_comment && (has_atoms || said.chars().any(char::is_alphanumeric)) {
            self.head.description = Some(rest);
        }
    }

    /// `"Title", 2024-04, `topic`, [[paper]](url)`: code between the date of a paper and its links.
    fn is_code_of_paper(&self, rest: Span) -> bool {
        let is_code = self.atoms_left().any(|atom| atom.kind == AtomKind::Code && atom.span == rest);
        let is_between = self.head.date.is_some_and(|date| date.end < rest.start)
            && self.head.links.is_some_and(|links| rest.end < links.start);
        is_code && is_between
    }

    fn atoms_left(&self) -> impl Iterator<Item = &Atom> {
        let atoms = self.atoms.get(self.next..).unwrap_or_default();
        atoms.iter().filter(|atom| atom.span.start < self.end)
    }

    /// `Name: https://…`, or a label among the links that leads nowhere yet: `[[paper](url)] [code]`.
    fn links_in(&self, rest: Span) -> Option<Span> {
        self.head.name?;
        let Some(links) = self.head.links else {
            let is_address = |atom: &Atom| matches!(atom.kind, AtomKind::Link { bare: true, .. });
            let is_between = |atom: &Atom| {
                atom.kind == AtomKind::Text
                    && Span::new(atom.span.start.max(rest.start), atom.span.end.min(rest.end).max(rest.start))
                        .of(self.source)
                        .chars()
                        .all(is_glue)
            };
            let are_addresses = self.atoms_left().any(is_address)
                && self.atoms_left().all(|atom| is_address(atom) || is_between(atom));
            // What GitHub links in running text is a text here.
            let said = rest.of(self.source);
            let is_bare = (said.starts_with("https://") || said.starts_with("http://"))
                && !said.contains(|c: char| c.is_whitespace() || c == '<');
            return (are_addresses || is_bare).then_some(rest);
        };
        let label = rest.of(self.source).strip_prefix('[')?.strip_suffix(']')?;
        let is_between = |c: char| is_glue(c) || c == '-';
        let is_beside = links.end <= rest.start && self.source[links.end..rest.start].chars().all(is_between);
        (is_beside && self.atoms_left().all(|atom| atom.kind == AtomKind::Text) && is_label(label))
            .then(|| links.join(rest))
    }
}
