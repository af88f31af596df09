//! One slip in a list of many entries is reported, and what comes close to it is not: one test a kind.

use relist::config::Config;
use relist::format::Task;
use relist::records::{Dataset, render};

use crate::support::{fmt, records};

const NAMES: [&str; 14] = [
    "Adze", "Bodkin", "Chisel", "Drill", "Emery", "File", "Gouge", "Hammer", "Iron", "Jig", "Knife", "Lathe",
    "Mallet", "Nail",
];
const SAID: [&str; 5] =
    ["Cuts beams flat.", "Makes holes in hides.", "Carves letters.", "Turns by hand.", "Rubs off rust."];

/// An item of `names`, with this between its link and its description.
fn item(number: usize, between: &str) -> String {
    let name = NAMES[number];
    let address = name.to_lowercase();
    format!("- [{name}](https://{address}.example){between}{}\n", SAID[number % SAID.len()])
}

/// A list with this separator, in which `stray` stands in place of the tenth item, on line 12.
fn list(separator: &str, stray: &str) -> String {
    let items = (0..NAMES.len())
        .map(|number| if number == 9 { format!("{stray}\n") } else { item(number, separator) });
    format!("# Tools\n\n{}", items.collect::<String>())
}

/// The lines on which a rule finds something.
fn lines(source: &str, rule: &str) -> Vec<usize> {
    let found = Task::new(source, &Config::default()).check().expect("no rule is unknown").findings;
    let found = found.iter().filter(|finding| finding.rule.name == rule);
    found.map(|finding| source[..finding.span.start].matches('\n').count() + 1).collect()
}

fn is_found(source: &str, rule: &str) {
    assert_eq!(lines(source, rule), [12], "{source}");
    let windows = source.replace('\n', "\r\n");
    assert_eq!(lines(&windows, rule), [12], "with CRLF: {source}");
}

fn is_fine(source: &str, rule: &str) {
    assert_eq!(lines(source, rule), [0; 0], "{source}");
    assert_eq!(fmt(source), source);
}

const JIG: &str = "- [Jig](https://jig.example)";

#[test]
fn another_sign_than_the_separator_is_found() {
    for sign in [" =>", " ‐", " −", " ·", ".", ";", " →"] {
        is_found(&list(" - ", &format!("{JIG}{sign} Holds the work.")), "entry-format");
    }
    is_fine(&list(" - ", &format!("{JIG} - Holds the work … well.")), "entry-format");
}

/// What other lists of the document do says nothing of a list that is long enough to have its own way.
#[test]
fn a_long_list_has_a_separator_of_its_own() {
    let others =
        "## Early\n\n- [Saw](https://saw.example) - Cuts.\n- [Vise](https://vise.example) - Grips.\n\n";
    let list = list(": ", &format!("{JIG} - Holds the work."));
    let both = format!("{others}{list}");
    assert_eq!(lines(&both, "entry-format"), [17], "{both}");
}

#[test]
fn capitals_and_separators_are_seen_behind_stars() {
    for stars in [" [12⭐]", " (★ 340)", " ⭐ 1.2k", " `★ 340`", " [1,204 stars]"] {
        let behind = format!("{stars} - ");
        is_found(&list(&behind, &format!("{JIG}{stars} - holds the work.")), "entry-format");
        is_found(&list(&behind, &format!("{JIG}{stars}: Holds the work.")), "entry-format");
        is_fine(&list(&behind, &format!("{JIG}{stars} - Holds the work.")), "entry-format");
    }
}

/// `by [author](…)` describes nothing, and takes no full stop.
#[test]
fn who_made_it_is_no_sentence() {
    is_fine(&list(" - ", &format!("{JIG} by [Mira](https://mira.example)")), "entry-format");
    is_found(
        &list(" - ", &format!("{JIG} by [Mira](https://mira.example) - Holds the work")),
        "entry-format",
    );
}

#[test]
fn full_stops_and_blanks_at_an_end_are_found() {
    for end in [" .", ". .", ".\u{a0}", ".\u{3000}", ".\t"] {
        is_found(&list(" - ", &format!("{JIG} - Holds the work{end}")), "entry-format");
    }
    is_fine(&list(" - ", &format!("{JIG} - Holds the work . . .")), "entry-format");
}

/// Both ends of a bracket are one slip, and so are both of an address.
#[test]
fn spaces_inside_brackets_are_found() {
    let brackets = |text: String| text.replace("letters.", "letters (large).");
    for said in ["Holds ( all ) work.", "Holds ( all) work."] {
        let source = brackets(list(" - ", &format!("{JIG} - {said}")));
        let found = lines(&source, "entry-format");
        assert!(!found.is_empty() && found.iter().all(|line| *line == 12), "{found:?} {source}");
    }
    is_found(&list(" - ", "- [Jig](https://jig.example ) - Holds the work."), "entry-format");
}

#[test]
fn numbered_items_may_be_empty_too() {
    let items = (1..10).map(|number| match number {
        5 => "5.".to_owned(),
        _ => format!("{number}. [Adze](https://a.example/{number}) - Cuts."),
    });
    let source = format!("# Tools\n\n{}\n", items.collect::<Vec<_>>().join("\n"));
    assert_eq!(lines(&source, "entry-format"), [7], "{source}");
}

/// Tags in backticks that touch are one tag on the page.
#[test]
fn tags_that_touch_are_found() {
    let tagged = |tags: &str| list(" - ", "").replace(".\n", &format!(". {tags}\n"));
    let source = |own: &str| {
        tagged("`MIT` `Go`").replace("\n\n- [Kn", &format!("\n{JIG} - Holds the work. {own}\n- [Kn"))
    };
    is_found(&source("`MIT``Go`"), "entry-format");
    is_found(&source(" `MIT` `Go`"), "entry-format");
    is_fine(&source("`Zlib` `Zig`"), "entry-format");
}

#[test]
fn names_with_a_slash_are_no_repositories() {
    let source = |stray: &str| {
        let name = |number: usize| NAMES[number].to_lowercase();
        let items = (0..NAMES.len()).map(|number| match number {
            9 => format!("- {stray} - Holds.\n"),
            _ => format!("- [forge/{0}](https://github.com/forge/{0}) - Works.\n", name(number)),
        });
        format!("# Tools\n\n{}", items.collect::<String>())
    };
    for name in ["[TCP/IP](https://github.com/forge/stack)", "[Jig/Clamp](https://github.com/forge/jig)"] {
        assert_eq!(lines(&source(name), "link-mismatch"), [0; 0], "{name}");
    }
    is_found(&source("[forge/jig](https://github.com/anvil/jig)"), "link-mismatch");
    is_found(&source("[forge/jig](https://github.com/anvil/clamp)"), "link-mismatch");
}

/// A table of dates or numbers with icons, or with words behind them, in which one row strays.
#[test]
fn icons_and_words_beside_a_value_do_not_hide_its_order() {
    let table = |values: &[&str]| {
        let rows = values.iter().enumerate();
        let rows = rows.map(|(number, value)| format!("| {} | {value} |\n", NAMES[5 * number % NAMES.len()]));
        format!("| Tool | Value |\n| --- | --- |\n{}", rows.collect::<String>())
    };
    for (values, stray, before) in [
        (
            ["21,400", "18,000", "9,800", "7,200", "5,100", "2,100", "990", "885", "120", "12"]
                .map(|value| format!(":star: {value}")),
            ":star: 1,500",
            6,
        ),
        (
            ["21,400", "18,000", "9,800", "7,200", "5,100", "2,100", "990", "885", "120", "12"]
                .map(|value| format!("{value} ★")),
            "1,500 ★",
            6,
        ),
        (
            [
                "2024-06-01",
                "2024-02-11",
                "2023-08-30",
                "2023-01-02",
                "2022-09-09",
                "2021-04-04",
                "2020-05-05",
                "2019-12-12",
                "2018-03-03",
                "2017-01-01",
            ]
            .map(|value| format!("🟢 {value}")),
            "🔴 2022-01-01",
            5,
        ),
        (
            [
                "06/2024", "02/2024", "08/2023", "01/2023", "09/2022", "04/2021", "05/2020", "12/2019",
                "03/2018", "01/2017",
            ]
            .map(|value| format!("🟢 {value}")),
            "🔴 01/2022",
            5,
        ),
        (
            ["41.2", "38", "33.4", "33.33", "28", "20.5", "17.25", "12", "9.1", "4"]
                .map(|value| format!("{value}% of 60")),
            "30.0% of 20",
            4,
        ),
    ] {
        let sorted: Vec<&str> = values.iter().map(String::as_str).collect();
        assert_eq!(fmt(&table(&sorted)), table(&sorted));
        let appended: Vec<&str> = sorted.iter().copied().chain([stray]).collect();
        let mended = fmt(&table(&appended));
        let told: Vec<&str> = mended
            .lines()
            .skip(2)
            .filter_map(|line| line.split(" | ").nth(1))
            .map(|value| value.trim_end_matches([' ', '|']))
            .collect();
        assert_eq!(told[before], stray, "{mended}");
    }
}

/// What stands beside a number or a date is kept when another one is put in its place.
#[test]
fn icons_stay_beside_a_new_value() {
    for (values, value, other, new) in [
        (["⭐ 2,885", "⭐ 1,120", "⭐ 12"], "2885", "3000", "⭐ 3,000"),
        (["2,885 ★", "1,120 ★", "12 ★"], "2885", "3000", "3,000 ★"),
        (["$2,885", "$1,120", "$12"], "2885", "3000", "$3,000"),
        (
            ["🟢 2024-06-01", "🔴 2023-02-11", "🔴 2021-03-04"],
            "\"2024-06-01\"",
            "\"2024-07-09\"",
            "🟢 2024-07-09",
        ),
    ] {
        let rows = values.iter().zip(NAMES).map(|(value, name)| format!("| {name} | {value} |"));
        let rows = rows.collect::<Vec<_>>().join("\n");
        let source = format!("| Tool | Updated |\n| --- | --- |\n{rows}\n");
        let json = records(&source)
            .to_json()
            .replace(&format!("\"value\": {value}"), &format!("\"value\": {other}"));
        let dataset = Dataset::from_json(&json).expect("records");
        let rendered = render(&source, &Config::default(), &dataset).expect("an edit of one value");
        assert_eq!(rendered, source.replace(values[0], new), "{json}");
    }
}

/// A description may start with a program that is spelled in small letters; other words get their capital.
#[test]
fn programs_keep_their_small_letters() {
    for said in ["npm packages in a tree.", "curl with colours.", "jq for tables."] {
        is_fine(&list(" - ", &format!("{JIG} - {said}")), "entry-format");
    }
    is_found(&list(" - ", &format!("{JIG} - packages in a tree.")), "entry-format");
}

/// The point of `et al.` says nothing of whether descriptions end in a full stop.
#[test]
fn abbreviations_are_no_full_stops() {
    let said = |number: usize| if number.is_multiple_of(9) { "A. Oak and B. Elm" } else { "A. Oak et al." };
    let items = (0..NAMES.len()).map(|number| {
        let (name, said) = (NAMES[number], said(number));
        format!("- **{name} at Work** (2016), {said} [[pdf]](https://papers.example/{number})")
    });
    let source = format!("# Papers\n\n{}\n", items.collect::<Vec<_>>().join("\n"));
    is_fine(&source, "entry-format");
}
