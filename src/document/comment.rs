//! HTML comments, where lists keep instructions for their tools.

use crate::text::Span;

/// An HTML comment that stands outside of listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands between the two, without the white space at its ends.
    pub text: Span,
}

/// The comments in `html`, a span of raw HTML.
pub(super) fn comments(source: &str, html: Span, found: &mut Vec<Comment>) {
    let text = html.of(source);
    let mut position = 0;
    while let Some(start) = text[position..].find("<!--").map(|offset| position + offset) {
        let Some(end) = text[start + 4..].find("-->").map(|offset| start + 4 + offset) else { return };
        let inner = &text[start + 4..end];
        let text_start = html.start + start + 4 + (inner.len() - inner.trim_start().len());
        found.push(Comment {
            span: Span::new(html.start + start, html.start + end + 3),
            text: Span::new(text_start, text_start + inner.trim().len()),
        });
        position = end + 3;
    }
}
