//! What a cell says, as HTML: its text with its links and its code, and nothing of its own markup.

use std::ops::Range;

use maud::{Markup, html};

use super::address;
use crate::convention::CellValue;
use crate::document::{Cell, Document, LinkKind};

/// The list's links are not the page's recommendations, and the page they lead to learns nothing of this one.
const REL: &str = "noopener nofollow";

/// What a part of a text is.
enum TextLook {
    Link(String),
    Code,
    /// The alternative text of an image: the page shows none, for it asks nothing of the web.
    Image,
}

/// The text of `cell` with what may be in it: links that lead somewhere safe, code, and what images are called.
pub(super) fn markup(document: &Document<'_>, cell: &Cell) -> Markup {
    let text = document.cell_text(cell);
    let (whole, bounds) = (text.untrimmed(), text.trimmed_range());
    let (parts, silent) = parts(document, cell);
    let mut pieces = Vec::with_capacity(2 * parts.len() + 1);
    let mut position = bounds.start;
    for (range, look) in parts {
        // A part inside of another one, such as an image in a link, is told by that one.
        if range.start >= position && range.end <= bounds.end {
            pieces.push((&whole[position..range.start], None));
            position = range.end;
            pieces.push((&whole[range], Some(look)));
        }
    }
    pieces.push((&whole[position..bounds.end], None));
    let told = html! {
        @for (text, look) in &pieces {
            @match look {
                Some(look) => (part(text, look)),
                None => (text),
            }
        }
        @for url in &silent {
            " " a href=(url) rel=(REL) { (address::host(url).unwrap_or(url)) }
        }
    };
    // Set by itself, a text from right to left keeps its own order on a page from left to right.
    if whole.contains(is_from_right) {
        html! { bdi { (told) } }
    } else {
        told
    }
}

/// Hebrew, Arabic and their neighbours.
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The same, marked as a time where it is one.
pub(super) fn dated(document: &Document<'_>, cell: &Cell, value: &CellValue) -> Markup {
    match value {
        CellValue::Date(date) => html! { time datetime=(date) { (markup(document, cell)) } },
        _ => markup(document, cell),
    }
}

fn part(text: &str, look: &TextLook) -> Markup {
    match look {
        TextLook::Link(url) => html! { a href=(url) rel=(REL) { (text) } },
        TextLook::Code => html! { code { (text) } },
        TextLook::Image => html! { span.alt { (text) } },
    }
}

/// The parts of a cell's text that are more than text, in its order, and the addresses of links that show none.
fn parts(document: &Document<'_>, cell: &Cell) -> (Vec<(Range<usize>, TextLook)>, Vec<String>) {
    let text = document.cell_text(cell);
    let place = |span| {
        let range = text.range_of(span);
        let shown = &text.untrimmed()[range.clone()];
        let start = range.end - shown.trim_start().len();
        start..start + shown.trim().len()
    };
    let (mut parts, mut silent) = (Vec::new(), Vec::new());
    for link in document.cell_links(cell) {
        let range = place(link.span);
        let look = match (link.kind, address::allowed(link)) {
            (LinkKind::Image, _) => TextLook::Image,
            (_, Some(url)) => TextLook::Link(url.into_owned()),
            (_, None) => continue,
        };
        match look {
            look if !range.is_empty() => parts.push((range, look)),
            TextLook::Link(url) => silent.push(url),
            _ => {}
        }
    }
    let code = document.cell_code(cell).map(|span| (place(span), TextLook::Code));
    parts.extend(code.filter(|(range, _)| !range.is_empty()));
    // Stable: of two that start together, a link comes before what it holds.
    parts.sort_by_key(|(range, _)| range.start);
    (parts, silent)
}

/// The tags in the cell of an item: its code and its badges, or all of its text without brackets.
pub(super) fn tags(document: &Document<'_>, cell: &Cell) -> Vec<String> {
    let source = document.source();
    let code = document.cell_code(cell);
    let code = code.map(|span| (span, span.of(source).trim_matches(['`', ' ']).to_owned()));
    let images = document.cell_links(cell).iter().filter(|link| link.kind == LinkKind::Image);
    let mut tags: Vec<_> = code.chain(images.map(|image| (image.span, image.text.to_string()))).collect();
    tags.sort_by_key(|(span, _)| *span);
    let mut tags: Vec<String> = tags.into_iter().map(|(_, tag)| tag).filter(|tag| !tag.is_empty()).collect();
    if tags.is_empty() {
        let text = document.cell_text(cell).as_str().trim_matches(['(', ')', '[', ']']);
        tags.extend(Some(text.to_owned()).filter(|text| !text.is_empty()));
    }
    tags
}

/// The tags, if they are all that their cell says: there are no links, and nothing stands between them but signs.
pub(super) fn chips(document: &Document<'_>, cell: &Cell) -> Option<Vec<String>> {
    let tags = tags(document, cell);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let told: usize = tags.iter().map(|tag| letters(tag)).sum();
    let links = document.cell_links(cell).iter().any(|link| link.kind != LinkKind::Image);
    (!links && told == letters(document.cell_text(cell).as_str())).then_some(tags)
}

#[cfg(test)]
mod tests {
    use super::markup;
    use crate::document::Document;

    #[track_caller]
    fn assert_markup(cell: &str, expected: &str) {
        let source = format!("| a |\n|---|\n| {cell} |\n");
        let document = Document::parse(&source);
        let listing = &document.listings()[0];
        let html = markup(&document, &listing.cells(&listing.entries()[0])[0]).into_string();
        assert_eq!(html.replace(" rel=\"noopener nofollow\"", ""), expected, "{cell}");
    }

    #[test]
    fn text_is_escaped_and_markup_is_dropped() {
        assert_markup("a **b** _c_ ~~d~~ &lt;e> &amp; \\*", "a b c d &lt;e&gt; &amp; *");
        assert_markup("<script>alert(1)</script> <img src=x onerror=alert(1)>x", "alert(1) x");
        assert_markup("`<b>` code", "<code>&lt;b&gt;</code> code");
    }

    #[test]
    fn links_stand_where_they_stand_in_the_text() {
        assert_markup(
            "code [code](https://a.example) https://b.example.",
            "code <a href=\"https://a.example\">code</a> <a href=\"https://b.example\">https://b.example</a>.",
        );
        assert_markup(
            "[`x` **y**](https://a.example/?a=1&b=\"2\") www.b.example",
            "<a href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\">x y</a> <a href=\"http://www.b.example\">www.b.example</a>",
        );
        assert_markup("[a](javascript:alert(1)) [b](b.md)", "a <a href=\"b.md\">b</a>");
        assert_markup("<a href='https://a.example'>a</a>", "<a href=\"https://a.example\">a</a>");
        assert_markup("&lt;[a &amp; b](c) d", "&lt;<a href=\"c\">a &amp; b</a> d");
    }

    #[test]
    fn text_from_right_to_left_is_set_by_itself() {
        assert_markup("راهنمای زبان R", "<bdi>راهنمای زبان R</bdi>");
    }

    #[test]
    fn images_leave_what_they_are_called() {
        assert_markup("![logo](https://a.example/x.png) a", "<span class=\"alt\">logo</span> a");
        assert_markup(
            "[![stars](https://i.example/s)](https://a.example)",
            "<a href=\"https://a.example\">stars</a>",
        );
        assert_markup(
            "a [![](https://i.example/s)](https://www.a.example/b)",
            "a <a href=\"https://www.a.example/b\">a.example</a>",
        );
    }
}
