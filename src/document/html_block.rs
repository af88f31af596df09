//! Links in blocks of HTML: `<li><a href="…">name</a></li>` is as much of a link as one in markdown.

use std::borrow::Cow;

use super::link::{Link, LinkKind, attribute};
use crate::text::Span;

/// Where in a block of HTML a line starts.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum HtmlBlock {
    #[default]
    Start,
    Inside,
    Comment,
    /// The text of a `<pre>` or a `<script>`, up to the end of the block.
    Verbatim,
}

impl HtmlBlock {
    /// Adds the links of the next line, or of several.
    pub(super) fn read<'src>(&mut self, source: &'src str, lines: Span, found: &mut Vec<Link<'src>>) {
        let text = lines.of(source);
        if *self == Self::Start {
            *self = if is_verbatim(text) { Self::Verbatim } else { Self::Inside };
        }
        let mut position = 0;
        while *self != Self::Verbatim {
            let rest = &text[position..];
            if *self == Self::Comment {
                let Some(end) = rest.find("-->") else { return };
                *self = Self::Inside;
                position += end + 3;
                continue;
            }
            let Some(at) = memchr::memchr(b'<', rest.as_bytes()) else { return };
            let tag = &rest[at..];
            if tag.starts_with("<!--") {
                *self = Self::Comment;
                position += at + 4;
                continue;
            }
            let Some(end) = memchr::memchr(b'>', tag.as_bytes()) else { return };
            position += at + end + 1;
            if is_anchor(tag) {
                let tag = Span::new(position - end - 1, position).shifted(lines.start);
                found.extend(link(source, tag, lines.end));
            }
        }
    }
}

/// The link that `tag` opens, with its text where that follows up to `end`, and holds no tags of its own.
fn link(source: &str, tag: Span, end: usize) -> Option<Link<'_>> {
    let url_span = attribute(source, tag, "href")?;
    let inside = Span::new(tag.end, end).of(source);
    let close = memchr::memchr(b'<', inside.as_bytes()).filter(|&at| inside[at..].starts_with("</"));
    let text = close.map_or("", |close| inside[..close].trim());
    Some(Link {
        kind: LinkKind::Html,
        span: Span::new(tag.start, tag.end + close.unwrap_or(0)),
        text: Cow::Borrowed(text),
        url: Cow::Borrowed(url_span.of(source)),
        url_span: Some(url_span),
        defined_at: None,
    })
}

fn is_anchor(tag: &str) -> bool {
    matches!(tag.as_bytes(), [b'<', b'a' | b'A', space, ..] if space.is_ascii_whitespace())
}

/// Whether a block shows its text as it is written.
fn is_verbatim(text: &str) -> bool {
    let Some(name) = text.trim_start().strip_prefix('<') else { return false };
    ["pre", "script", "style", "textarea"].iter().any(|verbatim| {
        let start = name.get(..verbatim.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(verbatim))
            && !name[verbatim.len()..].starts_with(|c: char| c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn links(source: &str) -> Vec<(String, String)> {
        let document = Document::parse(source);
        document.prose_links().iter().map(|link| (link.text.to_string(), link.url.to_string())).collect()
    }

    #[test]
    fn links_in_blocks_are_read() {
        let source = "<ul>\n<li><a href=\"https://a.example\">Ash</a>, <A HREF='https://e.example'><b>Elm</b></A>\n</ul>\n";
        let expected = [("Ash", "https://a.example"), ("", "https://e.example")];
        assert_eq!(links(source), expected.map(|(text, url)| (text.to_owned(), url.to_owned())));
    }

    #[test]
    fn what_a_page_does_not_show_as_a_link_is_none() {
        for source in [
            "<!-- <a href=\"x\">y</a>\n<a href=\"x\">y</a> -->\n",
            "<pre>\n<a href=\"x\">y</a>\n</pre>\n",
            "<div>\n<!--\n<a href=\"x\">y</a>\n-->\n</div>\n",
            "<div><abbr href=\"x\">y</abbr><a name=\"x\"></a></div>\n",
        ] {
            assert_eq!(links(source), [], "{source}");
        }
    }
}
