//! What a writer says it has changed: which entries stand where, and which lines were mended.

use std::ops::{Range, RangeInclusive};

/// What is said to have changed between two texts; everything else must be equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    /// The listings in which entries moved, came or went.
    pub(crate) listings: Vec<Entries>,
    /// What was mended, by the lines of the source.
    pub(crate) touches: Vec<Touch>,
    /// The lines before and after in which lists were written anew; whatever is in those may have changed.
    pub(crate) renewed_lists: Vec<[Range<usize>; 2]>,
}

/// The entries of one listing before and after, each by the line on which it starts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entries {
    /// All of them in the source, in its order.
    pub(crate) before: Vec<usize>,
    /// All of them in the result, in its order, and which one of the source each of them was; `None` for a new one.
    pub(crate) after: Vec<(usize, Option<usize>)>,
    /// Whether the lists around them follow from them: how many there are, tight or loose, as of entries that were asked
    /// for one by one.
    pub(crate) makes_up_lists: bool,
}

/// Some lines in which something was mended.
#[derive(Clone, Debug)]
pub(crate) struct Touch {
    pub(crate) lines: RangeInclusive<usize>,
    /// The same lines of the result; needed where blocks may become other blocks.
    pub(crate) lines_after: RangeInclusive<usize>,
    /// The column, where it was mended in one cell of a table.
    pub(crate) column: Option<usize>,
    pub(crate) freedom: Freedom,
}

/// How far the content of a block may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Freedom {
    /// The same words and the same links, spelled in another way.
    Spelling,
    /// The same links and markup; the writer answers for the words, which say the same value.
    Value,
    /// The same words and markup; links may lead elsewhere, since their definition was rewritten.
    Destinations,
    /// Any content, in the same block.
    Content,
    /// Any blocks, on the same lines.
    Blocks,
}
