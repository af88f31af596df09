//! The parser's events, kept small: one pass over the source serves links, texts and the proof of meaning.

use std::borrow::Cow;
use std::ops::Range;

use super::listing::Cell;
use crate::text::Span;

/// What a token is; the parser's tags without their data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Text,
    Code,
    Html,
    InlineHtml,
    Break,
    Start,
    End,
    LinkStart,
    ImageStart,
    Other,
    /// Stands for a listing in the stream of what is outside of listings.
    Listing,
}

/// One event: its kind, its bytes, and where its data is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    start: u32,
    end: u32,
    /// Index into the store's payloads, or of one of the [`NAMES`], or [`SOURCE`] where the source slice itself is the
    /// data.
    payload: u32,
}

const SOURCE: u32 = u32::MAX;

/// Names that need no payload of their own: that of the tag number `n` is kept as `SOURCE - 1 - n`.
const NAMES: [&str; 16] =
    ["", "p", "li", "em", "strong", "del", "ul", "html", "rule", "\n", "\\\n", "h1", "h2", "h3", "h4", "h5"];

impl Token {
    /// Its name, where it is one of [`NAMES`].
    fn known_name(self) -> Option<&'static str> {
        NAMES.get(((SOURCE - 1).checked_sub(self.payload)?) as usize).copied()
    }
}

/// Where tokens went when texts among them were cut.
#[derive(Debug)]
pub(super) struct Moved {
    first: usize,
    places: Vec<u32>,
    end: usize,
}

impl Moved {
    /// The tokens that those in `range` became.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let place = |index: usize| match index.checked_sub(self.first) {
            Some(offset) => self.places.get(offset).map_or(self.end, |&place| place as usize),
            None => index,
        };
        place(range.start)..place(range.end)
    }
}

/// Data of a token that is not simply its slice of the source.
#[derive(Debug)]
pub(super) enum Payload<'src> {
    /// Text after entities and escapes were read, or the name of a tag with its data.
    Text(Cow<'src, str>),
    /// A link or an image.
    Link(LinkPayload<'src>),
}

/// What the parser says of a link or an image.
#[derive(Debug)]
pub(super) struct LinkPayload<'src> {
    pub(super) url: Cow<'src, str>,
    pub(super) title: Cow<'src, str>,
    pub(super) kind: super::link::LinkKind,
}

/// All tokens of a document.
#[derive(Debug, Default)]
pub(super) struct TokenStore<'src> {
    tokens: Vec<Token>,
    payloads: Vec<Payload<'src>>,
    /// The ranges of tokens that belong to listings' cells, in order.
    listings: Vec<Range<usize>>,
}

impl Token {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    pub(super) fn is_code(&self) -> bool {
        self.kind == TokenKind::Code
    }
}

impl<'src> TokenStore<'src> {
    /// A store with room for the tokens of a text of `bytes` bytes, as dense as lists usually are.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self { tokens: Vec::with_capacity(bytes / 24), ..Self::default() }
    }

    /// How many links and images are among the tokens.
    pub(super) fn link_count(&self) -> usize {
        let is_link = |payload: &&Payload<'_>| matches!(payload, Payload::Link(_));
        self.payloads.iter().filter(is_link).count()
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Adds a token whose data is its slice of the source.
    pub(super) fn push_plain(&mut self, kind: TokenKind, span: Span) {
        self.push_indexed(kind, span, SOURCE);
    }

    /// Adds a token with data of its own.
    pub(super) fn push(&mut self, kind: TokenKind, span: Span, payload: Payload<'src>) {
        let index = as_u32(self.payloads.len());
        self.payloads.push(payload);
        self.push_indexed(kind, span, index);
    }

    /// Adds a token that is called `name`.
    pub(super) fn push_name(&mut self, kind: TokenKind, span: Span, name: Cow<'src, str>) {
        match (0..SOURCE).rev().zip(NAMES).find(|(_, known)| *known == name) {
            Some((index, _)) => self.push_indexed(kind, span, index),
            None => self.push(kind, span, Payload::Text(name)),
        }
    }

    fn push_indexed(&mut self, kind: TokenKind, span: Span, payload: u32) {
        self.tokens.push(Token { kind, start: as_u32(span.start), end: as_u32(span.end), payload });
    }

    /// Notes that the tokens since `first` belong to a listing.
    pub(super) fn close_listing(&mut self, first: usize) {
        self.listings.push(first..self.tokens.len());
    }

    /// Notes that these tokens belong to a listing; ranges come in the order of the text.
    pub(super) fn add_listing(&mut self, tokens: Range<usize>) {
        self.listings.push(tokens);
    }

    /// Whether a listing was noted among the tokens from `first` on.
    pub(super) fn has_listing_since(&self, first: usize) -> bool {
        self.listings.last().is_some_and(|listing| listing.end > first)
    }

    /// Cuts plain texts among the tokens from `first` on in two, wherever one of `cuts` lies inside of them.
    pub(super) fn cut_texts(&mut self, first: usize, mut cuts: Vec<usize>) -> Moved {
        cuts.sort_unstable();
        let old = self.tokens.split_off(first);
        let mut places = Vec::with_capacity(old.len());
        for token in old {
            places.push(as_u32(self.tokens.len()));
            let mut token = token;
            if token.kind == TokenKind::Text && Self::is_verbatim(token) {
                let inside = cuts.partition_point(|&cut| cut <= token.start as usize);
                for &cut in cuts[inside..].iter().take_while(|&&cut| cut < token.end as usize) {
                    let cut = as_u32(cut);
                    if cut > token.start {
                        self.tokens.push(Token { end: cut, ..token });
                        token.start = cut;
                    }
                }
            }
            self.tokens.push(token);
        }
        Moved { first, places, end: self.tokens.len() }
    }

    /// The name of a tag.
    pub(super) fn name(&self, token: Token) -> &str {
        if let Some(name) = token.known_name() {
            return name;
        }
        match self.payloads.get(token.payload as usize) {
            Some(Payload::Text(name)) => name,
            _ => "",
        }
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &[Token] {
        self.tokens.get(range).unwrap_or_default()
    }

    pub(super) fn cell_range(cell: &Cell) -> Range<usize> {
        cell.tokens.0 as usize..cell.tokens.1 as usize
    }

    pub(super) fn of_cell(&self, cell: &Cell) -> &[Token] {
        self.slice(Self::cell_range(cell))
    }

    /// The text of a token: what the parser read, or its slice of the source.
    pub(super) fn text<'a>(&'a self, source: &'a str, token: Token) -> &'a str {
        match self.payloads.get(token.payload as usize) {
            Some(Payload::Text(text)) => text,
            Some(Payload::Link(link)) => &link.url,
            None => token.known_name().unwrap_or_else(|| token.span().of(source)),
        }
    }

    /// The ranges of tokens between the listings' cells.
    pub(super) fn outside(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::with_capacity(self.listings.len() + 1);
        let mut position = 0;
        for listing in &self.listings {
            ranges.push(position..listing.start);
            position = listing.end;
        }
        ranges.push(position..self.len());
        ranges
    }

    /// Whether a token's text is its slice of the source, byte for byte.
    pub(super) fn is_verbatim(token: Token) -> bool {
        token.payload == SOURCE
    }

    pub(super) fn link(&self, token: Token) -> Option<&LinkPayload<'src>> {
        match self.payloads.get(token.payload as usize) {
            Some(Payload::Link(link)) => Some(link),
            _ => None,
        }
    }
}

/// Offsets are stored in four bytes; a longer text is cut by the parser long before (see [`super::parser::parse`]).
pub(super) fn as_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
