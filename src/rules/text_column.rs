//! Columns of tables in which nearly all cells do the same: names are links, descriptions start and end alike, commands
//! are set in backticks.

use super::context::Context;
use super::finding::{Finding, Place};
use super::rule::{Rule, Severity};
use super::small_names::may_be_a_name;
use crate::config::ColumnKind;
use crate::convention::{ColumnConvention, is_abbreviated, sentence_end, starts_with_capital};
use crate::document::{Cell, Listing};
use crate::text::Span;
use crate::value::is_unknown;

/// So many cells show what is usual, and this share of them agrees.
const FEWEST: usize = 8;
const PER_CENT: usize = 95;
/// Names without a link are often meant: nearly no other may lack it.
const PER_CENT_OF_LINKS: usize = 98;
/// A column has text if its cells have so many words, on average.
const WORDS: usize = 3;

/// Reports, for `rule`, the cells of tables that stray from nearly all others of their column.
pub(super) fn report(rule: &'static Rule, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.listings();
    for (index, (listing, convention)) in listings.enumerate().filter(|(_, (listing, _))| listing.is_table())
    {
        let name_column = convention.name_column();
        for (column, learned) in convention.columns.iter().enumerate() {
            let cells: Vec<(Place, &Cell)> = cells(listing, index, column).collect();
            if column == name_column {
                unlinked(rule, context, &cells, findings);
            } else if learned.kind == ColumnKind::Text && !is_set(context, listing, learned) {
                if are_texts(context, &cells) {
                    full_stops(rule, context, &cells, findings);
                    capitals(rule, context, &cells, findings);
                }
                code(rule, context, &cells, findings);
            }
        }
    }
}

fn cells(listing: &Listing, index: usize, column: usize) -> impl Iterator<Item = (Place, &Cell)> {
    listing.entries().iter().enumerate().filter_map(move |(number, entry)| {
        let place = Place { listing: index, entry: Some(number), column: Some(column) };
        listing.cell(entry, column).filter(|cell| !cell.is_blank()).map(|cell| (place, cell))
    })
}

/// Whether the settings say how the cells of a column are written.
fn is_set(context: &Context<'_>, listing: &Listing, column: &ColumnConvention) -> bool {
    let names = [column.name.as_str(), column.key.as_str()];
    context
        .config
        .column(&listing.id, names, |column| {
            column.final_punctuation.map(|_| ()).or(column.casing.map(|_| ()))
        })
        .is_some()
}

/// Whether `usual` of `all` make a habit, from which one strays.
fn is_habit(usual: usize, all: usize, per_cent: usize) -> bool {
    usual >= FEWEST && usual < all && (usual * 100 >= per_cent * all || usual + 1 == all)
}

fn unlinked(
    rule: &'static Rule,
    context: &Context<'_>,
    cells: &[(Place, &Cell)],
    findings: &mut Vec<Finding>,
) {
    let is_linked = |cell: &Cell| !context.document.cell_links(cell).is_empty();
    let usual = cells.iter().filter(|(_, cell)| is_linked(cell)).count();
    if !is_habit(usual, cells.len(), PER_CENT_OF_LINKS) {
        return;
    }
    for (place, cell) in cells.iter().filter(|(_, cell)| !is_linked(cell)) {
        let finding = Finding::new(rule, cell.content, "this name is not a link, unlike the others");
        findings.push(finding.at(*place));
    }
}

/// Whether cells are texts, and not values.
fn are_texts(context: &Context<'_>, cells: &[(Place, &Cell)]) -> bool {
    let enough = WORDS * cells.len();
    let words =
        cells.iter().flat_map(|(_, cell)| context.document.cell_text(cell).as_str().split_whitespace());
    words.take(enough).count() == enough
}

/// Texts that start with a small letter where nearly all start with a capital. The other way round, a capital may well be
/// that of a name.
fn capitals(
    rule: &'static Rule,
    context: &Context<'_>,
    cells: &[(Place, &Cell)],
    findings: &mut Vec<Finding>,
) {
    let source = context.document.source();
    let starts: Vec<(Place, &Cell, bool)> = cells
        .iter()
        .filter_map(|(place, cell)| Some((*place, *cell, starts_with_capital(cell.content.of(source))?)))
        .collect();
    let usual = starts.iter().filter(|(_, _, is_capital)| *is_capital).count();
    if !is_habit(usual, starts.len(), PER_CENT) {
        return;
    }
    for (place, cell, _) in starts.into_iter().filter(|(_, _, is_capital)| !is_capital) {
        let text = cell.content.of(source);
        let word = text.split(|c: char| c.is_whitespace() || ",;:".contains(c)).next().unwrap_or_default();
        // `npm`, `iOS`, `x86`, `e.g.`, and what the text is called in its own row.
        let is_word = word.chars().all(|c| c.is_lowercase() || c == '-' || c == '\'');
        if is_word && !may_be_a_name(word, name_of_entry(context, place)) {
            let span = Span::new(cell.content.start, cell.content.start + word.len());
            let message = "the others of this column start with a capital";
            let finding = Finding::new(rule, span, message).at(place);
            findings.push(Finding { severity: Severity::Information, ..finding });
        }
    }
}

/// The name of the entry that a cell belongs to.
fn name_of_entry<'a>(context: &'a Context<'_>, place: Place) -> &'a str {
    let listing = &context.document.listings()[place.listing];
    let name_column = context.conventions.listings()[place.listing].name_column();
    let entry = place.entry.and_then(|entry| listing.entries().get(entry));
    let name = entry.and_then(|entry| listing.cell(entry, name_column));
    name.map_or("", |name| context.document.cell_text(name).as_str())
}

/// Cells without backticks where nearly all are code and nothing else.
fn code(rule: &'static Rule, context: &Context<'_>, cells: &[(Place, &Cell)], findings: &mut Vec<Finding>) {
    let source = context.document.source();
    let is_code = |cell: &Cell| {
        let inner = cell.content.of(source).strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
        inner.is_some_and(|inner| !inner.contains('`'))
    };
    let usual = cells.iter().filter(|(_, cell)| is_code(cell)).count();
    if !is_habit(usual, cells.len(), PER_CENT) {
        return;
    }
    for (place, cell) in cells {
        let text = cell.content.of(source);
        // `No` among commands says that there is none.
        let is_word = text.starts_with(char::is_uppercase) && text.chars().skip(1).all(char::is_lowercase);
        let is_other = text.contains(['`', '[', '<', '!']) || text.contains(char::is_whitespace);
        if !is_unknown(text) && !is_word && !is_other {
            let message = "the others of this column are set in backticks";
            findings.push(Finding::new(rule, cell.content, message).at(*place));
        }
    }
}

fn full_stops(
    rule: &'static Rule,
    context: &Context<'_>,
    cells: &[(Place, &Cell)],
    findings: &mut Vec<Finding>,
) {
    let ends: Vec<(Place, &Cell, bool, bool)> = cells
        .iter()
        .filter_map(|(place, cell)| {
            let text = context.document.cell_text(cell);
            let text = text.as_str();
            let ends = sentence_end(context.document, cell)?.has_full_stop;
            let is_exempt = is_abbreviated(text) || text.contains(". ");
            Some((*place, *cell, ends, is_exempt))
        })
        .collect();
    let with_stop = ends.iter().filter(|(_, _, ends, _)| *ends).count();
    let (usual, message) = if is_habit(with_stop, ends.len(), PER_CENT) {
        (true, "the others of this column end in a full stop")
    } else if is_habit(ends.len() - with_stop, ends.len(), PER_CENT) {
        (false, "the others of this column end without a full stop")
    } else {
        return;
    };
    for (place, cell, ends, is_exempt) in ends {
        if ends != usual && !is_exempt {
            findings.push(Finding::new(rule, cell.content, message).at(place));
        }
    }
}
