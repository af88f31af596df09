//! Addresses in running text, found where GitHub links them (GFM §6.9).

use std::ops::Range;

/// The first address in `text` that starts in the bytes `starts`: `https://…`, `http://…`, `ftp://…`, `www.…`.
pub(super) fn bare_url(text: &str, starts: Range<usize>) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = starts.start;
    let shown = bytes.get(starts.clone()).unwrap_or_default();
    for at in memchr::memchr2_iter(b':', b'.', shown).map(|offset| starts.start + offset) {
        if at < from {
            continue;
        }
        let (start, host, allows_short) = match bytes[at] {
            b':' => match scheme_start(text, at) {
                Some(start) => (start, at + 3, true),
                None => continue,
            },
            _ => match www_start(bytes, at) {
                Some(start) => (start, at + 1, false),
                None => continue,
            },
        };
        if start < starts.start {
            continue;
        }
        let domain = Domain::read(&text[host..]);
        if !domain.is_linked(allows_short) {
            // No other address that starts in this one is linked, as all of them end alike.
            from = host + domain.len;
            continue;
        }
        let rest = &text[host + domain.len..];
        let len = rest.find(|c: char| c.is_ascii_whitespace() || c == '<').unwrap_or(rest.len());
        let end = start + without_trailing_punctuation(&text[start..host + domain.len + len]);
        if end > host {
            return Some(start..end);
        }
        from = host;
    }
    None
}

/// Where the scheme starts that ends at the colon `at`.
fn scheme_start(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix("://")?;
    let before = &text.as_bytes()[..at];
    // A longer word is not a scheme.
    let letters = before.iter().rev().take(6).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let scheme = &before[at - letters..];
    let is_known =
        [&b"http"[..], b"https", b"ftp"].into_iter().any(|known| scheme.eq_ignore_ascii_case(known));
    // In an open bracket nothing is linked.
    let in_bracket = before[..at - letters].ends_with(b"[");
    (is_known && !in_bracket && rest.starts_with(is_host_char)).then_some(at - letters)
}

/// Where `www` starts that ends at the dot `at`.
fn www_start(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes[..at].strip_suffix(b"www")?;
    let may_start = before.last().is_none_or(|byte| byte.is_ascii_whitespace() || b"*_~(".contains(byte));
    may_start.then_some(before.len())
}

/// The part of an address up to its path.
struct Domain {
    len: usize,
    dots: usize,
    /// There is a `_` in one of its last two parts.
    has_underscore: bool,
}

impl Domain {
    fn read(text: &str) -> Self {
        let (mut dots, mut last, mut before) = (0, false, false);
        let mut len = text.len();
        for (at, c) in text.char_indices() {
            match c {
                '_' => last = true,
                '.' => {
                    before = last;
                    last = false;
                    dots += 1;
                }
                '-' | '\\' => {}
                _ if is_host_char(c) => {}
                _ => {
                    len = at;
                    break;
                }
            }
        }
        Self { len, dots, has_underscore: last || before }
    }

    fn is_linked(&self, allows_short: bool) -> bool {
        const MOST_DOTS: usize = 10;
        self.dots > MOST_DOTS || (!self.has_underscore && (allows_short || self.dots > 0))
    }
}

/// Whether a character may stand in the name of a host: no white space, and no sign.
fn is_host_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !is_wide_sign(c))
}

/// The signs beyond ASCII that are likely to follow an address: quotation marks, dashes, and those of Chinese and Japanese.
fn is_wide_sign(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '\u{d7}' | '\u{f7}'
        | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{1f000}'..='\u{1faff}')
}

/// The length of `url` without what GFM leaves out at its end: punctuation, an unbalanced parenthesis, an entity.
fn without_trailing_punctuation(url: &str) -> usize {
    let opened = url.bytes().filter(|&byte| byte == b'(').count();
    let mut closed = url.bytes().filter(|&byte| byte == b')').count();
    let mut end = url.len();
    while let Some(last) = url[..end].chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '"' | '\'' => end -= 1,
            ')' if closed > opened => {
                closed -= 1;
                end -= 1;
            }
            ';' => end = entity_start(&url[..end]).unwrap_or(end - 1),
            _ => return end,
        }
    }
    end
}

/// Where the entity that `text` ends in begins.
fn entity_start(text: &str) -> Option<usize> {
    let name = text.strip_suffix(';')?;
    let start = name.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (start.len() < name.len() && start.ends_with('&')).then(|| start.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::bare_url;

    fn all(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut position = 0;
        while let Some(url) = bare_url(text, position..text.len()) {
            position = url.end;
            found.push(&text[url]);
        }
        found
    }

    #[test]
    fn addresses_are_read_as_github_links_them() {
        assert_eq!(
            all("see https://a.example/__init__.py, or www.b.example."),
            ["https://a.example/__init__.py", "www.b.example"]
        );
        assert_eq!(all("Print:https://a.example/x*y*z.html"), ["https://a.example/x*y*z.html"]);
        assert_eq!(
            all("(https://a.example/b_(c)) http://localhost:80 ftp://c.example"),
            ["https://a.example/b_(c)", "http://localhost:80", "ftp://c.example"]
        );
        assert_eq!(
            all("https://a.example/?x&amp; https://b.example;"),
            ["https://a.example/?x", "https://b.example"]
        );
        assert_eq!(all("xhttps://a.example awww.b.example www.c https://d_e.example https://"), [""; 0]);
    }

    #[test]
    fn many_starts_are_read_once() {
        let text = "_www.a_.".repeat(100_000);
        assert_eq!(all(&text).len(), 1);
        let text = "_www.a_b/".repeat(100_000);
        assert!(all(&text).is_empty());
    }
}
