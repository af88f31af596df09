//! Whatever the text: formatting proves itself, formatting twice is formatting once, and all findings can be reported.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relist::config::Config;
use relist::format::Task;
use relist::report::{FileReport, Look, ReportFormat};
use relist::rules::Applicability;

fuzz_target!(|source: &str| {
    let config = Config::default();
    for applicability in [Applicability::Safe, Applicability::Unsafe] {
        let format = |text: &str| match Task::new(text, &config).format(applicability) {
            Ok(formatted) => formatted.output,
            Err(error) => panic!("{applicability:?}: {error}"),
        };
        let Some(once) = format(source) else { continue };
        // What a fix that was asked for leaves may be mended further: a name that is read anew has another place.
        if applicability == Applicability::Safe {
            assert_eq!(format(&once), None, "{once:?}");
        }
    }
    let report = [FileReport::new("a.md", &Task::new(source, &config).check().unwrap())];
    for format in [
        ReportFormat::Text,
        ReportFormat::Concise,
        ReportFormat::Json,
        ReportFormat::Sarif,
        ReportFormat::Github,
    ] {
        let _ = format.render(&report, &Look::default());
    }
});
