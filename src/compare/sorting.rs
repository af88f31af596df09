//! Entries that were added, moved to where the order of their listing has them.

use std::collections::HashSet;

use super::conflict::MergeParts;
use super::merge::Merger;
use super::version::{ComparedVersion, UnitGroup};
use crate::config::Config;
use crate::convention::{ListingConvention, moved_among};

impl<'v> Merger<'v, '_> {
    /// The merged group with the entries that were added where its order has them: the order that both sides keep, or
    /// the one that a side brought in while the other one still had the old.
    pub(super) fn in_order(&self, parts: MergeParts, groups: [&'v UnitGroup; 3]) -> MergeParts {
        self.sorted(&parts, groups).unwrap_or(parts)
    }

    fn sorted(&self, parts: &MergeParts, groups: [&'v UnitGroup; 3]) -> Option<MergeParts> {
        let keeps = [0, 1, 2].map(|side| self.order_kept(side, groups[side]));
        // The side whose order it is, and the one whose entries have their places.
        let (learned, placed) = match keeps {
            [_, Some(ours), Some(_)] => (ours, 0),
            [None, Some(ours), None] => (ours, 1),
            [None, None, Some(theirs)] => (theirs, 2),
            _ => return None,
        };
        let text = parts.settled()?;
        let merged = ComparedVersion::new(&text, &Config::default());
        let ([group], [listing]) = (merged.groups.as_slice(), merged.document.listings()) else {
            return None;
        };
        let has_columns = listing.column_count() == learned.columns.len();
        if group.units.len() != listing.entries().len() || !has_columns {
            return None;
        }
        let known: HashSet<&[String]> =
            groups[placed].units.iter().map(|unit| unit.identity.cells.as_slice()).collect();
        let is_new = |entry: usize| {
            let unit = &group.units[entry];
            !known.contains(unit.identity.cells.as_slice())
        };
        let order = learned.sorted_with(&merged.document, listing, is_new)?;
        let moves = moved_among(&order, is_new);
        if order.iter().zip(moves).any(|(entry, moves)| moves && !is_new(*entry)) {
            return None;
        }
        let mut sorted = MergeParts::default();
        sorted.push_text(group.head.of(&text), self.line_end);
        for (place, entry) in order.iter().enumerate() {
            let unit = &group.units[*entry];
            sorted.push_text(unit.span.of(&text), self.line_end);
            if place + 1 < order.len() {
                // Blank lines stay where they are, the last entry has none.
                sorted.push_text(group.units[place].gap.of(&text), self.line_end);
            }
        }
        Some(sorted)
    }

    /// What is learned of a group of a version that is in the order which it keeps.
    fn order_kept(&self, side: usize, group: &'v UnitGroup) -> Option<&ListingConvention> {
        let (index, _) = group.units.first()?.entry?;
        let (listing, learned) = self.versions[side].listing(index);
        let is_whole = listing.entries().len() == group.units.len();
        let keeps = learned.sorted(&self.versions[side].document, listing).is_none();
        (is_whole && keeps && !learned.order_in_force().is_empty()).then_some(learned)
    }
}
