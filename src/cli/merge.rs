//! `relist merge`: two versions of a list into one, by hand or as git's merge driver.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Status;
use super::args::MergeArgs;
use super::console::Console;
use super::git::Git;
use super::inputs::{Input, InputError};
use super::revision;
use super::settings::Settings;
use super::target::{self, FileContent};
use super::write::Destination;
use crate::compare::{self, ConflictStyle, Conflicted, Merged};

pub(super) fn run(args: &MergeArgs, console: &mut Console) -> io::Result<Status> {
    let done = match (&args.resolve, &args.base, &args.ours, &args.theirs) {
        (Some(file), ..) => resolve(args, file, console),
        (None, Some(base), Some(ours), Some(theirs)) => merge(args, [base, ours, theirs], console),
        // The arguments do not allow it.
        _ => Err("missing arguments: BASE OURS THEIRS".to_owned()),
    };
    match done {
        Ok(status) => status,
        Err(message) => console.error(message).map(|()| Status::Failed),
    }
}

fn merge(
    args: &MergeArgs,
    files: [&PathBuf; 3],
    console: &mut Console,
) -> Result<io::Result<Status>, String> {
    let output = args.output.as_deref().unwrap_or(files[1]);
    let is_stdin = |path: &&PathBuf| path.as_path() == Path::new("-");
    if files.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err("only one version can be standard input".to_owned());
    }
    let sink = if is_stdin(&&output.to_owned()) {
        None
    } else if output == files[1] {
        Some(Destination::new(output).map_err(|error| error.to_string())?)
    } else {
        let others = [files[0].as_path(), files[2]];
        Some(target::destination(output, FileContent::Markdown, others).map_err(|error| error.to_string())?)
    };
    let read = files.map(|path| Input::named(path, None).read());
    let [Ok(base), Ok(ours), Ok(theirs)] = &read else {
        let not_text = read.iter().any(|read| matches!(read, Err(InputError::NotUtf8 { .. })));
        let other = read.iter().find(|read| !matches!(read, Ok(_) | Err(InputError::NotUtf8 { .. })));
        if let (true, None, None) = (not_text, other, &args.output) {
            return merge_by_git(args, files, console);
        }
        let error = other.or_else(|| read.iter().find(|read| read.is_err()));
        return Err(error.and_then(|read| read.as_ref().err()).map(ToString::to_string).unwrap_or_default());
    };
    let owner = args.path.as_deref().unwrap_or(files[1]);
    let config = match Settings::new(&args.config).of(&Input::named(owner, None)) {
        Ok(config) => config.unwrap_or_default(),
        // Git takes a driver that fails for one that has left its markers, so it must not; and settings, which may be in
        // conflict themselves, only tell what columns hold.
        Err(error) if args.path.is_some() => {
            if let Err(error) = console.error(format_args!("{error}; merging without the settings")) {
                return Ok(Err(error));
            }
            Arc::default()
        }
        Err(error) => return Err(error.to_string()),
    };
    let merged = compare::merge(base, ours, theirs, &config, &style(args));
    let shown = if output == Path::new("-") { files[1].display() } else { output.display() };
    Ok(deliver(&merged, sink.as_ref(), console, |count| format!("{shown}: {}", left(count))))
}

/// `1 conflict is left`, `2 conflicts are left`
fn left(count: usize) -> String {
    if count == 1 { "1 conflict left".to_owned() } else { format!("{count} conflicts left") }
}

fn style(args: &MergeArgs) -> ConflictStyle {
    let mut style = ConflictStyle { marker_size: usize::from(args.marker_size), ..ConflictStyle::default() };
    for (label, given) in style.labels.iter_mut().zip(&args.labels) {
        // Older versions of git do not know what to put for `%S`, `%X` and `%Y`.
        if !given.is_empty() && !given.starts_with('%') {
            label.clone_from(given);
        }
    }
    style.with_base = args.diff3 || (args.path.is_some() && git_shows_base());
    style
}

/// Whether git is set to show the base in conflicts.
fn git_shows_base() -> bool {
    let style = Git::here().setting(&["--get", "merge.conflictStyle"]);
    style.is_some_and(|style| matches!(style.as_str(), "diff3" | "zdiff3"))
}

fn deliver(
    merged: &Merged,
    sink: Option<&Destination>,
    console: &mut Console,
    note: impl Fn(usize) -> String,
) -> io::Result<Status> {
    match sink {
        None => console.document(&merged.text)?,
        Some(destination) => {
            if let Err(error) = destination.write(merged.text.as_bytes()) {
                return console.error(error).map(|()| Status::Failed);
            }
        }
    }
    if merged.conflicts == 0 {
        return Ok(Status::Done);
    }
    console.note(note(merged.conflicts))?;
    Ok(Status::Differs)
}

/// What is not UTF-8 is left to git's line merge, which takes any bytes.
fn merge_by_git(
    args: &MergeArgs,
    files: [&PathBuf; 3],
    console: &mut Console,
) -> Result<io::Result<Status>, String> {
    let style = style(args);
    let mut arguments: Vec<OsString> = vec!["merge-file".into(), "-q".into()];
    arguments.extend(style.with_base.then(|| "--diff3".into()));
    arguments.push(format!("--marker-size={}", style.marker_size).into());
    for label in &style.labels {
        arguments.extend(["-L".into(), label.into()]);
    }
    arguments.push("--".into());
    arguments.extend([files[1], files[0], files[2]].map(OsString::from));
    let output = Git::here().output(arguments).map_err(|error| error.to_string())?;
    let said = format!("{}: not UTF-8, merged line by line", files[1].display());
    match output.status.code() {
        Some(0) => Ok(console.note(said).map(|()| Status::Done)),
        Some(1..=127) => Ok(console.note(said).map(|()| Status::Differs)),
        _ => Err(format!("{}: git could not merge it", files[1].display())),
    }
}

/// Solves what can be solved of the conflicts that git left in a file.
fn resolve(args: &MergeArgs, file: &Path, console: &mut Console) -> Result<io::Result<Status>, String> {
    let input = Input::named(file, None);
    let output = args.output.as_deref().unwrap_or(file);
    let sink = if output == Path::new("-") {
        None
    } else if output == file {
        Some(Destination::new(output).map_err(|error| error.to_string())?)
    } else {
        Some(target::destination(output, FileContent::Markdown, []).map_err(|error| error.to_string())?)
    };
    let text = input.read().map_err(|error| error.to_string())?;
    let shown = file.display().to_string();
    let read = Conflicted::read(&text, usize::from(args.marker_size))
        .map_err(|error| format!("{shown}: {error}"))?;
    let Some(read) = read else {
        return Ok(console.note(format!("{shown}: no conflicts")).map(|()| Status::Done));
    };
    let config =
        Settings::new(&args.config).of(&input).map_err(|error| error.to_string())?.unwrap_or_default();
    let mut style = style(args);
    for (label, found) in style.labels.iter_mut().zip(&read.labels).filter(|(_, found)| !found.is_empty()) {
        label.clone_from(found);
    }
    let merged = if let Some(base) = &read.base {
        style.with_base = true;
        compare::merge(base, &read.ours, &read.theirs, &config, &style)
    } else {
        let [base, ours, theirs] = stages(file, &read)?;
        compare::merge(&base, &ours, &theirs, &config, &style)
    };
    let solved = read.conflicts.saturating_sub(merged.conflicts);
    if merged.conflicts == 0 {
        let count = if solved == 1 { "1 conflict".to_owned() } else { format!("{solved} conflicts") };
        if let Err(error) = console.note(format!("{shown}: {count} resolved")) {
            return Ok(Err(error));
        }
    }
    Ok(deliver(&merged, sink.as_ref(), console, |count| {
        format!("{shown}: {solved} resolved, {}", left(count))
    }))
}

/// The versions that git keeps of a file in conflict, if the file is still as git left it.
fn stages(file: &Path, read: &Conflicted) -> Result<[String; 3], String> {
    let shown = file.display();
    let advice = format!("run `git checkout --conflict=diff3 -- {shown}` first");
    let unknown =
        |error: String| format!("{shown}: the conflicts do not include the base, and {error}; {advice}");
    let mut texts = Vec::with_capacity(3);
    for stage in 1..=3 {
        texts.push(revision::staged(file, stage).map_err(|error| unknown(error.to_string()))?);
    }
    let [base, ours, theirs] = <[String; 3]>::try_from(texts).map_err(|_| String::new())?;
    let by_git = compare::line_merge(&base, &ours, &theirs, &ConflictStyle::default());
    let by_git = Conflicted::read(&by_git.text, 7).ok().flatten().unwrap_or_default();
    if (by_git.ours, by_git.theirs) != (read.ours.clone(), read.theirs.clone()) {
        return Err(unknown("the file was edited after git merged it".to_owned()));
    }
    Ok([base, ours, theirs])
}
