//! What a file was in a git revision.
//!
//! `git` is asked in the folder of the file, so that files of several repositories can be checked in one run.

use std::path::Path;

use thiserror::Error;

use super::git::{self, Git, GitError};
use super::inputs::Input;

/// Why the old text of a file is not known.
#[derive(Debug, Error)]
pub(super) enum SinceError {
    #[error("unknown git revision `{revision}`")]
    UnknownRevision { revision: String },
    #[error(
        "unknown git revision `{revision}` in this shallow clone; `git fetch --unshallow` fetches the rest of its history"
    )]
    Shallow { revision: String },
    #[error("`--since` needs a git repository, and `{folder}` is not in one")]
    NoRepository { folder: String },
    #[error("{path}: {error}")]
    Git { path: String, error: GitError },
    #[error(transparent)]
    NoGit(GitError),
    #[error("`--since` needs a name for standard input: add `--stdin-filename FILE`")]
    Unnamed,
}

/// The text of `input` in `revision`; empty if it was not there.
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
    let text = file.bytes(&["cat-file", "blob", &blob])?;
    // A line that was not UTF-8 differs from what it is now, which is.
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// A file by its folder and name, symlinks followed.
struct File {
    shown: String,
    shown_folder: String,
    git: Git,
    name: String,
}

impl File {
    fn of(path: &Path) -> Self {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Self {
            shown: path.display().to_string(),
            shown_folder: git::folder_of(path).display().to_string(),
            git: Git::in_folder(git::folder_of(&real)),
            name: real.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, SinceError> {
        self.git.bytes(arguments).map_err(|error| self.failed(error))
    }

    fn commit(&self, revision: &str) -> Result<String, SinceError> {
        let wanted = format!("{revision}^{{commit}}");
        let output = self.git.output(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
        let output = output.map_err(|error| self.failed(error))?;
        match output.status.code() {
            Some(0) => {
                // Older versions of git repeat the option.
                let said = String::from_utf8_lossy(&output.stdout);
                Ok(said.lines().last().unwrap_or_default().to_owned())
            }
            Some(1) => {
                let revision = revision.to_owned();
                let shallow = self.bytes(&["rev-parse", "--is-shallow-repository"])?;
                Err(if shallow.starts_with(b"true") {
                    SinceError::Shallow { revision }
                } else {
                    SinceError::UnknownRevision { revision }
                })
            }
            _ => Err(self.failed(git::failed(&output))),
        }
    }

    /// The object that holds the file's text in `commit`, if it was a file there.
    fn blob(&self, commit: &str) -> Result<Option<String>, SinceError> {
        let said = self.bytes(&["ls-tree", "-z", commit, "--", &format!("./{}", self.name)])?;
        let said = String::from_utf8_lossy(&said);
        let mut words = said.split([' ', '\t']);
        let (mode, kind, object) = (words.next(), words.next(), words.next());
        let is_file = kind == Some("blob") && mode != Some("120000");
        Ok(object.filter(|_| is_file).map(str::to_owned))
    }

    /// The path, from the top of the repository, that the file had in `commit`, if the index says that it was renamed.
    ///
    /// Comparing with the index reads no file of the working tree, so none of the filters that `.git/config` names run.
    fn old_name(&self, commit: &str) -> Result<Option<String>, SinceError> {
        let prefix = self.git.text(["rev-parse", "--show-prefix"]).map_err(|error| self.failed(error))?;
        let name = [prefix.as_str(), &self.name].concat();
        let said = self.bytes(&[
            "diff-index",
            "--cached",
            "--no-ext-diff",
            "--no-textconv",
            "--name-status",
            "-z",
            "-M",
            "--diff-filter=R",
            commit,
            "--",
        ])?;
        let said = String::from_utf8_lossy(&said);
        let words: Vec<&str> = said.split('\0').collect();
        let renamed = words.chunks_exact(3).find(|renamed| renamed[2] == name);
        Ok(renamed.map(|renamed| renamed[1].to_owned()))
    }

    fn failed(&self, error: GitError) -> SinceError {
        match error {
            GitError::NoRepository => SinceError::NoRepository { folder: self.shown_folder.clone() },
            // The same for all files, and so reported once.
            error @ GitError::NotRun(_) => SinceError::NoGit(error),
            error => SinceError::Git { path: self.shown.clone(), error },
        }
    }
}
