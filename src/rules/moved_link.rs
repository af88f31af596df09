//! `moved-link`: addresses that redirect to another one for good.

use std::borrow::Cow;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::document::{Link, LinkKind};
use crate::text::Edit;
use crate::value::{Landing, LinkReport, RepairKind, canonical, repairs};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for links whose address redirects for good (301, 308) by the report of a link checker (`--link-report FILE`):
    /// a page that moved, a repository under a new name or owner. A redirect for the time being (302, 303, 307) is no
    /// finding, nor are a `/` at the end and `www.`. relist itself makes no requests.
    ///
    /// A redirect to the front page mostly means that the page is gone, and one to a login that it is not for everyone: both
    /// are reported, and no address is proposed.
    ///
    /// ## Why it matters
    ///
    /// Redirects are taken down one day, and the name of a repository that moved can be taken by somebody else.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Kestrel](https://example.com/old/kestrel) - hovers
    /// ```
    ///
    /// with a report that says `https://example.com/old/kestrel,301,https://example.com/kestrel`.
    ///
    /// ## The fix
    ///
    /// Unsafe: it writes the new address, since only a person can tell whether the page there is still the one that was
    /// meant. `relist fmt --unsafe-fixes --link-report FILE` makes it.
    "moved-link", Warning, ("link", "links"), Unsafe, Check::LinkReport(check)
}

fn check(context: &Context<'_>, report: &LinkReport, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    for (link, place) in context.document.links().filter(|(link, _)| link.kind != LinkKind::Image) {
        let Some(to) = report.moved_to(&link.url).filter(|to| is_elsewhere(&link.url, to)) else { continue };
        let span = link.url_span.unwrap_or(link.span);
        let finding = match Landing::of(&link.url, &to) {
            Landing::FrontPage => {
                let message = format!("this redirects to a front page, `{to}`; the page is probably gone");
                Finding::new(&RULE, span, message)
            }
            Landing::Login => Finding::new(&RULE, span, format!("this redirects to a login, `{to}`")).noted(),
            Landing::Page => {
                let finding = Finding::new(&RULE, span, format!("this has moved to `{to}`"));
                match link.url_span.zip(written(source, link, &to)) {
                    Some((span, new)) => {
                        let title = fix_title::write(&new);
                        finding.with_fix(Fix::only_on_request(title, vec![Edit::replacement(span, new)]))
                    }
                    None => finding,
                }
            }
        };
        findings.push(Finding { place: place.map(Into::into), ..finding });
    }
}

/// Whether `to` is more than another spelling of `from`, and more than what `insecure-url` would write.
fn is_elsewhere(from: &str, to: &str) -> bool {
    let scheme = |url: &str| url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let becomes_secure = || {
        scheme(from) != scheme(to) && !repairs(from).iter().any(|repair| repair.kind == RepairKind::Insecure)
    };
    canonical(from) != canonical(to) || becomes_secure()
}

/// `url` as it has to be written in the place of the address of `link`, so that it is read back; nothing where that depends
/// on what stands around it.
fn written(source: &str, link: &Link<'_>, url: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._/:?=#%+,&".contains(c);
    match link.kind {
        LinkKind::Inline => Some(encoded(url, "()|\\<>[]`*")),
        LinkKind::Html => Some(encoded(url, "\"'<>|`")),
        LinkKind::Autolink => url.chars().all(is_plain).then(|| url.to_owned()),
        LinkKind::Bare => {
            let before = source[..link.span.start].chars().next_back();
            let after = source[link.span.end..].chars().next();
            let stands_alone = [before, after].into_iter().flatten().all(char::is_whitespace);
            let ends_there = url.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
            let is_read_whole = !url.contains(['_', '&']) && url.chars().all(is_plain) && ends_there;
            (stands_alone && is_read_whole).then(|| url.to_owned())
        }
        _ => None,
    }
}

/// `url` with the characters in `special` as `%XX`, and with each `&` that could start an entity as one.
fn encoded(url: &str, special: &str) -> String {
    let mut encoded = String::with_capacity(url.len() + 8);
    let mut rest = url;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        let piece = match character {
            '&' if is_entity(rest) => Cow::Borrowed("&amp;"),
            _ if special.contains(character) => Cow::Owned(format!("%{:02X}", u32::from(character))),
            _ => Cow::Owned(character.to_string()),
        };
        encoded.push_str(&piece);
    }
    encoded
}

/// Whether `&` with this behind it may be read as one character: `&lt;`, and in HTML `&lt` as well.
fn is_entity(rest: &str) -> bool {
    let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).next().unwrap_or_default();
    !name.is_empty() && !rest[name.len()..].starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};
    use crate::document::Document;

    #[test]
    fn addresses_that_moved_for_good_are_found() {
        assert_eq!(lines_of_bad_fixture("moved-link"), [3, 9, 10, 11, 12, 13, 14, 15, 16, 22, 23]);
    }

    /// What is written leads where the report says, whatever is in the address.
    #[test]
    fn new_addresses_are_read_back_whole() {
        let text = mended("moved-link", Applicability::Unsafe);
        let document = Document::parse(&text);
        let urls: Vec<&str> = document.links().map(|(link, _)| &*link.url).collect();
        for url in [
            "https://new.example/page_%28bird%29?a=1&lt=2&copy=3#top",
            "https://new.example/a%7Cb",
            "https://github.com/meadow/kestrel",
            "https://secure.example/page",
            "https://new.example/auto",
            "https://new.example/bare",
        ] {
            assert!(urls.contains(&url), "{url}: {urls:#?}");
        }
    }
}
