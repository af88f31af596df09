//! The arguments of the commands that change a list in one place: `add` and `convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::args::{ConfigChoice, DataFileFormat};

/// What follows the arguments in its help.
pub(super) const EXAMPLES: &str = "\
Examples:
  relist add README.md --section Tools name=ripgrep \\
    url=https://github.com/BurntSushi/ripgrep description='Searches files.'
  relist add README.md --json entry.json       the fields as one JSON object
  relist add README.md --records new.csv       all entries of a data file

Fields are named as columns are, whatever their case. `url` is where the name
leads, and `X_url` where the cell of the column X does. Text is markdown.

Exit status: 0 added, 2 not added";

#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// The list, which is changed in place; `-` for standard input, printed with the entry
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// What the entry says
    #[arg(value_name = "NAME=VALUE")]
    pub(super) fields: Vec<String>,
    /// The title of its section, or the id of its listing; may be left out where there is
    /// one list
    #[arg(long, value_name = "SECTION")]
    pub(super) section: Option<String>,
    /// Take fields from a JSON object, too; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) json: Option<PathBuf>,
    /// Add all entries of a data file: CSV, TSV, an array of JSON objects, JSON lines,
    /// YAML, or a folder of those; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath, conflicts_with_all = ["json", "fields"])]
    pub(super) records: Option<PathBuf>,
    /// Format of the data file [default: what its name ends in]
    #[arg(long, value_enum, value_name = "FORMAT", requires = "records")]
    pub(super) data_format: Option<DataFileFormat>,
    /// Write nothing; print what would change as a unified diff
    #[arg(long)]
    pub(super) diff: bool,
    /// Add it even if the list has an entry with this name or address
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// What follows the arguments of `convert` in its help.
pub(super) const CONVERT_EXAMPLES: &str = "\
Examples:
  relist convert README.md --listing tools --to table --diff
  relist convert README.md --listing models --to bullets

Columns are kept; what the other form has no place for is an error, and then
nothing is written.

Exit status: 0 converted, 2 not converted";

#[derive(Debug, Args)]
pub(super) struct ConvertArgs {
    /// The file, which is changed in place; `-` for standard input, printed with the
    /// listing converted
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// The id of the listing, or the title of its section; may be left out where there is
    /// one list
    #[arg(long, value_name = "LISTING", allow_hyphen_values = true)]
    pub(super) listing: Option<String>,
    /// What to write it as
    #[arg(long, value_name = "FORM", value_enum)]
    pub(super) to: ListingForm,
    /// Write nothing; print what would change as a unified diff
    #[arg(long)]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// What a listing is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListingForm {
    Table,
    Bullets,
}
