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
    /// Codeberg. It speaks where nearly all such links of the file agree with their texts, and of one or two of them where
    /// the text is an address or half of the repository is right. Case makes no difference, and a text without a small
    /// letter (`TCP/IP`) is a name.
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

/// Where repositories are.
const HOSTS: [&str; 3] = ["github.com/", "gitlab.com/", "codeberg.org/"];

/// So many links agree with their texts for each that does not.
const AGREEING: usize = 4;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut agreeing = 0;
    let mut mismatched: Vec<(&Link<'_>, Option<LinkPlace>, Mismatch)> = Vec::new();
    for (link, place) in context.document.links() {
        let Some((named, leads_to)) = repositories(link) else { continue };
        if leads_to.eq_ignore_ascii_case(&named) || is_shortened(&named, &leads_to) {
            agreeing += 1;
        } else if is_address(&link.text) || !is_name(&named, &leads_to) {
            let is_certain = is_address(&link.text) || share_half(&named, &leads_to);
            mismatched.push((link, place, Mismatch { named, leads_to, is_certain }));
        }
    }
    let is_usual = agreeing >= AGREEING * mismatched.len();
    // Of many that share a half with their texts, each may well be a fork on purpose.
    let is_slip = mismatched.len() <= FEW;
    for (link, place, mismatch) in mismatched {
        if is_usual || (is_slip && mismatch.is_certain) {
            let message = format!("this says `{}` and leads to `{}`", mismatch.named, mismatch.leads_to);
            let finding = Finding::new(&RULE, link.span, message);
            findings.push(Finding { place: place.map(Into::into), ..finding });
        }
    }
}

/// So many links that do not agree with their texts may be slips where no others show that they agree.
const FEW: usize = 2;

/// A repository that a link names, and another that it leads to.
struct Mismatch {
    named: String,
    leads_to: String,
    /// Whether the text surely names a repository: it is an address, or has the owner or the name in common with the other.
    is_certain: bool,
}

/// Whether a text is an address, of which nobody doubts what it names.
fn is_address(text: &str) -> bool {
    HOSTS.iter().any(|host| text.contains(host))
}

/// Whether two repositories have their owner or their name in common.
fn share_half(one: &str, two: &str) -> bool {
    one.split('/').zip(two.split('/')).any(|(one, two)| one.eq_ignore_ascii_case(two))
}

/// Whether a text leaves out the end of a name, as in `owner/fir` for `owner/fir-rs`, or has another hyphen in it.
fn is_shortened(text: &str, leads_to: &str) -> bool {
    let key = |text: &str| text.to_ascii_lowercase().replace(['_', '.'], "-");
    key(leads_to).strip_prefix(&key(text)).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Whether a text with a slash is what something is called, and no repository: `TCP/IP`, `and/or`, or `Lens/Prism` where the
/// repository has the name of the first.
fn is_name(text: &str, leads_to: &str) -> bool {
    let repository = leads_to.split('/').next_back().unwrap_or_default();
    let is_first = text.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(repository));
    is_first || text.eq_ignore_ascii_case("and/or") || !text.contains(|c: char| c.is_ascii_lowercase())
}

/// The repository that the text of a link names, and the one that it leads to.
fn repositories(link: &Link<'_>) -> Option<(String, String)> {
    let is_part = |part: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !part.is_empty() && part.chars().all(fits) && part.contains(|c: char| c.is_ascii_alphanumeric())
    };
    let text = link.text.trim();
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let text = HOSTS.iter().find_map(|host| text.strip_prefix(host)).unwrap_or(text);
    // `owner/name#12` is an issue of it.
    let named = text.split_once('#').map_or(text, |(named, _)| named).trim_end_matches('/');
    let (owner, name) = named.split_once('/')?;
    let has_text = matches!(link.kind, LinkKind::Inline | LinkKind::Reference | LinkKind::Html);
    if !(has_text && is_part(owner) && is_part(name)) {
        return None;
    }
    // In `canonical` case is gone where it does not count, and it is wanted for the message.
    let key = canonical(&link.url)?;
    let path = HOSTS.iter().find_map(|host| key.strip_prefix(host))?;
    let mut parts = path.split(['/', '?', '#']).filter(|part| !part.is_empty());
    let (owner, name) = (parts.next()?, parts.next()?);
    Some((named.trim_end_matches(".git").to_owned(), format!("{owner}/{name}")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn the_end_of_a_name_may_be_left_out() {
        assert!(
            super::is_shortened("ada/fir", "Ada/fir-rs") && super::is_shortened("ada/fir-2", "ada/fir_2")
        );
        assert!(!super::is_shortened("ada/fir", "ada/firs") && !super::is_shortened("ada/fir-rs", "ada/fir"));
    }

    #[test]
    fn links_to_another_repository_are_found() {
        assert_eq!(lines_of_bad_fixture("link-mismatch"), [7, 8]);
    }
}
