//! What a reader sees in a cell.

use std::borrow::Cow;
use std::ops::Range;

use super::listing::Cell;
use super::token::{Token, TokenKind, TokenStore};
use crate::text::Span;

/// The text of a cell without markup, and the way back to the source.
///
/// Line breaks (`<br>`) become a space; comments and tags leave nothing; an image leaves its alternative text.
#[derive(Clone, Debug)]
pub struct CellText<'src> {
    text: Cow<'src, str>,
    /// Where the text is without the white space at its ends.
    trimmed: Span,
    pieces: Pieces,
    /// Where the alternative text of the first image starts.
    image: Option<usize>,
}

/// Most cells have one run of plain text, and need no list.
#[derive(Clone, Debug)]
enum Pieces {
    One(Piece),
    Many(Vec<Piece>),
}

impl Pieces {
    fn as_slice(&self) -> &[Piece] {
        match self {
            Self::One(piece) => std::slice::from_ref(piece),
            Self::Many(pieces) => pieces,
        }
    }
}

/// A run of text that was read from one place of the source.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    source: Span,
    /// The text is the source's bytes; otherwise an entity or an escape was read.
    verbatim: bool,
}

impl<'src> CellText<'src> {
    pub(super) fn new(source: &'src str, tokens: &[Token], store: &TokenStore<'_>, cell: &Cell) -> Self {
        if let Some((run, image)) = only_run(source, tokens) {
            let piece = Piece { start: 0, source: run, verbatim: true };
            let text = run.of(source);
            let trimmed = trimmed(text);
            return Self { text: Cow::Borrowed(text), trimmed, pieces: Pieces::One(piece), image };
        }
        let mut text = String::with_capacity(cell.content.len());
        let mut pieces = Vec::new();
        let mut image = None;
        for &token in tokens {
            if token.kind == TokenKind::ImageStart {
                image.get_or_insert(text.len());
            }
            push(&mut text, &mut pieces, source, token, store);
        }
        Self { trimmed: trimmed(&text), text: Cow::Owned(text), pieces: Pieces::Many(pieces), image }
    }

    /// The text, without white space (no-break spaces included) at its ends.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.trimmed.of(&self.text)
    }

    /// [`as_str`](Self::as_str), to be kept; nothing is copied where it need not be.
    #[must_use]
    pub fn into_cow(self) -> Cow<'src, str> {
        match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(self.trimmed.of(text)),
            Cow::Owned(text) if self.trimmed.len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(self.trimmed.of(&text).to_owned()),
        }
    }

    /// The text before the first image, or all of it where that has none: what a reader looks the cell up by, where
    /// badges follow a name.
    #[must_use]
    pub fn before_images(&self) -> &str {
        before_image(&self.text, self.image).unwrap_or(self.as_str())
    }

    /// The text with the white space at its ends: what [`source_span`](Self::source_span) counts in.
    #[must_use]
    pub fn untrimmed(&self) -> &str {
        &self.text
    }

    /// Where [`as_str`](Self::as_str) stands in [`untrimmed`](Self::untrimmed).
    #[must_use]
    pub fn trimmed_range(&self) -> Range<usize> {
        self.trimmed.into()
    }

    /// The source of the bytes `range` of [`untrimmed`](Self::untrimmed), or `None` where they were not read from
    /// one place, letter by letter.
    #[must_use]
    pub fn source_span(&self, range: Range<usize>) -> Option<Span> {
        let pieces = self.pieces.as_slice();
        let piece = pieces[pieces.partition_point(|piece| piece.start <= range.start).checked_sub(1)?];
        let offset = range.start - piece.start;
        let found = Span::new(piece.source.start + offset, piece.source.start + offset + range.len());
        (piece.verbatim && found.end <= piece.source.end).then_some(found)
    }
}

/// The text of a cell, without white space at its ends.
pub(super) struct Seen {
    /// Where it starts and ends, in the source or among other texts.
    pub(super) span: Span,
    pub(super) is_in_source: bool,
    /// How much of it [`CellText::before_images`] has.
    pub(super) before_images: usize,
}

/// Reads the text of a cell without the way back; where it is not a run of the source, it is put at the end of `texts`.
pub(super) fn read_into(texts: &mut String, source: &str, tokens: &[Token], store: &TokenStore<'_>) -> Seen {
    // Most cells are one run of text.
    if let [token @ Token { kind: TokenKind::Text, .. }] = *tokens
        && TokenStore::is_verbatim(token)
    {
        return Seen::of(token.span().of(source), None, token.span().start, true);
    }
    let start = texts.len();
    if let Some((run, image)) = only_run(source, tokens) {
        return Seen::of(run.of(source), image, run.start, true);
    }
    let mut image = None;
    for &token in tokens {
        if token.kind == TokenKind::ImageStart {
            image.get_or_insert(texts.len() - start);
        }
        texts.push_str(seen(source, token, store).unwrap_or_default());
    }
    Seen::of(&texts[start..], image, start, false)
}

impl Seen {
    /// What a reader sees of `text`, which starts at `offset` and has its first image at `image`.
    fn of(text: &str, image: Option<usize>, offset: usize, is_in_source: bool) -> Self {
        let trimmed = trimmed(text);
        let before_images = before_image(text, image).map_or(trimmed.len(), str::len);
        Self { span: trimmed.shifted(offset), is_in_source, before_images }
    }
}

/// What a text has before an image that starts in it at `image`, where that is anything.
fn before_image(text: &str, image: Option<usize>) -> Option<&str> {
    let before = text.get(..image?)?.trim();
    (!before.is_empty()).then_some(before)
}

/// The one run of the source that is all the text there is, as it is in most cells, a link and its text included; and
/// where in it the alternative text of the first image starts.
fn only_run(source: &str, tokens: &[Token]) -> Option<(Span, Option<usize>)> {
    let mut run: Option<Span> = None;
    let mut image = None;
    for &token in tokens {
        match token.kind {
            TokenKind::ImageStart => {
                image.get_or_insert(run.map_or(0, Span::len));
            }
            TokenKind::Text if TokenStore::is_verbatim(token) => match &mut run {
                None => run = Some(token.span()),
                Some(run) if run.end == token.span().start => run.end = token.span().end,
                Some(_) => return None,
            },
            TokenKind::Text | TokenKind::Code | TokenKind::Break => return None,
            TokenKind::InlineHtml if is_line_break(token.span().of(source)) => return None,
            _ => {}
        }
    }
    run.map(|run| (run, image))
}

/// The part of `text` without white space at its ends.
fn trimmed(text: &str) -> Span {
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last()) {
        return Span::new(0, text.len());
    }
    let start = text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
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

/// Adds what a reader sees of `token` to `text`.
fn push(text: &mut String, pieces: &mut Vec<Piece>, source: &str, token: Token, store: &TokenStore<'_>) {
    let Some(seen) = seen(source, token, store) else { return };
    let (span, verbatim) = match token.kind {
        TokenKind::Code => code_content(source, token.span(), seen),
        TokenKind::Text => (token.span(), TokenStore::is_verbatim(token)),
        _ => (token.span(), false),
    };
    let start = text.len();
    text.push_str(seen);
    match pieces.last_mut() {
        Some(last) if verbatim && last.verbatim && last.source.end == span.start => {
            last.source.end = span.end;
        }
        _ => pieces.push(Piece { start, source: span, verbatim }),
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
