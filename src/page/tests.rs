//! The judge tried: harm is refused, and what a fix may do is let through.

use super::compare::compare;
use super::{Changes, Entries, Freedom, Page, Touch};

fn judge(before: &str, after: &str, changes: &Changes) -> Result<(), String> {
    let judged = compare(&Page::read(before), &Page::read(after), changes);
    judged.map(|_| ()).map_err(|difference| format!("{}: {}", difference.line, difference.reason))
}

/// Says that the entries which start on these lines of the source stand in this order in the result, each on one line.
fn moved(lines: &[usize], order: &[usize]) -> Entries {
    let first = lines[0];
    let after = order.iter().enumerate().map(|(place, &index)| (first + place, Some(index))).collect();
    Entries { before: lines.to_vec(), after, makes_up_lists: false }
}

fn touched(line: usize, column: Option<usize>, freedom: Freedom) -> Touch {
    Touch { lines: line..=line, lines_after: line..=line, column, freedom }
}

fn nothing() -> Changes {
    Changes::default()
}

fn moves(lines: &[usize], order: &[usize]) -> Changes {
    Changes { listings: vec![moved(lines, order)], ..nothing() }
}

fn touches(touches: &[(usize, Option<usize>, Freedom)]) -> Changes {
    let touches = touches.iter().map(|&(line, column, freedom)| touched(line, column, freedom));
    Changes { touches: touches.collect(), ..nothing() }
}

/// Everything that a fix may do on these lines without asking.
fn spelling(lines: &[usize]) -> Changes {
    touches(&lines.iter().map(|&line| (line, None, Freedom::Spelling)).collect::<Vec<_>>())
}

const TABLE: &str = "| Tool | Since |\n| --- | --- |\n| jq | 2012 |\n| yq | 2015 |\n| gron | 2016 |\n";
const LIST: &str =
    "- [a](https://a.example) - one\n- [b](https://b.example) - two\n- [c](https://c.example) - three\n";

/// What happened, the text before and after, and what is said to have changed.
type Case = (&'static str, String, String, Changes);

fn harm_to_tables() -> Vec<Case> {
    let table = |old: &str, new: &str| TABLE.replace(old, new);
    let all = || moves(&[3, 4, 5], &[0, 1, 2]);
    vec![
        ("a row becomes code", TABLE.into(), table("| yq", "    | yq"), all()),
        ("a row becomes code behind a tab", TABLE.into(), table("| gron", "\t| gron"), nothing()),
        (
            "a row becomes a list",
            "a | b\n--- | ---\nc | d\n".into(),
            "a | b\n--- | ---\n- c | d\n".into(),
            spelling(&[3]),
        ),
        ("a row becomes a heading", TABLE.into(), table("| yq | 2015 |", "# yq"), spelling(&[4])),
        ("a row is swallowed", TABLE.into(), table("| yq | 2015 |\n", ""), nothing()),
        (
            "a row stands twice",
            TABLE.into(),
            table("| yq | 2015 |\n", "| yq | 2015 |\n| yq | 2015 |\n"),
            all(),
        ),
        (
            "two rows change places, and none is reported",
            TABLE.into(),
            format!("{}| yq | 2015 |\n| jq | 2012 |\n| gron | 2016 |\n", &TABLE[..31]),
            nothing(),
        ),
        (
            "a row moves to another place than reported",
            TABLE.into(),
            format!("{}| yq | 2015 |\n| gron | 2016 |\n| jq | 2012 |\n", &TABLE[..31]),
            moves(&[3, 4, 5], &[1, 0, 2]),
        ),
        (
            "a text line is sorted into a table",
            format!("{TABLE}\nabc\n"),
            format!("{TABLE}abc\n\n"),
            moves(&[3, 4, 5], &[0, 1, 2]),
        ),
        ("a cell is added", TABLE.into(), table("| jq | 2012 |", "| jq | x | 2012 |"), spelling(&[])),
        ("a pipe cuts a cell in two", TABLE.into(), table("| jq | 2012", "| j | q 2012"), spelling(&[3])),
        ("a cell says another word", TABLE.into(), table("gron", "grin"), spelling(&[5])),
        (
            "a cell changes beside the one that was mended",
            TABLE.into(),
            table("| jq | 2012 |", "| jQ | 2012 |"),
            touches(&[(3, Some(1), Freedom::Value)]),
        ),
        (
            "a column is set on the other side",
            TABLE.into(),
            table("| --- | --- |", "| --: | --- |"),
            spelling(&[1, 3]),
        ),
        ("a table becomes a paragraph", TABLE.into(), table("| --- |", "| --- | --- |"), nothing()),
        (
            "a link of a cell leads elsewhere",
            table("jq", "[jq](https://a.example)"),
            table("jq", "[jq](https://b.example)"),
            spelling(&[3]),
        ),
        (
            "a definition becomes text",
            format!("{}\n[d]: https://a.example\n", table("jq", "[jq][d]")),
            format!("{}\n[d]: https://b.example c\n", table("jq", "[jq][d]")),
            touches(&[(3, None, Freedom::Destinations), (7, None, Freedom::Blocks)]),
        ),
        (
            "a link that is not said to follow a definition leads elsewhere with it",
            format!("{}\n[d]: https://a.example\n", table("jq", "[jq][d]").replace("yq", "[yq][d]")),
            format!("{}\n[d]: https://b.example\n", table("jq", "[jq][d]").replace("yq", "[yq][d]")),
            touches(&[(3, None, Freedom::Destinations), (7, None, Freedom::Blocks)]),
        ),
        (
            "a link moves into the next cell",
            table("jq | 2012", "[jq](https://a.example) | 2012"),
            table("jq | 2012", "jq | [2012](https://a.example)"),
            spelling(&[3]),
        ),
        (
            "a link loses its markup",
            table("jq", "[jq](https://a.example)"),
            table("jq", "\\[jq](https://a.example)"),
            spelling(&[3]),
        ),
        (
            "a picture becomes a link",
            table("jq", "![jq](https://a.example)"),
            table("jq", "[jq](https://a.example)"),
            spelling(&[3]),
        ),
        (
            "a title is lost",
            table("jq", "[jq](https://a.example \"T\")"),
            table("jq", "[jq](https://a.example)"),
            spelling(&[3]),
        ),
        ("code becomes text", table("jq", "`jq`"), table("jq", "jq"), spelling(&[3])),
    ]
}

fn harm_to_lists() -> Vec<Case> {
    let list = |old: &str, new: &str| LIST.replace(old, new);
    let items = || moves(&[1, 2, 3], &[0, 1, 2]);
    let loose = list("\n- [b]", "\n\n- [b]");
    let two_lists = list("- [c]", "* [c]");
    vec![
        ("a list is blanked by HTML", LIST.into(), list("- [b]", "<br>\n- [b]"), items()),
        ("a list ends in HTML", format!("{LIST}\ntext\n"), format!("{LIST}<br>\ntext\n"), nothing()),
        ("a tight list becomes loose", LIST.into(), loose.clone(), nothing()),
        ("a loose list becomes tight", loose, LIST.into(), nothing()),
        ("two lists are joined", two_lists.clone(), LIST.into(), spelling(&[3])),
        ("a list is cut in two", LIST.into(), two_lists, spelling(&[3])),
        ("an item is nested in the one above", LIST.into(), list("- [c]", "  - [c]"), spelling(&[3])),
        ("an item becomes text of the one above", LIST.into(), list("- [c]", "  [c]"), nothing()),
        (
            "an item becomes a task",
            LIST.into(),
            list("- [b](https://b.example)", "- [ ] (https://b.example)"),
            touches(&[(2, None, Freedom::Content)]),
        ),
        (
            "an item moves, and what is nested in it does not",
            format!("{LIST}  - d\n"),
            LIST.replacen("- [a]", "- [c](https://c.example) - three\n- [a]", 1),
            moves(&[1, 2, 3], &[2, 0, 1]),
        ),
        ("bullets become numbers", LIST.into(), LIST.replace("- [", "1. ["), spelling(&[1, 2, 3])),
        ("numbers start elsewhere", LIST.replace("- [", "1. ["), LIST.replace("- [", "2. ["), nothing()),
        (
            "a new entry is no entry",
            LIST.into(),
            format!("{LIST}  text\n"),
            Changes {
                listings: vec![Entries {
                    before: vec![1, 2, 3],
                    after: vec![(1, Some(0)), (2, Some(1)), (3, Some(2)), (4, None)],
                    makes_up_lists: false,
                }],
                ..nothing()
            },
        ),
        (
            "a new entry is nested",
            LIST.into(),
            format!("{LIST}  - new\n"),
            Changes {
                listings: vec![Entries {
                    before: vec![1, 2, 3],
                    after: vec![(1, Some(0)), (2, Some(1)), (3, Some(2)), (4, None)],
                    makes_up_lists: false,
                }],
                ..nothing()
            },
        ),
    ]
}

fn harm_to_other_blocks() -> Vec<Case> {
    vec![
        (
            "a definition is swallowed",
            "[a]\n\n- text\n\n[a]: https://a.example\n".into(),
            "[a]\n\n- text\n[a]: https://a.example\n".into(),
            nothing(),
        ),
        (
            "a definition leads elsewhere",
            "[a]\n\n[a]: https://a.example\n".into(),
            "[a]\n\n[a]: https://b.example\n".into(),
            nothing(),
        ),
        (
            "an underline makes a heading",
            "- a\n\ntext\n\n---\n".into(),
            "- a\n\ntext\n---\n".into(),
            nothing(),
        ),
        ("a heading becomes text", "# One\n\ntext\n".into(), "#One\n\ntext\n".into(), spelling(&[1])),
        ("a heading is another level", "# One\n".into(), "## One\n".into(), spelling(&[1])),
        ("code becomes a paragraph", "text\n\n    code\n".into(), "text\n\n   code\n".into(), spelling(&[3])),
        ("a fence is opened", "text\n\nmore\n".into(), "```\n\nmore\n".into(), spelling(&[1])),
        ("text leaves a quote", "> a\n> b\n".into(), "> a\n\nb\n".into(), nothing()),
        ("a comment is lost", "a <!-- b -->\n".into(), "a\n".into(), spelling(&[1])),
        (
            "a footnote says something else",
            "a[^1]\n\n[^1]: one\n".into(),
            "a[^1]\n\n[^1]: two\n".into(),
            nothing(),
        ),
        (
            "front matter changes",
            "---\na: 1\n---\n\ntext\n".into(),
            "---\na: 2\n---\n\ntext\n".into(),
            nothing(),
        ),
        (
            "lines that may become anything end where they end",
            "a\n\nb\n\nc\n".into(),
            "# a\n\nb\n\n# c\n".into(),
            touches(&[(1, None, Freedom::Blocks)]),
        ),
    ]
}

#[test]
fn harm_is_refused() {
    let cases = [harm_to_tables(), harm_to_lists(), harm_to_other_blocks()].concat();
    assert!(cases.len() >= 20);
    let let_through: Vec<&str> = cases
        .iter()
        .filter(|(_, before, after, changes)| before != after && judge(before, after, changes).is_ok())
        .map(|(what, ..)| *what)
        .collect();
    assert_eq!(let_through, [""; 0]);
    // No case is refused for what it was before.
    for (what, before, after, _) in &cases {
        assert_ne!(before, after, "{what}");
        assert_eq!(judge(before, before, &nothing()), Ok(()), "{what}");
    }
}

/// Says which entries of the result, by their lines, are those of the source.
fn fresh(after: &[(usize, Option<usize>)], before: &[usize]) -> Changes {
    Changes {
        listings: vec![Entries { before: before.to_vec(), after: after.to_vec(), makes_up_lists: false }],
        ..nothing()
    }
}

fn fixes_of_tables() -> Vec<Case> {
    let table = |old: &str, new: &str| TABLE.replace(old, new);
    let head = &TABLE[..TABLE.find("| jq").unwrap()];
    let dated = touches(&[(4, Some(1), Freedom::Value)]);
    vec![
        ("nothing", TABLE.into(), TABLE.into(), nothing()),
        ("padding", TABLE.into(), table("| jq | 2012 |", "| jq   |  2012|"), nothing()),
        ("outer pipes", TABLE.into(), table("| jq | 2012 |", "jq | 2012"), nothing()),
        ("a longer delimiter row", TABLE.into(), table("| --- | --- |", "| ---- | ----- |"), nothing()),
        ("a respelled date", TABLE.into(), table("2015", "01/15"), dated),
        (
            "a definition that leads elsewhere, and a respelled date beside one of its links",
            format!("{}\n[d]: https://a.example\n", table("yq", "[yq][d]")),
            format!("{}\n[d]: https://b.example\n", table("yq", "[yq][d]").replace("2015", "01/15")),
            touches(&[
                (4, None, Freedom::Destinations),
                (4, Some(1), Freedom::Value),
                (7, None, Freedom::Blocks),
            ]),
        ),
        (
            "a row that moves",
            TABLE.into(),
            format!("{head}| gron | 2016 |\n| jq | 2012 |\n| yq | 2015 |\n"),
            moves(&[3, 4, 5], &[2, 0, 1]),
        ),
        (
            "a row that moves and is mended",
            TABLE.into(),
            format!("{head}| gron | 2016/1 |\n| jq | 2012 |\n| yq | 2015 |\n"),
            Changes { touches: vec![touched(5, Some(1), Freedom::Value)], ..moves(&[3, 4, 5], &[2, 0, 1]) },
        ),
        (
            "one row less",
            TABLE.into(),
            table("| yq | 2015 |\n", ""),
            fresh(&[(3, Some(0)), (4, Some(2))], &[3, 4, 5]),
        ),
        ("all rows gone", TABLE.into(), head.into(), fresh(&[], &[3, 4, 5])),
        (
            "a byte order mark and front matter",
            format!("\u{feff}---\na: 1\n---\n{TABLE}"),
            format!("\u{feff}---\na: 1\n---\n{head}| yq | 2015 |\n| jq | 2012 |\n| gron | 2016 |\n"),
            moves(&[6, 7, 8], &[1, 0, 2]),
        ),
        (
            "carriage returns",
            TABLE.replace('\n', "\r\n"),
            format!("{head}| yq | 2015 |\n| jq | 2012 |\n| gron | 2016 |\n").replace('\n', "\r\n"),
            moves(&[3, 4, 5], &[1, 0, 2]),
        ),
    ]
}

fn fixes_of_other_blocks() -> Vec<Case> {
    let list = |old: &str, new: &str| LIST.replace(old, new);
    let nested = "- a\n  - b\n    c\n- d\n\n  e\n- f\n";
    let mixed = "1. a\n\ntext\n\n- b\n- c\n";
    vec![
        (
            "an address in another spelling",
            list("https://b.example", "http://b.example/"),
            LIST.into(),
            spelling(&[2]),
        ),
        (
            "an address in a tag",
            "<img src=\"http://a.example\">\n".into(),
            "<img src=\"https://a.example\">\n".into(),
            spelling(&[1]),
        ),
        ("a separator", LIST.into(), list(" - two", ": two"), spelling(&[2])),
        ("a full stop", LIST.into(), list("two", "two."), spelling(&[2])),
        ("all markers of a list", LIST.into(), LIST.replace("- [", "* ["), nothing()),
        (
            "one item more in a list",
            LIST.into(),
            format!("{LIST}- new\n"),
            fresh(&[(1, Some(0)), (2, Some(1)), (3, Some(2)), (4, None)], &[1, 2, 3]),
        ),
        (
            "items with what is nested in them",
            nested.replace("\n\n  e", "\n  - e"),
            "- d\n  - e\n- a\n  - b\n    c\n- f\n".into(),
            fresh(&[(1, Some(1)), (3, Some(0)), (6, Some(2))], &[1, 4, 6]),
        ),
        (
            "items under other blocks",
            mixed.into(),
            mixed.replace("- b\n- c\n", "- c\n- b\n"),
            moves(&[5, 6], &[1, 0]),
        ),
        (
            "text that was to become a heading",
            "a\n\n##b\n\nc\n".into(),
            "a\n\n## b\n\nc\n".into(),
            touches(&[(3, None, Freedom::Blocks)]),
        ),
        (
            "a line of a paragraph that was to become a heading",
            "a\n##b\nc\n\nd\n".into(),
            "a\n## b\nc\n\nd\n".into(),
            touches(&[(2, None, Freedom::Blocks)]),
        ),
        (
            "a link that was broken",
            "a [b] (https://b.example)\n".into(),
            "a [b](https://b.example)\n".into(),
            touches(&[(1, None, Freedom::Blocks)]),
        ),
        (
            "footnotes that are referred to in another order",
            "- a[^a]\n- b[^b]\n\n[^a]: one\n[^b]: two\n".into(),
            "- b[^b]\n- a[^a]\n\n[^a]: one\n[^b]: two\n".into(),
            moves(&[1, 2], &[1, 0]),
        ),
    ]
}

#[test]
fn fixes_are_let_through() {
    for (what, before, after, changes) in &[fixes_of_tables(), fixes_of_other_blocks()].concat() {
        assert_eq!(judge(before, after, changes), Ok(()), "{what}");
    }
}

#[test]
fn a_difference_has_its_line() {
    let after = TABLE.replace("gron", "grin");
    assert_eq!(
        judge(TABLE, &after, &nothing()),
        Err("5: a table cell would say something else, which no fix is for".to_owned())
    );
    let loose = LIST.replace("\n- [b]", "\n\n- [b]");
    assert_eq!(
        judge(&format!("# A\n\n{LIST}"), &format!("# A\n\n{loose}"), &nothing()),
        Err("3: a tight list would become loose".to_owned())
    );
}

/// Where entries were asked for, a footnote that nothing refers to any longer goes, and one that is referred to appears.
#[test]
fn footnotes_follow_their_references() {
    let page = |cell: &str| format!("[^1]: a note\n\n| A |\n|---|\n| {cell} |\n");
    let changes = |makes_up_lists| Changes {
        listings: vec![Entries { before: vec![5], after: vec![(5, Some(0))], makes_up_lists }],
        touches: vec![touched(5, Some(0), Freedom::Content)],
        ..Changes::default()
    };
    for [before, after] in [["x [^1]", "x"], ["x", "x [^1]"]] {
        assert_eq!(judge(&page(before), &page(after), &changes(true)), Ok(()));
        assert!(judge(&page(before), &page(after), &changes(false)).is_err(), "{after}");
    }
    let other = page("x [^1]").replace("a note", "another");
    assert!(judge(&page("y [^1]"), &other, &changes(true)).is_err());
}
