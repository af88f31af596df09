//! What a document tells of its tables in HTML.

use crate::document::{Document, ListingKind};

/// The texts of the cells of all listings in HTML, the header first.
fn texts(source: &str) -> Vec<Vec<Vec<String>>> {
    let document = Document::parse(source);
    let tables = document.listings().iter().filter(|listing| listing.kind == ListingKind::Html);
    let text = |cell| document.cell_text(cell).as_str().to_owned();
    tables
        .map(|listing| {
            let rows = listing.entries().iter().map(|entry| listing.cells(entry).iter().map(text).collect());
            let header = listing.header.cells.iter().map(text).collect();
            std::iter::once(header).chain(rows).collect()
        })
        .collect()
}

fn table(rows: &[&str]) -> String {
    let rows = rows.iter().map(|row| format!("<tr>{row}</tr>\n"));
    format!("<table>\n<tr><th>Tree</th><th>Leaves</th></tr>\n{}</table>\n", rows.collect::<String>())
}

fn strings<const N: usize>(rows: [[&str; 2]; N]) -> Vec<Vec<String>> {
    rows.map(|row| row.map(str::to_owned).to_vec()).to_vec()
}

#[test]
fn cells_say_what_a_browser_shows() {
    let source = table(&[
        "<td><a href='x'>Ash &amp; <b>Elm</b></a></td><td>\n   long,\n   narrow </td>",
        "<td>Fir<br>Pine</br>Yew</td><td><p>one</p><p>two</p><ul><li>three</li></ul></td>",
        "<td>Oak&nbsp;<!-- <i>no</i> --></td><td>a | b * c [d](e) https://f.example</td>",
    ]);
    let expected = strings([
        ["Tree", "Leaves"],
        ["Ash & Elm", "long, narrow"],
        ["Fir Pine Yew", "one two three"],
        ["Oak", "a | b * c [d](e) https://f.example"],
    ]);
    assert_eq!(texts(&source), [expected]);
}

#[test]
fn links_and_images_are_read_with_their_texts() {
    let source = table(&[
        "<td><A HREF=\"https://ash.example/?a=1&amp;b\">Ash</A></td><td><img alt='a &lt; b' src=i.png> c</td>",
        "<td><a href='https://elm.example'><img src='e.png' alt=Elm></a></td><td>https://no.example</td>",
    ]);
    let document = Document::parse(&source);
    let listing = &document.listings()[0];
    let links = |row: usize| -> Vec<(&str, &str)> {
        let cells = listing.cells(&listing.entries()[row]).iter();
        cells.flat_map(|cell| document.cell_links(cell)).map(|link| (&*link.text, &*link.url)).collect()
    };
    assert_eq!(links(0), [("Ash", "https://ash.example/?a=1&amp;b"), ("a < b", "i.png")]);
    assert_eq!(links(1), [("Elm", "https://elm.example"), ("Elm", "e.png")]);
    assert!(document.prose_links().is_empty());
}

#[test]
fn a_table_may_stand_anywhere_where_html_does() {
    let rows = table(&["<td>\nAsh\n</td><td>long</td>", "<td>Elm</td><td>short</td>"]);
    let expected = strings([["Tree", "Leaves"], ["Ash", "long"], ["Elm", "short"]]);
    let prefixed = |prefix: &str| rows.lines().flat_map(|line| [prefix, line, "\n"]).collect::<String>();
    for source in [
        format!("text\n\n{rows}"),
        format!("- item\n\n{}", prefixed("  ")),
        format!("1. item\n   {}", prefixed("   ").trim_start()),
        prefixed("> "),
        prefixed(">> "),
        format!("<details>\n<summary>x</summary>\n\n{rows}\n</details>\n"),
        format!("<div><!-- a <table> --> {rows}</div>\n"),
        rows.replace("<tr>", "\n<tr>"),
        rows.replace('\n', "\r\n"),
        rows.trim_end().to_owned(),
    ] {
        assert_eq!(texts(&source), std::slice::from_ref(&expected), "{source}");
    }
}

#[test]
fn what_is_no_list_stays_prose() {
    let picture = "<td><img src=a.png></td>";
    let two = ["<td>Ash</td><td>long</td>", "<td>Elm</td><td>short</td>"];
    for source in [
        // One row, pictures side by side, sponsors.
        table(&two[..1]),
        table(&[&picture.repeat(2), &picture.repeat(2)]),
        format!(
            "<table><tr>{}</tr><tr>{0}</tr><tr>{0}</tr></table>\n",
            "<td><a href=x><img src=y> Name</a></td>".repeat(4)
        ),
        // Links without a description, and descriptions without a link.
        "<table><tr><td><a href=x>A</a></td><td><a href=y>B</a></td></tr></table>\n".repeat(3),
        format!("<table>{}</table>\n", "<tr><td><a href=x>A</a></td><td><a href=y>B</a></td></tr>".repeat(3)),
        format!("<table>{}</table>\n", "<tr><td>A</td><td>one two three four</td></tr>".repeat(3)),
        // Markdown in cells, and HTML that does not show.
        table(&two).replace("<td>Ash", "<td>\n\nAsh\n"),
        format!("<!--\n{}-->\n", table(&two)),
        format!("<div><!--\n\n{}\n\n-->\n", table(&two)),
        format!("```html\n{}```\n", table(&two)),
        // Links beside it would be lost.
        format!("<a href=x>y</a> {}", table(&two)),
        format!("{} <a href=x>y</a>\n", table(&two).trim_end()),
        table(&two).replace("</table>", ""),
    ] {
        assert_eq!(texts(&source), Vec::<Vec<Vec<String>>>::new(), "{source}");
    }
}

#[test]
fn names_with_a_description_need_no_header() {
    let row = "<tr><td><img src=i></td><td><a href=x>Ash</a></td><td>Has long leaves.</td></tr>\n";
    let source = format!("<table>\n{}</table>\n", row.repeat(3));
    let document = Document::parse(&source);
    let [listing] = document.listings() else { panic!("{source}") };
    assert_eq!((listing.entries().len(), listing.column_count()), (3, 3));
    assert!(listing.header.cells.iter().all(super::Cell::is_blank));
}

#[test]
fn a_list_around_a_table_stays_what_it_is() {
    let rows = table(&["<td>Ash</td><td>long</td>", "<td>Elm</td><td>short</td>"]);
    let indented = rows.lines().flat_map(|line| ["  ", line, "\n"]).collect::<String>();
    let source =
        format!("- [One](https://a.example) - First.\n\n{indented}- [Two](https://b.example) - Second.\n");
    let kinds: Vec<_> = Document::parse(&source).listings().iter().map(|listing| listing.kind).collect();
    assert_eq!(kinds, [ListingKind::Bullets]);
}

#[test]
fn comments_in_cells_are_those_of_their_cells() {
    let source =
        table(&["<td>Ash<!-- in --></td><td>long</td>", "<!-- beside --><td>Elm</td><td>short</td>"]);
    let document = Document::parse(&source);
    let comments: Vec<&str> = document.comments().iter().map(|comment| comment.text.of(&source)).collect();
    assert_eq!(comments, ["beside"]);
    let listing = &document.listings()[0];
    let cell = listing.cell(&listing.entries()[0], 0).unwrap();
    assert_eq!(document.cell_comments(cell)[0].text.of(&source), "in");
}
