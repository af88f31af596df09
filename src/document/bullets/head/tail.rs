//! What ends a paragraph behind the description: tags in code, in brackets or as badges, and links in brackets.

use super::super::atom::{Atom, AtomKind};
use super::super::group;
use super::super::title::says_what;
use super::HeadReader;
use super::beside::stars;
use super::cited::inside;
use crate::text::Span;
use crate::value::{is_file_format, is_licence};

/// A space that keeps badges on one line.
const SPACE: &str = "&nbsp;";

/// Whether a text shows nothing.
fn is_blank(text: &str) -> bool {
    text.split(SPACE).all(|part| part.trim().is_empty())
}

/// A tag at the end of a paragraph.
#[derive(Clone, Copy)]
struct TailTag {
    /// Brackets included.
    span: Span,
    /// The same without them.
    inner: Span,
    /// It is a tag wherever it stands; others are only behind the end of a sentence.
    is_certain: bool,
    is_code: bool,
}

impl HeadReader<'_> {
    /// Tags and links that end the paragraph; what stands before them is left for the description.
    pub(super) fn read_trailing(&mut self) {
        self.read_trailing_stars();
        self.read_trailing_citation();
        if self.head.tags.is_none() {
            self.read_trailing_tags();
        }
        if self.head.links.is_none() && self.head.name.is_some() {
            self.read_trailing_links();
            self.read_trailing_citation();
        }
        self.read_cited_at_end();
        self.read_trailing_by();
        self.read_emphasized_maker();
    }

    /// `… [1023⭐]`
    fn read_trailing_stars(&mut self) {
        let is_open = self.head.stars.is_none() && self.head.name.is_some();
        let Some(last) = self.atoms.last().filter(|atom| is_open && atom.kind == AtomKind::Text) else {
            return;
        };
        let start = last.span.start.max(self.position);
        let text = self.source.get(start..self.end).unwrap_or_default();
        let Some((brackets, inner)) = brackets_at_end(text, start) else { return };
        if let Some((number, _)) = stars(inner.of(self.source)) {
            self.head.stars = Some(number.shifted(inner.start));
            self.end = self.end_before(brackets.start);
        }
    }

    pub(super) fn end_before(&self, end: usize) -> usize {
        self.position + self.source[self.position..end].trim_end().len()
    }

    /// Code, badges and brackets that the paragraph ends in, as far as they are tags.
    fn read_trailing_tags(&mut self) {
        let mut pieces: Vec<TailTag> = Vec::new();
        let (mut end, mut last) = (self.end, self.atoms.len());
        while last > self.next {
            let atom = self.atoms[last - 1];
            let start = atom.span.start.max(self.position);
            if end <= start {
                last -= 1;
                continue;
            }
            let text = Span::new(start, end).of(self.source);
            if is_blank(text) && atom.kind == AtomKind::Text {
                (end, last) = (start, last - 1);
                continue;
            }
            let piece = match atom.kind {
                AtomKind::Text => bracketed_end(text, start)
                    .or_else(|| short_codes_end(text, start))
                    .or_else(|| hash_tags_end(text, start)),
                AtomKind::Link { anchor: false, bare: false } if is_linked_hash_tag(text) => {
                    Some(TailTag { span: atom.span, inner: atom.span, is_certain: true, is_code: false })
                }
                AtomKind::Code if last > self.next + 1 => {
                    let is_tag = !is_command(text.trim_matches('`'));
                    // A link to a licence, set as code.
                    let is_certain = text.starts_with("<code><a ");
                    is_tag.then_some(TailTag { span: atom.span, inner: atom.span, is_certain, is_code: true })
                }
                AtomKind::Styled { linked: false } if last > self.next + 1 => {
                    bracketed_inside(self.source, atom).map(|inner| TailTag {
                        span: atom.span,
                        inner,
                        is_certain: false,
                        is_code: false,
                    })
                }
                AtomKind::Badge if last > self.next + 1 && self.head.name.is_some() => {
                    Some(TailTag { span: atom.span, inner: atom.span, is_certain: true, is_code: false })
                }
                _ => None,
            };
            // An image is set apart by itself behind a sign.
            let is_spaced = |piece: &TailTag| {
                let before = &self.source[..piece.span.start];
                (atom.kind == AtomKind::Badge && !before.ends_with(|c: char| c.is_ascii_alphanumeric()))
                    || before.ends_with(char::is_whitespace)
                    || before.ends_with(SPACE)
            };
            let Some(piece) = piece.filter(is_spaced) else { break };
            end = piece.span.start;
            pieces.push(piece);
        }
        self.take_tags(&pieces);
    }

    /// Takes those of `pieces`, the last of which stands first, that are tags.
    fn take_tags(&mut self, pieces: &[TailTag]) {
        let Some(first) = pieces.last() else { return };
        let before = self.source[self.position..first.span.start].trim_end();
        // Brackets behind brackets may go on with what those say.
        let has_brackets = pieces.iter().any(|piece| !piece.is_code && !piece.is_certain);
        let ends_sentence =
            before.ends_with(['.', '!', '?', '。']) || (!has_brackets && before.ends_with([')', ']']));
        let codes = pieces.iter().take_while(|piece| piece.is_code).count();
        let is_label = |code: &TailTag| code.span.of(self.source).starts_with("`(");
        let certain = pieces.iter().take_while(|piece| piece.is_certain).count();
        let count = if ends_sentence {
            pieces.len()
        } else if codes > 1 || pieces.first().is_some_and(is_label) {
            codes
        } else {
            certain
        };
        let Some([last, .., first] | [last @ first]) = pieces.get(..count) else { return };
        let tags = if count == 1 { last.inner } else { first.span.join(last.span) };
        self.head.tags = Some(tags);
        let said = self.source[self.position..first.span.start].trim_end();
        let without = said.trim_end_matches(['-', '–', '—', '|']);
        // A dash or bar before images only separates them from the text.
        let is_apart = first.is_certain && without.ends_with(char::is_whitespace);
        self.end = self.position + if is_apart { without.trim_end().len() } else { said.len() };
    }

    /// `… ([Demo](url), [Source Code](url))`, `… [[code]](url)`, `…. [Website](url)`, `… - [Docs](url)`
    fn read_trailing_links(&mut self) {
        let group = |end| group::trailing_links(self.source, self.atoms, end, self.next, self.position);
        let found = group(self.end).or_else(|| self.labels_at_end(self.end)).or_else(|| {
            // A full stop behind links that say what they are of belongs to nothing.
            let end = self.end_before_stop()?;
            group(end).filter(|group| self.are_labels(*group)).or_else(|| self.labels_at_end(end))
        });
        if let Some(span) = found {
            self.head.links = Some(span);
            let before = &self.source[self.position..span.start];
            let before = before.trim_end_matches(|c: char| c.is_whitespace() || is_between_labels(c));
            self.end = self.position + before.len();
        }
    }

    fn end_before_stop(&self) -> Option<usize> {
        let text = self.source[self.position..self.end].trim_end().strip_suffix('.')?;
        text.ends_with([')', ']']).then_some(self.position + text.len())
    }

    fn are_labels(&self, group: Span) -> bool {
        let is_link = |atom: &&Atom| matches!(atom.kind, AtomKind::Link { .. }) && group.contains(atom.span);
        self.atoms.iter().filter(is_link).all(|link| says_what(self.source, *link))
    }

    /// The links that the paragraph ends in at `end` and that say what they are of: with brackets in their texts, or set
    /// apart from the words before them by the end of a sentence or by a sign.
    fn labels_at_end(&self, end: usize) -> Option<Span> {
        let mut found: Option<Span> = None;
        let mut are_in_brackets = true;
        let behind = self.atoms.get(self.next..)?.iter().rev();
        for atom in behind.filter(|atom| atom.span.start < end) {
            let text = Span::new(atom.span.start, atom.span.end.min(end)).of(self.source);
            let is_label = matches!(atom.kind, AtomKind::Link { anchor: false, bare: false })
                && says_what(self.source, *atom);
            let is_between = |c: char| c.is_whitespace() || is_between_labels(c);
            if is_label {
                are_in_brackets &= text.starts_with("[[");
                found = Some(found.map_or(atom.span, |found| atom.span.join(found)));
            } else if atom.kind != AtomKind::Text || !text.chars().all(is_between) {
                break;
            }
        }
        let found = found?;
        let before = self.source.get(self.position..found.start)?;
        let words = before.trim_end();
        let is_apart = are_in_brackets
            || words.ends_with(['.', '!', '?', '。', '！'])
            || words.ends_with(|c: char| c != ',' && is_between_labels(c));
        (before.is_empty() || (is_apart && words.len() < before.len()))
            .then_some(found)
            .filter(|found| found.end <= end && self.source[found.end..end].trim().is_empty())
    }
}

/// Whether a sign separates links that say what they are of, from each other and from the text before them.
fn is_between_labels(c: char) -> bool {
    matches!(c, ',' | '-' | '–' | '—' | '|' | '/' | '·' | '•')
}

/// `**[Old]**`, `*(archived)*`: a tag in brackets as all that is set in bold or emphasized.
fn bracketed_inside(source: &str, atom: Atom) -> Option<Span> {
    let text = inside(source, atom);
    let (brackets, inner) = brackets_at_end(text.of(source), text.start)?;
    (brackets == text && is_tag(inner.of(source))).then_some(inner)
}

/// `(MIT)`, `[Go]`: a tag in brackets that a text ends in.
fn bracketed_end(text: &str, offset: usize) -> Option<TailTag> {
    let (span, inner) = brackets_at_end(text, offset)?;
    let inside = &text[inner.start - offset..inner.end - offset];
    let is_certain =
        is_licence(inside, text[span.start - offset..].starts_with('[')) || is_file_format(inside);
    (is_certain || is_tag(inside)).then_some(TailTag { span, inner, is_certain, is_code: false })
}

/// The brackets that a text ends in, without others in them, and what is in them.
pub(super) fn brackets_at_end(text: &str, offset: usize) -> Option<(Span, Span)> {
    const LONGEST: usize = 60;
    let text = text.trim_end();
    let open = match text.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let inside = &text[..text.len() - 1];
    let at = inside.rfind(open).filter(|at| inside.len() - at <= LONGEST)?;
    let inner = &inside[at + 1..];
    let trimmed = inner.trim();
    if trimmed.is_empty() || inner.contains(['[', ']', '(', ')', '\n']) {
        return None;
    }
    let start = offset + at + 1 + (inner.len() - inner.trim_start().len());
    Some((Span::new(offset + at, offset + text.len()), Span::new(start, start + trimmed.len())))
}

/// Whether brackets behind the end of a sentence with this in them are a tag, and no remark.
fn is_tag(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const LONGEST: usize = 32;
    let words = || text.split([' ', ',', '/']).filter(|word| !word.is_empty());
    text.len() <= LONGEST
        && words().count() <= MOST_WORDS
        && text.chars().any(char::is_alphanumeric)
        && !text.contains(['!', '?', ';', ':', '<', '@', '#', '*', '_'])
        && !text.split('.').skip(1).any(|behind| !behind.starts_with(|c: char| c.is_ascii_digit()))
}

/// `:free: :new:`: names of emoji that a text ends in.
fn short_codes_end(text: &str, offset: usize) -> Option<TailTag> {
    let text = text.trim_end();
    let mut start = text.len();
    while let Some(inside) = text[..start].trim_end().strip_suffix(':')
        && let Some(at) = inside.rfind(':')
        && inside.len() > at + 1
        && inside[at + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
        && inside[..at].ends_with(char::is_whitespace)
        && inside[at + 1..].bytes().any(|byte| byte.is_ascii_alphabetic())
    {
        start = at;
    }
    let span = Span::new(offset + start, offset + text.len());
    (start < text.len()).then_some(TailTag { span, inner: span, is_certain: false, is_code: false })
}

/// `#rust #cli`: words behind a `#` that a text ends in. Several are tags wherever they stand.
fn hash_tags_end(text: &str, offset: usize) -> Option<TailTag> {
    let text = text.trim_end();
    let (mut start, mut count) = (text.len(), 0);
    loop {
        let before = text[..start].trim_end();
        let space = before.char_indices().rev().find(|(_, c)| c.is_whitespace());
        let word = space.map_or(0, |(at, c)| at + c.len_utf8());
        if !is_hash_tag(&before[word..]) {
            break;
        }
        (start, count) = (word, count + 1);
    }
    let span = Span::new(offset + start, offset + text.len());
    (count > 0).then_some(TailTag { span, inner: span, is_certain: count > 1, is_code: false })
}

/// `#rust`, and neither `#12` nor `C#`.
fn is_hash_tag(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|tag| {
        tag.starts_with(char::is_alphabetic)
            && tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+'))
    })
}

/// `[#rust](url)`
fn is_linked_hash_tag(link: &str) -> bool {
    link.strip_prefix('[').and_then(|link| link.split_once("](")).is_some_and(|(text, _)| is_hash_tag(text))
}

/// Whether code is something to type, and no tag: `pip install x`, `--help`, `../x`.
fn is_command(code: &str) -> bool {
    let code = code.trim();
    let starts_small =
        code.starts_with(|c: char| c.is_lowercase() || matches!(c, '-' | '$' | '.' | '~' | '>'));
    let is_dotted = code.starts_with(".N");
    (starts_small && code.contains(char::is_whitespace) && !is_licence(code, true))
        || (code.starts_with(['-', '$', '.', '~', '>', '/']) && !is_dotted)
}
