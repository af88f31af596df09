//! "Did you mean": the known word that is most like an unknown one.

/// Names that are less alike than this are different words.
const LEAST: f64 = 0.8;

/// Comparing two words takes as long as the product of their lengths; words of more bytes than this are not slips of the hand.
pub(crate) const LONGEST_WORD: usize = 128;

/// The one of `known` that `word` is most likely a misspelling of.
pub(crate) fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let letters = Letters::of(word);
    let mut best: Option<(f64, &str)> = None;
    for name in known.into_iter().filter(|name| name.len() <= LONGEST_WORD) {
        let least = best.map_or(LEAST, |(score, _)| score);
        // Hundreds of anchors are asked of, and nearly all of them can be told apart by their letters.
        if letters.most_alike(name) < least {
            continue;
        }
        let score = strsim::jaro_winkler(word, name);
        if score > LEAST && score >= least {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The letters and digits of a name in lower case, by which a slip with hyphens, spaces or emoji does not count.
pub(crate) fn letters(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    }
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two names share most of their letters; long ones with a common beginning may be two things.
pub(crate) fn is_close(one: &str, other: &str) -> bool {
    one.len().max(other.len()) <= LONGEST_WORD && strsim::normalized_damerau_levenshtein(one, other) >= 0.75
}

/// The letters of a word, whatever their places.
struct Letters<'a> {
    word: &'a str,
    counts: [u32; 64],
    len: u32,
}

impl<'a> Letters<'a> {
    fn of(word: &'a str) -> Self {
        let mut letters = Self { word, counts: [0; 64], len: 0 };
        for character in word.chars() {
            letters.counts[bucket(character)] += 1;
            letters.len += 1;
        }
        letters
    }

    /// What the Jaro-Winkler similarity to `name` can be at most, were all letters that both have in the right places.
    fn most_alike(&self, name: &str) -> f64 {
        let mut counts = self.counts;
        let (mut shared, mut len) = (0, 0);
        for character in name.chars() {
            let left = &mut counts[bucket(character)];
            shared += u32::from(*left > 0);
            *left = left.saturating_sub(1);
            len += 1;
        }
        if shared == 0 {
            return f64::from(u8::from(len == self.len));
        }
        let shared = f64::from(shared);
        let jaro = (shared / f64::from(self.len) + shared / f64::from(len) + 1.0) / 3.0;
        let pairs = self.word.chars().zip(name.chars()).take(4);
        let prefix = u32::try_from(pairs.take_while(|(one, other)| one == other).count()).unwrap_or(4);
        // A little more, for rounding.
        jaro + 0.1 * f64::from(prefix) * (1.0 - jaro) + 1e-9
    }
}

/// Where a character is counted; several share a place, which lets words look more alike than they are, never less.
fn bucket(character: char) -> usize {
    (character as usize) % 64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Letters;

    proptest! {
        #![proptest_config(crate::cases::cases(1_000))]

        #[test]
        fn words_are_never_more_alike_than_their_letters(word in "[a-dé-]{0,9}", name in "[a-dé-]{0,9}") {
            prop_assert!(strsim::jaro_winkler(&word, &name) <= Letters::of(&word).most_alike(&name));
        }
    }

    #[test]
    fn example_of_suggestion() {
        use crate::text::suggestion;

        assert_eq!(suggestion("entry-ordr", ["entry-order", "date-format"]), Some("entry-order"));
        assert_eq!(suggestion("colour", ["entry-order", "date-format"]), None);
    }
}
