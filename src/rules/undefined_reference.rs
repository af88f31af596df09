//! `undefined-reference`: a link by reference whose label is defined nowhere.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Place};
use super::text_runs::each_text;
use crate::document::LinkKind;
use crate::text::Span;
use crate::value::differ_by_a_slip;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for `[text][label]` and `[label][]` whose label is defined nowhere in the file, for `[label]` alone in a
    /// column where most cells are such links, and for `[label]` that differs from a label of the file by a slip of the hand.
    /// Images count as links do. Two tags side by side (`[Free][MIT]`) are left alone where one of them stands alone elsewhere.
    ///
    /// ## Why it matters
    ///
    /// GitHub shows the brackets as they stand, and there is no link. The definition was deleted or renamed, or the label
    /// has a typing error in it.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Kestrel][kestrl] - hovers
    ///
    /// [kestrel]: https://example.com/kestrel
    /// ```
    ///
    /// ## The fix
    ///
    /// None: where the link leads is for its author to say.
    "undefined-reference", Warning, ("link", "links"), None, Check::Document(check)
}

/// Labels without a text, by the listing and the column that they stand in.
type Alone = HashMap<(usize, Option<usize>), Vec<(Span, Place)>>;

/// So many links of a column are by label alone before a bracket there is taken for one.
const FEWEST: usize = 3;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let source = context.document.source();
    let labels = DefinedLabels::new(source);
    let mut found = Vec::new();
    each_text(context, |run, place| {
        found.extend(references(source, run).into_iter().map(|reference| (reference, place)));
    });
    let labels_alone = found.iter().filter(|(one, _)| one.is_alone).map(|(one, _)| one.label.of(source));
    let tags: HashSet<&str> = labels_alone.filter(|label| !labels.misspells(label)).collect();
    let mut alone = Alone::new();
    for (reference, place) in found {
        let label = reference.label.of(source);
        // `[Free][MIT]` are two tags where `[MIT]` stands alone elsewhere; within the text of a link, nothing is a link.
        let are_tags = || [reference.text, reference.label].iter().any(|part| tags.contains(part.of(source)));
        let in_link = || context.document.links().any(|(link, _)| link.span.contains(reference.span));
        match (reference.is_alone, place) {
            (false, _) if are_tags() || in_link() => {}
            (false, _) => {
                let message = format!("nothing defines `[{label}]`, so this is not a link");
                findings.push(Finding { place, ..Finding::new(&RULE, reference.span, message) });
            }
            (true, _) if labels.misspells(label) => {
                let message =
                    format!("nothing defines `[{label}]`, but there is a label that is nearly the same");
                findings.push(Finding { place, ..Finding::new(&RULE, reference.span, message) });
            }
            (true, Some(place)) => {
                alone.entry((place.listing, place.column)).or_default().push((reference.span, place));
            }
            (true, None) => {}
        }
    }
    for ((listing, column), brackets) in alone {
        let defined = shortcuts(context, listing, column);
        if defined >= FEWEST && brackets.len() < defined.div_ceil(2) {
            findings.extend(brackets.into_iter().map(|(span, place)| {
                let message = format!("nothing defines `{}`, so this is not a link", span.of(source));
                Finding::new(&RULE, span, message).at(place)
            }));
        }
    }
}

/// The labels that a file defines, in small letters.
struct DefinedLabels(Vec<String>);

impl DefinedLabels {
    fn new(source: &str) -> Self {
        let labels = source.lines().filter_map(|line| {
            let (label, rest) = line.trim_start().strip_prefix('[')?.split_once(']')?;
            rest.starts_with(':').then(|| label.to_lowercase())
        });
        Self(labels.collect())
    }

    /// Whether a label in brackets is one of these but for a slip of the hand.
    fn misspells(&self, label: &str) -> bool {
        const SHORTEST: usize = 5;
        let label = label.to_lowercase();
        let start = |text: &str| text.chars().next();
        label.chars().count() >= SHORTEST
            && self.0.iter().any(|known| start(known) == start(&label) && differ_by_a_slip(known, &label))
            && !self.0.contains(&label)
    }
}

/// How many links of a column are written as a label alone.
fn shortcuts(context: &Context<'_>, listing: usize, column: Option<usize>) -> usize {
    let (document, source) = (context.document, context.document.source());
    let listing = &document.listings()[listing];
    let cells = listing.entries().iter().filter_map(|entry| listing.cell(entry, column?));
    let count = |cell| {
        let links = document.cell_links(cell);
        let shortcuts = links.iter().filter(|link| {
            let written = link.span.of(source);
            link.kind == LinkKind::Reference && !written.ends_with("[]") && !written.contains("][")
        });
        shortcuts.count()
    };
    cells.map(count).sum()
}

/// What looks like a link by reference, in text that is none.
struct Reference {
    span: Span,
    text: Span,
    label: Span,
    /// `[label]`, with nothing behind it.
    is_alone: bool,
}

/// The references in a run of plain text, all of which are undefined: what is defined is not plain text.
fn references(source: &str, run: Span) -> Vec<Reference> {
    let text = run.of(source);
    let mut found = Vec::new();
    let mut end = 0;
    for (open, _) in text.match_indices('[') {
        if open < end {
            continue;
        }
        let Some(first) = bracket(text, open) else { continue };
        let mut before = source[..run.start + open].chars().rev();
        let is_image = before.clone().next() == Some('!');
        let before = before.nth(usize::from(is_image));
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\\' | ')' | '!' | '_'))
            || (before == Some(']') && !is_image)
        {
            continue;
        }
        let second = bracket(text, first.end + 1);
        let is_collapsed = text[first.end + 1..].starts_with("[]");
        let label = match second {
            Some(second) => second,
            None => first,
        };
        let follows = text.get(first.end + 1..).and_then(|rest| rest.chars().next());
        let is_alone = second.is_none() && !is_collapsed;
        if is_alone && follows.is_some_and(|c| matches!(c, '(' | '[' | ':') || c.is_alphanumeric()) {
            continue;
        }
        let labels = [first, label].map(|label| label.of(text));
        // `[$][Free for teams]` are two tags.
        if !labels.iter().all(|label| label.contains(char::is_alphanumeric))
            || labels[1].starts_with('^')
            || is_index(labels)
        {
            continue;
        }
        if is_alone && (label.len() < 2 || labels[0].chars().all(|c| c.is_ascii_digit())) {
            continue;
        }
        end = if is_collapsed { first.end + 3 } else { label.end + 1 };
        let span = Span::new(open - usize::from(is_image && open > 0), end).shifted(run.start);
        let [text, label] = [first, label].map(|part| part.shifted(run.start));
        found.push(Reference { span, text, label, is_alone });
    }
    found
}

/// What stands in the brackets that open at `open`, where that is one line without further brackets.
fn bracket(text: &str, open: usize) -> Option<Span> {
    let inside = text.get(open..)?.strip_prefix('[')?;
    let len = inside.find(['[', ']', '\n', '\r'])?;
    (inside[len..].starts_with(']') && !inside[..len].trim().is_empty() && !inside[..len].ends_with('\\'))
        .then(|| Span::new(open + 1, open + 1 + len))
}

/// Whether two brackets are a place in a matrix, and no text with its label: `[i][j]`, `[0][1]`.
fn is_index(labels: [&str; 2]) -> bool {
    labels.iter().all(|label| label.chars().count() == 1 || label.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    #[test]
    fn labels_that_nothing_defines_are_found() {
        assert_eq!(lines_of_bad_fixture("undefined-reference"), [3, 5, 6, 14, 16, 16]);
    }
}
