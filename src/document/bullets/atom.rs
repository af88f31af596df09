//! The first paragraph of a list item as a row of atoms: what a reader takes for one thing each.

mod html;

use super::super::token::{Token, TokenKind, TokenStore};
use crate::text::Span;

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// Words, and whatever else is not markup; line breaks are among them.
    Text,
    /// A link with something to read in it.
    Link {
        /// It leads to a place in the same document.
        anchor: bool,
        /// It is an address that stands for itself.
        bare: bool,
    },
    /// An image, or a link that holds nothing else.
    Badge,
    /// Strong or emphasized text.
    Styled {
        /// There is a link in it.
        linked: bool,
    },
    Code,
    /// Raw HTML, a footnote, a task box.
    Other,
}

/// A piece of the paragraph with nothing but bytes between it and its neighbours that no reader sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) kind: AtomKind,
    pub(super) span: Span,
}

/// Reads the atoms of `tokens`, the inline tokens of one paragraph, in place of those that are in `atoms`.
pub(super) fn read(source: &str, store: &TokenStore<'_>, tokens: &[Token], atoms: &mut Vec<Atom>) {
    atoms.clear();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let (kind, len) = match first.kind {
            TokenKind::Text | TokenKind::Break => {
                match atoms.last_mut() {
                    Some(last) if last.kind == AtomKind::Text => last.span.end = first.span().end,
                    _ => atoms.push(Atom { kind: AtomKind::Text, span: first.span() }),
                }
                rest = after;
                continue;
            }
            TokenKind::Code => (AtomKind::Code, 1),
            TokenKind::InlineHtml => html::read(source, rest),
            TokenKind::LinkStart => link(source, store, rest),
            TokenKind::ImageStart => (AtomKind::Badge, element(rest)),
            TokenKind::Start => {
                let len = element(rest);
                let linked = rest[..len].iter().any(|token| token.kind == TokenKind::LinkStart);
                (AtomKind::Styled { linked }, len)
            }
            _ => (AtomKind::Other, 1),
        };
        let last = rest.get(len - 1).map_or(first.span(), |last| last.span());
        atoms.push(Atom { kind, span: first.span().join(last) });
        rest = rest.get(len..).unwrap_or(after);
    }
}

/// How many tokens the element has that the first of `tokens` opens.
fn element(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Start | TokenKind::LinkStart | TokenKind::ImageStart => depth += 1,
            TokenKind::End => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

/// The link that the first of `tokens` opens, and how many tokens it has.
fn link(source: &str, store: &TokenStore<'_>, tokens: &[Token]) -> (AtomKind, usize) {
    let (mut depth, mut images, mut len) = (0usize, 0usize, 0);
    let (mut has_image, mut says_something) = (false, false);
    for token in tokens {
        len += 1;
        match token.kind {
            TokenKind::Start | TokenKind::LinkStart => depth += 1,
            TokenKind::ImageStart => {
                depth += 1;
                images += 1;
                has_image = true;
            }
            TokenKind::End => {
                depth = depth.saturating_sub(1);
                images = images.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // What parts two badges in one link is nothing to read.
            TokenKind::Text => {
                says_something |= images == 0 && !token.span().of(source).trim().is_empty();
            }
            TokenKind::InlineHtml if is_image(source, *token) => has_image = true,
            TokenKind::Code | TokenKind::InlineHtml => says_something |= images == 0,
            _ => {}
        }
    }
    if has_image && !says_something {
        return (AtomKind::Badge, len);
    }
    let payload = store.link(tokens[0]);
    let kind = AtomKind::Link {
        anchor: payload.is_some_and(|link| is_anchor(&link.url)),
        bare: payload.is_some_and(|link| link.kind == super::super::LinkKind::Autolink),
    };
    (kind, len)
}

/// Whether a piece of HTML is an image: `<img src="a.png">`.
fn is_image(source: &str, token: Token) -> bool {
    let tag = token.span().of(source).as_bytes();
    tag.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"<img"))
}

/// Whether an address leads to a place in the same document.
fn is_anchor(url: &str) -> bool {
    url.strip_prefix("./").unwrap_or(url).starts_with('#')
}
