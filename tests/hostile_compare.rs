//! Versions of a list that mean harm, or that a program wrote: comparing and merging them never panics, takes twice as
//! much for twice as much, and loses no link.

use allocation_counter::{AllocationInfo, measure};
use rayon::prelude::*;
use relist::compare::{ConflictStyle, cell_lines, diff, merge};
use relist::config::Config;
use relist::document::Document;
use relist::report::{DiffFormat, Look};

use crate::hostile::growth;
use crate::merge::laws::broken;

/// A base, ours and theirs.
type Versions = [String; 3];

/// Three versions that grow with a number.
struct Shape {
    name: &'static str,
    of: Box<dyn Fn(usize) -> Versions + Sync + Send>,
    /// How large they are to be at their largest.
    size: usize,
}

fn shape(
    name: &'static str,
    size: usize,
    of: impl Fn(usize, Side) -> String + Sync + Send + 'static,
) -> Shape {
    Shape { name, of: Box::new(move |n| SIDES.map(|side| of(n, side))), size }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Base,
    Ours,
    Theirs,
}

use Side::{Base, Ours, Theirs};

const SIDES: [Side; 3] = [Base, Ours, Theirs];

impl Side {
    /// What each version has of its own.
    fn own(self) -> &'static str {
        match self {
            Base => "base",
            Ours => "ours",
            Theirs => "theirs",
        }
    }
}

/// A table of `n` rows.
fn table(n: usize, row: impl Fn(usize) -> String) -> String {
    let rows: String = (0..n).map(row).collect();
    format!("| Model | Date | Link |\n|---|---|---|\n{rows}")
}

/// A row as lists have them.
fn row(index: usize, date: &str, note: &str) -> String {
    format!("| [Model {index}](https://a.example/{index}) | {date} | {note} |\n")
}

fn repeated(n: usize, of: impl Fn(usize) -> String) -> String {
    (0..n).map(of).collect()
}

fn section(index: usize, note: &str) -> String {
    format!(
        "## Tools {index}\n\n{}- [a](https://a.example/{index}) - {note}\n\n",
        table(2, |at| row(at, "2023", note))
    )
}

/// Rows that all changed, in many ways.
fn changed_rows() -> Vec<Shape> {
    vec![
        shape("every row changed by us", 100, |n, side| {
            table(n, |at| {
                row(
                    at,
                    if side == Ours { "2024" } else { "2023" },
                    if side == Theirs && at == 0 { "x" } else { "y" },
                )
            })
        }),
        shape("every row changed by both", 100, |n, side| {
            table(n, |at| {
                row(at, if side == Ours { "2024" } else { "2023" }, if side == Theirs { "x" } else { "y" })
            })
        }),
        shape("a conflict in each row", 100, |n, side| table(n, |at| row(at, side.own(), "x"))),
        shape("a conflict in every tenth row", 100, |n, side| {
            table(n, |at| row(at, if at % 10 == 0 { side.own() } else { "2023" }, "x"))
        }),
        shape("rows that only both sides share", 500, |n, side| {
            table(n, |at| match side {
                Base => row(at, "base", "x"),
                Ours | Theirs if at % 5 == 0 => {
                    format!("| [New {at}](https://b.example/{at}) | {} | x |\n", side.own())
                }
                Ours | Theirs => format!("| [New {at}](https://b.example/{at}) | 2024 | x |\n"),
            })
        }),
        shape("rows turned around by us", 100, |n, side| {
            table(n, |at| match side {
                Ours => row(n - at, "2023", "x"),
                Base | Theirs => row(at + 1, "2023", if side == Theirs { "y" } else { "x" }),
            })
        }),
        shape("rows turned around by both", 100, |n, side| {
            table(n, |at| match side {
                Base => row(at, "2023", "x"),
                Ours => row(n - 1 - at, "2024", "x"),
                Theirs => row((at + n / 2) % n, "2023", "y"),
            })
        }),
        shape("rows renamed by both", 100, |n, side| {
            let name = |at: usize| {
                format!("a fairly long name {} of number {at} {}", "x".repeat(at % 40), side.own())
            };
            table(n, |at| {
                if at % 17 == 16 {
                    row(at, "2023", "x")
                } else {
                    format!("| {} | {at} | {} |\n", name(at), side.own())
                }
            })
        }),
    ]
}

/// Rows that are hard to tell from each other, and odd ones.
fn odd_rows() -> Vec<Shape> {
    vec![
        shape("rows of one name", 100, |n, side| {
            table(n, |at| {
                format!(
                    "| [Model](https://a.example/{at}) | {} | x |\n",
                    if at % 3 == 0 { side.own() } else { "2023" }
                )
            })
        }),
        shape("rows of one name and other links", 100, |n, side| {
            table(n, |at| format!("| [Model](https://{}.example/{at}) | 2023 | x |\n", side.own()))
        }),
        shape("rows of one link", 100, |n, side| {
            table(n, |at| format!("| [Model {at}](https://a.example) | {} | x |\n", side.own()))
        }),
        shape("rows that are the same", 100, |n, side| {
            let times = match side {
                Base => n,
                Ours => n / 2,
                Theirs => 2 * n,
            };
            table(times, |_| "| [Model](https://a.example) | 2023 | x |\n".to_owned())
                + "| "
                + side.own()
                + " | | |\n"
        }),
        shape("rows added by both", 100, |n, side| {
            table(n, |at| match side {
                Base => row(at, "2023", "x"),
                _ if at % 2 == 0 => row(at, "2023", "x"),
                _ => format!("| [{0} {at}](https://{0}.example/{at}) | 2024 | x |\n", side.own()),
            })
        }),
        shape("rows that are new to both", 100, |n, side| {
            table(n, |at| if side == Base { String::new() } else { row(at, "2023", side.own()) })
        }),
        shape("items added by both", 100, |n, side| {
            repeated(n, |at| {
                let new = format!("- [{0} {at}](https://{0}.example/{at})\n", side.own());
                format!("- [a {at}](https://a.example/{at})\n{}", if side == Base { "" } else { &new })
            })
        }),
        shape("rows without a name", 100, |n, side| {
            table(n, |at| format!("| | 2023 | [x](https://a.example/{at}) {} |\n", side.own()))
        }),
        shape("cells past the last", 3_000, |n, side| {
            table(2, |_| format!("| a | b | {}{} |\n", side.own(), " | e".repeat(n)))
        }),
        shape("long cells", 3_000, |n, side| {
            table(3, |at| {
                row(
                    at,
                    side.own(),
                    &format!("{} {}", "word ".repeat(n), if side == Theirs { "x" } else { "y" }),
                )
            })
        }),
        shape("a table laid out anew", 100, |n, side| {
            let row = |at: usize| match side {
                Ours => format!(
                    "| {:<40} | {:<10} | {:<10} |\n",
                    format!("[m](https://a.example/{at})"),
                    "2023",
                    "x"
                ),
                Base | Theirs => format!(
                    "|[m](https://a.example/{at})|{}|x|\n",
                    if side == Theirs { "2024" } else { "2023" }
                ),
            };
            table(n, row)
        }),
    ]
}

/// Columns that came, went and changed.
fn columns() -> Vec<Shape> {
    let wide = |n: usize, name: &dyn Fn(usize) -> String, cell: &dyn Fn(usize, usize) -> String| {
        let header = repeated(n, |at| format!(" {} |", name(at)));
        let rows = repeated(5, |row| format!("|{}\n", repeated(n, |at| format!(" {} |", cell(row, at)))));
        format!("|{header}\n|{}\n{rows}", "---|".repeat(n))
    };
    vec![
        shape("columns whose cells changed", 250, move |n, side| {
            wide(n, &|at| format!("c{at}"), &|row, at| {
                if (at + row) % 3 == side as usize { side.own().to_owned() } else { format!("{row} {at}") }
            })
        }),
        shape("columns that were renamed", 250, move |n, side| {
            let prefix = if side == Ours { "d" } else { "c" };
            wide(n, &|at| format!("{prefix}{at}"), &|row, at| format!("{row} {at} {}", side.own()))
        }),
        shape("columns renamed to other things", 250, move |n, side| {
            wide(
                n,
                &|at| if at == 0 { "Model".to_owned() } else { format!("{}{at}", side.own()) },
                &|row, at| {
                    if at == 0 { format!("model {row}") } else { format!("{row} {at} {}", side.own()) }
                },
            )
        }),
        shape("columns of one name", 250, move |n, side| {
            wide(n, &|_| "c".to_owned(), &|row, at| format!("{row} {at} {}", side.own()))
        }),
        shape("columns that are gone", 250, move |n, side| {
            let n = if side == Ours { n / 2 } else { n };
            wide(n, &|at| format!("c{at}"), &|row, at| {
                format!("{row} {at} {}", if side == Theirs { "x" } else { "" })
            })
        }),
        shape("columns turned around", 250, move |n, side| {
            let place = |at: usize| if side == Ours { n - at } else { at + 1 };
            wide(n, &|at| format!("c{}", place(at)), &|row, at| {
                format!("{row} {} {}", place(at), if side == Theirs { "x" } else { "" })
            })
        }),
    ]
}

/// Items that are deeper each.
fn nested(depth: usize, side: Side) -> String {
    let item =
        |depth: usize| format!("{}- [a](https://a.example/{depth}) {}\n", "  ".repeat(depth), side.own());
    repeated(depth, item)
}

/// Lists, their items and what is in them.
fn lists() -> Vec<Shape> {
    vec![
        shape("every item changed by both", 100, |n, side| {
            repeated(n, |at| {
                let name = if side == Ours { "Tool" } else { "tool" };
                format!(
                    "- [{name} {at}](https://a.example/{at}) - {}\n",
                    if side == Theirs { "x" } else { "y" }
                )
            })
        }),
        shape("a conflict in each item", 100, |n, side| {
            repeated(n, |at| format!("- [tool {at}](https://a.example/{at}) - {}\n", side.own()))
        }),
        shape("items marked anew", 100, |n, side| {
            let marker = if side == Ours { "-" } else { "*" };
            repeated(n, |at| {
                format!(
                    "{marker} [tool {at}](https://a.example/{at}) - {}\n",
                    if side == Theirs { "x" } else { "y" }
                )
            })
        }),
        shape("items turned around", 100, |n, side| {
            let place = |at: usize| if side == Ours { n - at } else { at + 1 };
            repeated(n, |at| {
                format!(
                    "- [tool {}](https://a.example/{0}) - {}\n",
                    place(at),
                    if side == Theirs { "x" } else { "y" }
                )
            })
        }),
        shape("items with lines of their own", 120, |n, side| {
            repeated(n, |at| format!("- a {at}\n  - b {}\n  - c\n    more\n\n", side.own()))
        }),
        shape("an item of many lines", 400, |n, side| {
            repeated(n, |at| {
                if at == 0 {
                    "- [a](https://a.example)\n".to_owned()
                } else {
                    format!("  {at} {}\n", side.own())
                }
            })
        }),
        shape("an item with many in it", 100, |n, side| {
            "- a\n".to_owned()
                + &repeated(n, |at| format!("  - [b](https://a.example/{at}) {}\n", side.own()))
        }),
        shape("numbered items", 100, |n, side| {
            repeated(n, |at| {
                format!(
                    "{}. [a](https://a.example/{at}) {}\n",
                    at + 1,
                    if at % 4 == 0 { side.own() } else { "" }
                )
            })
        }),
        // Twice the bytes, not twice the depth.
        shape("items that are deeper each", 3_600, |n, side| nested(n.isqrt(), side)),
        shape("tables in items", 60, |n, side| {
            repeated(n, |at| format!("- a {at}\n\n  | a | b |\n  |---|---|\n  | {at} | {} |\n\n", side.own()))
        }),
        shape("loose items", 100, |n, side| {
            let gap = if side == Ours { "\n" } else { "" };
            repeated(n, |at| {
                format!("- [a {at}](https://a.example/{at}) {}\n{gap}", if side == Theirs { "x" } else { "" })
            })
        }),
    ]
}

/// Whole parts of a text that moved, came and went.
fn sections() -> Vec<Shape> {
    vec![
        shape("a section that moved", 50, |n, side| {
            let own = |at: usize| if at.is_multiple_of(7) { side.own() } else { "x" };
            let all: Vec<String> = (0..n).map(|at| section(at, own(at))).collect();
            let mut all = all;
            match side {
                Base => {}
                Ours => all.rotate_left(n / 3),
                Theirs => all.swap(0, n - 1),
            }
            all.concat()
        }),
        shape("sections of one title", 50, |n, side| {
            repeated(n, |at| section(0, if at % 2 == 0 { side.own() } else { "x" }))
        }),
        shape("sections of one title with other links", 50, |n, side| {
            repeated(n, |at| {
                format!("## Tools\n\n- [a {at}](https://a.example/{at}) - {}\n- b\n\n", side.own())
            })
        }),
        shape("sections that are gone", 50, |n, side| {
            repeated(n, |at| {
                if side == Ours && at % 2 == 0 {
                    String::new()
                } else {
                    section(at, if side == Theirs { "y" } else { "x" })
                }
            })
        }),
        shape("one side is empty", 50, |n, side| {
            if side == Ours { String::new() } else { repeated(n, |at| section(at, side.own())) }
        }),
        shape("the base is empty", 50, |n, side| {
            if side == Base { String::new() } else { repeated(n, |at| section(at, side.own())) }
        }),
        shape("a list that became a table", 100, |n, side| match side {
            Ours => table(n, |at| row(at, "2023", "x")),
            Base | Theirs => {
                repeated(n, |at| format!("- [Model {at}](https://a.example/{at}) - {}\n", side.own()))
            }
        }),
        shape("a table that became a list", 100, |n, side| match side {
            Theirs => repeated(n, |at| format!("- [Model {at}](https://a.example/{at}) - 2023\n")),
            Base | Ours => table(n, |at| row(at, "2023", side.own())),
        }),
        shape("prose", 1_000, |n, side| {
            repeated(n, |at| {
                format!("Line {at} {}\n\n", if at % 3 == side as usize { side.own() } else { "x" })
            })
        }),
        shape("lines that both share", 2_000, |n, side| {
            repeated(n, |at| match side {
                Base => format!("was {at}\n"),
                Ours | Theirs if at % 5 == 0 => format!("{} {at}\n", side.own()),
                Ours | Theirs => format!("is {at}\n"),
            })
        }),
        shape("blank lines", 6_000, |n, side| {
            "\n".repeat(match side {
                Base => n,
                Ours => n / 2,
                Theirs => 2 * n,
            }) + side.own()
        }),
    ]
}

/// Odd lines and their ends.
fn ends() -> Vec<Shape> {
    let versions =
        |n: usize, side: Side| table(n, |at| row(at, if at % 5 == 0 { side.own() } else { "2023" }, "x"));
    vec![
        shape("a long line", 8_000, |n, side| "word ".repeat(n) + side.own()),
        shape("a long bullet", 8_000, |n, side| {
            format!("- [a](https://a.example) {}{}\n", "word ".repeat(n), side.own())
        }),
        shape("a long row", 600, |n, side| {
            table(2, |at| row(at, side.own(), &"[x](https://a.example/b), ".repeat(n)))
        }),
        shape("no line ends", 100, move |n, side| versions(n, side).replace('\n', " ")),
        shape("no line end at the end", 120, move |n, side| versions(n, side).trim_end().to_owned()),
        shape("carriage returns on one side", 120, move |n, side| {
            let text = versions(n, side);
            if side == Theirs { text.replace('\n', "\r\n") } else { text }
        }),
        shape("lone carriage returns", 120, move |n, side| versions(n, side).replace('\n', "\r")),
        shape("NULs", 120, move |n, side| versions(n, side).replace("2023", "\0")),
        shape("markers of conflicts", 120, |n, side| {
            repeated(n, |at| format!("<<<<<<< a\n- {at} {}\n=======\n- b\n>>>>>>> c\n", side.own()))
        }),
        shape("a byte order mark on one side", 120, move |n, side| {
            let mark = if side == Ours { "\u{feff}" } else { "" };
            mark.to_owned() + &versions(n, side)
        }),
        shape("open fences", 120, |n, side| {
            repeated(n, |at| format!("```\n| a |\n|---|\n| {} {at} |\n", side.own()))
        }),
        shape("signs", 800, |n, side| format!("- {}{}\n- `[a](b\n", "[a](".repeat(n), side.own())),
    ]
}

fn shapes() -> Vec<Shape> {
    [changed_rows(), odd_rows(), columns(), lists(), sections(), ends()].into_iter().flatten().collect()
}

/// All that can be asked of three versions.
fn compare_all(versions: &Versions) {
    let [base, ours, theirs] = versions;
    let config = Config::default();
    for with_base in [false, true] {
        let style = ConflictStyle { with_base, ..ConflictStyle::default() };
        let _ = merge(base, ours, theirs, &config, &style);
    }
    let [base, ours, theirs] = versions.each_ref().map(|text| Document::parse(text));
    for (old, new) in [(&base, &ours), (&ours, &theirs)] {
        let diff = diff(old, new, &config);
        for format in [DiffFormat::Text, DiffFormat::Json, DiffFormat::Markdown] {
            let _ = format.render(&diff, ["old", "new"], &Look::default());
        }
    }
    let _ = cell_lines(&theirs);
}

/// What it takes to compare and merge `shape` in one size, and the bytes of its versions.
fn cost(shape: &Shape, size: usize) -> (usize, AllocationInfo) {
    let versions = (shape.of)(size);
    (versions.iter().map(String::len).sum(), measure(|| compare_all(&versions)))
}

/// Twice the input takes twice the memory, as it does for one text.
#[test]
fn memory_grows_with_the_input_and_no_faster() {
    let faults = shapes()
        .into_par_iter()
        .flat_map_iter(|shape| growth(shape.name, cost(&shape, shape.size / 2), cost(&shape, shape.size)));
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

/// What holds of any merge holds for a little of each.
#[test]
fn laws_of_merging_hold_for_hostile_versions() {
    let faults = shapes().into_par_iter().flat_map_iter(|shape| {
        let [base, ours, theirs] = (shape.of)(40);
        broken(&base, &ours, &theirs).into_iter().map(move |broken| format!("{}: {broken}", shape.name))
    });
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

/// Items that are deeper each do not take the stack: they get little of it.
#[test]
fn depth_does_not_take_the_stack() {
    const STACK: usize = 512 * 1024;
    let compare = || compare_all(&SIDES.map(|side| nested(200, side)));
    std::thread::Builder::new().stack_size(STACK).spawn(compare).unwrap().join().unwrap();
}
