//! `relist init`: settings that say what holds anyway.

use std::fs;
use std::path::Path;

use super::{Playground, TIDY, assert_transcript};

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path));
    let mut all: Vec<_> = named.map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect();
    all.sort();
    all
}

fn playground() -> (Playground, usize) {
    let files = fixtures();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    (Playground::with(&files), files.len())
}

#[test]
fn what_was_learned_changes_nothing() {
    let (playground, count) = playground();
    assert!(count > 3);
    let before = playground.run(&["check", "--output-format", "json"]);
    assert_transcript("init", &playground.run(&["init", "-o", "-"]));
    assert_eq!(playground.run(&["init"]).code, Some(0));
    assert!(playground.read("relist.toml").contains("\norder = "));
    let after = playground.run(&["check", "--output-format", "json"]);
    assert_eq!(before.out(), after.out());
    assert_eq!(before.stderr, after.stderr, "a setting that was learned does nothing");
}

#[test]
fn settings_that_are_there_are_not_replaced() {
    let playground = Playground::with(&[("README.md", TIDY), ("relist.toml", "tables = 'keep'\n")]);
    assert_transcript("init-refused", &playground.run(&["init"]));
    assert_eq!(playground.read("relist.toml"), "tables = 'keep'\n");
    assert_transcript("init-forced", &playground.run(&["init", "--force"]));
    assert!(playground.read("relist.toml").contains("date = \"MM/YY\""));
}

#[test]
fn any_header_becomes_a_key() {
    let source = "# \"a\" 模型\n\n| N | Date \\ \"x\" |\n| - | - |\n| a | 09/23 |\n| d | 08/23 |\n| b | 07/23 |\n| c | 06/23 |\n";
    let playground = Playground::with(&[("README.md", source)]);
    assert_eq!(playground.run(&["init"]).code, Some(0));
    let written = playground.read("relist.toml");
    assert!(written.contains("[column.\"Date \\\\ \\\"x\\\"\"]"), "{written}");
    assert_eq!(playground.run(&["check"]).code, Some(0));
}
