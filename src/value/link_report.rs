//! What a link checker found out about addresses: which of them failed, and which lead elsewhere.
//!
//! relist makes no requests. Programs that do it well keep to the limits of servers and try again; relist reads what they
//! report and says where in a list it is to be mended. Addresses are compared as a program asks for them, so
//! that `https://example.com` in a list is `https://example.com/` in a report.

use std::collections::HashMap;

use thiserror::Error;
use url::Url;

use super::split_scheme;

mod lychee;
mod table;
#[cfg(test)]
mod tests;

/// What a link checker reports of the addresses that it asked for.
///
/// ```
/// use relist::value::{LinkFailure, LinkReport};
///
/// let report = LinkReport::parse("url,status,location\nhttps://example.com/a,404,\nhttps://example.com/b,301,/c\n")?;
/// assert_eq!(report.failure("https://example.com/a"), Some(LinkFailure::Status(404)));
/// assert_eq!(report.moved_to("https://example.com/b#top").as_deref(), Some("https://example.com/c#top"));
/// # Ok::<(), relist::value::LinkReportError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkReport {
    failures: HashMap<String, LinkFailure>,
    redirects: HashMap<String, Redirect>,
    /// Whether any server answered: else it is the machine of the checker that had no network.
    has_answers: bool,
}

/// How an address failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkFailure {
    /// The server answered with this status, 400 or above.
    Status(u16),
    /// There is no host of that name.
    UnknownHost,
    /// No answer came in time.
    Timeout,
    /// Anything else: a refused connection, a certificate that is not valid.
    Other,
}

/// One answer that names another address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Redirect {
    to: String,
    /// Whether the server says that this is for good.
    is_permanent: bool,
}

/// Why a report cannot be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
#[non_exhaustive]
pub struct LinkReportError {
    /// Line and column, from 1, where they are known.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl LinkReportError {
    fn unknown() -> Self {
        let message = "not a report of a link checker that relist knows: it reads the JSON of lychee \
                       (`lychee --format json`), and CSV with the columns url, status and location";
        Self { position: None, message: message.to_owned() }
    }
}

/// So many redirects are followed; browsers stop at twenty.
const MOST_REDIRECTS: usize = 20;

impl LinkReport {
    /// Reads the JSON of lychee, or CSV whose first line names the columns `url`, `status` and `location`.
    ///
    /// # Errors
    ///
    /// [`LinkReportError`] where `text` is neither, or is damaged.
    pub fn parse(text: &str) -> Result<Self, LinkReportError> {
        let text = crate::text::split_byte_order_mark(text).1;
        if text.trim_start().starts_with(['{', '[']) { lychee::parse(text) } else { table::parse(text) }
    }

    /// How the address, or the one that it redirects to, failed.
    #[must_use]
    pub fn failure(&self, url: &str) -> Option<LinkFailure> {
        let mut key = key(url);
        for _ in 0..MOST_REDIRECTS {
            if let Some(failure) = self.failures.get(&key) {
                return Some(*failure)
                    .filter(|failure| self.has_answers || *failure != LinkFailure::UnknownHost);
            }
            key = self::key(&self.redirects.get(&key)?.to);
        }
        None
    }

    /// Where the address is now, as far as its servers say that it moved there for good; with its fragment, which servers
    /// do not see. `None` for what fails there, or leads in a circle.
    #[must_use]
    pub fn moved_to(&self, url: &str) -> Option<String> {
        let mut moved = None;
        let mut key = key(url);
        for _ in 0..MOST_REDIRECTS {
            let Some(redirect) = self.redirects.get(&key).filter(|redirect| redirect.is_permanent) else {
                let to: &String = moved.filter(|_| self.failure(url).is_none())?;
                let fragment =
                    url.split_once('#').map(|(_, fragment)| fragment).filter(|_| !to.contains('#'));
                return Some(fragment.map_or_else(|| to.clone(), |fragment| format!("{to}#{fragment}")));
            };
            key = self::key(&redirect.to);
            moved = Some(&redirect.to);
        }
        None
    }

    /// Whether the report blames names of hosts, and no server at all answered.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        !self.has_answers && self.failures.values().any(|failure| *failure == LinkFailure::UnknownHost)
    }

    fn add_failure(&mut self, url: &str, failure: LinkFailure) {
        self.has_answers |= matches!(failure, LinkFailure::Status(_));
        self.failures.insert(key(url), failure);
    }

    /// Adds a redirect; one without a `status` is for good where a repository is found under another name.
    fn add_redirect(&mut self, from: &str, to: &str, status: Option<u16>) {
        self.has_answers = true;
        let key = key(from);
        let Some(to) = absolute(&key, to).filter(|to| self::key(to) != key) else { return };
        let is_permanent =
            status.map_or_else(|| is_renamed_repository(&key, &to), |code| matches!(code, 301 | 308));
        self.redirects.insert(key, Redirect { to, is_permanent });
    }
}

/// What a program asks for when it follows `url`: without the fragment, and as browsers write it.
fn key(url: &str) -> String {
    let url = url.trim();
    let written = if url.starts_with("www.") { format!("http://{url}") } else { url.to_owned() };
    match Url::parse(&written) {
        Ok(mut parsed) => {
            parsed.set_fragment(None);
            parsed.into()
        }
        Err(_) => written,
    }
}

/// The address that a server at `from` means by `to`, which need not name the server again.
fn absolute(from: &str, to: &str) -> Option<String> {
    match split_scheme(to) {
        Some(_) => Url::parse(to).ok().map(Into::into),
        None => Url::parse(from).ok()?.join(to).ok().map(Into::into),
    }
}

/// Sites where a repository that is renamed or handed over redirects from its old name.
const REPOSITORY_HOSTS: [&str; 3] = ["github.com", "gitlab.com", "codeberg.org"];

/// Whether two addresses are those of repositories on one such site, under two names.
fn is_renamed_repository(from: &str, to: &str) -> bool {
    let repository = |url: &str| {
        let (host, path) = split_scheme(url)?.1.split_once('/')?;
        let host =
            REPOSITORY_HOSTS.iter().find(|known| host.strip_prefix("www.").unwrap_or(host) == **known)?;
        let mut parts = path.split(['?', '#']).next()?.trim_end_matches('/').split('/');
        let name = (parts.next()?.to_ascii_lowercase(), parts.next()?.to_ascii_lowercase());
        parts.next().is_none().then_some((*host, name))
    };
    match (repository(from), repository(to)) {
        (Some((from_host, from)), Some((to_host, to))) => from_host == to_host && from != to,
        _ => false,
    }
}

/// How an address failed, by the words of whoever tried it: systems and programs have their own for each case.
fn failure_in_words(words: &str) -> LinkFailure {
    let words = words.to_ascii_lowercase();
    let has = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
    if has(&["timeout", "timed out", "etimedout"]) {
        return LinkFailure::Timeout;
    }
    // The name may well be right: whoever was asked for it did not answer.
    if has(&["temporar", "try again", "eai_again"]) {
        return LinkFailure::Other;
    }
    let unknown_host = [
        "dns",
        "lookup address",
        "name or service not known",
        "nodename nor servname",
        "no such host",
        "enotfound",
        "name resolution",
        "getaddrinfo",
    ];
    if has(&unknown_host) { LinkFailure::UnknownHost } else { LinkFailure::Other }
}
