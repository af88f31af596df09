//! `relist extract` and `relist render`: the way to records and back.

use std::fs;

use super::{Playground, STRAY, TIDY, assert_transcript};

/// A table whose line ends, padding and excess cells must all come back.
const ODD: &str = "\u{feff}# Models\r\n\r\n|Model | Size|\r\n|---|:--|\r\n| [Yi](https://01.ai)|6b  | <!-- 1 -->\r\n  Qwen | 7B, 14B\r\nend";

#[test]
fn what_was_extracted_is_rendered_byte_for_byte() {
    for source in [TIDY, STRAY, ODD, "", "no list\n"] {
        let playground = Playground::with(&[("a.md", source)]);
        let extracted = playground.run(&["extract", "a.md"]);
        assert_eq!((extracted.code, extracted.stderr.as_str()), (Some(0), ""));
        let rendered = playground.run_on(&extracted.stdout, &["render", "a.md", "--records", "-"]);
        assert_eq!(rendered.code, Some(0), "{}", rendered.stderr);
        assert_eq!(rendered.stdout, source.as_bytes());
    }
}

#[test]
fn records_are_printed_in_four_formats() {
    let linked = TIDY.replace("Qwen   ", "[Qwen](https://a.io)");
    let playground = Playground::with(&[("a.md", &linked), ("b.md", TIDY)]);
    assert_transcript("extract-json", &playground.run(&["extract", "a.md"]));
    for format in ["jsonl", "csv", "links"] {
        assert_transcript(
            &format!("extract-{format}"),
            &playground.run(&["extract", "--format", format, "a.md", "b.md"]),
        );
    }
    assert_transcript("extract-json-two", &playground.run(&["extract", "."]));
}

#[test]
fn csv_holds_markdown_where_that_is_asked_for() {
    let linked = TIDY.replace("Qwen   ", "[Qwen](https://a.io)");
    let playground = Playground::with(&[("a.md", &linked)]);
    let extract = |format| playground.run(&["extract", "--format", format, "--cells", "markdown", "a.md"]);
    let csv = extract("csv");
    assert_eq!(csv.code, Some(0));
    assert!(csv.out().contains("a.md,models,Models,6,[Qwen](https://a.io),08/23\n"), "{}", csv.out());
    assert_eq!(extract("jsonl").code, Some(2));
}

#[test]
fn one_bad_file_does_not_keep_the_others() {
    let playground = Playground::with(&[("a.md", TIDY)]);
    playground.write("b.md", b"\xff");
    let arguments = ["extract", "--format", "csv", "a.md", "b.md", "c.md"];
    assert_transcript("extract-failures", &playground.run(&arguments));
    let to_file = playground.run(&[&arguments[..], &["-o", "all.csv"]].concat());
    assert_eq!((to_file.code, playground.path("all.csv").exists()), (Some(2), false));
}

#[test]
fn a_file_of_records_is_written_and_checked() {
    let playground = Playground::with(&[("my list.md", TIDY)]);
    let extract = ["extract", "my list.md", "-o", "data.json"];
    let check = [&extract[..], &["--check"]].concat();
    assert_transcript("extract-check-absent", &playground.run(&check));
    assert_transcript("extract-output", &playground.run(&extract));
    assert_transcript("extract-output-again", &playground.run(&extract));
    assert_transcript("extract-check-fresh", &playground.run(&check));
    playground.write("my list.md", STRAY);
    assert_transcript("extract-check-stale", &playground.run(&check));
    assert_eq!(playground.names(), ["data.json", "my list.md"]);
}

#[test]
fn an_edited_value_changes_one_line() {
    let playground = Playground::with(&[("a.md", TIDY)]);
    playground.run(&["extract", "a.md", "-o", "data.json"]);
    let edited = playground.read("data.json").replace("\"2023-08\"", "\"2023-09\"");
    playground.write("data.json", edited);
    let render = ["render", "a.md", "--records", "data.json", "-o", "a.md"];
    let drift = playground.run(&[&render[..], &["--check"]].concat());
    assert_transcript("render-check-stale", &drift);
    assert_eq!(playground.read("a.md"), TIDY);
    assert_eq!(playground.run(&render).code, Some(0));
    assert_eq!(playground.read("a.md"), TIDY.replace("08/23", "09/23"));
}

#[test]
fn what_was_changed_by_hand_since_is_not_undone() {
    let playground = Playground::with(&[("a.md", TIDY)]);
    playground.run(&["extract", "a.md", "-o", "data.json"]);
    let render = ["render", "a.md", "--records", "data.json", "-o", "a.md"];
    // Text around the listings is not the records' business.
    let prose = TIDY.replace("# Models\n", "# Models\n\nNew text.\n");
    playground.write("a.md", &prose);
    assert_eq!(playground.run(&render).code, Some(0));
    assert_eq!(playground.read("a.md"), prose);
    let edited = TIDY.replace("07/23", "06/23").replace("| Mistral | 09/23    |\n", "");
    let edited = edited + "| Pythia  | 04/23    |\n";
    playground.write("a.md", &edited);
    assert_transcript("render-undoes", &playground.run(&render));
    assert_eq!(playground.read("a.md"), edited);
    // To compare is to write nothing.
    assert_eq!(playground.run(&[&render[..], &["--check"]].concat()).code, Some(1));
    assert_eq!(playground.run(&[&render[..], &["--force"]].concat()).code, Some(0));
    assert_eq!(playground.read("a.md"), TIDY);
}

#[test]
fn a_list_is_written_anew_from_records_alone() {
    let playground = Playground::with(&[("a.md", TIDY)]);
    playground.run(&["extract", "a.md", "-o", "data.json"]);
    assert_transcript("render-fresh", &playground.run(&["render", "--records", "data.json"]));
}

#[test]
fn faulty_records_are_told_with_their_place() {
    let playground = Playground::with(&[("a.md", TIDY), ("broken.json", "{\n  \"relist\": 1,\n")]);
    let render = |records: &str| playground.run(&["render", "a.md", "--records", records, "-o", "a.md"]);
    assert_transcript("render-broken-json", &render("broken.json"));
    assert_transcript("render-missing", &render("gone.json"));
    let data = playground.run(&["extract", "a.md"]);
    playground.write("data.json", data.out().replacen("\"released\": {", "\"relased\": {", 1));
    assert_transcript("render-unknown-column", &render("data.json"));
    let both = playground.run(&["render", "-", "--records", "-"]);
    assert_eq!(both.code, Some(2));
    assert_eq!(fs::read_to_string(playground.path("a.md")).unwrap(), TIDY);
}

#[test]
fn formulas_in_csv_can_be_made_harmless() {
    let list = "| Tool | Note |\n|---|---|\n| jq | =1+1 |\n| fd | -x |\n";
    let playground = Playground::with(&[("a.md", list)]);
    let run = playground.run(&["extract", "--format", "csv", "--escape-formulas", "a.md"]);
    assert!(run.out().contains(",'=1+1\n") && run.out().contains(",'-x\n"), "{}", run.out());
    assert_eq!(playground.run(&["extract", "--escape-formulas", "a.md"]).code, Some(2));
}
