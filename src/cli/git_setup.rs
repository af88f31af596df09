//! `relist git-setup`: the merge driver and the diff driver, in git's settings.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Status;
use super::args::GitSetupArgs;
use super::console::Console;
use super::git::{Git, GitError};
use super::inputs::reason;
use super::write::{self, WriteError};

/// Why git was not set up.
#[derive(Debug, Error)]
enum SetupError {
    #[error(transparent)]
    Git(GitError),
    #[error("not in a git repository; `--global` sets up all repositories of this user")]
    NoRepository,
    #[error("{}: {}", path.display(), reason(error))]
    Read { path: PathBuf, error: io::Error },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The settings of git, as `git config` takes them.
fn settings() -> [(&'static str, String); 5] {
    let relist = program();
    [
        ("merge.relist.name", "merge lists by entry and cell".to_owned()),
        (
            "merge.relist.driver",
            format!("{relist} merge --quiet --marker-size %L -L %X -L %S -L %Y --path=%P -- %O %A %B"),
        ),
        ("diff.relist.textconv", format!("{relist} textconv --")),
        ("diff.relist.xfuncname", "^(#{1,6} .*)$".to_owned()),
        ("diff.relist.cachetextconv", "false".to_owned()),
    ]
}

/// How git is to call this program: by its name where the shell finds it by that, else by its path.
fn program() -> String {
    let Ok(own) = std::env::current_exe().and_then(fs::canonicalize) else { return "relist".to_owned() };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("relist")).find(|file| file.is_file());
    if found.and_then(|found| fs::canonicalize(found).ok()).is_some_and(|found| found == own) {
        return "relist".to_owned();
    }
    // Git hands the line to a shell, on every system.
    format!("'{}'", own.to_string_lossy().replace('\\', "/").replace('\'', r"'\''"))
}

pub(super) fn run(args: &GitSetupArgs, console: &mut Console) -> io::Result<Status> {
    match set_up(args) {
        Ok(Done { lines, notes }) => {
            for note in notes {
                console.note(note)?;
            }
            console.document(lines).map(|()| Status::Done)
        }
        Err(error) => console.error(error).map(|()| Status::Failed),
    }
}

/// What there is to say.
struct Done {
    /// The lines of `.gitattributes` that are still to be written.
    lines: String,
    notes: Vec<String>,
}

fn set_up(args: &GitSetupArgs) -> Result<Done, SetupError> {
    let scope = if args.global { "--global" } else { "--local" };
    let whose = if args.global { "all repositories of this user" } else { "this repository" };
    if !args.global {
        git(&["rev-parse", "--git-dir"])?;
    }
    if args.undo {
        for section in ["merge.relist", "diff.relist"] {
            // It may have been removed before.
            Git::here().output(["config", scope, "--remove-section", section])?;
        }
        let mut notes = vec![format!("git merges and compares lists line by line again, in {whose}")];
        let path = attributes_file(args.global)?;
        if edit_attributes(&path, &args.pattern, false)? {
            notes.push(format!("{}: written", path.display()));
        }
        return Ok(Done { lines: String::new(), notes });
    }
    for (key, value) in settings() {
        git(&["config", scope, "--replace-all", key, &value])?;
    }
    let mut notes = vec![format!("git can merge and compare lists by entry, in {whose}")];
    let path = attributes_file(args.global)?;
    if args.write {
        let written = edit_attributes(&path, &args.pattern, true)?;
        notes.push(format!("{}: {}", path.display(), if written { "written" } else { "up to date" }));
        return Ok(Done { lines: String::new(), notes });
    }
    let lines = attribute_lines(&args.pattern);
    let there = read(&path)?;
    if lines.iter().all(|line| there.lines().any(|known| known.trim() == line)) {
        notes.push(format!("{}: up to date", path.display()));
        return Ok(Done { lines: String::new(), notes });
    }
    notes.push(format!("to turn it on, add this to {}, or run with `--write`:", path.display()));
    Ok(Done { lines: lines.join("\n") + "\n", notes })
}

fn attribute_lines(patterns: &[String]) -> Vec<String> {
    patterns.iter().map(|pattern| format!("{pattern} merge=relist diff=relist")).collect()
}

/// The file that says which files are lists.
fn attributes_file(global: bool) -> Result<PathBuf, SetupError> {
    if !global {
        let top = git(&["rev-parse", "--show-toplevel"])?;
        return Ok(Path::new(&top).join(".gitattributes"));
    }
    if let Some(set) = Git::here().setting(&["--type=path", "--get", "core.attributesFile"]) {
        return Ok(PathBuf::from(set));
    }
    let folder = std::env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let home = || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".config");
    Ok(folder.unwrap_or_else(home).join("git").join("attributes"))
}

fn read(path: &Path) -> Result<String, SetupError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(SetupError::Read { path: path.to_owned(), error }),
    }
}

/// Adds the lines that are not there, or removes those that are; says whether anything was to be done.
fn edit_attributes(path: &Path, patterns: &[String], add: bool) -> Result<bool, SetupError> {
    let old = read(path)?;
    let lines = attribute_lines(patterns);
    let is_ours = |line: &str| lines.iter().any(|own| own == line.trim());
    let mut new = String::new();
    if add {
        new.push_str(&old);
        if !new.is_empty() && !new.ends_with('\n') {
            new.push('\n');
        }
        for line in lines.iter().filter(|line| !old.lines().any(|known| known.trim() == *line)) {
            new.push_str(line);
            new.push('\n');
        }
    } else {
        new.extend(old.split_inclusive('\n').filter(|line| !is_ours(line)));
    }
    if new == old || (add && old.lines().filter(|line| is_ours(line)).count() >= lines.len()) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| SetupError::Read { path: folder.to_owned(), error })?;
    }
    if new.is_empty() {
        fs::remove_file(path).map_err(|error| SetupError::Read { path: path.to_owned(), error })?;
    } else {
        write::write(path, new.as_bytes())?;
    }
    Ok(true)
}

fn git(arguments: &[&str]) -> Result<String, SetupError> {
    Ok(Git::here().text(arguments)?)
}

impl From<GitError> for SetupError {
    fn from(error: GitError) -> Self {
        match error {
            GitError::NoRepository => Self::NoRepository,
            error => Self::Git(error),
        }
    }
}
