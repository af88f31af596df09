//! What there is in a document, counted.

use std::collections::BTreeMap;

use super::Outcome;
use crate::document::Document;
use crate::value::canonical;

/// How often each thing is there.
type Counts = BTreeMap<String, usize>;

/// Everything that must not be lost.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Census {
    lines: usize,
    /// Entries, and cells with something in them, listing by listing.
    entries: Vec<(usize, usize)>,
    /// Link destinations of all cells, in the form in which those that lead to one place are equal.
    links: Counts,
    excess: Counts,
    comments: Counts,
}

impl Census {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let source = document.source();
        let mut census = Self {
            lines: document.lines().line_count(),
            entries: Vec::new(),
            links: Counts::new(),
            excess: Counts::new(),
            comments: comments(source),
        };
        for listing in document.listings() {
            let mut filled = 0;
            for entry in listing.entries() {
                let excess = listing.excess_cells(entry);
                for cell in listing.cells(entry).iter().chain(excess) {
                    filled += usize::from(!cell.is_blank());
                    for link in document.cell_links(cell) {
                        let url = canonical(&link.url).unwrap_or_else(|| link.url.into_owned());
                        *census.links.entry(url).or_default() += 1;
                    }
                }
                for cell in excess.iter().filter(|cell| !cell.is_blank()) {
                    *census.excess.entry(cell.content.of(source).to_owned()).or_default() += 1;
                }
            }
            census.entries.push((listing.entries().len(), filled));
        }
        census
    }

    /// Holds where the two are equal; otherwise says what is there more or less often.
    pub(super) fn compare(&self, after: &Self) -> Outcome {
        if self == after {
            return Outcome::Holds;
        }
        let kinds = [
            ("the link", &self.links, &after.links),
            ("the excess cell", &self.excess, &after.excess),
            ("the comment", &self.comments, &after.comments),
        ];
        let counted = kinds.into_iter().find_map(|(kind, before, after)| {
            let (what, before, after) = difference(before, after)?;
            Some(format!("{kind} `{what}` was there {before} times and is there {after} times"))
        });
        let reason = counted.unwrap_or_else(|| {
            let (was, is) = (&self.entries, &after.entries);
            match was.iter().zip(is).position(|(was, is)| was != is) {
                Some(index) => format!(
                    "listing {} had {} entries and {} filled cells, and has {} and {}",
                    index + 1,
                    was[index].0,
                    was[index].1,
                    is[index].0,
                    is[index].1
                ),
                None if was.len() != is.len() => format!("{} listings become {}", was.len(), is.len()),
                None => format!("{} lines become {}", self.lines, after.lines),
            }
        });
        Outcome::broken(None, reason)
    }
}

fn difference<'a>(before: &'a Counts, after: &'a Counts) -> Option<(&'a str, usize, usize)> {
    let count = |counts: &Counts, what: &str| counts.get(what).copied().unwrap_or_default();
    before
        .keys()
        .chain(after.keys())
        .map(|what| (what.as_str(), count(before, what), count(after, what)))
        .find(|(_, before, after)| before != after)
}

/// All HTML comments of a text, wherever they stand.
fn comments(text: &str) -> Counts {
    let mut comments = Counts::new();
    let mut rest = text;
    while let Some((_, opened)) = rest.split_once("<!--") {
        let comment = opened.split_once("-->").map_or(opened, |(comment, _)| comment);
        *comments.entry(comment.to_owned()).or_default() += 1;
        rest = opened;
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(before: &str, after: &str) -> Outcome {
        Census::of(&Document::parse(before)).compare(&Census::of(&Document::parse(after)))
    }

    #[test]
    fn a_loss_is_named() {
        let list = |rows: &str| format!("| a |\n|---|\n{rows}");
        let one = list("| [x](https://a.io) | <!-- 1 --> |\n| y |\n");
        let moved = list("| y |\n| [x](http://a.io/) | <!-- 1 --> |\n");
        assert_eq!(compare(&one, &moved), Outcome::Holds);
        let told = |rows: &str| match compare(&one, &list(rows)) {
            Outcome::Holds => "holds".to_owned(),
            Outcome::Broken { reason, .. } => reason,
        };
        assert_eq!(
            told("| [x](https://b.io) | <!-- 1 --> |\n| y |\n"),
            "the link `a.io` was there 1 times and is there 0 times"
        );
        assert_eq!(
            told("| [x](https://a.io) |\n| y |\n"),
            "the excess cell `<!-- 1 -->` was there 1 times and is there 0 times"
        );
        assert_eq!(
            told("| [x](https://a.io) | <!-- 1 --> |\n"),
            "listing 1 had 2 entries and 3 filled cells, and has 1 and 2"
        );
    }
}
