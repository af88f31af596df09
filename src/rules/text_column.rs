//! Columns of tables in which nearly all cells do the same: names are links, descriptions end alike.

use super::context::Context;
use super::finding::{Finding, Place};
use super::rule::Rule;
use crate::config::ColumnKind;
use crate::convention::{ColumnConvention, is_abbreviated, sentence_end};
use crate::document::{Cell, Listing};

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
                full_stops(rule, context, &cells, findings);
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

/// Whether the settings say how the column ends.
fn is_set(context: &Context<'_>, listing: &Listing, column: &ColumnConvention) -> bool {
    let names = [column.name.as_str(), column.key.as_str()];
    context.config.column(&listing.id, names, |column| column.final_punctuation).is_some()
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

fn full_stops(
    rule: &'static Rule,
    context: &Context<'_>,
    cells: &[(Place, &Cell)],
    findings: &mut Vec<Finding>,
) {
    let words: usize = cells
        .iter()
        .map(|(_, cell)| context.document.cell_text(cell).as_str().split_whitespace().count())
        .sum();
    if words < WORDS * cells.len() {
        return;
    }
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
