//! The JSON of lychee, of all versions that have maps of statuses.
//!
//! Failures are in `error_map` and `timeout_map`, or, before version 0.18, in `fail_map`. Redirects are in `redirect_map`,
//! and in what each address has beside its status: as addresses with a status each, or as addresses alone (0.21 and 0.22).
//! What is not named here may come and go.

use std::collections::HashMap;

use serde::Deserialize;

use super::{LinkFailure, LinkReport, LinkReportError, failure_in_words};

/// By the file that the addresses are in.
type Map = HashMap<String, Vec<AddressResult>>;

#[derive(Deserialize)]
struct Report {
    successful: Option<u64>,
    success_map: Option<Map>,
    error_map: Option<Map>,
    fail_map: Option<Map>,
    timeout_map: Option<Map>,
    redirect_map: Option<Map>,
}

/// What was found of one address.
#[derive(Deserialize)]
struct AddressResult {
    url: Option<String>,
    status: Option<StatusField>,
    /// The address that was asked for, where this is a chain of redirects.
    origin: Option<String>,
    redirects: Option<Redirects>,
}

/// A text, in old versions, or what is known of it.
#[derive(Deserialize)]
#[serde(untagged)]
enum StatusField {
    Text(String),
    Known { text: Option<String>, code: Option<u16>, details: Option<String>, redirects: Option<Redirects> },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Redirects {
    Chain { origin: Option<String>, redirects: Vec<Hop> },
    Hops(Vec<Hop>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Hop {
    Url(String),
    Known { url: String, code: Option<u16> },
}

pub(super) fn parse(text: &str) -> Result<LinkReport, LinkReportError> {
    let damaged = |error: &serde_json::Error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        LinkReportError {
            position: Some((error.line(), error.column())),
            message: format!("not the JSON of a link checker: {message}"),
        }
    };
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    if !KNOWN_MAPS.iter().any(|name| value.get(name).is_some_and(serde_json::Value::is_object)) {
        return Err(LinkReportError::unknown());
    }
    let report: Report = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    Ok(report.read())
}

/// One of these is in each report.
const KNOWN_MAPS: [&str; 4] = ["error_map", "fail_map", "success_map", "redirect_map"];

impl Report {
    fn read(self) -> LinkReport {
        let mut report = LinkReport {
            has_answers: self.successful.is_some_and(|count| count > 0),
            ..LinkReport::default()
        };
        for found in each(self.success_map) {
            report.has_answers = true;
            found.add_redirects(&mut report);
        }
        for found in each(self.redirect_map) {
            found.add_redirects(&mut report);
        }
        for found in each(self.error_map).chain(each(self.fail_map)) {
            found.add_redirects(&mut report);
            if let Some(url) = &found.url {
                let failure = found.status.as_ref().map_or(LinkFailure::Other, StatusField::failure);
                report.add_failure(url, failure);
            }
        }
        for found in each(self.timeout_map) {
            if let Some(url) = &found.url {
                report.add_failure(url, LinkFailure::Timeout);
            }
        }
        report
    }
}

fn each(map: Option<Map>) -> impl Iterator<Item = AddressResult> {
    map.into_iter().flatten().flat_map(|(_, found)| found)
}

impl AddressResult {
    fn add_redirects(&self, report: &mut LinkReport) {
        let in_status = match &self.status {
            Some(StatusField::Known { redirects, .. }) => redirects.as_ref(),
            _ => None,
        };
        let Some(redirects) = self.redirects.as_ref().or(in_status) else { return };
        let (origin, hops) = match redirects {
            Redirects::Chain { origin, redirects } => (origin.as_ref(), redirects),
            Redirects::Hops(hops) => (None, hops),
        };
        let Some(mut from) = origin.or(self.origin.as_ref()).or(self.url.as_ref()).map(String::as_str) else {
            return;
        };
        for hop in hops {
            let (to, code) = match hop {
                Hop::Url(url) => (url.as_str(), None),
                Hop::Known { url, code } => (url.as_str(), *code),
            };
            report.add_redirect(from, to, code);
            from = to;
        }
    }
}

impl StatusField {
    fn failure(&self) -> LinkFailure {
        let (code, words) = match self {
            Self::Text(text) => (code_in(text), text.clone()),
            Self::Known { code, text, details, .. } => (
                *code,
                [text.as_deref(), details.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "),
            ),
        };
        match code {
            Some(code) if code >= 400 && !words.starts_with("Timeout") => LinkFailure::Status(code),
            _ => failure_in_words(&words),
        }
    }
}

/// The status in a text such as `Failed: 404 Not Found`.
fn code_in(text: &str) -> Option<u16> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.find(|word| word.len() == 3).filter(|word| word.starts_with(['4', '5']))?.parse().ok()
}
