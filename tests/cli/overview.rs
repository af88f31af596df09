//! `relist overview`: what is told of a list, on one screen or on a line.

use std::fmt::Write as _;

use super::{Playground, TIDY, assert_transcript};
use crate::support::{fixture, fixtures};

/// A list with a table, bullets that mostly agree, an order that a comment forbids, and a few findings.
const GARDEN: &str = "\
# Garden

## Tools

| Tool                                | Since   | Kept |
| ----------------------------------- | ------- | ---- |
| [hoe](https://garden.example/hoe)   | 04/18   | yes  |
| [rake](https://garden.example/rake) | 07/23   | no   |
| [saw](http://github.com/a/saw)      | 11/13   | yes  |
| [spade]()                           | 2017-05 | yes  |

## Plants

### Herbs

- [basil](https://garden.example/basil) - Wants sun.
- [chives](https://garden.example/chives) - Comes back each year.
- [dill](https://garden.example/dill) - Grows tall.
- [mint](https://garden.example/mint) - Spreads everywhere.
- [parsley](https://garden.example/parsley) - Takes its time.
- [sage](https://garden.example/sage): Keeps its leaves.

### Trees

<!-- relist: order=keep -->

- [pear](https://garden.example/pear) - Needs a second one.
- [apple](https://garden.example/apple) - Needs a second one
- [cherry](https://garden.example/cherry) - Feeds birds.
- [plum](https://garden.example/plum) - Feeds wasps.
- [quince](https://garden.example/quince) - Smells of quince.
";

#[test]
fn a_list_fits_a_screen() {
    let playground = Playground::with(&[("README.md", GARDEN)]);
    assert_transcript("overview", &playground.run(&["overview", "README.md"]));
    let colour = playground.run(&["overview", "--color", "always", "README.md"]);
    assert_transcript("overview-colour", &colour);
    for format in ["json", "markdown"] {
        let run = playground.run(&["overview", "--format", format, "README.md"]);
        assert_transcript(&format!("overview-{format}"), &run);
    }
    assert_eq!(playground.read("README.md"), GARDEN);
}

#[test]
fn many_lists_have_a_line_each() {
    let files = [("README.md", GARDEN), ("docs/models.md", TIDY), ("docs/prose.md", "# Hello\n\nWorld.\n")];
    let playground = Playground::with(&files);
    assert_transcript("overview-folder", &playground.run(&["overview"]));
    let prose = playground.run(&["overview", "docs/prose.md"]);
    assert_eq!(prose.out(), "docs/prose.md: no lists found\n\nFindings\n  none\n");
    let missing = playground.run(&["overview", "gone.md", "README.md"]);
    assert_eq!((missing.code, missing.out().lines().count()), (Some(2), 2), "{}", missing.stderr);
}

#[test]
fn long_lists_are_told_by_their_greatest_parts() {
    let mut list = String::from("# Many\n\n");
    for (section, count) in (0..30).map(|section| (section, 1 + section % 7)) {
        let _ = write!(list, "## Section {section}\n\n### Part\n\n");
        for entry in 0..count {
            let _ = writeln!(list, "- [Entry {entry}](https://a.example/{section}/{entry}) - Is one.");
        }
        list.push('\n');
    }
    let run = Playground::with(&[]).run_on(&list, &["overview", "-"]);
    let sections: Vec<&str> =
        run.out().lines().skip_while(|line| *line != "Sections").skip(1).take(21).collect();
    assert!(sections[..20].iter().all(|line| line.contains('█')), "{sections:?}");
    assert_eq!(sections[20], "  … and 10 smaller sections with 15 entries");
    assert!(run.out().lines().count() < 50, "{}", run.out());
    assert!(run.out().lines().all(|line| line.chars().count() <= 80), "{}", run.out());
}

#[test]
fn settings_show_in_what_is_seen() {
    const MODELS: &str = "\
| Model   | Released |
| ------- | -------- |
| Yi      | 11/23    |
| Mistral | 09/23    |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
| XGen    | 06/23    |
| Falcon  | 05/23    |
";
    let settings = "order = [\"-Model\"]\n[column.Released]\nkind = \"text\"\n";
    let playground = Playground::with(&[("README.md", MODELS), ("relist.toml", settings)]);
    let set = playground.run(&["overview", "README.md"]);
    assert!(set.out().contains("    order     -Model (set)\n"), "{}", set.out());
    assert!(set.out().contains("Model (name), Released (text)"), "{}", set.out());
    let learned = playground.run(&["overview", "--no-config", "README.md"]);
    assert!(learned.out().contains("    order     -Released\n"), "{}", learned.out());
    assert!(learned.out().contains("Released (date MM/YY)"), "{}", learned.out());
}

#[test]
fn every_overview_is_what_its_schema_says() {
    let playground = Playground::with(&[]);
    for file in fixtures() {
        playground.write(&file.name, &file.text);
    }
    let schema = serde_json::from_str(playground.run(&["schema", "overview"]).out()).unwrap();
    let run = playground.run(&["overview", "--no-config", "--format", "json"]);
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("overview.json", schema).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile("overview.json", &mut schemas).unwrap();
    let report: serde_json::Value = serde_json::from_str(run.out()).unwrap();
    schemas.validate(&report, index).unwrap_or_else(|error| panic!("{error}"));
    for file in report["files"].as_array().unwrap() {
        let sum = |key: &str| -> u64 {
            let parts = file[key].as_array().unwrap().iter();
            parts.map(|part| part["entries"].as_u64().unwrap()).sum()
        };
        assert_eq!(file["entries"], sum("listings"), "{}", file["path"]);
        assert_eq!(file["entries"], sum("sections"), "{}", file["path"]);
    }
}

/// A screen is for people; nothing in a list may look like a line of it, or take over the terminal.
#[test]
fn what_a_list_says_stays_on_its_line() {
    let list = fixture("edge/nul-and-controls.md") + "\n# A\u{1b}[2J&#10;Findings\n\n- [a&#10;none](b) - c\n";
    let run = Playground::with(&[("a\nb.md", &list)]).run(&["overview", "a\nb.md"]);
    assert!(run.out().starts_with("a␊b.md: "), "{}", run.out());
    assert!(!run.out().contains('\u{1b}'), "{}", run.out());
    assert_eq!(run.out().lines().filter(|line| *line == "Findings").count(), 1, "{}", run.out());
}
