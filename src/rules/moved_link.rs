//! `moved-link`: addresses that redirect to another one for good.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::document::{Document, Link, LinkKind};
use crate::text::{Edit, Span};
use crate::value::{Landing, LinkReport, RepairKind, canonical, repairs, split_scheme};

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
    /// meant. `relist fmt --unsafe-fixes --link-report FILE` makes it. For links by reference, `[text][label]`, it is written
    /// in the definition, once for all of them.
    "moved-link", Warning, ("link", "links"), Unsafe, Check::LinkReport(check)
}

fn check(context: &Context<'_>, report: &LinkReport, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    let mut defined: HashMap<Span, usize> = HashMap::new();
    for (link, place) in context.document.links().filter(|(link, _)| link.kind != LinkKind::Image) {
        let Some(to) = report.moved_to(&link.url).filter(|to| is_elsewhere(&link.url, to)) else { continue };
        let Some(definition) = link.defined_at else {
            let finding = finding(source, link, &to);
            findings.push(Finding { place: place.map(Into::into), ..finding });
            continue;
        };
        // One finding for all links that a definition is for.
        if let Entry::Vacant(first) = defined.entry(definition) {
            first.insert(findings.len());
            let mut finding = finding(source, link, &to);
            finding.related.push((link.span, "a link that leads there".to_owned()));
            findings.push(finding);
        }
    }
    // Whatever is by such a definition leads elsewhere with it, images too.
    for (link, _) in context.document.links() {
        if let Some(&index) = link.defined_at.and_then(|definition| defined.get(&definition))
            && let Some(fix) = &mut findings[index].fix
        {
            fix.references.push(link.span);
        }
    }
}

fn finding(source: &str, link: &Link<'_>, to: &str) -> Finding {
    let span = link.url_span.or(link.defined_at).unwrap_or(link.span);
    match Landing::of(&link.url, to) {
        Landing::FrontPage => {
            let message = format!("this redirects to a front page, `{to}`; the page is probably gone");
            Finding::new(&RULE, span, message)
        }
        Landing::Login => Finding::new(&RULE, span, format!("this redirects to a login, `{to}`")).noted(),
        Landing::Page => {
            let finding = Finding::new(&RULE, span, format!("this has moved to `{to}`"));
            let destination =
                || link.url_span.or(link.defined_at).or_else(|| escaped_destination(source, link));
            match written(source, link, to).and_then(|new| Some((destination()?, new))) {
                Some((span, new)) => {
                    let title = fix_title::write(&new);
                    finding.with_fix(Fix::only_on_request(title, vec![Edit::replacement(span, new)]))
                }
                None => finding,
            }
        }
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

/// The destination of an inline link where it holds escapes or entities: the parser says what they mean, not where it is.
fn escaped_destination(source: &str, link: &Link<'_>) -> Option<Span> {
    let text = Some(link.span.of(source)).filter(|_| link.kind == LinkKind::Inline)?;
    let start = text.rfind("](")? + 2;
    let inside = text[start..].strip_suffix(')')?;
    let len = inside.find(char::is_whitespace).unwrap_or(inside.len());
    // It is the destination if the link leads elsewhere with another one in its place.
    let other = format!("{}elsewhere{}", &text[..start], &text[start + len..]);
    let is_it = Document::parse(&other).prose_links().first().is_some_and(|link| link.url == "elsewhere");
    is_it.then(|| Span::new(start, start + len).shifted(link.span.start))
}

/// `url` as it has to be written in the place of the address of `link`, so that it is read back; nothing where that depends
/// on what stands around it.
fn written(source: &str, link: &Link<'_>, url: &str) -> Option<String> {
    match link.kind {
        LinkKind::Inline | LinkKind::Reference => Some(encoded(url, "()|\\<>[]`*")),
        LinkKind::Html => Some(encoded(url, "\"'<>|`")),
        LinkKind::Autolink => url.chars().all(|c| is_plain(c) || c == '~').then(|| url.to_owned()),
        LinkKind::Bare => {
            let behind = source[link.span.end..].split(|c: char| c.is_whitespace() || matches!(c, '<' | '|'));
            let ends_there = url.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
                && behind.take(1).all(|behind| behind.chars().all(|c| "?!.,:*_~'\")".contains(c)));
            (ends_there && is_read_whole(url)).then(|| url.to_owned())
        }
        LinkKind::Image => None,
    }
}

/// Whether a character has no meaning of its own in markdown.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._/:?=#%+,&".contains(c)
}

/// Whether all of `url` is a link where it stands without brackets, and nothing in it is markup.
fn is_read_whole(url: &str) -> bool {
    let has_plain_host = || {
        let host = split_scheme(url).and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
        host.is_some_and(|host| !host.contains('_'))
    };
    let is_inside_word = |at: usize| {
        let is_letter = |c: char| c.is_ascii_alphanumeric();
        url[..at].ends_with(is_letter) && url[at + 1..].starts_with(is_letter)
    };
    let is_harmless = |(at, sign): (usize, &str)| match sign {
        "_" => is_inside_word(at),
        _ => !is_entity(&url[at + 1..]),
    };
    url.chars().all(is_plain) && has_plain_host() && url.match_indices(['_', '&']).all(is_harmless)
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
    use super::super::testing::{findings_of_bad_fixture, lines_of_bad_fixture, mended};
    use crate::document::Document;

    #[test]
    fn addresses_that_moved_for_good_are_found() {
        assert_eq!(
            lines_of_bad_fixture("moved-link"),
            [3, 9, 10, 11, 12, 13, 14, 15, 16, 22, 25, 26, 26, 28, 30]
        );
    }

    #[test]
    fn a_definition_is_rewritten_for_all_of_its_links() {
        let text = mended("moved-link", Applicability::Unsafe);
        let end = "\
And three more: [Snipe](https://new.example/snipe_%28bird%29 \"probes\") probes,
<https://new.example/~stilt?a=1&b=2> wades ![shown][shrike], and the last is read of on https://new.example/bare.

[shrike]: https://new.example/reference \"A *shrike*\"
[go]:
  <https://new.example/go%20%281%29>
[stork]: https://example.com/reference
";
        assert!(text.ends_with(end), "{text}");
        let found = findings_of_bad_fixture("moved-link");
        let of_definition = found.iter().find(|(line, _)| *line == 28).map(|(_, finding)| finding);
        assert_eq!(of_definition.map(|finding| finding.related.len()), Some(1));
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
            "https://new.example/reference",
            "https://new.example/go%20%281%29",
            "https://new.example/snipe_%28bird%29",
            "https://new.example/~stilt?a=1&b=2",
        ] {
            assert!(urls.contains(&url), "{url}: {urls:#?}");
        }
    }
}
