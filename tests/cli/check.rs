//! `relist check`: what is found, what it is printed as, and what is left out.

use super::{Playground, STRAY, TIDY, assert_transcript};
use crate::support::fixture;

/// A list with a finding of each kind: moved, respelled, laid out, only told, and two that belong together.
const FAULTY: &str = "\
# Tools

See [the list](#tols).

| Tool                                    | Since   |
| --------------------------------------- | ------- |
| [bat](https://github.com/sharkdp/bat)   | 04/18   |
| [eza](https://github.com/eza/eza)       | 07/23   |
| [fd](http://github.com/sharkdp/fd)      | 2017-05 |
| [fzf](https://github.com/junegunn/fzf)  | 11/13   |
| [gum](https://github.com/charm/gum)     | 06/22   |
| [jq](https://github.com/jqlang/jq)      | 07/12   |
| [ripgrep]()                             | 03/16   |
| [sd](https://github.com/chmln/sd)       | 12/18   |
| [tldr](https://github.com/tldr/tldr)    | 12/13   |
| [xh](https://github.com/ducaale/xh)     | 02/21   |
| [zoxide](https://github.com/ajeet/z)    | 03/20   |
| [模型](https://github.com/a/b)          | 01/24   |
| [bat](https://github.com/sharkdp/bat/)  | 04/18   |
";

#[test]
fn findings_are_shown_with_their_lines() {
    let playground = Playground::with(&[("README.md", FAULTY), ("docs/tidy.md", TIDY)]);
    assert_transcript("check", &playground.run(&["check"]));
    assert_transcript("check-colour", &playground.run(&["check", "--color", "always"]));
    assert_eq!(playground.read("README.md"), FAULTY);
}

#[test]
fn findings_come_in_many_forms() {
    let playground = Playground::with(&[("a list.md", FAULTY)]);
    for format in ["concise", "json", "github"] {
        let run = playground.run(&["check", "--output-format", format]);
        assert_transcript(&format!("check-{format}"), &run);
    }
    let mut run = playground.run(&["check", "--output-format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(run.out()).unwrap();
    run.stdout = format!("{:#}\n", log["runs"][0]["results"]).into_bytes();
    assert_transcript("check-sarif", &run);
}

#[test]
fn findings_can_go_to_a_file() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    let run = playground.run(&["check", "--output-format", "concise", "-o", "found.txt"]);
    assert_eq!((run.code, run.out()), (Some(1), ""));
    assert_eq!(playground.read("found.txt").lines().count(), 2);
}

#[test]
fn a_tidy_list_is_clean() {
    let playground = Playground::with(&[("README.md", TIDY)]);
    assert_transcript("check-tidy", &playground.run(&["check"]));
    assert_transcript("check-nothing", &Playground::with(&[]).run(&["check"]));
    assert_transcript("check-missing", &playground.run(&["check", "README.md", "gone.md"]));
}

#[test]
fn a_long_line_is_cut() {
    let long = format!("| {} [x]() {} |", "many words ".repeat(300), "天地".repeat(1000));
    let playground = Playground::with(&[("a.md", &format!("| A |\n| - |\n{long}\n"))]);
    let run = playground.run(&["check", "--select", "empty-link"]);
    assert!(run.out().lines().skip(1).all(|line| relist::text::display_width(line) <= 80), "{}", run.out());
    assert_transcript("check-long-line", &run);
}

#[test]
fn a_list_cannot_write_to_the_terminal() {
    let playground = Playground::with(&[("a.md", "\u{1b}[2J [\u{1b}[31mx\u{202e}]()\n")]);
    let run = playground.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(!run.out().contains(['\u{1b}', '\u{202e}']), "{:?}", run.out());
}

#[test]
fn every_edit_of_a_report_mends_its_finding_alone() {
    let playground = Playground::with(&[("a.md", FAULTY)]);
    let run = playground.run(&["check", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(run.out()).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["rule"] == "entry-order" && !finding["fix"].is_null()));
    for finding in findings.iter().filter(|finding| !finding["fix"].is_null()) {
        let mended = apply(FAULTY, &finding["fix"]["edits"]);
        let rule = finding["rule"].as_str().unwrap();
        let left = playground.run_on(&mended, &["check", "-", "--output-format", "json", "--select", rule]);
        let left: serde_json::Value = serde_json::from_str(left.out()).unwrap();
        let count = |report: &serde_json::Value| {
            let findings = report["findings"].as_array().unwrap().iter();
            findings.filter(|finding| finding["rule"] == rule).count()
        };
        assert_eq!(count(&left) + 1, count(&report), "{finding:#}");
    }
}

fn apply(source: &str, edits: &serde_json::Value) -> String {
    let mut text = source.to_owned();
    for edit in edits.as_array().unwrap().iter().rev() {
        let at = |end: &str| usize::try_from(edit["bytes"][end].as_u64().unwrap()).unwrap();
        text.replace_range(at("start")..at("end"), edit["replacement"].as_str().unwrap());
    }
    text
}

#[test]
fn information_is_not_a_failure() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    playground.write("relist.toml", "[rules]\ntable-layout = 'information'\ndate-format = 'information'\n");
    let run = playground.run(&["check", "--output-format", "concise"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out().contains(": note[date-format]: "), "{}", run.out());
}

#[test]
fn levels_are_set_by_rule_and_file() {
    let settings = "\
[rules]
table-layout = 'off'

[[per-file]]
files = ['old/**', 'CHANGES.md']
rules = { date-format = 'off' }

[[per-file]]
files = ['docs/*.md']
rules = { date-format = 'error', table-layout = 'warning' }
";
    let files = ["README.md", "docs/a.md", "docs/deep/b.md", "docs/CHANGES.md", "old/deep/c.md"];
    let mut all: Vec<(&str, &str)> = files.iter().map(|file| (*file, STRAY)).collect();
    all.push(("relist.toml", settings));
    let playground = Playground::with(&all);
    assert_transcript("check-levels", &playground.run(&["check", "--output-format", "concise"]));
    let run = playground.run(&["check", "old", "--output-format", "concise", "--select", "date-format"]);
    assert_eq!(run.out().lines().count(), 1, "the command line comes before the settings");
}

#[test]
fn faulty_levels_are_told() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    for (name, settings) in [
        ("level", "[rules]\ndate-format = 'warn'\n"),
        ("level-rule", "[rules]\ndate-fromat = 'error'\n"),
        ("select-rule", "select = [\n  'table-layout',\n  'date-fromat',\n]\n"),
        ("per-file-rule", "[[per-file]]\nfiles = ['*.md']\nrules = { date-fromat = 'off' }\n"),
        ("per-file-key", "[[per-file]]\nfile = ['*.md']\n"),
        ("per-file-glob", "[[per-file]]\nfiles = ['docs/[']\n"),
    ] {
        playground.write("relist.toml", settings);
        assert_transcript(&format!("config-{name}"), &playground.run(&["check"]));
    }
}

#[test]
fn a_baseline_silences_what_is_known() {
    let playground = Playground::with(&[("docs/README.md", FAULTY)]);
    assert_transcript("baseline-write", &playground.run(&["check", "--write-baseline", "known.json"]));
    let known = playground.read("known.json");
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("baseline", known) });
    playground.write("docs/README.md", format!("# News\n\n[x]()\n\n{FAULTY}"));
    assert_transcript("baseline-read", &playground.run(&["check", "--baseline", "known.json"]));
    assert_eq!(
        playground.run(&["check", "--baseline", "known.json", "-q", "--ignore", "empty-link"]).code,
        Some(0)
    );
    let mut command = playground.command(&["check", "--baseline", "../known.json", "--ignore", "empty-link"]);
    assert!(command.current_dir(playground.path("docs")).status().unwrap().success());
    playground.write("known.json", "{ \"findings\": 1 }");
    assert_transcript("baseline-broken", &playground.run(&["check", "--baseline", "known.json"]));
    assert_transcript("baseline-missing", &playground.run(&["check", "--baseline", "gone.json"]));
}

#[test]
fn comments_silence_rules() {
    let source = "\
# Models

<!-- relist: ignore table-layout -->

| Model   | Released |
| ------- | -------- |
| Mistral | 09/23    |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
|Falcon|2023-05|

| Model   | Released |
| ------- | -------- |
| Mistral | 09/23    |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
| Falcon  | 2023-05  | <!-- relist: ignore date-format, excess-cells -->

<!-- relist: ignore date-format, insecure-url -->
Nothing to ignore.

<!-- relist: ofn -->
<!-- relist: ignore date-fromat -->
Text.

<!-- relist: order=-Release -->
| Model   | Released |
| ------- | -------- |
| Yi      | 02/23    |

<!-- relist: off -->

<!-- relist: ingore -->
[x]()
";
    let playground = Playground::with(&[("README.md", source)]);
    assert_transcript("check-directives", &playground.run(&["check"]));
}

#[test]
fn findings_on_one_line_share_an_excerpt() {
    let row = "|Baichuan|7b, 13 B|[code](http://github.com/a/b/)|2023-06|\n";
    let list = fixture("lists/one-hurried-row.md");
    let playground = Playground::with(&[
        ("README.md", &list),
        ("long.md", &format!("[a]() {} [b]() [c]()\n{row}", "x ".repeat(200))),
    ]);
    let run = playground.run(&["check", "README.md"]);
    assert_transcript("check-one-row", &run);
    let long = playground.run(&["check", "long.md"]);
    assert_transcript("check-long-row", &long);
    for run in [run, long] {
        assert!(run.out().lines().all(|line| relist::text::display_width(line) <= 80), "{}", run.out());
    }
}

#[test]
fn many_alike_are_summed_up() {
    let rows: Vec<String> = (0..30).map(|index| format!("| [tool {index}]() | 2023 |\n")).collect();
    let rows = rows.concat();
    let list = format!("# Tools\n\n| Tool | Since |\n|---|---|\n{rows}\n[x](#tols)\n");
    let playground =
        Playground::with(&[("README.md", &list), ("docs/few.md", "[a]()\n[b]()\n[c]()\n[d]()\n")]);
    let run = playground.run(&["check"]);
    assert!(run.out().contains("\nREADME.md: and 27 more of `empty-link`\n"), "{}", run.out());
    assert_eq!(run.out().matches("warning[empty-link]").count(), 7, "{}", run.out());
    assert!(run.out().contains("[broken-anchor]") && run.out().lines().count() < 70, "{}", run.out());
    let all = playground.run(&["check", "--output-format", "concise"]);
    assert_eq!(all.out().matches("warning[empty-link]").count(), 34);
    assert_transcript("check-statistics", &playground.run(&["check", "--statistics"]));
}
