//! `relist site`: what is written, what is not written over, and what is said.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Playground, TIDY, assert_transcript};
use crate::site::MODELS;

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@a.example"]).args(arguments);
    command.env("GIT_COMMITTER_DATE", "@1700000000 +0000").env("GIT_AUTHOR_DATE", "@1700000000 +0000");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into())
        .collect();
    names.sort();
    names
}

#[test]
fn one_list_is_one_page() {
    let playground = Playground::with(&[("README.md", TIDY)]);
    let arguments = ["site", "README.md", "-o", "public"];
    assert_transcript("site", &playground.run(&arguments));
    let public = playground.path("public");
    assert_eq!(names(&public), ["data.csv", "data.json", "feed.xml", "index.html"]);
    let html = playground.read("public/index.html");
    assert!(html.contains("<title>Models</title>") && html.contains("data-entry=\"Mistral\""));
    assert_eq!(playground.read("public/data.json"), playground.run(&["extract", "README.md"]).out());
    let csv = playground.run(&["extract", "--format", "csv", "README.md"]);
    assert_eq!(playground.read("public/data.csv"), csv.out());
    assert_transcript("site-again", &playground.run(&arguments));
    assert_eq!(playground.read("public/index.html"), html);
    let titled = playground
        .run(&[&arguments[..], &["--title", "A <b>", "--base-url", "https://a.example/x"]].concat());
    assert_eq!(titled.code, Some(0), "{}", titled.stderr);
    let html = playground.read("public/index.html");
    assert!(html.contains("<title>A &lt;b&gt;</title>"), "{html}");
    assert!(html.contains("<link rel=\"canonical\" href=\"https://a.example/x/\">"), "{html}");
    assert!(playground.read("public/feed.xml").contains("<id>https://a.example/x/</id>"));
}

#[test]
fn several_lists_have_a_start_page() {
    let files =
        [("a/README.md", TIDY), ("b/README.md", TIDY), ("b/list.md", TIDY), ("prose.md", "# Hello\n")];
    let playground = Playground::with(&files);
    assert_transcript("site-several", &playground.run(&["site", ".", "-o", "public", "--title", "All"]));
    assert_eq!(names(&playground.path("public")), ["a", "b", "index.html", "list"]);
    let start = playground.read("public/index.html");
    assert!(start.contains("<h1>All</h1>") && start.contains("href=\"list/index.html\""), "{start}");
    assert!(start.contains("script-src 'none'"), "{start}");
    assert!(playground.read("public/a/index.html").contains("href=\"../index.html\""));
}

#[test]
fn what_cannot_be_a_site_is_said_in_a_line() {
    let playground = Playground::with(&[("README.md", TIDY), ("prose.md", "# Hello\n\nWorld.\n")]);
    playground.write("latin.md", b"caf\xe9\n");
    playground.write("merge.md", format!("{TIDY}<<<<<<< HEAD\n=======\n>>>>>>> x\n"));
    for (name, arguments) in [
        ("empty", &["prose.md", "-o", "public"][..]),
        ("missing", &["gone.md", "-o", "public"]),
        ("latin", &["latin.md", "-o", "public"]),
        ("conflict", &["merge.md", "-o", "public"]),
        ("file", &["README.md", "-o", "prose.md"]),
        ("address", &["README.md", "-o", "public", "--base-url", "me.example"]),
    ] {
        let run = playground.run(&[&["site"], arguments].concat());
        assert_transcript(&format!("site-{name}"), &run);
        assert_eq!((run.code, run.stderr.lines().count()), (Some(2), 1), "{}", run.stderr);
    }
    assert!(!playground.path("public").exists());
}

#[test]
fn nothing_else_is_written_over() {
    let playground = Playground::with(&[("data.json", "[]"), ("README.md", TIDY)]);
    playground.write("public/index.html", "<h1>By hand</h1>\n");
    let by_hand = playground.run(&["site", "README.md", "-o", "public"]);
    assert_transcript("site-by-hand", &by_hand);
    assert_eq!(names(&playground.path("public")), ["index.html"]);
    // What the list says cannot pass for the mark of a page that was made here.
    playground.write(
        "public/index.html",
        format!("{}<meta name=\"generator\" content=\"relist\">", " x".repeat(1_000)),
    );
    assert_eq!(playground.run(&["site", "README.md", "-o", "public"]).code, Some(2));
    // The list itself, under a name that the site would take.
    fs::create_dir(playground.path("own")).unwrap();
    fs::copy(playground.path("README.md"), playground.path("own/data.csv")).unwrap();
    let input = playground.run(&["site", "own/data.csv", "-o", "own"]);
    assert_eq!(input.code, Some(2));
    assert!(input.stderr.contains("own/data.csv: is an input of this command"), "{}", input.stderr);
    assert_eq!(playground.read("own/data.csv"), TIDY);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let playground = Playground::with(&[("README.md", TIDY), ("a/b.md", TIDY), ("outside/data.json", "{}")]);
    fs::create_dir(playground.path("public")).unwrap();
    symlink("../outside/data.json", playground.path("public/data.json")).unwrap();
    let run = playground.run(&["site", "README.md", "-o", "public"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("public/data.json: leads out of public"), "{}", run.stderr);
    fs::remove_file(playground.path("public/data.json")).unwrap();
    symlink("../outside", playground.path("public/b")).unwrap();
    let run = playground.run(&["site", "README.md", "a/b.md", "-o", "public"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(
        (names(&playground.path("outside")), playground.read("outside/data.json")),
        (vec!["data.json".to_owned()], "{}".to_owned())
    );
    // The folder itself may be anywhere.
    symlink("outside", playground.path("linked")).unwrap();
    assert_eq!(playground.run(&["site", "README.md", "-o", "linked"]).code, Some(0));
}

#[test]
fn git_tells_when_entries_were_added() {
    let playground =
        Playground::with(&[("README.md", "- [a](https://a.example) - A.\n- [b](https://b.example) - B.\n")]);
    let folder = playground.path("");
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "README.md"]);
    git(&folder, &["commit", "--quiet", "-m", "one"]);
    playground.write(
        "README.md",
        "- [c](https://c.example) - C.\n- [a](https://a.example) - A.\n- [b](https://b.example) - B.\n",
    );
    let run = playground.run(&["site", "README.md", "-o", "public"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let feed = playground.read("public/feed.xml");
    // What is not committed has not been added yet.
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains("<updated>2023-11-14T22:13:20Z</updated>"), "{feed}");
}

/// A repository that somebody else made can name programs; none of them runs.
#[cfg(unix)]
#[test]
fn no_program_of_the_repository_runs() {
    let playground = Playground::with(&[("README.md", TIDY), (".gitattributes", "*.md diff=x filter=x\n")]);
    let folder = playground.path("");
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "one"]);
    for setting in [
        "diff.x.textconv",
        "diff.x.command",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "core.fsmonitor",
        "core.pager",
        "blame.ignoreRevsFile",
    ] {
        git(&folder, &["config", setting, "touch ran; cat"]);
    }
    playground.write("README.md", TIDY.replace("Qwen", "Gwen"));
    let run = playground.run(&["site", "README.md", "-o", "public"]);
    assert_eq!((run.code, playground.path("ran").exists()), (Some(0), false), "{}", run.stderr);
}

#[test]
fn a_list_from_standard_input_is_a_page_too() {
    let playground = Playground::with(&[]);
    let run = playground.run_on(MODELS, &["site", "-", "-o", "public"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(playground.read("public/index.html").contains("<h1>Small Garden of Models</h1>"));
}
