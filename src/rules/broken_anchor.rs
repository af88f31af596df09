//! `broken-anchor`: links to places of this document that are not there.

use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::config::suggestion;
use crate::document::{Link, LinkKind, slug};
use crate::text::{Edit, LONGEST_WORD, is_close, letters};
use crate::value::percent_decoded;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for links within the document (`#anchor`) that name no heading of it, and no `id` or `name` of a tag. Names
    /// of headings are those that GitHub gives. A destination that is the name of a heading but for its `#` counts, too.
    ///
    /// ## Why it matters
    ///
    /// A table of contents whose links do nothing is worse than none. They break when a heading is renamed, and
    /// nobody notices.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Benchmarks](#enchmarks)
    /// - [Tools](tools)
    ///
    /// ## Benchmarks
    ///
    /// ## Tools
    /// ```
    ///
    /// means `#benchmarks` and `#tools`.
    ///
    /// ## The fix
    ///
    /// Unsafe: the link leads elsewhere afterwards. It is offered where an anchor is close to what is written or is that
    /// of the link's text, and for a missing `#` where no file has that name.
    "broken-anchor", Error, ("anchor", "anchors"), Unsafe, Check::Document(check)
}

/// Names that GitHub gives to places around the document.
const PAGE_ANCHORS: [&str; 4] = ["", "top", "readme", "start-of-content"];

/// A document with more pairs of a byte of a link and a byte of an anchor than this gets no guesses by likeness, which
/// would take too long.
const MOST_PAIRS: usize = 1_000_000_000;

/// The places that a link may name.
struct Anchors {
    all: Vec<String>,
    /// Lower-cased name to index.
    names: HashMap<String, usize>,
    /// Letters and digits to index, `None` where several anchors have the same; made when a link is broken.
    letters: OnceCell<HashMap<String, Option<usize>>>,
    /// Whether names may be compared for likeness.
    compares: bool,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let is_candidate = |link: &Link<'_>| {
        link.kind != LinkKind::Image && (link.url.starts_with('#') || is_bare_word(&link.url))
    };
    let links: Vec<_> = context.document.links().filter(|(link, _)| is_candidate(link)).collect();
    if links.is_empty() {
        return;
    }
    let anchors = Anchors::of(context, compared(links.iter().map(|(link, _)| &*link.url)));
    let mut reported = HashSet::new();
    for (link, place) in links {
        let finding = match link.url.strip_prefix('#') {
            Some(fragment) => report_broken(&anchors, link, fragment),
            None => report_bare(context, &anchors, link),
        };
        let finding = finding.filter(|finding| reported.insert(finding.span));
        findings.extend(finding.map(|finding| Finding { place: place.map(Into::into), ..finding }));
    }
}

impl Anchors {
    /// The anchors of a document with `links` bytes of links that may be compared with them.
    fn of(context: &Context<'_>, links: usize) -> Self {
        let all = context.document.anchors();
        let names = all.iter().enumerate().rev().map(|(index, name)| (name.to_lowercase(), index)).collect();
        // Links are counted whether or not they are broken: mending some must not allow for guesses on the rest.
        let compares = compared(all.iter().map(String::as_str)).saturating_mul(links) <= MOST_PAIRS;
        Self { all, names, letters: OnceCell::new(), compares }
    }

    /// The one anchor that has these letters and digits.
    fn of_letters(&self, wanted: &str) -> Option<usize> {
        let letters = self.letters.get_or_init(|| {
            let mut by_letters = HashMap::new();
            for (index, name) in self.all.iter().enumerate() {
                by_letters.entry(letters(name)).and_modify(|one| *one = None).or_insert(Some(index));
            }
            by_letters
        });
        letters.get(wanted).copied().flatten()
    }

    /// The anchor called `name`, which may be percent-encoded and have the prefix that GitHub puts before names.
    fn get(&self, name: &str) -> Option<&str> {
        let name = percent_decoded(name).to_lowercase();
        let bare = name.strip_prefix("user-content-").unwrap_or(&name);
        let index = self.names.get(&name).or_else(|| self.names.get(bare))?;
        Some(&self.all[*index])
    }

    /// The anchor that was probably meant: that of a heading which the link's text repeats, or one spelled alike.
    fn meant(&self, name: &str, text: &str) -> Option<&str> {
        let name = percent_decoded(name);
        let by_text = self.get(&slug(text)).filter(|anchor| !anchor.is_empty());
        if by_text.is_some() || !self.compares {
            return by_text;
        }
        let wanted = letters(&name);
        let same = self.of_letters(&wanted).filter(|_| !wanted.is_empty());
        let name = name.to_lowercase();
        same.map(|index| self.all[index].as_str()).or_else(|| {
            suggestion(&name, self.all.iter().map(String::as_str)).filter(|meant| is_close(&name, meant))
        })
    }
}

/// The bytes of those names that are compared for likeness.
fn compared<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(str::len).filter(|&len| len <= LONGEST_WORD).sum()
}

fn report_broken(anchors: &Anchors, link: &Link<'_>, fragment: &str) -> Option<Finding> {
    let is_special = |prefix: &str| fragment.starts_with(prefix);
    if PAGE_ANCHORS.iter().any(|page| fragment.eq_ignore_ascii_case(page))
        || [":~:", "/", "!"].into_iter().any(is_special)
        || anchors.get(fragment).is_some()
    {
        return None;
    }
    let meant = anchors.meant(fragment, &link.text);
    let message = match meant {
        Some(meant) => format!("no heading is called `#{fragment}`; did you mean `#{meant}`?"),
        None => format!("no heading or tag is called `#{fragment}`: correct it, or add what it leads to"),
    };
    let finding = Finding::new(&RULE, link.url_span.unwrap_or(link.span), message);
    Some(match (meant, link.url_span) {
        (Some(meant), Some(span)) if !meant.contains([' ', '(', ')', '|', '<', '>', '"', '\'']) => {
            let anchor = format!("#{meant}");
            let title = fix_title::write(&anchor);
            finding.with_fix(Fix::only_on_request(title, vec![Edit::replacement(span, anchor)]))
        }
        _ => finding,
    })
}

/// Reports a destination that is an anchor but for the `#`, unless it is a file.
fn report_bare(context: &Context<'_>, anchors: &Anchors, link: &Link<'_>) -> Option<Finding> {
    let is_file = context.folder.map(|folder| folder.join(&*percent_decoded(&link.url)).exists());
    // `LICENSE` is a file, whatever the headings say: anchors are in lower case.
    let anchor = anchors.get(&link.url).filter(|anchor| *anchor == percent_decoded(&link.url))?;
    // One word may well be a folder that was not copied along: its link should say what the heading says.
    let is_word = !link.url.contains('-');
    if is_file == Some(true) || (is_word && anchors.get(&slug(&link.text)) != Some(anchor)) {
        return None;
    }
    let span = link.url_span?;
    let message = format!("`{0}` leads to a file; write `#{0}` for the heading of that name", link.url);
    let fix = Fix::only_on_request(fix_title::add("#"), vec![Edit::insertion(span.start, "#")]);
    Some(Finding::new(&RULE, span, message).with_fix(fix))
}

/// Whether `url` is made of letters, digits, hyphens and `_` alone: no path, no extension, no scheme.
fn is_bare_word(url: &str) -> bool {
    // Whatever has a scheme, a folder or an extension is none.
    !url.is_empty()
        && !url.bytes().any(|byte| matches!(byte, b':' | b'/' | b'.'))
        && percent_decoded(url).chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("broken-anchor"), [3, 4, 5, 6, 7, 8, 9, 13]);
    }
}
