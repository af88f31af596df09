//! A count of the words that a merge must still have, made on lines alone.
//!
//! It knows nothing of tables, lists and links, nor of how the merge was put together, so that a fault in reading them
//! cannot hide in it. A word that a side adds comes on top of those of the base, one that a side removes goes; only
//! where both sides add it may it be once what both said. What a merge lays out or marks again is not a word.

use std::collections::{HashMap, HashSet};

use super::conflict::{MergePart, MergeParts};
use crate::value::looks_like_date;

/// Whether the result, each conflict counted by the side that has more of it, holds as many of each word as it must.
pub(super) fn nothing_is_lost(texts: [&str; 3], parts: &MergeParts) -> bool {
    let [base, ours, theirs] = texts.map(Count::of);
    let (our_additions, their_additions) = (ours.added_since(&base), theirs.added_since(&base));
    let mut there: HashMap<&str, usize> = HashMap::new();
    for part in &parts.0 {
        match part {
            MergePart::Text(text) => add(&mut there, &count(text)),
            MergePart::Conflict(conflict) => {
                let (mut most, theirs) = (count(&conflict.ours), count(&conflict.theirs));
                for (word, count) in theirs {
                    let most = most.entry(word).or_default();
                    *most = count.max(*most);
                }
                add(&mut there, &most);
            }
        }
    }
    let words: HashSet<&str> = ours.words.keys().chain(theirs.words.keys()).copied().collect();
    words.into_iter().all(|word| {
        let of = |counts: &HashMap<&str, usize>| counts.get(word).copied().unwrap_or(0);
        let said_by_both = of(&our_additions).min(of(&their_additions));
        of(&there) + of(&base.words) + said_by_both >= of(&ours.words) + of(&theirs.words)
    })
}

/// The lines and the words of a text, with how often each is there.
struct Count<'a> {
    words: HashMap<&'a str, usize>,
    /// By their words.
    lines: HashMap<Vec<&'a str>, usize>,
}

impl<'a> Count<'a> {
    fn of(text: &'a str) -> Self {
        let mut lines = HashMap::new();
        for line in text.lines() {
            *lines.entry(words(line).collect()).or_default() += 1;
        }
        Self { words: count(text), lines }
    }

    /// The words of lines that `base` has not, or not as often.
    fn added_since(&self, base: &Self) -> HashMap<&'a str, usize> {
        let mut added = HashMap::new();
        for (line, count) in &self.lines {
            let more = count.saturating_sub(base.lines.get(line).copied().unwrap_or(0));
            for word in line.iter().filter(|_| more > 0) {
                *added.entry(*word).or_default() += more;
            }
        }
        added
    }
}

fn count(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for word in text.lines().flat_map(words) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn add<'a>(counts: &mut HashMap<&'a str, usize>, further: &HashMap<&'a str, usize>) {
    for (word, count) in further {
        *counts.entry(word).or_default() += count;
    }
}

/// The words of a line and its other signs, but for white space, markers, the signs that tables are laid out with, and
/// dates that fill a cell: those may be spelled as the column spells them now.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let pieces = without_marker(line).split('|').map(str::trim);
    pieces.filter(|piece| !looks_like_date(piece)).flat_map(|piece| {
        let mut rest = piece;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-:*+>\\".contains(c));
            let first = rest.chars().next()?;
            let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(word.max(first.len_utf8()));
            rest = after;
            Some(word)
        })
    })
}

/// A line without the number of a numbered item.
fn without_marker(line: &str) -> &str {
    let text = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after.len() < text.len();
    after.strip_prefix(['.', ')']).filter(|_| is_numbered).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::conflict::Conflict;

    fn holds(texts: [&str; 3], result: &str) -> bool {
        nothing_is_lost(texts, &MergeParts(vec![MergePart::Text(result.to_owned())]))
    }

    #[test]
    fn a_word_of_either_side_must_be_there() {
        let texts = ["a one\nb\n", "a two\nb\n", "a one\nb three\n"];
        assert!(holds(texts, "a two\nb three\n"));
        assert!(!holds(texts, "a two\nb\n"));
        assert!(!holds(texts, "a one\nb three\n"));
    }

    #[test]
    fn words_that_stand_elsewhere_are_counted() {
        let table = |a: &str, c: &str| format!("| a | {a} |\n| b | yes |\n| c | {c} |\n");
        let texts = [table("no", "1"), table("yes", "1"), table("no", "2")];
        let texts = texts.each_ref().map(String::as_str);
        assert!(holds(texts, &table("yes", "2")));
        assert!(!holds(texts, &table("no", "2")));
    }

    #[test]
    fn what_both_say_may_be_said_once_and_what_one_removes_goes() {
        assert!(holds(["a\n", "a\nb\n", "a\nb\n"], "a\nb\n"));
        assert!(holds(["a\nb\n", "a\n", "a\nb\n"], "a\n"));
        assert!(!holds(["a\n", "a\nb\n", "a\nb\n"], "a\n"));
    }

    #[test]
    fn a_conflict_has_what_its_sides_have() {
        let conflict = Conflict { base: "a\n".to_owned(), ours: "b\n".to_owned(), theirs: "c\n".to_owned() };
        assert!(nothing_is_lost(["a\n", "b\n", "c\n"], &MergeParts(vec![MergePart::Conflict(conflict)])));
    }

    #[test]
    fn layout_markers_and_spelled_dates_are_no_words() {
        let base = "|a|2024-05|\n|-|-|\n1. b\n";
        let ours = "| a | 05/2024 |\n| - | ------- |\n2. b\n";
        assert_eq!(count(base), count(ours));
    }
}
