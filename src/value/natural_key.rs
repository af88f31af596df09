//! The order in which people expect names to stand.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A sort key for a plain text: case does not count, and runs of digits compare by their value.
///
/// Accents do not count, either: `é` stands with `e`. Lower case is Unicode's, without locale; leading zeros and white
/// space at the ends do not count. Two keys are equal exactly where neither text sorts before the other.
// The text is encoded so that the order of strings is the order wanted: `0`, the count of digits, the digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NaturalKey(String);

/// How many digits one character of a count stands for at most.
const DIGITS_A_CHARACTER: u32 = 0x1000;

impl NaturalKey {
    /// The key of `text` as it stands.
    #[must_use]
    pub(crate) fn new(text: &str) -> Self {
        let text = text.trim();
        let mut key = String::with_capacity(text.len() + 8);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_number = first.is_ascii_digit();
            let end = rest.find(|next: char| next.is_ascii_digit() != is_number).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            if is_number {
                push_number(&mut key, run.trim_start_matches('0'));
            } else {
                push_lower_case(&mut key, run);
            }
            rest = after;
        }
        Self(key)
    }

    /// The key of `text` in which digits compare one by one: `h11` stands before `h2`.
    #[must_use]
    pub(crate) fn digit_by_digit(text: &str) -> Self {
        let mut key = String::with_capacity(text.len() + 8);
        push_lower_case(&mut key, text.trim());
        Self(key)
    }

    /// The key as bytes, which compare as the keys do.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// The key of `text` without the emoji and punctuation that it starts with; of the whole text where there is
    /// nothing else.
    #[must_use]
    pub(crate) fn without_decoration(text: &str) -> Self {
        let plain = text.trim_start_matches(|character: char| !character.is_alphanumeric());
        Self::new(if plain.is_empty() { text } else { plain })
    }
}

/// Appends a text in lower case; nearly all of it is ASCII or Chinese, which needs no tables.
fn push_lower_case(key: &mut String, text: &str) {
    if text.is_ascii() {
        return push_whole(key, text);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let (whole, others) = rest.split_at(rest.find(|c| !is_whole(c)).unwrap_or(rest.len()));
        push_whole(key, whole);
        let (others, after) = others.split_at(others.find(is_whole).unwrap_or(others.len()));
        push_decomposed(key, others);
        rest = after;
    }
}

/// Whether a character has no accent that could be taken from it; what stands before and behind it is judged by itself.
fn is_whole(character: char) -> bool {
    character.is_ascii() || is_ideograph(character)
}

fn push_whole(key: &mut String, text: &str) {
    let start = key.len();
    if text.bytes().any(|byte| matches!(byte, b'{'..=b'~')) {
        key.extend(text.chars().map(before_letters));
    } else {
        key.push_str(text);
    }
    key[start..].make_ascii_lowercase();
}

/// The signs of ASCII that stand behind its letters stand before all letters.
fn before_letters(character: char) -> char {
    if matches!(character, '{'..='~') { '^' } else { character }
}

fn push_decomposed(key: &mut String, text: &str) {
    // The accents are apart from their letters then.
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
    let letters = decomposed.filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    key.extend(letters.flat_map(char::to_lowercase).map(before_letters));
}

/// A Chinese ideograph, which has neither case nor parts.
fn is_ideograph(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// Appends a number without leading zeros; the more digits it has, the greater it is.
fn push_number(key: &mut String, digits: &str) {
    key.push('0');
    let mut count = digits.len();
    while count >= DIGITS_A_CHARACTER as usize {
        key.push(char::MAX);
        count -= DIGITS_A_CHARACTER as usize;
    }
    key.extend(u32::try_from(count).ok().and_then(char::from_u32));
    key.push_str(digits);
}

#[cfg(test)]
mod tests {
    use super::{NaturalKey, push_decomposed, push_lower_case};

    fn assert_in_order(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(NaturalKey::new(pair[0]) < NaturalKey::new(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn digits_compare_by_value() {
        assert_in_order(&["", "0", "2)", "02.", "10)", "99999999999999999999", "100000000000000000000", "a"]);
        assert_in_order(&["Ä", "GPT-2", "gpt-3", "GPT-3.5", "gpt-10", "gpt-j", "Ж"]);
        assert_eq!(NaturalKey::new(" v007"), NaturalKey::new("V7 "));
    }

    #[test]
    fn very_long_numbers_keep_their_order() {
        let [short, middle, long] = [0xfff, 0x1000, 0x1001].map(|count| "9".repeat(count));
        assert_in_order(&["10", &short, &middle, &long, "x"]);
    }

    #[test]
    fn what_has_no_accents_is_judged_by_itself() {
        for text in ["Crème 模型 Ünïted", "e\u{301}\u{327}模\u{301}A~{É", "ΣΑΣ 中文 ΟΔΟΣ", "Å|ﬁ한국어Ж", ""]
        {
            let mut whole = String::new();
            push_decomposed(&mut whole, text);
            let mut in_parts = String::new();
            push_lower_case(&mut in_parts, text);
            assert_eq!(in_parts, whole);
        }
    }

    #[test]
    fn decoration_is_skipped_only_when_asked() {
        assert!(NaturalKey::new("🔥 Bloom") > NaturalKey::new("zeta"));
        assert!(NaturalKey::without_decoration("🔥 Bloom") < NaturalKey::new("zeta"));
        assert_eq!(NaturalKey::without_decoration("---"), NaturalKey::new("---"));
    }

    #[test]
    fn example_of_natural_key() {
        use crate::value::NaturalKey;

        assert!(NaturalKey::new("2) Llama") < NaturalKey::new("10) Falcon"));
        assert_eq!(NaturalKey::new("BLOOM"), NaturalKey::new("Bloom"));
        assert!(NaturalKey::new("Crème fraîche") < NaturalKey::new("Cryptic"));
    }

    #[test]
    fn example_of_natural_key_digit_by_digit() {
        use crate::value::NaturalKey;

        assert!(NaturalKey::digit_by_digit("h11") < NaturalKey::digit_by_digit("H2"));
    }

    #[test]
    fn example_of_natural_key_without_decoration() {
        use crate::value::NaturalKey;

        assert_eq!(NaturalKey::without_decoration("🔥 [Llama]"), NaturalKey::new("llama]"));
    }
}
