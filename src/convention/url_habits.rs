//! What a list does with its links on purpose: nine thousand `http://arxiv.org` are not an oversight.

use std::borrow::Cow;
use std::sync::OnceLock;

use foldhash::HashMap;

use crate::document::Document;
use crate::value::{RepairKind, UrlRepair, split_scheme};

/// How often the links of a document's listings are written in ways that a repair would change.
#[derive(Clone, Debug, Default)]
pub struct UrlHabits {
    /// Counted when something is to be repaired, which is rare.
    counted: OnceLock<HabitCounts>,
}

/// The habits of all links.
#[derive(Clone, Debug, Default)]
struct HabitCounts {
    hosts: HashMap<String, HostHabits>,
    /// By parameter, with its value.
    parameters: HashMap<String, usize>,
    /// How many links there are.
    links: usize,
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
/// Nor were they where one in so many links has it; ten of a thousand are not a habit.
const CAMPAIGN_ONE_IN: usize = 25;

impl UrlHabits {
    /// Those of a document that will be gone when they are asked for.
    pub(super) fn learn(document: &Document<'_>) -> Self {
        Self { counted: OnceLock::from(HabitCounts::of(document)) }
    }

    /// Whether the list does on purpose what `repair` would undo in `url`; `document`, the same one each time, is looked
    /// through when first asked.
    #[must_use]
    pub fn keeps(&self, document: &Document<'_>, url: &str, repair: &UrlRepair) -> bool {
        let found = repair.edit.span.of(url);
        let counted = self.counted.get_or_init(|| HabitCounts::of(document));
        if repair.kind == RepairKind::Tracking {
            let mut own = found.trim_matches(['?', '&']).split('&');
            return own.any(|parameter| {
                counted
                    .parameters
                    .get(unescaped(parameter))
                    .is_some_and(|&count| count >= CAMPAIGN && count * CAMPAIGN_ONE_IN >= counted.links)
            });
        }
        let rest = split_scheme(url).map_or("", |(_, rest)| rest);
        let host = lower_case(&rest[..host_end(rest)]);
        counted.hosts.get(&*host).copied().unwrap_or_default().keep(repair.kind, found)
    }
}

impl HostHabits {
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
        // What is not a habit will be mended, and must not count afterwards.
        let (same, others) = match kind {
            RepairKind::Insecure => (http, https),
            _ if found.starts_with('.') => (git, neither + slash),
            _ => (slash, neither + git),
        };
        same >= HABIT && same > others
    }
}

impl HabitCounts {
    fn of(document: &Document<'_>) -> Self {
        let mut habits = Self::default();
        for (link, _) in document.links().filter(|(_, place)| place.is_some()) {
            habits.count(link.url_span.map_or(&*link.url, |span| span.of(document.source())));
        }
        habits
    }

    fn count(&mut self, url: &str) {
        let Some((is_secure, rest)) = web(url) else { return };
        self.links += 1;
        let (host, path) = rest.split_at(host_end(rest));
        let (path, query) = path.split_at(before_query(path).len());
        if !query.is_empty() {
            let query = query.split('#').next().unwrap_or_default().trim_start_matches('?');
            for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
                count(&mut self.parameters, unescaped(parameter), |count| *count += 1);
            }
        }
        count(&mut self.hosts, &lower_case(host), |habits| habits.count(is_secure, path));
    }
}

/// A parameter behind a `&` that may be written `&amp;`.
fn unescaped(parameter: &str) -> &str {
    parameter.strip_prefix("amp;").unwrap_or(parameter)
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
