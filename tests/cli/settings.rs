//! Which settings hold, and what is said of faulty ones.

use super::{Playground, STRAY, TIDY, assert_transcript};

const ISO: &str = "date = 'YYYY-MM'\n";

#[test]
fn the_nearest_settings_upward_hold() {
    for name in ["relist.toml", ".relist.toml", ".config/relist.toml"] {
        let playground = Playground::with(&[(name, ISO), ("docs/README.md", TIDY), ("other/a.md", TIDY)]);
        playground.write("other/relist.toml", "");
        let run = playground.run(&["fmt", "--check", "-q"]);
        assert_eq!(run.out(), "Would reformat: docs/README.md (4 dates)\n", "{name}");
    }
}

#[test]
fn the_command_line_names_other_settings_or_none() {
    let playground = Playground::with(&[("relist.toml", ISO), ("README.md", TIDY), ("none.toml", "")]);
    assert_eq!(playground.run(&["fmt", "--check"]).code, Some(1));
    assert_eq!(playground.run(&["fmt", "--check", "--config", "none.toml"]).code, Some(0));
    assert_eq!(playground.run(&["fmt", "--check", "--no-config"]).code, Some(0));
    assert_transcript("config-missing", &playground.run(&["fmt", "--config", "gone.toml"]));
}

#[test]
fn standard_input_takes_the_settings_of_its_name() {
    let playground = Playground::with(&[("docs/relist.toml", ISO)]);
    let arguments = ["fmt", "-", "--stdin-filename", "docs/new.md"];
    assert!(playground.run_on(TIDY, &arguments).out().contains("2023-05"));
    assert_eq!(playground.run_on(TIDY, &["fmt", "-"]).out(), TIDY);
}

#[test]
fn faulty_settings_are_told_once_and_leave_the_others() {
    let playground = Playground::with(&[
        ("bad/relist.toml", "\ntabels = 'compact'\n"),
        ("bad/a.md", STRAY),
        ("bad/b.md", STRAY),
        ("good/c.md", STRAY),
    ]);
    assert_transcript("config-unknown-key", &playground.run(&["fmt"]));
    assert_eq!((playground.read("bad/a.md"), playground.read("good/c.md")), (STRAY.into(), TIDY.into()));
    playground.write("bad/relist.toml", "ignore = ['date-fromat']");
    assert_transcript("config-unknown-rule", &playground.run(&["fmt", "bad"]));
    playground.write("bad/relist.toml", "tables = ");
    assert_transcript("config-not-toml", &playground.run(&["fmt", "bad"]));
}

#[test]
fn an_unknown_rule_is_told_before_anything_is_done() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    assert_transcript("select-unknown", &playground.run(&["fmt", "--select", "table-layuot"]));
    assert_eq!(playground.read("README.md"), STRAY);
}

#[test]
fn a_rule_that_is_selected_runs_even_if_the_settings_ignore_it() {
    let playground = Playground::with(&[("relist.toml", "ignore = ['date-format']"), ("README.md", STRAY)]);
    let run = playground.run(&["fmt", "--check", "-q", "--select", "date-format"]);
    assert_eq!(run.out(), "Would reformat: README.md (1 date)\n");
}
