//! Where a document that a command made goes: to standard output, into a file, or only to be compared with one.

use std::fs;
use std::io;
use std::path::Path;

use super::Status;
use super::args::Target;
use super::console::Console;
use super::inputs::reason;
use super::write::{self, Written};

impl Target {
    /// Whether it is standard output that the document goes to.
    pub(super) fn is_standard_output(&self) -> bool {
        self.output.as_deref().is_none_or(|path| path == Path::new("-"))
    }
}

pub(super) fn deliver(document: &[u8], target: &Target, console: &mut Console) -> io::Result<Status> {
    let Some(path) = target.output.as_deref().filter(|_| !target.is_standard_output()) else {
        console.print(document)?;
        return Ok(Status::Done);
    };
    if target.check {
        return compare(document, path, console);
    }
    match write::write(path, document) {
        Ok(Written::Yes) => console.note(format_args!("{}: written", path.display()))?,
        Ok(Written::AsItWas) => console.note(format_args!("{}: up to date", path.display()))?,
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
        Err(error) if error.kind() == io::ErrorKind::NotFound => "not there yet",
        Err(error) => {
            console.error(format_args!("{shown}: {}", reason(&error)))?;
            return Ok(Status::Failed);
        }
    };
    console.print(format!("{shown}: {state}; to write it: {}\n", command_without_check()))?;
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
