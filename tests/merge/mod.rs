//! Three versions of a list into one: nothing lost, nothing made up, and no conflict but where two people truly disagree.

mod generated;
pub(crate) mod laws;
mod lost;
mod noise;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use relist::compare::{ConflictStyle, Merged, line_merge, merge};
use relist::config::Config;
use relist::document::Document;

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, &Config::default(), &ConflictStyle::default())
}

#[track_caller]
fn assert_merges(base: &str, ours: &str, theirs: &str, expected: &str) {
    let merged = merged(base, ours, theirs);
    assert_eq!((merged.text.as_str(), merged.conflicts), (expected, 0));
}

const TABLE: &str = "# Tools\n\n| Tool | Since | Notes |\n|---|---|---|\n| [jq](https://jq.example) | 2012 | JSON |\n| [fd](https://fd.example) | 2017 | files |\n| [rg](https://rg.example) | 2016 | text |\n";

fn table(rows: &[&str]) -> String {
    let head = "# Tools\n\n| Tool | Since | Notes |\n|---|---|---|\n";
    rows.iter().fold(head.to_owned(), |text, row| text + row + "\n")
}

const JQ: &str = "| [jq](https://jq.example) | 2012 | JSON |";
const FD: &str = "| [fd](https://fd.example) | 2017 | files |";
const RG: &str = "| [rg](https://rg.example) | 2016 | text |";

#[test]
fn rows_added_in_one_place_both_stand() {
    let ours = table(&[JQ, FD, RG, "| sd | 2018 | replace |"]);
    let theirs = table(&[JQ, FD, RG, "| xh | 2020 | http |"]);
    let expected = table(&[JQ, FD, RG, "| sd | 2018 | replace |", "| xh | 2020 | http |"]);
    assert_merges(TABLE, &ours, &theirs, &expected);
}

#[test]
fn a_row_that_both_added_stands_once() {
    let ours = table(&[JQ, FD, RG, "| sd | 2018 | replace |"]);
    let theirs = table(&[JQ, FD, RG, "| xh | 2020 | http |", "| sd | 2018 | replace |"]);
    let merged = merged(TABLE, &ours, &theirs);
    assert_eq!((merged.conflicts, merged.text.matches("| sd |").count()), (0, 1), "{}", merged.text);
    assert!(merged.text.contains("| xh |"));
}

#[test]
fn rows_of_html_are_merged_like_rows() {
    let table = |rows: &[&str]| {
        let rows = rows.iter().flat_map(|row| ["<tr>\n", row, "\n</tr>\n"]).collect::<String>();
        format!("# Tools\n\n<table>\n<tr><th>Tool</th><th>Notes</th></tr>\n{rows}</table>\n")
    };
    let row = |name: &str, note: &str| {
        format!("<td><a href=\"https://{name}.example\">{name}</a></td> <td>{note}</td>")
    };
    let (jq, fd) = (row("jq", "JSON"), row("fd", "files"));
    let base = table(&[&jq, &fd]);
    // Both add a row in one place.
    let ours = table(&[&jq, &fd, &row("sd", "replace")]);
    let theirs = table(&[&jq, &fd, &row("xh", "http")]);
    assert_merges(&base, &ours, &theirs, &table(&[&jq, &fd, &row("sd", "replace"), &row("xh", "http")]));
    // Each changes another cell of one row.
    let ours = table(&[&jq, &row("fd", "find files")]);
    let theirs = table(&[&jq, &fd.replace("https://fd.example", "https://fd.example/v2")]);
    let both = row("fd", "find files").replace("https://fd.example", "https://fd.example/v2");
    assert_merges(&base, &ours, &theirs, &table(&[&jq, &both]));
    // Both change one cell: this line alone is in conflict.
    let merged = merged(&base, &table(&[&jq, &row("fd", "a")]), &table(&[&jq, &row("fd", "b")]));
    assert_eq!(merged.conflicts, 1, "{}", merged.text);
    assert!(merged.text.contains(&format!("{jq}\n</tr>\n<tr>\n<<<<<<< ")), "{}", merged.text);
}

#[test]
fn cells_of_one_row_go_together() {
    let ours = table(&[JQ, "| [fd](https://fd.example) | 2018 | files |", RG]);
    let theirs = table(&[JQ, "| [fd](https://fd.example) | 2017 | find files |", RG]);
    let expected = table(&[JQ, "| [fd](https://fd.example) | 2018 | find files |", RG]);
    assert_merges(TABLE, &ours, &theirs, &expected);
}

#[test]
fn one_cell_changed_to_two_things_is_a_conflict_of_that_row() {
    let ours = table(&[JQ, "| [fd](https://fd.example) | 2018 | files |", RG, "| sd | 2018 | replace |"]);
    let theirs = table(&[JQ, "| [fd](https://fd.example) | 2019 | files |", RG, "| xh | 2020 | http |"]);
    let conflict = "<<<<<<< mine\n| [fd](https://fd.example) | 2018 | files |\n||||||| before\n| [fd](https://fd.example) | 2017 | files |\n=======\n| [fd](https://fd.example) | 2019 | files |\n>>>>>>> yours";
    let expected = table(&[JQ, conflict, RG, "| sd | 2018 | replace |", "| xh | 2020 | http |"]);
    let labels = ["mine", "before", "yours"].map(str::to_owned);
    let style = ConflictStyle { labels, with_base: true, ..ConflictStyle::default() };
    let merged = merge(TABLE, &ours, &theirs, &Config::default(), &style);
    assert_eq!((merged.text, merged.conflicts), (expected, 1));
}

#[test]
fn a_row_deleted_here_and_changed_there_is_a_conflict() {
    let ours = table(&[JQ, RG]);
    let theirs = table(&[JQ, "| [fd](https://fd.example) | 2019 | files |", RG]);
    let merged = merged(TABLE, &ours, &theirs);
    assert_eq!(merged.conflicts, 1);
    assert!(
        merged.text.contains("<<<<<<< ours\n=======\n| [fd](https://fd.example) | 2019 |"),
        "{}",
        merged.text
    );
}

/// A row that took the place of another one is not that row under another name, for all they have in common.
#[test]
fn a_row_replaced_here_and_changed_there_is_a_conflict() {
    let row = |name: &str, words: &str, how: &str| format!("| {name} | {words} | No | Yes | {how} |");
    let table = |row: &str| {
        format!("| API | What | Key | HTTPS | CORS |\n|---|---|---|---|---|\n{JQ} No | Yes | Yes |\n{row}\n")
    };
    let base = table(&row("[one](https://one.example)", "tells the time", "Yes"));
    let ours = table(&row("[two](https://two.example)", "draws a map", "Yes"));
    let theirs = table(&row("[one](https://one.example)", "tells the time", "No"));
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, 1, "{}", merged.text);
    assert!(merged.text.contains("two.example") && merged.text.contains("one.example"), "{}", merged.text);
}

#[test]
fn a_row_deleted_here_and_padded_there_is_deleted() {
    let ours = table(&[JQ, RG, "| sd | 2018 | replace |"]);
    let theirs = table(&[JQ, "| [fd](https://fd.example) | 2017 | files        |", RG]);
    assert_merges(TABLE, &ours, &theirs, &table(&[JQ, RG, "| sd | 2018 | replace |"]));
}

#[test]
fn a_table_that_was_aligned_anew_takes_rows_that_were_added() {
    let aligned = "# Tools\n\n| Tool                     | Since | Notes |\n| ------------------------ | ----- | ----- |\n| [jq](https://jq.example) | 2012  | JSON  |\n| [fd](https://fd.example) | 2017  | files |\n| [rg](https://rg.example) | 2016  | text  |\n";
    let theirs = table(&[JQ, "| [fd](https://fd.example) | 2018 | files |", RG, "| sd | 2018 | put |"]);
    let expected =
        aligned.replace("| 2017  |", "| 2018  |") + "| sd                       | 2018  | put   |\n";
    assert_merges(TABLE, aligned, &theirs, &expected);
    assert_merges(TABLE, &theirs, aligned, &expected);
}

/// Without outer pipes, what starts a list item would end the table: it gets a pipe before it.
#[test]
fn a_table_without_outer_pipes_that_was_aligned_takes_any_row() {
    let base = "# Operators\n\nSign|Does\n---|---\nbat|flies\nowl|hoots\n";
    let ours = "# Operators\n\nSign | Does\n---- | -----\nbat  | flies\nowl  | hoots\n";
    for (theirs, row) in [
        ("| + plus|adds numbers\n", "| + plus | adds numbers\n"),
        ("|# hash|counts\n", "| # hash | counts\n"),
        ("|1. first|numbers\n", "| 1. first | numbers\n"),
        ("ant|digs\n", "ant  | digs\n"),
    ] {
        assert_merges(base, ours, &format!("{base}{theirs}"), &format!("{ours}{row}"));
        assert_merges(base, &format!("{base}{theirs}"), ours, &format!("{ours}{row}"));
    }
}

#[test]
fn a_column_that_was_added_takes_rows_that_were_added() {
    let ours = "# Tools\n\n| Tool | Since | License | Notes |\n|---|---|---|---|\n| [jq](https://jq.example) | 2012 | MIT | JSON |\n| [fd](https://fd.example) | 2017 | MIT | files |\n| [rg](https://rg.example) | 2016 | MIT | text |\n";
    let theirs = table(&[JQ, FD, "| [rg](https://rg.example) | 2016 | texts |", "| sd | 2018 | replace |"]);
    let expected = ours.replace("MIT | text |", "MIT | texts |") + "| sd | 2018 | | replace |\n";
    assert_merges(TABLE, ours, &theirs, &expected);
    assert_merges(TABLE, &theirs, ours, &expected);
}

#[test]
fn a_date_that_was_respelled_and_changed_is_the_new_date_in_the_new_spelling() {
    let base =
        "| Model | Date |\n|---|---|\n| Yi | 11/23 |\n| Qwen | 08/23 |\n| XGen | 06/23 |\n| MPT | 05/23 |\n";
    let ours = base.replace("11/23", "2023-11").replace("08/23", "2023-08").replace("06/23", "2023-06");
    let ours = ours.replace("05/23", "2023-05");
    let theirs = base.replace("08/23", "09/23");
    assert_merges(base, &ours, &theirs, &ours.replace("2023-08", "2023-09"));
}

#[test]
fn rows_go_where_the_order_of_the_table_has_them() {
    let rows: Vec<String> = (b'a'..=b'n').map(|c| format!("| {}tool | x |\n", char::from(c))).collect();
    let with =
        |added: &str| format!("| Name | N |\n|---|---|\n{}{added}{}", rows[..3].concat(), rows[3..].concat());
    let (first, second) = ("| cux | 2 |\n", "| cuz | 1 |\n");
    assert_merges(&with(""), &with(second), &with(first), &with(&format!("{first}{second}")));
}

#[test]
fn items_go_where_the_order_of_their_list_has_them() {
    let item = |name: &str| format!("- [{name}](https://{name}.example) - What {name} is.\n");
    let items: Vec<String> = ('a'..='n').map(|c| item(&format!("{c}tool"))).collect();
    let with = |added: &str| format!("# Tools\n\n{}{added}{}", items[..3].concat(), items[3..].concat());
    let (first, second) = (item("cux"), item("cuz"));
    assert_merges(&with(""), &with(&second), &with(&first), &with(&format!("{first}{second}")));
}

#[test]
fn items_added_in_one_place_both_stand() {
    let base = "# Links\n\n- [a](https://a.example) - one\n- [b](https://b.example) - two\n\nEnd.\n";
    let with = |line: &str| base.replace("two\n", &format!("two\n{line}\n"));
    let (ours, theirs) = ("- [c](https://c.example)", "- [d](https://d.example)\n  - nested");
    assert_merges(base, &with(ours), &with(theirs), &with(&format!("{ours}\n{theirs}")));
}

#[test]
fn items_of_loose_lists_keep_their_distance() {
    let base = "- a\n\n- b\n\nEnd.\n";
    assert_merges(
        base,
        "- a\n\n- b\n\n- c\n\nEnd.\n",
        "- a\n\n- b\n\n- d\n\nEnd.\n",
        "- a\n\n- b\n\n- c\n\n- d\n\nEnd.\n",
    );
}

#[test]
fn an_added_item_is_marked_as_the_list_is_now() {
    let base = "* a\n* b\n* c\n";
    assert_merges(base, "- a\n- b\n- c\n", "* a\n* b two\n* c\n* d\n", "- a\n- b two\n- c\n- d\n");
}

#[test]
fn the_name_and_the_destination_of_an_item_go_together() {
    let item = |name: &str, url: &str, end: &str| format!("- [{name}](https://{url}.example) - {end}\n");
    let base = item("a", "a", "one") + &item("b", "b", "two");
    let ours = item("a", "a", "one") + &item("Bee", "b", "two");
    let theirs = item("a", "a", "one") + &item("b", "bee", "two.");
    assert_merges(&base, &ours, &theirs, &(item("a", "a", "one") + &item("Bee", "bee", "two.")));
}

#[test]
fn nested_items_are_merged_by_themselves() {
    let base = "- a\n  - one\n- b\n";
    assert_merges(
        base,
        "- a\n  - one\n  - two\n- b\n",
        "- a\n  - one\n  - three\n- b\n",
        "- a\n  - one\n  - two\n  - three\n- b\n",
    );
}

#[test]
fn line_ends_and_the_end_of_the_file_are_kept() {
    let base = "| a | b |\r\n|---|---|\r\n| 1 | 2 |";
    let merged = merged(base, &format!("{base}\r\n| 3 | 4 |"), &format!("{base}\r\n| 5 | 6 |\r\n"));
    assert_eq!(merged.text, format!("{base}\r\n| 3 | 4 |\r\n| 5 | 6 |\r\n"));
}

/// The folder of real merges, if there is one to be tested.
fn cases() -> Option<Vec<PathBuf>> {
    let root = PathBuf::from(std::env::var_os("RELIST_MERGES")?);
    let mut cases = Vec::new();
    for list in fs::read_dir(&root).unwrap_or_else(|error| panic!("{}: {error}", root.display())) {
        cases.extend(fs::read_dir(list.unwrap().path()).unwrap().map(|case| case.unwrap().path()));
    }
    cases.sort();
    assert!(!cases.is_empty(), "there is no merge in {}", root.display());
    Some(cases)
}

fn read(case: &Path, name: &str) -> String {
    fs::read_to_string(case.join(name)).unwrap()
}

/// Links by the text that names them: what entries are told by, in tables, lists and prose alike.
fn links(text: &str) -> BTreeSet<(String, String)> {
    let document = Document::parse(text);
    let mut links: BTreeSet<_> =
        document.prose_links().iter().map(|link| (link.text.to_string(), link.url.to_string())).collect();
    for listing in document.listings() {
        let cells = listing.entries().iter().flat_map(|entry| listing.cells(entry));
        let found = cells.flat_map(|cell| document.cell_links(cell));
        links.extend(found.map(|link| (link.text.to_string(), link.url.to_string())));
    }
    links
}

/// The lines of a text in no order, blank ones left out, each without padding and with one kind of bullet.
fn bag(text: &str) -> Vec<String> {
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines: Vec<String> = text.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    for line in &mut lines {
        if line.starts_with("* ") {
            line.replace_range(..1, "-");
        }
    }
    lines.sort();
    lines
}

/// Merges that maintainers of real lists made: where git can, its result; where it cannot, most without a marker, and no
/// link that a side added is lost.
#[test]
fn real_merges() {
    let Some(cases) = cases() else { return };
    let (mut conflicts, mut solved, mut same, mut reordered) = (0, 0, 0, 0);
    for case in &cases {
        let [base, ours, theirs, maintainer] =
            ["base.md", "ours.md", "theirs.md", "maintainer.md"].map(|name| read(case, name));
        let merged = merged(&base, &ours, &theirs);
        let by_lines = line_merge(&base, &ours, &theirs, &ConflictStyle::default());
        let name = case.display();
        if by_lines.conflicts == 0 {
            assert_eq!(merged, by_lines, "{name}");
            continue;
        }
        conflicts += 1;
        solved += usize::from(merged.conflicts == 0);
        if merged.text == maintainer {
            same += 1;
        } else if bag(&merged.text) == bag(&maintainer) {
            reordered += 1;
        }
        let outcome = if merged.conflicts == 0 { "solved" } else { "conflicts" };
        println!("{name}: {outcome} {} of {}", merged.conflicts, by_lines.conflicts);
        let (base, result) = (links(&base), links(&merged.text));
        let has = |wanted: &dyn Fn(&(String, String)) -> bool| result.iter().chain(&base).any(wanted);
        for side in [links(&ours), links(&theirs)] {
            for link in side.difference(&base) {
                // One side may have changed the name, and the other one where it leads.
                let is_put_together = has(&|known| known.0 == link.0) && has(&|known| known.1 == link.1);
                assert!(result.contains(link) || is_put_together, "{name}: lost {link:?}");
            }
        }
    }
    println!(
        "{solved} of {conflicts} conflicts solved; {same} as the maintainer, {reordered} in another order"
    );
    assert!(conflicts == 0 || solved * 34 >= conflicts * 24, "only {solved} of {conflicts} are solved");
}
