//! The one place that knows `comrak`: from a text to its page, without recursion.

use std::borrow::Cow;
use std::ops::Range;

use comrak::nodes::{AstNode, ListType, NodeValue, TableAlignment};
use comrak::{Arena, Options, arena_tree::NodeEdge, parse_document};

use super::block::{Block, Inline, Kind, Mark, Page};
use super::definitions::unresolved;
use crate::document::prologue;
use crate::text::LineIndex;

impl Page {
    /// Reads `source` as GitHub does. Front matter, which is not markdown, is one block.
    pub(crate) fn read(source: &str) -> Self {
        let (mark, front_matter) = prologue(source);
        let head = &source[mark.end..front_matter.end];
        let mut reader =
            PageReader { lines_before: LineIndex::new(head).line_count() - 1, ..PageReader::default() };
        if !front_matter.is_empty() {
            reader.open(Kind::FrontMatter, [1, 1]);
            reader.add(Mark::Text, head, "");
            reader.close_block();
        }
        let arena = Arena::new();
        let root = parse_document(&arena, &with_last_line_end(&source[front_matter.end..]), &options(source));
        let (mut footnotes, others): (Vec<_>, Vec<_>) =
            root.children().partition(|node| footnote_name(node).is_some());
        // GitHub numbers footnotes by their first references, which move with entries.
        footnotes.sort_by_cached_key(|node| footnote_name(node));
        for node in others.into_iter().chain(footnotes) {
            reader.add_tree(node);
        }
        // It is kept while another page is read.
        let Self { blocks, inlines, text } = &mut reader.page;
        blocks.shrink_to_fit();
        inlines.shrink_to_fit();
        text.shrink_to_fit();
        reader.page
    }
}

impl Page {
    /// Leaves out white space around the content of the last block: to GitHub that includes vertical tabs and form feeds.
    fn trim_last(&mut self, block: usize) {
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}');
        let Self { blocks, inlines, text, .. } = self;
        let content = blocks[block].inlines.clone();
        if let Some(first) = inlines[content.clone()].first_mut().filter(|inline| inline.mark == Mark::Text) {
            let said = &text[first.text.clone()];
            first.text.start += said.len() - said.trim_start_matches(is_blank).len();
        }
        if let Some(last) = inlines[content.clone()].last_mut().filter(|inline| inline.mark == Mark::Text) {
            last.text.end = last.text.start + text[last.text.clone()].trim_end_matches(is_blank).len();
        }
        let is_blank = |inline: &Inline| inline.mark == Mark::Text && inline.text.is_empty();
        if inlines[content.clone()].iter().any(is_blank) {
            let kept: Vec<_> = inlines.drain(content.clone()).filter(|inline| !is_blank(inline)).collect();
            inlines.extend(kept);
            blocks[block].inlines.end = inlines.len();
        }
    }
}

/// In a text so large, the tree of one page takes more memory than two trees of others are worth in time.
const LARGE: usize = 1 << 20;

/// Reads two texts, side by side unless they are large.
pub(crate) fn read_both(before: &str, after: &str) -> (Page, Page) {
    if before.len() > LARGE {
        return (Page::read(before), Page::read(after));
    }
    std::thread::scope(|scope| {
        let after = scope.spawn(|| Page::read(after));
        let before = Page::read(before);
        let after = after.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (before, after)
    })
}

/// The text with an end of its last line, as GitHub completes it.
fn with_last_line_end(text: &str) -> Cow<'_, str> {
    if text.ends_with(['\n', '\r']) { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}\n")) }
}

/// The lines of code or HTML, which a browser shows alike whatever ends them.
fn with_plain_line_ends(literal: &str) -> Cow<'_, str> {
    if literal.contains('\r') {
        Cow::Owned(literal.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(literal)
    }
}

/// The extensions that GitHub has. What it filters from raw HTML is filtered from both pages alike.
fn options(source: &str) -> Options<'static> {
    let mut options = Options::default();
    options.parse.broken_link_callback = unresolved(source);
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options
}

fn footnote_name(node: &AstNode<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::FootnoteDefinition(footnote) => Some(footnote.name.clone()),
        _ => None,
    }
}

/// Collects blocks and their content while the tree is walked.
#[derive(Default)]
struct PageReader {
    page: Page,
    /// The blocks that are open, outermost first.
    open: Vec<usize>,
    /// The lines of what is not given to the parser.
    lines_before: usize,
    /// How many cells the open row has so far.
    cells: usize,
}

impl PageReader {
    fn add_tree<'a>(&mut self, root: &'a AstNode<'a>) {
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => self.start(node),
                NodeEdge::End(node) => self.end(node),
            }
        }
    }

    fn start(&mut self, node: &AstNode<'_>) {
        let data = node.data();
        if data.value.block() {
            let place = data.sourcepos;
            let lines = [place.start.line, place.end.line].map(|line| line + self.lines_before);
            self.start_block(&data.value, lines);
        } else {
            self.start_inline(&data.value);
        }
    }

    fn end(&mut self, node: &AstNode<'_>) {
        let data = node.data();
        if data.value.block() {
            self.close_block();
        } else if has_end(&data.value) {
            self.add(Mark::End, "", "");
        }
    }

    fn start_block(&mut self, value: &NodeValue, lines: [usize; 2]) {
        let kind = match value {
            NodeValue::BlockQuote => Kind::Quote,
            NodeValue::List(list) => Kind::List {
                start: (list.list_type == ListType::Ordered).then_some(list.start),
                tight: list.tight,
            },
            NodeValue::Item(_) => Kind::Item { task: None },
            NodeValue::TaskItem(item) => Kind::Item { task: Some(item.symbol.is_some()) },
            NodeValue::FootnoteDefinition(_) => Kind::Footnote,
            NodeValue::Heading(heading) => Kind::Heading(heading.level),
            NodeValue::CodeBlock(_) => Kind::Code,
            NodeValue::HtmlBlock(_) => Kind::Html,
            NodeValue::ThematicBreak => Kind::Rule,
            NodeValue::Table(_) => Kind::Table,
            NodeValue::TableRow(is_header) => {
                self.cells = 0;
                Kind::Row { is_header: *is_header }
            }
            NodeValue::TableCell => {
                self.cells += 1;
                Kind::Cell(self.cells - 1)
            }
            _ => Kind::Paragraph,
        };
        self.open(kind, lines);
        match value {
            NodeValue::CodeBlock(code) => {
                self.add(Mark::Code, &with_plain_line_ends(&code.literal), &code.info);
            }
            NodeValue::HtmlBlock(html) => self.add(Mark::Html, &with_plain_line_ends(&html.literal), ""),
            NodeValue::FootnoteDefinition(footnote) => self.add(Mark::Text, &footnote.name, ""),
            NodeValue::Table(table) => {
                let columns: String = table.alignments.iter().copied().map(alignment).collect();
                self.add(Mark::Other, &columns, "");
            }
            _ => {}
        }
    }

    fn start_inline(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Text(text) => self.add(Mark::Text, text, ""),
            NodeValue::Code(code) => self.add(Mark::Code, &code.literal, ""),
            NodeValue::HtmlInline(html) => self.add(Mark::Html, html, ""),
            NodeValue::SoftBreak => self.add(Mark::SoftBreak, "", ""),
            NodeValue::LineBreak => self.add(Mark::HardBreak, "", ""),
            NodeValue::Emph => self.add(Mark::Emphasis, "", ""),
            NodeValue::Strong => self.add(Mark::Strong, "", ""),
            NodeValue::Strikethrough => self.add(Mark::Strikethrough, "", ""),
            NodeValue::Link(link) => self.add(Mark::Link, &link.url, &link.title),
            NodeValue::Image(image) => self.add(Mark::Image, &image.url, &image.title),
            NodeValue::FootnoteReference(footnote) => self.add(Mark::FootnoteReference, &footnote.name, ""),
            _ => self.add(Mark::Other, "", ""),
        }
    }

    fn open(&mut self, kind: Kind, [first, last]: [usize; 2]) {
        let inlines = self.page.inlines.len();
        self.open.push(self.page.blocks.len());
        let depth = self.open.len() - 1;
        self.page.blocks.push(Block { kind, depth, first, last: last.max(first), inlines: inlines..inlines });
    }

    /// Ends the innermost block, and has the one around it reach as far.
    fn close_block(&mut self) {
        let Some(index) = self.open.pop() else { return };
        let Block { kind, last, .. } = self.page.blocks[index];
        if let Kind::Cell(_) = kind {
            self.page.trim_last(index);
        }
        if let Some(&around) = self.open.last() {
            let block = &mut self.page.blocks[around];
            block.last = block.last.max(last);
        }
    }

    /// Adds a piece to the innermost block; texts that follow each other are one.
    fn add(&mut self, mark: Mark, text: &str, title: &str) {
        let Some(&block) = self.open.last() else { return };
        let page = &mut self.page;
        let block = &mut page.blocks[block];
        let text = append(&mut page.text, text);
        if let Some(last) = page.inlines[block.inlines.clone()].last_mut()
            && mark == Mark::Text
            && last.mark == Mark::Text
            && last.text.end == text.start
        {
            last.text.end = text.end;
            return;
        }
        let title = append(&mut page.text, title);
        page.inlines.push(Inline { mark, text, title });
        block.inlines.end = page.inlines.len();
    }
}

fn append(all: &mut String, text: &str) -> Range<usize> {
    let start = all.len();
    all.push_str(text);
    start..all.len()
}

fn alignment(alignment: TableAlignment) -> char {
    match alignment {
        TableAlignment::None => '-',
        TableAlignment::Left => 'l',
        TableAlignment::Center => 'c',
        TableAlignment::Right => 'r',
    }
}

/// Whether an inline has others nested in it.
fn has_end(value: &NodeValue) -> bool {
    !matches!(
        value,
        NodeValue::Text(_)
            | NodeValue::Code(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::SoftBreak
            | NodeValue::LineBreak
            | NodeValue::FootnoteReference(_)
    )
}
