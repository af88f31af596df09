//! Input that means harm, or that a program wrote: no panic, no overflown stack, and twice as much of it takes twice as
//! much memory, at its most and in all. Allocations are counted, for times are not the same twice.

use std::fmt::Write as _;
use std::thread;

use allocation_counter::{AllocationInfo, measure};
use rayon::prelude::*;
use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::format::Task;
use relist::records::{Dataset, render};
use relist::report::{FileReport, Look, ReportFormat};
use relist::rules::Applicability;
use relist::site::{ListPage, PagePlace};

use crate::support::{broken_laws, records};

/// A text that grows with a number.
struct Shape {
    name: String,
    of: Box<dyn Fn(usize) -> String + Sync + Send>,
    /// How large it is to be at its largest.
    size: usize,
}

fn shape(
    name: impl Into<String>,
    size: usize,
    of: impl Fn(usize) -> String + Sync + Send + 'static,
) -> Shape {
    Shape { name: name.into(), of: Box::new(of), size }
}

/// What a parser may stumble over when there is much of it.
const SIGNS: [&str; 27] = [
    ">",
    "- ",
    "[",
    "![",
    "*",
    "*a ",
    "_a",
    "`",
    "<",
    "<a ",
    "<!--",
    "]",
    "[]",
    "[a](",
    "[a](b",
    "~a ",
    "&",
    "\\",
    "https://a.b/ ",
    "http://a",
    "www.",
    "a@b.c ",
    "[^a]",
    "<div>",
    "\u{301}",
    "\u{feff}",
    "Ã",
];

const SPACES: &str = "\t\u{b}\u{c} \u{85}\u{a0}\u{1680}\u{2000}\u{2009}\u{200a}\u{200b}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

/// Everything below 32 but line ends, which would end the row.
fn controls() -> String {
    ('\0'..' ').filter(|c| !matches!(c, '\n' | '\r')).collect()
}

/// A table in which something is found.
const EMPTY_LINK: &str = "| a | b |\n|---|---|\n| [c]() | d |\n";

fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    let mut source = format!("{header}\n{}|\n", "|---".repeat(header.matches('|').count() - 1));
    (0..rows).for_each(|index| source.push_str(&row(index)));
    source
}

fn cell_of(text: &str) -> String {
    table("| Name | Text |", 1, |_| format!("| a | {text} |\n"))
}

fn repeated(times: usize, of: impl Fn(usize) -> String) -> String {
    (0..times).map(of).collect()
}

/// Signs without end, on a line and in a cell.
fn signs() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for sign in SIGNS {
        shapes.push(shape(format!("`{sign}` on a line"), 5_000, move |n| sign.repeat(n) + "\n"));
        shapes.push(shape(format!("`{sign}` in a cell"), 5_000, move |n| cell_of(&sign.repeat(n))));
    }
    for (name, text) in [("spaces", SPACES.to_owned()), ("controls", controls())] {
        let cell = text.clone();
        shapes.push(shape(format!("{name} on a line"), 500, move |n| text.repeat(n) + "\n"));
        shapes.push(shape(format!("{name} in a cell"), 500, move |n| {
            cell_of(&format!("b{}b", cell.repeat(n)))
        }));
    }
    shapes
}

/// Long lines and large tables.
fn tables() -> Vec<Shape> {
    vec![
        shape("a long line", 50_000, |n| "word ".repeat(n) + "\n"),
        shape("a long bullet", 50_000, |n| format!("- [a](https://a.b) - {}\n", "word ".repeat(n))),
        shape("a long cell", 50_000, |n| cell_of(&"word ".repeat(n))),
        shape("a long word among short ones", 100_000, |n| {
            table(
                "| Name | Text |",
                20,
                |row| if row == 3 { "a".repeat(n) + "|\n" } else { "| b | c |\n".into() },
            )
        }),
        shape("rows", 500, |n| {
            table("| Model | Size | Date | Link |", n, |row| {
                let (key, month) = (row * 7919 % n, row % 12 + 1);
                format!(
                    "| Model {key} | {}B | {month:02}/{} | [x](https://a.b/{row}) |\n",
                    row % 70 + 1,
                    row % 20 + 3
                )
            })
        }),
        shape("rows that are the same", 600, |n| {
            table("| Model | Size |", n, |_| "| [Model](https://a.b/c) | 7B |\n".into())
        }),
        shape("rows of which a tenth stray", 600, |n| {
            let row = |row| if row % 10 == 0 { n - row } else { row };
            table("| Model | Size |", n, |index| format!("| Model {:06} | 7b |\n", row(index)))
        }),
        shape("columns", 120, |n| {
            table(&format!("|{}", " c |".repeat(n)), 20, |row| {
                format!("|{}\n", format!(" {row} |").repeat(n))
            })
        }),
        shape("rows without cells", 1_000, |n| {
            table(&format!("|{}", " c |".repeat(5)), n, |_| "|a|\n".into())
        }),
        shape("cells past the last", 10_000, |n| {
            table("| a | b |", 1, |_| "| c | d".to_owned() + &" | e".repeat(n) + "\n")
        }),
        shape("lines that became rows", 1_500, |n| table("| Name | Text |", n, |_| "a\n".into())),
        shape("right-to-left rows", 500, |n| {
            table("| الاسم | الرابط |", n, |row| {
                format!("| نموذج {row} | [رابط](https://a.b/{row}) |\n")
            })
        }),
        shape("small tables", 200, |n| {
            repeated(n, |_| "## H\n\n| Model | Date |\n|---|---|\n| a | 07/23 |\n| b | 2023-05 |\n\n".into())
        }),
        shape("lone carriage returns", 1_500, |n| {
            "| a | b |\r|---|---|\r".to_owned() + &"| c | d |\r".repeat(n)
        }),
        shape("delimiter rows", 1_500, |n| "|---|---|\n".repeat(n)),
        shape("what is no table", 2_000, |n| "| a | b |\n|---|\n| c |\n\n".repeat(n)),
    ]
}

/// Bullets of all kinds, and many of them.
fn bullets() -> Vec<Shape> {
    vec![
        shape("bullets", 400, |n| {
            let stray = |row| if row % 10 == 0 { n - row } else { row };
            repeated(n, |row| format!("- [Model {:06}](https://a.b/{row}) - A model.\n", stray(row)))
        }),
        shape("bullets with notes", 300, |n| {
            repeated(n, |row| {
                format!("- Model {row:06} [[paper](https://a.b/{row})]\n  - 2023/02, a model.\n\n")
            })
        }),
        shape("short lists of bullets", 150, |n| "## H\n\n- [a](b) - x\n- [c](d) - y\n\n".repeat(n)),
        shape("bullets with a marker each", 500, |n| {
            repeated(n, |row| format!("{} [a](b) - c\n", ["-", "*", "+"][row % 3]))
        }),
        shape("bullets with code", 400, |n| "- [a](b) - c\n\n      code\n\n".repeat(n)),
        shape("a bullet with many nested ones", 1_000, |n| {
            "- [a](b) - c\n".to_owned() + &"  - [x](y) - z\n".repeat(n)
        }),
        shape("a bullet with many links", 1_000, |n| {
            format!("- a{}\n- [b](c) - d\n", " [[x](https://a.b)]".repeat(n))
        }),
        shape("a bullet with many separators", 4_000, |n| {
            format!("- [a](b) - {}\n- [b](c) - d\n", "word - ".repeat(n))
        }),
        shape("a wrapped bullet", 4_000, |n| "- [a](b) - c\n".to_owned() + &"  more\n".repeat(n)),
        shape("bullets that are deeper each", 100, |n| {
            repeated(n, |depth| "  ".repeat(depth) + "- [a](b) - c\n")
        }),
        shape("brackets left open in a bullet", 1_000, |n| {
            format!("- [a](b) - c{}\n- [b](c) - d\n", " ([x](y)".repeat(n))
        }),
        shape("brackets in a bullet", 10_000, |n| format!("- {}\n- [a](b)\n- [a](b)\n", "[".repeat(n))),
    ]
}

/// Many values in one cell.
fn cells() -> Vec<Shape> {
    let cells = [
        ("dates", "07/23, "),
        ("sizes", "7B, "),
        ("links", "[x](http://github.com/a/b.git), "),
        ("comments", "<!-- x -->"),
        ("pipes", "\\|"),
        ("mojibake", "中 â€™ "),
        ("badges", "[![b](c)](d) "),
    ];
    let shapes = cells.into_iter().map(|(name, text)| {
        shape(format!("{name} in a cell"), 400, move |n| {
            table("| Name | Date | Size | Links |", 1, |_| {
                format!("| a | {0} | {0} | {0} |\n", text.repeat(n))
            })
        })
    });
    shapes.collect()
}

/// Much of what stands around listings.
fn around() -> Vec<Shape> {
    vec![
        shape("nested lists", 150, |n| repeated(n, |depth| "  ".repeat(depth) + "- a\n")),
        shape("a quote in a quote", 2_000, |n| "> ".repeat(n) + "a\n"),
        shape("blank lines", 100_000, |n| "\n".repeat(n)),
        shape("headings of one name", 2_000, |n| "## Same\n\n".repeat(n)),
        // Half as many are too many to be compared each with each.
        shape("links to no heading", 4_400, |n| {
            repeated(n, |row| format!("## Heading {row}\n\n[x](#headng-{row})\n\n"))
        }),
        shape("definitions", 2_000, |n| {
            repeated(n, |row| format!("[a{row}]: https://a.b/{row}\n"))
                + "\n"
                + &repeated(n, |row| format!("[a{row}] "))
        }),
        shape("wrong directives", 2_000, |n| "<!-- relist: igore empty-link -->\n\n".repeat(n)),
        shape("tables to be kept", 200, |n| {
            "<!-- prettier-ignore -->\n\n| a | b |\n|---|---|\n|c|d|\n\n".repeat(n)
        }),
        shape("comments before one table", 2_000, |n| {
            "<!-- relist: ignore empty-link -->\n\n<!-- prettier-ignore -->\n".repeat(n) + EMPTY_LINK
        }),
        shape("comments on one line", 1_000, |n| "<!-- relist: ignore empty-link -->".repeat(n) + " a\n"),
        shape("comments between lines", 1_000, |n| "<!-- prettier-ignore -->\na\n".repeat(n)),
        shape("what is ignored", 200, |n| {
            format!("<!-- relist: ignore empty-link -->\n\n{EMPTY_LINK}\n").repeat(n)
        }),
        shape("what is switched off", 200, |n| {
            format!("<!-- relist: off -->\n\n{EMPTY_LINK}\n<!-- relist: on -->\n\n").repeat(n)
        }),
        shape("front matter", 10_000, |n| "---\n".to_owned() + &"a: b\n".repeat(n)),
        shape("an open fence", 10_000, |n| "~~~\n".to_owned() + &"| a |\n|---|\n".repeat(n)),
        shape("fences", 10_000, |n| "```\n".repeat(n)),
        shape("details", 4_000, |n| "<details>\n\n".repeat(n) + "| a |\n|---|\n| b |\n"),
        shape("mojibake on many lines", 700, |n| "ðŸ”¥ a â€™ 中\n\n".repeat(n)),
        shape("mojibake on one line", 700, |n| "中 â€™ ".repeat(n)),
        shape("ticks", 200, |n| {
            (0..n).fold(String::new(), |mut text, ticks| {
                let _ = write!(text, "{} ", "`".repeat(ticks));
                text
            })
        }),
    ]
}

/// HTML, whole and broken.
fn html() -> Vec<Shape> {
    let head = "<table><tr><th>Name<th>Text\n";
    let row = |row: usize| format!("<tr>\n<td><a href=x{row}>N{row}</a></td>\n<td>a &amp; b</td>\n</tr>\n");
    vec![
        shape("rows of HTML", 400, move |n| format!("{head}{}</table>\n", repeated(n, row))),
        shape("rows of HTML on one line", 400, move |n| {
            format!("{head}{}</table>\n", repeated(n, row).replace('\n', ""))
        }),
        shape("rows of HTML with blank lines", 400, move |n| {
            format!("{head}{}</table>\n", repeated(n, |index| row(index) + "\n"))
        }),
        shape("rows of HTML in a quote", 400, move |n| {
            format!("{head}{}</table>\n", repeated(n, row))
                .lines()
                .map(|line| "> ".to_owned() + line + "\n")
                .collect()
        }),
        shape("a row of HTML with many cells", 2_000, |n| {
            let cells = |tag: &str| format!("<tr>{}\n", format!("<{tag}>a").repeat(n));
            format!("<table>{}{}{}</table>\n", cells("th"), cells("td"), cells("td"))
        }),
        shape("small tables of HTML", 100, move |n| {
            format!("{head}{}</table>\n", repeated(2, row)).repeat(n)
        }),
        shape("small tables of HTML on one line", 100, move |n| {
            format!("{head}{}</table>", repeated(2, row)).replace('\n', "").repeat(n) + "\n"
        }),
        shape("tables in tables", 2_000, |n| "<table><tr><td>".repeat(n) + "\n"),
        shape("tables in tables that end", 2_000, |n| {
            "<table><tr><td>".repeat(n) + &"</table>".repeat(n) + "\n"
        }),
        shape("cells that do not end", 2_000, |n| format!("<table>{}\n", "<td>a".repeat(n))),
        shape("tags that do not end", 2_000, |n| format!("<table>{}\n", "<td a=\"".repeat(n))),
        shape("comments that do not end", 1_000, |n| "<div><!-- <table>\n\n".repeat(n)),
        shape("entities in a cell", 2_000, move |n| {
            format!("{head}<tr><td>a<td>{}<tr><td>a<td>b</table>\n", "&amp;&".repeat(n))
        }),
        shape("lists of HTML in lists", 1_000, |n| "<ul><li><a href=x>y</a>".repeat(n) + "\n"),
    ]
}

fn shapes() -> Vec<Shape> {
    [signs(), tables(), bullets(), cells(), around(), html()].into_iter().flatten().collect()
}

/// All that can be asked of a text: findings in each format, the formatted text, records there and back, a page.
fn ask_all(source: &str) {
    let config = Config::default();
    let task = Task::new(source, &config);
    let report = [FileReport::new("a.md", &task.check().unwrap())];
    for format in [ReportFormat::Text, ReportFormat::Concise, ReportFormat::Github] {
        let _ = format.render(&report, &Look::default());
    }
    if let Err(error) = task.format(Applicability::Unsafe) {
        panic!("{error}");
    }
    let dataset = Dataset::from_json(&records(source).to_json()).unwrap();
    assert!(render(source, &config, &dataset).unwrap() == source);
    {
        let (document, place) = (Document::parse(source), PagePlace::alone("A"));
        let conventions = Conventions::learn(&document, &config);
        let list = ListPage::new(&document, &conventions, &[]);
        let _ = (list.page(&place), list.feed(&place));
    }
}

/// What it takes to ask all of `shape` in one size.
fn cost(shape: &Shape, size: usize) -> (usize, AllocationInfo) {
    let source = (shape.of)(size);
    (source.len(), measure(|| ask_all(&source)))
}

/// Where twice the input (its bytes, and what it took) takes more than twice the memory, at its most and in all, or too
/// much for each byte. A vector that doubles its room may take a little more; what looks at each pair would take four
/// times as much.
pub(crate) fn growth(
    name: &str,
    (_, half): (usize, AllocationInfo),
    (length, whole): (usize, AllocationInfo),
) -> Vec<String> {
    const BYTES_FOR_A_BYTE: u64 = 1_000;
    let at_most = |measure: u64, half: u64| measure <= 3 * half + 100_000;
    let mut faults = Vec::new();
    for (what, whole, half) in [
        ("allocations", whole.count_total, half.count_total),
        ("bytes in all", whole.bytes_total, half.bytes_total),
        ("bytes at once", whole.bytes_max, half.bytes_max),
    ] {
        if !at_most(whole, half) {
            faults.push(format!("{name}: {what} grow from {half} to {whole}"));
        }
    }
    if whole.bytes_max > BYTES_FOR_A_BYTE * length as u64 + 1_000_000 {
        faults.push(format!("{name}: {} bytes for {length}", whole.bytes_max));
    }
    faults
}

/// Memory grows no faster than the input.
#[test]
fn memory_grows_with_the_input_and_no_faster() {
    let faults = shapes()
        .into_par_iter()
        .flat_map_iter(|shape| growth(&shape.name, cost(&shape, shape.size / 2), cost(&shape, shape.size)));
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

/// What `check` needs at once is at most so many times the text, whatever the text is.
#[test]
fn checking_takes_little_room() {
    let size = 100_000;
    let list = |row: usize| format!("## S{row}\n\n- [A{row}](https://a.example/{row}) - text\n\n");
    let spaces = format!("| a | b |\n|---|---|\n| c{}d | e |\n| c | d |\n", "\u{a0}".repeat(size / 2));
    let words = format!("- [a](https://a.example) - {}\n", "the the ".repeat(size / 8));
    let cells = format!("{0}|-|-|-|-|-|-|-|-|\n{1}", "|||||||||\n", "|||||||||\n".repeat(size / 10));
    let shapes = [
        (
            "rows",
            60,
            table("| Model | Size |", size / 40, |row| {
                format!("| [Model {row:06}](https://a.b/{row}) | {}B |\n", row % 70)
            }),
        ),
        ("lists of one item", 100, repeated(size / 50, list)),
        ("no-break spaces", 60, spaces),
        ("words that stand twice", 60, words),
        ("quotes in quotes", 60, ">".repeat(size) + "\n"),
        ("numbered lists in lists", 60, "1. ".repeat(size / 3) + "\n"),
        ("empty cells", 150, cells),
    ];
    let mut faults = Vec::new();
    for (name, most, source) in shapes {
        let room = measure(|| drop(Task::new(&source, &Config::default()).check())).bytes_max;
        let multiple = room / source.len() as u64;
        if multiple > most {
            faults.push(format!("{name}: {multiple} times the text"));
        }
    }
    assert_eq!(faults, [""; 0]);
}

/// A guess at the anchor that was meant is not made by comparing texts of any length, or any number of them.
#[test]
fn anchors_that_are_nearly_right_take_little_time() {
    let long = 1 << 20;
    let one = format!("- [x](#{}c)\n\n# {}b\n", "a".repeat(long), "a".repeat(long));
    let anchor = |row: usize| format!("{row:05}{}", "abcdefghij".repeat(10));
    let many = repeated(3_000, |row| format!("- [x{row}](#{})\n", anchor(row)))
        + &repeated(3_000, |row| format!("\n# {}\n", anchor(row + 50_000)));
    // Each comparison allocates.
    for source in [one, many] {
        let info = measure(|| drop(Task::new(&source, &Config::default()).check()));
        assert!(
            info.bytes_total < 400 * source.len() as u64,
            "{} bytes for {}",
            info.bytes_total,
            source.len()
        );
    }
}

/// What the laws take grows no faster than the input, too.
#[test]
fn laws_take_memory_in_step_with_the_input() {
    let open_comments = |n: usize| "<!--\n".to_owned() + &"x <!--\n\n".repeat(n);
    let cost = |n: usize| {
        let source = open_comments(n);
        (source.len(), measure(|| drop(broken_laws(&source, &Config::default()))))
    };
    assert_eq!(growth("comments never closed", cost(1_000), cost(2_000)), [""; 0]);
}

/// The laws hold for a little of each.
#[test]
fn laws_hold_for_hostile_input() {
    let faults = shapes().into_par_iter().flat_map_iter(|shape| {
        let broken = broken_laws(&(shape.of)(40), &Config::default());
        broken.into_iter().map(move |broken| format!("{}: {broken}", shape.name))
    });
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

/// As much of it as breaks parsers that recurse, or that look at each pair.
#[test]
fn a_lot_of_it_is_read() {
    let lots = [
        ">".repeat(10_000),
        repeated(600, |depth| "  ".repeat(depth) + "- a\n"),
        "- ".repeat(5_000),
        "[".repeat(50_000),
        "![".repeat(50_000),
        "*".repeat(50_000),
        "`".repeat(50_000),
        "<".repeat(50_000),
        "[a](b".repeat(20_000),
        "word ".repeat(200_000),
        cell_of(&"a".repeat(500_000)),
        "<div>".repeat(20_000),
        "|---|---|".to_owned(),
        format!("<!-- relist: ignore empty-link -->\n\n<!-- prettier-ignore -->\n{EMPTY_LINK}\n")
            .repeat(2_000),
        format!("<!-- relist: off -->\n\n{EMPTY_LINK}\n<!-- relist: on -->\n\n").repeat(2_000),
        "<!-- relist: ignore empty-link -->\n\n<!-- prettier-ignore -->\n".repeat(8_000) + EMPTY_LINK,
        "<!-- relist: ignore empty-link -->".repeat(8_000) + " a\n",
        "<!-- prettier-ignore -->\na\n".repeat(8_000),
    ];
    lots.into_par_iter().for_each(|source| ask_all(&source));
}

/// Items in items, deeper than a small stack is: nothing calls itself for each level.
#[test]
fn deep_nesting_needs_no_stack() {
    for sign in ["+ ", "1. ", "- > ", "- + ", "* 1. "] {
        let source = sign.repeat(20_000) + "[a](https://a.example)\n";
        let small = thread::Builder::new().stack_size(256 * 1024);
        let asked = small.spawn(move || {
            ask_all(&source);
            Document::parse(&source).lists().len()
        });
        assert_eq!(asked.unwrap().join().ok(), Some(1), "{sign}");
    }
}
