//! A version of a list: a file, standard input, or a file as it was in a git revision (`REV:PATH`).

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::git::{self, Git, GitError};
use super::inputs::{Input, InputError};

/// The text of a version.
pub(super) struct RevisionText {
    /// What it was called.
    pub(super) name: String,
    pub(super) text: String,
    /// The file that it is a version of, for settings; none for standard input.
    pub(super) path: Option<PathBuf>,
}

/// Why a version cannot be read.
#[derive(Debug, Error)]
pub(super) enum RevisionError {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("{name}: {error}")]
    Git { name: String, error: GitError },
    #[error("{name}:{line}: not UTF-8; relist reads UTF-8 only")]
    NotUtf8 { name: String, line: usize },
    #[error("{name}: both a git revision with a path and a file; write `./{name}` for the file")]
    Ambiguous { name: String },
}

/// Reads what `name` names.
///
/// As with git, a name that could be a revision as well as a file is an error: a pull request must not be able to put a
/// file in the place of the revision that it is compared with. A path that starts with `./` or `/` is always a file.
pub(super) fn read(name: &Path) -> Result<RevisionText, RevisionError> {
    let shown = name.to_string_lossy().into_owned();
    if let Some((revision, path)) = shown.split_once(':').filter(|_| may_be_revision(&shown)) {
        let is_file = name.symlink_metadata().is_ok();
        if !is_file {
            return Ok(RevisionText {
                text: blob(&Git::here(), &shown)?,
                path: Some(PathBuf::from(path)),
                name: shown,
            });
        }
        if is_object(if revision.is_empty() { &shown } else { revision }) {
            return Err(RevisionError::Ambiguous { name: shown });
        }
    }
    let input = Input::named(name, None);
    let text = input.read()?;
    let path = (!input.is_stdin).then(|| input.path.clone());
    Ok(RevisionText { name: input.path.to_string_lossy().into_owned(), text, path })
}

fn may_be_revision(name: &str) -> bool {
    !["-", "./", "../", "/"].iter().any(|start| name.starts_with(start))
}

/// Whether git knows an object by this name.
fn is_object(name: &str) -> bool {
    let output = Git::here().output(["rev-parse", "--verify", "--quiet", "--end-of-options", name]);
    output.is_ok_and(|output| output.status.success())
}

/// The text of the object that git calls `name`; a path is looked up from the top of the repository, as git has it, or
/// with `./` in front from the folder that git runs in.
fn blob(git: &Git, name: &str) -> Result<String, RevisionError> {
    let bytes = git.bytes(["cat-file", "blob", name]);
    let bytes = bytes.map_err(|error| RevisionError::Git { name: name.to_owned(), error })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', valid).count() + 1;
        RevisionError::NotUtf8 { name: name.to_owned(), line }
    })
}

/// The text of `file` in a stage of the index: 1 the base, 2 ours, 3 theirs.
pub(super) fn staged(file: &Path, stage: u8) -> Result<String, RevisionError> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    blob(&Git::in_folder(git::folder_of(file)), &format!(":{stage}:./{name}"))
}
