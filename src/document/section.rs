//! Headings, the path they make, and GitHub's anchors for them.

use crate::text::{Span, display_width};

/// A heading and the place it takes among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// 1 for `#` to 6 for `######`.
    pub level: u8,
    /// The heading's text without markup.
    pub title: String,
    /// The whole heading in the source.
    pub span: Span,
    /// Index of the nearest heading above it with a lower level, those within items of lists left out.
    pub parent: Option<usize>,
}

/// The anchor that GitHub gives a heading with the text `title`, before it numbers repeated ones.
///
/// Letters are lower-cased, spaces become hyphens, and whatever is not a letter, decimal digit, mark, `_`, `-` or space
/// goes. An emoji goes, but its variation selector is a mark and stays.
///
/// ```
/// use relist::document::slug;
///
/// assert_eq!(slug("Framework/ToolKit/Platform"), "frameworktoolkitplatform");
/// assert_eq!(slug("LLMs as Judges"), "llms-as-judges");
/// assert_eq!(slug("大模型 (LLM)"), "大模型-llm");
/// assert_eq!(slug("⚙️ Tools & 🚀 x²"), "\u{fe0f}-tools---x");
/// ```
#[must_use]
pub fn slug(title: &str) -> String {
    untrimmed_slug(title.trim())
}

/// The same where white space at the ends counts, as it does beside an image.
pub(super) fn untrimmed_slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.chars() {
        match character {
            ' ' | '-' => slug.push('-'),
            // Most titles are made of these, which need no tables.
            '_' | '\u{4e00}'..='\u{9fff}' => slug.push(character),
            _ if character.is_ascii_alphanumeric() => slug.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => {}
            _ if is_word(character) => slug.extend(character.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// What a regular expression calls a word character (UTS #18): letters, marks, decimal digits and connectors.
fn is_word(character: char) -> bool {
    match character {
        '_'
        | '\u{203f}'
        | '\u{2040}'
        | '\u{2054}'
        | '\u{fe33}'
        | '\u{fe34}'
        | '\u{fe4d}'..='\u{fe4f}'
        | '\u{ff3f}' => true,
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        _ if character.is_alphabetic() => true,
        _ if character.is_numeric() => !is_other_number(character),
        _ => is_mark(character),
    }
}

/// Numbers that are not decimal digits: raised and lowered ones, fractions, ones in circles and brackets.
fn is_other_number(character: char) -> bool {
    matches!(character,
        '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{bc}'..='\u{be}' | '\u{2070}'..='\u{2089}' | '\u{2150}'..='\u{215f}'
        | '\u{2189}' | '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}'
        | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{3229}' | '\u{3248}'..='\u{324f}'
        | '\u{3251}'..='\u{325f}' | '\u{3280}'..='\u{3289}' | '\u{32b1}'..='\u{32bf}'
        | '\u{1f100}'..='\u{1f10c}')
}

/// Marks that are not letters: what takes no room of its own, but for invisible formatting.
fn is_mark(character: char) -> bool {
    let is_format = matches!(character,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}');
    !is_format && !character.is_control() && display_width(character.encode_utf8(&mut [0; 4])) == 0
}
