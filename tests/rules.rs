//! Every rule: that it says of itself what each of them says, and that its fixtures show what it does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use relist::config::Config;
use relist::document::Document;
use relist::format::{Checked, Task};
use relist::report::{FileReport, Look, ReportFormat};
use relist::rules::{self, Applicability, Rule};
use relist::value::LinkReport;

use crate::support::{assert_snapshot, unified_diff};

/// What the documentation of each rule is divided into.
const HEADINGS: [&str; 4] = ["What it does", "Why it matters", "Example", "The fix"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules")
}

/// The report of a link checker that a rule needs, beside its lists.
const LINK_REPORT: &str = "links.csv";

/// The pair of lists in which one rule has something to report, and has nothing.
struct Fixtures {
    folder: PathBuf,
    config: Config,
    link_report: Option<LinkReport>,
}

impl Fixtures {
    fn of(rule: &Rule) -> Self {
        let folder = root().join(rule.name);
        let settings = folder.join("relist.toml");
        let settings = if settings.exists() { fs::read_to_string(settings).unwrap() } else { String::new() };
        let link_report = fs::read_to_string(folder.join(LINK_REPORT)).ok();
        let link_report = link_report.map(|text| LinkReport::parse(&text).unwrap());
        Self { folder, config: Config::from_toml(&settings).unwrap(), link_report }
    }

    fn read(&self, name: &str) -> String {
        let path = self.folder.join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // A list that is too long is a short one whose last entry comes again and again.
        match text.lines().last().filter(|_| path.ends_with("too-long/bad.md")) {
            Some(last) => format!("{text}{}", format!("{last}\n").repeat(512_000 / last.len())),
            None => text,
        }
    }

    /// What `rule` alone reports, while all others run: a comment that ignores one of them is put to use.
    fn findings<'a>(&'a self, rule: &Rule, source: &'a str) -> Checked<'a> {
        let task = Task::new(source, &self.config).in_folder(Some(&self.folder));
        let mut checked = task.with_link_report(self.link_report.as_ref()).check().unwrap();
        checked.findings.retain(|finding| finding.rule == rule);
        checked
    }
}

/// What `relist check` says of the bad fixture, and what `relist fmt --unsafe-fixes --diff` would do about it.
fn transcript(rule: &Rule, fixtures: &Fixtures) -> String {
    let source = fixtures.read("bad.md");
    let report = FileReport::new("bad.md", &fixtures.findings(rule, &source));
    let found = ReportFormat::Text.render(&[report], &Look::default());
    let mut config = fixtures.config.clone();
    config.select = Some(vec![rule.name.to_owned(), "table-layout".to_owned()]);
    let task = Task::new(&source, &config).in_folder(Some(&fixtures.folder));
    let task = task.with_link_report(fixtures.link_report.as_ref());
    let formatted = task.format(Applicability::Unsafe).unwrap();
    let diff = formatted.output.map_or_else(String::new, |output| unified_diff(&source, &output));
    format!("{found}\n{diff}")
}

#[test]
fn every_rule_says_what_it_does_and_why_with_an_example() {
    for rule in rules::all() {
        let markdown = rule.markdown();
        // What is in a fence is part of an example.
        let text: String = markdown.split("```").step_by(2).collect();
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.name);
        for heading in HEADINGS {
            assert!(rule.section(heading).len() > 10, "{}: `{heading}` says nothing", rule.name);
        }
        assert!(rule.section("Example").contains('`'), "{}: the example shows no markdown", rule.name);
        assert!(rule.summary().ends_with('.'), "{}: {}", rule.name, rule.summary());
        let (one, many) = rule.nouns;
        assert!(!one.is_empty() && one != many, "{}", rule.name);
    }
}

#[test]
fn the_fix_that_a_rule_describes_is_the_one_it_has() {
    for rule in rules::all() {
        let section = rule.section("The fix");
        let said = if section.starts_with("Safe") {
            Some(Applicability::Safe)
        } else if section.starts_with("Unsafe") {
            Some(Applicability::Unsafe)
        } else {
            assert!(section.starts_with("There is none") || section.starts_with("None"), "{}", rule.name);
            None
        };
        assert_eq!(said, rule.fix, "{}: {section}", rule.name);
    }
}

#[test]
fn every_rule_has_a_pair_of_fixtures_and_every_pair_a_rule() {
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name());
    let folders: BTreeSet<String> = folders.map(|name| name.to_string_lossy().into_owned()).collect();
    let names: BTreeSet<String> = rules::all().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(folders, names);
    for rule in rules::all() {
        let files = fs::read_dir(root().join(rule.name)).unwrap().map(|entry| entry.unwrap().file_name());
        let files: BTreeSet<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
        let mut expected = BTreeSet::from(["bad.md".to_owned(), "good.md".to_owned()]);
        if rule.needs_settings {
            expected.insert("relist.toml".to_owned());
        }
        if rule.needs_link_report {
            expected.insert(LINK_REPORT.to_owned());
        }
        assert_eq!(files, expected, "{}", rule.name);
    }
}

#[test]
fn every_rule_reports_its_bad_fixture_and_not_its_good_one() {
    for rule in rules::all() {
        let fixtures = Fixtures::of(rule);
        let good = fixtures.read("good.md");
        assert_eq!(fixtures.findings(rule, &good).findings, [], "{}: good.md", rule.name);
        assert!(!Document::parse(&good).sections().is_empty(), "{}: good.md is no list", rule.name);
        let bad = fixtures.read("bad.md");
        let found = fixtures.findings(rule, &bad).findings;
        assert!(!found.is_empty(), "{}: bad.md", rule.name);
        let fixes = found.iter().filter_map(|finding| finding.fix.as_ref());
        let least = fixes.map(|fix| fix.applicability).min();
        assert_eq!(least, rule.fix, "{}: bad.md shows another fix", rule.name);
        if rule.needs_settings {
            let unset = Fixtures { config: Config::default(), ..Fixtures::of(rule) };
            assert_eq!(unset.findings(rule, &bad).findings, [], "{}: without settings", rule.name);
        }
        if rule.needs_link_report {
            let unasked = Fixtures { link_report: None, ..Fixtures::of(rule) };
            assert_eq!(unasked.findings(rule, &bad).findings, [], "{}: without a report", rule.name);
        }
        assert_snapshot("rules", rule.name, &transcript(rule, &fixtures));
    }
}
