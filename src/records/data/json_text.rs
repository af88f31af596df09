//! The text of JSON: fields and entries written with the white space that the file has.

use indexmap::IndexMap;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::DataProblem;
use super::rewrite::Layout;
use crate::text::{Edit, Span, apply};

/// What is between the entries of a file that is one object.
pub(super) const NO_ARRAY: &str = "\n";

pub(super) fn layout(text: &str) -> Result<Layout, DataProblem> {
    let fault = |error: serde_json::Error| DataProblem::Syntax(error.to_string());
    let offset = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    let is_array = text[offset..].starts_with('[');
    let bodies = match text.get(offset..).filter(|rest| !rest.is_empty()) {
        None => Vec::new(),
        Some(rest) if is_array => {
            let objects: Vec<&RawValue> = serde_json::from_str(rest).map_err(fault)?;
            objects.into_iter().map(|object| span_in(text, object.get())).collect()
        }
        Some(rest) => {
            let object: &RawValue = serde_json::from_str(rest).map_err(fault)?;
            vec![span_in(text, object.get())]
        }
    };
    if !is_array && !bodies.is_empty() {
        let (place, around) = (Span::empty(offset), Default::default());
        return Ok(Layout { bodies, place, around, gap: NO_ARRAY.to_owned() });
    }
    let place = match (is_array, text.rfind(']')) {
        (true, Some(end)) => Span::new(offset + 1, end),
        _ => Span::empty(text.len()),
    };
    let lead = bodies.first().map_or("\n  ", |first| Span::new(place.start, first.start).of(text));
    let around = ["\n  ".to_owned(), "\n".to_owned()];
    let around = if is_array { around } else { [String::new(), "\n".to_owned()] };
    Ok(Layout { gap: format!(",{lead}"), bodies, place, around })
}

pub(super) fn layout_of_lines(text: &str) -> Layout {
    let mut bodies = Vec::new();
    for line in text.lines() {
        let body = line.trim_start_matches('\u{feff}').trim();
        if !body.is_empty() {
            bodies.push(span_in(text, body));
        }
    }
    let gap = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let around = [String::new(), gap.to_owned()];
    Layout { bodies, place: Span::empty(text.len()), around, gap: gap.to_owned() }
}

/// Where `part`, a slice of `text`, is.
fn span_in(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + part.len())
}

/// The object with some fields changed, or added behind the others.
pub(super) fn changed(body: &str, changed: &[(String, Json)]) -> Result<String, DataProblem> {
    let fields: IndexMap<String, &RawValue> =
        serde_json::from_str(body).map_err(|error| DataProblem::Syntax(error.to_string()))?;
    if fields.contains_key("cells") && fields.contains_key("listing") {
        return Err(DataProblem::Extracted);
    }
    let style = JsonStyle::of(body, &fields);
    let mut edits = Vec::new();
    let mut added = String::new();
    for (name, value) in changed {
        if let Some(raw) = fields.get(name) {
            edits.push(Edit::replacement(span_in(body, raw.get()), written(value, Some(raw.get()))));
        } else {
            let (name, value) = (Json::String(name.clone()), written(value, None));
            let field = format!("{}{name}{}{value}", style.separator, style.colon);
            added.push_str(&field);
        }
    }
    let last = fields.values().last().map(|raw| span_in(body, raw.get()).end);
    if let (Some(last), false) = (last, added.is_empty()) {
        edits.push(Edit::insertion(last, added));
    }
    edits.sort_by_key(|edit| edit.span);
    apply(body, &edits).map_err(|error| DataProblem::Syntax(error.to_string()))
}

/// A new object like `like`.
pub(super) fn new(like: Option<&str>, fields: &Map<String, Json>, is_alone: bool) -> String {
    let of_like = like.and_then(|like| {
        let fields: IndexMap<String, &RawValue> = serde_json::from_str(like).ok()?;
        (!fields.is_empty()).then(|| JsonStyle::of(like, &fields))
    });
    let style = of_like.unwrap_or_else(|| if is_alone { JsonStyle::alone() } else { JsonStyle::first() });
    let mut text = "{".to_owned();
    for (index, (name, value)) in fields.iter().enumerate() {
        let separator = if index == 0 { &style.open } else { &style.separator };
        let (name, value) = (Json::String(name.clone()), written(value, None));
        let field = format!("{separator}{name}{}{value}", style.colon);
        text.push_str(&field);
    }
    text + &style.close + "}"
}

pub(super) fn new_line(fields: &Map<String, Json>) -> String {
    Json::Object(fields.clone()).to_string()
}

/// The white space of an object.
struct JsonStyle {
    open: String,
    separator: String,
    colon: String,
    close: String,
}

impl JsonStyle {
    /// An entry in an array without any.
    fn first() -> Self {
        let [open, separator, close] = ["\n    ", ",\n    ", "\n  "].map(str::to_owned);
        Self { open, separator, colon: ": ".to_owned(), close }
    }

    /// An entry in a file of its own.
    fn alone() -> Self {
        let [open, separator, close] = ["\n  ", ",\n  ", "\n"].map(str::to_owned);
        Self { open, separator, colon: ": ".to_owned(), close }
    }

    /// That of an object with these fields.
    fn of(body: &str, fields: &IndexMap<String, &RawValue>) -> Self {
        let values: Vec<Span> = fields.values().map(|raw| span_in(body, raw.get())).collect();
        let before = |at: usize| {
            let start = if at == 0 { 1 } else { values[at - 1].end };
            let key = Span::new(start, values[at].start).of(body);
            let quote = key.find('"').unwrap_or_default();
            (key[..quote].to_owned(), key[key.rfind('"').map_or(0, |end| end + 1)..].to_owned())
        };
        let Some(last) = values.last() else { return Self::alone() };
        let (open, colon) = before(0);
        let separator = if values.len() > 1 {
            before(1).0
        } else if open.is_empty() {
            ", ".to_owned()
        } else {
            format!(",{open}")
        };
        let close = body[last.end..].trim_end_matches('}').to_owned();
        Self { open, separator, colon, close }
    }
}

/// A value, a number where `before` was one and it can be.
fn written(value: &Json, before: Option<&str>) -> String {
    let was_number = before.is_some_and(|raw| raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()));
    match value {
        Json::String(text) if was_number && is_number(text) => text.clone(),
        Json::Array(items) => {
            // The items are as far from the brackets as before.
            let inner = before.and_then(|raw| raw.strip_prefix('[')?.strip_suffix(']')).unwrap_or_default();
            let open = &inner[..inner.len() - inner.trim_start().len()];
            let close = &inner[inner.trim_end().len()..];
            let separator = if open.contains('\n') { format!(",{open}") } else { ", ".to_owned() };
            let items: Vec<String> = items.iter().map(Json::to_string).collect();
            format!("[{open}{}{close}]", items.join(&separator))
        }
        other => other.to_string(),
    }
}

/// Whether JSON has this text as a number that reads back as the same.
fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok_and(|number| number.to_string() == text)
}
