//! What the command line takes, and what its help says.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// The version, with the commit where it is known.
const VERSION: &str = match option_env!("RELIST_VERSION") {
    Some(version) => version,
    None => env!("CARGO_PKG_VERSION"),
};

pub(super) use super::args_add::{AddArgs, ConvertArgs, ListingForm};
pub(super) use super::args_compare::{DiffArgs, DiffFormatChoice, GitSetupArgs, MergeArgs, TextconvArgs};
pub(super) use super::args_records::{Cells, DataFileFormat, ExtractArgs, Format, RenderArgs, Target};
pub(super) use super::args_server::ServerArgs;
pub(super) use super::args_whole::{OverviewArgs, OverviewFormat, SiteArgs, TocArgs};

/// Reads markdown awesome-lists into records, learns their house style, and
/// rewrites only what strays from it.
#[derive(Debug, Parser)]
#[command(
    name = "relist",
    version = VERSION,
    max_term_width = 80,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "\
Examples:
  relist check README.md           what strays from the style, what is broken
  relist fmt --diff README.md      what would change; writes nothing
  relist fmt README.md             change it, in place
  relist extract README.md         print the list as JSON
  relist help fmt                  everything about one command

Exit status: 0 done, 1 something differs or was found, 2 failed. A closed pipe
(`relist check | head`) does not change it."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// When to use colours; `auto`: on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto", display_order = 900)]
    pub(super) color: When,
    /// Print only errors, documents and findings
    #[arg(short, long, global = true, display_order = 901)]
    pub(super) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report what strays from a list's own style, and what is broken
    #[command(
        alias = "lint",
        after_help = "\
Examples:
  relist check                     all markdown files below this folder
  relist check --since origin/main       only what a branch changed
  relist check --output-format github    annotations on a pull request
  relist check --statistics              how many findings of each rule
  relist check --write-baseline known.json    accept an old list as it is,
  relist check --baseline known.json          and see only new findings
  relist check --link-report links.json  dead and moved links, found by lychee

Exit status: 0 clean, 1 errors or warnings were found, 2 failed"
    )]
    Check(CheckArgs),
    /// Bring stray entries back to their list's own style, in place
    #[command(
        alias = "format",
        after_help = "\
Examples:
  relist fmt                       all markdown files below this folder
  relist fmt --check docs          list the files that would change, for CI
  relist fmt --diff README.md      show what would change
  relist fmt - < README.md         from standard input to standard output
  relist fmt --select date-format,table-layout README.md
  relist fmt --since main          only the entries that a branch added

Exit status: 0 done, 1 would change (--check, --diff), 2 failed"
    )]
    Fmt(FmtArgs),
    /// Print the records of lists: JSON, JSON lines, CSV or links
    #[command(after_help = "\
Examples:
  relist extract README.md -o data.json
  relist extract README.md -o data.json --check     is data.json up to date?
  relist extract --format csv docs > all.csv
  relist extract --format links README.md | sort -u

Exit status: 0 done, 1 FILE is out of date (--check), 2 failed")]
    Extract(ExtractArgs),
    /// Write records or a data file into a list, or records as a new list
    #[command(after_help = "\
Examples:
  relist render README.md --records data.json -o README.md
  relist render README.md --records data.json -o README.md --check
  relist render --records data.json                 a new list
  relist render README.md --records trees.csv -o README.md
                                                    the list from a data file
  relist render README.md --records stars.csv --update -o README.md
                                                    only the columns that it has
  relist render README.md --records data.json --base HEAD~9:README.md
                                                    keep what the list changed since
  relist render README.md                           the tables and lists that name
                                                    their data files, in place
  relist extract a.md | relist render a.md --records -

Exit status: 0 done, 1 FILE is out of date (--check), 2 failed")]
    Render(RenderArgs),
    /// Add an entry in the list's own style, where the list's order wants it
    #[command(after_help = super::args_add::EXAMPLES)]
    Add(AddArgs),
    /// Write a table as a bullet list, or a bullet list as a table
    #[command(after_help = super::args_add::CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Show what relist sees in a list: sections, columns, order, style, findings
    #[command(after_help = super::args_whole::OVERVIEW_EXAMPLES)]
    Overview(OverviewArgs),
    /// Write the table of contents, or bring it up to date, in its own style
    #[command(after_help = super::args_whole::TOC_EXAMPLES)]
    Toc(TocArgs),
    /// Make a page for readers: search, filters, sorting, pictures, a feed
    #[command(after_help = super::args_whole::SITE_EXAMPLES)]
    Site(SiteArgs),
    /// Show findings and make fixes in an editor, as a language server
    #[command(after_help = super::args_server::SERVER_EXAMPLES)]
    Server(ServerArgs),
    /// Prove that nothing is lost between a file and its records
    #[command(after_help = "\
Examples:
  relist verify                    all markdown files below this folder
  relist verify --verbose a.md     each law by name

Exit status: 0 all laws hold, 1 one is broken, 2 failed")]
    Verify(VerifyArgs),
    /// Show which entries and cells differ between two versions of a list
    #[command(after_help = "\
Examples:
  relist diff old.md new.md        entry by entry, cell by cell
  relist diff HEAD:README.md README.md        since the last commit
  relist diff upstream/main:README.md README.md
                                   what a fork changed
  relist diff --format markdown v1.0:README.md README.md    for release notes

Exit status: 0 no entry differs, 1 some do, 2 failed")]
    Diff(DiffArgs),
    /// Three-way merge of a list from a common base, entry by entry
    #[command(after_help = "\
If git can merge without conflicts, the result is the same as git's. After
`relist git-setup`, git calls this command itself.

Examples:
  relist merge base.md ours.md theirs.md      the result replaces ours.md
  relist merge base.md ours.md theirs.md -o -       to standard output
  relist merge --resolve README.md            conflicts that git left

Exit status: 0 merged, 1 conflicts are left, 2 failed")]
    Merge(MergeArgs),
    /// Let git merge and compare lists by entry, in this repository
    #[command(after_help = "\
Examples:
  relist git-setup                 in this repository, for *.md
  relist git-setup --write         also add the lines to .gitattributes
  relist git-setup --global        for all repositories of this user
  relist git-setup --undo          undo it

Exit status: 0 done, 2 failed")]
    GitSetup(GitSetupArgs),
    /// Print a list without the padding of its tables, for `git diff`
    #[command(after_help = "\
After `relist git-setup`, git calls this command itself and compares what it
prints. Each line keeps its number.

Examples:
  relist textconv README.md        what `git diff` compares

Exit status: 0 done, 2 failed")]
    Textconv(TextconvArgs),
    /// Write what was learned from lists to `relist.toml`
    #[command(after_help = "\
Examples:
  relist init                      learn from all lists below this folder
  relist init README.md            learn from one
  relist init -o -                 print it

Exit status: 0 done, 2 failed")]
    Init(InitArgs),
    /// List the rules, or explain one
    #[command(after_help = "\
Examples:
  relist rules                     all rules, a line or two each
  relist rules date-format         what it does, why, and its fix

Exit status: 0 done, 2 failed")]
    Rules(RulesArgs),
    /// Print the JSON Schema of a format
    #[command(after_help = "\
Examples:
  relist schema config             relist.toml
  relist schema records            what `extract` prints and `render` takes
  relist schema findings           what `check --output-format json` prints
  relist schema diff               what `diff --format json` prints
  relist schema overview           what `overview --format json` prints

Exit status: 0 done, 2 failed")]
    Schema(SchemaArgs),
    /// Print completions for a shell
    #[command(after_help = "\
Examples:
  relist completions bash > ~/.local/share/bash-completion/completions/relist
  relist completions fish > ~/.config/fish/completions/relist.fish

Exit status: 0 done, 2 failed")]
    Completions(CompletionsArgs),
    /// Print a manual page
    #[command(after_help = "\
Examples:
  relist man | man -l -            read it
  relist man > ~/.local/share/man/man1/relist.1
  relist man fmt > ~/.local/share/man/man1/relist-fmt.1

Exit status: 0 done, 2 failed")]
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// `text`: with source excerpts; `concise`: one line per finding; `json`;
    /// `sarif`: SARIF 2.1.0; `github`: annotations for a workflow
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub(super) output_format: OutputFormat,
    /// Print how many findings there are of each rule and in each file
    #[arg(long, conflicts_with = "output_format")]
    pub(super) statistics: bool,
    /// Write the findings to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) since: SinceChoice,
    /// Leave out the findings that are recorded in FILE
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,
    /// Record the findings in FILE, for `--baseline`, and exit with 0
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["baseline", "output"])]
    pub(super) write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(super) link_report: LinkReportChoice,
    #[command(flatten)]
    pub(super) rules: RuleChoice,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

/// What findings are printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    Text,
    Concise,
    Json,
    Sarif,
    Github,
}

/// Which entries are checked.
#[derive(Debug, Default, Args)]
pub(super) struct SinceChoice {
    /// Check only entries that differ from the git revision REV (a branch, a tag), and
    /// learn the style from that revision
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,
}

/// What a link checker found.
#[derive(Debug, Default, Args)]
pub(super) struct LinkReportChoice {
    /// Take dead and moved links from FILE, the report of a link checker: lychee's JSON,
    /// or CSV with the columns url, status, location
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) link_report: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Write to FILE, `-` for standard output
    #[arg(short, long, value_name = "FILE", default_value = "relist.toml", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Replace FILE if it already exists
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// What to describe
    #[arg(value_enum)]
    pub(super) format: SchemaFormat,
}

/// What there are schemas of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaFormat {
    Config,
    Records,
    Findings,
    Diff,
    Overview,
}

#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub(super) check: bool,
    /// Write nothing; print what would change as a unified diff, and exit with 1 if
    /// anything would
    #[arg(long)]
    pub(super) diff: bool,
    /// Also apply fixes that may change what the list says or where a link leads
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    #[command(flatten)]
    pub(super) since: SinceChoice,
    #[command(flatten)]
    pub(super) link_report: LinkReportChoice,
    #[command(flatten)]
    pub(super) rules: RuleChoice,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Print each law by name
    #[arg(short, long)]
    pub(super) verbose: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// The rule to explain [default: none, all are listed]
    pub(super) rule: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command that the page is about [default: relist as a whole]
    pub(super) command: Option<String>,
}

/// Files to read; all below the current folder by default.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files and folders, `-` for standard input; folders are searched for `*.md`,
    /// `*.markdown` and `*.mdx`, except what `.gitignore` names [default: .]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) choice: FileChoice,
}

/// Files to read; at least one.
#[derive(Debug, Args)]
pub(super) struct RequiredInputs {
    /// Files and folders, `-` for standard input; folders are searched for `*.md`,
    /// `*.markdown` and `*.mdx`, except what `.gitignore` names
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) choice: FileChoice,
}

/// What to leave out, and what to call standard input.
#[derive(Debug, Args)]
pub(super) struct FileChoice {
    /// Leave out the files and folders that GLOB names, as in `.gitignore`
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// What to call standard input in messages, and where to look for its settings
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) stdin_filename: Option<PathBuf>,
}

/// Which rules run.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct RuleChoice {
    /// Run only these rules, separated by commas [default: all, or those in the settings]
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Leave out these rules, separated by commas; `relist rules` lists all
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

/// Where settings come from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct ConfigChoice {
    /// Read settings from FILE [default: the nearest `relist.toml`, `.relist.toml` or
    /// `.config/relist.toml` in the folders above each file]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,
    /// Read no settings
    #[arg(long)]
    pub(super) no_config: bool,
}
