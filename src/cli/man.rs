//! `relist man`: manual pages.

use std::io;

use clap::CommandFactory;

use super::Status;
use super::args::{Cli, ManArgs};
use super::console::Console;

pub(super) fn run(args: &ManArgs, console: &mut Console) -> io::Result<Status> {
    let mut program = Cli::command();
    // Only then do the commands have the options that all of them share, and names such as `relist-fmt`.
    program.build();
    let command = args.command.as_deref().map(|name| (name, program.find_subcommand(name)));
    let page = match command {
        None => program,
        Some((_, Some(command))) => command.clone(),
        Some((name, None)) => {
            console.error(format_args!("unknown command `{name}`; `relist help` lists all"))?;
            return Ok(Status::Failed);
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    // What stands behind the options are examples, line by line.
    let roff = String::from_utf8_lossy(&roff).replace("\n.SH EXTRA\nExamples:\n", "\nExamples:\n");
    let roff =
        roff.replace("\n.SH EXTRA\n", "\n.SH NOTES\n").replace("\nExamples:\n", "\n.SH EXAMPLES\n.nf\n");
    console.document(roff)?;
    Ok(Status::Done)
}
