//! Learns what each listing is sorted by, from all listings of a document that have the same columns.

use foldhash::{HashMap, HashMapExt as _};

use super::ColumnConvention;
use super::order::{self, Collation, OrderKey, Pooled};
use super::reading::{SortKey, Values, may_sort_elsewhere, sorted_part};
use crate::config::{ColumnKind, Keep, OrderSetting};
use crate::document::{Cell, Document, Listing};

/// The columns that a listing may be sorted by: of bullets only the name and the date.
fn sortable_columns(listing: &Listing) -> usize {
    if listing.is_table() { listing.column_count() } else { 2 }
}

/// The keys that a setting names, or `None` where a column is not there.
pub(super) fn order_keys(setting: &OrderSetting, columns: &[ColumnConvention]) -> Option<Vec<OrderKey>> {
    match setting {
        OrderSetting::Keep(Keep::Keep) => Some(Vec::new()),
        OrderSetting::By(names) => names.iter().map(|name| order_key(name, columns)).collect(),
    }
}

/// The keys that were set, names compared as the listing compares them by itself.
pub(super) fn collated(mut set: Vec<OrderKey>, learned: &[OrderKey]) -> Vec<OrderKey> {
    for key in &mut set {
        let own = learned.iter().find(|own| own.column == key.column && own.descending == key.descending);
        key.collation = own.map_or(key.collation, |own| own.collation);
    }
    set
}

/// The key that `name` stands for: the name or the key of a column, with `-` in front for the greatest first.
pub(super) fn order_key(name: &str, columns: &[ColumnConvention]) -> Option<OrderKey> {
    let find = |name: &str| columns.iter().position(|column| column.name == name || column.key == name);
    let (column, descending) = match name.strip_prefix('-') {
        Some(rest) if find(name).is_none() => (find(rest)?, true),
        _ => (find(name)?, false),
    };
    Some(OrderKey { column, descending, collation: Collation::default() })
}

/// Learns what each listing is sorted by; listings with the same columns bear witness for each other.
pub(super) fn learn_orders(
    document: &Document<'_>,
    columns: &[Vec<ColumnConvention>],
    values: &Values,
) -> Vec<Vec<OrderKey>> {
    let mut groups: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (index, columns) in columns.iter().enumerate() {
        let is_table = document.listings()[index].is_table();
        let mut signature: Vec<&str> = columns.iter().map(|column| column.key.as_str()).collect();
        signature.push(if is_table { "table" } else { "bullets" });
        groups.entry(signature).or_default().push(index);
    }
    let mut orders = vec![Vec::new(); columns.len()];
    for members in groups.into_values() {
        let first = members[0];
        let is_bullets = !document.listings()[first].is_table();
        let columns_tried = sortable_columns(&document.listings()[first]);
        let entries = members.iter().map(|&member| document.listings()[member].entries().len());
        // Names of bullets are tried upwards alone.
        if !order::may_show_order(entries, (2 * columns_tried - usize::from(is_bullets)).max(1)) {
            continue;
        }
        let fits: Vec<(OrderKey, Vec<Option<order::Fit>>)> = (0..columns_tried)
            .flat_map(|column| {
                fits_of_column(document, values, columns, &members, column, is_bullets && column == 0)
            })
            .collect();
        // Ways to compare the same names find the same orders, and make no accident more likely.
        let tried = fits.iter().filter(|(key, _)| key.collation == Collation::default()).count();
        let mut found: Vec<(Pooled, &OrderKey, &[Option<order::Fit>])> = fits
            .iter()
            .map(|(key, fits)| (pool(document, &members, fits), key, fits.as_slice()))
            .filter(|(pooled, ..)| pooled.is_convention(tried))
            .collect();
        found.sort_by(|(one, ..), (other, ..)| one.better_first(other));
        if let Some((_, key, fits)) = found.first() {
            for (&member, fit) in members.iter().zip(*fits) {
                if fit.is_some_and(order::may_be_restored) {
                    orders[member] = vec![**key];
                }
            }
        }
    }
    orders
}

/// How each member of a group follows one column, upwards and downwards.
///
/// Names that are not all in order are compared in other ways, too; nobody writes a list of bullets from Z to A.
fn fits_of_column(
    document: &Document<'_>,
    values: &Values,
    columns: &[Vec<ColumnConvention>],
    members: &[usize],
    column: usize,
    names_bullets: bool,
) -> Vec<(OrderKey, Vec<Option<order::Fit>>)> {
    let is_name = columns[members[0]][column].kind == ColumnKind::Name;
    let entries = |member: usize| document.listings()[member].entries().len();
    let cells = |member: usize| {
        let listing = &document.listings()[member];
        listing.entries().iter().map(move |entry| listing.cell(entry, column))
    };
    let sorted_text = |cell: &Cell| document.cell_text(cell).before_images();
    let all: usize = members.iter().map(|&member| entries(member)).sum();
    // Names that stray from one order may follow another.
    let tries_others = |collation: Collation| is_name && collation == Collation::Words;
    let fits_of = |member: usize, collation: Collation| -> [Option<order::Fit>; 2] {
        let convention = &columns[member][column];
        let sorting = cells(member);
        let allowed = if tries_others(collation) {
            order::allowed_falls(sorting.len())
        } else {
            order::tolerated_falls(sorting.len(), all)
        };
        // Of a text without a value, the first collation is the order of the text itself.
        if collation == Collation::Words && convention.holds_text() {
            let plain = sorting
                .clone()
                .map(|cell| cell.map(|cell| sorted_part(sorted_text(cell))).filter(|text| !text.is_empty()));
            if let Some(fits) = order::fits_at_a_look(plain, allowed) {
                return fits;
            }
        }
        let key = |cell: &Cell| SortKey::of_cell(document, cell, (convention, values.get(cell)), collation);
        order::fits(sorting.map(|cell| cell.and_then(key)), allowed)
    };
    let fits = |collation: Collation, directions: &[bool]| -> Vec<(OrderKey, Vec<Option<order::Fit>>)> {
        let mut found: Vec<_> = directions
            .iter()
            .map(|&descending| (OrderKey { column, descending, collation }, vec![None; members.len()]))
            .collect();
        let mut seen = [Pooled::default(); 2];
        for (index, &member) in members.iter().enumerate() {
            let fits = fits_of(member, collation);
            for (key, of_members) in &mut found {
                let fit = fits[usize::from(key.descending)];
                of_members[index] = fit;
                seen[usize::from(key.descending)].add_any(fit, entries(member));
            }
            // Whatever the rest says, there are too many strays.
            let is_lost = |(key, _): &(OrderKey, _)| seen[usize::from(key.descending)].strays_too_much(all);
            if !tries_others(collation) && found.iter().all(is_lost) {
                break;
            }
        }
        found
    };
    let mut found = fits(Collation::Words, if names_bullets { &[false] } else { &[false, true] });
    let upwards = &found[0].1;
    let has_strays = upwards.iter().flatten().any(|fit| fit.strays > 0);
    if has_strays && is_name {
        for collation in [Collation::Lines, Collation::WithoutSigns, Collation::WithoutArticle] {
            let mut names = members.iter().flat_map(|&member| cells(member)).flatten().map(sorted_text);
            if names.any(|name| may_sort_elsewhere(name, collation)) {
                found.extend(fits(collation, &[false]));
            }
        }
    }
    found
}

fn pool(document: &Document<'_>, members: &[usize], fits: &[Option<order::Fit>]) -> Pooled {
    let mut pooled = Pooled::default();
    for (&member, fit) in members.iter().zip(fits) {
        pooled.add_any(*fit, document.listings()[member].entries().len());
    }
    pooled
}
