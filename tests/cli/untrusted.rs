//! Nothing from a file reaches a terminal, a log or a summary as a command.

use std::fs;
use std::process::{Command, Stdio};

use super::{Playground, Run, STRAY, TIDY};

/// What must not be printed: an escape, the start of a command on a line of its own, and one in brackets.
#[track_caller]
fn assert_harmless(run: &Run) {
    for text in [run.out(), &run.stderr] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{text:?}");
        let is_command = |line: &str| line.trim_start().starts_with("::");
        assert!(!text.split(['\n', '\r']).any(is_command), "{text:?}");
        assert!(!text.contains("##["), "{text:?}");
    }
}

fn output(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    Run { code: output.status.code(), stdout: output.stdout, stderr }
}

/// The names of files in a pull request are its author's.
#[cfg(unix)]
#[test]
fn names_of_files_are_shown() {
    const NAME: &str = "a\n::error::owned\r \u{1b}]0;owned\u{7}\u{9b}2J\u{202e}.md";
    let playground = Playground::with(&[(NAME, STRAY), ("tidy.md", TIDY)]);
    for arguments in [
        &["check"][..],
        &["check", "--output-format", "concise"],
        &["check", "--statistics"],
        &["fmt", "--check"],
        &["fmt", "--diff"],
        &["add", NAME, "name=a\n::error::x"],
        &["add", "tidy.md", "a\n::error::x=1"],
        &["add", "tidy.md", "name=x", "--section", "a\n::error::x"],
        &["toc", "--check", NAME],
        &["toc", "--diff", NAME],
        &["overview"],
        &["overview", NAME],
        &["site", NAME, "-o", "site\n::error::x"],
        &["site", NAME, "-o", NAME],
        &["site", NAME, "-o", "x", "--base-url", "a\n::error::x"],
        &["verify"],
        &["verify", "--verbose"],
        &["diff", NAME, "tidy.md"],
        &["diff", NAME, "gone\n::error::x.md"],
        &["merge", NAME, "tidy.md", NAME],
        &["merge", "--resolve", NAME],
        &["extract", NAME, "-o", NAME],
        &["extract", NAME, "-o", "data.json", "--check"],
        &["render", "--records", NAME],
        &["check", "gone\n::error::x.md"],
        &["check", "--config", NAME],
        &["check", "--since", "a\n::error::x"],
        &["check", "--select", "a\n::error::x"],
        &["check", "--no\n::error::x"],
        &["a\n::error::x"],
        &["init", "-o", NAME],
        &["fmt"],
    ] {
        let run = output(playground.command(arguments).env("GITHUB_ACTIONS", "true"));
        assert_harmless(&run);
        assert_harmless(&playground.run(arguments));
    }
}

/// So are settings, and what the list says.
#[test]
fn settings_and_cells_are_shown() {
    let list = "# A ##[error]x\n\n::error::prose\n\n| Model ##[error]x | \u{1b}[2J Released |\n|---|---|\n";
    let rows = "| a ##[error]x | 09/23 |\n| ##[group]b | 08/23 |\n| c&#10;::error::y | 07/23 |\n| d | 2023-06 |\n| [e]() \u{9b} | x |\n";
    let list = format!("{list}{rows}");
    let playground = Playground::with(&[("a.md", &list)]);
    playground.write(
        "b.md",
        list.replace("Released", "Da&#10;::error::te").replace("| d |", "| d&#27;[2J ##[x] |"),
    );
    for settings in [
        "ignore = ['##[error]x']\n",
        "ignore = [\"x\\n::error::owned\"]\n",
        "order = [\"x\\n::error::\\u001b\"]\n[column.\"\\u001b[2J\"]\nrequired = true\n",
        "\"a\\n::error::b\" = 1\n",
        "[[per-file]]\nfiles = [\"[\\n::error::b\"]\n",
        "exclude = [\"[\\n::error::b\"]\n",
        "",
    ] {
        playground.write("relist.toml", settings);
        for arguments in [
            &["check"][..],
            &["check", "--output-format", "concise"],
            &["fmt", "--diff"],
            &["fmt", "--check"],
            &["diff", "a.md", "b.md"],
            &["overview", "a.md"],
            &["overview", "b.md", "--format", "markdown"],
            &["diff", "a.md", "b.md", "--format", "markdown"],
            &["verify"],
        ] {
            let run = output(playground.command(arguments).env("GITHUB_ACTIONS", "true"));
            assert_harmless(&run);
        }
    }
}

/// Elsewhere, `##[…]` is what the list says.
#[test]
fn only_logs_that_obey_commands_get_them_broken_up() {
    let playground = Playground::with(&[("a.md", "[##[x]]()\n")]);
    let mut command = playground.command(&["check"]);
    assert!(output(command.env_remove("GITHUB_ACTIONS").env_remove("TF_BUILD")).out().contains("##[x]"));
    assert!(output(command.env("GITHUB_ACTIONS", "true")).out().contains("# #[x]"));
    let github =
        output(playground.command(&["check", "--output-format", "github"]).env("GITHUB_ACTIONS", "true"));
    assert!(github.out().starts_with("::"), "{}", github.out());
}

/// Help and the version are what was asked for, and go where a script looks for them, in such a log, too.
#[test]
fn help_is_printed_to_standard_output_in_any_log() {
    let playground = Playground::with(&[]);
    for arguments in [&["--version"][..], &["--help"], &["help", "fmt"], &["fmt", "--help"]] {
        let elsewhere = playground.run(arguments);
        let run = output(playground.command(arguments).env("GITHUB_ACTIONS", "true"));
        assert_eq!(
            (run.code, run.out(), run.stderr.as_str()),
            (Some(0), elsewhere.out(), ""),
            "{arguments:?}"
        );
    }
    let run = output(playground.command(&["fmt", "--no-such-flag"]).env("GITHUB_ACTIONS", "true"));
    assert_eq!((run.code, run.out()), (Some(2), ""));
}

/// A patch in a file is for `git apply`, byte for byte; on its way through a pipe it may reach a terminal.
#[test]
fn a_patch_in_a_file_is_exact() {
    let list = STRAY.replace("Falcon", "Fal\u{1b}con");
    let playground = Playground::with(&[("README.md", &list)]);
    let patch = playground.path("a.patch");
    let mut command = playground.command(&["fmt", "--diff", "-q"]);
    command.env("GITHUB_ACTIONS", "true").stdout(fs::File::create(&patch).unwrap());
    assert_eq!(command.status().unwrap().code(), Some(1));
    let patch = fs::read_to_string(patch).unwrap();
    assert!(patch.contains("-|Fal\u{1b}con|2023-05|\n"), "{patch:?}");
    assert_harmless(&playground.run(&["fmt", "--diff"]));
}

/// Whoever reads only the first line of the output still learns by the exit status what was found.
#[test]
fn a_closed_pipe_keeps_the_exit_status() {
    let playground = Playground::with(&[("README.md", &STRAY.repeat(500)), ("tidy.md", TIDY)]);
    for (arguments, code) in [
        (&["check", "README.md"][..], 1),
        (&["check", "README.md", "--output-format", "json"], 1),
        (&["fmt", "--diff", "README.md"], 1),
        (&["diff", "README.md", "tidy.md"], 1),
        (&["extract", "README.md"], 0),
        (&["extract", "README.md", "--format", "csv"], 0),
        (&["check", "tidy.md"], 0),
        (&["verify", "tidy.md", "gone.md"], 2),
    ] {
        let mut command = playground.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{arguments:?}");
    }
}

/// An address, a name and a cell cannot end the item that they are quoted in.
#[test]
fn a_summary_shows_what_it_quotes() {
    let old = "# List\n\n- [Elm](https://elm.example) - A tree.\n- [Ash](https://ash.example) - A tree.\n";
    let break_out = "https://q.example/&#41;&#10;&#10;##&#32;Passed&#10;&#10;![x](y)&#10;<!--";
    let new = format!(
        "{old}- [Nut &lt;!-- @x]({break_out}) - A tree.\n- [Fig][fig] - A tree.\n\n[fig]: {break_out}\n"
    );
    let new = new.replace("A tree.\n- [Ash]", "<b>A</b> tree.\n- [Ash]");
    let playground = Playground::with(&[("old.md", old), ("new.md", &new)]);
    let run = playground.run(&["diff", "--format", "markdown", "old.md", "new.md"]);
    let items: Vec<&str> = run.out().lines().collect();
    assert_eq!((items[0], items[1]), ("### List", ""));
    assert!(items.len() == 5 && items[2..].iter().all(|item| item.starts_with("- **")), "{}", run.out());
    // What relist puts behind an `@`, so that nobody is mentioned, is no comment of the list's.
    let shown = run.out().replace("\\<", "").replace("@<!-- -->", "@");
    assert!(!shown.contains("<!--") && !shown.contains("![") && !shown.contains(" <b>"), "{shown}");
}
