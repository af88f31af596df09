//! A source line with marks under what is meant on it.
//!
//! Of a line that is too long only the part around the mark is shown, and nothing is measured beyond it: lists have
//! rows of thousands of characters, and files without a line end.

use std::iter;

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use super::terminal_style::{Look, MARGIN, severity_style};
use super::{FileReport, Range, Reported};
use crate::text::{Span, display_width, is_unprintable, stand_in};

/// What to mark, and how.
pub(super) struct Underline<'a> {
    pub(super) range: Range,
    pub(super) label: &'a str,
    pub(super) style: Style,
    pub(super) sign: &'static str,
}

impl<'a> Underline<'a> {
    /// What a finding is about.
    pub(super) fn of(finding: &Reported) -> Self {
        Self { range: finding.range, label: "", style: severity_style(finding.severity), sign: "^" }
    }

    /// A place that belongs to a finding.
    pub(super) fn beside(range: Range, label: &'a str) -> Self {
        Self { range, label, style: MARGIN, sign: "-" }
    }
}

/// How a tab is shown.
const TAB: &str = "    ";
/// Stands where a line is cut.
const CUT: &str = "…";

/// Appends the lines of `marks`, each once, with the marks below them, and a margin of line numbers that is so many columns
/// wide.
pub(super) fn push_frame(
    printed: &mut String,
    file: &FileReport,
    marks: &[Underline<'_>],
    margin: usize,
    look: &Look,
) {
    push_margin(printed, look, margin, "", " |");
    printed.push('\n');
    let width = look.width.saturating_sub(margin + 3).max(20);
    let mut left: Vec<&Underline<'_>> = marks.iter().collect();
    while let Some(&first) = left.first() {
        let line = first.range.start.line;
        let view = View::new(file, first.range, width);
        push_margin(printed, look, margin, &line.to_string(), " |");
        let space = if view.text.is_empty() { "" } else { " " };
        printed.extend([space, &view.text, "\n"]);
        // A long line is cut, and what does not lie in this part of it gets a part of its own.
        let is_here = |mark: &&Underline<'_>| {
            std::ptr::eq(*mark, first)
                || (mark.range.start.line == line && view.holds(file, mark.range, width))
        };
        let (here, others): (Vec<_>, Vec<_>) = left.into_iter().partition(is_here);
        let placed = here.into_iter().map(|mark| (view.place(file, mark.range), mark)).collect();
        push_marks(printed, placed, (margin, width), look);
        left = others;
    }
}

/// Columns before a mark, and those of the mark.
type CaretRange = (usize, usize);

/// Appends marks: as many in a row as there is space for, of those with words beside them the last one only.
fn push_marks(
    printed: &mut String,
    mut marks: Vec<(CaretRange, &Underline<'_>)>,
    (margin, width): (usize, usize),
    look: &Look,
) {
    marks.sort_by_key(|((before, _), _)| *before);
    // Two findings may be about the same characters.
    marks.dedup_by(|(place, mark), (last, kept)| {
        place == last && mark.label.is_empty() && kept.label.is_empty()
    });
    while !marks.is_empty() {
        push_margin(printed, look, margin, "", " |");
        printed.push(' ');
        let (mut end, mut is_full) = (0, false);
        let mut others = Vec::new();
        for ((before, marked), mark) in marks {
            if is_full || before < end || (end > 0 && before == end) {
                others.push(((before, marked), mark));
                continue;
            }
            push_blanks(printed, before - end);
            // Words at the end of a long mark would leave the line: the mark is shortened for them.
            let words = if mark.label.is_empty() { 0 } else { display_width(mark.label) + 1 };
            let marked =
                if words > 0 { marked.min(width.saturating_sub(before + words)).max(1) } else { marked };
            look.push(printed, mark.style, |printed| {
                printed.extend(iter::repeat_n(mark.sign, marked));
                let space = if mark.label.is_empty() { "" } else { " " };
                printed.extend([space, mark.label]);
            });
            end = before + marked;
            is_full = !mark.label.is_empty();
        }
        printed.push('\n');
        marks = others;
    }
}

/// Appends what stands beside a line: `text` at the right of so many columns, and a sign.
pub(super) fn push_margin(printed: &mut String, look: &Look, columns: usize, text: &str, sign: &str) {
    look.push(printed, MARGIN, |printed| {
        push_blanks(printed, columns.saturating_sub(text.len()));
        printed.extend([text, sign]);
    });
}

fn push_blanks(printed: &mut String, count: usize) {
    printed.extend(iter::repeat_n(" ", count));
}

/// The part of a line that is shown, and what of it is marked.
#[derive(Debug, PartialEq)]
struct View {
    text: String,
    /// The bytes of the source that are shown.
    part: Span,
    /// Columns before those.
    cut: usize,
}

impl View {
    fn new(file: &FileReport, range: Range, width: usize) -> Self {
        let whole = file.lines.line_span(&file.source, range.start.line);
        let line = whole.of(&file.source).trim_end_matches(['\n', '\r']);
        let (start, end) = on_line(file, range);
        let mark = Span::new(start, end);
        let (before, rest) = line.split_at(mark.start - whole.start);
        let (marked, after) = rest.split_at(mark.len());
        let mark_width = measured(marked.chars(), width).1.max(1);
        let room = width.saturating_sub(mark_width);
        let (after_bytes, after_width) = measured(after.chars(), room);
        let (before_bytes, before_width) = measured(before.chars().rev(), room);
        let fits = before_bytes == before.len()
            && after_bytes == after.len()
            && before_width + after_width <= room
            && measured(marked.chars(), width).0 == marked.len();
        if fits {
            return Self::cut(before, marked, after, [false; 2], whole.start);
        }
        let room = width.saturating_sub(mark_width.min(width - 2) + 2);
        let to_left = (room / 2).max(room.saturating_sub(after_width)).min(room);
        let (left_bytes, left_width) = measured(before.chars().rev(), to_left);
        let middle = measured(marked.chars(), width.saturating_sub(2 + left_width)).0;
        let middle_width = display_width(&shown(&marked[..middle]));
        let to_right = width.saturating_sub(2 + left_width + middle_width);
        let right = if middle < marked.len() { 0 } else { measured(after.chars(), to_right).0 };
        Self::cut(
            &before[before.len() - left_bytes..],
            &marked[..middle],
            &after[..right],
            [left_bytes < before.len(), middle < marked.len() || right < after.len()],
            mark.start - left_bytes,
        )
    }

    /// Whether `range` is shown, or its start where it is too long for any part of the line.
    fn holds(&self, file: &FileReport, range: Range, width: usize) -> bool {
        let (start, end) = on_line(file, range);
        let marked = Span::new(start, end).of(&file.source);
        let is_too_long = || measured(marked.chars(), width.saturating_sub(2)).0 < marked.len();
        self.part.start <= start && (end <= self.part.end || (start < self.part.end && is_too_long()))
    }

    /// Where the mark of `range`, which the view holds, goes.
    fn place(&self, file: &FileReport, range: Range) -> CaretRange {
        let (start, end) = on_line(file, range);
        let width =
            |from: usize, to: usize| display_width(&shown(Span::new(from, to.max(from)).of(&file.source)));
        let start = start.max(self.part.start);
        (self.cut + width(self.part.start, start), width(start, end.min(self.part.end)).max(1))
    }

    fn cut(before: &str, marked: &str, after: &str, [cut_left, cut_right]: [bool; 2], start: usize) -> Self {
        let part = Span::new(start, start + before.len() + marked.len() + after.len());
        let mut text = String::with_capacity(before.len() + marked.len() + after.len() + 2 * CUT.len());
        text.push_str(if cut_left { CUT } else { "" });
        push_shown(&mut text, before);
        push_shown(&mut text, marked);
        push_shown(&mut text, after);
        text.push_str(if cut_right { CUT } else { "" });
        text.truncate(text.trim_end().len());
        Self { text, part, cut: display_width(if cut_left { CUT } else { "" }) }
    }
}

/// The bytes of `range` that are on its first line.
fn on_line(file: &FileReport, range: Range) -> (usize, usize) {
    let whole = file.lines.line_span(&file.source, range.start.line);
    let end = whole.start + whole.of(&file.source).trim_end_matches(['\n', '\r']).len();
    let start = range.span.start.min(end);
    (start, range.span.end.clamp(start, end))
}

/// How many bytes of `chars` fit into `width` columns, and how many columns they take.
fn measured(chars: impl Iterator<Item = char>, width: usize) -> (usize, usize) {
    let (mut bytes, mut columns) = (0, 0);
    for c in chars {
        let wide = match c {
            ' '..='~' => 1,
            '\t' => TAB.len(),
            c if is_unprintable(c) => 1,
            c => c.width().unwrap_or(1),
        };
        if columns + wide > width {
            break;
        }
        bytes += c.len_utf8();
        columns += wide;
    }
    (bytes, columns)
}

/// `text` as it is printed.
fn shown(text: &str) -> String {
    let mut printed = String::with_capacity(text.len());
    push_shown(&mut printed, text);
    printed
}

/// Appends `text` as it is printed.
fn push_shown(printed: &mut String, text: &str) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return printed.push_str(text);
    }
    for c in text.chars() {
        match c {
            '\t' => printed.push_str(TAB),
            c => printed.push(stand_in(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LineIndex;

    fn view(source: &str, marked: &str, width: usize) -> (String, String) {
        let lines = LineIndex::new(source);
        let start = source.find(marked).unwrap();
        let span = Span::new(start, start + marked.len());
        let (from, to) = (lines.position(source, span.start), lines.position(source, span.end));
        let (path, findings) = (String::new(), Vec::new());
        let file = FileReport { path, source: source.to_owned(), lines, lists: 0, entries: 0, findings };
        let range = Range { span, start: from, end: to };
        let view = View::new(&file, range, width);
        let (before, marked) = view.place(&file, range);
        assert!(display_width(&view.text) <= width, "{}", view.text);
        assert!(before + marked <= width);
        let signs = format!("{}{}", " ".repeat(before), "^".repeat(marked));
        (view.text, signs)
    }

    #[test]
    fn marks_stand_under_wide_characters_and_tabs() {
        assert_eq!(view("| 天鹰 | 7b |\n", "7b", 77), ("| 天鹰 | 7b |".into(), "         ^^".into()));
        assert_eq!(view("a\n\t| 天鹰 |", "天鹰", 77), ("    | 天鹰 |".into(), "      ^^^^".into()));
        assert_eq!(view("a\u{200b}b", "\u{200b}", 77), ("a�b".into(), " ^".into()));
        assert_eq!(view("a\u{1b}[31mb", "b", 77), ("a␛[31mb".into(), "      ^".into()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let long = format!("{}needle{}", "x".repeat(3000), "y".repeat(3000));
        assert_eq!(view(&long, "needle", 20), ("…xxxxxxneedleyyyyyy…".into(), "       ^^^^^^".into()));
        let start = format!("needle{}", "y".repeat(3000));
        assert_eq!(view(&start, "needle", 20), (format!("needle{}…", "y".repeat(12)), "^^^^^^".into()));
        let end = format!("{}needle", "x".repeat(3000));
        assert_eq!(
            view(&end, "needle", 20),
            (format!("…{}needle", "x".repeat(12)), format!("{:13}^^^^^^", ""))
        );
        let all = "天".repeat(3000);
        assert_eq!(view(&all, &all, 20), (format!("{}…", "天".repeat(9)), "^".repeat(18)));
    }

    #[test]
    fn of_several_lines_the_first_is_marked() {
        assert_eq!(view("ab\r\ncd\r\n", "b\r\nc", 77), ("ab".into(), " ^".into()));
        assert_eq!(view("ab\n", "\n", 77), ("ab".into(), "  ^".into()));
    }
}
