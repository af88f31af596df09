//! `mixed-script`: a letter of another alphabet that looks like the one that was meant.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::fix_title;
use super::place_of::place_of;
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for words of Latin and Cyrillic, or Latin and Greek letters, in which all letters of one of the two look like
    /// letters of the other: `Сython` with a Cyrillic `С`. A lone letter before a sign counts, too: `С++`. Code is
    /// looked at as well.
    ///
    /// ## Why it matters
    ///
    /// Nobody sees it, no search finds it, and it is sorted to another place.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Tool | Language |
    /// | ---- | -------- |
    /// | Adze | С++      |
    /// ```
    ///
    /// with a Cyrillic `С` becomes `C++`.
    ///
    /// ## The fix
    ///
    /// Unsafe: the letters of the alphabet that the word has fewer of are replaced by those that they look like.
    "mixed-script", Warning, ("word", "words"), Unsafe,
    Check::CellAndDocument(check, check_document)
}

/// Latin letters, and Cyrillic and Greek ones that look the same.
const ALIKE: [(char, &str); 30] = [
    ('A', "АΑ"),
    ('B', "ВΒ"),
    ('C', "С"),
    ('E', "ЕΕ"),
    ('H', "НΗ"),
    ('I', "ІΙ"),
    ('J', "Ј"),
    ('K', "КΚ"),
    ('M', "МΜ"),
    ('N', "Ν"),
    ('O', "ОΟ"),
    ('P', "РΡ"),
    ('S', "Ѕ"),
    ('T', "ТΤ"),
    ('X', "ХΧ"),
    ('Y', "ҮΥ"),
    ('Z', "Ζ"),
    ('a', "а"),
    ('c', "с"),
    ('e', "е"),
    ('h', "һ"),
    ('i', "і"),
    ('j', "ј"),
    ('o', "оο"),
    ('p', "р"),
    ('s', "ѕ"),
    ('v', "ν"),
    ('x', "х"),
    ('y', "у"),
    ('w', "ԝ"),
];

/// The alphabet that a letter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

fn script(character: char) -> Option<Script> {
    match character {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' if character.is_alphabetic() => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{370}'..='\u{3ff}' if character.is_alphabetic() => Some(Script::Greek),
        _ => None,
    }
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.source().is_ascii() {
        return;
    }
    for run in cell.context.document.cell_texts(cell.cell) {
        look(cell.context, run, Some(cell.place), findings);
    }
}

/// The text around the listings, and code wherever it stands.
fn check_document(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for run in context.document.prose_texts() {
        look(context, run, None, findings);
    }
    for run in context.document.code() {
        if !run.of(context.document.source()).is_ascii() {
            let (place, _) = place_of(context, run);
            look(context, run, place, findings);
        }
    }
}

/// Reports the words of a run of text.
fn look(context: &Context<'_>, run: Span, place: Option<Place>, findings: &mut Vec<Finding>) {
    let text = run.of(context.document.source());
    if text.is_ascii() {
        return;
    }
    for word in words(text) {
        let written = word.of(text);
        let next = text[word.end..].chars().next();
        let Some(meant) = meant(written, next) else { continue };
        let strange: String =
            written.chars().zip(meant.chars()).filter(|(is, was)| is != was).map(|(is, _)| is).collect();
        let span = word.shifted(run.start);
        let message = format!(
            "`{written}` has {} that only looks like `{meant}`",
            named(strange.chars().next().and_then(script))
        );
        let fix = Fix::only_on_request(fix_title::write(&meant), vec![Edit::replacement(span, meant)]);
        let finding = Finding::new(&RULE, span, message).with_fix(fix);
        findings.push(Finding { place, ..finding });
    }
}

/// What a letter of an alphabet is called.
const fn named(script: Option<Script>) -> &'static str {
    match script {
        Some(Script::Cyrillic) => "a Cyrillic letter",
        Some(Script::Greek) => "a Greek letter",
        _ => "a Latin letter",
    }
}

/// The runs of letters in a text.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(char::is_alphabetic)?;
        end = text[start..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |len| start + len);
        Some(Span::new(start, end))
    })
}

/// What was meant by a word with letters that look like others, and what stands behind it.
fn meant(word: &str, next: Option<char>) -> Option<String> {
    let scripts: Vec<Script> = word.chars().map(script).collect::<Option<_>>()?;
    let latin = scripts.iter().filter(|script| **script == Script::Latin).count();
    let other = *scripts.iter().find(|script| **script != Script::Latin)?;
    if scripts.iter().any(|script| *script != Script::Latin && *script != other) {
        return None;
    }
    let strange = scripts.len() - latin;
    let names_language = scripts.len() == 1 && other == Script::Cyrillic && matches!(next, Some('+' | '#'));
    if names_language || (latin > 0 && strange <= latin) {
        let to_latin = |c: char| match script(c) {
            Some(Script::Latin) => Some(c),
            _ => ALIKE.iter().find(|(_, others)| others.contains(c)).map(|(latin, _)| *latin),
        };
        return word.chars().map(to_latin).collect();
    }
    // One letter of several may well be a formula or a unit; capitals at an end are a word of their own: `НайтиIT`.
    let capitals: Vec<bool> =
        word.chars().zip(&scripts).map(|(c, script)| *script == Script::Latin && c.is_uppercase()).collect();
    let ends_in_word = latin > 1
        && (capitals.iter().take(latin).all(|&is_capital| is_capital)
            || capitals.iter().rev().take(latin).all(|&is_capital| is_capital));
    (latin > 0 && !ends_in_word && scripts.len() > 2 && other == Script::Cyrillic)
        .then(|| {
            let to_cyrillic = |c: char| match script(c) {
                Some(Script::Latin) => {
                    let alike = ALIKE.iter().find(|(latin, _)| *latin == c);
                    alike
                        .and_then(|(_, others)| others.chars().find(|c| script(*c) == Some(Script::Cyrillic)))
                }
                _ => Some(c),
            };
            word.chars().map(to_cyrillic).collect()
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn letters_of_another_alphabet_are_found() {
        assert_eq!(lines_of_bad_fixture("mixed-script"), [5, 6, 7, 8, 9, 11]);
        let mended = mended("mixed-script", Applicability::Unsafe);
        assert!(mended.contains("| C++ ") && mended.contains("| Adze |") && mended.contains("рубанок"));
    }
}
