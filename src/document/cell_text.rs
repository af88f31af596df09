//! What a reader sees in a cell.

use std::borrow::Cow;
use std::ops::Range;

use super::token::{Name, Token, TokenKind, TokenStore};
use crate::text::{Edit, Span, apply};

/// The text of a cell without markup, and the way back to the source.
///
/// Line breaks (`<br>`) and the starts of items and paragraphs become a space; comments and tags leave nothing; an image
/// leaves its alternative text.
#[derive(Clone, Debug, Default)]
pub struct CellText<'src> {
    /// Borrowed where it is one run of the source, as it is in most cells.
    text: Cow<'src, str>,
    /// The first of its pieces; most texts have no other.
    first: Option<TextRun>,
    others: Vec<TextRun>,
    /// Where the alternative text of the images that stand first, or of the first one, starts and ends.
    image: Option<(usize, usize)>,
}

/// A run of text that was read from one place of the source.
#[derive(Clone, Copy, Debug)]
struct TextRun {
    start: usize,
    source: Span,
    /// The text is the source's bytes; otherwise an entity or an escape was read.
    verbatim: bool,
}

impl<'src> CellText<'src> {
    pub(super) fn new(source: &'src str, tokens: &[Token], store: &TokenStore<'_>) -> Self {
        let mut text = Self::default();
        let mut image_end = 0;
        for &token in tokens {
            let stands_first = || {
                text.image
                    .is_none_or(|(_, end)| text.text.get(end..).is_some_and(|rest| rest.trim().is_empty()))
            };
            if token.kind == TokenKind::ImageStart && stands_first() {
                image_end = image_end.max(token.span().end);
                text.image.get_or_insert((text.text.len(), text.text.len()));
            }
            text.push(source, token, store);
            if let Some((_, end)) = text.image.as_mut().filter(|_| token.span().end <= image_end) {
                *end = text.text.len();
            }
        }
        text
    }

    /// Adds what a reader sees of `token`.
    fn push(&mut self, source: &'src str, token: Token, store: &TokenStore<'_>) {
        let starts_block = token.is_start_of(Name::Item) || token.is_start_of(Name::Paragraph);
        let is_apart = || self.text.is_empty() || self.text.ends_with(char::is_whitespace);
        let seen = match seen(source, token, store) {
            Some(seen) => seen,
            None if starts_block && !is_apart() => " ",
            None => return,
        };
        let (span, verbatim) = match token.kind {
            TokenKind::Code => code_content(source, token.span(), seen),
            TokenKind::Text => (token.span(), TokenStore::is_verbatim(token)),
            _ => (token.span(), false),
        };
        let piece = TextRun { start: self.text.len(), source: span, verbatim };
        match self.others.last_mut().or(self.first.as_mut()) {
            None => self.first = Some(piece),
            Some(last) if verbatim && last.verbatim && last.source.end == span.start => {
                last.source.end = span.end;
            }
            Some(_) => self.others.push(piece),
        }
        match (&self.first, &mut self.text) {
            (Some(first), Cow::Borrowed(text)) if first.verbatim && self.others.is_empty() => {
                *text = first.source.of(source);
            }
            (_, text) => text.to_mut().push_str(seen),
        }
    }

    /// The text, without white space (no-break spaces included) at its ends.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.trim()
    }

    /// The same, to be kept: nothing is copied of what is a run of the source.
    pub(crate) fn to_cow(&self) -> Cow<'src, str> {
        match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// What a reader looks the cell up by: its text up to the first image, or, where it starts with images, what follows
    /// them. The alternative text of a badge or an icon is not part of it.
    #[must_use]
    pub fn without_images(&self) -> &str {
        let before = self.image.and_then(|(start, _)| self.text.get(..start)).map(str::trim);
        let behind = || self.image.and_then(|(_, end)| self.text.get(end..)).map_or(self.as_str(), str::trim);
        before.filter(|before| !before.is_empty()).unwrap_or_else(behind)
    }

    /// The text with the white space at its ends: what [`source_span`](Self::source_span) counts in.
    #[must_use]
    pub fn untrimmed(&self) -> &str {
        &self.text
    }

    /// Where [`as_str`](Self::as_str) stands in [`untrimmed`](Self::untrimmed).
    #[must_use]
    pub fn trimmed_range(&self) -> Range<usize> {
        let start = self.text.len() - self.text.trim_start().len();
        start..start + self.as_str().len()
    }

    /// The source of the bytes `range` of [`untrimmed`](Self::untrimmed), or `None` where they were not read from
    /// one place, letter by letter.
    #[must_use]
    pub fn source_span(&self, range: Range<usize>) -> Option<Span> {
        let behind = self.others.partition_point(|piece| piece.start <= range.start).checked_sub(1);
        let piece = behind
            .map_or(self.first.filter(|first| first.start <= range.start), |last| Some(self.others[last]))?;
        let offset = range.start - piece.start;
        let found = Span::new(piece.source.start + offset, piece.source.start + offset + range.len());
        (piece.verbatim && found.end <= piece.source.end).then_some(found)
    }

    /// What of [`untrimmed`](Self::untrimmed) was read from `source`: a link, say, or a span of code.
    #[cfg(feature = "cli")]
    pub(crate) fn range_of(&self, source: Span) -> Range<usize> {
        let piece = |index: usize| match index.checked_sub(1) {
            None => self.first.as_ref(),
            Some(other) => self.others.get(other),
        };
        // They stand in the order of the source.
        let start = self.others.partition_point(|piece| piece.source.start <= source.start);
        let mut found: Option<Range<usize>> = None;
        for (index, own) in (start..).map_while(|index| Some((index, piece(index)?))) {
            if own.source.start >= source.end {
                break;
            }
            let end = piece(index + 1).map_or(self.text.len(), |next| next.start);
            let part = if source.contains(own.source) {
                own.start..end
            } else if own.verbatim && source.start < own.source.end {
                let place = |offset: usize| own.start + offset.saturating_sub(own.source.start);
                place(source.start)..place(source.end).min(end)
            } else {
                continue;
            };
            found = Some(found.map_or(part.start, |found| found.start)..part.end);
        }
        found.unwrap_or_default()
    }

    /// The text after `edits` of the source, which are sorted and apart from each other; those of addresses and markup
    /// do not show. `None` where one reaches over the end of a piece, or into one that is not the source's, letter by
    /// letter.
    pub(crate) fn edited(&self, edits: &[Edit]) -> Option<String> {
        let mut shown = Vec::new();
        for edit in edits {
            let pieces = || self.first.iter().chain(&self.others);
            let overlaps =
                |piece: &&TextRun| edit.span.start < piece.source.end && piece.source.start < edit.span.end;
            let Some(piece) = pieces().find(|piece| piece.source.contains(edit.span)) else {
                if pieces().any(|piece| overlaps(&piece)) {
                    return None;
                }
                continue;
            };
            if !piece.verbatim {
                return None;
            }
            let start = piece.start + edit.span.start - piece.source.start;
            shown.push(Edit::replacement(
                Span::new(start, start + edit.span.len()),
                edit.replacement.as_str(),
            ));
        }
        apply(&self.text, &shown).ok()
    }
}

/// What a reader sees of `token`.
fn seen<'a>(source: &'a str, token: Token, store: &'a TokenStore<'_>) -> Option<&'a str> {
    match token.kind {
        TokenKind::Text | TokenKind::Code => Some(store.text(source, token)),
        TokenKind::Break => Some(" "),
        TokenKind::InlineHtml if is_line_break(token.span().of(source)) => Some(" "),
        _ => None,
    }
}

/// The bytes of a code span without its backticks, where they are its text.
fn code_content(source: &str, span: Span, text: &str) -> (Span, bool) {
    let code = span.of(source);
    let ticks = code.len() - code.trim_start_matches('`').len();
    let inner = Span::new(span.start + ticks, span.end.saturating_sub(ticks).max(span.start + ticks));
    match inner.of(source).find(text) {
        Some(offset) => (Span::new(inner.start + offset, inner.start + offset + text.len()), true),
        None => (span, false),
    }
}

/// `<br>`, `<br/>`, `<br />`, in any case.
fn is_line_break(html: &str) -> bool {
    html.get(1..3).is_some_and(|name| name.eq_ignore_ascii_case("br"))
        && !html.as_bytes().get(3).is_some_and(u8::is_ascii_alphanumeric)
}
