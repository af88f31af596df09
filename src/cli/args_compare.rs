//! What the commands take that compare and merge versions of a list.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint, value_parser};

use super::args::ConfigChoice;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old version: a file, `-` for standard input, or `REV:PATH` for a file in a
    /// git revision
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub(super) old: PathBuf,
    /// The new version
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath)]
    pub(super) new: PathBuf,
    /// `text`: for people; `json`; `markdown`: a "what's new" for release notes
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub(super) format: DiffFormatChoice,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// What a diff is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormatChoice {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The common ancestor of both versions
    #[arg(value_name = "BASE", required_unless_present = "resolve", value_hint = ValueHint::FilePath)]
    pub(super) base: Option<PathBuf>,
    /// Our version; the result replaces it, unless `-o` names another file
    #[arg(value_name = "OURS", required_unless_present = "resolve", value_hint = ValueHint::FilePath)]
    pub(super) ours: Option<PathBuf>,
    /// Their version
    #[arg(value_name = "THEIRS", required_unless_present = "resolve", value_hint = ValueHint::FilePath)]
    pub(super) theirs: Option<PathBuf>,
    /// Write to FILE, `-` for standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// Resolve those conflicts that git left in FILE which can be resolved by entry
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base", "ours", "theirs", "labels"], value_hint = ValueHint::FilePath)]
    pub(super) resolve: Option<PathBuf>,
    /// The names of ours, the base and theirs in conflict markers; up to three times, in
    /// this order
    #[arg(short = 'L', long = "label", value_name = "LABEL", allow_hyphen_values = true)]
    pub(super) labels: Vec<String>,
    /// The length of conflict markers, in characters
    #[arg(long, value_name = "COUNT", default_value_t = 7, value_parser = value_parser!(u16).range(1..=1000))]
    pub(super) marker_size: u16,
    /// Also show the base in conflicts [default: as git's `merge.conflictStyle` says]
    #[arg(long)]
    pub(super) diff3: bool,
    /// The path of the merged file, to find its settings
    #[arg(long, value_name = "FILE", allow_hyphen_values = true, value_hint = ValueHint::FilePath)]
    pub(super) path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

#[derive(Debug, Args)]
pub(super) struct GitSetupArgs {
    /// For all repositories of this user instead of this one
    #[arg(long)]
    pub(super) global: bool,
    /// Undo the setup
    #[arg(long)]
    pub(super) undo: bool,
    /// Write the lines to `.gitattributes` (with `--global`, to git's own attributes
    /// file) instead of printing them
    #[arg(long)]
    pub(super) write: bool,
    /// Which files are lists, as a pattern of `.gitattributes`
    #[arg(long, value_name = "PATTERN", default_value = "*.md")]
    pub(super) pattern: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct TextconvArgs {
    /// The file to print, `-` for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
}
