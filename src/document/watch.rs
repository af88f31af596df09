//! Watches the parser's events for what GitHub reads in another way (see [`super::dialect`]).

use super::bare_url::bare_url;
use super::dialect::{
    Differences, Mask, code_among_rows, column, delimiter_cells, row_cells, table_in_paragraph,
};
use crate::text::{LineIndex, Span};

/// What has been seen of the events so far; spans are those of the source.
#[derive(Debug)]
pub(super) struct Watch<'src> {
    source: &'src str,
    /// Where the text starts that is parsed: differences are given as offsets in it.
    start: usize,
    found: Differences,
    /// The column in which the content of each open item starts; nothing for a quote.
    containers: Vec<Option<usize>>,
    /// Where a single tilde stands that may open what is struck out, with nothing but text behind it.
    tilde: Option<usize>,
    /// How many links and images are open: no address is linked in one.
    links: usize,
    /// How many brackets are open in the text.
    brackets: usize,
    in_table: bool,
    /// How many differences there were when it started.
    before_table: usize,
    /// Up to where the last address reached that was looked at.
    address_end: usize,
    /// Where the last item started, on which line, and in which column.
    last_item: (usize, usize, usize),
    /// Where the last paragraph ended.
    paragraph_end: usize,
    /// Whether a line of it is a delimiter row, which fits nothing above it.
    paragraph_has_delimiter: bool,
    /// Whether what was seen last is a part of a paragraph.
    in_text: bool,
    /// Where the last item or quote ended, if its last paragraph did there.
    container_end: usize,
}

/// An address is looked at so far beyond the text that it starts in.
const LONGEST: usize = 2048;

impl<'src> Watch<'src> {
    pub(super) fn new(source: &'src str, start: usize) -> Self {
        Self {
            source,
            start,
            found: Differences::default(),
            containers: Vec::new(),
            tilde: None,
            links: 0,
            brackets: 0,
            in_table: false,
            before_table: 0,
            address_end: 0,
            last_item: (0, 0, 0),
            paragraph_end: usize::MAX,
            paragraph_has_delimiter: false,
            in_text: false,
            container_end: usize::MAX,
        }
    }

    /// Where the text starts that is parsed.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    pub(super) fn finish(self) -> Differences {
        self.found
    }

    pub(super) fn open_link(&mut self) {
        self.links += 1;
    }

    pub(super) fn close_link(&mut self) {
        self.links = self.links.saturating_sub(1);
    }

    pub(super) fn open_item(&mut self, item: Span, lines: &LineIndex) {
        let text = item.of(self.source);
        let line = lines.line(item.start);
        // Items that start on one line may be many.
        let (known_line, known, known_column) = self.last_item;
        let (from, start) = if known_line == line && known <= item.start {
            (known, known_column)
        } else {
            (lines.line_span(self.source, line).start, 0)
        };
        let own = column(start, &self.source[from..item.start]);
        self.last_item = (line, item.start, own);
        let marker = text.bytes().take_while(u8::is_ascii_digit).count() + 1;
        let behind = text.get(marker..).unwrap_or_default();
        let content = behind.trim_start_matches([' ', '\t']);
        let (before, after) = (own + marker, column(own + marker, &behind[..behind.len() - content.len()]));
        let is_blank = content.is_empty() || content.starts_with(['\n', '\r']);
        self.containers.push(Some(if is_blank || after > before + 4 { before + 1 } else { after }));
    }

    pub(super) fn open_quote(&mut self) {
        self.containers.push(None);
    }

    pub(super) fn close_container(&mut self, span: Span) {
        self.containers.pop();
        if self.in_text {
            self.container_end = span.end;
        }
    }

    /// Whether what goes by is a part of a paragraph, or another block; nothing where it is neither.
    pub(super) fn see(&mut self, in_text: bool) {
        self.in_text = in_text;
    }

    pub(super) fn open_table(&mut self) {
        self.in_table = true;
        self.before_table = self.found.count();
    }

    /// Whatever comes between two texts.
    pub(super) fn pass_by(&mut self) {
        self.tilde = None;
    }

    /// A block starts, or a cell.
    pub(super) fn open_block(&mut self) {
        self.brackets = 0;
    }

    fn line_end(&self, at: usize) -> usize {
        let bytes = self.source.as_bytes();
        memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |len| at + len)
    }

    fn mask(&mut self, start: usize, end: usize, mask: Mask) {
        self.found.mask(Span::new(start - self.start, end - self.start), mask);
    }

    /// Where on the line that starts at `line` the content of the innermost container starts, given that there is nothing
    /// but blanks and signs of quotes before `at`; and the column.
    fn content_start(&self, line: usize, at: usize) -> (usize, usize) {
        let before = &self.source[line..at];
        match self.containers.last() {
            None => (line, 0),
            Some(Some(content)) => {
                let mut reached = 0;
                for (index, byte) in before.bytes().enumerate() {
                    if reached >= *content {
                        return (line + index, reached);
                    }
                    reached = column(reached, if byte == b'\t' { "\t" } else { " " });
                }
                (at, reached)
            }
            Some(None) => {
                let sign = before.rfind('>').map_or(0, |sign| sign + 1);
                let start = sign + usize::from(before[sign..].starts_with([' ', '\t']));
                (line + start, column(0, &before[..start]))
            }
        }
    }

    /// Where the line starts on which there is nothing but blanks and signs of quotes before `at`.
    fn start_of_line(&self, at: usize) -> Option<usize> {
        let before = &self.source[..at];
        let start = before.trim_end_matches([' ', '\t', '>']).len();
        (start == 0 || before[..start].ends_with(['\n', '\r'])).then_some(start)
    }

    /// A run of text.
    pub(super) fn text(&mut self, span: Span) {
        let text = span.of(self.source);
        for at in memchr::memchr_iter(b'~', text.as_bytes()) {
            self.tilde(span.start + at);
        }
        match text {
            "[" => self.brackets += 1,
            "]" => self.brackets = self.brackets.saturating_sub(1),
            // No address is shorter than `www.a` or `ftp://a`.
            _ if text.len() >= 4
                && self.links == 0
                && self.brackets == 0
                && span.start >= self.address_end
                && (text.contains("://") || text.contains("www.")) =>
            {
                self.addresses(span);
            }
            _ => {}
        }
    }

    /// One tilde strikes out as two do, in the midst of a word, too; the parser's rule is that of `_`.
    fn tilde(&mut self, at: usize) {
        let before = self.source[..at].chars().next_back().unwrap_or('\n');
        let after = self.source[at + 1..].chars().next().unwrap_or('\n');
        if before == '~' || after == '~' {
            self.tilde = None;
            return;
        }
        let is_sign = |c: char| {
            c.is_ascii_punctuation() || (!c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace())
        };
        let opens = !after.is_whitespace() && (!is_sign(after) || before.is_whitespace() || is_sign(before));
        let closes = !before.is_whitespace() && (!is_sign(before) || after.is_whitespace() || is_sign(after));
        match self.tilde {
            Some(start) if closes => {
                self.tilde = None;
                self.mask(start, start + 1, Mask::Emphasis);
                self.mask(at, at + 1, Mask::Emphasis);
            }
            None if opens => self.tilde = Some(at),
            _ => {}
        }
    }

    /// Signs in an address are part of it, whatever else they mean.
    fn addresses(&mut self, span: Span) {
        let source = self.source;
        let window = (span.end..=source.len())
            .rev()
            .find(|&end| end <= span.end + LONGEST && source.is_char_boundary(end));
        let mut text = &source[span.start..window.unwrap_or(span.end)];
        text = &text[..memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len())];
        if self.in_table {
            let mut pipes = memchr::memchr_iter(b'|', text.as_bytes());
            let cell = pipes.find(|&pipe| pipe == 0 || text.as_bytes()[pipe - 1] != b'\\');
            text = &text[..cell.unwrap_or(text.len())];
        }
        let mut position = 0;
        while let Some(url) = bare_url(text, position..span.len()) {
            position = url.end;
            self.address_end = span.start + url.end;
            // What the parser read as text is right already.
            for at in span.len()..url.end {
                if matches!(text.as_bytes()[at], b'_' | b'*' | b'~' | b'`' | b'[' | b']' | b'!' | b'\\') {
                    self.mask(span.start + at, span.start + at + 1, Mask::Letters);
                }
            }
        }
    }

    /// A tag alone on its line starts a block of HTML where it belongs to no paragraph: under a table, and under an item or a
    /// quote and outside of it.
    pub(super) fn inline_html(&mut self, span: Span) {
        if self.containers.is_empty() && !self.in_table {
            return;
        }
        let Some(line) = self.start_of_line(span.start).filter(|&line| line > 0) else { return };
        let before = &self.source[line..span.start];
        let is_outside = match self.containers.last() {
            _ if self.in_table => true,
            Some(Some(content)) => column(0, before) < *content,
            Some(None) => !before.contains('>'),
            None => false,
        };
        let is_alone = self.source[span.end..self.line_end(span.end)].trim().is_empty();
        let name = span.of(self.source).trim_start_matches(['<', '/']);
        let len = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(0);
        if is_outside && is_alone && len > 0 {
            let start = span.end - name.len();
            self.mask(start, start + len, Mask::BlockTag);
        }
    }

    /// A paragraph that stands in no other block may hold a table.
    pub(super) fn paragraph(&mut self, span: Span) {
        let text = span.of(self.source);
        self.paragraph_end = span.end;
        let is_delimiter = |line: &str| delimiter_cells(line.trim_start_matches([' ', '\t', '>'])).is_some();
        self.paragraph_has_delimiter = text.lines().skip(1).any(is_delimiter);
        if !self.containers.is_empty() || !text.contains('\n') {
            return;
        }
        let Some(header) = table_in_paragraph(text.lines()) else { return };
        let mut starts = text.split_inclusive('\n').scan(span.start, |at, line| {
            let start = *at;
            *at += line.len();
            Some(start)
        });
        let Some(start) = starts.nth(header) else { return };
        let Some(delimiter) = starts.next() else { return };
        let is_bare = !self.source[start..self.line_end(start)].contains('|');
        if header > 0 && !is_bare {
            // An indent would make it code where nothing stands above it.
            let line = &self.source[start..self.line_end(start)];
            self.found.cut(start + line.len() - line.trim_start_matches([' ', '\t']).len() - self.start);
        }
        self.one_column(start, delimiter);
    }

    /// A delimiter row of one cell with a colon needs no pipe, nor does the header above any of one cell.
    fn one_column(&mut self, header: usize, delimiter: usize) {
        let [head, dashes] = [header, delimiter].map(|at| Span::new(at, self.line_end(at)).of(self.source));
        if !head.contains('|') {
            // The end of the line above stands for the pipe, and for nothing else, as what follows is parsed for itself.
            let start = header
                - (self.source[..header].len() - self.source[..header].trim_end_matches([' ', '\t']).len());
            let Some(above) = start.checked_sub(1).filter(|&above| above >= self.start) else { return };
            if self.source.as_bytes().get(above) != Some(&b'\n') {
                return;
            }
            self.found.cut(above - self.start);
            self.mask(above, above + 1, Mask::Pipe);
        }
        if !dashes.contains('|') {
            let text = dashes.trim_start();
            let colon = if text.starts_with(':') { text.find(':') } else { text.rfind(':') };
            if let Some(colon) = colon {
                let at = delimiter + dashes.len() - text.len() + colon;
                self.mask(at, at + 1, Mask::Pipe);
            }
        }
    }

    /// A table with these rows, the header first.
    pub(super) fn table(&mut self, rows: &[Span], lines: &LineIndex) {
        self.in_table = false;
        let Some((head, body)) = rows.split_first() else { return };
        self.delimiter_row(*head, lines);
        let indent = |row: &Span| {
            let line = self.start_of_line(row.start)?;
            Some(column(0, &self.source[line..row.start]) - self.content_start(line, row.start).1)
        };
        let is_code = |row: &Span| {
            let before = row.start.checked_sub(1).and_then(|at| self.source.as_bytes().get(at));
            matches!(before, Some(b' ' | b'\t')) && indent(row) >= Some(4)
        };
        let Some(first) = body.iter().position(is_code) else { return };
        let text = |row: &Span| self.source[row.start..self.line_end(row.start)].trim_end();
        let seen: Vec<_> = body[first..].iter().map(|row| (indent(row).unwrap_or(0), text(row))).collect();
        let code = code_among_rows(&seen);
        if let Some(row) = code.first() {
            // What follows the first line of code is in no table, and is looked at again.
            self.found.forget(self.before_table, body[first + row].start - self.start);
        }
        for row in code {
            let at = body[first + row].start;
            if let Some(line) = self.start_of_line(at) {
                self.mask(self.content_start(line, at).0, self.line_end(at), Mask::Code);
            }
        }
    }

    /// The line under the header, which may be no delimiter row to GitHub.
    fn delimiter_row(&mut self, head: Span, lines: &LineIndex) {
        let line = lines.line_span(self.source, lines.line(head.start) + 1);
        let line = Span::new(line.start, self.line_end(line.start));
        let header = self.source[head.start..self.line_end(head.start)].trim_end();
        let written = line.of(self.source).trim_start_matches([' ', '\t', '>']);
        let is_masked = self.source.as_bytes().get(head.start) == Some(&b'\n');
        // A delimiter row that fits nothing above it keeps GitHub from looking for another one.
        let is_late = (self.paragraph_has_delimiter || delimiter_cells(header).is_some())
            && self.start_of_line(head.start) == Some(self.paragraph_end);
        // Right below a paragraph in an item or a quote the header is a part of that, with a table of its own or none.
        let above = self.start_of_line(head.start).filter(|&line| line == self.container_end);
        let is_lazy = above.is_some_and(|line| {
            let above = self.source[..line].trim_end_matches(['\n', '\r']);
            self.source[above.len()..line].bytes().filter(|&byte| byte == b'\n').count() < 2
                && !above.ends_with([' ', '\t', '>'])
        });
        if is_late || is_lazy || (!is_masked && delimiter_cells(written) != Some(row_cells(header))) {
            self.mask(line.end - written.len(), line.end, Mask::Pipes);
        }
    }
}
