//! Brackets beside the name, or beside the authors, that say more of it: `[Name](url) (comment) - description`,
//! `[Title](url) - Ada Oak (PDF) *(archived)*`.

use super::super::atom::{Atom, AtomKind};
use super::super::citation::has_year;
use super::super::date::is_date;
use super::super::people::{are_people, is_firm, is_platform, is_thing, may_be_makers};
use super::super::sign::{leading_separator, signs};
use super::super::trim_lines;
use super::super::venue::is_venue;
use super::HeadReader;
use crate::text::Span;

/// How long a remark may be, in bytes.
const LONGEST: usize = 160;

impl HeadReader<'_> {
    /// `(comment) - description`, or right behind the name or its links nothing but brackets: tags, or the authors where they
    /// name people.
    pub(super) fn read_remark(&mut self) {
        if self.head.name.is_none() || self.position >= self.end {
            return;
        }
        let is_beside = self.is_beside_name();
        if is_beside && self.head.tags.is_none() && self.read_icons() {
            return;
        }
        let rest = &self.source[self.position..self.end];
        let text = &rest[..rest.len().min(self.text().len())];
        if !rest.trim_start_matches(['*', '_']).starts_with(OPENING) {
            return;
        }
        if let Some((inner, len)) = bracketed(text, self.position) {
            let behind = &rest[len..];
            let is_over = behind.trim_start_matches([':', '.']).trim().is_empty();
            // What goes on behind a comma or a word is one sentence with the brackets.
            let separator =
                leading_separator(behind).filter(|_| !behind.trim_start().starts_with([',', '，']));
            if ((is_beside && is_over) || separator.is_some()) && self.take_remark(inner) {
                self.skip(len + separator.unwrap_or_default());
                return;
            }
        }
        if is_beside && is_in_brackets(rest) && rest.contains(char::is_alphanumeric) {
            self.read_remarks();
        }
    }

    /// `:warning: - description`: signs and names of emoji in front of the separator.
    fn read_icons(&mut self) -> bool {
        let text = self.text();
        let lead = &text[..signs(text)];
        let icons = lead.trim().trim_end_matches(['-', '–', '—', '|']);
        let is_icon = |c: char| c == ':' || (!c.is_ascii() && !matches!(c, '–' | '—') && !c.is_whitespace());
        let start = self.position + lead.len() - lead.trim_start().len();
        let is_apart = icons.len() < lead.trim().len() && icons.ends_with(' ') && lead.len() < text.len();
        let icons = icons.trim_end();
        let is_told = is_apart && icons.starts_with(is_icon) && lead.ends_with(char::is_whitespace);
        if is_told {
            self.head.tags = Some(Span::new(start, start + icons.len()));
            self.skip(lead.len());
        }
        is_told
    }

    /// Whether nothing separates what is next from what was read before it.
    fn is_beside_name(&self) -> bool {
        let head = &self.head;
        let read = [head.name, head.date, head.authors, head.venue, head.links, head.stars];
        let read = read.into_iter().flatten().map(|span| span.end).filter(|end| *end <= self.position);
        let gap = read.max().and_then(|end| self.source.get(end..self.position));
        gap.is_some_and(|gap| {
            leading_separator(gap).is_none() && !gap.contains(['-', '–', '—', ':', '|', '：'])
        })
    }

    fn take_remark(&mut self, inner: Span) -> bool {
        if self.take_maker_and_year(inner) {
            return true;
        }
        let text = inner.of(self.source);
        // `(Twitter)` says where an account is.
        let is_maker = is_firm(text) && !is_platform(text);
        let is_name = self.head.authors.is_none() && (are_people(text) || is_maker);
        let cell = if is_name { &mut self.head.authors } else { &mut self.head.tags };
        let is_free = cell.is_none();
        cell.get_or_insert(inner);
        is_free
    }

    /// `(Larva Labs, 2026)`: who made it, or where it appeared, and when.
    fn take_maker_and_year(&mut self, inner: Span) -> bool {
        let text = inner.of(self.source);
        let Some((maker, date)) = text.rsplit_once(", ") else { return false };
        if !is_date(date) || !has_year(date) || self.head.date.is_some() {
            return false;
        }
        let cell = if is_venue(maker) { &mut self.head.venue } else { &mut self.head.authors };
        if cell.is_some() || !(is_venue(maker) || may_be_makers(maker)) || is_thing(maker) {
            return false;
        }
        *cell = Some(Span::new(inner.start, inner.start + maker.len()));
        self.head.date = Some(Span::new(inner.end - date.len(), inner.end));
        true
    }

    /// What brackets say behind the names of authors: `(PDF) *(archived)*`, `(HTML) [(code)](url)`.
    pub(super) fn read_remarks(&mut self) {
        self.read_links();
        let rest = trim_lines(self.source, Span::new(self.position, self.end.max(self.position)));
        let text = rest.of(self.source);
        let rest = Span::new(rest.start, rest.start + text.strip_suffix(['.', ':']).unwrap_or(text).len());
        let is_link = |atom: &&Atom| {
            !matches!(
                atom.kind,
                AtomKind::Text | AtomKind::Code | AtomKind::Other | AtomKind::Styled { linked: false }
            ) && rest.contains(atom.span)
        };
        let links = self.atoms.iter().filter(is_link).map(|atom| atom.span).reduce(Span::join);
        let (links, remarks) = match links {
            None => (None, rest),
            Some(links) if self.head.links.is_none() && self.is_free(links) => {
                let [before, behind] = [Span::new(rest.start, links.start), Span::new(links.end, rest.end)]
                    .map(|span| trim_lines(self.source, span));
                if before.is_empty() {
                    (Some(links), behind)
                } else if behind.is_empty() {
                    (Some(links), before)
                } else {
                    (None, rest)
                }
            }
            Some(_) => return,
        };
        if remarks.len() > LONGEST || self.head.tags.is_some() {
            return;
        }
        self.head.links = self.head.links.or(links);
        if remarks.of(self.source).contains(char::is_alphanumeric) {
            let whole = bracketed(remarks.of(self.source), remarks.start);
            let whole = whole.filter(|(_, len)| *len == remarks.len()).map(|(inner, _)| inner);
            self.head.tags = Some(whole.unwrap_or(remarks));
        }
        self.go_to(rest.end);
    }

    /// Whether nothing but blanks is between links, and no bracket around them.
    fn is_free(&self, links: Span) -> bool {
        let inside = |atom: &&Atom| links.contains(atom.span) && atom.kind == AtomKind::Text;
        !self.source[..links.start].ends_with(['(', '['])
            && is_balanced(&self.source[self.position..links.start])
            && self.atoms.iter().filter(inside).all(|atom| atom.span.of(self.source).trim().is_empty())
    }
}

const OPENING: [char; 3] = ['(', '[', '（'];

/// What is in the brackets that `text` starts with, and where they end; nothing where there are brackets in them.
fn bracketed(text: &str, offset: usize) -> Option<(Span, usize)> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        _ => return None,
    };
    let inside = &text[open.len_utf8()..];
    let inner = &inside[..inside.find(close)?];
    let said = inner.trim();
    let is_remark = !said.is_empty() && inner.len() <= LONGEST && !inner.contains(['(', '[', '（', '\n']);
    let start = offset + open.len_utf8() + (inner.len() - inner.trim_start().len());
    is_remark
        .then(|| (Span::new(start, start + said.len()), open.len_utf8() + inner.len() + close.len_utf8()))
}

/// Whether as many brackets are closed as are opened.
fn is_balanced(text: &str) -> bool {
    text.matches(['(', '[']).count() == text.matches([')', ']']).count()
}

/// Whether all words of a text are in brackets, in code or in tags.
pub(super) fn is_in_brackets(text: &str) -> bool {
    let mut depth = 0usize;
    let mut is_code = false;
    for c in text.chars() {
        match c {
            '`' => is_code = !is_code,
            '(' | '[' | '<' | '（' => depth += 1,
            ')' | ']' | '>' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 && !is_code && c.is_alphanumeric() => return false,
            _ => {}
        }
    }
    true
}
