//! What may happen to a file while it is rewritten: whatever it is, the old file or the new one is there, whole.

use std::fmt::Write;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Instant;

use tempfile::TempDir;

/// The user and group that own nothing.
const NOBODY: u32 = 65_534;

/// A folder with a list in which a row strays, and what formatting makes of it.
struct Scene {
    folder: TempDir,
    old: String,
    new: String,
}

impl Scene {
    fn new(rows: usize) -> Self {
        let mut old = String::from("# Models\n\n| Model       | Released |\n| ----------- | -------- |\n");
        for row in 0..rows {
            let _ = writeln!(old, "| Model {row:05} | {:02}/23    |", row % 12 + 1);
        }
        let new = old.clone() + "| Zuletzt     | 05/23    |\n";
        old += "|Zuletzt|2023-05|\n";
        let folder = TempDir::new().unwrap();
        let scene = Self { folder, old, new };
        fs::write(scene.list(), &scene.old).unwrap();
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn list(&self) -> PathBuf {
        self.path("README.md")
    }

    fn command(&self, program: impl AsRef<Path>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.folder.path()).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn fmt(&self) -> Command {
        self.command(env!("CARGO_BIN_EXE_relist"), &["fmt", "README.md"])
    }

    /// The same by a user who has no rights but those of everyone, where the tests are run by one who has all.
    fn fmt_without_rights(&self) -> Command {
        if fs::metadata(self.folder.path()).unwrap().uid() != 0 {
            return self.fmt();
        }
        // The folder of the build may be closed to others.
        let program = self.path("relist");
        install(Path::new(env!("CARGO_BIN_EXE_relist")), &program);
        let mut command = self.command(program, &["fmt", "README.md"]);
        command.uid(NOBODY).gid(NOBODY);
        command
    }

    /// Asserts that the list is whole, and tells whether it is the new one.
    #[track_caller]
    fn is_new(&self) -> bool {
        let list = fs::read_to_string(self.list()).unwrap();
        assert!(list == self.old || list == self.new, "{} of {} bytes", list.len(), self.old.len());
        list == self.new
    }

    /// The folders of temporary files beside the list.
    fn leftovers(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(".relist-")).collect()
    }
}

/// Copies a program by another process: a file that this one has open for writing, which any of its children inherits,
/// cannot be run.
fn install(program: &Path, path: &Path) {
    assert!(Command::new("cp").args([program, path]).status().unwrap().success());
    fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
}

fn run(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn end(mut child: Child) -> Output {
    // It may have ended by itself.
    let _ = child.kill();
    child.wait_with_output().unwrap()
}

/// Tries until an attempt has met its moment as often as wanted. How fast a run is depends on what else the machine does.
#[track_caller]
fn until_met(wanted: u32, mut attempt: impl FnMut(u32) -> bool) {
    let mut met = 0;
    for number in 0..100 {
        met += u32::from(attempt(number));
        if met == wanted {
            return;
        }
    }
    panic!("{met} of {wanted} attempts met their moment");
}

/// A run is killed at one moment after the other, from its start to its end, and the next one makes up for it.
#[test]
fn a_killed_run_leaves_a_whole_file() {
    const MOMENTS: u32 = 20;
    let scene = Scene::new(500);
    let start = Instant::now();
    assert_eq!(run(&mut scene.fmt()).0, Some(0));
    let whole = start.elapsed();
    until_met(MOMENTS, |attempt| {
        fs::write(scene.list(), &scene.old).unwrap();
        let child = scene.fmt().spawn().unwrap();
        let moment = attempt % MOMENTS;
        sleep(whole * moment / MOMENTS);
        let is_killed = end(child).status.signal() == Some(9);
        let was_new = scene.is_new();
        assert_eq!(run(&mut scene.fmt()).0, Some(0));
        assert!(scene.is_new(), "after {moment} of {MOMENTS}, new: {was_new}");
        is_killed
    });
}

/// A run is killed while its temporary file is there.
#[test]
fn a_run_killed_while_it_writes_leaves_a_whole_file() {
    let scene = Scene::new(2_000);
    until_met(3, |_| {
        fs::write(scene.list(), &scene.old).unwrap();
        let mut child = scene.fmt().spawn().unwrap();
        while child.try_wait().unwrap().is_none() && scene.leftovers().is_empty() {}
        end(child);
        scene.is_new();
        let leftovers = scene.leftovers();
        for leftover in &leftovers {
            fs::remove_dir_all(leftover).unwrap();
        }
        !leftovers.is_empty()
    });
}

/// What cannot be written in full is not written at all: the limit ends the write in the middle.
#[test]
fn a_full_disk_leaves_the_old_file() {
    let scene = Scene::new(500);
    let program = env!("CARGO_BIN_EXE_relist");
    for limit in [0, 1, 8] {
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec '{program}' fmt README.md");
        let (code, stderr) = run(&mut scene.command("sh", &["-c", &script]));
        assert_eq!(code, Some(2), "{stderr}");
        assert!(stderr.contains("error: README.md: cannot be written: File too large"), "{stderr}");
        assert!(!scene.is_new());
        assert_eq!(scene.leftovers(), [""; 0].map(PathBuf::from));
    }
}

/// The same for documents that go to a device.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told() {
    let scene = Scene::new(5);
    for arguments in [&["extract", "README.md"][..], &["extract", "README.md", "-o", "/dev/full"]] {
        let mut command = scene.command(env!("CARGO_BIN_EXE_relist"), arguments);
        command.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
        let (code, stderr) = run(&mut command);
        assert_eq!(code, Some(2), "{stderr}");
        assert!(stderr.contains("No space left on device"), "{stderr}");
    }
}

/// Neither in a folder that may not be written to, nor a file that may not, is anything changed.
#[test]
fn who_may_not_write_changes_nothing() {
    for (folder, file, said) in [
        (0o555, 0o666, "error: README.md: cannot be written: permission denied"),
        (0o777, 0o444, "error: README.md: read-only, left unchanged"),
    ] {
        let scene = Scene::new(5);
        let mut command = scene.fmt_without_rights();
        fs::set_permissions(scene.list(), Permissions::from_mode(file)).unwrap();
        fs::set_permissions(scene.folder.path(), Permissions::from_mode(folder)).unwrap();
        let (code, stderr) = run(&mut command);
        fs::set_permissions(scene.folder.path(), Permissions::from_mode(0o755)).unwrap();
        assert_eq!(code, Some(2), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
        assert!(!scene.is_new());
        assert_eq!(scene.leftovers(), [""; 0].map(PathBuf::from));
    }
}

/// A symlink to a symlink in another folder: both stay, and what they lead to is replaced.
#[test]
fn symlinks_stay() {
    let scene = Scene::new(5);
    fs::create_dir(scene.path("docs")).unwrap();
    fs::rename(scene.list(), scene.path("docs/list.md")).unwrap();
    symlink("list.md", scene.path("docs/other.md")).unwrap();
    symlink("docs/other.md", scene.list()).unwrap();
    assert_eq!(run(&mut scene.fmt()).0, Some(0));
    assert!(scene.is_new());
    assert_eq!(fs::read_link(scene.list()).unwrap(), Path::new("docs/other.md"));
    assert_eq!(fs::read_link(scene.path("docs/other.md")).unwrap(), Path::new("list.md"));
    assert!(fs::symlink_metadata(scene.path("docs/list.md")).unwrap().is_file());
}

/// A symlink that leads nowhere is a missing file.
#[test]
fn a_dangling_symlink_is_a_missing_file() {
    let scene = Scene::new(5);
    fs::remove_file(scene.list()).unwrap();
    symlink("gone.md", scene.list()).unwrap();
    let (code, stderr) = run(&mut scene.fmt());
    assert_eq!((code, stderr.lines().next()), (Some(2), Some("error: README.md: no such file")));
    assert!(!scene.path("gone.md").exists());
}

/// Of a file with two names, the one that was asked for is replaced, and the other keeps the old file, whole.
#[test]
fn the_other_name_of_a_file_keeps_the_old_one() {
    let scene = Scene::new(5);
    fs::hard_link(scene.list(), scene.path("other.txt")).unwrap();
    assert_eq!(run(&mut scene.fmt()).0, Some(0));
    assert!(scene.is_new());
    assert_eq!(fs::read_to_string(scene.path("other.txt")).unwrap(), scene.old);
}

/// A program that writes to the file after it was read is not overwritten: here it is `git`, which is asked in between.
#[test]
fn what_others_write_in_the_meantime_stays() {
    let scene = Scene::new(5);
    fs::create_dir(scene.path("bin")).unwrap();
    // Of both questions, the first one is for a revision, and the second one for a file, which there is none of.
    let script = "#!/bin/sh\necho '| Theirs | 01/23 |' >> README.md\ncase \"$*\" in *ls-tree*) ;; *) echo 0123 ;; esac\n";
    fs::write(scene.path("git.sh"), script).unwrap();
    install(&scene.path("git.sh"), &scene.path("bin/git"));
    let mut command = scene.command(env!("CARGO_BIN_EXE_relist"), &["fmt", "--since", "HEAD", "README.md"]);
    let path = std::env::var("PATH").unwrap();
    command.env("PATH", format!("{}:{path}", scene.path("bin").display()));
    let (code, stderr) = run(&mut command);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("error: README.md: changed by another program in the meantime"), "{stderr}");
    let written = fs::read_to_string(scene.list()).unwrap();
    let theirs = written.strip_prefix(&scene.old).unwrap();
    assert!(!theirs.is_empty() && theirs.lines().all(|line| line == "| Theirs | 01/23 |"), "{theirs}");
    assert_eq!(scene.leftovers(), [""; 0].map(PathBuf::from));
}

/// Runs over one file at once all succeed, and leave what one of them would.
#[test]
fn several_runs_at_once_come_to_the_same() {
    let scene = Scene::new(500);
    for _ in 0..5 {
        fs::write(scene.list(), &scene.old).unwrap();
        let children: Vec<Child> = (0..4).map(|_| scene.fmt().spawn().unwrap()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert!(scene.is_new());
        assert_eq!(scene.leftovers(), [""; 0].map(PathBuf::from));
    }
}

/// A run that is interrupted while its temporary files are there removes them, and ends by the signal.
#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    for signal in ["INT", "TERM", "HUP"] {
        let scene = Scene::new(4_000);
        until_met(3, |_| {
            fs::write(scene.list(), &scene.old).unwrap();
            let mut child = scene.fmt().spawn().unwrap();
            while child.try_wait().unwrap().is_none() && scene.leftovers().is_empty() {}
            let id = child.id().to_string();
            // It may have ended by itself.
            let _ = Command::new("kill").args(["-s", signal, &id]).stderr(Stdio::null()).status().unwrap();
            let status = child.wait().unwrap();
            scene.is_new();
            assert_eq!(scene.leftovers(), [""; 0].map(PathBuf::from), "{signal}: {status}");
            status.signal().is_some()
        });
    }
}

/// What a killed run leaves beside the list is not for git.
#[test]
fn git_passes_over_what_a_killed_run_leaves() {
    let scene = Scene::new(4_000);
    assert_eq!(run(&mut scene.command("git", &["init", "-q"])).0, Some(0));
    let mut left = 0;
    until_met(5, |_| {
        fs::write(scene.list(), &scene.old).unwrap();
        let mut child = scene.fmt().spawn().unwrap();
        while child.try_wait().unwrap().is_none() && scene.leftovers().len() == left {}
        end(child);
        let before = std::mem::replace(&mut left, scene.leftovers().len());
        let status = scene.command("git", &["status", "--porcelain", "-uall"]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&status.stdout), "?? README.md\n");
        left > before
    });
}

/// What somebody saves while two versions are merged, or records rendered, is not lost.
#[test]
fn what_is_saved_during_a_merge_stays() {
    // More than a pipe holds: once the first half is written, the run is reading.
    let scene = Scene::new(8_000);
    fs::write(scene.path("base.md"), &scene.old).unwrap();
    fs::write(scene.path("new.csv"), "model,released\nModel seven,2023-07\n").unwrap();
    let typed = scene.old.clone() + "| Typed | 01/23 |\n";
    for (arguments, input) in [
        (&["merge", "base.md", "README.md", "-"][..], scene.old.clone() + "|Neu|2023-06|\n"),
        (
            &["render", "README.md", "--records", "new.csv", "--base", "-", "-o", "README.md"],
            scene.old.clone(),
        ),
    ] {
        fs::write(scene.list(), &scene.old).unwrap();
        let mut command = scene.command(env!("CARGO_BIN_EXE_relist"), arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let (first, second) = input.split_at(input.len() / 2);
        stdin.write_all(first.as_bytes()).unwrap();
        fs::write(scene.list(), &typed).unwrap();
        stdin.write_all(second.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("README.md: changed by another program"), "{arguments:?}: {stderr}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(fs::read_to_string(scene.list()).unwrap() == typed, "{arguments:?}");
    }
}

/// A private list is never readable by others, not even while it is replaced.
#[test]
fn a_private_list_stays_private() {
    let scene = Scene::new(2_000);
    for _ in 0..5 {
        fs::write(scene.list(), &scene.old).unwrap();
        fs::set_permissions(scene.list(), Permissions::from_mode(0o600)).unwrap();
        let mut child = scene.fmt().spawn().unwrap();
        while child.try_wait().unwrap().is_none() {
            for leftover in scene.leftovers() {
                // It may be gone by now.
                let Ok(metadata) = fs::metadata(leftover) else { continue };
                assert_eq!(metadata.mode() & 0o077, 0);
            }
        }
        assert_eq!(fs::metadata(scene.list()).unwrap().mode() & 0o7777, 0o600);
    }
}

/// Attributes that a user gave the list stay.
#[test]
fn attributes_stay() {
    let scene = Scene::new(5);
    if xattr::set(scene.list(), "user.note", b"mine").is_err() {
        return; // Not on this file system.
    }
    assert_eq!(run(&mut scene.fmt()).0, Some(0));
    assert!(scene.is_new());
    assert_eq!(xattr::get(scene.list(), "user.note").unwrap().as_deref(), Some(&b"mine"[..]));
}

/// A document is not written through a symlink to a file that does not exist, and the symlink stays.
#[test]
fn a_dangling_symlink_is_not_replaced() {
    let scene = Scene::new(5);
    symlink("gone.json", scene.path("records.json")).unwrap();
    let mut extract =
        scene.command(env!("CARGO_BIN_EXE_relist"), &["extract", "README.md", "-o", "records.json"]);
    let (code, stderr) = run(&mut extract);
    assert_eq!(code, Some(2));
    assert!(
        stderr.starts_with("error: records.json: a symbolic link to a file that does not exist"),
        "{stderr}"
    );
    assert!(fs::symlink_metadata(scene.path("records.json")).unwrap().is_symlink());
}
