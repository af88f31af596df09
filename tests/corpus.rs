//! The laws, and the facts of the seeds, on a folder of real lists: the one in `RELIST_CORPUS`.
//!
//! Without that variable the tests say that they are skipped; with it, a folder without lists is a failure. They take
//! their time in a debug build: `.ci/run` runs them in a release build.

use std::collections::HashSet;
use std::env;
use std::path::PathBuf;

use rayon::prelude::*;
use relist::config::Config;
use relist::document::{Document, Entry};
use relist::format::{Formatted, Task};
use relist::records::{Dataset, ListingRecords, RecordKind, Value, render};
use relist::report::FileReport;
use relist::text::Edit;

use crate::second_parser;
use crate::support::{
    File, Hurried, assert_snapshot, broken_laws, changed_lines, first_text, fmt, fmt_with, formatted,
    markdown_files, records,
};

/// The lists of the corpus; `None`, and a line that says so, where there is no corpus.
pub(crate) fn corpus() -> Option<Vec<File>> {
    let Some(folder) = env::var_os("RELIST_CORPUS") else {
        println!("skipped: RELIST_CORPUS is not set");
        return None;
    };
    let folder = PathBuf::from(folder);
    let files = markdown_files(&folder);
    assert!(!files.is_empty(), "there is no list in {}", folder.display());
    Some(files)
}

/// The text of one list, where the corpus has it.
pub(crate) fn seed(name: &str) -> Option<String> {
    let found = corpus()?.into_iter().find(|file| file.name == name).map(|file| file.text);
    if found.is_none() {
        println!("skipped: the corpus has no {name}");
    }
    found
}

/// Every law holds for every list.
#[test]
fn laws_hold_for_every_list() {
    let Some(files) = corpus() else { return };
    let broken = files.par_iter().flat_map_iter(|file| {
        let broken = broken_laws(&file.text, &Config::default()).into_iter();
        broken.map(|broken| format!("{}: {broken}", file.name))
    });
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{broken:#?}");
    println!("{} files: all laws hold", files.len());
}

/// Records that are written back unchanged give each list's own bytes, by way of their JSON.
#[test]
fn extract_and_render_give_every_byte_back() {
    let Some(files) = corpus() else { return };
    files.par_iter().for_each(|file| {
        let json = records(&file.text).to_json();
        let dataset = Dataset::from_json(&json).unwrap();
        let rendered = render(&file.text, &Config::default(), &dataset);
        assert!(rendered.is_ok_and(|rendered| rendered.as_bytes() == file.text.as_bytes()), "{}", file.name);
    });
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    println!("{} files, {bytes} bytes: extract | render gives them back", files.len());
}

/// Rows of a list, and how many of them formatting touches.
#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    all: usize,
    changed: usize,
}

fn touches(edit: &Edit, entry: &Entry) -> bool {
    let (edit, row) = (edit.span, entry.block);
    // What is inserted at the start of a line is a line of its own, and no change to this one.
    let starts_before_its_end = row.start < edit.end || row.start < edit.start;
    starts_before_its_end && edit.start < row.end
}

/// Counts rows; one that changes must stand in a listing of which a fix is reported.
fn rows(file: &File, result: &Formatted) -> Rows {
    let document = Document::parse(&file.text);
    let mended: HashSet<usize> = result
        .findings
        .iter()
        .filter(|finding| finding.fix.is_some())
        .filter_map(|finding| finding.place.map(|place| place.listing))
        .collect();
    // What is mended only after that is counted, but stands in another text than the findings do.
    let fixes = result.findings.iter().filter(|finding| finding.fix.is_some()).count();
    let has_settled = result.summary.total() > fixes;
    let mut rows = Rows::default();
    for (index, listing) in document.listings().iter().enumerate() {
        let changed = |entry: &&Entry| result.edits.iter().any(|edit| touches(edit, entry));
        let changed = listing.entries().iter().filter(changed).count();
        assert!(
            changed == 0 || has_settled || mended.contains(&index),
            "{}: `{}` changes",
            file.name,
            listing.id
        );
        rows.all += listing.entries().len();
        rows.changed += changed;
    }
    rows
}

/// Formatting twice is formatting once, changes at most one row in twenty, and nothing that it does not report.
#[test]
fn formatting_changes_little_and_reports_it() {
    let Some(files) = corpus() else { return };
    let of_files: Vec<(Rows, bool)> = files
        .par_iter()
        .map(|file| {
            let result = formatted(&file.text, &Config::default());
            if let Some(output) = &result.output {
                assert_eq!(fmt(output).as_bytes(), output.as_bytes(), "{}", file.name);
                assert_ne!(result.summary.total(), 0, "{}", file.name);
            }
            (rows(file, &result), result.output.is_some())
        })
        .collect();
    let changed_files = of_files.iter().filter(|(_, changed)| *changed).count();
    let all: usize = of_files.iter().map(|(rows, _)| rows.all).sum();
    let changed: usize = of_files.iter().map(|(rows, _)| rows.changed).sum();
    println!("{changed} of {all} rows changed, in {changed_files} of {} files", files.len());
    assert!(changed * 20 <= all, "{changed} of {all} rows");
}

/// Another parser sees the same pages, up to the moves and fixes that are reported.
#[test]
fn another_parser_sees_the_same_pages() {
    let Some(files) = corpus() else { return };
    let complaints = files.par_iter().flat_map_iter(|file| {
        let complaints = second_parser::complaints(&file.text, &Config::default()).into_iter();
        complaints.map(|complaint| format!("{}: {complaint}", file.name))
    });
    let complaints: Vec<String> = complaints.collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    println!("{} files: comrak renders them alike before and after", files.len());
}

#[track_caller]
fn value(listing: &ListingRecords, name: &str, column: &str) -> String {
    let named = |text: &str| text.starts_with(name);
    let entry = listing.entries.iter().find(|entry| first_text(entry).is_some_and(named));
    let cell = entry.map(|entry| &entry.cells[column]);
    cell.and_then(|cell| cell.value.as_ref()).map_or_else(|| "none".to_owned(), Value::to_string)
}

/// Models by date: what is read, the order that is learned, and that nothing moves.
#[test]
fn seed_of_models_by_date_is_read_and_left_alone() {
    let Some(source) = seed("seeds/llm-tables-full.md") else { return };
    let dataset = records(&source);
    let ids: Vec<&str> = dataset.listings.iter().map(|listing| listing.id.as_str()).collect();
    assert_eq!(ids, ["pretrained-model", "multitask-supervised-finetuned-model", "english"]);
    let models = &dataset.listings[0];
    assert_eq!(models.order, ["-date"]);
    let sizes = r#"[{"count":7000000000},{"count":13000000000},{"count":70000000000}]"#;
    assert_eq!(value(models, "Llama 2", "available_size"), sizes);
    assert_eq!(value(models, "Llama 2", "date"), "\"2023-07\"");
    let rows = |text: &str| -> Vec<String> {
        let rows = text.lines().filter(|line| line.starts_with('|'));
        rows.map(|row| row.split('|').nth(1).unwrap().trim().to_owned()).collect()
    };
    assert_eq!(rows(&fmt(&source)), rows(&source));
}

/// A row appended there in a hurry ends up in place, spelled and padded, and no other byte of the file changes.
#[test]
fn seed_of_models_by_date_takes_a_hurried_row() {
    let Some(source) = seed("seeds/llm-tables-full.md") else { return };
    // What strays in the list itself is mended first, so that every change is the row's.
    let source = fmt(&source);
    let hurried = Hurried::new(&source, "## Pretrained Model");
    let output = fmt(&hurried.untidy);
    let (new, gone) = changed_lines(&source, &output);
    println!("appended: {}", new.concat().trim_end());
    assert_eq!((new.len(), gone.len()), (1, 0), "{new:#?} {gone:#?}");
    assert_eq!(output, hurried.tidy);
}

/// Open models: ranges, numbers under their headers, no order of its own, and the one that a setting gives.
#[test]
fn seed_of_open_models_is_read_and_sorted_on_request() {
    let Some(source) = seed("seeds/open-models-docusaurus.md") else { return };
    let dataset = records(&source);
    let tables = dataset.listings.iter().filter(|listing| listing.kind == RecordKind::Table);
    assert_eq!(tables.count(), 5);
    let json = dataset.to_json().replace([' ', '\n'], "");
    assert!(json.contains(r#"{"min":60000000,"max":11000000000}"#));
    assert!(json.contains(r#""text":"44,000","value":[{"count":44000000}]"#));
    let models = dataset.listings.iter().position(|listing| listing.kind == RecordKind::Table).unwrap();
    assert_eq!(dataset.listings[models].order, [""; 0]);
    let sorted = fmt_with(&source, "tables = 'keep'\norder = ['Release Date']");
    assert_ne!(sorted, source);
    let dates = |text: &str| -> Vec<String> {
        let entries = records(text).listings.swap_remove(models).entries.into_iter();
        entries.map(|entry| entry.cells["release_date"].value.as_ref().unwrap().to_string()).collect()
    };
    assert!(!dates(&source).is_sorted());
    assert!(dates(&sorted).is_sorted(), "{:?}", dates(&sorted));
}

/// Projects by topic: 29 listings told apart, and one cell changed in the JSON changes one line, in each of them.
#[test]
fn seed_of_projects_changes_by_single_lines() {
    let Some(source) = seed("seeds/gopen-source-chatgpt.md") else { return };
    let dataset = records(&source);
    let mut ids: Vec<&str> = dataset.listings.iter().map(|listing| listing.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), dataset.listings.len()), (29, 29));
    for (index, listing) in dataset.listings.iter().enumerate() {
        let mut edited = dataset.clone();
        let entries = &mut edited.listings[index].entries;
        let middle = entries.len() / 2;
        let cell = entries[middle].cells.values_mut().next_back().unwrap();
        cell.markdown = Some("changed".into());
        let edited = Dataset::from_json(&edited.to_json()).unwrap();
        let output = render(&source, &Config::default(), &edited).unwrap();
        let (new, gone) = changed_lines(&source, &output);
        assert_eq!((new.len(), gone.len()), (1, 1), "{}", listing.id);
        assert!(new[0].contains("changed"), "{}", new[0]);
        assert_eq!(output.lines().count(), source.lines().count());
    }
}

/// What is found in the seeds, read line by line: where, by which rule, and how bad. Nothing of their text is kept.
#[test]
fn seeds_have_these_findings() {
    for name in [
        "gopen-source-chatgpt",
        "llm-basemodel-bullets",
        "llm-tables-full",
        "llm-tables-truncated",
        "open-models-docusaurus",
    ] {
        let path = format!("{name}.md");
        let Some(source) = seed(&format!("seeds/{path}")) else { continue };
        let config = Config::default();
        let report = FileReport::new(path, &Task::new(&source, &config).check().unwrap());
        let lines = report.findings.iter().map(|finding| {
            let at = finding.range.start;
            format!("{}:{} {} {:?}\n", at.line, at.column, finding.rule.name, finding.severity)
        });
        assert_snapshot("seeds", name, &lines.collect::<String>());
    }
}
