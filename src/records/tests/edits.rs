//! Edits that are made: what they change, byte for byte, and what they leave.

use super::{CellRecord, MODELS, cell, changes, edited, read, record, value, write};

#[test]
fn unchanged_records_give_the_template_back() {
    for source in [
        MODELS,
        &MODELS.replace('\n', "\r\n"),
        "\u{feff}| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 1",
        "> a | b\n> -|-\n> 1 |  \n",
        "no table",
        "",
    ] {
        assert_eq!(write(source, &read(source)).as_deref(), Ok(source));
    }
}

#[test]
fn a_changed_source_changes_its_cell_and_nothing_else() {
    let output = edited(MODELS, |d| cell(d, 0, 1, "note").markdown = Some("*new*".into()));
    let line = "| Yi       | 6B, 34B                               | 11/23 | *new* |\n";
    assert_eq!(changes(MODELS, &output), (vec![line], 1));
    let output = edited(MODELS, |d| cell(d, 1, 1, "name").markdown = Some("fzy".into()));
    assert_eq!(changes(MODELS, &output), (vec!["fzy|51,000\n"], 1));
}

#[test]
fn a_date_is_spelled_like_its_column() {
    let output = edited(MODELS, |d| cell(d, 0, 1, "date").value = value("\"2024-02\""));
    let line = "| Yi       | 6B, 34B                               | 02/24 |      |\n";
    assert_eq!(changes(MODELS, &output), (vec![line], 1));
    let linked = MODELS.replace("| 08/23 |", "| [08/23](https://d.e) |");
    let output = edited(&linked, |d| cell(d, 0, 2, "date").value = value("\"2024-02\""));
    assert!(output.contains("| [02/24](https://d.e) |"), "{output}");
    let output = edited(MODELS, |d| cell(d, 0, 3, "date").value = value("\"2024-02\""));
    assert!(output.contains("| Mystery  | ?                                     | 02/24 | z    |\n"));
}

#[test]
fn a_size_is_replaced_inside_its_link() {
    let output = edited(MODELS, |d| {
        cell(d, 0, 0, "size").value = value(r#"[{"count":8000000000},{"count":13000000000}]"#);
    });
    let line = "| Llama 2  | [8B](https://a.b/7), [13B](https://a.b/13) | 07/23 | x    |\n";
    assert_eq!(changes(MODELS, &output), (vec![line], 1));
}

#[test]
fn plain_sizes_may_change_their_number() {
    let output = edited(MODELS, |d| {
        cell(d, 0, 1, "size").value = value(r#"[{"count":6000000000},{"min":1500000000,"max":34000000000}]"#);
        cell(d, 0, 2, "size").value = value(r#"[{"count":500000000},{"count":7000000000}]"#);
    });
    assert!(output.contains("| Yi       | 6B, 1.5B - 34B                        |"), "{output}");
    assert!(output.contains("| Qwen     | 500M, 7B                              |"), "{output}");
}

#[test]
fn what_is_not_known_is_written_as_elsewhere_in_the_column() {
    let output = edited(MODELS, |d| {
        cell(d, 0, 2, "size").value = value("null");
        cell(d, 0, 2, "date").value = value("null");
    });
    let line = "| Qwen     | ?                                     | ?     | y    |\n";
    assert_eq!(changes(MODELS, &output), (vec![line], 1));
}

#[test]
fn a_number_keeps_the_style_of_its_cell() {
    let output = edited(MODELS, |d| cell(d, 1, 0, "stars").value = value("1234567"));
    assert_eq!(changes(MODELS, &output), (vec!["jq|1,234,567\n"], 1));
    let short = "| Tool | Stars |\n|---|---|\n| a | 1.5k |\n| b | 20k |\n| c | 7k+ |\n";
    let output = edited(short, |d| {
        cell(d, 0, 0, "stars").value = value("1600");
        cell(d, 0, 1, "stars").value = value("20123");
        cell(d, 0, 2, "stars").value = value("8000");
    });
    assert_eq!(output, "| Tool | Stars |\n|---|---|\n| a | 1.6k |\n| b | 20123 |\n| c | 8k+ |\n");
}

#[test]
fn an_added_entry_is_laid_out_like_its_neighbours() {
    let output = edited(MODELS, |d| {
        let new = record(&[
            ("model", CellRecord::from_markdown("Phi")),
            ("size", CellRecord::from_value(value(r#"[{"count":2700000000}]"#).unwrap())),
            ("date", CellRecord::from_value(value("\"2023-12\"").unwrap())),
            ("note", CellRecord::from_markdown("")),
        ]);
        d.listings[0].entries.insert(1, new);
        d.listings[1].entries.push(record(&[
            ("name", CellRecord::from_markdown("rg")),
            ("stars", CellRecord::from_value(value("48000").unwrap())),
        ]));
    });
    let lines = vec!["| Phi      | 2.7B                                  | 12/23 |      |\n", "rg|48000\n"];
    assert_eq!(changes(MODELS, &output), (lines, 0));
    assert!(output.contains("| x    |\n| Phi "), "{output}");
}

#[test]
fn entries_move_and_vanish_as_whole_lines() {
    let output = edited(MODELS, |d| {
        d.listings[0].entries.reverse();
        d.listings[1].entries.clear();
    });
    assert_eq!(changes(MODELS, &output), (vec![], 3));
    assert!(output.contains("|------|\n| Mystery "), "{output}");
    assert!(output.ends_with("Name|Stars\n-|-:\n\nText.\n"), "{output}");
}

#[test]
fn a_copied_entry_with_its_stale_text_is_an_edit() {
    let output = edited(MODELS, |d| {
        let mut copy = d.listings[0].entries[2].clone();
        copy.cells["model"].markdown = Some("Qwen 2".into());
        copy.cells["date"].value = value("\"2024-06\"");
        d.listings[0].entries.push(copy);
    });
    let line = "| Qwen 2   | 7B                                    | 06/24 | y    |\n";
    assert_eq!(changes(MODELS, &output), (vec![line], 0));
}

#[test]
fn an_edited_entry_is_found_again_after_it_moved() {
    let output = edited(MODELS, |d| {
        let mut entry = d.listings[0].entries.remove(0);
        entry.line = None;
        entry.cells["note"].markdown = Some("X".into());
        d.listings[0].entries.push(entry);
    });
    let line = "| Llama 2  | [7B](https://a.b/7), [13B](https://a.b/13) | 07/23 | X    |\n";
    assert_eq!(changes(MODELS, &output), (vec![line], 1));
}

#[test]
fn the_end_of_the_file_stays_as_it_is() {
    let open = "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n| 3 | 4 |";
    let output = edited(open, |d| d.listings[0].entries.reverse());
    assert_eq!(output, "| a | b |\r\n|---|---|\r\n| 3 | 4 |\r\n| 1 | 2 |");
    let output = edited("| a | b |\n|---|---|", |d| {
        d.listings[0].entries.push(record(&[("a", CellRecord::from_markdown("1"))]));
    });
    assert_eq!(output, "| a | b |\n|---|---|\n| 1 |");
}

#[test]
fn rows_in_containers_keep_their_prefix() {
    let quoted = "> | a | b |\n> |---|---|\n>  | 1 | 2 |\n";
    let output = edited(quoted, |d| {
        d.listings[0]
            .entries
            .push(record(&[("a", CellRecord::from_markdown("3")), ("b", CellRecord::from_markdown("4"))]));
        cell(d, 0, 0, "b").markdown = Some("5".into());
    });
    assert_eq!(output, "> | a | b |\n> |---|---|\n>  | 1 | 5 |\n>  | 3 | 4 |\n");
}

#[test]
fn missing_and_excess_cells_can_be_given_and_taken() {
    let short = "| a | b | c |\n|---|---|---|\n| 1 |\n| 2 | 3 | 4 | 5 |\nx | y | z\n";
    let output = edited(short, |d| {
        let entries = &mut d.listings[0].entries;
        entries[0].cells.insert("c".to_owned(), CellRecord::from_markdown("9"));
        entries[1].excess.clear();
        entries[2].cells.pop();
    });
    assert_eq!(output, "| a | b | c |\n|---|---|---|\n| 1 | | 9 |\n| 2 | 3 | 4 |\nx | y |\n");
    let output = edited(short, |d| d.listings[0].entries[2].excess.push("<!-- 1 -->".into()));
    assert!(output.ends_with("x | y | z| <!-- 1 -->\n"), "{output}");
}

#[test]
fn text_that_would_be_read_as_something_else_is_fenced() {
    let bare = "a|b\n-|-\nx|y\np|q\n";
    let output = edited(bare, |d| {
        cell(d, 0, 0, "a").markdown = Some("- x".into());
        cell(d, 0, 0, "b").markdown = Some("".into());
        cell(d, 0, 1, "a").markdown = Some(r"back\".into());
    });
    assert_eq!(output, "a|b\n-|-\n| - x||\nback\\ |q\n");
}
