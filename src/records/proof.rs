//! What was written is parsed again and compared with what was asked for: nothing that fails this is handed out.

use super::dataset::{CellRecord, LinkRecord, Record};
use super::error::{Problem, RecordPlace, RenderError};
use super::extract::read_cell;
use super::wanted::{RenderTarget, Row};
use crate::document::{Document, Listing};

/// One listing of the output: what was asked for, and where to look.
pub(super) struct WrittenListing<'a> {
    pub(super) place: RecordPlace,
    pub(super) target: &'a RenderTarget<'a>,
    pub(super) records: &'a [Record<'a>],
    pub(super) rows: &'a [Row],
    /// For each record the template's row that it stands for.
    pub(super) old: &'a [Option<usize>],
}

impl WrittenListing<'_> {
    /// Compares what `listing` holds with what was asked for.
    pub(super) fn check(&self, document: &Document<'_>, listing: &Listing) -> Result<(), RenderError> {
        let (asked, read) = (self.rows.len(), listing.entries().len());
        let rows = listing.entries().iter().zip(self.rows).enumerate();
        for (index, (entry, row)) in rows {
            let place = self.place.entry(index);
            self.check_row(&place, row, &Row::of(document, listing, entry))?;
        }
        if asked != read || listing.opaque.is_some() {
            let (asked, read) = (format!("{asked} entries"), format!("{read}"));
            return Err(self.place.error(Problem::NotReadBack { asked, read }));
        }
        for (index, (record, entry)) in self.records.iter().zip(listing.entries()).enumerate() {
            for (number, cell) in listing.cells(entry).iter().enumerate() {
                let Some(column) = self.target.columns.get(number) else { continue };
                let Some(given) = record.cells.get(&column.key) else { continue };
                let read = read_cell(document, (listing, entry), cell, column);
                let old = self.target.old_record(number, self.old.get(index).copied().flatten());
                let place = || self.place.entry(index).column(&column.key);
                check_cell(given, &read, old).map_err(|problem| place().error(problem))?;
            }
        }
        Ok(())
    }

    fn check_row(&self, place: &RecordPlace, asked: &Row, read: &Row) -> Result<(), RenderError> {
        if asked == read {
            return Ok(());
        }
        if asked.level != read.level {
            let problem = |level: usize| format!("level {level}");
            return Err(
                place.error(Problem::NotReadBack { asked: problem(asked.level), read: problem(read.level) })
            );
        }
        let mut cells = asked.cells.iter().zip(&read.cells);
        let different = cells.position(|(asked, read)| asked != read);
        let index = different.unwrap_or(asked.cells.len().min(read.cells.len()));
        let quoted =
            |row: &Row| row.cells.get(index).map_or("no cell".to_owned(), |cell| format!("`{cell}`"));
        let problem = Problem::NotReadBack { asked: quoted(asked), read: quoted(read) };
        let column = self.target.columns.get(index);
        Err(column.map_or(place.clone(), |column| place.column(&column.key)).error(problem))
    }
}

/// Checks what is said of a cell beside its source: it must be what is read from the source, or what was read from the
/// old one, which an edit of `markdown` or `value` leaves standing.
fn check_cell(
    given: &CellRecord<'_>,
    read: &CellRecord<'_>,
    old: Option<&CellRecord<'_>>,
) -> Result<(), Problem> {
    let stale = old.filter(|old| old.markdown != read.markdown);
    let is_edited = given.markdown.as_deref().map(super::dataset::trim) == read.markdown.as_deref();
    if let Some(value) = &given.value
        && read.value.as_ref() != Some(value)
        && !(is_edited && stale.is_some_and(|old| old.value.as_ref() == Some(value)))
    {
        let (asked, read) = (value.clone(), read.value.clone());
        return Err(if is_edited {
            Problem::Contradiction { asked, read }
        } else {
            let read = read.map_or_else(|| "nothing".to_owned(), |read| read.to_string());
            Problem::NotReadBack { asked: asked.to_string(), read }
        });
    }
    if given.text.is_some() && given.text != read.text && stale.is_none_or(|old| old.text != given.text) {
        let quoted = |cell: &CellRecord<'_>| format!("{:?}", cell.text.as_deref().unwrap_or_default());
        let (asked, read) = (quoted(given), quoted(read));
        return Err(Problem::DerivedField { field: "text", asked, read });
    }
    let fields: [(&str, LinksOf); 2] =
        [("links", |cell| cell.links.as_ref()), ("images", |cell| cell.images.as_ref())];
    for (field, of) in fields {
        let all = |cell| of(cell).map_or(&[][..], Vec::as_slice);
        let is_stale = stale.is_some_and(|old| all(old) == all(given));
        if of(given).is_some() && all(given) != all(read) && !is_stale {
            let (asked, read) = (urls(all(given)), urls(all(read)));
            return Err(Problem::DerivedField { field, asked, read });
        }
    }
    Ok(())
}

/// One of the lists of links that a cell has.
type LinksOf = for<'r, 'a> fn(&'r CellRecord<'a>) -> Option<&'r Vec<LinkRecord<'a>>>;

fn urls(links: &[LinkRecord<'_>]) -> String {
    let written: Vec<String> = links.iter().map(|link| format!("[{}]({})", link.text, link.url)).collect();
    if written.is_empty() { "none".to_owned() } else { written.join(", ") }
}
