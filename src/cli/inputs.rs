//! Which files a command reads, and their text.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};
use thiserror::Error;

use super::args::FileChoice;
use super::globs::{GlobError, glob_set, is_excluded};
use crate::text::LineIndex;

/// What a folder is searched for.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "mdx"];

/// The largest file that is read, in bytes. What is known of a file takes twenty times its size, and places in it are
/// counted in four bytes.
const LARGEST: u64 = 1 << 30;

/// A file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// Its name in messages, and where settings are looked for.
    pub(super) path: PathBuf,
    pub(super) is_stdin: bool,
    /// Whether the command line names it, and not only a folder that it is in.
    pub(super) is_named: bool,
}

/// Why an input cannot be read; says which.
#[derive(Debug, Error)]
pub(super) enum InputError {
    #[error("{}: {}", path.display(), reason(error))]
    Io { path: PathBuf, error: io::Error },
    #[error("{}:{line}:{column}: not UTF-8 (byte {byte:#04x}); relist reads UTF-8 only", path.display())]
    NotUtf8 { path: PathBuf, line: usize, column: usize, byte: u8 },
    #[error("{}: not a regular file", path.display())]
    NotAFile { path: PathBuf },
    #[error("`--exclude`: {0}")]
    Glob(GlobError),
    #[error("{}: larger than 1 GiB, the largest file that relist reads", path.display())]
    TooLarge { path: PathBuf },
    #[error("{}: cannot be searched: {message}", path.display())]
    Walk { path: PathBuf, message: String },
}

/// What the system says, as it is said in the middle of a sentence.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => {
            let message = error.to_string();
            message.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

impl Input {
    fn file(path: &Path) -> Self {
        Self { path: path.strip_prefix(".").unwrap_or(path).to_owned(), is_stdin: false, is_named: true }
    }

    /// One file, or standard input for `-`.
    pub(super) fn named(path: &Path, stdin: Option<&FileChoice>) -> Self {
        if path != Path::new("-") {
            return Self::file(path);
        }
        let name = stdin.and_then(|stdin| stdin.stdin_filename.clone());
        Self { path: name.unwrap_or_else(|| "<stdin>".into()), is_stdin: true, is_named: true }
    }

    /// The folder that its relative links start from; unknown for standard input without a name.
    pub(super) fn folder(&self) -> Option<&Path> {
        if self.is_stdin && self.path == Path::new("<stdin>") {
            return None;
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some(folder.unwrap_or(Path::new(".")))
    }

    /// Its bytes, or `None` if there are too many.
    fn bytes(&self) -> io::Result<Option<Vec<u8>>> {
        if self.is_stdin {
            return read_all(io::stdin().lock(), 0);
        }
        let length = fs::metadata(&self.path)?.len();
        read_all(File::open(&self.path)?, length)
    }

    /// Its whole text.
    pub(super) fn read(&self) -> Result<String, InputError> {
        if !self.is_stdin && !is_readable(&self.path) {
            return Err(InputError::NotAFile { path: self.path.clone() });
        }
        let bytes = self.bytes().map_err(|error| InputError::Io { path: self.path.clone(), error })?;
        let bytes = bytes.ok_or_else(|| InputError::TooLarge { path: self.path.clone() })?;
        String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let (before, rest) = error.as_bytes().split_at(valid);
            let before = str::from_utf8(before).unwrap_or_default();
            let position = LineIndex::new(before).position(before, valid);
            InputError::NotUtf8 {
                path: self.path.clone(),
                line: position.line,
                column: position.column,
                byte: rest.first().copied().unwrap_or_default(),
            }
        })
    }
}

/// Whether `path` can be read to its end. A named pipe waits for a writer that may never come; what a shell hands over in
/// place of a file (`/dev/stdin`, `<(command)`), and `/dev/null` for a missing version, are fine.
fn is_readable(path: &Path) -> bool {
    let from_shell = ["/dev/null", "/dev/stdin", "/dev/fd", "/proc/self/fd"];
    // What is not there, or a folder, has a message of its own.
    fs::metadata(path).map_or(true, |metadata| metadata.is_file() || metadata.is_dir())
        || from_shell.iter().any(|known| path.starts_with(known))
}

/// All that `reader` holds, or `None` if that is too much.
fn read_all(reader: impl Read, expected: u64) -> io::Result<Option<Vec<u8>>> {
    if expected > LARGEST {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    // A device says that it is empty, and a file may grow.
    reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= LARGEST))
}

/// The inputs that `paths` name, each once: in the order given, and those in a folder in the order of their paths.
pub(super) fn collect(paths: &[PathBuf], choice: &FileChoice) -> (Vec<Input>, Vec<InputError>) {
    let (mut inputs, mut errors) = (Vec::new(), Vec::new());
    let excluded = match glob_set(&choice.exclude) {
        Ok(globs) => globs,
        Err(error) => return (inputs, vec![InputError::Glob(error)]),
    };
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        if path == Path::new("-") {
            inputs.push(Input::named(path, Some(choice)));
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut inputs, &mut errors),
            Ok(_) => inputs.push(Input::file(path)),
            Err(error) => errors.push(InputError::Io { path: path.clone(), error }),
        }
    }
    inputs.retain(|input| input.is_stdin || !is_excluded(&excluded, &input.path));
    if paths.len() > 1 {
        drop_repeated(&mut inputs);
    }
    (inputs, errors)
}

/// Other people's files, in whatever repository they are.
const NEVER_SEARCHED: &str = "node_modules";

fn walk(folder: &Path, inputs: &mut Vec<Input>, errors: &mut Vec<InputError>) {
    let parents = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if let Some(path) = parents.ancestors().find_map(ignore_file_that_hangs) {
        return errors.push(InputError::NotAFile { path });
    }
    let (mut found, hanging) = (Vec::new(), Arc::new(Mutex::new(Vec::new())));
    let noted = Arc::clone(&hanging);
    let is_searched = move |entry: &DirEntry| {
        let is_folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
        if !is_folder {
            return true;
        }
        let hangs = ignore_file_that_hangs(entry.path());
        let is_searched = hangs.is_none() && entry.file_name() != NEVER_SEARCHED;
        noted.lock().unwrap_or_else(PoisonError::into_inner).extend(hangs);
        is_searched
    };
    for entry in WalkBuilder::new(folder).require_git(false).filter_entry(is_searched).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && is_markdown(entry.path()) {
                    found.push(Input { is_named: false, ..Input::file(entry.path()) });
                }
            }
            Err(error) => errors.push(walk_error(folder, error)),
        }
    }
    let mut hanging = hanging.lock().unwrap_or_else(PoisonError::into_inner);
    errors.extend(hanging.drain(..).map(|path| InputError::NotAFile { path }));
    found.sort_by(|one, other| one.path.cmp(&other.path));
    inputs.append(&mut found);
}

/// A file with ignore rules in `folder` that the walk would wait for without end.
fn ignore_file_that_hangs(folder: &Path) -> Option<PathBuf> {
    let paths = [".gitignore", ".ignore"].map(|name| folder.join(name));
    paths.into_iter().find(|path| !is_readable(path))
}

/// The paths of those inputs that are files.
pub(super) fn files(inputs: &[Input]) -> impl Iterator<Item = &Path> + Clone {
    inputs.iter().filter(|input| !input.is_stdin).map(|input| input.path.as_path())
}

/// The walk wraps its errors in the path and depth where they came up.
fn walk_error(folder: &Path, mut error: ignore::Error) -> InputError {
    let mut place = folder.to_owned();
    loop {
        error = match error {
            ignore::Error::WithDepth { err, .. } => *err,
            ignore::Error::WithPath { path, err } => {
                place = path;
                *err
            }
            ignore::Error::Io(error) => return InputError::Walk { path: place, message: reason(&error) },
            other => return InputError::Walk { path: place, message: other.to_string() },
        }
    }
}

pub(super) fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// A path as it is written on all systems.
pub(super) fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

/// Two runs over one file at once would race for it.
fn drop_repeated(inputs: &mut Vec<Input>) {
    let mut seen = HashSet::new();
    inputs.retain(|input| {
        let identity = if input.is_stdin { None } else { fs::canonicalize(&input.path).ok() };
        seen.insert(identity.unwrap_or_else(|| input.path.clone()))
    });
}
