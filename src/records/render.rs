//! From records back to the template they were read from.

use std::collections::HashMap;
use std::ops::Range;

use super::dataset::{Dataset, ListingRecords};
use super::entry_match::match_entries;
use super::error::{Problem, RecordPlace, RenderError};
use super::extract::extract;
use super::frame::check_frame;
use super::html::HtmlRows;
use super::items::Items;
use super::proof::WrittenListing;
use super::wanted::{RenderTarget, Row, Template};
use crate::config::{Config, suggestion};
use crate::convention::{Conventions, ListingConvention};
use crate::document::{Document, Entry, Listing, ListingKind};
use crate::page;
use crate::text::{Edit, Span, apply};

/// Writes `template` with the entries of its listings replaced by those of `dataset`.
///
/// Listings are found by their ids. An entry that did not change
/// keeps its bytes, in a changed one only the cells that changed are rewritten, and an added one is laid out like its
/// neighbours; one that was copied, its `line` left in place, is an edit of the row that it was copied from. A cell
/// left out before another one is blank. What the dataset says of a listing's order and of its columns' kinds and
/// formats is learned from the template and not looked at; the same holds for the order of the listings.
///
/// ```
/// use relist::config::Config;
/// use relist::convention::Conventions;
/// use relist::document::Document;
/// use relist::records::{Dataset, Value, extract, render};
///
/// let template = "| Model | Released |\n|---|---|\n| Yi | 11/23 |\n| Qwen | 08/23 |\n| XGen | 06/23 |\n";
/// let document = Document::parse(template);
/// let config = Config::default();
/// let mut dataset = extract(&document, &Conventions::learn(&document, &config));
/// assert_eq!(render(template, &config, &dataset)?, template);
///
/// let entries = &mut dataset.listings[0].entries;
/// entries[2].cells["released"].value = Some(Value::Date("2023-07".parse()?));
/// entries.remove(0);
/// let edited = render(template, &config, &dataset)?;
/// assert_eq!(edited, "| Model | Released |\n|---|---|\n| Qwen | 08/23 |\n| XGen | 07/23 |\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RenderError`] for a listing or a column that only the template or only the dataset has, for an edit that contradicts itself, and for one
/// that cannot be written so that it reads back as the same records. Nothing is returned then.
pub fn render(template: &str, config: &Config, dataset: &Dataset<'_>) -> Result<String, RenderError> {
    let document = Document::parse(template);
    let conventions = Conventions::learn(&document, config);
    render_into(&document, &conventions, &extract(&document, &conventions), dataset)
}

/// The same where the template has been read already: `read` is what [`extract`] says of it.
pub(crate) fn render_into<'a>(
    template: &'a Document<'a>,
    conventions: &'a Conventions,
    read: &'a Dataset<'a>,
    dataset: &'a Dataset<'a>,
) -> Result<String, RenderError> {
    let places = find_listings(template, dataset)?;
    let mut read: HashMap<&str, &ListingRecords<'_>> =
        read.listings.iter().map(|listing| (listing.id.as_str(), listing)).collect();
    let mut plans = Vec::with_capacity(places.len());
    for ((index, asked), number) in dataset.listings.iter().enumerate().zip(places) {
        let Some(read) = read.remove(asked.id.as_str()) else { continue };
        let parts = (&template.listings()[number], &conventions.listings()[number]);
        plans.push(ListingPlan::new(
            template,
            number,
            parts,
            read,
            asked,
            RecordPlace::listing(index, &asked.id),
        )?);
    }
    let mut edits: Vec<Edit> = plans.iter().flat_map(|plan| plan.edits(template)).collect();
    edits.sort_by_key(|edit| edit.span);
    // The spans are those of different listings of one document.
    let output =
        apply(template.source(), &edits).map_err(|_| RecordPlace::default().error(Problem::Surroundings))?;
    if edits.is_empty() {
        compare_records(template, template, &plans)?;
        return Ok(output);
    }
    let changes = compare_records(template, &Document::parse(&output), &plans)?;
    // The judge needs most of the memory of a rendering.
    drop(plans);
    let (before, after) = page::read_both(template.source(), &output);
    page::compare(&before, &after, &changes).map_err(|difference| {
        RecordPlace::default().error(Problem::OtherPage { line: difference.line, reason: difference.reason })
    })?;
    Ok(output)
}

/// For each listing of the dataset, the index of the template's listing with that id.
fn find_listings(document: &Document<'_>, dataset: &Dataset<'_>) -> Result<Vec<usize>, RenderError> {
    let known: HashMap<&str, usize> =
        document.listings().iter().enumerate().map(|(index, listing)| (listing.id.as_str(), index)).collect();
    let mut used = vec![false; document.listings().len()];
    let places = dataset.listings.iter().enumerate().map(|(index, asked)| {
        let place = RecordPlace::listing(index, &asked.id);
        let Some(&number) = known.get(asked.id.as_str()) else {
            let ids = document.listings().iter().map(|listing| listing.id.as_str());
            let suggestion = suggestion(&asked.id, ids).map(str::to_owned);
            return Err(place.error(Problem::NoListing { suggestion }));
        };
        if let Some(opaque) = document.listings()[number].opaque {
            return Err(place.error(Problem::Opaque { line: opaque.line, reason: opaque.reason }));
        }
        if std::mem::replace(&mut used[number], true) {
            return Err(place.error(Problem::Duplicate));
        }
        Ok(number)
    });
    let places: Vec<usize> = places.collect::<Result<_, _>>()?;
    let left_out =
        document.listings().iter().zip(used).find(|(listing, used)| !used && listing.opaque.is_none());
    match left_out {
        Some((listing, _)) => {
            let line = document.position(listing.head_span().start).line;
            Err(RecordPlace::default().error(Problem::ListingRemoved { id: listing.id.clone(), line }))
        }
        None => Ok(places),
    }
}

/// Compares the listings of the output with what was asked for. Returns what the judge is to know of the changes.
fn compare_records(
    template: &Document<'_>,
    output: &Document<'_>,
    plans: &[ListingPlan<'_>],
) -> Result<page::Changes, RenderError> {
    let mut changes = page::Changes::default();
    for plan in plans {
        let listing = output.listings().get(plan.number);
        let gone = || plan.place.error(Problem::NoList);
        let Some(listing) = listing else {
            if plan.listing.is_html() {
                return Err(gone());
            }
            continue;
        };
        // The others have the numbers of those that were read before them.
        let has_gone = plan.listing.is_html() && template.listings().len() > output.listings().len();
        plan.written().check(output, listing).map_err(|error| if has_gone { gone() } else { error })?;
        if plan.listing.is_html() {
            plan.note_touches(template, output, listing, &mut changes.touches);
        } else {
            changes.listings.push(plan.entries(template, output, listing, &mut changes.touches));
        }
    }
    if template.listings().len() != output.listings().len() {
        return Err(RecordPlace::default().error(Problem::Surroundings));
    }
    Ok(changes)
}

/// What is to become of one listing.
struct ListingPlan<'a> {
    number: usize,
    place: RecordPlace,
    asked: &'a ListingRecords<'a>,
    listing: &'a Listing,
    convention: &'a ListingConvention,
    target: RenderTarget<'a>,
    rows: Vec<Row>,
    old: Vec<Option<usize>>,
}

impl<'a> ListingPlan<'a> {
    fn new(
        document: &'a Document<'a>,
        number: usize,
        (listing, convention): (&'a Listing, &'a ListingConvention),
        read: &'a ListingRecords<'a>,
        asked: &'a ListingRecords<'a>,
        place: RecordPlace,
    ) -> Result<Self, RenderError> {
        check_frame(&place, read, asked)?;
        let template = Template { document, listing, records: &read.entries, form: read.form.as_deref() };
        let target = RenderTarget::new(&convention.columns, asked, Some(template));
        if asked.entries.is_empty() && listing.kind != ListingKind::Table {
            let is_html = listing.is_html();
            return Err(place.error(if is_html { Problem::NoList } else { Problem::NoEntries }));
        }
        let keys: Vec<&str> = convention.columns.iter().map(|column| column.key.as_str()).collect();
        let old = match_entries(&keys, convention.name_column(), &asked.entries, &read.entries);
        let rows = asked.entries.iter().zip(&old).enumerate();
        let rows: Result<Vec<Row>, _> =
            rows.map(|(index, (record, old))| target.row(&place.entry(index), record, *old)).collect();
        Ok(Self { number, place, asked, listing, convention, target, rows: rows?, old })
    }

    /// What the judge is to know of the entries: where each of them stands, and which cells were asked to change. An item
    /// that changes counts as another one.
    fn entries(
        &self,
        template: &Document<'_>,
        output: &Document<'_>,
        written: &Listing,
        touches: &mut Vec<page::Touch>,
    ) -> page::Entries {
        if !self.listing.is_table() {
            return self.families(template, output, written);
        }
        let lines_of = |entries: &[Entry]| -> Vec<usize> { entries.iter().map(|entry| entry.line).collect() };
        let mut after = Vec::with_capacity(written.entries().len());
        for (line, (new, old)) in
            lines_of(written.entries()).into_iter().zip(written.entries().iter().zip(&self.old))
        {
            let entry = old.and_then(|old| self.listing.entries().get(old));
            let Some(entry) = entry else {
                after.push((line, None));
                continue;
            };
            let rows = [Row::of(template, self.listing, entry), Row::of(output, written, new)];
            after.push((line, *old));
            let is_changed = |column: &usize| rows[0].cells.get(*column) != rows[1].cells.get(*column);
            let changed = (0..written.header.cells.len()).filter(is_changed);
            touches.extend(changed.map(|column| page::Touch {
                lines: entry.line..=entry.line,
                lines_after: line..=line,
                column: Some(column),
                freedom: page::Freedom::Content,
            }));
        }
        page::Entries { before: lines_of(self.listing.entries()), after, makes_up_lists: true }
    }

    /// The same of a bullet list, in which an item counts with those that are nested in it.
    fn families(&self, template: &Document<'_>, output: &Document<'_>, written: &Listing) -> page::Entries {
        let old: Vec<Range<usize>> = self.listing.families().collect();
        let line = |listing: &Listing, family: &Range<usize>| {
            listing.entries().get(family.start).map_or(1, |entry| entry.line)
        };
        let after = written.families().map(|family| {
            let places = self.old.get(family.clone()).unwrap_or_default();
            let first = places.first().copied().flatten();
            let known = first.and_then(|first| old.binary_search_by_key(&first, |old| old.start).ok());
            let is_same = |known: &usize| {
                let stood = &old[*known];
                let row = |document, listing: &Listing, index: usize| {
                    listing.entries().get(index).map(|entry| Row::of(document, listing, entry))
                };
                places.iter().copied().eq(stood.clone().map(Some))
                    && stood
                        .clone()
                        .zip(family.clone())
                        .all(|(old, new)| row(template, self.listing, old) == row(output, written, new))
            };
            (line(written, &family), known.filter(is_same))
        });
        let after = after.collect();
        page::Entries {
            before: old.iter().map(|family| line(self.listing, family)).collect(),
            after,
            makes_up_lists: true,
        }
    }

    fn written(&self) -> WrittenListing<'_> {
        WrittenListing {
            place: self.place.clone(),
            target: &self.target,
            records: &self.asked.entries,
            rows: &self.rows,
            old: &self.old,
        }
    }

    fn html_rows(&'a self, document: &'a Document<'_>) -> HtmlRows<'a> {
        HtmlRows { document, listing: self.listing, rows: &self.rows, old: &self.old }
    }

    /// What the judge is to know of a table in HTML, which has no rows to it: the lines on which its blocks say something
    /// else, or are others.
    fn note_touches(
        &self,
        template: &Document<'_>,
        output: &Document<'_>,
        written: &Listing,
        touches: &mut Vec<page::Touch>,
    ) {
        let lines = |document: &Document<'_>, span: Span| {
            document.lines().line(span.start)
                ..=document.lines().line(span.end.saturating_sub(1).max(span.start))
        };
        let is_rearranged = self.html_rows(template).is_rearranged();
        let all = (self.listing.span, written.span);
        let rows =
            self.listing.entries().iter().zip(written.entries()).map(|(old, new)| (old.block, new.block));
        let changed: Vec<(Span, Span)> = if is_rearranged {
            vec![all]
        } else {
            rows.filter(|(old, new)| old.of(template.source()) != new.of(output.source())).collect()
        };
        touches.extend(changed.into_iter().map(|(old, new)| page::Touch {
            lines: lines(template, old),
            lines_after: lines(output, new),
            column: None,
            freedom: if is_rearranged { page::Freedom::Blocks } else { page::Freedom::Content },
        }));
    }

    /// The edits that make the entries what they are to be; none where they stay as they are.
    fn edits(&self, document: &Document<'_>) -> Vec<Edit> {
        match self.listing.kind {
            ListingKind::Html => self.html_rows(document).edits(),
            ListingKind::Bullets => {
                let edit = Items { document, listing: self.listing, rows: &self.rows, old: &self.old }.edit();
                Some(edit).filter(|edit| !edit.is_noop(document.source())).into_iter().collect()
            }
            ListingKind::Table => self.table_edit(document).into_iter().collect(),
        }
    }

    /// The edit that replaces the rows of a table.
    fn table_edit(&self, document: &Document<'_>) -> Option<Edit> {
        let source = document.source();
        let header = &self.listing.header;
        let span = Span::new(header.delimiter_line.end, self.listing.span.end.max(header.delimiter_line.end));
        let edit = Edit::replacement(span, self.table_text(document, span, false));
        if edit.is_noop(source) {
            return None;
        }
        // The last row of a table could be taken for a line of text under it where it has no outer pipes.
        let is_fenced = header.leading_pipe && header.trailing_pipe;
        let edit =
            if is_fenced { Edit::replacement(span, self.table_text(document, span, true)) } else { edit };
        Some(edit)
    }

    /// The lines of the rows, which stand in `span`; `with_pipe` puts a pipe before the last one if it has none at either
    /// end and was not the last one, as it is, before.
    fn table_text(&self, document: &Document<'_>, span: Span, with_pipe: bool) -> String {
        let source = document.source();
        let line_end = line_end(self.listing.header.line.of(source));
        let was_open =
            self.listing.span.of(source).trim_end_matches(['\r', '\n']).len() == self.listing.span.len();
        let mut text = String::with_capacity(span.len());
        if was_open && self.listing.entries().is_empty() && !self.rows.is_empty() {
            text.push_str(line_end);
        }
        let mut prefix = self.usual_prefix(source);
        let rows: Vec<String> = self
            .rows
            .iter()
            .zip(&self.old)
            .map(|(row, old)| {
                self.row_text(document, old.and_then(|old| self.listing.entries().get(old)), row)
            })
            .collect();
        // As it was read as a row at the end of the table, it is read so again.
        let was_last = |index: usize| {
            let old = self.old[index].filter(|old| old + 1 == self.listing.entries().len());
            old.is_some_and(|old| self.listing.entries()[old].content.of(source) == rows[index])
        };
        for (index, row) in rows.iter().enumerate() {
            let is_last = index + 1 == self.rows.len();
            let entry = self.old[index].and_then(|old| self.listing.entries().get(old));
            if let Some(entry) = entry {
                prefix = entry.prefix().of(source);
            }
            text.push_str(prefix);
            let is_bare = !row.starts_with('|') && !row.ends_with('|');
            if with_pipe && is_last && is_bare && !was_last(index) {
                text.push_str("| ");
            }
            text.push_str(row);
            let own_end = entry.map_or("", |entry| entry.line_end().of(source));
            // A lone carriage return would become one line end with the line feed of a blank line below.
            let merges = is_last && own_end == "\r" && source[span.end..].starts_with('\n');
            match own_end {
                _ if is_last && was_open => {}
                "" => text.push_str(line_end),
                _ if merges => text.push('\n'),
                own_end => text.push_str(own_end),
            }
        }
        text
    }

    fn row_text(&self, document: &Document<'_>, entry: Option<&Entry>, row: &Row) -> String {
        let layout = self.convention.new_rows(document.source(), self.listing);
        match entry {
            Some(entry) if Row::of(document, self.listing, entry) == *row => {
                entry.content.of(document.source()).to_owned()
            }
            Some(entry) => layout.edited_row(document.source(), self.listing, entry, &row.cells),
            None => layout.write_row(row.cells.iter().map(String::as_str)),
        }
    }

    /// What stands before the first row on its line, or before the delimiter row: the container's `> ` or indent.
    fn usual_prefix(&self, source: &'a str) -> &'a str {
        let header = &self.listing.header;
        let delimiter = Span::new(header.delimiter_line.start, header.delimiter.start);
        self.listing.entries().first().map_or(delimiter, Entry::prefix).of(source)
    }
}

fn line_end(line: &str) -> &str {
    let end = &line[line.trim_end_matches(['\r', '\n']).len()..];
    if end.is_empty() { "\n" } else { end }
}
