//! `relist verify`.

use super::{Playground, STRAY, TIDY, assert_transcript};

#[test]
fn laws_that_hold_are_told() {
    let playground = Playground::with(&[("a.md", TIDY), ("docs/b.md", STRAY)]);
    assert_transcript("verify", &playground.run(&["verify"]));
    assert_transcript("verify-verbose", &playground.run(&["verify", "--verbose", "a.md"]));
    assert_transcript("verify-quiet", &playground.run(&["verify", "-q"]));
}

#[test]
fn what_cannot_be_read_is_a_failure() {
    let playground = Playground::with(&[("a.md", TIDY)]);
    assert_transcript("verify-missing", &playground.run(&["verify", "a.md", "b.md"]));
    assert_transcript("verify-nothing", &Playground::with(&[]).run(&["verify"]));
}
