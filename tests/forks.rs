//! What relist says of a list and its forks: a use of it, and the recipe for a maintainer's own snapshot tests.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use relist::compare::{Change, Diff, cell_lines, diff};
use relist::config::Config;
use relist::document::Document;
use relist::records::jsonl;
use relist::report::{DiffFormat, Look};

use crate::support::{fixture, records};

const FORKS: [&str; 4] = ["lagging", "translated", "realigned", "iso-dates"];

fn between(old: &str, new: &str) -> Diff {
    diff(&Document::parse(old), &Document::parse(new), &Config::default())
}

/// Compares with `snapshots/forks/NAME.snap`.
#[track_caller]
fn assert_snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/forks"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The records of each fork, and what it changed.
#[test]
fn forks_and_what_they_changed() {
    let upstream = fixture("forks/upstream.md");
    for name in FORKS {
        let fork = fixture(&format!("forks/{name}.md"));
        let look = Look::default();
        let names = ["upstream.md", &format!("{name}.md")];
        assert_snapshot(
            &format!("{name}-diff"),
            &DiffFormat::Text.render(&between(&upstream, &fork), names, &look),
        );
        let mut lines = Vec::new();
        jsonl(&[(&format!("{name}.md"), &records(&fork))], &mut lines).unwrap();
        assert_snapshot(&format!("{name}-records"), &String::from_utf8(lines).unwrap());
    }
}

/// Layout is nothing: not to the diff, not to the records, not to `git diff`.
#[test]
fn a_fork_that_aligned_its_tables_changed_nothing() {
    let (upstream, fork) = (fixture("forks/upstream.md"), fixture("forks/realigned.md"));
    assert_ne!(upstream, fork);
    assert!(between(&upstream, &fork).is_empty());
    assert!(records(&upstream).same_records(&records(&fork)));
    let lines = |source: &str| cell_lines(&Document::parse(source));
    assert_eq!(lines(&upstream), lines(&fork));
}

/// A date is a date however it is spelled, so that only the one that was corrected is told.
#[test]
fn a_fork_that_respelled_its_dates_changed_one() {
    let diff = between(&fixture("forks/upstream.md"), &fixture("forks/iso-dates.md"));
    let entries: Vec<_> = diff.listings.iter().flat_map(|listing| &listing.entries).collect();
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].name.as_str(), entries[0].cells.len()), ("Falcon", 1));
    assert_eq!(entries[0].cells[0].new.as_deref(), Some("2023-06"));
}

/// What was a list of links and is a table now is the same to a reader, but for what the columns are called.
#[test]
fn a_list_that_became_a_table_is_still_that_list() {
    let names = ["asio", "catch2", "cista", "entt", "fmt", "hpx"];
    let items = names.map(|name| format!("- [{name}](https://{name}.example) - What {name} is.\n"));
    let rows = names.map(|name| format!("| [{name}](https://{name}.example) | What {name} is. |\n"));
    let list = format!("# Libraries\n\n{}", items.concat());
    let table = format!("# Libraries\n\n| Library | Purpose |\n|---|---|\n{}", rows.concat());
    let diff = between(&list, &table);
    let [listing] = diff.listings.as_slice() else { panic!("{diff:?}") };
    let columns: Vec<_> =
        listing.columns.iter().map(|column| (column.old.as_deref(), column.new.as_deref())).collect();
    assert_eq!(columns, [(Some("name"), Some("Library")), (Some("description"), Some("Purpose"))]);
    assert_eq!((listing.entries.len(), diff.unchanged), (0, 6));
}

/// A diff read backwards is the diff of the documents exchanged.
#[test]
fn a_diff_can_be_read_backwards() {
    let upstream = fixture("forks/upstream.md");
    for name in FORKS {
        let fork = fixture(&format!("forks/{name}.md"));
        let (there, back) = (between(&upstream, &fork), between(&fork, &upstream));
        let counts = |diff: &Diff, changes: [Change; 4]| changes.map(|change| diff.count(change));
        assert_eq!(
            counts(&there, [Change::Added, Change::Removed, Change::Changed, Change::Moved]),
            counts(&back, [Change::Removed, Change::Added, Change::Changed, Change::Moved]),
            "{name}"
        );
        assert_eq!(there.unchanged, back.unchanged, "{name}");
    }
}

/// Lists of the corpus and what others made of them; the numbers alone, for their words are not ours.
const PAIRS: [(&str, &str); 6] = [
    ("seeds/gopen-source-chatgpt.md", "SunLemuria__OpenGPTAndBeyond__README.md"),
    ("seeds/llm-tables-truncated.md", "seeds/llm-tables-full.md"),
    ("seeds/llm-basemodel-bullets.md", "nvsthinh__LLM-BaseModel__README.md"),
    ("seeds/open-models-docusaurus.md", "eugeneyan__open-llms__README.md"),
    ("Zjh-819__LLMDataHub__README.md", "Project-Hierion__LLMDataHub__README.md"),
    ("public-apis__public-apis__README.md", "TomCon90__public-apis__README.md"),
];

#[test]
fn forks_in_the_corpus() {
    let Some(folder) = std::env::var_os("RELIST_CORPUS") else { return };
    let read = |name: &str| {
        let path = Path::new(&folder).join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let mut table =
        String::from("old, new: listings with changes of all, added, removed, changed, moved, the same\n");
    for (old, new) in PAIRS {
        let diff = between(&read(old), &read(new));
        let [added, removed, changed, moved] =
            [Change::Added, Change::Removed, Change::Changed, Change::Moved].map(|change| diff.count(change));
        let (listings, of, same) = (diff.listings.len(), diff.listing_count, diff.unchanged);
        let _ = writeln!(
            table,
            "{old}, {new}: {listings} of {of}, {added}, {removed}, {changed}, {moved}, {same}"
        );
    }
    assert_snapshot("corpus", &table);
}
