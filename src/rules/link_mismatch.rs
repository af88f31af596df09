//! `link-mismatch`: a link that names one repository and leads to another.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::document::{Link, LinkKind, LinkPlace};
use crate::value::canonical;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for links whose text is a repository, `owner/name`, and whose address is another one on GitHub, GitLab or
    /// Codeberg. It speaks where nearly all such links of the file agree with their texts. Case makes no difference, and a
    /// text without a small letter (`TCP/IP`) is a name.
    ///
    /// ## Why it matters
    ///
    /// One of the two is wrong: a row was copied and half of it changed, or there is a typing error in the address.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [falconry/kestrel](https://github.com/falconry/merlin) - hovers
    /// ```
    ///
    /// ## The fix
    ///
    /// None: which of the two is right is for a person to find out.
    "link-mismatch", Warning, ("link", "links"), None, Check::Document(check)
}

/// So many links agree with their texts for each that does not.
const AGREEING: usize = 4;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut agreeing = 0;
    let mut mismatched: Vec<(&Link<'_>, Option<LinkPlace>, String)> = Vec::new();
    for (link, place) in context.document.links() {
        let Some(leads_to) = repository(link) else { continue };
        if leads_to.eq_ignore_ascii_case(link.text.trim()) {
            agreeing += 1;
        } else if !is_name(link.text.trim(), &leads_to) {
            mismatched.push((link, place, leads_to));
        }
    }
    if agreeing < AGREEING * mismatched.len() {
        return;
    }
    for (link, place, leads_to) in mismatched {
        let message = format!("this says `{}` and leads to `{leads_to}`", link.text.trim());
        let finding = Finding::new(&RULE, link.span, message);
        findings.push(Finding { place: place.map(Into::into), ..finding });
    }
}

/// Whether a text with a slash is what something is called, and no repository: `TCP/IP`, `and/or`, or `Lens/Prism` where the
/// repository has the name of the first.
fn is_name(text: &str, leads_to: &str) -> bool {
    let repository = leads_to.split('/').next_back().unwrap_or_default();
    let is_first = text.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(repository));
    is_first || text.eq_ignore_ascii_case("and/or") || !text.contains(|c: char| c.is_ascii_lowercase())
}

/// The repository that a link leads to, where its text names one.
fn repository(link: &Link<'_>) -> Option<String> {
    let is_part = |part: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !part.is_empty() && part.chars().all(fits) && part.contains(|c: char| c.is_ascii_alphanumeric())
    };
    let (owner, name) = link.text.trim().split_once('/')?;
    let has_text = matches!(link.kind, LinkKind::Inline | LinkKind::Reference | LinkKind::Html);
    if !(has_text && is_part(owner) && is_part(name)) {
        return None;
    }
    // In `canonical` case is gone where it does not count, and it is wanted for the message.
    let key = canonical(&link.url)?;
    let path =
        ["github.com/", "gitlab.com/", "codeberg.org/"].iter().find_map(|host| key.strip_prefix(host))?;
    let mut parts = path.split(['/', '?', '#']).filter(|part| !part.is_empty());
    let (owner, name) = (parts.next()?, parts.next()?);
    Some(format!("{owner}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn links_to_another_repository_are_found() {
        assert_eq!(lines_of_bad_fixture("link-mismatch"), [7]);
    }
}
