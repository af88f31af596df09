//! The judge: what GitHub shows of a text, and whether two texts show the same page.
//!
//! The reader (`document`) and the judge are two parsers. pulldown-cmark finds what there is to mend; comrak, a port of
//! GitHub's own parser, says what a visitor of the page sees. Whatever is about to be written is read by the judge, and
//! compared with what it sees in the source. A fault in the reader's understanding of markdown, or in a rule's, is found
//! here before it reaches a file. This module is the only one that knows comrak, and it knows nothing of rules or
//! conventions: it is given the entries that moved and the lines that were mended, and expects everything else to be equal.

mod around;
mod block;
mod compare;
mod definitions;
mod entries;
mod leaf;
mod lines;
mod outline;
mod read;
#[cfg(test)]
mod tests;
mod unordered;

pub(crate) use around::{Renewed, compare_around};
pub(crate) use block::Page;
pub(crate) use compare::{Verdict, compare};
pub(crate) use entries::{Changes, Entries, Freedom, Touch};
pub(crate) use lines::lines_show_as_in;
pub(crate) use read::read_both;
pub(crate) use unordered::compare_unordered;
