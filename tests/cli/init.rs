//! `relist init` and `relist schema`: settings that say what holds anyway, and what settings may say.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Playground, TIDY, assert_transcript};

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path));
    let mut all: Vec<_> = named.map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect();
    all.sort();
    all
}

fn playground() -> (Playground, usize) {
    let files = fixtures();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    (Playground::with(&files), files.len())
}

#[test]
fn what_was_learned_changes_nothing() {
    let (playground, count) = playground();
    assert!(count > 3);
    let before = playground.run(&["check", "--output-format", "json"]);
    assert_transcript("init", &playground.run(&["init", "-o", "-"]));
    assert_eq!(playground.run(&["init"]).code, Some(0));
    assert!(playground.read("relist.toml").contains("\norder = "));
    let after = playground.run(&["check", "--output-format", "json"]);
    assert_eq!(before.out(), after.out());
}

#[test]
fn settings_that_are_there_are_not_replaced() {
    let playground = Playground::with(&[("README.md", TIDY), ("relist.toml", "tables = 'keep'\n")]);
    assert_transcript("init-refused", &playground.run(&["init"]));
    assert_eq!(playground.read("relist.toml"), "tables = 'keep'\n");
    assert_transcript("init-forced", &playground.run(&["init", "--force"]));
    assert!(playground.read("relist.toml").contains("date = \"MM/YY\""));
}

#[test]
fn any_header_becomes_a_key() {
    let source = "# \"a\" 模型\n\n| N | Date \\ \"x\" |\n| - | - |\n| a | 09/23 |\n| d | 08/23 |\n| b | 07/23 |\n| c | 06/23 |\n";
    let playground = Playground::with(&[("README.md", source)]);
    assert_eq!(playground.run(&["init"]).code, Some(0));
    let written = playground.read("relist.toml");
    assert!(written.contains("[column.\"Date \\\\ \\\"x\\\"\"]"), "{written}");
    assert_eq!(playground.run(&["check"]).code, Some(0));
}

/// A validator for the schema that `relist schema FORMAT` prints.
fn validate(playground: &Playground, format: &str, instances: &[Value]) {
    let run = playground.run(&["schema", format]);
    assert_eq!(run.code, Some(0));
    check(format, &serde_json::from_str(run.out()).unwrap(), instances);
}

fn check(name: &str, schema: &Value, instances: &[Value]) {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("schema.json", schema.clone()).unwrap();
    let root = compiler.compile("schema.json", &mut schemas).unwrap();
    for instance in instances {
        if let Err(error) = schemas.validate(instance, root) {
            panic!("{name}: {error:#}");
        }
    }
}

#[test]
fn what_is_written_and_read_follows_the_schemas() {
    let (playground, _) = playground();
    let json = |run: &super::Run| -> Value { serde_json::from_str(run.out()).unwrap() };
    let records: Vec<Value> =
        fixtures().iter().map(|(name, _)| json(&playground.run(&["extract", name]))).collect();
    validate(&playground, "records", &records);
    validate(&playground, "findings", &[json(&playground.run(&["check", "--output-format", "json"]))]);
    let learned: Value = toml::from_str(playground.run(&["init", "-o", "-"]).out()).unwrap();
    let levels =
        "order = 'keep'\n[rules]\nentry-order = 'off'\n[[per-file]]\nfiles = ['a']\norder = ['-Date']\n";
    validate(&playground, "config", &[learned, toml::from_str(levels).unwrap()]);
}

#[test]
fn the_schema_of_settings_refuses_what_relist_refuses() {
    let playground = Playground::with(&[]);
    let schema: Value = serde_json::from_str(playground.run(&["schema", "config"]).out()).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["per-file"]["items"]["$ref"], "#/$defs/PerFile");
}

#[test]
fn sarif_is_valid() {
    let (playground, _) = playground();
    let run = playground.run(&["check", "--output-format", "sarif"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let log: Value = serde_json::from_str(run.out()).unwrap();
    assert!(log["runs"][0]["results"].as_array().unwrap().iter().any(|result| result["fixes"].is_array()));
    check("sarif", &schema, std::slice::from_ref(&log));
}
