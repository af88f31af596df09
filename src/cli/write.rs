//! Replaces a file whole: the old one or the new one is there at any time, and never a part.
//!
//! A run that takes a while must not undo what somebody saves meanwhile, so a file is replaced only if it still holds what
//! it held when the run looked at it first.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::inputs::reason;
use super::temporary::TemporaryFile;

/// Why a file was not written; it is as it was.
#[derive(Debug, Error)]
pub(super) enum WriteError {
    #[error("{}: read-only, left unchanged", path.display())]
    ReadOnly { path: PathBuf },
    #[error("{}: changed by another program in the meantime, left unchanged", path.display())]
    Changed { path: PathBuf },
    #[error("{}: a symbolic link to a file that does not exist, left unchanged", path.display())]
    Dangling { path: PathBuf },
    #[error("{}: cannot be written: {}", path.display(), reason(error))]
    Io { path: PathBuf, error: io::Error },
}

/// Whether anything had to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Yes,
    AsItWas,
}

/// Where a document goes, and what was there when the run started.
pub(super) struct Destination {
    path: PathBuf,
    before: Before,
}

enum Before {
    Nothing,
    File(Vec<u8>),
    /// A pipe or a device, which cannot be replaced.
    Other,
}

impl Destination {
    /// Looks at the file at `path`, which need not be there.
    pub(super) fn new(path: &Path) -> Result<Self, WriteError> {
        let failed = |error| WriteError::Io { path: path.to_owned(), error };
        let before = match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(metadata) if !metadata.is_file() => Before::Other,
            Ok(_) => Before::File(fs::read(path).map_err(failed)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if path.symlink_metadata().is_ok() {
                    return Err(WriteError::Dangling { path: path.to_owned() });
                }
                Before::Nothing
            }
            Err(error) => return Err(failed(error)),
        };
        Ok(Self { path: path.to_owned(), before })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file held, if there was one.
    pub(super) fn before(&self) -> Option<&[u8]> {
        if let Before::File(bytes) = &self.before { Some(bytes) } else { None }
    }

    /// Writes `content`, unless somebody else has written there since.
    pub(super) fn write(&self, content: &[u8]) -> Result<Written, WriteError> {
        let path = self.path.as_path();
        let failed = |error| WriteError::Io { path: path.to_owned(), error };
        match &self.before {
            Before::Other => fs::write(path, content).map_err(failed)?,
            Before::File(before) if before == content => return Ok(Written::AsItWas),
            Before::File(before) => replace(path, before, content)?,
            Before::Nothing => {
                let temporary = TemporaryFile::beside(path, content).map_err(failed)?;
                temporary.create(path).map_err(|error| match error.kind() {
                    io::ErrorKind::AlreadyExists => WriteError::Changed { path: path.to_owned() },
                    _ => failed(error),
                })?;
            }
        }
        Ok(Written::Yes)
    }
}

/// Replaces the content of the file at `path`, which was `expected`, by `content`.
///
/// A symlink stays one: the file that it leads to is replaced. Owner, permissions and attributes stay. Another name of the
/// same file keeps the old content: a file that has two names cannot be replaced under both at once.
pub(super) fn replace(path: &Path, expected: &[u8], content: &[u8]) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io { path: path.to_owned(), error };
    let target = fs::canonicalize(path).map_err(failed)?;
    let metadata = may_be_written(&target, path)?;
    let temporary = TemporaryFile::beside(&target, content).map_err(failed)?;
    keep_owner(temporary.file(), &metadata);
    temporary.file().set_permissions(metadata.permissions()).map_err(failed)?;
    keep_attributes(&target, &temporary.path()).map_err(failed)?;
    let there = fs::read(&target).map_err(failed)?;
    if there == content {
        // Another run was faster.
        return Ok(());
    }
    if there != expected {
        return Err(WriteError::Changed { path: path.to_owned() });
    }
    temporary.replace(&target).map_err(failed)
}

/// Makes `content` the content of the file at `path`, which need not be there.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<Written, WriteError> {
    Destination::new(path)?.write(content)
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

/// Access control lists are attributes, too. Those that the new file has of its folder go, for the old one was without.
#[cfg(unix)]
fn keep_attributes(old: &Path, new: &Path) -> io::Result<()> {
    let names = |path: &Path| xattr::list(path).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let kept = names(old);
    for name in names(new).into_iter().filter(|name| !kept.contains(name)) {
        // What the system sets by itself may not be removed.
        let _ = xattr::remove(new, &name);
    }
    for name in kept {
        let Some(value) = xattr::get(old, &name)? else { continue };
        if xattr::get(new, &name)?.as_deref() == Some(&value) {
            continue;
        }
        let is_of_a_user = name.to_string_lossy().starts_with("user.");
        let is_access = name.to_string_lossy().starts_with("system.posix_acl");
        if let Err(error) = xattr::set(new, &name, &value)
            && (is_of_a_user || is_access)
        {
            return Err(error);
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_attributes(_old: &Path, _new: &Path) -> io::Result<()> {
    Ok(())
}

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
