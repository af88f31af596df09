//! Many spans at once, asked whether they touch another one.

use super::Span;

/// Spans in their order and apart from each other, whatever they were made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SpanSet(Vec<Span>);

impl SpanSet {
    /// The spans.
    #[must_use]
    pub(crate) fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// Whether one of them shares a byte with `span`, or contains the place where that is, if it is empty.
    ///
    /// `O(log n)`.
    #[must_use]
    pub(crate) fn touches(&self, span: Span) -> bool {
        let first = self.0.partition_point(|known| known.end <= span.start);
        self.0
            .get(first)
            .is_some_and(|known| span.end > known.start || (span.is_empty() && span.start >= known.start))
    }
}

impl FromIterator<Span> for SpanSet {
    fn from_iter<T: IntoIterator<Item = Span>>(spans: T) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, kept| {
            let joins = next.start < kept.end;
            if joins {
                kept.end = kept.end.max(next.end);
            }
            joins
        });
        Self(spans)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_span_set() {
        use crate::text::{Span, SpanSet};

        let set: SpanSet = [Span::new(8, 9), Span::new(1, 3), Span::new(2, 5)].into_iter().collect();
        assert!(set.touches(Span::new(4, 6)) && set.touches(Span::empty(1)));
        assert!(!set.touches(Span::new(5, 8)) && !set.touches(Span::empty(5)));
    }
}
