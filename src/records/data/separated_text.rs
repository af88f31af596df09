//! The text of CSV and TSV: a line an entry, written with the quotes that the file has.

use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};
use serde_json::{Map, Value as Json};

use super::DataProblem;
use super::rewrite::Layout;
use crate::text::Span;

pub(super) fn layout(text: &str, delimiter: u8) -> Result<Layout, DataProblem> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut starts = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| DataProblem::Syntax(error.to_string()))?;
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let start = start.filter(|start| text.is_char_boundary(*start)).unwrap_or_default();
        // A record starts behind the line end before it, of which the reader counts only half.
        starts.push(text.len() - text[start..].trim_start_matches(['\r', '\n']).len());
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let bodies = starts.iter().zip(ends).map(|(&start, end)| {
        let body = text[start..end].trim_end_matches(['\r', '\n']);
        Span::new(start, start + body.len())
    });
    // The first line names the fields.
    let mut bodies = bodies.collect::<Vec<_>>();
    let names = if bodies.is_empty() { Span::empty(0) } else { bodies.remove(0) };
    let gap = line_end(text).to_owned();
    let place = Span::new(names.end, text.len());
    Ok(Layout { bodies, place, around: [gap.clone(), gap.clone()], gap })
}

/// The line with some fields changed. A field that the file has no name for cannot be.
pub(super) fn changed(
    text: &str,
    body: &str,
    changed: &[(String, Json)],
    delimiter: u8,
) -> Result<String, DataProblem> {
    let names = fields(text, delimiter)?;
    let mut values = fields(body, delimiter)?;
    for (name, value) in changed {
        let at = names.iter().position(|known| known == name);
        if let Some(field) = at.and_then(|at| values.get_mut(at)) {
            *field = joined(value);
        }
    }
    line(&values, text, delimiter)
}

pub(super) fn new(text: &str, fields: &Map<String, Json>, delimiter: u8) -> Result<String, DataProblem> {
    let names = self::fields(text, delimiter)?;
    let values: Vec<String> =
        names.iter().map(|name| fields.get(name).map(joined).unwrap_or_default()).collect();
    line(&values, text, delimiter)
}

/// The line of names of a new file.
pub(super) fn names(names: &[&str], delimiter: u8) -> Result<String, DataProblem> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Ok(line(&names, "", delimiter)? + "\n")
}

/// The fields of the first line of `text`.
fn fields(text: &str, delimiter: u8) -> Result<Vec<String>, DataProblem> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let first =
        reader.records().next().transpose().map_err(|error| DataProblem::Syntax(error.to_string()))?;
    Ok(first.map(|record| record.iter().map(str::to_owned).collect()).unwrap_or_default())
}

fn line(values: &[String], like: &str, delimiter: u8) -> Result<String, DataProblem> {
    let quotes = if like.starts_with('"') { QuoteStyle::Always } else { QuoteStyle::Necessary };
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(quotes)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    writer.write_record(values).map_err(|error| DataProblem::Syntax(error.to_string()))?;
    let bytes = writer.into_inner().map_err(|error| DataProblem::Syntax(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| DataProblem::Syntax(error.to_string()))?;
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

fn line_end(text: &str) -> &'static str {
    let first = text.find('\n').unwrap_or_default();
    if text.get(..first).is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}

/// A field as one text; several addresses as [`csv`](crate::records::csv()) joins them.
fn joined(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => {
            let several = items.len() > 1;
            let texts = items.iter().filter_map(Json::as_str);
            let texts = texts.map(|text| if several { text.replace(';', "%3B") } else { text.to_owned() });
            texts.collect::<Vec<_>>().join(";")
        }
        other => other.to_string(),
    }
}
