//! What a paragraph ends in as a paper is cited: `… (ICML 2019)`, `"Roots of Larvae", *ICML, Oct 2022*`, `…, June 11, 2020.`

use super::super::atom::{Atom, AtomKind};
use super::super::citation::{Citation, citation, has_year, venue_and_year};
use super::super::date::{is_date, is_full_date};
use super::super::group::is_glue;
use super::super::venue::{is_journal, is_venue};
use super::HeadReader;
use super::cited::inside;
use super::tail::brackets_at_end;
use crate::text::Span;

/// How long what is cited at the end may be, in bytes.
const LONGEST: usize = 120;

impl HeadReader<'_> {
    /// A venue, maybe with authors and a date, that is set apart from the words before it by the end of a sentence or a quote;
    /// or a date alone.
    pub(super) fn read_cited_at_end(&mut self) {
        if self.head.name.is_none() {
            return;
        }
        let is_stop = |atom: &Atom| {
            atom.kind == AtomKind::Text
                && Span::new(atom.span.start, atom.span.end.min(self.end).max(atom.span.start))
                    .of(self.source)
                    .chars()
                    .all(|c| c.is_whitespace() || matches!(c, '.' | ','))
        };
        let mut atoms = self.atoms.iter().rev().filter(|atom| atom.span.start < self.end);
        let Some(last) = atoms.find(|atom| !is_stop(atom)).copied() else { return };
        match last.kind {
            AtomKind::Styled { linked: false } if last.span.start > self.position => {
                self.read_styled_at_end(last);
            }
            AtomKind::Text => self.read_words_at_end(last),
            _ => {}
        }
    }

    /// `"Roots of Larvae", *ICML, Oct 2022*`
    fn read_styled_at_end(&mut self, atom: Atom) {
        let before = self.source[self.position..atom.span.start].trim_end();
        let inner = inside(self.source, atom);
        let text = inner.of(self.source);
        if !before.ends_with(['"', '”', ',', '.', '?', '!', ';'])
            || self.head.venue.is_some()
            || text.len() > LONGEST
        {
            return;
        }
        let found = citation(text).filter(|found| found.venue.is_some());
        let found = found.or_else(|| journal_and_year(text));
        if found.is_some_and(|found| self.take(&found, inner.start)) {
            self.end = self.position + before.trim_end_matches([',', ';', ' ']).len();
        }
    }

    /// `"Roots of Larvae", ICML, June 2025.`, `Grows. ICML 2019.`, `…, June 11, 2020.`
    fn read_words_at_end(&mut self, atom: Atom) {
        let start = atom.span.start.max(self.position);
        let Some(text) = self.source.get(start..self.end) else { return };
        let text = text.trim_end_matches(['.', ' ', ',']);
        let from = text.len().saturating_sub(LONGEST);
        let signs = text.match_indices([',', '.', '?', '!']).map(|(at, _)| at);
        for at in signs.filter(|at| *at >= from && text[at + 1..].starts_with(' ')) {
            let (before, rest) = (&text[..at], &text[at + 1..]);
            let is_quoted = before.ends_with(['"', '”']);
            let ends_sentence = !text[at..].starts_with(',') && !is_abbreviated(before);
            let cited = citation(rest).filter(|found| {
                let is_known = found.venue.clone().is_some_and(|venue| is_venue(&rest[venue]));
                is_known && found.date.is_some() && (is_quoted || ends_sentence) && self.head.venue.is_none()
            });
            let found = cited.or_else(|| self.date_in(before, rest));
            if found.is_some_and(|found| self.take(&found, start + at + 1)) {
                self.end = start + at + usize::from(!text[at..].starts_with(',') && !is_quoted);
                return;
            }
        }
    }

    /// `June 11, 2020`: all of a text, where what is before it does not go on with the date.
    fn date_in(&self, before: &str, rest: &str) -> Option<Citation> {
        let date = rest.trim_start();
        let is_told = self.head.date.is_none()
            && date.starts_with(|c: char| c.is_ascii_uppercase())
            && has_year(date)
            && is_full_date(date)
            && before.contains(char::is_alphanumeric)
            && !before.ends_with("day");
        let start = rest.len() - date.len();
        is_told.then(|| Citation { date: Some(start..rest.len()), ..Citation::default() })
    }

    /// `… (ICML 2019)`, `… [May 2023]`, and behind links `(2015)`.
    pub(super) fn read_trailing_citation(&mut self) {
        if self.head.name.is_none() || (self.head.venue.is_some() && self.head.date.is_some()) {
            return;
        }
        let last = self.atoms.iter().rev().find(|atom| atom.span.start < self.end);
        let Some(last) = last.filter(|atom| atom.kind == AtomKind::Text) else { return };
        let start = last.span.start.max(self.position);
        let text = self.source.get(start..self.end).unwrap_or_default();
        let Some((brackets, inner)) = brackets_at_end(text, start) else { return };
        let words = inner.of(self.source);
        let before = self.source[start..brackets.start].trim_end();
        let is_behind_links = start == last.span.start
            && start > self.position
            && before.chars().all(is_glue)
            && self.is_paper();
        let is_year = (is_behind_links || before.ends_with(['.', '!', '?', '。'])) && is_date(words);
        let is_date = self.head.date.is_none() && has_year(words) && (is_full_date(words) || is_year);
        let found = if is_date {
            Some(Citation { date: Some(0..words.len()), ..Citation::default() })
        } else {
            venue_and_year(words)
                .filter(|found| found.venue.clone().is_some_and(|venue| is_venue(&words[venue])))
        };
        if found.is_some_and(|found| self.take(&found, inner.start)) {
            self.end = self.end_before(brackets.start);
        }
    }
}

/// `6th Annual Conference on Larvae, 2022`
fn journal_and_year(text: &str) -> Option<Citation> {
    let (journal, year) = text.rsplit_once(", ")?;
    let words = journal.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = words.strip_prefix("th ").unwrap_or(words);
    (is_journal(words) && has_year(year) && is_date(year)).then(|| Citation {
        venue: Some(0..journal.len()),
        date: Some(text.len() - year.len()..text.len()),
        ..Citation::default()
    })
}

/// Whether the full stop behind a text is that of a word cut short: `et al`, `A`, `vs`.
fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    (1..=2).contains(&word.chars().count())
}
