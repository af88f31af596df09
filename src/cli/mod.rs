//! The command line: one file a command.
//!
//! A command reads its inputs, asks the library, and prints; nothing is decided here that a user of the library could
//! not get. What all commands share (finding files and settings, replacing a file whole, the streams) has files of
//! its own.

mod add;
mod args;
mod args_add;
mod args_compare;
mod args_records;
mod args_server;
mod args_whole;
mod baseline;
mod bound;
mod bullet_habits;
mod check;
mod collect;
mod completions;
mod conflicts;
mod console;
mod convert;
mod data_files;
mod diff;
mod extract;
mod fmt;
mod git;
mod git_setup;
mod globs;
mod habits;
mod init;
mod inputs;
mod learned_settings;
mod line_dates;
mod link_report;
mod man;
mod merge;
mod output_folder;
mod overview;
mod parallel;
mod patch;
mod render;
mod revision;
mod rewrite;
mod rules;
mod runner_commands;
mod schema;
mod server;
mod settings;
mod since;
mod site;
mod target;
mod temporary;
mod textconv;
mod toc;
mod unused_settings;
mod verify;
mod write;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let failed = error.use_stderr();
            habits::explain(&error);
            return exit_code(if failed { Status::Failed } else { Status::Done });
        }
    };
    let mut console = Console::new(&cli.global);
    let ran = run(cli.command, &mut console).and_then(|status| console.flush().map(|()| status));
    exit_code(match ran {
        Ok(status) => status,
        Err(error) => {
            console.last_error(format_args!("standard output: {}", inputs::reason(&error)));
            Status::Failed
        }
    })
}

/// Fails only where standard output does; all else is reported and shows in the status.
fn run(command: Command, console: &mut Console) -> io::Result<Status> {
    match command {
        Command::Check(args) => check::run(&args, console),
        Command::Fmt(args) => fmt::run(&args, console),
        Command::Extract(args) => extract::run(&args, console),
        Command::Render(args) => render::run(&args, console),
        Command::Overview(args) => overview::run(&args, console),
        Command::Add(args) => add::run(&args, console),
        Command::Convert(args) => convert::run(&args, console),
        Command::Toc(args) => toc::run(&args, console),
        Command::Server(args) => server::run(&args, console),
        Command::Site(args) => site::run(&args, console),
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
