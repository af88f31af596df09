//! `relist convert`: a table as a bullet list, or a bullet list as a table.

use std::io;

use super::Status;
use super::args::{ConvertArgs, ListingForm};
use super::conflicts;
use super::console::Console;
use super::inputs::Input;
use super::rewrite::{InputOutcome, Manner};
use super::settings::Settings;
use crate::records::{RecordKind, convert};

pub(super) fn run(args: &ConvertArgs, console: &mut Console) -> io::Result<Status> {
    let (styles, exact) = (console.out_styles, console.is_file());
    let manner = Manner { check: false, diff: args.diff, verdict: "", styles: &styles, exact };
    let input = Input::named(&args.file, None);
    match change(args, &input, manner) {
        Ok(outcome) => manner.report(&input, outcome, console).map(|()| Status::Done),
        Err(message) => console.error(message).map(|()| Status::Failed),
    }
}

fn change(args: &ConvertArgs, input: &Input, manner: Manner<'_>) -> Result<InputOutcome, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let config =
        Settings::new(&args.config).of(input).map_err(|error| error.to_string())?.unwrap_or_default();
    let (kind, summary) = match args.to {
        ListingForm::Table => (RecordKind::Table, "written as a table"),
        ListingForm::Bullets => (RecordKind::Bullets, "written as a bullet list"),
    };
    let path = input.path.display();
    let output = convert(&source, &config, args.listing.as_deref(), kind)
        .map_err(|error| format!("{path}: {error}"))?;
    manner.change(input, &source, output, summary, Vec::new())
}
