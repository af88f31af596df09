//! Sections that run from A to Z, and the one among them that does not.

use std::collections::HashMap;

use super::place::sort_key;
use super::{Headings, TocHeading, words};
use crate::convention::moved;
use crate::document::Document;

/// An order of fewer sections may be chance.
const LEAST_SECTIONS: usize = 8;

/// The one section of its level that stands out of the alphabetical order of all others, and the one it belongs before.
pub(crate) fn section_out_of_order(document: &Document<'_>) -> Option<(TocHeading, TocHeading)> {
    if document.sections().len() < LEAST_SECTIONS {
        return None;
    }
    let headings = Headings::of(document);
    let mut groups: HashMap<(Option<usize>, u8), Vec<usize>> = HashMap::new();
    for (index, heading) in headings.all.iter().enumerate() {
        if heading.has_entries && !words::is_about(&heading.title, true) {
            groups.entry((heading.parent, heading.level)).or_default().push(index);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_unstable();
    let (section, before) = groups.into_iter().find_map(|group| stray(&headings, &group))?;
    Some((headings.all[section].clone(), headings.all[before].clone()))
}

fn stray(headings: &Headings, group: &[usize]) -> Option<(usize, usize)> {
    if group.len() < LEAST_SECTIONS {
        return None;
    }
    let titles = || group.iter().map(|&index| headings.all[index].title.as_str());
    let is_latin = |title: &str| sort_key(title).starts_with(|c: char| c.is_ascii_alphabetic());
    if !titles().all(is_latin) {
        return None;
    }
    // Signs may count or not.
    let (stray, next) = stray_among(&titles().map(sort_key).collect::<Vec<_>>())?;
    let (other, _) = stray_among(&titles().map(str::to_lowercase).collect::<Vec<_>>())?;
    // What opens or closes the page has its place for a reason.
    let is_inside = stray > 0 && stray + 1 < group.len();
    (is_inside && stray == other).then(|| (group[stray], group[next]))
}

/// The only one of `keys` that is out of order, and the one it belongs before.
fn stray_among(keys: &[String]) -> Option<(usize, usize)> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    places.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
    let mut ranks = vec![0; keys.len()];
    for (rank, &place) in places.iter().enumerate() {
        ranks[place] = rank;
    }
    let mut strays =
        moved(&ranks).into_iter().enumerate().filter(|(_, moves)| *moves).map(|(index, _)| index);
    let (Some(stray), None) = (strays.next(), strays.next()) else { return None };
    let next = *places.get(ranks[stray] + 1)?;
    // Of two neighbours, either may be the one that is out of order.
    let is_far = ranks[stray].abs_diff(stray) > 1;
    (is_far || keys[stray].chars().next() != keys[next].chars().next()).then_some((stray, next))
}
