//! A document with its table of contents up to date.

use thiserror::Error;

use super::{Plan, Toc, TocWriter, fresh, proof};
use crate::convention::Directives;
use crate::document::Document;
use crate::text::{Edit, Span, SpanSet, apply};

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Updated {
    /// Its contents name all that they are meant to, in the order of the page.
    UpToDate,
    /// They do now.
    Changed {
        /// The new text.
        output: String,
        /// What turns the old one into it.
        edits: Vec<Edit>,
        /// Whether there were no contents before.
        is_new: bool,
    },
    /// There are no contents, and too few sections for any.
    TooShort,
    /// The contents name some sections only, so that it is not known which others they should.
    Selection {
        /// The line they start on, from 1.
        line: usize,
    },
    /// The contents stand in a table, which is left as it is.
    Table {
        /// The line it starts on, from 1.
        line: usize,
        /// How many sections it lacks.
        missing: usize,
    },
    /// A comment says that they are to be left alone, or that another program writes them.
    Kept {
        /// The line of the first change, from 1.
        line: usize,
        /// Whether there are no contents yet.
        is_new: bool,
    },
}

/// Why the contents were not written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: {reason}")]
pub struct UpdateError {
    /// The line of the source, from 1.
    pub line: usize,
    /// What is in the way.
    pub reason: String,
}

/// Brings the table of contents of `source` up to date in its own style, or writes one where there is none.
///
/// # Errors
///
/// [`UpdateError`] where the result would not read as the same document but for its contents.
///
/// ```
/// use relist::toc::{Updated, update};
///
/// let source = "\
/// - [Ants](#ants)
/// - [Bees](#bees)
/// - [Moths](#moths)
/// - [Wasps](#wasps)
///
/// ## Ants
/// ## Bees
/// ## Flies
/// ## Moths
/// ## Wasps
/// ";
/// let Updated::Changed { output, .. } = update(source)? else { panic!() };
/// assert!(output.contains("- [Bees](#bees)\n- [Flies](#flies)\n- [Moths](#moths)\n"));
/// assert_eq!(update(&output)?, Updated::UpToDate);
/// # Ok::<(), relist::toc::UpdateError>(())
/// ```
pub fn update(source: &str) -> Result<Updated, UpdateError> {
    let document = Document::parse(source);
    let Some(toc) = Toc::find(&document) else {
        return fresh::fresh(&document)
            .map_or(Ok(Updated::TooShort), |edit| change(&document, None, vec![edit]));
    };
    let line = document.lines().line(toc.span.start);
    let plan = Plan::of(&toc);
    let Some(writer) = TocWriter::new(source, &toc) else {
        let missing = plan.changes.len();
        return Ok(if missing > 0 { Updated::Table { line, missing } } else { Updated::UpToDate });
    };
    if !plan.is_complete {
        return Ok(Updated::Selection { line });
    }
    let edits = writer.edits(&plan);
    if edits.is_empty() { Ok(Updated::UpToDate) } else { change(&document, Some(&toc), edits) }
}

/// The document with `edits` made, if it is proven to be the same but for its contents.
fn change(document: &Document<'_>, toc: Option<&Toc<'_>>, edits: Vec<Edit>) -> Result<Updated, UpdateError> {
    let line = document.lines().line(edits.first().map_or(0, |edit| edit.span.start));
    let directives = Directives::read(document);
    let generated: SpanSet = document.generated().iter().copied().collect();
    let is_kept =
        |span: Span| directives.switches_off(span) || directives.keeps(span) || generated.touches(span);
    if edits.iter().any(|edit| is_kept(edit.span)) {
        return Ok(Updated::Kept { line, is_new: toc.is_none() });
    }
    let error = |reason: String| UpdateError { line, reason };
    let output = apply(document.source(), &edits).map_err(|cause| error(cause.to_string()))?;
    proof::prove(document, toc, &edits, &output).map_err(error)?;
    Ok(Updated::Changed { output, edits, is_new: toc.is_none() })
}
