//! CSV and TSV: a line of names, and a line an entry.

use std::collections::HashSet;

use csv::{ErrorKind, Position, ReaderBuilder};
use serde_json::{Map, Value as Json};

use super::{DataEntry, DataError, DataProblem};
use crate::text::LineIndex;

pub(super) fn read(file: &str, text: &str, delimiter: u8) -> Result<Vec<DataEntry>, DataError> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let lines = LineIndex::new(text);
    let line = |position: Option<&Position>| {
        let byte = position.and_then(|position| usize::try_from(position.byte()).ok());
        let byte = byte.filter(|byte| text.is_char_boundary(*byte)).unwrap_or_default();
        // A record starts behind the line end before it, of which the reader counts only half.
        let rest = text[byte..].trim_start_matches(['\r', '\n']);
        lines.position(text, text.len() - rest.len()).line
    };
    let fault = |error: &csv::Error| fault(&format!("{file}:{}", line(error.position())), error);
    let names = reader.headers().map_err(|error| fault(&error))?.clone();
    let mut known = HashSet::new();
    if let Some(name) = names.iter().find(|name| !name.is_empty() && !known.insert(*name)) {
        return Err(DataProblem::Twice(name.to_owned()).at(&format!("{file}:1")));
    }
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| fault(&error))?;
        let line = line(record.position());
        let fields = names.iter().zip(&record).filter(|(name, _)| !name.is_empty());
        let fields = fields.map(|(name, text)| (name.to_owned(), Json::String(text.to_owned())));
        entries.push(DataEntry { place: format!("{file}:{line}"), fields: fields.collect::<Map<_, _>>() });
    }
    Ok(entries)
}

fn fault(place: &str, error: &csv::Error) -> DataError {
    let message = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let fields = if *len == 1 { "one field".to_owned() } else { format!("{len} fields") };
            format!("this line has {fields}, and the first line names {expected_len}")
        }
        _ => error.to_string(),
    };
    DataProblem::Syntax(message).at(place)
}
