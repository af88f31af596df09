//! A tidy table, one row of it spoilt as a hurried contributor would, and `fmt`: the row must come back, and nothing else
//! in the file may change. Runs over the folder of real lists in `RELIST_CORPUS`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use relist::config::{ColumnKind, Config};
use relist::convention::{Conventions, LayoutStyle, ListingConvention, TableLayout};
use relist::document::{Document, Entry, LinkKind, Listing};
use relist::format::format;
use relist::rules::Applicability;
use relist::text::{Edit, Span, apply};

/// The least share of spoilt rows that must come back, in each class.
const RESTORED: f64 = 0.97;
/// The least share of those that were put at the end: a row stays where any of the orders in question has it.
const PUT_BACK: f64 = 0.955;

/// A row that may be spoilt, and all that is known of it.
struct Row<'a> {
    document: &'a Document<'a>,
    listing: &'a Listing,
    convention: &'a ListingConvention,
    index: usize,
    entry: &'a Entry,
}

impl Row<'_> {
    fn layout(&self) -> &TableLayout {
        self.convention.new_rows(self.document.source(), self.listing)
    }
}

/// What a hurried contributor does to a row; `None` where it cannot be done to this one.
type Spoil = fn(&Row<'_>) -> Option<Vec<Edit>>;

const CLASSES: [(&str, Spoil); 11] = [
    ("padding collapsed", collapse_padding),
    ("outer pipes dropped", drop_outer_pipes),
    ("row put at the end", put_at_end),
    ("date spelled otherwise", respell_date),
    ("size in lower case", lower_size),
    ("size with a space", space_size),
    ("http", |row| edit_url(row, |url| url.strip_prefix("https").map(|rest| format!("http{rest}")))),
    ("trailing slash", |row| edit_url(row, |url| repository(url).then(|| format!("{url}/")))),
    (".git", |row| edit_url(row, |url| repository(url).then(|| format!("{url}.git")))),
    ("utm parameters", |row| {
        edit_url(row, |url| {
            (!url.contains(['?', '#'])).then(|| format!("{url}?utm_source=newsletter&utm_medium=mail"))
        })
    }),
    ("separator between links", change_separator),
];

#[test]
fn a_row_spoilt_in_a_hurry_comes_back() {
    let Some(folder) = std::env::var_os("RELIST_CORPUS") else {
        println!("RELIST_CORPUS is not set: no lists to spoil");
        return;
    };
    let of_file = |path: PathBuf| {
        let source = std::fs::read_to_string(&path).expect("the corpus is UTF-8");
        spoil_file(&path, &source)
    };
    let counts = markdown_files(Path::new(&folder)).into_par_iter().map(of_file).reduce(
        Counts::new,
        |mut all, own| {
            for (class, (restored, tried)) in own {
                let count = all.entry(class).or_default();
                *count = (count.0 + restored, count.1 + tried);
            }
            all
        },
    );
    assert!(!counts.is_empty(), "no lists in {}", folder.display());
    for (class, (restored, tried)) in &counts {
        println!("{class:24} {restored:5} of {tried:5} rows restored");
    }
    for (class, (restored, tried)) in counts {
        // One row is more than the share of a class that few tables lend themselves to.
        let least = if class == "row put at the end" { PUT_BACK } else { RESTORED };
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let tolerable = (tried as f64 * (1.0 - least)).max(1.0);
        #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
        let lost = (tried - restored) as f64;
        assert!(lost <= tolerable, "{class}: {restored} of {tried}");
    }
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("RELIST_CORPUS is a folder") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files.extend(markdown_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// How many rows came back and how many were spoilt, by class.
type Counts = BTreeMap<&'static str, (usize, usize)>;

/// Spoils one row of every tidy table, in every way that it lends itself to.
fn spoil_file(path: &Path, source: &str) -> Counts {
    let mut counts = Counts::new();
    let config = Config::default();
    let formatted = format(source, &config, Applicability::Safe).expect("it can be formatted");
    let tidy = formatted.output.unwrap_or_else(|| source.to_owned());
    let document = Document::parse(&tidy);
    let conventions = Conventions::learn(&document, &config);
    for (listing, convention) in document.listings().iter().zip(conventions.listings()) {
        if !listing.is_table() || listing.entries().len() < 6 {
            continue;
        }
        for (number, (class, spoil)) in CLASSES.into_iter().enumerate() {
            let rows =
                (0..listing.entries().len()).map(|index| (index * 7 + number * 3) % listing.entries().len());
            let edits = rows.clone().find_map(|index| {
                let row =
                    Row { document: &document, listing, convention, index, entry: &listing.entries()[index] };
                is_tidy(&row).then(|| spoil(&row)).flatten()
            });
            let Some(edits) = edits else { continue };
            let spoilt = apply(&tidy, &edits).expect("edits in order");
            let restored = format(&spoilt, &config, Applicability::Safe).expect("it can be formatted").output;
            let count = counts.entry(class).or_default();
            count.1 += 1;
            if restored.as_deref().unwrap_or(&spoilt) == tidy {
                count.0 += 1;
            } else if std::env::var_os("RELIST_SHOW").is_some() {
                println!(
                    "{class}: {}:{} ({:?})",
                    path.display(),
                    listing.id,
                    convention.new_rows(&tidy, listing).style
                );
            }
        }
    }
    counts
}

/// A row that stands as its table's layout has it, ends in a line end, and has all its cells.
fn is_tidy(row: &Row<'_>) -> bool {
    let cells = row.listing.cells(row.entry);
    let layout = row.layout();
    let source = row.document.source();
    row.entry.content.of(source).ends_with('|')
        && cells.len() == row.listing.column_count()
        && row.listing.excess_cells(row.entry).is_empty()
        && !row.entry.line_end().is_empty()
        && row.entry.leading_pipe
        && row.entry.trailing_pipe
        && cells.iter().enumerate().all(|(column, cell)| {
            let written = layout.write_cell(column, cell.content.of(source));
            cell.span.of(source) == written || layout.style == LayoutStyle::Ragged
        })
}

fn collapse_padding(row: &Row<'_>) -> Option<Vec<Edit>> {
    // The usual widths of a padded table may hang on a single row.
    if matches!(row.layout().style, LayoutStyle::Ragged | LayoutStyle::Padded) {
        return None;
    }
    let cells = row.listing.cells(row.entry).iter().filter(|cell| !cell.is_blank());
    let edits: Vec<Edit> = cells
        .flat_map(|cell| {
            let before = Span::new(cell.span.start, cell.content.start);
            [Edit::deletion(before), Edit::deletion(Span::new(cell.content.end, cell.span.end))]
        })
        .filter(|edit| !edit.span.is_empty())
        .collect();
    (!edits.is_empty()).then_some(edits)
}

fn drop_outer_pipes(row: &Row<'_>) -> Option<Vec<Edit>> {
    let layout = row.layout();
    let cells = row.listing.cells(row.entry);
    let (first, last) = (cells.first()?, cells.last()?);
    let source = row.document.source();
    // Without its pipes a row may start another block, and a blank cell at its end is none.
    let may_open = first.content.of(source).starts_with(|c: char| c.is_alphabetic() || c == '[');
    let fenced = layout.fence_is_clear && layout.fence.leading && layout.fence.trailing;
    let kept = matches!(layout.style, LayoutStyle::Ragged | LayoutStyle::Padded);
    if kept || !fenced || !may_open || last.is_blank() || cells.len() < 2 {
        return None;
    }
    let start = Edit::deletion(Span::new(row.entry.content.start, first.content.start));
    Some(vec![start, Edit::deletion(Span::new(last.content.end, row.entry.content.end))])
}

fn put_at_end(row: &Row<'_>) -> Option<Vec<Edit>> {
    let key = row.convention.order.first()?;
    let text = |entry: &Entry| {
        let cell = row.listing.cell(entry, key.column)?;
        Some(row.document.cell_text(cell).as_str().to_lowercase())
    };
    let next = row.listing.entries().get(row.index + 1)?;
    let last = row.listing.entries().last()?;
    // A stable sort puts the row behind its equals, and what is pinned to the top stays there.
    if row.index < 2 || text(next) == text(row.entry) || last.line_end().is_empty() {
        return None;
    }
    let column = &row.convention.columns[key.column];
    let value = |entry: &Entry| column.read(&text(entry).unwrap_or_default());
    if column.kind != ColumnKind::Name && value(next) == value(row.entry) && column.kind != ColumnKind::Text {
        return None;
    }
    let line = row.entry.block.of(row.document.source());
    Some(vec![Edit::deletion(row.entry.block), Edit::insertion(row.listing.span.end, line)])
}

fn respell_date(row: &Row<'_>) -> Option<Vec<Edit>> {
    let (column, convention) = column_of(row, ColumnKind::Date)?;
    let dates = convention.date.as_ref().filter(|dates| dates.settled)?;
    let cell = row.listing.cell(row.entry, column)?;
    let text = row.document.cell_text(cell);
    let date = dates.format.parse(text.as_str())?;
    let others = ["YYYY-MM", "YYYY-MM-DD", "Mon YYYY", "Month D, YYYY", "YYYY/MM", "YYYY.MM.DD"];
    let other = others
        .iter()
        .filter_map(|label| label.parse().ok())
        .find(|format| *format != dates.format && spells(format, date))?;
    let span = text.source_span(text.trimmed_range())?;
    Some(vec![Edit::replacement(span, other.spell(date)?)])
}

fn spells(format: &relist::value::DateFormat, date: relist::value::Date) -> bool {
    format.spell(date).is_some()
}

fn lower_size(row: &Row<'_>) -> Option<Vec<Edit>> {
    edit_size(row, str::to_lowercase)
}

fn space_size(row: &Row<'_>) -> Option<Vec<Edit>> {
    edit_size(row, |text| {
        let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        format!("{} {}", text[..unit].trim_end(), &text[unit..])
    })
}

fn edit_size(row: &Row<'_>, change: impl Fn(&str) -> String) -> Option<Vec<Edit>> {
    let (column, convention) = column_of(row, ColumnKind::Size)?;
    convention.size?;
    let context = convention.quantities.as_ref()?;
    let text = row.document.cell_text(row.listing.cell(row.entry, column)?);
    let items = relist::value::parse_quantities(text.untrimmed(), context).items;
    let item = items.first()?;
    let written = item.span.of(text.untrimmed());
    let plain = written.len() > 1
        && written.ends_with(|c: char| c.is_ascii_uppercase())
        && written[..written.len() - 1].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let span = text.source_span(item.span.into())?;
    plain.then(|| vec![Edit::replacement(span, change(written))])
}

fn column_of<'a>(
    row: &'a Row<'_>,
    kind: ColumnKind,
) -> Option<(usize, &'a relist::convention::ColumnConvention)> {
    row.convention.columns.iter().enumerate().find(|(_, column)| column.kind == kind)
}

/// A repository's front page on GitHub, written as plainly as can be.
fn repository(url: &str) -> bool {
    let path = url.strip_prefix("https://github.com/").unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() == 2
        && parts.iter().all(|part| !part.is_empty() && !part.contains(['?', '#']))
        && path.strip_suffix(".git").is_none()
}

fn edit_url(row: &Row<'_>, change: impl Fn(&str) -> Option<String>) -> Option<Vec<Edit>> {
    let source = row.document.source();
    let cells = row.listing.cells(row.entry).iter();
    let mut links = cells.flat_map(|cell| row.document.cell_links(cell));
    let (span, url) = links.find_map(|link| {
        let span = link.url_span.filter(|_| link.kind == LinkKind::Inline)?;
        let url = span.of(source);
        let known = url.starts_with("https://github.com/") || url.starts_with("https://arxiv.org/");
        Some((span, known.then(|| change(url)).flatten()?))
    })?;
    Some(vec![Edit::replacement(span, url)])
}

fn change_separator(row: &Row<'_>) -> Option<Vec<Edit>> {
    let column = row.convention.columns.iter().position(|column| column.link_separator.is_some())?;
    let separator = row.convention.columns[column].link_separator.as_deref()?;
    let cell = row.listing.cell(row.entry, column)?;
    let links = row.document.cell_links(cell);
    let mut spans = relist::convention::separators(row.document.source(), links);
    let span = spans.find(|span| span.of(row.document.source()) == separator)?;
    Some(vec![Edit::replacement(span, if separator == "/" { ", " } else { "/" })])
}
