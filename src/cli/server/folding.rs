//! What can be folded away: sections, tables and lists, comments of several lines.

use lsp_types::{FoldingRange, FoldingRangeKind};

use super::text::Text;
use crate::document::{Document, Section};
use crate::text::Span;

pub(super) fn of(text: &Text) -> Vec<FoldingRange> {
    let document = Document::parse(text.source());
    let sections = extents(document.sections(), text.source().len());
    let headings = document.sections().iter().zip(sections).map(|(_, extent)| (extent, None));
    let listings = document.listings().iter().map(|listing| (listing.span, None));
    let comments = document.comments().iter().map(|comment| (comment.span, Some(FoldingRangeKind::Comment)));
    let mut folds: Vec<_> =
        headings.chain(listings).chain(comments).filter_map(|(span, kind)| fold(text, span, kind)).collect();
    folds.sort_by_key(|fold| (fold.start_line, std::cmp::Reverse(fold.end_line)));
    folds
}

/// The lines of `span` without the blank ones at its end; nothing where that is one line.
fn fold(text: &Text, span: Span, kind: Option<FoldingRangeKind>) -> Option<FoldingRange> {
    let end = span.start + span.of(text.source()).trim_end().len();
    let line = |offset| u32::try_from(text.line_of(offset)).ok();
    let (start_line, end_line) = (line(span.start)?, line(end)?);
    (start_line < end_line).then_some(FoldingRange { start_line, end_line, kind, ..FoldingRange::default() })
}

/// What belongs to each section: all until the next heading of its level or above.
pub(super) fn extents(sections: &[Section], end: usize) -> Vec<Span> {
    let mut extents: Vec<Span> = sections.iter().map(|section| Span::new(section.span.start, end)).collect();
    let mut open: Vec<usize> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        while let Some(last) = open.pop_if(|last| sections[*last].level >= section.level) {
            extents[last].end = section.span.start.max(extents[last].start);
        }
        open.push(index);
    }
    extents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::server::text::Encoding;

    #[test]
    fn sections_lists_and_comments_fold() {
        let source = "# A\n\n## B\n\n- [x](https://x.example) - X.\n- [y](https://y.example) - Y.\n\n## C\n\n<!--\nc\n-->\n\n# D\n";
        let folds = of(&Text::new(source.to_owned(), Encoding::Utf8));
        let lines: Vec<_> =
            folds.iter().map(|fold| (fold.start_line, fold.end_line, fold.kind.is_some())).collect();
        assert_eq!(lines, [(0, 11, false), (2, 5, false), (4, 5, false), (7, 11, false), (9, 11, true)]);
    }
}
