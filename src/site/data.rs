//! What the script of the page knows of the entries beside what stands on it: the values of their cells, as JSON.

use serde::Serialize;

use super::columns::{Role, Sorted};
use super::list::{ListPage, PageEntry, PageListing};

#[derive(Serialize)]
struct PageData<'a> {
    columns: Vec<DataColumn<'a>>,
    groups: Vec<DataGroup>,
}

#[derive(Serialize)]
struct DataColumn<'a> {
    key: &'a str,
    label: &'a str,
    role: Role,
    /// How many entries have something in it.
    filled: usize,
    /// Each choice, and how many entries have it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<(&'a str, usize)>,
}

/// A table or a list of the page, in their order.
#[derive(Serialize)]
struct DataGroup {
    /// The columns that its rows have values of.
    columns: Vec<usize>,
    /// Those that are sorted by what stands in a row: each column, and which cell of the row it is.
    texts: Vec<(usize, usize)>,
    rows: Vec<Vec<Option<Sorted>>>,
}

/// The data of `list` for a script element: no `<` is in it that could end one.
pub(super) fn json(list: &ListPage<'_, '_>) -> String {
    let columns = list.columns.iter().map(|column| DataColumn {
        key: &column.key,
        label: &column.label,
        role: column.role,
        filled: column.filled,
        choices: column.choices.iter().map(|(choice, count)| (choice.as_str(), *count)).collect(),
    });
    let data = PageData {
        columns: columns.collect(),
        groups: list.groups.iter().map(|group| data_group(list, group)).collect(),
    };
    // Keys are strings and numbers finite, so that nothing in it cannot be written.
    serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c")
}

fn data_group(list: &ListPage<'_, '_>, group: &PageListing<'_>) -> DataGroup {
    let is_text = |role: Role| matches!(role, Role::Text | Role::Version);
    let role = |pooled: usize| list.columns[pooled].role;
    let valued = group.columns.iter().copied();
    let valued: Vec<(usize, usize)> = valued
        .filter(|&(_, pooled)| !is_text(role(pooled)) && !matches!(role(pooled), Role::Name | Role::Links))
        .collect();
    let texts = group.columns.iter().enumerate().filter(|(_, (_, pooled))| is_text(role(*pooled)));
    let value = |row: &PageEntry<'_>, (own, pooled): (usize, usize)| {
        let cell = group.cell(row, own)?;
        list.columns[pooled].value(list.document, cell, list.conventions.value(cell))
    };
    DataGroup {
        columns: valued.iter().map(|&(_, pooled)| pooled).collect(),
        texts: texts
            .map(|(place, (_, pooled))| (*pooled, place))
            .filter(|_| group.listing.is_table())
            .collect(),
        rows: group
            .rows
            .iter()
            .map(|row| valued.iter().map(|&column| value(row, column)).collect())
            .collect(),
    }
}
