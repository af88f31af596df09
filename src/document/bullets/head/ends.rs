//! Where the title of a paper ends, by what follows it: a year, a venue, authors.

use super::super::citation::{citation, has_year, venue_and_year};
use super::super::people::{Names, names};
use super::super::venue::{is_dated, is_venue};
use super::tail::brackets_at_end;

/// Where the title ends that `text` starts with, without white space and brackets that are opened at its end.
pub(super) fn title_end(text: &str) -> usize {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "[(（".contains(c));
    let behind_year = || year_in_brackets(text);
    let before_venue = || title_before_venue(text);
    let before_rest = || title_before_citation(text);
    behind_year().or_else(before_venue).or_else(before_rest).unwrap_or(text.len())
}

/// Where a title ends that has a venue in brackets behind it: `Larva (ICML 2019)`, `Larva (arXiv'23)`.
pub(super) fn title_before_venue(text: &str) -> Option<usize> {
    let (brackets, inner) = brackets_at_end(text, 0)?;
    let words = inner.of(text);
    let venue = venue_and_year(words).and_then(|found| found.venue);
    let is_told = venue.is_some_and(|venue| is_venue(&words[venue])) || (is_venue(words) && is_dated(words));
    let title = text[..brackets.start].trim_end();
    (is_told && !title.is_empty()).then_some(title.len())
}

/// Where a title ends that authors, a venue or a date are behind: `Roots of larvae, A. Oak and B. Elm`,
/// `Roots. A. Oak, B. Elm. ICML 2019`.
pub(super) fn title_before_citation(text: &str) -> Option<usize> {
    const LONGEST: usize = 400;
    let text = text.trim_end_matches([',', ' ']);
    if text.len() > LONGEST {
        return None;
    }
    let signs = text.match_indices([',', '.', '?', '!']).map(|(at, _)| at);
    let mut ends = signs.filter(|at| text[at + 1..].starts_with(' '));
    let end = ends.find(|&at| {
        let (title, rest) = (&text[..at], text[at + 1..].trim_end_matches(['.', ' ']).trim_start());
        // Brackets that are open may hold the names: `Roots (2014, A. Oak et al.`
        let is_whole = !title.is_empty() && title.matches('(').count() == title.matches(')').count();
        let last = title.rsplit(' ').next().unwrap_or_default();
        let is_initial = text[at..].starts_with('.') && last.chars().count() == 1;
        is_whole && !is_initial && is_cited(rest)
    })?;
    Some(end + usize::from(text[end..].starts_with(['?', '!'])))
}

/// Whether a text is surely what a paper is cited by.
fn is_cited(text: &str) -> bool {
    let found = citation(text);
    names(text) >= Some(Names::Certain)
        || found.is_some_and(|found| {
            found.venue.is_some()
                || (found.authors.is_none() && found.date.is_some_and(|date| has_year(&text[date])))
        })
}

/// Where a title in quotes ends that `text` starts with, the quotes included: `"Roots of larvae", 2019`.
pub(super) fn quoted_title(text: &str) -> Option<usize> {
    let close = match text.chars().next()? {
        '"' => '"',
        '“' => '”',
        _ => return None,
    };
    let mut ends =
        text.match_indices(close).map(|(at, _)| at + close.len_utf8()).skip(1 - usize::from(close == '”'));
    ends.find(|&end| {
        let behind = text[end..].trim_start();
        behind.is_empty() || behind.starts_with([',', '.', ';', '[', '('])
    })
}

/// Where a year in brackets starts in `text`, and the white space before it: ` (2017)`.
pub(super) fn year_in_brackets(text: &str) -> Option<usize> {
    let is_year =
        |at: &usize| text.get(at + 1..at + 5).is_some_and(has_year) && text[at + 5..].starts_with(')');
    let at = text.match_indices('(').map(|(at, _)| at).find(is_year)?;
    Some(text[..at].trim_end().len()).filter(|end| *end > 0)
}
