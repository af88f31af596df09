//! The parser's events, kept small: one pass over the source serves links, texts and the proof of meaning.

use std::borrow::Cow;
use std::collections::BTreeMap;
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
}

/// One event: its kind, its bytes, and where its data is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    start: u32,
    end: u32,
    /// Index into the store's payloads, or what stands for a [`Name`], or [`SOURCE`] where the source slice itself is the
    /// data.
    payload: u32,
}

const SOURCE: u32 = u32::MAX;

/// A name that needs no payload of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Name {
    End,
    Paragraph,
    Item,
    Emphasis,
    Strong,
    Strikethrough,
    BulletList,
    BlockQuote,
    Html,
    Rule,
    SoftBreak,
    HardBreak,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
}

/// The names and what they are called, each in the place that its number says.
#[rustfmt::skip]
const NAMES: [(Name, &str); 18] = [
    (Name::End, ""), (Name::Paragraph, "p"), (Name::Item, "li"), (Name::Emphasis, "em"), (Name::Strong, "strong"),
    (Name::Strikethrough, "del"), (Name::BulletList, "ul"), (Name::BlockQuote, "quote"), (Name::Html, "html"), (Name::Rule, "rule"),
    (Name::SoftBreak, "\n"), (Name::HardBreak, "\\\n"), (Name::H1, "h1"), (Name::H2, "h2"), (Name::H3, "h3"),
    (Name::H4, "h4"), (Name::H5, "h5"), (Name::H6, "h6"),
];

impl Name {
    /// What a token of this name has for its payload.
    const fn payload(self) -> u32 {
        SOURCE - 1 - self as u32
    }
}

impl Token {
    /// Its name, where it needs no payload.
    pub(super) fn known_name(self) -> Option<Name> {
        self.known().map(|&(name, _)| name)
    }

    fn known(self) -> Option<&'static (Name, &'static str)> {
        NAMES.get(((SOURCE - 1).checked_sub(self.payload)?) as usize)
    }

    pub(super) fn is_named(self, name: Name) -> bool {
        self.payload == name.payload()
    }

    /// Whether it opens the tag `name`.
    pub(super) fn is_start_of(self, name: Name) -> bool {
        self.kind == TokenKind::Start && self.is_named(name)
    }
}

/// Where tokens went when texts among them were cut.
#[derive(Debug)]
pub(super) struct Moved {
    first: u32,
    /// The places of those from `first` on; none where all of them stayed.
    places: Vec<u32>,
    /// How much further those went that follow.
    shift: u32,
}

impl Moved {
    /// Where the tokens of `range` went when a piece was added behind each of those with the indexes `cut`, in order.
    fn new(range: Range<usize>, cut: impl ExactSizeIterator<Item = usize>) -> Self {
        let shift = as_u32(cut.len());
        let mut places = Vec::with_capacity(if shift == 0 { 0 } else { range.len() });
        let mut done = range.start;
        let mut add = |tokens: Range<usize>, added: u32| {
            places.extend(as_u32(tokens.start) + added..as_u32(tokens.end) + added);
        };
        for (added, index) in (0..shift).zip(cut) {
            let after = index + 1;
            add(done..after, added);
            done = after;
        }
        if shift > 0 {
            add(done..range.end, shift);
        }
        Self { first: as_u32(range.start), places, shift }
    }

    /// The tokens that those in `range` became.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = self.tokens((as_u32(range.start), as_u32(range.end)));
        start as usize..end as usize
    }

    /// The same, as it is stored.
    pub(super) fn tokens(&self, (start, end): (u32, u32)) -> (u32, u32) {
        let place = |index: u32| match index.checked_sub(self.first) {
            Some(offset) => self.places.get(offset as usize).copied().unwrap_or(index + self.shift),
            None => index,
        };
        (place(start), place(end))
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
    pub(super) kind: super::link::LinkKind,
}

/// All tokens of a document.
#[derive(Debug, Default)]
pub(super) struct TokenStore<'src> {
    tokens: Vec<Token>,
    payloads: Vec<Payload<'src>>,
    /// Where among the payloads each rare name is.
    names: BTreeMap<String, u32>,
    /// The ranges of tokens that belong to listings' cells, in order.
    listings: Vec<Range<usize>>,
    /// Where those start that are read from HTML, which say again what the tokens of its lines hold.
    html: Option<usize>,
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
        Self {
            tokens: Vec::with_capacity(bytes / 16),
            payloads: Vec::with_capacity(bytes / 96),
            ..Self::default()
        }
    }

    /// How many the parser handed out.
    pub(super) fn len(&self) -> usize {
        self.html.unwrap_or(self.tokens.len())
    }

    /// The index of the next token; what is added after this is read from HTML.
    pub(super) fn end(&mut self) -> usize {
        self.html.get_or_insert(self.tokens.len());
        self.tokens.len()
    }

    /// Adds a token whose data is its slice of the source.
    #[inline]
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
    #[inline]
    pub(super) fn push_name(&mut self, kind: TokenKind, span: Span, name: Name) {
        self.push_indexed(kind, span, name.payload());
    }

    /// Adds a token with a name that few others have; those that have it share a payload.
    pub(super) fn push_rare_name(&mut self, kind: TokenKind, span: Span, name: String) {
        let index = self.names.get(&name).copied().unwrap_or_else(|| {
            let index = as_u32(self.payloads.len());
            self.payloads.push(Payload::Text(Cow::Owned(name.clone())));
            self.names.insert(name, index);
            index
        });
        self.push_indexed(kind, span, index);
    }

    #[inline]
    fn push_indexed(&mut self, kind: TokenKind, span: Span, payload: u32) {
        self.tokens.push(Token { kind, start: as_u32(span.start), end: as_u32(span.end), payload });
    }

    /// Notes that these tokens belong to a listing; ranges come in the order of the text.
    pub(super) fn add_listing(&mut self, tokens: Range<usize>) {
        self.listings.push(tokens);
    }

    /// Notes the same of these, which are in order, and apart from those that were noted.
    pub(super) fn add_listings(&mut self, tokens: Vec<Range<usize>>) {
        self.listings.extend(tokens);
        self.listings.sort_by_key(|listing| listing.start);
    }

    /// Whether a listing was noted among the tokens from `first` on.
    pub(super) fn has_listing_since(&self, first: usize) -> bool {
        self.listings.last().is_some_and(|listing| listing.end > first)
    }

    /// Cuts plain texts among the tokens from `first` on in two, wherever one of `cuts` lies inside of them; both come
    /// in the order of the text.
    pub(super) fn cut_texts(&mut self, first: usize, cuts: &[u32]) -> Moved {
        let found = self.cuts_inside(first, cuts);
        let old_len = self.tokens.len();
        if let Some(&last) = self.tokens.last() {
            self.tokens.resize(old_len + found.len(), last);
        }
        // From the end on, so that each token is moved once.
        let (mut from, mut to) = (old_len, self.tokens.len());
        for &(index, cut) in found.iter().rev() {
            let behind = index + 1..from;
            to -= behind.len();
            self.tokens.copy_within(behind, to);
            from = index + 1;
            to -= 1;
            self.tokens[to] = Token { start: cut, ..self.tokens[index] };
            self.tokens[index].end = cut;
        }
        Moved::new(first..old_len, found.iter().map(|&(index, _)| index))
    }

    /// Those of `cuts` that lie inside of plain texts, each with the index of its token.
    fn cuts_inside(&self, first: usize, mut cuts: &[u32]) -> Vec<(usize, u32)> {
        debug_assert!(cuts.is_sorted(), "cuts are in the order of the text");
        let mut found = Vec::with_capacity(cuts.len() / 2);
        for (offset, token) in self.slice(first..self.len()).iter().enumerate() {
            if token.kind != TokenKind::Text || !Self::is_verbatim(*token) {
                continue;
            }
            while let [cut, after @ ..] = cuts
                && *cut < token.end
            {
                cuts = after;
                let found_cut = (first + offset, *cut);
                if *cut > token.start && found.last() != Some(&found_cut) {
                    found.push(found_cut);
                }
            }
        }
        found
    }

    /// The name of a tag.
    pub(super) fn name(&self, token: Token) -> &str {
        if let Some((_, name)) = token.known() {
            return name;
        }
        match self.payloads.get(token.payload as usize) {
            Some(Payload::Text(name)) => name,
            _ => "",
        }
    }

    /// Whether a tag is that of a list, with bullets or with numbers.
    pub(super) fn is_list(&self, tag: Token) -> bool {
        match tag.known_name() {
            Some(name) => name == Name::BulletList,
            None => self.name(tag).starts_with("List("),
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
            None => token.known().map_or_else(|| token.span().of(source), |(_, name)| name),
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
