//! What two names have in common.

use super::invisible_name;

/// Whether the longer of two names is the shorter one with something added, such as `Kite (small)`.
#[must_use]
pub(crate) fn is_extended(one: &str, two: &str) -> bool {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    let rest = long.strip_prefix(short).filter(|_| !short.is_empty());
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Whether two names are variants of one thing, such as `Kite` and `Kite (small)`, or `Kite (small)` and `Kite (large)`.
#[must_use]
pub(crate) fn are_variants(one: &str, two: &str) -> bool {
    let stem = |name: &str| {
        name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map(|(stem, _)| stem.to_owned())
    };
    let share_stem = matches!((stem(one), stem(two)), (Some(one), Some(two)) if one == two);
    one != two && (is_extended(one, two) || share_stem)
}

/// `name` as it is compared: in lower case, with one space between words, and without what nobody sees.
#[must_use]
pub(crate) fn comparable(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        for word in name.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
        key.make_ascii_lowercase();
        return key;
    }
    let mut add = |character: char| {
        if character.is_whitespace() {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        } else if character.is_ascii() || invisible_name(character).is_none() {
            key.push(character);
        }
    };
    for character in name.chars() {
        character.to_lowercase().for_each(&mut add);
    }
    key.truncate(key.trim_end().len());
    key
}

/// Whether `one` and `two` differ by one slip of the hand: a letter too many, too few, another one, or two exchanged.
///
/// Digits are never a slip: `7B` and `8B` are two things.
#[must_use]
pub(crate) fn differ_by_a_slip(one: &str, two: &str) -> bool {
    /// Shorter texts differ by one letter and are two words.
    const SHORTEST: usize = 4;
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    if one == two || one.len().min(two.len()) < SHORTEST || one.len().abs_diff(two.len()) > 1 {
        return false;
    }
    let start = one.iter().zip(&two).take_while(|(one, two)| one == two).count();
    let (one, two) = (&one[start..], &two[start..]);
    let ends = one.iter().rev().zip(two.iter().rev());
    let end = ends.take_while(|(one, two)| one == two).count().min(one.len()).min(two.len());
    let (one, two) = (&one[..one.len() - end], &two[..two.len() - end]);
    let is_one_letter = one.len() <= 1 && two.len() <= 1;
    let is_exchange = matches!((one, two), ([a, b], [c, d]) if a == d && b == c);
    let are_letters = one.iter().chain(two).all(|c| c.is_alphabetic());
    (is_one_letter || is_exchange) && are_letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_words() {
        for (one, two) in [
            ("arxiv", "arixv"),
            ("eacl 2024", "ecal 2024"),
            ("javascript", "javascipt"),
            ("mozilla", "mozila"),
        ] {
            assert!(differ_by_a_slip(one, two) && differ_by_a_slip(two, one), "{one} {two}");
        }
        for (one, two) in [
            ("7b", "8b"),
            ("2023 a", "2024 a"),
            ("acl", "ael"),
            ("java", "javascript"),
            ("same", "same"),
            ("gpl-2", "gpl-3"),
        ] {
            assert!(!differ_by_a_slip(one, two), "{one} {two}");
        }
    }

    #[test]
    fn variants_share_a_stem() {
        assert!(are_variants("kite (small)", "kite") && are_variants("kite (a)", "kite (b)"));
        assert!(!are_variants("kite", "kites") && !are_variants("kite (a)", "hawk (b)"));
    }

    #[test]
    fn names_are_compared_as_they_look() {
        assert_eq!(comparable("\u{2060}Pine\u{ad}apple  Cake"), "pineapple cake");
    }
}
