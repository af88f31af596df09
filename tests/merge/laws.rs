//! What holds of any merge, whatever the three versions are. Fuzzing asks the same.

use std::collections::HashMap;

use relist::compare::{ConflictStyle, Conflicted, line_merge, merge};
use relist::config::Config;

/// What does not hold for a merge of these; empty where all does.
pub(crate) fn broken(base: &str, ours: &str, theirs: &str) -> Vec<String> {
    let config = Config::default();
    let mut broken = Vec::new();
    for with_base in [false, true] {
        let style = ConflictStyle { with_base, ..ConflictStyle::default() };
        for (versions, expected) in
            [([base, ours, ours], ours), ([base, base, theirs], theirs), ([base, ours, base], ours)]
        {
            let settled = merge(versions[0], versions[1], versions[2], &config, &style);
            if (settled.text.as_str(), settled.conflicts) != (expected, 0) {
                broken.push(format!("a side that changed nothing has a say: {:?}", settled.text));
            }
        }
        let merged = merge(base, ours, theirs, &config, &style);
        let by_lines = line_merge(base, ours, theirs, &style);
        if by_lines.conflicts == 0 && merged != by_lines {
            broken.push(format!("git merges it otherwise: {:?}", merged.text));
        }
        let lost = lost(base, ours, theirs, &merged.text);
        if !lost.is_empty() {
            broken.push(format!("lost {lost:?}: {:?}", merged.text));
        }
        // Markers are whole, unless a version has some of its own.
        if ![base, ours, theirs].into_iter().any(has_markers) {
            let read = Conflicted::read(&merged.text, style.marker_size);
            if read.map(|read| read.map_or(0, |read| read.conflicts)) != Ok(merged.conflicts) {
                broken.push(format!("{} conflicts: {:?}", merged.conflicts, merged.text));
            }
        }
    }
    broken
}

fn has_markers(text: &str) -> bool {
    let is_marker =
        |line: &str| ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map(|marker| line.starts_with(marker));
    text.split(['\n', '\r']).any(|line| is_marker(line).contains(&true))
}

/// The addresses of `ours` and `theirs` that `merged` should hold and does not: those that a side added, and those that
/// stand once in all three versions. They are told by the bytes alone, so that no parser has a say in it.
fn lost<'a>(base: &'a str, ours: &'a str, theirs: &'a str, merged: &str) -> Vec<&'a str> {
    let [base, ours, theirs] = [base, ours, theirs].map(addresses);
    let kept = addresses(merged);
    let count = |counts: &HashMap<&str, usize>, address: &str| counts.get(address).copied().unwrap_or(0);
    let is_due = |address: &&str| {
        let before = count(&base, address);
        before == 0 || [before, count(&ours, address), count(&theirs, address)] == [1; 3]
    };
    let due = ours.keys().chain(theirs.keys()).copied().filter(is_due);
    // Where both sides' changes were put together, more may stand behind an address.
    due.filter(|address| !kept.contains_key(address) && !merged.contains(address)).collect()
}

/// How often each address stands in `text`.
fn addresses(text: &str) -> HashMap<&str, usize> {
    let ends = |c: char| c.is_whitespace() || "<>()[]|\"'`".contains(c);
    let mut counts = HashMap::new();
    for address in text.split(ends).filter(|word| word.contains("://")) {
        *counts.entry(address).or_default() += 1;
    }
    counts
}
