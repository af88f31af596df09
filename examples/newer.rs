//! Prints the entries of a list that are newer than a date, the newest first.
//!
//! ```console
//! $ cargo run --example newer -- 2023-07 fixtures/lists/one-hurried-row.md
//! ```
//!
//! Dates are compared as dates, however the list spells them.

use std::error::Error;
use std::{env, fs};

use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::records::{Dataset, Record, Value, extract};
use relist::value::Date;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [since, path] = arguments.as_slice() else {
        return Err("usage: newer DATE FILE".into());
    };
    let source = fs::read_to_string(path)?;
    for (date, name) in newer(&source, since.parse()?) {
        println!("{date}  {name}");
    }
    Ok(())
}

/// Date and name of each entry that is newer than `than`.
fn newer(source: &str, than: Date) -> Vec<(Date, String)> {
    let document = Document::parse(source);
    let dataset = extract(&document, &Conventions::learn(&document, &Config::default()));
    let mut found: Vec<(Date, String)> =
        dated(&dataset).filter(|(date, _)| *date > than).map(|(date, entry)| (date, name(entry))).collect();
    found.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    found
}

/// The entries that have a date.
fn dated<'a>(dataset: &'a Dataset<'_>) -> impl Iterator<Item = (Date, &'a Record<'a>)> {
    let entries = dataset.listings.iter().flat_map(|listing| &listing.entries);
    entries.filter_map(|entry| {
        let date = entry.cells.values().find_map(|cell| match &cell.value {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        })?;
        Some((date, entry))
    })
}

/// The text of its first cell.
fn name(entry: &Record<'_>) -> String {
    let first = entry.cells.values().next();
    first.and_then(|cell| cell.text.as_deref()).unwrap_or_default().to_owned()
}

#[test]
fn entries_of_tables_and_bullets_are_told_however_their_dates_are_spelled() -> Result<(), Box<dyn Error>> {
    let source = "\
| Model   | Released |
| ------- | -------- |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
| XGen    | 06/23    |

- [Falcon](https://example.com/falcon) - 2023/09, a model of TII.
- [Pythia](https://example.com/pythia) - 2023/04, a suite of models.
";
    let found = newer(source, "2023-07".parse()?);
    let found: Vec<String> = found.into_iter().map(|(date, name)| format!("{date} {name}")).collect();
    assert_eq!(found, ["2023-09 Falcon", "2023-08 Qwen"]);
    Ok(())
}
