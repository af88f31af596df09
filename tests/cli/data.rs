//! `relist render` with data files.

use super::{Playground, TIDY};

#[test]
fn a_list_is_written_from_a_data_file_and_notes_go_to_standard_error() {
    let csv = "name,released,licence\nLlama 2,2023-07,none\nMistral,2023-09,\nYi,2023-11,\n";
    let playground = Playground::with(&[("a.md", TIDY), ("models.csv", csv)]);
    let run = playground.run(&["render", "a.md", "--records", "models.csv"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let removed = TIDY.lines().filter(|line| line.starts_with("| ")).skip(2);
    let gone = removed.filter(|line| !line.contains("Llama 2") && !line.contains("Mistral")).count();
    assert_eq!(run.stderr.matches("removed `").count(), gone, "{}", run.stderr);
    assert!(run.stderr.ends_with("models.csv: the list does not show `licence`\n"), "{}", run.stderr);
    assert!(run.out().contains("| Yi "), "{}", run.out());
    let check = ["render", "a.md", "--records", "models.csv", "-o", "a.md", "--check", "-q"];
    assert_eq!(playground.run(&check).code, Some(1));
    assert_eq!(playground.read("a.md"), TIDY);
    assert_eq!(playground.run(&check[..6]).code, Some(0));
    assert_eq!(playground.read("a.md"), run.out());
    assert_eq!(playground.run(&check).code, Some(0));
}

#[test]
fn formats_are_told_by_name_by_flag_and_by_folder() {
    let yaml = "- {name: Llama 2, released: 2023-08}\n";
    let entry = "{\"name\": \"Llama 2\", \"released\": \"2023-08\"}";
    let json = format!("[{entry}]");
    let playground = Playground::with(&[
        ("a.md", TIDY),
        ("one.yml", yaml),
        ("one.txt", yaml),
        ("one.json", &json),
        ("one.jsonl", entry),
        ("one.tsv", "name\treleased\nLlama 2\t2023-08\n"),
        ("folder/one.yaml", yaml),
        ("folder/notes.txt", "no data"),
    ]);
    let wanted = playground.run(&["render", "a.md", "--records", "one.yml", "--update"]);
    assert!(wanted.code == Some(0) && wanted.out() != TIDY, "{}", wanted.stderr);
    for arguments in [
        &["one.json"][..],
        &["one.jsonl"],
        &["one.tsv"],
        &["folder"],
        &["one.txt", "--data-format", "yaml"],
        &["folder", "--data-format", "yaml"],
    ] {
        let run = playground.run(&[&["render", "a.md", "--update", "--records"], arguments].concat());
        assert_eq!((run.code, run.out()), (Some(0), wanted.out()), "{arguments:?}: {}", run.stderr);
    }
    let piped = playground.run_on(&json, &["render", "a.md", "--records", "-", "--update"]);
    assert_eq!((piped.code, piped.out()), (Some(0), wanted.out()), "{}", piped.stderr);
}

#[test]
fn bad_data_is_a_line_an_entry_and_exit_status_2() {
    let playground = Playground::with(&[
        ("a.md", TIDY),
        ("bad.csv", "name,released\nLlama 2,soon\nYi\n"),
        ("late.csv", "name,released\nLlama 2,soon\nYi,never\n"),
        ("none/readme.txt", ""),
        ("records.json", "{\"relist\": 1, \"listings\": []}"),
        ("bell.yaml", "- {name: \"\\e[31m\", released: soon}\n"),
    ]);
    for (arguments, message) in [
        (
            &["a.md", "--records", "bad.csv"][..],
            "error: bad.csv:3: this line has one field, and the first line names 2\n",
        ),
        (
            &["a.md", "--records", "none"],
            "error: none: holds no data files: name them *.yml, *.yaml, *.json, *.csv\n",
        ),
        (&["a.md", "--records", "gone.csv"], "error: gone.csv: no such file\n"),
        (
            &["--records", "late.csv"],
            "error: late.csv: a data file is written into a list: `relist render README.md --records FILE`\n",
        ),
        (
            &["a.md", "--records", "records.json", "--update"],
            "error: records.json: `--update` is for data files, and these are records of `extract`\n",
        ),
    ] {
        let run = playground.run(&[&["render"], arguments].concat());
        assert_eq!((run.code, run.stderr.as_str(), run.out()), (Some(2), message, ""), "{arguments:?}");
    }
    let both = playground.run(&["render", "a.md", "--records", "late.csv", "-o", "a.md"]);
    assert_eq!((both.code, both.stderr.lines().count()), (Some(2), 2), "{}", both.stderr);
    let shown = playground.run(&["render", "a.md", "--records", "bell.yaml"]);
    assert!(shown.code == Some(2) && !shown.stderr.contains('\u{1b}'), "{}", shown.stderr);
    assert_eq!(playground.read("a.md"), TIDY);
}
