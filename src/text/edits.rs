//! Edits that belong together, and are made whole or not at all.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{Edit, EditError, Span, apply_within};

/// The edits of one change: sorted by place, and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// Sorts `edits`; where two of them touch the same bytes, none of them is made.
    #[must_use]
    pub fn new(mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.span);
        let clashes = edits.windows(2).any(|pair| pair[0].overlaps(&pair[1]));
        Self(if clashes { Vec::new() } else { edits })
    }

    /// Adds `others`, where none of them touches what these replace; says whether it did.
    pub(crate) fn try_extend(&mut self, others: Vec<Edit>) -> bool {
        let joined = Self::new([self.0.clone(), others].concat());
        let fits = !joined.is_empty() || self.is_empty();
        if fits {
            *self = joined;
        }
        fits
    }

    /// `source` with the edits made.
    ///
    /// # Errors
    ///
    /// [`EditError`] where one lies outside of `source`.
    pub fn apply(&self, source: &str) -> Result<String, EditError> {
        super::apply(source, &self.0)
    }
}

impl From<Vec<Edit>> for Edits {
    fn from(edits: Vec<Edit>) -> Self {
        Self::new(edits)
    }
}

impl Deref for Edits {
    type Target = [Edit];

    fn deref(&self) -> &[Edit] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Edits {
    type Item = &'a Edit;
    type IntoIter = std::slice::Iter<'a, Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Several changes put together: of those that touch the same bytes, the one that starts first.
#[derive(Debug, Default)]
pub(crate) struct DisjointChanges<'a> {
    taken: BTreeMap<Span, &'a Edit>,
}

impl<'a> DisjointChanges<'a> {
    /// Takes all of `changes` that leave each other alone, and says of each whether it is among them.
    pub(crate) fn select(changes: &[&'a Edits]) -> (Self, Vec<bool>) {
        let mut selected = Self::default();
        let mut is_taken = vec![true; changes.len()];
        let mut order: Vec<usize> = (0..changes.len()).collect();
        order.sort_by_key(|&index| changes[index].first().map(|edit| edit.span));
        for index in order {
            let edits = changes[index];
            is_taken[index] = edits.iter().all(|edit| selected.is_free(edit));
            if is_taken[index] {
                selected.taken.extend(edits.iter().map(|edit| (edit.span, edit)));
            }
        }
        (selected, is_taken)
    }

    fn is_free(&self, edit: &Edit) -> bool {
        let before = self.taken.range(..=edit.span).next_back();
        let after = self.taken.range(edit.span..).next();
        before.is_none_or(|(_, taken)| !taken.overlaps(edit))
            && after.is_none_or(|(_, taken)| !edit.overlaps(taken))
    }

    /// All their edits, by place.
    pub(crate) fn edits(&self) -> impl Iterator<Item = &'a Edit> {
        self.taken.values().copied()
    }

    /// The text of `span` in `source` with the changes made, all of which lie in it.
    ///
    /// # Errors
    ///
    /// [`EditError`] where one does not.
    pub(crate) fn apply_within(&self, source: &str, span: Span) -> Result<String, EditError> {
        apply_within(source, span, self.edits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_touches_another_is_dropped_whole() {
        let bold = Edits::new(vec![Edit::insertion(2, "**"), Edit::insertion(7, "**")]);
        let inside = Edits::new(vec![Edit::replacement(Span::new(3, 5), "LL")]);
        let clash = Edits::new(vec![Edit::deletion(Span::new(4, 6)), Edit::insertion(17, ".")]);
        let (changes, is_taken) = DisjointChanges::select(&[&clash, &bold, &inside]);
        assert_eq!(is_taken, [false, true, true]);
        let source = "- Llama - a model";
        let whole = Span::new(0, source.len());
        assert_eq!(changes.apply_within(source, whole).unwrap(), "- **LLLma** - a model");
        assert_eq!(changes.apply_within(source, Span::new(2, 7)).unwrap(), "**LLLma**");
        assert!(changes.apply_within(source, Span::new(2, 6)).is_err());
    }

    #[test]
    fn example_of_edits() -> Result<(), crate::text::EditError> {
        use crate::text::{Edit, Edits, Span};

        let bold = Edits::new(vec![Edit::insertion(7, "**"), Edit::insertion(2, "**")]);
        assert_eq!(bold.apply("- Llama - a model")?, "- **Llama** - a model");

        let clash = vec![Edit::deletion(Span::new(0, 2)), Edit::deletion(Span::new(1, 3))];
        assert!(Edits::new(clash).is_empty());
        Ok(())
    }
}
