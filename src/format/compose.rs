//! Puts the edits of all fixes together: a line that moves takes the edits inside of it along.

use std::collections::{BTreeMap, HashSet};

use crate::document::{Document, Listing};
use crate::rules::{Finding, Movement};
use crate::text::{DisjointChanges, Edit, Edits, Span, apply_within};

/// Those of `findings` whose fixes can be made together: of those that touch the same bytes, the one that stands first.
pub(super) fn compatible<'f>(findings: &[&'f Finding]) -> Vec<&'f Finding> {
    let fixed = findings.iter().copied().filter(|finding| finding.fix.is_some());
    let fixed: Vec<&Finding> = fixed.collect();
    let edits: Vec<&Edits> = fixed.iter().filter_map(|finding| Some(&finding.fix.as_ref()?.edits)).collect();
    let (_, is_made) = DisjointChanges::select(&edits);
    fixed.into_iter().zip(is_made).filter_map(|(finding, is_made)| is_made.then_some(finding)).collect()
}

/// The edits of `findings`, whose fixes leave each other alone, by place.
pub(super) fn edits(document: &Document<'_>, findings: &[&Finding]) -> Vec<Edit> {
    let mut inside: Vec<Edit> = Vec::new();
    let mut movements: BTreeMap<usize, Vec<Movement>> = BTreeMap::new();
    for finding in findings {
        if let Some(fix) = &finding.fix {
            inside.extend(fix.edits.iter().cloned());
            if let (Some(movement), Some(place)) = (fix.movement, finding.place) {
                movements.entry(place.listing).or_default().push(movement);
            }
        }
    }
    inside.sort_by_key(|edit| edit.span);
    let mut moved = MovedLines::default();
    for (listing, movements) in movements {
        move_lines(document, &document.listings()[listing], movements, &mut inside, &mut moved);
    }
    // What is added to the last line stays with it, before the lines that move behind that.
    let mut composed = [moved.lines, inside, moved.to_open_end].concat();
    composed.sort_by_key(|edit| edit.span);
    composed
}

/// The edits by which lines move.
#[derive(Default)]
struct MovedLines {
    lines: Vec<Edit>,
    /// Those that put lines behind one that has no line end.
    to_open_end: Vec<Edit>,
}

/// The edits that do at once what `first` does and then `second`, which ends in `output`.
///
/// Edits of the two that touch each other become one, so that whatever lies between the new ones was left alone twice.
pub(super) fn chained(first: &[Edit], second: &[Edit], output: &str) -> Vec<Edit> {
    let mut first = first.iter().peekable();
    let mut second = second.iter().peekable();
    // How far the source lies behind the text between the two, and the output behind that; both may be ahead.
    let (mut back, mut ahead) = (0_isize, 0_isize);
    let mut chained = Vec::new();
    loop {
        let made = |edit: &&Edit, back: isize| edit.span.start.wrapping_add_signed(back);
        let starts = [first.peek().map(|edit| made(edit, back)), second.peek().map(|edit| edit.span.start)];
        let Some(start) = starts.into_iter().flatten().min() else { return chained };
        let from = start.wrapping_add_signed(-back);
        let to = start.wrapping_add_signed(ahead);
        let mut end = start;
        loop {
            if let Some(edit) = first.next_if(|edit| made(edit, back) <= end) {
                end = end.max(made(&edit, back) + edit.replacement.len());
                back += growth(edit);
            } else if let Some(edit) = second.next_if(|edit| edit.span.start <= end) {
                end = end.max(edit.span.end);
                ahead += growth(edit);
            } else {
                break;
            }
        }
        let span = Span::new(from, end.wrapping_add_signed(-back));
        let replacement = output.get(to..end.wrapping_add_signed(ahead)).unwrap_or_default();
        chained.push(Edit::replacement(span, replacement));
    }
}

/// By how many bytes an edit makes a text longer.
pub(super) fn growth(edit: &Edit) -> isize {
    edit.replacement.len().wrapping_sub(edit.span.len()).cast_signed()
}

/// Turns movements into deletions and insertions; edits inside the moved lines are made on the way.
fn move_lines(
    document: &Document<'_>,
    listing: &Listing,
    mut movements: Vec<Movement>,
    inside: &mut Vec<Edit>,
    moved: &mut MovedLines,
) {
    movements.sort_by_key(|movement| (movement.to, movement.rank));
    let ends = LineEnds::new(document, listing, &movements);
    moved.lines.extend(ends.dropped.map(Edit::deletion));
    for movement in movements {
        let line = moved_line(document.source(), movement.from, inside);
        let (text, line_end) = match line.len().checked_sub(LineEnds::len_after(listing, movement.from)) {
            Some(len) if len < line.len() => line.split_at(len),
            _ => (line.as_str(), ends.usual),
        };
        moved.lines.push(Edit::deletion(movement.from));
        if ends.open && movement.to == listing.end_of_entries() {
            moved.to_open_end.push(Edit::insertion(movement.to, format!("{line_end}{text}")));
        } else {
            moved.lines.push(Edit::insertion(movement.to, format!("{text}{line_end}")));
        }
    }
}

/// The text of a line with the edits inside of it made; they are taken out of `inside`.
fn moved_line(source: &str, line: Span, inside: &mut Vec<Edit>) -> String {
    let first = inside.partition_point(|edit| edit.span.start < line.start);
    // What is added to a line that no line end ends is a part of it.
    let is_open = !line.of(source).ends_with(['\n', '\r']);
    let last = inside.partition_point(|edit| {
        edit.span.start < line.end || (is_open && edit.span == Span::empty(line.end))
    });
    let made: Vec<Edit> = inside.drain(first..last).collect();
    apply_within(source, line, &made).unwrap_or_else(|_| line.of(source).to_owned())
}

/// What to do about the line end that the last line of a file may lack.
struct LineEnds<'src> {
    /// The listing ends the file without a line end, and is to do so afterwards.
    open: bool,
    /// The line end for a line that has none of its own.
    usual: &'src str,
    /// The line end that is in the way when the unended line moves up.
    dropped: Option<Span>,
}

impl<'src> LineEnds<'src> {
    fn new(document: &Document<'src>, listing: &Listing, movements: &[Movement]) -> Self {
        let source = document.source();
        let delimiter = listing.header.delimiter_line.of(source);
        let usual = match listing.usual_line_end() {
            Some(usual) if !listing.is_table() => usual.of(source),
            _ => &delimiter[delimiter.trim_end_matches(['\r', '\n']).len()..],
        };
        let open = listing.entries().last().is_some_and(|last| last.line_end().is_empty());
        let leaving: HashSet<Span> = movements.iter().map(|movement| movement.from).collect();
        let last_staying =
            listing.families().filter(|family| !leaving.contains(&listing.block_of(family.clone()))).last();
        let last_staying = last_staying.and_then(|family| listing.entries().get(family.end - 1));
        let dropped = last_staying.filter(|_| open).map(crate::document::Entry::line_end);
        let dropped = dropped.filter(|span| !span.is_empty());
        // What the last line drops goes to the one that had none.
        let usual = dropped.map_or(usual, |span| span.of(source));
        Self { open, usual, dropped }
    }

    /// How many bytes of the moving lines `block` are their line end.
    fn len_after(listing: &Listing, block: Span) -> usize {
        let entries = listing.entries();
        let found = entries.binary_search_by_key(&block.end, |entry| entry.block.end);
        found.map_or(0, |index| entries[index].line_end().len())
    }
}

#[cfg(test)]
mod tests {
    use crate::text::apply;

    use super::*;
    use crate::text::outside_is_unchanged;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit::replacement(Span::new(start, end), replacement)
    }

    #[test]
    fn chained_edits_do_what_two_passes_do() {
        let source = "0123456789";
        let first = [edit(1, 3, ""), edit(4, 4, "abc"), edit(7, 8, "de")];
        let between = apply(source, &first).unwrap();
        assert_eq!(between, "03abc456de89");
        for second in [
            vec![],
            vec![edit(0, 1, "x")],
            vec![edit(1, 1, "x")],
            vec![edit(3, 4, "")],
            vec![edit(4, 6, "x"), edit(11, 12, "")],
            vec![edit(0, 12, "")],
            vec![edit(6, 7, "x"), edit(7, 9, "y"), edit(12, 12, "z")],
        ] {
            let output = apply(&between, &second).unwrap();
            let chained = chained(&first, &second, &output);
            assert_eq!(apply(source, &chained).as_deref(), Ok(output.as_str()), "{second:?}");
            assert!(outside_is_unchanged(source, &output, &chained), "{second:?}");
        }
        let far = chained(&first, &[edit(11, 12, "x")], "03abc456de8x");
        assert_eq!(far, [first.as_slice(), &[edit(9, 10, "x")]].concat());
    }
}
