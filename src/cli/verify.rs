//! `relist verify`: the laws, file by file.

use std::io;

use super::args::VerifyArgs;
use super::console::{Console, Styles, paint};
use super::inputs::{self, Input};
use super::settings::Settings;
use super::{Status, parallel};
use crate::laws::{Law, Outcome, verify};
use crate::text::shown;

/// What was found on one file.
type FileVerdict = Result<Vec<(Law, Outcome)>, String>;

pub(super) fn run(args: &VerifyArgs, console: &mut Console) -> io::Result<Status> {
    let (inputs, errors) = inputs::collect(&args.inputs.paths, &args.inputs.choice);
    let mut failed = errors.len();
    for error in errors {
        console.error(error)?;
    }
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    let verdicts: Vec<Option<FileVerdict>> = parallel::map(&work, |(input, config)| {
        let source = input.read().map_err(|error| error.to_string());
        config.as_ref().map(|config| source.map(|source| verify(&source, config)))
    });
    let mut totals = LawTotals::default();
    for ((input, _), verdict) in work.iter().zip(verdicts) {
        match verdict {
            Some(Ok(outcomes)) => {
                if totals.files == 0 && !args.verbose && !console.is_quiet() {
                    console.print(legend(&console.out_styles))?;
                }
                totals.add(&outcomes);
                print(input, &outcomes, args.verbose, console)?;
            }
            Some(Err(message)) => {
                console.error(message)?;
                failed += 1;
            }
            None => failed += 1,
        }
    }
    if totals.files > 0 {
        console.print(totals.line(&console.out_styles))?;
    } else if failed == 0 {
        console.note("0 files checked")?;
    }
    Ok(match (failed, totals.broken) {
        (0, 0) => Status::Done,
        (0, _) => Status::Differs,
        _ => Status::Failed,
    })
}

/// The laws by number, four a line, and the head of the table.
fn legend(styles: &Styles) -> String {
    let numbered: Vec<String> =
        Law::ALL.iter().enumerate().map(|(index, law)| format!("{} {law:14}", index + 1)).collect();
    let lines: Vec<String> = numbered.chunks(4).map(|laws| laws.concat().trim_end().to_owned()).collect();
    let numbers: Vec<String> = (1..=Law::ALL.len()).map(|number| number.to_string()).collect();
    let head = paint(styles.bold, format_args!("{}  file", numbers.join(" ")));
    format!("{}\n\n{head}\n", lines.join("\n"))
}

fn print(input: &Input, outcomes: &[(Law, Outcome)], verbose: bool, console: &mut Console) -> io::Result<()> {
    let path = input.path.to_string_lossy();
    let path = shown(&path);
    let styles = console.out_styles;
    let mark = |outcome: &Outcome| match outcome {
        Outcome::Holds => paint(styles.good, "✓"),
        Outcome::Broken { .. } => paint(styles.bad, "✗"),
    };
    if verbose {
        console.print(format!("{}\n", paint(styles.bold, &path)))?;
        for (law, outcome) in outcomes {
            console.print(format!("  {} {law}\n", mark(outcome)))?;
        }
    } else if !console.is_quiet() {
        let marks: Vec<String> = outcomes.iter().map(|(_, outcome)| mark(outcome)).collect();
        console.print(format!("{}  {path}\n", marks.join(" ")))?;
    }
    for (law, outcome) in outcomes {
        if let Outcome::Broken { line, reason } = outcome {
            let place = line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"));
            console.print(format!("{}: {}: {}\n", place, paint(styles.bad, law), shown(reason)))?;
        }
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, Default)]
struct LawTotals {
    files: usize,
    broken: usize,
}

impl LawTotals {
    fn add(&mut self, outcomes: &[(Law, Outcome)]) {
        self.files += 1;
        self.broken += usize::from(outcomes.iter().any(|(_, outcome)| *outcome != Outcome::Holds));
    }

    fn line(self, styles: &Styles) -> String {
        let files = super::files(self.files);
        match self.broken {
            0 => format!("{files}: {}\n", paint(styles.good, "all laws hold")),
            broken => format!("{files}: {} in {broken}\n", paint(styles.bad, "laws broken")),
        }
    }
}
