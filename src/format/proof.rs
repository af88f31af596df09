//! Containment, conservation and meaning, proven on the output before anything is written.
//!
//! Bytes are counted, and the judge compares what GitHub shows before and after: see [`page`](crate::page).

use std::cell::OnceCell;

use thiserror::Error;

use super::changes::changes;
use crate::page::{self, Page, Verdict};
use crate::rules::{Context, Finding};
use crate::text::{Edit, Span, outside_is_unchanged};

/// The result would not be the same list.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {reason}; the text is left as it is")]
pub struct ProofError {
    /// The line of the source, from 1.
    pub line: usize,
    /// What would be lost or changed.
    pub reason: String,
}

impl ProofError {
    pub(super) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }
}

/// A source and its page, read when it is first needed.
pub(super) struct Judge<'a> {
    context: &'a Context<'a>,
    page: OnceCell<Page>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, page: OnceCell::new() }
    }

    /// Proves that `output` is the source with `fixed` mended, and nothing else.
    pub(super) fn prove(
        &self,
        fixed: &[&Finding],
        edits: &[Edit],
        output: &str,
    ) -> Result<Verdict, ProofError> {
        let source = self.context.document.source();
        if !outside_is_unchanged(source, output, edits) {
            return Err(ProofError::new(1, "a byte outside of the edits would change"));
        }
        self.conserves(fixed, edits)?;
        let changes = changes(self.context, fixed, edits, output)
            .map_err(|(line, reason)| ProofError::new(line, reason))?;
        let after = if self.page.get().is_some() {
            Page::read(output)
        } else {
            let (before, after) = page::read_both(source, output);
            self.page.get_or_init(|| before);
            after
        };
        let before = self.page.get_or_init(|| Page::read(source));
        page::compare(before, &after, &changes)
            .map_err(|difference| ProofError::new(difference.line, difference.reason))
    }

    /// What does not show on the page is there as often as before: all that is taken out in one place is put back in
    /// another, but for what the fixes say; and none of them is made behind the last column.
    fn conserves(&self, fixed: &[&Finding], edits: &[Edit]) -> Result<(), ProofError> {
        let source = self.context.document.source();
        let made = fixed.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits);
        if ByteBalance::of(source, edits.iter()) != ByteBalance::of(source, made) {
            return Err(ProofError::new(1, "a byte would be lost on the way"));
        }
        for finding in fixed {
            let (Some(fix), Some(place)) = (&finding.fix, finding.place) else { continue };
            let listing = &self.context.document.listings()[place.listing];
            let Some(entry) = place.entry.and_then(|entry| listing.entries().get(entry)) else { continue };
            let hidden = listing.excess_cells(entry).iter().filter(|cell| !cell.is_blank());
            for cell in hidden {
                let touches = |span: Span| span.start < cell.content.end && cell.content.start < span.end;
                if fix.edits.iter().any(|edit| touches(edit.span)) {
                    return Err(ProofError::new(
                        entry.line,
                        "what stands behind the last column would change",
                    ));
                }
            }
        }
        Ok(())
    }
}

/// How many more of each byte a text has after some edits, line ends left out.
#[derive(PartialEq, Eq)]
struct ByteBalance([isize; 256]);

impl ByteBalance {
    fn of<'e>(source: &str, edits: impl Iterator<Item = &'e Edit>) -> Self {
        let mut counts = [0; 256];
        for edit in edits {
            for byte in edit.replacement.bytes() {
                counts[usize::from(byte)] += 1;
            }
            for byte in edit.span.of(source).bytes() {
                counts[usize::from(byte)] -= 1;
            }
        }
        counts[usize::from(b'\n')] = 0;
        counts[usize::from(b'\r')] = 0;
        Self(counts)
    }
}
