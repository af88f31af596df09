//! Records alone are enough, and views of them.

use super::{MODELS, read};
use crate::document::Document;
use crate::records::{CsvCells, csv, jsonl, links, render_fresh};

pub(super) fn assert_complete(source: &str) -> String {
    let dataset = read(source);
    let fresh = render_fresh(&dataset).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read(&fresh), dataset, "{fresh}");
    fresh
}

#[test]
fn sections_and_ids_come_back() {
    let fresh = assert_complete(
        "|a|\n|-|\n|1|\n\n# A\n\n### `B` & *C*\n|a|\n|:-|\n\n|a|\n|-:|\n\n# A\n\n|a|\n|:-:|\n|1|2|\n\n#\n\n|b|\n|-|\n",
    );
    let expected = "| a |\n| --- |\n| 1 |\n\n# A\n\n## B & C\n\n| a |\n| :--- |\n\n| a |\n| ---: |\n\n\
        # A\n\n| a |\n| :---: |\n| 1 | 2 |\n\n#\n\n| b |\n| --- |\n";
    assert_eq!(fresh, expected);
}

#[test]
fn ids_do_not_depend_on_what_is_no_table() {
    let source = "# A\n\n| a | b |\n| - - | --- |\n| 1 | 2 |\n\n| c |\n|---|\n| 3 |\n";
    assert_complete(source);
    let dataset = read(source);
    assert_eq!(dataset.listings.len(), 1);
    assert_eq!(dataset.listings[0].id, "a");
}

#[test]
fn headers_rows_and_excess_come_back() {
    assert_complete(MODELS);
    assert_complete(
        "| **Model** | &nbsp; | | Model | a_b | \\*c |\n|-|-|-|-|-|-|\n| 1 |\n| | |\n|1|2|3|4|5|6|7||\n",
    );
    assert_complete("| # | x |\n|--|--|\n| back\\ | `a \\| b` |\nswallowed\n");
}

#[test]
fn reference_links_keep_their_destinations() {
    let fresh = assert_complete(
        "| a |\n|-|\n| [x][1], [y], ![z][img] |\n| [![alt][img]][1] |\n\n[1]: https://a.b/?x=1&y\n[y]: <c d>\n[img]: i.png\n",
    );
    assert!(fresh.contains("\n[y]: <c d>\n"), "{fresh}");
    assert_complete("| a |\n|-|\n| x[^1] |\n| y[^n] [^1] |\n| [^z] |\n\n[^1]: One.\n[^n]: Two.\n");
}

#[test]
fn csv_is_one_flat_line_an_entry() {
    let models =
        read("# M\n\n## N\n\n| Model | Size | Line |\n|---|---|---|\n| **Yi**, \"b\" | 1B-6B, 34B | ? |\n");
    let tools =
        read("| Tool | Date |\n|---|---|\n| [a](b), [z](c;d) | 11/23 |\n| c | - |\n| [d](e;f) | 10/23 |\n");
    let mut output = Vec::new();
    csv(&[("x.md", &models), ("y.md", &tools)], CsvCells::Values, &mut output).expect("memory");
    let expected = "path,listing,section,line,model,size,line_2,tool,tool_url,date\n\
        x.md,n,M / N,7,\"Yi, \"\"b\"\"\",1000000000-6000000000;34000000000,?,,,\n\
        y.md,listing,,3,,,,\"a, z\",b;c%3Bd,2023-11\ny.md,listing,,4,,,,c,,\ny.md,listing,,5,,,,d,e;f,2023-10\n";
    assert_eq!(String::from_utf8(output).expect("text"), expected);
}

#[test]
fn csv_may_hold_the_markdown_of_cells() {
    let bullets = read("# T\n\n- [a](b) - One *word*. `Go`\n- [c](d;e) - Two. `Rust` `MIT`\n");
    let mut output = Vec::new();
    csv(&[("x.md", &bullets)], CsvCells::Markdown, &mut output).expect("memory");
    let expected = "path,listing,section,line,name,description,tags\n\
        x.md,t,T,3,[a](b),One *word*.,`Go`\nx.md,t,T,4,[c](d;e),Two.,`Rust` `MIT`\n";
    assert_eq!(String::from_utf8(output).expect("text"), expected);
    let mut output = Vec::new();
    jsonl(&[("x.md", &bullets)], &mut output).expect("memory");
    let text = String::from_utf8(output).expect("text");
    assert!(text.contains(r#""tags":["Go"]"#) && text.contains(r#""tags":["Rust","MIT"]"#), "{text}");
}

#[test]
fn columns_that_have_nothing_in_common_stand_together_in_csv() {
    let tables = (0..1_500).map(|number| format!("| Name | A{number} |\n|---|---|\n| b | [c](d) |\n\n"));
    let source: String = tables.collect();
    let wide = read(&source);
    let mut output = Vec::new();
    csv(&[("x.md", &wide)], CsvCells::Values, &mut output).expect("memory");
    let text = String::from_utf8(output).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("path,listing,section,line,name,a0,a0_url,a1,a1_url,"), "{}", lines[0]);
    assert!(lines[0].ends_with(",a998,a998_url,others"), "{}", lines[0]);
    assert!(lines[1].starts_with("x.md,listing,,3,b,c,d,,,"), "{}", lines[1]);
    assert!(lines[1500].ends_with(r#",,,"{""a1499"":""c"",""a1499_url"":""d""}""#), "{}", lines[1500]);
}

#[test]
fn jsonl_and_links_are_read_from_the_cells() {
    let source = "# T\n\n| Tool | Stars |\n|---|---|\n| [jq](https://a.b/x&amp;y) ![i](j.png) [k](https://a.b/x&amp;y) | 24,500 |\n| b | ? |\n| c | 3.5 |\n| d | 9 |\n";
    let dataset = read(source);
    let mut output = Vec::new();
    jsonl(&[("x.md", &dataset)], &mut output).expect("memory");
    let text = String::from_utf8(output).expect("text");
    let expected = r#"{"path":"x.md","listing":"t","section":["T"],"line":5,"cells":{"tool":"jq i k","stars":24500},"links":[{"column":"tool","text":"jq","url":"https://a.b/x&y"},{"column":"tool","text":"k","url":"https://a.b/x&y"}]}"#;
    assert_eq!(text.lines().next(), Some(expected));
    assert!(text.contains(r#""cells":{"tool":"b","stars":null},"links":[]}"#), "{text}");
    assert_eq!(links(&Document::parse(source), &dataset), ["https://a.b/x&y"]);
}
