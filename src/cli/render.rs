//! `relist render`: records written back into a list, or as a new one.

use std::io;
use std::path::Path;

use super::Status;
use super::args::Render;
use super::conflicts;
use super::console::Console;
use super::inputs::Input;
use super::settings::Settings;
use super::target::{self, Content, Sink, TargetError};
use crate::compare::{self, Change, EntryDiff};
use crate::config::Config;
use crate::document::Document;
use crate::records::{self, Dataset};
use crate::report::{counted, counted_entries};

pub(super) fn run(args: &Render, console: &mut Console) -> io::Result<Status> {
    let is_stdin = |path: &Path| path == Path::new("-");
    if is_stdin(&args.records) && args.template.as_deref().is_some_and(is_stdin) {
        console.error("the template and the records cannot both be standard input")?;
        return Ok(Status::Failed);
    }
    let sink = match open(args) {
        Ok(sink) => sink,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    match render(args) {
        Ok(document) => target::deliver(document.as_bytes(), &sink, console),
        Err(Refused { message, details }) => {
            console.error(message)?;
            details.into_iter().try_for_each(|line| console.detail(line))?;
            Ok(Status::Failed)
        }
    }
}

/// Why nothing is rendered, and what there is to know about it, line by line.
struct Refused {
    message: String,
    details: Vec<String>,
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self { message, details: Vec::new() }
    }
}

/// The template may be what is written, but not the records.
fn open(args: &Render) -> Result<Sink, TargetError> {
    let records = Some(args.records.as_path()).filter(|path| *path != Path::new("-"));
    args.target.open(Content::Markdown, records)
}

/// Added for a file that is not JSON at all: usually a list in place of its records.
const NOT_RECORDS: &str = "; `--records` takes the JSON that `relist extract` prints";

/// Whether `text` starts as an object does.
fn looks_like_json(text: &str) -> bool {
    crate::text::split_byte_order_mark(text).1.trim_start().starts_with('{')
}

fn render(args: &Render) -> Result<String, Refused> {
    let input = Input::named(&args.records, None);
    let records = input.path.display();
    let text = input.read().map_err(|error| error.to_string())?;
    let dataset = Dataset::from_json(&text).map_err(|error| {
        format!("{records}:{error}{}", if looks_like_json(&text) { "" } else { NOT_RECORDS })
    })?;
    let rendered = match &args.template {
        None => records::render_fresh(&dataset),
        Some(path) => {
            let template = Input::named(path, None);
            let source = template.read().map_err(|error| error.to_string())?;
            conflicts::refuse(path, &source)?;
            let mut settings = Settings::new(&args.config);
            let config = settings.of(&template).map_err(|error| error.to_string())?.unwrap_or_default();
            let rendered = records::render(&source, &config, &dataset);
            if let (Ok(rendered), false) = (&rendered, args.force || args.target.check) {
                refuse_to_undo(path, &source, rendered, &dataset, &config)?;
            }
            rendered
        }
    };
    Ok(rendered.map_err(|error| format!("{records}: {error}"))?)
}

/// So many of the entries that would be undone are named.
const NAMED: usize = 5;

/// Refuses to write records over a list that says something else since they were read.
fn refuse_to_undo(
    path: &Path,
    source: &str,
    rendered: &str,
    dataset: &Dataset<'_>,
    config: &Config,
) -> Result<(), Refused> {
    let template = Document::parse(source);
    if !dataset.is_outdated(&template) {
        return Ok(());
    }
    let undone = compare::diff(&template, &Document::parse(rendered), config);
    let entries: Vec<&EntryDiff> = undone.listings.iter().flat_map(|listing| &listing.entries).collect();
    if entries.is_empty() {
        return Ok(());
    }
    let changed = entries.iter().filter(|entry| entry.change == Change::Changed);
    let cells = changed.map(|entry| entry.cells.len()).sum();
    let kinds = [
        (Change::Removed, "remove"),
        (Change::Added, "add"),
        (Change::Changed, "change"),
        (Change::Moved, "move"),
    ];
    let counts = kinds.into_iter().filter_map(|(change, verb)| {
        let count = entries.iter().filter(|entry| entry.change == change).count();
        let cells = if change == Change::Changed && cells > 0 {
            format!(" ({})", counted(cells, "cell"))
        } else {
            String::new()
        };
        (count > 0).then(|| format!("{verb} {}{cells}", counted_entries(count)))
    });
    let summary = counts.collect::<Vec<_>>().join(", ");
    let path = path.display();
    let named = entries.iter().take(NAMED).map(|entry| {
        let verb =
            kinds.iter().find(|(change, _)| *change == entry.change).map_or("change", |(_, verb)| verb);
        let line = entry.old_line.map(|line| format!("line {line}: ")).unwrap_or_default();
        format!("  {line}{verb} `{}`", entry.name)
    });
    let more = entries.len().checked_sub(NAMED).filter(|&more| more > 0);
    let more = more.map(|more| format!("  and {more} more"));
    let advice = "Extract the records again to keep this, or write them anyway with `--force`".to_owned();
    Err(Refused {
        message: format!(
            "{path}: the list has changed since these records were read, and rendering them would {summary}:"
        ),
        details: named.chain(more).chain([advice]).collect(),
    })
}
