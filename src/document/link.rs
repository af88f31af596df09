//! Links, and the exact bytes of their destinations.

use std::borrow::Cow;
use std::ops::Range;

use super::bare_url::bare_url;
use super::html_block::HtmlBlock;
use super::token::{Token, TokenKind, TokenStore};
use crate::text::Span;

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LinkKind {
    /// `[text](url)`
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`: its destination stands elsewhere.
    Reference,
    /// `<https://…>`
    Autolink,
    /// `https://…` or `www.…` in running text (GFM §6.9).
    Bare,
    /// `<a href="…">`
    Html,
    /// `![alternative](url)`
    Image,
}

/// A link in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link<'src> {
    /// How it is written.
    pub kind: LinkKind,
    /// The whole link in the source.
    pub span: Span,
    /// What a reader sees of it.
    pub text: Cow<'src, str>,
    /// Where it leads, with entities and escapes read.
    pub url: Cow<'src, str>,
    /// The bytes of the destination, where it stands inside the link and is written letter by letter.
    pub url_span: Option<Span>,
    /// The bytes of the destination in the definition of a [`Reference`](LinkKind::Reference), or of an image by reference,
    /// where they are written letter by letter.
    pub defined_at: Option<Span>,
}

impl Link<'_> {
    /// The bytes of the destination inside the link, `&amp;` standing there for `&` or not.
    pub(crate) fn address(&self, source: &str) -> Option<Span> {
        let escaped = || {
            let written = self.span.of(source).strip_suffix(')')?;
            let address = &written[written.rfind("](")? + 2..];
            let is_address = address.contains("&amp;") && address.replace("&amp;", "&") == self.url;
            let end = self.span.end - 1;
            is_address.then(|| Span::new(end - address.len(), end))
        };
        let is_written = matches!(self.kind, LinkKind::Inline | LinkKind::Image);
        self.url_span.or_else(|| escaped().filter(|_| is_written))
    }

    /// The bytes of the destination in the definition that a link by reference names.
    pub(crate) fn defined_address(&self, source: &str) -> Option<Span> {
        let url = match &self.url {
            Cow::Borrowed(url) if self.kind == LinkKind::Reference => url,
            _ => return None,
        };
        borrowed_span(source, url).filter(|span| !self.span.contains(*span))
    }
}

/// The link of a name, given all links of its cell: the first that is more than a badge.
#[must_use]
pub(crate) fn name_link<'a, 'src>(links: &'a [Link<'src>]) -> Option<&'a Link<'src>> {
    let is_badge = |index: usize| {
        let (link, next) = (&links[index], links.get(index + 1));
        let holds_image =
            next.is_some_and(|next| next.kind == LinkKind::Image && link.span.contains(next.span));
        link.kind == LinkKind::Image || holds_image
    };
    (0..links.len()).find(|&index| !is_badge(index)).map(|index| &links[index])
}

/// Adds the links among `tokens` to `found`, in the order in which they start.
pub(super) fn add_links<'src>(
    source: &'src str,
    store: &TokenStore<'src>,
    tokens: &[Token],
    found: &mut Vec<Link<'src>>,
) {
    let mut bare = BareText::default();
    // Most cells are empty, or one run of text.
    match tokens {
        [] => return,
        [Token { kind: TokenKind::Text, .. }] => {
            bare.push(source, tokens[0].span(), found);
            return bare.flush(source, found);
        }
        _ => {}
    }
    let mut open = OpenLinks::default();
    let mut html: Option<usize> = None;
    let mut block = HtmlBlock::default();
    for &token in tokens {
        if token.kind != TokenKind::Text && bare.run.is_some() {
            bare.flush(source, found);
        }
        match token.kind {
            TokenKind::LinkStart | TokenKind::ImageStart => {
                open.push(Some(found.len()));
                found.push(written_link(source, store, token));
            }
            TokenKind::Start => {
                block = HtmlBlock::default();
                open.push(None);
            }
            TokenKind::Html => block.read(source, token.span(), found),
            TokenKind::End => open.pop(),
            TokenKind::InlineHtml => follow_anchor(source, token, &mut html, found),
            TokenKind::Text | TokenKind::Code => {
                open.each(|index| add_text(&mut found[index].text, source, store, token));
                if let Some(index) = html {
                    add_text(&mut found[index].text, source, store, token);
                } else if open.outermost.is_none() && token.kind == TokenKind::Text {
                    bare.push(source, token.span(), found);
                }
            }
            _ => {}
        }
    }
    if bare.run.is_some() {
        bare.flush(source, found);
    }
}

/// Adds a token's text to a link's; the only text of a link is borrowed.
fn add_text<'src>(text: &mut Cow<'src, str>, source: &'src str, store: &TokenStore<'src>, token: Token) {
    if text.is_empty() && TokenStore::is_verbatim(token) {
        *text = Cow::Borrowed(token.span().of(source));
    } else {
        text.to_mut().push_str(store.text(source, token));
    }
}

/// How many tags are open, and which of them are links (an image may stand in a link).
#[derive(Default)]
struct OpenLinks {
    depth: usize,
    /// The outermost link: how many tags it stands in, and its index. Nearly all links hold no other.
    outermost: Option<(usize, usize)>,
    /// Those inside of it.
    inner: Vec<(usize, usize)>,
}

impl OpenLinks {
    fn push(&mut self, link: Option<usize>) {
        if let Some(index) = link {
            let link = (self.depth, index);
            if self.outermost.is_none() { self.outermost = Some(link) } else { self.inner.push(link) }
        }
        self.depth += 1;
    }

    fn pop(&mut self) {
        let Some(depth) = self.depth.checked_sub(1) else { return };
        self.depth = depth;
        if self.inner.pop_if(|(opened, _)| *opened == depth).is_none() {
            self.outermost.take_if(|(opened, _)| *opened == depth);
        }
    }

    /// Calls `look` with the index of the outermost link, and with that of the innermost, where that is another.
    fn each(&self, mut look: impl FnMut(usize)) {
        if let Some((_, index)) = self.outermost {
            look(index);
            if let Some((_, index)) = self.inner.last() {
                look(*index);
            }
        }
    }
}

fn written_link<'src>(source: &'src str, store: &TokenStore<'src>, token: Token) -> Link<'src> {
    let payload = store.link(token);
    let url = payload.map_or(Cow::Borrowed(""), |link| link.url.clone());
    let kind = payload.map_or(LinkKind::Reference, |link| link.kind);
    let slice = if let Cow::Borrowed(url) = url { borrowed_span(source, url) } else { None };
    let url_span = slice.filter(|span| token.span().contains(*span));
    let by_reference = matches!(kind, LinkKind::Reference | LinkKind::Image) && url_span.is_none();
    let defined_at = slice.filter(|_| by_reference);
    Link { kind, span: token.span(), text: Cow::Borrowed(""), url, url_span, defined_at }
}

/// Where `text` stands in `source`, if it is a slice of it: the parser hands out such slices for destinations that
/// hold neither entities nor escapes, so no second scanner is needed to find them.
fn borrowed_span(source: &str, text: &str) -> Option<Span> {
    let start = (text.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    let span = Span::new(start, start + text.len());
    (span.end <= source.len() && !text.is_empty()).then_some(span)
}

/// Opens a link at `<a href=…>` and closes it at `</a>`.
fn follow_anchor<'src>(
    source: &'src str,
    token: Token,
    open: &mut Option<usize>,
    found: &mut Vec<Link<'src>>,
) {
    let span = token.span();
    let tag = span.of(source);
    if tag.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("</a")) {
        if let Some(index) = open.take() {
            found[index].span = found[index].span.join(span);
        }
        return;
    }
    let is_anchor = tag.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("<a"))
        && tag.as_bytes().get(2).is_some_and(u8::is_ascii_whitespace);
    let Some(url_span) = is_anchor.then(|| attribute(source, span, "href")).flatten() else { return };
    let url = Cow::Borrowed(url_span.of(source));
    *open = Some(found.len());
    found.push(Link {
        kind: LinkKind::Html,
        span,
        text: Cow::Borrowed(""),
        url,
        url_span: Some(url_span),
        defined_at: None,
    });
}

/// The value of the attribute `name` (lower case) in a tag, without its quotes and the white space within them.
pub(super) fn attribute(source: &str, tag: Span, name: &str) -> Option<Span> {
    let text = tag.of(source);
    let bytes = text.as_bytes();
    // Every attribute has a value after such a sign.
    memchr::memchr(b'=', bytes)?;
    for at in 1..bytes.len().saturating_sub(name.len()) {
        let own_word = bytes[at - 1].is_ascii_whitespace();
        if !own_word || !bytes[at..at + name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            continue;
        }
        let value = text[at + name.len()..].trim_start().strip_prefix('=').map(str::trim_start);
        if let Some(value) = value {
            let start = tag.start + (text.len() - value.len());
            let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
            let len = match quote {
                Some(quote) => value[1..].find(quote)?,
                None => value.find(|c: char| c.is_ascii_whitespace() || c == '>')?,
            };
            let start = start + usize::from(quote.is_some());
            // Browsers read an address without the white space around it.
            let value = source.get(start..start + len)?;
            let trimmed = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let start = start + (value.len() - trimmed.len());
            return Some(Span::new(
                start,
                start + trimmed.trim_end_matches(|c: char| c.is_ascii_whitespace()).len(),
            ));
        }
    }
    None
}

/// A run of text that the parser handed out in pieces, searched for bare URLs as a whole.
#[derive(Default)]
struct BareText {
    run: Option<Span>,
}

impl BareText {
    fn push<'src>(&mut self, source: &'src str, span: Span, found: &mut Vec<Link<'src>>) {
        match &mut self.run {
            Some(run) if run.end == span.start => run.end = span.end,
            None => self.run = Some(span),
            Some(_) => {
                self.flush(source, found);
                self.run = Some(span);
            }
        }
    }

    fn flush<'src>(&mut self, source: &'src str, found: &mut Vec<Link<'src>>) {
        let Some(run) = self.run.take() else { return };
        let text = run.of(source);
        // None is shorter than `www.a`, and most are too short for a search that looks at many bytes together.
        let shows_none = || !text.bytes().any(|byte| matches!(byte, b':' | b'.'));
        if text.len() <= 4 || (text.len() < 32 && shows_none()) {
            return;
        }
        let mut position = 0;
        while let Some(Range { start, end }) = bare_url(text, position..text.len()) {
            let span = Span::new(start, end).shifted(run.start);
            let url = Cow::Borrowed(span.of(source));
            let text = url.clone();
            found.push(Link {
                kind: LinkKind::Bare,
                span,
                text,
                url,
                url_span: Some(span),
                defined_at: None,
            });
            position = end;
        }
    }
}
