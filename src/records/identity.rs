//! What identifies an entry, whatever its neighbours, its padding and its place.

use std::collections::HashMap;

use crate::convention::ListingConvention;
use crate::document::{Document, Entry, LinkKind, Listing, name_link};
use crate::value::{canonical, is_unknown};

/// What identifies an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Where its name leads, in a form that is equal for equal places.
    pub(crate) url: Option<String>,
    /// The first place that any of it leads to.
    pub(crate) first_url: Option<String>,
    /// What a reader sees of its name, in lower case.
    pub(crate) name: String,
    /// Its cells' sources without the white space that makes no difference; those of the name come first.
    pub(crate) cells: Vec<String>,
}

/// A shorter cell is hardly an entry's own.
const SHORTEST_TELLING: usize = 12;

impl Identity {
    /// What tells `entry` from others.
    pub(crate) fn of(
        document: &Document<'_>,
        listing: &Listing,
        convention: &ListingConvention,
        entry: &Entry,
    ) -> Self {
        let source = document.source();
        let column = convention.name_column();
        let name_cell = listing.cell(entry, column).filter(|cell| !cell.is_blank());
        let links = name_cell.map(|cell| document.cell_links(cell)).unwrap_or_default();
        let name = name_cell.map(|cell| document.cell_text(cell).as_str().to_lowercase());
        let name = name.filter(|name| !is_unknown(name)).unwrap_or_default();
        let url = name_link(links).and_then(|link| canonical(&link.url));
        let all = listing.cells(entry).iter().flat_map(|cell| document.cell_links(cell));
        let first_url = all.filter(|link| link.kind != LinkKind::Image).find_map(|link| canonical(&link.url));
        let cells = listing.cells(entry).iter().chain(listing.excess_cells(entry));
        let cells = cells.map(|cell| squeezed(cell.content.of(source))).collect();
        Self::new(squeezed(&name), url, first_url, cells, column)
    }

    /// An entry whose name is the cell at `column`.
    pub(super) fn new(
        name: String,
        url: Option<String>,
        first_url: Option<String>,
        mut cells: Vec<String>,
        column: usize,
    ) -> Self {
        if column < cells.len() {
            cells[..=column].rotate_right(1);
        }
        Self { url, first_url, name, cells }
    }

    /// Whether `other` says at least half of what this says.
    pub(super) fn shares_half(&self, other: &Self) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.is_empty()).count();
        let pairs = self.cells.iter().zip(&other.cells);
        let equal = pairs.filter(|(one, other)| one == other && !one.is_empty()).count();
        2 * equal >= filled
    }

    /// Whether this may be `other` under another name: it leads to the same place, has a name that is nearly the same,
    /// or says the same beside it. Where both names lead somewhere, the latter says little of short entries.
    #[expect(clippy::cast_precision_loss, reason = "counts of cells")]
    pub(crate) fn looks_like(&self, other: &Self) -> bool {
        let says = |cell: &String| cell.contains(char::is_alphanumeric);
        let beside = |identity: &Self| identity.cells.iter().skip(1).filter(|cell| says(cell)).count();
        let count = beside(self).max(beside(other));
        let pairs = self.cells.iter().zip(&other.cells).skip(1);
        let equal: Vec<&String> =
            pairs.filter(|(one, other)| one == other && says(one)).map(|(one, _)| one).collect();
        // Many entries say `Yes` and `MIT`; words are one entry's own.
        let is_telling = equal.iter().any(|cell| cell.len() >= SHORTEST_TELLING);
        let share = if is_telling { equal.len() as f64 / count as f64 } else { 0.0 };
        let same_link = self.first_url.is_some() && self.first_url == other.first_url;
        let needed = if self.url.is_some() && other.url.is_some() { 0.75 } else { 0.5 };
        same_link || share >= needed || names_look_alike(&self.name, &other.name)
    }

    /// Whether half of the words of this and `other` are the same.
    pub(crate) fn says_about_the_same(&self, other: &Self) -> bool {
        let (one, other) = (self.words(), other.words());
        let same: usize =
            one.iter().map(|(word, count)| other.get(word).map_or(0, |there| *count.min(there))).sum();
        same > 0 && 4 * same >= one.values().chain(other.values()).sum()
    }

    fn words(&self) -> HashMap<&str, usize> {
        let mut words = HashMap::new();
        for word in self.cells.iter().flat_map(|cell| cell.split_whitespace()) {
            if word.contains(char::is_alphanumeric) {
                *words.entry(word).or_default() += 1;
            }
        }
        words
    }
}

/// Whether one name is the other with something added, or with a few letters changed.
pub(crate) fn names_look_alike(one: &str, other: &str) -> bool {
    /// Names of fewer characters differ by one and are two things (`7B`, `8B`).
    const SHORTEST: usize = 12;
    /// A longer name is a sentence, and costs too much to compare.
    const LONGEST: usize = 200;
    let adds = |short: &str, long: &str| {
        let rest = long.strip_prefix(short).filter(|_| !short.is_empty());
        rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
    };
    let fits = |name: &str| (SHORTEST..=LONGEST).contains(&name.len());
    let by_letters = || fits(one) && fits(other) && strsim::normalized_levenshtein(one, other) >= 0.6;
    adds(one, other) || adds(other, one) || by_letters()
}

/// `text` with one space for each run of white space, and none at its ends.
pub(crate) fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}
