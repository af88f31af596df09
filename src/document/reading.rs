//! What the cells and the prose of a document say, read once after parsing: learning, rules, records and comparisons all
//! take it from here.

use std::ops::Range;

use super::cell_text::CellText;
use super::link::add_links;
use super::token::{TokenStore, as_u32};
use super::{Cell, Document, Link, LinkKind, Listing};

/// The text and the links of each cell, and the links of the prose.
#[derive(Debug, Default)]
pub(super) struct Reading<'src> {
    /// Those that say something.
    cells: Vec<ReadCell<'src>>,
    /// By the index that each cell was given, where it is among those; [`NOWHERE`] for one that says nothing.
    places: Vec<u32>,
    /// Those of all cells, cell by cell.
    cell_links: Vec<Link<'src>>,
    prose_links: Vec<Link<'src>>,
    /// What a cell says that is blank, or belongs to no listing.
    nothing: ReadCell<'src>,
}

const NOWHERE: u32 = u32::MAX;

/// What one cell says.
#[derive(Debug, Default)]
struct ReadCell<'src> {
    text: CellText<'src>,
    /// Which of [`Reading::cell_links`] are its own.
    links: Range<usize>,
}

/// The cell that a link stands in: by index, its listing, entry and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkPlace {
    /// Index among [`Document::listings`].
    pub listing: usize,
    /// Index among [`Listing::entries`].
    pub entry: usize,
    /// Index of the column.
    pub column: usize,
}

/// Reads all cells of `listings`, and gives each its index; those of headers come before those of entries.
pub(super) fn read<'src>(
    source: &'src str,
    tokens: &TokenStore<'src>,
    listings: &mut [Listing],
) -> Reading<'src> {
    let count = listings.iter().map(|listing| listing.header.cells.len() + listing.cells.len()).sum();
    let mut reading = Reading { places: Vec::with_capacity(count), ..Reading::default() };
    let cells = listings.iter_mut().flat_map(|listing| {
        // GitHub makes no links of addresses in HTML.
        let with_bare = !listing.is_html();
        listing.header.cells.iter_mut().chain(&mut listing.cells).map(move |cell| (cell, with_bare))
    });
    for (cell, with_bare) in cells {
        cell.index = as_u32(reading.places.len());
        let own = tokens.of_cell(cell);
        if own.is_empty() {
            reading.places.push(NOWHERE);
            continue;
        }
        reading.places.push(as_u32(reading.cells.len()));
        let text = CellText::new(source, own, tokens);
        let first = reading.cell_links.len();
        add_links(source, tokens, own, &mut reading.cell_links);
        if !with_bare {
            reading.cell_links.extract_if(first.., |link| link.kind == LinkKind::Bare).for_each(drop);
        }
        reading.cells.push(ReadCell { text, links: first..reading.cell_links.len() });
    }
    for range in tokens.outside() {
        add_links(source, tokens, tokens.slice(range), &mut reading.prose_links);
    }
    reading
}

impl<'src> Reading<'src> {
    fn of(&self, cell: &Cell) -> &ReadCell<'src> {
        let place = self.places.get(cell.index()).copied().unwrap_or(NOWHERE);
        self.cells.get(place as usize).unwrap_or(&self.nothing)
    }
}

impl<'src> Document<'src> {
    /// What a reader sees in `cell`: its text without markup, and where each piece of it stands in the source.
    #[must_use]
    pub fn cell_text(&self, cell: &Cell) -> &CellText<'src> {
        &self.reading.of(cell).text
    }

    /// The links of `cell`, in the order in which they start.
    #[must_use]
    pub fn cell_links(&self, cell: &Cell) -> &[Link<'src>] {
        let own = self.reading.of(cell).links.clone();
        &self.reading.cell_links[own]
    }

    /// The links outside of listings' rows, in the order in which they start.
    #[must_use]
    pub fn prose_links(&self) -> &[Link<'src>] {
        &self.reading.prose_links
    }

    /// The links in lists that are written in HTML, which are not listings, in the order in which they start. Those to places
    /// in the document are left out.
    ///
    /// ```
    /// use relist::document::Document;
    ///
    /// let document = Document::parse("<ul>\n<li><a href=\"https://yew.example\">Yew</a></li>\n</ul>\n");
    /// assert_eq!(document.html_list_links().next().map(|link| &*link.text), Some("Yew"));
    /// ```
    pub fn html_list_links(&self) -> impl Iterator<Item = &Link<'src>> {
        let is_in_list = |link: &&Link<'_>| {
            let after = self.html_lists.partition_point(|list| list.end <= link.span.start);
            self.html_lists.get(after).is_some_and(|list| list.contains(link.span))
        };
        let links = self.prose_links().iter().filter(|link| link.kind == LinkKind::Html);
        links.filter(|link| !link.url.starts_with('#')).filter(is_in_list)
    }

    /// All links, each with the cell that it stands in: those of the prose, which stand in none, come first.
    ///
    /// ```
    /// use relist::document::Document;
    ///
    /// let document = Document::parse("[up](#top)\n\n| Model | Code |\n|---|---|\n| Yi | [git](https://example.com/yi) |\n");
    /// let all: Vec<_> = document.links().map(|(link, place)| (&*link.url, place.map(|place| place.column))).collect();
    /// assert_eq!(all, [("#top", None), ("https://example.com/yi", Some(1))]);
    /// ```
    pub fn links(&self) -> impl Iterator<Item = (&Link<'src>, Option<LinkPlace>)> {
        let in_cells = self.listings.iter().enumerate().flat_map(move |(index, listing)| {
            listing.entries().iter().enumerate().flat_map(move |(entry_index, entry)| {
                listing.cells(entry).iter().enumerate().flat_map(move |(column, cell)| {
                    let place = LinkPlace { listing: index, entry: entry_index, column };
                    self.cell_links(cell).iter().map(move |link| (link, Some(place)))
                })
            })
        });
        self.prose_links().iter().map(|link| (link, None)).chain(in_cells)
    }
}
