//! What cells will hold once the fixes on them are made.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::{Finding, Fix};
use crate::document::{Cell, Document};
use crate::text::{Edit, apply};

/// The edits inside of cells, by the cell's place in the source.
#[derive(Debug, Default)]
pub struct Overlay {
    contents: HashMap<usize, String>,
    /// The findings whose fixes these are, by index.
    made: HashSet<usize>,
}

impl Overlay {
    /// Collects the fixes that `applies` lets through.
    #[must_use]
    pub fn new(document: &Document<'_>, findings: &[Finding], applies: impl Fn(&Fix) -> bool) -> Self {
        let mut edits: HashMap<(usize, usize, usize), Vec<&Edit>> = HashMap::new();
        let mut overlay = Self::default();
        for (index, finding) in findings.iter().enumerate() {
            if let (Some(fix), Some(place)) = (&finding.fix, finding.place)
                && let (Some(entry), Some(column)) = (place.entry, place.column)
                && applies(fix)
            {
                edits.entry((place.listing, entry, column)).or_default().extend(&fix.edits);
                overlay.made.insert(index);
            }
        }
        for ((listing, entry, column), mut edits) in edits {
            let listing = &document.listings()[listing];
            let Some(cell) = listing.cell(&listing.entries()[entry], column) else { continue };
            edits.sort_by_key(|edit| edit.span);
            edits.dedup_by(|next, kept| kept.overlaps(next));
            let shifted: Vec<Edit> = edits
                .into_iter()
                .map(|edit| {
                    let (start, end) =
                        (edit.span.start - cell.content.start, edit.span.end - cell.content.start);
                    Edit::replacement(crate::text::Span::new(start, end), edit.replacement.clone())
                })
                .collect();
            if let Ok(content) = apply(cell.content.of(document.source()), &shifted) {
                overlay.contents.insert(cell.span.start, content);
            }
        }
        overlay
    }

    /// What `cell` will hold, without its padding.
    #[must_use]
    pub fn content<'a>(&'a self, source: &'a str, cell: &Cell) -> &'a str {
        self.contents.get(&cell.span.start).map_or_else(|| cell.content.of(source), String::as_str)
    }

    /// Whether no cell is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// Whether the fix of the finding with this index is among them.
    #[must_use]
    pub fn makes(&self, finding: usize) -> bool {
        self.made.contains(&finding)
    }

    /// Whether a fix changes `cell`.
    #[must_use]
    pub fn changes(&self, cell: &Cell) -> bool {
        self.contents.contains_key(&cell.span.start)
    }
}
