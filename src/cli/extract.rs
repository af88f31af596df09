//! `relist extract`: the records of lists, as JSON or as one of its flat views.

use std::io;
use std::sync::Arc;

use super::args::{Cells, Extract, Format};
use super::console::Console;
use super::inputs::{self, Input};
use super::settings::Settings;
use super::target;
use super::{Status, parallel};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::{Document, Opaque};
use crate::records::{self, CsvCells, Dataset};

pub(super) fn run(args: &Extract, console: &mut Console) -> io::Result<Status> {
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.stdin);
    if args.format == Format::Json && inputs.len() + errors.len() != 1 {
        let count = super::files(inputs.len() + errors.len());
        console.error(format_args!(
            "`--format json` takes one file and got {count}; jsonl, csv and links take many"
        ))?;
        return Ok(Status::Failed);
    }
    if args.cells == Cells::Markdown && args.format != Format::Csv {
        console.error("`--cells markdown` is for `--format csv`; the other formats have one form")?;
        return Ok(Status::Failed);
    }
    let mut status = Status::Done;
    for error in errors {
        console.error(error)?;
        status = Status::Failed;
    }
    if inputs.is_empty() && status == Status::Done {
        console.note("0 files checked")?;
    }
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    if let (Format::Json, [(input, Some(config))]) = (args.format, work.as_slice()) {
        return json(args, input, config, console);
    }
    let read: Vec<Result<Records, String>> =
        parallel::map(console, &work, |(input, config)| Some(read(input, config.as_ref()?)))
            .into_iter()
            .flatten()
            .collect();
    if read.len() < work.len() {
        status = Status::Failed;
    }
    let mut datasets = Vec::with_capacity(read.len());
    for read in read {
        match read {
            Ok(records) => {
                for note in records.left_out {
                    console.note(note)?;
                }
                datasets.push((records.path, records.dataset));
            }
            Err(message) => {
                console.error(message)?;
                status = Status::Failed;
            }
        }
    }
    if status == Status::Failed && (datasets.is_empty() || args.target.output.is_some()) {
        return Ok(status);
    }
    match print(&datasets, args) {
        Ok(document) => Ok(status.max(target::deliver(&document, &args.target, console)?)),
        Err(error) => console.error(error).map(|()| Status::Failed),
    }
}

/// The JSON of one input. To standard output it goes as it is read: a long list has many times as much of it as it has
/// text.
fn json(args: &Extract, input: &Input, config: &Config, console: &mut Console) -> io::Result<Status> {
    let source = match input.read() {
        Ok(source) => source,
        Err(error) => {
            console.error(error)?;
            return Ok(Status::Failed);
        }
    };
    let document = Document::parse(&source);
    for note in left_out(&document, &input.path.to_string_lossy()) {
        console.note(note)?;
    }
    let dataset = records::extract(&document, &Conventions::learn(&document, config));
    if args.target.is_standard_output() {
        dataset.write_json(console.out())?;
        return Ok(Status::Done);
    }
    target::deliver(dataset.to_json().as_bytes(), &args.target, console)
}

/// What there is to say of tables that are not in the records.
fn left_out(document: &Document<'_>, path: &str) -> Vec<String> {
    let opaque = document.listings().iter().filter_map(|listing| listing.opaque);
    opaque
        .map(|Opaque { line, reason }| format!("{path}:{line}: this table is not in the records: {reason}"))
        .collect()
}

/// The records of one input.
struct Records {
    path: String,
    dataset: Dataset<'static>,
    /// What there is to say of tables that are not in them.
    left_out: Vec<String>,
}

fn read(input: &Input, config: &Arc<Config>) -> Result<Records, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    let path = input.path.to_string_lossy().into_owned();
    let document = Document::parse(&source);
    let dataset = records::extract(&document, &Conventions::learn(&document, config));
    Ok(Records { left_out: left_out(&document, &path), dataset: dataset.into_owned(), path })
}

fn print(datasets: &[(String, Dataset<'_>)], args: &Extract) -> io::Result<Vec<u8>> {
    let mut document = Vec::new();
    let borrowed: Vec<(&str, &Dataset<'_>)> =
        datasets.iter().map(|(path, dataset)| (path.as_str(), dataset)).collect();
    match args.format {
        // Of one file alone, and written by then.
        Format::Json => {}
        Format::Jsonl => records::jsonl(&borrowed, &mut document)?,
        Format::Csv => {
            let cells = if args.cells == Cells::Markdown { CsvCells::Markdown } else { CsvCells::Values };
            records::csv(&borrowed, cells, &mut document)?;
        }
        Format::Links => records::links(&borrowed, &mut document)?,
    }
    Ok(document)
}
