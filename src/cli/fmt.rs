//! `relist fmt`: brings lists back to their own style, in place.

use std::io;
use std::sync::Arc;

use super::args::FmtArgs;
use super::conflicts;
use super::console::Console;
use super::inputs::{self, Input};
use super::rewrite::{InputOutcome, Manner, OutcomeCounts};
use super::settings::Settings;
use super::unused_settings::{SettingsUse, UsesByFile};
use super::{Status, parallel, since};
use crate::config::Config;
use crate::format::{FormatError, LeftOut, Task};
use crate::rules::Applicability;
use crate::value::LinkReport;

pub(super) fn run(args: &FmtArgs, console: &mut Console) -> io::Result<Status> {
    let mut settings = match Settings::new(&args.config).with_rules(&args.rules) {
        Ok(settings) => settings,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let link_report = match args.link_report.read() {
        Ok(report) => report,
        Err(message) => return console.error(message).map(|()| Status::Failed),
    };
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut counts = OutcomeCounts { failed: errors.len(), ..OutcomeCounts::default() };
    for error in errors {
        console.error(error)?;
    }
    let work = settings.of_all(inputs, console)?;
    let (styles, exact) = (console.out_styles, console.is_file());
    let manner =
        Manner { check: args.check, diff: args.diff, verdict: "Would reformat", styles: &styles, exact };
    let outcomes = parallel::map(&work, |(input, config)| {
        config.as_ref().map_or_else(Default::default, |config| {
            let formatted = format_input(input, config, args, link_report.as_ref(), manner);
            formatted.unwrap_or_else(|message| (InputOutcome::Failed { message }, SettingsUse::default()))
        })
    });
    let mut uses = UsesByFile::default();
    for ((input, _), (outcome, used)) in work.iter().zip(outcomes) {
        counts.add(&outcome);
        manner.report(input, outcome, console)?;
        uses.add(settings.find(input), used);
    }
    uses.warn(&args.inputs.paths, console)?;
    let only_stdin = work.iter().all(|(input, _)| input.is_stdin) && !work.is_empty();
    if !only_stdin {
        console.note(counts.summary(manner.is_dry()))?;
    }
    Ok(counts.status(manner.is_dry()))
}

fn format_input(
    input: &Input,
    config: &Arc<Config>,
    args: &FmtArgs,
    link_report: Option<&LinkReport>,
    manner: Manner<'_>,
) -> Result<(InputOutcome, SettingsUse), String> {
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let applicability = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let old = args.since.since.as_deref().map(|revision| since::old_text(input, revision)).transpose();
    let old = old.map_err(|error| error.to_string())?;
    let task = Task::new(&source, config).in_folder(input.folder()).since(old.as_deref());
    let task = task.with_link_report(link_report);
    let formatted = task.format(applicability).map_err(|error| explain(input, &error))?;
    let notes = left_out(input, &formatted.left_out);
    // Whoever formats a buffer of an editor has no use for it.
    let used = if input.is_stdin { SettingsUse::default() } else { SettingsUse::of_source(&source, config) };
    let Some(text) = formatted.output else { return Ok((InputOutcome::Unchanged { source, notes }, used)) };
    let outcome = manner.change(input, &source, text, &formatted.summary.to_string(), notes)?;
    Ok((outcome, used))
}

/// What to say of fixes that were left out, a line for each.
fn left_out(input: &Input, left_out: &[LeftOut]) -> Vec<String> {
    let path = input.path.display();
    let lines = left_out.iter().map(|left| {
        let LeftOut { line, rule, reason, .. } = left;
        format!("{path}:{line}: fix of {rule} skipped: with it, {reason} on GitHub")
    });
    lines.collect()
}

fn explain(input: &Input, error: &FormatError) -> String {
    let path = input.path.display();
    match error {
        FormatError::Rule(error) => format!("{path}: {error}"),
        FormatError::Proof(error) => {
            format!("{path}:{}: {}; file left unchanged", error.line, error.reason)
        }
    }
}
