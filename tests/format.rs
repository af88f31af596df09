//! What formatting changes: little, and each change as the list itself would have it.

use relist::config::Config;

use crate::support::{
    Hurried, assert_snapshot, changed_lines, fixture, fixtures, fmt, fmt_with, formatted, unified_diff,
};

/// The changes to each untidy fixture, and how they are told in a line; those of rules have snapshots of their own.
#[test]
fn changes_and_their_summaries() {
    let mut seen = 0;
    for file in fixtures().into_iter().filter(|file| !file.name.starts_with("rules/")) {
        let result = formatted(&file.text, &Config::default());
        if let Some(output) = result.output {
            seen += 1;
            let name = file.name.replace(['/', '.'], "-");
            let text = format!("{}\n\n{}", result.summary, unified_diff(&file.text, &output));
            assert_snapshot("format", name.trim_end_matches("-md"), &text);
        }
    }
    assert!(seen > 5, "{seen} files change");
}

/// A row appended in a hurry ends up where its date belongs, spelled and padded like its neighbours, and no other
/// byte of the file changes.
#[test]
fn a_hurried_row_is_put_in_place_and_no_other_line_changes() {
    let source = fixture("lists/models-by-date.md");
    let hurried = Hurried::new(&source, "## Pretrained Model");
    assert_eq!(fmt(&source), source);
    assert_eq!(fmt(&hurried.untidy), hurried.tidy);
    let (new, gone) = changed_lines(&source, &hurried.tidy);
    assert_eq!((new.len(), gone.len()), (1, 0));
    assert!(new[0].contains("| 08/23 |") && new[0].contains("| 7B  "), "{new:?}");
    assert!(new[0].contains("(https://github.com/x/y)"), "{new:?}");
}

const RAGGED: &str = "\
# Tools

| Name | Since | Size |
|--|:-:|--|
| jq | 2012/07 | 7b |
|bat|  2018/04 | 13b |
| fzf | 2013/10 |70B |

# More

| Name | Since |
|---|---|
| eza | 2023/07 |
| fd | 2017/05 |
| bun | 2022/07 |
";

/// A fix in a cell that nobody has padded leaves it so, and in a padded one the pipe stays where it was.
#[test]
fn a_fix_leaves_the_spaces_around_it_alone() {
    let source = "\
|No|Title  | Date       | Owner    |
|---|------ | ---------- | -------- |
|1|[Harbour notes](https://notes.example/a)| 2017/11/08 | Quay     |
|2|[Big patents](http://arxiv.org/abs/1906.00001)| 2019/07/27 | Sharp    |
|3|[Old papers](https://papers.example/LDC19)| 2008/10/17 | Sand     |
|4|[How to](https://howto.example/)| 2018/10/18 | Koop     |
";
    let output = fmt(source);
    assert_eq!(output, source.replace("http://arxiv", "https://arxiv"));

    let source = "\
| Title                                  | Year |
| -------------------------------------- | ---- |
| [One](https://one.example/paper)       | 2017 |
| [Two](http://arxiv.org/abs/1906.00001) | 2018 |
| [Six](https://six.example/an/old/one)  | 2019 |
";
    let output = fmt(source);
    assert!(output.contains("| [Two](https://arxiv.org/abs/1906.00001) | 2018 |\n"), "{output}");
    assert!(output.contains("| [One](https://one.example/paper)        | 2017 |\n"), "{output}");
}

/// A setting says how cells are padded, and not which pipes are at the ends.
#[test]
fn a_set_layout_keeps_the_outer_pipes() {
    let source = "Name|Year\n---|---:\nBison|1985\nElm|7\n";
    let output = fmt_with(source, "tables = \"aligned\"");
    assert_eq!(output, "Name  | Year\n----- | ---:\nBison | 1985\nElm   |    7\n");
}

/// `tables` sets the layout of every table, or of one; `keep` leaves rows as they stand.
#[test]
fn tables_may_be_set() {
    assert_eq!(fmt_with(RAGGED, "tables = 'keep'"), RAGGED);
    for (name, settings) in [
        ("tables-aligned", "tables = 'aligned'"),
        ("tables-compact", "tables = 'compact'"),
        ("tables-of-one-listing", "[listing.tools]\ntables = 'aligned'"),
        ("tables-but-one-listing", "tables = 'aligned'\n[listing.more]\ntables = 'keep'"),
    ] {
        let output = fmt_with(RAGGED, settings);
        assert_eq!(fmt_with(&output, settings), output, "{settings}");
        assert_snapshot("format", name, &output);
    }
}

/// The names of a list's rows, in their order.
fn names(source: &str) -> Vec<&str> {
    let rows =
        source.lines().filter(|line| line.starts_with('|') && !line.contains("Name") && !line.contains("--"));
    rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect()
}

/// `order` sorts by these columns in every listing that has them; dates as dates, and `-` downwards.
#[test]
fn an_order_may_be_set() {
    for (settings, expected) in [
        ("", ["jq", "bat", "fzf", "eza", "fd", "bun"]),
        ("order = 'keep'", ["jq", "bat", "fzf", "eza", "fd", "bun"]),
        ("order = ['Name']", ["bat", "fzf", "jq", "bun", "eza", "fd"]),
        ("order = ['-name']", ["jq", "fzf", "bat", "fd", "eza", "bun"]),
        ("order = ['Since']", ["jq", "fzf", "bat", "fd", "bun", "eza"]),
        ("order = ['-Since', 'Name']", ["bat", "fzf", "jq", "eza", "bun", "fd"]),
        ("order = ['-Size']", ["fzf", "bat", "jq", "eza", "fd", "bun"]),
        ("order = ['Name']\n[listing.tools]\norder = 'keep'", ["jq", "bat", "fzf", "bun", "eza", "fd"]),
        (
            "[listing.more]\norder = ['Name']\n[listing.tools]\norder = ['-Since']",
            ["bat", "fzf", "jq", "bun", "eza", "fd"],
        ),
    ] {
        assert_eq!(names(&fmt_with(RAGGED, settings)), expected, "{settings}");
    }
}

/// An order that was set sorts a listing that keeps none of its own, by whole lines, all bytes of which stay.
#[test]
fn a_set_order_moves_whole_lines() {
    let source = fixture("lists/open-models.md");
    let output = fmt_with(&source, "tables = 'keep'\norder = ['Release Date']");
    assert_eq!(changed_lines(&source, &output), (vec![], vec![]));
    let dates = |text: &str| -> Vec<String> {
        let table = text.split("| Language Model").nth(1).unwrap();
        let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
        rows.map(|row| row.split('|').nth(2).unwrap().trim().to_owned()).collect()
    };
    assert!(!dates(&source).is_sorted());
    assert!(dates(&output).is_sorted(), "{:?}", dates(&output));
}

/// `"keep"` holds back an order that the listing would keep by itself.
#[test]
fn keep_holds_a_learned_order_back() {
    let source = fixture("lists/models-by-date.md");
    let untidy = Hurried::new(&source, "## Pretrained Model").untidy;
    let last = |text: &str| text.split("\n\n## Multitask").next().unwrap().lines().last().unwrap().to_owned();
    assert!(last(&fmt_with(&untidy, "order = 'keep'")).starts_with("| Hurried "));
    assert!(last(&fmt_with(&untidy, "")).starts_with("| T5 "));
}

/// Dates and sizes are spelled as the most specific setting says: a listing's column, a column, all.
#[test]
fn spellings_may_be_set() {
    for (settings, dates) in [
        ("date = 'YYYY-MM'", ["2012-07", "2018-04", "2013-10", "2023-07", "2017-05", "2022-07"]),
        ("date = 'MM/YY'", ["07/12", "04/18", "10/13", "07/23", "05/17", "07/22"]),
        ("date = 'Mon YYYY'", ["Jul 2012", "Apr 2018", "Oct 2013", "Jul 2023", "May 2017", "Jul 2022"]),
        (
            "[column.Since]\ndate = 'YYYY-MM'",
            ["2012-07", "2018-04", "2013-10", "2023-07", "2017-05", "2022-07"],
        ),
        (
            "[listing.more.column.since]\ndate = 'MM/YY'",
            ["2012/07", "2018/04", "2013/10", "07/23", "05/17", "07/22"],
        ),
        (
            "date = 'MM/YY'\n[column.Since]\ndate = 'YYYY.MM'\n[listing.tools.column.Since]\ndate = 'YYYY-MM'",
            ["2012-07", "2018-04", "2013-10", "2023.07", "2017.05", "2022.07"],
        ),
    ] {
        let output = fmt_with(RAGGED, settings);
        let cells = output.lines().filter_map(|row| row.split('|').nth(2)).map(str::trim);
        let read: Vec<&str> = cells.filter(|cell| cell.contains(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(read, dates, "{settings}");
    }
    for (settings, sizes) in
        [("size = '7B'", ["7B", "13B", "70B"]), ("[column.Size]\nsize = '7 b'", ["7 b", "13 b", "70 b"])]
    {
        let output = fmt_with(RAGGED, settings);
        for size in sizes {
            assert!(output.contains(size), "{settings}: no {size} in {output}");
        }
    }
}

/// Settings that cannot be meant are refused, with the place and, for a slip, what was probably meant.
#[test]
fn faulty_settings_are_refused() {
    let mut messages = String::new();
    for settings in [
        "tabels = 'compact'",
        "tables = 'compct'",
        "tables = ['compact']",
        "orders = ['Name']",
        "order = 'kepe'",
        "order = '-Date'",
        "order = ['Name', 3]",
        "order = 3",
        "order = { by = 'Name' }",
        "date = 'MM/MM'",
        "size = '7C'",
        "colour = true",
        "[listing.tools]\ntable = 'keep'",
        "[column.Date]\ndates = 'YYYY'",
        "[column.Date]\nkind = 'dat'",
        "[column.Date]\ncasing = 'upper'",
        "[column.Date]\npattern = '['",
        "[column.Date]\nallowed = 'Yes'",
        "[column.Date]\nrequired = 'yes'",
        "[rules]\ndate-format = 'warn'",
        "[rules]\ndate-format = 1",
        "min-entries = -1",
        "min-entries = 1.5",
        "column = 3",
        "tables = 'keep'\ntables = 'keep'",
        "tables = 'compact",
    ] {
        let error = Config::from_toml(settings).expect_err(settings);
        messages.extend([settings, "\n    ", &error.to_string(), "\n"]);
    }
    assert_snapshot("format", "faulty-settings", &messages);
}
