//! Tells `relist --version` which commit it was built from.
//!
//! Only optimized builds are told: cargo builds all of the crate anew where this says something new, and who works on it
//! commits often. Without git, and outside of a checkout, the version stands alone.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let is_optimized = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    // A crate that was unpacked in somebody's repository is not at that repository's commit.
    if !is_optimized || !Path::new(&root).join(".git").exists() {
        return;
    }
    if let Some(commit) = git(&root, &["log", "-1", "--format=%h %cs"]) {
        println!("cargo::rustc-env=RELIST_VERSION={} ({commit})", env!("CARGO_PKG_VERSION"));
    }
    // Whatever moves the head is written down there.
    if let Some(log) = git(&root, &["rev-parse", "--git-path", "logs/HEAD"]) {
        println!("cargo::rerun-if-changed={log}");
    }
}

/// What git says, on one line; `None` where it is not there, or has nothing to say.
fn git(root: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.current_dir(root).args(arguments).env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    let output = command.output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8(output.stdout).ok()?;
    said.lines().next().map(str::to_owned).filter(|line| !line.is_empty())
}
