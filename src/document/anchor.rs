//! The places in a document that a link can lead to.

use std::collections::HashMap;

use super::link::attribute;
use super::section::{Section, slug};
use super::token::{TokenKind, TokenStore};

/// The anchors of headings and tags, in this order.
pub(super) fn anchors(source: &str, sections: &[Section], tokens: &TokenStore<'_>) -> Vec<String> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut anchors: Vec<String> = Vec::with_capacity(sections.len());
    for section in sections {
        let base = slug(&section.title);
        let count = used.entry(base.clone()).or_default();
        anchors.push(if *count == 0 { base } else { format!("{base}-{count}") });
        *count += 1;
    }
    let tags = tokens
        .slice(0..tokens.len())
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Html | TokenKind::InlineHtml));
    for tag in tags.map(|token| token.span()) {
        let starts = tag.of(source).match_indices('<').map(|(start, _)| start);
        for start in starts {
            let rest = crate::text::Span::new(tag.start + start, tag.end);
            let end = rest.of(source).find('>').map_or(rest.end, |end| rest.start + end + 1);
            let one = crate::text::Span::new(rest.start, end);
            let found = ["id", "name"].into_iter().filter_map(|name| attribute(source, one, name));
            anchors.extend(found.map(|value| value.of(source).to_owned()));
        }
    }
    anchors
}
