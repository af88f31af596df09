//! The ways in which lists compare names: which of them can be told apart in a list, and what each sorts a name by.
//!
//! Programs sort by bytes, people by words or letters, dictionaries by the alphabet of their language. None of them is
//! wrong, so that a name is out of place only where no way that explains the rest of the document would put it there.

use std::borrow::Cow;

use super::sort_key::SortKey;
use crate::value::{Alphabet, Day, NaturalKey, leading_number, measure};

/// How a list compares two names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Collation {
    /// As words: `Immich` stands before `Immich Kiosk`.
    #[default]
    Words,
    /// As whole lines, in which a bracket follows the name: `[Immich Kiosk]` stands before `[Immich]`.
    Lines,
    /// As words, without the punctuation in front: `.NET` stands under `N`.
    WithoutSigns,
    /// As words, without the article in front: `The Odin Project` stands under `O`.
    WithoutArticle,
    /// As words, digit by digit: `h11` stands before `h2`.
    Digits,
    /// As words, without punctuation, and with hyphens as spaces: `Data-Loom` comes after `Data Hub`.
    WithoutPunctuation,
    /// Letter by letter, without spaces and punctuation: `Database` stands before `Data Hub`.
    Letters,
    /// The same, digit by digit.
    LettersAndDigits,
    /// By code point, ignoring case: `Étape` comes after `Zoom`.
    SmallLetters,
    /// By bytes: `Zoom` stands before `awk`.
    Bytes,
    /// By the bytes of whole lines, in which a bracket follows the name.
    LineBytes,
    /// By the alphabet of a language: `Ñandú` comes after `Nube`.
    Alphabet(Alphabet),
    /// The same, without spaces and punctuation.
    AlphabetLetters(Alphabet),
    /// As days, by the first one where there are two: `March 2-3`.
    Days,
    /// As numbers with their unit: `900 MiB` is less than `1 GiB`.
    Measures,
    /// By the number in front, with its decimals: `33.4% of 90` is more than `33.33% of 12`.
    LeadingNumbers,
}

/// Ways beside the plain one of which nothing more is to be known, the plainer ones first.
const PLAIN: [Collation; 10] = [
    Collation::WithoutPunctuation,
    Collation::Letters,
    Collation::Digits,
    Collation::WithoutArticle,
    Collation::WithoutSigns,
    Collation::Lines,
    Collation::LettersAndDigits,
    Collation::SmallLetters,
    Collation::Bytes,
    Collation::LineBytes,
];

impl Collation {
    /// The ways other than the plain one in which `texts` may be sorted; those that compare names where they `are_names`.
    ///
    /// What tells entries from each other is sorted in many ways; other texts would be so by accident.
    pub(super) fn candidates<'a>(
        texts: &(impl Iterator<Item = &'a str> + Clone),
        are_names: bool,
    ) -> Vec<Self> {
        let differs = |collation: &Self| texts.clone().any(|text| collation.may_differ(text));
        let mut found = Vec::new();
        if are_names {
            found.extend(PLAIN.into_iter().filter(differs));
            for alphabet in Alphabet::of(texts.clone()) {
                found.extend([Self::Alphabet(alphabet), Self::AlphabetLetters(alphabet)]);
            }
        }
        // Nearly all have to be such for the rest to be notes.
        let count = texts.clone().count();
        let nearly_all = |is_such: fn(&str) -> bool| {
            count > 0 && texts.clone().filter(|text| !is_such(text)).nth(count / 10).is_none()
        };
        if nearly_all(|text| Day::start_of(text).is_some()) {
            found.push(Self::Days);
        }
        if nearly_all(|text| measure(text).is_some()) {
            found.push(Self::Measures);
        }
        if nearly_all(|text| leading_number(text).is_some()) {
            found.push(Self::LeadingNumbers);
        }
        found
    }

    /// The plainest way that sorts `texts` as this one does, as far as a glance tells.
    pub(super) fn plainest_for<'a>(self, mut texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let plain = match self {
            Self::Alphabet(_) if texts.clone().all(str::is_ascii) => Self::Words,
            Self::AlphabetLetters(_) if texts.clone().all(str::is_ascii) => Self::Letters,
            own => own,
        };
        if texts.any(|text| plain.may_differ(text)) { plain } else { Self::Words }
    }

    /// Whether a text may have another place in this way than in the plain one.
    fn may_differ(self, text: &str) -> bool {
        let has_digits = || text.bytes().any(|byte| byte.is_ascii_digit());
        let has_signs = || text.chars().any(|c| !c.is_alphanumeric());
        match self {
            Self::WithoutSigns => !text.starts_with(char::is_alphanumeric),
            Self::WithoutArticle => without_article(text).is_some(),
            Self::Digits => has_digits(),
            Self::WithoutPunctuation | Self::Letters => has_signs(),
            Self::LettersAndDigits => has_signs() && has_digits(),
            _ => true,
        }
    }

    /// Whether it compares names: what is known of one list holds for the others of the document.
    pub(super) fn is_of_names(self) -> bool {
        !matches!(self, Self::Days | Self::Measures | Self::LeadingNumbers)
    }

    /// What a text is sorted by; `None` where it says nothing in this way.
    pub(super) fn key(self, text: &str) -> Option<SortKey> {
        let bytes = |text: &str| text.as_bytes().to_vec();
        let key = match self {
            Self::Words => NaturalKey::new(text).into_bytes(),
            // The bracket or space that ends the name sorts after other punctuation, and before digits and letters.
            Self::Lines => NaturalKey::new(&format!("{}/", text.trim_end().replace('_', "-"))).into_bytes(),
            Self::WithoutSigns => NaturalKey::without_decoration(text).into_bytes(),
            Self::WithoutArticle => NaturalKey::new(without_article(text).unwrap_or(text)).into_bytes(),
            Self::Digits => NaturalKey::digit_by_digit(text).into_bytes(),
            Self::WithoutPunctuation => NaturalKey::new(&without_punctuation(text)).into_bytes(),
            Self::Letters => NaturalKey::new(&only_letters(text)).into_bytes(),
            Self::LettersAndDigits => NaturalKey::digit_by_digit(&only_letters(text)).into_bytes(),
            Self::SmallLetters => text.to_lowercase().into_bytes(),
            Self::Bytes => bytes(text),
            Self::LineBytes => bytes(&format!("{}]", text.trim_end())),
            Self::Alphabet(alphabet) => alphabet.key(text, false),
            Self::AlphabetLetters(alphabet) => alphabet.key(text, true),
            Self::Days => return Day::start_of(text).map(SortKey::Day),
            Self::Measures => return measure(text).map(SortKey::Number),
            Self::LeadingNumbers => return leading_number(text).map(SortKey::Number),
        };
        Some(SortKey::Text(key))
    }

    /// How the list compares, in words; `None` for the plain way.
    #[must_use]
    pub fn description(self) -> Option<Cow<'static, str>> {
        let plain = match self {
            Self::Words | Self::Days | Self::Measures | Self::LeadingNumbers => return None,
            Self::Lines => "whole lines compared",
            Self::WithoutSigns => "leading punctuation ignored",
            Self::WithoutArticle => "articles ignored",
            Self::Digits => "digit by digit",
            Self::WithoutPunctuation => "punctuation ignored",
            Self::Letters => "letter by letter",
            Self::LettersAndDigits => "letter by letter and digit by digit",
            Self::SmallLetters => "in the order of code points, ignoring case",
            Self::Bytes => "in byte order",
            Self::LineBytes => "whole lines compared in byte order",
            Self::Alphabet(alphabet) => return Some(format!("in the {} alphabet", alphabet.name()).into()),
            Self::AlphabetLetters(alphabet) => {
                return Some(format!("letter by letter in the {} alphabet", alphabet.name()).into());
            }
        };
        Some(plain.into())
    }
}

/// What follows the article that a name starts with.
fn without_article(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let is_article = ["the", "a", "an"].iter().any(|article| first.eq_ignore_ascii_case(article));
    is_article.then_some(rest)
}

/// The words of a text, a space between them.
fn without_punctuation(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || is_accent(c) {
            plain.push(c);
        } else if (c.is_whitespace() || matches!(c, '-' | '_' | '/')) && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain
}

fn only_letters(text: &str) -> String {
    text.chars().filter(|&c| c.is_alphanumeric() || is_accent(c)).collect()
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::Collation;

    fn is_sorted(collation: Collation, texts: &[&str]) -> bool {
        texts
            .iter()
            .map(|text| collation.key(text).unwrap())
            .collect::<Vec<_>>()
            .is_sorted_by(|one, other| one.order(other).is_le())
    }

    #[test]
    fn each_way_has_its_own_order() {
        let cases: [(Collation, &[&str]); 12] = [
            (Collation::Words, &["awk", "Data Hub", "Database", "h2", "h11", "Zoom"]),
            (Collation::Letters, &["Database Kit", "Data Hub", "un{i}pack", "unjam"]),
            (
                Collation::WithoutPunctuation,
                &["Game Bench", "Game-Calendar", "Game Drawer", "Game: Easel", "Gamelan"],
            ),
            (Collation::Digits, &["h11", "h2", "H30", "h4"]),
            (Collation::Bytes, &["PNG", "PSD", "Parquet", "Zoom", "awk"]),
            (Collation::LineBytes, &["PSD Kit", "PSD", "Parquet", "awk tools", "awk"]),
            (Collation::SmallLetters, &["awk", "Zoom", "Étape"]),
            (Collation::WithoutArticle, &["Ocean", "The Odin Project", "Oven"]),
            (Collation::WithoutSigns, &["Nest", ".NET", "Node"]),
            (Collation::Days, &["January 14-16", "Feb 27 - March 1", "9 March", "April"]),
            (Collation::Measures, &["512 MiB", "900 MiB", "1 GiB", "1.5 GiB"]),
            (Collation::LeadingNumbers, &["4% of 7", "33.33% of 12", "33.4% of 90", "$40 a year"]),
        ];
        for (collation, texts) in cases {
            assert!(is_sorted(collation, texts), "{collation:?}: {texts:?}");
            let mut turned = texts.to_vec();
            turned.reverse();
            assert!(!is_sorted(collation, &turned), "{collation:?}: {turned:?}");
        }
    }
}
