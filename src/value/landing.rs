//! Where a redirect ends: at the page that moved, or at one that is shown in its place.

use super::link::split_scheme;

/// What a redirect leads to, as far as its address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Landing {
    /// A page of its own.
    Page,
    /// The front page, or one that says that there is nothing, from the address of another page.
    FrontPage,
    /// A page that asks who is there.
    Login,
}

/// Words that stand alone between signs in the address of a login.
const LOGIN: [&str; 12] = [
    "login",
    "signin",
    "sign-in",
    "sign_in",
    "log-in",
    "log_in",
    "logon",
    "sso",
    "oauth",
    "oauth2",
    "authenticate",
    "wp-login.php",
];

/// What the last part of a front page's path is, beside nothing.
#[rustfmt::skip]
const FRONT: [&str; 12] = [
    "index.html", "index.htm", "index.php", "home", "404", "404.html", "error", "not-found", "notfound", "en", "en-us",
    "us",
];

impl Landing {
    /// Judges a redirect from the page at `from` to the one at `to`.
    pub(crate) fn of(from: &str, to: &str) -> Self {
        let (from, to) = (LandingParts::of(from), LandingParts::of(to));
        let asks_who = |place: &LandingParts<'_>| {
            let first_label = place.host.split('.').next().unwrap_or_default();
            let parts = place.path.split('/').chain([first_label]);
            parts.map(str::to_ascii_lowercase).any(|part| LOGIN.contains(&part.as_str()))
        };
        if asks_who(&to) && !asks_who(&from) {
            Self::Login
        } else if to.is_front() && !from.is_front() {
            Self::FrontPage
        } else {
            Self::Page
        }
    }
}

/// The parts of an address that tell.
struct LandingParts<'url> {
    host: &'url str,
    path: &'url str,
    has_query: bool,
}

impl<'url> LandingParts<'url> {
    fn of(url: &'url str) -> Self {
        let after = split_scheme(url).map_or(url, |(_, after)| after);
        let without_fragment = after.split('#').next().unwrap_or_default();
        let (place, query) = without_fragment.split_once('?').unwrap_or((without_fragment, ""));
        let (host, path) = place.split_once('/').unwrap_or((place, ""));
        Self { host, path, has_query: !query.is_empty() }
    }

    fn is_front(&self) -> bool {
        let path = self.path.trim_matches('/').to_ascii_lowercase();
        !self.has_query && (path.is_empty() || FRONT.contains(&path.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Landing;

    #[test]
    fn what_takes_the_place_of_a_page_is_told_from_it() {
        for (from, to, expected) in [
            ("https://a.example/x", "https://a.example/y", Landing::Page),
            ("https://a.example/x", "https://a.example/", Landing::FrontPage),
            ("https://a.example/x", "https://b.example", Landing::FrontPage),
            ("https://a.example/x", "https://a.example/index.html#top", Landing::FrontPage),
            ("https://a.example/x", "https://a.example/404", Landing::FrontPage),
            ("https://a.example/x", "https://a.example/?page=x", Landing::Page),
            ("https://a.example/?page=x", "https://a.example/", Landing::FrontPage),
            ("https://a.example", "https://b.example/", Landing::Page),
            ("http://a.example/", "https://b.example/en/", Landing::Page),
            ("https://a.example/x", "https://a.example/users/sign_in?next=x", Landing::Login),
            ("https://a.example/x", "https://login.a.example/x", Landing::Login),
            ("https://a.example/", "https://a.example/Login", Landing::Login),
            ("https://a.example/login", "https://b.example/login", Landing::Page),
            ("https://a.example/x", "https://a.example/login-form-in-css", Landing::Page),
        ] {
            assert_eq!(Landing::of(from, to), expected, "{from} -> {to}");
        }
    }
}
