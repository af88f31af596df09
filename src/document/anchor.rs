//! The places in a document that a link can lead to.

use std::collections::HashMap;

use super::link::attribute;
use super::section::untrimmed_slug;
use super::token::{Token, TokenKind, TokenStore};
use crate::text::Span;

/// A place that a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// Its name, without the `#`.
    pub(crate) name: String,
    /// Where it stands: a heading as a whole, or a tag.
    pub(crate) span: Span,
    /// What it is the anchor of, where GitHub made it of a heading.
    pub(crate) heading: Option<Heading>,
}

/// A heading, in markdown or HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 1 for `#` to 6 for `######`.
    pub(crate) level: u8,
    /// Its text without markup and images.
    pub(crate) title: String,
}

/// The anchors of headings and tags, in the order of the text.
pub(super) fn anchors(source: &str, tokens: &TokenStore<'_>) -> Vec<Anchor> {
    let mut finder = AnchorFinder {
        source,
        tokens,
        anchors: Vec::new(),
        used: HashMap::new(),
        state: AnchorState::default(),
    };
    for &token in tokens.slice(0..tokens.len()) {
        finder.read(token);
    }
    finder.anchors
}

/// Walks the tokens once; a heading may be written in markdown, or in HTML over several of them. Where a heading goes on in
/// the next line, GitHub drops the line end.
struct AnchorFinder<'a> {
    source: &'a str,
    tokens: &'a TokenStore<'a>,
    anchors: Vec<Anchor>,
    /// How often each anchor was asked for.
    used: HashMap<String, usize>,
    state: AnchorState,
}

#[derive(Default)]
struct AnchorState {
    /// The text of the heading that is open, as far as it was read.
    heading: Option<String>,
    /// Where that heading starts, and its level.
    opened: (Span, u8),
    /// How many images are open: their alternative text is none of the heading's.
    images: usize,
    /// Which of the open tags are headings and images.
    tags: Vec<TagRole>,
    in_comment: bool,
    /// A tag goes on in the next line.
    in_tag: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TagRole {
    Heading,
    Image,
    Other,
}

impl AnchorFinder<'_> {
    fn read(&mut self, token: Token) {
        let (tokens, source) = (self.tokens, self.source);
        match token.kind {
            TokenKind::Start if is_heading(tokens.text(source, token)) => {
                self.open_heading(token.span(), tokens.text(source, token));
                self.state.tags.push(TagRole::Heading);
            }
            TokenKind::ImageStart => {
                self.state.images += 1;
                self.state.tags.push(TagRole::Image);
            }
            TokenKind::Start | TokenKind::LinkStart => self.state.tags.push(TagRole::Other),
            TokenKind::End => match self.state.tags.pop() {
                Some(TagRole::Heading) => self.close_heading(),
                Some(TagRole::Image) => self.state.images = self.state.images.saturating_sub(1),
                _ => {}
            },
            TokenKind::Text
                if source[token.span().start..].starts_with("{:") && self.state.heading.is_none() =>
            {
                self.read_attribute_line(token.span().start);
            }
            TokenKind::Text | TokenKind::Code if self.state.images == 0 && self.state.heading.is_some() => {
                self.add_text(tokens.text(source, token));
            }
            TokenKind::Html | TokenKind::InlineHtml => self.read_html(token.span()),
            _ => {}
        }
    }

    fn open_heading(&mut self, span: Span, name: &str) {
        let level = name.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
        self.state.heading = Some(String::new());
        self.state.opened = (span, level);
    }

    fn add_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.state.heading {
            heading.push_str(text);
        }
    }

    /// Names the heading, with the number that GitHub adds to a name that is taken.
    fn close_heading(&mut self) {
        let Some(title) = self.state.heading.take() else { return };
        let base = untrimmed_slug(&title);
        let mut anchor = base.clone();
        while self.used.contains_key(&anchor) {
            let count = self.used.entry(base.clone()).or_default();
            *count += 1;
            anchor = format!("{base}-{count}");
        }
        self.used.insert(anchor.clone(), 0);
        let (span, level) = self.state.opened;
        let own = own_id(&title).map(|id| Anchor { name: id.to_owned(), span, heading: None });
        let heading = Some(Heading { level, title: title.trim().to_owned() });
        self.anchors.push(Anchor { name: anchor, span, heading });
        self.anchors.extend(own);
    }

    /// `{: #id}` alone on its line, which gives the block above it or below it a name.
    fn read_attribute_line(&mut self, start: usize) {
        let before = self.source[..start].trim_end_matches([' ', '\t', '>']);
        if before.is_empty() || before.ends_with(['\n', '\r']) {
            let line = self.source[start..].split(['\n', '\r']).next().unwrap_or_default();
            let span = Span::new(start, start + line.len());
            self.anchors.extend(own_id(line).map(|id| Anchor { name: id.to_owned(), span, heading: None }));
        }
    }

    /// Reads raw HTML: comments are passed over, tags give anchors and headings, the rest is text.
    fn read_html(&mut self, span: Span) {
        let mut rest = span;
        while !rest.is_empty() {
            let text = rest.of(self.source);
            let len = if self.state.in_comment {
                let end = text.find("-->");
                self.state.in_comment = end.is_none();
                end.map_or(text.len(), |end| end + 3)
            } else if self.state.in_tag {
                let end = text.find('>');
                self.state.in_tag = end.is_none();
                let len = end.map_or(text.len(), |end| end + 1);
                self.read_attributes(Span::new(rest.start, rest.start + len));
                len
            } else if text.starts_with("<!--") {
                self.state.in_comment = true;
                4
            } else if text.starts_with('<') {
                let end = text.find('>');
                self.state.in_tag = end.is_none();
                let len = end.map_or(text.len(), |end| end + 1);
                self.read_tag(Span::new(rest.start, rest.start + len));
                len
            } else {
                let len = text.find('<').unwrap_or(text.len());
                self.add_html_text(&text[..len]);
                len
            };
            rest.start += len;
        }
    }

    fn read_attributes(&mut self, tag: Span) {
        let names = ["id", "name"].into_iter().filter_map(|name| attribute(self.source, tag, name));
        let values = names.map(|value| value.of(self.source).to_owned());
        self.anchors.extend(values.map(|name| Anchor { name, span: tag, heading: None }));
    }

    fn read_tag(&mut self, tag: Span) {
        self.read_attributes(tag);
        let name = tag.of(self.source).trim_start_matches('<');
        let closes = name.starts_with('/');
        if !is_heading(name.trim_start_matches('/')) {
            return;
        }
        if closes {
            // Whether white space at the ends of such a heading counts is not documented: both names are good.
            let trimmed = self.state.heading.as_deref().map(|title| untrimmed_slug(title.trim()));
            self.state.opened.0 = self.state.opened.0.join(tag);
            self.close_heading();
            let span = self.state.opened.0;
            self.anchors.extend(trimmed.map(|name| Anchor { name, span, heading: None }));
        } else {
            self.open_heading(tag, name);
        }
    }

    /// Adds the text of raw HTML without its entities, which hardly ever stand for letters.
    fn add_html_text(&mut self, text: &str) {
        if self.state.heading.is_none() {
            return;
        }
        let mut pieces = text.split('&');
        self.add_text(pieces.next().unwrap_or_default());
        for piece in pieces {
            match piece.split_once(';') {
                Some((name, text)) if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') => {
                    self.add_text(text);
                }
                _ => self.add_text(piece),
            }
        }
    }
}

/// The id in the attributes that a title may end in, or a line may consist of, `{#id}` or `{: #id .class}`: what many
/// generators of pages read.
fn own_id(title: &str) -> Option<&str> {
    let (_, attributes) = title.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let mut words = attributes.trim_start_matches(':').split_whitespace();
    let id = words.find_map(|word| word.strip_prefix('#').or_else(|| word.strip_prefix("id=")))?;
    Some(id.trim_matches(['"', '\''])).filter(|id| !id.is_empty())
}

/// Whether this is the name of a heading, and what may follow it in a tag.
fn is_heading(tag: &str) -> bool {
    let is_open = |rest: &[u8]| !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    matches!(tag.as_bytes(), [b'h' | b'H', b'1'..=b'6', rest @ ..] if is_open(rest))
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn anchors(source: &str) -> Vec<String> {
        Document::parse(source).anchors()
    }

    #[test]
    fn repeated_headings_are_numbered_past_names_that_are_taken() {
        let source = "# echo\n# echo\n# echo 1\n# echo-1\n# echo\n# foxtrot-1\n# foxtrot\n# foxtrot\n";
        let expected =
            ["echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2", "foxtrot-1", "foxtrot", "foxtrot-2"];
        assert_eq!(anchors(source), expected);
    }

    #[test]
    fn markup_in_headings_leaves_its_text() {
        assert_eq!(anchors("# `code` and [link](https://example.com/x)\n"), ["code-and-link"]);
        assert_eq!(anchors("# ![logo](logo.png) Tools & *more*\n"), ["-tools--more"]);
        assert_eq!(anchors("## 🚀 Start\n## ⚙️ Set-up\n"), ["-start", "\u{fe0f}-set-up"]);
        assert_eq!(anchors("## 中文（模型）、数据\n## :rocket: Go\n"), ["中文模型数据", "rocket-go"]);
    }

    #[test]
    fn headings_of_several_lines_and_with_ids() {
        assert_eq!(anchors("Waders and\ntheir shores\n---\n"), ["waders-andtheir-shores"]);
        assert_eq!(anchors("# Tools {#kit}\n"), ["tools-kit", "kit"]);
        assert_eq!(anchors("# Tools {: .wide #kit }\n"), ["tools--wide-kit-", "kit"]);
    }

    #[test]
    fn ids_on_lines_of_their_own() {
        assert_eq!(anchors("## Shore birds\n{: #waders .wide}\n\nText.\n"), ["shore-birds", "waders"]);
        assert_eq!(anchors("Shore birds\n---\n{:#my_waders*}\n"), ["shore-birds", "my_waders*"]);
        assert_eq!(anchors("> # Birds\n> {: id=\"kept\" }\n"), ["birds", "kept"]);
        assert_eq!(anchors("# Birds\r\n{: #kept}\r\n"), ["birds", "kept"]);
        assert_eq!(anchors("Waders live\nhere.\n{: #waders}\n"), ["waders"]);
    }

    #[test]
    fn braces_in_sentences_and_code_name_nothing() {
        assert_eq!(anchors("# Birds\n\nWrite {: #no} below.\n"), ["birds"]);
        assert_eq!(anchors("# Birds\n{: #no} names it.\n"), ["birds"]);
        assert_eq!(anchors("# Birds\n`{: #no}`\n\n    {: #no}\n"), ["birds"]);
        assert_eq!(anchors("# Birds\n{: .wide}\n"), ["birds"]);
    }

    #[test]
    fn html_headings_and_named_tags_count() {
        let source = "<h2 align=\"center\">Big &amp; small</h2>\n\n<h3 id='mine'>\n\nTwo words\n\n</h3>\n";
        let found = anchors(source);
        for expected in ["big--small", "mine", "two-words"] {
            assert!(found.iter().any(|anchor| anchor == expected), "{expected} in {found:?}");
        }
        assert!(anchors("<!-- <h2>Hidden</h2>\n<a name=\"no\"> -->\n").is_empty());
    }
}
