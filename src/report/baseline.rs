//! Findings that are known: an old list is taken on as it is, and only what is new is reported.
//!
//! A finding is known by its file, its rule and the text that it is about, not by its line; how often it was seen is
//! counted, so that a copy of a known mistake is a new one.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::FileReport;
use crate::text::{fingerprint, split_byte_order_mark};

/// The findings that are not to be reported again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By path, rule and fingerprint: the text that the finding is about, shortened, and how many there are.
    known: BTreeMap<FindingKey, (String, usize)>,
}

/// Path, rule and fingerprint.
type FindingKey = (String, String, String);

/// What a baseline has to know of the run whose findings it silences. Paths are those that the baseline holds.
pub trait BaselineRun {
    /// How the baseline calls the file of a report.
    fn name(&self, path: &str) -> String;

    /// Whether there is no such file any more.
    fn is_gone(&self, path: &str) -> bool;

    /// Whether the run would have found what `rule` finds in the file: only then is a finding that is not there any
    /// more a stale one.
    fn looks_for(&self, path: &str, rule: &str) -> bool;
}

/// What a baseline did to the findings of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silenced {
    /// How many findings it knew.
    pub findings: usize,
    /// How many findings it knows that are not there any more.
    pub stale: usize,
}

/// Why a baseline cannot be read; the message starts with line and column where they are known.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct BaselineError(String);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct BaselineFile {
    relist_baseline: u8,
    findings: Vec<Known>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    path: String,
    rule: String,
    /// What the finding is about, for whoever reads the file.
    #[serde(default)]
    about: String,
    fingerprint: String,
    #[serde(default = "once")]
    count: usize,
}

/// So many characters are kept of what a finding is about.
const ABOUT: usize = 60;

fn once() -> usize {
    1
}

impl Baseline {
    /// The findings of `files`, whose paths `name` puts in relation to the baseline's own place.
    #[must_use]
    pub fn of(files: &[FileReport], name: impl Fn(&str) -> String) -> Self {
        let mut baseline = Self::default();
        for file in files {
            let path = name(&file.path);
            for finding in &file.findings {
                let subject = finding.subject(&file.source);
                let key = (path.clone(), finding.rule.name.to_owned(), fingerprint([&*subject]));
                let about = || (subject.chars().take(ABOUT).collect(), 0);
                baseline.known.entry(key).or_insert_with(about).1 += 1;
            }
        }
        baseline
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    ///
    /// [`BaselineError`] if `text` is not a baseline.
    pub fn from_json(text: &str) -> Result<Self, BaselineError> {
        let file: BaselineFile = serde_json::from_str(split_byte_order_mark(text).1).map_err(|error| {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            BaselineError(format!("{}:{}: not a baseline file: {message}", error.line(), error.column()))
        })?;
        if file.relist_baseline != 1 {
            let version = file.relist_baseline;
            return Err(BaselineError(format!(
                "the baseline has version {version}; this relist reads version 1 only"
            )));
        }
        let known = file
            .findings
            .into_iter()
            .map(|known| ((known.path, known.rule, known.fingerprint), (known.about, known.count)));
        Ok(Self { known: known.collect() })
    }

    /// Writes the baseline, sorted, a line a finding, so that two branches that change it can be merged.
    #[must_use]
    pub fn to_json(&self) -> String {
        let lines = self.known.iter().map(|((path, rule, fingerprint), (about, count))| {
            let known = Known {
                path: path.clone(),
                rule: rule.clone(),
                about: about.clone(),
                fingerprint: fingerprint.clone(),
                count: *count,
            };
            format!("\n    {}", serde_json::to_string(&known).unwrap_or_default())
        });
        let lines = lines.collect::<Vec<_>>().join(",");
        let end = if lines.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"relist-baseline\": 1,\n  \"findings\": [{lines}{end}]\n}}\n")
    }

    /// Takes out of `files` what is known, and tells how many findings that were.
    ///
    /// What is known of a file that is gone is known of any other, which may be that file under a new name.
    pub fn silence(&self, files: &mut [FileReport], run: &impl BaselineRun) -> Silenced {
        let mut left: BTreeMap<&FindingKey, usize> =
            self.known.iter().map(|(key, (_, count))| (key, *count)).collect();
        let mut homeless: HashMap<(String, String), Vec<&FindingKey>> = HashMap::new();
        for key @ (path, rule, fingerprint) in self.known.keys() {
            if run.is_gone(path) {
                homeless.entry((rule.clone(), fingerprint.clone())).or_default().push(key);
            }
        }
        let mut silenced = 0;
        for file in files {
            let path = run.name(&file.path);
            let FileReport { source, findings, .. } = file;
            findings.retain(|finding| {
                let subject = finding.subject(source);
                let key = (path.clone(), finding.rule.name.to_owned(), fingerprint([&*subject]));
                let others = homeless.get_mut(&(key.1.clone(), key.2.clone()));
                let is_known =
                    take(&mut left, &key) || others.is_some_and(|others| take_any(&mut left, others));
                silenced += usize::from(is_known);
                !is_known
            });
        }
        let stale = left.into_iter().filter(|((path, rule, _), _)| run.looks_for(path, rule));
        Silenced { findings: silenced, stale: stale.map(|(_, count)| count).sum() }
    }

    /// How many findings are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.values().map(|(_, count)| count).sum()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

/// Takes one of the findings that are left of `key`, if there is one.
fn take(left: &mut BTreeMap<&FindingKey, usize>, key: &FindingKey) -> bool {
    let Some(count) = left.get_mut(key).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
}

/// The same of any of `keys`, of which those that nothing is left of go.
fn take_any(left: &mut BTreeMap<&FindingKey, usize>, keys: &mut Vec<&FindingKey>) -> bool {
    while let Some(key) = keys.last() {
        if take(left, key) {
            return true;
        }
        keys.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::format::Task;

    const LIST: &str = "\
| Tool                                 |
| ------------------------------------ |
| [jq](http://github.com/jqlang/jq)    |
| [fd](http://github.com/sharkdp/fd)   |
";

    fn report(source: &str) -> FileReport {
        FileReport::new("a.md", &Task::new(source, &Config::default()).check().unwrap())
    }

    fn same(path: &str) -> String {
        path.to_owned()
    }

    /// A run of the rules whose names start so, where only one file is there.
    struct RuleRun(&'static str);

    impl BaselineRun for RuleRun {
        fn name(&self, path: &str) -> String {
            path.to_owned()
        }

        fn is_gone(&self, path: &str) -> bool {
            path != "a.md"
        }

        fn looks_for(&self, path: &str, rule: &str) -> bool {
            path == "a.md" && rule.starts_with(self.0)
        }
    }

    #[test]
    fn known_findings_stay_silent_where_lines_move() {
        let baseline = Baseline::of(&[report(LIST)], same);
        let baseline = Baseline::from_json(&baseline.to_json()).unwrap();
        assert_eq!(baseline.len(), 2);
        let lines: Vec<&str> = LIST.lines().collect();
        let moved = format!("# New\n\n{}\n{}\n{}\n{}\n", lines[0], lines[1], lines[3], lines[2]);
        let mut files = [report(&moved)];
        let silenced = baseline.silence(&mut files, &RuleRun(""));
        assert_eq!(silenced, Silenced { findings: 2, stale: 0 });
        assert!(files[0].findings.is_empty());
    }

    #[test]
    fn a_copy_of_a_known_finding_is_new() {
        let baseline = Baseline::of(&[report(LIST)], same);
        let row = LIST.lines().nth(2).unwrap();
        let mut files = [report(&format!("{LIST}{row}\n"))];
        assert_eq!(baseline.silence(&mut files, &RuleRun("")).findings, 2);
        let left: Vec<&str> = files[0].findings.iter().map(|finding| finding.rule.name).collect();
        assert!(left.contains(&"insecure-url"), "{left:?}");
    }

    #[test]
    fn what_was_mended_is_stale_where_it_was_looked_for() {
        let baseline = Baseline::of(&[report(LIST)], same);
        let mended = LIST.replace("http:", "https:");
        let stale = |rules| baseline.silence(&mut [report(&mended)], &RuleRun(rules)).stale;
        assert_eq!(stale("insecure-url"), 2);
        assert_eq!(stale("empty-link"), 0);
    }

    #[test]
    fn what_is_known_of_a_file_that_is_gone_is_known_of_another() {
        let old = Baseline::of(&[report(LIST)], |_| "old.md".to_owned());
        let silenced = old.silence(&mut [report(LIST)], &RuleRun(""));
        assert_eq!(silenced, Silenced { findings: 2, stale: 0 });
        let mut copies = [report(LIST), report(LIST)];
        assert_eq!(old.silence(&mut copies, &RuleRun("")).findings, 2);
        assert_eq!(copies[1].findings.len(), 2, "each is known once");
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_place() {
        let error = |text: &str| Baseline::from_json(text).unwrap_err().to_string();
        assert_eq!(error("{"), "1:1: not a baseline file: EOF while parsing an object");
        assert!(error("{\"relist-baseline\": 2, \"findings\": []}").contains("version 2"));
    }
}
