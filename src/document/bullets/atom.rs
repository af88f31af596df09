//! The first paragraph of a list item as a row of atoms: what a reader takes for one thing each.

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
            TokenKind::InlineHtml => html(source, rest),
            TokenKind::LinkStart => link(store, rest),
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
fn link(store: &TokenStore<'_>, tokens: &[Token]) -> (AtomKind, usize) {
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
            TokenKind::Text | TokenKind::Code | TokenKind::InlineHtml => says_something |= images == 0,
            _ => {}
        }
    }
    if has_image && !says_something {
        return (AtomKind::Badge, len);
    }
    let payload = store.link(tokens[0]);
    let kind = AtomKind::Link {
        anchor: payload.is_some_and(|link| link.url.starts_with('#')),
        bare: payload.is_some_and(|link| link.kind == super::super::LinkKind::Autolink),
    };
    (kind, len)
}

/// `<a href=…>…</a>` is a link as well, and `<img>` a badge; the length reaches to the closing tag.
fn html(source: &str, tokens: &[Token]) -> (AtomKind, usize) {
    let tag = tokens[0].span().of(source);
    let is = |name: &str| {
        tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && !tag.as_bytes().get(name.len() + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    if is("img") {
        return (AtomKind::Badge, 1);
    }
    if !is("a") {
        return (AtomKind::Other, 1);
    }
    let Some(href) = super::super::link::attribute(source, tokens[0].span(), "href") else {
        return (AtomKind::Other, 1);
    };
    let is_end = |token: &Token| {
        token.kind == TokenKind::InlineHtml
            && token.span().of(source).get(..3).is_some_and(|start| start.eq_ignore_ascii_case("</a"))
    };
    let Some(end) = tokens.iter().position(is_end) else { return (AtomKind::Other, 1) };
    let inside = &tokens[1..end];
    if inside.iter().filter(|token| token.kind == TokenKind::End).count()
        != inside
            .iter()
            .filter(|token| {
                matches!(token.kind, TokenKind::Start | TokenKind::LinkStart | TokenKind::ImageStart)
            })
            .count()
    {
        return (AtomKind::Other, 1);
    }
    let says = inside.iter().any(|token| matches!(token.kind, TokenKind::Text | TokenKind::Code));
    let kind = if says {
        AtomKind::Link { anchor: href.of(source).starts_with('#'), bare: false }
    } else {
        AtomKind::Badge
    };
    (kind, end + 1)
}
