//! Every law on every fixture, on what it becomes elsewhere, and on its torn pieces.

use rayon::prelude::*;
use relist::config::Config;
use relist::document::Document;
use relist::format::Task;
use relist::text::BYTE_ORDER_MARK;

use crate::support::{broken_laws, fixtures, fmt, fmt_with};

/// How `source` looks elsewhere: on another system, in another editor, in a quote or a list item.
fn variants(source: &str) -> [(&'static str, String); 8] {
    let unix = source.replace("\r\n", "\n");
    let prefixed = |first: &str, others: &str| {
        let lines = unix.split_inclusive('\n').enumerate();
        lines
            .map(|(index, line)| [if index == 0 { first } else { others }, line].concat())
            .collect::<String>()
    };
    let mixed = |line: (usize, &str)| {
        if line.0 % 3 == 1 { line.1.replace('\n', "\r\n") } else { line.1.to_owned() }
    };
    [
        ("as it is", source.to_owned()),
        ("with CRLF", unix.replace('\n', "\r\n")),
        ("with mixed line ends", unix.split_inclusive('\n').enumerate().map(mixed).collect()),
        ("without a final line end", source.trim_end_matches(['\r', '\n']).to_owned()),
        (
            "behind a byte order mark",
            format!("{BYTE_ORDER_MARK}{}", source.trim_start_matches(BYTE_ORDER_MARK)),
        ),
        ("in a quote", prefixed("> ", "> ")),
        ("in a list item", prefixed("- ", "  ")),
        ("in a quote in a list item", prefixed("1. > ", "   > ")),
    ]
}

/// Asserts that all laws hold for each of `sources`, which are told by their names.
#[track_caller]
fn assert_laws(sources: &[(String, String)], config: &Config) {
    let broken: Vec<String> = sources
        .par_iter()
        .flat_map_iter(|(name, source)| {
            broken_laws(source, config).into_iter().map(move |broken| format!("{name}: {broken}"))
        })
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

fn all_variants() -> Vec<(String, String)> {
    let named = |name: &str, what: &str| format!("{name} {what}");
    fixtures()
        .iter()
        .flat_map(|file| variants(&file.text).map(|(what, source)| (named(&file.name, what), source)))
        .collect()
}

/// The laws hold for every fixture, wherever it stands.
#[test]
fn laws_hold_for_fixtures_and_their_variants() {
    let sources = all_variants();
    // A variant that keeps its table shows that the prefixes are right.
    let tables = |what: &str| {
        let chosen = sources.iter().filter(|(name, _)| name.ends_with(what));
        chosen.map(|(_, source)| Document::parse(source).listings().len()).sum::<usize>()
    };
    for what in ["with CRLF", "in a quote", "in a list item", "in a quote in a list item"] {
        assert!(tables(what) > 70, "{} tables {what}", tables(what));
    }
    assert_laws(&sources, &Config::default());
}

/// The laws do not depend on what is learned: they hold under settings that change as much as they can.
#[test]
fn laws_hold_for_fixtures_under_settings() {
    for settings in [
        "tables = 'aligned'\norder = ['-Name']\ndate = 'YYYY-MM'\nsize = '7 B'\nlink-separator = ' · '",
        "tables = 'compact'\norder = ['Name']\ndate = 'Mon YYYY'\nsize = '7b'",
        "tables = 'keep'\norder = 'keep'",
    ] {
        let config = Config::from_toml(settings).unwrap();
        let sources = fixtures().into_iter().map(|file| (format!("{} ({settings})", file.name), file.text));
        assert_laws(&sources.collect::<Vec<_>>(), &config);
    }
}

/// The laws hold for a fixture that breaks off anywhere in its last bytes.
#[test]
fn laws_hold_for_fixtures_that_break_off_near_the_end() {
    let mut sources = Vec::new();
    for file in &fixtures() {
        let ends = file.text.char_indices().rev().map(|(end, _)| end);
        let cut = |end: usize| (format!("{} up to byte {end}", file.name), file.text[..end].to_owned());
        sources.extend(ends.take(12).map(cut));
    }
    assert!(sources.len() > 700, "{} pieces", sources.len());
    assert_laws(&sources, &Config::default());
}

/// The laws hold for pieces of fixtures that start and end anywhere.
#[test]
fn laws_hold_for_torn_pieces() {
    let files = fixtures();
    let mut state = 1_u64;
    // A linear congruential generator: its upper bits are random enough, and always the same.
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let sources = (0..200).map(|_| {
        let file = &files[random(files.len())];
        let mut cuts = [random(file.text.len() + 1), random(file.text.len() + 1)];
        cuts.sort_unstable();
        let [start, end] =
            cuts.map(|cut| (0..=cut).rev().find(|&at| file.text.is_char_boundary(at)).unwrap());
        (format!("{} bytes {start}..{end}", file.name), file.text[start..end].to_owned())
    });
    assert_laws(&sources.collect::<Vec<_>>(), &Config::default());
}

/// Formatting twice is formatting once, and keeps the bytes at both ends of a line that no one thinks of: the byte
/// order mark, the kind of line end, and whether there is one at the end of the file.
#[test]
fn formatting_keeps_line_ends_and_the_byte_order_mark() {
    for (name, source) in all_variants() {
        for settings in ["", "tables = 'aligned'"] {
            let output = fmt_with(&source, settings);
            assert_eq!(fmt_with(&output, settings), output, "{name} {settings}");
            let shape = |text: &str| {
                let ends = |end: &str| text.matches(end).count();
                let last = ['\n', '\r'].map(|end| text.ends_with(end));
                (ends("\r\n"), ends("\n"), ends("\r"), last, text.starts_with(BYTE_ORDER_MARK))
            };
            assert_eq!(shape(&output), shape(&source), "{name} {settings}");
        }
    }
}

/// A list in which nothing strays is left alone, byte for byte: the padded seed's twin, and every tidy edge case.
#[test]
fn tidy_fixtures_are_left_alone() {
    let untidy = [
        "edge/backslash-escapes.md",
        "edge/bare-urls.md",
        "edge/excess-cells.md",
        "edge/html-links.md",
        "edge/mixed-dates.md",
        "edge/one-column.md",
        "edge/prettier-ignore.md",
        "edge/relist-off.md",
        "edge/sizes-mixed-case.md",
        "edge/tabs.md",
        "lists/one-hurried-row.md",
        "lists/open-models.md",
        "lists/projects-by-topic.md",
    ];
    let lists = fixtures().into_iter().filter(|file| !file.name.starts_with("rules/"));
    let changed = lists.filter(|file| fmt(&file.text) != file.text).map(|file| file.name);
    assert_eq!(changed.collect::<Vec<_>>(), untidy);
}

/// What a rule says of its fixes is what it does: formatting skips a rule that says it has none.
#[test]
fn rules_keep_what_they_say_of_their_fixes() {
    let mut fixed = std::collections::BTreeSet::new();
    for file in fixtures() {
        let config = Config::default();
        for finding in Task::new(&file.text, &config).check().unwrap().findings {
            if let Some(fix) = &finding.fix {
                assert!(finding.rule.fix.is_some_and(|least| least <= fix.applicability), "{finding:?}");
                fixed.insert(finding.rule.name);
            }
        }
    }
    assert!(fixed.len() >= 12, "{fixed:?}");
}
