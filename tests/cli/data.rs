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
    for text in [json.as_str(), entry, &format!("{entry}\n{{\"name\": \"Qwen\"}}\n")] {
        let piped = playground.run_on(text, &["render", "a.md", "--records", "-", "--update"]);
        assert_eq!((piped.code, piped.out()), (Some(0), wanted.out()), "{}", piped.stderr);
    }
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

const BOUND: &str = "\
# Trees

<!-- relist: records=data/conifers.csv -->

| Name | Height |
|:-----|-------:|

## Broadleaved

<!-- relist: records=data/broad -->
- [Example](https://example.org) - Says so.

## Other

- [X](https://x.example) - Stays.
";

#[test]
fn lists_that_name_their_data_are_written_in_place() {
    let playground = Playground::with(&[
        ("docs/a.md", BOUND),
        ("docs/data/conifers.csv", "name,url,height\nFir,https://fir.example,50\nLarch,,45\n"),
        ("docs/data/broad/ash.yml", "name: Ash\nurl: https://ash.example\ndescription: Burns well.\n"),
        ("docs/data/broad/oak.yml", "name: Oak\nurl: https://oak.example\ndescription: Lasts.\nplanted: 3\n"),
        ("plain.md", TIDY),
    ]);
    let wanted = BOUND
        .replace("|-------:|\n", "|-------:|\n| [Fir](https://fir.example) | 50 |\n| Larch | 45 |\n")
        .replace(
            "- [Example](https://example.org) - Says so.\n",
            "- [Ash](https://ash.example) - Burns well.\n- [Oak](https://oak.example) - Lasts.\n",
        );
    let check = playground.run(&["render", "docs/a.md", "--check"]);
    assert_eq!((check.code, check.out()), (Some(1), "Out of date: docs/a.md (4 entries added, 1 removed)\n"));
    let diff = playground.run(&["render", "docs/a.md", "--diff"]);
    assert!(diff.code == Some(1) && diff.out().contains("\n+| Larch | 45 |\n"), "{}", diff.out());
    assert_eq!(playground.read("docs/a.md"), BOUND);
    let run = playground.run(&["render", "docs/a.md", "plain.md"]);
    let said = "\
docs/a.md: 4 entries added, 1 removed
docs/a.md:11: removed `Example`
the data of docs/a.md: the list does not show `planted`
plain.md: no list names its data with `<!-- relist: records=FILE -->`
1 file changed, 1 unchanged
";
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), said));
    assert_eq!(
        (playground.read("docs/a.md"), playground.read("plain.md")),
        (wanted.clone(), TIDY.to_owned())
    );
    assert_eq!(playground.run(&["render", "docs/a.md", "--check"]).code, Some(0));
    assert_eq!(playground.run(&["check", "docs/a.md"]).code, Some(0));
    // An empty file empties a table; a list of bullets keeps an entry.
    playground.write("docs/data/conifers.csv", "name,url,height\n");
    assert_eq!(playground.run(&["render", "docs/a.md"]).code, Some(0));
    assert!(playground.read("docs/a.md").contains("|-------:|\n\n## Broadleaved"));
    playground.write("docs/data/broad/ash.yml", "");
    playground.write("docs/data/broad/oak.yml", "");
    let before = playground.read("docs/a.md");
    let run = playground.run(&["render", "docs/a.md"]);
    assert!(run.code == Some(2) && run.stderr.contains("a bullet list must have an entry"), "{}", run.stderr);
    assert_eq!(playground.read("docs/a.md"), before);
}

#[test]
fn a_list_names_no_data_outside_of_its_repository() {
    for path in [
        "../secret.csv",
        "/etc/passwd",
        "data/../../secret.csv",
        "link.csv",
        "..\\secret.csv",
        "folder/secret.csv",
    ] {
        let source = BOUND.replace("data/conifers.csv", path);
        let playground = Playground::with(&[("list/a.md", &source), ("secret.csv", "name\nSecret\n")]);
        std::fs::create_dir(playground.path("list/.git")).unwrap();
        #[cfg(unix)]
        for (target, name) in [("../secret.csv", "list/link.csv"), ("..", "list/folder")] {
            std::os::unix::fs::symlink(target, playground.path(name)).unwrap();
        }
        let run = playground.run(&["render", "list/a.md"]);
        let message =
            format!("error: list/a.md:3: `{path}` must be a relative path inside of the repository");
        assert!(run.code == Some(2) && run.stderr.starts_with(&message), "{path}: {}", run.stderr);
        assert_eq!(playground.read("list/a.md"), source);
    }
}

#[test]
fn a_file_that_two_lists_name_is_divided_by_section() {
    let source = BOUND.replace("data/broad\n", "").replace("data/broad", "data/conifers.csv");
    let csv =
        "section,name,url,height,description\nTrees,Fir,,50,\nBroadleaved,Ash,https://ash.example,,Burns.\n";
    let playground = Playground::with(&[("a.md", &source), ("data/conifers.csv", csv)]);
    let run = playground.run(&["render", "a.md"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let written = playground.read("a.md");
    assert!(
        written.contains("| Fir  |     50 |") && written.contains("- [Ash](https://ash.example) - Burns."),
        "{written}"
    );
    for (section, message) in [
        (
            "Other",
            "error: data/conifers.csv:3: `Ash`: it belongs to `other`, which does not name this data\n",
        ),
        (
            "",
            "error: data/conifers.csv:3: `Ash`: there are 3 lists, so the section must be named: `trees`, `broadleaved`, `other`\n",
        ),
    ] {
        playground.write("data/conifers.csv", csv.replace("Broadleaved", section));
        let run = playground.run(&["render", "a.md"]);
        assert!(run.code == Some(2) && run.stderr.starts_with(message), "{}", run.stderr);
        assert_eq!(playground.read("a.md"), written);
    }
}

#[test]
fn edits_of_the_list_and_of_its_data_are_merged() {
    let csv = "model,released\nMistral,2023-09\nQwen,2023-10\nLlama 2,2023-07\nFalcon,2023-05\n";
    let edited = TIDY.replace("Falcon  | 05/23", "Falcon  | 06/23");
    let playground = Playground::with(&[("old.md", TIDY), ("a.md", &edited), ("models.csv", csv)]);
    let render = ["render", "a.md", "--records", "models.csv", "--base", "old.md"];
    let run = playground.run(&render);
    let wanted = edited.replace("| Qwen    | 08/23", "| Qwen    | 10/23");
    let qwen = "| Qwen    | 10/23    |\n";
    let wanted = wanted.replace(qwen, "").replace("| Mistral", &format!("{qwen}| Mistral"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(sorted(run.out()), sorted(&wanted));
    // Records of JSON, too.
    assert_eq!(playground.run(&["extract", "old.md", "-o", "old.json"]).code, Some(0));
    let kept = playground.run(&["render", "a.md", "--records", "old.json", "--base", "old.md"]);
    assert_eq!((kept.code, kept.out()), (Some(0), edited.as_str()), "{}", kept.stderr);
    // The same cell on both sides.
    playground.write("models.csv", csv.replace("2023-05", "2023-08"));
    let run = playground.run(&render);
    let message =
        "error: a.md: since `old.md`, the list and the records changed 1 place in different ways:\n  <<<<<<<";
    assert!(run.code == Some(2) && run.out().is_empty() && run.stderr.starts_with(message), "{}", run.stderr);
    assert!(run.stderr.contains("06/23") && run.stderr.contains("08/23"), "{}", run.stderr);
}

const KEPT: &str = "\
# Trees

## Hard

<!-- relist: records=data/hard.yaml -->

- [Ash](https://ash.example) - Burns well.
- [Elm](https://elm.example) - Bends.

## Soft

<!-- relist: records=data/soft -->

- [Birch](https://birch.example) - Grows fast.
";

#[test]
fn the_data_of_a_list_is_written_and_kept_up_to_date() {
    let playground = Playground::with(&[("README.md", KEPT)]);
    let run = playground.run(&["extract", "--bound", "README.md"]);
    assert_eq!((run.code, run.out()), (Some(0), ""), "{}", run.stderr);
    assert_eq!(run.stderr, "data/hard.yaml: 2 entries added\ndata/soft: 1 entry added\n");
    let hard = playground.read("data/hard.yaml");
    assert_eq!(
        hard,
        "- name: Ash\n  url: https://ash.example\n  description: Burns well.\n\
         - name: Elm\n  url: https://elm.example\n  description: Bends.\n"
    );
    assert_eq!(
        playground.read("data/soft/birch.yaml"),
        "name: Birch\nurl: https://birch.example\ndescription: Grows fast.\n"
    );
    assert_eq!(playground.run(&["render", "README.md", "--check"]).code, Some(0));

    playground.write("data/hard.yaml", hard.replace("- name: Elm\n", "- name: Elm # rare\n  id: 7\n"));
    let edited =
        KEPT.replace("Bends.", "Bends: a bit.").replace("[Birch](https://birch", "[Lime](https://lime");
    playground.write("README.md", &edited);
    let check = playground.run(&["extract", "--bound", "README.md", "--check"]);
    assert_eq!(check.code, Some(1));
    assert!(check.out().contains("Out of date: data/hard.yaml (1 entry changed)\n"), "{}", check.out());
    let diff = playground.run(&["extract", "--bound", "README.md", "--diff"]);
    assert_eq!(diff.code, Some(1));
    assert!(
        diff.out().contains("-  description: Bends.\n+  description: \"Bends: a bit.\"\n"),
        "{}",
        diff.out()
    );
    let run = playground.run(&["extract", "--bound", "README.md"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("data/soft: 1 entry added, 1 removed\n"), "{}", run.stderr);
    assert!(run.stderr.contains("data/soft/birch.yaml:1: removed `Birch`\n"), "{}", run.stderr);
    assert!(playground.read("data/hard.yaml").contains("- name: Elm # rare\n  id: 7\n"));
    assert!(!playground.path("data/soft/birch.yaml").exists());
    assert_eq!(playground.read("README.md"), edited);
    assert_eq!(playground.run(&["render", "README.md", "--check"]).code, Some(0));
    assert_eq!(playground.run(&["extract", "--bound", "README.md", "--check"]).code, Some(0));
}

#[test]
fn bad_data_is_not_written_over() {
    let playground = Playground::with(&[("README.md", KEPT), ("data/hard.yaml", "- name: [Ash\n")]);
    let run = playground.run(&["extract", "--bound", "README.md"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: data/hard.yaml:"), "{}", run.stderr);
    assert_eq!(playground.read("data/hard.yaml"), "- name: [Ash\n");
    // The other file is handled all the same.
    assert!(playground.path("data/soft/birch.yaml").exists());
    let list = KEPT.replace("data/hard.yaml", "../hard.yaml");
    let playground = Playground::with(&[("README.md", &list)]);
    let run = playground.run(&["extract", "--bound", "README.md"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("must be a relative path inside of the repository"), "{}", run.stderr);
    let run = playground.run(&["extract", "--bound", "README.md", "--format", "csv"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn new_sections_are_added_on_request() {
    let playground = Playground::with(&[("README.md", &KEPT.replace("data/soft", "data/hard.yaml"))]);
    assert_eq!(playground.run(&["extract", "--bound", "README.md"]).code, Some(0));
    let data = playground.read("data/hard.yaml");
    let more =
        format!("{data}- name: Moss\n  url: https://moss.example\n  description: Creeps.\n  section: Low\n");
    playground.write("data/hard.yaml", &more);
    let run = playground.run(&["render", "README.md"]);
    assert_eq!(
        (run.code, run.stderr.contains("there is no list under `Low`")),
        (Some(2), true),
        "{}",
        run.stderr
    );
    let run = playground.run(&["render", "README.md", "--new-sections"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("README.md: added the section `Low`\n"), "{}", run.stderr);
    let written = playground.read("README.md");
    let new =
        "\n## Low\n\n<!-- relist: records=data/hard.yaml -->\n\n- [Moss](https://moss.example) - Creeps.\n";
    assert!(written.ends_with(new), "{written}");
    assert_eq!(playground.run(&["render", "README.md", "--check"]).code, Some(0));
}
