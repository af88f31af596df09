//! `relist init`: what was learned, as settings.

use std::io;
use std::path::Path;

use super::Status;
use super::args::InitArgs;
use super::console::Console;
use super::inputs;
use super::learned_settings::LearnedSettings;
use super::target::{self, FileContent};

pub(super) fn run(args: &InitArgs, console: &mut Console) -> io::Result<Status> {
    let to_stdout = args.output == Path::new("-");
    if !to_stdout && !args.force && args.output.symlink_metadata().is_ok() {
        let path = args.output.display();
        console.error(format_args!("{path}: already exists; `--force` replaces it, `-o -` prints"))?;
        return Ok(Status::Failed);
    }
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut failed = !errors.is_empty();
    for error in errors {
        console.error(error)?;
    }
    let destination = if to_stdout {
        None
    } else {
        match target::destination(&args.output, FileContent::Settings, inputs::files(&inputs)) {
            Ok(destination) => Some(destination),
            Err(error) => return console.error(error).map(|()| Status::Failed),
        }
    };
    let mut sources = Vec::with_capacity(inputs.len());
    for input in &inputs {
        match input.read() {
            Ok(source) => sources.push(source),
            Err(error) => {
                console.error(error)?;
                failed = true;
            }
        }
    }
    if failed {
        return Ok(Status::Failed);
    }
    let origin = match inputs.as_slice() {
        [] => "no files".to_owned(),
        [only] => only.path.display().to_string(),
        [first, rest @ ..] => format!("{} and {} more", first.path.display(), rest.len()),
    };
    let text = LearnedSettings::from_sources(sources.iter().map(String::as_str)).to_toml(&origin);
    let Some(destination) = destination else {
        console.document(text)?;
        return Ok(Status::Done);
    };
    match destination.write(text.as_bytes()) {
        Ok(_) => console.note(format_args!("{}: written", args.output.display()))?,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    }
    Ok(Status::Done)
}
