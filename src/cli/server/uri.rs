//! Where an open document lies.

use std::path::PathBuf;

use lsp_types::Url;

use crate::cli::inputs::Input;

/// The document as an input of a command: by its path, from which its settings and its relative links start, or as standard
/// input without a name, where it was never saved.
pub(super) fn input(uri: &Url) -> Input {
    match path(uri) {
        Some(path) => Input { path, is_stdin: false, is_named: true },
        None => Input { path: "<stdin>".into(), is_stdin: true, is_named: true },
    }
}

fn path(uri: &Url) -> Option<PathBuf> {
    if uri.scheme() == "file" { uri.to_file_path().ok() } else { None }
}
