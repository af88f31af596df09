//! What several themes need: the fixtures, the laws as one assertion, snapshots in their folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::format::{Formatted, format};
use relist::laws::{Outcome, verify};
use relist::records::{Dataset, Record, extract};
use relist::rules::Applicability;

/// A markdown file: its path below the folder that was asked for, and its text.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// All markdown files under `folder`, in the order of their names.
pub(crate) fn markdown_files(folder: &Path) -> Vec<File> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files);
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let text =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push(File { name, text });
        }
    }
}

fn manifest(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The fixtures; their own description is not one of them.
pub(crate) fn fixtures() -> Vec<File> {
    let mut files = markdown_files(&manifest("fixtures"));
    files.retain(|file| file.name != "README.md");
    assert!(files.len() >= 70, "{} fixtures", files.len());
    files
}

/// The text of one fixture.
pub(crate) fn fixture(name: &str) -> String {
    let path = manifest("fixtures").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The laws that do not hold for `source`, and why; empty where all do.
pub(crate) fn broken_laws(source: &str, config: &Config) -> Vec<String> {
    let broken = verify(source, config).into_iter().filter_map(|(law, outcome)| match outcome {
        Outcome::Holds => None,
        Outcome::Broken { line, reason } => Some(
            line.map_or_else(|| format!("{law}: {reason}"), |line| format!("{law}, line {line}: {reason}")),
        ),
    });
    broken.collect()
}

/// The records of `source`, without settings.
pub(crate) fn records(source: &str) -> Dataset<'static> {
    let document = Document::parse(source);
    extract(&document, &Conventions::learn(&document, &Config::default())).into_owned()
}

/// The text of the first cell of an entry.
pub(crate) fn first_text<'r>(entry: &'r Record<'_>) -> Option<&'r str> {
    entry.cells.values().next()?.text.as_deref()
}

/// `source` formatted with these settings.
#[track_caller]
pub(crate) fn formatted(source: &str, config: &Config) -> Formatted {
    format(source, config, Applicability::Safe).unwrap_or_else(|error| panic!("{error}"))
}

/// The text that formatting leaves.
#[track_caller]
pub(crate) fn fmt(source: &str) -> String {
    fmt_with(source, "")
}

/// The same with the settings of this `relist.toml`.
#[track_caller]
pub(crate) fn fmt_with(source: &str, toml: &str) -> String {
    let config = Config::from_toml(toml).unwrap_or_else(|error| panic!("{error}"));
    formatted(source, &config).output.unwrap_or_else(|| source.to_owned())
}

/// What turns one text into the other, as `diff -U1` shows it.
pub(crate) fn unified_diff(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(1).to_string()
}

/// The lines of `after` that are not in `before`, and those of `before` that are not in `after`, with their counts.
pub(crate) fn changed_lines<'a>(before: &'a str, after: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let only_in = |one: &'a str, other: &'a str| {
        let mut left: Vec<&str> = other.split_inclusive('\n').collect();
        let is_new = |line: &&str| match left.iter().position(|known| known == line) {
            Some(place) => {
                left.swap_remove(place);
                false
            }
            None => true,
        };
        one.split_inclusive('\n').filter(is_new).collect()
    };
    (only_in(after, before), only_in(before, after))
}

/// Compares with `snapshots/THEME/NAME.snap`.
#[track_caller]
pub(crate) fn assert_snapshot(theme: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(manifest("snapshots").join(theme));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A list with a row appended to its first table under a heading, in a hurry: without padding, its date, its size and
/// its link spelled unlike its neighbours.
pub(crate) struct Hurried {
    /// The list with that row at the bottom of the table.
    pub(crate) untidy: String,
    /// The list with that row as a careful editor would have written it, in the place where it belongs.
    pub(crate) tidy: String,
}

impl Hurried {
    /// For a table of models, the newest first, whose cells hold no escaped pipes; all of it is read here by hand.
    pub(crate) fn new(source: &str, heading: &str) -> Self {
        let lines: Vec<&str> = source.split_inclusive('\n').collect();
        let heading = lines.iter().position(|line| line.trim_end() == heading).unwrap();
        let header = (heading..lines.len()).find(|&line| lines[line].starts_with('|')).unwrap();
        let end = (header..lines.len()).find(|&line| !lines[line].starts_with('|')).unwrap_or(lines.len());
        let cells = |line: usize| -> Vec<&str> {
            let row = lines[line].trim_end().trim_start_matches('|');
            row.strip_suffix('|').unwrap_or(row).split('|').collect()
        };
        let names: Vec<String> = cells(header).iter().map(|name| name.trim().to_lowercase()).collect();
        let rows = header + 2..end;
        let (mut untidy, mut tidy) = (String::from("|"), String::from("|"));
        for (column, name) in names.iter().enumerate() {
            let (hurried, careful) = match name.as_str() {
                "model" => ("Hurried", "Hurried"),
                "available size" => ("7b", "7B"),
                "link" => ("[code](http://github.com/x/y/)", "[code](https://github.com/x/y)"),
                "date" => ("2023-08", "08/23"),
                _ => ("?", "?"),
            };
            // The header and the row below it are as wide as their column, too.
            let widths: Vec<usize> = (header..end).map(|row| cells(row)[column].chars().count()).collect();
            let count = |width: &usize| widths.iter().filter(|other| *other == width).count();
            let header_width = cells(header)[column].chars().count();
            let usual = widths.iter().max_by_key(|&width| (count(width), *width == header_width)).unwrap();
            untidy.extend([hurried, "|"]);
            let _ = write!(tidy, " {careful:0$}|", usual - 1);
        }
        let date = names.iter().position(|name| name == "date").unwrap();
        let month = |row: usize| {
            let (month, year) = cells(row)[date].trim().split_once('/').unwrap();
            (year.to_owned(), month.to_owned())
        };
        let place = rows.clone().find(|&row| month(row) < ("23".to_owned(), "08".to_owned())).unwrap();
        let line_end = if lines[header].ends_with("\r\n") { "\r\n" } else { "\n" };
        let with = |place: usize, row: String| {
            let row = row + line_end;
            [&lines[..place], &[row.as_str()], &lines[place..]].concat().concat()
        };
        Self { untidy: with(end, untidy), tidy: with(place, tidy) }
    }
}
