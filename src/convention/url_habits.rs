//! What a list does with its links on purpose: nine thousand `http://arxiv.org` are no oversight.

use foldhash::HashMap;

use std::borrow::Cow;

use crate::document::Contents;
use crate::value::{RepairKind, UrlRepair, split_scheme};

/// How often the links of a document's listings are written in ways that a repair would change.
#[derive(Clone, Debug, Default)]
pub struct UrlHabits {
    hosts: HashMap<String, HostHabits>,
    /// By parameter, with its value.
    parameters: HashMap<String, usize>,
}

/// How often the links to one host are written in each way.
#[derive(Clone, Copy, Debug, Default)]
struct HostHabits {
    http: usize,
    https: usize,
    /// Of two segments, and a slash at the end.
    slash: usize,
    /// Of two segments, and `.git` at the end.
    git: usize,
    /// Of two segments, and neither.
    neither: usize,
}

/// So many links make a habit, where they are also the greater part.
const HABIT: usize = 5;
/// So many links with one campaign in them were not copied from a newsletter one by one.
const CAMPAIGN: usize = 10;

impl UrlHabits {
    /// Counts those `links` in `source` that stand in listings, as they are written.
    #[must_use]
    pub(super) fn learn(source: &str, contents: &Contents<'_>) -> Self {
        let mut habits = Self::default();
        for link in contents.links_of_listings() {
            habits.count(link.url_span.map_or(&*link.url, |span| span.of(source)));
        }
        habits
    }

    fn count(&mut self, url: &str) {
        let is_secure = url.starts_with("https://");
        let Some(rest) = url.strip_prefix(if is_secure { "https://" } else { "http://" }) else { return };
        let (host, path) = rest.split_at(host_end(rest));
        // Addresses are too short for a search that is called for each of their signs.
        let (mut path_end, mut slashes) = (path.len(), 0);
        for (index, byte) in path.bytes().enumerate() {
            match byte {
                b'/' => slashes += 1,
                b'?' | b'#' => {
                    path_end = index;
                    break;
                }
                _ => {}
            }
        }
        let (path, query) = path.split_at(path_end);
        if !query.is_empty() {
            let query = query.split('#').next().unwrap_or_default().trim_start_matches('?');
            for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
                count(&mut self.parameters, parameter, |count| *count += 1);
            }
        }
        let slashes = slashes - path.bytes().rev().take_while(|&byte| byte == b'/').count();
        count(&mut self.hosts, &lower_case(host), |habits| {
            *(if is_secure { &mut habits.https } else { &mut habits.http }) += 1;
            match path {
                _ if slashes != 2 => {}
                _ if path.ends_with('/') => habits.slash += 1,
                _ if path.strip_suffix(".git").is_some() => habits.git += 1,
                _ => habits.neither += 1,
            }
        });
    }

    /// Whether the list does on purpose what `repair` would undo in `url`.
    #[must_use]
    pub fn keeps(&self, url: &str, repair: &UrlRepair) -> bool {
        let host = || {
            let rest = split_scheme(url).map_or("", |(_, rest)| rest);
            self.hosts.get(&*lower_case(&rest[..host_end(rest)])).copied().unwrap_or_default()
        };
        let found = repair.edit.span.of(url);
        match repair.kind {
            RepairKind::Insecure => {
                let HostHabits { http, https, .. } = host();
                http >= HABIT && http > https
            }
            RepairKind::Tracking => {
                let mut parameters = found.trim_matches(['?', '&']).split('&');
                parameters
                    .any(|parameter| self.parameters.get(parameter).is_some_and(|&count| count >= CAMPAIGN))
            }
            RepairKind::Redundant => {
                let HostHabits { slash, git, neither, .. } = host();
                // What is no habit will be mended, and must not tip the scales afterwards.
                let (same, others) =
                    if found.starts_with('.') { (git, neither + slash) } else { (slash, neither + git) };
                same >= HABIT && same > others
            }
        }
    }
}

/// Where the host ends, in an address without its scheme.
fn host_end(address: &str) -> usize {
    address.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(address.len())
}

/// Changes the count of `key`; a key is copied only when it is new.
fn count<V: Default>(counts: &mut HashMap<String, V>, key: &str, change: impl FnOnce(&mut V)) {
    if let Some(found) = counts.get_mut(key) {
        change(found);
    } else {
        let mut new = V::default();
        change(&mut new);
        counts.insert(key.to_owned(), new);
    }
}

fn lower_case(host: &str) -> Cow<'_, str> {
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    }
}
