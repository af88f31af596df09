//! `date-legend`: what the text says about dates is what the tables do.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use super::fix_title;
use crate::config::ColumnKind;
use crate::text::{Edit, Span};
use crate::value::DateFormat;

declare_rule! {
    /// ## What it does
    ///
    /// Looks in the text around the tables for a pattern of dates, such as `YY/MM`, that is not how the dates of the
    /// tables read.
    ///
    /// It speaks up only where all columns of dates agree with one another and no legend in the text describes them.
    ///
    /// ## Why it matters
    ///
    /// A reader who trusts the legend reads `07/23` as July of the year 7, and a contributor who follows it adds dates
    /// the wrong way round.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// Release dates are given as YY/MM.
    ///
    /// | Model   | Date  |
    /// | ------- | ----- |
    /// | Falcon  | 05/23 |
    /// | Mistral | 09/23 |
    /// | Gemma   | 02/24 |
    /// ```
    ///
    /// ## The fix
    ///
    /// Unsafe: the legend names the pattern of the columns. It may be the columns that should change instead.
    "date-legend", Warning, ("legend", "legends"), Unsafe, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(format) = common_format(context) else { return };
    let source = context.document.source();
    let texts = context.document.prose_texts();
    let legends: Vec<(Span, DateFormat)> = texts.flat_map(|text| legends(source, text)).collect();
    let agrees = |legend: &DateFormat| legend.is_same_apart_from_padding(&format);
    if legends.iter().any(|(_, legend)| agrees(legend)) {
        return;
    }
    for (span, _) in legends {
        let written = span.of(source);
        let label = format.to_string();
        let label = if written.contains('y') { label.to_lowercase() } else { label };
        let message =
            format!("this says `{written}`, and the dates of the tables read {format}; write `{label}`");
        let fix = Fix::only_on_request(fix_title::write(&label), vec![Edit::replacement(span, label)]);
        findings.push(Finding::new(&RULE, span, message).with_fix(fix));
    }
}

/// The one spelling of all columns of dates, where at least one of them shows it clearly and none is in doubt.
fn common_format(context: &Context<'_>) -> Option<DateFormat> {
    let columns = context.conventions.listings().iter().flat_map(|listing| &listing.columns);
    let columns: Vec<_> = columns.filter(|column| column.kind == ColumnKind::Date).collect();
    if columns.iter().any(|column| column.ambiguous_dates) {
        return None;
    }
    let dates = || columns.iter().filter_map(|column| column.date.as_ref());
    let format = &dates().find(|dates| dates.settled)?.format;
    dates().all(|dates| dates.format.is_same_apart_from_padding(format)).then(|| format.clone())
}

/// `M/YY` is the shortest pattern; most runs of its letters are one letter of some word.
const SHORTEST: usize = 4;

/// The patterns of dates in a text: `YY/MM`, `yyyy-mm-dd`.
fn legends(source: &str, text: Span) -> impl Iterator<Item = (Span, DateFormat)> {
    let bytes = text.of(source).as_bytes();
    let belongs = |byte: &u8| matches!(byte, b'Y' | b'M' | b'D' | b'y' | b'm' | b'd' | b'/' | b'-' | b'.');
    let mut runs = Vec::new();
    // Every pattern names a year, and hardly a word has a `y` twice in a row.
    let mut years = memchr::memchr2_iter(b'Y', b'y', bytes);
    let may_have = years.any(|at| bytes.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b'y')));
    for run in bytes
        .chunk_by(|one, other| belongs(one) == belongs(other))
        .filter(|run| run.len() >= SHORTEST && belongs(&run[0]))
        .take(if may_have { usize::MAX } else { 0 })
    {
        let start = text.start + (run.as_ptr() as usize - bytes.as_ptr() as usize);
        runs.push(Span::new(start, start + run.len()));
    }
    runs.into_iter().filter_map(move |run| {
        let stands_alone =
            |byte: Option<&u8>| !byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let before = run.start.checked_sub(1).and_then(|index| source.as_bytes().get(index));
        let words = run.of(source);
        let written = words.trim_matches(['/', '-', '.']);
        let start = run.start + (words.len() - words.trim_start_matches(['/', '-', '.']).len());
        let has_parts = written.contains(['/', '-', '.']);
        let legend = written.to_uppercase().parse().ok().filter(|_| has_parts)?;
        (stands_alone(before) && stands_alone(source.as_bytes().get(run.end)))
            .then_some((Span::new(start, start + written.len()), legend))
    })
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{lines_of_bad_fixture, mended};

    #[test]
    fn a_legend_that_says_otherwise_is_found() {
        assert_eq!(lines_of_bad_fixture("date-legend"), [3, 5]);
        let mended = mended("date-legend", Applicability::Unsafe);
        assert!(mended.contains("dates as MM/YY, newest") && mended.contains("(mm/yy)"));
    }
}
