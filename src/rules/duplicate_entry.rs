//! `duplicate-entry`: the same thing, listed twice.

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use super::check::{Check, declare_rule};
use super::context::Context;
use super::entry_identity::{EntryIdentity, cell_texts, identities};
use super::finding::{Finding, Place};
use super::repeated_row::{Repetition, repetitions};
use crate::text::Span;
use crate::value::{are_variants, is_unknown};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for entries that repeat an earlier one: the same name, a name that leads to the same place, or a row that
    /// says the same in every cell, or in every cell but one that differs by a slip of the hand. Scheme, `www.`, a
    /// trailing slash, `.git`, `#readme`, the root of the main branch and tracking parameters make no difference, nor do
    /// the abstract and the PDF of a paper on arXiv, the two addresses of a film, and characters that nobody
    /// sees.
    ///
    /// Within one list that is a warning. It is a note where an entry stands in two lists, and where several names of a
    /// list share an address, as those of one collection do. Of two lists that repeat each other there is one note.
    ///
    /// A name that several entries use for different places (`Paper`, `video`) is a label, and tells nothing apart. Nor do
    /// links by reference to one address, the front page of a site, and names that only add a variant (`Kite`,
    /// `Kite (small)`).
    ///
    /// ## Why it matters
    ///
    /// Two people add the same project a year apart, and from then on only one of the two rows is kept up to date.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Library                                  | Notes          |
    /// | ---------------------------------------- | -------------- |
    /// | [fmt](https://github.com/fmtlib/fmt)      | Formatting     |
    /// | [fmtlib](http://github.com/fmtlib/fmt/)   | Format strings |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: which row says it better is for a person to decide.
    "duplicate-entry", Warning, ("entry", "entries"), None, Check::Document(check)
}

/// What is said of a name that is twice in one table.
const WITHIN: &str = "is already in this list";

/// No more than one in so many names is repeated, or one alone, where names identify entries.
const REPEATED_ONE_IN: usize = 10;

/// A name that leads to so many places is a label.
const LABEL: usize = 2;

/// Two lists with so many entries in common may be one list, written twice.
const MIRRORED: usize = 5;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.listings().enumerate();
    let all: Vec<Vec<EntryIdentity<'_>>> = listings
        .map(|(index, (listing, convention))| identities(context, (index, listing), convention.name_column()))
        .collect();
    let labels = NameLabels::new(all.iter().flatten());
    let mut known = HashSet::new();
    for (index, entries) in all.iter().enumerate() {
        let list = ListedEntries { context, labels: &labels, entries };
        list.report(findings, &mut known);
        let listing = (index, &context.document.listings()[index]);
        let name_column = context.conventions.listings()[index].name_column();
        for row in repetitions(context, listing, name_column, &known) {
            findings.push(repeated_row(context, listing.0, name_column, &row));
        }
    }
    report_across(context, &all, &labels, &known, findings);
}

/// The names that several places go by.
struct NameLabels<'a> {
    places: HashMap<&'a str, HashSet<&'a str>>,
}

impl<'a> NameLabels<'a> {
    fn new(entries: impl Iterator<Item = &'a EntryIdentity<'a>>) -> Self {
        let mut places: HashMap<&str, HashSet<&str>> = HashMap::new();
        for entry in entries {
            if let Some(url) = &entry.url {
                places.entry(&entry.name).or_default().insert(url);
            }
        }
        Self { places }
    }

    fn hold(&self, name: &str) -> bool {
        self.places.get(name).is_some_and(|places| places.len() >= LABEL)
    }
}

/// The first entry of each text, for those that have one.
fn firsts<'e, 'a>(
    entries: &'e [EntryIdentity<'a>],
    text: impl Fn(&'e EntryIdentity<'a>) -> Option<&'e str>,
) -> HashMap<&'e str, &'e EntryIdentity<'a>> {
    let mut firsts = HashMap::with_capacity(entries.len());
    for identity in entries {
        if let Some(text) = text(identity) {
            firsts.entry(text).or_insert(identity);
        }
    }
    firsts
}

/// Whether nearly all of so many texts differ.
fn differ(count: usize, different: usize) -> bool {
    count - different <= (count / REPEATED_ONE_IN).max(1)
}

/// The entries of one listing.
struct ListedEntries<'c, 'a> {
    context: &'c Context<'a>,
    labels: &'c NameLabels<'c>,
    entries: &'c [EntryIdentity<'a>],
}

impl ListedEntries<'_, '_> {
    /// Reports the entries that repeat an earlier one, and adds them to those that are `known` to.
    fn report(&self, findings: &mut Vec<Finding>, known: &mut HashSet<Place>) {
        let by_name = firsts(self.entries, |identity| Some(&identity.name));
        let by_url = firsts(self.entries, |identity| identity.url.as_deref());
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for url in self.entries.iter().filter_map(|identity| identity.url.as_deref()) {
            *uses.entry(url).or_default() += 1;
        }
        let addresses = uses.values().sum();
        if by_name.len() == self.entries.len() && by_url.len() == addresses {
            return;
        }
        let names_differ = differ(self.entries.len(), by_name.len());
        let urls_differ = differ(addresses, by_url.len());
        for identity in self.entries {
            let is_earlier = |first: &&&EntryIdentity<'_>| first.place.entry < identity.place.entry;
            let first_of_name = by_name.get(identity.name.as_str()).filter(is_earlier).copied();
            let first_of_url = identity.url.as_deref().and_then(|url| by_url.get(url));
            let first_of_url = first_of_url.filter(is_earlier).copied();
            let same_name = first_of_name.filter(|first| self.is_same_name(first, identity, names_differ));
            let same_url = first_of_url.filter(|first| {
                urls_differ && is_same_url(first, identity) && !self.labels.hold(&identity.name)
            });
            if let Some(first) = same_name {
                let message =
                    format!("`{}` {WITHIN} ({}): keep one of the two", identity.shown, self.line(first));
                findings.push(finding(identity, first.entry.content, message));
            } else if let Some(first) = same_url {
                let message = format!(
                    "`{}` leads where `{}` leads ({}): correct one address, or keep one of the two",
                    identity.shown,
                    first.shown,
                    self.line(first)
                );
                let is_shared = identity.url.as_deref().is_some_and(|url| uses[url] > 2);
                // Items of one collection, each listed under its own name, are not a slip.
                let is_collection = !identity.listing.is_table() && !share_word(&first.name, &identity.name);
                let finding = finding(identity, first.entry.content, message);
                findings.push(if is_shared || is_collection { finding.noted() } else { finding });
            }
            if same_name.or(same_url).is_some() {
                known.insert(identity.place);
            }
        }
    }

    fn line(&self, first: &EntryIdentity<'_>) -> String {
        format!("line {}", self.context.document.lines().line(first.entry.content.start))
    }

    /// Whether two entries of one name are about one thing: they lead to one place, or all else that they say agrees.
    fn is_same_name(
        &self,
        first: &EntryIdentity<'_>,
        identity: &EntryIdentity<'_>,
        names_differ: bool,
    ) -> bool {
        if is_unknown(&identity.name) || self.labels.hold(&identity.name) {
            return false;
        }
        match (&first.url, &identity.url) {
            // Where names recur, such as those of companies that offer several positions, all else must agree.
            (Some(one), Some(two)) => {
                one == two && (names_differ || !identity.listing.is_table() || self.agree(first, identity))
            }
            (None, None) => names_differ && self.agree(first, identity),
            _ => false,
        }
    }

    /// Whether cells beside the names say the same, and none of those that both have says something else.
    fn agree(&self, one: &EntryIdentity<'_>, two: &EntryIdentity<'_>) -> bool {
        let texts = |identity: &EntryIdentity<'_>| cell_texts(self.context, identity.listing, identity.entry);
        let pairs = texts(one).into_iter().zip(texts(two)).enumerate();
        let beside = pairs.filter(|(column, _)| Some(*column) != two.place.column);
        let both: Vec<_> = beside.map(|(_, pair)| pair).filter(|(one, two)| says(one) && says(two)).collect();
        !both.is_empty() && both.iter().all(|(one, two)| one == two)
    }
}

/// Whether a text says something.
fn says(text: &str) -> bool {
    !is_unknown(text) && text.contains(char::is_alphanumeric)
}

/// Whether two names that lead to one place are about one thing.
fn is_same_url(first: &EntryIdentity<'_>, identity: &EntryIdentity<'_>) -> bool {
    let is_front_page = identity.url.as_deref().is_some_and(|url| !url.contains(['/', '#', '?']));
    let share_definition = first.by_reference && identity.by_reference;
    !is_front_page && !share_definition && !are_variants(&first.name, &identity.name)
}

/// Reports the entries of later listings that an earlier one has, too; of two listings that repeat each other, there is
/// one note.
fn report_across(
    context: &Context<'_>,
    all: &[Vec<EntryIdentity<'_>>],
    labels: &NameLabels<'_>,
    known: &HashSet<Place>,
    findings: &mut Vec<Finding>,
) {
    let mut firsts: HashMap<(&str, &str), &EntryIdentity<'_>> = HashMap::new();
    let mut shared: HashMap<(usize, usize), Vec<(&EntryIdentity<'_>, &EntryIdentity<'_>)>> = HashMap::new();
    let mut pairs = Vec::new();
    for identity in all.iter().flatten() {
        let Some(url) = identity.url.as_deref().filter(|_| !known.contains(&identity.place)) else {
            continue;
        };
        if labels.hold(&identity.name) {
            continue;
        }
        let first = *firsts.entry((url, &identity.name)).or_insert(identity);
        if first.place.listing != identity.place.listing {
            let pair = (first.place.listing, identity.place.listing);
            let entries = shared.entry(pair).or_default();
            if entries.is_empty() {
                pairs.push(pair);
            }
            entries.push((first, identity));
        }
    }
    for pair in pairs {
        let entries = &shared[&pair];
        if entries.len() >= MIRRORED && 2 * entries.len() >= all[pair.0].len().min(all[pair.1].len()) {
            findings.push(mirrored(context, pair, entries.len()));
            continue;
        }
        for (first, identity) in entries {
            let line = context.document.lines().line(first.entry.content.start);
            let message = format!("`{}` is also in another list (line {line})", identity.shown);
            findings.push(finding(identity, first.entry.content, message).noted());
        }
    }
}

/// The note that one listing repeats another.
fn mirrored(context: &Context<'_>, (earlier, later): (usize, usize), count: usize) -> Finding {
    let listings = context.document.listings();
    let head = |listing: usize| match listings[listing].entries() {
        [first, ..] if !listings[listing].is_table() => first.content,
        _ => listings[listing].header.content,
    };
    let line = context.document.lines().line(head(earlier).start);
    let message = format!("{count} entries of this list are also in the list at line {line}");
    let place = Place { listing: later, entry: None, column: None };
    let mut finding = Finding::new(&RULE, head(later), message).at(place).noted();
    finding.related.push((head(earlier), "the other list".to_owned()));
    finding
}

fn finding(identity: &EntryIdentity<'_>, first: Span, message: String) -> Finding {
    let mut finding = Finding::new(&RULE, identity.name_span, message).at(identity.place);
    finding.related.push((first, "the first one".to_owned()));
    finding
}

fn repeated_row(context: &Context<'_>, index: usize, name_column: usize, row: &Repetition) -> Finding {
    let listing = &context.document.listings()[index];
    let (entry, earlier) = (&listing.entries()[row.row], &listing.entries()[row.earlier]);
    let line = context.document.lines().line(earlier.content.start);
    let cell = |entry, column| {
        let cell = listing.cell(entry, column);
        cell.map_or("", |cell| cell.content.of(context.document.source()))
    };
    let (message, column) = match row.slip {
        None => (format!("this row says the same as line {line}: keep one of the two"), name_column),
        Some(column) => {
            let name = &context.conventions.listings()[index].columns[column].name;
            let (one, two) = (cell(earlier, column), cell(entry, column));
            (format!("this row differs from line {line} in {name} alone: `{one}` / `{two}`"), column)
        }
    };
    let span = listing.cell(entry, column).map_or(entry.content, |cell| cell.content);
    let place = Place { listing: index, entry: Some(row.row), column: Some(column) };
    let mut finding = Finding::new(&RULE, span, message).at(place);
    finding.related.push((earlier.content, "the first one".to_owned()));
    finding
}

/// Whether the two have a word in common, be it joined to others.
fn share_word(one: &str, two: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        words.map(str::to_owned).collect()
    };
    let two = words(two);
    words(one)
        .iter()
        .any(|word| two.iter().any(|other| word.contains(other.as_str()) || other.contains(word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("duplicate-entry"), [23, 24, 28]);
    }
}
