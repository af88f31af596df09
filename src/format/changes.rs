//! What the judge knows of the fixes: which entries moved, and where something was mended, and how far.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::convention::CellValue;
use crate::document::{Document, Listing};
use crate::page::{Changes, Entries, Freedom, Touch};
use crate::rules::{Applicability, Context, Finding, Movement, Place};
use crate::text::{Edit, LineIndex, Span};

/// What `fixed` changes of the page, and where it stands in the result.
///
/// A fix of layout touches nothing that shows, so that no freedom comes of it.
pub(super) fn changes(
    context: &Context<'_>,
    fixed: &[&Finding],
    edits: &[Edit],
    output: &str,
) -> Result<Changes, (usize, String)> {
    let document = context.document;
    let mut movements: HashMap<usize, Vec<Movement>> = HashMap::new();
    let mut changes = Changes::default();
    let mut lines_after = None;
    for finding in fixed {
        let Some(fix) = &finding.fix else { continue };
        if let (Some(movement), Some(place)) = (fix.movement, finding.place) {
            movements.entry(place.listing).or_default().push(movement);
        }
        if let Some(span) = fix.renewed_lists {
            let index = lines_after.get_or_insert_with(|| (LineIndex::new(output), Shifts::of(edits)));
            let after = Span::new(index.1.place(span.start), index.1.place(span.end + 1) - 1);
            let renewed = [(document.lines(), span), (&index.0, after)].map(|(lines, span)| {
                let lines = lines_of(lines, span);
                *lines.start()..lines.end() + 1
            });
            if changes.renewed_lists.last() != Some(&renewed) {
                changes.renewed_lists.push(renewed);
            }
            continue;
        }
        changes.touches.extend(fix.references.iter().map(|reference| {
            let lines = lines_of(document.lines(), *reference);
            Touch { lines_after: lines.clone(), lines, column: None, freedom: Freedom::Destinations }
        }));
        let Some((freedom, column)) = freedom(context, finding) else { continue };
        for edit in &fix.edits {
            let lines = lines_of(document.lines(), edit.span);
            let lines_after = if freedom == Freedom::Blocks {
                let index = lines_after.get_or_insert_with(|| (LineIndex::new(output), Shifts::of(edits)));
                let start = index.0.line(index.1.place(edit.span.start));
                start..=start + lines.end() - lines.start()
            } else {
                lines.clone()
            };
            changes.touches.push(Touch { lines, lines_after, column, freedom });
        }
        if let Some(place) = finding.place
            && freedom == Freedom::Value
        {
            keeps_value(context, place, &fix.edits)
                .map_err(|reason| (document.lines().line(finding.span.start), reason))?;
        }
    }
    for (listing, movements) in movements {
        let listing = &document.listings()[listing];
        if listing.is_html() {
            // To the judge its rows are lines of HTML.
            let index = lines_after.get_or_insert_with(|| (LineIndex::new(output), Shifts::of(edits)));
            let end = index.1.place(listing.span.end) - 1;
            changes.touches.push(Touch {
                lines: lines_of(document.lines(), listing.span),
                lines_after: index.0.line(index.1.place(listing.span.start))..=index.0.line(end),
                column: None,
                freedom: Freedom::Blocks,
            });
        } else {
            changes.listings.push(moved(document, listing, &movements));
        }
    }
    Ok(changes)
}

/// How far a fix may change what shows, and the column of the cell of a table in which it may; nothing where it changes
/// only what does not show.
fn freedom(context: &Context<'_>, finding: &Finding) -> Option<(Freedom, Option<usize>)> {
    let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    let Some(place) = finding.place else {
        return Some((if is_safe { Freedom::Spelling } else { Freedom::Blocks }, None));
    };
    let is_table = context.document.listings().get(place.listing).is_some_and(Listing::is_table);
    match (place.entry, place.column) {
        _ if !is_safe => Some((Freedom::Content, place.column.filter(|_| is_table))),
        (Some(_), Some(column)) => {
            let freedom = if has_value(context, place) { Freedom::Value } else { Freedom::Spelling };
            Some((freedom, is_table.then_some(column)))
        }
        (Some(_), None) if !is_table => Some((Freedom::Spelling, None)),
        _ => None,
    }
}

/// Whether the cell says a date, an amount or the like in words of its column.
fn has_value(context: &Context<'_>, place: Place) -> bool {
    let found = || {
        let listing = &context.document.listings()[place.listing];
        let cell = listing.cells(listing.entries().get(place.entry?)?).get(place.column?)?;
        let convention = context.conventions.listings()[place.listing].columns.get(place.column?)?;
        Some(convention.read(context.document.cell_text(cell).as_str()).is_value())
    };
    found().unwrap_or(false)
}

/// Proves that the cell at `place` says the same value after `edits`.
fn keeps_value(context: &Context<'_>, place: Place, edits: &[Edit]) -> Result<(), String> {
    let listing = &context.document.listings()[place.listing];
    let (Some(entry), Some(column)) = (place.entry, place.column) else { return Ok(()) };
    let entry = listing.entries().get(entry);
    let Some(cell) = entry.and_then(|entry| listing.cells(entry).get(column)) else { return Ok(()) };
    let convention = &context.conventions.listings()[place.listing].columns[column];
    let text = context.document.cell_text(cell);
    let edited = text.edited(edits);
    match edited {
        Some(edited) if convention.read(text.as_str()) == convention.read(edited.trim()) => Ok(()),
        _ => Err(format!("column {} would say something else", column + 1)),
    }
}

impl CellValue {
    /// Whether more than words was read.
    fn is_value(&self) -> bool {
        !matches!(self, Self::Text | Self::Unread)
    }
}

fn lines_of(lines: &LineIndex, span: Span) -> std::ops::RangeInclusive<usize> {
    lines.line(span.start)..=lines.line(span.end.saturating_sub(1).max(span.start))
}

/// By how much what stands behind each edit is shifted in the result.
struct Shifts(Vec<(usize, isize)>);

impl Shifts {
    fn of(edits: &[Edit]) -> Self {
        let mut shift = 0;
        let shifts = edits.iter().map(|edit| {
            shift += super::compose::growth(edit);
            (edit.span.end, shift)
        });
        Self(shifts.collect())
    }

    /// Where the byte at `offset`, in which an edit may start, stands in the result.
    fn place(&self, offset: usize) -> usize {
        let before = self.0.partition_point(|&(end, _)| end < offset);
        offset.wrapping_add_signed(before.checked_sub(1).map_or(0, |last| self.0[last].1))
    }
}

/// Where the entries of a listing stand after `movements`, each with those that are nested in it.
fn moved(document: &Document<'_>, listing: &Listing, movements: &[Movement]) -> Entries {
    let entries = listing.entries();
    let families: Vec<Range<usize>> = listing.families().collect();
    let before: Vec<usize> = families.iter().map(|family| entries[family.start].line).collect();
    let mut line = before.first().copied().unwrap_or(1);
    let mut after = Vec::with_capacity(families.len());
    let places = places(listing, &families, movements);
    let gaps = gaps(document, listing, &families, &places, movements);
    for (index, gap) in places.into_iter().zip(gaps) {
        after.push((line, Some(index)));
        let (first, last) = (&entries[families[index].start], &entries[families[index].end - 1]);
        let lines = document.lines();
        line += lines.line(last.content.end) - lines.line(first.content.start) + gap;
    }
    Entries { before, after, makes_up_lists: false }
}

/// How many lines end behind each of the families at `places`, the blank ones included that move along.
///
/// Behind the last line that stays, what moves there brings its line end along in front, where the file ends without one;
/// that of the last line goes to the one that had none.
fn gaps(
    document: &Document<'_>,
    listing: &Listing,
    families: &[Range<usize>],
    places: &[usize],
    movements: &[Movement],
) -> Vec<usize> {
    let own = |family: usize| {
        let last = families.get(family).and_then(|family| listing.entries().get(family.end - 1));
        last.map_or(0, |last| line_breaks(last.line_end().of(document.source())))
    };
    let is_open = families.len().checked_sub(1).is_some_and(|last| own(last) == 0);
    let leaving: HashSet<Span> = movements.iter().map(|movement| movement.from).collect();
    let stays = |family: &usize| !leaving.contains(&listing.block_of(families[*family].clone()));
    let last_staying = places.iter().rposition(stays).filter(|_| is_open);
    let gap = |(place, family): (usize, &usize)| match last_staying {
        Some(last) if place >= last => places.get(place + 1).map_or(0, |next| own(*next)),
        Some(last) if own(*family) == 0 => own(places[last]),
        _ => own(*family),
    };
    places.iter().enumerate().map(gap).collect()
}

fn line_breaks(text: &str) -> usize {
    LineIndex::new(text).line_count() - 1
}

/// Which of the `families` of the source is reported to stand at each place of the result. Each occurs once: those that
/// stay, in their order, and before each of them those that move there.
fn places(listing: &Listing, families: &[Range<usize>], movements: &[Movement]) -> Vec<usize> {
    let mut movements = movements.to_vec();
    movements.sort_by_key(|movement| (movement.to, movement.rank));
    let blocks: Vec<Span> = families.iter().map(|family| listing.block_of(family.clone())).collect();
    let moving: HashMap<Span, usize> =
        blocks.iter().enumerate().map(|(index, block)| (*block, index)).collect();
    let leaving: HashSet<Span> = movements.iter().map(|movement| movement.from).collect();
    let mut places = Vec::with_capacity(families.len());
    let mut arrivals = movements.iter().peekable();
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| !leaving.contains(block)) {
        while let Some(movement) = arrivals.next_if(|movement| movement.to <= block.start) {
            places.extend(moving.get(&movement.from));
        }
        places.push(index);
    }
    places.extend(arrivals.filter_map(|movement| moving.get(&movement.from)));
    places
}
