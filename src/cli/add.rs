//! `relist add`: entries more, written as their neighbours are and put where they belong.

use std::io;
use std::path::Path;

use serde_json::{Map, Value};

use super::Status;
use super::args::AddArgs;
use super::conflicts;
use super::console::Console;
use super::data_files::{self, Source};
use super::inputs::Input;
use super::rewrite::Manner;
use super::settings::Settings;
use crate::records::{NewEntry, add};

pub(super) fn run(args: &AddArgs, console: &mut Console) -> io::Result<Status> {
    let is_stdin = |path: &Path| path == Path::new("-");
    let others = [&args.json, &args.records];
    if is_stdin(&args.file) && others.into_iter().flatten().any(|path| is_stdin(path)) {
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

fn change(args: &AddArgs, input: &Input, manner: Manner<'_>) -> Result<super::rewrite::InputOutcome, String> {
    let entries = match &args.records {
        Some(records) => entries_of(records, args)?,
        None => vec![(None, single(args)?)],
    };
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let config =
        Settings::new(&args.config).of(input).map_err(|error| error.to_string())?.unwrap_or_default();
    let path = input.path.display().to_string();
    let mut text = source.clone();
    let mut summaries = Vec::with_capacity(entries.len());
    for (place, entry) in &entries {
        let place = place.as_ref().unwrap_or(&path);
        let added = add(&text, &config, entry).map_err(|error| format!("{place}: {error}"))?;
        text = added.output;
        summaries.push(format!("added to `{}` on line {}", added.listing, added.line));
    }
    let summary = match summaries.as_slice() {
        [one] => one.clone(),
        several => format!("{} added", crate::report::counted_entries(several.len())),
    };
    manner.change(input, &source, text, &summary, Vec::new())
}

/// The entry that the arguments tell.
fn single(args: &AddArgs) -> Result<NewEntry, String> {
    let mut fields = args.json.as_deref().map(read_fields).transpose()?.unwrap_or_default();
    for field in &args.fields {
        let (key, value) = field.split_once('=').filter(|(key, _)| !key.is_empty()).ok_or_else(|| {
            format!("`{field}` is not a field: write it as NAME=VALUE, like `name=ripgrep`")
        })?;
        if fields.insert(key.to_owned(), Value::String(value.to_owned())).is_some() {
            return Err(format!("`{key}` is given twice"));
        }
    }
    Ok(with_section(fields, args))
}

fn with_section(mut fields: Map<String, Value>, args: &AddArgs) -> NewEntry {
    let own = match fields.shift_remove("section") {
        Some(Value::String(section)) => Some(section),
        _ => None,
    };
    NewEntry { section: args.section.clone().or(own), fields, force: args.force }
}

/// The entries of a data file, each with its place.
fn entries_of(records: &Path, args: &AddArgs) -> Result<Vec<(Option<String>, NewEntry)>, String> {
    match data_files::read(records, args.data_format)? {
        Source::Records { name, .. } => {
            Err(format!("{}: must be a data file; what `extract` prints is for `render`", name.display()))
        }
        Source::Data { entries, .. } if entries.is_empty() => {
            Err(format!("{}: holds no entries", records.display()))
        }
        Source::Data { entries, .. } => Ok(entries
            .into_iter()
            .map(|entry| (Some(entry.place), with_section(entry.fields, args)))
            .collect()),
    }
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
