//! How a file is replaced.

use std::fs;
use std::time::{Duration, SystemTime};

use super::{Playground, STRAY, TIDY, assert_transcript};

#[test]
fn a_file_in_which_nothing_strays_is_not_written() {
    let playground = Playground::with(&[("README.md", TIDY)]);
    let path = playground.path("README.md");
    let then = SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
    assert_eq!(playground.run(&["fmt"]).code, Some(0));
    assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), then);
}

#[test]
fn nothing_is_left_beside_the_file() {
    let playground = Playground::with(&[("README.md", STRAY)]);
    assert_eq!(playground.run(&["fmt"]).code, Some(0));
    assert_eq!(playground.names(), ["README.md"]);
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let playground = Playground::with(&[("README.md", STRAY)]);
    let path = playground.path("README.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o754)).unwrap();
    assert_eq!(playground.run(&["fmt"]).code, Some(0));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o754);
}

#[cfg(unix)]
#[test]
fn a_symlink_stays_one() {
    let playground = Playground::with(&[("docs/list.md", STRAY)]);
    std::os::unix::fs::symlink("docs/list.md", playground.path("README.md")).unwrap();
    assert_eq!(playground.run(&["fmt", "README.md"]).code, Some(0));
    assert!(fs::symlink_metadata(playground.path("README.md")).unwrap().is_symlink());
    assert_eq!(playground.read("docs/list.md"), TIDY);
}

#[test]
fn a_read_only_file_is_left_alone() {
    let playground = Playground::with(&[("README.md", STRAY), ("other.md", STRAY)]);
    let path = playground.path("README.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_transcript("read-only", &playground.run(&["fmt"]));
    assert_eq!((playground.read("README.md"), playground.read("other.md")), (STRAY.into(), TIDY.into()));
    assert_eq!(playground.names(), ["README.md", "other.md"]);
}

#[test]
fn outputs_do_not_replace_inputs() {
    let playground = Playground::with(&[("README.md", STRAY), ("other.md", TIDY)]);
    let extracted = playground.run(&["extract", "README.md"]);
    playground.write("data.json", extracted.out());
    for arguments in [
        &["check", "--write-baseline", "README.md", "README.md"][..],
        &["check", "--write-baseline", "other.md", "README.md"],
        &["check", "--write-baseline", "data.json", "README.md"],
        &["check", "README.md", "-o", "./README.md"],
        &["check", "README.md", "-o", "other.md", "--output-format", "json"],
        &["extract", "README.md", "-o", "README.md"],
        &["extract", "README.md", "-o", "other.md"],
        &["extract", "--format", "csv", ".", "-o", "README.md"],
        &["extract", "--format", "links", ".", "-o", "data.json"],
        &["render", "README.md", "--records", "data.json", "-o", "data.json"],
        &["render", "--records", "data.json", "-o", "data.json"],
        &["merge", "README.md", "other.md", "README.md", "-o", "README.md"],
        &["init", "README.md", "-o", "README.md", "--force"],
        &["init", "README.md", "-o", "other.md", "--force"],
    ] {
        let run = playground.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert_eq!(playground.read("README.md"), STRAY, "{arguments:?}");
        assert_eq!(playground.read("other.md"), TIDY, "{arguments:?}");
        assert_eq!(playground.read("data.json"), extracted.out(), "{arguments:?}");
    }
}

#[test]
fn outputs_replace_older_ones() {
    let playground = Playground::with(&[("README.md", STRAY), ("empty.json", "")]);
    for arguments in [
        &["check", "--write-baseline", "known.json", "README.md"][..],
        &["check", "README.md", "-o", "found.txt"],
        &["check", "README.md", "-o", "found.json", "--output-format", "sarif"],
        &["extract", "README.md", "-o", "data.json"],
        &["extract", "README.md", "-o", "empty.json"],
        &["extract", "--format", "csv", "README.md", "-o", "data.csv"],
        &["render", "README.md", "--records", "data.json", "-o", "copy.md"],
        &["render", "README.md", "--records", "data.json", "-o", "README.md"],
        &["merge", "README.md", "copy.md", "README.md"],
        &["init", "README.md", "-o", "settings.toml", "--force"],
    ] {
        for time in ["first", "second"] {
            let run = playground.run(arguments);
            assert_ne!(run.code, Some(2), "{time}, {arguments:?}: {}", run.stderr);
        }
    }
}
