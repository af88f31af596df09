//! `relist toc`: the table of contents, written or brought up to date.

use std::io;

use super::args::TocArgs;
use super::conflicts;
use super::console::Console;
use super::inputs::{self, Input};
use super::rewrite::{InputOutcome, Manner, OutcomeCounts};
use super::settings::Settings;
use super::{Status, parallel};
use crate::toc::{Updated, update};

pub(super) fn run(args: &TocArgs, console: &mut Console) -> io::Result<Status> {
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut counts = OutcomeCounts { failed: errors.len(), ..OutcomeCounts::default() };
    for error in errors {
        console.error(error)?;
    }
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    let (styles, exact) = (console.out_styles, console.is_file());
    let manner =
        Manner { check: args.check, diff: args.diff, verdict: "Out of date", styles: &styles, exact };
    let outcomes = parallel::map(&work, |(input, config)| {
        // Contents need no settings, but faulty ones may leave the file out.
        if config.is_none() {
            return InputOutcome::Skipped;
        }
        update_input(input, args, manner).unwrap_or_else(|message| InputOutcome::Failed { message })
    });
    for ((input, _), outcome) in work.iter().zip(outcomes) {
        counts.add(&outcome);
        manner.report(input, outcome, console)?;
    }
    let only_stdin = work.iter().all(|(input, _)| input.is_stdin) && !work.is_empty();
    if !only_stdin {
        console.note(counts.summary(manner.is_dry()))?;
    }
    Ok(counts.status(manner.is_dry()))
}

fn update_input(input: &Input, args: &TocArgs, manner: Manner<'_>) -> Result<InputOutcome, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let path = input.path.display();
    let updated = update(&source)
        .map_err(|error| format!("{path}:{}: {}; file left unchanged", error.line, error.reason))?;
    // Nobody asked for new contents in all files of a folder.
    let may_be_new = input.is_named && !args.existing;
    let mut notes = Vec::new();
    match updated {
        Updated::Changed { output, edits, is_new } if !is_new || may_be_new => {
            let lines = edits.iter().map(|edit| edit.replacement.lines().count().max(1)).sum();
            let summary = match (is_new, lines) {
                (true, _) => "new contents".to_owned(),
                (false, 1) => "1 line of the contents".to_owned(),
                (false, lines) => format!("{lines} lines of the contents"),
            };
            return manner.change(input, &source, output, &summary, notes);
        }
        Updated::TooShort if may_be_new => {
            notes.push(format!("{path}: fewer than three sections, no contents needed"));
        }
        Updated::Selection { line } if input.is_named => {
            notes.push(format!("{path}:{line}: the contents list only some of the sections, left unchanged"));
        }
        Updated::Table { line, missing } => {
            let sections = if missing == 1 { "1 section".to_owned() } else { format!("{missing} sections") };
            notes.push(format!("{path}:{line}: the contents lack {sections}; tables are left unchanged"));
            return Ok(InputOutcome::Stale { source, notes });
        }
        Updated::Kept { line, is_new } if !is_new || may_be_new => {
            let reason = "out of date, but a comment protects these lines; left unchanged";
            notes.push(format!("{path}:{line}: {reason}"));
            return Ok(InputOutcome::Stale { source, notes });
        }
        _ => {}
    }
    Ok(InputOutcome::Unchanged { source, notes })
}
