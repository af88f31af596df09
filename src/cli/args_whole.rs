//! The arguments of the commands that are about a list as a whole.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::args::{ConfigChoice, Inputs, RequiredInputs};

/// What follows the arguments in the help of `overview`.
pub(super) const OVERVIEW_EXAMPLES: &str = "\
Examples:
  relist overview README.md        one screen about one list
  relist overview                  a line for each file below this folder
  relist overview --format markdown README.md >> \"$GITHUB_STEP_SUMMARY\"

Exit status: 0 done, 2 failed";

#[derive(Debug, Args)]
pub(super) struct OverviewArgs {
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
pub(super) struct TocArgs {
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

/// What follows the arguments in the help of `site`.
pub(super) const SITE_EXAMPLES: &str = "\
The folder gets index.html, which works alone and offline, data.json, data.csv,
and feed.xml where git or a column of dates tells when entries were added. Each
of several lists gets a folder of its own, and index.html leads to them.

Examples:
  relist site README.md -o public
  relist site README.md -o public --base-url https://me.example/list
  relist site lists -o public --title \"All our lists\"

Exit status: 0 done, 2 failed";

#[derive(Debug, Args)]
pub(super) struct SiteArgs {
    #[command(flatten)]
    pub(super) inputs: RequiredInputs,
    /// Write into this folder, which need not be there
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) output: PathBuf,
    /// What to call the site [default: the list's first heading]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// Where the site will be on the web: the feed then has whole addresses
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}
