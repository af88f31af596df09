//! Containment, conservation and meaning, proven on the output before anything is written.
//!
//! The output is parsed again and compared with the source, entry by entry and cell by cell. The comparison knows which
//! entries were moved and which cells a fix was made in, and nothing of how the edits were put together.

use std::collections::{HashMap, HashSet};

use thiserror::Error;

use crate::convention::{CellValue, ListingConvention};
use crate::document::{Cell, Document, Entry, Listing};
use crate::rules::{Context, Finding, Movement};
use crate::text::{Edit, Span, outside_is_unchanged};
use crate::value::canonical;

/// The result would not be the same list: a defect of `relist`, found before it could do harm.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {reason}; the text is left as it is (please report this)")]
pub struct ProofError {
    /// The line of the source, from 1.
    pub line: usize,
    /// What would be lost or changed.
    pub reason: String,
}

impl ProofError {
    pub(super) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }
}

/// Proves that `output` is the source with `fixed` mended, and nothing else.
pub(super) fn prove(
    context: &Context<'_>,
    fixed: &[&Finding],
    edits: &[Edit],
    output: &str,
) -> Result<(), ProofError> {
    let before = context.document;
    if !outside_is_unchanged(before.source(), output, edits) {
        return Err(ProofError::new(1, "a byte outside of the edits would change"));
    }
    let after = Document::parse(output);
    if !before.defines_the_same(&after) {
        return Err(ProofError::new(1, "a reference link would lead elsewhere"));
    }
    if before.listings().len() != after.listings().len() {
        return Err(ProofError::new(1, "a table would appear or vanish"));
    }
    let outside: Vec<Span> = fixed
        .iter()
        .filter(|finding| finding.place.is_none())
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| fix.edits.iter().map(|edit| edit.span))
        .collect();
    if !before.meaning_outside_listings().is_same_except(&after.meaning_outside_listings(), &outside) {
        return Err(ProofError::new(1, "text outside of the tables would render differently"));
    }
    let changed: HashSet<(usize, usize, usize)> = fixed
        .iter()
        .filter_map(|finding| finding.place)
        .filter_map(|place| Some((place.listing, place.entry?, place.column?)))
        .collect();
    let cleared: HashSet<(usize, usize)> = fixed
        .iter()
        .filter(|finding| finding.rule.name == "excess-cells")
        .filter_map(|finding| finding.place)
        .filter_map(|place| Some((place.listing, place.entry?)))
        .collect();
    for (index, (old, new)) in before.listings().iter().zip(after.listings()).enumerate() {
        let movements =
            fixed.iter().filter(|finding| finding.place.is_some_and(|place| place.listing == index));
        let movements = movements.filter_map(|finding| finding.fix.as_ref()?.movement).collect();
        let listing =
            Pair { before, after: &after, old, new, convention: &context.conventions.listings()[index] };
        listing.prove(
            movements,
            |entry, column| changed.contains(&(index, entry, column)),
            |entry| cleared.contains(&(index, entry)),
        )?;
    }
    Ok(())
}

/// A listing before and after.
struct Pair<'a> {
    before: &'a Document<'a>,
    after: &'a Document<'a>,
    old: &'a Listing,
    new: &'a Listing,
    convention: &'a ListingConvention,
}

impl Pair<'_> {
    fn prove(
        &self,
        movements: Vec<Movement>,
        is_changed: impl Fn(usize, usize) -> bool,
        is_cleared: impl Fn(usize) -> bool,
    ) -> Result<(), ProofError> {
        let line = self.before.lines().line(self.old.span.start);
        let names = |document: &Document<'_>, listing: &Listing| -> Vec<String> {
            listing.header.cells.iter().map(|cell| cell.content.of(document.source()).to_owned()).collect()
        };
        let same_frame = names(self.before, self.old) == names(self.after, self.new)
            && self.old.header.alignments == self.new.header.alignments
            && self.old.opaque.is_some() == self.new.opaque.is_some();
        if !same_frame {
            return Err(ProofError::new(line, "the header would change"));
        }
        if self.old.entries().len() != self.new.entries().len() {
            return Err(ProofError::new(line, "an entry would be lost or added"));
        }
        for (new, index) in self.new.entries().iter().zip(self.places(movements)) {
            let old = &self.old.entries()[index];
            self.prove_entry(old, new, |column| is_changed(index, column), is_cleared(index))
                .map_err(|reason| ProofError::new(old.line, reason))?;
        }
        Ok(())
    }

    /// Which entry of the source is reported to stand at each place of the output. Each occurs once: those that stay,
    /// in their order, and before each of them those that move there.
    fn places(&self, mut movements: Vec<Movement>) -> Vec<usize> {
        movements.sort_by_key(|movement| (movement.to, movement.rank));
        let entries = self.old.entries();
        let moving: HashMap<Span, usize> =
            entries.iter().enumerate().map(|(index, entry)| (entry.block, index)).collect();
        let leaving: HashSet<Span> = movements.iter().map(|movement| movement.from).collect();
        let stays = |entry: &Entry| !leaving.contains(&entry.block);
        let mut places = Vec::with_capacity(entries.len());
        let mut arrivals = movements.iter().peekable();
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| stays(entry)) {
            while let Some(movement) = arrivals.next_if(|movement| movement.to <= entry.block.start) {
                places.extend(moving.get(&movement.from));
            }
            places.push(index);
        }
        places.extend(arrivals.filter_map(|movement| moving.get(&movement.from)));
        places
    }

    fn prove_entry(
        &self,
        old: &Entry,
        new: &Entry,
        is_changed: impl Fn(usize) -> bool,
        is_cleared: bool,
    ) -> Result<(), String> {
        // Equal bytes in a row have equal cells, and where the definitions are the same, too, an equal meaning.
        let same_row = old.content.of(self.before.source()) == new.content.of(self.after.source());
        if same_row {
            return Ok(());
        }
        let (old_cells, new_cells) = (self.old.cells(old), self.new.cells(new));
        if old_cells.len() != new_cells.len() {
            return Err("a cell would be lost or added".to_owned());
        }
        let excess = |document: &Document<'_>, listing: &Listing, entry: &Entry| -> Vec<String> {
            // A blank one shows nowhere, and its finding leaves it out.
            let cells = listing.excess_cells(entry).iter().filter(|cell| !(is_cleared && cell.is_blank()));
            cells.map(|cell| cell.content.of(document.source()).to_owned()).collect()
        };
        if excess(self.before, self.old, old) != excess(self.after, self.new, new) {
            return Err("what stands behind the last column would change".to_owned());
        }
        for (column, (old, new)) in old_cells.iter().zip(new_cells).enumerate() {
            if is_changed(column) {
                self.prove_fix(column, old, new)?;
            } else if old.content.of(self.before.source()) != new.content.of(self.after.source())
                || self.before.meaning_of_cell(old) != self.after.meaning_of_cell(new)
            {
                return Err(format!("column {} would change without a finding", column + 1));
            }
        }
        Ok(())
    }

    /// A fix may respell: the value stays, each link leads where it led, and no word is lost.
    fn prove_fix(&self, column: usize, old: &Cell, new: &Cell) -> Result<(), String> {
        let links = |document: &Document<'_>, cell: &Cell| -> Vec<String> {
            let links = document.cell_links(cell).into_iter();
            links.map(|link| canonical(&link.url).unwrap_or_else(|| link.url.into_owned())).collect()
        };
        if links(self.before, old) != links(self.after, new) {
            return Err(format!("a link of column {} would lead elsewhere", column + 1));
        }
        let (old, new) = (self.before.cell_text(old), self.after.cell_text(new));
        let convention = &self.convention.columns[column];
        let (was, is) = (convention.read(old.as_str()), convention.read(new.as_str()));
        let says_the_same = match was {
            CellValue::Text | CellValue::Unread => {
                words(old.as_str()) == words(new.as_str()) || letters(old.as_str()).eq(letters(new.as_str()))
            }
            _ => was == is,
        };
        if says_the_same { Ok(()) } else { Err(format!("column {} would say something else", column + 1)) }
    }
}

/// The letters and digits of a text, one after the other, whatever stands between them and whatever their case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The letters and digits of a text, those of its bare links read as links.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split_whitespace() {
        let word = canonical(word).unwrap_or_else(|| word.to_owned());
        for part in word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
            *words.entry(part.to_owned()).or_default() += 1;
        }
    }
    words
}
