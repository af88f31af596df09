//! The lists in a run of tokens, as a tree.
//!
//! A list holds items, and an item lists. Lists stand in one row and items in another, both in the order of the text, and
//! each knows where what is nested in it ends: a tree that takes two allocations, however many lists there are.

use std::iter;
use std::ops::Range;

use super::super::token::{Name, Token, TokenKind, TokenStore};
use crate::text::Span;

/// All lists and items, what is nested in others included.
#[derive(Debug, Default)]
pub(super) struct Outline {
    lists: Vec<ReadList>,
    items: Vec<ReadItem>,
    /// The elements that are open while tokens are read.
    open: Vec<Open>,
}

/// A list.
#[derive(Debug)]
pub(super) struct ReadList {
    /// Its tokens, its start and its end included.
    pub(super) tokens: Range<usize>,
    /// Its items, and all that are nested in them.
    items: Range<usize>,
    /// Where the lists end that are nested in it.
    next: usize,
}

/// An item and what was found in it.
#[derive(Debug)]
pub(super) struct ReadItem {
    /// From its marker to its end.
    pub(super) span: Span,
    /// All its tokens, its start and its end included.
    pub(super) tokens: Range<usize>,
    /// The inline tokens of its first paragraph.
    pub(super) head: Range<usize>,
    /// Where the last of them ends; nothing where there is none.
    pub(super) head_end: Option<usize>,
    /// The inline tokens of the first paragraph of the first item nested in it, if that is what follows the head.
    pub(super) nested_head: Option<Range<usize>>,
    /// The inline tokens of the paragraph right below its first one.
    pub(super) second: Option<Range<usize>>,
    /// The lists nested in it, and all that are nested in those.
    pub(super) lists: Range<usize>,
    /// Where the block of code or HTML ends that is the last thing in it.
    pub(super) open_code: Option<usize>,
    /// Where the items end that are nested in it.
    next: usize,
}

impl Outline {
    /// The lists that stand in no other, of those with the indexes `range`.
    pub(super) fn outermost(&self, range: Range<usize>) -> impl Iterator<Item = &ReadList> {
        let mut next = range.start;
        iter::from_fn(move || {
            let list = self.lists[..range.end].get(next)?;
            next = list.next;
            Some(list)
        })
    }

    /// The indexes of all lists.
    pub(super) fn all_lists(&self) -> Range<usize> {
        0..self.lists.len()
    }

    /// The first item of all.
    pub(super) fn first(&self) -> Option<&ReadItem> {
        self.items.first()
    }

    /// The items of `list`.
    pub(super) fn items(&self, list: &ReadList) -> impl Iterator<Item = &ReadItem> {
        let mut next = list.items.start;
        iter::from_fn(move || {
            let item = self.items[..list.items.end].get(next)?;
            next = item.next;
            Some(item)
        })
    }

    /// Whether the first list nested in `item` has one item alone.
    pub(super) fn has_only_one_nested(&self, item: &ReadItem) -> bool {
        self.outermost(item.lists.clone()).next().is_some_and(|list| self.items(list).take(2).count() == 1)
    }
}

/// An element that is open.
#[derive(Debug)]
enum Open {
    List(usize),
    Item(usize),
    /// Code between fences, or HTML: what is open at its end goes up to the end of the item, blank lines included.
    Code,
    Other,
}

impl Outline {
    /// Reads the lists from the token `first` on, in place of those that were read before.
    pub(super) fn read(&mut self, source: &str, store: &TokenStore<'_>, first: usize) {
        self.lists.clear();
        self.items.clear();
        self.open.clear();
        // Most items have six tokens and more.
        self.items.reserve((store.len() - first) / 6);
        // Where the code ends that nothing but ends of elements follow.
        let mut code = None;
        for (offset, token) in store.slice(first..store.len()).iter().enumerate() {
            let index = first + offset;
            code = code.filter(|_| token.kind == TokenKind::End);
            match token.kind {
                TokenKind::Start => {
                    let element = self.start(source, store, index, *token);
                    self.open.push(element);
                }
                TokenKind::LinkStart | TokenKind::ImageStart => self.open.push(Open::Other),
                TokenKind::End => match self.open.pop() {
                    Some(Open::List(list)) => self.end_list(list, index),
                    Some(Open::Item(item)) => {
                        self.items[item].open_code = code;
                        self.end_item(store, item, index);
                    }
                    Some(Open::Code) => code = Some(token.span().end),
                    Some(Open::Other) | None => {}
                },
                _ => {}
            }
        }
    }

    fn start(&mut self, source: &str, store: &TokenStore<'_>, index: usize, token: Token) -> Open {
        let (list, item) = (self.lists.len(), self.items.len());
        if token.is_named(Name::Item) {
            // Behind a tab that is only partly indent, an item is given with that, and with the end of the line before it.
            let span = token.span();
            let text = span.of(source).trim_start_matches(['\r', '\n', '\t', ' ']);
            self.items.push(ReadItem {
                span: Span::new(span.end - text.len(), span.end),
                tokens: index..index + 1,
                head: index + 1..index + 1,
                head_end: None,
                nested_head: None,
                second: None,
                open_code: None,
                lists: list..list,
                next: item + 1,
            });
            Open::Item(item)
        } else if store.is_list(token) {
            self.lists.push(ReadList { tokens: index..index + 1, items: item..item, next: list + 1 });
            Open::List(list)
        } else if token.is_named(Name::Html) || store.name(token).starts_with("CodeBlock(Fenced") {
            Open::Code
        } else {
            Open::Other
        }
    }

    fn end_list(&mut self, list: usize, index: usize) {
        let next = self.lists.len();
        let list = &mut self.lists[list];
        list.tokens.end = index + 1;
        list.items.end = self.items.len();
        list.next = next;
    }

    /// Finds the first paragraph of an item, tight or loose, and that of the first item nested in it.
    fn end_item(&mut self, store: &TokenStore<'_>, item: usize, index: usize) {
        let (next_list, next_item) = (self.lists.len(), self.items.len());
        let ReadItem { tokens, lists, .. } = &self.items[item];
        let head = paragraph(store, tokens.start + 1..index);
        let inline = store.slice(head.clone());
        // The end of an element has all of the element's bytes, so that no other token ends behind the last.
        let head_end = inline.last().map(|last| last.span().end);
        debug_assert!(inline.iter().all(|token| Some(token.span().end) <= head_end), "tokens end in order");
        // A loose paragraph has its end behind its last inline token.
        let is_end = |token: &Token| token.kind == TokenKind::End;
        let after = head.end + usize::from(store.slice(head.end..head.end + 1).iter().any(is_end));
        let nested = self.lists.get(lists.start).filter(|list| list.tokens.start == after);
        let nested = nested.and_then(|list| self.items.get(list.items.start));
        let nested_head = nested.map(|item| item.head.clone());
        let is_paragraph =
            store.slice(after..after + 1).iter().any(|token| token.is_start_of(Name::Paragraph));
        let second = (is_paragraph && after < index).then(|| paragraph(store, after..index));
        let item = &mut self.items[item];
        item.tokens.end = index + 1;
        item.lists.end = next_list;
        item.next = next_item;
        (item.head, item.head_end, item.nested_head, item.second) = (head, head_end, nested_head, second);
    }
}

/// The inline tokens at the start of `range`.
fn paragraph(store: &TokenStore<'_>, range: Range<usize>) -> Range<usize> {
    let tokens = store.slice(range.clone());
    let is_loose = tokens.first().is_some_and(|token| token.is_start_of(Name::Paragraph));
    let mut depth = 0usize;
    let start = usize::from(is_loose);
    let mut end = start;
    for token in &tokens[start..] {
        match token.kind {
            TokenKind::Start if depth == 0 && !is_inline(store, *token) => break,
            TokenKind::Html => break,
            TokenKind::Start | TokenKind::LinkStart | TokenKind::ImageStart => depth += 1,
            TokenKind::End if depth == 0 => break,
            TokenKind::End => depth -= 1,
            TokenKind::Other if depth == 0 && token.is_named(Name::Rule) => break,
            _ => {}
        }
        end += 1;
    }
    range.start + start..range.start + end
}

fn is_inline(store: &TokenStore<'_>, token: Token) -> bool {
    match token.known_name() {
        Some(name) => matches!(name, Name::Emphasis | Name::Strong | Name::Strikethrough),
        None => matches!(store.name(token), "Subscript" | "Superscript"),
    }
}
