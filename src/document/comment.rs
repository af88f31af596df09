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
    /// The comments that end a block, in the order of the text; read once there is one that starts it.
    ends: Option<Ends>,
}

/// Comments that end a block: those in capitals, which end any, and those with the name of what they end.
#[derive(Debug, Default)]
struct Ends {
    any: Vec<Comment>,
    named: Vec<Comment>,
}

impl Generated {
    /// Whether `offset` lies in a generated block; `comments` are those before it, and offsets only grow.
    pub(super) fn covers(&mut self, source: &str, comments: &[Comment], offset: usize) -> bool {
        self.read(source, comments);
        self.blocks.last().is_some_and(|block| block.contains(Span::empty(offset)))
    }

    /// The blocks, given all comments, and those of MDX.
    pub(super) fn finish(mut self, source: &str, comments: &[Comment], expressions: &[Comment]) -> Vec<Span> {
        self.read(source, comments);
        let mut marks = expressions.iter().filter_map(|one| Some((one.span, mark(one.text.of(source))?)));
        while let Some((start, opening)) = marks.by_ref().find(|(_, mark)| mark.edge == Edge::Start) {
            let own =
                |(_, mark): &(Span, CommentMark<'_>)| mark.edge == Edge::End && mark.name == opening.name;
            self.blocks.extend(marks.next().filter(own).map(|(end, _)| start.join(end)));
        }
        self.blocks.sort_unstable();
        self.blocks
    }

    fn read(&mut self, source: &str, comments: &[Comment]) {
        for comment in comments.get(self.seen..).unwrap_or_default() {
            let is_new = self.blocks.last().is_none_or(|block| comment.span.start >= block.end);
            if !is_new {
                continue;
            }
            let Some(CommentMark { edge: Edge::Start, name }) = mark(comment.text.of(source)) else {
                continue;
            };
            let ends = self.ends.get_or_insert_with(|| Ends::read(source));
            let ends = if name.is_some() { &ends.named } else { &ends.any };
            let next = ends.get(ends.partition_point(|end| end.span.start < comment.span.end));
            let is_own = |end: &&Comment| mark(end.text.of(source)).is_some_and(|mark| mark.name == name);
            self.blocks.extend(next.filter(is_own).map(|end| Span::new(comment.span.start, end.span.end)));
        }
        self.seen = comments.len();
    }
}

impl Ends {
    fn read(source: &str) -> Self {
        let mut all = Vec::new();
        comments(source, Span::new(0, source.len()), &mut all);
        let mut ends = Self::default();
        for comment in all {
            match mark(comment.text.of(source)) {
                Some(CommentMark { edge: Edge::End, name: None }) => ends.any.push(comment),
                Some(CommentMark { edge: Edge::End, name: Some(_) }) => ends.named.push(comment),
                _ => {}
            }
        }
        ends
    }
}

/// Comments of MDX, `{/* … */}`, that speak to tools; those in code are examples.
pub(super) fn expressions(source: &str, code: impl Iterator<Item = Span>) -> Vec<Comment> {
    let mut found = Vec::new();
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
        let is_known =
            words.starts_with("relist") || words.starts_with("prettier-ignore") || mark(words).is_some();
        if is_known && code.peek().is_none_or(|code| code.start >= position) {
            found.push(Comment { span: Span::new(start, position), text });
        }
    }
    found
}

/// What a comment marks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct CommentMark<'src> {
    edge: Edge,
    /// What stands beside a word in small letters: the block ends where the same name does.
    name: Option<&'src str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// `START trees`, in capitals anywhere in a comment, or `trees:start`, `start: trees`, tied to a name by a sign.
fn mark(comment: &str) -> Option<CommentMark<'_>> {
    let mut words = comment.split(|c: char| !c.is_ascii_alphanumeric());
    let capitals = words.find_map(|word| match word {
        "START" | "BEGIN" => Some(Edge::Start),
        "END" | "STOP" => Some(Edge::End),
        _ => None,
    });
    let unnamed = capitals.map(|edge| CommentMark { edge, name: None });
    unnamed.or_else(|| {
        let (edge, name) = named(comment)?;
        // A table of contents is kept up to date by `relist`, too, and what another tool ignores is not its own.
        let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !["toc", "ignore"].iter().any(|other| name.to_ascii_lowercase().contains(other));
        is_name.then_some(CommentMark { edge, name: Some(name) })
    })
}

fn named(comment: &str) -> Option<(Edge, &str)> {
    const WORDS: [(&str, Edge); 4] =
        [("start", Edge::Start), ("begin", Edge::Start), ("end", Edge::End), ("stop", Edge::End)];
    let is_sign = |c: char| matches!(c, ':' | '-' | '_' | '.');
    let behind = |word: &str| {
        let name = comment.strip_suffix(word)?;
        name.ends_with(is_sign).then(|| name.trim_end_matches(|c: char| is_sign(c) || c == ' '))
    };
    let before = |word: &str| {
        let name = comment.strip_prefix(word)?;
        name.starts_with(is_sign).then(|| name.trim_start_matches(|c: char| is_sign(c) || c == ' '))
    };
    WORDS.into_iter().find_map(|(word, edge)| Some((edge, behind(word).or_else(|| before(word))?)))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the blocks of `source` hold between the lines of their marks.
    fn blocks(source: &str) -> Vec<String> {
        let mut all = Vec::new();
        comments(source, Span::new(0, source.len()), &mut all);
        let blocks = Generated::default().finish(source, &all, &expressions(source, std::iter::empty()));
        let inner = |block: &Span| {
            let lines: Vec<&str> = block.of(source).lines().collect();
            lines[1..lines.len() - 1].join(" ")
        };
        blocks.iter().map(inner).collect()
    }

    #[test]
    fn blocks_start_and_end_in_capitals_or_by_name() {
        for (start, end) in [
            ("START trees", "END trees"),
            ("BEGIN_TREES", "END_TREES"),
            ("TREES:START", "TREES:END"),
            ("START doctoc generated", "END doctoc"),
            ("trees:start", "trees:end"),
            ("start: trees", "end: trees"),
            ("readme: trees -start", "readme: trees -end"),
            ("trees_begin", "trees_end"),
        ] {
            assert_eq!(blocks(&format!("a\n<!-- {start} -->\nb\n<!-- {end} -->\nc\n")), ["b"], "{start}");
            assert_eq!(blocks(&format!("a\n{{/* {start} */}}\nb\n{{/* {end} */}}\nc\n")), ["b"], "{start}");
        }
    }

    #[test]
    fn remarks_and_halves_are_no_blocks() {
        for (start, end) in [
            ("start trees", "end trees"),
            ("the trees start here", "the trees end here"),
            ("trees:start", "shrubs:end"),
            ("trees:start", "END trees"),
            ("START trees", "trees:end"),
            ("start", "end"),
            ("toc-start", "toc-end"),
            ("tool:ignore:start", "tool:ignore:end"),
            ("trees:end", "trees:start"),
        ] {
            let source = format!("a\n<!-- {start} -->\nb\n<!-- {end} -->\nc\n");
            assert_eq!(blocks(&source), [""; 0], "{start}");
        }
    }
}
