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
    assert!(
        run.stderr.ends_with("did you mean `relist check README.md` or `relist fmt --diff README.md`?\n")
    );
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
        list.stderr.ends_with("`--records` takes the JSON that `relist extract` prints, or a data file\n"),
        "{}",
        list.stderr
    );
    let faulty = playground.run(&["render", "--records", "data.json"]);
    assert_eq!((list.code, faulty.code), (Some(2), Some(2)));
    assert!(!faulty.stderr.contains("takes the JSON"));
}

/// A named pipe without a writer would make the run wait without end.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    use std::process::Command;

    let playground = Playground::with(&[("README.md", STRAY), ("docs/a.md", STRAY)]);
    for name in ["pipe.md", "docs/.gitignore"] {
        assert!(Command::new("mkfifo").arg(playground.path(name)).status().unwrap().success());
    }
    let run = playground.run(&["fmt", "pipe.md", "README.md"]);
    assert_eq!((run.code, run.stderr.lines().next()), (Some(2), Some("error: pipe.md: not a regular file")));
    assert_eq!(playground.read("README.md"), TIDY);
    let run = playground.run(&["check", "-q", "."]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: ./docs/.gitignore: not a regular file\n"));
    let empty = playground.run(&["diff", "/dev/null", "README.md"]);
    assert_eq!(empty.code, Some(1), "{}", empty.stderr);
}

#[test]
fn files_can_be_excluded() {
    let playground = Playground::with(&[
        ("relist.toml", "exclude = ['vendor/', 'old-*.md', 'docs/generated']\n"),
        ("README.md", STRAY),
        ("vendor/a.md", STRAY),
        ("docs/old-1.md", STRAY),
        ("docs/generated/deep/b.md", STRAY),
        ("docs/c.md", STRAY),
        ("node_modules/d/README.md", STRAY),
    ]);
    let listed = |arguments: &[&str]| {
        let run = playground.run(&[&["fmt", "--check"], arguments].concat());
        let names =
            run.out().lines().filter_map(|line| line.strip_prefix("Would reformat: ")?.split(' ').next());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(listed(&[]), ["README.md", "docs/c.md"]);
    assert_eq!(listed(&["--exclude", "docs"]), ["README.md"]);
    assert_eq!(listed(&["--exclude", "docs/*", "--exclude", "./README.md"]), [""; 0]);
    assert_eq!(listed(&["--no-config", "--exclude", "docs"]), ["README.md", "vendor/a.md"]);
    let named = playground.run(&["fmt", "--check", "vendor/a.md"]);
    assert_eq!(
        (named.code, named.stderr.as_str()),
        (Some(0), "vendor/a.md: excluded by the settings\n0 files checked\n")
    );
    let faulty = playground.run(&["fmt", "--exclude", "["]);
    assert_eq!((faulty.code, faulty.stderr.lines().count()), (Some(2), 2), "{}", faulty.stderr);
    playground.write("relist.toml", "exclude = ['a', '[']\n");
    let faulty = playground.run(&["fmt"]);
    assert!(
        faulty.stderr.starts_with("error: relist.toml:1:17: `[` is not a valid glob"),
        "{}",
        faulty.stderr
    );
}

/// Flags of other tools are answered with the command that does the same here.
#[test]
fn flags_from_habit_are_told() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    for (arguments, meant) in [
        (&["check", "--fix"][..], "`relist fmt` applies fixes"),
        (&["lint", "--fix", "README.md"], "`relist fmt` applies fixes"),
        (&["check", "README.md", "--write"], "`relist fmt` writes files in place"),
        (&["fmt", "-w", "README.md"], "`relist fmt` writes files in place"),
        (&["format", "--in-place"], "`relist fmt` writes files in place"),
        (&["fmt", "--dry-run"], "`relist fmt --diff` shows what would change"),
        (&["check", "--diff"], "`relist fmt --diff` shows what would change"),
        (&["fmt", "-l", "README.md"], "`relist fmt --check` lists the files"),
        (&["check", "--format", "json"], "`--output-format json`"),
        (&["check", "--disable", "mojibake"], "`--ignore RULE` leaves a rule out"),
        (&["check", "--rules"], "`relist rules` lists the rules"),
        (&["fmt", "--stdin-filepath", "a.md", "-"], "`--stdin-filename FILE`"),
        (&["--fix", "README.md"], "`relist fmt` applies fixes"),
        (&["fix", "README.md"], "`relist fmt` does that"),
        (&["explain", "mojibake"], "`relist rules` does that"),
    ] {
        let run = playground.run(arguments);
        assert_eq!((run.code, run.stderr.lines().count()), (Some(2), 1), "{arguments:?}: {}", run.stderr);
        assert!(
            run.stderr.starts_with("error: ") && run.stderr.contains(meant),
            "{arguments:?}: {}",
            run.stderr
        );
    }
    let other = playground.run(&["check", "--nothing"]);
    assert!(other.code == Some(2) && !other.stderr.contains("relist fmt"), "{}", other.stderr);
    assert_eq!(playground.read("README.md"), STRAY);
}

#[test]
fn a_summary_says_what_was_read() {
    let playground = Playground::with(&[("README.md", TIDY), ("docs/notes.md", "# Notes\n\nText.\n")]);
    let said = |arguments: &[&str]| playground.run(arguments).stderr;
    assert_eq!(said(&["check"]), "All good: 1 list, 4 entries checked in 2 files\n");
    assert_eq!(said(&["check", "docs"]), "All good: no lists found in 1 file\n");
    playground.write("docs/notes.md", "[x]()\n");
    let found = "Found 1 finding (1 warning) in 1 of 2 files.\n1 list, 4 entries checked.\n";
    assert_eq!(said(&["check"]), found);
}
