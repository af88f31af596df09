//! What the rules' tests share: each rule runs over a pair of fixtures, one with and one without something to report.

use std::path::PathBuf;

use super::{Applicability, Context, Finding, named, run};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::format::format;

/// The text of `fixtures/rules/RULE/NAME`, or nothing where there is no such file.
fn fixture(rule: &str, name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(rule);
    std::fs::read_to_string(folder.join(name)).unwrap_or_default()
}

/// What `rule` finds in `source`, each with its line.
pub(super) fn findings(rule: &str, source: &str, config: &Config) -> Vec<(usize, Finding)> {
    let document = Document::parse(source);
    let conventions = Conventions::learn(&document, config);
    let context =
        Context { document: &document, conventions: &conventions, config, folder: None, changes: None };
    let found = run(&context, &[named(rule).unwrap()], |_| true);
    found.into_iter().map(|finding| (document.position(finding.span.start).line, finding)).collect()
}

/// The lines of what `rule` finds in its bad fixture, which must not be empty; its good one has nothing to report, and
/// both can be mended.
pub(super) fn lines_of_bad_fixture(rule: &str) -> Vec<usize> {
    let config = Config::from_toml(&fixture(rule, "relist.toml")).unwrap();
    let good = fixture(rule, "good.md");
    assert!(!good.is_empty());
    assert_eq!(findings(rule, &good, &config), []);
    for source in [good, fixture(rule, "bad.md")] {
        for applicability in [Applicability::Safe, Applicability::Unsafe] {
            let once = format(&source, &config, applicability).unwrap().output.unwrap_or(source.clone());
            assert_eq!(format(&once, &config, applicability).unwrap().output, None);
        }
    }
    findings(rule, &fixture(rule, "bad.md"), &config).into_iter().map(|(line, _)| line).collect()
}

/// The bad fixture of `rule` after its own fixes.
pub(super) fn mended(rule: &str, applicability: Applicability) -> String {
    let mut config = Config::from_toml(&fixture(rule, "relist.toml")).unwrap();
    config.select = Some(vec![rule.to_owned()]);
    let source = fixture(rule, "bad.md");
    format(&source, &config, applicability).unwrap().output.unwrap_or(source)
}
