//! `relist diff`: what changed from one version of a list to another.

use std::io;
use std::path::Path;

use super::Status;
use super::args::{self, DiffArgs};
use super::console::Console;
use super::inputs::Input;
use super::revision;
use super::settings::Settings;
use crate::compare;
use crate::document::Document;
use crate::report::{DiffFormat, Look};

pub(super) fn run(args: &DiffArgs, console: &mut Console) -> io::Result<Status> {
    let is_stdin = |path: &Path| path == Path::new("-");
    if is_stdin(&args.old) && is_stdin(&args.new) {
        console.error("the old and the new version cannot both be standard input")?;
        return Ok(Status::Failed);
    }
    match compare(args, console.has_colour()) {
        Ok((text, status)) if args.format == args::DiffFormatChoice::Json => {
            console.document(text).map(|()| status)
        }
        Ok((text, status)) => console.print(text).map(|()| status),
        Err(message) => console.error(message).map(|()| Status::Failed),
    }
}

fn compare(args: &DiffArgs, has_colour: bool) -> Result<(String, Status), String> {
    let old = revision::read(&args.old).map_err(|error| error.to_string())?;
    let new = revision::read(&args.new).map_err(|error| error.to_string())?;
    let mut settings = Settings::new(&args.config);
    let owner = Input::named(new.path.as_deref().or(old.path.as_deref()).unwrap_or(Path::new("-")), None);
    let config = settings.of(&owner).map_err(|error| error.to_string())?.unwrap_or_default();
    let diff = compare::diff(&Document::parse(&old.text), &Document::parse(&new.text), &config);
    let format = match args.format {
        args::DiffFormatChoice::Text => DiffFormat::Text,
        args::DiffFormatChoice::Json => DiffFormat::Json,
        args::DiffFormatChoice::Markdown => DiffFormat::Markdown,
    };
    let names = [old.name.as_str(), new.name.as_str()];
    let text = format.render(&diff, names, &Look { has_colour, ..Look::default() });
    Ok((text, if diff.is_empty() { Status::Done } else { Status::Differs }))
}
