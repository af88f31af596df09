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

/// A setting with a slip in a name does nothing: that is told, but it is no failure.
#[test]
fn settings_that_do_nothing_are_told() {
    let settings = "\
order = ['-Relaesed', 'Model']
date = 'MM/YY'

[listing.model]
order = 'keep'

[listing.models]
order = ['Size']

[listing.models.column.Params]
required = true

[column.Model]
required = true
date = 'YYYY-MM'
size = '7B'
link-separator = ', '

[[per-file]]
files = ['README.md']
order = ['Nmae']
";
    let playground = Playground::with(&[("README.md", TIDY), ("relist.toml", settings)]);
    assert_transcript("config-idle", &playground.run(&["check"]));
    assert_transcript("config-idle-quiet", &playground.run(&["check", "--quiet"]));
    let colour = playground.run(&["check", "--color", "always"]);
    assert!(colour.stderr.starts_with("\u{1b}[1m\u{1b}[33mwarning"), "{:?}", colour.stderr);
}

/// A setting may be there for one file of many, and a file without listings has no use for any.
#[test]
fn a_setting_that_one_file_has_a_use_for_is_not_told() {
    let settings = "order = ['-Since']\n[listing.tools]\norder = ['Tool']\n[column.Tool]\nrequired = true\n";
    let tools = "# Tools\n\n| Tool | Since |\n| ---- | ----- |\n| jq   | 2012  |\n";
    let playground =
        Playground::with(&[("a.md", TIDY), ("b.md", tools), ("c.md", "Text.\n"), ("relist.toml", settings)]);
    assert_eq!(playground.run(&["check"]).stderr, "All good: 2 lists, 5 entries checked in 3 files\n");
    assert_eq!(playground.run(&["check", "a.md"]).stderr.matches("warning: ").count(), 3);
    assert_eq!(playground.run(&["check", "c.md"]).stderr, "All good: no lists found in 1 file\n");
}

/// One file of many has no use for most settings: they are counted there, and told where all files are looked at.
#[test]
fn many_settings_for_other_files_are_counted_only() {
    let settings =
        [1, 2, 3, 4, 5].map(|number| format!("[listing.list-{number}]\norder = 'keep'\n")).concat();
    for name in ["relist.toml", ".config/relist.toml"] {
        let playground = Playground::with(&[("a.md", TIDY), (name, &settings)]);
        let one = playground.run(&["check", "a.md"]).stderr;
        assert_eq!(one.matches("warning: ").count(), 1, "{one}");
        assert!(one.contains("5 settings have no effect on these files"), "{one}");
        for all in [["check", "."].as_slice(), &["check"]] {
            let all = playground.run(all).stderr;
            assert_eq!(all.matches("no listing has the id `list-").count(), 5, "{all}");
        }
    }
}

/// `fmt` would pass over a slip in silence, and change what was to be sorted in no way.
#[test]
fn fmt_warns_of_settings_without_effect() {
    let playground = Playground::with(&[("README.md", TIDY), ("relist.toml", "order = ['-Relaesed']\n")]);
    let warning = "warning: relist.toml:1:10: no listing has a column `Relaesed`; did you mean `Released`?\n";
    for arguments in [&["fmt"][..], &["fmt", "--check"], &["check"]] {
        let run = playground.run(arguments);
        assert!(run.stderr.contains(warning), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(playground.run_on(TIDY, &["fmt", "-", "--stdin-filename", "a.md"]).stderr, "");
}
