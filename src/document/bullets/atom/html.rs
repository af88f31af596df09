//! Tags in a paragraph that say what markdown has signs for: `<a href=…>…</a>`, `<b>…</b>`, `<code>…</code>`, `<img>`.

use super::super::super::link::attribute;
use super::super::super::token::{Token, TokenKind};
use super::{AtomKind, is_anchor};

/// What the tag is that `tokens` start with, and how many of them belong to it: those up to its closing tag, or the tag alone.
pub(super) fn read(source: &str, tokens: &[Token]) -> (AtomKind, usize) {
    let tag = tokens[0].span().of(source);
    let is = |name: &str| is_tag(tag, "<", name);
    if is("img") {
        return (AtomKind::Badge, 1);
    }
    let known = ["a", "b", "strong", "em", "i", "ins", "u", "code"].into_iter().find(|name| is(name));
    let element = known.and_then(|name| Some((name, element(source, tokens, name)?)));
    match element {
        Some(("a", inside)) => match attribute(source, tokens[0].span(), "href") {
            Some(href) if says(source, inside) => {
                let anchor = is_anchor(href.of(source));
                (AtomKind::Link { anchor, bare: false }, inside.len() + 2)
            }
            Some(_) => (AtomKind::Badge, inside.len() + 2),
            None => (AtomKind::Other, 1),
        },
        Some(("code", inside)) => (AtomKind::Code, inside.len() + 2),
        Some((_, inside)) if says(source, inside) => {
            (AtomKind::Styled { linked: has_link(source, inside) }, inside.len() + 2)
        }
        _ => (AtomKind::Other, 1),
    }
}

fn is_tag(tag: &str, open: &str, name: &str) -> bool {
    let rest = tag.strip_prefix(open).unwrap_or_default();
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !rest.as_bytes().get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
}

/// What is between the tag that `tokens` start with and the one that closes it, if that holds all of what it opens.
fn element<'t>(source: &str, tokens: &'t [Token], name: &str) -> Option<&'t [Token]> {
    /// Tags that are never closed are many in some texts, and each would be looked for up to the end.
    const MOST_TOKENS: usize = 100;
    let mut depth = 0usize;
    let mut open = 0usize;
    for (index, token) in tokens.iter().take(MOST_TOKENS).enumerate() {
        match token.kind {
            TokenKind::InlineHtml => {
                let tag = token.span().of(source);
                if is_tag(tag, "<", name) {
                    depth += 1;
                } else if is_tag(tag, "</", name) {
                    depth = depth.saturating_sub(1);
                }
                if depth == 0 {
                    return (open == 0).then(|| &tokens[1..index]);
                }
            }
            TokenKind::Start | TokenKind::LinkStart | TokenKind::ImageStart => open += 1,
            TokenKind::End => open = open.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Whether there is something to read in it.
fn says(source: &str, inside: &[Token]) -> bool {
    inside.iter().any(|token| match token.kind {
        TokenKind::Text => !token.span().of(source).trim().is_empty(),
        TokenKind::Code => true,
        _ => false,
    })
}

fn has_link(source: &str, inside: &[Token]) -> bool {
    let is_link = |token: &Token| match token.kind {
        TokenKind::LinkStart => true,
        TokenKind::InlineHtml => {
            is_tag(token.span().of(source), "<", "a") && attribute(source, token.span(), "href").is_some()
        }
        _ => false,
    };
    inside.iter().any(is_link)
}
