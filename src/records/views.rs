//! Records as lines, over any number of files: for databases and link checkers.

use std::collections::HashSet;
use std::io;

use indexmap::IndexMap;
use serde::Serialize;

use super::csv_view::without_line_ends;
use super::dataset::{CellRecord, Dataset, Record};
use super::kind::RecordKind;
use super::value::Value;
use crate::document::{Document, Field, LinkKind};
use crate::text::Span;

/// One line of [`jsonl`].
#[derive(Serialize)]
struct FlatEntry<'a> {
    path: &'a str,
    listing: &'a str,
    section: &'a [String],
    line: Option<usize>,
    cells: IndexMap<&'a str, Flat<'a>>,
    links: Vec<FlatLink<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Flat<'a> {
    Value(&'a Value),
    Text(&'a str),
    Tags(Vec<String>),
}

#[derive(Serialize)]
struct FlatLink<'a> {
    column: &'a str,
    text: &'a str,
    url: &'a str,
}

impl<'a> FlatLink<'a> {
    /// The links of an entry, cell by cell.
    fn all(entry: &'a Record<'_>) -> impl Iterator<Item = Self> {
        entry.cells.iter().flat_map(|(column, cell)| {
            let links = cell.links.iter().flatten().filter(|link| !link.url.is_empty());
            links.map(move |link| Self { column, text: &link.text, url: &link.url })
        })
    }
}

/// Writes one JSON object an entry and line:
/// `{"path","listing","section":[…],"line","cells":{KEY: value or text, …},"links":[{"column","text","url"}, …]}`.
///
/// A cell is its value where it has one (a date as a string, amounts as an array of objects such as
/// `{"count":7000000000}`, a number, `null`), and its text otherwise; the tags of an item are an array of them. The links
/// are those of all cells, in their order, each with the key of its column.
///
/// # Errors
///
/// What `output` reports.
pub fn jsonl(datasets: &[(impl AsRef<str>, &Dataset<'_>)], output: &mut impl io::Write) -> io::Result<()> {
    for (path, dataset) in datasets {
        for listing in &dataset.listings {
            let is_tags = |key: &str| listing.kind == RecordKind::Bullets && key == Field::Tags.key();
            for entry in &listing.entries {
                let cells = entry.cells.iter().map(|(key, cell)| {
                    let text = || Flat::Text(cell.text.as_deref().unwrap_or_default());
                    let flat = match &cell.value {
                        Some(value) => Flat::Value(value),
                        None if is_tags(key) => Flat::Tags(tags(cell)),
                        None => text(),
                    };
                    (key.as_str(), flat)
                });
                let flat = FlatEntry {
                    path: path.as_ref(),
                    listing: &listing.id,
                    section: &listing.section,
                    line: entry.line,
                    cells: cells.collect(),
                    links: FlatLink::all(entry).collect(),
                };
                serde_json::to_writer(&mut *output, &flat)?;
                output.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}

/// The tags of an item: its code, the alternative texts of its badges, and its words behind a `#`.
pub(super) fn tags(cell: &CellRecord<'_>) -> Vec<String> {
    let markdown = cell.markdown.as_deref().unwrap_or_default();
    let document = Document::parse(markdown);
    let code = document.code().map(|span| (span, span.of(markdown).trim_matches(['`', ' ']).to_owned()));
    let badges = document.prose_links().iter().filter(|link| link.kind == LinkKind::Image);
    let mut tags: Vec<_> = code.chain(badges.map(|badge| (badge.span, badge.text.to_string()))).collect();
    tags.sort_by_key(|(span, _)| *span);
    let mut tags: Vec<String> = tags.into_iter().map(|(_, tag)| tag).filter(|tag| !tag.is_empty()).collect();
    if let (true, Some(text)) = (tags.is_empty(), cell.text.as_deref().filter(|text| !text.is_empty())) {
        if text.starts_with('#') {
            return text.split_whitespace().map(|tag| tag.trim_start_matches('#').to_owned()).collect();
        }
        tags.push(text.to_owned());
    }
    tags
}

/// The destinations of all links of a document, of which these are the records, and of its lists in HTML: each once, in the
/// order of the document; images are not links.
#[must_use]
pub fn links(document: &Document<'_>, dataset: &Dataset<'_>) -> Vec<String> {
    let entries = dataset.listings.iter().flat_map(|listing| &listing.entries);
    let in_entries = entries.flat_map(|entry| urls(entry).map(|url| (entry.line.unwrap_or_default(), url)));
    let line = |span: Span| document.lines().line(span.start);
    let mut in_html = document.html_list_links().map(|link| (line(link.span), &*link.url)).peekable();
    let is_mixed = in_html.peek().is_some();
    let mut all: Vec<(usize, &str)> = in_entries.chain(in_html).filter(|(_, url)| !url.is_empty()).collect();
    if is_mixed {
        all.sort_by_key(|(line, _)| *line);
    }
    let urls = once_each(all.into_iter().map(|(_, url)| url));
    urls.into_iter().map(without_line_ends).collect()
}

fn urls<'r>(entry: &'r Record<'_>) -> impl Iterator<Item = &'r str> {
    let links = entry.cells.values().filter_map(|cell| cell.links.as_ref()).flatten();
    links.map(|link| &*link.url).filter(|url| !url.is_empty())
}

fn once_each<'a>(urls: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    urls.filter(|url| seen.insert(*url)).collect()
}
