//! What a field says, whatever the format: text as it is written.

use serde_json::Value as Json;

use super::DataProblem;
use crate::records::csv_view::joined_quantities;
use crate::value::Quantity;

/// A field as text, an array of texts, a truth value or `null`. `raw` is how it is written in the file: a number keeps
/// its zeros.
pub(super) fn normalized(name: &str, value: Json, raw: &str) -> Result<Json, DataProblem> {
    match value {
        Json::Null | Json::Bool(_) | Json::String(_) => Ok(value),
        Json::Number(_) => Ok(Json::String(raw.to_owned())),
        // Amounts, as `extract` writes them.
        Json::Array(items) if items.first().is_some_and(Json::is_object) => {
            let amounts: Vec<Quantity> =
                serde_json::from_value(Json::Array(items)).map_err(|_| DataProblem::Type(name.to_owned()))?;
            Ok(Json::String(joined_quantities(&amounts)))
        }
        Json::Array(items) => {
            let texts = items.into_iter().map(|item| match item {
                Json::String(text) => Ok(Json::String(text)),
                Json::Number(number) => Ok(Json::String(number.to_string())),
                _ => Err(DataProblem::Type(name.to_owned())),
            });
            texts.collect::<Result<_, _>>().map(Json::Array)
        }
        Json::Object(_) => Err(DataProblem::Type(name.to_owned())),
    }
}

/// Whether a field is there and says nothing.
pub(in crate::records) fn is_blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.iter().all(is_blank),
        _ => false,
    }
}

/// The addresses that a field holds: several as an array, or joined by `;` as CSV has them.
pub(in crate::records) fn given_addresses(json: &Json) -> Vec<String> {
    match json {
        Json::String(text) if text.trim().is_empty() => Vec::new(),
        Json::String(text) if text.matches("://").count() > 1 && text.contains(';') => {
            text.split(';').map(|url| url.trim().replace("%3B", ";")).collect()
        }
        Json::String(text) => vec![text.trim().to_owned()],
        Json::Array(items) => items.iter().flat_map(given_addresses).collect(),
        _ => Vec::new(),
    }
}
