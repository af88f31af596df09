//! An entry that a list does not have yet, written as its neighbours are and put where the list's order wants it.
//!
//! The entry is appended by [`render`], and what is new is then formatted as `relist fmt --since` formats what a branch
//! added: both prove what they write.

use serde_json::{Map, Value as Json};

use super::add_error::AddError;
use super::dataset::Record;
use super::extract::extract;
use super::new_cells::CellWriter;
use super::render::render_into;
use crate::config::{Config, suggestion};
use crate::convention::{Conventions, Directives, ListingConvention};
use crate::document::{Document, Entry, Listing, name_link};
use crate::format::Task;
use crate::rules::{Applicability, ChangedLines};
use crate::value::{comparable, same_place};

/// An entry to be added to a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewEntry {
    /// The title of the section that it belongs to, or the id of its listing; may be left out where there is one listing.
    pub section: Option<String>,
    /// What it says, as markdown, by the names or keys of columns, whatever their case. `url` is where its name leads, and
    /// `X_url` is where the cell of the column `X` leads. A number is a count, but for a small one under a header such as
    /// `Params (B)`, which is what the cell would say; an array holds several tags.
    pub fields: Map<String, Json>,
    /// Whether it is added even if the list has an entry with its name or its address.
    pub force: bool,
}

/// A list with an entry more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Added {
    /// The new text.
    pub output: String,
    /// The line of the new entry, from 1.
    pub line: usize,
    /// The id of its listing.
    pub listing: String,
}

/// Adds `entry` to the list `source`.
///
/// The entry is written in the list's own style and stands where the list's order wants it; where no order shows, it is
/// the last one. No other entry changes.
///
/// ```
/// use relist::config::Config;
/// use relist::records::{NewEntry, add};
///
/// let source = "\
/// - [Ash](https://ash.example) - Burns well.
/// - [Birch](https://birch.example) - Grows fast.
/// - [Cedar](https://cedar.example) - Smells sweet.
/// - [Elm](https://elm.example) - Bends.
/// - [Fir](https://fir.example) - Smells of resin.
/// - [Hazel](https://hazel.example) - Bears nuts.
/// - [Larch](https://larch.example) - Sheds its needles.
/// - [Yew](https://yew.example) - Lives long.
/// ";
/// let fields = [("name", "Oak"), ("url", "https://oak.example"), ("description", "Lasts.")];
/// let fields = fields.map(|(key, text)| (key.to_owned(), text.into())).into_iter().collect();
/// let added = add(source, &Config::default(), &NewEntry { fields, ..NewEntry::default() })?;
/// assert_eq!(added.line, 8);
/// assert!(added.output.contains("needles.\n- [Oak](https://oak.example) - Lasts.\n- [Yew]"));
/// # Ok::<(), relist::records::AddError>(())
/// ```
///
/// # Errors
///
/// [`AddError`] where the entry exists, where it is not clear what is meant, and where it cannot be written losslessly.
pub fn add(source: &str, config: &Config, entry: &NewEntry) -> Result<Added, AddError> {
    let document = Document::parse(source);
    let conventions = Conventions::learn(&document, config);
    let number = choose(&document, entry.section.as_deref())?;
    if is_protected(&document, &Directives::read(&document), number) {
        let line = document.position(document.listings()[number].span.start).line;
        return Err(AddError::Protected { line });
    }
    let (listing, convention) = (&document.listings()[number], &conventions.listings()[number]);
    let writer = CellWriter { document: &document, listing, convention };
    let wanted = writer.wanted(&writer.given(&entry.fields)?)?;
    let read = extract(&document, &conventions);
    let mut dataset = read.clone();
    let records = dataset.listings.iter_mut().find(|records| records.id == listing.id);
    let record = Record { cells: wanted.cells, ..Record::default() };
    records.ok_or(AddError::NoListing)?.entries.push(record);
    let appended = render_into(&document, &conventions, &read, &dataset)?;
    let with_new = Document::parse(&appended);
    let found = written_link(&with_new, number, convention.name_column());
    if wanted.url.is_some() && found != wanted.url {
        return Err(AddError::Unwritten { name: wanted.name });
    }
    if !entry.force {
        refuse_twin(&with_new, &conventions, number)?;
    }
    let formatted = Task::new(&appended, config).since(Some(source)).format(Applicability::Safe)?;
    let output = formatted.output.unwrap_or(appended);
    let line = new_line(source, &output, number);
    Ok(Added { output, line, listing: listing.id.clone() })
}

/// The listing that an entry belongs to.
pub(super) fn choose(document: &Document<'_>, section: Option<&str>) -> Result<usize, AddError> {
    let all: Vec<usize> =
        (0..document.listings().len()).filter(|&at| document.listings()[at].opaque.is_none()).collect();
    let id = |at: &usize| document.listings()[*at].id.clone();
    let title = |at: &usize| {
        let section = document.listings()[*at].section.and_then(|section| document.sections().get(section));
        section.map_or("", |section| section.title.as_str())
    };
    let meant: Vec<usize> = match section {
        None => all.clone(),
        Some(section) => match all.iter().find(|at| id(at) == section) {
            Some(one) => vec![*one],
            None => all.iter().copied().filter(|at| comparable(title(at)) == comparable(section)).collect(),
        },
    };
    // A list in markdown is meant rather than one in HTML.
    let markdown: Vec<usize> =
        meant.iter().copied().filter(|&at| !document.listings()[at].is_html()).collect();
    let meant = if markdown.len() == 1 { markdown } else { meant };
    match (meant.as_slice(), section) {
        ([one], _) => Ok(*one),
        ([], Some(section)) => {
            let ids: Vec<String> = all.iter().map(id).collect();
            let known = ids.iter().map(String::as_str).chain(all.iter().map(title));
            let suggestion = suggestion(section, known).map(str::to_owned);
            Err(AddError::NoSection { section: section.to_owned(), suggestion })
        }
        ([], None) => Err(AddError::NoListing),
        (several, _) => Err(AddError::Unclear { ids: several.iter().map(id).collect() }),
    }
}

/// Whether a listing is to stay as it is: a comment says so, or it is generated.
pub(super) fn is_protected(document: &Document<'_>, directives: &Directives, listing: usize) -> bool {
    let span = document.listings()[listing].span;
    let is_generated = document.generated().iter().any(|generated| generated.contains(span));
    directives.switches_off(span) || directives.keeps(span) || is_generated
}

/// Refuses an entry that `appended` has elsewhere under the same name, or at the same address.
fn refuse_twin(appended: &Document<'_>, conventions: &Conventions, number: usize) -> Result<(), AddError> {
    let identity = |listing: &Listing, convention: &ListingConvention, entry: &Entry| {
        let cell = listing.cell(entry, convention.name_column())?;
        let link = name_link(appended.cell_links(cell));
        let text = link.map_or_else(|| appended.cell_text(cell).as_str(), |link| &link.text);
        Some((text.to_owned(), link.and_then(|link| same_place(&link.url))))
    };
    let new_listing = &appended.listings()[number];
    let Some(new) = new_listing.entries().last() else { return Ok(()) };
    let Some((name, place)) = identity(new_listing, &conventions.listings()[number], new) else {
        return Ok(());
    };
    for (listing, convention) in conventions.with_listings(appended) {
        for entry in listing.entries().iter().filter(|entry| entry.line != new.line) {
            let Some((other, there)) = identity(listing, convention, entry) else { continue };
            let reason = if place.is_some() && there == place {
                "with the same address"
            } else if comparable(&other) == comparable(&name) {
                "with the same name"
            } else {
                continue;
            };
            return Err(AddError::Exists { line: entry.line, name: other, reason });
        }
    }
    Ok(())
}

/// Where the name of the last entry of a listing leads.
fn written_link(document: &Document<'_>, listing: usize, column: usize) -> Option<String> {
    let listing = document.listings().get(listing)?;
    let cell = listing.cell(listing.entries().last()?, column)?;
    name_link(document.cell_links(cell)).map(|link| link.url.to_string())
}

/// The line of the entry that `source` does not have.
fn new_line(source: &str, output: &str, listing: usize) -> usize {
    let document = Document::parse(output);
    let changes = ChangedLines::since(source, &document);
    let entries = document.listings().get(listing).map_or(&[][..], |listing| listing.entries());
    let new = entries.iter().rev().find(|entry| changes.touch(&document, entry.block));
    new.map_or(1, |entry| entry.line)
}
