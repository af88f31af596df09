//! What is wrong with a `relist.toml`, in words that do not depend on the TOML reader.

use thiserror::Error;

use super::{Config, suggestion};
use crate::text::{LineIndex, Position};

/// Why a `relist.toml` cannot be used; the message starts with line and column where they are known.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}{message}", place(*.position))]
pub struct ConfigError {
    /// Where in the file, if it is known.
    pub position: Option<Position>,
    /// What is wrong, and what to do.
    pub message: String,
}

fn place(position: Option<Position>) -> String {
    position.map_or_else(String::new, |at| format!("{}:{}: ", at.line, at.column))
}

impl ConfigError {
    /// What the reader says of `text`, in other words.
    pub(super) fn new(text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map(|span| span.start);
        let position = start.map(|offset| LineIndex::new(text).position(text, offset));
        Self { position, message: explain(text, error) }
    }
}

fn explain(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().replace('\n', "; ");
    if message.starts_with("unknown field") {
        return unknown_key(&message);
    }
    if message.starts_with("unknown variant") {
        return unknown_word(&message, None);
    }
    if message == "wanted string or table" {
        return no_word(text, error).unwrap_or(message);
    }
    wrong_type(&message).unwrap_or(message)
}

/// The words that a message sets in backticks.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

fn unknown_key(message: &str) -> String {
    let mut words = quoted(message);
    let unknown = words.next().unwrap_or_default();
    let known: Vec<&str> = words.collect();
    match suggestion(unknown, known.iter().copied()) {
        Some(meant) => format!("unknown key `{unknown}`; did you mean `{meant}`?"),
        None => format!("unknown key `{unknown}`; known keys are {}", known.join(", ")),
    }
}

/// What may stand where the message finds an unknown word, or where `found` stands.
fn unknown_word(message: &str, found: Option<&str>) -> String {
    let mut words = quoted(message);
    let unknown = words.next().unwrap_or_default();
    let known: Vec<&str> = words.collect();
    let list = known.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ");
    match suggestion(unknown, known.iter().copied()) {
        Some(meant) => format!("`{unknown}` is not one of {list}; did you mean {meant:?}?"),
        None => format!("`{}` is not one of {list}", found.unwrap_or(unknown)),
    }
}

/// Where something else stands instead of a word: an empty word in its place makes the reader say which there are.
fn no_word(text: &str, error: &toml::de::Error) -> Option<String> {
    let span = error.span()?;
    let found = text.get(span.clone())?.lines().next().unwrap_or_default();
    let emptied = [text.get(..span.start)?, "\"\"", text.get(span.end..)?].concat();
    let said = toml::from_str::<Config>(&emptied).err()?;
    let message = said.message();
    message.starts_with("unknown variant").then(|| unknown_word(message, Some(found)))
}

/// `invalid type: string "yes", expected a boolean`
fn wrong_type(message: &str) -> Option<String> {
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, expected) = rest.split_once(", expected ")?;
    let expected = match expected {
        "a boolean" => "`true` or `false`",
        "a string" => "a text in quotes",
        "a sequence" => "a list in brackets",
        "a map" => "a table",
        "usize" => "a whole number, 0 or more",
        expected if expected.starts_with("struct ") => "a table",
        expected => expected,
    };
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let found = match kind {
        "string" => format!("the text {value}"),
        "integer" => format!("the number {}", value.trim_matches('`')),
        "floating" => format!("the number {}", value.trim_start_matches("point ").trim_matches('`')),
        "boolean" => value.to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        _ => found.to_owned(),
    };
    Some(format!("expected {expected}, found {found}"))
}
