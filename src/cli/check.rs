//! `relist check`: what strays, for people and for programs.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::args::{Check, OutputFormat};
use super::baseline::{self, KnownFindings};
use super::console::Console;
use super::inputs::{self, Input};
use super::settings::{Settings, place};
use super::{Status, parallel, since, write};
use crate::config::{Config, place_of};
use crate::format::Task;
use crate::report::{FileReport, Look, ReportFormat, Reported, SettingsUse, Silenced, Totals};

pub(super) fn run(args: &Check, console: &mut Console) -> io::Result<Status> {
    let mut settings = match Settings::new(&args.config).with_rules(&args.rules) {
        Ok(settings) => settings,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let known = match args.baseline.as_deref().map(KnownFindings::read).transpose() {
        Ok(known) => known,
        Err(message) => return console.error(message).map(|()| Status::Failed),
    };
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.stdin);
    let mut status = Status::Done;
    for error in errors {
        console.error(error)?;
        status = Status::Failed;
    }
    let work = settings.of_all(inputs, console)?;
    let revision = args.since.since.as_deref();
    let checked =
        parallel::map(console, &work, |(input, config)| Some(check(input, config.as_ref()?, revision)));
    let mut files = Vec::with_capacity(checked.len());
    let mut uses: BTreeMap<PathBuf, SettingsUse> = BTreeMap::new();
    for ((input, _), outcome) in work.iter().zip(checked) {
        match outcome {
            Some(Ok((file, used_by_it))) => {
                files.push(file);
                if let Some(path) = settings.find(input) {
                    uses.entry(path).or_default().merge(used_by_it);
                }
            }
            Some(Err(message)) => {
                console.error(message)?;
                status = Status::Failed;
            }
            // What is wrong with its settings was told before.
            None => status = Status::Failed,
        }
    }
    warn_of_idle(uses, &args.inputs.paths, console)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    if let Some(path) = &args.write_baseline {
        return baseline::write(path, &files, status, console);
    }
    let silenced = known.map(|known| known.silence(&mut files, args)).unwrap_or_default();
    if files.is_empty() && status == Status::Failed {
        return Ok(status);
    }
    Ok(status.max(report(&files, silenced, args, console)?))
}

fn check(
    input: &Input,
    config: &Config,
    revision: Option<&str>,
) -> Result<(FileReport, SettingsUse), String> {
    let source = input.read().map_err(|error| error.to_string())?;
    let old = revision.map(|revision| since::old_text(input, revision)).transpose();
    let old = old.map_err(|error| error.to_string())?;
    let task = Task::new(&source, config).in_folder(input.folder()).since(old.as_deref());
    let checked = task.check().map_err(|error| format!("{}: {error}", input.path.display()))?;
    let used = SettingsUse::of(&checked.document, &checked.conventions, config);
    let (path, findings) = (slashed(&input.path), Reported::all(&checked));
    let lines = checked.document.lines().clone();
    Ok((FileReport { path, source, lines, findings }, used))
}

/// More settings than these that do nothing are there for other files, unless all files were looked at.
const FEW_IDLE: usize = 3;

/// Tells of settings that did nothing in any of the files.
fn warn_of_idle(
    uses: BTreeMap<PathBuf, SettingsUse>,
    paths: &[PathBuf],
    console: &mut Console,
) -> io::Result<()> {
    for (path, used) in uses {
        let mut idle = used.idle().peekable();
        if idle.peek().is_none() {
            continue;
        }
        // It could be read a moment ago; without it, the warnings lack lines and columns only.
        let text = Input::named(&path, None).read().unwrap_or_default();
        let mut warnings: Vec<_> = idle
            .map(|setting| {
                let keys: Vec<&str> = setting.path.iter().map(String::as_str).collect();
                (place_of(&text, &keys, setting.word.as_deref()), setting.message)
            })
            .collect();
        if warnings.len() > FEW_IDLE && !covers(paths, &path) {
            let (path, count) = (path.display(), warnings.len());
            console.warning(format_args!(
                "{path}: {count} settings do nothing in the files named; `relist check` on the folder tells which"
            ))?;
            continue;
        }
        warnings.sort_by_key(|(position, _)| position.map(|at| (at.line, at.column)));
        for (position, message) in warnings {
            console.warning(format_args!("{}: {message}", place(&path, position)))?;
        }
    }
    Ok(())
}

/// Whether one of `paths` is a folder with all files that the settings in `settings` are for.
fn covers(paths: &[PathBuf], settings: &Path) -> bool {
    let Ok(settings) = settings.canonicalize() else { return false };
    let folder = settings.parent().filter(|folder| !folder.ends_with(".config"));
    let Some(folder) = folder.or_else(|| settings.ancestors().nth(2)) else { return false };
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    paths.iter().any(|path| path.canonicalize().is_ok_and(|path| path.is_dir() && folder.starts_with(path)))
}

/// A path as it is written on all systems.
pub(super) fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

/// Prints the findings and counts them.
fn report(
    files: &[FileReport],
    silenced: Silenced,
    args: &Check,
    console: &mut Console,
) -> io::Result<Status> {
    let to_file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let look = Look { has_colour: console.has_colour() && to_file.is_none(), ..Look::default() };
    let printed = format(args.output_format).render(files, &look);
    match to_file {
        None => console.print(printed)?,
        Some(path) => {
            if let Err(error) = write::write(path, printed.as_bytes()) {
                return console.error(error).map(|()| Status::Failed);
            }
        }
    }
    let totals = Totals::of(files);
    console.note(totals.sentence())?;
    if silenced.findings > 0 {
        console.note(format_args!("{} more in the baseline.", silenced.findings))?;
    }
    if silenced.stale > 0 {
        let (count, are) = if silenced.stale == 1 { ("finding", "is") } else { ("findings", "are") };
        let stale = silenced.stale;
        console.note(format_args!(
            "{stale} {count} of the baseline {are} not there any more; write it anew with `--write-baseline`."
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
