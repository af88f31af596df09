//! Lines and columns of many places of one text.
//!
//! A column is a count of characters, and a list may be one line of a megabyte with ten thousand findings on it: each
//! place is counted from the one before it, not from the start of the line.

use super::Range;
use crate::document::Document;
use crate::text::{Position, Span};

/// Finds lines and columns; fast for places that are near each other.
pub(super) struct PlaceFinder<'a> {
    document: &'a Document<'a>,
    /// The last place that was asked for.
    last: (usize, Position),
}

impl<'a> PlaceFinder<'a> {
    pub(super) fn of(document: &'a Document<'a>) -> Self {
        Self { document, last: (0, document.position(0)) }
    }

    pub(super) fn range(&mut self, span: Span) -> Range {
        Range { span, start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&mut self, offset: usize) -> Position {
        let (last, at) = self.last;
        let (source, lines) = (self.document.source(), self.document.lines());
        let line = lines.line(offset);
        let between = Span::new(last.min(offset), last.max(offset));
        // A byte order mark is on the first line, but in none of its columns.
        let in_mark = between.start < lines.line_span(source, line).start;
        let position = if line != at.line || in_mark {
            self.document.position(offset)
        } else {
            let distance = between.of(source).chars().count();
            let column = if offset < last { at.column - distance } else { at.column + distance };
            Position { line, column }
        };
        self.last = (offset, position);
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From any place to any other, the position is that which the line index counts.
    #[test]
    fn the_way_to_a_place_does_not_matter() {
        for source in ["", "\u{feff}ä\u{feff}b", "ab 天鹰\r\n🔥 c\n\nd", "\u{feff}\n\rä"] {
            let document = Document::parse(source);
            let ends = || (0..=source.len()).filter(|&end| source.is_char_boundary(end));
            for from in ends() {
                for to in ends() {
                    let mut places = PlaceFinder::of(&document);
                    let ways = [places.position(from), places.position(to), places.position(from)];
                    let counted = [from, to, from].map(|offset| document.position(offset));
                    assert_eq!(ways, counted, "{source:?} from {from} to {to}");
                }
            }
        }
    }
}
