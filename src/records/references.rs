//! Where reference links lead: `[Llama][1]` says so outside of its cell, and records keep the answer only.

use std::collections::{HashMap, HashSet};

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
        let kinds = [(true, &given.images, &read.images), (false, &given.links, &read.links)];
        for (are_images, links, found) in kinds {
            let found: HashSet<&LinkRecord<'_>> = found.iter().flatten().collect();
            let missing: Vec<_> = links.iter().flatten().filter(|link| !found.contains(link)).collect();
            if !missing.is_empty() {
                self.add_links(&missing, &Groups::of(source, are_images));
            }
        }
    }

    /// Defines the labels of links that a cell lacks, in their order.
    fn add_links(&mut self, missing: &[&LinkRecord<'_>], groups: &Groups<'_>) {
        // Where the next may stand, and the next full reference whose label nothing defines.
        let (mut position, mut free) = (0, 0);
        for link in missing {
            free = free.max(position);
            while groups.all.get(free).is_some_and(|group| !group.is_full() || !self.is_free(group.label())) {
                free += 1;
            }
            // An image in a link's text shows letters that the link's text lacks.
            let fits = |index: &usize| self.may_lead(groups.all[*index].label(), &link.url);
            let found = groups.labels_of(link, position).find(fits).unwrap_or(free);
            if let Some(group) = groups.all.get(found) {
                self.define(group.label(), &link.url);
                position = found + 1;
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
struct BracketPair<'a> {
    /// Whether it is the bracket of an image.
    is_image: bool,
    text: &'a str,
    next: Option<&'a str>,
}

impl BracketPair<'_> {
    fn label(&self) -> &str {
        self.next.filter(|next| !next.is_empty()).unwrap_or(self.text)
    }

    /// Whether a label of its own follows.
    fn is_full(&self) -> bool {
        self.next.is_some_and(|next| !next.is_empty())
    }
}

/// A longer text of a bracket is found by its label alone.
const LONGEST_TEXT: usize = 4096;

/// So many brackets with the same letters are asked where they lead.
const MOST_ASKED: usize = 16;

/// The brackets of a cell that are those of images, or those of links, by the letters of their texts.
struct Groups<'a> {
    all: Vec<BracketPair<'a>>,
    by_letters: HashMap<String, Vec<usize>>,
}

impl<'a> Groups<'a> {
    fn of(source: &'a str, are_images: bool) -> Self {
        let all: Vec<_> = groups(source).into_iter().filter(|group| group.is_image == are_images).collect();
        let mut by_letters: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, group) in all.iter().enumerate().filter(|(_, group)| group.text.len() <= LONGEST_TEXT) {
            by_letters.entry(letters(group.text)).or_default().push(index);
        }
        Self { all, by_letters }
    }

    /// The brackets from `position` on that may be the text of `link`: markup and escapes aside, they have its letters.
    fn labels_of(&self, link: &LinkRecord<'_>, position: usize) -> impl Iterator<Item = usize> {
        let may_be_label = |index: &usize| is_label(self.all[*index].label());
        let known = self.by_letters.get(&letters(&link.text)).map_or(&[][..], Vec::as_slice);
        let first = known.partition_point(|&index| index < position);
        known[first..].iter().copied().take(MOST_ASKED).filter(may_be_label)
    }
}

/// Whether a text can be a label: it has no bracket that is not escaped (`CommonMark` §6.3).
fn is_label(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '[' | ']' => return false,
            '\\' => _ = characters.next(),
            _ => {}
        }
    }
    true
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All brackets that are not followed by a destination, in the order in which they open.
fn groups(source: &str) -> Vec<BracketPair<'_>> {
    let bytes = source.as_bytes();
    let mut open = Vec::new();
    let mut images = HashSet::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'!' if bytes.get(at + 1) == Some(&b'[') => _ = images.insert(at + 1),
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
        .map(|&(start, end)| BracketPair {
            is_image: images.contains(&start),
            text: inner(start, end),
            next: starts.get(&(end + 1)).map(|&last| inner(end + 1, last)),
        })
        .collect()
}
