//! Where sentences end, and what a sentence is.

use crate::document::{Cell, Document, LinkKind};
use crate::text::Span;

/// Where the last sentence of a cell ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SentenceEnd {
    /// Whether there is a full stop.
    pub(crate) has_full_stop: bool,
    /// Behind its last word or its full stop.
    pub(crate) at: usize,
}

/// Whether the last word is one that ends in a full stop of its own.
pub(crate) fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit([' ', '(']).next().unwrap_or_default();
    let is_known = ["etc.", "inc.", "ltd.", "co.", "corp.", "al.", "jr.", "sr."]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known));
    is_known || text.ends_with("..") || (word.ends_with('.') && word[..word.len() - 1].contains('.'))
}

/// Where what a cell says ends; nothing where it ends in neither a word nor a full stop, or where it is written in a
/// script that has a sign of its own for it.
///
/// Badges are labels and no part of a sentence, and so are links behind its end: `Counts. [Demo](…)`.
#[must_use]
pub(crate) fn sentence_end(document: &Document<'_>, cell: &Cell) -> Option<SentenceEnd> {
    let text = document.cell_text(cell).as_str();
    if text.chars().any(has_own_full_stop) {
        return None;
    }
    let (at, are_badges) = end_before_labels(document, cell);
    let before = &document.source()[cell.content.start..at];
    let has_labels = at < cell.content.end;
    if has_labels && before.ends_with(['.', '!', '?']) {
        return ends_in_full_stop(before).map(|has_full_stop| SentenceEnd { has_full_stop, at });
    }
    let (text, at) = if are_badges && has_labels { (before, at) } else { (text, cell.content.end) };
    // A badge that touches a word reads as its end.
    if !document.source()[at..cell.content.end].starts_with(char::is_whitespace) && at < cell.content.end {
        return None;
    }
    ends_in_full_stop(text).map(|has_full_stop| SentenceEnd { has_full_stop, at })
}

/// Where the text ends before the links and badges that a cell ends in, and whether all of them are badges.
fn end_before_labels(document: &Document<'_>, cell: &Cell) -> (usize, bool) {
    const BETWEEN: [char; 10] = [' ', '\t', '\n', '\r', ',', ';', '/', '|', '·', '•'];
    let start = cell.content.start;
    // Each with whether it is a badge, or holds one.
    let mut outer: Vec<(Span, bool)> = Vec::new();
    for link in document.cell_links(cell).iter().filter(|link| cell.content.contains(link.span)) {
        let is_badge = link.kind == LinkKind::Image;
        match outer.last_mut().filter(|(last, _)| last.contains(link.span)) {
            Some(last) => last.1 |= is_badge,
            None => outer.push((link.span, is_badge)),
        }
    }
    let mut rest = cell.content.of(document.source());
    let (mut before_labels, mut are_badges) = (rest.len(), true);
    let (mut has_labels, mut open_brackets) = (false, 0_usize);
    while let Some(last) = rest.chars().next_back() {
        match outer.last() {
            Some((link, is_badge)) if link.end == start + rest.len() => {
                rest = &rest[..link.start - start];
                are_badges &= is_badge;
                has_labels = true;
                outer.pop();
            }
            _ => {
                match last {
                    ')' | ']' => open_brackets += 1,
                    '(' | '[' if open_brackets > 0 => open_brackets -= 1,
                    _ if BETWEEN.contains(&last) => {}
                    _ => break,
                }
                rest = &rest[..rest.len() - last.len_utf8()];
            }
        }
        // What stands in brackets with words belongs to those.
        if has_labels && open_brackets == 0 {
            before_labels = rest.trim_end().len();
        }
    }
    (start + before_labels, are_badges)
}

/// Whether a text ends in a full stop; nothing where it ends in neither a word nor a full stop.
fn ends_in_full_stop(text: &str) -> Option<bool> {
    match text.chars().next_back()? {
        '.' if !text.ends_with("..") => Some(true),
        c if c.is_alphanumeric() && c.is_ascii() => Some(false),
        _ => None,
    }
}

/// Whether a character belongs to a script whose sentences end in another sign than `.`: Chinese, Japanese, Devanagari,
/// Arabic and Armenian have their own, and Thai has none.
fn has_own_full_stop(c: char) -> bool {
    matches!(c, '\u{530}'..='\u{58f}' | '\u{600}'..='\u{6ff}' | '\u{900}'..='\u{9ff}' | '\u{e00}'..='\u{e7f}'
        | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether a text is a sentence, with a subject and a verb, and not the phrase that most descriptions are.
///
/// Told by the words that only sentences have; so are texts that are too long for a phrase.
#[must_use]
pub(crate) fn is_sentence(text: &str) -> bool {
    /// A phrase has at most so many words.
    const LONGEST_PHRASE: usize = 11;
    const FIRST: [&str; 13] =
        ["this", "these", "it", "there", "here", "you", "we", "i", "they", "he", "she", "that", "those"];
    const VERBS: [&str; 26] = [
        "is", "are", "was", "were", "am", "has", "had", "can", "could", "will", "would", "should", "must",
        "may", "might", "does", "did", "it's", "that's", "isn't", "aren't", "don't", "doesn't", "can't",
        "you'll", "you're",
    ];
    let words =
        || text.split(|c: char| c.is_whitespace() || ",.;:!?()".contains(c)).filter(|word| !word.is_empty());
    let is_any = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    words().next().is_some_and(|first| is_any(first, &FIRST))
        || words().any(|word| is_any(word, &VERBS))
        || words().count() > LONGEST_PHRASE
}

#[cfg(test)]
mod tests {
    use super::{is_sentence, sentence_end};
    use crate::document::{Document, Field};

    /// Whether the description ends in a full stop, and the text up to its end.
    fn end(description: &str) -> Option<(bool, String)> {
        let source = format!("- [Ash](https://a.example) - {description}\n");
        let document = Document::parse(&source);
        let listing = &document.listings()[0];
        let cell = listing.cell(&listing.entries()[0], Field::Description as usize).unwrap();
        let end = sentence_end(&document, cell)?;
        Some((end.has_full_stop, source[cell.content.start..end.at].to_owned()))
    }

    #[test]
    fn labels_behind_a_sentence_are_no_part_of_it() {
        for ended in [
            "Grows.",
            "Grows. [Demo](https://d.example)",
            "Grows. [![stars](https://s.example/a.svg)](https://s.example)",
            "Grows. [Code](https://c.example), [Docs](https://d.example)",
            "Grows. ![new](https://n.example/new.svg) [a](https://a.example) | [b](https://b.example)",
        ] {
            assert_eq!(end(ended), Some((true, "Grows.".to_owned())), "{ended}");
        }
        for open in ["Grows", "Grows by [rivers](https://r.example)", "Grows. See [Elm](https://e.example)"] {
            assert_eq!(end(open), Some((false, open.to_owned())), "{open}");
        }
        let badge =
            "Grows [![stars](https://s.example/a.svg)](https://s.example) ![new](https://n.example/n.svg)";
        assert_eq!(end(badge), Some((false, "Grows".to_owned())));
        assert_eq!(end("Grows![new](https://n.example/n.svg)"), None);
        assert_eq!(end("Does it grow? [Demo](https://d.example)"), None);
    }

    #[test]
    fn sentences_are_told_from_phrases() {
        for sentence in
            ["This course teaches weaving", "A loom that can weave", "It weaves", "Looms are loud"]
        {
            assert!(is_sentence(sentence), "{sentence}");
        }
        for phrase in ["A red rose", "Weaves cloth from wool", "Thesis on looms", ""] {
            assert!(!is_sentence(phrase), "{phrase}");
        }
    }

    #[test]
    fn scripts_with_a_full_stop_of_their_own_show_none() {
        let ends = |text: &str| end(text).map(|(has_full_stop, _)| has_full_stop);
        assert_eq!(ends("A loom."), Some(true));
        assert_eq!(ends("Ткацкий стан CLI"), Some(false));
        assert_eq!(ends("布を織る機械です."), None);
        assert_eq!(ends("布を織るCLI"), None);
    }
}
