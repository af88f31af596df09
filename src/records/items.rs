//! The bytes of a bullet list: items that did not change keep theirs, others are written in their forms.

use std::borrow::Cow;

use super::form::{Form, dedented, digits, indent_and_text, indented};
use super::wanted::Row;
use crate::document::{Document, Entry, Field, Listing};
use crate::text::Edit;

/// The item with these cells, and with `number` where its nested lines reach the column that it starts them in.
pub(super) fn fill<'a>(form: &Form, number: usize, cell: impl Fn(Field) -> &'a str + Copy) -> String {
    let text = form.fill(number, cell);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let below = text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indent).min();
    match below {
        // A marker is the number, a sign and a space; what the number says, nobody sees behind the first item.
        Some(below) if digits(&text) > 1 && digits(&text) + 2 > below => form.fill(1, cell),
        _ => text,
    }
}

/// How many columns an indent takes (`CommonMark` §2.2).
fn columns(indent: &str) -> usize {
    indent.bytes().fold(0, |column, byte| if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Whether a line may go on with the paragraph above it, and not start a block of its own.
fn may_continue(line: &str) -> bool {
    let text = line.trim_matches([' ', '\t', '\r']);
    let Some(first) = text.chars().next() else { return false };
    let behind = &text[first.len_utf8()..];
    let is_rule = text.len() > 2 && text.chars().all(|c| c == first || c == ' ');
    let is_marker = |behind: &str| behind.is_empty() || behind.starts_with([' ', '\t']);
    match first {
        '<' => !behind.starts_with(['!', '?']) && !starts_block(behind),
        '>' => false,
        '-' | '+' | '*' | '_' => !is_rule && !is_marker(behind),
        '#' => !is_marker(text.trim_start_matches('#')) || text.starts_with("#######"),
        '`' | '~' => !text.starts_with("```") && !text.starts_with("~~~"),
        '0'..='9' => !text[digits(text)..].strip_prefix(['.', ')']).is_some_and(is_marker),
        _ => true,
    }
}

/// Whether a tag may end a paragraph (`CommonMark` §4.6): those of blocks that are common below a list.
fn starts_block(tag: &str) -> bool {
    const BLOCKS: [&str; 20] = [
        "center", "details", "div", "dl", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
        "p", "pre", "section", "summary", "table", "ul",
    ];
    let name = tag.strip_prefix('/').unwrap_or(tag).split(|c: char| !c.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)))
}

/// What stands before an item on its line.
const BLANKS: [char; 4] = [' ', '\t', '>', '\r'];

/// Whether an item may stand right below a paragraph (`CommonMark` §5.3): it says something, and is the first of a list
/// where it is numbered.
fn may_interrupt(item: &str) -> bool {
    let number = digits(item);
    let behind = item.lines().next().and_then(|line| line.get(number + 1..)).unwrap_or_default();
    !behind.trim().is_empty() && (number == 0 || item[..number].parse() == Ok(1))
}

/// What stands on a line behind the markers of items and quotes.
fn behind_markers(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t']);
    loop {
        let number = digits(rest);
        let behind = rest.get(number + 1..).filter(|behind| behind.starts_with([' ', '\t', '>']));
        let is_marker = match rest[number..].chars().next() {
            Some('>') => number == 0,
            Some('-' | '+' | '*') => number == 0 && behind.is_some(),
            Some('.' | ')') => number > 0 && behind.is_some(),
            _ => false,
        };
        if !is_marker {
            return rest;
        }
        rest = rest[number + 1..].trim_start_matches([' ', '\t']);
    }
}

/// Whether an item ends in code that no fence closes.
pub(super) fn ends_in_open_code(item: &str) -> bool {
    let mut open: Option<&str> = None;
    // Where the text starts that the last marker stands before.
    let mut content = 0;
    for line in item.split(['\n', '\r']) {
        let text = behind_markers(line);
        let before = &line[..line.len() - text.len()];
        let column = columns(before);
        if !before.trim().is_empty() {
            content = column;
        }
        let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let behind = sign.map_or(text, |sign| text.trim_start_matches(sign));
        let fence = &text[..text.len() - behind.len()];
        // What is indented further is code.
        let is_deep = column > content + 3;
        open = match open {
            None => (fence.len() > 2 && !(fence.starts_with('`') && behind.contains('`'))).then_some(fence),
            Some(open) => {
                let closes = !is_deep && fence.starts_with(open) && behind.trim().is_empty();
                Some(open).filter(|_| !closes)
            }
        };
    }
    open.is_some()
}

/// The column that the text of an item starts in (`CommonMark` §5.2).
pub(super) fn text_column(prefix: &str, item: &str) -> usize {
    let number = digits(item);
    let marker = columns(prefix) + number + 1;
    let line = item.lines().next().unwrap_or_default().get(number + 1..).unwrap_or_default();
    let text = line.trim_start_matches([' ', '\t']);
    let mut column = marker;
    for byte in line[..line.len() - text.len()].bytes() {
        column = if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 };
    }
    let is_usual = !text.is_empty() && (marker + 1..marker + 5).contains(&column);
    if is_usual { column } else { marker + 1 }
}

/// The indent of an item below another, whose text starts in the column `text`.
fn nested_prefix(prefix: &str, text: usize) -> String {
    format!("{prefix}{}", " ".repeat(text.saturating_sub(columns(prefix))))
}

/// The items that a list of the template is to have.
pub(super) struct Items<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) listing: &'a Listing,
    pub(super) rows: &'a [Row],
    /// For each of them the template's entry that it stands for.
    pub(super) old: &'a [Option<usize>],
}

impl Items<'_> {
    /// The edit that replaces all of the list.
    pub(super) fn edit(&self) -> Edit {
        let source = self.document.source();
        let entries = self.listing.entries();
        let usual_end = self.usual_end();
        let first_number = self.first_number();
        let mut text = String::with_capacity(self.listing.span.len());
        let moves = !self.old.iter().copied().eq((0..entries.len()).map(Some));
        // For each level, what the last item there was indented by, and the column that its text starts in.
        let mut above: Vec<(String, usize)> = Vec::new();
        let mut last_is_open = false;
        for (index, row) in self.rows.iter().enumerate() {
            let entry = self.old.get(index).copied().flatten().and_then(|old| entries.get(old));
            let entry = entry.filter(|entry| entry.level == row.level);
            let own = entry.map(|entry| indent_and_text(source, entry).0);
            let prefix = self.prefix(row.level, own, &above, moves);
            text.push_str(&prefix);
            let item = self.item(entry, row, &prefix, first_number.map(|first| first + index));
            above.truncate(row.level);
            let column = text_column(&prefix, &item);
            above.push((prefix, column));
            text.push_str(&item);
            last_is_open = ends_in_open_code(&item);
            if index + 1 < self.rows.len() {
                let own_end = entry.map_or("", |entry| entry.line_end().of(source));
                text.push_str(match own_end {
                    // A blank line would be one of the code.
                    "" if last_is_open => usual_end.split_inclusive('\n').next().unwrap_or("\n"),
                    "" => usual_end,
                    own_end => own_end,
                });
            }
        }
        let outermost = above.first().map_or("", |(prefix, _)| prefix);
        if !last_is_open {
            text.push_str(&self.gap_below(outermost));
        }
        text.insert_str(0, &self.gap_above(&text));
        Edit::replacement(self.listing.span, text)
    }

    /// What an item is indented by that was indented by `own`, below the items `above`; `moves`: where items change places.
    fn prefix(&self, level: usize, own: Option<&str>, above: &[(String, usize)], moves: bool) -> String {
        let source = self.document.source();
        let sibling = above.get(level).map(|(prefix, _)| prefix.as_str());
        if let Some((parent, text)) = level.checked_sub(1).and_then(|parent| above.get(parent)) {
            // It is nested where it reaches the text of the item that it is below, and not much further.
            let is_nested = |own: &&str| {
                (*text..*text + 4).contains(&columns(own))
                    && !(moves && sibling.is_some_and(|sibling| sibling != *own))
            };
            return match own.filter(is_nested).or(sibling) {
                Some(prefix) => prefix.to_owned(),
                None => nested_prefix(parent, *text),
            };
        }
        let usual = self.listing.entries().first().map_or("", |entry| indent_and_text(source, entry).0);
        let prefix = own.unwrap_or(usual);
        // What is indented as far as the text of the item before it would be nested in that item. What is indented further
        // than the first item was might be nested in whatever precedes the list.
        let (before, would_nest) = match above.first() {
            Some((before, text)) => (before.as_str(), moves && columns(prefix) >= *text),
            None => (usual, columns(prefix) > columns(usual)),
        };
        if would_nest { before.to_owned() } else { prefix.to_owned() }
    }

    /// The blank line that keeps a paragraph right above out of the first item, or nothing where it is kept out.
    fn gap_above(&self, items: &str) -> String {
        let source = self.document.source();
        let was_first = self.listing.entries().first().map_or("", |first| indent_and_text(source, first).1);
        let above = &source[..self.listing.span.start];
        let line_end = if above.ends_with("\r\n") { "\r\n" } else { "\n" };
        let line =
            above.strip_suffix(line_end).map_or("", |above| above.rsplit('\n').next().unwrap_or(above));
        let prefix = &items[..items.len() - items.trim_start_matches(BLANKS).len()];
        let is_below_text = !line.trim_matches(BLANKS).is_empty() && !may_interrupt(&items[prefix.len()..]);
        if is_below_text && may_interrupt(was_first) {
            prefix.trim_end_matches([' ', '\t']).to_owned() + line_end
        } else {
            String::new()
        }
    }

    /// The blank line that keeps the text below out of what is now the last item: the end of what was the last one may have
    /// done so, as a code block does.
    fn gap_below(&self, prefix: &str) -> String {
        let has_old_end =
            self.old.last().is_some_and(|old| *old == self.listing.entries().len().checked_sub(1));
        let rest = &self.document.source()[self.listing.span.end..];
        let line_end = if rest.starts_with("\r\n") { "\r\n" } else { "\n" };
        let below = rest.strip_prefix(line_end).and_then(|below| below.lines().next()).unwrap_or_default();
        let below = if prefix.starts_with('>') { below.strip_prefix('>').unwrap_or(below) } else { below };
        if has_old_end || !may_continue(below) {
            return String::new();
        }
        line_end.to_owned() + prefix.trim_end_matches([' ', '\t'])
    }

    fn item(&self, entry: Option<&Entry>, row: &Row, prefix: &str, place: Option<usize>) -> String {
        let source = self.document.source();
        let content = entry.map(|entry| {
            let (indent, text) = indent_and_text(source, entry);
            let is_moved = indent != prefix;
            if is_moved { indented(&dedented(text, indent), prefix).into() } else { Cow::Borrowed(text) }
        });
        let unchanged = entry.is_some_and(|entry| Row::of(self.document, self.listing, entry) == *row);
        let written = |number: usize| {
            let form = row.form.as_deref().and_then(|form| Form::parse(form).ok());
            let cell = |field: Field| row.cells.get(field as usize).map_or("", String::as_str);
            form.map_or_else(String::new, |form| indented(&fill(&form, number, cell), prefix))
        };
        let Some(content) = content else { return written(place.unwrap_or(1)) };
        let own = digits(&content);
        let number: usize = content[..own].parse().unwrap_or(1);
        // A number with more digits would move the column that nested lines have to reach.
        let number =
            place.filter(|place| place.to_string().len() == own || !content.contains('\n')).unwrap_or(number);
        if !unchanged {
            return written(number);
        }
        // Numbers with zeros in front (`08)`) keep them.
        let is_renumbered = own > 0 && place.is_some();
        if is_renumbered { format!("{number:0own$}{}", &content[own..]) } else { content.into_owned() }
    }

    /// What stands between most items: a line end, or a blank line.
    fn usual_end(&self) -> &str {
        let source = self.document.source();
        let first = self.listing.entries().first().map_or("", |entry| entry.line_end().of(source));
        match first {
            "" if source[self.listing.span.end..].starts_with("\r\n") => "\r\n",
            "" => "\n",
            first => first,
        }
    }

    /// The number of the first item, where all are numbered one after the other.
    fn first_number(&self) -> Option<usize> {
        let source = self.document.source();
        let numbers = self.listing.entries().iter().map(|entry| {
            let (_, text) = indent_and_text(source, entry);
            text[..digits(text)].parse::<usize>().ok()
        });
        let numbers: Vec<usize> = numbers.collect::<Option<_>>()?;
        let first = *numbers.first()?;
        let in_order = numbers.iter().enumerate().all(|(index, number)| *number == first + index);
        in_order.then_some(first)
    }
}
