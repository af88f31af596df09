//! A page for readers, made of a list and nothing else.
//!
//! One HTML file holds its style, its script and its data. All entries stand in it as text, by section, so that it can be
//! read without the script, which only searches, filters and sorts what is there. What a list says is not trusted: its
//! text is escaped, its HTML is left out, its links lead to the web, to mailboxes or beside the page (`address`), and
//! the page forbids itself everything else (`policy`).

mod address;
mod amounts;
mod cell;
mod charts;
mod columns;
mod data;
mod feed;
mod frame;
mod list;
mod page;
mod policy;
mod sections;
mod start_page;
mod table_style;

pub use list::ListPage;
pub use start_page::{Listed, start_page};

/// What pages and feeds name as what made them.
const GENERATOR: &str = "relist";

/// Whether `text` is a page or a feed that was made here, so that a newer one may take its place.
pub(crate) fn is_made(text: &str) -> bool {
    // Both stand near the start, before anything that a list says.
    let start = &text.as_bytes()[..text.len().min(2_000)];
    let signs = [
        format!("<meta name=\"generator\" content=\"{GENERATOR}\">"),
        format!("<generator>{GENERATOR}</generator>"),
    ];
    signs.iter().any(|sign| memchr::memmem::find(start, sign.as_bytes()).is_some())
}

/// Where a page stands, and what it is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PagePlace<'a> {
    /// Its title.
    pub title: &'a str,
    /// The address of its folder on the web, with a `/` at its end; unknown where it is only read as a file.
    pub base_url: Option<&'a str>,
    /// Where the start page is, from here, if it is one of several.
    pub home: Option<&'a str>,
}

impl<'a> PagePlace<'a> {
    /// A page by itself.
    #[must_use]
    pub fn alone(title: &'a str) -> Self {
        Self { title, base_url: None, home: None }
    }

    /// The same at this address.
    #[must_use]
    pub fn at(self, base_url: Option<&'a str>) -> Self {
        Self { base_url, ..self }
    }

    /// The same as one of several, whose start page is at `home`.
    #[must_use]
    pub fn below(self, home: &'a str) -> Self {
        Self { home: Some(home), ..self }
    }
}

/// `1 entry`, `2 entries`
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
