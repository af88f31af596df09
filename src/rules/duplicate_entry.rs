//! `duplicate-entry`: the same thing, listed twice.

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use super::rule::Severity;
use crate::document::{Entry, Link, Listing, name_link};
use crate::text::Span;
use crate::value::{canonical, is_unknown};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for entries that repeat an earlier one: the same name, or a name that leads to the same address. Scheme,
    /// `www.`, a trailing slash, `.git` and tracking parameters make no difference. Within one list that is a warning;
    /// the same entry in two lists is worth knowing, and so are bullets with one address and names that have no word in
    /// common, as those of one collection have.
    ///
    /// Names count where nearly all names of the list differ; many lists repeat theirs on purpose. So do addresses,
    /// and the front page of a site, or a name that only adds a variant (`Kite`, `Kite (small)`), is no repetition. Rows
    /// without links repeat each other where another cell says the same, too.
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

/// What is said of an entry that is in two tables.
const ACROSS: &str = "is in another list, too";

/// What is said of a name that is twice in one table.
const WITHIN: &str = "is already in this list";

/// No more than one in so many names is repeated, or one alone, where names identify entries.
const REPEATED_ONE_IN: usize = 10;

/// What an entry can be told by.
struct Identity<'a> {
    place: Place,
    listing: &'a Listing,
    entry: &'a Entry,
    /// Its name, in lower case.
    name: String,
    name_span: Span,
    /// The link of the name.
    link: Option<&'a Link<'a>>,
    /// The address that the name leads to.
    url: Option<String>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let look = Look { context };
    let listings = context.document.listings().iter().zip(context.conventions.listings()).enumerate();
    let entries = context.document.listings().iter().map(|listing| listing.entries().len()).sum();
    let mut everywhere: HashMap<(String, String), (Span, usize)> = HashMap::with_capacity(entries);
    for (index, (listing, convention)) in listings {
        let entries = look.identities((index, listing), convention.name_column());
        let by_name = firsts(&entries, |identity| Some(&identity.name));
        // Where they do not, names are not there to tell entries apart.
        if !differ(entries.len(), by_name.len()) {
            continue;
        }
        let repeated = look.report_within(&entries, &by_name, findings);
        for mut identity in entries {
            let Some(url) = identity.url.take().filter(|_| !repeated.contains(&identity.place)) else {
                continue;
            };
            let key = (url, std::mem::take(&mut identity.name));
            match everywhere.get(&key) {
                Some((first, listing)) if *listing != index => {
                    findings.push(look.finding(&identity, *first, ACROSS).noted());
                }
                Some(_) => {}
                None => {
                    everywhere.insert(key, (identity.entry.content, index));
                }
            }
        }
    }
}

/// The first entry of each text, for those that have one.
fn firsts<'e, 'a>(
    entries: &'e [Identity<'a>],
    text: impl Fn(&'e Identity<'a>) -> Option<&'e str>,
) -> HashMap<&'e str, &'e Identity<'a>> {
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

/// A look at a document.
#[derive(Clone, Copy)]
struct Look<'a> {
    context: &'a Context<'a>,
}

impl<'a> Look<'a> {
    fn identities(self, (index, listing): (usize, &'a Listing), column: usize) -> Vec<Identity<'a>> {
        let identity = |(entry_index, entry): (usize, &'a Entry)| {
            let cell = listing.cell(entry, column).filter(|cell| !cell.is_blank())?;
            let place = Place { listing: index, entry: Some(entry_index), column: Some(column) };
            let name = self.context.document.cell_text(cell).as_str().to_lowercase();
            let link = name_link(self.context.document.cell_links(cell));
            let url = link.and_then(|link| canonical(&link.url));
            Some(Identity { place, listing, entry, name, name_span: cell.content, link, url })
        };
        listing.entries().iter().enumerate().filter_map(identity).collect()
    }

    /// How the name of an entry is written.
    fn shown(self, identity: &Identity<'_>) -> String {
        let of_cell = || {
            let cell = identity.listing.cell(identity.entry, identity.place.column?)?;
            Some(self.context.document.cell_text(cell).as_str().to_owned())
        };
        let shown = identity.link.map_or_else(|| of_cell().unwrap_or_default(), |link| link.text.to_string());
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first address of the row, whatever its column.
    fn first_url(self, identity: &Identity<'_>) -> Option<String> {
        let cells = identity.listing.cells(identity.entry).iter();
        let mut links = cells.flat_map(|cell| self.context.document.cell_links(cell));
        links.find_map(|link| canonical(&link.url))
    }

    /// Reports the entries that repeat an earlier one of their table, and says which they are.
    fn report_within(
        self,
        entries: &[Identity<'_>],
        by_name: &HashMap<&str, &Identity<'_>>,
        findings: &mut Vec<Finding>,
    ) -> HashSet<Place> {
        let mut repeated = HashSet::new();
        let by_url = firsts(entries, |identity| identity.url.as_deref());
        let addresses = entries.iter().filter(|identity| identity.url.is_some()).count();
        if by_name.len() == entries.len() && by_url.len() == addresses {
            return repeated;
        }
        let counts_urls = differ(addresses, by_url.len());
        for identity in entries {
            let is_earlier = |first: &&&Identity<'_>| first.place.entry < identity.place.entry;
            let same_name = by_name.get(identity.name.as_str()).filter(is_earlier).copied();
            let same_name =
                same_name.filter(|first| !is_unknown(&identity.name) && self.may_be_same(first, identity));
            let same_url = identity.url.as_deref().filter(|url| counts_urls && url.contains('/'));
            let same_url = same_url.and_then(|url| by_url.get(url)).filter(is_earlier).copied();
            let same_url = same_url.filter(|first| !is_variant(&first.name, &identity.name));
            if let Some(first) = same_name {
                findings.push(self.finding(identity, first.entry.content, WITHIN));
            } else if let Some(first) = same_url {
                let says = format!("leads where `{}` leads", self.shown(first));
                let mut finding = self.finding(identity, first.entry.content, &says);
                if !identity.listing.is_table() && !share_word(&first.name, &identity.name) {
                    // Items of one collection, each listed under its own name, are no slip.
                    finding.severity = Severity::Information;
                }
                findings.push(finding);
            }
            if same_name.or(same_url).is_some() {
                repeated.insert(identity.place);
            }
        }
        repeated
    }

    /// Whether two entries of one name are about one thing: they lead to one place, or say the same elsewhere.
    fn may_be_same(self, one: &Identity<'_>, two: &Identity<'_>) -> bool {
        match (&one.url, &two.url) {
            (Some(one), Some(two)) => one == two,
            // Neighbours of one name are mostly variants of one thing.
            _ if two.place.entry == one.place.entry.map(|entry| entry + 1) => {
                self.cell_texts(one) == self.cell_texts(two)
            }
            _ => match (self.first_url(one), self.first_url(two)) {
                (Some(one), Some(two)) => one == two,
                _ => self.says_the_same(one, two),
            },
        }
    }

    /// Whether a cell beside the names says the same in both.
    fn says_the_same(self, one: &Identity<'_>, two: &Identity<'_>) -> bool {
        let says = |text: &str| !is_unknown(text) && text.contains(char::is_alphanumeric);
        let pairs = self.cell_texts(one).into_iter().zip(self.cell_texts(two)).enumerate();
        let mut beside = pairs.filter(|(column, _)| Some(*column) != two.place.column);
        beside.any(|(_, (one, two))| one == two && says(&one))
    }

    fn cell_texts(self, identity: &Identity<'_>) -> Vec<String> {
        let cells = identity.listing.cells(identity.entry).iter();
        cells.map(|cell| self.context.document.cell_text(cell).as_str().to_lowercase()).collect()
    }

    fn finding(self, identity: &Identity<'_>, first: Span, says: &str) -> Finding {
        let line = self.context.document.lines().line(first.start);
        let advice = match says {
            ACROSS => "",
            WITHIN => ": keep one of the two",
            _ => ": correct one address, or keep one of the two",
        };
        let message = format!("`{}` {says} (line {line}){advice}", self.shown(identity));
        let mut finding = Finding::new(&RULE, identity.name_span, message).at(identity.place);
        finding.related.push((first, "the first one".to_owned()));
        finding
    }
}

/// Whether one name is the other with something added, such as `Kite (small)`.
fn is_variant(one: &str, two: &str) -> bool {
    let adds = |short: &str, long: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
    };
    adds(one, two) || adds(two, one)
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
