//! CSV with the columns `url`, `status` and `location`: what any program or script can write.

use super::{LinkFailure, LinkReport, LinkReportError, failure_in_words};

pub(super) fn parse(text: &str) -> Result<LinkReport, LinkReportError> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let damaged = |error: &csv::Error| {
        let line = error.position().and_then(|position| usize::try_from(position.line()).ok());
        LinkReportError { position: line.map(|line| (line, 1)), message: format!("not CSV: {error}") }
    };
    let header = reader.headers().map_err(|error| damaged(&error))?;
    let column = |name: &str| header.iter().position(|field| field.eq_ignore_ascii_case(name));
    let (Some(url), Some(status)) = (column("url"), column("status")) else {
        return Err(LinkReportError::unknown());
    };
    let location = column("location");
    let mut report = LinkReport::default();
    for record in reader.records() {
        let record = record.map_err(|error| damaged(&error))?;
        let field = |column: usize| record.get(column).unwrap_or_default();
        let (url, status) = (field(url), field(status));
        match status.parse::<u16>() {
            Ok(code @ 400..) => report.add_failure(url, LinkFailure::Status(code)),
            Ok(code @ 300..400) => match location.map(field).filter(|to| !to.is_empty()) {
                Some(to) => report.add_redirect(url, to, Some(code)),
                None => report.has_answers = true,
            },
            Ok(1..300) => report.has_answers = true,
            // Some programs write 0 where there is no status.
            Ok(0) => report.add_failure(url, LinkFailure::Other),
            Err(_) if status.is_empty() || status.eq_ignore_ascii_case("ok") => {}
            Err(_) => report.add_failure(url, failure_in_words(status)),
        }
    }
    Ok(report)
}
