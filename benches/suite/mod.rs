//! What is measured, and on what: shared by the times of `passes` and by the single runs of `pass`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Options, Parser};
use relist::compare::{ConflictStyle, diff, merge};
use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::format::{Task, format};
use relist::records::{Dataset, extract, render, render_fresh};
use relist::rules::Applicability;

/// The extensions that `Document` asks the parser for.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// A pass over an input; what it returns only keeps it from being left out by the compiler.
pub(crate) type Pass = fn(&Input) -> usize;

/// Each pass by its name. All of them start from the text; the letter is their order where a tool sorts them.
pub(crate) const PASSES: [(&str, Pass); 12] = [
    ("a-bare", |input| bare(&input.source)),
    ("b-document", |input| Document::parse(&input.source).listings().len()),
    ("c-conventions", |input| {
        let document = Document::parse(&input.source);
        Conventions::learn(&document, &Config::default()).listings().len()
    }),
    ("d-check", |input| {
        Task::new(&input.source, &Config::default()).check().map_or(0, |checked| checked.findings.len())
    }),
    ("e-fmt", |input| formatted(&input.source, &Config::default())),
    // Settings that change every row, so that the proof has the most to do.
    ("f-fmt-every-row", |input| {
        let config = Config::from_toml("tables = 'aligned'\ndate = 'YYYY-MM'");
        formatted(&input.source, &config.expect("valid settings"))
    }),
    ("g-extract", |input| records(&input.source).listings.len()),
    ("h-extract-json", |input| {
        let mut json = Vec::new();
        records(&input.source).write_json(&mut json).map_or(0, |()| json.len())
    }),
    ("i-render", |input| {
        render(&input.source, &Config::default(), &input.records).map_or(0, |rendered| rendered.len())
    }),
    ("j-render-fresh", |input| render_fresh(&input.records).map_or(0, |rendered| rendered.len())),
    ("k-diff", |input| {
        let (old, new) = (Document::parse(&input.source), Document::parse(&input.ours));
        diff(&old, &new, &Config::default()).listings.len()
    }),
    ("l-merge", |input| {
        let style = ConflictStyle::default();
        merge(&input.source, &input.ours, &input.theirs, &Config::default(), &style).text.len()
    }),
];

/// A list, and what passes need of it besides its text.
pub(crate) struct Input {
    pub(crate) source: String,
    records: Dataset<'static>,
    /// The list with a word more in the first half of every twentieth entry.
    ours: String,
    /// The same in the second half of the same entries, so that lines conflict and cells do not.
    theirs: String,
}

impl Input {
    /// The list `name`, and what is made of it.
    pub(crate) fn named(name: &str) -> Self {
        let source = source(name);
        let changed = |place: fn(&str) -> Option<usize>| changed(&source, place);
        Self {
            records: records(&source).into_owned(),
            ours: changed(|line| line.find(char::is_alphanumeric)),
            theirs: changed(|line| line.rfind(char::is_alphanumeric)),
            source,
        }
    }
}

/// The list `name`: `rows:N` is generated, `N*FILE` is that file's text N times, all else is a file.
pub(crate) fn source(name: &str) -> String {
    match (name.strip_prefix("rows:"), name.split_once('*')) {
        (Some(rows), _) => generated(rows.parse().expect("a number of rows")),
        (None, Some((times, path))) => {
            format!("{}\n", read(path)).repeat(times.parse().expect("a number of times"))
        }
        (None, None) => read(name),
    }
}

/// The yardstick: one pass of the parser with offsets, its events counted.
pub(crate) fn bare(source: &str) -> usize {
    Parser::new_ext(source, OPTIONS).into_offset_iter().count()
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Tables of fifty rows under a heading each, newest first, with what cells usually hold.
fn generated(rows: usize) -> String {
    let mut list = String::from("# Models\n");
    for row in 0..rows {
        if row % 50 == 0 {
            let section = row / 50;
            let _ = write!(list, "\n## Section {section}\n\n");
            list.push_str("| Model | Size | Released | License | Links |\n|---|---|---|---|---|\n");
        }
        let (year, month) = (23 - row % 50 / 12, 12 - row % 50 % 12);
        let _ = writeln!(
            list,
            "| **Model {row}** | {}B, {}B | {month:02}/{year} | Apache-2.0 | [code](https://github.com/o/m{row}), \
             [paper](https://arxiv.org/abs/23{month:02}.{row:05}) |",
            row % 9 + 1,
            row % 9 + 30,
        );
    }
    list
}

/// `source` with a word added to every twentieth line of an entry.
fn changed(source: &str, place: fn(&str) -> Option<usize>) -> String {
    let mut changed = String::with_capacity(source.len() + source.len() / 100);
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let is_entry = line.trim_start().starts_with(['|', '-', '*']);
        match place(line).filter(|_| is_entry && number % 20 == 0) {
            Some(at) => {
                let (before, after) = line.split_at(at);
                changed.extend([before, "new ", after]);
            }
            None => changed.push_str(line),
        }
    }
    changed
}

fn formatted(source: &str, config: &Config) -> usize {
    format(source, config, Applicability::Safe).map_or(0, |formatted| formatted.edits.len())
}

fn records(source: &str) -> Dataset<'_> {
    let document = Document::parse(source);
    extract(&document, &Conventions::learn(&document, &Config::default()))
}
