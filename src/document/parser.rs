//! The one place that knows `pulldown_cmark`: a single pass that finds headings, tables and inline markup.

mod definitions;
mod ids;
mod names;

use std::ops::Range;

use pulldown_cmark as cmark;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

use super::dialect::{Dialect, Differences, ROUNDS};
use super::link::LinkKind;
use super::listing::Listing;
use super::section::Section;
use super::table::TableBuilder;
use super::token::{LinkPayload, Name, Payload, TokenKind, TokenStore};
use super::watch::Watch;
use super::{Document, bullets, chunk, comment, html_table, prologue, reading};
use crate::text::{LineIndex, Span};
use definitions::{Definition, Definitions};
use ids::name_listings;
use names::{alignment, heading_name, known_name, link_kind};

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
    let start = front_matter.end;
    let mut dialect = Dialect::of(&source[start..]);
    let (mut pass, mut defined, mut found) = read(source, start, &dialect, &[], least);
    for _ in 1..ROUNDS {
        if found.is_empty() {
            break;
        }
        dialect.add(found);
        (pass, defined, found) = read(source, start, &dialect, &defined, least);
    }
    let Pass { lines, mut tokens, sections, mut listings, mut comments, code_rows, generated, .. } = pass;
    let html_lists =
        html_table::read(source, &lines, &pass.html_runs, &mut tokens, &mut listings, &mut comments);
    name_listings(&mut listings, &sections);
    let code = tokens.slice(0..tokens.len()).iter().filter(|token| token.is_code()).map(|token| token.span());
    let expressions = comment::expressions(source, code);
    let generated = generated.finish(source, &comments, &expressions);
    if !expressions.is_empty() {
        comments.extend(expressions);
        comments.sort_by_key(|comment| comment.span);
    }
    let reading = reading::read(source, &tokens, &mut listings);
    Document {
        source,
        lines,
        byte_order_mark,
        front_matter,
        sections,
        listings,
        comments,
        code_rows,
        generated,
        html_lists,
        tokens,
        reading,
    }
}

/// One pass over the text that starts at `start`: what is in it, its definitions, and what GitHub reads in another way.
///
/// Parts that are parsed for themselves know the definitions `known` of the whole.
fn read<'src>(
    source: &'src str,
    start: usize,
    dialect: &Dialect<'_>,
    known: &[Definition<'src>],
    least: usize,
) -> (Pass<'src>, Vec<Definition<'src>>, Differences) {
    let mut pass = Pass::new(source, start);
    let mut defined = Vec::new();
    let known = Definitions::new(known);
    let text = dialect.text();
    for part in dialect.parts(chunk::chunks(text, least)) {
        pass.offset = start + part.start;
        let part = &text[part];
        pass.parsed = part.as_ptr() as usize..part.as_ptr() as usize + part.len();
        let resolve = |link: BrokenLink<'_>| known.resolve(&link);
        let mut events =
            Parser::new_with_broken_link_callback(part, OPTIONS, Some(resolve)).into_offset_iter();
        for (event, range) in events.by_ref() {
            pass.read(event, range, dialect);
        }
        defined.extend(pass.definitions(events.reference_definitions()));
    }
    pass.read_lists();
    defined.sort_unstable();
    let found = std::mem::replace(&mut pass.watch, Watch::new("", 0)).finish();
    (pass, defined, found)
}

/// What is being collected while the events go by.
struct Pass<'src> {
    source: &'src str,
    /// Where the text starts that is parsed.
    offset: usize,
    /// The addresses of its bytes: what the parser borrows from it is borrowed from the source instead.
    parsed: Range<usize>,
    watch: Watch<'src>,
    /// Rows that are code to GitHub, each the first of its run.
    code_rows: Vec<Span>,
    /// The number of the last one.
    code_line: usize,
    /// Whether what is read stands for such a row.
    in_code_row: bool,
    lines: LineIndex,
    tokens: TokenStore<'src>,
    sections: Vec<Section>,
    /// Where what comes next stands: a heading within an item comes and goes with it.
    section: Option<usize>,
    listings: Vec<Listing>,
    comments: Vec<super::Comment>,
    heading: Option<usize>,
    html_block: Option<Span>,
    html_runs: Vec<html_table::Run>,
    in_code_block: bool,
    table: Option<TableBuilder>,
    /// How many footnotes are open; a list in one is prose.
    footnotes: usize,
    /// How many lists are open.
    lists: usize,
    /// The first token of the outermost list that is not read yet, or of those that follow each other, and its place.
    first_of_list: Option<(usize, usize)>,
    generated: comment::Generated,
    bullets: bullets::Finder,
}

impl<'src> Pass<'src> {
    fn new(source: &'src str, start: usize) -> Self {
        Self {
            source,
            offset: start,
            parsed: 0..0,
            watch: Watch::new(source, start),
            code_rows: Vec::new(),
            code_line: 0,
            in_code_row: false,
            lines: LineIndex::new(source),
            tokens: TokenStore::with_room_for(source.len()),
            sections: Vec::new(),
            section: None,
            listings: Vec::new(),
            comments: Vec::new(),
            heading: None,
            html_block: None,
            html_runs: Vec::new(),
            in_code_block: false,
            table: None,
            footnotes: 0,
            lists: 0,
            first_of_list: None,
            generated: comment::Generated::default(),
            bullets: bullets::Finder::default(),
        }
    }

    fn read(&mut self, event: Event<'_>, range: Range<usize>, dialect: &Dialect<'_>) {
        let span = Span::from(range).shifted(self.offset);
        if let Event::Start(Tag::Heading { .. }) = event
            && dialect.is_code(span.start - self.watch.start())
        {
            self.open_code_row(span);
        } else if !self.in_code_row {
            self.event(event, span);
        } else if let Event::End(TagEnd::Heading(_)) = event {
            self.in_code_row = false;
            self.tokens.push_name(TokenKind::End, span, Name::End);
        }
    }

    /// A row that is code to GitHub.
    fn open_code_row(&mut self, span: Span) {
        if self.first_of_list.is_some() && self.lists == 0 {
            self.read_lists();
        }
        let line = self.lines.line(span.start);
        if self.code_line + 1 != line {
            self.code_rows.push(span);
        }
        self.code_line = line;
        self.in_code_row = true;
        self.rare_name(TokenKind::Start, span, "CodeBlock(Indented)".to_owned());
        self.tokens.push_plain(TokenKind::Code, span);
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Text(_) => {}
            _ => self.watch.pass_by(),
        }
        if let Some(in_text) = names::is_in_text(&event) {
            self.watch.see(in_text);
        }
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
                self.watch.inline_html(span);
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

    /// What the parser borrows from its text is borrowed from the source: its address tells where a destination stands.
    fn own(&self, text: CowStr<'_>) -> Cow<'src, str> {
        let CowStr::Borrowed(borrowed) = text else { return Cow::Owned(text.into_string()) };
        let address = borrowed.as_ptr() as usize;
        let in_parsed = || {
            let at = address.checked_sub(self.parsed.start)?;
            (at + borrowed.len() <= self.parsed.len()).then_some(self.offset + at)
        };
        // A definition of another part.
        let in_source = || address.checked_sub(self.source.as_ptr() as usize);
        let own = |at: usize| self.source.get(at..at.checked_add(borrowed.len())?);
        match in_parsed().or_else(in_source).and_then(own) {
            Some(own) => Cow::Borrowed(own),
            None => Cow::Owned(borrowed.to_owned()),
        }
    }

    /// What reference links lead to.
    fn definitions(&self, found: &cmark::RefDefs<'_>) -> impl Iterator<Item = Definition<'src>> {
        found.iter().map(|(label, definition)| Definition {
            label: label.to_owned(),
            url: self.own(definition.dest.clone()),
        })
    }

    fn text(&mut self, kind: TokenKind, text: CowStr<'_>, span: Span) {
        if kind == TokenKind::Text {
            self.watch.text(span);
        }
        let text = self.own(text);
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
            self.tokens.push(kind, span, Payload::Text(text));
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                self.link(TokenKind::LinkStart, link_kind(link_type), dest_url, span);
            }
            Tag::Image { dest_url, .. } => {
                self.link(TokenKind::ImageStart, LinkKind::Image, dest_url, span);
            }
            Tag::Heading { level, .. } => {
                self.watch.open_block();
                self.open_section(level as u8, span);
                self.tokens.push_name(TokenKind::Start, span, heading_name(level));
            }
            Tag::Table(alignments) => {
                let first = self.tokens.len();
                let alignments = alignments.into_iter().map(alignment).collect();
                let table = TableBuilder::new(alignments, first, self.section);
                self.table = Some(table);
                self.watch.open_table();
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.start_row(span);
                }
            }
            Tag::TableCell => {
                self.watch.open_block();
                let first = self.tokens.len();
                if let Some(table) = &mut self.table {
                    table.start_cell(span, first);
                }
            }
            Tag::HtmlBlock => {
                self.html_block = Some(span);
                html_table::open_run(&mut self.html_runs, self.tokens.len(), self.section);
                self.tokens.push_name(TokenKind::Start, span, Name::Html);
            }
            tag => {
                match tag {
                    Tag::List(_) => {
                        if self.lists == 0 && self.footnotes == 0 {
                            self.first_of_list.get_or_insert((self.tokens.len(), span.start));
                        }
                        self.lists += 1;
                    }
                    Tag::Item => self.watch.open_item(span, &self.lines),
                    Tag::Paragraph => self.watch.open_block(),
                    Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => {
                        self.watch.open_quote();
                        self.footnotes += usize::from(matches!(tag, Tag::FootnoteDefinition(_)));
                    }
                    _ => {}
                }
                self.in_code_block = matches!(tag, Tag::CodeBlock(_));
                match known_name(&tag) {
                    Some(_) if self.is_struck_out(&tag, span) => {
                        self.tokens.push_name(TokenKind::Start, span, Name::Strikethrough);
                    }
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
                    self.watch.table(&table.rows(), &self.lines);
                    let first = table.first_token();
                    let listing = table.finish(self.source, &self.lines);
                    let end = listing.as_ref().and_then(Listing::end_of_rows).unwrap_or(self.tokens.len());
                    self.tokens.add_listing(first..end);
                    self.listings.extend(listing);
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
                    TagEnd::Paragraph => self.watch.paragraph(span),
                    TagEnd::Link | TagEnd::Image => self.watch.close_link(),
                    TagEnd::Item => self.watch.close_container(span),
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
                    TagEnd::HtmlBlock => html_table::close_run(&mut self.html_runs, self.tokens.len()),
                    TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
                    TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                        self.watch.close_container(span);
                        let is_footnote = tag == TagEnd::FootnoteDefinition;
                        self.footnotes = self.footnotes.saturating_sub(usize::from(is_footnote));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether what the parser takes for emphasis is struck out by tildes.
    fn is_struck_out(&self, tag: &Tag<'_>, span: Span) -> bool {
        matches!(tag, Tag::Emphasis) && self.source.as_bytes().get(span.start) == Some(&b'~')
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

    fn link(&mut self, kind: TokenKind, link: LinkKind, url: CowStr<'_>, span: Span) {
        self.watch.open_link();
        let payload = LinkPayload { url: self.own(url), kind: link };
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

#[cfg(test)]
mod tests;
