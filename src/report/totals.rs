//! How many findings there are, and what was read to find them.

use super::FileReport;
use crate::rules::{Applicability, Severity};

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many files were checked.
    pub files: usize,
    /// How many of them have findings.
    pub files_with_findings: usize,
    /// How many lists they hold.
    pub lists: usize,
    /// How many entries are in those.
    pub entries: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings for information only.
    pub notes: usize,
    /// Findings that `relist fmt` fixes.
    pub fixable: usize,
    /// Findings that only `relist fmt --unsafe-fixes` fixes.
    pub fixable_if_asked: usize,
}

impl Totals {
    /// Counts the findings of `files`.
    #[must_use]
    pub fn of(files: &[FileReport]) -> Self {
        let mut totals = Self {
            files: files.len(),
            files_with_findings: files.iter().filter(|file| !file.findings.is_empty()).count(),
            lists: files.iter().map(|file| file.lists).sum(),
            entries: files.iter().map(|file| file.entries).sum(),
            ..Self::default()
        };
        for finding in files.iter().flat_map(|file| &file.findings) {
            match finding.severity {
                Severity::Error => totals.errors += 1,
                Severity::Warning => totals.warnings += 1,
                Severity::Information => totals.notes += 1,
            }
            match finding.fix.as_ref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => totals.fixable += 1,
                Some(Applicability::Unsafe) => totals.fixable_if_asked += 1,
                None => {}
            }
        }
        totals
    }

    /// How many findings there are in all.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// The counts in a sentence or two.
    ///
    /// ```
    /// use relist::report::Totals;
    ///
    /// let read = Totals { files: 3, lists: 62, entries: 552, ..Totals::default() };
    /// assert_eq!(read.sentence(), "All good: 62 lists, 552 entries checked in 3 files");
    /// let found = Totals { errors: 1, warnings: 2, fixable: 2, fixable_if_asked: 1, files_with_findings: 1, ..read };
    /// assert_eq!(
    ///     found.sentence(),
    ///     "Found 3 findings (1 error, 2 warnings) in 1 of 3 files.\n\
    ///      62 lists, 552 entries checked.\n\
    ///      2 fixable with `relist fmt`, 1 more with `--unsafe-fixes`.",
    /// );
    /// assert_eq!(Totals { files: 1, ..Totals::default() }.sentence(), "All good: no lists found in 1 file");
    /// ```
    #[must_use]
    pub fn sentence(&self) -> String {
        let files = counted(self.files, "file");
        let lists = format!("{}, {}", counted(self.lists, "list"), counted_entries(self.entries));
        if self.findings() == 0 {
            return match (self.files, self.lists) {
                (0, _) => "0 files checked".to_owned(),
                (_, 0) => format!("All good: no lists found in {files}"),
                _ => format!("All good: {lists} checked in {files}"),
            };
        }
        let kinds = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
        let kinds: Vec<String> = kinds.map(|(count, noun)| counted(count, noun)).collect();
        let found = counted(self.findings(), "finding");
        let files = if self.files_with_findings < self.files {
            format!("{} of {files}", self.files_with_findings)
        } else {
            files
        };
        let checked = if self.lists == 0 { "No lists found".to_owned() } else { format!("{lists} checked") };
        let fixable = match (self.fixable, self.fixable_if_asked) {
            (0, 0) => String::new(),
            (0, asked) => format!("\n{asked} fixable with `relist fmt --unsafe-fixes`."),
            (safe, 0) => format!("\n{safe} fixable with `relist fmt`."),
            (safe, asked) => {
                format!("\n{safe} fixable with `relist fmt`, {asked} more with `--unsafe-fixes`.")
            }
        };
        format!("Found {found} ({}) in {files}.\n{checked}.{fixable}", kinds.join(", "))
    }
}

/// `1 file`, `2 files`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// `1 entry`, `2 entries`
pub(crate) fn counted_entries(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}
