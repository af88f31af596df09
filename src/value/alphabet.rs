//! The orders of letters that languages have: `ñ` behind `n`, `å` behind `z`, `й` behind `и`.

use std::cell::RefCell;

use foldhash::HashSet;
use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

/// The order of letters of one language, as Unicode's collation has it (CLDR).
///
/// Case and accents do not count, unless a letter with its accent is one of its own; runs of digits compare by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alphabet(u8);

/// A language: the name of its locale, what it is called, and letters by which its texts are known.
struct Language {
    locale: &'static str,
    name: &'static str,
    letters: &'static str,
}

const fn language(locale: &'static str, name: &'static str, letters: &'static str) -> Language {
    Language { locale, name, letters }
}

/// Languages with an order of their own; the first one is what those without it share.
const LANGUAGES: [Language; 30] = [
    language("und", "Unicode", ""),
    language("es", "Spanish", "ñ"),
    language("sv", "Swedish", "åäö"),
    language("da", "Danish", "æøå"),
    language("de-u-co-phonebk", "German phone book", "äöüß"),
    language("pl", "Polish", "ąćęłńóśźż"),
    language("cs", "Czech", "čďěňřšťůž"),
    language("sk", "Slovak", "ľĺŕôäčďňšťž"),
    language("hr", "Croatian", "čćđšž"),
    language("sl", "Slovenian", "čšž"),
    language("hu", "Hungarian", "őűáéíóöúü"),
    language("tr", "Turkish", "çğıöşü"),
    language("az", "Azerbaijani", "əçğıöşü"),
    language("vi", "Vietnamese", "đăâêôơư"),
    language("ro", "Romanian", "ăâîșțşţ"),
    language("et", "Estonian", "õäöüšž"),
    language("lv", "Latvian", "āčēģīķļņšūž"),
    language("lt", "Lithuanian", "ąčęėįšųūž"),
    language("is", "Icelandic", "áðéíóúýþæö"),
    language("eo", "Esperanto", "ĉĝĥĵŝŭ"),
    language("cy", "Welsh", "ŵŷ"),
    language("uk", "Ukrainian", "ґєії"),
    language("be", "Belarusian", "ўі"),
    language("sr", "Serbian", "ђјљњћџ"),
    language("mk", "Macedonian", "ѓѕјљњќџ"),
    language("kk", "Kazakh", "әғқңөұүһі"),
    language("fa", "Persian", "پچژگ"),
    language("ja", "Japanese", "ぁんァン"),
    language("zh", "Chinese", "一"),
    language("ko", "Korean", "가"),
];

impl Alphabet {
    /// Those whose letters occur in one of `texts`, the shared one first; none where all is ASCII.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut seen: HashSet<char> = HashSet::default();
        for letter in texts.flat_map(str::chars).filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            for letter in letter.to_lowercase().map(representative) {
                seen.insert(letter);
            }
        }
        let is_seen = |language: &Language| {
            language.letters.is_empty() || language.letters.chars().any(|letter| seen.contains(&letter))
        };
        let known = LANGUAGES.iter().zip(0..).filter(|(language, _)| !seen.is_empty() && is_seen(language));
        known.map(|(_, index)| Self(index)).collect()
    }

    /// What the language is called in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.language().name
    }

    fn language(self) -> &'static Language {
        &LANGUAGES[usize::from(self.0)]
    }

    /// What `text` is sorted by: the keys of two texts compare as the texts do.
    ///
    /// With `only_letters`, white space and punctuation do not count.
    #[must_use]
    pub fn key(self, text: &str, only_letters: bool) -> Vec<u8> {
        self.with_collator(only_letters, |collator| {
            let Some(collator) = collator else { return text.as_bytes().to_vec() };
            let mut key = Vec::with_capacity(2 * text.len());
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
            key
        })
    }

    /// Calls `act` with the collator, which is made once; `None` only for a language whose data a later version drops.
    fn with_collator<T>(
        self,
        only_letters: bool,
        act: impl FnOnce(Option<&CollatorBorrowed<'static>>) -> T,
    ) -> T {
        COLLATORS.with_borrow_mut(|known| {
            let wanted = (self, only_letters);
            let place = known.iter().position(|(of, _)| *of == wanted).unwrap_or_else(|| {
                known.push((wanted, self.collator(only_letters)));
                known.len() - 1
            });
            act(known[place].1.as_ref())
        })
    }

    fn collator(self, only_letters: bool) -> Option<CollatorBorrowed<'static>> {
        let mut preferences =
            CollatorPreferences::from(&self.language().locale.parse::<icu_locale_core::Locale>().ok()?);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        options.alternate_handling =
            Some(if only_letters { AlternateHandling::Shifted } else { AlternateHandling::NonIgnorable });
        CollatorBorrowed::try_new(preferences, options).ok()
    }
}

/// One letter for all of a script whose letters are too many to be listed.
fn representative(letter: char) -> char {
    match letter {
        '\u{3041}'..='\u{3096}' => 'ん',
        '\u{30a1}'..='\u{30fa}' => 'ン',
        '\u{3400}'..='\u{9fff}' => '一',
        '\u{ac00}'..='\u{d7a3}' => '가',
        _ => letter,
    }
}

/// A collator that was made for an alphabet, by whether it looks at letters alone.
type Made = ((Alphabet, bool), Option<CollatorBorrowed<'static>>);

thread_local! {
    /// Those that were asked for.
    static COLLATORS: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

#[cfg(test)]
mod tests {
    use super::{Alphabet, LANGUAGES};

    fn assert_in_order(locale: &str, words: &[&str]) {
        let place = LANGUAGES.iter().position(|language| language.locale == locale).expect("it is known");
        let alphabet = Alphabet(u8::try_from(place).unwrap());
        for pair in words.windows(2) {
            let keys = [0, 1].map(|index| alphabet.key(pair[index], false));
            assert!(keys[0] < keys[1], "{locale}: {pair:?}");
        }
    }

    #[test]
    fn languages_have_their_own_order() {
        assert_in_order("es", &["nube", "nuez", "ñandú", "objeto"]);
        assert_in_order("sv", &["zebra", "ål", "ärta", "öl"]);
        assert_in_order("da", &["zebra", "æble", "øl", "ål"]);
        assert_in_order("pl", &["lustro", "łatka", "macierz"]);
        assert_in_order("vi", &["dây", "đá", "em"]);
        assert_in_order("cs", &["hora", "chata", "jaro"]);
        assert_in_order("und", &["ежик", "игра", "ишак", "йод", "клад"]);
        assert_in_order("ja", &["うみ", "エビ", "おか", "カメ", "きた"]);
        assert_in_order("uk", &["гра", "ґава", "дім"]);
    }

    #[test]
    fn every_locale_is_known() {
        for (language, index) in LANGUAGES.iter().zip(0..) {
            assert!(Alphabet(index).collator(false).is_some(), "{}", language.locale);
        }
    }

    #[test]
    fn example_of_alphabet_of() {
        use crate::value::Alphabet;

        let names = |texts: &[&str]| {
            Alphabet::of(texts.iter().copied()).iter().map(|own| own.name()).collect::<Vec<_>>()
        };
        assert_eq!(names(&["Nube", "Ñandú"])[..2], ["Unicode", "Spanish"]);
        assert!(names(&["Nube", "Rio"]).is_empty());
    }

    #[test]
    fn example_of_alphabet_key() {
        use crate::value::Alphabet;

        let shared = Alphabet::of(["é"].into_iter())[0];
        assert_eq!(shared.key("Éditeur", false), shared.key("editeur", false));
        assert!(shared.key("pad 2", false) < shared.key("Pad 10", false));
    }
}
