//! Links that belong together: `[[paper](url)] [[code](url)]`, `([Demo](url), [Source](url))`.

use super::atom::{Atom, AtomKind};
use super::sign::leading_separator;
use crate::text::Span;

/// Whether a character may stand between links that belong together.
pub(super) fn is_glue(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '[' | ']' | '(' | ')' | '|' | '/' | ',' | '·' | '•' | '&' | '（' | '）'
    )
}

/// A group of links that starts at the atom `next`, or at `position` in it where that is text; brackets are part of it.
///
/// Links without brackets are a group only where nothing follows them up to `end`, or a separator.
pub(super) fn links(
    source: &str,
    atoms: &[Atom],
    end: usize,
    mut next: usize,
    position: usize,
) -> Option<Span> {
    let mut group = Group::default();
    let mut position = position;
    let mut last = None;
    while let Some(atom) = atoms.get(next) {
        match atom.kind {
            AtomKind::Text => {
                let start = position.max(atom.span.start);
                last = group.read(&source[start..atom.span.end], start).or(last);
                if group.is_over {
                    break;
                }
            }
            // A link that stands free after links in brackets belongs to the text behind it.
            AtomKind::Link { .. } if group.open.is_empty() && group.has_brackets => break,
            AtomKind::Link { bare: false, .. } | AtomKind::Badge => {
                group.start.get_or_insert(atom.span.start);
                if group.open.is_empty() {
                    last = Some(atom.span.end);
                }
            }
            _ => break,
        }
        next += 1;
        position = atom.span.end;
    }
    let found = Span::new(group.start?, last?);
    let holds_link = atoms.iter().any(|atom| {
        matches!(atom.kind, AtomKind::Link { .. } | AtomKind::Badge) && found.contains(atom.span)
    });
    let rest = source.get(found.end..end).unwrap_or_default();
    let stands_alone = group.has_brackets || rest.trim().is_empty() || leading_separator(rest).is_some();
    (holds_link && stands_alone).then_some(found)
}

/// A group of links as it is read.
#[derive(Default)]
struct Group {
    open: Brackets,
    start: Option<usize>,
    has_brackets: bool,
    is_over: bool,
}

impl Group {
    /// Reads what stands between two links; the place after the last bracket that closes the outermost, if there is one.
    fn read(&mut self, text: &str, offset: usize) -> Option<usize> {
        let mut end = None;
        for (at, c) in text.char_indices() {
            match c {
                '[' | '(' | '（' => {
                    self.start.get_or_insert(offset + at);
                    self.open.push(c);
                    self.has_brackets = true;
                }
                ']' | ')' | '）' => {
                    let fits = self
                        .open
                        .pop()
                        .is_some_and(|open| matches!((open, c), ('[', ']') | ('(', ')') | ('（', '）')));
                    if !fits {
                        self.is_over = true;
                        return end;
                    }
                    if self.open.is_empty() {
                        end = Some(offset + at + c.len_utf8());
                    }
                }
                c if is_glue(c) => {}
                _ => {
                    self.is_over = true;
                    return end;
                }
            }
        }
        end
    }
}

/// The brackets that are open; nearly always there is one.
#[derive(Default)]
struct Brackets {
    outermost: Option<char>,
    inner: Vec<char>,
}

impl Brackets {
    fn is_empty(&self) -> bool {
        self.outermost.is_none()
    }

    fn push(&mut self, open: char) {
        match self.outermost {
            None => self.outermost = Some(open),
            Some(_) => self.inner.push(open),
        }
    }

    fn pop(&mut self) -> Option<char> {
        self.inner.pop().or_else(|| self.outermost.take())
    }
}
