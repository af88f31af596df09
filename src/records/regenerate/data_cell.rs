//! What a field of a data file makes of the cell that it is for: nothing where the cell says it already.

use serde_json::Value as Json;

use crate::convention::ColumnConvention;
use crate::document::{Cell, Document, Field, LinkKind};
use crate::records::cell_edit::{OldCell, grouped};
use crate::records::csv_view::{addresses, push_addresses, push_value};
use crate::records::data::{DataProblem, given_addresses, is_blank};
use crate::records::dataset::CellRecord;
use crate::records::html;
use crate::records::new_cells::{CellWriter, Given, address};
use crate::records::value::Value;
use crate::records::views::tags;
use crate::text::{Edit, Span, apply};
use crate::value::canonical;

/// What a cell says, as `extract --format csv` writes it.
pub(in crate::records) fn value_text(cell: Option<&CellRecord<'_>>) -> String {
    let mut text = String::new();
    if let Some(cell) = cell {
        push_value(cell, &mut text);
    }
    text
}

/// Where the links of a cell lead, as `extract --format csv` writes it.
pub(in crate::records) fn address_text(cell: Option<&CellRecord<'_>>) -> String {
    let mut text = String::new();
    if let Some(cell) = cell {
        push_addresses(cell, &mut text);
    }
    text
}

/// A cell of the list, and what a data file says of it.
pub(in crate::records) struct DataCell<'a> {
    pub(in crate::records) writer: &'a CellWriter<'a>,
    pub(in crate::records) index: usize,
    pub(in crate::records) column: &'a ColumnConvention,
    pub(in crate::records) record: Option<&'a CellRecord<'a>>,
    pub(in crate::records) cell: Option<&'a Cell>,
    pub(in crate::records) is_update: bool,
}

impl DataCell<'_> {
    /// The record that the cell is to have; nothing where it is to be left out.
    pub(super) fn changed(&self, given: &Given<'_>) -> Result<Option<CellRecord<'static>>, DataProblem> {
        let says_text = given.text.is_none_or(|text| self.says(text));
        let says_urls = given.urls.is_none_or(|urls| self.leads_to(urls));
        let Some(record) = self.record else {
            let is_nothing = says_text && says_urls;
            return if is_nothing {
                Ok(None)
            } else {
                Ok(self.writer.cell(self.index, self.column, given)?)
            };
        };
        if says_text && says_urls {
            return Ok(Some(record.clone().into_owned()));
        }
        let had = addresses(record).count();
        if !says_urls {
            let urls = given.urls.map(given_addresses).unwrap_or_default();
            return match (says_text, urls.len() == had) {
                (true, true) => self.with_addresses(record, &urls).map(Some),
                (_, _) if had <= 1 && urls.len() <= 1 => self.rewritten(record, given, &urls),
                _ => Err(self.unlike(had, urls.len())),
            };
        }
        self.with_text(record, given.text.unwrap_or(&Json::Null))
    }

    /// The cell with other words, or another value; its markup and its links stay.
    fn with_text(
        &self,
        record: &CellRecord<'_>,
        text: &Json,
    ) -> Result<Option<CellRecord<'static>>, DataProblem> {
        if is_blank(text) {
            if addresses(record).next().is_some() {
                return Err(DataProblem::Links(self.column.key.clone()));
            }
            let value = record.value.is_some().then_some(Value::Unknown);
            let markdown = record.markdown.as_deref().unwrap_or_default().to_owned();
            return Ok(match value {
                Some(value) => Some(valued(markdown, value)),
                None => self.writer.listing.is_table().then(|| CellRecord::from_markdown("")),
            });
        }
        let text = self.writer.field_text(self.index, self.column, text)?;
        let source = record.markdown.as_deref().unwrap_or_default();
        if let Some(value) = self.writer.field_value(self.index, self.column, &text)?
            && record.value.is_some()
        {
            return Ok(Some(match self.writer.shortened(self.index, &value) {
                Some(short) if record.text.as_deref() == Some(&short) => record.clone().into_owned(),
                Some(short) => CellRecord::from_markdown(self.in_markup(&short).unwrap_or(short)),
                None => valued(source.to_owned(), value),
            }));
        }
        let text = respelled_number(record.text.as_deref().unwrap_or_default(), text);
        // Tags have marks of their own around each of them.
        let has_marks = text.contains('`');
        let source = match self.in_markup(&text).filter(|_| !has_marks) {
            Some(source) => source,
            None if Self::keeps_links(record, &text) => self.writer.escaped(&text),
            None => return Err(DataProblem::Links(self.column.key.clone())),
        };
        Ok(Some(CellRecord::from_markdown(source)))
    }

    /// The source of the cell with other words, if all of them can be replaced at once.
    fn in_markup(&self, text: &str) -> Option<String> {
        OldCell::new(self.writer.document, self.cell?).with_text(&self.writer.escaped(text)).ok()
    }

    /// The cell with other addresses, as many as it has.
    fn with_addresses(
        &self,
        record: &CellRecord<'_>,
        urls: &[String],
    ) -> Result<CellRecord<'static>, DataProblem> {
        let source = record.markdown.as_deref().unwrap_or_default();
        let fail = || self.unlike(urls.len(), urls.len());
        let cell = self.cell.ok_or_else(fail)?;
        let links = self.writer.document.cell_links(cell);
        let links = links.iter().filter(|link| link.kind != LinkKind::Image && !link.url.is_empty());
        let mut edits = Vec::new();
        for (link, url) in links.zip(urls).filter(|(link, url)| link.url != **url) {
            let span = link.url_span.ok_or_else(fail)?;
            let start = cell.content.start;
            let local = Span::new(span.start - start, span.end - start);
            let address = if self.writer.listing.is_html() { html::address(url) } else { address(url) };
            edits.push(Edit::replacement(local, address));
        }
        let own = cell.content.of(self.writer.document.source());
        if own != source {
            return Err(fail());
        }
        let source = apply(own, &edits).map_err(|_| fail())?;
        Ok(CellRecord::from_markdown(source))
    }

    /// A cell of one link at most, written again.
    fn rewritten(
        &self,
        record: &CellRecord<'_>,
        given: &Given<'_>,
        urls: &[String],
    ) -> Result<Option<CellRecord<'static>>, DataProblem> {
        let text = record.text.as_deref().unwrap_or_default();
        let covers = record.links.iter().flatten().all(|link| link.text.trim() == text.trim());
        if !covers {
            return Err(self.unlike(addresses(record).count(), urls.len()));
        }
        let kept = Json::String(text.to_owned());
        let text = given.text.unwrap_or(&kept);
        Ok(self.writer.cell(self.index, self.column, &Given { text: Some(text), urls: given.urls })?)
    }

    /// Whether markdown has all links that the cell has.
    fn keeps_links(record: &CellRecord<'_>, markdown: &str) -> bool {
        let document = Document::parse(markdown);
        let has = |url: &str| document.prose_links().iter().any(|link| link.url == url);
        addresses(record).all(has)
    }

    /// Whether the cell says this already.
    pub(in crate::records) fn says(&self, given: &Json) -> bool {
        if is_blank(given) {
            return value_text(self.record).trim().is_empty();
        }
        let Some(record) = self.record else { return false };
        let is_tags = !self.writer.listing.is_table() && self.index == Field::Tags as usize;
        match given {
            Json::String(text) => {
                let text = text.trim();
                let unescaped = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
                let is = |said: &str| {
                    let said = said.trim();
                    said == text || Some(said) == unescaped || (is_whole(text) && ungrouped(said) == text)
                };
                is(&value_text(Some(record)))
                    || record.text.as_deref().is_some_and(is)
                    || record.markdown.as_deref().is_some_and(is)
            }
            Json::Array(items) if is_tags => {
                tags(record).iter().map(String::as_str).eq(items.iter().filter_map(Json::as_str))
            }
            Json::Array(_) | Json::Bool(_) => self
                .writer
                .field_text(self.index, self.column, given)
                .is_ok_and(|text| record.text.as_deref() == Some(&text)),
            _ => false,
        }
    }

    /// Whether its links lead there already.
    pub(in crate::records) fn leads_to(&self, given: &Json) -> bool {
        // GitHub takes a no-break space at the end of a bare address for a part of it; nobody who keeps data does.
        let own: Vec<&str> = self.record.into_iter().flat_map(addresses).map(str::trim).collect();
        if given.as_str().is_some_and(|text| text.trim() == address_text(self.record).trim()) {
            return true;
        }
        let given = given_addresses(given);
        // The address of an update says which entry is meant.
        let is_key = self.is_update && self.index == self.writer.convention.name_column();
        own == given
            || (is_key && own.iter().map(|url| canonical(url)).eq(given.iter().map(|url| canonical(url))))
    }

    fn unlike(&self, found: usize, given: usize) -> DataProblem {
        let counted = |count: usize, what: &str| match count {
            0 => format!("no {what}"),
            1 => format!("one {what}"),
            _ => format!("{count} {what}s"),
        };
        DataProblem::Addresses {
            column: self.column.key.clone(),
            found: counted(found, "link"),
            given: counted(given, "address").replace("addresss", "addresses"),
        }
    }
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn ungrouped(text: &str) -> String {
    text.replace(',', "")
}

/// A whole number with commas between its thousands, where the one before it has them.
fn respelled_number(before: &str, text: String) -> String {
    let has_groups = before.contains(',') && is_whole(&ungrouped(before.trim()));
    if has_groups && is_whole(&text) { grouped(&text) } else { text }
}

fn valued(markdown: String, value: Value) -> CellRecord<'static> {
    CellRecord { markdown: Some(markdown.into()), value: Some(value), ..CellRecord::default() }
}
