//! A document's table of contents: found, read as its own convention, and brought up to date.
//!
//! A table of contents is a list like others: what it does throughout is what it is meant to do. So its levels, the
//! sections that it leaves out, how its entries are written and where they stand are learned from it, and only what
//! differs from that is proposed, as edits.

mod find;
mod fresh;
mod headings;
mod missing;
mod place;
mod plan;
mod proof;
mod section_order;
mod style;
mod update;
mod words;
mod write;

pub(crate) use headings::{Headings, TocHeading};
pub(crate) use plan::{Plan, TocChange};
pub(crate) use section_order::section_out_of_order;
pub use update::{UpdateError, Updated, update};
#[cfg(feature = "cli")]
pub(crate) use words::is_about;
pub(crate) use write::TocWriter;

use std::collections::HashSet;

use crate::document::{Document, Link};
use crate::text::Span;

/// How a table of contents is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One entry a line, as a bullet list or a numbered one, nested or not.
    List,
    /// Several entries a line, with a sign between them.
    Line,
    /// In the cells of a table.
    Table,
}

/// A table of contents.
#[derive(Debug)]
pub(crate) struct Toc<'src> {
    pub(crate) shape: Shape,
    /// Its entries, and other items among them, in the order of the text.
    pub(crate) lines: Vec<Line<'src>>,
    /// From the first entry to the last.
    pub(crate) span: Span,
    /// The headings of the document.
    pub(crate) headings: Headings,
    /// The headings that other lists of the document name.
    pub(crate) listed_elsewhere: HashSet<usize>,
}

/// One item of a table of contents.
#[derive(Debug)]
pub(crate) struct Line<'src> {
    /// What goes if the item goes: its own lines, those of nested items left out.
    pub(crate) span: Span,
    /// The marker of the item: `-`, `1.`; empty where there is none.
    pub(crate) marker: Span,
    /// How deep it is nested; 0 for the outermost.
    pub(crate) depth: usize,
    /// The link that leads to a section.
    pub(crate) link: Option<Link<'src>>,
    pub(crate) target: TocTarget,
}

/// Where an item leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TocTarget {
    /// To a heading of the document, by index.
    Heading(usize),
    /// To a place in the document that is not there.
    Nowhere,
    /// To another place, or to none.
    Elsewhere,
}

impl Line<'_> {
    /// What its link says.
    pub(crate) fn text(&self) -> &str {
        self.link.as_ref().map_or("", |link| &link.text)
    }
}

impl TocTarget {
    pub(crate) fn heading(self) -> Option<usize> {
        match self {
            Self::Heading(heading) => Some(heading),
            _ => None,
        }
    }
}

impl<'src> Toc<'src> {
    /// The table of contents of `document`; of several, the one that names most headings.
    pub(crate) fn find(document: &Document<'src>) -> Option<Self> {
        find::find(document)
    }
}
