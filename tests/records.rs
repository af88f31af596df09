//! What is read from lists, and what edits of it change.

use relist::config::Config;
use relist::records::{CsvCells, Dataset, ListingRecords, RecordKind, Value, csv, render};

use crate::support::{assert_snapshot, changed_lines, first_text, fixture, fixtures, records};

fn listing<'a>(dataset: &'a Dataset<'a>, id: &str) -> &'a ListingRecords<'a> {
    dataset.listings.iter().find(|listing| listing.id == id).unwrap_or_else(|| panic!("no listing `{id}`"))
}

/// The value of the cell `column` of the entry whose name starts with `name`, as JSON.
#[track_caller]
fn value(listing: &ListingRecords, name: &str, column: &str) -> String {
    let named = |cell: &str| cell.starts_with(name);
    let entry = listing.entries.iter().find(|entry| first_text(entry).is_some_and(named));
    let entry = entry.unwrap_or_else(|| panic!("no entry `{name}`"));
    entry.cells[column].value.as_ref().map_or_else(|| "none".to_owned(), Value::to_string)
}

/// `source` with the text `old` of its JSON, which stands there once, replaced by `new`.
#[track_caller]
fn edited(source: &str, old: &str, new: &str) -> Result<String, String> {
    let json = records(source).to_json();
    assert_eq!(json.matches(old).count(), 1, "{old}");
    let dataset = Dataset::from_json(&json.replace(old, new)).map_err(|error| error.to_string())?;
    render(source, &Config::default(), &dataset).map_err(|error| error.to_string())
}

/// The JSON of odd tables, whole: missing and excess cells, escaped pipes, odd headers, a quote.
#[test]
fn json_of_odd_tables() {
    let sources = [
        (
            "missing-and-excess",
            "# A\n\n| Name | Date |\n|---|---|\n| Yi |\n| Qwen | 08/23 | late | <!--30--> |\n||\n",
        ),
        ("pipes", "| Name | Note |\n|:--|-:|\n| `a \\| b` | x \\| y |\n| [l\\|m](https://a.b/\\|) | `c` |\n"),
        ("headers", "| Name | &nbsp; | Name | |\n|---|---|---|---|\n| a | b | c | d |\n"),
        ("quote", "> ## Part\n>\n> Name|Stars\n> -|-\n> jq|24,500\n> fzf|?\n"),
        ("images", "| Name | Logo |\n|---|---|\n| [![Rust](r.svg)](https://rust-lang.org) | ![](x.png) |\n"),
    ];
    for (name, source) in sources {
        assert_snapshot("records", name, &records(source).to_json());
    }
}

/// What is written to a writer is what is written as a text.
#[test]
fn records_are_written_alike_to_a_writer_and_as_text() {
    for file in fixtures() {
        let dataset = records(&file.text);
        let mut json = Vec::new();
        dataset.write_json(&mut json).unwrap();
        assert_eq!(String::from_utf8(json).unwrap(), dataset.to_json(), "{}", file.name);
    }
}

/// Sizes, contexts and amounts of tokens in every spelling, one line an entry with normalized values.
#[test]
fn values_of_odd_spellings() {
    let names =
        ["sizes-mixed-case", "mixed-dates", "invalid-dates", "ambiguous-dates", "right-aligned-numbers"];
    let read = names.map(|name| (name, records(&fixture(&format!("edge/{name}.md")))));
    for (name, dataset) in &read {
        let mut output = Vec::new();
        csv(&[("list.md", dataset)], CsvCells::Values, &mut output).unwrap();
        assert_snapshot("records", &format!("csv-{name}"), str::from_utf8(&output).unwrap());
    }
}

/// The legend says YY/MM, and the column is read by what stands in it: month first.
#[test]
fn dates_are_read_by_the_column_and_not_by_the_legend() {
    let source = fixture("lists/models-by-date.md");
    assert!(source.contains("Date: YY/MM"));
    let dataset = records(&source);
    let listing = listing(&dataset, "pretrained-model");
    assert_eq!(listing.section, ["Language Models by Date", "Pretrained Model"]);
    assert_eq!(listing.order, ["-date"]);
    assert_eq!(value(listing, "Llama 2", "date"), "\"2023-07\"");
    let sizes = r#"[{"count":7000000000},{"count":13000000000},{"count":70000000000}]"#;
    assert_eq!(value(listing, "Llama 2", "available_size"), sizes);
    assert_eq!(value(listing, "天鹰", "available_size"), r#"[{"count":7000000000},{"count":33000000000}]"#);
    assert_eq!(value(listing, "StarCoder", "available_size"), r#"[{"count":15500000000}]"#);
    let llama = listing.entries.iter().find(|entry| first_text(entry) == Some("Llama 2 Commercial"));
    let links = llama.unwrap().cells["available_size"].links.as_ref().unwrap();
    let links: Vec<_> = links.iter().map(|link| (&*link.text, &*link.url)).collect();
    let weights = |size| format!("https://huggingface.co/meta-llama/Llama-2-{size}");
    let expected = [("7B", &*weights("7b")), ("13B", &*weights("13b")), ("70B", &*weights("70b"))];
    assert_eq!(links, expected);
}

/// Ranges and lists of bare numbers count what their header says; no order is made up.
#[test]
fn numbers_count_what_their_header_says() {
    let dataset = records(&fixture("lists/open-models.md"));
    let tables = dataset.listings.iter().filter(|listing| listing.kind == RecordKind::Table);
    let ids: Vec<&str> = tables.map(|listing| listing.id.as_str()).collect();
    let expected = [
        "what-the-licenses-ask-2",
        "open-models-for-code",
        "open-datasets-for-pre-training",
        "open-datasets-for-instruction-tuning",
        "open-datasets-for-alignment-tuning",
    ];
    assert_eq!(ids, expected);
    let models = dataset.listings.iter().find(|listing| listing.kind == RecordKind::Table).unwrap();
    assert_eq!(models.order, [""; 0]);
    assert_eq!(value(models, "T5", "params_b"), r#"[{"min":60000000,"max":11000000000}]"#);
    let list = r#"[{"count":3000000000},{"count":7000000000},{"count":12000000000}]"#;
    assert_eq!(value(models, "Dolly", "params_b"), list);
    assert_eq!(value(models, "T5", "release_date"), "\"2019-10\"");
    let tuning = listing(&dataset, "open-datasets-for-instruction-tuning");
    assert_eq!(value(tuning, "OIG", "samples_k"), r#"[{"count":44000000}]"#);
}

/// Every listing has an id of its own, whatever the headings are called.
#[test]
fn ids_are_distinct() {
    let mut lines = String::new();
    for name in ["lists/projects-by-topic.md", "edge/duplicate-headings.md", "edge/two-tables-one-heading.md"]
    {
        let dataset = records(&fixture(name));
        let mut ids: Vec<&str> = dataset.listings.iter().map(|listing| listing.id.as_str()).collect();
        lines.extend([name, ": ", &ids.join(", "), "\n"]);
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}");
    }
    assert_snapshot("records", "ids", &lines);
}

/// A value changed in the JSON changes one line of the list: the cell is spelled as its column spells.
#[test]
fn an_edit_of_the_json_changes_one_line() {
    let source = fixture("lists/models-by-date.md");
    let output = edited(&source, "\"value\": \"2023-10\"", "\"value\": \"2023-12\"").unwrap();
    let line = source.lines().find(|line| line.contains("| Skywork")).unwrap();
    assert_eq!(output, source.replace(line, &line.replace("| 10/23 |", "| 12/23 |")));

    let source = fixture("lists/open-models.md");
    let output = edited(&source, "\"value\": \"2019-10\"", "\"value\": \"2020-01\"").unwrap();
    let (new, gone) = changed_lines(&source, &output);
    assert_eq!((new.len(), gone.len()), (1, 1));
    assert_eq!(new[0], gone[0].replacen("2019/10", "2020/01", 1));
}

/// Edits that contradict themselves, or that markdown cannot hold, are refused, and each message names the cell.
#[test]
fn faulty_edits_are_refused_with_the_cell() {
    let source = "# Models\n\n| Model | Size | Date |\n|---|---|---|\n\
        | Yi | [6B](https://a.b) | 11/23 |\n| Qwen | 7B | 08/23 |\n| XGen | ? | 06/23 |\n";
    let edits = [
        (
            "\"markdown\": \"08/23\",\n              \"text\": \"08/23\",\n              \"value\": \"2023-08\"",
            "\"markdown\": \"09/23\", \"value\": \"2023-10\"",
        ),
        ("\"text\": \"Qwen\"", "\"text\": \"Qwen 2\""),
        ("\"url\": \"https://a.b\"", "\"url\": \"https://c.d\""),
        ("\"markdown\": \"Qwen\"", "\"markdown\": \"a | b\""),
        ("\"markdown\": \"Qwen\"", "\"markdown\": \"a\\nb\""),
        ("\"value\": \"2023-08\"", "\"value\": \"2023-08-17\""),
        ("\"value\": \"2023-08\"", "\"value\": \"2023-13\""),
        ("\"value\": \"2023-08\"", "\"value\": [{\"count\": 5}]"),
        ("\"count\": 6000000000", "\"count\": -6"),
        ("\"id\": \"models\"", "\"id\": \"model\""),
        ("\"relist\": 6", "\"relist\": 7"),
    ];
    let mut messages = String::new();
    for (old, new) in edits {
        let message = edited(source, old, new).expect_err(new);
        messages.extend([new, "\n    ", &message, "\n"]);
    }
    assert_snapshot("records", "refusals", &messages);
}
