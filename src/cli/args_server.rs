//! The arguments of `relist server`.

use clap::Args;

use super::args::ConfigChoice;

/// What follows them in its help.
pub(super) const SERVER_EXAMPLES: &str = "\
An editor starts this command and talks to it over standard input and output;
docs/editors.md shows how to set up some of them. It shows what `relist check`
reports, and makes the changes that `relist fmt` makes.

Examples:
  relist server                    settings from the folders above each file
  relist server --no-config        without any

Exit status: 0 the editor ended it, 1 the editor was gone, 2 failed";

#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Accepted because editors pass it; the server always uses standard input and output
    #[arg(long)]
    pub(super) stdio: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}
