//! `relist render`: records written back into a list, or as a new one.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::Status;
use super::args::{RenderArgs, Target};
use super::bound;
use super::conflicts;
use super::console::Console;
use super::data_files::{self, Source};
use super::inputs::Input;
use super::revision::{self, RevisionText};
use super::settings::Settings;
use super::target::{self, FileContent};
use crate::compare::{self, Change, ConflictStyle, EntryDiff};
use crate::config::Config;
use crate::document::Document;
use crate::records::{self, Data, Dataset, RegenerateError, Regenerated};
use crate::report::{counted, counted_entries};

pub(super) fn run(args: &RenderArgs, console: &mut Console) -> io::Result<Status> {
    let Some(records) = &args.records else { return bound::run(args, console) };
    if let Err(message) = check(args, records) {
        return console.error(message).map(|()| Status::Failed);
    }
    let target = Target { output: args.output.clone(), check: args.check };
    // The template may be what is written, but not the records.
    let inputs = Some(records.as_path()).filter(|path| *path != Path::new("-"));
    let sink = match target.open(FileContent::Markdown, inputs) {
        Ok(sink) => sink,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    match render(args, records) {
        Ok(Rendered { document, notes }) => {
            notes.into_iter().try_for_each(|note| console.note(note))?;
            target::deliver(document.as_bytes(), &sink, console)
        }
        Err(Refused { messages, details }) => {
            messages.into_iter().try_for_each(|message| console.error(message))?;
            details.into_iter().try_for_each(|line| console.detail(line))?;
            Ok(Status::Failed)
        }
    }
}

fn check(args: &RenderArgs, records: &Path) -> Result<(), &'static str> {
    let is_stdin = |path: &Path| path == Path::new("-");
    if args.templates.len() > 1 {
        return Err("records are written into one list; name a single one");
    }
    if is_stdin(records) && args.templates.iter().any(|path| is_stdin(path)) {
        return Err("the template and the records cannot both be standard input");
    }
    if args.check && args.output.is_none() {
        return Err("with `--records`, `--check` needs the file to compare with: `-o FILE`");
    }
    Ok(())
}

/// A document, and what there is to know about it, line by line.
struct Rendered {
    document: String,
    notes: Vec<String>,
}

/// Why nothing is rendered, and what there is to know about it, line by line.
struct Refused {
    messages: Vec<String>,
    details: Vec<String>,
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self { messages: vec![message], details: Vec::new() }
    }
}

/// Added for a file that is not JSON at all: usually a list in place of its records.
const NOT_RECORDS: &str = "; `--records` takes the JSON that `relist extract` prints, or a data file";

/// Whether `text` starts as an object does.
fn looks_like_json(text: &str) -> bool {
    crate::text::split_byte_order_mark(text).1.trim_start().starts_with('{')
}

fn render(args: &RenderArgs, records: &Path) -> Result<Rendered, Refused> {
    match data_files::read(records, args.data_format)? {
        Source::Records { name, text } => {
            let document = render_records(args, &name, &text)?;
            Ok(Rendered { document, notes: Vec::new() })
        }
        Source::Data { entries, is_folder } => {
            let data = Data {
                entries,
                section: args.section.clone(),
                update: args.update,
                is_unordered: is_folder,
                new_sections: args.new_sections,
                ..Data::default()
            };
            render_data(args, &data, &records.display().to_string())
        }
    }
}

fn render_data(args: &RenderArgs, data: &Data, records: &str) -> Result<Rendered, Refused> {
    let Some(path) = args.templates.first() else {
        let message = "a data file is written into a list: `relist render README.md --records FILE`";
        return Err(format!("{records}: {message}").into());
    };
    let (source, config) = read_template(args, path)?;
    let base = read_base(args)?;
    let into = base.as_ref().map_or(&source, |base| &base.text);
    let mut result = records::regenerate(into, &config, data).map_err(|error| match error {
        RegenerateError::Data(errors) => {
            Refused { messages: errors.iter().map(ToString::to_string).collect(), details: Vec::new() }
        }
        error => format!("{}: {error}", path.display()).into(),
    })?;
    if let Some(base) = base {
        result.output = merged(&base, (path, &source), &result.output, &config)?;
    }
    let path = path.display();
    let notes = notes(&path.to_string(), records, &result);
    Ok(Rendered { document: result.output, notes })
}

/// What there is to say of the list at `path`, written from `records`.
pub(super) fn notes(path: &str, records: &str, result: &Regenerated) -> Vec<String> {
    let removed = result.removed.iter();
    let mut notes: Vec<String> =
        removed.map(|entry| format!("{path}:{}: removed `{}`", entry.line, entry.name)).collect();
    let sections = result.new_sections.iter();
    notes.extend(sections.map(|title| format!("{path}: added the section `{title}`")));
    let unmatched = result.unmatched.iter();
    notes.extend(unmatched.map(|place| format!("{place}: not in the list, so it updates nothing")));
    if !result.untouched.is_empty() {
        notes.push(format!("{records}: has no entries for {}, left as before", named(&result.untouched)));
    }
    if !result.unshown.is_empty() {
        notes.push(format!("{records}: the list does not show {}", named(&result.unshown)));
    }
    notes
}

fn named(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The list to write into, and its settings.
fn read_template(args: &RenderArgs, path: &Path) -> Result<(String, Arc<Config>), String> {
    let template = Input::named(path, None);
    let source = template.read().map_err(|error| error.to_string())?;
    conflicts::refuse(path, &source)?;
    let mut settings = Settings::new(&args.config);
    let config = settings.of(&template).map_err(|error| error.to_string())?.unwrap_or_default();
    Ok((source, config))
}

fn render_records(args: &RenderArgs, name: &Path, text: &str) -> Result<String, Refused> {
    let records = name.display();
    let dataset = Dataset::from_json(text).map_err(|error| {
        format!("{records}:{error}{}", if looks_like_json(text) { "" } else { NOT_RECORDS })
    })?;
    let flags = [
        ("--update", args.update),
        ("--section", args.section.is_some()),
        ("--new-sections", args.new_sections),
    ];
    if let Some((flag, _)) = flags.into_iter().find(|(_, is_given)| *is_given) {
        return Err(
            format!("{records}: `{flag}` is for data files, and these are records of `extract`").into()
        );
    }
    let rendered = match args.templates.first() {
        None => records::render_fresh(&dataset),
        Some(path) => {
            let (source, config) = read_template(args, path)?;
            if let Some(base) = read_base(args)? {
                let rendered = records::render(&base.text, &config, &dataset);
                let rendered = rendered.map_err(|error| format!("{records}: {error}"))?;
                return merged(&base, (path, &source), &rendered, &config);
            }
            let rendered = records::render(&source, &config, &dataset);
            if let (Ok(rendered), false) = (&rendered, args.force || args.check) {
                refuse_to_undo(path, &source, rendered, &dataset, &config)?;
            }
            rendered
        }
    };
    Ok(rendered.map_err(|error| format!("{records}: {error}"))?)
}

fn read_base(args: &RenderArgs) -> Result<Option<RevisionText>, String> {
    let Some(name) = &args.base else { return Ok(None) };
    let base = revision::read(name).map_err(|error| error.to_string())?;
    conflicts::refuse(Path::new(&base.name), &base.text)?;
    Ok(Some(base))
}

/// The list with what changed in it since `base`, and with what the records change in `base`.
fn merged(
    base: &RevisionText,
    (path, source): (&Path, &str),
    rendered: &str,
    config: &Config,
) -> Result<String, Refused> {
    let labels = [path.display().to_string(), base.name.clone(), "records".to_owned()];
    let style = ConflictStyle { labels, ..ConflictStyle::default() };
    let merged = compare::merge(&base.text, source, rendered, config, &style);
    if merged.conflicts == 0 {
        return Ok(merged.text);
    }
    let (path, base) = (path.display(), &base.name);
    let conflicts = counted(merged.conflicts, "place");
    let details = merged.text.lines().skip_while(|line| !line.starts_with("<<<<<<<"));
    let details = details.take(LINES_OF_CONFLICTS).map(|line| format!("  {line}")).collect();
    Err(Refused {
        messages: vec![format!(
            "{path}: since `{base}`, the list and the records changed {conflicts} in different ways:"
        )],
        details,
    })
}

/// So many lines of conflicts are shown.
const LINES_OF_CONFLICTS: usize = 5;

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
        messages: vec![format!(
            "{path}: the list has changed since these records were read, and rendering them would {summary}:"
        )],
        details: named.chain(more).chain([advice]).collect(),
    })
}
