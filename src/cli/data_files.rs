//! Data files as `--records` names them: a file, standard input, or a folder with a file an entry.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::DataFileFormat;
use super::inputs::{Input, reason};
use crate::records::{DataEntry, DataFormat};

/// What `--records` names.
pub(super) enum Source {
    /// The JSON that `extract` printed.
    Records { name: PathBuf, text: String },
    /// Entries; `is_folder`: each is a file, and their order means nothing.
    Data { entries: Vec<DataEntry>, is_folder: bool },
}

/// Reads the file or the folder at `path`.
pub(super) fn read(path: &Path, format: Option<DataFileFormat>) -> Result<Source, String> {
    if path.is_dir() {
        return Ok(Source::Data { entries: read_folder(path, format)?, is_folder: true });
    }
    let input = Input::named(path, None);
    let text = input.read().map_err(|error| error.to_string())?;
    let is_told = format.is_some();
    let format = format.map(DataFormat::from).or_else(|| DataFormat::of_path(&input.path));
    match format {
        Some(DataFormat::Json) | None if !is_told && is_records(&text) => {
            Ok(Source::Records { name: input.path, text })
        }
        Some(format) => {
            let entries = entries(format, &input.path, &text)?;
            Ok(Source::Data { entries, is_folder: false })
        }
        None if text.trim_start().starts_with(['[', '{']) => {
            let is_one =
                serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() || text.starts_with('[');
            let format = if is_one { DataFormat::Json } else { DataFormat::JsonLines };
            let entries = entries(format, &input.path, &text)?;
            Ok(Source::Data { entries, is_folder: false })
        }
        // What it should have been is for the reader of records to say.
        None => Ok(Source::Records { name: input.path, text }),
    }
}

/// Whether JSON is, or was to be, the records of a document, and not entries.
fn is_records(text: &str) -> bool {
    let text = crate::text::split_byte_order_mark(text).1.trim_start();
    let is_object = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    // One object, or one a line.
    let is_entry = || is_object(text) || text.lines().next().is_some_and(is_object);
    text.starts_with('{') && (text.contains("\"listings\"") || !is_entry())
}

fn entries(format: DataFormat, path: &Path, text: &str) -> Result<Vec<DataEntry>, String> {
    format.read(&path.display().to_string(), text).map_err(|error| error.to_string())
}

/// The entries of all data files of a folder, by the names of the files.
fn read_folder(folder: &Path, format: Option<DataFileFormat>) -> Result<Vec<DataEntry>, String> {
    let shown = |error: &std::io::Error| format!("{}: {}", folder.display(), reason(error));
    let mut files = Vec::new();
    for file in fs::read_dir(folder).map_err(|error| shown(&error))? {
        let path = file.map_err(|error| shown(&error))?.path();
        let own = DataFormat::of_path(&path);
        if let Some(own) = own.filter(|own| format.is_none_or(|format| DataFormat::from(format) == *own)) {
            files.push((path, own));
        }
    }
    if files.is_empty() {
        return Err(format!(
            "{}: holds no data files: name them *.yml, *.yaml, *.json, *.csv",
            folder.display()
        ));
    }
    files.sort();
    let mut all = Vec::new();
    for (path, format) in files {
        let text = Input::named(&path, None).read().map_err(|error| error.to_string())?;
        all.extend(entries(format, &path, &text)?);
    }
    Ok(all)
}

impl From<DataFileFormat> for DataFormat {
    fn from(format: DataFileFormat) -> Self {
        match format {
            DataFileFormat::Csv => Self::Csv,
            DataFileFormat::Tsv => Self::Tsv,
            DataFileFormat::Json => Self::Json,
            DataFileFormat::Jsonl => Self::JsonLines,
            DataFileFormat::Yaml => Self::Yaml,
        }
    }
}
