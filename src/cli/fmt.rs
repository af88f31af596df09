//! `relist fmt`: brings lists back to their own style, in place.

use std::io;
use std::sync::Arc;

use super::args::Fmt;
use super::console::{Console, Styles, paint};
use super::inputs::{self, Input};
use super::settings::Settings;
use super::{Status, parallel, patch, since, write};
use crate::config::Config;
use crate::format::{FormatError, LeftOut, Task};
use crate::rules::Applicability;

/// What became of one input.
enum Outcome {
    /// Nothing strays that can be mended; `said` is what is to be said of the rest.
    Unchanged { source: String, said: String },
    /// Something does; `said` names it, in the words of the command.
    Changed { said: String, output: String },
    /// It could not be read, formatted or written.
    Failed { message: String },
    /// Its settings are faulty, which was said before.
    Skipped,
}

pub(super) fn run(args: &Fmt, console: &mut Console) -> io::Result<Status> {
    let mut settings = match Settings::new(&args.config).with_rules(&args.rules) {
        Ok(settings) => settings,
        Err(error) => return console.error(error).map(|()| Status::Failed),
    };
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.stdin);
    let mut counts = Counts { failed: errors.len(), ..Counts::default() };
    for error in errors {
        console.error(error)?;
    }
    let work = settings.of_all(inputs, console)?;
    let styles = console.out_styles;
    let outcomes =
        parallel::map(console, &work, |(input, config)| format_input(input, config.as_ref(), args, &styles));
    for ((input, _), outcome) in work.iter().zip(outcomes) {
        counts.add(&outcome);
        report(input, outcome, args, console)?;
    }
    let only_stdin = work.iter().all(|(input, _)| input.is_stdin) && !work.is_empty();
    if !only_stdin {
        console.note(counts.summary(args.check || args.diff))?;
    }
    Ok(counts.status(args.check || args.diff))
}

fn format_input(input: &Input, config: Option<&Arc<Config>>, args: &Fmt, styles: &Styles) -> Outcome {
    let Some(config) = config else { return Outcome::Skipped };
    try_format(input, config, args, styles).unwrap_or_else(|message| Outcome::Failed { message })
}

fn try_format(input: &Input, config: &Config, args: &Fmt, styles: &Styles) -> Result<Outcome, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    let applicability = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let old = args.since.since.as_deref().map(|revision| since::old_text(input, revision)).transpose();
    let old = old.map_err(|error| error.to_string())?;
    let task = Task::new(&source, config).in_folder(input.folder()).since(old.as_deref());
    let formatted = task.format(applicability).map_err(|error| explain(input, &error))?;
    let left_out = left_out(input, &formatted.left_out);
    let Some(output) = formatted.output else { return Ok(Outcome::Unchanged { source, said: left_out }) };
    let (path, summary) = (input.path.display(), formatted.summary);
    Ok(if args.diff {
        Outcome::Changed { said: left_out, output: patch::unified(&input.path, &source, &output, styles) }
    } else if args.check {
        let path = paint(styles.bold, path);
        Outcome::Changed { said: left_out, output: format!("Would reformat: {path} ({summary})\n") }
    } else if input.is_stdin {
        Outcome::Changed { said: left_out, output }
    } else {
        write::replace(&input.path, source.as_bytes(), output.as_bytes())
            .map_err(|error| error.to_string())?;
        let said = if left_out.is_empty() { left_out } else { format!("\n{left_out}") };
        Outcome::Changed { said: format!("{path}: {summary}{said}"), output: String::new() }
    })
}

/// What is to be said where fixes were left out, a line for each; nothing where none was.
fn left_out(input: &Input, left_out: &[LeftOut]) -> String {
    let path = input.path.display();
    let lines = left_out.iter().map(|left| {
        let LeftOut { line, rule, reason, .. } = left;
        format!("{path}:{line}: the fix of {rule} is left out: with it, {reason} on GitHub")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn explain(input: &Input, error: &FormatError) -> String {
    let path = input.path.display();
    match error {
        FormatError::Rule(error) => format!("{path}: {error}"),
        FormatError::Proof(error) => {
            format!("{path}:{}: {}; the file is left as it is", error.line, error.reason)
        }
    }
}

fn report(input: &Input, outcome: Outcome, args: &Fmt, console: &mut Console) -> io::Result<()> {
    match outcome {
        Outcome::Unchanged { source, said } => {
            if input.is_stdin && !args.check && !args.diff {
                console.print(source)?;
            }
            note(said, console)
        }
        Outcome::Changed { said, output } => {
            console.print(output)?;
            note(said, console)
        }
        Outcome::Failed { message } => console.error(message),
        Outcome::Skipped => Ok(()),
    }
}

fn note(said: String, console: &mut Console) -> io::Result<()> {
    if said.is_empty() { Ok(()) } else { console.note(said) }
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
