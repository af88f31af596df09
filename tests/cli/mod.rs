//! The command line, run as a user runs it: in a folder of its own, by the binary.

mod add;
mod check;
mod compare;
mod data;
mod fmt;
mod histories;
mod init;
mod inputs;
mod links;
mod overview;
mod park;
mod records;
mod rules;
mod schema;
mod settings;
mod since;
mod site;
mod untrusted;
mod verify;
mod write;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const COMMANDS: [&str; 20] = [
    "add",
    "check",
    "convert",
    "init",
    "schema",
    "fmt",
    "extract",
    "render",
    "verify",
    "rules",
    "completions",
    "diff",
    "merge",
    "git-setup",
    "textconv",
    "man",
    "overview",
    "server",
    "site",
    "toc",
];

/// A list in which nothing strays.
const TIDY: &str = "\
# Models

| Model   | Released |
| ------- | -------- |
| Mistral | 09/23    |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
| Falcon  | 05/23    |
";

/// The same list with a hurried row.
const STRAY: &str = "\
# Models

| Model   | Released |
| ------- | -------- |
| Mistral | 09/23    |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
|Falcon|2023-05|
";

/// A folder to run in.
struct Playground {
    folder: TempDir,
}

/// What a run left behind.
struct Run {
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
}

impl Playground {
    /// A folder with these files.
    fn with(files: &[(&str, &str)]) -> Self {
        let playground = Self { folder: TempDir::new().unwrap() };
        for (name, content) in files {
            playground.write(name, content);
        }
        playground
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all that is in the folder, hidden files included.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relist"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR").env("COLUMNS", "80");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_on("", arguments)
    }

    fn run_on(&self, stdin: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A run that fails early does not read its input.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_ref());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        Run { code: output.status.code(), stdout: output.stdout, stderr }
    }
}

impl Run {
    fn out(&self) -> &str {
        str::from_utf8(&self.stdout).unwrap()
    }

    /// All of it as one text, for a snapshot.
    fn transcript(&self) -> String {
        let code = self.code.map_or("none".to_owned(), |code| code.to_string());
        format!("exit {code}\n--- stdout\n{}--- stderr\n{}", self.out(), self.stderr)
    }
}

/// Compares with `snapshots/cli/NAME.snap`.
#[track_caller]
fn assert_transcript(name: &str, run: &Run) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, run.transcript()));
}

#[test]
fn help_says_what_there_is() {
    let playground = Playground::with(&[]);
    assert_transcript("help", &playground.run(&["--help"]));
    for command in COMMANDS {
        assert_transcript(&format!("help-{command}"), &playground.run(&["help", command]));
    }
}

#[test]
fn help_is_80_columns_wide() {
    let playground = Playground::with(&[]);
    for command in COMMANDS {
        let help = playground.run(&["help", command]);
        let wide = help.out().lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{command}");
        assert!(help.out().contains("Examples:"), "{command} has no example");
    }
}

#[test]
fn the_version_is_told() {
    let run = Playground::with(&[]).run(&["--version"]);
    let version = run.out().strip_prefix(concat!("relist ", env!("CARGO_PKG_VERSION"))).unwrap().trim_end();
    let is_commit = |word: &str| word.len() >= 7 && word.chars().all(|c| c.is_ascii_hexdigit());
    // An optimized build names its commit and the day of it.
    let commit = version.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')')?.split_once(' '));
    assert!(version.is_empty() || commit.is_some_and(|(word, day)| is_commit(word) && day.len() == 10));
    assert_eq!(run.code, Some(0));
}

/// There is a page for the program and one for each command, and none for another word.
#[test]
fn manual_pages_name_what_they_are_about() {
    let playground = Playground::with(&[]);
    let page = playground.run(&["man"]);
    assert_eq!(page.code, Some(0));
    assert!(page.out().contains(".TH relist 1"), "{}", page.out());
    for command in COMMANDS {
        let page = playground.run(&["man", command]);
        assert!(page.out().contains(&format!(".TH relist-{command} 1")), "{}", page.out());
        let written = command.replace('-', "\\-");
        assert!(page.out().contains(&format!("\\fBrelist {written}\\fR")), "{}", page.out());
        assert!(page.out().contains("\n.SH EXAMPLES\n.nf\n") && page.out().contains("quiet"), "{command}");
    }
    assert_transcript("man-unknown", &playground.run(&["man", "fnt"]));
}

#[test]
fn completions_name_the_commands() {
    let playground = Playground::with(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = playground.run(&["completions", shell]);
        assert_eq!(run.code, Some(0));
        assert!(run.out().contains("fmt"), "{shell}");
    }
}
