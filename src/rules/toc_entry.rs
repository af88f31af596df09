//! `toc-entry`: a table of contents that names all sections, in their order.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use crate::text::Span;
use crate::toc::{Plan, Shape, Toc, TocChange, TocWriter, section_out_of_order};

declare_rule! {
    /// ## What it does
    ///
    /// Compares the table of contents with the sections, where the rest of it shows that it is meant to name all of them:
    /// sections that it lacks, entries that stand out of order, entries that lead to another section of the same name, and
    /// entries that are not nested as the sections are. Also reports the one section that stands out of the alphabetical
    /// order which all others keep.
    ///
    /// Contents that name a selection of the sections are left alone, and so are sections that contents often leave out:
    /// the licence, how to contribute, the contents themselves, and what another list of links names. Entries that lead
    /// nowhere are reported by `broken-anchor`.
    ///
    /// ## Why it matters
    ///
    /// Whoever adds a section forgets the table of contents, and nobody finds the section.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Ants](#ants)
    /// - [Bees](#bees)
    /// - [Wasps](#wasps)
    /// - [Moths](#moths)
    ///
    /// ## Ants
    /// ## Bees
    /// ## Flies
    /// ## Moths
    /// ## Wasps
    /// ```
    ///
    /// lacks `- [Flies](#flies)`, and `Moths` stands before `Wasps` on the page.
    ///
    /// ## The fix
    ///
    /// Unsafe: lines are added and moved. `relist toc` makes the same changes, and also mends or drops entries that lead
    /// nowhere. Contents in the cells of a table are only reported, and so are entries that are nested unlike their
    /// sections: either may be the slip.
    "toc-entry", Warning, ("entry of the contents", "entries of the contents"), Unsafe, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let document = context.document;
    if let Some((section, before)) = section_out_of_order(document) {
        let message = format!(
            "the sections are in alphabetical order, but `{}` is not: it belongs before `{}`",
            section.title, before.title
        );
        let related =
            vec![(first_line(document.source(), before.span), "the section it belongs before".to_owned())];
        let span = first_line(document.source(), section.span);
        findings.push(Finding { related, ..Finding::new(&RULE, span, message) });
    }
    let Some(toc) = Toc::find(document) else { return };
    let plan = Plan::of(&toc);
    if plan.changes.is_empty() {
        return;
    }
    let writer = TocWriter::new(document.source(), &toc);
    let edits = writer.as_ref().map(|writer| writer.edits_by_change(&plan)).unwrap_or_default();
    let mut edits = edits.into_iter();
    let reporter = Reporter { context, toc: &toc, writer: writer.as_ref() };
    for change in &plan.changes {
        let edits = edits.next().filter(|edits| !edits.is_empty());
        let title = match change {
            TocChange::Missing { .. } => "add it to the contents",
            TocChange::Moved { .. } => "move it to where its section stands on the page",
            _ => "let it lead there",
        };
        let renewed_lists = (toc.shape == Shape::List).then_some(toc.span);
        let fix = edits.map(|edits| Fix { renewed_lists, ..Fix::only_on_request(title, edits) });
        findings.extend(reporter.finding(*change).map(|finding| Finding { fix, ..finding }));
    }
}

/// Says what is the matter with one table of contents.
struct Reporter<'a, 'src> {
    context: &'a Context<'a>,
    toc: &'a Toc<'src>,
    writer: Option<&'a TocWriter<'a, 'src>>,
}

impl Reporter<'_, '_> {
    fn finding(&self, change: TocChange) -> Option<Finding> {
        match change {
            TocChange::Missing { heading, at } => self.missing(heading, at),
            TocChange::Moved { line, .. } => self.moved(line),
            TocChange::Nested { line, under } => self.nested(line, under),
            TocChange::Renamed { line, heading } => self.renamed(line, heading),
            // `broken-anchor` reports these.
            TocChange::Gone { .. } => None,
        }
    }

    fn title(&self, heading: usize) -> &str {
        &self.toc.headings.all[heading].title
    }

    /// The bytes of the link of an entry.
    fn link(&self, line: usize) -> Span {
        let line = &self.toc.lines[line];
        line.link.as_ref().map_or(line.span, |link| link.span)
    }

    fn missing(&self, heading: usize, at: usize) -> Option<Finding> {
        // `index-entry` asks for these.
        if self.context.config.index_entry == Some(true) {
            return None;
        }
        let source = self.context.document.source();
        let writer = self.writer.filter(|_| self.toc.shape == Shape::List);
        let entry = writer.map(|writer| format!("; add `{}`", writer.entry(heading, at).trim()));
        let message = format!(
            "the table of contents does not list `{}`{}",
            self.title(heading),
            entry.unwrap_or_default()
        );
        let near = self.toc.lines.get(at.saturating_sub(1)).map(|line| first_line(source, line.span));
        let related = near.map(|span| (span, "it belongs near this entry".to_owned())).into_iter().collect();
        let span = first_line(source, self.toc.headings.all[heading].span);
        Some(Finding { related, ..Finding::new(&RULE, span, message) })
    }

    fn moved(&self, line: usize) -> Option<Finding> {
        let heading = self.toc.lines[line].target.heading()?;
        let before = self.toc.headings.all[heading].before;
        let place = before.map_or("before the others".to_owned(), |before| {
            let title = self.title(before);
            format!("after `{title}`")
        });
        let title = self.title(heading);
        let message = format!("this entry is out of order: on the page, `{title}` stands {place}");
        Some(Finding::new(&RULE, self.link(line), message))
    }

    fn nested(&self, line: usize, under: Option<usize>) -> Option<Finding> {
        let title = self.title(self.toc.lines[line].target.heading()?);
        let message = match under {
            Some(under) => {
                let under = self.title(under);
                format!(
                    "on the page, `{title}` is a part of `{under}`, but this entry is not nested that way"
                )
            }
            None => {
                format!("this entry is nested, but on the page, `{title}` is not a part of another section")
            }
        };
        Some(Finding::new(&RULE, self.link(line), message))
    }

    fn renamed(&self, line: usize, heading: usize) -> Option<Finding> {
        // `broken-anchor` reports what leads nowhere.
        let other = self.toc.lines[line].target.heading()?;
        let all = &self.toc.headings.all;
        let message = format!(
            "this entry leads to `#{}`, as another one does; the section of this name that is not listed is `#{}`",
            all[other].anchor, all[heading].anchor
        );
        Some(Finding::new(&RULE, self.link(line), message))
    }
}

/// The first line in `span` that is not blank, without the white space at both ends.
fn first_line(source: &str, span: Span) -> Span {
    let span = span.trimmed(source);
    let line = span.of(source).lines().next().unwrap_or_default().trim_end();
    Span::new(span.start, span.start + line.len())
}

#[cfg(test)]
mod tests {
    use crate::rules::Applicability;
    use crate::rules::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn entries_that_differ_from_the_sections_are_found() {
        assert_eq!(lines_of_bad_fixture("toc-entry"), [8, 10, 37]);
    }

    #[test]
    fn the_fix_adds_and_moves_lines() {
        let mended = mended("toc-entry", Applicability::Unsafe);
        let contents: Vec<&str> = mended.lines().filter(|line| line.contains("](#")).collect();
        assert_eq!(
            contents[3..7],
            ["- [Flies](#flies)", "  - [Spiders](#spiders)", "- [Mites](#mites)", "- [Moths](#moths)"]
        );
    }
}
