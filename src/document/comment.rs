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

/// Where tools write: between `<!-- START doctoc -->` and `<!-- END doctoc -->`, and comments like these.
#[derive(Debug, Default)]
pub(super) struct Generated {
    /// How many comments were looked at.
    seen: usize,
    /// Where the block ends that was found last.
    end: usize,
    /// No further block has an end.
    is_done: bool,
}

impl Generated {
    /// Whether `offset` lies in a generated block; `comments` are those before it, and offsets only grow.
    pub(super) fn covers(&mut self, source: &str, comments: &[Comment], offset: usize) -> bool {
        for comment in comments.get(self.seen..).unwrap_or_default() {
            let is_new = !self.is_done && comment.span.start >= self.end;
            if is_new && mark(comment.text.of(source)) == Some(Mark::Start) {
                match end_mark(source, comment.span.end) {
                    Some(end) => self.end = end,
                    None => self.is_done = true,
                }
            }
        }
        self.seen = comments.len();
        offset < self.end
    }
}

/// Where the next comment after `offset` stands that ends a block.
fn end_mark(source: &str, offset: usize) -> Option<usize> {
    let mut after = Vec::new();
    comments(source, Span::new(offset, source.len()), &mut after);
    after
        .iter()
        .find(|comment| mark(comment.text.of(source)) == Some(Mark::End))
        .map(|comment| comment.span.start)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Start,
    End,
}

/// What a comment marks: such comments are written in capitals.
fn mark(comment: &str) -> Option<Mark> {
    let mut words = comment.split(|c: char| !c.is_ascii_alphanumeric());
    words.find_map(|word| match word {
        "START" | "BEGIN" => Some(Mark::Start),
        "END" | "STOP" => Some(Mark::End),
        _ => None,
    })
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
