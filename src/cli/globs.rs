//! Globs for files: which files a `per-file` table is about, and which ones are excluded.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

use crate::config::Config;

/// Why a glob cannot be used.
#[derive(Debug, Error)]
#[error("`{glob}` is not a valid glob: {}", error.kind())]
pub(super) struct GlobError {
    /// The glob as it was written.
    pub(super) glob: String,
    error: globset::Error,
}

/// The globs of a file of settings, and the folder that they start from.
#[derive(Default)]
pub(super) struct SettingsGlobs {
    root: PathBuf,
    per_file: Vec<GlobSet>,
    exclude: GlobSet,
}

impl SettingsGlobs {
    /// The globs of `config`, which was read from `file`.
    pub(super) fn new(config: &Config, file: &Path) -> Result<Self, GlobError> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let folder = if folder.ends_with(".config") { folder.parent().unwrap_or(folder) } else { folder };
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let per_file = config.per_file.iter().map(|per_file| glob_set(&per_file.files));
        Ok(Self { root, per_file: per_file.collect::<Result<_, _>>()?, exclude: glob_set(&config.exclude)? })
    }

    /// For each `per-file` table, whether it is about the file at `path`.
    pub(super) fn fitting(&self, path: &Path) -> Vec<bool> {
        let path = self.relative(path);
        self.per_file.iter().map(|globs| globs.is_match(path)).collect()
    }

    /// Whether any `per-file` table needs to be asked about.
    pub(super) fn has_per_file(&self) -> bool {
        !self.per_file.is_empty()
    }

    /// Whether the file at `path`, or a folder that it is in, is excluded.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        is_excluded(&self.exclude, self.relative(path))
    }

    fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

/// Whether `globs` name the file at `path`, or a folder that it is in.
pub(super) fn is_excluded(globs: &GlobSet, path: &Path) -> bool {
    !globs.is_empty() && path.ancestors().any(|path| globs.is_match(path))
}

/// As in `.gitignore`, a glob without a slash is about files of that name in any folder.
pub(super) fn glob_set(written: &[String]) -> Result<GlobSet, GlobError> {
    let mut globs = GlobSetBuilder::new();
    for written in written {
        let error = |error| GlobError { glob: written.clone(), error };
        let anywhere = if written.trim_end_matches('/').contains('/') { "" } else { "**/" };
        let glob = format!("{anywhere}{}", written.trim_start_matches("./").trim_start_matches('/'));
        let glob = if glob.ends_with('/') { format!("{glob}**") } else { glob };
        globs.add(GlobBuilder::new(&glob).literal_separator(true).build().map_err(error)?);
    }
    globs.build().map_err(|error| GlobError { glob: written.join(", "), error })
}
