//! Cuts a long text where the parser can start again.
//!
//! The parser builds a tree of all that it is given, some ten bytes for each byte of a table. A heading with a blank
//! line above it, both in no other block, leaves nothing open: what stands before it and what follows are read alike
//! apart and together. The exceptions are fenced code and some HTML, which go on over blank lines, and definitions,
//! which reach any other place. Where a text may hold one of those, it is not cut any more.

use std::ops::Range;

/// The ranges of `text` to be parsed one after the other, none of them cut short before it has `least` bytes.
pub(super) fn chunks(text: &str, least: usize) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = 0;
    if text.len() > least && !has_definition(text) {
        let mut searched = 0;
        while let Some(end) = next_heading(text, searched.max(start + least)) {
            if may_stay_open(&text[searched..end]) {
                break;
            }
            chunks.push(start..end);
            (start, searched) = (end, end);
        }
    }
    chunks.push(start..text.len());
    chunks
}

/// Whether there may be a definition of a link or of a footnote.
fn has_definition(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"]:").is_some()
}

/// Where the next heading after `from` starts that stands in the first column and has a blank line above it.
fn next_heading(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = from.min(bytes.len());
    let mut found = memchr::memmem::find_iter(&bytes[from..], b"\n#").map(|at| from + at + 1);
    found.find(|&at| {
        let above = &bytes[from..at - 1];
        let has_blank_line = above.strip_suffix(b"\r").unwrap_or(above).ends_with(b"\n");
        let signs = bytes[at..].iter().take_while(|&&byte| byte == b'#').count();
        has_blank_line && signs <= 6 && bytes.get(at + signs) == Some(&b' ')
    })
}

/// Whether a block of `text` may go on over a blank line although nothing is indented: fenced code, or HTML that only
/// its own end ends (`CommonMark` §4.5 and §4.6).
fn may_stay_open(text: &str) -> bool {
    let finds = |sign: &str| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    ["```", "~~~", "<!", "<?"].into_iter().any(finds)
        || memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
            ["script", "pre", "style", "textarea"].into_iter().any(|name| {
                let tag = text.as_bytes().get(at + 1..at + 1 + name.len());
                tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        chunks(text, 4).into_iter().map(|chunk| &text[chunk]).collect()
    }

    #[test]
    fn a_text_is_cut_before_headings() {
        assert_eq!(
            cut("# One\n\ntext\n\n# Two\n\n- a\n\n## Three\n"),
            ["# One\n\ntext\n\n", "# Two\n\n- a\n\n", "## Three\n"]
        );
        assert_eq!(
            cut("text\n# no blank line\n\n#hash\n\n####### seven\n"),
            ["text\n# no blank line\n\n#hash\n\n####### seven\n"]
        );
        assert_eq!(cut("one\r\n\r\n# Two\r\n"), ["one\r\n\r\n", "# Two\r\n"]);
        assert_eq!(cut(""), [""]);
    }

    #[test]
    fn what_may_stay_open_is_kept_together() {
        for open in
            ["```\n\n# a\n\n# b\n", "<!--\n\n# a\n\n# b\n", "x\n\n<PRE>\n\n# a\n", "[a]: b\n\n# a\n\n# b\n"]
        {
            assert_eq!(cut(open), [open]);
        }
        let late = "text\n\n# a\n\n~~~\n\n# b\n\n# c\n";
        assert_eq!(cut(late), ["text\n\n", "# a\n\n~~~\n\n# b\n\n# c\n"]);
    }
}
