//! `relist extract --bound`: the data files that lists name, brought up to date with them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::ExtractArgs;
use super::bound;
use super::conflicts;
use super::console::Console;
use super::inputs::{self, Input, reason};
use super::settings::Settings;
use super::{Status, patch, write};
use crate::config::Config;
use crate::document::Document;
use crate::records::{self, CollectError, Collected, DataFile, DataFormat, DataTarget};
use crate::text::shown;

pub(super) fn run(args: &ExtractArgs, console: &mut Console) -> io::Result<Status> {
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut status = Status::Done;
    for error in errors {
        console.error(error)?;
        status = Status::Failed;
    }
    if inputs.is_empty() && status == Status::Done {
        console.note("0 files checked")?;
    }
    for (input, config) in Settings::new(&args.config).of_all(inputs, console)? {
        let Some(config) = config else {
            status = Status::Failed;
            continue;
        };
        status = status.max(of_list(&input, &config, args, console)?);
    }
    Ok(status)
}

/// Brings the data of one list up to date.
fn of_list(input: &Input, config: &Config, args: &ExtractArgs, console: &mut Console) -> io::Result<Status> {
    let path = input.path.display().to_string();
    let (source, files) = match read(input) {
        Ok(read) => read,
        Err(message) => return console.error(message).map(|()| Status::Failed),
    };
    if files.is_empty() {
        console.note(format!("{path}: {}", bound::NO_BINDING))?;
    }
    let mut status = Status::Done;
    for (file, listings) in files {
        let outcome = target(&file, listings).and_then(|target| {
            Ok((
                records::collect(&source, config, &target).map_err(|error| said(&path, &file, &error))?,
                target,
            ))
        });
        status = status.max(match outcome {
            Ok((collected, target)) => deliver(&file, &target, &collected, args, console)?,
            Err(message) => {
                message.lines().try_for_each(|line| console.error(line))?;
                Status::Failed
            }
        });
    }
    Ok(status)
}

type Files = Vec<(PathBuf, Vec<String>)>;

fn read(input: &Input) -> Result<(String, Files), String> {
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let bindings = records::bindings(&Document::parse(&source));
    let files =
        if bindings.is_empty() { Vec::new() } else { bound::files(input, bindings)?.into_iter().collect() };
    Ok((source, files))
}

fn said(path: &str, file: &Path, error: &CollectError) -> String {
    match error {
        CollectError::Data(_) => error.to_string(),
        CollectError::Unfaithful { line } => {
            format!(
                "{path}:{line}: {}: cannot hold what this line says: it would be rendered in another way",
                file.display()
            )
        }
        _ => format!("{}: {error}", file.display()),
    }
}

/// The data at `path`: a file, a folder, or what is to be made there.
fn target(path: &Path, listings: Vec<String>) -> Result<DataTarget, String> {
    let format = DataFormat::of_path(path);
    if !path.exists() {
        let name = path.display().to_string();
        return match (format, path.extension()) {
            (Some(format), _) => {
                let file = DataFile { name, format, text: String::new() };
                Ok(DataTarget { listings, files: vec![file], folder: None })
            }
            (None, None) => Ok(DataTarget { listings, files: Vec::new(), folder: Some(name) }),
            (None, Some(_)) => {
                Err(format!("{name}: must end in .csv, .tsv, .json, .jsonl or .yaml, or be a folder"))
            }
        };
    }
    let read = |path: &Path, format| {
        let text = Input::named(path, None).read().map_err(|error| error.to_string())?;
        Ok::<_, String>(DataFile { name: path.display().to_string(), format, text })
    };
    if !path.is_dir() {
        let format = format
            .ok_or_else(|| format!("{}: must end in .csv, .tsv, .json, .jsonl or .yaml", path.display()))?;
        return Ok(DataTarget { listings, files: vec![read(path, format)?], folder: None });
    }
    let failed = |error: io::Error| format!("{}: {}", path.display(), reason(&error));
    let mut files = Vec::new();
    for file in fs::read_dir(path).map_err(failed)? {
        let file = file.map_err(failed)?.path();
        if let Some(format) = DataFormat::of_path(&file) {
            files.push(read(&file, format)?);
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(DataTarget { listings, files, folder: Some(path.display().to_string()) })
}

/// Writes the files that change, or shows what that would change.
fn deliver(
    path: &Path,
    target: &DataTarget,
    collected: &Collected,
    args: &ExtractArgs,
    console: &mut Console,
) -> io::Result<Status> {
    if collected.files.is_empty() && collected.removed_files.is_empty() {
        console.note(format!("{}: up to date", path.display()))?;
        return Ok(Status::Done);
    }
    let before =
        |name: &str| target.files.iter().find(|file| file.name == name).map(|file| file.text.as_str());
    let summary = bound::summary([collected.added, collected.changed, collected.removed.len()]);
    if args.diff {
        let (styles, exact) = (console.out_styles, console.is_file());
        for file in &collected.files {
            let old = before(&file.name).unwrap_or_default();
            console.print(patch::unified(Path::new(&file.name), old, &file.text, &styles, exact))?;
        }
        for name in &collected.removed_files {
            let old = before(name).unwrap_or_default();
            console.print(patch::unified(Path::new(name), old, "", &styles, exact))?;
        }
        return Ok(Status::Differs);
    }
    if args.target.check {
        console.print(format!("Out of date: {} ({summary})\n", shown(&path.to_string_lossy())))?;
        return Ok(Status::Differs);
    }
    if let Err(message) = write_all(target, collected) {
        return console.error(message).map(|()| Status::Failed);
    }
    console.note(format!("{}: {summary}", path.display()))?;
    for (place, name) in &collected.removed {
        console.note(format!("{place}: removed `{name}`"))?;
    }
    if !collected.unkept.is_empty() {
        let columns = collected.unkept.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>();
        console.note(format!("{}: has no field for {}", path.display(), columns.join(", ")))?;
    }
    Ok(Status::Done)
}

fn write_all(target: &DataTarget, collected: &Collected) -> Result<(), String> {
    let of_files = target.files.iter().filter_map(|file| Path::new(&file.name).parent());
    for folder in
        target.folder.iter().map(Path::new).chain(of_files).filter(|folder| *folder != Path::new(""))
    {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {}", folder.display(), reason(&error)))?;
    }
    for file in &collected.files {
        let path = Path::new(&file.name);
        let before = target.files.iter().find(|before| before.name == file.name);
        let written = match before.filter(|_| path.exists()) {
            Some(before) => write::replace(path, before.text.as_bytes(), file.text.as_bytes()),
            None => write::write(path, file.text.as_bytes()).map(|_| ()),
        };
        written.map_err(|error| error.to_string())?;
    }
    for name in &collected.removed_files {
        fs::remove_file(name).map_err(|error| format!("{name}: {}", reason(&error)))?;
    }
    Ok(())
}
