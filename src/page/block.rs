//! A page as a flat list: blocks in the order in which they are shown, each with its depth and its content.

use std::ops::Range;

/// What GitHub shows of a text.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// In the order in which they are shown; footnotes come last, by their names.
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    /// The texts, addresses and titles of all inlines, one after the other.
    pub(super) text: String,
}

/// One block; what is nested in it follows it and is deeper.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    pub(crate) depth: usize,
    /// The line on which it starts, from 1.
    pub(crate) first: usize,
    /// The last line that it, or what is nested in it, stands on.
    pub(crate) last: usize,
    pub(super) inlines: Range<usize>,
}

/// What a block is, and everything that shows of its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    FrontMatter,
    Quote,
    /// Bullets, or numbers that start at some number.
    List {
        start: Option<usize>,
        tight: bool,
    },
    Item {
        /// Whether the item has a check box, and whether that is ticked.
        task: Option<bool>,
    },
    Footnote,
    Paragraph,
    Heading(u8),
    Code,
    Html,
    Rule,
    Table,
    Row {
        is_header: bool,
    },
    /// A cell, with its column.
    Cell(usize),
}

impl Kind {
    /// What a reader calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Quote => "a quote",
            Self::List { tight: true, .. } => "a tight list",
            Self::List { .. } => "a loose list",
            Self::Item { .. } => "a list item",
            Self::Footnote => "a footnote",
            Self::Paragraph => "a paragraph",
            Self::Heading(_) => "a heading",
            Self::Code => "a code block",
            Self::Html => "an HTML block",
            Self::Rule => "a thematic break",
            Self::Table => "a table",
            Self::Row { .. } => "a table row",
            Self::Cell(_) => "a table cell",
        }
    }

    /// Whether it has content, and no blocks are nested in it.
    pub(crate) const fn is_leaf(self) -> bool {
        matches!(self, Self::Paragraph | Self::Heading(_) | Self::Cell(_) | Self::Code | Self::Html)
    }

    /// Whether it may be an entry of a listing.
    pub(super) const fn is_entry(self) -> bool {
        matches!(self, Self::Item { .. } | Self::Row { is_header: false })
    }
}

/// A piece of a block's content, or the start or end of markup around such pieces.
#[derive(Clone, Debug)]
pub(super) struct Inline {
    pub(super) mark: Mark,
    /// Its text, or where it leads.
    pub(super) text: Range<usize>,
    pub(super) title: Range<usize>,
}

/// What a piece of content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Text,
    Code,
    Html,
    SoftBreak,
    HardBreak,
    Emphasis,
    Strong,
    Strikethrough,
    Link,
    Image,
    FootnoteReference,
    /// Anything that no option of the judge asks for.
    Other,
    End,
}

impl Page {
    /// The index past the last block that is nested in the one at `index`.
    pub(crate) fn end_of(&self, index: usize) -> usize {
        let Some(block) = self.blocks.get(index) else { return index };
        let nested = self.blocks[index + 1..].iter().take_while(|nested| nested.depth > block.depth);
        index + 1 + nested.count()
    }

    pub(super) fn content(&self, block: &Block) -> &[Inline] {
        &self.inlines[block.inlines.clone()]
    }

    pub(super) fn text_of(&self, inline: &Inline) -> &str {
        &self.text[inline.text.clone()]
    }

    pub(super) fn title_of(&self, inline: &Inline) -> &str {
        &self.text[inline.title.clone()]
    }
}
