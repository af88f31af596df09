//! `--since`: only what differs from a git revision is looked at, and mended.

use std::process::Command;

use super::{Playground, assert_transcript};

/// Dates that nobody mends, a stray row in the middle, and an order.
const LIST: &str = "\
# Libraries

| Library | Date  |
| ------- | ----- |
| asio    | 07/21 |
| catch2  | 08/21 |
| cista   | 09/21 |
| entt    | 10/21 |
| ftxui   | 12/21 |
| fmt     | 11/21 |
| ginkgo  | 01/22 |
| hpx     | 02/22 |
| kokkos  | 03/22 |
| nlohmann| 2022-4 |
| spdlog  | 04/22 |
| xtensor | 04/22 |
";

impl Playground {
    pub(super) fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.current_dir(self.folder.path()).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// A repository with one commit, in which these files are.
    pub(super) fn committed(files: &[(&str, &str)]) -> Self {
        let playground = Self::with(files);
        playground.git(&["init", "-q", "-b", "main"]);
        playground.git(&["add", "-A"]);
        playground.git(&["commit", "-q", "-m", "All"]);
        playground
    }
}

#[test]
fn only_new_rows_are_reported_and_mended() {
    let playground = Playground::committed(&[("my docs/list.md", LIST), ("other.md", "[x]()\n")]);
    let rows = "|bgfx|2022-05|\n|openmp|06/22|\n";
    playground.write("my docs/list.md", format!("{LIST}{rows}"));
    playground.write("new.md", "[y]()\n");
    assert_transcript("check-since", &playground.run(&["check", "--since", "main"]));
    assert_transcript("fmt-since", &playground.run(&["fmt", "--since", "HEAD"]));
    let expected = LIST
        .replace("| catch2", "| bgfx    | 05/22 |\n| catch2")
        .replace("| spdlog", "| openmp  | 06/22 |\n| spdlog");
    assert_eq!(playground.read("my docs/list.md"), expected);
    assert_eq!(playground.run(&["fmt", "--since", "HEAD", "--check"]).code, Some(0));
}

#[test]
fn new_rows_cannot_outvote_the_list() {
    let playground = Playground::committed(&[("list.md", LIST)]);
    let rows: Vec<String> = (10..40).map(|n| format!("| z{n}     | 2022-0{} |\n", n % 9 + 1)).collect();
    let rows = rows.concat();
    playground.write("list.md", format!("{LIST}{rows}"));
    assert_eq!(playground.run(&["fmt", "--since", "HEAD", "--select", "date-format"]).code, Some(0));
    let formatted = playground.read("list.md");
    assert!(formatted.contains("| z10     | 02/22 |"), "{formatted}");
    assert!(formatted.contains("| nlohmann| 2022-4 |"), "{formatted}");
}

#[test]
fn what_moved_or_is_as_it_was_is_not_reported() {
    let playground = Playground::committed(&[("list.md", "[x]()\n\n[y]()\n")]);
    assert_eq!(playground.run(&["check"]).code, Some(1));
    assert_eq!(playground.run(&["check", "--since", "HEAD"]).code, Some(0));
    playground.write("list.md", "[y]()\r\n\r\n[x]()\r\n");
    assert_eq!(playground.run(&["check", "--since", "HEAD"]).code, Some(0));
    playground.write("list.md", "[x]()\n\n[y]()\n\n[y]()\n");
    let run = playground.run(&["check", "--since", "HEAD", "--output-format", "concise"]);
    assert!(run.out().starts_with("list.md:5:1: ") && run.out().lines().count() == 1, "{}", run.out());
}

#[test]
fn a_hook_may_say_where_its_repository_is() {
    let playground = Playground::committed(&[("docs/list.md", "[x]()\n")]);
    let mut command = playground.command(&["check", "--since", "HEAD", "list.md"]);
    command.current_dir(playground.path("docs")).env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index");
    assert!(command.status().unwrap().success());
}

#[test]
fn a_revision_that_is_not_there_is_told() {
    let playground = Playground::committed(&[("list.md", LIST)]);
    assert_transcript("since-unknown", &playground.run(&["check", "--since", "nowhere"]));
    assert_transcript("since-option", &playground.run(&["fmt", "--since=--all"]));
    assert_transcript("since-unnamed", &playground.run(&["check", "--since", "HEAD", "-"]));
}
