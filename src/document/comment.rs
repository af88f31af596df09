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
    /// The blocks that were found.
    blocks: Vec<Span>,
    /// Where comments stand that end a block, in the order of the text; read once there is one that starts it.
    ends: Option<Vec<Span>>,
}

impl Generated {
    /// Whether `offset` lies in a generated block; `comments` are those before it, and offsets only grow.
    pub(super) fn covers(&mut self, source: &str, comments: &[Comment], offset: usize) -> bool {
        self.read(source, comments);
        self.blocks.last().is_some_and(|block| block.contains(Span::empty(offset)))
    }

    /// The blocks, given all comments.
    pub(super) fn finish(mut self, source: &str, comments: &[Comment]) -> Vec<Span> {
        self.read(source, comments);
        self.blocks
    }

    fn read(&mut self, source: &str, comments: &[Comment]) {
        for comment in comments.get(self.seen..).unwrap_or_default() {
            let is_new = self.blocks.last().is_none_or(|block| comment.span.start >= block.end);
            if is_new && mark(comment.text.of(source)) == Some(Mark::Start) {
                let ends = self.ends.get_or_insert_with(|| end_marks(source));
                let next = ends.partition_point(|end| end.start < comment.span.end);
                self.blocks.extend(ends.get(next).map(|end| Span::new(comment.span.start, end.end)));
            }
        }
        self.seen = comments.len();
    }
}

/// Where the comments stand that end a block.
fn end_marks(source: &str) -> Vec<Span> {
    let mut all = Vec::new();
    comments(source, Span::new(0, source.len()), &mut all);
    all.iter()
        .filter(|comment| mark(comment.text.of(source)) == Some(Mark::End))
        .map(|comment| comment.span)
        .collect()
}

/// Comments of MDX, `{/* … */}`, that speak to tools; those in code are examples.
pub(super) fn expressions(source: &str, code: impl Iterator<Item = Span>, found: &mut Vec<Comment>) {
    let first = found.len();
    let mut code = code.peekable();
    let mut position = 0;
    let find = |sign: &str, from: usize| {
        memchr::memmem::find(&source.as_bytes()[from..], sign.as_bytes()).map(|at| from + at)
    };
    while let Some(start) = find("{/*", position) {
        let Some(end) = find("*/}", start + 3) else { break };
        position = end + 3;
        while code.next_if(|code| code.end <= start).is_some() {}
        let text = Span::new(start + 3, end).trimmed(source);
        let words = text.of(source);
        let is_known = words.starts_with("relist") || words.starts_with("prettier-ignore");
        if is_known && code.peek().is_none_or(|code| code.start >= position) {
            found.push(Comment { span: Span::new(start, position), text });
        }
    }
    if found.len() > first {
        found.sort_by_key(|comment| comment.span);
    }
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
