//! A version of a list: a file, standard input, or a file as it was in a git revision (`REV:PATH`).

use std::path::{Path, PathBuf};
use std::process::Command;

use thiserror::Error;

use super::inputs::{Input, InputError, reason};

/// The text of a version.
pub(super) struct Version {
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
    #[error("{name}: git says: {message}")]
    Git { name: String, message: String },
    #[error("{name}: git cannot be run: {message}")]
    NoGit { name: String, message: String },
    #[error("{name}:{line}: not UTF-8; relist reads UTF-8 only")]
    NotUtf8 { name: String, line: usize },
}

/// Reads what `name` names; a file of that name comes before a revision.
pub(super) fn read(name: &Path) -> Result<Version, RevisionError> {
    let shown = name.to_string_lossy().into_owned();
    if let Some((_, path)) = shown.split_once(':').filter(|_| !shown.starts_with('-') && !name.exists()) {
        let text = blob(&shown)?;
        return Ok(Version { text, path: Some(PathBuf::from(path)), name: shown });
    }
    let input = Input::named(name, None);
    let text = input.read()?;
    let path = (!input.is_stdin).then(|| input.path.clone());
    Ok(Version { name: input.path.to_string_lossy().into_owned(), text, path })
}

/// The text of the object that git calls `name`; a path is looked up from the top of the repository, as git has it, or
/// with `./` in front from here.
fn blob(name: &str) -> Result<String, RevisionError> {
    blob_in(Path::new("."), name)
}

fn blob_in(folder: &Path, name: &str) -> Result<String, RevisionError> {
    let output = Command::new("git").current_dir(folder).args(["cat-file", "blob", name]).output();
    let output =
        output.map_err(|error| RevisionError::NoGit { name: name.to_owned(), message: reason(&error) })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let line = said.lines().next().unwrap_or("nothing");
        let message = line.strip_prefix("fatal: ").unwrap_or(line).to_owned();
        return Err(RevisionError::Git { name: name.to_owned(), message });
    }
    String::from_utf8(output.stdout).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', valid).count() + 1;
        RevisionError::NotUtf8 { name: name.to_owned(), line }
    })
}

/// The text of `file` in a stage of the index: 1 the base, 2 ours, 3 theirs.
pub(super) fn staged(file: &Path, stage: u8) -> Result<String, RevisionError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    blob_in(folder, &format!(":{stage}:./{name}"))
}
