//! The lists in a run of tokens, as a tree.

use std::ops::Range;

use super::super::token::{TokenKind, TokenStore};
use crate::text::Span;

/// A list and its items.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Its tokens, its start and its end included.
    pub(super) tokens: Range<usize>,
    pub(super) items: Vec<Item>,
}

/// An item and what was found in it.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// From its marker to its end.
    pub(super) span: Span,
    /// All its tokens, its start and its end included.
    pub(super) tokens: Range<usize>,
    /// The inline tokens of its first paragraph.
    pub(super) head: Range<usize>,
    /// Where the last of them ends.
    pub(super) head_end: usize,
    /// The inline tokens of the first paragraph of the first item nested in it, if that is what follows the head.
    pub(super) nested_head: Option<Range<usize>>,
    /// The lists nested in it.
    pub(super) lists: Vec<List>,
}

/// An element that is open.
enum Open {
    List(List),
    Item(Item),
    Other,
}

/// The outermost lists from the token `first` on.
///
/// Lists that hold a table are left out, together with those that they stand in: a table is a listing of its own.
pub(super) fn lists(store: &TokenStore<'_>, first: usize) -> Vec<List> {
    let mut open: Vec<Open> = Vec::new();
    let mut done = Vec::new();
    for index in first..store.len() {
        let token = store.slice(index..index + 1)[0];
        match token.kind {
            TokenKind::Start => {
                let name = store.name(token);
                let element = match name {
                    "li" => Open::Item(Item {
                        span: token.span(),
                        tokens: index..index,
                        head: index + 1..index + 1,
                        ..Item::default()
                    }),
                    name if name == "ul" || name.starts_with("List(") => {
                        Open::List(List { tokens: index..index, items: Vec::new() })
                    }
                    _ => Open::Other,
                };
                open.push(element);
            }
            TokenKind::LinkStart | TokenKind::ImageStart => open.push(Open::Other),
            TokenKind::End => match open.pop() {
                Some(Open::Item(mut item)) => {
                    item.tokens.end = index + 1;
                    read_head(store, &mut item);
                    if let Some(Open::List(list)) = open.last_mut() {
                        list.items.push(item);
                    }
                }
                Some(Open::List(mut list)) => {
                    list.tokens.end = index + 1;
                    match open.iter_mut().rev().find_map(|open| match open {
                        Open::Item(item) => Some(item),
                        _ => None,
                    }) {
                        Some(item) => item.lists.push(list),
                        None => done.push(list),
                    }
                }
                Some(Open::Other) | None => {}
            },
            _ => {}
        }
    }
    done
}

/// Finds the first paragraph of an item, tight or loose, and that of the first item nested in it.
fn read_head(store: &TokenStore<'_>, item: &mut Item) {
    let inner = item.tokens.start + 1..item.tokens.end - 1;
    item.head = paragraph(store, inner);
    let last = store.slice(item.head.clone()).iter().map(|token| token.span().end).max();
    item.head_end = last.unwrap_or(item.span.start + 1);
    // A loose paragraph has its end behind its last inline token.
    let mut after = item.head.end;
    if store.slice(after..after + 1).first().is_some_and(|token| token.kind == TokenKind::End) {
        after += 1;
    }
    let nested = item.lists.first().filter(|list| list.tokens.start == after);
    item.nested_head = nested.and_then(|list| list.items.first()).map(|item| item.head.clone());
}

/// The inline tokens at the start of `range`.
fn paragraph(store: &TokenStore<'_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    let is_start_of = |index: usize, names: fn(&str) -> bool| {
        let token = store.slice(index..index + 1).first().copied();
        token.is_some_and(|token| token.kind == TokenKind::Start && names(store.name(token)))
    };
    let loose = start < range.end && is_start_of(start, |name| name == "p");
    start += usize::from(loose);
    let mut depth = 0usize;
    let mut end = start;
    while end < range.end {
        let token = store.slice(end..end + 1)[0];
        match token.kind {
            TokenKind::Start if depth == 0 && !is_inline(store.name(token)) => break,
            TokenKind::Html => break,
            TokenKind::Start | TokenKind::LinkStart | TokenKind::ImageStart => depth += 1,
            TokenKind::End if depth == 0 => break,
            TokenKind::End => depth -= 1,
            TokenKind::Other if depth == 0 && store.name(token) == "rule" => break,
            _ => {}
        }
        end += 1;
    }
    start..end
}

fn is_inline(name: &str) -> bool {
    matches!(name, "em" | "strong" | "del" | "Subscript" | "Superscript")
}
