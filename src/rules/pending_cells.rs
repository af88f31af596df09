//! What cells will hold once the fixes on them are made.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::finding::{Finding, Fix, Place};
use crate::document::{Cell, Document};
use crate::text::{DisjointChanges, Edits};

/// The edits inside of cells, by the cell's place in the source.
#[derive(Debug, Default)]
pub(crate) struct PendingCells {
    contents: HashMap<usize, String>,
    /// The findings whose fixes these are, by index.
    made: HashSet<usize>,
}

impl PendingCells {
    /// Collects the fixes that `applies` lets through.
    pub(super) fn new(document: &Document<'_>, findings: &[Finding], applies: impl Fn(&Fix) -> bool) -> Self {
        let mut fixes: HashMap<Place, Vec<(usize, &Edits)>> = HashMap::new();
        let mut pending = Self::default();
        for (index, finding) in findings.iter().enumerate() {
            if let (Some(fix), Some(place)) = (&finding.fix, finding.place)
                && applies(fix)
            {
                fixes.entry(place).or_default().push((index, &fix.edits));
            }
        }
        for (place, fixes) in fixes {
            let listing = &document.listings()[place.listing];
            let (Some(entry), Some(column)) = (place.entry, place.column) else { continue };
            let Some(cell) = listing.cell(&listing.entries()[entry], column) else { continue };
            let edits: Vec<&Edits> = fixes.iter().map(|(_, edits)| *edits).collect();
            let (changes, is_taken) = DisjointChanges::select(&edits);
            if let Ok(content) = changes.apply_within(document.source(), cell.content) {
                pending.contents.insert(cell.span.start, content);
                let taken = fixes.iter().zip(is_taken).filter(|(_, is_taken)| *is_taken);
                pending.made.extend(taken.map(|((index, _), _)| *index));
            }
        }
        pending
    }

    /// What `cell` will hold, without its padding.
    pub(super) fn content<'a>(&'a self, source: &'a str, cell: &Cell) -> &'a str {
        self.contents.get(&cell.span.start).map_or_else(|| cell.content.of(source), String::as_str)
    }

    /// Whether no cell is changed.
    pub(super) fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// Whether the fix of the finding with this index is among them.
    pub(super) fn makes(&self, finding: usize) -> bool {
        self.made.contains(&finding)
    }

    /// Whether a fix changes `cell`.
    pub(super) fn changes(&self, cell: &Cell) -> bool {
        self.contents.contains_key(&cell.span.start)
    }
}
