//! The findings of an old list, which `relist check` does not report again.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::Status;
use super::args::CheckArgs;
use super::console::Console;
use super::inputs::{Input, slashed};
use super::write::Destination;
use crate::report::{Baseline, BaselineRun, FileReport, Silenced};

/// A baseline, and where it lies.
pub(super) struct KnownFindings {
    baseline: Baseline,
    names: RelativeNames,
}

impl KnownFindings {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = Input::named(path, None).read().map_err(|error| error.to_string())?;
        let baseline = Baseline::from_json(&text).map_err(|error| format!("{}:{error}", path.display()))?;
        Ok(Self { baseline, names: RelativeNames::beside(path) })
    }

    /// Takes out of `files` what is known.
    pub(super) fn silence(&self, files: &mut [FileReport], args: &CheckArgs) -> Silenced {
        let checked = files.iter().map(|file| self.names.name(&file.path)).collect();
        self.baseline.silence(files, &CheckedRun { names: &self.names, checked, args })
    }
}

/// A run, as far as a baseline has to know it.
struct CheckedRun<'a> {
    names: &'a RelativeNames,
    checked: HashSet<String>,
    args: &'a CheckArgs,
}

impl BaselineRun for CheckedRun<'_> {
    fn name(&self, path: &str) -> String {
        self.names.name(path)
    }

    fn is_gone(&self, path: &str) -> bool {
        !self.names.folder.join(path).exists()
    }

    /// Not in other files, not by rules that the command line leaves out or gives no report to, and not in entries that did
    /// not change.
    fn looks_for(&self, path: &str, rule: &str) -> bool {
        let rules = &self.args.rules;
        let runs = (rules.select.is_empty() || rules.select.iter().any(|name| name == rule))
            && !rules.ignore.iter().any(|name| name == rule)
            && (self.args.link_report.link_report.is_some()
                || !crate::rules::named(rule).is_ok_and(|rule| rule.needs_link_report));
        let all_of_it = self.args.since.since.is_none();
        runs && all_of_it && (self.checked.contains(path) || self.is_gone(path))
    }
}

/// A file that could not be read would lose what is known of it, so that nothing is written then.
pub(super) fn write(
    destination: &Destination,
    files: &[FileReport],
    status: Status,
    console: &mut Console,
) -> io::Result<Status> {
    let path = destination.path();
    if status != Status::Done {
        console.error(format_args!(
            "{}: not written, because some files could not be checked",
            path.display()
        ))?;
        return Ok(status);
    }
    let names = RelativeNames::beside(path);
    let baseline = Baseline::of(files, |path| names.name(path));
    if let Err(error) = destination.write(baseline.to_json().as_bytes()) {
        return console.error(error).map(|()| Status::Failed);
    }
    let known = baseline.len();
    let findings = if known == 1 { "finding" } else { "findings" };
    console.note(format_args!("{}: recorded {known} {findings}", path.display()))?;
    Ok(Status::Done)
}

/// Names files from the folder of a baseline, so that it holds wherever `relist` is run.
struct RelativeNames {
    here: PathBuf,
    folder: PathBuf,
}

impl RelativeNames {
    fn beside(baseline: &Path) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let folder = here.join(baseline.parent().unwrap_or(Path::new("")));
        let folder = std::fs::canonicalize(&folder).unwrap_or(folder);
        Self { here, folder }
    }

    fn name(&self, path: &str) -> String {
        let whole = self.here.join(path);
        let whole = std::fs::canonicalize(&whole).unwrap_or(whole);
        slashed(whole.strip_prefix(&self.folder).unwrap_or(&whole))
    }
}
