//! Places in a text and changes to it; knows no markdown.
//!
//! Everything above this layer speaks in byte [`Span`]s over one source string, and every rewrite is a list of
//! [`Edit`]s. Keeping both here, with no idea of what a table is, is what makes the containment law checkable:
//! whatever is not covered by an edit is the same byte in the output.

mod edit;
mod edits;
mod fingerprint;
mod line_index;
#[cfg(feature = "cli")]
mod shown;
mod span;
mod span_set;
mod suggestion;
mod width;
#[cfg(feature = "cli")]
mod wrap;

pub(crate) use edit::apply_within;
pub use edit::{Edit, EditError, apply, outside_is_unchanged};
pub(crate) use edits::{DisjointChanges, Edits};
pub(crate) use fingerprint::fingerprint;
pub(crate) use line_index::LineIndex;
pub use line_index::Position;
#[cfg(feature = "cli")]
pub(crate) use shown::{is_unprintable, shown, stand_in};
pub use span::Span;
pub(crate) use span_set::SpanSet;
pub(crate) use suggestion::{LONGEST_WORD, is_close, letters, suggestion};
pub(crate) use width::WidthMeasure;
pub use width::display_width;
#[cfg(feature = "cli")]
pub(crate) use wrap::wrapped;

/// The byte order mark that some editors put at the start of a UTF-8 file.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Splits a leading byte order mark from the rest of `source`.
///
/// A mark before a table turns it into a paragraph for the parser, so it is set aside while parsing.
///
/// ```
/// assert_eq!(relist::text::split_byte_order_mark("\u{feff}# Title"), ("\u{feff}", "# Title"));
/// assert_eq!(relist::text::split_byte_order_mark("# Title"), ("", "# Title"));
/// ```
#[must_use]
pub fn split_byte_order_mark(source: &str) -> (&str, &str) {
    if source.starts_with(BYTE_ORDER_MARK) { source.split_at(BYTE_ORDER_MARK.len()) } else { ("", source) }
}
