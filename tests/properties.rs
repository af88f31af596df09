//! The laws on lists that no one would write, and on texts that are no lists.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relist::config::Config;
use relist::document::Document;
use relist::records::{CellRecord, Dataset, Record, render, render_fresh};
use relist::text::{Edit, Span, apply, outside_is_unchanged};

use crate::cases::cases;
use crate::second_parser;
use crate::support::{broken_laws, fmt, records};

/// What a cell may be made of.
const PIECES: [&str; 54] = [
    "a",
    "Llama 2",
    "7B",
    "7b",
    "0.06 - 11",
    "8x7B",
    "4K WD",
    "44,000",
    "07/23",
    "2023-08",
    "Aug 2023",
    "13/14",
    "?",
    "-",
    "---",
    ":-:",
    "\\|",
    "`a \\| b`",
    "`a`",
    "[x](http://github.com/a/b/)",
    "[y](https://a.b/?utm_source=q)",
    "[z](<https://a.b/c d> \"t\")",
    "[]()",
    "![i](i.png)",
    "[![b](b.svg)](https://c.d)",
    "https://a.b/c ",
    "<https://a.b/c>",
    "www.a.b ",
    "<br>",
    "<br />",
    "<b>",
    "</b>",
    "<!-- c -->",
    "<a href='http://github.com/x/y.git'>x</a>",
    "天鹰",
    "🔥",
    "👩‍👩‍👧",
    "\u{a0}",
    "&nbsp;",
    "&#124;",
    "\u{200b}",
    "e\u{301}",
    "العربية",
    "*e*",
    "_",
    "~~s~~",
    "[",
    "]",
    "`",
    "\\",
    "\\\\",
    "[^1]",
    "$x$",
    "@user",
];

/// What a cell holds: mostly a piece or two, at times nothing.
fn cell() -> impl Strategy<Value = String> {
    let pieces = vec((select(&PIECES[..]), select(&["", " ", " ", ", ", "/"][..])), 0..3);
    pieces.prop_map(|pieces| {
        let text: String = pieces.iter().flat_map(|(piece, separator)| [*piece, *separator]).collect();
        text.trim_matches(' ').to_owned()
    })
}

fn padding() -> impl Strategy<Value = &'static str> {
    select(&[" ", " ", " ", "", "  ", "\t", "     "][..])
}

/// A row of `columns` cells, give or take one, with or without pipes at its ends.
fn row(columns: usize) -> impl Strategy<Value = String> {
    let cells = vec((padding(), cell(), padding()), columns.saturating_sub(1).max(1)..columns + 2);
    (cells, prop::bool::weighted(0.9), prop::bool::weighted(0.9)).prop_map(|(cells, leads, trails)| {
        let cells: Vec<String> =
            cells.iter().map(|(before, cell, after)| [before, cell.as_str(), *after].concat()).collect();
        let ends = [leads, trails].map(|pipe| if pipe { "|" } else { "" });
        let row = [ends[0], &cells.join("|"), ends[1]].concat();
        // Four columns of indent are code to other parsers, and end the table there.
        row.trim_start_matches([' ', '\t']).to_owned()
    })
}

fn table() -> impl Strategy<Value = String> {
    (1_usize..=6).prop_flat_map(|columns| {
        let names = select(
            &["Model", "Size", "Date", "Params (B)", "Links", "License", "名前", "", "&nbsp;", "Date"][..],
        );
        let dashes = select(&["---", " --- ", ":--", "--:", ":-:", "-", " ------- "][..]);
        let fences = select(&["|", "|", "|", ""][..]);
        (vec(names, columns), vec(dashes, columns), vec(row(columns), 0..9), fences).prop_map(
            |(names, dashes, rows, fence)| {
                // A table of one column needs its pipes.
                let fence = if names.len() == 1 { "|" } else { fence };
                let head = [fence, &names.join(" | "), fence].concat();
                let delimiter = [fence, &dashes.join("|"), fence].concat();
                [vec![head, delimiter], rows].concat().join("\n")
            },
        )
    })
}

/// A part of a list, between blank lines.
fn block() -> impl Strategy<Value = String> {
    let prose = select(
        &[
            "# Models",
            "## Models",
            "### [Data](http://github.com/a/b/)",
            "Setext\n===",
            "Some *text*.",
            "<!-- a comment -->",
            "<!-- | a |\n|---| -->",
            "```\n| a |\n|---|\n```",
            "<details>\n\n<summary>",
            "</details>",
            "- a\n- b",
            "> quoted",
            "[x]: http://github.com/x/y/",
            "a | b",
            "---",
            "    | code |",
            "|",
            "1. one",
            "[^1]: a note",
        ][..],
    );
    prop_oneof![2 => prose.prop_map(str::to_owned), 5 => table()]
}

/// What stands before the first and before every other line of a block.
const CONTAINERS: [(&str, &str); 7] =
    [("", ""), ("", ""), ("", ""), ("> ", "> "), ("- ", "  "), ("1. > ", "   > "), ("> - ", ">   ")];

fn list() -> impl Strategy<Value = String> {
    let blocks = vec((block(), select(&CONTAINERS[..]), prop::bool::weighted(0.9)), 1..5);
    let ends = select(&["", "\n", "\n", "\n\n"][..]);
    let line_end = select(&["\n", "\n", "\r\n", "mixed"][..]);
    let start = select(&["", "", "", "\u{feff}", "---\ntitle: a\n---\n", "\u{feff}---\na: b\n---\n\n"][..]);
    (start, blocks, ends, line_end).prop_map(|(start, blocks, end, line_end)| {
        let mut list = start.to_owned();
        for (index, (block, (first, others), is_apart)) in blocks.into_iter().enumerate() {
            if index > 0 {
                list.push_str(if is_apart { "\n\n" } else { "\n" });
            }
            let lines: Vec<String> = block
                .split('\n')
                .enumerate()
                .map(|(line, text)| [if line == 0 { first } else { others }, text].concat())
                .collect();
            list.push_str(&lines.join("\n"));
        }
        list.push_str(end);
        match line_end {
            "mixed" => {
                let ended = list.split_inclusive('\n').enumerate();
                ended
                    .map(
                        |(index, line)| {
                            if index % 2 == 0 { line.replace('\n', "\r\n") } else { line.to_owned() }
                        },
                    )
                    .collect()
            }
            line_end => list.replace('\n', line_end),
        }
    })
}

/// Any text, but of characters that mean something in a list.
fn noise() -> impl Strategy<Value = String> {
    let odd = select(
        &[
            '|', '|', '|', '-', '-', '-', ':', '\n', '\n', '\n', '\r', ' ', ' ', '\t', '\\', '`', '[', ']',
            '(', ')', '<', '>', '!', '#', '*', '_', '~', '&', ';', '/', '.', 'h', 'a', '1', '2', '\u{0}',
            '\u{1b}', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{feff}', '\u{a0}', '天', '🔥', '\u{301}',
        ][..],
    );
    vec(odd, 0..80).prop_map(|characters| characters.into_iter().collect())
}

/// A change to the records that any list can express: plain words, and rows that are there already.
#[derive(Clone, Debug)]
enum Change {
    Word(Index, Index, &'static str),
    Remove(Index),
    Repeat(Index, Index),
    Swap(Index, Index),
    Insert(Index, &'static str),
    Reverse,
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    let word =
        select(&["new", "two words", "天鹰", "7B", "07/23", "[l](https://a.b/c)", "`code`", "a \\| b"][..]);
    prop_oneof![
        3 => (at(), at(), word.clone()).prop_map(|(at, column, word)| Change::Word(at, column, word)),
        1 => at().prop_map(Change::Remove),
        1 => (at(), at()).prop_map(|(at, to)| Change::Repeat(at, to)),
        1 => (at(), at()).prop_map(|(at, to)| Change::Swap(at, to)),
        1 => (at(), word).prop_map(|(at, word)| Change::Insert(at, word)),
        1 => Just(Change::Reverse),
    ]
}

fn make(change: &Change, dataset: &mut Dataset, listing: Index) {
    let Some(at) = (!dataset.listings.is_empty()).then(|| listing.index(dataset.listings.len())) else {
        return;
    };
    let listing = &mut dataset.listings[at];
    let entries = &mut listing.entries;
    let count = entries.len();
    match change {
        Change::Insert(at, word) => {
            let mut added = Record::default();
            for column in &listing.columns {
                added.cells.insert(column.key.clone(), CellRecord::from_markdown(*word));
            }
            entries.insert(at.index(count + 1), added);
        }
        _ if count == 0 => {}
        Change::Word(at, column, word) => {
            let cells = &mut entries[at.index(count)].cells;
            let column = column.index(cells.len());
            if let Some(cell) = cells.values_mut().nth(column) {
                *cell = CellRecord::from_markdown(*word);
            }
        }
        Change::Remove(at) => drop(entries.remove(at.index(count))),
        Change::Repeat(at, to) => entries.insert(to.index(count + 1), entries[at.index(count)].clone()),
        Change::Swap(at, to) => entries.swap(at.index(count), to.index(count)),
        Change::Reverse => entries.reverse(),
    }
}

/// Laws 1, 2, 4 and 8, asked of the public functions themselves and compared as bytes.
fn assert_direct_laws(source: &str) -> Result<(), TestCaseError> {
    let document = Document::parse(source);
    let tiles: String = document.tiles().iter().map(|tile| tile.span.of(source)).collect();
    prop_assert_eq!(tiles.as_bytes(), source.as_bytes());
    let dataset = records(source);
    let rendered = render(source, &Config::default(), &dataset);
    prop_assert_eq!(rendered.as_ref().map(String::as_bytes), Ok(source.as_bytes()));
    let once = fmt(source);
    let twice = fmt(&once);
    prop_assert_eq!(twice.as_bytes(), once.as_bytes());
    let fresh = render_fresh(&dataset);
    prop_assert!(fresh.is_ok(), "{:?}", fresh);
    prop_assert_eq!(records(&fresh.unwrap()), dataset);
    Ok(())
}

proptest! {
    #![proptest_config(cases(160))]

    /// All laws hold for odd lists.
    #[test]
    fn laws_hold_for_odd_lists(source in list()) {
        let broken = broken_laws(&source, &Config::default());
        prop_assert!(broken.is_empty(), "{broken:#?}");
        assert_direct_laws(&source)?;
    }

    /// They hold under settings that rewrite every row.
    #[test]
    fn laws_hold_for_odd_lists_under_settings(source in list(), style in select(&["aligned", "compact", "keep"][..])) {
        let settings = format!("tables = '{style}'\norder = ['-Date']\ndate = 'YYYY-MM'\nsize = '7 B'");
        let config = Config::from_toml(&settings).unwrap();
        let broken = broken_laws(&source, &config);
        prop_assert!(broken.is_empty(), "{broken:#?}");
    }

    /// Another parser renders an odd list alike once it is formatted.
    #[test]
    fn another_parser_sees_the_same_page(source in list()) {
        let complaints = second_parser::complaints(&source, &Config::default());
        prop_assert!(complaints.is_empty(), "{complaints:#?}");
    }

    /// Records that are edited in any way a list can express read back as they were edited.
    #[test]
    fn edits_read_back(source in list(), changes in vec((any::<Index>(), change()), 1..5)) {
        let mut dataset = records(&source);
        for (listing, change) in &changes {
            make(change, &mut dataset, *listing);
        }
        let rendered = render(&source, &Config::default(), &dataset);
        prop_assert!(rendered.is_ok(), "{}", rendered.unwrap_err());
        let read = records(&rendered.unwrap());
        prop_assert!(read.same_records(&dataset), "{}\n{}", read.to_json(), dataset.to_json());
    }

    /// Records survive the way through JSON.
    #[test]
    fn json_keeps_all_of_it(source in list()) {
        let dataset = records(&source);
        prop_assert_eq!(Dataset::from_json(&dataset.to_json()), Ok(dataset));
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Whatever stands in a text, reading and formatting it neither panics nor breaks a law.
    #[test]
    fn laws_hold_for_noise(source in prop_oneof![noise(), any::<String>()]) {
        let broken = broken_laws(&source, &Config::default());
        prop_assert!(broken.is_empty(), "{broken:#?}");
    }

    /// The same for noise that is the rows of a table.
    #[test]
    fn laws_hold_for_noise_in_a_table(noise in noise()) {
        let source = format!("| Model | Date |\n|---|---|\n{noise}");
        let broken = broken_laws(&source, &Config::default());
        prop_assert!(broken.is_empty(), "{broken:#?}");
    }

    /// Edits in order are applied as anyone would by hand; the containment law agrees, and sees any other byte.
    #[test]
    fn edits_are_applied_as_by_hand(
        parts in vec((".{0,6}", prop::option::of(".{0,4}")), 0..8),
        wrong in any::<Index>(),
    ) {
        let (mut source, mut expected, mut edits) = (String::new(), String::new(), Vec::new());
        for (text, replacement) in &parts {
            let span = Span::new(source.len(), source.len() + text.len());
            source.push_str(text);
            expected.push_str(replacement.as_ref().unwrap_or(text));
            edits.extend(replacement.as_ref().map(|new| Edit::replacement(span, new.as_str())));
        }
        let output = apply(&source, &edits);
        prop_assert_eq!(output.as_deref(), Ok(expected.as_str()));
        prop_assert!(outside_is_unchanged(&source, &expected, &edits));
        if !expected.is_empty() {
            let at = wrong.index(expected.len() + 1);
            let mut bytes = expected.into_bytes();
            bytes.insert(at, b'\x01');
            let longer = String::from_utf8_lossy(&bytes);
            prop_assert!(!outside_is_unchanged(&source, &longer, &edits));
        }
    }

    /// Edits that overlap, or that cut a character, are refused and never applied in part.
    #[test]
    fn edits_that_overlap_are_refused(text in ".{2,20}", a in any::<Index>(), b in any::<Index>()) {
        let (a, b) = (a.index(text.len()), b.index(text.len()));
        let edits = [Edit::deletion(Span::new(a, text.len())), Edit::insertion(b, "x")];
        prop_assert!(apply(&text, &edits).is_err());
        let cut = Edit::insertion(a, "x");
        prop_assert_eq!(apply(&text, &[cut]).is_ok(), text.is_char_boundary(a));
    }
}

/// The generator makes lists, and not only prose: most have a table with entries, some have links to mend.
#[test]
fn generated_lists_have_tables() {
    let mut runner = proptest::test_runner::TestRunner::new(cases(300));
    let (mut entries, mut changed) = (0, 0);
    for _ in 0..300 {
        let source = proptest::strategy::ValueTree::current(&list().new_tree(&mut runner).unwrap());
        entries += records(&source).listings.iter().map(|listing| listing.entries.len()).sum::<usize>();
        changed += usize::from(fmt(&source) != source);
    }
    assert!(entries > 1_000 && changed > 50, "{entries} entries, {changed} lists changed");
}
