//! `relist check`: what strays, for people and for programs.

use std::io;
use std::path::Path;

use super::args::{CheckArgs, OutputFormat};
use super::baseline::{self, KnownFindings};
use super::console::Console;
use super::inputs::{self, Input, slashed};
use super::settings::Settings;
use super::target::{self, FileContent, TargetError};
use super::unused_settings::{SettingsUse, UsesByFile};
use super::write::Destination;
use super::{Status, parallel, since};
use crate::config::Config;
use crate::format::Task;
use crate::report::{FileReport, Look, ReportFormat, Silenced, Totals, statistics};
use crate::value::LinkReport;

pub(super) fn run(args: &CheckArgs, console: &mut Console) -> io::Result<Status> {
    let mut settings = match Settings::new(&args.config).with_rules(&args.rules) {
        Ok(settings) => settings,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let known = match args.baseline.as_deref().map(KnownFindings::read).transpose() {
        Ok(known) => known,
        Err(message) => return console.error(message).map(|()| Status::Failed),
    };
    let link_report = match args.link_report.read() {
        Ok(report) => report,
        Err(message) => return console.error(message).map(|()| Status::Failed),
    };
    args.link_report.warn(link_report.as_ref(), console)?;
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut status = Status::Done;
    for error in errors {
        console.error(error)?;
        status = Status::Failed;
    }
    let destination = match destination(args, &inputs) {
        Ok(destination) => destination,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let work = settings.of_all(inputs, console)?;
    let known_besides = Besides { revision: args.since.since.as_deref(), link_report: link_report.as_ref() };
    let checked = parallel::map(&work, |(input, config)| Some(check(input, config.as_ref()?, known_besides)));
    let mut files = Vec::with_capacity(checked.len());
    let mut uses = UsesByFile::default();
    for ((input, _), outcome) in work.iter().zip(checked) {
        match outcome {
            Some(Ok((file, used_by_it))) => {
                files.push(file);
                uses.add(settings.find(input), used_by_it);
            }
            Some(Err(message)) => {
                console.error(message)?;
                status = Status::Failed;
            }
            // What is wrong with its settings was reported before.
            None => status = Status::Failed,
        }
    }
    uses.warn(&args.inputs.paths, console)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    if let (Some(destination), true) = (&destination, args.write_baseline.is_some()) {
        return baseline::write(destination, &files, status, console);
    }
    let silenced = known.map(|known| known.silence(&mut files, args)).unwrap_or_default();
    if files.is_empty() && status == Status::Failed {
        return Ok(status);
    }
    Ok(status.max(report(&files, silenced, args, destination.as_ref(), console)?))
}

/// The file that findings or a baseline go to, if it is not standard output.
fn destination(args: &CheckArgs, inputs: &[Input]) -> Result<Option<Destination>, TargetError> {
    let inputs = inputs::files(inputs).chain(args.config.config.as_deref());
    let inputs = inputs.chain(args.link_report.link_report.as_deref());
    let (path, content) = match (&args.write_baseline, &args.output) {
        (Some(path), _) => (path, FileContent::Baseline),
        (None, Some(path)) if path != Path::new("-") => match args.output_format {
            OutputFormat::Json | OutputFormat::Sarif => (path, FileContent::Json),
            OutputFormat::Text | OutputFormat::Concise | OutputFormat::Github => (path, FileContent::Lines),
        },
        _ => return Ok(None),
    };
    target::destination(path, content, inputs.chain(args.baseline.as_deref())).map(Some)
}

/// What is known besides a file and its settings.
#[derive(Clone, Copy)]
struct Besides<'a> {
    revision: Option<&'a str>,
    link_report: Option<&'a LinkReport>,
}

fn check(input: &Input, config: &Config, besides: Besides<'_>) -> Result<(FileReport, SettingsUse), String> {
    let source = input.read().map_err(|error| error.to_string())?;
    let old = besides.revision.map(|revision| since::old_text(input, revision)).transpose();
    let old = old.map_err(|error| error.to_string())?;
    let task = Task::new(&source, config).in_folder(input.folder()).since(old.as_deref());
    let task = task.with_link_report(besides.link_report);
    let checked = task.check().map_err(|error| format!("{}: {error}", input.path.display()))?;
    let used = SettingsUse::of(&checked.document, &checked.conventions, config);
    Ok((FileReport::new(slashed(&input.path), &checked), used))
}

/// Prints the findings and counts them.
fn report(
    files: &[FileReport],
    silenced: Silenced,
    args: &CheckArgs,
    destination: Option<&Destination>,
    console: &mut Console,
) -> io::Result<Status> {
    let look = Look { has_colour: console.has_colour() && destination.is_none(), ..Look::default() };
    let printed = if args.statistics {
        statistics(files, &look)
    } else {
        format(args.output_format).render(files, &look)
    };
    match destination {
        // Commands for GitHub are escaped as it wants them; JSON is for programs.
        None if matches!(args.output_format, OutputFormat::Text | OutputFormat::Concise) => {
            console.print(printed)?;
        }
        None => console.document(printed)?,
        Some(destination) => {
            if let Err(error) = destination.write(printed.as_bytes()) {
                return console.error(error).map(|()| Status::Failed);
            }
        }
    }
    let totals = Totals::of(files);
    for line in totals.sentence().lines() {
        console.note(line)?;
    }
    let has_moved = |file: &FileReport| {
        file.findings.iter().any(|finding| finding.rule.needs_link_report && finding.fix.is_some())
    };
    if files.iter().any(has_moved) {
        console.note("`relist fmt` needs the same `--link-report` to fix moved links.")?;
    }
    if silenced.findings > 0 {
        console.note(format_args!("{} more in the baseline.", silenced.findings))?;
    }
    if silenced.stale > 0 {
        let stale = silenced.stale;
        let (findings, occur) = if stale == 1 { ("finding", "occurs") } else { ("findings", "occur") };
        console.note(format_args!(
            "{stale} {findings} of the baseline no longer {occur}; `--write-baseline` regenerates it."
        ))?;
    }
    Ok(if totals.errors + totals.warnings > 0 { Status::Differs } else { Status::Done })
}

fn format(format: OutputFormat) -> ReportFormat {
    match format {
        OutputFormat::Text => ReportFormat::Text,
        OutputFormat::Concise => ReportFormat::Concise,
        OutputFormat::Json => ReportFormat::Json,
        OutputFormat::Sarif => ReportFormat::Sarif,
        OutputFormat::Github => ReportFormat::Github,
    }
}
