//! What a reader sees of a text: the proof that a rewritten one renders alike.

use std::borrow::Cow;
use std::ops::Range;

use super::token::{Token, TokenKind, TokenStore};
use crate::text::Span;

/// What the parser makes of a part of a document, for comparing two texts: equal where both render alike.
///
/// Offsets are left out, so that moved text compares equal to itself.
#[derive(Debug)]
pub struct Meaning<'doc> {
    source: &'doc str,
    store: &'doc TokenStore<'doc>,
    ranges: Vec<Range<usize>>,
    /// Whether a placeholder stands between two ranges.
    placeholders: bool,
}

impl<'doc> Meaning<'doc> {
    pub(super) fn of_tokens(source: &'doc str, store: &'doc TokenStore<'_>, range: Range<usize>) -> Self {
        Self { source, store, ranges: vec![range], placeholders: false }
    }

    pub(super) fn outside(source: &'doc str, store: &'doc TokenStore<'_>) -> Self {
        Self { source, store, ranges: store.outside(), placeholders: true }
    }

    /// Whether the two render alike but for what the tokens under `edited` (spans of this one's source) say.
    ///
    /// Even there the structure must be the same: a text stays a text, and a link a link. Only what stands inside of
    /// `rewritten`, lines of this one and the same lines of the other, each in order, may become anything.
    #[must_use]
    pub fn is_same_except(&self, other: &Self, edited: &[Span], rewritten: [&[Span]; 2]) -> bool {
        let is_edited =
            |span: Span| edited.iter().any(|edit| edit.start <= span.end && span.start <= edit.end);
        let (mut ours, mut theirs) = (self.tokens_outside(rewritten[0]), other.tokens_outside(rewritten[1]));
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if one.map(|token| token.kind) == two.map(|token| token.kind) => {
                    if let (Some(one), Some(two)) = (one, two)
                        && self.piece(one) != other.piece(two)
                        && !is_edited(one.span())
                    {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    }

    /// Whether the two have the same tags, links and breaks in the same order, whatever their texts say, and whether they
    /// are set tight or loose.
    #[must_use]
    pub fn has_structure_of(&self, other: &Self) -> bool {
        self.structure().eq(other.structure())
    }

    /// Whether the two say the same, tight or loose.
    #[must_use]
    pub fn is_same_but_for_paragraphs(&self, other: &Self) -> bool {
        let said = |meaning: &Self| -> String {
            meaning
                .pieces()
                .filter(|(kind, ..)| *kind == TokenKind::Text)
                .map(|(_, text, _)| text.to_owned())
                .collect()
        };
        self.has_structure_of(other)
            && self.destinations() == other.destinations()
            && said(self) == said(other)
    }

    /// The tags in their order; paragraphs, which a list that is set tight has not, are left out.
    fn structure(&self) -> impl Iterator<Item = (TokenKind, &str)> {
        let mut open: Vec<bool> = Vec::new();
        self.tokens().flatten().filter_map(move |token| {
            let name = if token.kind == TokenKind::Start { self.piece(token).1 } else { "" };
            let is_paragraph = name == "p";
            match token.kind {
                TokenKind::Text => return None,
                TokenKind::Start | TokenKind::LinkStart | TokenKind::ImageStart => open.push(is_paragraph),
                // What ends and did not start here is the paragraph above.
                TokenKind::End if open.pop() != Some(false) => return None,
                _ => {}
            }
            (!is_paragraph).then_some((token.kind, name))
        })
    }

    /// The tokens, with nothing for the placeholder between two ranges.
    fn tokens(&self) -> impl Iterator<Item = Option<Token>> {
        self.ranges.iter().enumerate().flat_map(move |(index, range)| {
            let placeholder = (self.placeholders && index > 0).then_some(None);
            let tokens = self.store.slice(range.clone()).iter().map(|&token| Some(token));
            placeholder.into_iter().chain(tokens)
        })
    }

    /// The tokens that do not lie in one of `lines`.
    fn tokens_outside(&self, lines: &[Span]) -> impl Iterator<Item = Option<Token>> {
        self.tokens().filter(|token| {
            let Some(span) = token.map(Token::span) else { return true };
            let line = lines.partition_point(|line| line.end < span.end);
            !lines.get(line).is_some_and(|line| line.contains(span))
        })
    }

    fn pieces(&self) -> impl Iterator<Item = (TokenKind, &str, &str)> {
        self.tokens().map(|token| token.map_or((TokenKind::Listing, "", ""), |token| self.piece(token)))
    }

    fn piece(&self, token: Token) -> (TokenKind, &str, &str) {
        let title = self.store.link(token).map_or("", |link| link.title.as_ref());
        (token.kind, self.store.text(self.source, token), title)
    }

    /// The destinations of its links and images, in order.
    #[must_use]
    pub fn destinations(&self) -> Vec<&str> {
        self.pieces_of(|kind| matches!(kind, TokenKind::LinkStart | TokenKind::ImageStart))
    }

    /// The texts, codes and raw HTML of it, in order.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        self.pieces_of(|kind| {
            matches!(kind, TokenKind::Text | TokenKind::Code | TokenKind::Html | TokenKind::InlineHtml)
        })
    }

    fn pieces_of(&self, wanted: impl Fn(TokenKind) -> bool) -> Vec<&str> {
        self.pieces().filter(|(kind, ..)| wanted(*kind)).map(|(_, text, _)| text).collect()
    }
}

impl Meaning<'_> {
    /// The pieces with neighbouring texts joined: where the parser cuts a text in two, no reader sees.
    fn joined(&self) -> Vec<(TokenKind, Cow<'_, str>, &str)> {
        let mut joined: Vec<(TokenKind, Cow<'_, str>, &str)> = Vec::new();
        for (kind, text, title) in self.pieces() {
            match joined.last_mut() {
                Some((TokenKind::Text, last, _)) if kind == TokenKind::Text => last.to_mut().push_str(text),
                _ => joined.push((kind, Cow::Borrowed(text), title)),
            }
        }
        joined
    }
}

impl PartialEq for Meaning<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.pieces().eq(other.pieces()) || self.joined() == other.joined()
    }
}
