//! What stands in front of the title of a paper: a date with a bar behind it, a topic in brackets, links, authors.

use super::super::atom::AtomKind;
use super::super::citation::{Citation, citation, has_year};
use super::super::date::is_date;
use super::super::group::{self, is_glue};
use super::super::people::{Names, are_people, inverted_names, names};
use super::super::sign::leading_separator;
use super::super::title::says_what;
use super::super::word::is_archive_number;
use super::HeadReader;
use super::cited::inside;
use super::ends::title_end;
use crate::text::Span;

impl HeadReader<'_> {
    /// `2018 | Title | A. Oak | ICML | [PDF](url)`: the date that a row with bars starts with.
    pub(super) fn read_date_before_bar(&mut self) -> bool {
        let Some((date, rest)) = self.text().split_once(" | ") else { return false };
        let is_free = self.head.date.is_none() && self.head.name.is_none();
        if !is_free || rest.trim().is_empty() || !is_date(date.trim()) || !self.ends_in_bar_and_labels() {
            return false;
        }
        let start = self.position + date.len() - date.trim_start().len();
        self.head.date = Some(Span::new(start, start + date.trim().len()));
        self.skip(date.len() + " | ".len());
        true
    }

    /// Whether the text that is next has bars in it, and all that is behind its last one are links that say what they are of.
    pub(super) fn ends_in_bar_and_labels(&self) -> bool {
        let text = self.text();
        let Some((_, behind)) = self.atoms.get(self.next..).and_then(<[_]>::split_first) else {
            return false;
        };
        let is_label = |link: AtomKind| matches!(link, AtomKind::Link { anchor: false, bare: false });
        text.trim_end().strip_suffix('|').is_some_and(|row| row.contains(" | "))
            && !behind.is_empty()
            && behind.iter().all(|atom| match atom.kind {
                AtomKind::Text => atom.span.of(self.source).chars().all(|c| is_glue(c) || c == '.'),
                kind => is_label(kind) && says_what(self.source, *atom),
            })
    }

    /// `A. Oak and B. Elm. 2019. [Title](url)`: authors and a year in front of a linked title.
    pub(super) fn read_citation_in_front(&mut self) -> bool {
        let text = self.text();
        let is_free = [self.head.authors, self.head.date, self.head.name] == [None; 3];
        let is_before_link = self.atoms.get(self.next + 1).is_some_and(|title| {
            matches!(title.kind, AtomKind::Link { anchor: false, bare: false })
                && !says_what(self.source, *title)
        });
        if !is_free || !is_before_link || !text.trim_end().ends_with(['.', ')']) || !has_year(text) {
            return false;
        }
        let found = citation(text).filter(|found| found.venue.is_none() && found.rank.is_none());
        let found = found.or_else(|| author_and_year(text));
        let is_told = found.as_ref().is_some_and(|found| found.authors.is_some() && found.date.is_some());
        if !is_told || !found.is_some_and(|found| self.take(&found, self.position)) {
            return false;
        }
        self.skip(text.len());
        true
    }

    /// `. In *Proceedings of ACL*`, `. <i>Roots</i>`: behind a title with its authors in front of it, what is emphasized is
    /// where it appeared.
    pub(super) fn read_emphasized_venue(&mut self) {
        const LONGEST: usize = 160;
        if !self.has_authors_in_front() || self.head.venue.is_some() {
            return;
        }
        let text = self.text();
        let sign = text.trim_start_matches([' ', '.', ',']);
        let is_before = matches!(sign.trim_end(), "" | "In" | "in") && sign.len() < text.len();
        let Some(venue) = self.atoms.get(self.next + 1).filter(|_| is_before) else { return };
        let inner = inside(self.source, *venue);
        if venue.kind == (AtomKind::Styled { linked: false }) && inner.len() <= LONGEST {
            self.head.venue = Some(inner);
            self.go_to(venue.span.end);
            let behind = self.text();
            self.skip(behind.len() - behind.trim_start_matches([' ', '.', ',']).len());
        }
    }

    /// Whether authors stand in front of the name, as they do of the title of a paper alone.
    pub(super) fn has_authors_in_front(&self) -> bool {
        matches!((self.head.authors, self.head.name), (Some(authors), Some(name)) if authors.end <= name.start)
    }

    /// `[💬 Survey] **Title**`, `(ICML 2019) [Survey] [Title](url)`: what the title behind the brackets is about. A sign in
    /// the brackets, or a venue before them, tells them from words that are left out.
    pub(super) fn read_topic(&mut self) -> bool {
        const LONGEST: usize = 60;
        let text = self.text();
        let inner = text.trim();
        let topic = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).map(str::trim);
        let Some(topic) = topic.filter(|topic| !topic.contains(['[', ']'])) else { return false };
        let is_marked = self.head.venue.is_some()
            || topic.starts_with(|c: char| !c.is_ascii() && !c.is_alphanumeric() && c != '“');
        let is_free = self.head.tags.is_none() && self.head.name.is_none();
        let is_before_title = self.atoms.get(self.next + 1).is_some_and(|title| match title.kind {
            AtomKind::Link { bare, .. } => !bare,
            kind => matches!(kind, AtomKind::Styled { .. }),
        });
        if !is_free
            || !is_before_title
            || !is_marked
            || topic.len() > LONGEST
            || !topic.contains(char::is_alphabetic)
        {
            return false;
        }
        let start = self.position + (topic.as_ptr() as usize - text.as_ptr() as usize);
        self.head.tags = Some(Span::new(start, start + topic.len()));
        self.skip(text.len());
        true
    }

    /// `[[2305.01234]](url) Title`, `[[paper](url)] [[code](url)] **Title**`: the title behind links in brackets.
    pub(super) fn read_name_behind_links(&mut self) -> bool {
        let Some(links) = self.links_in_front().filter(|_| self.head.name.is_none()) else { return false };
        let place = (self.next, self.position);
        self.go_to(links.end);
        let text = self.text();
        let title = text.trim_start();
        self.skip(text.len() - title.len());
        let name = match self.atom() {
            Some(atom) if atom.kind == AtomKind::Text => {
                let words = &title[..title_end(title)];
                let is_title = words
                    .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '"')
                    && words.split_whitespace().nth(2).is_some()
                    && !title.trim_end().ends_with('.')
                    && !words.contains('\n');
                is_title.then(|| Span::new(self.position, self.position + words.len()))
            }
            Some(atom) if atom.kind == (AtomKind::Styled { linked: false }) => {
                let is_bold = atom.span.of(self.source).starts_with("**");
                (is_bold && leading_separator(text).is_none()).then_some(atom.span)
            }
            _ => None,
        };
        if let Some(name) = name {
            (self.head.links, self.head.name, self.head.is_entry) = (Some(links), Some(name), true);
            self.go_to(name.end);
        } else {
            (self.next, self.position) = place;
        }
        name.is_some()
    }

    /// Links in brackets that say what they are of, or of which paper, and nothing but blanks between them.
    pub(super) fn links_in_front(&self) -> Option<Span> {
        let is_label = |index: usize| {
            self.atoms.get(index).is_some_and(|atom| {
                let text = atom.span.of(self.source);
                let inner = text.trim_start_matches('[').split(']').next().unwrap_or_default();
                matches!(atom.kind, AtomKind::Link { anchor: false, bare: false })
                    && (says_what(self.source, *atom) || is_archive_number(inner))
            })
        };
        let is_blank = |index: usize| {
            self.atoms.get(index).is_some_and(|atom| {
                atom.kind == AtomKind::Text && atom.span.of(self.source).trim().is_empty()
            })
        };
        if self.text().trim() == "[" && is_label(self.next + 1) {
            let group = group::links(self.source, self.atoms, self.end, self.next, self.position)?;
            let inside = |index: &usize| group.contains(self.atoms[*index].span);
            let mut links =
                (self.next..self.atoms.len()).take_while(|index| self.atoms[*index].span.start < group.end);
            let are_labels = links
                .all(|index| !inside(&index) || self.atoms[index].kind == AtomKind::Text || is_label(index));
            return are_labels.then_some(group);
        }
        let mut next = self.next;
        let mut found: Option<Span> = None;
        while is_label(next) && self.atoms[next].span.of(self.source).starts_with("[[") {
            let link = self.atoms[next].span;
            found = Some(found.map_or(link, |found| found.join(link)));
            next += 1 + usize::from(is_blank(next + 1));
        }
        found
    }

    /// `A. Oak and B. Elm, Title (ICML 2011) [[pdf]](url)`, `Oak, A., et al. **Title.** ICML 2011. [[pdf]](url)`: authors in
    /// front of the title.
    pub(super) fn read_authors_in_front(&mut self) {
        let text = self.text();
        let is_free = self.head.authors.is_none() && self.head.name.is_none();
        if !is_free || !text.starts_with(char::is_uppercase) {
            return;
        }
        let is_before_bold = self.atoms.get(self.next + 1).is_some_and(|title| {
            let written = title.span.of(self.source);
            title.kind == (AtomKind::Styled { linked: false })
                && ["**", "__", "<b>", "<strong>"].iter().any(|mark| written.starts_with(mark))
        });
        let is_linked = || self.ends_in_labels() || (is_before_bold && self.ends_in_one_label());
        if !is_linked() {
            return;
        }
        let len = if is_before_bold {
            let said = text.trim_end_matches([',', ':', ' ', '\n']);
            let without = said.strip_suffix('.').filter(|said| !said.ends_with("al")).unwrap_or(said);
            let known = names(without).or_else(|| inverted_names(without));
            known.filter(|known| *known >= Names::Pair).map(|_| (without.len(), text.len()))
        } else {
            authors_before_title(text)
        };
        if let Some((authors, title)) = len {
            self.head.authors = Some(Span::new(self.position, self.position + authors));
            self.skip(title);
        }
    }

    /// `A. Oak et al. **Title.** Robotics: roots and leaves. 2014. [[pdf]](url)`: behind a title with its authors in front of it,
    /// whatever a year is behind is where it appeared.
    pub(super) fn read_venue_before_year(&mut self) {
        const LONGEST: usize = 120;
        if !self.has_authors_in_front() || self.head.venue.is_some() || self.head.date.is_some() {
            return;
        }
        let text = self.text();
        // Pages and numbers are behind the year.
        let is_behind = |c: char| c.is_whitespace() || c.is_ascii_digit() || ".,:()[-–".contains(c);
        let numbers = text.len() - text.trim_end_matches(is_behind).len();
        let (words, numbers) = text.split_at(text.len() - numbers);
        let year = numbers.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
        let Some(year) = year.into_iter().find(|at| is_year_at(numbers, *at)) else { return };
        let said = &text[..words.len() + year + 4];
        let Some((venue, year)) = said.len().checked_sub(4).and_then(|at| said.split_at_checked(at)) else {
            return;
        };
        let venue = venue.trim_end_matches([' ', '.', ',', '(']);
        let trimmed = venue.trim_start_matches([' ', '.', ',']);
        let is_venue = trimmed.starts_with(char::is_uppercase) && (3..=LONGEST).contains(&trimmed.len());
        if is_venue {
            let start = self.position + venue.len() - trimmed.len();
            self.head.venue = Some(Span::new(start, start + trimmed.len()));
            let year = self.position + said.len() - year.len();
            self.head.date = Some(Span::new(year, year + 4));
            self.skip(text.trim_end_matches(['[', '(']).len());
            self.read_links();
        }
    }

    /// Whether the paragraph ends in a link that says what it is of.
    fn ends_in_one_label(&self) -> bool {
        let last = self.atoms.iter().rev().find(|atom| {
            atom.kind != AtomKind::Text || atom.span.of(self.source).contains(char::is_alphanumeric)
        });
        last.is_some_and(|last| {
            matches!(last.kind, AtomKind::Link { anchor: false, bare: false })
                && says_what(self.source, *last)
        })
    }
}

/// Whether four digits at `at`, and no more of them, are a year.
fn is_year_at(text: &str, at: usize) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text.get(at..at + 4).is_some_and(has_year)
        && !text[..at].ends_with(is_digit)
        && !text[at + 4..].starts_with(is_digit)
}

/// `Ada Oak. 2019.`: one name, where a full stop tells it from the name of anything.
fn author_and_year(text: &str) -> Option<Citation> {
    let (name, rest) = text.split_once(". ")?;
    let year = rest.trim().strip_suffix('.')?;
    let start = name.len() - name.trim_start().len();
    let date = text.len() - text.trim_start_matches(name).trim_start_matches(['.', ' ']).len();
    (names(name.trim()).is_some() && year.len() == 4 && has_year(year)).then(|| Citation {
        authors: Some(start..name.len()),
        date: Some(date..date + 4),
        ..Citation::default()
    })
}

/// Where the names end that `text` starts with, and where the title starts behind them.
fn authors_before_title(text: &str) -> Option<(usize, usize)> {
    const LONGEST: usize = 600;
    let commas = text.match_indices(", ").map(|(at, _)| at).take_while(|at| *at <= LONGEST);
    let mut ends = commas.skip_while(|at| names(&text[..*at]).is_none());
    let mut end = ends.next().filter(|at| names(&text[..*at]).is_some())?;
    for at in ends {
        if names(&text[..at]).is_none() {
            break;
        }
        end = at;
    }
    let authors = &text[..end];
    let title = &text[end + ", ".len()..];
    let known = names(authors)?;
    let is_told =
        known >= Names::Likely || (known >= Names::Pair && authors.contains(" and ")) || are_people(authors);
    let is_title = title[..title_end(title)].split_whitespace().nth(2).is_some();
    (is_told && is_title).then_some((end, end + ", ".len()))
}
