//! The content of a cell as tokens, as if the markdown parser had handed them out: texts, links, images and cells of all
//! kinds are then read in one way.

use std::borrow::Cow;
use std::ops::Range;

use super::super::html::{Piece, PieceKind, Tag, decoded, pieces};
use super::super::link::{LinkKind, attribute};
use super::super::token::{LinkPayload, Name, Payload, TokenKind, TokenStore};
use crate::text::Span;

/// The longest name of an entity, `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 34;

/// Adds the tokens of a cell whose content is `text`, at `offset` of `source`. In `text`, the prefixes of lines in a
/// quote or an item are white space.
pub(super) fn push<'src>(
    source: &'src str,
    text: &str,
    offset: usize,
    tokens: &mut TokenStore<'src>,
) -> Range<usize> {
    let first = tokens.end();
    let mut content = Content { source, text, offset, tokens, in_code: false, is_apart: true };
    pieces(text, offset, |piece| content.push(piece));
    first..tokens.end()
}

struct Content<'a, 'src> {
    source: &'src str,
    text: &'a str,
    offset: usize,
    tokens: &'a mut TokenStore<'src>,
    in_code: bool,
    /// Whether nothing was shown yet, or white space last.
    is_apart: bool,
}

impl Content<'_, '_> {
    fn push(&mut self, Piece { kind, span }: Piece) {
        match kind {
            PieceKind::Text { .. } => return self.texts(span),
            PieceKind::Start { tag: Tag::Image, .. } => return self.image(span),
            _ => self.tokens.push_plain(TokenKind::InlineHtml, span),
        }
        match kind {
            PieceKind::Start { tag: Tag::Code, .. } => self.in_code = true,
            PieceKind::End(Tag::Code) => self.in_code = false,
            PieceKind::Start { tag: Tag::LineBreak, .. } => self.is_apart = true,
            // `</br>` breaks the line, too.
            PieceKind::End(Tag::LineBreak) => self.line_break(Span::empty(span.end)),
            PieceKind::Start { tag: Tag::Block | Tag::List, .. } | PieceKind::End(Tag::Block | Tag::List)
                if !self.is_apart =>
            {
                self.line_break(Span::empty(span.end));
            }
            _ => {}
        }
    }

    fn line_break(&mut self, span: Span) {
        self.tokens.push_name(TokenKind::Break, span, Name::SoftBreak);
        self.is_apart = true;
    }

    /// An image, with its alternative text.
    fn image(&mut self, tag: Span) {
        let url = attribute(self.source, tag, "src").unwrap_or(Span::empty(tag.end));
        let url = Cow::Borrowed(url.of(self.source));
        let link = LinkPayload { url, kind: LinkKind::Image };
        self.tokens.push(TokenKind::ImageStart, tag, Payload::Link(link));
        if let Some(alternative) = attribute(self.source, tag, "alt").filter(|text| !text.is_empty()) {
            self.texts(alternative);
        }
        self.tokens.push_name(TokenKind::End, tag, Name::End);
    }

    /// A run of text: a line end is a space to a browser, with all white space around it.
    fn texts(&mut self, span: Span) {
        let text = self.text;
        let local = |at: usize| at - self.offset;
        let text = &text[local(span.start)..local(span.end)];
        let mut position = 0;
        while let Some(at) = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[position..]) {
            let at = position + at;
            let start = text[..at].trim_ascii_end().len().max(position);
            let end = text.len() - text[at..].trim_ascii_start().len();
            self.words(Span::new(position, start).shifted(span.start));
            self.line_break(Span::new(start, end).shifted(span.start));
            position = end;
        }
        self.words(Span::new(position, text.len()).shifted(span.start));
    }

    /// Text on one line, cut where entities stand in it.
    fn words(&mut self, span: Span) {
        let text = span.of(self.source);
        let mut position = 0;
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            let entity = &text.as_bytes()[at..text.len().min(at + LONGEST_ENTITY)];
            let Some(len) = memchr::memchr(b';', entity).map(|end| end + 1) else { continue };
            let entity = &text[at..at + len];
            let meant = decoded(entity);
            if at < position || meant == entity {
                continue;
            }
            self.plain(Span::new(position, at).shifted(span.start));
            position = at + len;
            let place = Span::new(at, position).shifted(span.start);
            self.is_apart = meant.ends_with(char::is_whitespace);
            self.tokens.push(self.kind(), place, Payload::Text(Cow::Owned(meant)));
        }
        self.plain(Span::new(position, text.len()).shifted(span.start));
    }

    fn plain(&mut self, span: Span) {
        if !span.is_empty() {
            self.is_apart = span.of(self.source).ends_with(char::is_whitespace);
            self.tokens.push_plain(self.kind(), span);
        }
    }

    fn kind(&self) -> TokenKind {
        if self.in_code { TokenKind::Code } else { TokenKind::Text }
    }
}
