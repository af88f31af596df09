//! Who made it: `by A. Oak`, `by [Ada](url)`, and of books the names of their authors: `[Title](url) - Ada Oak (PDF)`.

use super::super::atom::{Atom, AtomKind};
use super::super::citation::{Names, are_people, may_be_makers, names};
use super::super::sign::leading_separator;
use super::super::title::says_what;
use super::super::trim_lines;
use super::Reader;
use super::tail::brackets_at_end;
use crate::text::Span;
use crate::value::is_file_format;

impl Reader<'_> {
    /// `by A. Oak`, `by [Ada](url), [Bo](url)`, with nothing or a sign behind it.
    pub(super) fn read_by(&mut self) -> bool {
        let text = self.text();
        let prefix = ["by ", "By ", "(by "].into_iter().find(|prefix| text.starts_with(prefix));
        let Some(prefix) = prefix.filter(|_| self.head.authors.is_none()) else { return false };
        let said = &text[prefix.len()..];
        let authors = if said.trim().is_empty() {
            self.linked_authors()
        } else {
            self.authors_in(said).map(|len| Span::new(0, len).shifted(self.position + prefix.len()))
        };
        let Some(authors) = authors else { return false };
        self.head.authors = Some(authors);
        self.go_to(authors.end);
        true
    }

    /// Links from the atom after the next one on, with commas and the like between them.
    fn linked_authors(&self) -> Option<Span> {
        let mut found: Option<Span> = None;
        let mut next = self.next + 1;
        while let Some(atom) = self.atoms.get(next) {
            let is_link = matches!(
                atom.kind,
                AtomKind::Link { anchor: false, bare: false } | AtomKind::Styled { linked: true }
            );
            if !is_link {
                break;
            }
            found = Some(found.map_or(atom.span, |found| found.join(atom.span)));
            let between = self.atoms.get(next + 1).filter(|between| between.kind == AtomKind::Text);
            let joins = between.is_some_and(|between| {
                matches!(between.span.of(self.source).trim(), "," | "&" | "and" | ", and")
            });
            if !joins {
                break;
            }
            next += 2;
        }
        found.filter(|found| self.is_set_off_behind(found.end))
    }

    /// `Grows leaves by [Ada](url).`: who made what the words before say.
    pub(super) fn read_trailing_by(&mut self) {
        if self.head.authors.is_some() || self.head.name.is_none() {
            return;
        }
        let count = self.atoms.iter().take_while(|atom| atom.span.start < self.end).count();
        let mut atoms = self.atoms[..count].iter().rev();
        let text = |atom: &Atom| Span::new(atom.span.start, atom.span.end.min(self.end)).of(self.source);
        let is_link = |atom: &Atom| matches!(atom.kind, AtomKind::Link { anchor: false, bare: false });
        let mut authors: Option<Span> = None;
        let before = loop {
            let Some(atom) = atoms.next() else { return };
            match atom.kind {
                AtomKind::Text if authors.is_none() && matches!(text(atom).trim(), "" | ".") => {}
                AtomKind::Text
                    if authors.is_some() && matches!(text(atom), ", " | " and " | " & " | ", and ") => {}
                AtomKind::Text => break *atom,
                _ if is_link(atom) && !says_what(self.source, *atom) && may_be_maker(text(atom)) => {
                    authors = Some(authors.map_or(atom.span, |authors| atom.span.join(authors)));
                }
                _ => return,
            }
        };
        let Some(authors) =
            authors.filter(|_| before.span.start >= self.position || before.span.end > self.position)
        else {
            return;
        };
        let start = before.span.start.max(self.position);
        let Some(words) = self.source[start..authors.start].strip_suffix(" by ") else { return };
        let said = &self.source[self.position..start + words.len()];
        if !tells_of_another(said) && said.contains(char::is_alphanumeric) {
            self.head.authors = Some(authors);
            self.end = self.position + said.trim_end().len();
        }
    }

    /// Whether neither a word nor a link follows at `end`.
    fn is_set_off_behind(&self, end: usize) -> bool {
        let atom = self.atoms.iter().find(|atom| atom.span.end > end);
        let Some(atom) = atom else { return true };
        let text = Span::new(atom.span.start.max(end), atom.span.end).of(self.source);
        match atom.kind {
            AtomKind::Text => {
                let text = text.trim_start_matches([' ', '\t']);
                text.is_empty()
                    || text.starts_with(['.', ';', '(', ')', '[', '\n', '\r'])
                    || leading_separator(text).is_some()
            }
            AtomKind::Link { .. } | AtomKind::Styled { .. } => false,
            AtomKind::Badge | AtomKind::Code | AtomKind::Other => true,
        }
    }

    /// How long the names are that `said` starts with.
    fn authors_in(&self, said: &str) -> Option<usize> {
        let signs = [" - ", " – ", " — ", " | ", ": ", " (", " [", ". ", "\n"];
        let first = signs.into_iter().filter_map(|sign| said.find(sign)).min();
        let ends = [Some(said.len()), first];
        ends.into_iter().flatten().find_map(|end| {
            let name = said[..end].trim_end_matches([' ', '.', ',', ';', '(', ')', '[']);
            let at = self.position + self.text().len() - said.len() + name.len();
            (may_be_makers(name) && self.is_set_off_behind(at)).then_some(name.len())
        })
    }

    /// `Ada Oak, Bo Elm (PDF)`: names that are people's beyond doubt, or that a file format is behind, and nothing else.
    pub(super) fn read_people(&mut self) -> bool {
        if self.head.authors.is_some() {
            return false;
        }
        let text = self.text();
        let said = text[..text.find(['(', '[']).unwrap_or(text.len())].trim_end();
        let name = said.strip_suffix([',', '.']).filter(|_| !are_people(said)).unwrap_or(said);
        let end = self.position + name.len();
        let behind = self.source.get(end..self.end).unwrap_or_default();
        let is_told = are_people(name)
            || (names(name) >= Some(Names::Pair) && format_in_brackets(behind.trim_start()).is_some());
        if !is_told || !is_in_brackets(behind) {
            return false;
        }
        self.head.authors = Some(Span::new(self.position, end));
        self.go_to(end);
        self.read_remarks();
        true
    }

    /// What brackets say behind the names of authors: `(PDF) *(archived)*`, `(HTML) [(code)](url)`.
    fn read_remarks(&mut self) {
        const LONGEST: usize = 100;
        self.read_links();
        let rest = trim_lines(self.source, Span::new(self.position, self.end.max(self.position)));
        let text = rest.of(self.source);
        let rest = Span::new(rest.start, rest.start + text.strip_suffix('.').unwrap_or(text).len());
        let is_link = |atom: &&Atom| {
            !matches!(
                atom.kind,
                AtomKind::Text | AtomKind::Code | AtomKind::Other | AtomKind::Styled { linked: false }
            ) && rest.contains(atom.span)
        };
        let links = self.atoms.iter().filter(is_link).map(|atom| atom.span).reduce(Span::join);
        let remarks = match links {
            None => rest,
            Some(links) if self.head.links.is_none() && self.is_free(links) => {
                let [before, behind] = [Span::new(rest.start, links.start), Span::new(links.end, rest.end)]
                    .map(|span| trim_lines(self.source, span));
                if before.is_empty() || behind.is_empty() {
                    self.head.links = Some(links);
                    if before.is_empty() { behind } else { before }
                } else {
                    rest
                }
            }
            Some(_) => return,
        };
        if remarks.len() > LONGEST || self.head.tags.is_some() {
            return;
        }
        if !remarks.is_empty() {
            let text = remarks.of(self.source);
            let whole = brackets_at_end(text, remarks.start).filter(|(brackets, _)| *brackets == remarks);
            self.head.tags = Some(whole.map_or(remarks, |(_, inner)| inner));
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

/// Whether a link in a sentence names somebody: `[Ada](url)`, `[ada](https://github.com/ada)`, and not `[rivers](url)`.
fn may_be_maker(link: &str) -> bool {
    const PROFILES: [&str; 5] = ["github.com/", "gitlab.com/", "twitter.com/", "x.com/", "linkedin.com/"];
    let (text, url) = link.split_once("](").unwrap_or_default();
    text.trim_start_matches('[').starts_with(|c: char| c.is_uppercase() || c == '@')
        || PROFILES.iter().any(|profile| url.contains(profile))
}

/// Whether who is named behind `by` may have made what the thing comes from, and not the thing, or has done something else
/// with it: `A fork of the tool`, `Powered`.
fn tells_of_another(said: &str) -> bool {
    const ORIGINS: [&str; 14] = [
        "adapt",
        "based",
        "clone",
        "copy",
        "fork",
        "inspir",
        "modif",
        "original",
        "port",
        "rewrit",
        "theme",
        "variant",
        "variation",
        "version",
    ];
    const VERBS: [&str; 8] = ["built", "drawn", "driven", "held", "made", "run", "shown", "written"];
    let said = said.to_lowercase();
    let last = said.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let starts_word = |word: &str| ORIGINS.iter().any(|origin| word.starts_with(origin));
    last.ends_with("ed")
        || VERBS.contains(&last)
        || said.split(|c: char| !c.is_alphanumeric()).any(starts_word)
}

/// Whether as many brackets are closed as are opened.
fn is_balanced(text: &str) -> bool {
    text.matches(['(', '[']).count() == text.matches([')', ']']).count()
}

/// `PDF, EPUB` of a text that starts with `(PDF, EPUB)`.
fn format_in_brackets(text: &str) -> Option<&str> {
    let (inner, _) = text.strip_prefix('(')?.split_once(')')?;
    is_file_format(inner).then_some(inner)
}

/// Whether all words of a text are in brackets, in code or in tags.
fn is_in_brackets(text: &str) -> bool {
    let mut depth = 0usize;
    let mut is_code = false;
    for c in text.chars() {
        match c {
            '`' => is_code = !is_code,
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            c if depth == 0 && !is_code && c.is_alphanumeric() => return false,
            _ => {}
        }
    }
    true
}
