//! New markdown from records alone.

use std::borrow::Cow;

use super::dataset::{CellRecord, ColumnAlignment, ColumnRecord, Dataset, ListingRecords};
use super::error::{Problem, RecordPlace, RenderError};
use super::escape::escape;
use super::extract::{read_cell, read_columns};
use super::form::{Form, indented};
use super::html;
use super::items::{ends_in_open_code, fill, text_column};
use super::kind::RecordKind;
use super::proof::WrittenListing;
use super::references::References;
use super::wanted::{RenderTarget, Row, check_source};
use crate::config::{ColumnKind, Config, suggestion};
use crate::convention::{
    ColumnConvention, Conventions, DateConvention, Fence, LayoutStyle, TableLayout, quantity_context,
};
use crate::document::{Document, Field, Listing};
use crate::text::WidthMeasure;

/// Writes `dataset` as a new document: headings from the sections, and compact tables.
///
/// Records that [`extract`](super::extract) made read back as the same records. Edited values are spelled in the
/// `format` of their columns, as [`render`](super::render) does; where a cell has both a source and a value, the two
/// must agree, since there is no template to tell which of them was changed.
///
/// ```
/// use relist::records::{Dataset, render_fresh};
///
/// let dataset = Dataset::from_json(r#"{"relist": 1, "listings": [{"id": "models", "section": ["Models"],
///     "columns": [{"key": "model", "name": "Model", "kind": "name"}, {"key": "size", "name": "Size", "kind": "size"}],
///     "entries": [{"cells": {"model": "Yi", "size": {"value": [{"count": 6000000000}]}}}]}]}"#)?;
/// assert_eq!(render_fresh(&dataset)?, "# Models\n\n| Model | Size |\n| --- | --- |\n| Yi | 6B |\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RenderError`] where the records contradict themselves, or cannot be written so that they read back the same.
pub fn render_fresh(dataset: &Dataset<'_>) -> Result<String, RenderError> {
    let columns = all_columns(dataset)?;
    let targets = columns.iter().zip(&dataset.listings);
    let targets: Vec<RenderTarget<'_>> =
        targets.map(|(columns, listing)| RenderTarget::new(columns, listing, None)).collect();
    let mut tables = Vec::with_capacity(targets.len());
    for ((index, listing), target) in dataset.listings.iter().enumerate().zip(&targets) {
        let place = RecordPlace::listing(index, &listing.id);
        let rows = listing.entries.iter().enumerate();
        let rows: Result<Vec<Row>, _> =
            rows.map(|(index, record)| target.row(&place.entry(index), record, None)).collect();
        tables.push(FreshListing { place, listing, target, rows: rows? });
    }
    let first = proven(&tables, "");
    if first.is_ok() || !tables.iter().any(FreshListing::is_bullets) {
        return first;
    }
    // A line below an item may be text, or nested in it, only because the item is indented so far.
    let mut others = ["   ", "  ", " "].into_iter().map(|indent| proven(&tables, indent));
    others.find(Result::is_ok).unwrap_or(first)
}

/// The document, with lists that are indented by `indent`.
fn proven(tables: &[FreshListing<'_>], indent: &str) -> Result<String, RenderError> {
    let mut output = write(tables, indent)?;
    let document = Document::parse(&output);
    let Some(definitions) = missing_references(&document, tables) else {
        prove(&document, tables)?;
        return Ok(output);
    };
    if !output.is_empty() && !tables.last().is_some_and(FreshListing::ends_in_open_code) {
        output.push('\n');
    }
    output.push_str(&definitions);
    prove(&Document::parse(&output), tables)?;
    Ok(output)
}

/// The lines of listings alone, without headings; that they read back is for the caller to prove.
pub(super) fn lines_of(dataset: &Dataset<'_>) -> Result<String, RenderError> {
    let columns = all_columns(dataset)?;
    let mut output = String::new();
    for ((index, listing), columns) in dataset.listings.iter().enumerate().zip(&columns) {
        let place = RecordPlace::listing(index, &listing.id);
        let target = RenderTarget::new(columns, listing, None);
        let rows = listing.entries.iter().enumerate();
        let rows: Result<Vec<Row>, _> =
            rows.map(|(index, record)| target.row(&place.entry(index), record, None)).collect();
        FreshListing { place, listing, target: &target, rows: rows? }.write(&mut output, "")?;
    }
    Ok(output)
}

/// One listing that is being written.
struct FreshListing<'a> {
    place: RecordPlace,
    listing: &'a ListingRecords<'a>,
    target: &'a RenderTarget<'a>,
    rows: Vec<Row>,
}

/// The columns as conventions: what the records say of them is all that there is.
fn all_columns(dataset: &Dataset<'_>) -> Result<Vec<Vec<ColumnConvention>>, RenderError> {
    let listings = dataset.listings.iter().enumerate().map(|(index, listing)| {
        let place = RecordPlace::listing(index, &listing.id);
        if listing.kind == RecordKind::Bullets {
            return fields(&place, listing);
        }
        if listing.columns.is_empty() {
            return Err(place.error(Problem::NoColumns));
        }
        let columns = listing.columns.iter();
        columns
            .map(|column| convention(column).map_err(|problem| place.column(&column.key).error(problem)))
            .collect()
    });
    listings.collect()
}

/// All columns that bullets can have; those that the records tell of are as they say.
fn fields(place: &RecordPlace, listing: &ListingRecords<'_>) -> Result<Vec<ColumnConvention>, RenderError> {
    if listing.entries.is_empty() {
        return Err(place.error(Problem::NoEntries));
    }
    let known = || Field::ALL.iter().map(|field| field.key());
    if let Some(column) = listing.columns.iter().find(|column| Field::from_key(&column.key).is_none()) {
        let suggestion = suggestion(&column.key, known()).map(str::to_owned);
        let problem = Problem::NoColumn { owner: "bullet list", suggestion };
        return Err(place.column(&column.key).error(problem));
    }
    let columns = known().map(|key| {
        let given = listing.columns.iter().find(|column| column.key == key);
        let mut column = given.cloned().unwrap_or_else(|| ColumnRecord::new(key, key));
        if given.is_none() && key == Field::Date.key() {
            column.kind = ColumnKind::Date;
        }
        convention(&column).map_err(|problem| place.column(key).error(problem))
    });
    columns.collect()
}

fn convention(column: &ColumnRecord) -> Result<ColumnConvention, Problem> {
    let quantities = quantity_context(column.kind, &column.name);
    let (mut date, mut size) = (None, None);
    if let Some(label) = &column.format {
        if column.kind == ColumnKind::Date {
            let format = label.parse().map_err(explain)?;
            date = Some(DateConvention { format, settled: true });
        } else if quantities.is_some() {
            size = Some(label.parse().map_err(explain)?);
        }
    }
    Ok(ColumnConvention {
        key: column.key.clone(),
        name: column.name.clone(),
        kind: column.kind,
        date,
        ambiguous_dates: false,
        size,
        quantities,
        link_separator: None,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn explain(error: impl ToString) -> Problem {
    Problem::Format(error.to_string())
}

fn write(tables: &[FreshListing<'_>], indent: &str) -> Result<String, RenderError> {
    let mut output = String::new();
    let mut path: &[String] = &[];
    let mut last: Option<&FreshListing<'_>> = None;
    for table in tables {
        let section = table.listing.section.as_slice();
        let gap = output.len();
        if path == section && last.is_some_and(FreshListing::is_bullets) && table.is_bullets() {
            // Two lists in a row would be one.
            output.push_str("\n<!-- -->\n");
        }
        write_headings(&mut output, path, section).map_err(|problem| table.place.error(problem))?;
        path = section;
        if !output.is_empty() {
            output.push('\n');
        }
        // A blank line would be one of the code.
        if last.is_some_and(FreshListing::ends_in_open_code) {
            output.remove(gap);
        }
        table.write(&mut output, indent)?;
        last = Some(table);
    }
    Ok(output)
}

/// The headings that lead from one section to the next, the last one again where the next contains the one before.
fn write_headings(output: &mut String, before: &[String], section: &[String]) -> Result<(), Problem> {
    if before == section {
        return Ok(());
    }
    if section.is_empty() || section.len() > 6 {
        let asked = format!("[{}]", section.join(", "));
        let hint = "a section has one to six headings, and only the first listings may have none";
        return Err(Problem::Fixed { field: "section", asked, read: "nothing".to_owned(), hint });
    }
    let shared = before.iter().zip(section).take_while(|(one, other)| one == other).count();
    for (depth, title) in section.iter().enumerate().skip(shared.min(section.len() - 1)) {
        if !output.is_empty() {
            output.push('\n');
        }
        let heading = format!("{} {}", "#".repeat(depth + 1), escape(title));
        output.push_str(heading.trim_end());
        output.push('\n');
    }
    Ok(())
}

/// An item as it stands at the margin.
fn item(row: &Row, number: usize) -> String {
    let form = row.form.as_deref().and_then(|form| Form::parse(form).ok());
    let cell = |field: Field| row.cells.get(field as usize).map_or("", String::as_str);
    form.map_or_else(String::new, |form| fill(&form, number, cell))
}

impl FreshListing<'_> {
    fn is_bullets(&self) -> bool {
        self.listing.kind == RecordKind::Bullets
    }

    /// Whether its last item ends in code that no fence closes.
    fn ends_in_open_code(&self) -> bool {
        self.is_bullets() && self.rows.last().is_some_and(|row| ends_in_open_code(&item(row, 1)))
    }

    fn write_items(&self, output: &mut String, indent: &str) {
        // Of the levels that are open, the indent, and how many items are written.
        let mut levels = vec![(indent.len(), 0)];
        for row in &self.rows {
            levels.truncate(row.level + 1);
            let (indent, number) = levels.last_mut().map_or((0, 1), |(indent, count)| {
                *count += 1;
                (*indent, *count)
            });
            let item = item(row, number);
            let prefix = " ".repeat(indent);
            output.push_str(&prefix);
            output.push_str(&indented(&item, &prefix));
            output.push('\n');
            levels.push((text_column(&prefix, &item), 0));
        }
    }

    fn write(&self, output: &mut String, indent: &str) -> Result<(), RenderError> {
        if self.is_bullets() {
            self.write_items(output, indent);
            return Ok(());
        }
        let layout = TableLayout {
            style: LayoutStyle::Compact,
            measure: WidthMeasure::Display,
            padding: 1,
            blank: 2,
            fence: Fence { leading: true, trailing: true },
            fence_is_clear: true,
            is_set: true,
            columns: Vec::new(),
        };
        let kind = self.listing.kind;
        let mut header = Vec::with_capacity(self.listing.columns.len());
        for column in &self.listing.columns {
            let source = header_source(column, kind);
            let check = check_source("markdown", &source, kind);
            check.map_err(|problem| self.place.column(&column.key).error(problem))?;
            header.push(source);
        }
        if kind == RecordKind::Html {
            output.push_str(&html::table(&header, &self.rows));
            return Ok(());
        }
        let delimiters =
            self.listing.columns.iter().map(|column| ColumnAlignment::delimiter(column.align).to_owned());
        let frame: [Vec<String>; 2] = [header, delimiters.collect()];
        for cells in frame.iter().chain(self.rows.iter().map(|row| &row.cells)) {
            output.push_str(&layout.write_row(cells.iter().map(String::as_str)));
            output.push('\n');
        }
        Ok(())
    }

    fn check(
        &self,
        document: &Document<'_>,
        listing: &Listing,
        columns: &[ColumnConvention],
    ) -> Result<(), RenderError> {
        self.check_frame(document, listing, columns)?;
        let old = vec![None; self.rows.len()];
        let written = WrittenListing {
            place: self.place.clone(),
            target: self.target,
            records: &self.listing.entries,
            rows: &self.rows,
            old: &old,
        };
        written.check(document, listing)
    }

    fn check_frame(
        &self,
        document: &Document<'_>,
        listing: &Listing,
        columns: &[ColumnConvention],
    ) -> Result<(), RenderError> {
        let fixed = |field, asked: &str, read: &str, hint| Problem::Fixed {
            field,
            asked: format!("{asked:?}"),
            read: format!("{read:?}"),
            hint,
        };
        let asked = self.listing;
        if asked.section != document.section_path(listing) {
            let read = document.section_path(listing).join(" / ");
            let problem = fixed("section", &asked.section.join(" / "), &read, "headings cannot say that");
            return Err(self.place.error(problem));
        }
        if asked.id != listing.id {
            let hint = "an id is the slug of the heading, numbered where several listings share it";
            return Err(self.place.error(fixed("id", &asked.id, &listing.id, hint)));
        }
        let kind = RecordKind::from(listing.kind);
        if self.listing.kind != kind {
            let (asked, read) = (self.listing.kind.name().to_owned(), kind.name().to_owned());
            return Err(self.place.error(Problem::NotReadBack { asked, read }));
        }
        if self.is_bullets() {
            return Ok(());
        }
        let read = read_columns(document, listing, columns);
        if read.len() != asked.columns.len() {
            let (asked, read) = (asked.columns.len().to_string(), read.len().to_string());
            return Err(self.place.error(Problem::NotReadBack { asked: format!("{asked} columns"), read }));
        }
        for (asked, read) in asked.columns.iter().zip(&read) {
            let problem = if asked.key != read.key {
                fixed("key", &asked.key, &read.key, "a key is the words of `name`, joined by `_`")
            } else if asked.name != read.name {
                fixed("name", &asked.name, &read.name, "`name` is what a reader sees of `markdown`")
            } else if asked.markdown.is_some() && asked.source() != read.source() {
                fixed("markdown", asked.source(), read.source(), "no header can say that")
            } else if let Some((field, asked, read)) = asked.other_links(read) {
                fixed(field, &asked, &read, "they are those of `markdown`")
            } else {
                continue;
            };
            return Err(self.place.column(&asked.key).error(problem));
        }
        Ok(())
    }
}

/// The header's source; a name that would be read as markup is escaped.
fn header_source(column: &ColumnRecord, kind: RecordKind) -> String {
    if let Some(source) = &column.markdown {
        return source.clone();
    }
    if kind == RecordKind::Html {
        return html::escape(&column.name);
    }
    let name = &column.name;
    if name.chars().all(|c| c.is_alphanumeric() || c == ' ') || reads_as_itself(name) {
        name.clone()
    } else {
        escape(name)
    }
}

fn reads_as_itself(name: &str) -> bool {
    let source = format!("| {name} |\n| --- |\n");
    let document = Document::parse(&source);
    let [listing] = document.listings() else { return false };
    let [cell] = listing.header.cells.as_slice() else { return false };
    document.cell_text(cell).as_str() == name && cell.content.of(&source) == name
}

/// The definitions that the cells' reference links need, or nothing.
fn missing_references(document: &Document<'_>, tables: &[FreshListing<'_>]) -> Option<String> {
    let mut references = References::default();
    // Bullets may be no listing without the links that the definitions make of their names.
    let bullets_are_read = document.listings().len() == tables.len();
    let mut listings = document.listings().iter().filter(|listing| bullets_are_read || listing.is_table());
    for table in tables {
        let may_refer =
            |given: &&CellRecord<'_>| given.markdown.as_ref().is_some_and(|source| source.contains('['));
        if table.is_bullets() && !bullets_are_read {
            let cells = table.listing.entries.iter().flat_map(|record| record.cells.values());
            cells.filter(may_refer).for_each(|given| references.add(given, &unread(given)));
            continue;
        }
        let listing = listings.next();
        if let Some(listing) = listing.filter(|listing| listing.is_table()) {
            let read = read_columns(document, listing, table.target.columns);
            for (given, read) in table.listing.columns.iter().zip(&read) {
                references.add(&header_cell(given), &header_cell(read));
            }
        }
        let entries = listing
            .into_iter()
            .flat_map(|listing| listing.entries().iter().map(move |entry| (listing, entry)));
        for ((listing, entry), record) in entries.zip(&table.listing.entries) {
            for (cell, column) in listing.cells(entry).iter().zip(table.target.columns) {
                let given: Option<&CellRecord<'_>> = record.cells.get(&column.key);
                if let Some(given) = given.filter(may_refer) {
                    references.add(given, &read_cell(document, (listing, entry), cell, column));
                }
            }
        }
    }
    references.markdown()
}

/// A column's header as the record of a cell.
fn header_cell(column: &ColumnRecord) -> CellRecord<'_> {
    CellRecord {
        markdown: column.markdown.as_deref().map(Cow::Borrowed),
        links: column.links.clone(),
        images: column.images.clone(),
        ..CellRecord::default()
    }
}

/// The cell as it reads where it is in no listing: without a link, and with its notes as text if it has them so.
fn unread<'a>(given: &CellRecord<'a>) -> CellRecord<'a> {
    let shows_notes = given.text.as_ref().is_some_and(|text| text.contains("[^"));
    CellRecord { text: given.text.clone().filter(|_| shows_notes), ..CellRecord::default() }
}

fn prove(document: &Document<'_>, tables: &[FreshListing<'_>]) -> Result<(), RenderError> {
    let conventions = Conventions::learn(document, &Config::default());
    let listings = conventions.with_listings(document);
    for (table, (listing, convention)) in tables.iter().zip(listings) {
        table.check(document, listing, &convention.columns)?;
    }
    if document.listings().len() == tables.len() {
        Ok(())
    } else {
        Err(RecordPlace::default().error(Problem::Surroundings))
    }
}
