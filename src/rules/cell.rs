//! One cell at a time: its text and links are read once for all rules that want them.

use std::cell::{OnceCell, RefCell};

use foldhash::{HashMap, HashSet};

use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::rule::Rule;
use super::{column_settings, fix_title};
use crate::config::ColumnConfig;
use crate::convention::{ColumnConvention, Spelling};
use crate::document::{Cell, CellText, Link, LinkKind, Listing};
use crate::text::{Edit, Span};
use crate::value::{RepairKind, repairs};

/// A cell, and all that rules on cells want to know of it.
#[derive(Debug)]
pub(crate) struct CellContext<'a> {
    /// The document and its conventions.
    pub(crate) context: &'a Context<'a>,
    /// The listing that the cell is in.
    pub(crate) listing: &'a Listing,
    /// What its column does.
    pub(crate) column: &'a ColumnConvention,
    /// The cell.
    pub(crate) cell: &'a Cell,
    /// The same, by index.
    pub(crate) place: Place,
    links: &'a [Link<'a>],
    text: &'a str,
    read: OnceCell<CellText<'a>>,
    well_spelled: &'a RefCell<HashSet<&'a str>>,
    /// The links whose addresses may need repair.
    doubtful_links: OnceCell<Vec<&'a Link<'a>>>,
}

impl<'a> CellContext<'a> {
    /// The cell's text without markup.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The same with the way back to the source.
    pub(crate) fn read_text(&self) -> &CellText<'a> {
        self.read.get_or_init(|| self.context.document.cell_text(self.cell))
    }

    /// The cell's links.
    pub(crate) fn links(&self) -> &'a [Link<'a>] {
        self.links
    }

    /// The links of the cell that do not show at a glance that nothing is to be repaired in their addresses, as nearly
    /// all do.
    fn doubtful_links(&self) -> &[&'a Link<'a>] {
        if self.links.is_empty() {
            return &[];
        }
        self.doubtful_links
            .get_or_init(|| self.links.iter().filter(|link| may_need_repair(&link.url)).collect())
    }

    /// Whether `stray` finds nothing in the text of the cell, which is in its column's spelling then, as most are; it is
    /// asked once for each text in columns of one spelling.
    pub(super) fn is_well_spelled(&self, stray: impl FnOnce(&str) -> bool) -> bool {
        let text = self.text;
        if self.well_spelled.borrow().contains(text) {
            return true;
        }
        let is_well_spelled = !stray(text);
        if is_well_spelled {
            self.well_spelled.borrow_mut().insert(text);
        }
        is_well_spelled
    }

    /// The cell's source, without padding.
    pub(crate) fn source(&self) -> &'a str {
        self.cell.content.of(self.context.document.source())
    }

    /// The text of a span of the document.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        span.of(self.context.document.source())
    }

    /// A setting of its column, the most specific one first.
    pub(super) fn setting<T>(&self, of: impl FnMut(&'a ColumnConfig) -> Option<T>) -> Option<T> {
        column_settings::find(self.context.config, self.listing, self.column, of)
    }

    /// Reports that `span` should read `replacement`, which can be put right without asking.
    pub(crate) fn report(
        &self,
        rule: &'static Rule,
        span: Span,
        message: String,
        replacement: &str,
        findings: &mut Vec<Finding>,
    ) {
        let title = fix_title::replace(self.slice(span), replacement);
        let fix = Fix::safe(title, vec![Edit::replacement(span, replacement)]);
        findings.push(Finding::new(rule, span, message).at(self.place).with_fix(fix));
    }
}

/// Looks at one cell.
pub(super) type CellCheck = fn(&CellContext<'_>, &mut Vec<Finding>);

/// Runs the checks on cells over all cells: those that `always` run, and those that run where a column has settings.
pub(super) fn run(
    context: &Context<'_>,
    always: &[CellCheck],
    where_set: &[CellCheck],
    findings: &mut Vec<Finding>,
) {
    let all = [always, where_set].concat();
    let columns = context.conventions.listings().iter().flat_map(|listing| &listing.columns);
    let well_spelled: HashMap<Spelling<'_>, RefCell<HashSet<&str>>> =
        columns.map(|column| (column.spelling(), RefCell::default())).collect();
    let listings = context.document.listings().iter().zip(context.conventions.listings()).enumerate();
    for (listing_index, (listing, convention)) in listings {
        let is_set = |column| column_settings::of(context.config, listing, column).next().is_some();
        let checks = |column| if is_set(column) { all.as_slice() } else { always };
        let columns: Vec<_> = convention
            .columns
            .iter()
            .map(|column| (column, checks(column), &well_spelled[&column.spelling()]))
            .collect();
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            let cells = listing.cells(entry).iter().zip(&columns).enumerate();
            for (column_index, (cell, (column, checks, well_spelled))) in
                cells.filter(|(_, (cell, _))| !cell.is_blank())
            {
                let cell = CellContext {
                    context,
                    listing,
                    column,
                    cell,
                    place: Place {
                        listing: listing_index,
                        entry: Some(entry_index),
                        column: Some(column_index),
                    },
                    links: context.contents.links_of(listing_index, listing, entry, column_index),
                    text: context
                        .contents
                        .text_of(listing_index, listing, entry, column_index)
                        .unwrap_or_default(),
                    read: OnceCell::new(),
                    well_spelled,
                    doubtful_links: OnceCell::new(),
                };
                for check in *checks {
                    check(&cell, findings);
                }
            }
        }
    }
}

/// Reports the repairs of one kind in the destinations of a cell's links, but for what the list does throughout.
pub(super) fn report_urls(
    cell: &CellContext<'_>,
    rule: &'static Rule,
    kind: RepairKind,
    message: impl Fn(&str) -> String,
    findings: &mut Vec<Finding>,
) {
    for &link in cell.doubtful_links() {
        let Some(url_span) = link.url_span else { continue };
        let url = cell.slice(url_span);
        if !may_need(kind, url) || !stands_alone(cell, link) {
            continue;
        }
        for repair in repairs(url).into_iter().filter(|repair| repair.kind == kind) {
            let context = cell.context;
            // A bare address ends before punctuation: what is left must end it where it ends now.
            let ends_anew = link.kind == LinkKind::Bare
                && repair.edit.span.end == url.len()
                && !url[..repair.edit.span.start].ends_with(|c: char| c.is_alphanumeric() || c == '/');
            if ends_anew || context.keeps_url(url, &repair) {
                continue;
            }
            let found = repair.edit.span.of(url);
            let span = repair.edit.span.shifted(url_span.start);
            cell.report(rule, span, message(found), &repair.edit.replacement, findings);
        }
    }
}

/// Whether a link's address can change without touching other text: one that is its own text must have white space, or
/// the cell's ends, around it, or more or less might become part of it.
fn stands_alone(cell: &CellContext<'_>, link: &Link<'_>) -> bool {
    if !matches!(link.kind, LinkKind::Bare | LinkKind::Autolink) {
        return true;
    }
    let content = cell.cell.content;
    let before = cell.slice(Span::new(content.start, link.span.start)).chars().next_back();
    let after = cell.slice(Span::new(link.span.end, content.end)).chars().next();
    [before, after].into_iter().flatten().all(char::is_whitespace)
}

/// Whether `url` does not show at a glance that it has nothing to repair.
fn may_need_repair(url: &str) -> bool {
    url.ends_with('/')
        || !url.starts_with("https")
        || url.as_bytes().last_chunk().is_some_and(|end: &[u8; 4]| end.eq_ignore_ascii_case(b".git"))
        || memchr::memchr2(b'?', b'#', url.as_bytes()).is_some()
}

/// Whether `url` does not show at a glance that it has nothing of `kind` to repair.
fn may_need(kind: RepairKind, url: &str) -> bool {
    match kind {
        RepairKind::Insecure => url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:")),
        RepairKind::Tracking => memchr::memchr(b'?', url.as_bytes()).is_some(),
        RepairKind::Redundant => {
            let url = url.as_bytes();
            let path = &url[..memchr::memchr2(b'?', b'#', url).unwrap_or(url.len())];
            path.ends_with(b"/")
                || path.last_chunk().is_some_and(|end: &[u8; 4]| end.eq_ignore_ascii_case(b".git"))
        }
    }
}
