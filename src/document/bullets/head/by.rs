//! Who made it: `by A. Oak`, `by [Ada](url)`, and of books the names of their authors: `[Title](url) - Ada Oak (PDF)`.

use super::super::atom::{Atom, AtomKind};
use super::super::people::{Names, are_people, is_firm, may_be_makers, may_be_people, names};
use super::super::sign::leading_separator;
use super::super::title::says_what;
use super::HeadReader;
use super::cited::inside;
use super::remark::is_in_brackets;
use crate::text::Span;
use crate::value::is_file_format;

impl HeadReader<'_> {
    /// `by A. Oak`, `by *A. Oak*`, `by [Ada](url), [Bo](url)`, with nothing or a sign behind it.
    pub(super) fn read_by(&mut self) -> bool {
        let text = self.text();
        let prefix = ["by ", "By ", "(by "].into_iter().find(|prefix| text.starts_with(prefix));
        let Some(prefix) = prefix.filter(|_| self.head.authors.is_none()) else { return false };
        let said = &text[prefix.len()..];
        let authors = if said.trim().is_empty() {
            self.linked_authors().or_else(|| self.emphasized_authors())
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

    /// Names in emphasis as the atom after the next one.
    fn emphasized_authors(&self) -> Option<Span> {
        let atom = *self.atoms.get(self.next + 1)?;
        let text = inside(self.source, atom).of(self.source);
        let are_names = atom.kind == (AtomKind::Styled { linked: false })
            && (names(text).is_some() || may_be_makers(text));
        (are_names && self.is_set_off_behind(atom.span.end)).then_some(atom.span)
    }

    /// `**Roots of Larvae** *University of the Coast*`: behind a title in bold, in emphasis, who gives it. Badges between them
    /// are tags.
    pub(super) fn read_emphasized_maker(&mut self) {
        let left = self.atoms.get(self.next..).unwrap_or_default();
        let count = left.iter().take_while(|atom| atom.span.start < self.end).count();
        let [title, between @ .., maker] = &left[..count] else { return };
        let are_styled = [title, maker].iter().all(|atom| atom.kind == AtomKind::Styled { linked: false });
        let is_blank =
            |atom: &Atom| atom.kind == AtomKind::Text && atom.span.of(self.source).trim().is_empty();
        let badges = between.iter().filter(|atom| atom.kind == AtomKind::Badge).map(|badge| badge.span);
        let badges = badges.reduce(Span::join);
        let are_apart = !between.is_empty()
            && between.iter().all(|atom| is_blank(atom) || atom.kind == AtomKind::Badge)
            && (badges.is_none() || self.head.tags.is_none());
        let written = [title, maker].map(|atom| atom.span.of(self.source));
        let is_bold = |text: &str| text.starts_with("**") || text.starts_with("__");
        let are_told = is_bold(written[0]) && !is_bold(written[1]);
        let is_free = self.head.authors.is_none() && self.head.name.is_some();
        if is_free
            && are_styled
            && are_apart
            && are_told
            && may_be_body(inside(self.source, *maker).of(self.source))
        {
            self.head.authors = Some(maker.span);
            self.head.tags = self.head.tags.or(badges);
            self.end = title.span.end;
        }
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
                AtomKind::Text => {
                    // `Grows leaves by Ada Oak.`
                    authors = authors.or_else(|| maker_at_end(text(atom), atom.span.start));
                    break *atom;
                }
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
        let before = self.source.get(start..authors.start).unwrap_or_default();
        let Some(words) = before.strip_suffix("the ").unwrap_or(before).strip_suffix(" by ") else { return };
        let said = &self.source[self.position..start + words.len()];
        if !tells_of_another(said) && said.contains(char::is_alphanumeric) {
            self.head.authors = Some(authors);
            self.end = self.position + said.trim_end_matches([' ', '\t', '\n', '\r', ',']).len();
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

    /// Whether the paragraph is one below that with the name.
    fn is_below_name(&self) -> bool {
        let first = self.atoms.first().map_or(0, |first| first.span.start);
        self.head.name.is_some_and(|name| name.end <= first)
    }

    /// Whether a line of its own starts here and ends the paragraph at `end`, as that with the authors does below a title.
    pub(super) fn is_own_line(&self, end: usize) -> bool {
        let start = self.atoms.first().map_or(0, |first| first.span.start);
        self.source[start..self.position].trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
            && self.source[end..self.end].trim().is_empty()
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
            || (names(name) >= Some(Names::Likely) && (self.is_own_line(end) || self.is_below_name()))
            || ((names(name) >= Some(Names::Pair) || may_be_people(name)) && is_of_book(behind.trim_start()));
        if !is_told || !is_in_brackets(behind) {
            return false;
        }
        self.head.authors = Some(Span::new(self.position, end));
        self.go_to(end);
        self.read_remarks();
        true
    }
}

/// The people or the firm that a text ends in behind its last `by`.
fn maker_at_end(text: &str, offset: usize) -> Option<Span> {
    let text = text.trim_end();
    let text = text.strip_suffix('.').unwrap_or(text);
    let at = text.rfind(" by ")? + " by ".len();
    let name = &text[at..];
    let at = at + name.len() - name.strip_prefix("the ").unwrap_or(name).len();
    let name = &text[at..];
    (are_people(name) || is_firm(name)).then(|| Span::new(offset + at, offset + text.len()))
}

/// Whether words in emphasis behind a title may name who gives it: a school, a firm, somebody.
fn may_be_body(text: &str) -> bool {
    const LONGEST: usize = 80;
    text.len() <= LONGEST
        && text.starts_with(char::is_uppercase)
        && !text.contains(['!', '?', ':', ';', '(', '[', '\n'])
        && !text.ends_with(['.', ','])
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

/// Whether a text starts with brackets that say what a book is written in, or for: `(PDF, EPUB)`, `(3.x)`.
fn is_of_book(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|text| text.split_once(')')).map_or("", |(inner, _)| inner);
    let is_version = |word: &str| {
        word.contains('.')
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'x'))
    };
    let mut words = inner.split([' ', ',']).filter(|word| !matches!(*word, "" | "-" | "&" | "or" | "and"));
    is_file_format(inner) || (words.clone().next().is_some() && words.all(is_version))
}
