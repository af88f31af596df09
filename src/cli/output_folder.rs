//! A folder of files that a command makes: all of them are looked at before the first is written.
//!
//! A site may be made in a folder that others write into, so that no name below it leads out of it, and nothing is written
//! over that the command did not make itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::inputs::reason;
use super::target::{self, FileContent, TargetError};
use super::write::{Destination, WriteError, Written};

/// A file to be written.
pub(super) struct NewFile {
    /// Where it goes, from the folder on.
    pub(super) path: PathBuf,
    pub(super) content: FileContent,
    pub(super) bytes: Vec<u8>,
}

/// Writes `files` into `folder`, and says how many of them were not yet as they are now.
///
/// # Errors
///
/// [`TargetError`] for the first file that cannot be written, or must not be. Where it must not be, none was.
pub(super) fn write<'a>(
    folder: &Path,
    files: &[NewFile],
    inputs: &(impl Iterator<Item = &'a Path> + Clone),
) -> Result<usize, TargetError> {
    if fs::metadata(folder).is_ok_and(|metadata| !metadata.is_dir()) {
        return Err(TargetError::NotAFolder { path: folder.to_owned() });
    }
    let destinations = files.iter().map(|file| {
        stays_inside(folder, &file.path)?;
        target::destination(&folder.join(&file.path), file.content, inputs.clone())
    });
    let destinations: Vec<Destination> = destinations.collect::<Result<_, _>>()?;
    let mut written = 0;
    for (file, destination) in files.iter().zip(destinations) {
        let path = destination.path();
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| WriteError::Io { path: parent.to_owned(), error })?;
        written += usize::from(destination.write(&file.bytes)? == Written::Yes);
    }
    Ok(written)
}

/// That no link on the way to `path`, which starts at `folder`, leads out of that.
fn stays_inside(folder: &Path, path: &Path) -> Result<(), TargetError> {
    let Ok(root) = fs::canonicalize(folder) else { return Ok(()) };
    let mut place = folder.to_owned();
    for part in path {
        place.push(part);
        match fs::canonicalize(&place) {
            Ok(real) if real.starts_with(&root) => {}
            Ok(_) => return Err(TargetError::Outside { path: place, folder: folder.to_owned() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(TargetError::Unknown { reason: reason(&error), path: place }),
        }
    }
    Ok(())
}
