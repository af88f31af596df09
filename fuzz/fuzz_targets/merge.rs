//! Whatever three versions there are: they can be compared and merged, what only one side changed is taken as it is, what
//! git merges is left as git merged it, and no address is lost.
//!
//! The input is a base, ours and theirs, with a NUL between them.

#![no_main]

#[path = "../../tests/merge/laws.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;
use relist::compare::{cell_lines, diff};
use relist::config::Config;
use relist::document::Document;
use relist::report::{DiffFormat, Look};

fuzz_target!(|input: &str| {
    let mut versions = input.splitn(3, '\0');
    let [base, ours, theirs] = [(); 3].map(|()| versions.next().unwrap_or_default());
    let broken = laws::broken(base, ours, theirs);
    assert!(broken.is_empty(), "{broken:#?}");
    let config = Config::default();
    let [old, new] = [base, ours].map(Document::parse);
    let (changes, nothing) = (diff(&old, &new, &config), diff(&old, &old, &config));
    assert!(nothing.is_empty(), "{nothing:?}");
    for format in [DiffFormat::Text, DiffFormat::Json, DiffFormat::Markdown] {
        let _ = format.render(&changes, ["old", "new"], &Look::default());
    }
    let _ = cell_lines(&new);
});
