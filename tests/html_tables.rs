//! Tables in HTML: the laws on whole and broken ones, and the order that they are given.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use relist::config::Config;
use relist::document::Document;

use crate::cases::cases;
use crate::support::{broken_laws, fmt, fmt_with};

/// What a cell may hold.
const CELLS: [&str; 16] = [
    "word",
    "words",
    "one more",
    "some more words",
    "<a href=\"https://a.example/x?y=1&amp;z\">Ash</a>",
    "<b>Elm</b> &amp; <i>Fir",
    "\n  on\n  lines\n",
    "",
    "\n",
    "07/23",
    "7B",
    "&lt;b&gt; | &nbsp;c",
    "<img src=i.png alt=\"an icon\">",
    "<code>a</code><br>b</br>c",
    "<!-- no\n word -->d",
    "<ul><li>a</li><li>b</li></ul>",
];

/// What may break a table, or be in it.
const NOISE: [&str; 30] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "</th>",
    "<thead>",
    "</tbody>",
    "\n",
    "\n\n",
    "    ",
    "text",
    "<!--",
    "-->",
    "<pre>",
    "</p>",
    "<td colspan=2>",
    "<script>",
    "&",
    "<",
    "- [x](y)",
    "> ",
    "|",
    "<a href=x>",
    "</a>",
    "<img src='",
    "\t",
    "é",
];

/// A table with rows of so many columns, at times with something that does not belong there.
fn table() -> impl Strategy<Value = String> {
    let noise = || prop::option::weighted(0.01, select(&NOISE[..]));
    let cell = (select(&CELLS[..]), prop::bool::weighted(0.85), noise());
    let row = (vec(cell, 4), prop::bool::weighted(0.9), noise());
    let gap = select(&["", "\n", "\n  ", "\n\n"][..]);
    (vec(row, 3..7), 2..4_usize, prop::bool::weighted(0.85), gap).prop_map(
        |(rows, columns, has_header, gap)| {
            let mut text = format!("<table>{gap}");
            for (index, (cells, ends, noise)) in rows.iter().enumerate() {
                let tag = if has_header && index == 0 { "th" } else { "td" };
                text.push_str("<tr>");
                for (cell, ends, noise) in &cells[..columns] {
                    let end = if *ends { format!("</{tag}>") } else { String::new() };
                    let _ = write!(text, "<{tag}>{cell}{}{end}", noise.unwrap_or_default());
                }
                let end = if *ends { "</tr>" } else { "" };
                let _ = write!(text, "{end}{gap}{}", noise.unwrap_or_default());
            }
            text + "</table>"
        },
    )
}

/// Tables one after the other, in quotes and items, with lists between them.
fn list() -> impl Strategy<Value = String> {
    let noise = vec(select(&NOISE[..]), 0..30).prop_map(|pieces| pieces.concat());
    let block = prop_oneof![4 => table(), 1 => noise];
    let container = select(&[("", ""), ("", ""), ("> ", "> "), ("- ", "  "), ("1. > ", "   > ")][..]);
    let between = select(
        &["\n", "\n\n# H\n\n", "\n\n- [a](b) - c.\n- [d](e) - f.\n\n", "\n\n|a|b|\n|-|-|\n|c|d|\n\n"][..],
    );
    let line_end = select(&["\n", "\n", "\r\n"][..]);
    (vec((block, container, between), 1..4), line_end).prop_map(|(blocks, line_end)| {
        let mut text = String::new();
        for (block, (first, others), between) in blocks {
            for (index, line) in block.split('\n').enumerate() {
                text.extend([if index == 0 { first } else { others }, line, "\n"]);
            }
            text.push_str(between);
        }
        text.replace('\n', line_end)
    })
}

proptest! {
    #![proptest_config(cases(160))]

    /// All laws hold, whatever a table holds and wherever it stands.
    #[test]
    fn laws_hold_for_tables_in_html(source in list()) {
        let broken = broken_laws(&source, &Config::default());
        prop_assert!(broken.is_empty(), "{broken:#?}");
    }
}

/// Tables with and without a header, in a quote, an item and a `<details>`; sponsors; a list.
const ALL_KINDS: &str = r##"# Boats

<table>
  <thead>
    <tr><th>Boat</th><th align="center">Since</th><th>Rig</th></tr>
  </thead>
  <tbody>
    <tr>
      <td><a href="https://boats.example/sloop">Sloop</a></td>
      <td align="center">2019-04</td>
      <td>One mast &amp; a jib.</td>
    </tr>
    <!-- two masts -->
    <tr>
      <td><a href='https://boats.example/ketch'><b>Ketch</b></a>
      <td>2018-09
      <td>
        Two masts,<br>
        the tall one first | see <code>rig</code>.
    </tr>

   <tr><td>Dinghy</td><td></td><td><img src="oars.png" alt="Oars"> Oars.</td></tr>
  </tbody>
</table>

> <table>
> <tr><th>Knot</th><th>Use</th></tr>
> <tr>
>   <td>Bowline</td>
>   <td>A loop
>     that holds.</td>
> </tr>
> <tr><td>Clove hitch</td><td>A rail.</td></tr>
> </table>

## Yards

<details>
<summary>All of them</summary>

<table>
<tr><td><img src="a.png" alt=""></td><td><a href="https://yards.example/a">Anchor &amp; Sons</a></td><td>Builds small wooden boats.</td></tr>
<tr><td><img src="b.png" alt=""></td><td><a href="https://yards.example/b">Bilge Works</a></td><td>Repairs steel hulls in winter.</td></tr>
<tr><td><img src="c.png" alt=""></td><td><a href="https://yards.example/c">Cleat</a></td><td>Sells what others have built.</td></tr>
</table>

</details>

- Charts:

  <table>
  <tr><th>Chart</th><th>Scale</th></tr>
  <tr><td>Harbour</td><td>1 : 5000</td></tr>
  <tr><td>Coast</td><td>1 : 100000</td></tr>
  </table>

## Crew

<table><tr>
<td align="center"><a href="https://crew.example/ada"><img src="ada.png"><br>Ada</a></td>
<td align="center"><a href="https://crew.example/bo"><img src="bo.png"><br>Bo</a></td>
</tr></table>

<ul>
  <li><a href="https://links.example/tide">Tide tables</a></li>
  <li><a href="https://links.example/wind">Wind</a>, <a href="#yards">yards</a></li>
</ul>
"##;

#[test]
fn laws_hold_for_tables_of_all_kinds() {
    let listings = Document::parse(ALL_KINDS);
    let found = listings.listings().iter().map(|listing| (listing.is_html(), listing.entries().len()));
    assert_eq!(found.collect::<Vec<_>>(), [(true, 3), (true, 2), (true, 3), (true, 2)]);
    for source in [ALL_KINDS, &ALL_KINDS.replace('\n', "\r\n"), ALL_KINDS.trim_end()] {
        assert_eq!(broken_laws(source, &Config::default()), [""; 0]);
    }
}

/// Most of what the property is tried on are listings.
#[test]
fn generated_tables_are_listings() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let count = (0..100).filter(|_| {
        let source = list().new_tree(&mut runner).unwrap().current();
        Document::parse(&source).listings().iter().any(relist::document::Listing::is_html)
    });
    assert!(count.count() > 25);
}

const SET: &str = "order = ['Tree']";

const TREES: &str = "\
<table>
  <tr><th>Tree</th><th>Note</th></tr>
  <tr>
    <td>Fir</td><td>Stays green.</td>
  </tr>
  <!-- short -->
  <tr><td>Ash</td><td>Grows fast.</td></tr>
  <tr><td>Elm</td><td>Grows slowly.</td></tr>
</table>
";

/// No order is learned, but one that is set or asked for by a comment is kept, row by row with all lines.
#[test]
fn rows_are_sorted_where_that_is_asked_for() {
    let sorted = "\
<table>
  <tr><th>Tree</th><th>Note</th></tr>
  <!-- short -->
  <tr><td>Ash</td><td>Grows fast.</td></tr>
  <tr><td>Elm</td><td>Grows slowly.</td></tr>
  <tr>
    <td>Fir</td><td>Stays green.</td>
  </tr>
</table>
";
    for prefix in ["", "> "] {
        let [source, sorted] = [TREES, sorted]
            .map(|text| text.lines().flat_map(|line| [prefix, line, "\n"]).collect::<String>());
        assert_eq!(fmt(&source), source);
        assert_eq!(fmt_with(&source, SET), sorted);
        assert_eq!(broken_laws(&source, &Config::from_toml(SET).unwrap()), [""; 0]);
    }
    let comment = "<!-- relist: order=Tree -->\n\n";
    assert_eq!(fmt(&format!("{comment}{TREES}")), format!("{comment}{sorted}"));
    // Rows that share a line cannot change places.
    let one_line = TREES.replace('\n', "");
    assert_eq!(fmt_with(&one_line, SET), one_line);
}

#[test]
fn white_space_around_an_address_is_none_of_it() {
    let source = "<table>\n<tr><th>Tree</th><th>Use of it</th></tr>\n\
        <tr><td><a href=\" https://ash.example/ \"target=\"_blank\">Ash</a></td><td>Burns well in winter.</td></tr>\n\
        <tr><td><a href=\"https://elm.example\">Elm</a></td><td>Bends, and is wet.</td></tr>\n\
        <tr><td><a href=\"https://fir.example\">Fir</a></td><td>Smells of resin.</td></tr>\n</table>\n";
    let document = Document::parse(source);
    let urls: Vec<&str> = document.links().map(|(link, _)| &*link.url).collect();
    assert_eq!(urls, ["https://ash.example/", "https://elm.example", "https://fir.example"]);
}
