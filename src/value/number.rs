//! Numbers with their unit.

use super::icon::without_icons;

/// A number as people write it: with an icon in front, a sign for money, thousands separators, and behind it a unit of
/// counting (`k`, `M`), a per-cent sign, its error (`±0.1`) or what it was made of in brackets.
#[must_use]
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = without_note(plain(text)).trim_end_matches(['%', '+']).trim_end();
    let (digits, factor) = match text.chars().next_back()? {
        'k' | 'K' => (&text[..text.len() - 1], 1e3),
        'M' => (&text[..text.len() - 1], 1e6),
        _ => (text, 1.0),
    };
    Some(decimal(digits)? * factor)
}

/// A number with a unit of measure, in what the unit is a multiple of: bytes, hertz, seconds, metres, watts.
#[must_use]
pub(crate) fn measure(text: &str) -> Option<f64> {
    let text = without_note(plain(text));
    let unit = text.find(|c: char| c.is_alphabetic() && c.is_ascii() || c == 'µ')?;
    let (digits, unit) = text.split_at(unit);
    Some(decimal(digits.trim_end())? * factor(unit)?)
}

/// The number that a text starts with, whatever it counts: that of `33.4% of 90`, `4.25/5`, `$12.50 a month`.
///
/// `1.2.3` is a version, and `3D` a word.
#[must_use]
pub(crate) fn leading_number(text: &str) -> Option<f64> {
    let text = plain(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let digits = digits.trim_end_matches(['.', ',']);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.matches('.').count() < 2
        && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    is_number.then(|| decimal(digits)).flatten()
}

/// The text without icons, and without a sign of approximation or of money in front.
fn plain(text: &str) -> &str {
    without_icons(text).trim_start_matches(['~', '$', '€', '£', '¥']).trim_start()
}

/// The text without its error, or a bracket that follows it.
fn without_note(text: &str) -> &str {
    let end = text.find('±').or_else(|| text.ends_with(')').then(|| text.find('(')).flatten());
    text[..end.filter(|end| *end > 0).unwrap_or(text.len())].trim_end()
}

fn decimal(digits: &str) -> Option<f64> {
    let is_plain = !digits.is_empty()
        && digits.len() <= 24
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().enumerate().all(|(index, byte)| {
            byte.is_ascii_digit()
                || byte == b','
                || byte == b'.'
                || (index == 0 && (byte == b'-' || byte == b'+'))
        });
    is_plain.then(|| digits.replace(',', "").parse().ok()).flatten()
}

/// What a unit is a multiple of.
fn factor(unit: &str) -> Option<f64> {
    const WHOLE: [(&str, f64); 10] = [
        ("min", 60.0),
        ("h", 3_600.0),
        ("d", 86_400.0),
        ("fps", 1.0),
        ("px", 1.0),
        ("cm", 0.01),
        ("mAh", 1.0),
        ("mm", 0.001),
        ("ms", 0.001),
        ("kg", 1_000.0),
    ];
    const BASES: [&str; 9] = ["B", "b", "Hz", "W", "V", "A", "m", "s", "g"];
    const PREFIXES: [(&str, f64); 12] = [
        ("", 1.0),
        ("Ki", 1_024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("n", 1e-9),
        ("µ", 1e-6),
    ];
    let known = WHOLE.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor);
    known.or_else(|| {
        let split = BASES.iter().filter_map(|base| unit.strip_suffix(base));
        split
            .filter_map(|prefix| PREFIXES.iter().find(|(name, _)| *name == prefix))
            .map(|(_, factor)| *factor)
            .next()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_number() {
        use crate::value::number;

        assert_eq!(number("⭐ 1.4k"), Some(1_400.0));
        assert_eq!(number("$100,000"), Some(100_000.0));
        assert_eq!(number("26.2% (146/572)"), Some(26.2));
        assert_eq!(number("0.374±0.002"), Some(0.374));
        assert_eq!(number(":star: 1,400"), Some(1_400.0));
        assert_eq!(number("1,400 ★"), Some(1_400.0));
        assert_eq!(number("4-bit"), None);
    }

    #[test]
    fn example_of_leading_number() {
        use crate::value::leading_number;

        assert!(leading_number("33.4% of 90") > leading_number("33.33% of 12"));
        assert_eq!(leading_number("4.25/5"), Some(4.25));
        assert_eq!(leading_number("12, 13"), Some(12.0));
        for other in ["1.10.2", "3D print", "v1.2", "2024-05-01", "words"] {
            assert_eq!(leading_number(other), None, "{other}");
        }
    }

    #[test]
    fn example_of_measure() {
        use crate::value::measure;

        assert!(measure("900 MiB") < measure("1 GiB"));
        assert_eq!(measure("1730 MHz"), Some(1_730e6));
        assert_eq!(measure("3 apples"), None);
    }
}
