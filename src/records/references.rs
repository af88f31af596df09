//! Where reference links lead: `[Llama][1]` says so outside of its cell, and records keep the answer only.

use std::collections::HashMap;

use super::dataset::{CellRecord, LinkRecord};
use super::escape::destination;

/// Definitions for the reference links of cells, one line each, in the order in which they are first needed.
#[derive(Debug, Default)]
pub(super) struct References {
    lines: Vec<String>,
    /// Where each label leads, in lower case.
    urls: HashMap<String, String>,
}

impl References {
    /// Adds what `given` needs to read as it says: the links and images that `read`, its source without definitions,
    /// lacks.
    pub(super) fn add(&mut self, given: &CellRecord<'_>, read: &CellRecord<'_>) {
        let Some(source) = &given.markdown else { return };
        if given.text.is_some() && given.text != read.text {
            self.add_footnotes(source);
        }
        for (links, found) in [(&given.images, &read.images), (&given.links, &read.links)] {
            let found = found.as_deref().unwrap_or_default();
            let missing = links.iter().flatten().filter(|link| !found.contains(link));
            let groups = groups(source);
            let mut position = 0;
            for link in missing {
                let rest = &groups[position..];
                // An image in a link's text shows letters that the link's text lacks.
                let fits =
                    |group: &Group<'_>| group.is_label_of(link) && self.may_lead(group.label(), &link.url);
                let found = rest
                    .iter()
                    .position(fits)
                    .or_else(|| rest.iter().position(|group| group.is_full() && self.is_free(group.label())));
                if let Some(group) = found.map(|index| &rest[index]) {
                    self.define(group.label(), &link.url);
                    position += found.map_or(0, |index| index + 1);
                }
            }
        }
    }

    /// Notes that are referred to; records do not hold what they say, so they stay empty.
    fn add_footnotes(&mut self, source: &str) {
        for group in groups(source).iter().filter(|group| group.text.starts_with('^') && group.text.len() > 1)
        {
            if self.is_free(group.text) {
                self.urls.insert(group.text.to_lowercase(), String::new());
                self.lines.push(format!("[{}]:\n", group.text));
            }
        }
    }

    fn is_free(&self, label: &str) -> bool {
        !self.urls.contains_key(&label.to_lowercase())
    }

    fn may_lead(&self, label: &str, url: &str) -> bool {
        self.urls.get(&label.to_lowercase()).is_none_or(|known| known == url)
    }

    fn define(&mut self, label: &str, url: &str) {
        if self.is_free(label) {
            self.urls.insert(label.to_lowercase(), url.to_owned());
            self.lines.push(format!("[{label}]: {}\n", destination(url)));
        }
    }

    /// The definitions, or nothing.
    pub(super) fn markdown(&self) -> Option<String> {
        (!self.lines.is_empty()).then(|| self.lines.concat())
    }
}

/// A bracket in a cell, and the one right behind it.
struct Group<'a> {
    text: &'a str,
    next: Option<&'a str>,
}

impl Group<'_> {
    fn label(&self) -> &str {
        self.next.filter(|next| !next.is_empty()).unwrap_or(self.text)
    }

    /// Whether a label of its own follows.
    fn is_full(&self) -> bool {
        self.next.is_some_and(|next| !next.is_empty())
    }

    /// Whether the bracket may be the text of `link`: markup and escapes aside, it has the same letters.
    fn is_label_of(&self, link: &LinkRecord<'_>) -> bool {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        self.text == link.text || letters(self.text) == letters(&link.text)
    }
}

/// All brackets that are not followed by a destination, in the order in which they open.
fn groups(source: &str) -> Vec<Group<'_>> {
    let bytes = source.as_bytes();
    let mut open = Vec::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open.push(at),
            b']' => spans.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
        at += 1;
    }
    let starts: HashMap<usize, usize> = spans.iter().copied().collect();
    spans.sort_unstable();
    let inner = |start: usize, end: usize| source.get(start + 1..end).unwrap_or_default();
    let groups = spans.iter().filter(|(_, end)| bytes.get(end + 1) != Some(&b'('));
    groups
        .map(|&(start, end)| Group {
            text: inner(start, end),
            next: starts.get(&(end + 1)).map(|&last| inner(end + 1, last)),
        })
        .collect()
}
