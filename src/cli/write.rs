//! Replaces a file whole: the old one or the new one is there at any time, and never a part.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use thiserror::Error;

use super::inputs::reason;

/// Why a file was not written; it is as it was.
#[derive(Debug, Error)]
pub(super) enum WriteError {
    #[error("{}: read-only, left as it is", path.display())]
    ReadOnly { path: PathBuf },
    #[error("{}: changed by someone else in the meantime, left as it is", path.display())]
    Changed { path: PathBuf },
    #[error("{}: cannot be written: {}", path.display(), reason(error))]
    Io { path: PathBuf, error: io::Error },
}

/// Whether anything had to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Yes,
    AsItWas,
}

/// Replaces the content of the file at `path`, which was `expected`, by `content`.
///
/// A symlink stays one: the file that it leads to is replaced. Owner and permissions stay. Another name of the same file
/// keeps the old content: a file that has two names cannot be replaced under both at once.
pub(super) fn replace(path: &Path, expected: &[u8], content: &[u8]) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io { path: path.to_owned(), error };
    let target = fs::canonicalize(path).map_err(failed)?;
    let metadata = may_be_written(&target, path)?;
    let temporary = temporary_beside(&target, content).map_err(failed)?;
    keep_owner(temporary.as_file(), &metadata);
    temporary.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
    let there = fs::read(&target).map_err(failed)?;
    if there == content {
        // Another run was faster.
        return Ok(());
    }
    if there != expected {
        return Err(WriteError::Changed { path: path.to_owned() });
    }
    temporary.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Makes `content` the content of the file at `path`, which need not be there.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<Written, WriteError> {
    let failed = |error| WriteError::Io { path: path.to_owned(), error };
    match fs::metadata(path) {
        // A pipe or a device cannot be replaced.
        Ok(metadata) if !metadata.is_file() => fs::write(path, content).map_err(failed)?,
        Ok(_) => {
            let old = fs::read(path).map_err(failed)?;
            if old == content {
                return Ok(Written::AsItWas);
            }
            replace(path, &old, content)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let temporary = temporary_beside(path, content).map_err(failed)?;
            temporary.persist(path).map_err(|error| failed(error.error))?;
        }
        Err(error) => return Err(failed(error)),
    }
    Ok(Written::Yes)
}

/// Permission to write is asked of the file itself: a rename needs that of its folder only.
fn may_be_written(target: &Path, path: &Path) -> Result<Metadata, WriteError> {
    let opened = OpenOptions::new().write(true).open(target).and_then(|file| file.metadata());
    match opened {
        Ok(metadata) if !metadata.permissions().readonly() => Ok(metadata),
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => {
            Err(WriteError::Io { path: path.to_owned(), error })
        }
        _ => Err(WriteError::ReadOnly { path: path.to_owned() }),
    }
}

fn temporary_beside(target: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = Builder::new();
    builder.prefix(".relist-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    temporary.write_all(content)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// A file rewritten by root stays its owner's, and one in a shared folder its group's. Who may not give files away owns
/// it afterwards.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (owner, group) = (Some(metadata.uid()), Some(metadata.gid()));
    let _ = fchown(file, owner, group).or_else(|_| fchown(file, None, group));
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _metadata: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_in_the_meantime_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "theirs").unwrap();
        let error = replace(&path, b"read", b"ours").unwrap_err();
        assert!(matches!(error, WriteError::Changed { .. }));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        replace(&path, b"theirs", b"ours").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"ours");
        // Two runs that come to the same do not stand in each other's way.
        replace(&path, b"theirs", b"ours").unwrap();
    }

    #[test]
    fn what_is_up_to_date_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.json");
        assert_eq!(write(&path, b"{}").unwrap(), Written::Yes);
        assert_eq!(write(&path, b"{}").unwrap(), Written::AsItWas);
        assert_eq!(write(&path, b"[]").unwrap(), Written::Yes);
        assert_eq!(fs::read(&path).unwrap(), b"[]");
        let nowhere = folder.path().join("gone").join("data.json");
        assert!(matches!(write(&nowhere, b"{}"), Err(WriteError::Io { .. })));
    }
}
