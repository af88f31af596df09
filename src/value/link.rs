//! Repairs of the text of a URL, and a key that says which URLs lead to one place.
//!
//! A repair is a substring edit (RFC 3986 names the parts): a URL that is parsed and written again comes out changed
//! in places that nobody asked for, so the `url` crate only ever compares.

pub(crate) use same_place::same_place;
use url::Url;

use crate::text::{Edit, Span};

mod parts;
mod same_place;
#[cfg(test)]
mod tests;

use parts::UrlParts;

/// What is wrong with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RepairKind {
    /// `http` where the host is known to redirect to `https`.
    Insecure,
    /// A query parameter that says where a visitor came from.
    Tracking,
    /// `.git`, or GitHub's `/`, at the end of the address of a repository.
    Redundant,
}

/// One change to the text of a URL that leaves where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UrlRepair {
    /// What is wrong.
    pub kind: RepairKind,
    /// The change, in byte offsets of the URL's text.
    pub edit: Edit,
}

/// Hosts that answer every `http` request with a redirect to `https`.
#[rustfmt::skip]
const SECURE_HOSTS: [&str; 51] = [
    "github.com", "www.github.com", "gist.github.com", "raw.githubusercontent.com", "docs.github.com",
    "gitlab.com", "bitbucket.org",
    "huggingface.co", "www.huggingface.co", "hf.co",
    "arxiv.org", "www.arxiv.org", "openreview.net", "aclanthology.org",
    "www.npmjs.com", "npmjs.com", "pypi.org", "crates.io", "docs.rs", "pkg.go.dev", "rubygems.org", "hub.docker.com",
    "medium.com", "dev.to", "substack.com",
    "youtube.com", "www.youtube.com", "youtu.be", "vimeo.com",
    "twitter.com", "www.twitter.com", "x.com", "t.me", "discord.gg", "discord.com", "www.linkedin.com",
    "www.facebook.com", "www.reddit.com", "reddit.com", "stackoverflow.com", "news.ycombinator.com",
    "wikipedia.org", "www.wikipedia.org",
    "www.kaggle.com", "kaggle.com", "colab.research.google.com", "drive.google.com", "docs.google.com",
    "developers.google.com", "openai.com", "www.coursera.org",
];

/// Query parameters that only tell where a visitor came from, beside `utm_*`.
#[rustfmt::skip]
const TRACKING_PARAMETERS: [&str; 26] = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id",
    "mc_cid", "mc_eid", "igshid", "igsh", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "mkt_tok", "vero_id",
    "oly_anon_id", "oly_enc_id", "_gl", "_ga",
];

/// All repairs of `url`, sorted by place and without overlap.
///
/// Once they are applied there are none: a `/` that only becomes redundant when the tracking parameters behind it are
/// gone is among them. An address that is not a valid URL has none.
#[must_use]
pub(crate) fn repairs(url: &str) -> Vec<UrlRepair> {
    let Some(parts) = UrlParts::new(url) else { return Vec::new() };
    let tracked = tracking(&parts);
    let is_query_gone =
        parts.query.is_empty() || tracked.first().is_some_and(|repair| repair.edit.span == parts.query);
    let redundant = redundant(&parts).filter(|_| is_query_gone);
    let found: Vec<_> = insecure(&parts).into_iter().chain(redundant).chain(tracked).collect();
    // Of what leads nowhere, nobody can tell whether it leads to the same place afterwards.
    if found.is_empty() || is_valid_url(url) { found } else { Vec::new() }
}

/// Whether `url` is a whole URL by the rules that browsers follow (WHATWG URL).
#[must_use]
pub(crate) fn is_valid_url(url: &str) -> bool {
    plain_host(url).is_some() || Url::parse(url).is_ok()
}

/// What stands before the first `://` of `url`, and behind it.
pub(crate) fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let mut colons = memchr::memchr_iter(b':', url.as_bytes());
    let colon = colons.find(|&colon| url.as_bytes()[colon..].starts_with(b"://"))?;
    Some((&url[..colon], &url[colon + 3..]))
}

/// The host of a web address that is plainly valid, and what stands behind it: labels of lower-case letters, digits and
/// single hyphens, the last of which is not a number, then nothing, or a path, a query or a fragment, which may hold
/// anything. Only what is not so plain has to be parsed.
pub(crate) fn plain_host(url: &str) -> Option<(&str, &str)> {
    let after = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let bytes = after.as_bytes();
    let mut last_label = 0;
    // No label is empty, and none starts or ends in a hyphen or has two of them side by side.
    let mut follows_sign = true;
    let mut len = bytes.len();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => follows_sign = false,
            b'-' | b'.' if follows_sign => return None,
            b'-' => follows_sign = true,
            b'.' => (follows_sign, last_label) = (true, at + 1),
            b'/' | b'?' | b'#' => {
                len = at;
                break;
            }
            _ => return None,
        }
    }
    let is_plain = !follows_sign && bytes.get(last_label).is_some_and(u8::is_ascii_lowercase);
    is_plain.then(|| after.split_at(len))
}

/// The same where the path, too, is what parsing would make of it, and the last part of the address.
fn plain_path(url: &str) -> Option<(&str, &str)> {
    let (host, path) = plain_host(url)?;
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    let mut before = 0;
    let is_kept_there =
        |byte: u8| is_kept(byte) && !(std::mem::replace(&mut before, byte) == b'/' && byte == b'.');
    path.bytes().all(is_kept_there).then_some((host, path))
}

/// A key that is equal for two URLs which lead to one place as far as the text tells; for comparison only.
///
/// Scheme, `www.`, the default port, case of the host (and of owner and repository on GitHub), tracking parameters,
/// `.git` on GitHub and GitLab, and a `/` at the end do not count; other query parameters and the fragment do. `None`
/// where `url` is not a valid `http` or `https` URL.
///
/// ```
/// use relist::value::canonical;
///
/// let key = canonical("https://github.com/meta-llama/llama");
/// assert!(key.is_some());
/// assert_eq!(canonical("http://www.GitHub.com/Meta-Llama/llama.git/?utm_source=a"), key);
/// assert_eq!(canonical("mailto:someone@example.com"), None);
/// ```
#[must_use]
pub fn canonical(url: &str) -> Option<String> {
    if let Some((host, path)) = plain_path(url) {
        let mut key = String::with_capacity(url.len());
        push_place(&mut key, host, None, path);
        return Some(key);
    }
    canonical_of_parsed(url)
}

/// Appends the host without `www.`, and the path without what does not count; in lower case where case does not count.
fn push_place(key: &mut String, host: &str, port: Option<u16>, path: &str) {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = path.trim_end_matches('/');
    let depth = path.bytes().filter(|&byte| byte == b'/').count();
    let path = match host {
        "github.com" | "gitlab.com" if depth == 2 => without_git(path),
        _ => path,
    };
    key.push_str(host);
    if let Some(port) = port {
        key.extend([":", &port.to_string()]);
    }
    let start = key.len();
    key.push_str(path);
    if host == "github.com" && depth <= 2 {
        key[start..].make_ascii_lowercase();
    }
}

fn without_git(mut path: &str) -> &str {
    while let Some(rest) = path.strip_suffix(".git") {
        path = rest;
    }
    path
}

/// [`canonical`] of whatever is not plain.
fn canonical_of_parsed(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str().filter(|_| matches!(url.scheme(), "http" | "https"))?;
    let mut key = String::with_capacity(url.as_str().len());
    if !url.username().is_empty() {
        key.extend([url.username(), ":", url.password().unwrap_or_default(), "@"]);
    }
    push_place(&mut key, host, url.port(), url.path());
    let query = url.query().unwrap_or_default();
    let parameters = parameters(query).into_iter().map(|parameter| parameter.of(query));
    let kept = parameters.filter(|parameter| !parameter.is_empty() && !is_tracking(host, parameter));
    for (index, parameter) in kept.enumerate() {
        key.extend([if index == 0 { "?" } else { "&" }, parameter]);
    }
    if let Some(fragment) = url.fragment().filter(|fragment| !fragment.is_empty()) {
        key.extend(["#", fragment]);
    }
    Some(key)
}

/// The repair of `http` to `https`, on hosts known to redirect there.
///
/// Not where the URL names a port or a user: another port is another server.
fn insecure(parts: &UrlParts<'_>) -> Option<UrlRepair> {
    let is_listed =
        || SECURE_HOSTS.iter().any(|host| parts.has_host(host)) || parts.is_below("wikipedia.org");
    let is_insecure = parts.scheme().eq_ignore_ascii_case("http");
    (is_insecure && is_listed())
        .then(|| UrlRepair { kind: RepairKind::Insecure, edit: Edit::replacement(parts.scheme, "https") })
}

/// The removal of what the address of a repository can do without: `.git` on GitHub and GitLab, and `/` at the end of
/// an owner's or a repository's page on GitHub. The query is the caller's to look at; a fragment keeps all of it.
fn redundant(parts: &UrlParts<'_>) -> Option<UrlRepair> {
    let on_github = ["github.com", "www.github.com"].iter().any(|host| parts.has_host(host));
    let on_gitlab = parts.has_host("gitlab.com");
    if !(on_github || on_gitlab) || parts.has_fragment || parts.is_nested {
        return None;
    }
    let path = parts.path.of(parts.text);
    let bare = path.strip_suffix('/').unwrap_or(path);
    let segments: Vec<&str> = bare.strip_prefix('/')?.splitn(3, '/').collect();
    if segments.len() > 2 || segments.iter().any(|segment| segment.is_empty()) {
        return None;
    }
    let stem = bare.trim_end_matches(".git");
    // `owner/name.wiki.git` is a repository of its own, without a page at `owner/name.wiki`.
    let is_repository = segments.len() == 2 && !stem.ends_with('/') && stem.strip_suffix(".wiki").is_none();
    let kept = match (is_repository, on_github) {
        (true, true) => stem,
        (false, true) => bare,
        (true, false) if stem != bare => stem,
        _ => path,
    };
    let removed = Span::new(parts.path.start + kept.len(), parts.path.end);
    (!removed.is_empty()).then(|| UrlRepair { kind: RepairKind::Redundant, edit: Edit::deletion(removed) })
}

/// The removal of tracking parameters (`utm_*`, `fbclid`, `gclid`…); the others keep their bytes and their order.
///
/// The `?` goes where nothing is left behind it. `ref` and `source` stay: some sites need them. An address with another
/// one in it keeps all its parameters: an archive finds a page by the whole of its address.
fn tracking(parts: &UrlParts<'_>) -> Vec<UrlRepair> {
    let Some(query) = parts.query.of(parts.text).strip_prefix('?').filter(|_| !parts.is_nested) else {
        return Vec::new();
    };
    // Text that was not unescaped: `&#38;` looks like a fragment.
    if parts.has_fragment && query.ends_with('&') {
        return Vec::new();
    }
    let deletion = |span| UrlRepair { kind: RepairKind::Tracking, edit: Edit::deletion(span) };
    let host = parts.host();
    let parameters = parameters(query);
    let is_removed = |parameter: &Span| is_tracking(host, parameter.of(query));
    if !parameters.iter().any(is_removed) {
        return Vec::new();
    }
    if parameters.iter().all(|parameter| parameter.is_empty() || is_removed(parameter)) {
        return vec![deletion(parts.query)];
    }
    removed_runs(&parameters, is_removed)
        .into_iter()
        .map(|span| deletion(span.shifted(parts.query.start + 1)))
        .collect()
}

/// The parameters of a query, which `&` sets apart, or `&amp;`, as the sign is written in markdown and HTML.
fn parameters(query: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, _) in query.match_indices('&') {
        found.push(Span::new(start, end));
        start = end + if query[end..].starts_with("&amp;") { "&amp;".len() } else { 1 };
    }
    found.push(Span::new(start, query.len()));
    found
}

/// The bytes of a query to delete, some parameter being kept: each run of parameters that go with the sign before it, or,
/// at the start, with the one behind it.
fn removed_runs(parameters: &[Span], is_removed: impl Fn(&Span) -> bool) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut index = 0;
    while index < parameters.len() {
        let next = (index..parameters.len()).find(|&next| !is_removed(&parameters[next]));
        let next = next.unwrap_or(parameters.len());
        if index == 0 && next > 0 {
            runs.push(Span::new(0, parameters[next].start));
        } else if next > index {
            runs.push(Span::new(parameters[index - 1].end, parameters[next - 1].end));
        }
        index = next + 1;
    }
    runs
}

/// Hosts on which `si` says who shared the address.
const SHARING_HOSTS: [&str; 4] = ["youtu.be", "youtube.com", "open.spotify.com", "music.youtube.com"];

/// Whether a query parameter of a host, `name` or `name=value`, is there for tracking alone.
fn is_tracking(host: &str, parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let bare_host = host.strip_prefix("www.").unwrap_or(host);
    let is_share = name == "si" && SHARING_HOSTS.iter().any(|known| bare_host.eq_ignore_ascii_case(known));
    // The partner of a shop is paid for each visit.
    let is_partner =
        name == "tag" && bare_host.starts_with("amazon.") && value.ends_with(|c: char| c.is_ascii_digit());
    // A post has its address in its path; these tell from where it was shared.
    let is_post = ["x.com", "twitter.com"].iter().any(|known| bare_host.eq_ignore_ascii_case(known))
        && matches!(name, "s" | "t" | "ref_src" | "ref_url");
    // So do the sites that teach, and the ones that people are found on.
    let is_referral = (name == "referralCode" && bare_host.eq_ignore_ascii_case("udemy.com"))
        || (name.starts_with("trk") && bare_host.to_ascii_lowercase().ends_with("linkedin.com"));
    let is_feature = name == "feature" && matches!(value, "share" | "shared" | "youtu.be");
    let is_share = is_share
        || is_post
        || (is_feature && SHARING_HOSTS.iter().any(|known| bare_host.eq_ignore_ascii_case(known)));
    if is_share || is_partner || is_referral {
        return true;
    }
    let is_utm = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("utm_"));
    is_utm || TRACKING_PARAMETERS.iter().any(|known| name.eq_ignore_ascii_case(known))
}
