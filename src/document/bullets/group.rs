//! Links that belong together: `[[paper](url)] [[code](url)]`, `([Demo](url), [Source](url))`.

use super::atom::{Atom, AtomKind};
use super::sign::leading_separator;
use crate::text::Span;

/// Whether a character may stand between links that belong together.
pub(super) fn is_glue(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '\n'
            | '\r'
            | '['
            | ']'
            | '('
            | ')'
            | '|'
            | '/'
            | ','
            | ';'
            | '·'
            | '•'
            | '&'
            | '（'
            | '）'
    )
}

/// A group of links that starts at the atom `next`, or at `position` in it where that is text; brackets are part of it.
///
/// Links without brackets are a group only where nothing follows them up to `end`, or a separator.
pub(super) fn links(source: &str, atoms: &[Atom], end: usize, next: usize, position: usize) -> Option<Span> {
    read(source, atoms, end, next, position).0
}

/// The first group of links in brackets that starts behind white space, at the atom `next` or after it and behind
/// `position`, and has nothing behind it up to `end`.
pub(super) fn trailing_links(
    source: &str,
    atoms: &[Atom],
    end: usize,
    mut next: usize,
    position: usize,
) -> Option<Span> {
    while let Some(atom) = atoms.get(next) {
        let opener = opener(source, *atom).filter(|&start| atom.span.end <= end && start > position);
        let mut resume = next + 1;
        if let Some(start) = opener {
            let (group, after) = read(source, atoms, end, next, start);
            let ends = |group: &Span| group.end <= end && source[group.end..end].trim().is_empty();
            if let Some(group) = group.filter(ends) {
                return Some(group);
            }
            resume = resume.max(after);
        }
        next = resume;
    }
    None
}

/// Where the brackets start, behind white space, that a text ends in; there may be white space in them, too.
fn opener(source: &str, atom: Atom) -> Option<usize> {
    if atom.kind != AtomKind::Text {
        return None;
    }
    let is_bracket = |c: char| matches!(c, '[' | '(' | '（');
    let text = atom.span.of(source);
    let before = text.trim_end_matches(|c: char| is_bracket(c) || c.is_whitespace());
    // Behind what is emphasized there may be no blank.
    let is_behind_mark = before.is_empty() && source[..atom.span.start].ends_with(['*', '_']);
    let (mut spaced, mut at) = (is_behind_mark, before.len());
    for c in text[before.len()..].chars() {
        if is_bracket(c) && spaced {
            return Some(atom.span.start + at);
        }
        spaced = c.is_whitespace();
        at += c.len_utf8();
    }
    None
}

/// Reads a group as [`links`] does; where it does not end the paragraph, none does that starts behind it and before the
/// second result, the index of an atom.
///
/// What stops it stops those that start inside of it as well. One that starts behind the last bracket that is left open
/// may still be whole.
fn read(source: &str, atoms: &[Atom], end: usize, first: usize, position: usize) -> (Option<Span>, usize) {
    let mut group = LinkGroup::default();
    let mut next = first;
    let mut position = position;
    let mut last = None;
    while let Some(atom) = atoms.get(next) {
        match atom.kind {
            AtomKind::Text => {
                let start = position.max(atom.span.start);
                last = group.read(&source[start..atom.span.end], start, next).or(last);
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
    let resume = group.open.innermost.map_or(next, |(_, atom)| atom);
    let (Some(start), Some(last)) = (group.start, last) else { return (None, resume) };
    let found = Span::new(start, last);
    let holds_link = atoms[first..next].iter().any(|atom| {
        matches!(atom.kind, AtomKind::Link { .. } | AtomKind::Badge) && found.contains(atom.span)
    });
    let rest = source.get(found.end..end).unwrap_or_default();
    let stands_alone = group.has_brackets
        || rest.trim().is_empty()
        || leading_separator(rest).is_some()
        || is_comment(rest)
        || (starts_line(rest) && are_badges(&atoms[first..next]));
    ((holds_link && stands_alone).then_some(found), resume)
}

/// Whether a comment is all that is left of a paragraph.
fn is_comment(rest: &str) -> bool {
    let comment = rest.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    comment.is_some_and(|comment| !comment.contains("-->"))
}

/// Whether what is left of a paragraph is on lines of its own, and starts with words.
fn starts_line(rest: &str) -> bool {
    let line = rest.trim_start_matches([' ', '\\']);
    line.starts_with(['\n', '\r'])
        && line.trim_start().starts_with(|c: char| c.is_alphanumeric() || "*_".contains(c))
}

/// Whether there is nothing but images and blanks, as there is between a title and the line with its authors.
fn are_badges(atoms: &[Atom]) -> bool {
    let is_badge = |atom: &Atom| matches!(atom.kind, AtomKind::Badge | AtomKind::Text);
    atoms.iter().all(is_badge)
}

/// A group of links as it is read.
#[derive(Default)]
struct LinkGroup {
    open: Brackets,
    start: Option<usize>,
    has_brackets: bool,
    is_over: bool,
}

impl LinkGroup {
    /// Reads what stands between two links; the place after the last bracket that closes the outermost, if there is one.
    fn read(&mut self, text: &str, offset: usize, atom: usize) -> Option<usize> {
        let mut end = None;
        for (at, c) in text.char_indices() {
            match c {
                '[' | '(' | '（' => {
                    self.start.get_or_insert(offset + at);
                    self.open.push((c, atom));
                    self.has_brackets = true;
                }
                ']' | ')' | '）' => {
                    let fits = self
                        .open
                        .pop()
                        .is_some_and(|(open, _)| matches!((open, c), ('[', ']') | ('(', ')') | ('（', '）')));
                    if !fits {
                        self.open = Brackets::default();
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

/// The brackets that are open, each with the index of its atom; nearly always there is one.
#[derive(Default)]
struct Brackets {
    innermost: Option<(char, usize)>,
    outer: Vec<(char, usize)>,
}

impl Brackets {
    fn is_empty(&self) -> bool {
        self.innermost.is_none()
    }

    fn push(&mut self, open: (char, usize)) {
        self.outer.extend(self.innermost.replace(open));
    }

    fn pop(&mut self) -> Option<(char, usize)> {
        std::mem::replace(&mut self.innermost, self.outer.pop())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Atoms one after the other: texts, links and code.
    fn laid_out(pieces: &[(u8, String)]) -> (String, Vec<Atom>) {
        let mut source = String::new();
        let mut atoms: Vec<Atom> = Vec::new();
        for (kind, text) in pieces {
            let (kind, text) = match kind {
                0 | 1 => (AtomKind::Link { anchor: false, bare: *kind == 1 }, "L"),
                2 => (AtomKind::Badge, "B"),
                3 => (AtomKind::Code, "C"),
                _ => (AtomKind::Text, text.as_str()),
            };
            let start = source.len();
            source.push_str(text);
            let span = Span::new(start, source.len());
            match atoms.last_mut() {
                Some(last) if kind == AtomKind::Text && last.kind == kind => last.span.end = span.end,
                _ => atoms.push(Atom { kind, span }),
            }
        }
        (source, atoms)
    }

    /// The same as [`trailing_links`], with a try at each bracket.
    fn tried_everywhere(source: &str, atoms: &[Atom]) -> Option<Span> {
        (0..atoms.len()).find_map(|next| {
            let start = opener(source, atoms[next])?;
            let group = links(source, atoms, source.len(), next, start)?;
            source[group.end..].trim().is_empty().then_some(group)
        })
    }

    proptest! {
        #![proptest_config(crate::cases::cases(4_000))]

        #[test]
        fn no_group_is_passed_over(pieces in prop::collection::vec((0u8..12, "[ ()\\[\\]x\u{a0}]{0,5}"), 0..14)) {
            let (source, atoms) = laid_out(&pieces);
            let found = trailing_links(&source, &atoms, source.len(), 0, 0);
            prop_assert_eq!(found, tried_everywhere(&source, &atoms), "{}", source);
        }
    }
}
