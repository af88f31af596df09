//! Files that are being written: each in a folder of its own beside the file that it will replace.
//!
//! The folder is closed to other users, so that nobody reads a private list before its permissions are set. The file lies in
//! a `.git` inside it, because git tracks nothing in a folder of that name: `git add -A` passes over what a killed run
//! leaves behind, whenever it is killed. A run that is interrupted removes its folders first.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The folders that an interrupted run has to remove.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn folders() -> MutexGuard<'static, Vec<PathBuf>> {
    FOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is not where it belongs yet.
pub(super) struct TemporaryFile {
    // Closed before its folder is removed.
    file: File,
    folder: TemporaryFolder,
}

impl TemporaryFile {
    /// A file that holds `content`, on the same file system as `target`.
    pub(super) fn beside(target: &Path, content: &[u8]) -> io::Result<Self> {
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = TemporaryFolder::new(parent.unwrap_or(Path::new(".")))?;
        fs::create_dir(folder.untracked())?;
        let mut file = File::create_new(folder.content())?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(Self { file, folder })
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.content()
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

/// A folder that is removed when it is dropped or when the run is interrupted.
struct TemporaryFolder {
    path: PathBuf,
}

impl TemporaryFolder {
    /// Creating and noting the folder is one step for whoever removes all of them.
    fn new(parent: &Path) -> io::Result<Self> {
        remove_when_interrupted();
        let mut folders = folders();
        let mut builder = tempfile::Builder::new();
        builder.prefix(".relist-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let path = builder.tempdir_in(parent)?.keep();
        folders.push(path.clone());
        Ok(Self { path })
    }

    fn untracked(&self) -> PathBuf {
        self.path.join(".git")
    }

    fn content(&self) -> PathBuf {
        self.untracked().join("content")
    }
}

impl Drop for TemporaryFolder {
    /// Removing and forgetting the folder is one step, too.
    fn drop(&mut self) {
        let mut folders = folders();
        let _ = fs::remove_dir_all(&self.path);
        folders.retain(|folder| *folder != self.path);
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
        // Without it the folders of an interrupted run stay; git passes over them.
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
