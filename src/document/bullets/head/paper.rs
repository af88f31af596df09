//! Papers: a title, in bold or plain, with its link behind it: `Title (2017), A. Author [[pdf]](url)`.

use super::super::atom::{Atom, AtomKind};
use super::super::group;
use super::super::title::says_what;
use super::HeadReader;
use crate::text::Span;

impl HeadReader<'_> {
    /// Whether the paragraph ends in links in brackets that say what they are of, as the titles of papers do:
    /// `[[paper](url)] [[code](url)]`.
    pub(super) fn ends_in_labels(&self) -> bool {
        if self.ends_in_label() || self.ends_in_bar_and_labels() || self.ends_in_two_labels() {
            return true;
        }
        let is_link = |atom: &&Atom| matches!(atom.kind, AtomKind::Link { .. });
        let end = self.end_before_year();
        let may_end = self.source[..end].ends_with([']', ')', '）']);
        let group = may_end
            .then(|| group::trailing_links(self.source, self.atoms, end, self.next, self.position))
            .flatten();
        let Some(group) = group else { return false };
        let links = || self.atoms.iter().filter(is_link).filter(|link| group.contains(link.span));
        let is_square = group.of(self.source).starts_with('[');
        links().all(|link| says_what(self.source, *link))
            && (is_square || links().any(|link| self.says_paper(link)))
    }

    /// `Title [paper](url) [code](url)`: two or more links with nothing but blanks around them, and a paper among them.
    fn ends_in_two_labels(&self) -> bool {
        let mut count = 0;
        let mut is_paper = false;
        for atom in self.atoms[self.next..].iter().rev().filter(|atom| !self.is_blank_or_stop(atom)) {
            let is_label = matches!(atom.kind, AtomKind::Link { anchor: false, bare: false })
                && says_what(self.source, *atom);
            if !is_label {
                break;
            }
            count += 1;
            is_paper |= self.says_paper(atom);
        }
        count >= 2 && is_paper
    }

    /// Where the paragraph ends, without a year in brackets: `… ([arXiv](url)) (2015)`.
    fn end_before_year(&self) -> usize {
        let text = self.source[self.position..self.end].trim_end();
        let text = text.strip_suffix('.').filter(|text| text.ends_with([')', ']'])).unwrap_or(text);
        let year = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let before = year.filter(|(_, year)| year.len() == 4 && has_year(year)).map(|(before, _)| before);
        self.position + before.map_or(text.len(), |before| before.trim_end().len())
    }

    /// `**Deep Roots of Larvae** [![arXiv](b.svg)](url)`: a title in bold with a badge behind it that says that it leads to a
    /// paper, or to its code.
    pub(super) fn is_title_before_badge(&self, title: Atom) -> bool {
        const WORDS: [&str; 4] = ["paper", "pdf", "arxiv", "code"];
        let is_title = title.span.of(self.source).starts_with("**");
        let is_blank =
            |atom: &&Atom| atom.kind == AtomKind::Text && atom.span.of(self.source).trim().is_empty();
        let badge = self.atoms[self.next + 1..].iter().find(|atom| !is_blank(atom));
        let badge = badge
            .filter(|badge| badge.kind == AtomKind::Badge)
            .map_or("", |badge| badge.span.of(self.source));
        let text = badge.split("](").next().unwrap_or_default().to_ascii_lowercase();
        is_title && badge.starts_with("[!") && WORDS.iter().any(|word| text.contains(word))
    }

    /// Whether a link says that it leads to a paper, or to its code.
    pub(super) fn says_paper(&self, link: &Atom) -> bool {
        let text = link.span.of(self.source).to_ascii_lowercase();
        ["paper", "pdf", "arxiv", "code"].iter().any(|word| text.starts_with('[') && text.contains(word))
    }

    fn is_blank_or_stop(&self, atom: &Atom) -> bool {
        atom.kind == AtomKind::Text && matches!(atom.span.of(self.source).trim(), "" | ".")
    }

    /// The same of one link that has its brackets in its text: `[[pdf]](url)`.
    pub(super) fn ends_in_label(&self) -> bool {
        let last = self.atoms[self.next..].iter().rev().find(|atom| !self.is_blank_or_stop(atom));
        last.is_some_and(|last| {
            matches!(last.kind, AtomKind::Link { anchor: false, bare: false })
                && last.span.of(self.source).starts_with("[[")
                && says_what(self.source, *last)
        })
    }

    /// `**Title** (2016), A. Author [[pdf]](url)`: bold text is the name, and the paragraph ends in a link that is set
    /// apart from the words before it: by brackets of its own, or behind a sentence that holds a year, as a citation does.
    pub(super) fn is_bold_title(&self) -> bool {
        // A label may stand in front of it.
        let is_name = |atom: &&Atom| {
            self.head.name == Some(atom.span)
                && atom.kind == (AtomKind::Styled { linked: false })
                && atom.span.of(self.source).starts_with("**")
        };
        if self.atoms.iter().any(|atom| is_name(&atom)) && self.ends_in_labels() {
            return true;
        }
        if self.is_title_before_labels() {
            return true;
        }
        let [first, behind, .., last] = self.atoms else { return false };
        let [.., before, _] = self.atoms else { return false };
        let title = first.span.of(self.source).trim_end_matches(['*', '_']);
        let words = behind.span.of(self.source).trim_start();
        let is_label = title.ends_with([':', '：']) || words.starts_with([':', '：']);
        let is_bold = title.starts_with("**") || title.starts_with("__");
        let text = &self.source[first.span.end..last.span.start];
        let is_apart = last.span.of(self.source).starts_with("[[")
            || (has_year(text)
                && (says_what(self.source, *last) || text.trim_end().ends_with(['.', '|', '·', '•'])));
        first.kind == (AtomKind::Styled { linked: false })
            && is_bold
            && !is_label
            && [behind.kind, before.kind] == [AtomKind::Text; 2]
            && matches!(last.kind, AtomKind::Link { anchor: false, .. })
            && is_apart
    }
}

impl HeadReader<'_> {
    /// `**Title** | A. Author | [Paper](url) | [Code](url)`: all links behind bold text say what they are of, and the last
    /// of them ends the paragraph and is set apart from the words before it by a sign or a line of its own.
    fn is_title_before_labels(&self) -> bool {
        let (Some(first), Some(last)) =
            (self.atoms.first(), self.atoms.iter().rev().find(|atom| !self.is_blank_or_stop(atom)))
        else {
            return false;
        };
        let title = first.span.of(self.source);
        let is_bold = title.starts_with("**") || title.starts_with("__");
        if first.kind != (AtomKind::Styled { linked: false })
            || !is_bold
            || title.trim_end_matches(['*', '_']).ends_with([':', '：'])
            || !matches!(last.kind, AtomKind::Link { anchor: false, bare: false })
        {
            return false;
        }
        let before = &self.source[first.span.end..last.span.start];
        let words = before.trim_end();
        let is_own_line = before[words.len()..].contains('\n');
        let is_apart = !words.is_empty() && (is_own_line || !words.ends_with(|c: char| c.is_alphanumeric()));
        let links = || self.atoms.iter().filter(|atom| matches!(atom.kind, AtomKind::Link { .. }));
        // Advice may end in a link, too: `**Tip** Read this first. [Docs](url)`.
        is_apart
            && !words.trim_start().starts_with([':', '：'])
            && links().all(|link| says_what(self.source, *link))
            && (!words.contains(char::is_alphanumeric)
                || !words.ends_with(['.', '!', '?'])
                || links().any(|link| self.says_paper(link)))
    }
}

impl HeadReader<'_> {
    /// `Larva: **Deep Roots**, ICML 2019 [Paper](url)`: a label in front of a title that is cited. The title is what is said
    /// of it.
    pub(super) fn read_cited_title(&mut self) {
        let is_plain = |name: Span| !name.of(self.source).starts_with(['[', '*', '_', '`', '<']);
        let title = self.atom().filter(|atom| {
            let text = atom.span.of(self.source);
            atom.kind == (AtomKind::Styled { linked: false })
                && atom.span.start == self.position
                && (text.starts_with("**") || text.starts_with("__"))
        });
        let Some(title) = title.filter(|_| self.head.name.is_some_and(is_plain)) else { return };
        let (next, position, head) = (self.next, self.position, self.head);
        self.go_to(title.span.end);
        let is_cited = self.read_cited_parts() && (self.head.venue.is_some() || self.head.date.is_some());
        if is_cited && self.head.links.is_some() && self.source[self.position..self.end].trim().is_empty() {
            self.head.description = Some(title.span);
            self.head.is_entry = true;
        } else {
            (self.next, self.position, self.head) = (next, position, head);
        }
    }

    /// `Larva **Deep Roots**. 2019. [Paper](url)`: the same without a sign behind the label.
    pub(super) fn read_label_before_title(&mut self) {
        const LONGEST: usize = 40;
        let text = self.text();
        let label = text.trim_end();
        let is_label = !label.is_empty() && label.len() < text.len() && label.len() <= LONGEST;
        if !is_label || text.contains('\n') || self.head.name.is_some() {
            return;
        }
        let (next, position) = (self.next, self.position);
        self.head.name = Some(Span::new(position, position + label.len()));
        self.skip(text.len());
        self.read_cited_title();
        if self.head.description.is_none() {
            self.head.name = None;
            (self.next, self.position) = (next, position);
        }
    }

    /// `[![code](b.svg)](url) Name: description`: what a badge in front of the words leads to.
    pub(super) fn is_behind_badge(&self) -> bool {
        let first = self.atoms.first().filter(|first| first.kind == AtomKind::Badge);
        first.is_some_and(|badge| badge.span.of(self.source).starts_with('[')) && self.head.name.is_some()
    }

    /// `- [ ] **Name:** description`: what is to be done has a name of its own.
    pub(super) fn is_task(&self) -> bool {
        let Some(name) = self.head.name.map(|name| name.of(self.source)) else { return false };
        let is_box = self.atoms.first().is_some_and(|first| {
            matches!(first.span.of(self.source).trim(), "[ ]" | "[x]" | "[X]")
                && first.kind == AtomKind::Other
        });
        is_box && name.starts_with("**") && name.trim_end_matches('*').ends_with([':', '：'])
    }
}

/// Whether a number in `text` is a year of the last century or of this one.
fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}
