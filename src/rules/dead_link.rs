//! `dead-link`: addresses that a link checker found dead.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::config::Config;
use crate::document::LinkKind;
use crate::value::{LinkFailure, LinkReport};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for links whose address is dead by the report of a link checker (`--link-report FILE`): the server answers 404
    /// or 410, there or where it redirects to, or its host has no address any more. relist itself makes no requests.
    ///
    /// Answers that may be another tomorrow, or are for programs alone, are not findings: 403, 429, 5xx, and none in time.
    /// `relist.toml` can ask for them:
    ///
    /// ```toml
    /// dead-statuses = ["403", "5xx", "timeout", "other"]
    /// ```
    ///
    /// `other` is all that fails in another way: a refused connection, a certificate that is not valid.
    ///
    /// ## Why it matters
    ///
    /// A reader comes for what the link leads to, and finds nothing.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Kestrel](https://example.com/kestrel) - hovers
    /// ```
    ///
    /// with a report that says `https://example.com/kestrel,404`.
    ///
    /// ## The fix
    ///
    /// None: a person decides whether the entry goes, or where its page is now.
    "dead-link", Error, ("link", "links"), None, Check::LinkReport(check)
}

fn check(context: &Context<'_>, report: &LinkReport, findings: &mut Vec<Finding>) {
    for (link, place) in context.document.links().filter(|(link, _)| link.kind != LinkKind::Image) {
        let Some(failure) = report.failure(&link.url).filter(|failure| is_dead(context.config, *failure))
        else {
            continue;
        };
        let finding = Finding::new(&RULE, link.url_span.unwrap_or(link.span), message(failure));
        findings.push(Finding { place: place.map(Into::into), ..finding });
    }
}

fn is_dead(config: &Config, failure: LinkFailure) -> bool {
    matches!(failure, LinkFailure::Status(404 | 410) | LinkFailure::UnknownHost)
        || config.dead_statuses.iter().any(|status| status.covers(failure))
}

fn message(failure: LinkFailure) -> String {
    match failure {
        LinkFailure::Status(404) => "this page does not exist (404)".to_owned(),
        LinkFailure::Status(410) => "this page is gone (410)".to_owned(),
        LinkFailure::Status(status) => format!("this address answers with an error ({status})"),
        LinkFailure::UnknownHost => "there is no host of this name".to_owned(),
        LinkFailure::Timeout => "this address does not answer in time".to_owned(),
        LinkFailure::Other => "this address cannot be reached".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn addresses_that_failed_for_good_are_found() {
        assert_eq!(lines_of_bad_fixture("dead-link"), [3, 9, 10, 11, 12]);
    }
}
