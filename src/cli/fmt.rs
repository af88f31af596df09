//! `relist fmt`: brings lists back to their own style, in place.

use std::io;
use std::sync::Arc;

use super::args::Fmt;
use super::conflicts;
use super::console::{Console, Styles, paint};
use super::inputs::{self, Input};
use super::settings::Settings;
use super::unused_settings::{SettingsUse, UsesByFile};
use super::{Status, parallel, patch, since, write};
use crate::config::Config;
use crate::format::{FormatError, LeftOut, Task};
use crate::rules::Applicability;
use crate::text::shown;

/// What became of one input.
#[derive(Default)]
enum Outcome {
    /// Nothing strays that can be mended; `notes` say what is left.
    Unchanged { source: String, notes: Vec<String> },
    /// Something does. `output` is for standard output: a document, or text for people.
    Changed { notes: Vec<String>, output: Output },
    /// It could not be read, formatted or written.
    Failed { message: String },
    /// Its settings are faulty, which was said before.
    #[default]
    Skipped,
}

/// What is printed of a changed input.
enum Output {
    Nothing,
    Document(String),
    Text(String),
}

pub(super) fn run(args: &Fmt, console: &mut Console) -> io::Result<Status> {
    let mut settings = match Settings::new(&args.config).with_rules(&args.rules) {
        Ok(settings) => settings,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut counts = Counts { failed: errors.len(), ..Counts::default() };
    for error in errors {
        console.error(error)?;
    }
    let work = settings.of_all(inputs, console)?;
    let (styles, exact) = (console.out_styles, console.is_file());
    let outcomes = parallel::map(&work, |(input, config)| {
        config.as_ref().map_or_else(Default::default, |config| {
            let formatted = format_input(input, config, args, &styles, exact);
            formatted.unwrap_or_else(|message| (Outcome::Failed { message }, SettingsUse::default()))
        })
    });
    let mut uses = UsesByFile::default();
    for ((input, _), (outcome, used)) in work.iter().zip(outcomes) {
        counts.add(&outcome);
        report(input, outcome, args, console)?;
        uses.add(settings.find(input), used);
    }
    uses.warn(&args.inputs.paths, console)?;
    let only_stdin = work.iter().all(|(input, _)| input.is_stdin) && !work.is_empty();
    if !only_stdin {
        console.note(counts.summary(args.check || args.diff))?;
    }
    Ok(counts.status(args.check || args.diff))
}

fn format_input(
    input: &Input,
    config: &Arc<Config>,
    args: &Fmt,
    styles: &Styles,
    exact: bool,
) -> Result<(Outcome, SettingsUse), String> {
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let applicability = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let old = args.since.since.as_deref().map(|revision| since::old_text(input, revision)).transpose();
    let old = old.map_err(|error| error.to_string())?;
    let task = Task::new(&source, config).in_folder(input.folder()).since(old.as_deref());
    let formatted = task.format(applicability).map_err(|error| explain(input, &error))?;
    let mut notes = left_out(input, &formatted.left_out);
    // Whoever formats a buffer of an editor has no use for it.
    let used = if input.is_stdin { SettingsUse::default() } else { SettingsUse::of_source(&source, config) };
    let Some(text) = formatted.output else { return Ok((Outcome::Unchanged { source, notes }, used)) };
    let (path, summary) = (input.path.to_string_lossy(), formatted.summary);
    let output = if args.diff {
        Output::Text(patch::unified(&input.path, &source, &text, styles, exact))
    } else if args.check {
        let path = paint(styles.bold, shown(&path));
        Output::Text(format!("Would reformat: {path} ({summary})\n"))
    } else if input.is_stdin {
        Output::Document(text)
    } else {
        write::replace(&input.path, source.as_bytes(), text.as_bytes()).map_err(|error| error.to_string())?;
        notes.insert(0, format!("{path}: {summary}"));
        Output::Nothing
    };
    Ok((Outcome::Changed { notes, output }, used))
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

fn report(input: &Input, outcome: Outcome, args: &Fmt, console: &mut Console) -> io::Result<()> {
    let notes = match outcome {
        Outcome::Unchanged { source, notes } => {
            if input.is_stdin && !args.check && !args.diff {
                console.document(source)?;
            }
            notes
        }
        Outcome::Changed { notes, output } => {
            match output {
                Output::Nothing => {}
                Output::Document(text) => console.document(text)?,
                Output::Text(text) => console.print(text)?,
            }
            notes
        }
        Outcome::Failed { message } => return console.error(message),
        Outcome::Skipped => return Ok(()),
    };
    notes.into_iter().try_for_each(|note| console.note(note))
}

/// How many inputs ended in which way.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    changed: usize,
    unchanged: usize,
    failed: usize,
}

impl Counts {
    fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Unchanged { .. } => self.unchanged += 1,
            Outcome::Changed { .. } => self.changed += 1,
            Outcome::Failed { .. } | Outcome::Skipped => self.failed += 1,
        }
    }

    fn status(self, is_dry: bool) -> Status {
        match self {
            Self { failed: 1.., .. } => Status::Failed,
            Self { changed: 1.., .. } if is_dry => Status::Differs,
            _ => Status::Done,
        }
    }

    /// `1 file changed, 3 unchanged`
    fn summary(self, is_dry: bool) -> String {
        let changed = if is_dry { "would change" } else { "changed" };
        let counts = [(self.changed, changed), (self.unchanged, "unchanged"), (self.failed, "failed")];
        let mut parts = counts.into_iter().filter(|(count, _)| *count > 0);
        let Some((count, verb)) = parts.next() else { return "0 files checked".to_owned() };
        let first = format!("{} {verb}", super::files(count));
        parts.fold(first, |said, (count, verb)| format!("{said}, {count} {verb}"))
    }
}
