//! What a file was in a git revision.
//!
//! `git` is asked in the folder of the file, so that files of several repositories can be checked in one run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use thiserror::Error;

use super::inputs::{Input, reason};

/// Why it is not known what a file was.
#[derive(Debug, Error)]
pub(super) enum SinceError {
    #[error("there is no git revision `{revision}`")]
    UnknownRevision { revision: String },
    #[error(
        "there is no git revision `{revision}` in this shallow clone; `git fetch --unshallow` brings the rest of its history"
    )]
    Shallow { revision: String },
    #[error("`{folder}` is in no git repository, and `--since` needs one")]
    NoRepository { folder: String },
    #[error("{path}: git says: {message}")]
    Git { path: String, message: String },
    #[error("git cannot be run: {0}")]
    NoGit(String),
    #[error("`--since` does not know which file standard input is: name it by `--stdin-filename`")]
    Unnamed,
}

/// What hooks are told of the repository: it need not be that of the file, and is relative to another folder.
const HOOK_VARIABLES: [&str; 5] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/// The text of `input` in `revision`; empty where it was not there.
pub(super) fn old_text(input: &Input, revision: &str) -> Result<String, SinceError> {
    if input.is_stdin && input.path == Path::new("<stdin>") {
        return Err(SinceError::Unnamed);
    }
    let file = File::of(&input.path);
    let commit = file.commit(revision)?;
    let blob = match file.blob(&commit)? {
        Some(blob) => blob,
        None => match file.old_name(&commit)? {
            Some(old) => format!("{commit}:{old}"),
            None => return Ok(String::new()),
        },
    };
    let output = file.git(&["cat-file", "blob", &blob])?;
    if !output.status.success() {
        return Err(file.failed(&output));
    }
    // A line that was not UTF-8 differs from what it is now, which is.
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A file by its folder and name, symlinks followed.
struct File {
    shown: String,
    shown_folder: String,
    folder: PathBuf,
    name: String,
}

impl File {
    fn of(path: &Path) -> Self {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty());
        let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let shown = path.display().to_string();
        let shown_folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let shown_folder = shown_folder.unwrap_or(Path::new(".")).display().to_string();
        Self { shown, shown_folder, folder: folder.unwrap_or(Path::new(".")).to_owned(), name }
    }

    fn git(&self, arguments: &[&str]) -> Result<Output, SinceError> {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(arguments).env("GIT_LITERAL_PATHSPECS", "1");
        // What it says is read here and there.
        command.env("LC_ALL", "C");
        for variable in HOOK_VARIABLES {
            command.env_remove(variable);
        }
        command.output().map_err(|error| SinceError::NoGit(reason(&error)))
    }

    fn commit(&self, revision: &str) -> Result<String, SinceError> {
        let wanted = format!("{revision}^{{commit}}");
        let output = self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        match output.status.code() {
            Some(0) => {
                // Older versions of git repeat the option.
                let said = String::from_utf8_lossy(&output.stdout);
                Ok(said.lines().last().unwrap_or_default().to_owned())
            }
            Some(1) => {
                let revision = revision.to_owned();
                let shallow = self.git(&["rev-parse", "--is-shallow-repository"])?;
                Err(if shallow.stdout.starts_with(b"true") {
                    SinceError::Shallow { revision }
                } else {
                    SinceError::UnknownRevision { revision }
                })
            }
            _ => Err(self.failed(&output)),
        }
    }

    /// The object that holds the file's text in `commit`, if it was a file there.
    fn blob(&self, commit: &str) -> Result<Option<String>, SinceError> {
        let output = self.git(&["ls-tree", "-z", commit, "--", &format!("./{}", self.name)])?;
        if !output.status.success() {
            return Err(self.failed(&output));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let mut words = said.split([' ', '\t']);
        let (mode, kind, object) = (words.next(), words.next(), words.next());
        let is_file = kind == Some("blob") && mode != Some("120000");
        Ok(object.filter(|_| is_file).map(str::to_owned))
    }

    /// The path, from the top of the repository, that the file had in `commit`, where git sees that it was renamed.
    ///
    /// A rename that git was not told of (`git mv`, `git add`) is none.
    fn old_name(&self, commit: &str) -> Result<Option<String>, SinceError> {
        let prefix = self.git(&["rev-parse", "--show-prefix"])?;
        let name =
            [String::from_utf8_lossy(&prefix.stdout).trim_end_matches(['\n', '\r']), &self.name].concat();
        let output = self.git(&[
            "diff",
            "--no-ext-diff",
            "--name-status",
            "-z",
            "-M",
            "--diff-filter=R",
            commit,
            "--",
        ])?;
        if !output.status.success() {
            return Err(self.failed(&output));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let words: Vec<&str> = said.split('\0').collect();
        let renamed = words.chunks_exact(3).find(|renamed| renamed[2] == name);
        Ok(renamed.map(|renamed| renamed[1].to_owned()))
    }

    fn failed(&self, output: &Output) -> SinceError {
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("not a git repository") {
            return SinceError::NoRepository { folder: self.shown_folder.clone() };
        }
        let line = said.lines().next().unwrap_or("nothing");
        let message = line.strip_prefix("fatal: ").unwrap_or(line).to_owned();
        SinceError::Git { path: self.shown.clone(), message }
    }
}
