//! The arguments of the command that writes tables of contents.

use clap::Args;

use super::args::{ConfigChoice, Inputs};

/// What follows the arguments in its help.
pub(super) const EXAMPLES: &str = "\
Examples:
  relist toc README.md             write it, or bring it up to date
  relist toc --diff README.md      show what would change; writes nothing
  relist toc --check               list the files below this folder that are out of date

Exit status: 0 done, 1 out of date (--check, --diff), 2 failed";

#[derive(Debug, Args)]
pub(super) struct Toc {
    /// A file that has no contents gets them only if the command line names it
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub(super) check: bool,
    /// Write nothing; print what would change as a unified diff, and exit with 1 if
    /// anything would
    #[arg(long)]
    pub(super) diff: bool,
    /// Leave files alone that have no table of contents
    #[arg(long)]
    pub(super) existing: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}
