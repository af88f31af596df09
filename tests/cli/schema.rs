//! `relist schema`, and that all that is read and printed follows it; SARIF by the published schema.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use relist::config::Config;
use relist::rules;
use serde_json::{Value, json};

use super::{Playground, Run};
use crate::support::fixtures;

fn manifest(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// All fixtures, each rule's with its settings.
fn playground() -> Playground {
    let playground = Playground::with(&[]);
    for file in fixtures() {
        playground.write(&file.name, &file.text);
    }
    for (name, text) in settings_of_rules() {
        playground.write(&name, text);
    }
    playground
}

fn settings_of_rules() -> Vec<(String, String)> {
    let names = rules::all().iter().map(|rule| format!("rules/{}/relist.toml", rule.name));
    let read = |name: String| {
        let text = fs::read_to_string(manifest("fixtures").join(&name)).ok()?;
        Some((name, text))
    };
    let settings: Vec<_> = names.filter_map(read).collect();
    assert!(settings.len() > 7, "{}", settings.len());
    settings
}

fn json_of(run: &Run) -> Value {
    serde_json::from_str(run.out()).unwrap_or_else(|error| panic!("{error}: {}{}", run.out(), run.stderr))
}

/// A schema, compiled.
struct Validator {
    name: String,
    schemas: boon::Schemas,
    root: boon::SchemaIndex,
}

impl Validator {
    /// The schema that `relist schema NAME` prints.
    fn of(name: &str) -> Self {
        let run = Playground::with(&[]).run(&["schema", name]);
        assert_eq!(run.code, Some(0));
        Self::new(name, json_of(&run))
    }

    fn new(name: &str, schema: Value) -> Self {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("schema.json", schema).unwrap();
        let root = compiler.compile("schema.json", &mut schemas).unwrap();
        Self { name: name.to_owned(), schemas, root }
    }

    fn accepts(&self, instance: &Value) -> bool {
        self.schemas.validate(instance, self.root).is_ok()
    }

    #[track_caller]
    fn assert_accepts(&self, what: &str, instance: &Value) {
        if let Err(error) = self.schemas.validate(instance, self.root) {
            panic!("{what} does not follow the schema of {}: {error:#}", self.name);
        }
    }
}

/// The names of the rules that have a finding in the bad fixtures, and of those whose fixes are among them.
fn rules_with_fixes() -> (BTreeSet<String>, BTreeSet<String>) {
    // No fixture is as long as that rule wants it.
    let shown = rules::all().iter().filter(|rule| rule.name != "too-long");
    let all = shown.map(|rule| rule.name.to_owned());
    let fixable = rules::all().iter().filter(|rule| rule.fix.is_some());
    (all.collect(), fixable.map(|rule| rule.name.to_owned()).collect())
}

/// One report of a link checker with what those of the fixtures say.
fn with_link_report(playground: Playground) -> Playground {
    let reports = rules::all().iter().filter(|rule| rule.needs_link_report).map(|rule| {
        let path = manifest("fixtures/rules").join(rule.name).join("links.csv");
        fs::read_to_string(path).unwrap().replace("url,status,location\n", "")
    });
    playground.write("links.csv", format!("url,status,location\n{}", reports.collect::<String>()));
    playground
}

/// A log of all fixtures follows the schema of SARIF 2.1.0; each rule has a result in it, and a fix where it has one.
#[test]
fn sarif_follows_the_published_schema() {
    let log = json_of(&with_link_report(playground()).run(&[
        "check",
        "--link-report",
        "links.csv",
        "--output-format",
        "sarif",
    ]));
    let schema = fs::read_to_string(manifest("tests/schemas/sarif-2.1.0.json")).unwrap();
    let validator = Validator::new("SARIF", serde_json::from_str(&schema).unwrap());
    validator.assert_accepts("the log", &log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let names = |results: &mut dyn Iterator<Item = &Value>| -> BTreeSet<String> {
        results.map(|result| result["ruleId"].as_str().unwrap().to_owned()).collect()
    };
    let (all, fixable) = rules_with_fixes();
    assert_eq!(names(&mut results.iter()), all);
    assert_eq!(names(&mut results.iter().filter(|result| result["fixes"].is_array())), fixable);
    let described = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(described[index]["id"], result["ruleId"]);
    }
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = json!("bad");
    assert!(!validator.accepts(&broken), "the schema refuses nothing");
}

/// Findings of all fixtures follow the schema that `relist schema findings` prints.
#[test]
fn findings_follow_their_schema() {
    let report = json_of(&with_link_report(playground()).run(&[
        "check",
        "--link-report",
        "links.csv",
        "--output-format",
        "json",
    ]));
    let validator = Validator::of("findings");
    validator.assert_accepts("the report", &report);
    let findings = report["findings"].as_array().unwrap();
    let fixed = findings.iter().filter(|finding| !finding["fix"].is_null());
    let fixed: BTreeSet<String> = fixed.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect();
    assert_eq!(fixed, rules_with_fixes().1);
    for key in ["path", "rule", "severity", "message", "bytes", "start", "end", "related", "fix"] {
        let mut broken = report.clone();
        broken["findings"][0].as_object_mut().unwrap().remove(key);
        assert!(!validator.accepts(&broken), "without {key}");
    }
}

/// The records of each fixture follow the schema that `relist schema records` prints.
#[test]
fn records_follow_their_schema() {
    let playground = playground();
    let validator = Validator::of("records");
    let mut entries = 0;
    for file in fixtures() {
        let records = json_of(&playground.run(&["extract", &file.name]));
        validator.assert_accepts(&file.name, &records);
        let listings = records["listings"].as_array().unwrap().iter();
        entries += listings.map(|listing| listing["entries"].as_array().unwrap().len()).sum::<usize>();
    }
    assert!(entries > 500, "{entries} entries");
    for broken in [
        json!({ "relist": 7, "listings": [] }),
        json!({ "listings": [] }),
        json!({ "relist": 1, "listing": [] }),
    ] {
        assert!(!validator.accepts(&broken), "{broken}");
    }
}

/// The `toml` examples in a markdown text.
fn examples(markdown: &str) -> Vec<String> {
    let fences = markdown.split("```toml\n").skip(1);
    fences.map(|fence| fence.split("```").next().unwrap().to_owned()).collect()
}

/// All settings that are shown or written follow the schema that `relist schema config` prints, and are read: those of
/// the fixtures, what `relist init` writes for each of them, and the examples of the README and of the rules.
#[test]
fn settings_follow_their_schema() {
    let playground = playground();
    let validator = Validator::of("config");
    let mut all = settings_of_rules();
    for file in fixtures() {
        let run = playground.run(&["init", &file.name, "-o", "-"]);
        all.push((format!("what was learned of {}", file.name), run.out().to_owned()));
    }
    let readme = examples(&fs::read_to_string(manifest("README.md")).unwrap());
    assert!(readme.len() > 1);
    all.extend(readme.into_iter().map(|example| ("the README".to_owned(), example)));
    for rule in rules::all() {
        let shown = examples(&rule.markdown()).into_iter();
        all.extend(shown.map(|example| (rule.name.to_owned(), example)));
    }
    for (what, text) in all {
        if let Err(error) = Config::from_toml(&text) {
            panic!("{what}: {error}\n{text}");
        }
        validator.assert_accepts(&what, &toml::from_str(&text).unwrap());
    }
}

/// The schema of settings and relist itself agree on what is wrong with them, and on what is right.
#[test]
fn settings_are_refused_by_the_schema_and_by_relist_alike() {
    let validator = Validator::of("config");
    for (text, is_right) in [
        ("", true),
        ("order = 'keep'", true),
        ("order = ['-Date', 'Name']", true),
        ("order = 'kepe'", false),
        ("order = [1]", false),
        ("tables = 'compact'", true),
        ("tables = 'compct'", false),
        ("tabels = 'compact'", false),
        ("min-entries = 3", true),
        ("min-entries = -3", false),
        ("min-entries = '3'", false),
        ("dead-statuses = ['403', '5xx', 'timeout', 'other']", true),
        ("dead-statuses = ['4']", false),
        ("dead-statuses = ['200']", false),
        ("dead-statuses = ['5xx ']", false),
        ("dead-statuses = [403]", false),
        ("size = '7 B'", true),
        ("size = '8B'", false),
        ("[rules]\nentry-order = 'off'", true),
        ("[rules]\nentry-order = 'of'", false),
        ("[listing.tools]\norder = 'keep'", true),
        ("[listing.tools]\ndate = 'YYYY'", false),
        ("[column.Name]\nkind = 'name'", true),
        ("[column.Name]\nkind = 'nam'", false),
        ("[[per-file]]\nfiles = ['a']\norder = ['-Date']", true),
        ("[[per-file]]\nfiles = 'a'", false),
    ] {
        assert_eq!(Config::from_toml(text).is_ok(), is_right, "relist: {text}");
        assert_eq!(validator.accepts(&toml::from_str(text).unwrap()), is_right, "the schema: {text}");
    }
}

/// A schema has a name of its own, and what it says is for people who do not write Rust.
#[test]
fn schemas_do_not_speak_of_rust() {
    for name in ["config", "records", "findings", "diff"] {
        let run = Playground::with(&[]).run(&["schema", name]);
        let schema = json_of(&run);
        assert_eq!(schema["$id"], format!("urn:relist:schema:{name}:1"));
        for word in ["```", "::", "](", "[`", "assert"] {
            assert!(!run.out().contains(word), "{name} has {word:?}");
        }
    }
}
