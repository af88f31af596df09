//! Makes fixes, has the result judged, and leaves out the fixes that the judge refuses.

use super::proof::Judge;
use super::{LeftOut, ProofError, Summary, compose};
use crate::document::Document;
use crate::rules::{self, Context, Finding};
use crate::text::{Edit, Span, apply, apply_within};

/// What came of fixes.
pub(super) struct Mended {
    /// `None` where they change nothing.
    pub(super) output: Option<String>,
    pub(super) edits: Vec<Edit>,
    pub(super) summary: Summary,
    /// Whether a further look could find what the first could not.
    pub(super) may_stray: bool,
}

/// So many fixes are left out of one text at most; where more are refused, something else is the matter.
const MOST_LEFT_OUT: usize = 24;

/// A source whose fixes are made.
pub(super) struct Mender<'a> {
    context: &'a Context<'a>,
    judge: Judge<'a>,
}

impl<'a> Mender<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self { context, judge: Judge::new(context) }
    }

    /// Makes all of `fixed` but those that the judge refuses.
    pub(super) fn mend_most(&self, mut fixed: Vec<&Finding>) -> Result<(Mended, Vec<LeftOut>), ProofError> {
        let mut left_out = Vec::new();
        loop {
            match self.mend(&fixed) {
                Ok(mended) => {
                    left_out.sort_by_key(|left: &LeftOut| left.line);
                    return Ok((mended, left_out));
                }
                Err(refusal) if left_out.len() == MOST_LEFT_OUT => return Err(refusal),
                Err(refusal) => {
                    let (index, refusal) = self.culprit(&fixed, refusal)?;
                    let finding = fixed.remove(index);
                    let line = self.context.document.lines().line(finding.span.start);
                    left_out.push(LeftOut { line, rule: finding.rule.name, reason: refusal.reason });
                }
            }
        }
    }

    /// The first fix without which all fixes before it are accepted, and what is wrong with it.
    fn culprit(&self, fixed: &[&Finding], refusal: ProofError) -> Result<(usize, ProofError), ProofError> {
        let (mut accepted, mut refused) = (0, fixed.len());
        let mut reason = refusal;
        while refused - accepted > 1 {
            let middle = usize::midpoint(accepted, refused);
            match self.mend(&fixed[..middle]) {
                Ok(_) => accepted = middle,
                Err(error) => (refused, reason) = (middle, error),
            }
        }
        if refused == 0 { Err(reason) } else { Ok((refused - 1, reason)) }
    }

    /// Makes the fixes of `fixed`, and proves the result.
    fn mend(&self, fixed: &[&Finding]) -> Result<Mended, ProofError> {
        let document = self.context.document;
        let source = document.source();
        let fixed = &compose::compatible(fixed);
        let edits = compose::edits(document, fixed);
        let output = apply(source, &edits).map_err(|error| ProofError::new(1, error.to_string()))?;
        if output == source {
            let summary = Summary::default();
            return Ok(Mended { output: None, edits: Vec::new(), summary, may_stray: false });
        }
        let verdict = self.judge.prove(fixed, &edits, &output)?;
        // What moves may settle which order is in question, and so move others.
        let moves =
            fixed.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.movement.is_some()));
        // What leads elsewhere outside of entries may put a table of contents out of date.
        let outside = fixed.iter().any(|finding| finding.place.is_none());
        let may_stray = moves || outside || verdict.changes_text || !self.keeps_layout(fixed, &edits);
        Ok(Mended { output: Some(output), edits, summary: Summary::of(fixed), may_stray })
    }

    /// Whether the rows of the tables that are laid out and have fixes follow the layouts learned from them afterwards.
    fn keeps_layout(&self, fixed: &[&Finding], edits: &[Edit]) -> bool {
        let Context { document, conventions, .. } = self.context;
        let places = fixed.iter().filter_map(|finding| finding.place);
        let mut touched: Vec<usize> = places.map(|place| place.listing).collect();
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|&index| conventions.listings()[index].is_laid_out());
        let tables = touched.iter().map(|&index| {
            let table = document.listings()[index].span;
            let line = |offset| document.lines().line_span(document.source(), document.lines().line(offset));
            let lines = Span::new(line(table.start).start, line(table.end.saturating_sub(1)).end);
            let from = edits.partition_point(|edit| edit.span.start < lines.start);
            let own = edits[from..].iter().take_while(|edit| edit.span.end <= lines.end);
            apply_within(document.source(), lines, own)
        });
        let Ok(tables) = tables.collect::<Result<Vec<String>, _>>() else { return false };
        let tables = tables.join("\n\n");
        let after = Document::parse(&tables);
        after.listings().len() == touched.len()
            && rules::keep_layout(self.context, &after, &conventions.laid_out_anew(&touched))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::convention::Conventions;
    use crate::rules::{Fix, Movement, Place, named};

    const LIST: &str =
        "- [a](https://a.example) - one\n- [b](https://b.example) - two\n- [c](https://c.example) - three\n";

    /// A fix that puts `new` in the place of the first `old`.
    fn replacing(rule: &str, old: &str, new: &str) -> Finding {
        let start = LIST.find(old).expect("it is there");
        let span = Span::new(start, start + old.len());
        let fix = Fix::safe("mend it", vec![Edit::replacement(span, new)]);
        let entry = LIST[..start].matches('\n').count();
        let place = Place { listing: 0, entry: Some(entry), column: None };
        Finding::new(named(rule).expect("there is such a rule"), span, "").at(place).with_fix(fix)
    }

    fn mended(findings: &[Finding]) -> (Option<String>, Vec<(usize, &'static str)>) {
        let (document, config) = (Document::parse(LIST), Config::default());
        let conventions = Conventions::learn(&document, &config);
        let (document, conventions, config) = (&document, &conventions, &config);
        let context =
            Context { document, conventions, config, folder: None, link_report: None, changes: None };
        let (mended, left_out) =
            Mender::new(&context).mend_most(findings.iter().collect()).expect("it is mended");
        (mended.output, left_out.iter().map(|left| (left.line, left.rule)).collect())
    }

    #[test]
    fn harmful_fixes_are_left_out_and_the_others_made() {
        let separator = replacing("entry-format", " - one", ": one");
        let joined = replacing("entry-format", "- [b]", "* [b]");
        let stop = replacing("entry-format", "two", "two.");
        let word = replacing("size-format", "three", "four");
        let expected = LIST.replace(" - one", ": one").replace("two", "two.");
        let (output, left_out) = mended(&[separator.clone(), joined.clone(), stop, word.clone()]);
        assert_eq!(output.as_deref(), Some(expected.as_str()));
        assert_eq!(left_out, [(2, "entry-format"), (3, "size-format")]);
        assert_eq!(mended(&[joined, word]), (None, vec![(2, "entry-format"), (3, "size-format")]));
        assert_eq!(mended(&[separator]), (Some(LIST.replace(" - one", ": one")), Vec::new()));
    }

    #[test]
    fn a_harmful_move_is_left_out() {
        let entry = Span::new(0, LIST.find("- [b]").expect("it is there"));
        let movement = Movement { from: entry, to: LIST.len() - 1, rank: 2 };
        let fix = |movement: Movement| {
            let mut fix = Fix::safe("move it", Vec::new());
            fix.movement = Some(movement);
            fix
        };
        let place = Place { listing: 0, entry: Some(0), column: None };
        let rule = named("entry-order").expect("there is such a rule");
        let finding = |fix: Fix| Finding::new(rule, entry, "").at(place).with_fix(fix);
        let sorted = "- [b](https://b.example) - two\n- [c](https://c.example) - three\n- [a](https://a.example) - one\n";
        assert_eq!(mended(&[finding(fix(movement))]), (Some(sorted.to_owned()), Vec::new()));
        let into_a_word = Movement { to: 3, ..movement };
        assert_eq!(mended(&[finding(fix(into_a_word))]), (None, vec![(1, "entry-order")]));
    }
}
