mod edits;
mod fresh;
mod html;
mod json;
mod refusals;

use super::{CellRecord, Dataset, Record, RenderError, Value, extract, render};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;

/// A padded table with links, two listings, text around them.
const MODELS: &str = "\
# List

Intro.

## Models

| Model    | Size                                  | Date  | Note |
|----------|---------------------------------------|-------|------|
| Llama 2  | [7B](https://a.b/7), [13B](https://a.b/13) | 07/23 | x    |
| Yi       | 6B, 34B                               | 11/23 |      |
| Qwen     | 7B                                    | 08/23 | y    |
| Mystery  | ?                                     | ?     | z    |

## Tools

Name|Stars
-|-:
jq|24,500
fzf|51,000
bat|40,100

Text.
";

fn read(source: &str) -> Dataset<'_> {
    let document = Document::parse(source);
    extract(&document, &Conventions::learn(&document, &Config::default()))
}

fn write(source: &str, dataset: &Dataset<'_>) -> Result<String, RenderError> {
    render(source, &Config::default(), dataset)
}

/// `source` with its records changed by `edit`.
fn edited(source: &str, edit: impl FnOnce(&mut Dataset<'_>)) -> String {
    let mut dataset = read(source);
    edit(&mut dataset);
    match write(source, &dataset) {
        Ok(output) => output,
        Err(error) => panic!("{error}"),
    }
}

/// The lines of `output` that `source` does not have, and how many of `source` are gone.
fn changes<'a>(source: &str, output: &'a str) -> (Vec<&'a str>, usize) {
    let missing = |text: &'a str, other: &str| -> Vec<&'a str> {
        let known: Vec<&str> = other.split_inclusive('\n').collect();
        text.split_inclusive('\n').filter(|line| !known.contains(line)).collect()
    };
    let gone: Vec<&str> = output.split_inclusive('\n').collect();
    let gone = source.split_inclusive('\n').filter(|line| !gone.contains(line)).count();
    (missing(output, source), gone)
}

/// The cell of a listing's entry.
fn cell<'r, 'a>(
    dataset: &'r mut Dataset<'a>,
    listing: usize,
    entry: usize,
    key: &str,
) -> &'r mut CellRecord<'a> {
    &mut dataset.listings[listing].entries[entry].cells[key]
}

fn value(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

fn record(cells: &[(&str, CellRecord<'static>)]) -> Record<'static> {
    let cells = cells.iter().map(|(key, cell)| ((*key).to_owned(), cell.clone())).collect();
    Record { cells, ..Record::default() }
}
