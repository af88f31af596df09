//! The part of an output that has to be read again: the listings that edits were made in, where the rest is known to
//! mean what it meant.
//!
//! A block parser reads line after line. A table that stands in no other block and has a blank line on both sides starts
//! with nothing open and leaves nothing open, and so does a list between headings or paragraphs that no other list can
//! be a part of. So whatever stands around them is read alike whether their entries are the old ones or the new ones, and
//! these are read alike whatever stands around them. Only definitions of references reach further than that: where a
//! document has any, all of it is read again.
//!
//! The same holds inside of a list whose items start at the margin: a marker there, with text behind it, starts an item
//! whatever the one before left open (`CommonMark` §5.2). So where no item moves, those that changed are read for
//! themselves.

use super::compose::growth;
use crate::document::{Document, Listing};
use crate::text::{Edit, Span};

/// Listings of an output, one below the other, with a heading between them.
pub(super) struct Excerpt {
    /// Their text.
    pub(super) text: String,
    /// What of the source they were, in order.
    pub(super) parts: Vec<Part>,
    /// Where each is to lie in the text.
    spans: Vec<Span>,
}

/// A listing of the source, or some entries of one.
pub(super) struct Part {
    /// Its index.
    pub(super) listing: usize,
    /// The indices of these entries; `None` stands for all of them.
    pub(super) entries: Option<Vec<usize>>,
}

impl Part {
    /// All of a listing.
    pub(super) fn whole(listing: usize) -> Self {
        Self { listing, entries: None }
    }
}

impl Excerpt {
    /// The listings of `output` that `edits` of `source` changed; nothing where more than those may mean something else.
    pub(super) fn of(source: &Document<'_>, edits: &[Edit], output: &str) -> Option<Self> {
        if source.has_references() {
            return None;
        }
        let mut excerpt = Self { text: String::new(), parts: Vec::new(), spans: Vec::new() };
        let mut growth = 0_isize;
        let mut rest = edits;
        while let Some(edit) = rest.first() {
            let index = source.listings().partition_point(|listing| listing.span.end < edit.span.start);
            let listing = source.listings().get(index)?;
            if !may_be_read_alone(source.source(), listing) {
                return None;
            }
            let rows = Span::new(listing.header.delimiter_line.end.max(listing.span.start), listing.span.end);
            let (own, others) = rest.split_at(rest.partition_point(|edit| edit.span.start <= rows.end));
            if own.is_empty() || !own.iter().all(|edit| rows.contains(edit.span)) {
                return None;
            }
            if let Some(items) = changed_items(source.source(), listing, own, growth, output) {
                excerpt.add_items(index, &items);
            } else {
                let start = listing.span.start.checked_add_signed(growth)?;
                let end = listing.span.end.checked_add_signed(growth + growth_of(own))?;
                let text = output.get(start..end)?;
                if listing.is_table() && !text.ends_with('\n') && end < output.len() {
                    return None;
                }
                excerpt.add(Part::whole(index), text);
            }
            growth += growth_of(own);
            rest = others;
        }
        Some(excerpt)
    }

    fn add(&mut self, part: Part, listing: &str) {
        if !self.text.is_empty() {
            // Two lists with nothing between them would be one.
            self.text.push_str("\n\n# Next\n\n");
        }
        self.parts.push(part);
        self.spans.push(Span::new(self.text.len(), self.text.len() + listing.len()));
        self.text.push_str(listing);
    }

    fn add_items(&mut self, listing: usize, items: &[ChangedItem<'_>]) {
        let entries = items.iter().map(|item| item.index).collect();
        let text: String = items.iter().map(|item| item.text).collect();
        // A list ends with the line of its last word.
        let line_end = items.last().map_or(0, |item| item.line_end);
        self.add(Part { listing, entries: Some(entries) }, &text[..text.len() - line_end]);
    }

    /// Whether `document`, which was read from the text, is made of these listings and nothing else.
    pub(super) fn is_read_as(&self, document: &Document<'_>) -> bool {
        document.listings().iter().map(|listing| listing.span).eq(self.spans.iter().copied())
            && document.listings().iter().all(|listing| listing.opaque.is_none())
            && !document.has_references()
    }
}

/// An item of a list that edits were made in.
struct ChangedItem<'a> {
    /// Which of all entries.
    index: usize,
    /// What it is now: its lines, with the blank ones behind it.
    text: &'a str,
    /// How many bytes of that stand behind its last word's line.
    line_end: usize,
}

/// The items of a bullet list that `edits` change, which leave all markers where they are; `None` where they do more, or
/// where an item could be a part of the one before.
///
/// What stands before the list has grown by `growth` bytes.
fn changed_items<'a>(
    source: &str,
    listing: &Listing,
    edits: &[Edit],
    mut growth: isize,
    output: &'a str,
) -> Option<Vec<ChangedItem<'a>>> {
    if listing.is_table() {
        return None;
    }
    let entries = listing.entries();
    let mut items = Vec::new();
    let mut rest = edits;
    while let Some(edit) = rest.first() {
        let index = entries.partition_point(|entry| entry.block.end <= edit.span.start);
        // What is added to the last line, which no line end ends.
        let index = index.min(entries.len().checked_sub(1)?);
        let entry = &entries[index];
        let (own, others) = rest.split_at(rest.partition_point(|edit| edit.span.start <= entry.content.end));
        let inside = Span::new(entry.content.start + MARKER.len(), entry.content.end);
        if own.is_empty() || !own.iter().all(|edit| inside.contains(edit.span)) {
            return None;
        }
        let start = entry.block.start.checked_add_signed(growth)?;
        growth += growth_of(own);
        let text = output.get(start..entry.block.end.checked_add_signed(growth)?)?;
        let ends = entries.get(index + 1).is_none_or(|next| starts_at_margin(next.block.of(source)));
        if !starts_at_margin(text) || !ends {
            return None;
        }
        items.push(ChangedItem { index, text, line_end: entry.line_end().len() });
        rest = others;
    }
    Some(items)
}

/// The shape of a marker that [`starts_at_margin`].
const MARKER: &str = "- ";

/// Whether a text starts with the marker of a bullet list and a word.
fn starts_at_margin(text: &str) -> bool {
    matches!(text.as_bytes(), [b'-' | b'*' | b'+', b' ', first, ..] if !first.is_ascii_whitespace())
}

/// By how many bytes edits make a text longer.
fn growth_of(edits: &[Edit]) -> isize {
    edits.iter().map(growth).sum()
}

/// Whether a listing leaves nothing open, and nothing before it is left open to it.
fn may_be_read_alone(source: &str, listing: &Listing) -> bool {
    let (before, after) = (Span::new(0, listing.span.start), Span::new(listing.span.end, source.len()));
    let mut before = before.of(source).split_inclusive('\n').rev();
    let mut after = after.of(source).split_inclusive('\n');
    let first_before = before.next();
    let is_blank_before = first_before.is_none_or(is_blank);
    if !listing.is_outermost || listing.opaque.is_some() {
        false
    } else if listing.is_table() {
        listing.header.content.start == listing.span.start
            && is_blank_before
            && after.next().is_none_or(is_blank)
    } else {
        let is_under_heading = first_before.is_some_and(is_heading);
        let mut before = before.skip_while(|line| is_blank(line)).take_while(|line| !is_blank(line));
        // A heading, or a paragraph from its first line to its last: one of them could belong to a list else.
        let mut is_set_apart = || {
            before
                .next()
                .is_none_or(|last| is_heading(last) || (is_paragraph(last) && before.all(is_paragraph)))
        };
        listing.entries().first().is_some_and(|entry| entry.prefix().is_empty())
            && (is_under_heading || (is_blank_before && is_set_apart()))
            // The end of its last line, and a blank one.
            && after.next().is_none_or(is_blank)
            && after.next().is_none_or(is_blank)
            && after.find(|line| !is_blank(line)).is_none_or(|line| is_heading(line) || is_paragraph(line))
    }
}

/// Whether a line with its end is blank.
fn is_blank(line: &str) -> bool {
    line.strip_suffix('\n').is_some_and(|line| line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')))
}

/// Whether a line can be nothing but a heading, and ends every block that stands before it: no item of a list starts its
/// text before the third column.
fn is_heading(line: &str) -> bool {
    let text = line.strip_prefix(' ').unwrap_or(line);
    let signs = text.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&signs) && text.as_bytes().get(signs) == Some(&b' ') && is_one_line(line)
}

/// Whether a line can be nothing but text of a paragraph, in no list: it starts at the margin with a letter, a link or an
/// image, which may be emphasized.
fn is_paragraph(line: &str) -> bool {
    let text = line.trim_start_matches(['*', '_']);
    text.starts_with(|first: char| first.is_alphabetic() || matches!(first, '[' | '!')) && is_one_line(line)
}

/// Whether a line has no carriage return that would end it before its line feed.
fn is_one_line(line: &str) -> bool {
    let text = line.strip_suffix('\n').unwrap_or(line);
    !text.strip_suffix('\r').unwrap_or(text).contains('\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    const TABLE: &str = "| a | b |\n|---|---|\n| c | d |\n| e | f |\n";

    /// What is to be read again where the first `old` of `source` becomes `new`, and whether it is read as it should be.
    fn excerpt(source: &str, old: &str, new: &str) -> Option<(String, bool)> {
        let at = source.find(old).unwrap();
        let edits = [Edit::replacement(Span::new(at, at + old.len()), new)];
        let output = apply(source, &edits).unwrap();
        let excerpt = Excerpt::of(&Document::parse(source), &edits, &output)?;
        let is_read = excerpt.is_read_as(&Document::parse(&excerpt.text));
        Some((excerpt.text, is_read))
    }

    #[test]
    fn a_table_is_read_alone() {
        let alone = Some((TABLE.replace("| d |", "| dd |"), true));
        for around in [
            ("", ""),
            ("# A\n\n", ""),
            ("text\n\n", "\ntext\n"),
            ("- list\n\n", "\n- list\n"),
            ("\r\n", "\r\n> x\n"),
        ] {
            assert_eq!(
                excerpt(&[around.0, TABLE, around.1].concat(), "| d |", "| dd |"),
                alone,
                "{around:?}"
            );
        }
    }

    #[test]
    fn a_list_is_read_alone_between_headings_and_paragraphs() {
        let list = "- [a](https://a.io) - b\n- [c](https://c.io) - d\n";
        let alone = |source: &str| excerpt(source, " - b", ": b").is_some_and(|(_, is_read)| is_read);
        assert!(alone(list));
        assert!(alone(&format!("## One\n\n{list}\n## Two\n\n- e\n")));
        for (before, after) in [
            ("text\n\n", "\ntext\n"),
            ("- x\n\ntext\nand more\n\n", "\n**bold**\n"),
            ("[link](x)\n\n\n", "\n\n中文\n"),
            ("- x\n# A\n", "\n*text*\n"),
            ("- x\n # A\n", "\n\n ## B\n"),
        ] {
            assert!(alone(&[before, list, after].concat()), "{before:?} {after:?}");
        }
        for (before, after) in [
            ("1. one\n\n", ""),
            ("1. one\nlazy\n\n", ""),
            ("text\n* one\nlazy\n\n", ""),
            ("> text\n\n", ""),
            ("<div>\n\n", ""),
            ("text\n", ""),
            ("# A\ntext\n", ""),
            ("* text\n\n", ""),
            ("\u{feff}* text\n\n", ""),
            ("# A\r* text\n\n", ""),
            ("text\r* text\n\n", ""),
            ("***\n\n", ""),
            ("", "\n more\n"),
            ("", "\n---\n"),
            ("", "\n1. one\n"),
            ("", "\n<div>\n"),
        ] {
            assert!(!alone(&[before, list, after].concat()), "{before:?} {after:?}");
        }
    }

    #[test]
    fn items_that_changed_are_read_alone() {
        let list = "- [a](https://a.io) - b\n- [c](https://c.io) - d\n  more\n\n- [e](https://e.io) - f\n";
        let alone = |old: &str, new: &str| excerpt(list, old, new).unwrap();
        assert_eq!(alone(" - b", ": b"), ("- [a](https://a.io): b".to_owned(), true));
        assert_eq!(alone("more", "more."), ("- [c](https://c.io) - d\n  more.".to_owned(), true));
        assert_eq!(alone("f", "f."), ("- [e](https://e.io) - f.".to_owned(), true));
        let spaced = list.replace("b\n", "b  \n");
        assert_eq!(excerpt(&spaced, " - b", ": b").unwrap(), ("- [a](https://a.io): b  ".to_owned(), true));
        let source = format!("text\n\n{list}\n## Next\n\n{list}");
        let edits: Vec<Edit> =
            source.match_indices(['d', 'f']).map(|(at, _)| Edit::insertion(at, ".")).collect();
        let output = apply(&source, &edits).unwrap();
        let excerpt = Excerpt::of(&Document::parse(&source), &edits, &output).unwrap();
        let changed = "- [c](https://c.io) - .d\n  more\n\n- [e](https://e.io) - .f";
        assert_eq!(excerpt.text, format!("{changed}\n\n# Next\n\n{changed}"));
        assert!(excerpt.is_read_as(&Document::parse(&excerpt.text)));
    }

    #[test]
    fn all_items_are_read_where_more_than_their_texts_changes() {
        let list = "- [a](https://a.io) - b\n- [c](https://c.io) - d\n- [e](https://e.io) - f\n";
        let is_whole = |list: &str, old: &str, new: &str| {
            let (text, _) = excerpt(list, old, new).unwrap();
            text.matches("](").count() == 3
        };
        assert!(!is_whole(list, "c", "x"));
        assert!(is_whole(list, "- [c]", "* [c]"), "a marker");
        assert!(is_whole(list, "[c](https://c.io) - d", " [c](https://c.io) - d"), "an indent");
        assert!(is_whole(list, "- d\n", "- d\n\n"), "a line end");
        let numbered: String = list.replace("- [", "1. [");
        assert!(is_whole(&numbered, "c", "x"), "numbers");
        let indented = list.replace("- [", " - [");
        assert!(is_whole(&format!("# A\n{indented}"), "[c]", "[x]"), "indented");
    }

    #[test]
    fn all_is_read_where_more_may_mean_something_else() {
        let is_alone = |source: &str, old: &str| excerpt(source, old, "x").is_some();
        assert!(!is_alone(TABLE, "a"), "in the header");
        assert!(!is_alone(&format!("text\n\n{TABLE}"), "text"), "in prose");
        for around in
            [("text\n", ""), ("", "\n[d]: e\n"), ("[d]: e\n\n", ""), ("note[^1]\n\n", "\n[^1]: Note.\n")]
        {
            assert!(!is_alone(&[around.0, TABLE, around.1].concat(), "c"), "{around:?}");
        }
        let quoted = format!("> {}", TABLE.trim_end().replace('\n', "\n> "));
        assert!(!is_alone(&quoted, "c"), "in a quote");
    }

    #[test]
    fn what_ends_a_table_is_seen() {
        let (_, is_read) = excerpt(&format!("{TABLE}\ntext\n"), "| c | d |", "# c").unwrap();
        assert!(!is_read);
        assert_eq!(
            excerpt(&format!("{TABLE}\ntext\n"), "| e | f |\n", "| e | f |"),
            None,
            "the blank line is gone"
        );
    }
}
