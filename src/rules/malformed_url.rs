//! `malformed-url`: addresses that no browser can follow.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::document::LinkKind;
use crate::text::{Edit, apply};
use crate::value::{plain_host, repairs};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for web addresses that lead nowhere by the way they are written: a doubled or misspelt scheme
    /// (`https://https://`, `htps://`, `https:/example.com`), no scheme at all (`www.example.com`), no host, or
    /// markdown left inside.
    ///
    /// ## Why it matters
    ///
    /// Such a link is broken on the day it is added, and without a scheme it leads to a file of the repository.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// [code](https://https://github.com/owner/project), [site](www.example.com)
    /// ```
    ///
    /// ## The fix
    ///
    /// Unsafe, and only for the scheme: one `https://` is written.
    "malformed-url", Error, ("link", "links"), Unsafe, Check::Document(check)
}

/// Hosts that nobody would name a folder after.
const HOSTS: [&str; 8] = [
    "github.com/",
    "huggingface.co/",
    "arxiv.org/",
    "gitlab.com/",
    "youtube.com/",
    "youtu.be/",
    "twitter.com/",
    "medium.com/",
];

/// What is wrong with an address: a sentence, and what it should start with instead of its first bytes.
pub(super) struct Flaw {
    message: String,
    start: Option<(usize, &'static str)>,
}

impl Flaw {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), start: None }
    }
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (link, place) in context.document.links() {
        let flaw = match link.kind {
            LinkKind::Bare | LinkKind::Autolink => scheme_flaw(&link.url),
            _ => flaw(&link.url),
        };
        let Some(flaw) = flaw else { continue };
        // What looks like a host may be a file beside the list.
        if context.folder.is_some_and(|folder| folder.join(&*link.url).exists()) {
            continue;
        }
        let finding = Finding::new(&RULE, link.url_span.unwrap_or(link.span), flaw.message);
        let fix = flaw.start.zip(link.url_span).map(|((len, start), span)| {
            let url = format!("{start}{}", &link.url.trim_start()[len..]);
            let url = repaired(context, &url);
            Fix::only_on_request(fix_title::write(&url), vec![Edit::replacement(span, url)])
        });
        findings.push(Finding { place: place.map(Into::into), fix, ..finding });
    }
}

/// `url` as the other rules on addresses want it, now that they can read it.
fn repaired(context: &Context<'_>, url: &str) -> String {
    let repairs = repairs(url).into_iter().filter(|repair| !context.keeps_url(url, repair));
    let edits: Vec<Edit> = repairs.map(|repair| repair.edit).collect();
    apply(url, &edits).unwrap_or_else(|_| url.to_owned())
}

/// What is wrong with the destination `url` of a link.
pub(super) fn flaw(url: &str) -> Option<Flaw> {
    if is_plainly_sound(url) {
        return None;
    }
    let url = url.trim();
    if url.is_empty() || url.starts_with(['#', '/', '.', '?', '{', '<']) {
        return None;
    }
    if url.contains("](") {
        return Some(Flaw::new("this address holds the markup of another link: close the first one"));
    }
    if url.strip_prefix("(http").is_some_and(|rest| rest.ends_with(')')) {
        return Some(Flaw::new("this address is in brackets twice: take out one pair"));
    }
    schemeless(url).or_else(|| scheme_flaw(url)).or_else(|| rest_flaw(url))
}

/// Whether a first look tells that nothing is wrong, as it does for nearly all addresses.
fn is_plainly_sound(url: &str) -> bool {
    plain_host(url).is_some_and(|(host, rest)| {
        host.as_bytes().contains(&b'.') && memchr::memchr2(b' ', b'(', rest.as_bytes()).is_none()
    })
}

/// An address without its scheme is a path.
fn schemeless(url: &str) -> Option<Flaw> {
    let lower = url.get(..16).unwrap_or(url).to_ascii_lowercase();
    let is_host =
        lower.strip_prefix("www.").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            || HOSTS.iter().any(|host| lower.starts_with(host))
            || is_plain_host(url);
    is_host.then(|| Flaw {
        message: format!("`{url}` is a path without its scheme: write `https://` before it"),
        start: Some((0, "https://")),
    })
}

/// Whether `url` starts with a host in lower case that ends as those of the web do, and not as files do.
fn is_plain_host(url: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["com", "org", "net", "io", "dev", "edu", "gov", "info", "co.uk", "de", "fr", "jp"];
    let host = url.split(['/', '?', '#']).next().unwrap_or_default();
    let is_label = |label: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.bytes().all(fits) && !label.starts_with('-')
    };
    let has_ending =
        |ending: &&str| host.strip_suffix(*ending).is_some_and(|rest| rest.ends_with('.') && rest.len() > 3);
    // Notes of Emacs are files that end like a host, and the usual ones have these names.
    let is_file = ["readme.", "todo.", "notes.", "index.", "license.", "changelog."]
        .iter()
        .any(|file| host.starts_with(file));
    host.split('.').all(is_label) && ENDINGS.iter().any(has_ending) && !is_file
}

/// A scheme that is misspelt, doubled, or not followed by `://`.
fn scheme_flaw(url: &str) -> Option<Flaw> {
    let (first, rest) = split_scheme(url)?;
    let mut known = web_scheme(first);
    let mut last = url.len() - rest.len();
    let mut is_flawed = known.is_none() || url.get(first.len()..last) != Some("://");
    // Whatever is doubled, the last scheme is the one that the host follows.
    while let Some((scheme, rest)) =
        split_scheme(&url[last..]).filter(|(scheme, _)| web_scheme(scheme).is_some())
    {
        is_flawed = true;
        known = web_scheme(scheme);
        last = url.len() - rest.len();
    }
    let known = known.or_else(|| misspelt(first))?;
    let host = &url[last..];
    if !is_flawed || !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    if !names_host(host) {
        return Some(Flaw::new(format!("`{url}` names no host: complete it")));
    }
    Some(Flaw {
        message: format!("`{}` starts no address: write `{known}`", &url[..last]),
        start: Some((last, known)),
    })
}

/// The word at the start of `url` and what follows its `://`, however that is written.
fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let len = url.find(|c: char| !c.is_ascii_alphabetic()).filter(|&len| (3..=7).contains(&len))?;
    let (scheme, rest) = url.split_at(len);
    let after_colon = rest.trim_start_matches([':', ';', '：']);
    let behind = after_colon.trim_start_matches(['/', '\\', '／']);
    // A path such as `https/notes.md`, and `mailto:` or `data:`, are something else.
    let (colons, slashes) = (rest.len() - after_colon.len(), after_colon.len() - behind.len());
    let is_scheme = if web_scheme(scheme).is_some() {
        colons + slashes > 1 || colons > 0
    } else {
        colons > 0 && slashes > 1
    };
    is_scheme.then_some((scheme, behind))
}

fn web_scheme(word: &str) -> Option<&'static str> {
    let known = [("http", "http://"), ("https", "https://")];
    known.into_iter().find(|(scheme, _)| word.eq_ignore_ascii_case(scheme)).map(|(_, start)| start)
}

/// The scheme that is one slip away from `word`.
fn misspelt(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let is_slip = |scheme: &str| strsim::osa_distance(&word, scheme) == 1;
    if is_slip("https") {
        Some("https://")
    } else if is_slip("http") {
        Some("http://")
    } else {
        None
    }
}

/// What is wrong behind a good scheme.
fn rest_flaw(url: &str) -> Option<Flaw> {
    let (scheme, rest) = crate::value::split_scheme(url)?;
    web_scheme(scheme)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains(['{', '<', '$', '*', '[']) {
        return None;
    }
    if host.is_empty() {
        return Some(Flaw::new(format!("`{url}` names no host: complete it")));
    }
    if host.contains(char::is_whitespace) || !crate::value::is_valid_url(url) {
        return Some(Flaw::new(format!("`{host}` is not a valid host name: correct it")));
    }
    if rest.contains(" http://") || rest.contains(" https://") {
        return Some(Flaw::new("this destination holds two addresses: make them two links"));
    }
    (!names_host(host)).then(|| {
        Flaw::new(format!("`{host}` is not a public host name: its ending, such as `.com`, is missing"))
    })
}

/// Whether `rest`, which follows a scheme, starts with what may be a host and not with a folder.
fn names_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains(['.', ':', '@']) || host.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    use super::flaw;

    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("malformed-url"), [3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 18]);
    }

    #[test]
    fn the_fix_writes_one_scheme() {
        let fixed = |url: &str| {
            flaw(url).and_then(|flaw| flaw.start).map(|(len, start)| format!("{start}{}", &url[len..]))
        };
        let expected = Some("https://example.com/a".to_owned());
        for url in [
            "https://https://example.com/a",
            "http:https://example.com/a",
            "htps://example.com/a",
            "https:/example.com/a",
            "https//example.com/a",
            "https：//example.com/a",
        ] {
            assert_eq!(fixed(url), expected, "{url}");
        }
    }
}
