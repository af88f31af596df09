//! The laws that `relist` promises to keep, checked on any text.
//!
//! The layers below prove what they can before they hand a result out. This module does not take their word for it: it
//! looks at nothing but texts and what is read from them, counts in its own way, and so finds a defect in those proofs
//! as well. It is what `relist verify` prints, and what the tests run over whole folders of lists.

mod census;
mod formatting;
mod lens;

use std::fmt;

use crate::config::Config;
use crate::document::{Document, Tile};
use crate::text::LineIndex;

/// A promise about every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Law {
    /// The pieces of a document, joined, are its source.
    Tiling,
    /// Records that were not edited are written back byte for byte.
    GetPut,
    /// Edited records that were written read back as they were edited.
    PutGet,
    /// Formatting what is formatted changes nothing.
    Idempotence,
    /// Formatting changes no byte outside of the edits that it reports.
    Containment,
    /// No entry, cell, link, comment or excess cell is dropped.
    Conservation,
    /// What a reader sees stays, up to the moves and fixes that are reported.
    Meaning,
    /// The records alone are enough to write a new list.
    Completeness,
}

impl Law {
    /// All laws, in their order.
    pub const ALL: [Self; 8] = [
        Self::Tiling,
        Self::GetPut,
        Self::PutGet,
        Self::Idempotence,
        Self::Containment,
        Self::Conservation,
        Self::Meaning,
        Self::Completeness,
    ];
}

impl fmt::Display for Law {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Tiling => "tiling",
            Self::GetPut => "get-put",
            Self::PutGet => "put-get",
            Self::Idempotence => "idempotence",
            Self::Containment => "containment",
            Self::Conservation => "conservation",
            Self::Meaning => "meaning",
            Self::Completeness => "completeness",
        })
    }
}

/// Whether a law holds for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does.
    Holds,
    /// It does not.
    Broken {
        /// The line of the text, from 1, where it is known.
        line: Option<usize>,
        /// What is lost or changed.
        reason: String,
    },
}

impl Outcome {
    fn broken(line: Option<usize>, reason: impl Into<String>) -> Self {
        Self::Broken { line, reason: reason.into() }
    }
}

/// Checks all laws on `source`.
///
/// ```
/// use relist::config::Config;
/// use relist::laws::{Law, Outcome, verify};
///
/// let outcomes = verify("| Model | Size |\n|---|---|\n| Yi | 6B |\n", &Config::default());
/// assert_eq!(outcomes.len(), Law::ALL.len());
/// assert!(outcomes.iter().all(|(_, outcome)| *outcome == Outcome::Holds));
/// ```
#[must_use]
pub fn verify(source: &str, config: &Config) -> Vec<(Law, Outcome)> {
    let document = Document::parse(source);
    let mut outcomes = vec![(Law::Tiling, tiling(source, &document.tiles()))];
    outcomes.extend(lens::verify(&document, config));
    outcomes.extend(formatting::verify(&document, config));
    outcomes.sort_by_key(|(law, _)| *law);
    outcomes
}

fn tiling(source: &str, tiles: &[Tile]) -> Outcome {
    let mut end = 0;
    let mut joined = String::with_capacity(source.len());
    for tile in tiles {
        if tile.span.start != end {
            let line = LineIndex::new(source).line(end);
            return Outcome::broken(Some(line), format!("bytes {end}..{} are in no piece", tile.span.start));
        }
        end = tile.span.end;
        joined.push_str(tile.span.of(source));
    }
    same_text(source, &joined, "the joined pieces")
}

/// Holds where `other` is `source`; otherwise says where they part.
fn same_text(source: &str, other: &str, what: &str) -> Outcome {
    if source == other {
        return Outcome::Holds;
    }
    let pairs = source.bytes().zip(other.bytes());
    let offset = pairs.take_while(|(one, other)| one == other).count();
    let line = LineIndex::new(source).line(offset);
    Outcome::broken(Some(line), format!("{what} differ from here"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TileKind;
    use crate::text::Span;

    #[test]
    fn a_gap_between_tiles_is_found() {
        let tile = |start, end| Tile { kind: TileKind::Prose, span: Span::new(start, end) };
        assert_eq!(tiling("a\nb", &[tile(0, 2), tile(2, 3)]), Outcome::Holds);
        let gap = tiling("a\nb", &[tile(0, 1), tile(2, 3)]);
        assert_eq!(gap, Outcome::broken(Some(1), "bytes 1..2 are in no piece"));
        assert_ne!(tiling("a\nb", &[tile(0, 2)]), Outcome::Holds);
    }

    #[test]
    fn laws_are_told_in_their_order() {
        let told = verify("", &Config::default());
        assert!(told.iter().map(|(law, _)| *law).eq(Law::ALL));
    }
}
