//! `relist diff` and `relist merge`: what they print, and how they exit.

use super::{Playground, TIDY, assert_transcript};

/// [`TIDY`] with a row less, one more, one changed and one renamed.
const LATER: &str = "\
# Models

| Model       | Released | License |
| ----------- | -------- | ------- |
| Gemma       | 02/24    | own     |
| Mistral 7B  | 2023-09  |         |
| Qwen        | 09/23    |         |
| Falcon      | 05/23    |         |
";

#[test]
fn a_diff_tells_entries_and_cells() {
    let playground = Playground::with(&[("old.md", TIDY), ("new.md", LATER)]);
    for format in ["text", "json", "markdown"] {
        let run = playground.run(&["diff", "--format", format, "old.md", "new.md"]);
        assert_transcript(&format!("diff-{format}"), &run);
    }
    let run = playground.run_on(TIDY, &["diff", "-", "old.md"]);
    assert_transcript("diff-same", &run);
}

#[test]
fn a_diff_is_what_its_schema_says() {
    let playground = Playground::with(&[("old.md", TIDY), ("new.md", LATER)]);
    let schema = serde_json::from_str(playground.run(&["schema", "diff"]).out()).unwrap();
    let run = playground.run(&["diff", "--format", "json", "old.md", "new.md"]);
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("diff.json", schema).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile("diff.json", &mut schemas).unwrap();
    let report: serde_json::Value = serde_json::from_str(run.out()).unwrap();
    schemas.validate(&report, index).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_merge_replaces_ours_and_says_what_is_left() {
    let ours = TIDY.replace("05/23", "06/23");
    let theirs = TIDY.replace("05/23", "04/23");
    let files = [("base.md", TIDY), ("ours.md", ours.as_str()), ("theirs.md", theirs.as_str())];
    let playground = Playground::with(&files);
    let run =
        playground.run(&["merge", "base.md", "ours.md", "theirs.md", "-o", "-", "-L", "HEAD", "--diff3"]);
    assert_transcript("merge-conflict", &run);
    assert_eq!(playground.read("ours.md"), ours);
    let run = playground.run(&["merge", "base.md", "ours.md", "theirs.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), "ours.md: 1 conflict left\n"));
    assert!(playground.read("ours.md").contains("<<<<<<< ours\n"));
    let run = playground.run(&["merge", "--resolve", "ours.md"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    let run = playground.run(&["merge", "base.md", "base.md", "nowhere.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: nowhere.md: no such file\n"));
    assert_eq!(playground.read("base.md"), TIDY);
}

#[test]
fn both_versions_cannot_be_standard_input() {
    let playground = Playground::with(&[("a.md", TIDY)]);
    let run = playground.run_on(TIDY, &["diff", "-", "-"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "error: the old and the new version cannot both be standard input\n");
    assert_eq!(playground.run_on(TIDY, &["merge", "-", "-", "a.md"]).code, Some(2));
}

/// A file cannot stand in for a revision: a pull request that adds one would be compared with itself.
#[test]
fn a_name_that_is_a_revision_and_a_file_is_ambiguous() {
    let playground = Playground::committed(&[("README.md", super::STRAY)]);
    let other = super::TIDY.replace("05/23", "04/23");
    playground.write("main:README.md", &other);
    playground.write("notes: old.md", &other);
    let run = playground.run(&["diff", "main:README.md", "README.md"]);
    assert_eq!((run.code, run.out()), (Some(2), ""));
    assert_eq!(
        run.stderr,
        "error: main:README.md: both a git revision with a path and a file; write `./main:README.md` for the file\n"
    );
    assert_eq!(playground.run(&["diff", "./main:README.md", "README.md"]).code, Some(1));
    assert_eq!(playground.run(&["diff", "HEAD:README.md", "README.md"]).code, Some(0));
    assert_eq!(playground.run(&["diff", "notes: old.md", "./main:README.md"]).code, Some(0));
    let gone = playground.run(&["diff", "main:gone.md", "README.md"]);
    assert_eq!((gone.code, gone.stderr.lines().count()), (Some(2), 1), "{}", gone.stderr);
}

/// git gives names to the merge driver as they are.
#[test]
fn names_and_labels_may_start_with_a_dash() {
    let change = |word: &str| super::TIDY.replace("05/23", word);
    let (ours, theirs) = (change("04/23"), change("06/23"));
    let playground =
        Playground::with(&[("base.md", super::TIDY), ("-ours.md", &ours), ("theirs.md", &theirs)]);
    let run = playground.run(&[
        "merge",
        "-o",
        "-",
        "--path",
        "-notes.md",
        "-L",
        "-ours",
        "-L",
        "base",
        "-L",
        "-theirs",
        "--",
        "base.md",
        "-ours.md",
        "theirs.md",
    ]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.out().contains("<<<<<<< -ours\n") && run.out().contains(">>>>>>> -theirs\n"),
        "{}",
        run.out()
    );
    for size in ["0", "1001", "99999999999", "18446744073709551615", "-3", "x"] {
        let size = format!("--marker-size={size}");
        let run = playground.run(&["merge", "-o", "-", &size, "base.md", "theirs.md", "theirs.md"]);
        assert_eq!(run.code, Some(2), "{size}");
    }
}
