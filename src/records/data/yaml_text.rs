//! The text of YAML: fields and entries written as the file has them, with its comments left where they are.

use std::fmt::Write as _;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, options};
use serde_json::{Map, Value as Json};

use super::DataProblem;
use super::rewrite::Layout;
use crate::text::{Edit, Span, apply};

pub(super) fn layout(text: &str) -> Result<Layout, DataProblem> {
    let entries = read(text)?;
    let mut bodies: Vec<Span> = Vec::with_capacity(entries.len());
    for entry in &entries {
        let first = line_start(text, entry.dash.unwrap_or(entry.start));
        // Comments right above an entry are about it; those above the first are about the file.
        let start = bodies.last().map_or(first, |before| above(text, first, before.end));
        let rest = text.get(entry.end..).unwrap_or_default();
        let end = entry.end + rest.find('\n').unwrap_or(rest.len());
        bodies.push(Span::new(start, start.max(start + text[start..end].trim_end().len())));
    }
    let is_sequence = entries.first().is_none_or(|entry| entry.dash.is_some());
    let gap = if is_sequence { "\n" } else { "\n---\n" };
    let lead = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let around = [lead.to_owned(), "\n".to_owned()];
    Ok(Layout { bodies, place: Span::empty(text.len()), around, gap: gap.to_owned() })
}

/// The mapping with some fields changed, or added behind the others.
pub(super) fn changed(body: &str, changed: &[(String, Json)]) -> Result<String, DataProblem> {
    let entries = read(body)?;
    let Some(entry) = entries.first() else { return Err(DataProblem::NotAnEntry("a mapping")) };
    let mut edits = Vec::new();
    let mut added = String::new();
    for (name, value) in changed {
        if let Some(field) = entry.fields.iter().find(|field| field.name == *name) {
            edits.push(field.with(body, value));
        } else if entry.is_flow {
            let field = format!(", {}: {}", scalar(name, None), flow(value));
            added.push_str(&field);
        } else {
            let indent = " ".repeat(entry.start - line_start(body, entry.start));
            let field = format!("\n{indent}{}: {}", scalar(name, None), flow(value));
            added.push_str(&field);
        }
    }
    if !added.is_empty() {
        let rest = body.get(entry.end..).unwrap_or_default();
        let at =
            if entry.is_flow { entry.end - 1 } else { entry.end + rest.find('\n').unwrap_or(rest.len()) };
        edits.push(Edit::insertion(at, added));
    }
    edits.sort_by_key(|edit| edit.span);
    apply(body, &edits).map_err(|error| DataProblem::Syntax(error.to_string()))
}

/// A new mapping: an item of a sequence as `like` is one, or the one mapping of its file.
pub(super) fn new(like: Option<&str>, fields: &Map<String, Json>, is_alone: bool) -> String {
    let entry = like.and_then(|like| Some((like, read(like).ok()?.into_iter().next()?)));
    let is_item = !is_alone && entry.as_ref().is_none_or(|(_, entry)| entry.dash.is_some());
    let (indent, inner) = match &entry {
        Some((like, entry)) if is_item && !entry.is_flow => {
            let dash = entry.dash.unwrap_or_default();
            let before = dash - line_start(like, dash);
            (before, (entry.start - line_start(like, entry.start)).max(before + 2))
        }
        _ => (0, if is_item { 2 } else { 0 }),
    };
    let mut text = String::new();
    for (index, (name, value)) in fields.iter().enumerate() {
        let lead = match (index, is_item) {
            (0, true) => format!("{}-{}", " ".repeat(indent), " ".repeat(inner - indent - 1)),
            (0, false) => String::new(),
            _ => format!("\n{}", " ".repeat(inner)),
        };
        let field = format!("{lead}{}: {}", scalar(name, None), flow(value));
        text.push_str(&field);
    }
    text
}

/// A mapping of the file.
struct YamlEntry {
    /// The dash before it, in a sequence.
    dash: Option<usize>,
    start: usize,
    /// Behind what its last value says.
    end: usize,
    is_flow: bool,
    fields: Vec<FieldText>,
}

/// A field of a mapping.
struct FieldText {
    name: String,
    key_end: usize,
    value: Span,
    kind: FieldKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    Scalar(ScalarStyle),
    FlowSequence,
    BlockSequence,
    Other,
}

impl FieldText {
    /// The edit that makes it say `value`.
    fn with(&self, body: &str, value: &Json) -> Edit {
        let before = Span::new(self.key_end, self.value.start).of(body);
        let from_key =
            |text: String| Edit::replacement(Span::new(self.key_end, self.value.end), format!(": {text}"));
        let is_in_line = !before.contains('\n') && !self.value.is_empty();
        match (self.kind, value) {
            (FieldKind::BlockSequence, Json::Array(items)) if !items.is_empty() => {
                let column = self.value.start - line_start(body, self.value.start);
                let lead = format!("\n{}- ", " ".repeat(column));
                let items: Vec<String> = items.iter().map(flow).collect();
                let span = Span::new(self.key_end, self.value.end);
                Edit::replacement(span, format!(":{lead}{}", items.join(&lead)))
            }
            (FieldKind::Scalar(style), Json::String(text)) if is_in_line => {
                Edit::replacement(self.value, scalar(text, Some(style)))
            }
            (FieldKind::Scalar(_) | FieldKind::FlowSequence, value) if is_in_line => {
                Edit::replacement(self.value, flow(value))
            }
            (_, value) => from_key(flow(value)),
        }
    }
}

/// The mappings of a file: the items of its sequence, or its documents.
fn read(text: &str) -> Result<Vec<YamlEntry>, DataProblem> {
    let mut entries: Vec<YamlEntry> = Vec::new();
    let mut depth = 0_usize;
    // How deep the mapping is that is read, and whether its next node is a key.
    let mut open: Option<usize> = None;
    let mut is_key = true;
    let mut in_sequence = false;
    // An entry may refer to a value of another one.
    let options = options! { emit_unresolved_aliases: true };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| DataProblem::Syntax(error.to_string()))?;
        let Some(range) = span.byte_range() else { continue };
        let span = Span::new(range.start, range.end);
        let (opens, closes, kind) = match &event {
            Event::SequenceStart(StructureStyle::Flow, ..) => (true, false, FieldKind::FlowSequence),
            Event::SequenceStart(..) => (true, false, FieldKind::BlockSequence),
            Event::MappingStart(..) => (true, false, FieldKind::Other),
            Event::SequenceEnd | Event::MappingEnd => (false, true, FieldKind::Other),
            Event::Scalar(_, style, ..) => (false, false, FieldKind::Scalar(*style)),
            Event::Alias(..) | Event::UnresolvedAlias(..) => (false, false, FieldKind::Other),
            _ => continue,
        };
        if closes {
            depth = depth.saturating_sub(1);
        }
        match (open, entries.last_mut()) {
            (Some(at), Some(entry)) if depth > at || (depth == at && !closes) => {
                entry.take(text, &event, span, kind, (depth == at, &mut is_key));
            }
            (Some(at), Some(entry)) if closes && depth + 1 == at => {
                // The bracket of a mapping in braces.
                entry.end = entry.end.max(if entry.is_flow { span.end } else { 0 });
                open = None;
            }
            (Some(at), Some(entry)) if closes && depth == at => {
                entry.take(text, &event, span, kind, (false, &mut is_key));
            }
            (None, _) if depth == 0 && matches!(event, Event::SequenceStart(..)) => in_sequence = true,
            (None, _) if depth == usize::from(in_sequence) => {
                if let Event::MappingStart(style, ..) = &event {
                    let is_flow = matches!(style, StructureStyle::Flow);
                    let before = text[..span.start].trim_end();
                    let dash = (in_sequence && before.ends_with('-')).then(|| before.len() - 1);
                    if in_sequence && dash.is_none() {
                        return Err(DataProblem::Shape);
                    }
                    entries.push(YamlEntry {
                        dash,
                        start: span.start,
                        end: span.end,
                        is_flow,
                        fields: Vec::new(),
                    });
                    open = Some(depth + 1);
                    is_key = true;
                }
            }
            _ => {}
        }
        if opens {
            depth += 1;
        }
    }
    Ok(entries)
}

impl YamlEntry {
    /// Takes one node of the mapping, or of a value in it.
    fn take(
        &mut self,
        text: &str,
        event: &Event<'_>,
        span: Span,
        kind: FieldKind,
        (is_own, is_key): (bool, &mut bool),
    ) {
        // Block structures end where the next thing starts, and block scalars with what is before that.
        let is_mark = matches!(event, Event::SequenceEnd | Event::MappingEnd) && span.is_empty();
        let end = if is_mark { self.end } else { span.start + span.of(text).trim_end().len() };
        self.end = self.end.max(end);
        if !is_own {
            if let Some(field) = self.fields.last_mut() {
                field.value.end = field.value.end.max(end);
            }
        } else if *is_key {
            let name = event.scalar().map(|(name, _)| name.to_owned()).unwrap_or_default();
            self.fields.push(FieldText { name, key_end: span.end, value: Span::empty(span.end), kind });
            *is_key = false;
        } else {
            if let Some(field) = self.fields.last_mut() {
                field.value = Span::new(span.start, end.max(span.start));
                field.kind = kind;
            }
            *is_key = true;
        }
    }
}

/// A value in one line.
fn flow(value: &Json) -> String {
    match value {
        Json::Null => "''".to_owned(),
        Json::String(text) => scalar(text, None),
        Json::Array(items) => {
            let items = items.iter().map(|item| match item {
                Json::String(text) if text.contains([',', '[', ']', '{', '}']) => double_quoted(text),
                Json::String(text) => scalar(text, None),
                item => item.to_string(),
            });
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A text in the quotes that `style` says, or in those that it needs.
fn scalar(text: &str, style: Option<ScalarStyle>) -> String {
    let is_simple = text.chars().all(is_printable);
    match style {
        Some(ScalarStyle::SingleQuoted) if is_simple => format!("'{}'", text.replace('\'', "''")),
        Some(ScalarStyle::DoubleQuoted) => double_quoted(text),
        _ if is_plain(text) => text.to_owned(),
        _ => double_quoted(text),
    }
}

/// Whether YAML 1.2 (§5.1) allows the character as it is, within a line.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A string of JSON, which is one of YAML, too, but for the characters that YAML wants escaped.
fn double_quoted(text: &str) -> String {
    let json = Json::from(text).to_string();
    if json.chars().all(is_printable) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len()), |mut quoted, c| {
        if is_printable(c) {
            quoted.push(c);
        } else {
            let _ = write!(quoted, "\\u{:04x}", u32::from(c));
        }
        quoted
    })
}

/// What some readers of YAML take for something else than text.
const WORDS: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"];

/// Whether YAML reads `text` as it is without quotes.
fn is_plain(text: &str) -> bool {
    if !text.chars().all(is_printable) || WORDS.contains(&text.to_lowercase().as_str()) {
        return false;
    }
    let line = format!("- {text}\n");
    let mut scalars = 0;
    let is_same = Parser::new_from_str(&line).all(|event| match event {
        Ok((Event::Scalar(read, ScalarStyle::Plain, ..), _)) => {
            scalars += 1;
            read == text && !text.ends_with(':')
        }
        Ok((Event::MappingStart(..) | Event::Scalar(..) | Event::Comment(..) | Event::Alias(..), _))
        | Err(_) => false,
        Ok(_) => true,
    });
    is_same && scalars == 1 && !text.contains(": ")
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The start of the comments right above the line that starts at `line`, behind `limit`.
fn above(text: &str, line: usize, limit: usize) -> usize {
    let mut start = line;
    while start > limit {
        let before = line_start(text, start - 1);
        if before <= limit || !text[before..start].trim_start().starts_with('#') {
            break;
        }
        start = before;
    }
    start
}
