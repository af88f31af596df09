//! YAML: a sequence of mappings, or a mapping a document.

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};
use serde_saphyr::{Location, Spanned};

use super::field::normalized;
use super::{DataEntry, DataError, DataProblem};

const ENTRY: &str = "a mapping, like `name: ripgrep`";

type Fields = IndexMap<String, Spanned<Json>>;

pub(super) fn read(file: &str, text: &str) -> Result<Vec<DataEntry>, DataError> {
    let documents: Vec<Spanned<Json>> =
        serde_saphyr::from_multiple(text).map_err(|error| fault(file, &error))?;
    let mappings: Vec<Spanned<Fields>> = match documents.as_slice() {
        [] => Vec::new(),
        [Spanned { value: Json::Array(_), .. }] => {
            serde_saphyr::from_str(text).map_err(|error| fault(file, &error))?
        }
        all => {
            if let Some(other) = all.iter().find(|document| !document.value.is_object()) {
                return Err(DataProblem::NotAnEntry(ENTRY).at(&place(file, &other.referenced)));
            }
            serde_saphyr::from_multiple(text).map_err(|error| fault(file, &error))?
        }
    };
    mappings.into_iter().map(|mapping| entry(file, text, mapping)).collect()
}

fn entry(file: &str, text: &str, mapping: Spanned<Fields>) -> Result<DataEntry, DataError> {
    let place = place(file, &mapping.referenced);
    let mut fields = Map::new();
    for (name, field) in mapping.value {
        let raw = source_of(text, &field.defined).unwrap_or_default();
        // A plain `no` or `5.10` means what the column makes of it.
        let is_plain = matches!(field.value, Json::Number(_) | Json::Bool(_)) && !raw.is_empty();
        let value = if is_plain && !matches!(raw, "true" | "false") {
            Json::String(raw.to_owned())
        } else {
            normalized(&name, field.value, raw).map_err(|problem| problem.at(&place))?
        };
        fields.insert(name, value);
    }
    Ok(DataEntry { place, fields })
}

/// What stands at `location`.
fn source_of<'a>(text: &'a str, location: &Location) -> Option<&'a str> {
    let span = location.span();
    let start = usize::try_from(span.byte_offset()?).ok()?;
    let length = usize::try_from(span.byte_len()?).ok()?;
    text.get(start..start.checked_add(length)?).map(str::trim)
}

fn place(file: &str, location: &Location) -> String {
    format!("{file}:{}", location.line())
}

fn fault(file: &str, error: &serde_saphyr::Error) -> DataError {
    let place = error.location().map_or_else(|| file.to_owned(), |location| self::place(file, &location));
    let message = error.without_snippet().to_string();
    if let Some(name) = message.split("duplicate mapping key: ").nth(1) {
        let name = name.split([',', ' ']).next().unwrap_or_default();
        return DataProblem::Twice(name.to_owned()).at(&place);
    }
    let message = message.split(" at line ").next().unwrap_or_default();
    if message == "expected mapping start" {
        return DataProblem::NotAnEntry(ENTRY).at(&place);
    }
    DataProblem::Syntax(message.to_owned()).at(&place)
}
