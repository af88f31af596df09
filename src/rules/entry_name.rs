//! How an entry is called in a message.

use crate::document::{Cell, Document, name_link};

/// The text by which a reader knows the entry whose name is `cell`: its link, where the cell starts with links or
/// badges, or else all of its text. White space is evened out.
pub(crate) fn shown_name(document: &Document<'_>, cell: &Cell) -> String {
    let links = document.cell_links(cell);
    let starts_with_links = links.first().is_some_and(|first| {
        let before = document.source().get(cell.content.start..first.span.start).unwrap_or_default();
        !before.contains(char::is_alphanumeric)
    });
    let text = document.cell_text(cell);
    let link = name_link(links).filter(|_| starts_with_links);
    let shown = link.map_or(text.as_str(), |link| &link.text);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
