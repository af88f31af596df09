//! The only way that anything is ever rewritten.

use thiserror::Error;

use super::Span;

/// Replace the bytes of `span` by `replacement`.
///
/// An empty span inserts, an empty replacement deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in offsets of the original text.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    #[must_use]
    pub fn replacement(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// Inserts `text` before the byte at `offset`.
    #[must_use]
    pub fn insertion(offset: usize, text: impl Into<String>) -> Self {
        Self::replacement(Span::empty(offset), text)
    }

    /// Deletes `span`.
    #[must_use]
    pub fn deletion(span: Span) -> Self {
        Self::replacement(span, "")
    }

    /// Whether `next`, which starts no earlier, touches bytes that this edit replaces, or stands in the same place.
    #[must_use]
    pub fn overlaps(&self, next: &Self) -> bool {
        next.span.start < self.span.end || next.span == self.span
    }

    /// Whether the edit leaves `source` as it is.
    #[must_use]
    pub fn is_noop(&self, source: &str) -> bool {
        self.span.of(source) == self.replacement && source.get(self.span.start..self.span.end).is_some()
    }
}

/// Why a list of edits cannot be applied.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// Two edits touch the same bytes.
    #[error("two edits overlap at byte {0}")]
    Overlap(usize),
    /// An edit reaches past the end of the text, or into the middle of a character.
    #[error("an edit at byte {0} does not lie on the text's characters")]
    OutOfBounds(usize),
}

/// Applies `edits`, which must be sorted by place and not overlap, to `source`.
///
/// Insertions at one place are made in the order given.
///
/// # Errors
///
/// [`EditError`] where two edits overlap, are not in order, or lie outside of `source`.
///
/// ```
/// use relist::text::{Edit, Span, apply};
///
/// let edits = [Edit::replacement(Span::new(2, 4), "7B"), Edit::insertion(5, " 13B |")];
/// assert_eq!(apply("| 7b |", &edits)?, "| 7B  13B ||");
/// # Ok::<(), relist::text::EditError>(())
/// ```
pub fn apply(source: &str, edits: &[Edit]) -> Result<String, EditError> {
    apply_within(source, Span::new(0, source.len()), edits)
}

/// The text of `span` in `source`, with `edits` made in it.
///
/// # Errors
///
/// As [`apply`], and where an edit lies outside of `span`.
pub(crate) fn apply_within<'e>(
    source: &str,
    span: Span,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Result<String, EditError> {
    let source = source.get(..span.end).ok_or(EditError::OutOfBounds(span.end))?;
    let mut output = String::with_capacity(span.len());
    let mut position = span.start;
    for edit in edits {
        if edit.span.start < position {
            return Err(EditError::Overlap(edit.span.start));
        }
        let kept = source.get(position..edit.span.start);
        output.push_str(kept.ok_or(EditError::OutOfBounds(edit.span.start))?);
        output.push_str(&edit.replacement);
        position = edit.span.end.max(edit.span.start);
    }
    output.push_str(source.get(position..).ok_or(EditError::OutOfBounds(position))?);
    Ok(output)
}

/// Whether `output` differs from `source` only inside `edits`: the containment law, checked on bytes.
///
/// This walks the two texts side by side and does not rely on [`apply`] having made `output`.
///
/// ```
/// use relist::text::{Edit, Span, outside_is_unchanged};
///
/// let edits = [Edit::replacement(Span::new(2, 4), "7B")];
/// assert!(outside_is_unchanged("| 7b |", "| 7B |", &edits));
/// assert!(!outside_is_unchanged("| 7b |", "| 7B  |", &edits));
/// ```
#[must_use]
pub fn outside_is_unchanged(source: &str, output: &str, edits: &[Edit]) -> bool {
    let (source, output) = (source.as_bytes(), output.as_bytes());
    let (mut from, mut to) = (0, 0);
    for edit in edits {
        let Some(kept) = source.get(from..edit.span.start) else { return false };
        let copied = output.get(to..to + kept.len());
        let placed = output.get(to + kept.len()..to + kept.len() + edit.replacement.len());
        if copied != Some(kept) || placed != Some(edit.replacement.as_bytes()) {
            return false;
        }
        to += kept.len() + edit.replacement.len();
        from = edit.span.end;
    }
    source.get(from..) == output.get(to..)
}
