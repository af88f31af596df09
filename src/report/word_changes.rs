//! What changed within a cell, word by word: `the [-limitions-]{+limitations+} of …`, as `git diff --word-diff` has it.

use anstyle::AnsiColor;
use similar::{DiffTag, TextDiff};

use super::terminal_style::Look;

/// Cells that are both shorter, in characters, are read at a glance.
const SHORT: usize = 40;
/// Comparing more words would take long, and nobody reads as many.
const MOST_WORDS: usize = 1_000;
/// Cells that are less alike are shown one after the other.
const LEAST_ALIKE: f32 = 0.5;
/// So many characters of what stayed are shown beside a change.
const CONTEXT: usize = 30;

/// The changes from `old` to `new`, if they are a few words of a longer text.
pub(super) fn word_changes(old: &str, new: &str, look: &Look) -> Option<String> {
    if old.chars().count().max(new.chars().count()) <= SHORT {
        return None;
    }
    let (old, new) = (words(old), words(new));
    if old.len().max(new.len()) > MOST_WORDS {
        return None;
    }
    let diff = TextDiff::from_slices(&old, &new);
    if diff.ratio() < LEAST_ALIKE {
        return None;
    }
    let mut text = String::new();
    for (index, change) in diff.ops().iter().enumerate() {
        let removed = old.get(change.old_range()).unwrap_or_default().concat();
        let added = new.get(change.new_range()).unwrap_or_default().concat();
        if change.tag() == DiffTag::Equal {
            let is_last = index + 1 == diff.ops().len();
            text.push_str(&shortened(&removed, index > 0, !is_last));
            continue;
        }
        if !removed.is_empty() {
            text.push_str(&look.paint_colour(AnsiColor::Red, &format!("[-{removed}-]")));
        }
        if !added.is_empty() {
            text.push_str(&look.paint_colour(AnsiColor::Green, &format!("{{+{added}+}}")));
        }
    }
    Some(text)
}

/// `text` as words, spaces and single signs.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(if word == 0 { first.len_utf8() } else { word });
        words.push(word);
        rest = after;
    }
    words
}

/// What stayed, its middle left out where it is long; only what is beside a change is kept.
fn shortened(text: &str, after_change: bool, before_change: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (start, end) = (usize::from(after_change) * CONTEXT, usize::from(before_change) * CONTEXT);
    if characters.len() <= start + end + 1 {
        return text.to_owned();
    }
    let head: String = characters[..start].iter().collect();
    let tail: String = characters[characters.len() - end..].iter().collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(old: &str, new: &str) -> Option<String> {
        word_changes(old, new, &Look::default())
    }

    #[test]
    fn a_word_of_many_is_marked() {
        let text = "An overview of the limitions that models of this size share with smaller ones.";
        let mended = text.replace("limitions", "limitations");
        let expected = "An overview of the [-limitions-]{+limitations+} that models of this size shar…";
        assert_eq!(changes(text, &mended).as_deref(), Some(expected));
        let longer = format!("{text} See also: {mended}");
        assert_eq!(changes(text, &longer).unwrap().matches("{+").count(), 1);
    }

    #[test]
    fn short_cells_and_other_texts_stand_side_by_side() {
        assert_eq!(changes("08/23", "09/23"), None);
        let one = "Reads the settings of a program from a file in a folder.";
        assert_eq!(changes(one, "Nothing like it was ever written before, by nobody."), None);
        assert_eq!(changes(&"a ".repeat(2_000), &"b ".repeat(2_000)), None);
    }
}
