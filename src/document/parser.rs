//! The one place that knows `pulldown_cmark`: a single pass that finds headings, tables and inline markup.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};
use pulldown_cmark as cmark;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

use super::link::LinkKind;
use super::listing::{Alignment, Listing};
use super::section::{Section, slug};
use super::table::TableBuilder;
use super::token::{LinkPayload, Name, Payload, TokenKind, TokenStore};
use super::{Definition, Document, bullets, chunk, comment, prologue, reading};
use crate::text::{LineIndex, Span};

/// The extensions that GitHub renders.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// A text longer than this is parsed in parts, for the parser's tree of it takes much room.
const LONG: usize = 1 << 20;

pub(super) fn parse(source: &str) -> Document<'_> {
    parse_in_chunks(source, LONG)
}

/// The same, where a part has at least `least` bytes.
pub(super) fn parse_in_chunks(source: &str, least: usize) -> Document<'_> {
    let (byte_order_mark, front_matter) = prologue(source);
    let text = &source[front_matter.end..];
    let mut pass = Pass::new(source);
    let mut defined = Vec::new();
    for chunk in chunk::chunks(text, least) {
        pass.offset = front_matter.end + chunk.start;
        let mut events = Parser::new_ext(&text[chunk], OPTIONS).into_offset_iter();
        for (event, range) in events.by_ref() {
            pass.event(event, range);
        }
        add_definitions(events.reference_definitions(), &mut defined);
    }
    pass.read_lists();
    defined.sort_unstable();
    let Pass { lines, tokens, sections, mut listings, comments, has_footnotes, .. } = pass;
    name_listings(&mut listings, &sections);
    let reading = reading::read(source, &tokens, &mut listings);
    Document {
        source,
        lines,
        byte_order_mark,
        front_matter,
        sections,
        listings,
        comments,
        definitions: defined,
        has_footnotes,
        tokens,
        reading,
    }
}

/// Adds what reference links lead to.
fn add_definitions(found: &cmark::RefDefs<'_>, definitions: &mut Vec<Definition>) {
    definitions.extend(found.iter().map(|(label, definition)| Definition {
        label: label.to_owned(),
        url: definition.dest.to_string(),
        title: definition.title.as_deref().unwrap_or_default().to_owned(),
    }));
}

/// Gives every listing the slug of its heading, numbered where several share one.
///
/// Those that are kept verbatim come last: they have no records, and the ids of the others must follow from records.
fn name_listings(listings: &mut [Listing], sections: &[Section]) {
    let mut used: HashMap<String, usize> = HashMap::new();
    let (known, verbatim): (Vec<_>, Vec<_>) =
        listings.iter_mut().partition(|listing| listing.opaque.is_none());
    for listing in known.into_iter().chain(verbatim) {
        let title =
            listing.section.and_then(|index| sections.get(index)).map(|section| section.title.as_str());
        let base = title.map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "listing".to_owned());
        listing.id = unique(&mut used, base);
    }
}

/// `base`, or `base-2`, `base-3`, … where that is taken.
fn unique(used: &mut HashMap<String, usize>, base: String) -> String {
    let mut count = used.get(&base).copied().unwrap_or(0);
    loop {
        count += 1;
        let name = if count == 1 { base.clone() } else { format!("{base}-{count}") };
        if count == 1 || !used.contains_key(&name) {
            used.insert(base, count);
            used.entry(name.clone()).or_insert(1);
            return name;
        }
    }
}

/// What is being collected while the events go by.
struct Pass<'src> {
    source: &'src str,
    /// Where the text starts that is parsed.
    offset: usize,
    lines: LineIndex,
    tokens: TokenStore<'src>,
    sections: Vec<Section>,
    /// Where what comes next stands: a heading within an item comes and goes with it.
    section: Option<usize>,
    listings: Vec<Listing>,
    comments: Vec<super::Comment>,
    heading: Option<usize>,
    html_block: Option<Span>,
    in_code_block: bool,
    table: Option<TableBuilder>,
    /// How many quotes and footnotes are open; a list in one is prose.
    quotes: usize,
    /// How many lists are open.
    lists: usize,
    has_footnotes: bool,
    /// The first token of the outermost list that is not read yet, or of those that follow each other, and its place.
    first_of_list: Option<(usize, usize)>,
    generated: comment::Generated,
    bullets: bullets::Finder,
}

impl<'src> Pass<'src> {
    fn new(source: &'src str) -> Self {
        Self {
            source,
            offset: 0,
            lines: LineIndex::new(source),
            tokens: TokenStore::with_room_for(source.len()),
            sections: Vec::new(),
            section: None,
            listings: Vec::new(),
            comments: Vec::new(),
            heading: None,
            html_block: None,
            in_code_block: false,
            table: None,
            quotes: 0,
            lists: 0,
            has_footnotes: false,
            first_of_list: None,
            generated: comment::Generated::default(),
            bullets: bullets::Finder::default(),
        }
    }

    fn event(&mut self, event: Event<'src>, range: Range<usize>) {
        let span = Span::from(range).shifted(self.offset);
        // Asked of every event, and of few with a list before them.
        if self.first_of_list.is_some() && self.lists == 0 && !matches!(event, Event::Start(Tag::List(_))) {
            self.read_lists();
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) if self.in_code_block => self.text(TokenKind::Code, text, span),
            Event::Text(text) => self.text(TokenKind::Text, text, span),
            Event::Code(text) => self.text(TokenKind::Code, text, span),
            Event::Html(text) => {
                self.html_block = self.html_block.map(|block| block.join(span));
                self.text(TokenKind::Html, text, span);
            }
            Event::InlineHtml(text) => {
                if self.table.is_none() && text.starts_with("<!--") {
                    comment::comments(self.source, span, &mut self.comments);
                }
                self.text(TokenKind::InlineHtml, text, span);
            }
            Event::SoftBreak => {
                if let Some(section) = self.heading.and_then(|index| self.sections.get_mut(index)) {
                    section.title.push(' ');
                }
                self.tokens.push_name(TokenKind::Break, span, Name::SoftBreak);
            }
            Event::HardBreak => self.tokens.push_name(TokenKind::Break, span, Name::HardBreak),
            Event::Rule => self.tokens.push_name(TokenKind::Other, span, Name::Rule),
            Event::TaskListMarker(done) => self.rare_name(TokenKind::Other, span, format!("task {done}")),
            Event::FootnoteReference(label) => {
                self.rare_name(TokenKind::Other, span, format!("[^{label}]"));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(TokenKind::Other, text, span),
        }
    }

    fn rare_name(&mut self, kind: TokenKind, span: Span, name: String) {
        self.tokens.push_rare_name(kind, span, name);
    }

    fn text(&mut self, kind: TokenKind, text: CowStr<'src>, span: Span) {
        if let Some(section) = self.heading.and_then(|index| self.sections.get_mut(index))
            && matches!(kind, TokenKind::Text | TokenKind::Code)
        {
            section.title.push_str(&text);
        }
        let written = self.source.as_bytes().get(Range::from(span)).unwrap_or_default();
        // Most texts are the very bytes of the source, which need not be compared.
        if std::ptr::eq(text.as_bytes(), written) || text.as_bytes() == written {
            self.tokens.push_plain(kind, span);
        } else {
            self.tokens.push(kind, span, Payload::Text(into_cow(text)));
        }
    }

    fn start(&mut self, tag: Tag<'src>, span: Span) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(TokenKind::LinkStart, link_kind(link_type), dest_url, title, span);
            }
            Tag::Image { dest_url, title, .. } => {
                self.link(TokenKind::ImageStart, LinkKind::Image, dest_url, title, span);
            }
            Tag::Heading { level, .. } => {
                self.open_section(level as u8, span);
                self.tokens.push_name(TokenKind::Start, span, heading_name(level));
            }
            Tag::Table(alignments) => {
                let first = self.tokens.len();
                let alignments = alignments.into_iter().map(alignment).collect();
                let table = TableBuilder::new(alignments, first, self.section);
                self.table = Some(table);
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.start_row(span);
                }
            }
            Tag::TableCell => {
                let first = self.tokens.len();
                if let Some(table) = &mut self.table {
                    table.start_cell(span, first);
                }
            }
            Tag::HtmlBlock => {
                self.html_block = Some(span);
                self.tokens.push_name(TokenKind::Start, span, Name::Html);
            }
            tag => {
                match tag {
                    Tag::List(_) => {
                        if self.lists == 0 && self.quotes == 0 {
                            self.first_of_list.get_or_insert((self.tokens.len(), span.start));
                        }
                        self.lists += 1;
                    }
                    Tag::BlockQuote(_) => self.quotes += 1,
                    Tag::FootnoteDefinition(_) => {
                        self.quotes += 1;
                        self.has_footnotes = true;
                    }
                    _ => {}
                }
                self.in_code_block = matches!(tag, Tag::CodeBlock(_));
                match known_name(&tag) {
                    Some(name) => self.tokens.push_name(TokenKind::Start, span, name),
                    None => self.rare_name(TokenKind::Start, span, format!("{tag:?}")),
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.tokens.close_listing(table.first_token());
                    self.listings.extend(table.finish(self.source, &self.lines));
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => {
                let last = self.tokens.len();
                if let Some(table) = &mut self.table {
                    table.end_cell(last);
                }
            }
            tag => {
                match tag {
                    TagEnd::Heading(_) => self.heading = None,
                    TagEnd::CodeBlock => self.in_code_block = false,
                    TagEnd::HtmlBlock => {
                        if let Some(block) = self.html_block.take() {
                            comment::comments(self.source, block, &mut self.comments);
                        }
                    }
                    _ => {}
                }
                self.tokens.push_name(TokenKind::End, span, Name::End);
                match tag {
                    TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
                    TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                        self.quotes = self.quotes.saturating_sub(1);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Reads the lists that are complete: one, or several with nothing between them.
    fn read_lists(&mut self) {
        let Some((first, start)) = self.first_of_list.take() else { return };
        let is_generated = self.generated.covers(self.source, &self.comments, start);
        if is_generated || self.tokens.has_listing_since(first) {
            return;
        }
        let (bullets, tokens) = (&mut self.bullets, &mut self.tokens);
        self.listings.extend(bullets.listings(self.source, &self.lines, tokens, first, self.section));
    }

    fn link(&mut self, kind: TokenKind, link: LinkKind, url: CowStr<'src>, title: CowStr<'src>, span: Span) {
        let payload = LinkPayload { url: into_cow(url), title: into_cow(title), kind: link };
        self.tokens.push(kind, span, Payload::Link(payload));
    }

    fn open_section(&mut self, level: u8, span: Span) {
        let mut above = std::iter::successors(self.section, |&index| self.sections[index].parent);
        let parent = above.find(|&index| self.sections[index].level < level);
        self.heading = Some(self.sections.len());
        self.section = if self.lists == 0 { self.heading } else { self.section };
        self.sections.push(Section { level, title: String::new(), span, parent });
    }
}

/// A borrowed slice stays borrowed: its address tells where a destination stands in the source.
fn into_cow(text: CowStr<'_>) -> Cow<'_, str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        text => Cow::Owned(text.into_string()),
    }
}

fn link_kind(link_type: LinkType) -> LinkKind {
    match link_type {
        LinkType::Inline => LinkKind::Inline,
        LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
        _ => LinkKind::Reference,
    }
}

fn alignment(alignment: cmark::Alignment) -> Alignment {
    match alignment {
        cmark::Alignment::None => Alignment::None,
        cmark::Alignment::Left => Alignment::Left,
        cmark::Alignment::Center => Alignment::Center,
        cmark::Alignment::Right => Alignment::Right,
    }
}

/// The name of a tag that is common. Those of others must tell two of them apart wherever they would render differently.
fn known_name(tag: &Tag<'_>) -> Option<Name> {
    match tag {
        Tag::Paragraph => Some(Name::Paragraph),
        Tag::Item => Some(Name::Item),
        Tag::Emphasis => Some(Name::Emphasis),
        Tag::Strong => Some(Name::Strong),
        Tag::Strikethrough => Some(Name::Strikethrough),
        Tag::List(None) => Some(Name::BulletList),
        _ => None,
    }
}

fn heading_name(level: HeadingLevel) -> Name {
    match level {
        HeadingLevel::H1 => Name::H1,
        HeadingLevel::H2 => Name::H2,
        HeadingLevel::H3 => Name::H3,
        HeadingLevel::H4 => Name::H4,
        HeadingLevel::H5 => Name::H5,
        HeadingLevel::H6 => Name::H6,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same text, parsed at once and in as many parts as there may be.
    fn assert_same_in_chunks(source: &str) {
        let (whole, parts) = (parse_in_chunks(source, usize::MAX), parse_in_chunks(source, 1));
        assert_eq!(format!("{whole:?}"), format!("{parts:?}"), "{source}");
    }

    #[test]
    fn fixtures_are_read_alike_in_parts() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut folders = vec![folder];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(source) = std::fs::read_to_string(&path) {
                    assert_same_in_chunks(&source);
                    count += 1;
                }
            }
        }
        assert!(count > 100);
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn a_text_is_read_alike_in_parts(
            pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24)
        ) {
            assert_same_in_chunks(&pieces.concat());
        }
    }

    /// What lists are made of, and what a block may stay open by.
    const PIECES: [&str; 24] = [
        "# A\n",
        "\n",
        "\n\n",
        "## B *c*\n",
        "text [a](b) `c`\n",
        "- item\n",
        "  - nested\n",
        "  more\n",
        "1. one\n",
        "> quote\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "| e | f |\n",
        "    code\n",
        "```\n",
        "<div>\n",
        "<!-- c -->\n",
        "<!--\n",
        "-->\n",
        "[a]\n",
        "[a]: c\n",
        "[^1]\n",
        "===\n",
        "\t# D\n",
        " \n# E\n",
    ];
}
