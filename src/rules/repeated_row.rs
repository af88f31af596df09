//! Rows that say what an earlier row of their table says, in all cells or in all but one.

use std::hash::{BuildHasher as _, RandomState};

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::context::Context;
use super::entry_identity::cell_texts;
use super::finding::Place;
use crate::document::Listing;
use crate::value::{differ_by_a_slip, is_unknown};

/// A row that repeats an earlier one.
pub(super) struct Repetition {
    pub(super) row: usize,
    pub(super) earlier: usize,
    /// The column in which the two differ, by a slip of the hand.
    pub(super) slip: Option<usize>,
}

/// The rows of a table that repeat earlier ones, but for those that are `known` to.
///
/// A row repeats nothing if it has no name, or fewer than two cells that say something.
pub(super) fn repetitions(
    context: &Context<'_>,
    (index, listing): (usize, &Listing),
    name_column: usize,
    known: &HashSet<Place>,
) -> Vec<Repetition> {
    if !listing.is_table() {
        return Vec::new();
    }
    let rows: Vec<Vec<String>> =
        listing.entries().iter().map(|entry| cell_texts(context, listing, entry)).collect();
    let says = |row: &[String]| {
        let has_name = row.get(name_column).is_some_and(|name| !is_unknown(name));
        // Rows that continue the one above say less than they seem to.
        let continues = row.iter().any(|text| matches!(text.as_str(), "↳" | "\"" | "〃" | "''" | "″"));
        has_name && !continues && row.iter().filter(|text| !is_unknown(text)).count() > 1
    };
    let mut whole: HashMap<&[String], usize> = HashMap::with_capacity(rows.len());
    let mut found = Vec::new();
    let state = RandomState::new();
    let mut but_one: HashMap<(usize, u64), usize> = HashMap::new();
    for (row, texts) in rows.iter().enumerate().filter(|(_, texts)| says(texts)) {
        let is_told = known.contains(&Place { listing: index, entry: Some(row), column: Some(name_column) });
        if let Some(&earlier) = whole.get(texts.as_slice()) {
            found.extend((!is_told).then_some(Repetition { row, earlier, slip: None }));
            continue;
        }
        whole.insert(texts, row);
        let hashes: Vec<u64> = texts.iter().map(|text| state.hash_one(text)).collect();
        let all = hashes
            .iter()
            .enumerate()
            .fold(0_u64, |sum, (column, hash)| sum.wrapping_add(mixed(column, *hash)));
        let mut slip = None;
        for (column, text) in texts.iter().enumerate() {
            let rest = all.wrapping_sub(mixed(column, hashes[column]));
            let earlier = *but_one.entry((column, rest)).or_insert(row);
            let differs_so = |earlier: usize| {
                rows[earlier].len() == texts.len()
                    && rows[earlier].iter().zip(texts).filter(|(one, two)| one != two).count() == 1
                    && differ_by_a_slip(&rows[earlier][column], text)
                    && tells_apart(texts, column)
            };
            if earlier != row && slip.is_none() && !text.contains('\n') && differs_so(earlier) {
                slip = Some((earlier, column));
            }
        }
        if let Some((earlier, column)) = slip.filter(|_| !is_told) {
            found.push(Repetition { row, earlier, slip: Some(column) });
        }
    }
    found
}

/// Whether the cells beside `column` are those of one entry alone: one has a link, or says something at length.
fn tells_apart(row: &[String], column: usize) -> bool {
    /// So much text is hardly twice in a table.
    const LONG: usize = 24;
    let mut others = row.iter().enumerate().filter(|(other, _)| *other != column);
    others.any(|(_, text)| text.contains('\n') || text.len() >= LONG)
}

/// The share of one cell in the hash of a row, which differs from column to column.
fn mixed(column: usize, hash: u64) -> u64 {
    hash.rotate_left(u32::try_from(column % 64).unwrap_or_default()).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
