//! JSON: an array of objects, or an object a line.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::field::normalized;
use super::{DataEntry, DataError, DataProblem};
use crate::text::LineIndex;

const ENTRY: &str = "an object, like {\"name\": \"ripgrep\"}";

pub(super) fn read(file: &str, text: &str) -> Result<Vec<DataEntry>, DataError> {
    let is_array = text.trim_start().starts_with('[');
    let parsed = if is_array {
        serde_json::from_str::<Vec<&RawValue>>(text)
    } else {
        serde_json::from_str::<&RawValue>(text).map(|one| vec![one])
    };
    let objects = parsed.map_err(|error| fault(file, 1, &error))?;
    let lines = LineIndex::new(text);
    let line = |object: &RawValue| {
        let offset = object.get().as_ptr() as usize - text.as_ptr() as usize;
        lines.position(text, offset).line
    };
    objects.into_iter().map(|object| entry(file, line(object), object.get())).collect()
}

pub(super) fn read_lines(file: &str, text: &str) -> Result<Vec<DataEntry>, DataError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| entry(file, index + 1, line)).collect()
}

/// The entry that one object is. An object of [`jsonl`](crate::records::jsonl) holds its fields in `cells` and `links`.
fn entry(file: &str, line: usize, text: &str) -> Result<DataEntry, DataError> {
    let place = format!("{file}:{line}");
    if !text.trim_start().starts_with('{') {
        // What is no JSON at all is said first.
        serde_json::from_str::<&RawValue>(text).map_err(|error| fault(file, line, &error))?;
        return Err(DataProblem::NotAnEntry(ENTRY).at(&place));
    }
    let object: Object<'_> = serde_json::from_str(text).map_err(|error| fault(file, line, &error))?;
    let mut fields = Map::new();
    if let (Some(cells), true) = (object.0.get("cells"), object.0.contains_key("listing")) {
        let cells: Object<'_> = serde_json::from_str(cells.get())
            .map_err(|_| DataProblem::Type("cells".to_owned()).at(&place))?;
        add_fields(&cells, &mut fields).map_err(|problem| problem.at(&place))?;
        let links = object.0.get("links").map_or("[]", |links| links.get());
        add_links(links, &mut fields).map_err(|problem| problem.at(&place))?;
        let mut rest = object;
        rest.0.retain(|name, _| name != "cells" && name != "links");
        add_fields(&rest, &mut fields).map_err(|problem| problem.at(&place))?;
    } else {
        add_fields(&object, &mut fields).map_err(|problem| problem.at(&place))?;
    }
    Ok(DataEntry { place, fields })
}

fn add_fields(object: &Object<'_>, fields: &mut Map<String, Json>) -> Result<(), DataProblem> {
    for (name, raw) in &object.0 {
        let value = serde_json::from_str(raw.get()).map_err(|error| DataProblem::Syntax(said(&error)))?;
        if fields.insert(name.clone(), normalized(name, value, raw.get())?).is_some() {
            return Err(DataProblem::Twice(name.clone()));
        }
    }
    Ok(())
}

/// Adds where the links of each column lead.
fn add_links(links: &str, fields: &mut Map<String, Json>) -> Result<(), DataProblem> {
    #[derive(Deserialize)]
    struct LinkOfColumn {
        column: String,
        url: String,
    }
    let links: Vec<LinkOfColumn> =
        serde_json::from_str(links).map_err(|_| DataProblem::Type("links".to_owned()))?;
    let mut columns: IndexMap<String, Vec<Json>> = IndexMap::new();
    for link in links {
        columns.entry(format!("{}_url", link.column)).or_default().push(Json::String(link.url));
    }
    fields.extend(columns.into_iter().map(|(column, urls)| (column, Json::Array(urls))));
    Ok(())
}

/// The fields of an object, each as it is written; a second one of a name is an error.
struct Object<'a>(IndexMap<String, &'a RawValue>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JsonFields;
        impl<'de> Visitor<'de> for JsonFields {
            type Value = Object<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = IndexMap::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    if fields.contains_key(&name) {
                        return Err(A::Error::custom(DataProblem::Twice(name)));
                    }
                    fields.insert(name, value);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(JsonFields)
    }
}

/// `first` is the line on which the text starts that was parsed.
fn fault(file: &str, first: usize, error: &serde_json::Error) -> DataError {
    let line = first + error.line().saturating_sub(1);
    DataProblem::Syntax(said(error)).at(&format!("{file}:{line}"))
}

/// The message without the place, which is told in another way.
fn said(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(said, _)| said.to_owned())
}
