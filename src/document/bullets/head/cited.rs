//! What an item says as a paper is cited: `**Title** (2016), A. Oak et al.`, `[Title](url) - A. Oak, B. Elm, ICML 2019.`,
//! `(ICLR 2021) [Title](url)`.

use std::ops::Range;

use super::super::atom::{Atom, AtomKind};
use super::super::citation::{Citation, citation, has_year, venue_and_year};
use super::super::date::is_date;
use super::super::group::is_glue;
use super::super::people::{Names, are_people, look_like_names, names};
use super::super::title::says_what;
use super::super::venue::{has_short_year, is_dated, is_journal, is_series, is_venue};
use super::HeadReader;
use crate::text::Span;

/// How long a label in front of a title may be, in bytes.
const LONGEST: usize = 90;

/// Markup around words.
const MARKUP: [char; 2] = ['*', '_'];

impl HeadReader<'_> {
    /// Authors, a venue and a year behind the name, or behind its links.
    pub(super) fn read_citation(&mut self) {
        if self.head.name.is_some() && !self.read_cited_parts() {
            self.read_cited_title();
        }
    }

    /// The same from here on; whether there is any of them.
    pub(super) fn read_cited_parts(&mut self) -> bool {
        let mut is_any = false;
        loop {
            let place = (self.next, self.position);
            self.skip_signs();
            if !self.read_cited() {
                (self.next, self.position) = place;
                break;
            }
            is_any = true;
        }
        if is_any {
            // A bold title with its venue is a paper, wherever its links stand.
            let title = self.head.name.map_or("", |name| name.of(self.source));
            self.head.is_entry |=
                self.head.venue.is_some() && (title.starts_with("**") || title.starts_with("__"));
            self.skip_signs();
            if self.read_links() {
                self.skip_separator();
            }
        }
        is_any
    }

    /// Goes behind the signs between two parts, and behind the tags of line breaks.
    fn skip_signs(&mut self) {
        loop {
            let text = self.text();
            let is_sign = |c: char| {
                c.is_whitespace()
                    || matches!(c, ',' | '.' | ';' | ':' | '|' | '-' | '–' | '—' | '·' | '•' | ')' | ']')
            };
            self.skip(text.len() - text.trim_start_matches(is_sign).len());
            self.skip_line_break();
            let Some(atom) = self.atom().filter(|atom| atom.kind == AtomKind::Other) else { return };
            if !atom.span.of(self.source).starts_with("<br") {
                return;
            }
            self.go_to(atom.span.end);
        }
    }

    fn read_cited(&mut self) -> bool {
        let Some(atom) = self.atom() else { return false };
        match atom.kind {
            AtomKind::Styled { linked: false } => self.read_styled(atom),
            AtomKind::Text => {
                self.read_by() || self.read_words() || self.read_people() || self.read_venue_in_brackets(true)
            }
            AtomKind::Code => self.read_venue_in_code(atom),
            _ => false,
        }
    }

    /// `` `preprint` ``, `` `ICML 2019` ``: code is one piece, and so its year is part of the venue.
    fn read_venue_in_code(&mut self, code: Atom) -> bool {
        let inner = code.span.of(self.source).trim_matches('`');
        let is_venue = citation(inner).is_some_and(|found| found.venue.is_some() && found.authors.is_none());
        if !is_venue || self.head.venue.is_some() {
            return false;
        }
        self.head.venue = Some(code.span);
        self.go_to(code.span.end);
        true
    }

    /// `*A. Oak, B. Elm*`, `*2019*`, `**ICML 2019**`
    fn read_styled(&mut self, atom: Atom) -> bool {
        let inner = inside(self.source, atom);
        let text = inner.of(self.source);
        let is_year = self.head.date.is_none() && is_date(text);
        let said = text.trim_end_matches([',', ' ']);
        let are_authors = self.head.authors.is_none()
            && (self.are_authors(said)
                || (self.is_last(self.next) && are_people(said))
                || (self.is_alone_below_venue(atom) && look_like_names(said))
                || (names(said.trim_end_matches('.')) >= Some(Names::Likely)
                    && self.is_own_line(atom.span.end))
                || (self.is_before_venue(self.next + 1) && names(said.trim_end_matches('.')).is_some())
                || (self.is_before_paper(self.next + 1)
                    && names(said.trim_end_matches('.')) >= Some(self.least_before_paper())))
            && self.is_set_apart(self.next + 1);
        if is_year {
            self.head.date = Some(atom.span);
        } else if are_authors {
            self.head.authors = Some(atom.span);
        } else {
            let whole = || Citation { venue: Some(0..text.len()), ..Citation::default() };
            let is_before_year =
                || (is_venue(text) || is_journal(text)) && self.is_before_year(self.next + 1);
            let found = citation(text).filter(|found| found.venue.is_some());
            let found = found.or_else(|| is_before_year().then(whole));
            if !found.is_some_and(|found| self.take(&found, inner.start)) {
                return false;
            }
        }
        self.go_to(atom.span.end);
        true
    }

    /// The words up to the next link or markup, or up to a dash where more is said behind it.
    fn read_words(&mut self) -> bool {
        let text = self.text();
        // Most of what is said of entries is not short, and holds no year.
        if text.len() > 2_000 {
            return false;
        }
        let dash = [" - ", " – ", " — ", " | ", ": "].iter().filter_map(|sign| text.find(sign)).min();
        let behind_year = text
            .match_indices(". ")
            .map(|(at, _)| at)
            .find(|&at| text[..at].ends_with(|c: char| c.is_ascii_digit()));
        // `Oak et al. Journal of Larvae, 31(1), 2012`
        let behind_others = text.find("et al. ").filter(|_| has_year(text)).map(|at| at + "et al.".len());
        let ends = [Some(text.len()), behind_others, behind_year, dash];
        for end in ends.into_iter().flatten() {
            let Some(found) = citation(&text[..end]) else { continue };
            let is_whole = end == text.len();
            let is_told = match (&found.authors, &found.venue, &found.date) {
                (_, Some(_), _) => true,
                (Some(_), None, Some(_)) => is_whole || self.is_paper(),
                (Some(authors), None, None) => {
                    Some(end) == behind_others
                        || (is_whole && self.is_before_styled_venue(self.next + 1))
                        || self.are_authors(&text[authors.clone()])
                }
                (None, None, _) => is_whole && self.is_nothing_but_links(self.next + 1),
            };
            if is_told && self.take(&found, self.position) {
                let parts = [&found.authors, &found.venue, &found.date, &found.rank];
                // Brackets that are opened behind them are those of links.
                let end = parts.into_iter().flatten().map(|part| part.end).max().unwrap_or_default();
                self.skip(end + usize::from(found.rank.is_some() && text[end..].starts_with(')')));
                return true;
            }
        }
        false
    }

    /// Whether the atom `next` is a venue in emphasis that tells its year: `Title, *ICML'24* ([Paper](url))`.
    pub(super) fn is_before_dated_venue(&self, next: usize) -> bool {
        let Some(atom) = self.atoms.get(next) else { return false };
        let text = inside(self.source, *atom).of(self.source);
        let found = || citation(text).is_some_and(|found| found.venue.is_some() && found.authors.is_none());
        atom.kind == (AtomKind::Styled { linked: false }) && found()
    }

    /// Whether the atom `next` is a venue in emphasis with a year behind it: `A. Oak, B. Elm. *ICML* 2019`.
    fn is_before_styled_venue(&self, next: usize) -> bool {
        let Some(atom) = self.atoms.get(next) else { return false };
        let text = inside(self.source, *atom).of(self.source);
        atom.kind == (AtomKind::Styled { linked: false })
            && (is_venue(text) || is_journal(text))
            && self.is_before_year(next + 1)
    }

    /// Whether the text that is the atom `next` tells a venue: `*A. Oak, B. Elm*, ICML 2019`.
    fn is_before_venue(&self, next: usize) -> bool {
        let text = self.atoms.get(next).filter(|atom| atom.kind == AtomKind::Text);
        let found = text.and_then(|atom| citation(atom.span.of(self.source)));
        found.is_some_and(|found| found.venue.is_some() && found.authors.is_none())
    }

    /// Whether the text that is the atom `next` starts with a year: `*ICML* 2019`.
    fn is_before_year(&self, next: usize) -> bool {
        let text = self.atoms.get(next).filter(|atom| atom.kind == AtomKind::Text);
        let text = text.map_or("", |atom| atom.span.of(self.source).trim_start());
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        has_year(&text[..end]) && !text[end..].starts_with(char::is_alphanumeric)
    }

    /// Whether the link to a paper comes next, in square brackets: `*A. Oak, B. Elm* [[pdf](url)]`.
    fn is_before_paper(&self, next: usize) -> bool {
        let [text, link, ..] = self.atoms.get(next..).unwrap_or_default() else { return false };
        text.kind == AtomKind::Text
            && text.span.of(self.source).trim() == "["
            && matches!(link.kind, AtomKind::Link { .. })
            && says_what(self.source, *link)
            && self.says_paper(link)
    }

    /// In a paragraph below the title one name is enough; beside the title, it may be that of a prize.
    fn least_before_paper(&self) -> Names {
        let first = self.atoms.first().map_or(0, |first| first.span.start);
        let is_below = self.head.name.is_some_and(|name| name.end <= first);
        if is_below { Names::Possible } else { Names::Pair }
    }

    /// Whether emphasis is all that the paragraph below a title with a venue holds: who wrote the paper, however the names are
    /// spelled.
    fn is_alone_below_venue(&self, atom: Atom) -> bool {
        let is_first = self.atoms.first().is_some_and(|first| first.span == atom.span);
        let is_below = self.head.name.is_some_and(|name| name.end <= atom.span.start);
        is_first && is_below && self.head.venue.is_some() && self.is_last(self.next)
    }

    /// Whether nothing but blanks and a full stop is behind the atom with this index.
    fn is_last(&self, index: usize) -> bool {
        let behind = self.atoms.get(index + 1..).unwrap_or_default();
        behind.iter().all(|atom| {
            atom.kind == AtomKind::Text && matches!(atom.span.of(self.source).trim(), "" | "." | ",")
        })
    }

    /// Whether the text from the atom `next` on is separate from the text before it; in `*Oak et al.* on growth` it is not.
    fn is_set_apart(&self, next: usize) -> bool {
        let Some(atom) = self.atoms.get(next).filter(|atom| atom.kind == AtomKind::Text) else { return true };
        let text = atom.span.of(self.source);
        !text.trim_start().starts_with(char::is_alphanumeric) || citation(text).is_some()
    }

    /// Whether names are those of the authors of a paper: one that is surely a name, or more of them beside a venue or the link
    /// to a paper.
    fn are_authors(&self, text: &str) -> bool {
        let least = match () {
            () if self.head.venue.is_some() => Names::Pair,
            () if self.has_label() => Names::Likely,
            () => Names::Certain,
        };
        self.is_paper() && names(text.strip_suffix('.').unwrap_or(text)) >= Some(least)
    }

    /// Whether the item tells of a paper beside this: by a date, by a venue, or by a link to one.
    pub(super) fn is_paper(&self) -> bool {
        self.head.date.is_some() || self.head.venue.is_some() || self.has_label()
    }

    /// Whether there is a link in square brackets that says that it leads to a paper: `[[pdf](url)]`, `[[pdf]](url)`.
    fn has_label(&self) -> bool {
        let is_in_brackets = |atom: &Atom| {
            atom.span.of(self.source).starts_with("[[") || self.source[..atom.span.start].ends_with('[')
        };
        self.atoms.iter().any(|atom| {
            matches!(atom.kind, AtomKind::Link { .. })
                && is_in_brackets(atom)
                && says_what(self.source, *atom)
                && self.says_paper(atom)
        })
    }

    /// Whether nothing is said from the atom `next` on but by links.
    fn is_nothing_but_links(&self, next: usize) -> bool {
        self.atoms.get(next..).unwrap_or_default().iter().all(|atom| match atom.kind {
            AtomKind::Text => atom.span.of(self.source).chars().all(|c| is_glue(c) || c == '.'),
            AtomKind::Link { .. } | AtomKind::Badge | AtomKind::Other | AtomKind::Code => true,
            AtomKind::Styled { .. } => false,
        })
    }

    /// Makes cells of what was found in the text that starts at `offset`; not where one of them is there already.
    pub(super) fn take(&mut self, found: &Citation, offset: usize) -> bool {
        let Citation { authors, venue, date, rank } = found;
        let span = |range: &Range<usize>| Span::new(offset + range.start, offset + range.end);
        let is_twice = (authors.is_some() && self.head.authors.is_some())
            || (venue.is_some() && self.head.venue.is_some())
            || (date.is_some() && self.head.date.is_some() && venue.is_none());
        if is_twice {
            return false;
        }
        let (venue, date) = match (venue, date) {
            // The year belongs to the venue where the item has a date of its own.
            (Some(venue), Some(date)) if self.head.date.is_some() => {
                (Some(span(venue).join(span(date))), None)
            }
            (venue, date) => (venue.as_ref().map(span), date.as_ref().map(span)),
        };
        self.head.authors = self.head.authors.or(authors.as_ref().map(span));
        self.head.venue = self.head.venue.or(venue);
        self.head.date = self.head.date.or(date);
        self.head.tags = self.head.tags.or(rank.as_ref().map(span));
        true
    }

    /// `*A. Oak* [[pdf](url)], 2020.12`: a date that all else is read before.
    pub(super) fn read_last_date(&mut self) {
        let rest = self.source.get(self.position..self.end).unwrap_or_default();
        let before = rest.trim_start_matches([',', ' ', '.']);
        let date = before.trim_end_matches(['.', ',', ' ']);
        if self.position < self.end && has_year(date) && is_date(date) {
            let start = self.position + rest.len() - before.len();
            self.head.date = self.head.date.or(Some(Span::new(start, start + date.len())));
            self.go_to(self.end);
        }
    }

    /// `(ICLR 2021) [Title](url)`, `[2022-ACL, CCF-A] **Title**`: brackets in front of the title.
    pub(super) fn read_venue_label(&mut self) -> bool {
        self.head.name.is_none() && self.read_venue_in_brackets(false)
    }

    /// `[ICML'23] Title`: the same in front of words alone, where the venue is known.
    pub(super) fn read_known_venue_label(&mut self) -> bool {
        self.head.name.is_none() && self.read_venue_in_brackets(true)
    }

    /// Brackets with a venue in them, one that is known or any.
    fn read_venue_in_brackets(&mut self, is_known: bool) -> bool {
        if self.head.venue.is_some() {
            return false;
        }
        let text = self.text();
        let inner = text.trim_start();
        let start = text.len() - inner.len();
        let close = match inner.chars().next() {
            Some('(') => ')',
            Some('[') => ']',
            _ => return false,
        };
        let Some(end) = inner.find(close).filter(|end| *end <= LONGEST) else { return false };
        let label = &inner[1..end];
        // `Growth of roots; ICLR 2021`
        let (topic, label) = label.rsplit_once("; ").unwrap_or(("", label));
        let at = self.position + start + 1;
        let label_start = at + topic.len() + if topic.is_empty() { 0 } else { "; ".len() };
        let (cited, rank) = label.split_once(", ").map_or((label, ""), |(cited, rank)| (cited, rank.trim()));
        let is_rank = rank.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | ' ')) && rank.len() <= 24;
        let is_known_venue = |venue: &str| is_venue(venue) || has_short_year(venue);
        let found = venue_label(cited).filter(|found| {
            let venue = found.venue.clone().map(|venue| &cited[venue]);
            is_rank && self.head.date.is_none() && (!is_known || venue.is_some_and(is_known_venue))
        });
        // `(IEEE Transactions on Larvae) **Title**`
        let series = || Citation { venue: Some(0..cited.len()), ..Citation::default() };
        let found = found.or_else(|| (!is_known && rank.is_empty() && is_series(cited)).then(series));
        let Some(found) = found else { return false };
        // `EMNLP 2024 Findings`
        let ends = [&found.venue, &found.date].into_iter().flatten().map(|part| part.end);
        let rank = if rank.is_empty() { cited[ends.max().unwrap_or(cited.len())..].trim() } else { rank };
        if !self.take(&found, label_start) {
            return false;
        }
        if !topic.trim().is_empty() {
            let start = at + topic.len() - topic.trim_start().len();
            self.head.tags = self.head.tags.or(Some(Span::new(start, start + topic.trim().len())));
        } else if !rank.is_empty() && self.head.tags.is_none() {
            let at = label_start + label.trim_end().len() - rank.len();
            self.head.tags = Some(Span::new(at, at + rank.len()));
        }
        self.skip(start + end + 1);
        let blank = self.text().len() - self.text().trim_start().len();
        self.skip(blank);
        true
    }

    /// `**[CVPR 2022]** [Title](url)`, `(*ACL'24*) Title [[pdf](url)]`
    pub(super) fn read_styled_label(&mut self, atom: Atom) -> bool {
        let inner = inside(self.source, atom);
        let text = inner.of(self.source);
        let label = text.trim_start_matches(['[', '(']);
        let offset = inner.start + text.len() - label.len();
        let is_free = self.head.venue.is_none() && self.head.date.is_none();
        let is_before_title = self.atoms[self.next + 1..]
            .iter()
            .find(|behind| behind.kind != AtomKind::Text || !behind.span.of(self.source).trim().is_empty());
        let closing = self.closing_bracket(atom);
        let is_bracketed = label.len() < text.len() && text.ends_with([']', ')']);
        let is_before_title = closing.is_some()
            || (is_bracketed && is_before_title.is_some_and(|behind| behind.kind == AtomKind::Text))
            || is_before_title
                .is_some_and(|behind| matches!(behind.kind, AtomKind::Link { .. } | AtomKind::Styled { .. }));
        let found = venue_label(label.trim_end_matches([']', ')']));
        let found = found.filter(|found| {
            is_free && is_before_title && found.venue.clone().is_some_and(|venue| is_venue(&label[venue]))
        });
        if !found.is_some_and(|found| self.take(&found, offset)) {
            return false;
        }
        self.go_to(closing.unwrap_or(atom.span.end));
        let text = self.text();
        self.skip(text.len() - text.trim_start_matches([' ', ':', ',']).len());
        true
    }

    /// Where the text behind `atom` goes on, where that is all that brackets in front of the title hold.
    fn closing_bracket(&self, atom: Atom) -> Option<usize> {
        let before = &self.source[self.atoms.first()?.span.start..atom.span.start];
        let close = match before.trim() {
            "(" => ')',
            "[" => ']',
            _ => return None,
        };
        let text = self.atoms.get(self.next + 1).filter(|behind| behind.kind == AtomKind::Text)?;
        let behind = text.span.of(self.source).strip_prefix(close)?;
        Some(text.span.end - behind.trim_start().len())
    }
}

/// A venue with its year in a label: `ICLR 2021`, `NeurIPS'24`, `SC'25`.
fn venue_label(text: &str) -> Option<Citation> {
    let is_whole =
        || (is_venue(text) && text.contains(['\'', '’']) && is_dated(text)) || has_short_year(text);
    let whole = || is_whole().then(|| Citation { venue: Some(0..text.len()), ..Citation::default() });
    venue_and_year(text).or_else(whole)
}

/// What is inside of the marks, or the tags, of a styled text.
pub(super) fn inside(source: &str, atom: Atom) -> Span {
    let text = atom.span.of(source);
    let tags = text.starts_with('<').then(|| Some((text.find('>')? + 1, text.rfind("</")?))).flatten();
    if let Some((start, end)) = tags.filter(|(start, end)| start <= end) {
        return Span::new(start, end).shifted(atom.span.start);
    }
    let inner = text.trim_start_matches(MARKUP);
    let start = atom.span.start + text.len() - inner.len();
    Span::new(start, start + inner.trim_end_matches(MARKUP).len())
}
