//! The comment that silences a rule in one place: `<!-- relist: ignore RULE -->`.
//!
//! Where it has to stand depends on the text: inside of a row, behind the text of an item, above a table as a whole. Each
//! place is tried, and the first is taken where the finding goes, no other comes, and the list reads as before.

use super::open_document::OpenDocument;
use crate::cli::args::ConfigChoice;
use crate::config::Config;
use crate::document::{Document, Listing};
use crate::format::Task;
use crate::report::Reported;
use crate::text::{Edit, apply};

/// The edit that writes the comment; nothing where no place will do.
pub(super) fn edit(document: &OpenDocument, finding: &Reported, choice: &ConfigChoice) -> Option<Edit> {
    let config = document.config(choice).ok()??;
    let source = document.text.source();
    let parsed = Document::parse(source);
    let is_good = |edit: &Edit| {
        let silenced = apply(source, std::slice::from_ref(edit)).ok();
        silenced.is_some_and(|text| is_silent(document, &parsed, &text, &config))
    };
    candidates(document, &parsed, finding).into_iter().find(is_good)
}

/// The places where the comment may stand, the narrowest first.
fn candidates(document: &OpenDocument, parsed: &Document<'_>, finding: &Reported) -> Vec<Edit> {
    let (text, source) = (&document.text, document.text.source());
    let comment = format!("<!-- relist: ignore {} -->", finding.rule.name);
    let at = finding.range.span.start;
    let line = text.line(text.line_of(at));
    let written = line.of(source).trim_end_matches(['\n', '\r']);
    let line_end = line.of(source).get(written.len()..).filter(|end| !end.is_empty()).unwrap_or("\n");
    let above = |start: usize| Edit::insertion(start, format!("{comment}{line_end}"));
    let listing = parsed.listings().iter().find(|listing| listing.span.start <= at && at < listing.span.end);
    let mut candidates = Vec::new();
    if let Some(listing) = listing.filter(|listing| listing.is_table()) {
        candidates.extend(cell_end(listing, at).map(|end| Edit::insertion(end, format!(" {comment}"))));
        candidates.push(above(text.line(text.line_of(listing.span.start)).start));
    } else {
        let end = line.start + written.trim_end().len();
        candidates.push(Edit::insertion(end, format!(" {comment}")));
        candidates.push(above(line.start));
        candidates.extend(listing.map(|listing| above(text.line(text.line_of(listing.span.start)).start)));
    }
    candidates
}

/// The end of the text in the cell of a row that `at` is in, or in the last one with text.
fn cell_end(listing: &Listing, at: usize) -> Option<usize> {
    let rows = listing.entries();
    let row =
        rows.get(rows.partition_point(|row| row.block.end <= at)).filter(|row| row.block.start <= at)?;
    let cells = || listing.cells(row).iter().filter(|cell| !cell.is_blank());
    let own = cells().find(|cell| cell.span.start <= at && at <= cell.span.end);
    own.or_else(|| cells().next_back()).map(|cell| cell.content.end)
}

/// Whether `text` has fewer findings than the document, and nothing of its lists is another.
fn is_silent(document: &OpenDocument, before: &Document<'_>, text: &str, config: &Config) -> bool {
    let Ok(checked) = Task::new(text, config).in_folder(document.folder()).check() else { return false };
    checked.findings.len() < document.findings().len() && outline(before) == outline(&checked.document)
}

/// What the sections are called and what the cells say.
fn outline(document: &Document<'_>) -> Vec<String> {
    let titles = document.sections().iter().map(|section| section.title.clone());
    let cells = document.listings().iter().flat_map(|listing| {
        let cells = listing.entries().iter().flat_map(|entry| listing.cells(entry));
        cells.map(|cell| document.cell_text(cell).as_str().trim().to_owned())
    });
    titles.chain(cells).collect()
}
