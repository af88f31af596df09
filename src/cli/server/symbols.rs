//! The outline of a document: its sections, and the entries in them.

use lsp_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};

use super::capabilities::Client;
use super::folding::extents;
use super::open_document::OpenDocument;
use super::text::PositionFinder;
use crate::document::{Document, Listing};
use crate::rules::shown_name;
use crate::text::Span;

/// A part of the outline, and how deep it lies.
struct OutlinePart {
    depth: usize,
    name: String,
    kind: SymbolKind,
    /// All of it, and what is shown when it is picked.
    span: Span,
    chosen: Span,
}

/// What an editor shows for a part without a name: an empty one is not allowed.
const UNNAMED: &str = "…";

pub(super) fn of(document: &OpenDocument, client: Client) -> DocumentSymbolResponse {
    let source = document.text.source();
    let parts = parts(&Document::parse(source));
    let mut places = document.text.places();
    if client.nests_symbols {
        return DocumentSymbolResponse::Nested(nested(parts, &mut places));
    }
    let flat = parts.into_iter().map(|part| {
        #[allow(deprecated, reason = "the field has to be there")]
        SymbolInformation {
            name: part.name,
            kind: part.kind,
            tags: None,
            deprecated: None,
            location: Location::new(document.uri.clone(), places.range(part.span)),
            container_name: None,
        }
    });
    DocumentSymbolResponse::Flat(flat.collect())
}

/// Sections and entries, in the order of the text.
fn parts(document: &Document<'_>) -> Vec<OutlinePart> {
    let sections = document.sections();
    let extents = extents(sections, document.source().len());
    let mut depths: Vec<usize> = Vec::with_capacity(sections.len());
    for section in sections {
        depths.push(section.parent.map_or(0, |parent| depths.get(parent).map_or(0, |depth| depth + 1)));
    }
    let named = |name: &str| if name.trim().is_empty() { UNNAMED.to_owned() } else { name.to_owned() };
    let headings = sections.iter().zip(extents).zip(&depths).map(|((section, span), &depth)| OutlinePart {
        depth,
        name: named(&section.title),
        kind: SymbolKind::NAMESPACE,
        span,
        chosen: section.span,
    });
    let entries = document.listings().iter().flat_map(|listing| {
        let depth = listing.section.and_then(|section| depths.get(section)).map_or(0, |depth| depth + 1);
        let name = |entry| name_of(document, listing, entry);
        listing.entries().iter().map(move |entry| OutlinePart {
            depth: depth + entry.level,
            name: name(entry),
            kind: SymbolKind::OBJECT,
            span: entry.content,
            chosen: entry.content,
        })
    });
    let mut parts: Vec<OutlinePart> = headings.chain(entries).collect();
    parts.sort_by_key(|part| (part.span.start, part.depth));
    parts
}

fn name_of(document: &Document<'_>, listing: &Listing, entry: &crate::document::Entry) -> String {
    let cells = listing.cells(entry).iter();
    let names = cells.map(|cell| shown_name(document, cell));
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| UNNAMED.to_owned())
}

/// The parts as a tree: each holds those behind it that lie deeper, down to a few levels, which is all that anybody sees.
fn nested(parts: Vec<OutlinePart>, places: &mut PositionFinder<'_>) -> Vec<DocumentSymbol> {
    let mut open: Vec<(usize, DocumentSymbol)> = Vec::new();
    let mut done = Vec::new();
    for part in parts {
        while let Some((_, closed)) = open.pop_if(|(depth, _)| *depth >= part.depth.min(DEEPEST)) {
            close(closed, &mut open, &mut done);
        }
        #[allow(deprecated, reason = "the field has to be there")]
        let symbol = DocumentSymbol {
            name: part.name,
            detail: None,
            kind: part.kind,
            tags: None,
            deprecated: None,
            range: places.range(part.span),
            selection_range: places.range(part.chosen),
            children: None,
        };
        open.push((part.depth.min(DEEPEST), symbol));
    }
    while let Some((_, closed)) = open.pop() {
        close(closed, &mut open, &mut done);
    }
    done
}

/// The deepest level that is told apart; a tree is written by functions that call themselves.
const DEEPEST: usize = 12;

fn close(symbol: DocumentSymbol, open: &mut [(usize, DocumentSymbol)], done: &mut Vec<DocumentSymbol>) {
    match open.last_mut() {
        Some((_, parent)) => parent.children.get_or_insert_default().push(symbol),
        None => done.push(symbol),
    }
}
