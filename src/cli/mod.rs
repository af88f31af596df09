//! The command line: one file a command.
//!
//! A command reads its inputs, asks the library, and prints; nothing is decided here that a user of the library could
//! not get. What all commands share (finding files and settings, replacing a file whole, the streams) has files of
//! its own.

mod args;
mod args_compare;
mod args_global;
mod baseline;
mod check;
mod completions;
mod console;
mod deferred;
mod diff;
mod extract;
mod fmt;
mod git_setup;
mod init;
mod inputs;
mod man;
mod merge;
mod parallel;
mod patch;
mod per_file;
mod progress;
mod render;
mod revision;
mod rules;
mod schema;
mod settings;
mod since;
mod target;
mod textconv;
mod verify;
mod write;

use std::io;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command, Global};
use console::Console;

/// What a run comes to; the greatest of several counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All is done, or as it should be.
    #[default]
    Done,
    /// Something differs from what it should be.
    Differs,
    /// Something could not be done.
    Failed,
}

/// Runs the command that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => {
            let failed = error.use_stderr();
            // Help that nobody reads to its end is no failure.
            let _ = error.print();
            if let Some(hint) = forgotten_command(&error) {
                eprintln!("{hint}");
            }
            return exit_code(if failed { Status::Failed } else { Status::Done });
        }
    };
    let mut console = Console::new(&cli.global);
    let ran = run(cli.command, &mut console).and_then(|status| console.flush().map(|()| status));
    exit_code(match ran {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Done,
        Err(error) => {
            console.last_error(format_args!("standard output: {}", inputs::reason(&error)));
            Status::Failed
        }
    })
}

/// What the arguments say.
fn parse() -> Result<Cli, clap::Error> {
    // The process ends soon after these were read; what it gives back then need not be taken apart here.
    let mut definition = ManuallyDrop::new(Cli::command());
    let mut matches = ManuallyDrop::new(definition.try_get_matches_from_mut(std::env::args_os())?);
    let global = Global::of(&matches);
    let cli = Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut Cli::command()))?;
    Ok(Cli { global, ..cli })
}

/// Fails only where standard output does; all else is reported and told by the status.
fn run(command: Command, console: &mut Console) -> io::Result<Status> {
    match command {
        Command::Check(args) => check::run(&args, console),
        Command::Fmt(args) => fmt::run(&args, console),
        Command::Extract(args) => extract::run(&args, console),
        Command::Render(args) => render::run(&args, console),
        Command::Verify(args) => verify::run(&args, console),
        Command::Diff(args) => diff::run(&args, console),
        Command::Merge(args) => merge::run(&args, console),
        Command::GitSetup(args) => git_setup::run(&args, console),
        Command::Textconv(args) => textconv::run(&args, console),
        Command::Init(args) => init::run(&args, console),
        Command::Rules(args) => rules::run(&args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Completions(args) => completions::run(&args, console),
        Command::Man(args) => man::run(&args, console),
    }
}

/// What to say to someone who named a file and no command.
fn forgotten_command(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let is_path = std::path::Path::new(word).exists();
    is_path.then(|| format!("`{word}` is a path: say `relist check {word}`, or `relist fmt --diff {word}`."))
}

fn exit_code(status: Status) -> ExitCode {
    ExitCode::from(match status {
        Status::Done => 0,
        Status::Differs => 1,
        Status::Failed => 2,
    })
}

/// `1 file`, `2 files`
fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}
