//! The text of an open document, and the places in it as editors count them.
//!
//! An editor counts lines from 0 and columns in UTF-16 code units, or in bytes where both sides agree on that; relist
//! counts bytes. A byte order mark is a character of the first line here, as it is for an editor that keeps it.

use lsp_types::{Position, Range, TextDocumentContentChangeEvent, TextEdit};

use crate::text::{Edit, LineIndex, Span};

/// What columns are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    fn width(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
        }
    }

    fn width_of(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// A text and its lines.
#[derive(Clone, Debug)]
pub(super) struct Text {
    source: String,
    lines: LineIndex,
    encoding: Encoding,
}

impl Text {
    pub(super) fn new(source: String, encoding: Encoding) -> Self {
        Self { lines: LineIndex::new(&source), source, encoding }
    }

    pub(super) fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn line_count(&self) -> usize {
        self.lines.line_count()
    }

    /// The bytes of a line, counted from 0, its line end included.
    pub(super) fn line(&self, line: usize) -> Span {
        let span = self.lines.line_span(&self.source, line.saturating_add(1));
        if line == 0 { Span::new(0, span.end) } else { span }
    }

    /// The line, from 0, that `offset` lies on.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.line(offset) - 1
    }

    /// The byte at `position`. Past the end of a line it is that end, as the protocol says; in the middle of a character
    /// it is its start.
    pub(super) fn offset(&self, position: Position) -> usize {
        let (line, wanted) = (position.line as usize, position.character as usize);
        if line >= self.line_count() {
            return self.source.len();
        }
        let span = self.line(line);
        let mut offset = span.start;
        let mut column = 0;
        for character in span.of(&self.source).trim_end_matches(['\n', '\r']).chars() {
            column += self.encoding.width(character);
            if column > wanted {
                break;
            }
            offset += character.len_utf8();
        }
        offset
    }

    /// The bytes of `range`, whichever of its ends comes first.
    pub(super) fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// Makes a change that was typed.
    pub(super) fn change(&mut self, change: TextDocumentContentChangeEvent) {
        match change.range {
            Some(range) => {
                let span = self.span(range);
                self.source.replace_range(span.start..span.end, &change.text);
            }
            None => self.source = change.text,
        }
        self.lines = LineIndex::new(&self.source);
    }

    pub(super) fn places(&self) -> PositionFinder<'_> {
        PositionFinder { text: self, last: (0, Position::new(0, 0)) }
    }

    /// `edits`, which are sorted and apart, as an editor makes them: those that touch become one, for editors differ in
    /// which of two edits in one place comes first.
    pub(super) fn edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        let mut places = self.places();
        let touching = edits.chunk_by(|one, next| one.span.end == next.span.start);
        let joined = touching.filter_map(|touching| {
            let span = touching.first()?.span.join(touching.last()?.span);
            let text = touching.iter().map(|edit| edit.replacement.as_str()).collect();
            Some(TextEdit::new(places.range(span), text))
        });
        joined.collect()
    }
}

/// Finds lines and columns; each place is counted from the one before it, where both are on one line.
pub(super) struct PositionFinder<'a> {
    text: &'a Text,
    last: (usize, Position),
}

impl PositionFinder<'_> {
    pub(super) fn range(&mut self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    pub(super) fn position(&mut self, offset: usize) -> Position {
        let text = self.text;
        let line = text.line_of(offset);
        let (last, at) = self.last;
        let column = if line == at.line as usize {
            let distance = text.encoding.width_of(&text.source[last.min(offset)..last.max(offset)]);
            let column = at.character as usize;
            if offset < last { column - distance } else { column + distance }
        } else {
            text.encoding.width_of(&text.source[text.line(line).start..offset])
        };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let position = Position::new(number(line), number(column));
        self.last = (offset, position);
        position
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cases::cases;

    const ENCODINGS: [Encoding; 2] = [Encoding::Utf8, Encoding::Utf16];

    fn change(range: Option<Range>, text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn columns_are_counted_as_agreed() {
        let source = "\u{feff}a\n| 模型🔥 | x |\r\nnaïve\r\n";
        let x = source.find("x |").unwrap();
        for (encoding, column) in [(Encoding::Utf8, 15), (Encoding::Utf16, 9)] {
            let text = Text::new(source.to_owned(), encoding);
            assert_eq!(text.places().position(x), Position::new(1, column), "{encoding:?}");
            assert_eq!(text.offset(Position::new(1, column)), x, "{encoding:?}");
            assert_eq!(text.offset(Position::new(0, 0)), 0);
            assert_eq!(text.offset(Position::new(1, 999)), source.find("\r\n").unwrap());
            assert_eq!(text.offset(Position::new(3, 9)), source.len());
            assert_eq!(text.offset(Position::new(u32::MAX, u32::MAX)), source.len());
        }
        let text = Text::new("🔥".to_owned(), Encoding::Utf16);
        assert_eq!(text.offset(Position::new(0, 1)), 0, "half a character");
    }

    #[test]
    fn changes_are_made_where_they_were_typed() {
        let mut text = Text::new("# 模型\n\n- 🔥 a\n".to_owned(), Encoding::Utf16);
        text.change(change(Some(Range::new(Position::new(2, 5), Position::new(2, 6))), "b\nc"));
        assert_eq!(text.source(), "# 模型\n\n- 🔥 b\nc\n");
        text.change(change(Some(Range::new(Position::new(3, 0), Position::new(2, 2))), ""));
        assert_eq!(text.source(), "# 模型\n\n- c\n");
        text.change(change(None, "x"));
        assert_eq!((text.source(), text.line_count()), ("x", 1));
    }

    proptest! {
        #![proptest_config(cases(256))]

        /// Any place is found again, from any other and in both encodings.
        #[test]
        fn places_survive_the_way_there_and_back(
            source in "[a|é模🔥\u{feff}\r\n ]{0,24}",
            picks in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        ) {
            for encoding in ENCODINGS {
                let text = Text::new(source.clone(), encoding);
                let mut places = text.places();
                let ends: Vec<usize> = (0..=source.len()).filter(|&end| source.is_char_boundary(end)).collect();
                for offset in picks.iter().map(|pick| ends[pick.index(ends.len())]) {
                    let position = places.position(offset);
                    let (found, line_end) = (text.offset(position), text.line(position.line as usize).of(&source));
                    // No position is between the two characters of a line end.
                    let end = text.line(position.line as usize).start + line_end.trim_end_matches(['\r', '\n']).len();
                    prop_assert_eq!(found, offset.min(end));
                    prop_assert_eq!(position, text.places().position(offset));
                }
            }
        }
    }
}
