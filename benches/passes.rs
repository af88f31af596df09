//! What each pass costs beside the markdown parser alone; `cargo bench` prints the times, so that ratios can be read.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use pulldown_cmark::{Options, Parser};
use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::format::format;
use relist::records::{Dataset, extract, render, render_fresh};
use relist::rules::{self, Applicability, Context};

/// A list of 2,000 rows, and the fixtures of the shapes that real lists have.
const LISTS: [&str; 4] =
    ["2000-rows", "lists/models-by-date.md", "lists/open-models.md", "lists/projects-by-topic.md"];

fn main() {
    divan::main();
}

fn source(name: &str) -> String {
    if name == "2000-rows" {
        return generated(2_000);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
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

/// Measures `pass` on one list, with its bytes a second beside the time.
fn measure<T>(bencher: Bencher<'_, '_>, name: &str, pass: impl Fn(&str) -> T + Sync) {
    let source = source(name);
    bencher.counter(BytesCount::of_str(&source)).bench(|| pass(black_box(&source)));
}

/// The yardstick: one pass of the parser with tables and offsets, its events counted.
#[divan::bench(args = LISTS)]
fn a_bare_parser(bencher: Bencher<'_, '_>, name: &str) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    measure(bencher, name, |source| Parser::new_ext(source, options).into_offset_iter().count());
}

#[divan::bench(args = LISTS)]
fn b_document(bencher: Bencher<'_, '_>, name: &str) {
    measure(bencher, name, |source| Document::parse(source).listings().len());
}

#[divan::bench(args = LISTS)]
fn c_conventions(bencher: Bencher<'_, '_>, name: &str) {
    let source = source(name);
    let (document, config) = (Document::parse(&source), Config::default());
    bencher
        .counter(BytesCount::of_str(&source))
        .bench_local(|| Conventions::learn(black_box(&document), &config));
}

#[divan::bench(args = LISTS)]
fn d_rules(bencher: Bencher<'_, '_>, name: &str) {
    let source = source(name);
    let (document, config) = (Document::parse(&source), Config::default());
    let conventions = Conventions::learn(&document, &config);
    let context = Context {
        document: &document,
        conventions: &conventions,
        config: &config,
        folder: None,
        changes: None,
    };
    bencher
        .counter(BytesCount::of_str(&source))
        .bench_local(|| rules::run(black_box(&context), rules::all(), |_| true));
}

/// Everything that `fmt` does to a text: all of the above, and the proof where something strays.
#[divan::bench(args = LISTS)]
fn e_format(bencher: Bencher<'_, '_>, name: &str) {
    let config = Config::default();
    measure(bencher, name, |source| format(source, &config, Applicability::Safe));
}

/// The same under a setting that changes every row, so that the proof has the most to do.
#[divan::bench(args = LISTS)]
fn f_format_all_rows(bencher: Bencher<'_, '_>, name: &str) {
    let config = Config::from_toml("tables = 'aligned'\ndate = 'YYYY-MM'").expect("settings");
    measure(bencher, name, |source| format(source, &config, Applicability::Safe));
}

fn records(source: &str) -> Dataset {
    let document = Document::parse(source);
    extract(&document, &Conventions::learn(&document, &Config::default()))
}

#[divan::bench(args = LISTS)]
fn g_extract(bencher: Bencher<'_, '_>, name: &str) {
    measure(bencher, name, records);
}

#[divan::bench(args = LISTS)]
fn h_render(bencher: Bencher<'_, '_>, name: &str) {
    let (dataset, config) = (records(&source(name)), Config::default());
    measure(bencher, name, |source| render(source, &config, &dataset));
}

#[divan::bench(args = LISTS)]
fn i_render_fresh(bencher: Bencher<'_, '_>, name: &str) {
    let dataset = records(&source(name));
    measure(bencher, name, |_| render_fresh(&dataset));
}
