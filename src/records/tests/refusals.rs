//! Edits that are refused, and what is said.

use super::{CellRecord, Dataset, MODELS, cell, read, record, value, write};
use crate::records::{LinkRecord, render_fresh};

fn refusal(edit: impl FnOnce(&mut Dataset<'_>)) -> String {
    let mut dataset = read(MODELS);
    edit(&mut dataset);
    write(MODELS, &dataset).expect_err("an edit that cannot be made").to_string()
}

#[test]
fn columns_and_listings_must_be_the_templates() {
    let message = refusal(|d| {
        let entry = &mut d.listings[0].entries[2];
        entry.cells.insert("sizes".to_owned(), CellRecord::from_markdown("7B"));
    });
    let expected = "listings[0] (models), entry 3, column \"sizes\": the template has no such column; did you mean \"size\"?";
    assert_eq!(message, expected);
    let message = refusal(|d| d.listings[1].id = "tool".into());
    assert_eq!(message, "listings[1] (tool): the template has no such listing; did you mean \"tools\"?");
    let message = refusal(|d| d.listings[1].id = "models".into());
    assert_eq!(message, "listings[1] (models): this occurs twice");
    let message = refusal(|d| d.listings[1].columns[1].name = "Forks".into());
    let expected = "listings[1] (tools), column \"stars\": `name` is \"Forks\" here and \"Stars\" in the markdown; the template decides that";
    assert_eq!(message, expected);
    let message = refusal(|d| d.listings.truncate(1));
    let expected =
        "the template has the listing `tools` (line 16) and the records do not; listings cannot be removed";
    assert_eq!(message, expected);
    let message = refusal(|d| d.listings[1].columns.truncate(1));
    let expected = "listings[1] (tools), column \"stars\": the template has this column and `columns` does not; columns cannot be removed";
    assert_eq!(message, expected);
}

#[test]
fn contradictions_name_the_cell() {
    let message = refusal(|d| {
        cell(d, 0, 2, "date").markdown = Some("09/23".into());
        cell(d, 0, 2, "date").value = value("\"2023-10\"");
    });
    let expected = "listings[0] (models), entry 3, column \"date\": `value` is \"2023-10\", and `markdown` says \"2023-09\"; change one of them only";
    assert_eq!(message, expected);
    let message = refusal(|d| cell(d, 0, 2, "model").text = Some("Qwen 2".into()));
    let expected = "listings[0] (models), entry 3, column \"model\": `text` is read from `markdown`, which says \"Qwen\" and not \"Qwen 2\"; change `markdown` alone";
    assert_eq!(message, expected);
    let message = refusal(|d| {
        cell(d, 0, 0, "size").links = Some(vec![LinkRecord { text: "7B".into(), url: "https://c.d".into() }]);
    });
    let expected = "listings[0] (models), entry 1, column \"size\": `links` is read from `markdown`, which says [7B](https://a.b/7), [13B](https://a.b/13) and not [7B](https://c.d); change `markdown` alone";
    assert_eq!(message, expected);
}

#[test]
fn values_that_cannot_be_spelled_name_the_reason() {
    let message = refusal(|d| cell(d, 0, 2, "date").value = value("\"2023-08-01\""));
    let expected = "listings[0] (models), entry 3, column \"date\": the value \"2023-08-01\" cannot be spelled here: the column's spelling (MM/YY) has no place for it; change `markdown`";
    assert_eq!(message, expected);
    let message = refusal(|d| cell(d, 0, 2, "note").value = value("5"));
    let expected = "listings[0] (models), entry 3, column \"note\": the value 5 cannot be spelled here: the column holds text, which has no value; change `markdown`";
    assert_eq!(message, expected);
    let message = refusal(|d| cell(d, 0, 0, "size").value = value("null"));
    let expected = "listings[0] (models), entry 1, column \"size\": the value null cannot be spelled here: the cell has links; change `markdown`";
    assert_eq!(message, expected);
    let message = refusal(|d| cell(d, 0, 2, "size").value = value("7"));
    assert!(message.contains("the column holds amounts ([{\"count\": 7000000000}])"), "{message}");
}

#[test]
fn sources_that_are_no_cell_are_refused() {
    let message = refusal(|d| cell(d, 0, 2, "note").markdown = Some("a | b".into()));
    let expected = "listings[0] (models), entry 3, column \"note\": `markdown` holds a bare `|`, which would end the cell; write `\\|`";
    assert_eq!(message, expected);
    let message = refusal(|d| cell(d, 0, 2, "note").markdown = Some("a\nb".into()));
    assert!(message.ends_with("`markdown` holds a line end, and a table row is one line; write `<br>`"));
    let message = refusal(|d| d.listings[0].entries[0].cells.clear());
    assert_eq!(message, "listings[0] (models), entry 1: the entry has no cells, and a row needs one");
    let message = refusal(|d| d.listings[0].entries.push(record(&[("model", CellRecord::default())])));
    assert!(
        message.ends_with("column \"model\": the cell is empty: give `markdown` or `value`"),
        "{message}"
    );
}

#[test]
fn fresh_markdown_refuses_what_it_cannot_say() {
    let mut dataset = read(MODELS);
    dataset.listings[1].id = "other".into();
    let message = render_fresh(&dataset).expect_err("an id that no heading gives").to_string();
    let expected = "listings[1] (other): `id` is \"other\" here and \"tools\" in the markdown; an id is the slug of the heading, numbered where several listings share it";
    assert_eq!(message, expected);
    let mut dataset = read(MODELS);
    cell(&mut dataset, 0, 2, "date").value = value("\"2023-10\"");
    let message = render_fresh(&dataset).expect_err("a contradiction").to_string();
    assert!(message.ends_with("change one of them only"), "{message}");
    let mut dataset = read(MODELS);
    dataset.listings[0].columns.clear();
    let message = render_fresh(&dataset).expect_err("no columns").to_string();
    assert_eq!(message, "listings[0] (models): a table needs at least one column in `columns`");
}
