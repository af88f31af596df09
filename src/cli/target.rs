//! Where a document that a command made goes: to standard output, into a file, or only to be compared with one.
//!
//! A file is not written over if the command reads it, nor if it holds something else than what the command writes: the
//! names of a list and of its records are easily mixed up, and the list would be gone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Status;
use super::args::Target;
use super::console::Console;
use super::inputs::{is_markdown, reason};
use super::write::{Destination, WriteError, Written};
use crate::report::Baseline;

/// What is written into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileContent {
    Markdown,
    Json,
    Baseline,
    Settings,
    /// A page or a feed of a site.
    Page,
    /// JSON lines, CSV, links, or findings for people.
    Lines,
}

/// Why a file is not written.
#[derive(Debug, Error)]
pub(super) enum TargetError {
    #[error("{}: is an input of this command; write to another file", path.display())]
    Input { path: PathBuf },
    #[error("{}: already exists and is not {content}; write to another file", path.display())]
    Other { path: PathBuf, content: FileContent },
    #[error("{}: is a file; name a folder", path.display())]
    NotAFolder { path: PathBuf },
    #[error("{}: leads out of {}, left unchanged", path.display(), folder.display())]
    Outside { path: PathBuf, folder: PathBuf },
    #[error("{}: {reason}", path.display())]
    Unknown { path: PathBuf, reason: String },
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl std::fmt::Display for FileContent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Markdown => "markdown",
            Self::Json => "JSON",
            Self::Baseline => "a baseline",
            Self::Settings => "a file of settings",
            Self::Page => "a page that relist made",
            Self::Lines => "what this command writes",
        })
    }
}

/// What the names of data end in.
const DATA: [&str; 8] = ["json", "jsonl", "csv", "tsv", "toml", "yaml", "yml", "sarif"];

impl FileContent {
    /// Whether a file of that name and content may be replaced.
    fn may_replace(self, path: &Path, before: &[u8]) -> bool {
        let Ok(text) = str::from_utf8(before) else { return false };
        let text = crate::text::split_byte_order_mark(text).1;
        if text.trim().is_empty() {
            return true;
        }
        let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        let ends_in = |extensions: &[&str]| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            extension.is_some_and(|own| extensions.iter().any(|known| known.eq_ignore_ascii_case(own)))
        };
        match self {
            Self::Markdown => is_markdown(path) || !(ends_in(&DATA) || is_json()),
            Self::Json => is_json(),
            Self::Baseline => Baseline::from_json(text).is_ok(),
            Self::Settings => !is_markdown(path) && !is_json(),
            Self::Page => crate::site::is_made(text),
            Self::Lines => !is_markdown(path) && !ends_in(&["toml", "json", "sarif"]),
        }
    }
}

/// The file at `path`, to write `content` into; `inputs` are the files that the command reads.
pub(super) fn destination<'a>(
    path: &Path,
    content: FileContent,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<Destination, TargetError> {
    let destination = Destination::new(path)?;
    let Some(before) = destination.before() else { return Ok(destination) };
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if inputs.into_iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == real)) {
        return Err(TargetError::Input { path: path.to_owned() });
    }
    if !content.may_replace(&real, before) {
        return Err(TargetError::Other { path: path.to_owned(), content });
    }
    Ok(destination)
}

/// Where the document of one run goes.
pub(super) enum Sink {
    StandardOutput,
    Compared(PathBuf),
    File(Destination),
}

impl Target {
    /// Whether it is standard output that the document goes to.
    pub(super) fn is_standard_output(&self) -> bool {
        self.output.as_deref().is_none_or(|path| path == Path::new("-"))
    }

    /// Looks at the file that is named, before the inputs are read.
    pub(super) fn open<'a>(
        &self,
        content: FileContent,
        inputs: impl IntoIterator<Item = &'a Path>,
    ) -> Result<Sink, TargetError> {
        let Some(path) = self.output.as_deref().filter(|_| !self.is_standard_output()) else {
            return Ok(Sink::StandardOutput);
        };
        if self.check {
            return Ok(Sink::Compared(path.to_owned()));
        }
        destination(path, content, inputs).map(Sink::File)
    }
}

pub(super) fn deliver(document: &[u8], sink: &Sink, console: &mut Console) -> io::Result<Status> {
    let destination = match sink {
        Sink::StandardOutput => {
            console.document(document)?;
            return Ok(Status::Done);
        }
        Sink::Compared(path) => return compare(document, path, console),
        Sink::File(destination) => destination,
    };
    let shown = destination.path().display();
    match destination.write(document) {
        Ok(Written::Yes) => console.note(format_args!("{shown}: written"))?,
        Ok(Written::AsItWas) => console.note(format_args!("{shown}: up to date"))?,
        Err(error) => {
            console.error(error)?;
            return Ok(Status::Failed);
        }
    }
    Ok(Status::Done)
}

fn compare(document: &[u8], path: &Path, console: &mut Console) -> io::Result<Status> {
    let shown = path.display();
    let state = match fs::read(path) {
        Ok(there) if there == document => {
            console.note(format_args!("{shown}: up to date"))?;
            return Ok(Status::Done);
        }
        Ok(_) => "out of date",
        Err(error) if error.kind() == io::ErrorKind::NotFound => "missing",
        Err(error) => {
            console.error(format_args!("{shown}: {}", reason(&error)))?;
            return Ok(Status::Failed);
        }
    };
    let advice = format!("{shown}: {state}; to write it: {}", command_without_check());
    console.print(format!("{}\n", crate::text::shown(&advice)))?;
    Ok(Status::Differs)
}

/// What was called, as one would type it, but for `--check`.
fn command_without_check() -> String {
    let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let words = arguments.filter(|argument| argument != "--check").map(|argument| quoted(&argument));
    std::iter::once("relist".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// As a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:=@%+~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_where_a_shell_would_split_them() {
        assert_eq!(quoted("docs/a.md"), "docs/a.md");
        assert_eq!(quoted("my list.md"), "'my list.md'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
