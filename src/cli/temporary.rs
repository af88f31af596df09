//! Files that are being written: each in a folder of its own beside the file that it will replace.
//!
//! The folder is closed to other users, so that nobody reads a private list before its permissions are set, and it holds
//! a `.gitignore`, so that `git add -A` passes over what a killed run leaves behind. A run that is interrupted removes its
//! folders first.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// The folders that an interrupted run has to remove.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn folders() -> MutexGuard<'static, Vec<PathBuf>> {
    FOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is not where it belongs yet.
pub(super) struct TemporaryFile {
    folder: TempDir,
    file: File,
}

impl TemporaryFile {
    /// A file that holds `content`, on the same file system as `target`.
    pub(super) fn beside(target: &Path, content: &[u8]) -> io::Result<Self> {
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = new_folder(parent.unwrap_or(Path::new(".")))?;
        fs::write(folder.path().join(".gitignore"), "*\n")?;
        let mut file = File::create_new(content_path(&folder))?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(Self { folder, file })
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn path(&self) -> PathBuf {
        content_path(&self.folder)
    }

    /// Puts the file in the place of `target`, which holds either the old content or the new one at any moment.
    pub(super) fn replace(self, target: &Path) -> io::Result<()> {
        fs::rename(self.path(), target)
    }

    /// Puts the file at `target`, where nothing must be yet.
    pub(super) fn create(self, target: &Path) -> io::Result<()> {
        match fs::hard_link(self.path(), target) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                // Some file systems have no hard links.
                drop(File::create_new(target)?);
                fs::rename(self.path(), target)
            }
            linked => linked,
        }
    }
}

fn content_path(folder: &TempDir) -> PathBuf {
    folder.path().join("content")
}

/// Creating and noting the folder is one step for whoever removes all of them.
fn new_folder(parent: &Path) -> io::Result<TempDir> {
    remove_when_interrupted();
    let mut folders = folders();
    let mut builder = tempfile::Builder::new();
    builder.prefix(".relist-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    let folder = builder.tempdir_in(parent)?;
    folders.push(folder.path().to_owned());
    Ok(folder)
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        folders().retain(|folder| folder != self.folder.path());
    }
}

/// Waits for signals that end the program; started by the first file that is written.
#[cfg(unix)]
fn remove_when_interrupted() {
    use std::sync::Once;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // Without it the folders of an interrupted run stay; git ignores them.
        let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                // Held to the end, so that no other folder is made.
                let folders = folders();
                folders.iter().for_each(|folder| remove(folder));
                let _ = emulate_default_handler(signal);
            }
        });
    });
}

/// Removes a folder in which another thread may still create a file or two.
#[cfg(unix)]
fn remove(folder: &Path) {
    for _ in 0..10 {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            _ => return,
        }
    }
}

#[cfg(not(unix))]
fn remove_when_interrupted() {}
