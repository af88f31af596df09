//! Findings as others read them: people in a terminal, editors, code hosts.
//!
//! A [`FileReport`] holds what all renderers need (lines and columns, the fix as plain edits, what tells a finding
//! apart from others when lines move), so that each renderer is only about its form.

mod baseline;
mod concise;
mod diff;
mod diff_json;
mod diff_markdown;
mod diff_text;
mod frame;
mod github;
mod json;
mod overview;
mod overview_markdown;
mod overview_text;
mod places;
mod sarif;
mod statistics;
mod terminal_style;
mod text;
mod totals;
mod word_changes;

pub use baseline::{Baseline, BaselineError, BaselineRun, Silenced};
pub use diff::DiffFormat;
pub use diff_json::JsonDiff;
pub use json::JsonReport;
pub use overview::{
    ColumnOverview, DatedEntry, Habit, JsonOverview, ListingOverview, Overview, RuleFindings,
    SectionOverview, Shares,
};
pub use statistics::statistics;
pub use terminal_style::Look;
pub use totals::Totals;
pub(crate) use totals::{counted, counted_entries};

use crate::document::Document;
use crate::format::{Checked, edits_of};
use crate::rules::{Applicability, Finding, Rule, Severity};
use crate::text::{Edit, LineIndex, Position, Span};
use places::PlaceFinder;

/// A report as JSON; its keys are strings and its numbers counts, so that nothing in it cannot be written.
fn pretty_json(report: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}

/// The findings of one file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// Its path, with `/` between folders.
    pub path: String,
    /// Its text.
    pub source: String,
    /// Where its lines start.
    pub lines: LineIndex,
    /// How many lists it holds.
    pub lists: usize,
    /// How many entries are in them.
    pub entries: usize,
    /// What was found, in the order of the text.
    pub findings: Vec<Reported>,
}

/// A finding with all that a renderer says of it.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The rule that reports it.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter.
    pub message: String,
    /// The bytes that are meant.
    pub range: Range,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Range, String)>,
    /// How it is mended, if it can be.
    pub fix: Option<ReportedFix>,
    /// The bytes of what the finding is about: the entry, the cell or the line.
    pub about: Span,
}

/// A span with the lines and columns of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The bytes.
    pub span: Span,
    /// Where it starts.
    pub start: Position,
    /// Where it ends, past its last character.
    pub end: Position,
}

/// How a finding is mended.
#[derive(Clone, Debug)]
pub struct ReportedFix {
    /// Whether it is made without asking.
    pub applicability: Applicability,
    /// What it does, in a few words.
    pub description: String,
    /// The edits, sorted and apart from each other; a line that moves is deleted and inserted.
    pub edits: Vec<(Range, Edit)>,
}

/// What findings are printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people: the line, and what is meant on it.
    Text,
    /// One line a finding.
    Concise,
    /// For programs; the shape is that of [`JsonReport`].
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
}

impl ReportFormat {
    /// The findings of `files` in this format.
    ///
    /// ```
    /// use relist::config::Config;
    /// use relist::format::Task;
    /// use relist::report::{FileReport, Look, ReportFormat};
    ///
    /// let source = "| Tool |\n| --- |\n| [jq](http://github.com/jqlang/jq) |\n";
    /// let config = Config::default();
    /// let report = FileReport::new("a.md", &Task::new(source, &config).check()?);
    /// assert_eq!(
    ///     ReportFormat::Concise.render(&[report], &Look::default()),
    ///     "a.md:3:8: warning[insecure-url]: this host supports `https`\n",
    /// );
    /// # Ok::<(), relist::rules::UnknownRule>(())
    /// ```
    #[must_use]
    pub fn render(self, files: &[FileReport], look: &Look) -> String {
        match self {
            Self::Text => text::render(files, look),
            Self::Concise => concise::render(files, look),
            Self::Json => json::render(files),
            Self::Sarif => sarif::render(files),
            Self::Github => github::render(files),
        }
    }
}

impl FileReport {
    /// Takes from what was checked all that is to be reported.
    #[must_use]
    pub fn new(path: impl Into<String>, checked: &Checked<'_>) -> Self {
        let document = &checked.document;
        let listings = document.listings();
        Self {
            path: path.into(),
            source: document.source().to_owned(),
            lines: document.lines().clone(),
            lists: listings.len(),
            entries: listings.iter().map(|listing| listing.entries().len()).sum(),
            findings: Reported::all(checked),
        }
    }
}

impl Reported {
    /// The findings of one file, in the order of the text.
    #[must_use]
    pub fn all(checked: &Checked<'_>) -> Vec<Self> {
        let document = &checked.document;
        let mut places = PlaceFinder::of(document);
        checked.findings.iter().map(|finding| Self::new(document, finding, &mut places)).collect()
    }

    fn new(document: &Document<'_>, finding: &Finding, places: &mut PlaceFinder<'_>) -> Self {
        let mut range = |span| places.range(span);
        let fix = finding.fix.as_ref().map(|fix| ReportedFix {
            applicability: fix.applicability,
            description: fix.title.to_string(),
            edits: edits_of(document, finding).into_iter().map(|edit| (range(edit.span), edit)).collect(),
        });
        Self {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message.clone(),
            range: range(finding.span),
            related: finding.related.iter().map(|(span, words)| (range(*span), words.clone())).collect(),
            fix,
            about: about(document, finding),
        }
    }

    /// What the finding is about, without its place: the text that it is [`about`](Self::about) in `source`, that of its
    /// file, with spaces and pipes evened out. It stays the same where lines move, and where a row is padded again.
    #[must_use]
    pub fn subject(&self, source: &str) -> String {
        let about = self.about;
        let about =
            if about.len() > LONG_SUBJECT { around(source, about, self.range.span.start) } else { about };
        let words = about.of(source).split(|c: char| c.is_whitespace() || c == '|');
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether `relist fmt` mends it without being asked.
    #[must_use]
    pub fn is_fixable(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    }
}

/// In a longer text, in bytes, only what stands around the finding is its subject.
const LONG_SUBJECT: usize = 4096;

/// The entry, the cell or the line that a finding is about.
fn about(document: &Document<'_>, finding: &Finding) -> Span {
    let listing = finding.place.and_then(|place| document.listings().get(place.listing));
    let Some((listing, place)) = listing.zip(finding.place) else {
        let lines = document.lines();
        return lines.line_span(document.source(), lines.line(finding.span.start));
    };
    let entry = place.entry.and_then(|entry| listing.entries().get(entry));
    let cell = entry.and_then(|entry| listing.cell(entry, place.column?));
    match (entry, cell) {
        (_, Some(cell)) => cell.content,
        (Some(entry), None) => entry.content,
        (None, None) => listing.head_span(),
    }
}

/// The part of `text` around `offset`.
fn around(source: &str, text: Span, offset: usize) -> Span {
    let boundary =
        |offset: usize| (0..=offset).rfind(|&end| source.is_char_boundary(end)).unwrap_or_default();
    let start = boundary(offset.saturating_sub(LONG_SUBJECT / 4)).max(text.start);
    Span::new(start, boundary(offset.saturating_add(LONG_SUBJECT / 4).min(text.end)).max(start))
}

/// How severities are called where people read them.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}
