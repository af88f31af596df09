//! Two contributors who each add, edit, move and delete rows of one table, at random.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use relist::config::Config;
use relist::document::Document;
use relist::format::format;
use relist::rules::Applicability;

use super::merged;
use crate::cases::cases;

type Row = Vec<String>;

/// What a contributor does; numbers are taken modulo the rows that there are.
#[derive(Clone, Debug)]
enum Step {
    Add { at: usize },
    Edit { row: usize, column: usize },
    Delete { row: usize },
    Move { row: usize, to: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0..1000_usize;
    prop_oneof![
        3 => number.clone().prop_map(|at| Step::Add { at }),
        3 => (number.clone(), 0..3_usize).prop_map(|(row, column)| Step::Edit { row, column }),
        1 => number.clone().prop_map(|row| Step::Delete { row }),
        1 => (number.clone(), number).prop_map(|(row, to)| Step::Move { row, to }),
    ]
}

/// A table as lists have them: a link, a date, a size and a remark.
fn base_rows(count: usize) -> Vec<Row> {
    let row = |index: usize| {
        vec![
            format!("[model {index}](https://example.com/m{index})"),
            format!("20{:02}-{:02}", 10 + index % 15, 1 + index % 12),
            format!("{}B", 1 + index * 7 % 90),
            format!("what is said of number {index}"),
        ]
    };
    (0..count).map(row).collect()
}

fn table(rows: &[Row], is_aligned: bool) -> String {
    let head = ["Model", "Date", "Size", "Remarks"].map(str::to_owned);
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].len());
        cells.chain([head[column].len()]).max().unwrap_or(0) * usize::from(is_aligned)
    };
    let widths = [0, 1, 2, 3].map(width);
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!(" {cell:width$} |"));
        format!("|{}\n", cells.collect::<String>())
    };
    let dashes = widths.map(|width| "-".repeat(width.max(3)));
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("# Models\n\nSome words.\n\n{}{}{rows}\nMore words.\n", line(&head), line(&dashes))
}

/// The rows after `steps`; only base rows whose number has this `parity` are touched, if any is given.
fn contribute(base: &[Row], steps: &[Step], who: &str, parity: Option<usize>) -> Vec<Row> {
    let mut rows: Vec<(Option<usize>, Row)> =
        base.iter().enumerate().map(|(index, row)| (Some(index), row.clone())).collect();
    for (number, step) in steps.iter().enumerate() {
        let own: Vec<usize> = (0..rows.len())
            .filter(|&at| rows[at].0.is_some_and(|index| parity.is_none_or(|parity| index % 2 == parity)))
            .collect();
        let pick = |wanted: usize| own.get(wanted % own.len().max(1)).copied();
        match step {
            Step::Add { at } => {
                let name = format!("[{who} {number}](https://{who}.example/{number})");
                let row =
                    vec![name, "2024-05".to_owned(), "7B".to_owned(), format!("added by {who} {number}")];
                rows.insert(at % (rows.len() + 1), (None, row));
            }
            Step::Edit { row, column } => {
                if let Some(at) = pick(*row) {
                    let cells = [format!("2025-{:02}", 1 + number % 12), format!("{}B", 100 + number)];
                    let remark = format!("said by {who} {number}");
                    rows[at].1[1 + column].clone_from([&cells[0], &cells[1], &remark][*column]);
                }
            }
            Step::Delete { row } => {
                if let Some(at) = pick(*row) {
                    rows.remove(at);
                }
            }
            Step::Move { row, to } => {
                if let Some(at) = pick(*row) {
                    let row = rows.remove(at);
                    rows.insert(to % (rows.len() + 1), row);
                }
            }
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The same entries as a list, with this marker and this between its items.
fn list(rows: &[Row], (marker, gap): (char, &str)) -> String {
    let items =
        rows.iter().map(|row| format!("{marker} {} - {} ({}, {}).\n", row[0], row[3], row[2], row[1]));
    format!("# Models\n\nSome words.\n\n{}\nMore words.\n", items.collect::<Vec<_>>().join(gap))
}

/// The items of `text` without their markers, in no order.
fn items_of(text: &str) -> Vec<&str> {
    let mut items: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')).collect();
    items.sort_unstable();
    items
}

/// How a list may be written.
fn list_style() -> impl Strategy<Value = (char, &'static str)> {
    (prop_oneof![Just('-'), Just('*'), Just('+')], prop_oneof![Just(""), Just("\n")])
}

/// The cells of all rows of `text`, in no order.
fn rows_of(text: &str) -> Vec<Row> {
    let document = Document::parse(text);
    let mut rows: Vec<Row> = Vec::new();
    for listing in document.listings() {
        let cells =
            |entry| listing.cells(entry).iter().map(|cell| cell.content.of(text).to_owned()).collect();
        rows.extend(listing.entries().iter().map(cells));
    }
    rows.sort();
    rows
}

fn names(rows: &[Row]) -> BTreeSet<&str> {
    rows.iter().map(|row| row[0].as_str()).collect()
}

fn sorted_lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

proptest! {
    #![proptest_config(cases(100))]

    /// Whatever two contributors do, no row that either added is lost, and nothing is in the result that nobody wrote.
    #[test]
    fn nothing_is_lost_and_nothing_made_up(
        count in 1..30_usize,
        ours in vec(step(), 0..8),
        theirs in vec(step(), 0..8),
        aligned in any::<[bool; 3]>(),
    ) {
        let base = base_rows(count);
        let (our_rows, their_rows) = (contribute(&base, &ours, "us", None), contribute(&base, &theirs, "them", None));
        let merged = merged(&table(&base, aligned[0]), &table(&our_rows, aligned[1]), &table(&their_rows, aligned[2]));
        for name in names(&our_rows).difference(&names(&base)).chain(names(&their_rows).difference(&names(&base))) {
            prop_assert!(merged.text.contains(name), "lost {name}\n{}", merged.text);
        }
        for name in names(&our_rows).intersection(&names(&their_rows)) {
            prop_assert!(merged.text.contains(name), "lost {name}\n{}", merged.text);
        }
        if merged.conflicts == 0 {
            let cells = |rows: &[Row]| rows.iter().flatten().cloned().collect::<BTreeSet<_>>();
            let known: BTreeSet<_> = [&base, &our_rows, &their_rows].into_iter().flat_map(|rows| cells(rows)).collect();
            let result = rows_of(&merged.text);
            prop_assert!(cells(&result).is_subset(&known), "made up\n{}", merged.text);
            prop_assert_eq!(names(&result).len(), result.len(), "a row stands twice\n{}", merged.text);
        }
        prop_assert!(merged.text.starts_with("# Models\n\nSome words.\n\n") && merged.text.ends_with("\nMore words.\n"));
    }

    /// Contributors who touch different rows never meet: no conflict, and each row is as the one who touched it has it.
    #[test]
    fn different_rows_never_conflict(
        count in 2..30_usize,
        ours in vec(step(), 0..8),
        theirs in vec(step(), 0..8),
        aligned in any::<[bool; 3]>(),
    ) {
        let base = base_rows(count);
        let our_rows = contribute(&base, &ours, "us", Some(0));
        let their_rows = contribute(&base, &theirs, "them", Some(1));
        let merged = merged(&table(&base, aligned[0]), &table(&our_rows, aligned[1]), &table(&their_rows, aligned[2]));
        prop_assert_eq!(merged.conflicts, 0, "{}", merged.text);
        let known: BTreeSet<&Row> = base.iter().collect();
        let is_own = |row: &&Row| !known.contains(row);
        let mut expected: Vec<Row> =
            base.iter().filter(|row| our_rows.contains(row) && their_rows.contains(row)).cloned().collect();
        expected.extend(our_rows.iter().filter(is_own).cloned());
        expected.extend(their_rows.iter().filter(is_own).cloned());
        expected.sort();
        prop_assert_eq!(rows_of(&merged.text), expected, "{}", merged.text);
    }

    /// The same holds for lists, whoever marked them anew or put blank lines between their items.
    #[test]
    fn different_items_never_conflict(
        count in 3..30_usize,
        ours in vec(step(), 0..8),
        theirs in vec(step(), 0..8),
        styles in [list_style(), list_style(), list_style()],
    ) {
        let base = base_rows(count);
        let our_rows = contribute(&base, &ours, "us", Some(0));
        let their_rows = contribute(&base, &theirs, "them", Some(1));
        let style = |side: usize| if styles[side] == styles[0] { styles[0] } else { styles[2] };
        let texts = [list(&base, styles[0]), list(&our_rows, style(1)), list(&their_rows, styles[0])];
        for sides in [[1, 2], [2, 1]] {
            let merged = merged(&texts[0], &texts[sides[0]], &texts[sides[1]]);
            prop_assert_eq!(merged.conflicts, 0, "{}", merged.text);
            let known: BTreeSet<&Row> = base.iter().collect();
            let is_own = |row: &&Row| !known.contains(row);
            let mut expected: Vec<Row> =
                base.iter().filter(|row| our_rows.contains(row) && their_rows.contains(row)).cloned().collect();
            expected.extend(our_rows.iter().filter(is_own).cloned());
            expected.extend(their_rows.iter().filter(is_own).cloned());
            let expected = list(&expected, styles[0]);
            prop_assert_eq!(items_of(&merged.text), items_of(&expected), "{}", merged.text);
            let markers: BTreeSet<_> = merged.text.lines().filter(|line| line.contains("](")).map(|line| &line[..1]).collect();
            prop_assert!(markers.len() <= 1, "{}", merged.text);
        }
    }

    /// Cells of one row that two contributors changed go together, whoever laid the table out anew.
    #[test]
    fn different_cells_never_conflict(
        count in 1..20_usize,
        changed in vec((0..20_usize, 0..3_usize), 1..12),
        aligned in any::<[bool; 3]>(),
    ) {
        let base = base_rows(count);
        let mut sides = [base.clone(), base.clone(), base.clone()];
        for (number, (row, column)) in changed.iter().enumerate() {
            // Each cell has one owner, by its place.
            let row = row % count;
            for side in [0, 1 + (row + column) % 2] {
                sides[side][row][1 + column] = format!("2026-{:02}", 1 + number % 12);
            }
        }
        let [expected, ours, theirs] = sides;
        let merged = merged(&table(&base, aligned[0]), &table(&ours, aligned[1]), &table(&theirs, aligned[2]));
        prop_assert_eq!(merged.conflicts, 0, "{}", merged.text);
        let mut expected = expected;
        expected.sort();
        prop_assert_eq!(rows_of(&merged.text), expected, "{}", merged.text);
    }

    /// It makes no difference who merges whom, but for the order of what both added in one place.
    #[test]
    fn the_sides_are_alike(
        count in 1..30_usize,
        ours in vec(step(), 0..8),
        theirs in vec(step(), 0..8),
    ) {
        let base = base_rows(count);
        let texts = [
            table(&base, false),
            table(&contribute(&base, &ours, "us", None), false),
            table(&contribute(&base, &theirs, "them", None), false),
        ];
        let one = merged(&texts[0], &texts[1], &texts[2]);
        let other = merged(&texts[0], &texts[2], &texts[1]);
        prop_assert_eq!(one.conflicts == 0, other.conflicts == 0, "{}\n{}", one.text, other.text);
        if one.conflicts == 0 {
            prop_assert_eq!(sorted_lines(&one.text), sorted_lines(&other.text));
        }
    }

    /// What is merged is a list that can be formatted as any other.
    #[test]
    fn a_merged_list_can_be_formatted(count in 1..20_usize, ours in vec(step(), 0..6), theirs in vec(step(), 0..6)) {
        let base = base_rows(count);
        let our_rows = contribute(&base, &ours, "us", Some(0));
        let their_rows = contribute(&base, &theirs, "them", Some(1));
        let merged = merged(&table(&base, true), &table(&our_rows, true), &table(&their_rows, true));
        let formatted = format(&merged.text, &Config::default(), Applicability::Safe).unwrap();
        let output = formatted.output.unwrap_or(merged.text.clone());
        prop_assert_eq!(rows_of(&output), rows_of(&merged.text));
    }
}
