//! `header-spelling`: one column, called by two names.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use crate::convention::ListingConvention;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for headers that are spelled differently from most tables with the same columns: `Licence` where the
    /// others have `License`, `context length` where they have `Context Length`.
    ///
    /// One letter may differ, or the case and the spaces. A plural, and numbers that differ, are not slips.
    ///
    /// ## Why it matters
    ///
    /// The column comes out under two names when the list is extracted, and half of it is missing from every query.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model | Size | License |
    /// | ----- | ---- | ------- |
    /// | Yi    | 34B  | Apache  |
    ///
    /// | Model | Size | Licence |
    /// | ----- | ---- | ------- |
    /// | Phi   | 3B   | MIT     |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: whatever reads the list by its headers has to follow.
    "header-spelling", Warning, ("header", "headers"), None, Check::Document(check)
}

/// A header that is shorter may be another word altogether: `Size` is not a slip for `Site`.
const SHORTEST: usize = 5;
/// A header that is longer is a sentence.
const LONGEST: usize = 40;
/// So many tables with the other spelling are held against one, lest a document of one-table sections be compared
/// each with each.
const COMPARED: usize = 8;

/// Listing and column of each header of one spelling.
type Namesakes<'a> = HashMap<&'a str, Vec<(usize, usize)>>;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let listings = context.conventions.listings();
    let mut names = Namesakes::new();
    for (index, listing) in listings.iter().enumerate() {
        for (column, convention) in listing.columns.iter().enumerate() {
            names.entry(convention.name.as_str()).or_default().push((index, column));
        }
    }
    if names.len() < 2 {
        return;
    }
    for (name, meant) in likely_slips(&names) {
        let own = &names[name];
        let others = &names[meant];
        if others.len() <= own.len() {
            continue;
        }
        for &(listing, column) in own {
            report(context, (listing, column), meant, others, findings);
        }
    }
}

/// The names that may be slips, each with the most frequent of those that it may be meant for.
fn likely_slips<'a>(names: &Namesakes<'a>) -> HashMap<&'a str, &'a str> {
    let mut by_skeleton: HashMap<String, Vec<&str>> = HashMap::new();
    for &name in names.keys() {
        for skeleton in skeletons(name) {
            by_skeleton.entry(skeleton).or_default().push(name);
        }
    }
    let uses = |name: &str| names[name].len();
    let most_frequent = |names: &[&'a str]| names.iter().copied().max_by_key(|name| (uses(name), *name));
    let mut slips: HashMap<&str, &str> = HashMap::new();
    for alike in by_skeleton.into_values() {
        let Some(usual) = most_frequent(&alike) else { continue };
        for name in alike.into_iter().filter(|name| *name != usual && is_slip(name, usual)) {
            let meant = slips.entry(name).or_insert(usual);
            *meant = most_frequent(&[meant, usual]).unwrap_or(usual);
        }
    }
    slips
}

/// What two names have in common where one letter of them differs: each name without one of its letters, and all of
/// it.
fn skeletons(name: &str) -> HashSet<String> {
    let letters: Vec<char> = evened(name).to_lowercase().chars().collect();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return HashSet::default();
    }
    let without = |left_out: usize| {
        let others = letters.iter().enumerate().filter(|(index, _)| *index != left_out);
        others.map(|(_, letter)| *letter).collect()
    };
    (0..=letters.len()).map(without).collect()
}

/// A name with single spaces.
fn evened(name: &str) -> Cow<'_, str> {
    // Nearly all have them already.
    let has_others = |c: char| c.is_whitespace() && c != ' ';
    if name.trim() == name && !name.contains("  ") && !name.contains(has_others) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether two names differ as one name and a slip in it do.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (evened(one), evened(other));
    if one == other {
        // A no-break space is the matter of `invisible-character`.
        return false;
    }
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    digits(&one) == digits(&other)
        && !plural(&one, &other)
        && !plural(&other, &one)
        && strsim::osa_distance(&one, &other) <= 1
}

fn report(
    context: &Context<'_>,
    (listing, column): (usize, usize),
    meant: &str,
    others: &[(usize, usize)],
    findings: &mut Vec<Finding>,
) {
    let conventions = context.conventions.listings();
    let own = &conventions[listing];
    let is_like = |&&(other, _): &&(usize, usize)| other != listing && are_alike(own, &conventions[other]);
    let cell = |(listing, column): (usize, usize)| {
        context.document.listings().get(listing)?.header.cells.get(column).map(|cell| cell.content)
    };
    let Some(&like) = others.iter().take(COMPARED).find(is_like) else { return };
    // A table that has both means two things by them.
    if own.columns.iter().any(|column| column.name == meant) {
        return;
    }
    let (Some(here), Some(there)) = (cell((listing, column)), cell(like)) else { return };
    let name = &own.columns[column].name;
    let tables =
        if others.len() == 1 { "another table".to_owned() } else { format!("{} other tables", others.len()) };
    let message = format!("`{name}` is called `{meant}` in {tables}; call it the same");
    let place = Place { listing, entry: None, column: Some(column) };
    let mut finding = Finding::new(&RULE, here, message).at(place);
    finding.related.push((there, "called so here".to_owned()));
    findings.push(finding);
}

/// Whether at least half of the columns of `one` are in `other`, one at the least.
fn are_alike(one: &ListingConvention, other: &ListingConvention) -> bool {
    let shared = one.columns.iter().filter(|column| {
        let name = evened(&column.name);
        other.columns.iter().any(|other| evened(&other.name) == name)
    });
    let shared = shared.count();
    shared > 0 && 2 * shared + 1 >= one.columns.len()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, lines_of_bad_fixture};
    use crate::config::Config;

    #[test]
    fn names_that_differ_in_a_letter_have_something_in_common() {
        let common = |one: &str, other: &str| {
            super::skeletons(one).iter().any(|skeleton| super::skeletons(other).contains(skeleton))
        };
        assert!(common("License", "Licence") && common("License", "Licens") && common("License", "xLicense"));
        assert!(common("Checkpoint", "Chekpoint") && common("发布的日期时间", "发布的时期时间"));
        assert!(!common("License", "Licenece s") && !common("Release", "Licence") && !common("Size", "Site"));
    }

    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("header-spelling"), [17, 17]);
    }

    #[test]
    fn neither_of_two_is_the_usual_one() {
        let table = |name: &str| format!("| Model | {name} |\n| --- | --- |\n| Yi | MIT |\n\n");
        let source = [table("License"), table("Licence")].concat();
        assert_eq!(findings("header-spelling", &source, &Config::default()), []);
        let source = [table("License"), table("Licence"), table("License")].concat();
        let found = findings("header-spelling", &source, &Config::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1.message, "`Licence` is called `License` in 2 other tables; call it the same");
    }
}
