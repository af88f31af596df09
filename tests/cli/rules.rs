//! `relist rules`.

use super::{Playground, assert_transcript};

#[test]
fn rules_are_listed_and_explained() {
    let playground = Playground::with(&[]);
    assert_transcript("rules", &playground.run(&["rules"]));
    assert_transcript("rules-date-format", &playground.run(&["rules", "date-format"]));
    assert_transcript("rules-unknown", &playground.run(&["rules", "dateformat"]));
}
