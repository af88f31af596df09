//! Which files are read, and what is said of those that cannot be.

use std::fs;

use super::{Playground, STRAY, TIDY, assert_transcript};

#[test]
fn a_missing_file_does_not_keep_the_others() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    assert_transcript("missing-file", &playground.run(&["fmt", "missing.md", "README.md"]));
    assert_eq!(playground.read("README.md"), TIDY);
}

#[test]
fn what_is_not_utf_8_is_told_with_its_place() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    playground.write("latin.md", b"# Modelle\n\n| f\xfcr |\n");
    assert_transcript("not-utf-8", &playground.run(&["fmt"]));
    assert_eq!(playground.read("README.md"), TIDY);
    assert_transcript("not-utf-8-stdin", &playground.run_on(b"\xff", &["fmt", "-"]));
}

#[test]
fn a_folder_is_searched_for_markdown() {
    let playground = Playground::with(&[
        (".gitignore", "target\n*.tmp.md\n"),
        ("README.md", STRAY),
        ("docs/a.markdown", STRAY),
        ("docs/b.MDX", STRAY),
        ("docs/c.txt", STRAY),
        ("docs/d.tmp.md", STRAY),
        ("target/e.md", STRAY),
        (".hidden/f.md", STRAY),
    ]);
    assert_transcript("walk", &playground.run(&["fmt", "--check"]));
    assert_transcript("walk-named", &playground.run(&["fmt", "--check", "docs/c.txt", "target/e.md"]));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    let run = playground.run(&["fmt", "README.md", "./README.md", "."]);
    assert_eq!(run.stderr, "README.md: 1 row laid out, 1 date\n1 file changed\n");
}

#[test]
fn no_file_at_all_is_said() {
    let playground = Playground::with(&[("notes.txt", STRAY)]);
    assert_transcript("no-files", &playground.run(&["fmt"]));
}

/// A file of more than a gigabyte is refused before it is read, and the others are still handled.
#[test]
fn a_file_that_is_too_large_is_refused() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    let huge = fs::File::create(playground.path("huge.md")).unwrap();
    huge.set_len((1 << 30) + 1).unwrap();
    let run = playground.run(&["fmt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("error: huge.md: larger than 1 GiB"), "{}", run.stderr);
    assert_eq!(playground.read("README.md"), TIDY);
}

/// Whoever forgets the command is told which one to put in front of the file.
#[test]
fn a_path_in_place_of_a_command_is_told() {
    let playground = Playground::with(&[("README.md", TIDY)]);
    let run = playground.run(&["README.md"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.ends_with("say `relist check README.md`, or `relist fmt --diff README.md`.\n"));
    let unknown = playground.run(&["gone.md"]);
    assert_eq!(unknown.code, Some(2));
    assert!(!unknown.stderr.contains("is a path"));
    assert_eq!(playground.run(&["format", "--check"]).code, Some(0));
    assert_eq!(playground.run(&["lint"]).code, Some(0));
}

/// A list in place of its records is told apart from faulty records.
#[test]
fn a_list_in_place_of_records_is_told() {
    let playground = Playground::with(&[("README.md", TIDY), ("data.json", "{}")]);
    let list = playground.run(&["render", "--records", "README.md"]);
    assert!(
        list.stderr.ends_with("`--records` takes the JSON that `relist extract` prints\n"),
        "{}",
        list.stderr
    );
    let faulty = playground.run(&["render", "--records", "data.json"]);
    assert_eq!((list.code, faulty.code), (Some(2), Some(2)));
    assert!(!faulty.stderr.contains("takes the JSON"));
}
