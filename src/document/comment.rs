//! HTML comments, where lists keep instructions for their tools.

use super::listing::Cell;
use super::token::{Token, TokenKind};
use crate::text::Span;

/// An HTML comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands between the two, without the white space at its ends.
    pub text: Span,
}

/// The comments in a cell; the parser gives no tokens for one past the last column.
pub(super) fn in_cell(source: &str, cell: &Cell, tokens: &[Token]) -> Vec<Comment> {
    let mut found = Vec::new();
    if tokens.is_empty() {
        comments(source, cell.content, &mut found);
    }
    for token in tokens.iter().filter(|token| token.kind == TokenKind::InlineHtml) {
        comments(source, token.span(), &mut found);
    }
    found
}

/// The comments in `html`, a span of raw HTML.
pub(super) fn comments(source: &str, html: Span, found: &mut Vec<Comment>) {
    let text = html.of(source);
    let mut position = 0;
    while let Some(start) = text[position..].find("<!--").map(|offset| position + offset) {
        let Some(end) = text[start + 4..].find("-->").map(|offset| start + 4 + offset) else { return };
        let inner = &text[start + 4..end];
        let text_start = html.start + start + 4 + (inner.len() - inner.trim_start().len());
        found.push(Comment {
            span: Span::new(html.start + start, html.start + end + 3),
            text: Span::new(text_start, text_start + inner.trim().len()),
        });
        position = end + 3;
    }
}
