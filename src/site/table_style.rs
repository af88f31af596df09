//! How wide the columns of a table are.
//!
//! Each row is a grid of its own, so that a browser lays out those on the screen alone, and a long list opens at once. The
//! widths are therefore given to all rows of a table, by how much their cells hold.

use std::fmt::Write as _;

use super::columns::Role;
use super::list::{ListPage, PageListing};

/// A cell with more text than this goes over several lines.
const LONGEST: usize = 80;

/// The rules for the tables of `list`, and how wide each of its groups is at least, in `rem`.
pub(super) fn rules(list: &ListPage<'_, '_>) -> (String, Vec<f64>) {
    let mut rules = String::new();
    let mut widths = Vec::with_capacity(list.groups.len());
    for (index, group) in list.groups.iter().enumerate() {
        if !group.listing.is_table() {
            widths.push(0.0);
            continue;
        }
        let columns: Vec<(f64, f64)> =
            group.columns.iter().map(|&column| width(list, group, column)).collect();
        let least: f64 = columns.iter().map(|(least, _)| least).sum();
        // Writing to a string does not fail.
        let _ = write!(
            rules,
            "@media (min-width:40rem),print{{#G{index}{{min-width:{least:.1}rem}}#G{index} tr{{grid-template-columns:"
        );
        for (least, share) in &columns {
            let _ = write!(rules, "minmax({least:.1}rem,{share:.0}fr)");
        }
        rules.push_str("}}\n");
        widths.push(least);
    }
    (rules, widths)
}

/// How wide a column is at least, and its share of what is left.
fn width(list: &ListPage<'_, '_>, group: &PageListing<'_>, (own, pooled): (usize, usize)) -> (f64, f64) {
    let column = &list.columns[pooled];
    let cells = group.rows.iter().filter_map(|row| group.cell(row, own));
    let (mut letters, mut count, mut longest, mut longest_word) = (0, 0_u32, 0, 0);
    for cell in cells {
        let text = list.document.cell_text(cell).as_str();
        let length = text.chars().take(LONGEST).count();
        let word = text.split_whitespace().map(|word| word.chars().take(LONGEST).count()).max();
        letters += length;
        count += 1;
        longest = longest.max(length);
        longest_word = longest_word.max(word.unwrap_or(0));
    }
    let mean = as_float(letters) / f64::from(count.max(1));
    let header = group.convention.columns[own].name.split(' ').map(|word| word.chars().count()).max();
    let header = as_float(header.unwrap_or(0).min(14)) * BOLD + PADDING + 0.8;
    // A short text stays on one line; of longer ones, the words do.
    let kept = if longest > 16 { longest_word } else { longest };
    let (least, most) = match column.role {
        Role::Name => ((as_float(kept) * BOLD + PADDING).clamp(6.0, 13.0), 40.0),
        Role::Date | Role::Number | Role::Flag | Role::Version => (regular(kept).clamp(3.0, 9.0), 10.0),
        Role::Amount => (regular(kept).clamp(3.0, 8.0), 24.0),
        _ if mean > 30.0 => (14.0, 60.0),
        _ => (regular(kept).clamp(3.0, 10.0), 30.0),
    };
    (least.max(header), mean.clamp(4.0, most))
}

/// How wide a letter in bold type is, in `rem`, in the wider ones of the fonts that systems have.
const BOLD: f64 = 0.68;
/// What a cell leaves blank on both sides.
const PADDING: f64 = 1.2;

/// How wide a cell with so many letters is.
fn regular(letters: usize) -> f64 {
    as_float(letters) * 0.6 + PADDING
}

#[expect(clippy::cast_precision_loss, reason = "a width needs no more than 15 digits")]
fn as_float(count: usize) -> f64 {
    count as f64
}
