//! The arguments of the commands that read and write records.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::args::{ConfigChoice, RequiredInputs};

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    pub(super) inputs: RequiredInputs,
    /// `json`: all records of one file, for `render`. For any number of files, `jsonl`:
    /// one object per entry; `csv`: one line per entry, with normalized values;
    /// `links`: one URL per line
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "json")]
    pub(super) format: Format,
    /// What `csv` holds of each cell: its value, with the addresses of its links in a
    /// column beside it, or its markdown
    #[arg(long, value_enum, value_name = "WHAT", default_value = "values")]
    pub(super) cells: Cells,
    /// Put `'` before CSV cells that a spreadsheet would run as a formula
    #[arg(long)]
    pub(super) escape_formulas: bool,
    /// Print nothing, but bring the data files up to date that lists name with
    /// `<!-- relist: records=FILE -->`
    #[arg(long, group = "destination", conflicts_with_all = ["format", "cells", "escape_formulas"])]
    pub(super) bound: bool,
    /// With `--bound`, write nothing; print what would change as a unified diff, and
    /// exit with 1 if anything would
    #[arg(long, requires = "bound", conflicts_with = "check")]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// What records are printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Json,
    Jsonl,
    Csv,
    Links,
}

/// What a line of CSV holds of each cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Cells {
    Values,
    Markdown,
}

/// How a data file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DataFileFormat {
    Csv,
    Tsv,
    Json,
    Jsonl,
    Yaml,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of the command line")]
pub(super) struct RenderArgs {
    /// The list to write the records into [default: none, a new list is written];
    /// without `--records`, the lists that name their data files
    #[arg(value_name = "TEMPLATE", value_hint = ValueHint::FilePath)]
    pub(super) templates: Vec<PathBuf>,
    /// The JSON that `extract` printed, edited or not, or a data file: CSV, TSV, an
    /// array of JSON objects, JSON lines, YAML, or a folder of those; `-` for
    /// standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath, required_unless_present = "templates")]
    pub(super) records: Option<PathBuf>,
    /// Format of a data file [default: what its name ends in]
    #[arg(long, value_enum, value_name = "FORMAT", requires = "records")]
    pub(super) data_format: Option<DataFileFormat>,
    /// Where the entries of a data file belong that do not name a section: its title,
    /// or the id of its listing
    #[arg(long, value_name = "SECTION", requires_all = ["records", "templates"])]
    pub(super) section: Option<String>,
    /// Write only the fields that a data file has, and neither add nor remove
    /// entries
    #[arg(long, requires_all = ["records", "templates"])]
    pub(super) update: bool,
    /// Add the sections that entries of a data file name and the list does not have
    #[arg(long, conflicts_with = "update")]
    pub(super) new_sections: bool,
    /// The list that the records were extracted from, or last written into, as a file
    /// or `REV:PATH`: what both changed since is merged, by entry and cell
    #[arg(long, value_name = "OLD", requires_all = ["records", "templates"])]
    pub(super) base: Option<PathBuf>,
    /// Write the records even if that undoes changes of the list since they were
    /// extracted
    #[arg(long, requires = "records")]
    pub(super) force: bool,
    /// Write to FILE instead of standard output; a file that is up to date is not touched
    #[arg(short, long, value_name = "FILE", requires = "records", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// Write nothing; exit with 1 if FILE is not up to date, or a list that names its
    /// data files
    #[arg(long)]
    pub(super) check: bool,
    /// Write nothing; print what would change in lists that name their data files as a
    /// unified diff, and exit with 1 if anything would
    #[arg(long, conflicts_with_all = ["records", "check"])]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// Where a document goes.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// Write to FILE instead of standard output; a file that is up to date is not touched
    #[arg(short, long, group = "destination", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// Write nothing; exit with 1 if FILE, or a data file, is not up to date
    #[arg(long, requires = "destination")]
    pub(super) check: bool,
}
