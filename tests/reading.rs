//! What relist reads is what GitHub shows: comrak, a port of GitHub's parser, has to find the same tables, rows, cells,
//! lists, headings and links.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use relist::document::{Document, LinkKind, Listing, ListingKind};
use relist::text::split_byte_order_mark;

use crate::cases::cases;
use crate::support::fixtures;

/// What is compared, each with the line it starts on.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    /// Columns, and of each row the letters and digits of its cells.
    tables: Vec<(usize, Vec<Vec<String>>)>,
    headings: Vec<(usize, u8)>,
    /// Items, and whether they are set tight, by the line of the outermost list that starts on it.
    lists: BTreeMap<usize, (usize, bool)>,
    links: Vec<String>,
    /// Lines of text that are rows to GitHub, by the line of their table.
    swallowed: BTreeMap<usize, usize>,
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// As relist reads it.
fn read(source: &str) -> Seen {
    let document = Document::parse(source);
    let mut seen = Seen::default();
    for listing in document.listings().iter().filter(|listing| listing.kind == ListingKind::Table) {
        let line = document.position(listing.span.start).line;
        seen.tables
            .push((line, if listing.opaque.is_some() { Vec::new() } else { rows(&document, listing) }));
        seen.swallowed.insert(line, listing.swallowed.len());
    }
    for section in document.sections() {
        seen.headings.push((document.position(section.span.start).line, section.level));
    }
    let mut lists = document.lists();
    while let Some(mut list) = lists.pop() {
        let items = std::mem::take(&mut list.items);
        let line = document.position(items[0].span.start).line;
        seen.lists.entry(line).or_insert((items.len(), list.is_tight));
        lists.extend(items.into_iter().flat_map(|item| item.lists));
    }
    // To the page a table in HTML is text.
    let is_markdown = |listing: usize| !document.listings()[listing].is_html();
    let all = document.links().filter(|(_, place)| place.is_none_or(|place| is_markdown(place.listing)));
    let links =
        all.map(|(link, _)| link).filter(|link| link.kind != LinkKind::Html && !link.url.contains('@'));
    seen.links = links.map(|link| address(&link.url)).collect();
    let markdown = document.listings().iter().filter(|listing| !listing.is_html());
    let headers = markdown.flat_map(|listing| &listing.header.cells);
    let links = headers.flat_map(|cell| document.cell_links(cell));
    seen.links.extend(links.filter(|link| link.kind != LinkKind::Html).map(|link| address(&link.url)));
    seen.links.sort();
    seen
}

fn rows(document: &Document<'_>, listing: &Listing) -> Vec<Vec<String>> {
    let text = |cell| letters(document.cell_text(cell).as_str());
    let header = listing.header.cells.iter().map(text).collect();
    let rows = listing.entries().iter().map(|entry| {
        let mut cells: Vec<String> = listing.cells(entry).iter().map(text).collect();
        cells.resize(listing.column_count(), String::new());
        cells
    });
    std::iter::once(header).chain(rows).collect()
}

/// Both ways to write an address that a browser takes for one.
fn address(url: &str) -> String {
    let url = url.replace("\\|", "|");
    url.strip_prefix("http://www.").map(|rest| format!("www.{rest}")).unwrap_or(url)
}

/// The extensions that GitHub has.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options
}

/// As comrak reads it.
fn shown(source: &str) -> Seen {
    let source = split_byte_order_mark(source).1;
    let arena = Arena::new();
    let root = parse_document(&arena, source, &options());
    let mut seen = Seen::default();
    for node in root.descendants() {
        let data = node.data();
        let line = data.sourcepos.start.line;
        match &data.value {
            NodeValue::Table(_) => {
                let rows = node.children().map(|row| row.children().map(text).collect()).collect();
                seen.tables.push((line, rows));
            }
            NodeValue::Heading(heading) => seen.headings.push((line, heading.level)),
            NodeValue::List(list) => {
                seen.lists.entry(line).or_insert((node.children().count(), list.tight));
            }
            NodeValue::Link(to) | NodeValue::Image(to) if !to.url.contains('@') => {
                seen.links.push(address(&to.url));
            }
            _ => {}
        }
    }
    seen.links.sort();
    seen
}

fn text<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(piece) => text.push_str(piece),
            NodeValue::Code(code) => text.push_str(&code.literal),
            _ => {}
        }
    }
    letters(&text)
}

/// What the two see differently.
fn differences(source: &str) -> Vec<String> {
    let (mut ours, mut theirs) = (read(source), shown(source));
    // A table that is kept verbatim has no rows to compare.
    let verbatim: Vec<usize> =
        ours.tables.iter().filter(|(_, rows)| rows.is_empty()).map(|(line, _)| *line).collect();
    ours.tables.retain(|(line, _)| !verbatim.contains(line));
    theirs.tables.retain(|(line, _)| !verbatim.contains(line));
    for (line, rows) in &mut theirs.tables {
        let swallowed = ours.swallowed.get(line).copied().unwrap_or_default();
        rows.truncate(rows.len() - swallowed);
    }
    let mut found = Vec::new();
    let tables = |seen: &Seen| -> Vec<(usize, usize)> {
        seen.tables.iter().map(|(line, rows)| (*line, rows.len())).collect()
    };
    if ours.tables != theirs.tables {
        found.push(format!(
            "tables: {:?} and {:?}: {:?} {:?}",
            tables(&ours),
            tables(&theirs),
            ours.tables,
            theirs.tables
        ));
    }
    if ours.headings != theirs.headings {
        found.push(format!("headings: {:?} and {:?}", ours.headings, theirs.headings));
    }
    // Lists that share lines with others have no place of their own.
    theirs.lists.retain(|line, _| ours.lists.contains_key(line));
    if ours.lists != theirs.lists {
        let only = |one: &Seen, other: &Seen| -> Vec<_> {
            let is_only = |(line, list): &(&usize, &(usize, bool))| other.lists.get(line) != Some(list);
            one.lists.iter().filter(is_only).map(|(line, list)| (*line, *list)).collect()
        };
        found.push(format!("lists: {:?} and {:?}", only(&ours, &theirs), only(&theirs, &ours)));
    }
    // An address in a bracket that is left open is linked by relist alone; what GitHub links is read whole.
    for link in &ours.links {
        if let Some(at) = theirs.links.iter().position(|other| other == link) {
            theirs.links.swap_remove(at);
        }
    }
    if !theirs.links.is_empty() {
        found.push(format!("links: {:?} are not read", theirs.links));
    }
    found
}

/// Lines of tables, and those that parsers read in two ways.
const TABLE_LINES: [&str; 35] = [
    "",
    "",
    "",
    "text",
    "text [a](https://a.example) and `c`",
    "| a | b |",
    "a | b",
    "| a |",
    "|---|---|",
    "| --- | :-: |",
    "|---|---|\t",
    "|\t---\t|\t---\t|",
    "-|-",
    "| c | d |",
    "c | d",
    "| c | d | e |",
    "| c \\| d | `e \\| f` |",
    "| [c](https://c.example/x_y_z) | *d* |",
    "    | c | d |",
    "\t| c | d |",
    "   | c | d |",
    "     | c | d |",
    "# heading",
    "#none",
    "***",
    "<br>",
    "<img src=\"a.png\">",
    "<div>",
    "<!-- c -->",
    "https://a.example/__init__.py and www.b.example/_x_",
    "**https://a.example/x*y*z** https://c_d.example",
    "Print:https://a.example, (https://b.example/a_(b))",
    "| https://a.example/x\u{a0} | https://a.example\u{3000}|",
    "https://a.example/x\u{a0}\u{2003}",
    "H~2~O and ~~gone~~ and ~5 h",
];

/// Lines of lists.
const LIST_LINES: [&str; 30] = [
    "",
    "",
    "text",
    "- item",
    "- [a](https://a.example) - text",
    "  - nested",
    "  more",
    "* item",
    "+ item",
    "1. item",
    "2) item",
    "> text",
    "# heading",
    "## heading *a*",
    "***",
    "```",
    "<br>",
    "<img src=\"a.png\">",
    "<div>",
    "<PRE>",
    "</PRE>",
    "<!-- c -->",
    "https://a.example/__init__.py and www.b.example/_x_",
    "https://a.example/x\u{a0}",
    "- https://a.example/x\u{a0}",
    "- https://a.example/x\u{a0}\u{3000} ",
    "- https://a.example/x\u{a0}- text",
    "- https://a.example\u{2003}: text",
    "- [a](https://a.example) - https://b.example/x\u{202f}",
    "H~2~O and ~~gone~~ and ~5 h",
];

#[test]
fn fixtures_are_read_as_they_are_shown() {
    let (mut count, mut complaints) = (0, Vec::new());
    // GitHub sets front matter aside before it parses; comrak knows but one kind of it.
    for file in fixtures().into_iter().filter(|file| !file.name.contains("front-matter")) {
        let found = differences(&file.text);
        complaints.extend(found.into_iter().map(|found| format!("{}: {found:.400}", file.name)));
        count += 1;
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(count > 100, "{count} fixtures");
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn tables_are_read_as_they_are_shown(lines in vec(select(&TABLE_LINES[..]), 1..9)) {
        // One that fits nothing keeps GitHub from looking for another in the same paragraph, which is not always seen.
        let is_delimiter = |line: &str| line.contains('-') && line.chars().all(|c| "-|: \t".contains(c));
        prop_assume!(lines.iter().filter(|line| is_delimiter(line)).count() <= 1);
        let source = format!("# List\n\n{}\n", lines.join("\n"));
        let found = differences(&source);
        prop_assert!(found.is_empty(), "{source}\n{found:#?}");
    }

    #[test]
    fn lists_are_read_as_they_are_shown(lines in vec(select(&LIST_LINES[..]), 1..9)) {
        let source = format!("# List\n\n{}\n", lines.join("\n"));
        let found = differences(&source);
        prop_assert!(found.is_empty(), "{source}\n{found:#?}");
    }
}

/// The same on a folder of real lists.
#[test]
fn real_lists_are_read_as_they_are_shown() {
    let Some(folder) = std::env::var_os("RELIST_CORPUS") else { return };
    let mut complaints = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        complaints.extend(
            differences(&source).into_iter().map(|found| format!("{}: {found:.600}", path.display())),
        );
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn an_item_of_a_checkbox_alone_goes_on_in_the_lines_below() {
    // With a blank behind it, GitHub's parser shows a table and the judge none: what is not certain is left alone.
    for item in ["- [ ]", "* [x]", "1. [X]", "- [ ] "] {
        let source = format!("{item}\na | b\n-|-\nc | d\n");
        let document = Document::parse(&source);
        assert!(document.listings().iter().all(|listing| listing.entries().is_empty()), "{source}");
    }
    for item in ["- [ ]\n", "-", "[ ]"] {
        let source = format!("{item}\na | b\n-|-\nc | d\n");
        let document = Document::parse(&source);
        assert_eq!(document.listings().iter().map(|list| list.entries().len()).sum::<usize>(), 1, "{source}");
    }
}

#[test]
fn what_follows_code_in_a_table_is_read_for_itself() {
    let source = "| c | d |\n|---|---|\n    | c | d |\ntext\n<br>\nhttps://a.example/__init__.py and www.b.example/_x_\n";
    assert_eq!(differences(source), [""; 0]);
}
