//! What only the template decides: the section of a listing and its columns.

use std::collections::{HashMap, HashSet};

use super::dataset::{ColumnAlignment, ColumnRecord, ListingRecords};
use super::error::{Problem, RecordPlace, RenderError};
use crate::config::suggestion;

/// Refuses changes to what only the template decides; what is learned from it is not looked at.
pub(super) fn check_frame(
    place: &RecordPlace,
    read: &ListingRecords<'_>,
    asked: &ListingRecords<'_>,
) -> Result<(), RenderError> {
    if !asked.section.is_empty() && asked.section != read.section {
        let problem = fixed("section", &asked.section.join(" / "), &read.section.join(" / "));
        return Err(place.error(problem));
    }
    if asked.columns.is_empty() {
        return Ok(());
    }
    let known: HashMap<&str, &ColumnRecord> =
        read.columns.iter().map(|column| (column.key.as_str(), column)).collect();
    let mut used = HashSet::new();
    for column in &asked.columns {
        let place = place.column(&column.key);
        let Some(known) = known.get(column.key.as_str()) else {
            let keys = read.columns.iter().map(|known| known.key.as_str());
            let suggestion = suggestion(&column.key, keys).map(str::to_owned);
            return Err(place.error(Problem::NoColumn { owner: "template", suggestion }));
        };
        if !used.insert(column.key.as_str()) {
            return Err(place.error(Problem::Duplicate));
        }
        check_column(known, column).map_err(|problem| place.error(problem))?;
    }
    if let Some(column) = read.columns.iter().find(|column| !used.contains(column.key.as_str())) {
        return Err(place.column(&column.key).error(Problem::ColumnRemoved));
    }
    let keys = |columns: &[ColumnRecord]| -> Vec<String> {
        columns.iter().map(|column| column.key.clone()).collect()
    };
    let (asked, read) = (keys(&asked.columns), keys(&read.columns));
    if asked == read {
        Ok(())
    } else {
        Err(place.error(fixed("columns", &asked.join(", "), &read.join(", "))))
    }
}

fn check_column(read: &ColumnRecord, asked: &ColumnRecord) -> Result<(), Problem> {
    if read.name != asked.name {
        Err(fixed("name", &asked.name, &read.name))
    } else if asked.markdown.is_some() && asked.markdown != read.markdown {
        Err(fixed("markdown", asked.source(), read.source()))
    } else if asked.align.is_some() && asked.align != read.align {
        Err(fixed("align", ColumnAlignment::name(asked.align), ColumnAlignment::name(read.align)))
    } else if let Some((field, asked, read)) = asked.other_links(read) {
        Err(fixed(field, &asked, &read))
    } else {
        Ok(())
    }
}

fn fixed(field: &'static str, asked: &str, read: &str) -> Problem {
    let hint = "the template decides that";
    Problem::Fixed { field, asked: format!("{asked:?}"), read: format!("{read:?}"), hint }
}
