//! What a list does with its links on purpose: nine thousand `http://arxiv.org` are no oversight.

use std::borrow::Cow;
use std::sync::OnceLock;

use foldhash::HashMap;

use crate::document::Contents;
use crate::value::{RepairKind, UrlRepair, split_scheme};

/// How often the links of a document's listings are written in ways that a repair would change.
#[derive(Clone, Debug, Default)]
pub struct UrlHabits {
    /// The host that was asked for first: in most lists there is no other one whose links are to be mended.
    first: OnceLock<(String, HostHabits)>,
    all: OnceLock<All>,
}

/// The habits of all links.
#[derive(Clone, Debug, Default)]
struct All {
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
    /// Those of a list that may be gone when they are asked for.
    pub(super) fn learn(source: &str, contents: &Contents<'_>) -> Self {
        Self { first: OnceLock::new(), all: OnceLock::from(All::learn(source, contents)) }
    }

    /// Whether the list does on purpose what `repair` would undo in `url`; its `source` and its `contents`, the same ones
    /// each time, are looked through when first asked.
    #[must_use]
    pub fn keeps(&self, source: &str, contents: &Contents<'_>, url: &str, repair: &UrlRepair) -> bool {
        let found = repair.edit.span.of(url);
        let all = || self.all.get_or_init(|| All::learn(source, contents));
        if repair.kind == RepairKind::Tracking {
            let parameters = &all().parameters;
            let mut own = found.trim_matches(['?', '&']).split('&');
            return own.any(|parameter| parameters.get(parameter).is_some_and(|&count| count >= CAMPAIGN));
        }
        let rest = split_scheme(url).map_or("", |(_, rest)| rest);
        let host = lower_case(&rest[..host_end(rest)]);
        let of_first = || {
            let (first, habits) =
                self.first.get_or_init(|| (host.to_string(), HostHabits::learn(source, contents, &host)));
            (*first == *host).then_some(*habits)
        };
        let known = if self.all.get().is_none() { of_first() } else { None };
        let habits = known.unwrap_or_else(|| all().hosts.get(&*host).copied().unwrap_or_default());
        habits.keep(repair.kind, found)
    }
}

impl HostHabits {
    /// Those of the links to `host`, in lower case.
    fn learn(source: &str, contents: &Contents<'_>, host: &str) -> Self {
        let mut habits = Self::default();
        for url in urls(source, contents) {
            let Some((is_secure, rest)) = web(url) else { continue };
            let starts = |start: &str| start.eq_ignore_ascii_case(host);
            if rest.get(..host.len()).is_some_and(starts) && host_end(rest) == host.len() {
                habits.count(is_secure, before_query(&rest[host.len()..]));
            }
        }
        habits
    }

    /// Counts a link with this path.
    fn count(&mut self, is_secure: bool, path: &str) {
        *(if is_secure { &mut self.https } else { &mut self.http }) += 1;
        match path {
            _ if path.trim_end_matches('/').bytes().filter(|&byte| byte == b'/').count() != 2 => {}
            _ if path.ends_with('/') => self.slash += 1,
            _ if path.strip_suffix(".git").is_some() => self.git += 1,
            _ => self.neither += 1,
        }
    }

    /// Whether what `found` is in an address is a habit.
    fn keep(self, kind: RepairKind, found: &str) -> bool {
        let Self { http, https, slash, git, neither } = self;
        // What is no habit will be mended, and must not tip the scales afterwards.
        let (same, others) = match kind {
            RepairKind::Insecure => (http, https),
            _ if found.starts_with('.') => (git, neither + slash),
            _ => (slash, neither + git),
        };
        same >= HABIT && same > others
    }
}

impl All {
    fn learn(source: &str, contents: &Contents<'_>) -> Self {
        let mut habits = Self::default();
        for url in urls(source, contents) {
            habits.count(url);
        }
        habits
    }

    fn count(&mut self, url: &str) {
        let Some((is_secure, rest)) = web(url) else { return };
        let (host, path) = rest.split_at(host_end(rest));
        let (path, query) = path.split_at(before_query(path).len());
        if !query.is_empty() {
            let query = query.split('#').next().unwrap_or_default().trim_start_matches('?');
            for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
                count(&mut self.parameters, parameter, |count| *count += 1);
            }
        }
        count(&mut self.hosts, &lower_case(host), |habits| habits.count(is_secure, path));
    }
}

/// The addresses of the links in the listings, as they are written in `source`.
fn urls<'a>(source: &'a str, contents: &'a Contents<'_>) -> impl Iterator<Item = &'a str> {
    contents.links_of_listings().iter().map(|link| link.url_span.map_or(&*link.url, |span| span.of(source)))
}

/// Whether an address of the web is secure, and what follows its scheme.
fn web(url: &str) -> Option<(bool, &str)> {
    match url.strip_prefix("https://") {
        Some(rest) => Some((true, rest)),
        None => Some((false, url.strip_prefix("http://")?)),
    }
}

/// The part of a path before its query.
fn before_query(path: &str) -> &str {
    path.split_once(['?', '#']).map_or(path, |(path, _)| path)
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::UrlHabits;
    use crate::document::Document;
    use crate::value::repairs;

    proptest! {
        #![proptest_config(crate::cases::cases(500))]

        /// Whether one host is asked for or all are known makes no difference.
        #[test]
        fn one_host_is_judged_as_all_are(
            urls in prop::collection::vec("https?://(github|GitHub|gitlab)\\.com/a(/b(/|\\.git)?)?(\\?utm_source=x)?(#c)?", 1..24)
        ) {
            let mut source = "| Name | Link |\n|---|---|\n".to_owned();
            for url in &urls {
                writeln!(source, "| n | [x]({url}) |").unwrap();
            }
            let document = Document::parse(&source);
            let contents = document.contents();
            let (asked, known) = (UrlHabits::default(), UrlHabits::learn(&source, &contents));
            for url in &urls {
                for repair in repairs(url) {
                    let keeps = |habits: &UrlHabits| habits.keeps(&source, &contents, url, &repair);
                    prop_assert_eq!(keeps(&asked), keeps(&known), "{}", url);
                }
            }
        }
    }
}
