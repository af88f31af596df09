//! What there is in a document, counted.

use std::collections::BTreeMap;

use super::Outcome;
use crate::document::Document;
use crate::text::Span;
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
            comments: comments(document),
        };
        for listing in document.listings() {
            let mut filled = 0;
            for entry in listing.entries() {
                let excess = listing.excess_cells(entry);
                for cell in listing.cells(entry).iter().chain(excess) {
                    filled += usize::from(!cell.is_blank());
                    for link in document.cell_links(cell) {
                        let url = canonical(&link.url).unwrap_or_else(|| link.url.to_string());
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

/// All HTML comments of a document, wherever they stand.
///
/// A comment ends where its cell does, for a pipe always divides cells: what looks like one comment over a pipe is text,
/// in which the padding of cells may change. Nor does one outside of the listings reach into them.
fn comments(document: &Document<'_>) -> Counts {
    let source = document.source();
    let places = places(document);
    let mut comments = Counts::new();
    // What stands in a comment opens none.
    let mut outside = 0;
    for start in memchr::memmem::find_iter(source.as_bytes(), "<!--") {
        if start < outside {
            continue;
        }
        let next = places.partition_point(|(place, _)| place.start <= start);
        let inside = next.checked_sub(1).map(|last| places[last]).filter(|(place, _)| start < place.end);
        let end = inside.map(|(place, _)| place.end).or(places.get(next).map(|(place, _)| place.start));
        let opened = source.get(start + 4..end.unwrap_or(source.len())).unwrap_or_default();
        // Behind other words of an item, what has no end is text (`CommonMark` §6.6), as the cells of the item have it.
        let is_in_words = || {
            let line = source[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            source[line..start].contains(|c: char| c.is_alphanumeric() || c == '[')
        };
        if inside.is_some_and(|(_, is_item)| is_item) && !opened.contains("-->") && is_in_words() {
            continue;
        }
        let comment = opened.split_once("-->").map_or(opened, |(comment, _)| comment);
        outside = start + 4 + comment.len();
        *comments.entry(comment.trim().to_owned()).or_default() += 1;
    }
    comments
}

/// The cells of tables and the items of bullet lists, in the order of the text, each with whether it is an item.
fn places(document: &Document<'_>) -> Vec<(Span, bool)> {
    let mut places = Vec::new();
    for listing in document.listings() {
        if listing.is_table() {
            places.extend(listing.header.cells.iter().map(|cell| (cell.content, false)));
        }
        for entry in listing.entries() {
            if listing.is_table() {
                let cells = listing.cells(entry).iter().chain(listing.excess_cells(entry));
                places.extend(cells.map(|cell| (cell.content, false)));
            } else {
                places.push((entry.content, true));
            }
        }
    }
    places.sort_unstable();
    places
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
    #[test]
    fn a_comment_ends_where_its_cell_does() {
        let list = |row: &str| format!("<!-- b -->\n\n| a | b |\n|---|---|\n{row}\n\n<!-- c -->\n");
        let over_a_pipe = list("| <!-- x | y --> |");
        assert_eq!(compare(&over_a_pipe, &list("| <!-- x    | y -->    |")), Outcome::Holds);
        assert_ne!(compare(&over_a_pipe, &list("| <!-- z | y --> |")), Outcome::Holds);
        assert_ne!(compare(&over_a_pipe, &list("| x | y --> |")), Outcome::Holds);
        assert_ne!(compare(&over_a_pipe, &over_a_pipe.replace("<!-- c -->", "<!-- d -->")), Outcome::Holds);
    }
}
