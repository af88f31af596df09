//! The part of an output that has to be read again: the listings that edits were made in, where the rest is known to
//! mean what it meant.
//!
//! A block parser reads line after line. A table that stands in no other block and has a blank line on both sides starts
//! with nothing open and leaves nothing open, and so does a list between headings or paragraphs that no other list can
//! be a part of. So whatever stands around them is read alike whether their entries are the old ones or the new ones, and
//! these are read alike whatever stands around them. Only definitions of references reach further than that: where a
//! document has any, all of it is read again.

use crate::document::{Document, Listing};
use crate::text::{Edit, Span};

/// Listings of an output, one below the other, with a heading between them.
pub(super) struct Excerpt {
    /// Their text.
    pub(super) text: String,
    /// Which listings of the source they were, in order.
    pub(super) listings: Vec<usize>,
    /// Where each is to lie in the text.
    spans: Vec<Span>,
}

impl Excerpt {
    /// The listings of `output` that `edits` of `source` changed; nothing where more than those may mean something else.
    pub(super) fn of(source: &Document<'_>, edits: &[Edit], output: &str) -> Option<Self> {
        if source.has_references() {
            return None;
        }
        let mut excerpt = Self { text: String::new(), listings: Vec::new(), spans: Vec::new() };
        let mut growth = 0_isize;
        let mut rest = edits.iter().peekable();
        while let Some(edit) = rest.peek() {
            let index = source.listings().partition_point(|listing| listing.span.end < edit.span.start);
            let listing = source.listings().get(index)?;
            if !may_be_read_alone(source.source(), listing) {
                return None;
            }
            let rows = Span::new(listing.header.delimiter_line.end.max(listing.span.start), listing.span.end);
            let start = listing.span.start.checked_add_signed(growth)?;
            while let Some(edit) = rest.next_if(|edit| edit.span.start <= rows.end) {
                if !rows.contains(edit.span) {
                    return None;
                }
                growth += edit.replacement.len().wrapping_sub(edit.span.len()).cast_signed();
            }
            let end = listing.span.end.checked_add_signed(growth)?;
            let text = output.get(start..end)?;
            if listing.is_table() && !text.ends_with('\n') && end < output.len() {
                return None;
            }
            excerpt.add(index, text);
        }
        Some(excerpt)
    }

    fn add(&mut self, index: usize, listing: &str) {
        if !self.text.is_empty() {
            // Two lists with nothing between them would be one.
            self.text.push_str("\n\n# Next\n\n");
        }
        self.listings.push(index);
        self.spans.push(Span::new(self.text.len(), self.text.len() + listing.len()));
        self.text.push_str(listing);
    }

    /// Whether `document`, which was read from the text, is made of these listings and nothing else.
    pub(super) fn is_read_as(&self, document: &Document<'_>) -> bool {
        document.listings().iter().map(|listing| listing.span).eq(self.spans.iter().copied())
            && document.listings().iter().all(|listing| listing.opaque.is_none())
    }
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

/// Whether a line can be nothing but a heading, and ends every block that stands before it.
fn is_heading(line: &str) -> bool {
    let signs = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&signs) && line.as_bytes().get(signs) == Some(&b' ') && is_one_line(line)
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
