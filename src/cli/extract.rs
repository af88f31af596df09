//! `relist extract`: the records of lists, as JSON or as one of its flat views.

use std::io::{self, Write as _};
use std::sync::Arc;

use super::args::{Cells, ExtractArgs, Format};
use super::collect;
use super::console::Console;
use super::inputs::{self, Input};
use super::settings::Settings;
use super::target::{self, FileContent, Sink};
use super::{Status, parallel};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::{Document, Opaque};
use crate::records::{self, CsvCells, Dataset};

pub(super) fn run(args: &ExtractArgs, console: &mut Console) -> io::Result<Status> {
    if args.bound {
        return collect::run(args, console);
    }
    if args.escape_formulas && args.format != Format::Csv {
        return console.error("`--escape-formulas` needs `--format csv`").map(|()| Status::Failed);
    }
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    if args.format == Format::Json && inputs.len() + errors.len() != 1 {
        let count = super::files(inputs.len() + errors.len());
        console.error(format_args!(
            "`--format json` takes one file, not {count}; use jsonl, csv or links for several"
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
    let content = if args.format == Format::Json { FileContent::Json } else { FileContent::Lines };
    let sink = match args.target.open(content, inputs::files(&inputs)) {
        Ok(sink) => sink,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    if let (Format::Json, [(input, Some(config))]) = (args.format, work.as_slice()) {
        return json(&sink, input, config, console);
    }
    let read: Vec<Result<Records, String>> =
        parallel::map(&work, |(input, config)| Some(read(input, config.as_ref()?, args.format)))
            .into_iter()
            .flatten()
            .collect();
    if read.len() < work.len() {
        status = Status::Failed;
    }
    let mut datasets = Vec::with_capacity(read.len());
    let mut links = Vec::new();
    for read in read {
        match read {
            Ok(records) => {
                for note in records.left_out {
                    console.note(note)?;
                }
                datasets.push((records.path, records.dataset));
                links.extend(records.links);
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
    let document = print(&datasets, &links, args).and_then(|document| {
        if args.escape_formulas { escape_formulas(&document).map_err(io::Error::other) } else { Ok(document) }
    });
    match document {
        Ok(document) => Ok(status.max(target::deliver(&document, &sink, console)?)),
        Err(error) => console.error(error).map(|()| Status::Failed),
    }
}

/// The JSON of one input. To standard output it goes as it is read: a long list has many times as much of it as it has
/// text.
fn json(sink: &Sink, input: &Input, config: &Config, console: &mut Console) -> io::Result<Status> {
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
    if let (Sink::StandardOutput, Some(out)) = (sink, console.out()) {
        dataset.write_json(out)?;
        return Ok(Status::Done);
    }
    target::deliver(dataset.to_json().as_bytes(), sink, console)
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
    /// Where its links lead, where those are asked for.
    links: Vec<String>,
    /// What there is to say of tables that are not in them.
    left_out: Vec<String>,
}

fn read(input: &Input, config: &Arc<Config>, format: Format) -> Result<Records, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    let path = input.path.to_string_lossy().into_owned();
    let document = Document::parse(&source);
    let dataset = records::extract(&document, &Conventions::learn(&document, config));
    let links = if format == Format::Links { records::links(&document, &dataset) } else { Vec::new() };
    Ok(Records { left_out: left_out(&document, &path), dataset: dataset.into_owned(), links, path })
}

fn print(datasets: &[(String, Dataset<'_>)], links: &[String], args: &ExtractArgs) -> io::Result<Vec<u8>> {
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
        Format::Links => {
            for url in links {
                writeln!(document, "{url}")?;
            }
        }
    }
    Ok(document)
}

/// The CSV in `text` with `'` before each cell that a spreadsheet would run.
fn escape_formulas(text: &[u8]) -> Result<Vec<u8>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in reader.records() {
        let record = record?;
        writer.write_record(record.iter().map(|cell| {
            let is_run = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            if is_run { format!("'{cell}") } else { cell.to_owned() }
        }))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests {
    use super::escape_formulas;

    #[test]
    fn formulas_become_text() {
        let text = "name,date\n\"=HYPERLINK(\"\"x\"\"),b\",-1.5\n@a,- b\n";
        let expected = "name,date\n\"'=HYPERLINK(\"\"x\"\"),b\",-1.5\n'@a,'- b\n";
        assert_eq!(String::from_utf8(escape_formulas(text.as_bytes()).unwrap()).unwrap(), expected);
    }
}
