//! `relist render` without `--records`: lists that name their data files, brought up to date in place.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::args::RenderArgs;
use super::conflicts;
use super::console::Console;
use super::data_files::{self, Source};
use super::inputs::Input;
use super::render::notes;
use super::rewrite::{InputOutcome, Manner, OutcomeCounts};
use super::settings::Settings;
use super::{Status, parallel};
use crate::config::Config;
use crate::document::Document;
use crate::records::{self, Binding, Data, DataListing, RegenerateError};
use crate::rules::stays_inside;

/// Said of a list without any.
pub(super) const NO_BINDING: &str = "no list names its data with `<!-- relist: records=FILE -->`";

pub(super) fn run(args: &RenderArgs, console: &mut Console) -> io::Result<Status> {
    let inputs = args.templates.iter().map(|path| Input::named(path, None)).collect();
    let work = Settings::new(&args.config).of_all(inputs, console)?;
    let (styles, exact) = (console.out_styles, console.is_file());
    let manner =
        Manner { check: args.check, diff: args.diff, verdict: "Out of date", styles: &styles, exact };
    let outcomes = parallel::map(&work, |(input, config)| match config {
        Some(config) => write(input, config, args.new_sections, manner),
        None => InputOutcome::Skipped,
    });
    let mut counts = OutcomeCounts::default();
    for ((input, _), outcome) in work.iter().zip(outcomes) {
        counts.add(&outcome);
        // Each mistake in the data is a line of its own.
        if let InputOutcome::Failed { message } = &outcome {
            message.lines().try_for_each(|line| console.error(line))?;
            continue;
        }
        manner.report(input, outcome, console)?;
    }
    console.note(counts.summary(manner.is_dry()))?;
    Ok(counts.status(manner.is_dry()))
}

fn write(input: &Input, config: &Config, new_sections: bool, manner: Manner<'_>) -> InputOutcome {
    regenerate(input, config, new_sections, manner).unwrap_or_else(|message| InputOutcome::Failed { message })
}

fn regenerate(
    input: &Input,
    config: &Config,
    new_sections: bool,
    manner: Manner<'_>,
) -> Result<InputOutcome, String> {
    let source = input.read().map_err(|error| error.to_string())?;
    conflicts::refuse(&input.path, &source)?;
    let path = input.path.display().to_string();
    let bindings = records::bindings(&Document::parse(&source));
    if bindings.is_empty() {
        return Ok(InputOutcome::Unchanged { source, notes: vec![format!("{path}: {NO_BINDING}")] });
    }
    let data = Data { new_sections, ..read(input, bindings)? };
    let result = records::regenerate(&source, config, &data).map_err(|error| match error {
        RegenerateError::Data(_) => error.to_string(),
        error => format!("{path}: {error}"),
    })?;
    let said = notes(&path, &format!("the data of {path}"), &result);
    if result.output == source {
        return Ok(InputOutcome::Unchanged { source, notes: said });
    }
    let summary = summary([result.added, result.changed, result.removed.len()]);
    manner.change(input, &source, result.output, &summary, said)
}

/// The data files that listings name, each with the ids of its listings.
pub(super) fn files(input: &Input, bindings: Vec<Binding>) -> Result<BTreeMap<PathBuf, Vec<String>>, String> {
    let path = input.path.display();
    let folder = input.folder().ok_or_else(|| format!("{path}: data files are named relative to a file"))?;
    let mut files: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    for Binding { listing, path: file, line, .. } in bindings {
        if !stays_inside(folder, &file) {
            return Err(format!(
                "{path}:{line}: `{file}` must be a relative path inside of the repository, and no symbolic link"
            ));
        }
        let file = folder.join(&file);
        let file = file.strip_prefix(".").unwrap_or(&file).to_owned();
        files.entry(file).or_default().push(listing);
    }
    Ok(files)
}

/// The data that listings name.
fn read(input: &Input, bindings: Vec<Binding>) -> Result<Data, String> {
    let mut data = Data::default();
    for (file, listings) in files(input, bindings)? {
        let (mut entries, is_folder) = entries(&file)?;
        if let [only] = listings.as_slice() {
            for entry in &mut entries {
                entry.place_in(only);
            }
        }
        // The order of files in a folder means nothing.
        let listings = listings.into_iter().map(|id| DataListing { id, is_unordered: is_folder });
        data.listings.extend(listings);
        data.entries.extend(entries);
    }
    Ok(data)
}

fn entries(file: &Path) -> Result<(Vec<records::DataEntry>, bool), String> {
    match data_files::read(file, None)? {
        Source::Data { entries, is_folder } => Ok((entries, is_folder)),
        Source::Records { name, .. } => {
            let shown = name.display();
            Err(format!("{shown}: must be a data file: CSV, TSV, an array in JSON, JSON lines or YAML"))
        }
    }
}

/// `2 entries added, 1 changed`
pub(super) fn summary(counts: [usize; 3]) -> String {
    let verbs = ["added", "changed", "removed"];
    let mut parts = counts.into_iter().zip(verbs).filter(|(count, _)| *count > 0);
    let Some((count, verb)) = parts.next() else { return "entries in another order".to_owned() };
    let first = format!("{} {verb}", crate::report::counted_entries(count));
    parts.fold(first, |said, (count, verb)| format!("{said}, {count} {verb}"))
}
