//! The start page of a site of several lists.

use maud::html;

use super::frame::Frame;
use super::list::ListPage;
use super::{PagePlace, counted};

const STYLE: &str = include_str!("style.css");

/// A list that the start page names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// What it is called.
    pub title: String,
    /// The folder of its page, beside the start page.
    pub folder: String,
    entries: usize,
    facts: String,
}

impl Listed {
    /// A list, its title and the folder of its page.
    #[must_use]
    pub fn new(list: &ListPage<'_, '_>, title: impl Into<String>, folder: impl Into<String>) -> Self {
        Self { title: title.into(), folder: folder.into(), entries: list.entry_count(), facts: list.facts() }
    }
}

/// The page that leads to each of `lists`.
///
/// ```
/// use relist::site::{PagePlace, start_page};
///
/// assert!(start_page(&PagePlace::alone("Lists"), &[]).contains("<h1>Lists</h1>"));
/// ```
#[must_use]
pub fn start_page(place: &PagePlace<'_>, lists: &[Listed]) -> String {
    let entries = lists.iter().map(|list| list.entries).sum();
    let frame = Frame { place, style: STYLE, script: None, has_feed: false };
    frame.page(&html! {
        header.top {
            h1 { (place.title) }
            p.facts { (counted(entries, "entry", "entries")) " in " (counted(lists.len(), "list", "lists")) }
        }
        main.lists {
            ul.entries {
                @for list in lists {
                    li {
                        div.head { a.name href={ (list.folder) "/index.html" } { (list.title) } }
                        p { (list.facts) }
                    }
                }
            }
        }
    })
}
