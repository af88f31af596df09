//! A half-open range of bytes in a source text.

use std::fmt;
use std::ops::Range;

/// The bytes `start..end` of some source text.
///
/// Unlike [`Range`], a span is [`Copy`] and ordered, so it can be stored in every cell and sorted on.
///
/// ```
/// use relist::text::Span;
///
/// let source = "| Llama | 7B |";
/// let cell = Span::new(2, 7);
/// assert_eq!(cell.of(source), "Llama");
/// assert_eq!(cell.len(), 5);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// A span of the bytes `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// An empty span at `offset`: the place of an insertion.
    #[must_use]
    pub const fn empty(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The text that this span covers, or `""` where it does not lie inside `source`.
    #[inline]
    #[must_use]
    pub fn of(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span in a text that has `offset` more bytes in front.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// The part of this span that is left when white space is trimmed from both ends of its text.
    #[inline]
    #[must_use]
    pub fn trimmed(self, source: &str) -> Self {
        let mut bytes = self.of(source).as_bytes();
        // Most padding of an aligned table is a long run of spaces at the end.
        while let Some(rest) = bytes.strip_suffix(&[b' '; 16]) {
            bytes = rest;
        }
        let Some(first) = bytes.iter().position(|&byte| !is_padding(byte)) else {
            return Self::empty(self.end);
        };
        let last = bytes.iter().rposition(|&byte| !is_padding(byte)).unwrap_or(first);
        Self::new(self.start + first, self.start + last + 1)
    }
}

/// What the parser strips from the ends of a cell. A no-break space is content.
const fn is_padding(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

impl fmt::Debug for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}
