//! What the rules' tests share: each rule runs over a pair of fixtures, one with and one without something to report.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::finding::Finding;
use super::registry::named;
use super::rule::Applicability;
use super::runner::run;
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::format::Task;
use crate::value::LinkReport;

/// The fixtures of one rule: `bad.md`, `good.md`, and the settings or the report of a link checker that the rule needs.
struct Fixtures {
    folder: PathBuf,
    config: Config,
    link_report: Option<LinkReport>,
}

impl Fixtures {
    fn of(rule: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(rule);
        // Most rules need no settings.
        let settings = std::fs::read_to_string(folder.join("relist.toml")).unwrap_or_default();
        let link_report = std::fs::read_to_string(folder.join("links.csv")).ok();
        let link_report = link_report.map(|text| LinkReport::parse(&text).unwrap());
        Self { folder, config: Config::from_toml(&settings).unwrap(), link_report }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// `source` with all fixes made that are proven, or as it was.
    fn formatted(&self, source: &str, config: &Config, applicability: Applicability) -> String {
        let task = Task::new(source, config).in_folder(Some(&self.folder));
        let formatted = task.with_link_report(self.link_report.as_ref()).format(applicability).unwrap();
        formatted.output.unwrap_or_else(|| source.to_owned())
    }

    fn findings(&self, rule: &str, name: &str) -> Vec<(usize, Finding)> {
        let (folder, link_report) = (Some(self.folder.as_path()), self.link_report.as_ref());
        find(rule, &self.read(name), &Surroundings { config: &self.config, folder, link_report })
    }
}

/// What `rule` finds in `source`, each with its line.
pub(super) fn findings(rule: &str, source: &str, config: &Config) -> Vec<(usize, Finding)> {
    find(rule, source, &Surroundings { config, folder: None, link_report: None })
}

/// What is known of a text besides.
struct Surroundings<'a> {
    config: &'a Config,
    folder: Option<&'a Path>,
    link_report: Option<&'a LinkReport>,
}

fn find(rule: &str, source: &str, given: &Surroundings<'_>) -> Vec<(usize, Finding)> {
    let document = Document::parse(source);
    let Surroundings { config, folder, link_report } = *given;
    let conventions = &Conventions::learn(&document, config);
    let context = Context { document: &document, conventions, config, folder, link_report, changes: None };
    let found = run(&context, &[named(rule).unwrap()], |_| true);
    found.into_iter().map(|finding| (document.position(finding.span.start).line, finding)).collect()
}

/// The lines of what `rule` finds in its bad fixture.
///
/// Its good one has nothing to report, and formatting mends both at once: the fixes are proven, and leave nothing to
/// fix.
pub(super) fn lines_of_bad_fixture(rule: &str) -> Vec<usize> {
    let fixtures = Fixtures::of(rule);
    assert_eq!(fixtures.findings(rule, "good.md"), []);
    let alone =
        Config { select: Some(vec![rule.to_owned(), "table-layout".to_owned()]), ..fixtures.config.clone() };
    for name in ["good.md", "bad.md"] {
        for config in [&fixtures.config, &alone] {
            for applicability in [Applicability::Safe, Applicability::Unsafe] {
                let once = fixtures.formatted(&fixtures.read(name), config, applicability);
                assert_eq!(fixtures.formatted(&once, config, applicability), once);
            }
        }
    }
    fixtures.findings(rule, "bad.md").into_iter().map(|(line, _)| line).collect()
}

/// What `rule` finds in its bad fixture, each with its line.
pub(super) fn findings_of_bad_fixture(rule: &str) -> Vec<(usize, Finding)> {
    Fixtures::of(rule).findings(rule, "bad.md")
}

/// The bad fixture of `rule` after its own fixes.
pub(super) fn mended(rule: &str, applicability: Applicability) -> String {
    let mut fixtures = Fixtures::of(rule);
    fixtures.config.select = Some(vec![rule.to_owned()]);
    fixtures.formatted(&fixtures.read("bad.md"), &fixtures.config, applicability)
}
