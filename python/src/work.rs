//! What each function of the module does, without Python.

use relist::compare::{self, ConflictStyle, Merged};
use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::format::Task;
use relist::records::{self, Dataset};
use relist::report::{DiffFormat, FileReport, Look, ReportFormat};
use relist::rules::Applicability;
use relist::toc::{self, Updated};

use crate::failure::Failure;

fn settings(config: Option<&str>) -> Result<Config, Failure> {
    Ok(Config::from_toml(config.unwrap_or_default())?)
}

/// As commands that write do, refuses a text that git left half merged.
fn refuse_conflicts(text: &str) -> Result<(), Failure> {
    // Nearly all texts have none, and need not be read for it.
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return Ok(());
    }
    let document = Document::parse(text);
    let Some(marker) = document.conflict_markers().first().copied() else { return Ok(()) };
    Err(Failure::conflict_marker(document.position(marker.start).line))
}

pub(crate) fn extract(text: &str, config: Option<&str>) -> Result<String, Failure> {
    let config = settings(config)?;
    let document = Document::parse(text);
    let dataset = records::extract(&document, &Conventions::learn(&document, &config));
    let mut lines = Vec::new();
    records::jsonl(&[("", &dataset)], &mut lines)?;
    Ok(String::from_utf8(lines)?)
}

pub(crate) fn records(text: &str, config: Option<&str>) -> Result<String, Failure> {
    let config = settings(config)?;
    let document = Document::parse(text);
    Ok(records::extract(&document, &Conventions::learn(&document, &config)).to_json())
}

/// `None` where nothing changes.
pub(crate) fn format(text: &str, with_unsafe: bool, config: Option<&str>) -> Result<Option<String>, Failure> {
    refuse_conflicts(text)?;
    let config = settings(config)?;
    let applicability = if with_unsafe { Applicability::Unsafe } else { Applicability::Safe };
    Ok(Task::new(text, &config).format(applicability)?.output)
}

pub(crate) fn check(text: &str, config: Option<&str>) -> Result<String, Failure> {
    let config = settings(config)?;
    let checked = Task::new(text, &config).check()?;
    Ok(ReportFormat::Json.render(&[FileReport::new("", &checked)], &Look::default()))
}

pub(crate) fn render(
    template: Option<&str>,
    records: &str,
    force: bool,
    config: Option<&str>,
) -> Result<String, Failure> {
    let config = settings(config)?;
    let dataset = Dataset::from_json(records)?;
    let Some(template) = template else { return Ok(records::render_fresh(&dataset)?) };
    refuse_conflicts(template)?;
    let rendered = records::render(template, &config, &dataset)?;
    let document = Document::parse(template);
    if !force
        && dataset.is_outdated(&document)
        && !compare::diff(&document, &Document::parse(&rendered), &config).is_empty()
    {
        return Err(Failure::outdated());
    }
    Ok(rendered)
}

pub(crate) fn diff(old: &str, new: &str, config: Option<&str>) -> Result<String, Failure> {
    let config = settings(config)?;
    let diff = compare::diff(&Document::parse(old), &Document::parse(new), &config);
    Ok(DiffFormat::Json.render(&diff, ["old", "new"], &Look::default()))
}

pub(crate) fn merge(
    base: &str,
    ours: &str,
    theirs: &str,
    config: Option<&str>,
) -> Result<(String, usize), Failure> {
    let config = settings(config)?;
    let Merged { text, conflicts, .. } =
        compare::merge(base, ours, theirs, &config, &ConflictStyle::default());
    Ok((text, conflicts))
}

/// `None` where nothing changes.
pub(crate) fn toc(text: &str) -> Result<Option<String>, Failure> {
    refuse_conflicts(text)?;
    Ok(match toc::update(text)? {
        Updated::Changed { output, .. } => Some(output),
        _ => None,
    })
}
