//! Headings, the path they make, and GitHub's anchors for them.

use crate::text::Span;

/// A heading and the place it takes among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 for `#` to 6 for `######`.
    pub level: u8,
    /// The heading's text without markup.
    pub title: String,
    /// The whole heading in the source.
    pub span: Span,
    /// Index of the nearest heading above it with a lower level.
    pub parent: Option<usize>,
}

/// The anchor that GitHub gives a heading with the text `title`, before it numbers repeated ones.
///
/// Letters are lower-cased, spaces become hyphens, and whatever is no letter, digit, mark, `_`, `-` or space goes.
///
/// ```
/// use relist::document::slug;
///
/// assert_eq!(slug("Framework/ToolKit/Platform"), "frameworktoolkitplatform");
/// assert_eq!(slug("LLMs as XXX"), "llms-as-xxx");
/// assert_eq!(slug("大模型 (LLM)"), "大模型-llm");
/// ```
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.trim().chars() {
        match character {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(character),
            _ if character.is_alphanumeric() || is_mark(character) => slug.extend(character.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// Combining marks that `char::is_alphanumeric` leaves out: the generic blocks, and the viramas of Indic scripts.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{bcd}' | '\u{c4d}'
        | '\u{ccd}' | '\u{d4d}' | '\u{e47}'..='\u{e4e}' | '\u{203f}' | '\u{2040}')
}
