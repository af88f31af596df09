//! What all pages of a site have: their head, and the rules that they hold themselves to.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::policy::policy;
use super::{GENERATOR, PagePlace};

/// What is written into the head and below the body of a page.
pub(super) struct Frame<'a> {
    pub(super) place: &'a PagePlace<'a>,
    pub(super) style: &'a str,
    /// The script, and the data that it reads.
    pub(super) script: Option<(&'a str, &'a str)>,
    pub(super) has_feed: bool,
}

impl Frame<'_> {
    /// The page around `body`.
    pub(super) fn page(&self, body: &Markup) -> String {
        let PagePlace { title, base_url, .. } = *self.place;
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy"
                        content=(policy(self.style, self.script.map(|(script, _)| script)));
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content=(GENERATOR);
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    link rel="icon" href="data:,";
                    @if let Some(url) = base_url { link rel="canonical" href=(url); }
                    @if self.has_feed {
                        link rel="alternate" type="application/atom+xml" title=(title) href="feed.xml";
                    }
                    // Both are part of the program, and hold nothing of the list.
                    style { (PreEscaped(self.style)) }
                }
                body {
                    (body)
                    @if let Some((script, data)) = self.script {
                        script type="application/json" id="Data" { (PreEscaped(data)) }
                        script { (PreEscaped(script)) }
                    }
                }
            }
        };
        page.into_string() + "\n"
    }
}
