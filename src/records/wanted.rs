//! What a record asks of its row: the source of each cell, with edited values spelled out.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::cell_edit::{OldCell, respell};
use super::dataset::{CellRecord, ListingRecords, Record, trim};
use super::error::{Problem, RecordPlace, RenderError};
use super::extract::cell_source;
use super::form::{Form, form_of, most_frequent};
use super::habits::Habits;
use super::kind::RecordKind;
use super::value::Value;
use crate::config::suggestion;
use crate::convention::ColumnConvention;
use crate::document::{Document, Field, Listing};

/// The sources of a row's cells, excess cells included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The sources, those past the last column at the end.
    pub(super) cells: Vec<String>,
    /// How many of them belong to columns.
    pub(super) own: usize,
    /// What stands around the cells of an item of a bullet list.
    pub(super) form: Option<String>,
    /// How many items of its list an item is nested in.
    pub(super) level: usize,
}

impl Row {
    /// The row that stands at an entry of a document.
    pub(super) fn of(document: &Document<'_>, listing: &Listing, entry: &crate::document::Entry) -> Self {
        let own = listing.cells(entry);
        let all = own.iter().chain(listing.excess_cells(entry));
        let form = (!listing.is_table()).then(|| form_of(document, listing, entry));
        Self {
            cells: all.map(|cell| cell_source(document, (listing, entry), cell).into_owned()).collect(),
            own: own.len(),
            form,
            level: entry.level,
        }
    }
}

/// The columns that records are written to, and the template's rows where there is a template.
pub(super) struct RenderTarget<'a> {
    pub(super) columns: &'a [ColumnConvention],
    pub(super) template: Option<Template<'a>>,
    /// The records asked for; those of bullets say how they are written.
    asked: &'a ListingRecords<'a>,
    keys: HashSet<&'a str>,
    habits: Vec<OnceCell<Habits>>,
    /// The forms of most items, for those whose own does not fit.
    forms: OnceCell<Vec<Form>>,
}

/// A listing of the template, and what was read from it.
#[derive(Clone, Copy)]
pub(super) struct Template<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) listing: &'a Listing,
    pub(super) records: &'a [Record<'a>],
    /// The form of most of its items.
    pub(super) form: Option<&'a str>,
}

impl<'a> RenderTarget<'a> {
    pub(super) fn new(
        columns: &'a [ColumnConvention],
        asked: &'a ListingRecords<'a>,
        template: Option<Template<'a>>,
    ) -> Self {
        let keys = columns.iter().map(|column| column.key.as_str()).collect();
        Self {
            columns,
            template,
            asked,
            keys,
            habits: columns.iter().map(|_| OnceCell::new()).collect(),
            forms: OnceCell::new(),
        }
    }

    /// The row that `record` asks for, `old` being the index of the template's row that it stands for.
    pub(super) fn row(
        &self,
        place: &RecordPlace,
        record: &Record<'_>,
        old: Option<usize>,
    ) -> Result<Row, RenderError> {
        self.check_keys(place, record)?;
        let is_html = match self.kind() {
            RecordKind::Bullets => return self.item(place, record, old),
            kind => kind == RecordKind::Html,
        };
        if is_html && !record.excess.is_empty() {
            return Err(place.error(Problem::Excess));
        }
        let last = if record.excess.is_empty() {
            self.columns.iter().rposition(|column| record.cells.contains_key(&column.key))
        } else {
            self.columns.len().checked_sub(1)
        };
        let own = last.map_or(0, |last| last + 1);
        if own == 0 {
            return Err(place.error(Problem::NoCells));
        }
        let mut row = Row { cells: Vec::with_capacity(own + record.excess.len()), own, ..Row::default() };
        for (index, column) in self.columns[..own].iter().enumerate() {
            let fail = |problem| place.column(&column.key).error(problem);
            let source = match record.cells.get(&column.key) {
                Some(cell) => self.cell(index, cell, old).map_err(fail)?,
                None => String::new(),
            };
            check_source("markdown", &source, self.kind()).map_err(fail)?;
            row.cells.push(source);
        }
        if is_html {
            row.cells.resize(self.least_cells(old).max(own), String::new());
            row.own = row.cells.len();
        }
        for cell in &record.excess {
            let source = trim(cell);
            check_source("excess", source, self.kind()).map_err(|problem| place.error(problem))?;
            row.cells.push(source.to_owned());
        }
        Ok(row)
    }

    fn kind(&self) -> RecordKind {
        self.template.map_or(self.asked.kind, |template| template.listing.kind.into())
    }

    /// A row of HTML keeps the cells that it has, and a new one has all.
    fn least_cells(&self, old: Option<usize>) -> usize {
        let Some(template) = self.template else { return 0 };
        let entry = old.and_then(|old| template.listing.entries().get(old));
        entry.map_or(self.columns.len(), |entry| template.listing.cells(entry).len())
    }

    /// The cells of an item, a blank one for every column that it has not, and what is to stand around them.
    fn item(&self, place: &RecordPlace, record: &Record<'_>, old: Option<usize>) -> Result<Row, RenderError> {
        let mut cells = Vec::with_capacity(self.columns.len());
        for (index, column) in self.columns.iter().enumerate() {
            let fail = |problem| place.column(&column.key).error(problem);
            let source = match record.cells.get(&column.key) {
                Some(cell) => self.cell(index, cell, old).map_err(fail)?,
                None => String::new(),
            };
            cells.push(source.trim_matches([' ', '\t', '\n', '\r']).to_owned());
        }
        if !record.excess.is_empty() {
            return Err(place.error(Problem::Excess));
        }
        let has = |field: Field| cells.get(field as usize).is_some_and(|cell| !cell.is_empty());
        let tags = cells.get(Field::Tags as usize).map_or("", String::as_str);
        let form = self.form(record, has, tags).map_err(|problem| place.error(problem))?;
        Ok(Row { own: cells.len(), cells, form: Some(form.text()), level: record.level })
    }

    /// The form of an item with these columns: its own, or another one of the listing where that does not fit.
    fn form(&self, record: &Record<'_>, has: impl Fn(Field) -> bool, tags: &str) -> Result<Form, Problem> {
        let read = self.template.and_then(|template| template.form);
        let own = self.asked.form_of(record).or(read).unwrap_or("- {name} - {description}");
        let form = Form::parse(own).map_err(Problem::Form)?;
        if form.fits(&has) {
            return Ok(form);
        }
        let others = self.forms.get_or_init(|| {
            let forms = self.asked.entries.iter().filter_map(|entry| self.asked.form_of(entry));
            most_frequent(forms).into_iter().filter_map(|form| Form::parse(form).ok()).collect()
        });
        let fitting = others.iter().find(|other| other.fits(&has));
        Ok(fitting.cloned().unwrap_or_else(|| form.rebuilt(has, tags)))
    }

    fn check_keys(&self, place: &RecordPlace, record: &Record<'_>) -> Result<(), RenderError> {
        match record.cells.keys().find(|key| !self.keys.contains(key.as_str())) {
            Some(key) => {
                let owner = if self.template.is_some() { "template" } else { "listing" };
                let known = self.columns.iter().map(|column| column.key.as_str());
                let suggestion = suggestion(key, known).map(str::to_owned);
                Err(place.column(key).error(Problem::NoColumn { owner, suggestion }))
            }
            None => Ok(()),
        }
    }

    /// What was read from the template for this cell.
    pub(super) fn old_record(&self, index: usize, old: Option<usize>) -> Option<&CellRecord<'_>> {
        self.template?.records.get(old?)?.cells.get(&self.columns.get(index)?.key)
    }

    /// The source that a cell's record asks for.
    fn cell(&self, index: usize, given: &CellRecord<'_>, old: Option<usize>) -> Result<String, Problem> {
        let read = self.old_record(index, old);
        let source = given.markdown.as_deref().map(trim);
        let old_source = read.and_then(|read| read.markdown.as_deref());
        let is_edited = source.is_some() && source != old_source;
        match (&given.value, source.or(old_source)) {
            (_, Some(source)) if is_edited => Ok(source.to_owned()),
            (Some(value), Some(_)) if read.and_then(|read| read.value.as_ref()) != Some(value) => {
                self.respell(index, value, old)
            }
            (_, Some(source)) => Ok(source.to_owned()),
            (Some(value), None) => self.respell(index, value, None),
            (None, None) => Err(Problem::NoContent),
        }
    }

    fn respell(&self, index: usize, value: &Value, old: Option<usize>) -> Result<String, Problem> {
        let column = &self.columns[index];
        let cell = self.template.zip(old).and_then(|(template, old)| {
            let entry = template.listing.entries().get(old)?;
            Some(OldCell::new(template.document, template.listing.cell(entry, index)?))
        });
        let habits = self.habits[index].get_or_init(|| match self.template {
            Some(template) => Habits::of(template.document, template.listing, index, column),
            None => Habits::default(),
        });
        respell(cell.as_ref(), column, habits, value)
            .map_err(|reason| Problem::Unspelled { value: value.clone(), reason })
    }
}

/// Refuses what cannot stand in a cell: between two pipes, or on the line of a cell in HTML.
pub(super) fn check_source(field: &'static str, source: &str, kind: RecordKind) -> Result<(), Problem> {
    if source.contains(['\n', '\r']) {
        return Err(Problem::LineEnd(field));
    }
    if kind == RecordKind::Html {
        return Ok(());
    }
    let bytes = source.as_bytes();
    let is_bare = |at: usize| at == 0 || bytes[at - 1] != b'\\';
    if memchr::memchr_iter(b'|', bytes).any(is_bare) { Err(Problem::BarePipe(field)) } else { Ok(()) }
}
