//! Where GitHub reads a text in another way than the parser does, and how the parser is brought to GitHub's dialect.
//!
//! The parser reads a copy of the text in which a few bytes are others: a tab in a delimiter row is a space there, a row
//! that GitHub takes for code is a heading, which ends a table as code does. The copy is as long as the text, so that
//! every offset holds for both, and what the parser hands out is looked up in the text again. Some differences are seen
//! before parsing ([`Dialect::of`]), others only in what the parser found ([`Differences`]); then the text is parsed
//! again. What can be done nowhere but at the start of a text (a table right under a paragraph) is parsed as a part of
//! its own.

use std::borrow::Cow;
use std::ops::Range;

use super::{empty_task, row};
use crate::text::Span;

/// How often a text is parsed at most: what is mended in one round may show a difference that was hidden.
pub(super) const ROUNDS: usize = 4;

/// What the parser is to read in place of a text.
#[derive(Debug)]
pub(super) struct Dialect<'src> {
    text: Cow<'src, str>,
    /// Where lines start that are code to GitHub and headings in the copy, in order.
    code: Vec<usize>,
    /// Where the text is cut, in order.
    cuts: Vec<usize>,
}

/// What GitHub reads in another way than the parser did; all offsets are those of the text that was parsed.
#[derive(Debug, Default)]
pub(super) struct Differences {
    masks: Vec<(Span, Mask)>,
    cuts: Vec<usize>,
}

/// What bytes of the copy are replaced with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// A heading, in place of a line of code.
    Code,
    /// Letters, in place of signs that mean nothing here.
    Letters,
    /// The same for pipes only, in a line that is not a delimiter row.
    Pipes,
    /// A pipe, which the parser asks for.
    Pipe,
    /// Emphasis, in place of what strikes out.
    Emphasis,
    /// A tag that starts a block wherever it stands, in place of one that does so here.
    BlockTag,
}

impl<'src> Dialect<'src> {
    /// That of `text`, as far as it is known before parsing.
    pub(super) fn of(text: &'src str) -> Self {
        let mut copy = Copy::new(text);
        mask_closing_tags(text, &mut copy);
        mask_delimiter_blanks(text, &mut copy);
        mask_deep_markers(text, &mut copy);
        empty_task::boxes(text).for_each(|task| copy.mask(task, Mask::Letters));
        Self { text: copy.finish(), code: Vec::new(), cuts: Vec::new() }
    }

    /// What the parser is to read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the line that starts at `offset` is code to GitHub, and a heading to the parser.
    pub(super) fn is_code(&self, offset: usize) -> bool {
        self.code.binary_search(&offset).is_ok()
    }

    /// `chunks`, cut where a part starts that has to be parsed for itself.
    pub(super) fn parts(&self, chunks: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut cuts = self.cuts.iter().copied().peekable();
        let mut parts = Vec::with_capacity(chunks.len() + self.cuts.len());
        for chunk in chunks {
            let mut start = chunk.start;
            while let Some(cut) = cuts.next_if(|&cut| cut < chunk.end) {
                if cut > start {
                    parts.push(start..cut);
                    start = cut;
                }
            }
            parts.push(start..chunk.end);
        }
        parts
    }

    /// Takes up what was found while the text was parsed.
    pub(super) fn add(&mut self, differences: Differences) {
        let Differences { masks, cuts } = differences;
        let mut copy = Copy { bytes: Some(self.text.as_bytes().to_vec()), text: self.text.clone() };
        for (span, mask) in masks {
            copy.mask(span, mask);
            if mask == Mask::Code {
                self.code.push(span.start);
            }
        }
        self.text = copy.finish();
        self.code.sort_unstable();
        self.cuts.extend(cuts);
        self.cuts.sort_unstable();
        self.cuts.dedup();
    }
}

impl Differences {
    pub(super) fn is_empty(&self) -> bool {
        self.masks.is_empty() && self.cuts.is_empty()
    }

    pub(super) fn mask(&mut self, span: Span, mask: Mask) {
        self.masks.push((span, mask));
    }

    /// How many bytes or runs of them are to be replaced so far.
    pub(super) fn count(&self) -> usize {
        self.masks.len()
    }

    /// Takes back what was found behind `offset` since there were `count`: it is to be read in another way.
    pub(super) fn forget(&mut self, count: usize, offset: usize) {
        self.masks.extract_if(count.., |(span, _)| span.start >= offset).for_each(drop);
    }

    pub(super) fn cut(&mut self, offset: usize) {
        self.cuts.push(offset);
    }
}

/// A copy of a text, made once something in it is another byte. Only ASCII is written over whole characters.
struct Copy<'src> {
    text: Cow<'src, str>,
    bytes: Option<Vec<u8>>,
}

impl<'src> Copy<'src> {
    fn new(text: &'src str) -> Self {
        Self { text: Cow::Borrowed(text), bytes: None }
    }

    fn bytes(&mut self, span: Span) -> &mut [u8] {
        let bytes = self.bytes.get_or_insert_with(|| self.text.as_bytes().to_vec());
        bytes.get_mut(Range::from(span)).unwrap_or_default()
    }

    fn mask(&mut self, span: Span, mask: Mask) {
        let bytes = self.bytes(span);
        match mask {
            Mask::Code => {
                bytes.fill(b'x');
                for (byte, sign) in bytes.iter_mut().zip(*b"# ") {
                    *byte = sign;
                }
            }
            Mask::Letters => bytes.fill(b'x'),
            Mask::Pipes => bytes.iter_mut().filter(|byte| **byte == b'|').for_each(|byte| *byte = b'x'),
            Mask::Pipe => bytes.fill(b'|'),
            Mask::Emphasis => bytes.fill(b'*'),
            Mask::BlockTag => {
                bytes.fill(b' ');
                if let Some(first) = bytes.first_mut() {
                    *first = b'p';
                }
            }
        }
    }

    fn finish(self) -> Cow<'src, str> {
        match self.bytes.map(String::from_utf8) {
            Some(Ok(copy)) => Cow::Owned(copy),
            // Whole characters are written over, so that nothing else is to be expected.
            Some(Err(_)) | None => self.text,
        }
    }
}

/// `</PRE>` ends a block of HTML in any case (`CommonMark` §4.6).
fn mask_closing_tags(text: &str, copy: &mut Copy<'_>) {
    const NAMES: [&str; 4] = ["pre", "script", "style", "textarea"];
    for at in memchr::memmem::find_iter(text.as_bytes(), b"</") {
        let start = at + 2;
        for name in NAMES {
            let span = Span::new(start, start + name.len());
            let written = text.as_bytes().get(Range::from(span)).unwrap_or_default();
            if written.eq_ignore_ascii_case(name.as_bytes()) && written != name.as_bytes() {
                copy.bytes(span).make_ascii_lowercase();
            }
        }
    }
}

/// Tabs and the like between the cells of a delimiter row, and behind it, are white space (GFM §4.10); alone on a line, form
/// feeds and vertical tabs are text, and make no blank line (`CommonMark` §2.1).
fn mask_delimiter_blanks(text: &str, copy: &mut Copy<'_>) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'\t', 0x0b, 0x0c, text.as_bytes()) {
        if at < done {
            continue;
        }
        let line = line_around(text, at);
        done = line.end;
        let written = line.of(text);
        let signs = written.trim_start_matches(['>', ' ', '\t']);
        if signs.contains('|') && delimiter_cells(signs).is_some() {
            let signs = Span::new(line.end - signs.len(), line.end);
            let bytes = copy.bytes(signs);
            bytes.iter_mut().filter(|byte| is_blank(**byte)).for_each(|byte| *byte = b' ');
        } else if !signs.is_empty() && signs.bytes().all(is_blank) {
            let start = line.end - signs.len();
            copy.mask(Span::new(start, start + 1), Mask::Letters);
        }
    }
}

/// So many quotes and lists may start on one line; GitHub starts no more lists than this either.
const DEEPEST: usize = 100;

/// Markers of quotes and lists in quotes and lists, beyond those of [`DEEPEST`] levels, are letters: each level takes the
/// parser as much room as a line of text.
fn mask_deep_markers(text: &str, copy: &mut Copy<'_>) {
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        let line = Span::new(start, end);
        if end - start > DEEPEST
            && let Some(deep) = deep_markers(line.of(text))
        {
            copy.mask(deep.shifted(start), Mask::Letters);
        }
        start = end + 1;
    }
}

/// Where the markers at the start of `line` stand that are beyond [`DEEPEST`] levels, if there are any.
fn deep_markers(line: &str) -> Option<Span> {
    let mut rest = line;
    let mut deep = None;
    for level in 0.. {
        let after_blanks = rest.trim_start_matches([' ', '\t']);
        let Some(after) = after_marker(after_blanks).filter(|_| rest.len() - after_blanks.len() <= 4) else {
            break;
        };
        if level == DEEPEST {
            deep = Some(line.len() - after_blanks.len());
        }
        rest = after;
    }
    let deep = Span::new(deep?, line.len() - rest.len());
    // A rule may be as long as it likes: `- - -`.
    let signs = line[deep.start..].trim_end();
    let is_rule = ['-', '*'].iter().any(|&sign| signs.trim_start_matches([' ', '\t', sign]).is_empty());
    (!is_rule).then_some(deep)
}

/// What follows the marker of a quote or of an item that `text` starts with.
fn after_marker(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('>') {
        return Some(rest);
    }
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() == text.len() {
        text.strip_prefix(['-', '+', '*'])
    } else {
        number.strip_prefix(['.', ')']).filter(|_| text.len() - number.len() <= 9)
    };
    rest.filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The line that `at` lies on, without its end.
fn line_around(text: &str, at: usize) -> Span {
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = bytes[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(is_end).map_or(bytes.len(), |len| at + len);
    Span::new(start, end)
}

pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

/// How many cells a line has that GitHub reads as a delimiter row, given without its indent; nothing for any other line.
pub(super) fn delimiter_cells(line: &str) -> Option<usize> {
    let line = line.trim_end_matches(|c: char| c.is_ascii() && is_blank(c as u8));
    let is_sign = |byte: u8| matches!(byte, b'-' | b':' | b'|') || is_blank(byte);
    let starts_list = line.strip_prefix('-').is_some_and(|rest| rest.starts_with([' ', '\t']));
    if line.is_empty() || starts_list || !line.bytes().all(is_sign) {
        return None;
    }
    let mut cells = Vec::new();
    row::split(line, Span::new(0, line.len()), &mut cells);
    let is_cell = |cell: &Span| {
        let cell = cell.of(line).trim_matches(|c: char| c.is_ascii() && is_blank(c as u8));
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    // A word above bare dashes is a heading.
    let is_heading = cells.len() == 1 && line.bytes().all(|byte| byte == b'-');
    (!cells.is_empty() && !is_heading && cells.iter().all(is_cell)).then_some(cells.len())
}

/// How many cells a row has, given without its indent.
pub(super) fn row_cells(line: &str) -> usize {
    let mut cells = Vec::new();
    row::split(line, Span::new(0, line.len()), &mut cells);
    cells.len()
}

/// Where in a paragraph of `lines` GitHub starts a table: the index of its header, the last line above a delimiter row with
/// as many cells.
///
/// A delimiter row that does not fit the line above it makes GitHub look for no other in the paragraph.
pub(super) fn table_in_paragraph<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut above: Option<&str> = None;
    for (index, line) in lines.enumerate() {
        let line = line.trim_start_matches([' ', '\t']);
        if let (Some(above), Some(cells)) = (above, delimiter_cells(line)) {
            return (row_cells(above) == cells).then_some(index - 1);
        }
        above = Some(line);
    }
    None
}

/// Which of the lines below a table's header GitHub takes for code: the parser reads all of them as rows, given by their
/// indent and their text.
///
/// Code ends the table, and what follows without an indent is a paragraph, which may hold the header of a further table.
pub(super) fn code_among_rows(rows: &[(usize, &str)]) -> Vec<usize> {
    enum State<'a> {
        Table,
        Code,
        Paragraph(&'a str),
        /// A paragraph with a delimiter row that fits nothing.
        Text,
    }
    let mut code = Vec::new();
    let mut state = State::Table;
    for (index, &(indent, line)) in rows.iter().enumerate() {
        state = match state {
            State::Table | State::Code if indent >= 4 => {
                code.push(index);
                State::Code
            }
            State::Table => State::Table,
            State::Code => State::Paragraph(line),
            State::Paragraph(above) => match delimiter_cells(line).filter(|_| indent < 4) {
                Some(cells) if row_cells(above) == cells => State::Table,
                Some(_) => State::Text,
                None => State::Paragraph(line),
            },
            State::Text => State::Text,
        };
    }
    code
}

/// The column that is reached behind `text`, which starts in the column `start`, with tab stops every four columns.
pub(super) fn column(start: usize, text: &str) -> usize {
    text.bytes().fold(start, |column, byte| if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiter_rows_are_those_of_github() {
        for (line, cells) in
            [("|---|---|", 2), ("-|-", 2), (":-:", 1), ("| - |", 1), ("|\t---\t| --: |\t ", 2), ("-|", 1)]
        {
            assert_eq!(delimiter_cells(line), Some(cells), "{line}");
        }
        for line in ["---", "- | -", "-\t| -", "| - - |", "||", "|", "", "|-|x|", "| - || - |", "-|-\u{a0}"] {
            assert_eq!(delimiter_cells(line), None, "{line}");
        }
    }

    #[test]
    fn markers_are_read_to_a_depth() {
        let letters = |text: &str| Dialect::of(text).text().matches('x').count();
        for marker in ["> ", ">", "- ", "12) ", "> - "] {
            let levels = marker.matches(['>', '-', ')']).count();
            let text = marker.repeat(DEEPEST / levels);
            assert_eq!(letters(&format!("{text}a\n")), 0, "{marker}");
            assert_eq!(
                letters(&format!("{text}{marker}a\n{text}{marker}b\n")),
                2 * marker.trim_end().len(),
                "{marker}"
            );
        }
        assert_eq!(letters(&"- ".repeat(200)), 0, "a rule");
        assert_eq!(letters(&"-".repeat(200)), 0, "another");
    }

    #[test]
    fn a_table_starts_above_the_first_delimiter_row_only() {
        let at = |text: &str| table_in_paragraph(text.lines());
        assert_eq!(at("text\na | b\n-|-\nc | d"), Some(1));
        assert_eq!(at("a | b\n-|-"), Some(0));
        assert_eq!(at("a\n-|-\na | b\n-|-"), None);
        assert_eq!(at("a | b\n- | -"), None);
    }

    #[test]
    fn code_ends_a_table_and_another_may_follow() {
        let rows =
            [(0, "| a |"), (4, "| b |"), (5, "| c |"), (0, "| d |"), (4, "| e |"), (0, "|---|"), (6, "x")];
        assert_eq!(code_among_rows(&rows), [1, 2, 6]);
    }

    #[test]
    fn the_copy_is_as_long_as_the_text() {
        let text = "<PRE>\n</PRE>\n\na|b\n-|-\t\n\nå `~`\n";
        let mut dialect = Dialect::of(text);
        assert_eq!(dialect.text(), "<PRE>\n</pre>\n\na|b\n-|- \n\nå `~`\n");
        let mut found = Differences::default();
        let start = text.find('å').unwrap();
        found.mask(Span::new(start, start + 6), Mask::Code);
        found.cut(14);
        dialect.add(found);
        assert_eq!(dialect.text().len(), text.len());
        assert!(dialect.text().ends_with("\n# xxxx\n") && dialect.is_code(start));
        assert_eq!(dialect.parts(vec![0..20, 20..text.len()]), [0..14, 14..20, 20..text.len()]);
    }
}
