//! One cell at a time: its text and links are read once for all rules that want them.

use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::rule::Rule;
use super::{column_settings, fix_title};
use crate::config::ColumnConfig;
use crate::convention::{CellValue, ColumnConvention};
use crate::document::{Cell, CellText, Link, LinkKind, Listing};
use crate::text::{Edit, Span};
use crate::value::{RepairKind, UrlRepair, repairs};

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
    /// What can be repaired in the addresses of its links: three rules ask for that.
    repairs: OnceCell<Vec<(&'a Link<'a>, UrlRepair)>>,
}

impl<'a> CellContext<'a> {
    /// The cell's text without markup.
    pub(crate) fn text(&self) -> &'a str {
        self.read_text().as_str()
    }

    /// The same with the way back to the source.
    pub(crate) fn read_text(&self) -> &'a CellText<'a> {
        self.context.document.cell_text(self.cell)
    }

    /// What the cell says, in the convention of its column.
    pub(crate) fn value(&self) -> &'a CellValue {
        self.context.conventions.value(self.cell)
    }

    /// The cell's links.
    pub(crate) fn links(&self) -> &'a [Link<'a>] {
        self.context.document.cell_links(self.cell)
    }

    fn repairs(&self) -> &[(&'a Link<'a>, UrlRepair)] {
        self.repairs.get_or_init(|| {
            let source = self.context.document.source();
            let urls = self.links().iter().filter_map(|link| Some((link, link.address(source)?.of(source))));
            urls.flat_map(|(link, url)| repairs(url).into_iter().map(move |repair| (link, repair))).collect()
        })
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
    let listings = context.conventions.with_listings(context.document).enumerate();
    for (listing_index, (listing, convention)) in listings {
        let is_set = |column| column_settings::of(context.config, listing, column).next().is_some();
        let checks = |column| if is_set(column) { all.as_slice() } else { always };
        let columns: Vec<_> = convention.columns.iter().map(|column| (column, checks(column))).collect();
        for (entry_index, entry) in listing.entries().iter().enumerate() {
            let cells = listing.cells(entry).iter().zip(&columns).enumerate();
            for (column_index, (cell, (column, checks))) in cells.filter(|(_, (cell, _))| !cell.is_blank()) {
                let place =
                    Place { listing: listing_index, entry: Some(entry_index), column: Some(column_index) };
                let repairs = OnceCell::new();
                let cell = CellContext { context, listing, column, cell, place, repairs };
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
    for (link, repair) in cell.repairs().iter().filter(|(_, repair)| repair.kind == kind) {
        let address = link.address(cell.context.document.source());
        let Some(url_span) = address.filter(|_| stands_alone(cell, link)) else { continue };
        let url = cell.slice(url_span);
        // A bare address ends before punctuation: what is left must end it where it ends now.
        let ends_anew = link.kind == LinkKind::Bare
            && repair.edit.span.end == url.len()
            && !url[..repair.edit.span.start].ends_with(|c: char| c.is_alphanumeric() || c == '/');
        if ends_anew || cell.context.keeps_url(url, repair) {
            continue;
        }
        let found = repair.edit.span.of(url);
        let span = repair.edit.span.shifted(url_span.start);
        cell.report(rule, span, message(found), &repair.edit.replacement, findings);
    }
}

/// Reports the same in the links outside of listings, and in definitions, where a fix is made on request alone.
pub(super) fn report_prose_urls(
    context: &Context<'_>,
    rule: &'static Rule,
    kind: RepairKind,
    message: impl Fn(&str) -> String,
    findings: &mut Vec<Finding>,
) {
    let source = context.document.source();
    // Who pays for a banner wants to know what comes of it.
    let is_banner = |link: &&Link<'_>| {
        kind == RepairKind::Tracking && link.kind == LinkKind::Html && link.text.trim().is_empty()
    };
    let written = context.document.prose_links().iter().filter(|link| !is_banner(link));
    let mut addresses: Vec<Span> = written.filter_map(|link| link.address(source)).collect();
    // A definition is one place, however many links name it, in listings and outside.
    let named = context.document.links().filter_map(|(link, _)| link.defined_address(source));
    addresses.extend(named);
    addresses.sort_unstable();
    addresses.dedup();
    let written_so = addresses.iter().map(|span| span.of(source));
    let usual = if kind == RepairKind::Insecure { insecure_hosts(written_so) } else { HashSet::default() };
    for url_span in addresses {
        let url = url_span.of(source);
        if host(url).is_some_and(|host| usual.contains(host)) {
            continue;
        }
        for repair in repairs(url).into_iter().filter(|repair| repair.kind == kind) {
            if context.keeps_url(url, &repair) {
                continue;
            }
            let found = repair.edit.span.of(url);
            let span = repair.edit.span.shifted(url_span.start);
            let title = fix_title::replace(found, &repair.edit.replacement);
            let fix = Fix::only_on_request(title, vec![Edit::replacement(span, repair.edit.replacement)]);
            findings.push(Finding::new(rule, span, message(found)).with_fix(fix));
        }
    }
}

/// The host of an address of the web.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    rest.split(['/', '?', '#']).next()
}

/// The hosts that the text outside of listings leads to by `http` nearly throughout, and often: that is a habit.
fn insecure_hosts<'a>(urls: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    const FEWEST: usize = 20;
    const OTHERS_ONE_IN: usize = 20;
    let mut counts: HashMap<&str, [usize; 2]> = HashMap::new();
    for url in urls {
        if let Some(host) = host(url) {
            counts.entry(host).or_default()[usize::from(url.starts_with("https://"))] += 1;
        }
    }
    let is_usual = |[insecure, secure]: [usize; 2]| insecure >= FEWEST && OTHERS_ONE_IN * secure <= insecure;
    counts.into_iter().filter(|(_, counts)| is_usual(*counts)).map(|(host, _)| host).collect()
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
