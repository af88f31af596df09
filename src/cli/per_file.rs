//! Which files the `per-file` tables of the settings are about.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

use crate::config::Config;

/// A glob that is none.
#[derive(Debug, Error)]
#[error("`{glob}` is no glob: {}", error.kind())]
pub(super) struct GlobError {
    /// The glob as it was written.
    pub(super) glob: String,
    error: globset::Error,
}

/// The globs of each table, and the folder that they start from.
#[derive(Default)]
pub(super) struct PerFileGlobs {
    root: PathBuf,
    tables: Vec<GlobSet>,
}

impl PerFileGlobs {
    /// The globs of `config`, which was read from `file`.
    ///
    /// As in `.gitignore`, a glob without a slash is about files of that name in any folder.
    pub(super) fn new(config: &Config, file: &Path) -> Result<Self, GlobError> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let folder = if folder.ends_with(".config") { folder.parent().unwrap_or(folder) } else { folder };
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let tables = config.per_file.iter().map(|per_file| {
            let mut globs = GlobSetBuilder::new();
            for written in &per_file.files {
                let error = |error| GlobError { glob: written.clone(), error };
                let anywhere = if written.trim_end_matches('/').contains('/') { "" } else { "**/" };
                let glob = format!("{anywhere}{}", written.trim_start_matches('/'));
                let glob = if glob.ends_with('/') { format!("{glob}**") } else { glob };
                globs.add(GlobBuilder::new(&glob).literal_separator(true).build().map_err(error)?);
            }
            globs.build().map_err(|error| GlobError { glob: per_file.files.join(", "), error })
        });
        Ok(Self { root, tables: tables.collect::<Result<_, _>>()? })
    }

    /// For each table, whether it is about the file at `path`.
    pub(super) fn fitting(&self, path: &Path) -> Vec<bool> {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        self.tables.iter().map(|globs| globs.is_match(path)).collect()
    }
}
