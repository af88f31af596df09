//! Adds new records to a list, in its own style and where its order has them, and prints the list.
//!
//! ```console
//! $ cat new.json
//! {"relist": 1, "listings": [{"id": "open-models", "entries": [
//!   {"cells": {"model": "Yi", "size": {"value": [{"count": 34000000000}]}, "released": {"value": "2023-07"}}}
//! ]}]}
//! $ cargo run --example add_records -- fixtures/lists/one-hurried-row.md new.json
//! ```
//!
//! A cell is its markdown, or a value that is spelled as its column spells such values. An entry whose first cell the
//! listing has already is left out.

use std::error::Error;
use std::{env, fs};

use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::format::Task;
use relist::records::{Dataset, ListingRecords, Record, extract, render};
use relist::rules::Applicability;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [list, new] = arguments.as_slice() else {
        return Err("usage: add_records FILE NEW.json".into());
    };
    let new = Dataset::from_json(&fs::read_to_string(new)?)?;
    print!("{}", added(&fs::read_to_string(list)?, new)?);
    Ok(())
}

/// `source` with the entries of `new` that it has not.
fn added(source: &str, new: Dataset<'_>) -> Result<String, Box<dyn Error>> {
    let config = Config::default();
    let document = Document::parse(source);
    let mut dataset = extract(&document, &Conventions::learn(&document, &config));
    for listing in new.listings {
        let known = dataset.listings.iter_mut().find(|known| known.id == listing.id);
        let known = known.ok_or_else(|| format!("no listing is called `{}`", listing.id))?;
        for entry in listing.entries {
            if !has(known, &entry) {
                known.entries.push(entry);
            }
        }
    }
    let rendered = render(source, &config, &dataset)?;
    // They stand at the end of their listings. What is old is left alone, and tells where they belong.
    let formatted = Task::new(&rendered, &config).since(Some(source)).format(Applicability::Safe)?;
    Ok(formatted.output.unwrap_or(rendered))
}

/// Whether the first cell of an entry of `listing` reads as that of `entry`.
fn has(listing: &ListingRecords<'_>, entry: &Record<'_>) -> bool {
    let Some((key, new)) = entry.cells.iter().next() else { return true };
    let mut known = listing.entries.iter().filter_map(|known| known.cells.get(key));
    known.any(|known| known.markdown == new.markdown)
}

#[test]
fn records_are_spelled_and_placed_as_the_list_has_them() -> Result<(), Box<dyn Error>> {
    let source = "\
# Models

| Model   | Size | Released |
| ------- | ---- | -------- |
| Mistral | 7B   | 09/23    |
| Qwen    | 7B   | 08/23    |
| Llama 2 | 70B  | 07/23    |
| MPT     | 30B  | 05/23    |
| Pythia  | 12B  | 04/23    |
| Alpaca  | 7B   | 03/23    |
| LLaMA   | 65B  | 02/23    |
| BLOOM   | 176B | 07/22    |
";
    let new = r#"{"relist": 1, "listings": [{"id": "models", "entries": [
        {"cells": {"model": "Falcon", "size": {"value": [{"count": 40000000000}]}, "released": {"value": "2023-06"}}},
        {"cells": {"model": "Qwen", "size": "7B", "released": "08/23"}}
    ]}]}"#;
    let falcon = "| Falcon  | 40B  | 06/23    |\n| MPT ";
    assert_eq!(added(source, Dataset::from_json(new)?)?, source.replace("| MPT ", falcon));
    Ok(())
}
