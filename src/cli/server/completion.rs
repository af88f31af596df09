//! The places of a document that a link can lead to, offered where one is typed: `](#`, `[label]: #`, `href="#`.

use std::collections::HashSet;

use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, TextEdit};

use super::text::Text;
use crate::document::Document;
use crate::text::Span;

/// What an anchor belongs to.
const BEFORE: [&str; 5] = ["](", "](<", "]: ", "href=\"", "href='"];

/// The anchors of the document where `position` is in one, and nothing elsewhere.
pub(super) fn at(text: &Text, position: Position) -> Vec<CompletionItem> {
    let (source, offset) = (text.source(), text.offset(position));
    let Some(typed) = typed(&source[text.line(text.line_of(offset)).start..offset]) else {
        return Vec::new();
    };
    let behind = source[offset..].find(|c| !is_of_anchor(c)).map_or(source.len(), |len| offset + len);
    let range = text.places().range(Span::new(offset - typed, behind));
    let mut seen = HashSet::new();
    let anchors = Document::parse(source).anchor_places().into_iter();
    let anchors = anchors.filter(|anchor| !anchor.name.is_empty() && seen.insert(anchor.name.clone()));
    anchors
        .enumerate()
        .map(|(index, anchor)| CompletionItem {
            label: format!("#{}", anchor.name),
            kind: Some(CompletionItemKind::REFERENCE),
            detail: anchor.heading.map(|heading| heading.title),
            // As the document has them, and not by letters.
            sort_text: Some(format!("{index:06}")),
            filter_text: Some(anchor.name.clone()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, anchor.name))),
            ..CompletionItem::default()
        })
        .collect()
}

/// How many bytes at the end of `line` are the start of an anchor, its `#` left out.
fn typed(line: &str) -> Option<usize> {
    let start = line.rfind(|c| !is_of_anchor(c))?;
    let before = line[..=start].strip_suffix('#')?;
    BEFORE.iter().any(|known| before.ends_with(known)).then(|| line.len() - start - 1)
}

fn is_of_anchor(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(character, '#' | '(' | ')' | '<' | '>' | '"' | '\'' | '[' | ']' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::server::text::Encoding;

    /// What is offered at the `§`, which is not in the text.
    fn offered(source: &str) -> Vec<(String, u32, u32)> {
        let offset = source.find('§').unwrap();
        let text = Text::new(source.replace('§', ""), Encoding::Utf16);
        let position = text.places().position(offset);
        let edit = |item: CompletionItem| match item.text_edit {
            Some(CompletionTextEdit::Edit(edit)) => {
                (edit.new_text, edit.range.start.character, edit.range.end.character)
            }
            other => panic!("{other:?}"),
        };
        at(&text, position).into_iter().map(edit).collect()
    }

    #[test]
    fn anchors_are_offered_where_a_link_is_typed() {
        let sections = "\n\n# 模型\n\n## Tools\n\n## Tools\n";
        let all =
            |start, end| ["模型", "tools", "tools-1"].map(|name| (name.to_owned(), start, end)).to_vec();
        assert_eq!(offered(&format!("[🔥](#§{sections}")), all(6, 6));
        assert_eq!(offered(&format!("[a](#to§ols-2){sections}")), all(5, 12));
        assert_eq!(offered(&format!("[a]: #§{sections}")), all(6, 6));
        assert_eq!(offered(&format!("<a href=\"#§\">{sections}")), all(10, 10));
        for elsewhere in ["# §", "[a](b#§)", "[a](§)", "(#§)", "§"] {
            assert_eq!(offered(&format!("{elsewhere}{sections}")), [], "{elsewhere}");
        }
    }
}
