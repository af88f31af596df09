//! What papers are cited by: the names of authors, a venue, a year.

use std::ops::Range;

use super::date::is_date;
use super::people::{Names, are_family_names, are_people, have_initials, names};
use super::venue::{is_dated, is_journal, is_modifier, is_rank, is_venue, is_volume, may_be_venue};

/// What a text says of a paper, by places in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Citation {
    pub(super) authors: Option<Range<usize>>,
    pub(super) venue: Option<Range<usize>>,
    pub(super) date: Option<Range<usize>>,
    /// What says more of the venue: `Oral`.
    pub(super) rank: Option<Range<usize>>,
}

/// A text of nothing but the names of authors, a venue and a year, each with a sign behind the one before: `A. Oak, ICML 2019`.
///
/// Names alone are given however sure they are.
pub(super) fn citation(text: &str) -> Option<Citation> {
    const LONGEST: usize = 2_000;
    let whole = trimmed(text, 0..text.len());
    if whole.is_empty() || whole.len() > LONGEST {
        return None;
    }
    if let Some((whole, rank)) = before_rank(text, whole.clone()) {
        // `ICLR (Spotlight)` is told by its rank.
        let found = cited(text, whole.clone(), rank.is_bracketed);
        if let Some(found) = found.filter(|found| found.venue.is_some()) {
            return Some(Citation { rank: Some(rank.place), ..found });
        }
    }
    cited(text, whole, false)
}

/// The same without what says more of the venue; `is_told` where that does.
fn cited(text: &str, whole: Range<usize>, is_told: bool) -> Option<Citation> {
    let date = date_at_end(text, whole.clone());
    let rest = date.as_ref().map_or(whole.clone(), |(date, _)| trimmed(text, whole.start..date.start));
    let rest = with_bracket(text, rest);
    let mut found = Citation { date: date.as_ref().map(|(date, _)| date.clone()), ..Citation::default() };
    if rest.is_empty() {
        return found.date.is_some().then_some(found);
    }
    if found.date.is_some() && is_volume(&text[rest.clone()]) {
        found.venue = Some(rest);
        return Some(found);
    }
    // A year with a comma before it has no venue, and a venue has its year right behind it.
    let (last, is_short) = venue_part(text, rest.clone());
    let before = with_bracket(text, trimmed(text, rest.start..last.start));
    let names = names(&text[before.clone()]);
    let is_close = date.as_ref().is_some_and(|(_, is_close)| *is_close);
    let venue = &text[last.clone()];
    // `2024-06, ICML 24`
    let date_before = before.clone();
    let is_dated_before =
        found.date.is_none() && is_date(&text[date_before.clone()]) && has_year(&text[date_before.clone()]);
    // `ACL` by itself may be a list of who may do what.
    let is_told = is_told || date.is_some() || names.is_some() || is_dated(venue) || is_dated_before;
    // `A. Oak and B. Elm. Larva Blog, 2020`
    let is_behind_names = names >= Some(Names::Pair) && text[before.end..last.start].trim() == ".";
    if ((is_short || is_venue(venue)) && is_told)
        || (is_close && ((names.is_some() && may_be_venue(venue)) || is_journal(venue)))
        || (is_behind_names && date.is_some() && is_title(venue))
    {
        found.venue = Some(last);
        if is_dated_before {
            found.date = Some(date_before);
        } else if !before.is_empty() {
            // `Oak & Elm. ICML 1997`
            let are_families = found.date.is_some() && are_family_names(&text[before.clone()]);
            names.or(are_families.then_some(Names::Pair))?;
            found.authors = Some(before);
        }
        return Some(found);
    }
    // `A. Oak, B. Elm, Root Science 2012`
    if let Some((people, journal)) = text[rest.clone()].rsplit_once(", ")
        && is_close
        && have_initials(people)
        && is_title(journal)
        && self::names(journal) < Some(Names::Pair)
    {
        found.authors = Some(rest.start..rest.start + people.len());
        found.venue = Some(rest.end - journal.len()..rest.end);
        return Some(found);
    }
    let known = self::names(&text[rest.clone()])?;
    // `Simon Alder 2012` may be the name of anything, and so may `New York, 2012`.
    let is_bracketed = date.as_ref().is_some_and(|(date, _)| text[rest.end..date.start].trim() == "(");
    let needed = match () {
        () if is_close => Names::Certain,
        () if is_bracketed => Names::Pair,
        () => Names::Likely,
    };
    let is_somebody = !is_close && are_people(&text[rest.clone()]);
    found.authors = Some(rest);
    (found.date.is_none() || known >= needed || is_somebody).then_some(found)
}

/// What says more of a venue.
struct Rank {
    place: Range<usize>,
    is_bracketed: bool,
}

/// What is before the rank that `range` ends in, and that: `ICML 2022 Oral`, `ICLR (Spotlight)`, `ACL 2021 (Best Paper)`.
fn before_rank(text: &str, range: Range<usize>) -> Option<(Range<usize>, Rank)> {
    const LONGEST: usize = 24;
    let inner = &text[range.clone()];
    // The bracket that closes is none of the range.
    let at = inner.rfind(" (").filter(|_| text[range.end..].starts_with(')'));
    let (at, start) = match at {
        Some(at) if !inner[at..].contains(')') => (at, at + " (".len()),
        _ => inner.rfind(' ').map(|at| (at, at + 1))?,
    };
    let rank = &inner[start..];
    let is_rank = rank.len() <= LONGEST && rank.split([' ', '-']).all(is_rank);
    let rank = Rank { place: range.start + start..range.end, is_bracketed: start > at + 1 };
    is_rank.then(|| (trimmed(text, range.start..range.start + at), rank))
}

/// `range` with the bracket behind it, where that closes one in it: `31(1)`, `A. Oak (Elm University)`.
fn with_bracket(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let is_open = inner.matches('(').count() > inner.matches(')').count();
    let closes = is_open && text[range.end..].starts_with(')');
    range.start..range.end + usize::from(closes)
}

/// The part of `range` that may be a venue: the last one, or one that is surely known where its name is short for another:
/// `Conference on Larvae (CVPR)`, `IEEE (RAL)`.
fn venue_part(text: &str, range: Range<usize>) -> (Range<usize>, bool) {
    let last = last_part(text, range.clone());
    let short = text[last.clone()].strip_suffix(')').filter(|_| text[..last.start].ends_with(" ("));
    let Some(short) = short.filter(|short| !short.is_empty()) else { return (last, false) };
    let full = last_part(text, range.start..last.start - " (".len());
    let is_full = is_venue(&text[full.clone()]) || (is_venue(short) && is_title(&text[full.clone()]));
    if is_full { (full.start..last.end, true) } else { (last, false) }
}

/// Whether each word of a text has a capital, or is a small one.
fn is_title(text: &str) -> bool {
    const LONGEST: usize = 100;
    let is_small = |word: &str| matches!(word, "of" | "on" | "in" | "and" | "the" | "for" | "&");
    let is_word = |word: &str| is_small(word) || word.starts_with(char::is_uppercase);
    text.len() <= LONGEST
        && text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '&' | '-' | '/' | '\''))
        && text.split_whitespace().all(is_word)
}

/// A venue and its year: `ICML 2019`, `CVPR2022`, `2022-ACL`, and in front of a title also one that is in capitals.
pub(super) fn venue_and_year(text: &str) -> Option<Citation> {
    // `EMNLP 2024 Findings`
    let mut whole = trimmed(text, 0..text.len());
    while let Some((at, word)) =
        text[whole.clone()].rsplit_once(' ').map(|(before, word)| (before.len(), word))
        && is_modifier(word)
    {
        whole = trimmed(text, whole.start..whole.start + at);
    }
    let found = if let Some((date, _)) = date_at_end(text, whole.clone()) {
        (trimmed(text, whole.start..date.start), date)
    } else {
        let year = whole.start..whole.start + 4;
        let behind = text.get(year.end..whole.end)?;
        if !is_year(text.get(year.clone())?) || !behind.starts_with(['-', ' ', ',']) {
            return None;
        }
        (trimmed(text, year.end..whole.end), year)
    };
    let (venue, date) = found;
    may_be_venue(&text[venue.clone()]).then_some(Citation {
        venue: Some(venue),
        date: Some(date),
        ..Citation::default()
    })
}

/// Without white space and the signs between parts at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let is_sign = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|' | '-' | '–' | '—' | '·' | '•' | '(' | '[')
    };
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start_matches(|c| is_sign(c) || c == '.').len());
    let inner = &text[start.min(range.end)..range.end];
    let without = inner.trim_end_matches(|c| is_sign(c) || matches!(c, '.' | ')' | ']' | '\\'));
    // The point is part of an initial, or of `et al.`
    let point = inner[without.len()..].starts_with('.') && ends_abbreviated(without);
    start.min(range.end)..start.min(range.end) + without.len() + usize::from(point)
}

fn ends_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word == "al" || word.chars().count() == 1
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.starts_with("19") || text.starts_with("20"))
}

/// The date that ends `range`, and whether words stand before it with nothing but a space or a sign in between.
fn date_at_end(text: &str, range: Range<usize>) -> Option<(Range<usize>, bool)> {
    const MOST_WORDS: usize = 3;
    let inner = &text[range.clone()];
    if !inner.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let spaces = inner.rmatch_indices(' ').map(|(at, _)| at + 1).take(MOST_WORDS);
    let mut starts: Vec<usize> = spaces.collect();
    if starts.len() < MOST_WORDS {
        starts.push(0);
    }
    let open = |start: usize| start + usize::from(inner[start..].starts_with(['(', '[']));
    let mut places = starts.into_iter().rev().map(open);
    let apart = places.find(|&start| is_date(&inner[start..]) && has_year(&inner[start..]));
    let start = apart.or_else(|| {
        // `CVPR2022`, `CVPR-2022`
        let start = inner.len().checked_sub(4)?;
        let is_behind = inner.get(..start)?.ends_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        (is_behind && is_year(&inner[start..])).then_some(start)
    })?;
    let before = &inner[..start];
    let is_close = before.ends_with(['-', '\'', '’']) || before.trim_end().ends_with(char::is_alphanumeric);
    Some((range.start + start..range.end, is_close))
}

/// Whether a date has a year of four digits, which no version or page has to have.
pub(super) fn has_year(date: &str) -> bool {
    date.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// The part of `range` after its last comma, full stop or bracket.
fn last_part(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let separates = |&(at, sign): &(usize, &str)| {
        sign != ". " || !ends_abbreviated(&inner[..at]) || inner[..at].ends_with("al")
    };
    let signs = [", ", ". ", "; ", "\n", " (", " [", " - ", " – ", " — ", " | "];
    let last = signs
        .iter()
        .filter_map(|sign| inner.rmatch_indices(sign).find(separates).map(|(at, sign)| at + sign.len()))
        .max();
    // `A. Oak et al.arXiv`
    let others = inner.rfind(" et al.").map(|at| at + " et al.".len());
    let others = others.filter(|at| inner[*at..].starts_with(char::is_alphabetic));
    let part = &inner[last.max(others).unwrap_or(0)..];
    range.end - part.trim_start().len()..range.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<[&str; 3]> {
        let found = citation(text)?;
        Some([found.authors, found.venue, found.date].map(|part| part.map_or("", |part| &text[part])))
    }

    #[test]
    fn citations_are_taken_apart() {
        for (text, expected) in [
            ("Ada Oak, Bo Elm, ICLR 2019.", ["Ada Oak, Bo Elm", "ICLR", "2019"]),
            ("Ada Oak, Bo Elm, Cy Fir, 2019.", ["Ada Oak, Bo Elm, Cy Fir", "", "2019"]),
            ("A. Oak et al., ", ["A. Oak et al.", "", ""]),
            ("Oak et al. 2018", ["Oak et al.", "", "2018"]),
            (
                "Ada B. Oak and Bo van Elm, ERCIM News 2016",
                ["Ada B. Oak and Bo van Elm", "ERCIM News", "2016"],
            ),
            ("A. Oak, B. Elm. ICML 2019. [", ["A. Oak, B. Elm", "ICML", "2019"]),
            ("Arxiv 2020. ", ["", "Arxiv", "2020"]),
            ("(EMNLP 2022)", ["", "EMNLP", "2022"]),
            ("CVPR2022", ["", "CVPR", "2022"]),
            ("Ada Oak, ACL'23", ["Ada Oak", "ACL'23", ""]),
            (" 2023, ", ["", "", "2023"]),
            ("Preprint", ["", "Preprint", ""]),
            ("May 2023", ["", "", "May 2023"]),
            ("J. Oak (2019)", ["J. Oak", "", "2019"]),
            ("Ada B. Oak, Bo Elm and Cy Fir 2012", ["Ada B. Oak, Bo Elm and Cy Fir", "", "2012"]),
            ("Ada B. Oak, Root Science 2012", ["Ada B. Oak", "Root Science", "2012"]),
        ] {
            assert_eq!(parts(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_left_whole() {
        for text in [
            "Grows.",
            "San Francisco, 2019",
            "Visual Studio 2019",
            "Code for the paper of ICML 2019",
            "Windows, macOS, Linux",
            "The Oak Book, 2019",
            "1.4k",
            "Version 2019.1 of it",
            "Grows, ICML 2019",
            "ACL",
            "IEEE",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn labels_hold_a_venue_and_a_year() {
        for (text, venue, year) in
            [("ICLR 2021", "ICLR", "2021"), ("2022-ACL", "ACL", "2022"), ("KSEM2023", "KSEM", "2023")]
        {
            let found = venue_and_year(text).unwrap();
            assert_eq!([found.venue, found.date].map(|part| &text[part.unwrap()]), [venue, year], "{text}");
        }
        for text in ["2019", "Talk 2019", "Oct 2019", "ICLR", "2023-05"] {
            assert_eq!(venue_and_year(text), None, "{text}");
        }
    }
}
