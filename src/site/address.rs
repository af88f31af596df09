//! Which addresses of a list become links: what a list says is not trusted, and `javascript:` is an address, too.

use std::borrow::Cow;

use crate::document::{Link, LinkKind};

/// Where `link` leads, if the page may lead there: to the web, to a mailbox, or to a place beside the page.
pub(super) fn allowed<'a>(link: &'a Link<'_>) -> Option<Cow<'a, str>> {
    let url = link.url.trim();
    if link.kind == LinkKind::Bare && !url.contains("://") && url.starts_with("www.") {
        return Some(Cow::Owned(format!("http://{url}")));
    }
    is_allowed(url).then_some(Cow::Borrowed(url))
}

/// Whether `url` is `http(s)`, `mailto` or relative. Browsers drop line ends and tabs inside of an address and take `\`
/// for `/`, so one with such characters is not what it looks like.
fn is_allowed(url: &str) -> bool {
    let is_odd = |c: char| c.is_control() || c == '\\';
    if url.is_empty() || url.contains(is_odd) || url.starts_with("//") {
        return false;
    }
    match url.find([':', '/', '?', '#']) {
        Some(end) if url[end..].starts_with(':') => is_known_scheme(&url[..end]),
        _ => true,
    }
}

fn is_known_scheme(scheme: &str) -> bool {
    ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Whether `url` leads to the web from wherever it is read.
pub(super) fn is_absolute(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, _)| scheme != "mailto" && is_known_scheme(scheme))
}

/// The host of an address on the web, which stands for a link that shows nothing.
pub(super) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{host, is_absolute, is_allowed};

    #[test]
    fn only_the_web_mail_and_the_page_s_own_place_are_led_to() {
        for url in [
            "https://a.example",
            "HTTP://a.example",
            "mailto:a@b.example",
            "docs/a.md",
            "#part",
            "?q",
            "/a:b",
            "a",
        ] {
            assert!(is_allowed(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "blob:x",
            " ",
            "",
        ] {
            assert!(!is_allowed(url.trim()), "{url}");
        }
    }

    #[test]
    fn hosts_are_read() {
        assert_eq!(host("https://www.a.example/b"), Some("a.example"));
        assert_eq!(host("a/b"), None);
        assert!(is_absolute("https://a.example") && !is_absolute("mailto:a@b") && !is_absolute("a/b"));
    }
}
