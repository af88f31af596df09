//! Lists, merged item by item.
//!
//! An item's marker and its indent are its layout: a list whose stars became dashes on one side merges with an item that
//! the other side added, which gets a dash, too, or it would start a list of its own.

use super::conflict::MergeParts;
use super::interleave::{self, Entity};
use super::merge::{Merger, Region};
use super::version::{RowOrItem, UnitGroup};
use crate::text::Span;

impl<'v> Merger<'v, '_> {
    /// Merges the items of a list.
    pub(super) fn list(&self, groups: [&'v UnitGroup; 3]) -> MergeParts {
        let marks = Marks::new(self, groups);
        let parts = self.units(groups, |entity| {
            let units = [0, 1, 2].map(|side| entity[side].map(|index| &groups[side].units[index]));
            self.item(units, &marks)
        });
        self.in_order(parts, groups)
    }

    /// The units of a group in their order, each merged by `merge`, with the blank lines between them.
    pub(super) fn units(
        &self,
        groups: [&'v UnitGroup; 3],
        merge: impl Fn(&Entity) -> MergeParts,
    ) -> MergeParts {
        let mut parts = MergeParts::default();
        let mut gap: Option<&str> = None;
        for entity in interleave::entities(groups) {
            let merged = merge(&entity);
            if merged.0.is_empty() {
                continue;
            }
            if let Some(gap) = gap {
                parts.push_text(gap, self.line_end);
            }
            parts.append(merged, self.line_end);
            gap = Some(self.gap(groups, entity));
        }
        parts
    }

    /// The blank lines behind an entry.
    fn gap(&self, groups: [&'v UnitGroup; 3], entity: Entity) -> &'v str {
        let gap = |side: usize| {
            let index = entity[side].filter(|index| index + 1 < groups[side].units.len())?;
            Some(self.text(side, groups[side].units[index].gap))
        };
        match [gap(0), gap(1), gap(2)] {
            [Some(base), Some(ours), Some(theirs)] => Self::settle([base, ours, theirs]).unwrap_or(ours),
            [_, Some(ours), _] => ours,
            [_, _, Some(theirs)] => theirs,
            _ => self.usual_gap(groups),
        }
    }

    /// What stands between most items.
    fn usual_gap(&self, groups: [&'v UnitGroup; 3]) -> &'v str {
        for side in [1, 2] {
            let units = &groups[side].units;
            let inner = &units[..units.len().saturating_sub(1)];
            let (loose, tight): (Vec<_>, Vec<_>) = inner.iter().partition(|unit| !unit.gap.is_empty());
            if loose.len() > tight.len() {
                return self.text(side, loose[0].gap);
            }
        }
        ""
    }

    fn item(&self, units: [Option<&'v RowOrItem>; 3], marks: &Marks<'v>) -> MergeParts {
        let settled = |side: usize, unit: &'v RowOrItem| {
            let mut parts = MergeParts::default();
            parts.push_text(&marks.marked(self, side, unit), self.line_end);
            parts
        };
        let said = [0, 1, 2].map(|side| units[side].map(|unit| self.said(side, unit)));
        match units {
            [_, None, None] => MergeParts::default(),
            [None, Some(ours), None] => settled(1, ours),
            [None, None, Some(theirs)] => settled(2, theirs),
            [None, Some(ours), Some(_)] if said[1] == said[2] => settled(1, ours),
            [Some(_), None, Some(_)] if said[0] == said[2] => MergeParts::default(),
            [Some(_), Some(_), None] if said[0] == said[1] => MergeParts::default(),
            [Some(base), Some(ours), Some(theirs)] => {
                let unchanged = self.text(1, ours.span) == self.text(0, base.span);
                if said[1] == said[2] || said[0] == said[2] {
                    // Where both say the same, the side that changed the layout is followed.
                    let side = if unchanged && said[0] == said[1] { (2, theirs) } else { (1, ours) };
                    settled(side.0, side.1)
                } else if said[0] == said[1] {
                    settled(2, theirs)
                } else {
                    self.changed_item([base, ours, theirs], marks)
                }
            }
            _ if self.is_elsewhere(units) => MergeParts::default(),
            _ => self.conflict(units),
        }
    }

    /// An item that both sides changed: by its link and what stands around it, or by its lines and the lists in it.
    fn changed_item(&self, units: [&'v RowOrItem; 3], marks: &Marks<'v>) -> MergeParts {
        if let Some(text) = self.merged_fields(units, marks) {
            let mut parts = MergeParts::default();
            parts.push_text(&text, self.line_end);
            return parts;
        }
        if let Some(text) = self.merged_cells(units) {
            let mut parts = MergeParts::default();
            parts.push_text(&text, self.line_end);
            return parts;
        }
        let regions = units.map(|unit| Region { span: unit.span, groups: &unit.groups });
        let has_groups = units.iter().all(|unit| !unit.groups.is_empty());
        if has_groups { self.region(regions) } else { self.conflict(units.map(Some)) }
    }

    /// A row of HTML, merged cell by cell, and the tags around them likewise.
    fn merged_cells(&self, units: [&'v RowOrItem; 3]) -> Option<String> {
        let pieces = |side: usize| -> Option<Vec<&'v str>> {
            let (listing, entry) = units[side].entry?;
            let (listing, _) = self.versions[side].listing(listing);
            let entry = listing.entries().get(entry).filter(|_| listing.is_html())?;
            let mut position = entry.block.start;
            let mut pieces = Vec::new();
            for cell in listing.cells(entry) {
                pieces.push(self.text(side, Span::new(position, cell.content.start)));
                pieces.push(self.text(side, cell.content));
                position = cell.content.end;
            }
            pieces.push(self.text(side, Span::new(position, entry.block.end)));
            Some(pieces)
        };
        let [base, ours, theirs] = [pieces(0)?, pieces(1)?, pieces(2)?];
        if base.len() != ours.len() || base.len() != theirs.len() {
            return None;
        }
        let settled = (0..base.len()).map(|index| Self::settle([base[index], ours[index], theirs[index]]));
        settled.collect::<Option<String>>()
    }

    /// What an item says: its lines without the marker, the indent and white space at their ends.
    fn said(&self, side: usize, unit: &RowOrItem) -> Vec<&'v str> {
        let body = self.text(side, Span::new(unit.marker.end, unit.span.end));
        body.lines().map(str::trim).collect()
    }

    /// An item with one line and a link, merged by name, destination and what follows.
    fn merged_fields(&self, units: [&'v RowOrItem; 3], marks: &Marks<'v>) -> Option<String> {
        let fields = [0, 1, 2].map(|side| self.fields(side, units[side]));
        let [Some(base), Some(ours), Some(theirs)] = fields else { return None };
        let mut merged = String::new();
        for field in 0..base.len() {
            merged.push_str(Self::settle([base[field], ours[field], theirs[field]])?);
        }
        let ends = [0, 1, 2].map(|side| {
            let line = self.text(side, units[side].span);
            &line[line.trim_end().len()..]
        });
        Some(marks.prefix(self, 1, units[1]) + &merged + Self::settle(ends).unwrap_or(ends[1]))
    }

    /// What stands before the destination of an item's first link, the destination, and what stands behind it.
    fn fields(&self, side: usize, unit: &'v RowOrItem) -> Option<[&'v str; 3]> {
        let text = self.text(side, unit.span);
        if text.trim_end().contains('\n') {
            return None;
        }
        let destination = unit.destination?;
        let start = body_start(text, unit);
        let end = unit.span.start + text.trim_end().len();
        let cut = |start: usize, end: usize| self.text(side, Span::new(start, end));
        Some([
            cut(start, destination.start),
            destination.of(self.versions[side].source()),
            cut(destination.end, end),
        ])
    }
}

/// Where the text of an item starts behind its marker.
fn body_start(text: &str, unit: &RowOrItem) -> usize {
    let rest = &text[(unit.marker.end - unit.span.start).min(text.len())..];
    unit.marker.end + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// How the items of a merged list are marked.
struct Marks<'v> {
    /// What stands before the text of its first item, in a bullet list.
    prefix: Option<&'v str>,
}

impl<'v> Marks<'v> {
    fn new(merger: &Merger<'v, '_>, groups: [&'v UnitGroup; 3]) -> Self {
        let prefixes = [0, 1, 2].map(|side| Self::own(merger, side, groups[side].units.first()?));
        let prefix = match prefixes {
            [Some(base), Some(ours), Some(theirs)] => {
                Some(Merger::settle([base, ours, theirs]).unwrap_or(ours))
            }
            _ => None,
        };
        Self { prefix }
    }

    /// What stands before the text of a bullet.
    fn own(merger: &Merger<'v, '_>, side: usize, unit: &RowOrItem) -> Option<&'v str> {
        let is_bullet = matches!(merger.text(side, unit.marker), "-" | "*" | "+");
        let start = body_start(merger.text(side, unit.span), unit);
        is_bullet.then(|| merger.text(side, Span::new(unit.span.start, start)))
    }

    /// What is to stand before the text of an item: what does, or what does in the list where that has another marker.
    fn prefix(&self, merger: &Merger<'v, '_>, side: usize, unit: &RowOrItem) -> String {
        let start = body_start(merger.text(side, unit.span), unit);
        let written = merger.text(side, Span::new(unit.span.start, start));
        match (self.prefix, Self::own(merger, side, unit)) {
            (Some(usual), Some(own)) if usual.trim() != own.trim() => usual.to_owned(),
            _ => written.to_owned(),
        }
    }

    /// The lines of an item, marked as the list is.
    fn marked(&self, merger: &Merger<'v, '_>, side: usize, unit: &RowOrItem) -> String {
        let text = merger.text(side, unit.span);
        let start = body_start(text, unit) - unit.span.start;
        let prefix = self.prefix(merger, side, unit);
        let is_one_line = !text.trim_end().contains('\n');
        if is_one_line || prefix.len() == start {
            return prefix + &text[start..];
        }
        // Further lines are indented as deep as the first one's text.
        let marker = prefix.trim();
        let (before, after) = (unit.marker.start - unit.span.start, unit.marker.end - unit.span.start);
        format!("{}{marker}{}", &text[..before], &text[after..])
    }
}
