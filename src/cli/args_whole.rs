//! The arguments of the commands that are about a list as a whole.

use clap::{Args, ValueEnum};

use super::args::{ConfigChoice, Inputs};

/// What follows the arguments in the help of `overview`.
pub(super) const OVERVIEW_EXAMPLES: &str = "\
Examples:
  relist overview README.md        one screen about one list
  relist overview                  a line for each file below this folder
  relist overview --format markdown README.md >> \"$GITHUB_STEP_SUMMARY\"

Exit status: 0 done, 2 failed";

#[derive(Debug, Args)]
pub(super) struct Overview {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// `text`: one screen for a file, a line each for several; `json`; `markdown`: for the
    /// summary of a workflow
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub(super) format: OverviewFormat,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// What an overview is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OverviewFormat {
    Text,
    Json,
    Markdown,
}

/// What follows the arguments in the help of `toc`.
pub(super) const TOC_EXAMPLES: &str = "\
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
