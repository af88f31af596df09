//! From a byte offset to the line and column that a person sees.

use super::{Span, split_byte_order_mark};

/// A line and a column, both counted from one; the column counts characters, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// Where the lines of a text start.
///
/// A byte order mark belongs to no line. A line ends after `\n`, after `\r\n`, or after a `\r` that stands alone (`CommonMark` §2.1).
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the line starts of `source`.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 64 + 1);
        starts.push(split_byte_order_mark(source).0.len());
        for end in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let first_of_pair = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
            if !first_of_pair {
                starts.push(end + 1);
            }
        }
        Self { starts }
    }

    /// How many lines there are; a text that ends in a line end has an empty last line.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 1, that `offset` lies on.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Line and column of `offset` in `source`, the text that this index was made of.
    #[must_use]
    pub fn position(&self, source: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let before = source.get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The bytes of the line numbered `line` (from 1), its line end included; empty past the last line.
    #[must_use]
    pub fn line_span(&self, source: &str, line: usize) -> Span {
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index));
        let end = self.starts.get(line).copied().unwrap_or(source.len());
        start.map_or(Span::empty(source.len()), |&start| Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_line_index() {
        use crate::text::{LineIndex, Position};

        let source = "# Models\r\n| 模型 | Size |\n";
        let index = LineIndex::new(source);
        assert_eq!(index.position(source, 19), Position { line: 2, column: 6 });
        assert_eq!(index.line_span(source, 1).of(source), "# Models\r\n");
    }
}
