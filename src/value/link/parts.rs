//! Where the parts of a URL stand in its text.

use crate::text::Span;

/// The parts of an `http` or `https` URL that a repair may touch, as spans of its text.
pub(super) struct UrlParts<'url> {
    pub(super) text: &'url str,
    /// Without the `:`.
    pub(super) scheme: Span,
    /// Host with user and port: what stands between `//` and the path.
    authority: Span,
    /// With the `/` in front; empty where the URL ends with its host.
    pub(super) path: Span,
    /// With the `?`; empty where there is none.
    pub(super) query: Span,
    pub(super) has_fragment: bool,
    /// Whether another address stands in it, as in those of archives; what that one needs is not ours to say.
    pub(super) is_nested: bool,
}

impl<'url> UrlParts<'url> {
    /// Finds the parts; `None` where `text` is not such a URL, or one that browsers read in their own way.
    pub(super) fn new(text: &'url str) -> Option<Self> {
        let scheme = Span::new(0, text.find(':')?);
        let is_web = ["http", "https"].iter().any(|name| scheme.of(text).eq_ignore_ascii_case(name));
        let is_odd =
            |character: char| character.is_whitespace() || character.is_control() || character == '\\';
        if !is_web || text.contains(is_odd) {
            return None;
        }
        let start = scheme.end + "://".len();
        text.get(scheme.end..start).filter(|separator| *separator == "://")?;
        let find = |from: usize, ends: &[char]| {
            text.get(from..).and_then(|rest| rest.find(ends)).map_or(text.len(), |offset| from + offset)
        };
        let authority = Span::new(start, find(start, &['/', '?', '#']));
        let path = Span::new(authority.end, find(authority.end, &['?', '#']));
        let query = Span::new(path.end, find(path.end, &['#']));
        let has_fragment = query.end < text.len();
        let rest = &text[authority.end..];
        let is_nested = [":/", "/www.", "=www."].iter().any(|sign| rest.contains(sign))
            || authority.of(text).eq_ignore_ascii_case("web.archive.org");
        (!authority.is_empty()).then_some(Self {
            text,
            scheme,
            authority,
            path,
            query,
            has_fragment,
            is_nested,
        })
    }

    /// The host, with user and port.
    pub(super) fn host(&self) -> &'url str {
        self.authority.of(self.text)
    }

    pub(super) fn scheme(&self) -> &'url str {
        self.scheme.of(self.text)
    }

    /// Whether the authority is this host and nothing else: no user, no port.
    pub(super) fn has_host(&self, host: &str) -> bool {
        self.authority.of(self.text).eq_ignore_ascii_case(host)
    }

    /// Whether the authority is a direct subdomain of `domain` and nothing else.
    pub(super) fn is_below(&self, domain: &str) -> bool {
        let labels = self.authority.of(self.text).split_once('.');
        labels.is_some_and(|(first, rest)| {
            let is_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !first.is_empty() && first.bytes().all(is_label) && rest.eq_ignore_ascii_case(domain)
        })
    }
}
