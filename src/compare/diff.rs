//! What changed from one version of a list to another: entries, cells and columns, not lines.

use std::collections::{HashMap, HashSet};

use super::columns;
use super::comparison_side::{Side, SideListing};
use super::lines;
use super::pairs::{Pairs, Sides};
use crate::config::Config;
use crate::convention::moved;
use crate::document::{Document, Tile, TileKind, name_link};
use crate::records::identity::squeezed;

/// What changed from one document to another.
///
/// ```
/// use relist::compare::{Change, diff};
/// use relist::config::Config;
/// use relist::document::Document;
///
/// let old = Document::parse("| Model | Date |\n|---|---|\n| Yi | 11/23 |\n| Qwen | 08/23 |\n| XGen | 06/23 |\n");
/// let new = Document::parse("| Model | Date |\n|--|--|\n| Yi | 11/23 |\n| Qwen   | 09/23 |\n| MPT | 05/23 |\n");
/// let diff = diff(&old, &new, &Config::default());
/// let changes: Vec<_> =
///     diff.listings[0].entries.iter().map(|entry| (entry.name.as_str(), entry.change)).collect();
/// assert_eq!(changes, [("Qwen", Change::Changed), ("XGen", Change::Removed), ("MPT", Change::Added)]);
/// assert_eq!(diff.listings[0].entries[0].cells[0].new.as_deref(), Some("09/23"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diff {
    /// The listings that changed: those of the new document in its order, then those that are gone.
    pub listings: Vec<ListingDiff>,
    /// How many listings the new document has.
    pub listing_count: usize,
    /// How many entries are the same in both, wherever they stand.
    pub unchanged: usize,
    /// Lines outside of listings that are new, blank ones left out.
    pub prose_added: usize,
    /// Lines outside of listings that are gone, blank ones left out.
    pub prose_removed: usize,
}

/// What changed in one listing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListingDiff {
    /// Its id in the new document, or in the old one where it is gone.
    pub id: String,
    /// The titles of the headings above it there, outermost first.
    pub section: Vec<String>,
    /// Whether the listing itself is new, gone, or in both.
    pub change: Change,
    /// The columns that are new, gone or renamed.
    pub columns: Vec<ColumnDiff>,
    /// The entries that changed: those of the new listing in its order, each one that is gone where it stood.
    pub entries: Vec<EntryDiff>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else; an entry may have moved besides.
    Changed,
    /// It says the same elsewhere.
    Moved,
    /// It is as it was.
    Unchanged,
}

/// A column that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnDiff {
    /// Its name before; `None` for a new one.
    pub old: Option<String>,
    /// Its name now; `None` for one that is gone.
    pub new: Option<String>,
}

/// An entry that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryDiff {
    /// What became of it.
    pub change: Change,
    /// Its name, in the new document where it is there.
    pub name: String,
    /// Where its name leads.
    pub url: Option<String>,
    /// The name that it had, where that is another one.
    pub old_name: Option<String>,
    /// The line, from 1, where it stood in the old document.
    pub old_line: Option<usize>,
    /// The line, from 1, where it stands in the new document.
    pub new_line: Option<usize>,
    /// Whether it stands elsewhere among its neighbours, or in another listing.
    pub is_moved: bool,
    /// The headings that it stood under, where they are others.
    pub old_section: Option<Vec<String>>,
    /// Its cells: all that hold something of a new or removed entry, those that changed of another one.
    pub cells: Vec<CellDiff>,
}

/// A cell before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CellDiff {
    /// The name of its column.
    pub column: String,
    /// Its source before; `None` where there was no such cell.
    pub old: Option<String>,
    /// Its source now; `None` where there is no such cell.
    pub new: Option<String>,
}

/// What changed from `old` to `new`.
///
/// Entries are identified by link, name and place; a cell is the same where it says the same (`07/23` and `2023-07`), however
/// it is padded.
#[must_use]
pub fn diff(old: &Document<'_>, new: &Document<'_>, config: &Config) -> Diff {
    let sides = Sides { old: Side::new(old, config), new: Side::new(new, config) };
    let pairs = sides.pairs();
    let (prose_added, prose_removed) = prose(old, new);
    let mut diff = Diff { prose_added, prose_removed, ..Diff::default() };
    for (index, _) in sides.new.listings() {
        diff.listing_count += 1;
        let entries = sides.entries(&pairs, index);
        diff.unchanged += entries.unchanged;
        let listing_diff = sides.listing(&pairs, index, entries.changed);
        let is_new = listing_diff.change == Change::Added;
        if is_new || !listing_diff.entries.is_empty() || !listing_diff.columns.is_empty() {
            diff.listings.push(listing_diff);
        }
    }
    let kept: HashSet<usize> = pairs.listings.iter().flatten().copied().collect();
    for (index, listing) in sides.old.listings().filter(|(index, _)| !kept.contains(index)) {
        let gone = (0..listing.identities.len()).filter(|entry| !pairs.kept.contains(&(index, *entry)));
        diff.listings.push(ListingDiff {
            id: listing.listing.id.clone(),
            section: owned(&listing.section()),
            change: Change::Removed,
            columns: Vec::new(),
            entries: gone.map(|entry| alone(listing, entry, Change::Removed)).collect(),
        });
    }
    diff
}

impl Diff {
    /// Whether nothing changed that is in a listing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listings.is_empty()
    }

    /// How many entries there are with this change; one that changed and moved counts as changed.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        let entries = self.listings.iter().flat_map(|listing| &listing.entries);
        entries.filter(|entry| entry.change == change).count()
    }
}

struct ListingEntries {
    changed: Vec<EntryDiff>,
    unchanged: usize,
}

impl Sides<'_, '_> {
    /// What became of the entries of the new listing at `index`, and of those of its partner that are gone.
    fn entries(&self, pairs: &Pairs, index: usize) -> ListingEntries {
        let new = self.new.listing(index);
        let partner = pairs.listings[index];
        let mut columns: HashMap<usize, Vec<Option<usize>>> = HashMap::new();
        let own: Vec<usize> = pairs.entries[index]
            .iter()
            .filter_map(|old| old.filter(|(listing, _)| Some(*listing) == partner).map(|(_, entry)| entry))
            .collect();
        let mut is_moved = moved(&own).into_iter();
        let mut changed: Vec<(usize, EntryDiff)> = Vec::new();
        let mut unchanged = 0;
        // Where each entry of the old listing that is still there stands now.
        let mut places: HashMap<usize, usize> = HashMap::new();
        for (entry, old) in pairs.entries[index].iter().enumerate() {
            let Some((listing, old_entry)) = *old else {
                changed.push((2 * entry + 1, alone(new, entry, Change::Added)));
                continue;
            };
            let stays = Some(listing) == partner;
            if stays {
                places.insert(old_entry, entry);
            }
            let before = self.old.listing(listing);
            let map = columns.entry(listing).or_insert_with(|| {
                let both = pairs.entries[index].iter().enumerate();
                let both =
                    both.filter_map(|(new, old)| old.filter(|old| old.0 == listing).map(|old| (old.1, new)));
                columns::partners(before, new, &both.collect::<Vec<_>>())
            });
            let has_moved = if stays { is_moved.next().unwrap_or(false) } else { true };
            match kept(before, new, (old_entry, entry), map, has_moved) {
                Some(mut diff) => {
                    let section = owned(&before.section());
                    diff.old_section = (!stays && section != owned(&new.section())).then_some(section);
                    changed.push((2 * entry + 1, diff));
                }
                None => unchanged += 1,
            }
        }
        if let Some(partner) = partner {
            let before = self.old.listing(partner);
            let mut place = 0;
            for entry in 0..before.identities.len() {
                if let Some(stands) = places.get(&entry) {
                    place = 2 * stands + 2;
                } else if !pairs.kept.contains(&(partner, entry)) {
                    changed.push((place, alone(before, entry, Change::Removed)));
                }
            }
        }
        changed.sort_by_key(|(place, _)| *place);
        ListingEntries { changed: changed.into_iter().map(|(_, entry)| entry).collect(), unchanged }
    }

    fn listing(&self, pairs: &Pairs, index: usize, entries: Vec<EntryDiff>) -> ListingDiff {
        let new = self.new.listing(index);
        let mut columns = Vec::new();
        let mut change = Change::Added;
        if let Some(partner) = pairs.listings[index] {
            change = Change::Changed;
            let old = self.old.listing(partner);
            let both = pairs.entries[index].iter().enumerate();
            let both =
                both.filter_map(|(new, old)| old.filter(|old| old.0 == partner).map(|old| (old.1, new)));
            columns = column_diffs(old, new, &columns::partners(old, new, &both.collect::<Vec<_>>()));
        }
        let section = owned(&new.section());
        ListingDiff { id: new.listing.id.clone(), section, change, columns, entries }
    }
}

fn owned(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

fn column_diffs(
    old: SideListing<'_, '_>,
    new: SideListing<'_, '_>,
    map: &[Option<usize>],
) -> Vec<ColumnDiff> {
    let name = |side: SideListing<'_, '_>, index: usize| {
        side.convention.columns.get(index).map(|column| column.name.clone())
    };
    let mut diffs: Vec<ColumnDiff> = map
        .iter()
        .enumerate()
        .filter(|(column, partner)| new.shows(*column) || partner.is_some_and(|partner| old.shows(partner)))
        .map(|(column, partner)| ColumnDiff {
            old: partner.and_then(|partner| name(old, partner)),
            new: name(new, column),
        })
        .filter(|diff| diff.old != diff.new)
        .collect();
    let kept: HashSet<usize> = map.iter().flatten().copied().collect();
    let gone =
        (0..old.convention.columns.len()).filter(|column| !kept.contains(column) && old.shows(*column));
    diffs.extend(gone.map(|column| ColumnDiff { old: name(old, column), new: None }));
    diffs
}

/// An entry that is in one of the documents only.
fn alone(side: SideListing<'_, '_>, entry: usize, change: Change) -> EntryDiff {
    let line = Some(side.entry(entry).line);
    let is_new = change == Change::Added;
    let cells = side.columns().enumerate().filter_map(|(column, name)| {
        let source = side.cell(entry, column).filter(|source| !source.is_empty())?;
        let cell = Some(source.to_owned());
        let (old, new) = if is_new { (None, cell) } else { (cell, None) };
        Some(CellDiff { column: name.to_owned(), old, new })
    });
    let (name, url) = name_of(side, entry);
    EntryDiff {
        change,
        name,
        url,
        old_name: None,
        old_line: line.filter(|_| !is_new),
        new_line: line.filter(|_| is_new),
        is_moved: false,
        old_section: None,
        cells: cells.collect(),
    }
}

/// What changed of an entry that is in both; `None` where nothing did.
fn kept(
    old: SideListing<'_, '_>,
    new: SideListing<'_, '_>,
    (old_entry, new_entry): (usize, usize),
    columns: &[Option<usize>],
    is_moved: bool,
) -> Option<EntryDiff> {
    let mut cells = Vec::new();
    for (column, name) in new.columns().enumerate() {
        let after = new.cell(new_entry, column);
        let before = columns[column].and_then(|partner| old.cell(old_entry, partner));
        let same = match columns[column] {
            Some(partner) => columns::say_the_same(old, new, (old_entry, new_entry), (partner, column)),
            None => after.is_none_or(str::is_empty),
        };
        if !same {
            cells.push(cell_diff(name, before, after));
        }
    }
    // What goes with its column is reported with the column.
    let excess = |side: SideListing<'_, '_>, entry: usize| {
        let cells = side.listing.excess_cells(side.entry(entry)).iter();
        let cells = cells.map(|cell| squeezed(cell.content.of(side.document.source())));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    let (before, after) = (excess(old, old_entry), excess(new, new_entry));
    if before != after {
        cells.push(cell_diff("", Some(&before), Some(&after)));
    }
    if cells.is_empty() && !is_moved {
        return None;
    }
    let ((name, url), (old_name, _)) = (name_of(new, new_entry), name_of(old, old_entry));
    Some(EntryDiff {
        change: if cells.is_empty() { Change::Moved } else { Change::Changed },
        old_name: (old_name != name).then_some(old_name),
        name,
        url,
        old_line: Some(old.entry(old_entry).line),
        new_line: Some(new.entry(new_entry).line),
        is_moved,
        old_section: None,
        cells,
    })
}

fn cell_diff(column: &str, old: Option<&str>, new: Option<&str>) -> CellDiff {
    let owned = |cell: Option<&str>| cell.filter(|cell| !cell.is_empty()).map(str::to_owned);
    CellDiff { column: column.to_owned(), old: owned(old), new: owned(new) }
}

/// What an entry is called, and where that leads.
fn name_of(side: SideListing<'_, '_>, entry: usize) -> (String, Option<String>) {
    let cell = side.listing.cell(side.entry(entry), side.convention.name_column());
    let cell = cell.filter(|cell| !cell.is_blank());
    let links = cell.map(|cell| side.document.cell_links(cell)).unwrap_or_default();
    let url = name_link(links).map(|link| link.url.to_string()).filter(|url| !url.is_empty());
    let name = cell.map(|cell| squeezed(side.document.cell_text(cell).as_str())).unwrap_or_default();
    if name.is_empty() {
        let cells = side.listing.cells(side.entry(entry)).iter();
        let texts = cells.map(|cell| squeezed(side.document.cell_text(cell).as_str()));
        let first = texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        return (first, url);
    }
    (name, url)
}

/// How many lines outside of listings are new, and how many are gone.
fn prose(old: &Document<'_>, new: &Document<'_>) -> (usize, usize) {
    let (old, new) = (prose_lines(old), prose_lines(new));
    let (mut added, mut removed) = (0, 0);
    for hunk in lines::hunks(&old, &new) {
        added += hunk.after.len();
        removed += hunk.before.len();
    }
    (added, removed)
}

fn prose_lines<'a>(document: &'a Document<'_>) -> Vec<&'a str> {
    let source = document.source();
    let is_prose = |tile: &Tile| matches!(tile.kind, TileKind::Prose | TileKind::FrontMatter);
    let tiles = document.tiles().into_iter().filter(is_prose);
    let lines = tiles.flat_map(|tile| tile.span.of(source).lines().map(str::trim_end));
    lines.filter(|line| !line.is_empty()).collect()
}
