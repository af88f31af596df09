//! With the real git: its merge is what ours equals where it is clean, and it calls ours where `git-setup` told it to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proptest::collection::vec;
use proptest::prelude::*;
use relist::compare::{ConflictStyle, line_merge};
use tempfile::TempDir;

use crate::cases::cases;

/// A repository of a user who has no settings.
struct Repository {
    folder: TempDir,
}

const LIST: &str = "# Tools\n\n| Tool | Since |\n|---|---|\n| jq | 2012 |\n| rg | 2016 |\n\n## Links\n\n- [a](https://a.example) - one\n- [b](https://b.example) - two\n";

impl Repository {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("home")).unwrap();
        fs::create_dir_all(folder.path().join("work")).unwrap();
        let repository = Self { folder };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.write("README.md", LIST);
        repository.commit("Start");
        repository
    }

    fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Output {
        let home = self.folder.path().join("home");
        let mut command = Command::new(program);
        command.current_dir(self.work()).args(arguments);
        command
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{name}_NAME"), "a").env(format!("GIT_{name}_EMAIL"), "a@example.com");
        }
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CONFIG_GLOBAL", "GIT_EDITOR"] {
            command.env_remove(name);
        }
        command.output().unwrap()
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git", arguments);
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The exit status of a `git` that may fail, and all that it said.
    fn try_git(&self, arguments: &[&str]) -> (i32, String) {
        said(&self.command("git", arguments))
    }

    fn relist(&self, arguments: &[&str]) -> (i32, String) {
        said(&self.command(env!("CARGO_BIN_EXE_relist"), arguments))
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.work().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.work().join(name)).unwrap()
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// A branch off `main` on which the list reads so.
    fn branch(&self, name: &str, text: &str) {
        self.git(&["checkout", "-q", "-b", name, "main"]);
        self.write("README.md", text);
        self.commit(name);
        self.git(&["checkout", "-q", "main"]);
    }

    /// Two branches that both add a row and an item in one place.
    fn with_two_branches() -> Self {
        let repository = Self::new();
        repository.branch("ours", &added("sd | 2018", "c"));
        repository.branch("theirs", &added("xh | 2020", "d"));
        repository
    }
}

fn said(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

fn added(row: &str, item: &str) -> String {
    let list = LIST.replace("| rg | 2016 |\n", &format!("| rg | 2016 |\n| {row} |\n"));
    list + &format!("- [{item}](https://{item}.example)\n")
}

fn both() -> String {
    let list = LIST.replace("| rg | 2016 |\n", "| rg | 2016 |\n| sd | 2018 |\n| xh | 2020 |\n");
    list + "- [c](https://c.example)\n- [d](https://d.example)\n"
}

#[test]
fn merge_rebase_and_cherry_pick_ask_the_driver() {
    let repository = Repository::with_two_branches();
    repository.git(&["checkout", "-q", "ours"]);
    assert_eq!(repository.try_git(&["merge", "-q", "theirs"]).0, 1, "git by itself has a conflict here");
    repository.git(&["merge", "--abort"]);
    let (code, told) = repository.relist(&["git-setup", "--write"]);
    assert_eq!(code, 0, "{told}");
    // The attributes count for each commit only if they are in it; `info/attributes` counts for all.
    fs::create_dir_all(repository.work().join(".git/info")).unwrap();
    fs::rename(repository.work().join(".gitattributes"), repository.work().join(".git/info/attributes"))
        .unwrap();

    repository.git(&["merge", "-q", "-m", "Merge", "theirs"]);
    assert_eq!(repository.read("README.md"), both());
    repository.git(&["reset", "-q", "--hard", "HEAD~"]);
    repository.git(&["cherry-pick", "theirs"]);
    assert_eq!(repository.read("README.md"), both());
    repository.git(&["checkout", "-q", "theirs"]);
    repository.git(&["reset", "-q", "--hard", "theirs"]);
    repository.git(&["branch", "-f", "ours", "ours~"]);
    repository.git(&["rebase", "-q", "ours"]);
    assert_eq!(repository.read("README.md"), both());
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_true_conflict_is_gits_to_tell() {
    let repository = Repository::new();
    repository.branch("ours", &LIST.replace("| rg | 2016 |", "| rg | 2017 |\n| sd | 2018 |"));
    repository.branch("theirs", &LIST.replace("| rg | 2016 |", "| rg | 2018 |\n| xh | 2020 |"));
    assert_eq!(repository.relist(&["git-setup", "--write"]).0, 0);
    repository.git(&["config", "merge.conflictStyle", "diff3"]);
    repository.git(&["checkout", "-q", "ours"]);
    let (code, told) = repository.try_git(&["merge", "theirs"]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("CONFLICT (content): Merge conflict in README.md"), "{told}");
    let text = repository.read("README.md");
    let rows: Vec<&str> = text.lines().skip(5).take(9).collect();
    assert_eq!((rows[0], rows[1]), ("<<<<<<< HEAD", "| rg | 2017 |"), "{text}");
    assert!(rows[2].starts_with("||||||| ") && rows[3] == "| rg | 2016 |" && rows[4] == "=======", "{text}");
    assert_eq!(rows[5..], ["| rg | 2018 |", ">>>>>>> theirs", "| sd | 2018 |", "| xh | 2020 |"], "{text}");
}

/// Git would take what a failing driver left, our version without any marker, for the merge.
#[test]
fn faulty_settings_do_not_stop_the_driver() {
    let repository = Repository::with_two_branches();
    assert_eq!(repository.relist(&["git-setup", "--write"]).0, 0);
    repository.git(&["checkout", "-q", "ours"]);
    repository.write("relist.toml", "<<<<<<< HEAD\n");
    let (code, told) = repository.try_git(&["merge", "-m", "Merge", "theirs"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("relist.toml:1:") && told.contains("; merging without the settings"), "{told}");
    assert_eq!(repository.read("README.md"), both());
}

#[test]
fn setting_up_twice_is_setting_up_once_and_can_be_undone() {
    let repository = Repository::new();
    let path = repository.work().join(".gitattributes");
    for (own, scope, attributes) in [
        ("* text=auto", None, path),
        ("*.png binary\n", Some("--global"), repository.folder.path().join("home/.config/git/attributes")),
    ] {
        let config = || repository.git(&["config", "--list"]);
        fs::create_dir_all(attributes.parent().unwrap()).unwrap();
        fs::write(&attributes, own).unwrap();
        let before = config();
        let setup = |arguments: &[&'static str]| {
            let all: Vec<&str> =
                ["git-setup"].into_iter().chain(scope).chain(arguments.iter().copied()).collect();
            let (code, told) = repository.relist(&all);
            assert_eq!(code, 0, "{told}");
            told
        };
        assert!(setup(&[]).contains("*.md merge=relist diff=relist\n"));
        assert_eq!(fs::read_to_string(&attributes).unwrap(), own);
        setup(&["--write"]);
        let (first, lines) = (config(), fs::read_to_string(&attributes).unwrap());
        assert_eq!(lines, format!("{}\n*.md merge=relist diff=relist\n", own.trim_end()));
        assert!(setup(&["--write"]).contains("up to date"));
        assert_eq!((config(), fs::read_to_string(&attributes).unwrap()), (first, lines));
        setup(&["--undo"]);
        assert_eq!(config(), before);
        assert_eq!(fs::read_to_string(&attributes).unwrap().trim_end(), own.trim_end());
        setup(&["--undo"]);
    }
}

#[test]
fn diff_shows_cells_and_not_layout() {
    let repository = Repository::new();
    assert_eq!(repository.relist(&["git-setup", "--write"]).0, 0);
    repository.commit("Attributes");
    repository.write(
        "README.md",
        LIST.replace("| jq | 2012 |", "| jq   | 2012  |").replace("|---|---|", "|------|-------|"),
    );
    assert_eq!(repository.git(&["diff", "--stat"]).lines().count(), 2, "the file did change");
    assert_eq!(repository.git(&["diff"]), "", "but no cell did");
    repository.write("README.md", LIST.replace("| jq | 2012 |", "| jq   | 2013  |"));
    let diff = repository.git(&["diff", "-U0"]);
    let changed: Vec<&str> = diff.lines().skip(4).collect();
    assert_eq!(changed[1..], ["-| jq | 2012 |", "+| jq | 2013 |"], "{diff}");
    assert_eq!(changed[0], "@@ -5 +5 @@ # Tools", "with the number that the line has in the list");
}

#[test]
fn what_a_server_left_in_conflict_is_resolved() {
    for style in ["merge", "diff3", "zdiff3"] {
        let repository = Repository::with_two_branches();
        repository.git(&["config", "merge.conflictStyle", style]);
        repository.git(&["checkout", "-q", "ours"]);
        assert_eq!(repository.try_git(&["merge", "theirs"]).0, 1);
        let (code, told) = repository.relist(&["merge", "--resolve", "README.md"]);
        assert_eq!(code, 0, "{style}: {told}");
        assert!(told.contains("README.md: 2 conflicts resolved"), "{style}: {told}");
        assert_eq!(repository.read("README.md"), both(), "{style}");
        let (code, told) = repository.relist(&["merge", "--resolve", "README.md"]);
        assert_eq!((code, told.as_str()), (0, "README.md: no conflicts\n"));
    }
}

/// A hook is told where the repository is, in words that hold in its own folder only.
#[test]
fn a_conflict_in_a_folder_is_resolved_within_a_hook() {
    let repository = Repository::new();
    for (name, list) in [("ours", added("sd | 2018", "c")), ("theirs", added("xh | 2020", "d"))] {
        repository.git(&["checkout", "-q", "-b", name, "main"]);
        repository.write("sub/list.md", if name == "ours" { LIST } else { &list });
        repository.commit(name);
        if name == "ours" {
            repository.git(&["branch", "-f", "main"]);
            repository.write("sub/list.md", &list);
            repository.commit(name);
        }
    }
    repository.git(&["checkout", "-q", "ours"]);
    assert_eq!(repository.try_git(&["merge", "-q", "theirs"]).0, 1);
    let script = format!("GIT_DIR=.git exec '{}' merge --resolve sub/list.md", env!("CARGO_BIN_EXE_relist"));
    let (code, told) = said(&repository.command("sh", &["-c", &script]));
    assert_eq!((code, told.as_str()), (0, "sub/list.md: 2 conflicts resolved\n"));
    assert_eq!(repository.read("sub/list.md"), both());
}

/// What the settings of a repository name is not run: whoever handed it over may have put it there.
#[cfg(unix)]
#[test]
fn a_repository_cannot_run_its_programs() {
    use std::os::unix::fs::PermissionsExt;

    let repository = Repository::with_two_branches();
    let program = repository.work().join(".git/program");
    let trace = repository.work().join(".git/trace");
    fs::write(&program, format!("#!/bin/sh\necho \"$0\" >> '{}'\ncat\n", trace.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let program = program.to_string_lossy();
    for key in ["core.fsmonitor", "filter.x.clean", "filter.x.smudge", "diff.x.textconv", "diff.external"] {
        repository.git(&["config", key, &program]);
    }
    repository.write(".git/info/attributes", "*.md filter=x diff=x\n");
    repository.write("new.md", LIST);
    repository.write("README.md", both());
    fs::remove_file(&trace).ok();
    for arguments in [
        &["check", "--since", "HEAD", "."][..],
        &["fmt", "--since", "main", "--check", "new.md"],
        &["diff", "HEAD:README.md", "README.md"],
        &["diff", "ours:README.md", "theirs:README.md"],
    ] {
        assert!(repository.relist(arguments).0 < 2, "{arguments:?}");
        assert!(!trace.exists(), "{arguments:?} ran {}", fs::read_to_string(&trace).unwrap());
    }
}

#[test]
fn the_driver_merges_a_file_whose_name_starts_with_a_dash() {
    let repository = Repository::new();
    repository.relist(&["git-setup"]);
    repository.write(".gitattributes", "*.md merge=relist\n");
    repository.write("-x.md", LIST);
    repository.commit("Dash");
    for (name, list) in [("ours", added("sd | 2018", "c")), ("theirs", added("xh | 2020", "d"))] {
        repository.git(&["checkout", "-q", "-b", name, "main"]);
        repository.write("-x.md", list);
        repository.commit(name);
    }
    repository.git(&["checkout", "-q", "ours"]);
    repository.git(&["merge", "-q", "-m", "Merge", "theirs"]);
    assert_eq!(repository.read("-x.md"), both());
}

#[test]
fn a_conflict_that_was_edited_is_not_written_over() {
    let repository = Repository::with_two_branches();
    repository.git(&["checkout", "-q", "ours"]);
    assert_eq!(repository.try_git(&["merge", "theirs"]).0, 1);
    let edited = repository.read("README.md").replace("jq", "JQ");
    repository.write("README.md", &edited);
    let (code, told) = repository.relist(&["merge", "--resolve", "README.md"]);
    assert_eq!(code, 2);
    assert_eq!(
        told,
        "error: README.md: the conflicts do not include the base, and the file was edited after git merged it; run `git checkout --conflict=diff3 -- README.md` first\n"
    );
    assert_eq!(repository.read("README.md"), edited);
}

#[test]
fn what_is_not_text_is_merged_as_git_does() {
    let repository = Repository::new();
    let bytes = |end: &[u8]| [b"caf\xe9\nb\nc\nd\n", end].concat();
    for (name, end) in [("base", &b""[..]), ("ours", b"e\n"), ("theirs", b"")] {
        repository.write(name, bytes(end));
    }
    let (code, told) = repository.relist(&["merge", "base", "ours", "theirs"]);
    assert_eq!((code, told.as_str()), (0, "ours: not UTF-8, merged line by line\n"));
    assert_eq!(fs::read(repository.work().join("ours")).unwrap(), bytes(b"e\n"));
}

#[test]
fn versions_are_read_from_revisions() {
    let repository = Repository::new();
    repository.write("docs/My list.md", added("sd | 2018", "c"));
    let (code, told) = repository.relist(&["diff", "HEAD:README.md", "docs/My list.md"]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("  + sd  line 7\n"), "{told}");
    assert_eq!(repository.relist(&["diff", "HEAD:README.md", "README.md"]).0, 0);
    assert_eq!(repository.relist(&["diff", "HEAD:./README.md", "main:README.md"]).0, 0);
    let (code, told) = repository.relist(&["diff", "nowhere:README.md", "README.md"]);
    assert_eq!(code, 2);
    assert!(told.starts_with("error: nowhere:README.md: git: ") && told.lines().count() == 1, "{told}");
}

/// What `git merge-file` makes of three texts.
fn merge_file(folder: &Path, texts: [&str; 3], options: &[&str]) -> (i32, String) {
    for (name, text) in ["base", "ours", "theirs"].into_iter().zip(texts) {
        fs::write(folder.join(name), text).unwrap();
    }
    let mut command = Command::new("git");
    command.current_dir(folder).args(["merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs"]);
    let output = command.args(options).args(["ours", "base", "theirs"]).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

proptest! {
    #![proptest_config(cases(60))]

    /// Lines are merged as git merges them, markers included.
    #[test]
    fn lines_are_merged_as_git_does(
        base in vec(0..9_u8, 0..30),
        steps in vec((any::<bool>(), 0..40_usize, 0..9_u8, 0..3_u8), 0..14),
    ) {
        let mut sides = [base.clone(), base.clone()];
        for (is_ours, at, line, what) in steps {
            let side = &mut sides[usize::from(is_ours)];
            let at = at.min(side.len());
            match what {
                0 => side.insert(at, line),
                1 if at < side.len() => { side.remove(at); }
                _ => if let Some(known) = side.get_mut(at) { *known = line; },
            }
        }
        let text = |lines: &[u8]| lines.iter().fold(String::new(), |text, line| text + "line " + &line.to_string() + "\n");
        let [base, ours, theirs] = [text(&base), text(&sides[0]), text(&sides[1])];
        let folder = TempDir::new().unwrap();
        for with_base in [false, true] {
            let style = ConflictStyle { with_base, ..ConflictStyle::default() };
            let merged = line_merge(&base, &ours, &theirs, &style);
            let options: &[&str] = if with_base { &["--diff3"] } else { &[] };
            let by_git = merge_file(folder.path(), [&base, &ours, &theirs], options);
            prop_assert_eq!((i32::try_from(merged.conflicts).unwrap(), merged.text), by_git);
        }
    }
}
