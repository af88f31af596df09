//! `--since` and baselines on what happens to a repository: files renamed and moved, findings mended and made anew,
//! clones that lack the history. What cannot be done is told in one line.

use super::{Playground, Run, assert_transcript};

/// A list with two findings.
const LIST: &str = "# Tools\n\n[jq]()\n\n[fd]()\n";

/// Where findings are, a line each, without their messages.
fn places(run: &Run) -> Vec<String> {
    let places =
        run.out().lines().filter_map(|line| line.split_once(": ").map(|(place, _)| place.to_owned()));
    places.collect()
}

impl Playground {
    /// Where `relist check --since REVISION` finds something.
    fn since(&self, revision: &str) -> Vec<String> {
        let run = self.run(&["check", "--since", revision, "--output-format", "concise"]);
        assert!(run.code < Some(2), "{}", run.stderr);
        places(&run)
    }

    fn known(&self, arguments: &[&str]) -> Run {
        let all = [&["check", "--baseline", "known.json", "--output-format", "concise"], arguments].concat();
        self.run(&all)
    }
}

#[test]
fn a_renamed_file_is_compared_with_what_it_was() {
    let long = format!("{LIST}\n{}", "A line that stays as it is.\n\n".repeat(20));
    let playground = Playground::committed(&[("docs/my tools.md", &long)]);
    std::fs::create_dir(playground.path("lists")).unwrap();
    playground.git(&["mv", "docs/my tools.md", "lists/das Werkzeug (neu) – 模型.md"]);
    assert_eq!(playground.since("HEAD"), [""; 0]);
    playground.write("lists/das Werkzeug (neu) – 模型.md", format!("{long}[bat]()\n"));
    assert_eq!(playground.since("main"), ["lists/das Werkzeug (neu) – 模型.md:47:1"]);
    playground.git(&["commit", "-q", "-a", "-m", "Rename"]);
    assert_eq!(playground.since("HEAD~1"), ["lists/das Werkzeug (neu) – 模型.md:47:1"]);
    assert_eq!(playground.since("HEAD"), [""; 0]);
}

#[test]
fn a_file_that_was_not_there_is_new_as_a_whole() {
    let playground = Playground::committed(&[("README.md", "# Tools\n")]);
    playground.write("new.md", LIST);
    assert_eq!(playground.since("HEAD"), ["new.md:3:1", "new.md:5:1"]);
    playground.git(&["add", "new.md"]);
    assert_eq!(playground.since("HEAD"), ["new.md:3:1", "new.md:5:1"]);
}

#[test]
fn a_folder_that_became_a_file_is_new() {
    let playground = Playground::committed(&[("list.md/a.md", LIST)]);
    std::fs::remove_dir_all(playground.path("list.md")).unwrap();
    playground.write("list.md", LIST);
    assert_eq!(playground.since("HEAD"), ["list.md:3:1", "list.md:5:1"]);
}

#[test]
fn lines_above_findings_move_them_and_nothing_else() {
    let playground = Playground::committed(&[("list.md", LIST)]);
    assert_eq!(playground.run(&["check", "--write-baseline", "known.json"]).code, Some(0));
    playground.write("list.md", format!("{}{LIST}", "# More\n\nText.\n\n".repeat(9)));
    assert_eq!(playground.since("HEAD"), [""; 0]);
    assert_eq!(playground.known(&[]).stderr, "All good: no lists found in 1 file\n2 more in the baseline.\n");
}

#[test]
fn a_finding_that_was_mended_does_not_hide_another() {
    let playground = Playground::committed(&[("list.md", LIST)]);
    assert_eq!(playground.run(&["check", "--write-baseline", "known.json"]).code, Some(0));
    playground.write("list.md", LIST.replace("[jq]()", "[jq](https://jqlang.org)\n\n[gum]()"));
    assert_eq!(playground.since("HEAD"), ["list.md:5:1"]);
    assert_transcript("baseline-mended", &playground.known(&[]));
}

#[test]
fn a_baseline_says_what_is_stale_in_what_was_looked_at() {
    let playground = Playground::with(&[("a.md", LIST), ("b c.md", LIST), ("gone.md", "[x]()\n")]);
    assert_eq!(playground.run(&["check", "--write-baseline", "known.json"]).code, Some(0));
    playground.write("a.md", "# Tools\n");
    std::fs::remove_file(playground.path("gone.md")).unwrap();
    let stale = |arguments: &[&str]| {
        let run = playground.known(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let said = run.stderr.lines().find(|line| line.contains("no longer occur"));
        said.map(|line| line.split_whitespace().next().unwrap().to_owned())
    };
    assert_transcript("baseline-stale", &playground.known(&[]));
    assert_eq!(stale(&["a.md"]).as_deref(), Some("3"), "and one of a file that is gone");
    assert_eq!(stale(&["b c.md"]).as_deref(), Some("1"));
    assert_eq!(stale(&["--ignore", "empty-link"]), None);
    assert_eq!(stale(&["--select", "date-format"]), None);
    assert_eq!(playground.run(&["check", "--write-baseline", "known.json"]).code, Some(0));
    assert_eq!(stale(&[]), None);
}

#[test]
fn a_baseline_follows_a_file_to_its_new_name() {
    let playground = Playground::with(&[("tools.md", LIST), ("other.md", "[x]()\n")]);
    assert_eq!(playground.run(&["check", "--write-baseline", "known.json"]).code, Some(0));
    std::fs::create_dir(playground.path("docs")).unwrap();
    std::fs::rename(playground.path("tools.md"), playground.path("docs/all tools.md")).unwrap();
    let run = playground.known(&[]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), "All good: no lists found in 2 files\n3 more in the baseline.\n")
    );
    playground.write("copy.md", LIST);
    assert_eq!(places(&playground.known(&[])).len(), 2, "a copy is new");
}

#[test]
fn a_worktree_without_a_branch_has_its_history() {
    let playground = Playground::committed(&[("repository/list.md", LIST), ("other.md", "")]);
    playground.git(&["worktree", "add", "-q", "--detach", "second tree"]);
    let path = "second tree/repository/list.md";
    playground.write(path, format!("{LIST}\n[bat]()\n"));
    let run = playground.run(&["check", "--since", "HEAD", "--output-format", "concise", path]);
    assert_eq!(places(&run), [format!("{path}:7:1")], "{}", run.stderr);
    let run = playground.run(&["check", "--since", "main", "--output-format", "concise", path]);
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let playground = Playground::committed(&[("list.md", LIST)]);
    playground.write("list.md", format!("{LIST}\n[bat]()\n"));
    playground.git(&["commit", "-q", "-a", "-m", "More"]);
    let url = format!("file://{}", playground.path("").display());
    playground.git(&["clone", "-q", "--depth", "1", &url, "clone"]);
    let run = playground.run(&["check", "--since", "HEAD", "clone"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "All good: no lists found in 1 file\n"));
    assert_transcript("since-shallow", &playground.run(&["check", "--since", "HEAD~1", "clone"]));
}

#[test]
fn what_lacks_a_history_is_told_once() {
    let files = [("a.md", LIST), ("b.md", LIST), ("docs/c.md", LIST)];
    let outside = Playground::with(&files);
    assert_transcript("since-no-repository", &outside.run(&["check", "--since", "HEAD"]));
    assert_transcript("since-no-repository-fmt", &outside.run(&["fmt", "--since", "HEAD"]));
    outside.git(&["init", "-q"]);
    let run = outside.run(&["check", "--since", "HEAD"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: unknown git revision `HEAD`\n"));
    let playground = Playground::committed(&files);
    assert_transcript("since-unknown-of-many", &playground.run(&["check", "--since", "v1.0"]));
    let run = playground.run(&["check", "--since", "HEAD:a.md"]);
    assert_eq!((run.code, run.stderr.lines().count()), (Some(2), 1), "{}", run.stderr);
    let mut command = playground.command(&["check", "--since", "HEAD"]);
    let output = command.env("PATH", "").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{said}");
    assert!(said.starts_with("error: cannot run git: "), "{said}");
}
