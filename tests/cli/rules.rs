//! `relist rules`.

use super::{Playground, assert_transcript};

#[test]
fn rules_are_listed_and_explained() {
    let playground = Playground::with(&[]);
    assert_transcript("rules", &playground.run(&["rules"]));
    assert_transcript("rules-date-format", &playground.run(&["rules", "date-format"]));
    assert_transcript("rules-unknown", &playground.run(&["rules", "dateformat"]));
}

/// A page is as wide as a terminal, but for examples, which cannot be wrapped; no word is lost.
#[test]
fn the_page_of_each_rule_is_80_columns_wide() {
    let playground = Playground::with(&[]);
    for rule in relist::rules::all() {
        let run = playground.run(&["rules", rule.name]);
        let page = run.out();
        let text: String = page.split("```").step_by(2).collect();
        let too_long = text.lines().find(|line| line.chars().count() > 80 && line.contains(' '));
        assert_eq!(too_long, None, "{}", rule.name);
        assert!(page.split_whitespace().eq(rule.markdown().split_whitespace()), "{}", rule.name);
    }
}
