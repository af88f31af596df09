//! Which files the `per-file` tables of the settings are about.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::config::Config;

/// The globs of each table, and the folder that they start from.
pub(super) struct PerFileGlobs {
    root: PathBuf,
    tables: Vec<GlobSet>,
}

impl PerFileGlobs {
    /// The globs of `config`, which was read from `file`.
    ///
    /// As in `.gitignore`, a glob without a slash is about files of that name in any folder.
    pub(super) fn new(config: &Config, file: &Path) -> Result<Self, globset::Error> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let folder = if folder.ends_with(".config") { folder.parent().unwrap_or(folder) } else { folder };
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let tables = config.per_file.iter().map(|per_file| {
            let mut globs = GlobSetBuilder::new();
            for glob in &per_file.files {
                let anywhere = if glob.trim_end_matches('/').contains('/') { "" } else { "**/" };
                let glob = format!("{anywhere}{}", glob.trim_start_matches('/'));
                let glob = if glob.ends_with('/') { format!("{glob}**") } else { glob };
                globs.add(GlobBuilder::new(&glob).literal_separator(true).build()?);
            }
            globs.build()
        });
        Ok(Self { root, tables: tables.collect::<Result<_, _>>()? })
    }

    /// For each table, whether it is about the file at `path`.
    pub(super) fn fitting(&self, path: &Path) -> Vec<bool> {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        self.tables.iter().map(|globs| globs.is_match(path)).collect()
    }
}
