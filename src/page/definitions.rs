//! Definitions of reference links in texts that have more of them than `comrak` resolves.
//!
//! Against texts that grow without bound when their references are resolved, GitHub stops resolving them once what they
//! lead to is as long as the text (100,000 bytes at least); `comrak` stops at 100,000 bytes. Past those it is given where
//! each of them leads.

use std::collections::HashMap;
use std::sync::Arc;

use comrak::ResolvedReference;
use comrak::options::{BrokenLinkCallback, BrokenLinkReference};

/// What `comrak` resolves by itself, in bytes.
const RESOLVED: usize = 100_000;

/// Tells where references lead that are not resolved; nothing is needed for a text in which all of them are.
pub(super) fn unresolved(source: &str) -> Option<Arc<dyn BrokenLinkCallback>> {
    if source.len() <= RESOLVED {
        return None;
    }
    let mut definitions: HashMap<String, (String, String)> = HashMap::new();
    for (label, url, title) in source.lines().filter_map(definition) {
        definitions.entry(normal(label)).or_insert_with(|| (url.to_owned(), title.to_owned()));
    }
    Some(Arc::new(move |reference: BrokenLinkReference<'_>| {
        let (url, title) = definitions.get(&normal(reference.original))?.clone();
        Some(ResolvedReference { url, title })
    }))
}

/// `[label]: url "title"` on a line of its own.
fn definition(line: &str) -> Option<(&str, &str, &str)> {
    let text = line.trim_start_matches(' ');
    let (label, rest) = text.strip_prefix('[').filter(|_| line.len() - text.len() < 4)?.split_once("]:")?;
    let rest = rest.trim();
    let (url, title) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    let url = url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(url);
    let title = title.trim().trim_matches(['"', '\'', '(', ')']);
    (!label.is_empty() && !url.is_empty()).then_some((label, url, title))
}

fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::page::block::Mark;

    /// A reference is a link on the last line, too, whatever those before it lead to.
    #[test]
    fn references_are_resolved_to_the_end() {
        let long = format!("https://example.org/{}", "a".repeat(1_000));
        let definitions = format!("\n[x]: {long} \"a title\"\n[Two]: <https://example.org/two>\n");
        let text = "- [one][x] and [two]\n".repeat(6_000) + &definitions;
        let page = Page::read(&text);
        let links: Vec<_> = page.inlines.iter().filter(|inline| inline.mark == Mark::Link).collect();
        assert_eq!(links.len(), 12_000);
        let told = |link| (page.text_of(link), page.title_of(link));
        assert!(links.chunks(2).all(|pair| told(pair[0]) == (&long, "a title")));
        assert!(links.chunks(2).all(|pair| told(pair[1]) == ("https://example.org/two", "")));
    }
}
