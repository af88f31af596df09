//! Splits a table row into its cells.
//!
//! The parser drops excess cells without an event, yet lists keep sort keys and comments there. So rows are split
//! here, inside the range that the parser gives, and the result is compared with the parser's own cells: a table
//! where the two disagree is kept verbatim.

use crate::text::Span;

/// How a row is fenced by pipes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowEnds {
    pub(super) leading_pipe: bool,
    pub(super) trailing_pipe: bool,
}

/// Appends the spans between the pipes of `row` (its line without container prefix and line end) to `cells`.
///
/// A pipe after a backslash never divides, not even in code (GFM §4.10); any other pipe always does. White space
/// after the last pipe is not a cell.
pub(super) fn split(source: &str, row: Span, cells: &mut Vec<Span>) -> RowEnds {
    let bytes = row.of(source).as_bytes();
    let leading_pipe = bytes.first() == Some(&b'|');
    let mut start = usize::from(leading_pipe);
    for pipe in memchr::memchr_iter(b'|', bytes) {
        let divides = pipe >= start && (pipe == 0 || bytes[pipe - 1] != b'\\');
        if divides {
            cells.push(Span::new(row.start + start, row.start + pipe));
            start = pipe + 1;
        }
    }
    let trailing_pipe = bytes[start..].iter().all(|&byte| is_white_space(byte));
    if !trailing_pipe {
        cells.push(Span::new(row.start + start, row.end));
    }
    RowEnds { leading_pipe, trailing_pipe }
}

const fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &str) -> (Vec<&str>, bool, bool) {
        let mut spans = Vec::new();
        let ends = split(row, Span::new(0, row.len()), &mut spans);
        (spans.into_iter().map(|span| span.of(row)).collect(), ends.leading_pipe, ends.trailing_pipe)
    }

    #[test]
    fn outer_pipes_are_told_apart_from_cells() {
        assert_eq!(cells("| a | b |  "), (vec![" a ", " b "], true, true));
        assert_eq!(cells("a | b"), (vec!["a ", " b"], false, false));
        assert_eq!(cells("|| b"), (vec!["", " b"], true, false));
        assert_eq!(cells("|"), (vec![], true, true));
    }

    #[test]
    fn an_escaped_pipe_never_divides() {
        assert_eq!(cells(r"| a \| b | `c \| d` |"), (vec![r" a \| b ", r" `c \| d` "], true, true));
        assert_eq!(cells(r"| a \\| b |"), (vec![r" a \\| b "], true, true));
        assert_eq!(cells(r"\| a | b"), (vec![r"\| a ", " b"], false, false));
    }
}
