//! CSV and TSV: a line of names, and a line an entry.

use std::collections::HashSet;

use csv::{ErrorKind, ReaderBuilder};
use serde_json::{Map, Value as Json};

use super::{DataEntry, DataError, DataProblem};

pub(super) fn read(file: &str, text: &str, delimiter: u8) -> Result<Vec<DataEntry>, DataError> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| fault(file, &error))?.clone();
    let mut known = HashSet::new();
    if let Some(name) = names.iter().find(|name| !name.is_empty() && !known.insert(*name)) {
        return Err(DataProblem::Twice(name.to_owned()).at(&format!("{file}:1")));
    }
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| fault(file, &error))?;
        let line = record.position().map_or(1, csv::Position::line);
        let fields = names.iter().zip(&record).filter(|(name, _)| !name.is_empty());
        let fields = fields.map(|(name, text)| (name.to_owned(), Json::String(text.to_owned())));
        entries.push(DataEntry { place: format!("{file}:{line}"), fields: fields.collect::<Map<_, _>>() });
    }
    Ok(entries)
}

fn fault(file: &str, error: &csv::Error) -> DataError {
    let line = error.position().map_or(1, csv::Position::line);
    let message = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let fields = if *len == 1 { "one field".to_owned() } else { format!("{len} fields") };
            format!("this line has {fields}, and the first line names {expected_len}")
        }
        _ => error.to_string(),
    };
    DataProblem::Syntax(message).at(&format!("{file}:{line}"))
}
