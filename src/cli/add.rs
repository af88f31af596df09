//! `relist add`: an entry more, written as its neighbours are and put where it belongs.

use std::io;
use std::path::Path;

use serde_json::{Map, Value};

use super::Status;
use super::args::Add;
use super::conflicts;
use super::console::Console;
use super::inputs::Input;
use super::rewrite::Manner;
use super::settings::Settings;
use crate::records::{NewEntry, add};

pub(super) fn run(args: &Add, console: &mut Console) -> io::Result<Status> {
    let is_stdin = |path: &Path| path == Path::new("-");
    if is_stdin(&args.file) && args.json.as_deref().is_some_and(is_stdin) {
        console.error("the list and the fields cannot both be standard input")?;
        return Ok(Status::Failed);
    }
    let (styles, exact) = (console.out_styles, console.is_file());
    let manner = Manner { check: false, diff: args.diff, verdict: "", styles: &styles, exact };
    let input = Input::named(&args.file, None);
    match change(args, &input, manner) {
        Ok(outcome) => manner.report(&input, outcome, console).map(|()| Status::Done),
        Err(message) => console.error(message).map(|()| Status::Failed),
    }
}

fn change(args: &Add, input: &Input, manner: Manner<'_>) -> Result<super::rewrite::Outcome, String> {
    let mut fields = args.json.as_deref().map(read_fields).transpose()?.unwrap_or_default();
    for field in &args.fields {
        let (key, value) = field.split_once('=').filter(|(key, _)| !key.is_empty()).ok_or_else(|| {
            format!("`{field}` is not a field: write it as NAME=VALUE, like `name=ripgrep`")
        })?;
        if fields.insert(key.to_owned(), Value::String(value.to_owned())).is_some() {
            return Err(format!("`{key}` is given twice"));
        }
    }
    let section = args.section.clone().or_else(|| match fields.shift_remove("section") {
        Some(Value::String(section)) => Some(section),
        _ => None,
    });
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let config =
        Settings::new(&args.config).of(input).map_err(|error| error.to_string())?.unwrap_or_default();
    let entry = NewEntry { section, fields, force: args.force };
    let path = input.path.display();
    let added = add(&source, &config, &entry).map_err(|error| format!("{path}: {error}"))?;
    let summary = format!("added to `{}` on line {}", added.listing, added.line);
    manner.change(input, &source, added.output, &summary, Vec::new())
}

/// The fields in a file of JSON: one object.
fn read_fields(path: &Path) -> Result<Map<String, Value>, String> {
    let input = Input::named(path, None);
    let text = input.read().map_err(|error| error.to_string())?;
    let path = input.path.display();
    serde_json::from_str(&text).map_err(|error| {
        format!("{path}: {error}; the fields of an entry are one object, like {{\"name\": \"ripgrep\"}}")
    })
}
