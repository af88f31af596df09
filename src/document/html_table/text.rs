//! A run of HTML as one text, in which every byte has the place that it has in the source.

use std::borrow::Cow;

use super::super::html::{PieceKind, Tag, pieces};
use super::rows::{FoundTable, tables};
use crate::text::Span;

/// The text of a run.
pub(super) struct RunText<'src> {
    span: Span,
    /// What stands before the lines, in a quote or an item, is white space here.
    masked: Cow<'src, str>,
    /// What stands before this place is in a comment.
    visible: usize,
    /// How many quotes it stands in, as far as it has several lines.
    pub(super) quotes: usize,
}

impl<'src> RunText<'src> {
    /// The text of these pieces of the source, of which nothing before `visible` shows; none where something else stands
    /// between them.
    pub(super) fn of(
        source: &'src str,
        mut parts: impl Iterator<Item = Span>,
        visible: usize,
    ) -> Option<Self> {
        let first = parts.next()?;
        let (mut span, mut text, mut quotes) = (first, Cow::Borrowed(""), 0);
        for part in parts {
            let between = Span::new(span.end, part.start).of(source);
            if !between.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>') {
                return None;
            }
            if between.contains(|c| c != '\n' && c != '\r') {
                let text = text.to_mut();
                text.push_str(Span::new(first.start + text.len(), span.end).of(source));
                text.extend(between.chars().map(|c| if c == '\n' || c == '\r' { c } else { ' ' }));
            }
            let prefix = between.rsplit(['\n', '\r']).next().unwrap_or_default();
            quotes = quotes.max(prefix.matches('>').count());
            span.end = part.end;
        }
        match &mut text {
            Cow::Borrowed(text) => *text = span.of(source),
            Cow::Owned(text) => text.push_str(Span::new(first.start + text.len(), span.end).of(source)),
        }
        Some(Self { span, masked: text, visible, quotes })
    }

    /// Where the line starts on which `offset` lies, if nothing but white space stands between the two, and what a quote or an
    /// item puts there.
    pub(super) fn line_start(&self, source: &str, offset: usize) -> Option<usize> {
        let before = self.slice(Span::new(self.span.start, offset)).trim_end_matches([' ', '\t']);
        if before.is_empty() {
            let before = source[..self.span.start].trim_end_matches([' ', '\t', '>']);
            return (before.is_empty() || before.ends_with(['\n', '\r'])).then_some(before.len());
        }
        before.ends_with(['\n', '\r']).then_some(self.span.start + before.len())
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        self.masked.get(span.start - self.span.start..span.end - self.span.start).unwrap_or_default()
    }

    /// The tables that are understood, in their order.
    pub(super) fn tables(&self) -> Vec<FoundTable> {
        if self.span.start < self.visible || !has_tag(&self.masked, b"table") {
            return Vec::new();
        }
        tables(&self.masked, self.span.start)
    }

    /// The lists, each with those that are nested in it.
    pub(super) fn lists(&self) -> Vec<Span> {
        if self.span.start < self.visible || !has_tag(&self.masked, b"li") {
            return Vec::new();
        }
        let (mut lists, mut depth) = (Vec::new(), 0_usize);
        pieces(&self.masked, self.span.start, |piece| match piece.kind {
            PieceKind::Start { tag: Tag::List, .. } => {
                if depth == 0 {
                    // It ends with the text where its own end is missing.
                    lists.push(Span::new(piece.span.start, self.span.end));
                }
                depth += 1;
            }
            PieceKind::End(Tag::List) => {
                depth = depth.saturating_sub(1);
                if let Some(list) = lists.last_mut().filter(|_| depth == 0) {
                    list.end = list.end.min(piece.span.end);
                }
            }
            _ => {}
        });
        lists
    }

    /// Where a comment ends that is left open at the end of the text; 0 where none is.
    pub(super) fn open_comment(&self, source: &str) -> usize {
        let open = memchr::memmem::rfind(self.masked.as_bytes(), b"<!--");
        let is_open = open.is_some_and(|at| !self.masked[at + 4..].contains("-->"));
        if !is_open || self.span.start < self.visible {
            return 0;
        }
        let rest = &source.as_bytes()[self.span.end..];
        memchr::memmem::find(rest, b"-->").map_or(source.len(), |end| self.span.end + end)
    }
}

fn has_tag(text: &str, name: &[u8]) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .any(|at| bytes.get(at + 1..at + 1 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name)))
}
