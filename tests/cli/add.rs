//! `relist add`: one entry more.

use super::{Playground, TIDY};

#[test]
fn an_entry_comes_from_arguments_and_from_json() {
    let playground = Playground::with(&[("a.md", TIDY), ("entry.json", r#"{"released": "2023-06"}"#)]);
    let run = playground.run(&["add", "a.md", "name=Yi", "--json", "entry.json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "a.md: added to `models` on line 9\n"));
    let added = playground.read("a.md");
    assert_eq!(added, format!("{TIDY}| Yi      | 06/23    |\n"), "four rows show no order");
    let again = playground.run(&["add", "a.md", "model=yi"]);
    let message = "error: a.md: `Yi` already exists on line 9, with the same name\n";
    assert_eq!((again.code, again.stderr.as_str()), (Some(2), message));
    assert_eq!(playground.read("a.md"), added);
    let piped = playground.run_on(TIDY, &["add", "-", "name=Yi", "released=2023-06", "--section", "Models"]);
    assert_eq!((piped.code, piped.out()), (Some(0), added.as_str()), "{}", piped.stderr);
    let shown = playground.run(&["add", "a.md", "name=Phi", "released=09/24", "--diff"]);
    assert!(shown.out().contains("\n+| Phi     | 09/24    |\n"), "{}", shown.out());
    assert_eq!((shown.code, playground.read("a.md")), (Some(0), added));
}

#[test]
fn what_is_no_entry_is_one_line_and_exit_status_2() {
    let playground = Playground::with(&[
        ("a.md", TIDY),
        ("list.json", "[]"),
        ("broken.json", "{\"name\": "),
        ("conflict.md", "<<<<<<< a\n- [b](https://b.example)\n=======\n>>>>>>> c\n"),
        ("none.md", "# Nothing\n"),
    ]);
    for (arguments, message) in [
        (&["a.md", "Yi"][..], "`Yi` is not a field: write it as NAME=VALUE, like `name=ripgrep`"),
        (&["a.md", "name=Yi", "name=Phi"], "`name` is given twice"),
        (&["none.md", "name=Yi"], "none.md: there is no list to add an entry to"),
        (&["gone.md", "name=Yi"], "gone.md: no such file"),
        (&["-", "--json", "-"], "the list and the fields cannot both be standard input"),
        (&["a.md", "--json", "list.json"], "list.json: "),
        (&["a.md", "--json", "broken.json"], "broken.json: "),
        (&["conflict.md", "name=Yi"], "conflict.md:1: "),
    ] {
        let run = playground.run(&[&["add"], arguments].concat());
        let is_told = run.stderr.starts_with(&format!("error: {message}")) && run.stderr.lines().count() == 1;
        assert!(run.code == Some(2) && is_told, "{arguments:?}: {:?} {}", run.code, run.stderr);
    }
    assert_eq!(playground.read("a.md"), TIDY);
}

#[test]
fn a_list_is_converted_in_place() {
    let list = "# Models\n\n| Model | Notes |\n|---|---|\n\
        | [Yi](https://yi.example) | Reads. |\n| [Qwen](https://qwen.example) | Writes. |\n";
    let bullets =
        "# Models\n\n- [Yi](https://yi.example) - Reads.\n- [Qwen](https://qwen.example) - Writes.\n";
    let playground = Playground::with(&[("a.md", list)]);
    let shown = playground.run(&["convert", "a.md", "--to", "bullets", "--diff"]);
    assert!(shown.out().contains("\n+- [Yi](https://yi.example) - Reads.\n"), "{}", shown.stderr);
    assert_eq!((shown.code, playground.read("a.md").as_str()), (Some(0), list));
    let run = playground.run(&["convert", "a.md", "--to", "bullets", "--listing", "Models"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "a.md: written as a bullet list\n"));
    assert_eq!(playground.read("a.md"), bullets);
    for (arguments, message) in [
        (&["--to", "table"][..], "error: a.md: the listing on line 3 is a table already\n"),
        (
            &["--to", "bullets", "--listing", "Modls"],
            "error: a.md: there is no list under `Modls`; did you mean `Models`?\n",
        ),
        (
            &["--to", "bullets"],
            "error: a.md: its entries would not be read as entries then; most names of a bullet list must be links\n",
        ),
    ] {
        playground.write("a.md", TIDY);
        let run = playground.run(&[&["convert", "a.md"], arguments].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), message));
        assert_eq!(playground.read("a.md"), TIDY);
    }
}

#[test]
fn all_entries_of_a_data_file_are_added_or_none() {
    let list = "# Trees\n\n## Hard\n\n- [Ash](https://ash.example) - Burns.\n\n## Soft\n\n- [Lime](https://lime.example) - Feeds.\n";
    let csv = "name,url,description,section\nElm,https://elm.example,Bends.,Hard\nPoplar,https://poplar.example,Grows.,soft\n";
    let playground = Playground::with(&[("a.md", list), ("new.csv", csv)]);
    let run = playground.run(&["add", "a.md", "--records", "new.csv"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "a.md: 2 entries added\n"));
    let expected = list
        .replace("Burns.\n", "Burns.\n- [Elm](https://elm.example) - Bends.\n")
        .replace("Feeds.\n", "Feeds.\n- [Poplar](https://poplar.example) - Grows.\n");
    assert_eq!(playground.read("a.md"), expected);
    let run = playground.run(&["add", "a.md", "--records", "new.csv"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: new.csv:2: `Elm` already exists on line 6"), "{}", run.stderr);
    assert_eq!(playground.read("a.md"), expected);
    playground.write("bad.csv", "name,colour\nFir,green\n");
    let run = playground.run(&["add", "a.md", "--records", "bad.csv", "--section", "Hard"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: bad.csv:2: "), "{}", run.stderr);
}
