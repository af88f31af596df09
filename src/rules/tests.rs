//! What the rules' own tests share.

use std::path::Path;

use super::{Applicability, Context, Finding, named, run};
use crate::config::Config;
use crate::convention::Conventions;
use crate::document::Document;
use crate::format::format_in;

/// Asserts that the rule called `name` reports these lines of its bad fixture, and nothing of its good one; and that all
/// fixes of the bad one are proven, and leave nothing to fix.
pub(super) fn assert_fixtures(name: &str, lines: &[usize]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(name);
    let read = |file| std::fs::read_to_string(folder.join(file)).expect("the rule has this fixture");
    let found = lines_of(&read("bad.md"), Some(&folder), name);
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines, "{found:#?}");
    assert_eq!(lines_of(&read("good.md"), Some(&folder), name), []);
    let formatted = |source: &str| {
        let config =
            Config { select: Some(vec![name.to_owned(), "table-layout".to_owned()]), ..Config::default() };
        let formatted = format_in(Some(&folder), source, &config, Applicability::Unsafe);
        formatted.expect("the fixes are proven").output
    };
    if let Some(output) = formatted(&read("bad.md")) {
        assert_eq!(formatted(&output), None, "{output}");
    }
}

fn lines_of(source: &str, folder: Option<&Path>, name: &str) -> Vec<(usize, String)> {
    let document = Document::parse(source);
    let line = |finding: &Finding| document.position(finding.span.start).line;
    let findings = findings(&document, folder, name);
    findings.iter().map(|finding| (line(finding), finding.message.clone())).collect()
}

fn findings(document: &Document<'_>, folder: Option<&Path>, name: &str) -> Vec<Finding> {
    let config = Config::default();
    let conventions = Conventions::learn(document, &config);
    let context = Context { document, conventions: &conventions, config: &config, folder, changes: None };
    run(&context, &[named(name).expect("the rule is registered")], |_| true)
}
