//! The name of an item: a link, words in bold or in code, or plain words up to what follows a name.

use super::super::super::bare_url::bare_url;
use super::super::atom::AtomKind;
use super::super::group::is_glue;
use super::super::sign::inner_separator;
use super::HeadReader;
use super::ends::{quoted_title, title_before_citation, title_before_venue, title_end};
use crate::text::Span;

/// How long a name without a link may be, in bytes.
const LONGEST: usize = 200;

impl HeadReader<'_> {
    pub(super) fn read_name(&mut self) -> bool {
        let Some(atom) = self.atom() else { return false };
        let span = match atom.kind {
            AtomKind::Link { .. } => {
                self.head.is_entry = true;
                atom.span
            }
            AtomKind::Styled { linked } => {
                self.head.is_entry =
                    linked || self.is_labelled(self.next + 1) || self.is_title_before_badge(atom);
                atom.span
            }
            AtomKind::Code => {
                self.head.is_entry = self.is_labelled(self.next + 1);
                atom.span
            }
            AtomKind::Text => match self.name_in_text() {
                Some(span) => span,
                None => return false,
            },
            AtomKind::Badge | AtomKind::Other => return false,
        };
        self.head.name = Some(span);
        self.go_to(span.end);
        true
    }

    /// The words up to the separator, or up to the links.
    fn name_in_text(&mut self) -> Option<Span> {
        let text = self.text();
        let separator = inner_separator(text);
        let before_brackets = text.trim_end_matches(|c: char| c.is_whitespace() || "[(（".contains(c));
        let quoted = quoted_title(text).filter(|_| self.ends_in_labels());
        let end = match separator {
            _ if quoted.is_some() => {
                self.head.is_entry = true;
                quoted.unwrap_or_default()
            }
            // A title of which a venue is told is whole, whatever signs are in it.
            Some((start, _)) if text[start..].starts_with(':') && self.is_title_alone() => title_end(text),
            // `Larva: A Model of Growth (2017), A. Oak [[pdf]](url)`: the colon is one of the title.
            Some((start, _)) if text[start..].starts_with(':') && self.ends_in_labels() => {
                self.head.is_entry = true;
                text.find(" | ").filter(|_| self.ends_in_bar_and_labels()).unwrap_or_else(|| title_end(text))
            }
            Some((start, len)) => {
                let rest = &text[start + len..];
                self.head.is_entry =
                    (rest.chars().all(is_glue) && self.is_labelled(self.next + 1)) || self.ends_in_labels();
                start
            }
            None if self.ends_in_label() || (self.is_before_title_end() && self.ends_in_labels()) => {
                self.head.is_entry = true;
                title_end(text)
            }
            None => {
                self.head.is_entry = self.is_labelled_here(&text[before_brackets.len()..]);
                let before =
                    || title_before_venue(before_brackets).or_else(|| title_before_citation(before_brackets));
                self.head.is_entry.then(before).flatten().unwrap_or(before_brackets.len())
            }
        };
        let name = &text[..with_whole_address(text, text[..end].trim_end().len())];
        let name = if self.head.is_entry { name.trim_end_matches([',', ' ']) } else { name };
        self.head.is_entry |= name.starts_with("https://") || name.starts_with("http://");
        let is_name = !name.is_empty()
            && name.len() <= LONGEST
            && (self.head.is_entry || separator.is_some() || self.next + 1 == self.atoms.len());
        is_name.then(|| Span::new(self.position, self.position + name.len()))
    }

    /// Whether a link, or the venue of a paper, ends the title that is next.
    fn is_before_title_end(&self) -> bool {
        self.is_before_link() || self.is_before_dated_venue(self.next + 1)
    }

    /// Whether a venue stands before the text that is next, and nothing behind it.
    fn is_title_alone(&self) -> bool {
        self.head.venue.is_some() && self.next + 1 == self.atoms.len()
    }

    /// Whether a link with a bracket around it comes next, as after a name: `Name [[paper](url)]`.
    fn is_labelled_here(&self, glue: &str) -> bool {
        glue.contains(['[', '(', '（'])
            && self.atoms.get(self.next + 1).is_some_and(|atom| matches!(atom.kind, AtomKind::Link { .. }))
    }

    /// The same from the atom `next` on: signs with a bracket among them, then a link.
    fn is_labelled(&self, next: usize) -> bool {
        match self.atoms.get(next) {
            Some(atom) if atom.kind == AtomKind::Text => {
                let text = atom.span.of(self.source);
                let text = text.trim_start_matches(|c: char| c.is_whitespace() || "-–—:：".contains(c));
                text.chars().all(is_glue)
                    && self.atoms.get(next + 1).is_some_and(|atom| matches!(atom.kind, AtomKind::Link { .. }))
            }
            Some(atom) => matches!(atom.kind, AtomKind::Link { .. }),
            None => false,
        }
    }
}

/// The end of what ends at `end`, or that of the bare address in which this is: GitHub links it with no-break spaces and
/// signs that stand close behind it.
fn with_whole_address(text: &str, end: usize) -> usize {
    let mut position = 0;
    while position < end
        && let Some(address) = bare_url(text, position..end)
    {
        position = address.end;
    }
    position.max(end)
}
