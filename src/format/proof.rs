//! Containment, conservation and meaning, proven on the output before anything is written.
//!
//! The output is parsed again (as much of it as can mean something else, see [`Excerpt`]) and compared with the source,
//! entry by entry and cell by cell. The comparison knows which entries were moved and which cells a fix was made in, and
//! nothing of how the edits were put together.

use std::collections::{BTreeSet, HashMap, HashSet};

use thiserror::Error;

use super::excerpt::{Excerpt, Part};
use crate::convention::{CellValue, ListingConvention};
use crate::document::{Cell, Document, Entry, Listing};
use crate::rules::{self, Applicability, Context, Finding, Movement};
use crate::text::{Edit, Span, apply, outside_is_unchanged};
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

/// What was proven, and what that says of a further look at the output.
pub(super) struct Proof {
    /// A cell says in other words what it said, which may sort it elsewhere.
    pub(super) changes_text: bool,
    /// The layout of each table, which is learned from cells as they are written, is the one that its rows now follow.
    pub(super) keeps_layout: bool,
}

/// Proves that `output` is the source with `fixed` mended, and nothing else.
pub(super) fn prove(
    context: &Context<'_>,
    fixed: &[&Finding],
    edits: &[Edit],
    output: &str,
) -> Result<Proof, ProofError> {
    if !outside_is_unchanged(context.document.source(), output, edits) {
        return Err(ProofError::new(1, "a byte outside of the edits would change"));
    }
    let alone = Excerpt::of(context.document, edits, output);
    if let Some(proof) = alone.and_then(|excerpt| prove_excerpt(context, fixed, &excerpt)) {
        debug_assert!(
            prove_document(context, fixed, output).is_ok(),
            "a part was proven that the whole denies"
        );
        return Ok(proof);
    }
    prove_document(context, fixed, output)
}

/// The proof on the listings that changed alone; `None` where it fails, and the whole document has to tell why.
fn prove_excerpt(context: &Context<'_>, fixed: &[&Finding], excerpt: &Excerpt) -> Option<Proof> {
    let after = Document::parse(&excerpt.text);
    if !excerpt.is_read_as(&after) {
        return None;
    }
    prove_listings(context, fixed, &after, &excerpt.parts).ok()
}

/// The proof on all that there is.
fn prove_document(context: &Context<'_>, fixed: &[&Finding], output: &str) -> Result<Proof, ProofError> {
    let before = context.document;
    let after = Document::parse(output);
    if !before.defines_the_same(&after) {
        return Err(ProofError::new(1, "a reference link would lead elsewhere"));
    }
    if before.listings().len() != after.listings().len() {
        return Err(ProofError::new(1, "a listing would appear or vanish"));
    }
    let outside: Vec<Span> = fixed
        .iter()
        .filter(|finding| finding.place.is_none())
        .filter_map(|finding| finding.fix.as_ref())
        .flat_map(|fix| fix.edits.iter().map(|edit| edit.span))
        .collect();
    let lines = rewritten_lines(before, fixed);
    let spans = |document: &Document<'_>| -> Vec<Span> {
        lines.iter().map(|&line| document.lines().line_span(document.source(), line)).collect()
    };
    let rewritten = [spans(before), spans(&after)];
    let is_same = before.meaning_outside_listings().is_same_except(
        &after.meaning_outside_listings(),
        &outside,
        [&rewritten[0], &rewritten[1]],
    );
    if !is_same {
        return Err(ProofError::new(1, "text outside of the listings would render differently"));
    }
    let all: Vec<Part> = (0..before.listings().len()).map(Part::whole).collect();
    prove_listings(context, fixed, &after, &all)
}

/// Proves that the listings of `after` are these parts of the source, and `fixed` mended in them.
fn prove_listings(
    context: &Context<'_>,
    fixed: &[&Finding],
    after: &Document<'_>,
    parts: &[Part],
) -> Result<Proof, ProofError> {
    let before = context.document;
    let changed = cell_fixes(fixed);
    let entry_edits = entry_edits(fixed);
    let cleared: HashSet<(usize, usize)> = fixed
        .iter()
        .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.removes_excess_cells))
        .filter_map(|finding| finding.place)
        .filter_map(|place| Some((place.listing, place.entry?)))
        .collect();
    let mut movements: HashMap<usize, Vec<Movement>> = HashMap::new();
    for finding in fixed {
        if let (Some(place), Some(fix)) = (finding.place, &finding.fix) {
            movements.entry(place.listing).or_default().extend(fix.movement);
        }
    }
    let changes_text = std::cell::Cell::new(false);
    for (part, new) in parts.iter().zip(after.listings()) {
        let index = part.listing;
        let old = &before.listings()[index];
        let convention = &context.conventions.listings()[index];
        let pair = Pair {
            before,
            after,
            old,
            only: part.entries.as_deref(),
            new,
            convention,
            changes_text: &changes_text,
        };
        pair.prove(
            movements.remove(&index).unwrap_or_default(),
            |entry, column| changed.get(&(index, entry, column)),
            |entry| cleared.contains(&(index, entry)),
            |entry| entry_edits.get(&(index, entry)).cloned().unwrap_or_default(),
        )?;
    }
    let changes_text = changes_text.get();
    // Where there is to be a further look anyhow, that will tell.
    let listings: Vec<usize> = parts.iter().map(|part| part.listing).collect();
    let layouts = context.conventions.laid_out_anew(&listings);
    let keeps_layout = !changes_text && rules::keep_layout(context, after, &layouts);
    Ok(Proof { changes_text, keeps_layout })
}

/// The lines outside of listings that a fix may turn into something else: those of unsafe fixes. No fix adds or removes
/// a line, so that they have the same numbers before and after.
fn rewritten_lines(before: &Document<'_>, fixed: &[&Finding]) -> BTreeSet<usize> {
    let in_prose = fixed.iter().filter(|finding| finding.place.is_none());
    let proposed = in_prose.filter_map(|finding| finding.fix.as_ref());
    let asked_for = proposed.filter(|fix| fix.applicability == Applicability::Unsafe);
    asked_for.flat_map(|fix| fix.edits.iter().map(|edit| before.lines().line(edit.span.start))).collect()
}

/// What is done to one cell.
struct CellFix<'a> {
    edits: Vec<&'a Edit>,
    /// Whether all of it leaves what is said.
    is_safe: bool,
}

/// The fixes inside of cells, by listing, entry and column.
fn cell_fixes<'a>(fixed: &[&'a Finding]) -> HashMap<(usize, usize, usize), CellFix<'a>> {
    let mut cells = HashMap::new();
    for finding in fixed {
        if let (Some(place), Some(fix)) = (finding.place, &finding.fix)
            && let (Some(entry), Some(column)) = (place.entry, place.column)
        {
            let cell = cells.entry((place.listing, entry, column));
            let cell = cell.or_insert(CellFix { edits: Vec::new(), is_safe: true });
            cell.edits.extend(&fix.edits);
            cell.is_safe &= fix.applicability == Applicability::Safe;
        }
    }
    for cell in cells.values_mut() {
        cell.edits.sort_by_key(|edit| edit.span);
        cell.edits.dedup_by(|next, kept| kept.overlaps(next));
    }
    cells
}

/// All edits inside of entries, by listing and entry, in their order and apart from each other.
fn entry_edits<'a>(fixed: &[&'a Finding]) -> HashMap<(usize, usize), Vec<&'a Edit>> {
    let mut entries: HashMap<(usize, usize), Vec<&Edit>> = HashMap::new();
    for finding in fixed {
        if let (Some(place), Some(fix)) = (finding.place, &finding.fix)
            && let Some(entry) = place.entry
        {
            entries.entry((place.listing, entry)).or_default().extend(&fix.edits);
        }
    }
    for edits in entries.values_mut() {
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by(|next, kept| kept.overlaps(next));
    }
    entries
}

/// A listing before and after.
struct Pair<'a> {
    before: &'a Document<'a>,
    after: &'a Document<'a>,
    old: &'a Listing,
    /// Which entries of the old one the new one has, where it has not all of them.
    only: Option<&'a [usize]>,
    new: &'a Listing,
    convention: &'a ListingConvention,
    /// Set where a cell says in other words what it said.
    changes_text: &'a std::cell::Cell<bool>,
}

impl Pair<'_> {
    fn prove<'f>(
        &self,
        movements: Vec<Movement>,
        fix_of: impl Fn(usize, usize) -> Option<&'f CellFix<'f>>,
        is_cleared: impl Fn(usize) -> bool,
        edits_of: impl Fn(usize) -> Vec<&'f Edit>,
    ) -> Result<(), ProofError> {
        let line = self.before.lines().line(self.old.span.start);
        let names = |document: &Document<'_>, listing: &Listing| -> Vec<String> {
            listing.header.cells.iter().map(|cell| cell.content.of(document.source()).to_owned()).collect()
        };
        let same_frame = names(self.before, self.old) == names(self.after, self.new)
            && self.old.header.alignments == self.new.header.alignments
            && self.old.kind == self.new.kind
            && self.old.opaque.is_some() == self.new.opaque.is_some();
        if !same_frame {
            return Err(ProofError::new(line, "the header would change"));
        }
        let places = self.only.map_or_else(|| self.places(movements), <[usize]>::to_vec);
        let expected = self.only.map_or(self.old.entries().len(), <[usize]>::len);
        if [places.len(), self.new.entries().len()] != [expected; 2] {
            return Err(ProofError::new(line, "an entry would be lost or added"));
        }
        for (new, index) in self.new.entries().iter().zip(places) {
            let old = &self.old.entries()[index];
            let outcome = if self.old.is_table() {
                self.prove_entry(old, new, |column| fix_of(index, column), is_cleared(index))
            } else {
                self.prove_item(old, new, |column| fix_of(index, column), edits_of(index))
            };
            outcome.map_err(|reason| ProofError::new(old.line, reason))?;
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

    fn prove_entry<'f>(
        &self,
        old: &Entry,
        new: &Entry,
        fix_of: impl Fn(usize) -> Option<&'f CellFix<'f>>,
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
        self.prove_cells(old_cells, new_cells, fix_of)
    }

    /// An item is what it was but for the edits, byte for byte, and has the same cells and the same structure.
    fn prove_item<'f>(
        &self,
        old: &Entry,
        new: &Entry,
        fix_of: impl Fn(usize) -> Option<&'f CellFix<'f>>,
        edits: Vec<&Edit>,
    ) -> Result<(), String> {
        let (was, is) = (old.content.of(self.before.source()), new.content.of(self.after.source()));
        let (said, says) = (self.before.meaning_of_entry(old), self.after.meaning_of_entry(new));
        if edits.is_empty() {
            // An item joins the list that its marker set it apart from, and takes over whether that is tight or loose.
            let same = was == is && (said == says || said.is_same_but_for_paragraphs(&says));
            return if same { Ok(()) } else { Err("it would render differently".to_owned()) };
        }
        let shifted = edits.into_iter().map(|edit| {
            let start = old.content.start;
            let span = Span::new(edit.span.start.checked_sub(start)?, edit.span.end.checked_sub(start)?);
            Some(Edit::replacement(span, edit.replacement.as_str()))
        });
        let expected = shifted.collect::<Option<Vec<_>>>().and_then(|edits| apply(was, &edits).ok());
        if expected.as_deref() != Some(is) {
            return Err("it would change otherwise than reported".to_owned());
        }
        // So that enough items still make a listing of those that are not looked at.
        if self.only.is_some() && old.shape != new.shape {
            return Err("it would count as something else".to_owned());
        }
        let fixes = (0..self.old.column_count()).filter_map(&fix_of);
        if fixes.into_iter().any(|fix| !fix.is_safe) {
            self.changes_text.set(true);
            // What was asked for may turn text into a link, and so one cell into two.
            return Ok(());
        }
        if !said.has_structure_of(&says) {
            return Err("its structure would change".to_owned());
        }
        self.prove_cells(self.old.cells(old), self.new.cells(new), fix_of)
    }

    fn prove_cells<'f>(
        &self,
        old_cells: &[Cell],
        new_cells: &[Cell],
        fix_of: impl Fn(usize) -> Option<&'f CellFix<'f>>,
    ) -> Result<(), String> {
        for (column, (old, new)) in old_cells.iter().zip(new_cells).enumerate() {
            if let Some(fix) = fix_of(column) {
                if fix.is_safe {
                    self.prove_fix(column, old, new)?;
                } else {
                    self.changes_text.set(true);
                    self.prove_rewriting(column, old, new, &fix.edits)?;
                }
            } else if !self.is_same_cell(old, new) {
                return Err(format!("column {} would change without a finding", column + 1));
            }
        }
        Ok(())
    }

    /// Whether a cell is what it was, byte for byte, and renders alike; below an item that joins a list, but for its
    /// paragraphs.
    fn is_same_cell(&self, old: &Cell, new: &Cell) -> bool {
        let (said, says) = (self.before.meaning_of_cell(old), self.after.meaning_of_cell(new));
        old.content.of(self.before.source()) == new.content.of(self.after.source())
            && (said == says || (!self.old.is_table() && said.is_same_but_for_paragraphs(&says)))
    }

    /// A fix that was asked for may change what is said, but only as reported: byte for byte.
    fn prove_rewriting(&self, column: usize, old: &Cell, new: &Cell, edits: &[&Edit]) -> Result<(), String> {
        // With the cell, the pipe before it may be written: that is proven by the cells that are read.
        let inside =
            edits.iter().filter(|edit| edit.span.end > old.span.start || edit.span.start == old.span.start);
        let shifted = inside.map(|edit| {
            let start = old.span.start;
            let span = Span::new(edit.span.start.checked_sub(start)?, edit.span.end.checked_sub(start)?);
            Some(Edit::replacement(span, edit.replacement.as_str()))
        });
        let shifted: Option<Vec<Edit>> = shifted.collect();
        let expected = shifted.and_then(|edits| apply(old.span.of(self.before.source()), &edits).ok());
        let is_expected = expected.is_some_and(|text| {
            let trimmed = |text: &str| text.trim_matches([' ', '\t']).to_owned();
            trimmed(&text) == trimmed(new.content.of(self.after.source()))
        });
        if is_expected {
            Ok(())
        } else {
            Err(format!("column {} would change otherwise than reported", column + 1))
        }
    }

    /// A fix may respell: the value stays, each link leads where it led, and no word is lost.
    fn prove_fix(&self, column: usize, old: &Cell, new: &Cell) -> Result<(), String> {
        let links = |document: &Document<'_>, cell: &Cell| -> Vec<String> {
            let links = document.cell_links(cell).iter();
            links.map(|link| canonical(&link.url).unwrap_or_else(|| link.url.to_string())).collect()
        };
        if links(self.before, old) != links(self.after, new) {
            return Err(format!("a link of column {} would lead elsewhere", column + 1));
        }
        let (old, new) = (self.before.cell_text(old), self.after.cell_text(new));
        let convention = &self.convention.columns[column];
        let (was, is) = (convention.read(old.as_str()), convention.read(new.as_str()));
        let says_the_same = match was {
            CellValue::Text | CellValue::Unread => {
                self.changes_text.set(self.changes_text.get() || old.as_str() != new.as_str());
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
