//! A source line with marks under what is meant on it.
//!
//! Of a line that is too long only the part around the mark is shown, and nothing is measured beyond it: lists have
//! rows of thousands of characters, and files without a line end.

use std::iter;

use unicode_width::UnicodeWidthChar;

use super::look::{Look, MARGIN, is_unprintable, severity_style};
use super::{FileReport, Range};
use crate::rules::Severity;
use crate::text::{Span, display_width};

/// What to mark.
pub(super) struct Mark<'a> {
    pub(super) range: Range,
    pub(super) label: &'a str,
}

/// How a tab is shown.
const TAB: &str = "    ";
/// Stands where a line is cut.
const CUT: &str = "…";

/// Appends the line of `main` marked by `^`, and those of `others` by `-`, with a margin of line numbers; how many columns
/// those take.
pub(super) fn push_frame(
    printed: &mut String,
    file: &FileReport,
    main: &Mark<'_>,
    others: &[Mark<'_>],
    severity: Severity,
    look: &Look,
) -> usize {
    let lines = std::iter::once(main).chain(others).map(|mark| mark.range.start.line);
    let margin = lines.max().unwrap_or(1).to_string().len();
    push_margin(printed, look, margin, "", " |");
    printed.push('\n');
    let mut shown = None;
    let marks = std::iter::once((main, true)).chain(others.iter().map(|mark| (mark, false)));
    for (mark, is_main) in marks {
        let view = View::new(file, mark.range, look.width.saturating_sub(margin + 3).max(20));
        let line = mark.range.start.line;
        if !matches!(&shown, Some((at, text)) if *at == line && *text == view.text) {
            push_margin(printed, look, margin, &line.to_string(), " |");
            let space = if view.text.is_empty() { "" } else { " " };
            printed.extend([space, &view.text, "\n"]);
            shown = Some((line, view.text));
        }
        push_margin(printed, look, margin, "", " |");
        push_blanks(printed, 1 + view.before);
        let (sign, style) = if is_main { ("^", severity_style(severity)) } else { ("-", MARGIN) };
        look.push(printed, style, |printed| {
            printed.extend(iter::repeat_n(sign, view.marked));
            let space = if mark.label.is_empty() { "" } else { " " };
            printed.extend([space, mark.label]);
        });
        printed.push('\n');
    }
    margin
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
    /// Columns before the mark.
    before: usize,
    /// Columns of the mark.
    marked: usize,
}

impl View {
    fn new(file: &FileReport, range: Range, width: usize) -> Self {
        let whole = file.lines.line_span(&file.source, range.start.line);
        let line = whole.of(&file.source).trim_end_matches(['\n', '\r']);
        let end = whole.start + line.len();
        // Where a mark spans lines, the first of them is shown.
        let mark = Span::new(range.span.start.min(end), range.span.end.clamp(range.span.start.min(end), end));
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
            return Self::cut(before, marked, after, false, false);
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
            left_bytes < before.len(),
            middle < marked.len() || right < after.len(),
        )
    }

    fn cut(before: &str, marked: &str, after: &str, cut_left: bool, cut_right: bool) -> Self {
        let mut text = String::with_capacity(before.len() + marked.len() + after.len() + 2 * CUT.len());
        text.push_str(if cut_left { CUT } else { "" });
        push_shown(&mut text, before);
        let start = text.len();
        push_shown(&mut text, marked);
        let (before, marked) = (display_width(&text[..start]), display_width(&text[start..]).max(1));
        push_shown(&mut text, after);
        text.push_str(if cut_right { CUT } else { "" });
        text.truncate(text.trim_end().len());
        Self { text, before, marked }
    }
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
            c if is_unprintable(c) => printed.push(char::REPLACEMENT_CHARACTER),
            c => printed.push(c),
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
        let file = FileReport { path: String::new(), source: source.to_owned(), lines, findings: Vec::new() };
        let view = View::new(&file, Range { span, start: from, end: to }, width);
        assert!(display_width(&view.text) <= width, "{}", view.text);
        assert!(view.before + view.marked <= width);
        let signs = format!("{}{}", " ".repeat(view.before), "^".repeat(view.marked));
        (view.text, signs)
    }

    #[test]
    fn marks_stand_under_wide_characters_and_tabs() {
        assert_eq!(view("| 天鹰 | 7b |\n", "7b", 77), ("| 天鹰 | 7b |".into(), "         ^^".into()));
        assert_eq!(view("a\n\t| 天鹰 |", "天鹰", 77), ("    | 天鹰 |".into(), "      ^^^^".into()));
        assert_eq!(view("a\u{200b}b", "\u{200b}", 77), ("a�b".into(), " ^".into()));
        assert_eq!(view("a\u{1b}[31mb", "b", 77), ("a�[31mb".into(), "      ^".into()));
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
