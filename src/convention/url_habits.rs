//! What a list does with its links on purpose: nine thousand `http://arxiv.org` are no oversight.

use foldhash::HashMap;

use std::borrow::Cow;

use crate::document::Links;
use crate::value::{RepairKind, UrlRepair, split_scheme};

/// How often the links of a document's listings are written in ways that a repair would change.
#[derive(Clone, Debug, Default)]
pub struct UrlHabits {
    /// By host: links by `http`, links by `https`.
    schemes: HashMap<String, (usize, usize)>,
    /// By parameter, with its value.
    parameters: HashMap<String, usize>,
    /// By host: addresses of two segments that end in a slash, in `.git`, in neither.
    endings: HashMap<String, [usize; 3]>,
}

/// So many links make a habit, where they are also the greater part.
const HABIT: usize = 5;
/// So many links with one campaign in them were not copied from a newsletter one by one.
const CAMPAIGN: usize = 10;

impl UrlHabits {
    /// Counts those `links` in `source` that stand in listings, as they are written.
    #[must_use]
    pub(super) fn learn(source: &str, links: &Links<'_>) -> Self {
        let mut habits = Self::default();
        for link in links.of_listings() {
            habits.count(link.url_span.map_or(&*link.url, |span| span.of(source)));
        }
        habits
    }

    fn count(&mut self, url: &str) {
        let parts = split_scheme(url).filter(|(scheme, _)| matches!(*scheme, "http" | "https"));
        let Some((scheme, rest)) = parts else { return };
        let bytes = rest.as_bytes();
        let host_end = memchr::memchr3(b'/', b'?', b'#', bytes).unwrap_or(rest.len());
        let host = lower_case(&rest[..host_end]);
        let path_end = memchr::memchr2(b'?', b'#', bytes).unwrap_or(rest.len());
        if path_end < rest.len() {
            let query = rest[path_end..].split('#').next().unwrap_or_default();
            for parameter in
                query.trim_start_matches('?').split('&').filter(|parameter| !parameter.is_empty())
            {
                count(&mut self.parameters, parameter, |count| *count += 1);
            }
        }
        let path = &rest[host_end..path_end.max(host_end)];
        if path.trim_end_matches('/').matches('/').count() == 2 {
            let ending =
                if path.ends_with('/') { 0 } else { 1 + usize::from(path.strip_suffix(".git").is_none()) };
            count(&mut self.endings, &host, |counts| counts[ending] += 1);
        }
        count(
            &mut self.schemes,
            &host,
            |(http, https)| if scheme.len() == 4 { *http += 1 } else { *https += 1 },
        );
    }

    /// Whether the list does on purpose what `repair` would undo in `url`.
    #[must_use]
    pub fn keeps(&self, url: &str, repair: &UrlRepair) -> bool {
        let host = || {
            let rest = split_scheme(url).map_or("", |(_, rest)| rest);
            lower_case(rest.split(['/', '?', '#']).next().unwrap_or_default())
        };
        let found = repair.edit.span.of(url);
        match repair.kind {
            RepairKind::Insecure => {
                self.schemes.get(host().as_ref()).is_some_and(|&(http, https)| http >= HABIT && http > https)
            }
            RepairKind::Tracking => {
                let mut parameters = found.trim_matches(['?', '&']).split('&');
                parameters
                    .any(|parameter| self.parameters.get(parameter).is_some_and(|&count| count >= CAMPAIGN))
            }
            RepairKind::Redundant => {
                self.endings.get(host().as_ref()).is_some_and(|&[slash, git, neither]| {
                    let same = if found.starts_with('.') { git } else { slash };
                    same >= HABIT && same > neither
                })
            }
        }
    }
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
