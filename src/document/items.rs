//! Lists as markdown has them: items, and what is nested in them, whether they are listings or not.
//!
//! Two people who add an item at the end of one list are as common as two who add a row, and most such lists are too
//! short, or too free, to be listings.

use std::mem;

use super::Document;
use super::link::{self, Link};
use super::token::{Token, TokenKind};
use crate::text::Span;

/// A bullet list or a numbered one (GFM §5.3), each item on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its items, in the order of the text; there is at least one.
    pub items: Vec<Item>,
    /// Whether GitHub sets its items close together: no blank line stands between or inside them.
    pub is_tight: bool,
}

/// One item, with all that is nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its whole lines, from the one with its marker to the last that is not blank.
    pub span: Span,
    /// The marker: `-`, `*`, `+`, `1.`, `1)`.
    pub marker: Span,
    /// The lists in it, in the order of the text.
    pub lists: Vec<List>,
    /// Its own tokens, those of the lists in it left out.
    tokens: Vec<(usize, usize)>,
}

impl List {
    /// All lines of its items.
    #[must_use]
    pub fn span(&self) -> Span {
        match (self.items.first(), self.items.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

impl<'src> Document<'src> {
    /// The lists of the document that are not in another list, in the order of the text.
    ///
    /// One whose items share lines with each other, or with an item that it is nested in, is left out.
    ///
    /// ```
    /// use relist::document::Document;
    ///
    /// let source = "# Tools\n\n- jq\n  - gojq\n- yq\n\nMore.\n";
    /// let lists = Document::parse(source).lists();
    /// assert_eq!(lists.len(), 1);
    /// assert_eq!(lists[0].items[0].span.of(source), "- jq\n  - gojq\n");
    /// assert_eq!(lists[0].items[0].lists[0].items[0].span.of(source), "  - gojq\n");
    /// ```
    #[must_use]
    pub fn lists(&self) -> Vec<List> {
        let mut reader = ItemReader { document: self, open: Vec::new(), found: Vec::new() };
        for (index, &token) in self.tokens.slice(0..self.tokens.len()).iter().enumerate() {
            reader.read(index, token);
        }
        reader.found
    }

    /// The links of an item, those of the lists in it left out.
    #[must_use]
    pub fn item_links(&self, item: &Item) -> Vec<Link<'src>> {
        let ranges = item.tokens.iter();
        ranges
            .flat_map(|&(start, end)| {
                let mut links = Vec::new();
                link::add_links(self.source, &self.tokens, self.tokens.slice(start..end), &mut links);
                links
            })
            .collect()
    }

    /// What a reader sees of an item, that of the lists in it left out.
    #[must_use]
    pub fn item_text(&self, item: &Item) -> String {
        let mut text = String::new();
        for &(start, end) in &item.tokens {
            for &token in self.tokens.slice(start..end) {
                match token.kind {
                    TokenKind::Text | TokenKind::Code => text.push_str(self.tokens.text(self.source, token)),
                    TokenKind::Break => text.push(' '),
                    _ => {}
                }
            }
        }
        text
    }
}

/// What is open while the tokens go by.
enum OpenItems {
    List { items: Vec<Item>, is_whole: bool, is_tight: bool },
    Item { start: Span, lists: Vec<List>, tokens: Vec<(usize, usize)>, from: usize },
    Other,
}

struct ItemReader<'a, 'src> {
    document: &'a Document<'src>,
    open: Vec<OpenItems>,
    found: Vec<List>,
}

impl ItemReader<'_, '_> {
    fn read(&mut self, index: usize, token: Token) {
        match token.kind {
            TokenKind::Start => self.start(index, token),
            TokenKind::LinkStart | TokenKind::ImageStart => self.open.push(OpenItems::Other),
            TokenKind::End => self.end(index),
            _ => {}
        }
    }

    fn start(&mut self, index: usize, token: Token) {
        let name = self.document.tokens.text(self.document.source, token);
        let opened = if name == "li" {
            // Behind a tab that is only partly indent, an item is given with the end of the line before it.
            let span = token.span();
            let text = span.of(self.document.source).trim_start_matches(['\r', '\n']);
            let start = Span::new(span.end - text.len(), span.end);
            OpenItems::Item { start, lists: Vec::new(), tokens: Vec::new(), from: index + 1 }
        } else if name == "ul" || name.starts_with("List(") {
            // The tokens of an item end where a list in it starts.
            if let Some(OpenItems::Item { tokens, from, .. }) =
                self.open.iter_mut().rev().find(|open| matches!(open, OpenItems::Item { .. }))
            {
                tokens.push((*from, index));
            }
            OpenItems::List { items: Vec::new(), is_whole: true, is_tight: true }
        } else {
            if name == "p"
                && let [.., OpenItems::List { is_tight, .. }, OpenItems::Item { .. }] =
                    self.open.as_mut_slice()
            {
                *is_tight = false;
            }
            OpenItems::Other
        };
        self.open.push(opened);
    }

    fn end(&mut self, index: usize) {
        match self.open.pop() {
            Some(OpenItems::Item { start, lists, mut tokens, from }) => {
                tokens.push((from, index));
                let item = self.item(start, lists, tokens);
                if let Some(OpenItems::List { items, is_whole, .. }) = self.open.last_mut() {
                    *is_whole &= items.last().is_none_or(|last| last.span.end <= item.span.start);
                    items.push(item);
                }
            }
            Some(OpenItems::List { items, is_whole, is_tight }) => {
                let list = (is_whole && !items.is_empty()).then_some(List { items, is_tight });
                self.close_list(index, list);
            }
            Some(OpenItems::Other) | None => {}
        }
    }

    fn close_list(&mut self, index: usize, list: Option<List>) {
        let around = self.open.iter_mut().rev().find(|open| matches!(open, OpenItems::Item { .. }));
        match around {
            Some(OpenItems::Item { start, lists, from, .. }) => {
                *from = index + 1;
                let line = self.document.lines.line(start.start);
                let own_lines = |list: &List| self.document.lines.line(list.span().start) > line;
                lists.extend(list.filter(own_lines));
            }
            _ => self.found.extend(list),
        }
    }

    fn item(&self, span: Span, lists: Vec<List>, tokens: Vec<(usize, usize)>) -> Item {
        let (source, lines) = (self.document.source, &self.document.lines);
        let start = lines.line_span(source, lines.line(span.start)).start;
        let content = span.of(source);
        // In a quote a blank line has its sign.
        let is_blank = |c: char| c.is_whitespace() || c == '>';
        let last = span.start + content.trim_end_matches(is_blank).len().max(1) - 1;
        let end = lines.line_span(source, lines.line(last)).end;
        Item { span: Span::new(start, end), marker: marker(source, span), lists, tokens }
    }
}

/// The marker of the item in `span`, behind its indent: digits, if it is numbered, and a sign.
pub(super) fn marker(source: &str, span: Span) -> Span {
    let item = span.of(source);
    let text = item.trim_start();
    let len = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0) + 1;
    let start = span.start + item.len() - text.len();
    Span::new(start, start + len.min(text.len()))
}

impl Drop for List {
    /// Lists may be nested deeper than the stack is.
    fn drop(&mut self) {
        let mut left = mem::take(&mut self.items);
        while let Some(mut item) = left.pop() {
            item.lists.iter_mut().for_each(|list| left.append(&mut list.items));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Item};

    fn spans(source: &str) -> Vec<Vec<&str>> {
        let lists = Document::parse(source).lists();
        let texts = |items: &[Item]| items.iter().map(|item| item.span.of(source)).collect();
        lists.iter().map(|list| texts(&list.items)).collect()
    }

    #[test]
    fn blank_lines_at_the_end_of_items_are_left_out() {
        assert_eq!(spans("- a\n\n  b\n\n- c\n\nd\n"), [["- a\n\n  b\n", "- c\n"]]);
        assert_eq!(spans("> 1. a\n>\n> 2. b"), [["> 1. a\n", "> 2. b"]]);
        assert_eq!(spans("- a\n* b\n"), [["- a\n"], ["* b\n"]]);
    }

    #[test]
    fn an_item_behind_a_tab_starts_on_its_own_line() {
        for source in ["- a\n  more\n\t- b\n", "- a\nmore\n\t- b\n", "- a\r\n  more\r\n\t- b\r\n"] {
            let lists = Document::parse(source).lists();
            let inner = &lists[0].items[0].lists[0].items[0];
            assert_eq!(inner.span.of(source).trim_end(), "\t- b", "{source:?}");
            assert_eq!(inner.marker.of(source), "-");
        }
    }

    #[test]
    fn lists_that_share_lines_are_left_out() {
        let source = "- - a\n  - b\n- c\n";
        let lists = Document::parse(source).lists();
        assert_eq!(lists.len(), 1);
        assert!(lists[0].items[0].lists.is_empty());
    }

    #[test]
    fn links_of_nested_items_are_their_own() {
        let source = "- [a](https://a.example)\n  - [b](https://b.example) and *c*\n\n  after\n";
        let document = Document::parse(source);
        let lists = document.lists();
        let outer = &lists[0].items[0];
        assert_eq!(document.item_links(outer).len(), 1);
        assert_eq!(document.item_text(outer), "aafter");
        let inner = &outer.lists[0].items[0];
        assert_eq!(document.item_links(inner)[0].url, "https://b.example");
        assert_eq!(document.item_text(inner), "b and c");
        assert_eq!(inner.marker.of(source), "-");
    }
}
