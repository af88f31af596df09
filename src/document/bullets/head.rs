//! What the first paragraph of a list item says: a name, links, a date, a description.
//!
//! Lists write this in many ways, and each item is read for itself, so that no item's cells hang on its neighbours:
//! `[Name](url) - description`, `Name [[paper](url)] [[code](url)]`, `**Name**: description ([Source](url))`.

mod behind;
mod beside;
mod by;
mod cited;
mod ends;
mod front;
mod links;
mod name;
mod paper;
mod remark;
mod rest;
mod tail;

use super::atom::{Atom, AtomKind};
use super::date::{date_ends, has_early_digit, is_date, is_full_date};
use super::sign::{leading_separator, signs};
use crate::text::Span;

/// The cells that were found; what lies between them is the item's own spelling.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub(super) name: Option<Span>,
    pub(super) date: Option<Span>,
    pub(super) authors: Option<Span>,
    pub(super) venue: Option<Span>,
    pub(super) links: Option<Span>,
    pub(super) description: Option<Span>,
    pub(super) tags: Option<Span>,
    pub(super) stars: Option<Span>,
    /// The item has the shape of an entry: a linked name, or a name with links of its own behind it.
    pub(super) is_entry: bool,
    /// All its links lead to places in the same document.
    pub(super) is_anchor: bool,
}

/// Reads a paragraph that has these atoms.
pub(super) fn read(source: &str, atoms: &[Atom]) -> Head {
    // Whether a box to tick with nothing behind it is one or text hangs on where the document ends.
    if let [Atom { kind: AtomKind::Text | AtomKind::Other, span }] = atoms
        && matches!(span.of(source).trim(), "[ ]" | "[x]" | "[X]")
    {
        return Head::default();
    }
    let mut reader = HeadReader::new(source, atoms);
    reader.read_leading();
    reader.read_label();
    reader.read_authors_in_front();
    if reader.read_name_behind_links() || reader.read_name() {
        reader.read_stars();
        reader.read_links();
        if reader.read_date_in_brackets() | reader.read_stars() {
            reader.read_links();
        }
        reader.read_links_behind_break();
        reader.read_second_names();
        reader.skip_separator();
        if reader.read_links() {
            reader.skip_separator();
            reader.read_more_links();
        }
    } else {
        reader.read_label_before_title();
    }
    reader.head.is_entry |= reader.is_bold_title()
        || reader.is_task()
        || reader.is_behind_badge()
        || reader.has_authors_in_front();
    reader.read_citation();
    reader.read_venue_before_year();
    reader.read_emphasized_venue();
    reader.read_leading_date();
    reader.read_trailing();
    reader.read_remark();
    reader.read_badges_before_words();
    reader.read_description();
    reader.take_badges();
    let mut links = atoms.iter().filter_map(|atom| match atom.kind {
        AtomKind::Link { anchor, .. } => Some(anchor),
        AtomKind::Styled { linked: true } => Some(false),
        _ => None,
    });
    reader.head.is_anchor = links.next().is_some_and(|first| first && links.all(|anchor| anchor));
    reader.head
}

/// Reads the description of a name that has none beside it: a nested paragraph, with a date in front or without.
pub(super) fn read_nested(source: &str, atoms: &[Atom]) -> Option<Head> {
    if !matches!(atoms.first()?.kind, AtomKind::Text) {
        return None;
    }
    let mut reader = HeadReader::new(source, atoms);
    reader.read_leading_date();
    reader.read_description();
    Some(reader.head)
}

/// Reads the description of a name in a nested paragraph that says so: `**Description**: Grows on sand.`
pub(super) fn read_labelled(source: &str, atoms: &[Atom]) -> Option<Span> {
    #[rustfmt::skip]
    const LABELS: [&str; 12] = [
        "about", "beschreibung", "descripción", "description", "descrição", "descrizione", "summary", "описание",
        "简介", "描述", "説明", "설명",
    ];
    let (label, behind) = match atoms {
        [label, text, ..]
            if matches!((label.kind, text.kind), (AtomKind::Styled { linked: false }, AtomKind::Text)) =>
        {
            (cited::inside(source, *label), text.span.start)
        }
        [text, ..] if text.kind == AtomKind::Text => {
            let colon = text.span.of(source).find([':', '：'])?;
            (Span::new(text.span.start, text.span.start + colon), text.span.start + colon)
        }
        _ => return None,
    };
    let word = label.of(source);
    let is_closed = word.ends_with([':', '：']);
    let word = word.trim_end_matches([':', '：', ' ']).to_lowercase();
    if !LABELS.contains(&word.as_str()) {
        return None;
    }
    let end = atoms.last()?.span.end;
    let text = &source[behind..end];
    let said = text.trim_start_matches([':', '：', ' ', '\t']);
    let has_colon = is_closed || text.trim_start().starts_with([':', '：']);
    (has_colon && said.contains(char::is_alphanumeric))
        .then(|| Span::new(end - said.len(), end - said.len() + said.trim_end().len()))
}

/// Reads what a paragraph below that of `head` says of its authors, if it says nothing else.
pub(super) fn read_cited_below(source: &str, atoms: &[Atom], head: &Head) -> Option<Head> {
    let mut reader = HeadReader::new(source, atoms);
    let Head { name, date, venue, links, tags, stars, .. } = *head;
    reader.head = Head { name, date, venue, links, tags, stars, ..Head::default() };
    reader.read_citation();
    reader.read_last_date();
    reader.read_trailing();
    // Badges may stand behind the date.
    reader.read_last_date();
    reader.read_description();
    let found = reader.head;
    (head.authors.is_none() && found.authors.is_some() && found.description.is_none()).then_some(found)
}

/// A place in the row of atoms, and what was found on the way there.
struct HeadReader<'a> {
    source: &'a str,
    atoms: &'a [Atom],
    /// Index of the atom that is next, or that `position` lies in.
    next: usize,
    position: usize,
    end: usize,
    head: Head,
    /// Images behind the name that lead nowhere. They are tags, unless the item has others.
    badges: Option<Span>,
}

impl<'a> HeadReader<'a> {
    fn new(source: &'a str, atoms: &'a [Atom]) -> Self {
        let position = atoms.first().map_or(0, |atom| atom.span.start);
        let end = atoms.last().map_or(0, |atom| atom.span.end);
        Self { source, atoms, next: 0, position, end, head: Head::default(), badges: None }
    }

    fn atom(&self) -> Option<Atom> {
        self.atoms.get(self.next).copied()
    }

    /// What is left of the text atom that is next; nothing where another atom is.
    fn text(&self) -> &'a str {
        match self.atom() {
            Some(atom) if atom.kind == AtomKind::Text => &self.source[self.position..atom.span.end],
            _ => "",
        }
    }

    /// Goes to `position`, in the text atom that is next or at its end.
    fn go_to(&mut self, position: usize) {
        self.position = position;
        while self.atom().is_some_and(|atom| atom.span.end <= position) {
            self.next += 1;
            if let Some(atom) = self.atom() {
                self.position = position.max(atom.span.start);
            }
        }
    }

    fn skip(&mut self, len: usize) {
        self.go_to(self.position + len);
    }

    /// Badges, code, a date and signs in front of the name.
    fn read_leading(&mut self) {
        while let Some(atom) = self.atom() {
            let is_tag = match atom.kind {
                AtomKind::Text => {
                    let text = self.text();
                    if self.read_before_title() {
                        continue;
                    }
                    if text.trim() == "[" && self.links_in_front().is_some() {
                        return;
                    }
                    let signs = signs(text);
                    if signs < text.len() {
                        let emoji =
                            text[..signs].trim_end_matches(|c: char| c.is_ascii_punctuation() && c != ':');
                        self.skip(emoji.len());
                        if emoji.is_empty() {
                            return;
                        }
                        continue;
                    }
                    false
                }
                AtomKind::Badge => true,
                AtomKind::Code if self.is_set_off(self.next) => return,
                AtomKind::Code => self.is_before_link() || self.ends_in_labels(),
                // Boxes of tasks, anchors and comments are nothing that a reader sees in front of the name.
                AtomKind::Other if self.next + 1 == self.atoms.len() || self.head.date.is_some() => return,
                AtomKind::Other => false,
                AtomKind::Styled { linked: false } if self.read_styled_label(atom) => continue,
                AtomKind::Link { .. } | AtomKind::Styled { .. } => return,
            };
            if is_tag {
                if self.head.date.is_some() {
                    return;
                }
                let tags = self.head.tags.map_or(atom.span, |tags| tags.join(atom.span));
                self.head.tags = Some(tags);
            }
            self.go_to(atom.span.end);
        }
    }

    /// A date, a venue or a topic in the text in front of the title.
    fn read_before_title(&mut self) -> bool {
        if self.next + 1 < self.atoms.len() {
            self.read_date_before_name()
                || self.read_venue_label()
                || self.read_citation_in_front()
                || self.read_topic()
                || self.read_date_before_bar()
        } else {
            self.read_known_venue_label()
        }
    }

    /// Whether a separator and words follow the atom with this index, as they do a name: `` `cmd` - Does it. ``
    fn is_set_off(&self, index: usize) -> bool {
        self.atoms.get(index + 1).filter(|atom| atom.kind == AtomKind::Text).is_some_and(|atom| {
            let text = atom.span.of(self.source);
            leading_separator(text).is_some_and(|len| text[len..].contains(char::is_alphanumeric))
        })
    }

    /// Whether what is next, code or words, stands directly before a link.
    fn is_before_link(&self) -> bool {
        let mut after = self.atoms[self.next + 1..].iter();
        after
            .find(|atom| atom.kind != AtomKind::Text || !atom.span.of(self.source).trim().is_empty())
            .is_some_and(|atom| {
                matches!(atom.kind, AtomKind::Link { .. } | AtomKind::Styled { linked: true })
            })
    }

    /// `2023-02 [Name]`, `(2023/02) **Name**`: all of the text in front of the name is a date.
    fn read_date_before_name(&mut self) -> bool {
        if self.head.date.is_some() || self.head.name.is_some() {
            return false;
        }
        let text = self.text();
        let is_around = |c: char| {
            matches!(c, '[' | ']' | '(' | ')' | ',' | ':' | '|' | '-' | '–' | '—' | '·' | '•')
                || c.is_whitespace()
        };
        let after = text.trim_start_matches(is_around);
        let bare = after.trim_end_matches(is_around);
        if !is_date(bare) {
            return false;
        }
        let start = self.position + text.len() - after.len();
        self.head.date = Some(Span::new(start, start + bare.len()));
        self.skip(text.len());
        true
    }

    /// `(2023/02)` or `[Feb 2023]` behind the name.
    fn read_date_in_brackets(&mut self) -> bool {
        if self.head.date.is_some() {
            return false;
        }
        let text = self.text();
        let inner = text.trim_start();
        let offset = text.len() - inner.len();
        let Some(open) = inner.chars().next().filter(|c| matches!(c, '(' | '[' | '（')) else {
            return false;
        };
        let inside = &inner[open.len_utf8()..];
        let Some(close) = inside.find([')', ']', '）']) else { return false };
        let date = inside[..close].trim();
        let is_date = is_date(date);
        if is_date {
            let start = self.position + offset + open.len_utf8();
            let start = start + (inside.len() - inside.trim_start().len());
            self.head.date = Some(Span::new(start, start + date.len()));
            let closing = inside[close..].chars().next().map_or(1, char::len_utf8);
            self.skip(offset + open.len_utf8() + close + closing);
        }
        is_date
    }

    /// Skips comments right behind the name or its links, and a sign in code before the separator:
    /// `` [Name](url) `⚠` - Description ``.
    fn skip_comments(&mut self) {
        loop {
            let text = self.text();
            let is_blank = !text.is_empty() && text.trim().is_empty();
            let index = self.next + usize::from(is_blank);
            let Some(atom) = self.atoms.get(index) else { return };
            let written = atom.span.of(self.source);
            let says_nothing = match atom.kind {
                AtomKind::Other => written.starts_with("<!--"),
                AtomKind::Code => !written.contains(char::is_alphanumeric) && self.is_set_off(index),
                _ => false,
            };
            if !says_nothing {
                return;
            }
            self.go_to(atom.span.end);
        }
    }

    fn skip_separator(&mut self) {
        self.skip_comments();
        let text = self.text();
        let len = leading_separator(text).unwrap_or_else(|| text.len() - text.trim_start().len());
        self.skip(len);
        self.skip_line_break();
    }

    /// Skips the backslash of a line break, which nobody sees.
    fn skip_line_break(&mut self) {
        let text = self.text();
        let behind = text.trim_start().strip_prefix('\\').filter(|behind| behind.starts_with(['\n', '\r']));
        if let Some(behind) = behind {
            self.skip(text.len() - behind.trim_start().len());
        }
    }

    /// `2023/02, Org proposes …`: a date with a separator behind it.
    fn read_leading_date(&mut self) {
        if self.head.date.is_some() {
            return;
        }
        let text = self.text();
        // Most items start with a name, and few names have a digit.
        if !has_early_digit(text.as_bytes()) {
            return;
        }
        for (at, c) in date_ends(text) {
            if !is_full_date(&text[..at]) {
                continue;
            }
            let separator = leading_separator(&text[at..]);
            let Some(len) = separator.or((!c.is_whitespace()).then_some(c.len_utf8())) else {
                continue;
            };
            self.head.date = Some(Span::new(self.position, self.position + at));
            self.skip(at + len);
            let space = self.text().len() - self.text().trim_start().len();
            self.skip(space);
            return;
        }
    }
}
