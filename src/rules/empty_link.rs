//! `empty-link`: links that lead nowhere, and links that nobody can see.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::document::{Link, LinkKind};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for links without a destination (`[Paper]()`), images without a source, and links without anything to
    /// click on (`[](https://example.com)`). An image in a link without a destination is left alone: that is how GitHub
    /// is kept from linking the image to itself.
    ///
    /// ## Why it matters
    ///
    /// A link without a destination reloads the page, and one without a text is not there for the reader: mostly a
    /// template that somebody meant to fill in later.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model | Sizes                                              |
    /// | ----- | -------------------------------------------------- |
    /// | Yi    | [6B-200K](), [34B](https://huggingface.co/01-ai/Yi) |
    /// ```
    ///
    /// has a link for `6B-200K` that leads nowhere.
    ///
    /// ## The fix
    ///
    /// None: the address, or the text, is not known.
    "empty-link", Warning, ("link", "links"), None, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    for (link, place) in context.document.links() {
        let Some(message) = message(link, link.span.of(source)) else { continue };
        findings.push(Finding { place: place.map(Into::into), ..Finding::new(&RULE, link.span, message) });
    }
}

/// What is missing in a link, if anything is.
fn message(link: &Link<'_>, written: &str) -> Option<String> {
    let text = || link.text.trim();
    // `[![badge](…)]()` keeps GitHub from linking an image to itself.
    let shows_image = || written.starts_with("[!") || written.contains("<img");
    // Nearly all addresses start with a letter.
    let is_sound = link.url.starts_with(|first: char| first.is_ascii_graphic());
    match (link.kind, !is_sound && link.url.trim().is_empty()) {
        (LinkKind::Image, true) => {
            Some("this image has no source: put its address in the parentheses".to_owned())
        }
        (LinkKind::Inline | LinkKind::Html, true) if shows_image() => None,
        (LinkKind::Inline | LinkKind::Html, true) if text().is_empty() => {
            Some("this link has neither a text nor a destination: fill it in, or drop it".to_owned())
        }
        (LinkKind::Inline | LinkKind::Html, true) => {
            Some(format!("the link `{}` leads nowhere: give it an address, or make it plain text", text()))
        }
        (LinkKind::Inline, false) if is_blank(written) => {
            Some(format!("nobody can see this link to {}: give it a text, or drop it", link.url))
        }
        _ => None,
    }
}

/// Whether there is nothing between the brackets of `[…](…)`, not even an image or a tag.
fn is_blank(written: &str) -> bool {
    written.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(']'))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("empty-link"), [3, 5, 7, 11, 12, 13]);
    }
}
