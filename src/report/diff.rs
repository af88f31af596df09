//! What changed from one version of a list to another, as others read it.

use super::Look;
use super::{diff_json, diff_markdown, diff_text};
use crate::compare::Diff;

/// What a diff is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffFormat {
    /// For people: an entry a line, with the cells that changed below.
    Text,
    /// For programs; the shape is that of [`JsonDiff`](super::JsonDiff).
    Json,
    /// A "what's new" for release notes.
    Markdown,
}

impl DiffFormat {
    /// `diff` in this format; `names` are those of the old and the new document.
    ///
    /// ```
    /// use relist::compare::diff;
    /// use relist::config::Config;
    /// use relist::document::Document;
    /// use relist::report::{DiffFormat, Look};
    ///
    /// let old = Document::parse("# Tools\n\n| Tool | Since |\n|---|---|\n| jq | 2012 |\n");
    /// let new = Document::parse("# Tools\n\n| Tool | Since |\n|---|---|\n| jq | 2012 |\n| yq | 2015 |\n");
    /// let diff = diff(&old, &new, &Config::default());
    /// let text = DiffFormat::Text.render(&diff, ["a.md", "b.md"], &Look::default());
    /// assert!(text.starts_with("a.md -> b.md\n\nTools\n  + yq"), "{text}");
    /// ```
    #[must_use]
    pub fn render(self, diff: &Diff, names: [&str; 2], look: &Look) -> String {
        match self {
            Self::Text => diff_text::render(diff, names, look),
            Self::Json => diff_json::render(diff, names),
            Self::Markdown => diff_markdown::render(diff),
        }
    }
}

/// `Open Source / Models`, or what stands for a listing without a heading.
pub(super) fn section_name(section: &[String]) -> String {
    if section.is_empty() { "(top)".to_owned() } else { section.join(" / ") }
}
