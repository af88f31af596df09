//! Runs git: one environment and one wording of errors for every command that asks it something.
//!
//! A repository can name programs of its own: hooks, filters, `core.fsmonitor`, textconv and external diffs. None of them
//! runs here, because a pull request or a downloaded folder may have brought them along.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use thiserror::Error;

use super::inputs::reason;

/// Why git has no answer.
#[derive(Debug, Error)]
pub(super) enum GitError {
    #[error("cannot run git: {0}")]
    NotRun(String),
    #[error("not in a git repository")]
    NoRepository,
    #[error("git: {0}")]
    Failed(String),
}

/// What git tells a hook about its repository. It holds for the folder that the hook runs in, and not for others.
const REPOSITORY_VARIABLES: [&str; 5] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/// Settings that would otherwise name a program to run.
const OVERRIDES: [&str; 2] = ["core.fsmonitor=false", "core.hooksPath=/dev/null"];

/// git, run in one folder.
pub(super) struct Git {
    folder: Option<PathBuf>,
}

impl Git {
    /// In the current folder, where `GIT_DIR` and its like hold.
    pub(super) fn here() -> Self {
        Self { folder: None }
    }

    /// In the folder of a file: its own repository is asked, whichever one the environment names.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()) }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        for setting in OVERRIDES {
            command.args(["-c", setting]);
        }
        // Messages are matched in `failed`, names are never patterns, and reading must not rewrite the index.
        command.env("LC_ALL", "C").env("GIT_LITERAL_PATHSPECS", "1").env("GIT_OPTIONAL_LOCKS", "0");
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
            for variable in REPOSITORY_VARIABLES {
                command.env_remove(variable);
            }
        }
        command.stdin(Stdio::null());
        command
    }

    /// What git does with `arguments`, whether it succeeds or not.
    pub(super) fn output<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Output, GitError> {
        self.command().args(arguments).output().map_err(|error| GitError::NotRun(reason(&error)))
    }

    /// What git prints.
    pub(super) fn bytes<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Vec<u8>, GitError> {
        let output = self.output(arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(failed(&output)) }
    }

    /// What git prints, as text without the final line end.
    pub(super) fn text<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<String, GitError> {
        let bytes = self.bytes(arguments)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The first value of a setting, if it is set.
    pub(super) fn setting(&self, arguments: &[&str]) -> Option<String> {
        let value = self.text([&["config"], arguments].concat()).ok()?;
        Some(value).filter(|value| !value.is_empty())
    }
}

/// Why a run of git failed: the first line that it wrote to standard error.
pub(super) fn failed(output: &Output) -> GitError {
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("not a git repository") {
        return GitError::NoRepository;
    }
    let line = said.lines().next().unwrap_or("failed without a message");
    GitError::Failed(line.strip_prefix("fatal: ").unwrap_or(line).to_owned())
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
