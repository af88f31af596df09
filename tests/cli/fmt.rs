//! `relist fmt`: what it writes, what it prints, and how it ends.

use std::io::Read as _;
use std::process::Stdio;

use super::{Playground, STRAY, TIDY, assert_transcript};

#[test]
fn a_stray_row_is_brought_back() {
    let playground = Playground::with(&[("README.md", STRAY), ("docs/tidy.md", TIDY)]);
    assert_transcript("fmt", &playground.run(&["fmt"]));
    assert_eq!(playground.read("README.md"), TIDY);
    assert_transcript("fmt-again", &playground.run(&["fmt"]));
}

#[test]
fn check_lists_the_files_and_writes_nothing() {
    let playground = Playground::with(&[("README.md", STRAY), ("docs/tidy.md", TIDY)]);
    assert_transcript("fmt-check", &playground.run(&["fmt", "--check"]));
    assert_transcript("fmt-check-tidy", &playground.run(&["fmt", "--check", "docs"]));
    assert_eq!(playground.read("README.md"), STRAY);
}

#[test]
fn diff_prints_a_patch_and_writes_nothing() {
    let playground = Playground::with(&[("README.md", STRAY), ("docs/tidy.md", TIDY)]);
    assert_transcript("fmt-diff", &playground.run(&["fmt", "--diff"]));
    assert_transcript("fmt-diff-colour", &playground.run(&["fmt", "--diff", "--color", "always"]));
    assert_eq!(playground.read("README.md"), STRAY);
}

#[test]
fn quiet_leaves_findings_and_errors() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    assert_transcript("fmt-quiet", &playground.run(&["fmt", "-q", "--check", ".", "missing.md"]));
}

#[test]
fn carriage_returns_and_the_missing_final_line_end_stay() {
    let windows = |text: &str| text.replace('\n', "\r\n").trim_end().to_owned();
    let playground = Playground::with(&[("README.md", &windows(STRAY))]);
    let diff = playground.run(&["fmt", "--diff"]);
    assert_eq!(
        diff.out(),
        "--- README.md\n+++ README.md\n@@ -5,4 +5,4 @@\n | Mistral | 09/23    |\r\n | Qwen    | 08/23    |\r\n \
         | Llama 2 | 07/23    |\r\n-|Falcon|2023-05|\n\\ No newline at end of file\n+| Falcon  | 05/23    |\n\
         \\ No newline at end of file\n"
    );
    assert_eq!(playground.run(&["fmt"]).code, Some(0));
    assert_eq!(playground.read("README.md"), windows(TIDY));
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let playground = Playground::with(&[]);
    for source in [STRAY, TIDY] {
        let run = playground.run_on(source, &["fmt", "-"]);
        assert_eq!((run.code, run.out(), run.stderr.as_str()), (Some(0), TIDY, ""));
    }
    let name = ["fmt", "-", "--stdin-filename", "docs/README.md"];
    assert_transcript("fmt-stdin-check", &playground.run_on(STRAY, &[&name[..], &["--check"]].concat()));
    assert_transcript("fmt-stdin-diff", &playground.run_on(STRAY, &[&name[..], &["--diff"]].concat()));
    let tidy = playground.run_on(TIDY, &["fmt", "-", "--check"]);
    assert_eq!((tidy.code, tidy.out()), (Some(0), ""));
}

#[test]
fn standard_input_of_any_bytes_but_utf_8_comes_back() {
    let source = "\u{feff}\u{1b}[31m\0 \r\n| a |\r| - |\r\n";
    let run = Playground::with(&[]).run_on(source, &["fmt", "-"]);
    assert_eq!((run.code, run.stdout.as_slice()), (Some(0), source.as_bytes()));
}

#[test]
fn rules_can_be_chosen() {
    let playground = Playground::with(&[]);
    let run = playground.run_on(STRAY, &["fmt", "-", "--select", "table-layout"]);
    assert!(run.out().ends_with("| Falcon  | 2023-05  |\n"), "{}", run.out());
    let run = playground.run_on(STRAY, &["fmt", "-", "--ignore", "table-layout,date-format"]);
    assert_eq!(run.out(), STRAY);
}

#[test]
fn nobody_reading_on_is_not_an_error() {
    let files: Vec<(String, &str)> = (0..200).map(|index| (format!("{index}.md"), STRAY)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let playground = Playground::with(&files);
    let mut command = playground.command(&["fmt", "--diff", "."]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
    assert_eq!(child.wait().unwrap().code(), Some(1), "files would change");
}
