//! What each column of a listing holds, and how it spells that.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::kind::{self, HeaderWords};
use super::reading::{ColumnCells, Values};
use super::spelling::{DateConvention, Dates, Separators, Sizes};
use crate::config::{ColumnKind, Config};
use crate::document::{Document, Field, Link, LinkKind, Listing};
use crate::text::Span;
use crate::value::{QuantityContext, QuantitySpelling};

/// What one column holds, and how it spells that.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ColumnConvention {
    /// What the column is called in records: its header's words joined by `_`, unique in its listing.
    pub key: String,
    /// The header's text without markup.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// How dates are spelled, in a date column that shows it.
    pub date: Option<DateConvention>,
    /// Whether dates of the column can be read in two ways and nothing settles which.
    pub ambiguous_dates: bool,
    /// How amounts are spelled, where the column shows it clearly.
    pub size: Option<QuantitySpelling>,
    /// What bare numbers of the column count.
    pub quantities: Option<QuantityContext>,
    /// What stands between two links of one cell, in a column of links that shows it clearly.
    pub link_separator: Option<String>,
}

/// What was counted in one column.
#[derive(Clone, Debug, Default)]
struct ColumnCounts {
    dates: Dates,
    sizes: Sizes,
    separators: Separators,
}

/// Learns the columns of all listings, and reads their cells; columns of one name and kind bear witness for each other.
pub(super) fn learn(document: &Document<'_>, config: &Config) -> (Vec<Vec<ColumnConvention>>, Values) {
    let mut listings: Vec<Vec<ColumnConvention>> = Vec::new();
    let mut counts: Vec<Option<Box<ColumnCounts>>> = Vec::new();
    // Those of columns that hold more than text, by listing and column: most of the columns of a list with many listings
    // hold text.
    let mut cells: Vec<(usize, usize, ColumnCells<'_, '_>)> = Vec::new();
    for (index, listing) in document.listings().iter().enumerate() {
        let indices = 0..listing.column_count();
        let mut own: Vec<_> = indices.map(|index| ColumnCells::new(document, listing, index)).collect();
        let columns = name_columns(document, listing, &mut own, config);
        for (place, (column, mut own)) in columns.iter().zip(own).enumerate() {
            counts.push(count(document, column, &mut own));
            if !column.holds_text() {
                cells.push((index, place, own));
            }
        }
        listings.push(columns);
    }
    let (pooled, places) = pool(document, &listings, &counts);
    let none = ColumnCounts::default();
    let mut counted = counts.iter().map(|own| own.as_deref().unwrap_or(&none)).zip(places);
    for (listing, columns) in document.listings().iter().zip(&mut listings) {
        for (column, (own, place)) in columns.iter_mut().zip(&mut counted) {
            settle(column, own, &pooled[place], &listing.id, config);
        }
    }
    let mut values = Values::default();
    for (listing, column, cells) in cells {
        cells.read(&listings[listing][column], &mut values);
    }
    (listings, values)
}

/// What all columns of one key and kind show together, those in HTML apart, and for each column, one after the other, where
/// that is.
fn pool(
    document: &Document<'_>,
    listings: &[Vec<ColumnConvention>],
    counts: &[Option<Box<ColumnCounts>>],
) -> (Vec<ColumnCounts>, Vec<usize>) {
    let columns = listings.iter().map(Vec::len).sum();
    let mut known: HashMap<(&str, ColumnKind, bool), usize> = HashMap::with_capacity(columns);
    let mut pooled: Vec<ColumnCounts> = Vec::new();
    let mut places = Vec::with_capacity(columns);
    let are_html = document.listings().iter().map(Listing::is_html);
    let all = listings
        .iter()
        .zip(are_html)
        .flat_map(|(columns, is_html)| columns.iter().map(move |column| (column, is_html)));
    for ((column, is_html), own) in all.zip(counts) {
        let place = *known.entry((&column.key, column.kind, is_html)).or_insert(pooled.len());
        if place == pooled.len() {
            pooled.push(ColumnCounts::default());
        }
        if let Some(own) = own {
            let all = &mut pooled[place];
            all.dates.merge(&own.dates);
            all.sizes.merge(&own.sizes);
            all.separators.merge(&own.separators);
        }
        places.push(place);
    }
    (pooled, places)
}

/// Takes from the counts what they show clearly: the column's own first, then that of all its namesakes.
fn settle(column: &mut ColumnConvention, own: &ColumnCounts, all: &ColumnCounts, id: &str, config: &Config) {
    let ColumnConvention { key, name, kind, date, ambiguous_dates, size, link_separator, .. } = column;
    let names = [name.as_str(), key.as_str()];
    if *kind == ColumnKind::Date {
        let set = config.column(id, names, |column| column.date.clone()).or_else(|| config.date.clone());
        let learned = own.dates.convention();
        let learned = match learned {
            Some(own) if own.settled => Some(own),
            // What other columns show is taken where this one's cells can be read so.
            own_choice => all.dates.convention().filter(|all| own.dates.may_be(&all.format)).or(own_choice),
        };
        *ambiguous_dates = set.is_none() && learned.is_none() && own.dates.is_doubtful();
        *date = match set {
            Some(format) => Some(DateConvention { format, settled: true }),
            None => learned,
        };
    }
    if matches!(kind, ColumnKind::Size | ColumnKind::Context | ColumnKind::Tokens) {
        let set = config.column(id, names, |column| column.size).or(config.size);
        *size = set.or_else(|| own.sizes.convention()).or_else(|| all.sizes.convention());
    }
    if *kind == ColumnKind::Links {
        let set = config.column(id, names, |column| column.link_separator.clone());
        let set = set.or_else(|| config.link_separator.clone());
        *link_separator = set.or_else(|| all.separators.convention());
    }
}

/// The columns with their names, keys and kinds.
fn name_columns(
    document: &Document<'_>,
    listing: &Listing,
    columns: &mut [ColumnCells<'_, '_>],
    config: &Config,
) -> Vec<ColumnConvention> {
    let (names, keys, kinds) = if listing.is_table() {
        let cells = listing.header.cells.iter();
        let names: Vec<String> = cells.map(|cell| document.cell_text(cell).as_str().to_owned()).collect();
        let kinds = kinds(&names, columns);
        let keys = keys(&names);
        (names, keys, kinds)
    } else {
        let names = Field::ALL.map(|field| field.key().to_owned()).to_vec();
        (names.clone(), names, Field::ALL.map(kind_of_field).to_vec())
    };
    let columns = names.into_iter().zip(keys).zip(kinds).map(|((name, key), learned)| {
        let set = config.column(&listing.id, [&name, &key], |column| column.kind);
        let kind = set.unwrap_or(learned);
        ColumnConvention {
            quantities: kind::quantity_context(kind, &name),
            key,
            name,
            kind,
            date: None,
            ambiguous_dates: false,
            size: None,
            link_separator: None,
        }
    });
    columns.collect()
}

/// Bullets have no header to ask; what each part of an entry holds is known.
fn kind_of_field(field: Field) -> ColumnKind {
    match field {
        Field::Name => ColumnKind::Name,
        Field::Date => ColumnKind::Date,
        Field::Links => ColumnKind::Links,
        Field::Stars => ColumnKind::Number,
        _ => ColumnKind::Text,
    }
}

/// A key for each header: its words joined by `_`, `column_N` where that is empty, `_2`, `_3` where it is taken.
fn keys(names: &[String]) -> Vec<String> {
    let own: Vec<String> = names.iter().enumerate().map(|(index, name)| key(name, index)).collect();
    // The number that each key was given last, so that none is tried twice for columns of one name.
    let mut used: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(own.len());
    let mut numbered: Vec<(usize, String)> = Vec::new();
    for (index, key) in own.iter().enumerate() {
        let Some(&last) = used.get(key.as_str()) else {
            used.insert(Cow::Borrowed(key), 1);
            continue;
        };
        let mut number = last + 1;
        let mut free = format!("{key}_{number}");
        while used.contains_key(free.as_str()) {
            number += 1;
            free = format!("{key}_{number}");
        }
        used.insert(Cow::Borrowed(key), number);
        used.insert(Cow::Owned(free.clone()), 1);
        numbered.push((index, free));
    }
    drop(used);
    let mut keys = own;
    for (index, key) in numbered {
        keys[index] = key;
    }
    keys
}

/// The words of a header in lower case, joined by `_`; the number of the column where there is none.
fn key(name: &str, index: usize) -> String {
    let lower = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) };
    let mut key = String::with_capacity(name.len());
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push('_');
        }
        key.push_str(word);
    }
    key.make_ascii_lowercase();
    if key.is_empty() { format!("column_{}", index + 1) } else { key }
}

/// The kind of each column; exactly one is the name.
fn kinds(names: &[String], columns: &mut [ColumnCells<'_, '_>]) -> Vec<ColumnKind> {
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    let mut kinds: Vec<Option<ColumnKind>> = Vec::with_capacity(names.len());
    for (index, (name, cells)) in names.iter().zip(columns.iter_mut()).enumerate() {
        let header = HeaderWords::new(name);
        let kind = kind::kind(&header, cells);
        if matches!(kind, None | Some(ColumnKind::Links)) {
            ranked.push((header.name_rank, index));
        }
        kinds.push(kind);
    }
    ranked.sort_unstable();
    let tells_apart = |&&(_, index): &&(usize, usize)| tells_entries_apart(&columns[index]);
    let name = ranked.iter().find(tells_apart).or(ranked.first()).map_or(0, |(_, index)| *index);
    if let Some(kind) = kinds.get_mut(name) {
        *kind = Some(ColumnKind::Name);
    }
    kinds.into_iter().map(|kind| kind.unwrap_or(ColumnKind::Text)).collect()
}

/// Whether more than half of a column's texts are its own: a column of `GitHub` and `GitHub` names nothing.
fn tells_entries_apart(cells: &ColumnCells<'_, '_>) -> bool {
    let filled: Vec<&str> = cells.texts().filter(|text| !text.is_empty()).collect();
    let distinct: HashSet<&str> = filled.iter().copied().collect();
    2 * distinct.len() > filled.len()
}

/// Whether a cell holds links and nothing but separators between them.
pub(crate) fn is_only_links(links: &[Link<'_>], text: &str) -> bool {
    match links {
        [] => false,
        // One link is all there is.
        [link] if link.text == text => true,
        _ => letters(text) <= links.iter().map(|link| letters(&link.text)).sum(),
    }
}

/// How many letters and digits a text has.
fn letters(text: &str) -> usize {
    if text.is_ascii() {
        text.bytes().filter(u8::is_ascii_alphanumeric).count()
    } else {
        text.chars().filter(|c| c.is_alphanumeric()).count()
    }
}

/// What one column shows; nothing where it has nothing to show.
fn count(
    document: &Document<'_>,
    column: &ColumnConvention,
    cells: &mut ColumnCells<'_, '_>,
) -> Option<Box<ColumnCounts>> {
    let mut counts = ColumnCounts::default();
    match (column.kind, column.amounts_context()) {
        (ColumnKind::Date, _) => cells.dates().iter().for_each(|dates| counts.dates.add(dates)),
        (_, Some(context)) => {
            let texts: Vec<&str> = cells.texts().collect();
            for (text, amounts) in texts.into_iter().zip(cells.amounts(context)) {
                counts.sizes.add(text, amounts);
            }
        }
        (ColumnKind::Links, _) => {
            let source = document.source();
            for links in cells.iter().map(|cell| document.cell_links(cell)) {
                for separator in separators(source, links) {
                    let separator = separator.of(source);
                    // Brackets around each link are not a separator.
                    if !separator.contains(['[', ']']) {
                        counts.separators.add(separator);
                    }
                }
            }
        }
        _ => return None,
    }
    Some(Box::new(counts))
}

/// The text between each two neighbours of `links`, those of a cell in `source`, where it shows and holds no letter or
/// digit; an image after a link is decoration and needs no separator.
pub fn separators<'a>(source: &'a str, links: &'a [Link<'_>]) -> impl Iterator<Item = Span> + 'a {
    let pairs = links.windows(2).filter(|pair| pair.iter().all(|link| link.kind != LinkKind::Image));
    let between = pairs.map(|pair| Span::new(pair[0].span.end, pair[1].span.start));
    let separates = |text: &str| !text.is_empty() && !text.contains(char::is_alphanumeric);
    between.filter(move |span| separates(span.of(source)))
}
