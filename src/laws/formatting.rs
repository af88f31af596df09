//! The laws on formatting: `Idempotence`, `Containment`, `Conservation`, `Meaning`.

use super::census::Census;
use super::{Law, Outcome, same_text};
use crate::config::Config;
use crate::convention::{CellValue, ColumnConvention, Conventions, ListingConvention};
use crate::document::{Cell, Document, Entry, Listing};
use crate::format::{FormatError, format};
use crate::page;
use crate::rules::Applicability;
use crate::text::Edit;
use crate::value::{canonical, is_zero_width};

pub(super) fn verify(document: &Document<'_>, config: &Config) -> [(Law, Outcome); 4] {
    let source = document.source();
    let (output, edits, refusal) = match format(source, config, Applicability::Safe) {
        Ok(formatted) => {
            (formatted.output.unwrap_or_else(|| source.to_owned()), formatted.edits, Outcome::Holds)
        }
        // The file is safe, and yet this is a defect.
        Err(error) => (source.to_owned(), Vec::new(), refusal(&error)),
    };
    let after = Document::parse(&output);
    let meaning = if refusal == Outcome::Holds { meaning(document, &after, config) } else { refusal };
    [
        (Law::Idempotence, idempotence(&output, config)),
        (Law::Containment, containment(source, &output, &edits)),
        (Law::Conservation, Census::of(document).compare(&Census::of(&after))),
        (Law::Meaning, meaning),
    ]
}

fn refusal(error: &FormatError) -> Outcome {
    let (line, reason) = match error {
        FormatError::Proof(error) => (Some(error.line), error.reason.clone()),
        FormatError::Rule(error) => (None, error.to_string()),
    };
    Outcome::broken(line, format!("fmt refuses its own result: {reason}"))
}

fn idempotence(output: &str, config: &Config) -> Outcome {
    match format(output, config, Applicability::Safe) {
        Ok(again) => again
            .output
            .map_or(Outcome::Holds, |again| same_text(output, &again, "the results of formatting twice")),
        // A refusal of the source itself is reported under another law.
        Err(_) => Outcome::Holds,
    }
}

/// Walks both texts from their ends, taking each edit back: what is left between two edits must be equal.
fn containment(source: &str, output: &str, edits: &[Edit]) -> Outcome {
    let (mut before, mut after) = (source.as_bytes(), output.as_bytes());
    for edit in edits.iter().rev() {
        let Some((rest, kept)) = before.split_at_checked(edit.span.end) else {
            return Outcome::broken(None, "two edits overlap");
        };
        let taken_back = after
            .strip_suffix(kept)
            .and_then(|after| after.strip_suffix(edit.replacement.as_bytes()))
            .zip(rest.get(..edit.span.start));
        let Some((left, rest)) = taken_back else {
            let line = crate::text::LineIndex::new(source).line(edit.span.start);
            return Outcome::broken(Some(line), "a byte after the edit on this line is not the source's");
        };
        (before, after) = (rest, left);
    }
    if before == after {
        Outcome::Holds
    } else {
        Outcome::broken(Some(1), "a byte before the first edit differs")
    }
}

fn meaning(before: &Document<'_>, after: &Document<'_>, config: &Config) -> Outcome {
    let (page_before, page_after) = page::read_both(before.source(), after.source());
    if let Err(difference) = page::compare_unordered(&page_before, &page_after) {
        return Outcome::broken(Some(difference.line), difference.reason);
    }
    if before.listings().len() != after.listings().len() {
        return Outcome::broken(None, "a listing appears or vanishes");
    }
    let conventions = Conventions::learn(before, config);
    let listings = conventions.with_listings(before).zip(after.listings());
    for ((old, convention), new) in listings {
        let line = Some(before.lines().line(old.span.start));
        if frame(before, old) != frame(after, new) {
            return Outcome::broken(line, "a header says something else");
        }
        let (mut was, mut is) = (sayings(before, old, convention), sayings(after, new, convention));
        was.sort();
        is.sort();
        let gone = was.iter().find(|(said, _)| is.binary_search_by(|(other, _)| other.cmp(said)).is_err());
        if let Some((_, line)) = gone {
            return Outcome::broken(Some(*line), "this entry says something else");
        }
        if !was.iter().map(|(said, _)| said).eq(is.iter().map(|(said, _)| said)) {
            return Outcome::broken(line, "an entry is there more or less often");
        }
    }
    Outcome::Holds
}

/// What a reader sees of the header: its cells' sources and how the columns are set.
fn frame(document: &Document<'_>, listing: &Listing) -> Vec<String> {
    let header = &listing.header;
    let cells = header.cells.iter().zip(&header.alignments);
    cells.map(|(cell, alignment)| format!("{} {alignment:?}", cell.content.of(document.source()))).collect()
}

/// What each entry says, in a form that no respelling changes, and its line.
fn sayings(
    document: &Document<'_>,
    listing: &Listing,
    convention: &ListingConvention,
) -> Vec<(Vec<String>, usize)> {
    let entry_says = |entry: &Entry| -> Vec<String> {
        let cells = listing.cells(entry).iter().zip(&convention.columns);
        let excess = listing.excess_cells(entry).iter().filter(|cell| !cell.is_blank());
        cells
            .map(|(cell, column)| cell_says(document, cell, column))
            .chain(excess.map(|cell| cell.content.of(document.source()).to_owned()))
            .collect()
    };
    listing.entries().iter().map(|entry| (entry_says(entry), entry.line)).collect()
}

/// The cell's value where its column has values, its words otherwise; and where its links lead.
fn cell_says(document: &Document<'_>, cell: &Cell, column: &ColumnConvention) -> String {
    let text = document.cell_text(cell);
    let mut said = match column.read(text.as_str()) {
        CellValue::Text | CellValue::Unread => words(text.as_str()),
        CellValue::Quantities(list) => format!("{:?}", list.quantities().collect::<Vec<_>>()),
        value => format!("{value:?}"),
    };
    for link in document.cell_links(cell) {
        said.push_str(" -> ");
        said.push_str(&canonical(&link.url).unwrap_or_else(|| link.url.to_string()));
    }
    said
}

/// The letters and digits of a text, an address being read as where it leads.
fn words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let text: String = text.chars().filter(|&c| !is_zero_width(c)).collect();
    for word in text.split_whitespace() {
        let word = canonical(word).unwrap_or_else(|| word.to_owned());
        words.extend(
            word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned),
        );
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_byte_outside_of_the_edits_is_found() {
        let edits = [Edit::replacement(Span::new(2, 4), "7B"), Edit::insertion(6, "!")];
        assert_eq!(containment("| 7b |", "| 7B |!", &edits), Outcome::Holds);
        for output in ["| 7B |", "| 7B  |!", "- 7B |!", "| 7B |!!", ""] {
            assert_ne!(containment("| 7b |", output, &edits), Outcome::Holds, "{output}");
        }
        assert_ne!(containment("ab", "a", &[]), Outcome::Holds);
        let overlapping = [Edit::deletion(Span::new(0, 2)), Edit::deletion(Span::new(1, 3))];
        assert_ne!(containment("abc", "", &overlapping), Outcome::Holds);
    }

    #[test]
    fn an_entry_that_says_something_else_is_found() {
        let list =
            |cell: &str| format!("| Model | Released |\n|---|---|\n| Yi | {cell} |\n| Qwen | 08/23 |\n");
        let (old, new) = (list("11/23"), list("10/23"));
        let (old, new) = (Document::parse(&old), Document::parse(&new));
        let config = Config::default();
        assert_eq!(meaning(&old, &old, &config), Outcome::Holds);
        let expected = Outcome::broken(Some(3), "this entry says something else");
        assert_eq!(meaning(&old, &new, &config), expected);
    }
}
