//! `relist completions`: what a shell needs to complete commands and options.

use std::io;

use clap::CommandFactory;

use super::Status;
use super::args::{Cli, CompletionsArgs};
use super::console::Console;

pub(super) fn run(args: &CompletionsArgs, console: &mut Console) -> io::Result<Status> {
    // The generator gives up with a panic where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "relist", &mut script);
    console.document(script)?;
    Ok(Status::Done)
}
