//! Finds for each record the row of the template that it was read from, so that only what changed is rewritten.
//!
//! No match is wrong: an entry without one is laid out like its neighbours.

use std::collections::HashMap;

use super::dataset::{CellRecord, LinkRecord, Record, trim};
use super::identity::{Identity, squeezed};
use super::matching::origins;
use crate::value::{canonical, is_unknown};

/// For each of `records`, the index of the row of `template` that it stands for.
///
/// `keys` are the columns in order, and `name` the index of the one that identifies an entry.
pub(super) fn match_entries(
    keys: &[&str],
    name: usize,
    records: &[Record<'_>],
    template: &[Record<'_>],
) -> Vec<Option<usize>> {
    let identities = |records: &[Record<'_>]| -> Vec<Identity> {
        records.iter().map(|record| identity(keys, name, record)).collect()
    };
    let (old, new) = (identities(template), identities(records));
    let mut lines: HashMap<usize, Option<usize>> = HashMap::with_capacity(template.len());
    for (index, line) in template.iter().enumerate().filter_map(|(index, row)| Some((index, row.line?))) {
        // Rows of HTML may share a line, which is a hint to none of them then.
        lines.entry(line).and_modify(|row| *row = None).or_insert(Some(index));
    }
    let hint = |index: usize| lines.get(&records[index].line?).copied().flatten();
    origins(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>(), hint)
}

/// What identifies the entry of a record.
fn identity(keys: &[&str], name: usize, record: &Record<'_>) -> Identity {
    let cell = |key: &&str| record.cells.get(*key);
    let named = keys.get(name).and_then(cell);
    let url = |cell: &CellRecord<'_>| {
        let links: &[LinkRecord<'_>] = cell.links.as_deref().unwrap_or_default();
        links.iter().find_map(|link| canonical(&link.url))
    };
    let text = named.and_then(|cell| cell.text.as_deref().or(cell.markdown.as_deref()));
    let text = text.map(str::to_lowercase).filter(|text| !is_unknown(text)).unwrap_or_default();
    let markdown = |key: &&str| cell(key).and_then(|cell| cell.markdown.as_deref()).map_or("", trim);
    let mut cells: Vec<String> = keys.iter().map(|key| squeezed(markdown(key))).collect();
    let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(filled);
    cells.extend(record.excess.iter().map(|cell| squeezed(cell)));
    Identity::new(
        squeezed(&text),
        named.and_then(url),
        keys.iter().filter_map(cell).find_map(url),
        cells,
        name,
    )
}
