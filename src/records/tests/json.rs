//! The JSON of records.

use super::{MODELS, read};
use crate::records::{Dataset, Record};

fn message(json: &str) -> String {
    Dataset::from_json(json).expect_err("no dataset").to_string()
}

#[test]
fn the_shape_is_the_documented_one() {
    let source =
        "# A\n\n| **Model** | Date |\n|---|---:|\n| [x](y) | 07/23 | e |\n| z | ? |\n| w | 08/23 |\n";
    let json = read(source).to_json();
    let expected = r#"{
  "relist": 6,
  "source": "SOURCE",
  "listings": [
    {
      "id": "a",
      "section": [
        "A"
      ],
      "kind": "table",
      "columns": [
        {
          "key": "model",
          "name": "Model",
          "kind": "name",
          "markdown": "**Model**"
        },
        {
          "key": "date",
          "name": "Date",
          "kind": "date",
          "format": "MM/YY",
          "align": "right"
        }
      ],
      "order": [],
      "entries": [
        {
          "line": 5,
          "cells": {
            "model": {
              "markdown": "[x](y)",
              "text": "x",
              "links": [
                {
                  "text": "x",
                  "url": "y"
                }
              ]
            },
            "date": {
              "markdown": "07/23",
              "text": "07/23",
              "value": "2023-07"
            }
          },
          "excess": [
            "e"
          ]
        },
        {
          "line": 6,
          "cells": {
            "model": {
              "markdown": "z",
              "text": "z"
            },
            "date": {
              "markdown": "?",
              "text": "?",
              "value": null
            }
          },
          "excess": []
        },
"#;
    let expected = expected.replace("SOURCE", read(source).source.as_deref().unwrap());
    assert_eq!(json.get(..expected.len()), Some(&*expected));
    assert!(json.ends_with("  ]\n}\n"));
}

#[test]
fn json_reads_back_and_the_line_does_not_count() {
    let dataset = read(MODELS);
    assert_eq!(Dataset::from_json(&dataset.to_json()).as_ref(), Ok(&dataset));
    let mut moved = dataset.clone();
    moved.listings[0].entries[0].line = Some(99);
    assert_eq!(moved, dataset);
    let cell: Record =
        serde_json::from_str(r#"{"cells":{"a":" x ","b":{"markdown":" y\t"}}}"#).expect("a record");
    assert_eq!(cell.cells["a"].markdown.as_deref(), Some("x"));
    assert_eq!(cell.cells["b"].markdown.as_deref(), Some("y"));
}

#[test]
fn what_is_no_dataset_is_refused_with_its_place() {
    assert_eq!(
        message("{\"relist\": 7}"),
        "1:13: records of version 7, and this relist reads versions 1 to 6"
    );
    assert_eq!(message("{\"listings\": []}"), "1:16: missing field `relist`");
    assert_eq!(message("{\n\"relist\": 1,"), "2:12: EOF while parsing a value");
    let cell = |cell: &str| {
        message(&format!(
            r#"{{"relist":1,"listings":[{{"id":"a","entries":[{{"cells":{{"b":{cell}}}}}]}}]}}"#
        ))
    };
    assert_eq!(cell(r#"{"markdwon":"x"}"#), "1:70: unknown field `markdwon`; did you mean `markdown`?");
    assert_eq!(
        cell(r#"{"value":"07/23"}"#),
        "1:75: `07/23` is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"
    );
    assert_eq!(
        cell(r#"{"value":[]}"#),
        "1:70: an empty list of quantities: write null for what is not known"
    );
    assert!(cell("5").contains("expected a cell: an object, or its markdown as a string"), "{}", cell("5"));
}
