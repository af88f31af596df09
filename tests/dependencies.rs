//! Every dependency has its reason written down, and no reason outlives its dependency.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The names of all crates that `manifest` depends on, in whatever way.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let of_all_systems = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = of_all_systems.iter().filter_map(|name| manifest.get(*name)?.as_table());
    let of_some = manifest.get("target").and_then(|target| target.as_table());
    let of_some = of_some.into_iter().flat_map(|targets| targets.values());
    let of_some =
        of_some.flat_map(|target| of_all_systems.iter().filter_map(|name| target.get(name)?.as_table()));
    tables.chain(of_some).flat_map(|table| table.keys().cloned()).collect()
}

/// The first cells of the rows whose other cells are not empty.
fn reasons(page: &str) -> Vec<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows =
        rows.filter(|row| row.trim_end_matches('|').split('|').skip(1).all(|cell| !cell.trim().is_empty()));
    rows.filter_map(|row| Some(row.split_once('`')?.0.to_owned())).collect()
}

#[test]
fn each_dependency_has_one_reason() {
    let reasons = reasons(&read("docs/dependencies.md"));
    let named: BTreeSet<String> = reasons.iter().cloned().collect();
    assert_eq!(named.len(), reasons.len(), "a crate is named twice: {reasons:?}");
    let mut needed = dependencies(&read("Cargo.toml"));
    needed.extend(dependencies(&read("python/Cargo.toml")));
    needed.remove("relist");
    assert_eq!(named, needed);
}

#[test]
fn dependencies_of_all_kinds_are_seen() {
    let manifest = "[dependencies]\na = '1'\n[dev-dependencies]\nb.version = '1'\n[build-dependencies]\nc = '1'\n\
                    [target.'cfg(unix)'.dependencies]\nd = { version = '1' }\n[features]\ne = []\n";
    assert_eq!(dependencies(manifest).into_iter().collect::<String>(), "abcd");
    assert_eq!(reasons("| `a` | x | y |\n| `b` | x |  |\n| c | x | y |\n"), ["a"]);
}

#[test]
fn the_python_module_has_the_version_of_the_crate() {
    let manifest: toml::Table = read("python/Cargo.toml").parse().unwrap();
    assert_eq!(manifest["package"]["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(manifest["dependencies"]["relist"]["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
}
