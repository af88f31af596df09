//! Spaces and full stops that are one too many, where nearly no other entry has them.

use super::context::Context;
use super::entry_parts::are_few;
use super::finding::{Finding, Fix, Place};
use super::rule::Rule;
use super::text_runs::each_joined;
use crate::document::{Cell, Field, LinkKind};
use crate::text::{Edit, Span};

/// What can be wrong with the spacing of a cell, and how many cells have it.
const KINDS: usize = 7;

/// A place in a cell where something is too much.
struct SpacingFlaw {
    kind: usize,
    place: Place,
    message: &'static str,
    span: Span,
    /// What goes.
    extra: Span,
}

const DOUBLED: usize = 0;
const BRACKET: usize = 1;
const LINK_TEXT: usize = 2;
const ADDRESS: usize = 3;
const STOPS: usize = 4;
/// So many texts that end in two full stops are slips.
const MOST_STOPS: usize = 5;
const STOP: usize = 5;
const COMMA: usize = 6;

/// Reports, for `rule`, what is too much in the cells of all listings.
pub(super) fn report(rule: &'static Rule, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut flaws = Vec::new();
    let mut cells = 0;
    let mut brackets = 0;
    let mut linked = 0;
    for (index, listing) in context.document.listings().iter().enumerate() {
        for (number, entry) in listing.entries().iter().enumerate() {
            let mut end = None;
            let mut cells_in_order: Vec<(usize, &Cell)> =
                listing.cells(entry).iter().enumerate().filter(|(_, cell)| !cell.is_blank()).collect();
            cells_in_order.sort_by_key(|(_, cell)| cell.content);
            for (column, cell) in cells_in_order {
                let place = Place { listing: index, entry: Some(number), column: Some(column) };
                cells += 1;
                linked += usize::from(!context.document.cell_links(cell).is_empty());
                brackets += usize::from(cell.content.of(context.document.source()).contains('('));
                in_cell(context, cell, place, &mut flaws);
                if !listing.is_table() {
                    between(context, end, cell, place, &mut flaws);
                    end = Some(cell.content.end);
                }
            }
        }
    }
    // A cell with two of a kind, such as a bracket with a space at either end, is one that strays.
    let mut counts = [0; KINDS];
    let mut last = [None; KINDS];
    for flaw in &flaws {
        counts[flaw.kind] += usize::from(last[flaw.kind].replace(flaw.place) != Some(flaw.place));
    }
    for flaw in flaws {
        let all = match flaw.kind {
            BRACKET => brackets,
            LINK_TEXT | ADDRESS => linked,
            _ => cells,
        };
        // Who cuts texts off ends many of them so.
        let is_habit = flaw.kind == STOPS && counts[STOPS] > MOST_STOPS;
        if is_habit || !are_few(counts[flaw.kind], all) || (flaw.kind == BRACKET && all < 4) {
            continue;
        }
        let finding = Finding::new(rule, flaw.span, flaw.message).at(flaw.place);
        // Between two cells stands what belongs to neither, and is not rewritten with either.
        let is_inside = flaw.kind != ADDRESS && !flaw.extra.is_empty();
        let fix = || Fix::only_on_request("take out what is too much", vec![Edit::deletion(flaw.extra)]);
        // What a page does not show is worth knowing, and no more.
        let finding = if matches!(flaw.kind, DOUBLED | ADDRESS) { finding.noted() } else { finding };
        findings.push(if is_inside { finding.with_fix(fix()) } else { finding });
    }
}

fn in_cell(context: &Context<'_>, cell: &Cell, place: Place, flaws: &mut Vec<SpacingFlaw>) {
    let source = context.document.source();
    let mut add = |kind, message, span: Span, extra: Span| {
        flaws.push(SpacingFlaw { kind, place, message, span, extra });
    };
    for link in context.document.cell_links(cell).iter().filter(|link| link.kind == LinkKind::Inline) {
        let written = link.span.of(source);
        let Some(inside) = written.strip_prefix('[') else { continue };
        let start = link.span.start + 1;
        let text_end =
            link.url_span.and_then(|url| source[start..url.start].rfind("](")).map(|len| start + len);
        let text = text_end.map_or("", |end| &source[start..end]);
        if !link.text.trim().is_empty() && !text.contains('!') && !text.contains('\n') {
            let leading = inside.len() - inside.trim_start_matches(' ').len();
            let trailing = text.len() - text.trim_end_matches(' ').len();
            if leading > 0 {
                let span = Span::new(start, start + leading);
                add(LINK_TEXT, "the text of this link starts with a space", span, span);
            } else if let Some(end) = text_end.filter(|_| trailing > 0) {
                let span = Span::new(end - trailing, end);
                add(LINK_TEXT, "the text of this link ends in a space", span, span);
            }
        }
        let is_padded =
            |url: &Span| source[..url.start].ends_with("( ") || source[url.end..].starts_with(" )");
        if let Some(url) = link.url_span.filter(is_padded) {
            add(ADDRESS, "there is a space in the brackets of this address", url, Span::empty(url.start));
        }
    }
    let inside = cell.content;
    each_joined(context.document.cell_texts(cell), |run| {
        for space in memchr::memchr_iter(b' ', run.of(source).as_bytes()) {
            around_space(source, run, run.start + space, &mut |kind, message, span, extra| {
                if inside.contains(span) {
                    add(kind, message, span, extra);
                }
            });
        }
    });
    ends(source, inside, &mut add);
}

/// What is wrong around the space at `at`, in a run of plain text.
fn around_space(source: &str, run: Span, at: usize, add: &mut impl FnMut(usize, &'static str, Span, Span)) {
    let (before, after) = (&source[run.start..at], &source[at + 1..run.end]);
    let space = Span::new(at, at + 1);
    if after.starts_with(' ') && !before.ends_with(' ') {
        let end = run.end - after.trim_start_matches(' ').len();
        let is_between = source[..at]
            .ends_with(|c: char| !c.is_whitespace() && !matches!(c, '.' | '!' | '?' | ':' | '|'))
            && source[end..].starts_with(|c: char| !c.is_whitespace() && c != '|');
        if is_between {
            let message = "there is more than one space here";
            add(DOUBLED, message, Span::new(at, end), Span::new(at + 1, end));
        }
    }
    let mut bracket = |span: Span| {
        let is_smiley =
            source[..span.start].ends_with([':', ';']) || source[span.end..].starts_with([')', ':']);
        if !is_smiley {
            add(BRACKET, "there is a space inside this bracket", span, space);
        }
    };
    if before.ends_with('(') {
        bracket(Span::new(at - 1, at + 1));
    }
    if after.starts_with(')') {
        bracket(Span::new(at, at + 2));
    }
    if after.starts_with(", ") && before.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
        add(COMMA, "there is a space before this comma", Span::new(at, at + 2), space);
    }
}

/// What is wrong with the full stop at the end of a cell.
fn ends(source: &str, content: Span, add: &mut impl FnMut(usize, &'static str, Span, Span)) {
    let text = content.of(source);
    let Some(rest) = text.strip_suffix('.') else { return };
    let end = content.end;
    if rest.ends_with('.') {
        let is_abbreviated = rest.ends_with("etc.") || rest.ends_with("al.");
        if !rest.ends_with("..")
            && !is_abbreviated
            && rest.trim_end_matches('.').ends_with(|c: char| c.is_alphabetic() || c == ')')
        {
            add(STOPS, "this ends in two full stops", Span::new(end - 2, end), Span::new(end - 1, end));
        }
    } else if rest.ends_with(' ') {
        let words = rest.trim_end();
        let blank = rest.len() - words.len();
        let is_word = |text: &str| text.ends_with(|c: char| c.is_alphanumeric() || c == ')');
        let span = Span::new(end - 1 - blank, end);
        if is_word(words) {
            let extra = Span::new(span.start, end - 1);
            add(STOP, "there is a space before this full stop", span, extra);
        } else if words.strip_suffix('.').is_some_and(is_word) {
            add(STOPS, "this ends in two full stops", Span::new(span.start - 1, end), span);
        }
    }
}

/// Two spaces between the parts of an item.
fn between(
    context: &Context<'_>,
    end: Option<usize>,
    cell: &Cell,
    place: Place,
    flaws: &mut Vec<SpacingFlaw>,
) {
    let source = context.document.source();
    let Some(gap) = end.filter(|end| *end < cell.content.start).map(|end| Span::new(end, cell.content.start))
    else {
        return;
    };
    let text = gap.of(source);
    // A separator that is spaced otherwise is compared with the others as a whole.
    let is_separator = text.contains(['-', '–', '—', ':', '|']);
    // Two spaces behind a sentence are an old habit of those who go on with another one.
    let is_description = place.column == Some(Field::Description as usize);
    let is_behind_sentence = is_description && source[..gap.start].ends_with(['.', '!', '?']);
    if text.contains("  ") && !is_behind_sentence && !text.contains(['\n', '\r']) && !is_separator {
        let message = "there is more than one space here";
        flaws.push(SpacingFlaw { kind: DOUBLED, place, message, span: gap, extra: Span::empty(gap.start) });
    }
}
