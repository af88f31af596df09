//! `relist server`: a language server, which shows in an editor what `check` finds and makes the changes that `fmt` makes.
//!
//! Everything here translates: a message into a call of the library, and its answer into lines and columns as editors count
//! them. What strays is found by [`Task::check`](crate::format::Task::check), and each edit that is offered is one that
//! [`Task`](crate::format::Task) has proven, a single fix like a whole file, so that an editor gets no other results than
//! the command line, and no weaker ones.
//!
//! One thread reads messages, and one handles them in their order. A list is checked when nothing has come in for a
//! moment, so that a check never has to be stopped and its result always belongs to the text that is shown; a list of
//! two megabytes takes some tenths of a second. Settings are read for each check: they are small, and
//! what was not kept cannot be out of date.

mod actions;
mod capabilities;
mod completion;
mod folding;
mod formatting;
mod hover;
mod ignore_here;
mod open_document;
mod reports;
mod requests;
mod session;
mod symbols;
mod text;
mod transport;
mod uri;

use std::io::{self, IsTerminal as _};

use session::Session;

use super::Status;
use super::args_server::ServerArgs;
use super::console::Console;

pub(super) fn run(args: &ServerArgs, console: &mut Console) -> io::Result<Status> {
    if io::stdin().is_terminal() {
        console.note("Waiting for an editor on standard input; docs/editors.md shows how to set one up.")?;
    }
    let messages = transport::listen()?;
    let mut session = Session::new(&args.config);
    let ended_well = match session.run(&messages) {
        // The editor is gone.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => false,
        result => result?,
    };
    Ok(if ended_well { Status::Done } else { Status::Differs })
}
