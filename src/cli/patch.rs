//! A unified diff of one file, as `patch` and `git apply` take it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use similar::udiff::UnifiedHunkHeader;
use similar::{ChangeTag, TextDiff};

use super::console::{Styles, paint, shown_lines};
use crate::text::is_unprintable;

/// Lines shown before and after each change.
const CONTEXT: usize = 3;

/// What turns `old` into `new`; empty where they are equal.
///
/// Lines end at `\n` and nowhere else, as `patch` has it; a `\r` before it belongs to the line. Unless the patch has to be
/// `exact`, as in a file, control characters are shown.
pub(super) fn unified(path: &Path, old: &str, new: &str, styles: &Styles, exact: bool) -> String {
    let (old, new) = (lines(old), lines(new));
    let diff = TextDiff::from_slices(&old, &new);
    let mut text = String::new();
    for hunk in diff.grouped_ops(CONTEXT) {
        if text.is_empty() {
            for mark in ["---", "+++"] {
                let _ = writeln!(text, "{}", paint(styles.bold, format_args!("{mark} {}", quoted(path))));
            }
        }
        let _ = writeln!(text, "{}", paint(styles.place, UnifiedHunkHeader::new(&hunk)));
        for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', styles.bad),
                ChangeTag::Insert => ('+', styles.good),
                ChangeTag::Equal => (' ', anstyle::Style::new()),
            };
            push_line(&mut text, sign, style, change.value(), exact);
        }
    }
    text
}

/// A path as git writes it in a patch: in quotes, and with escapes, where it holds what would end the line.
fn quoted(path: &Path) -> String {
    let path = path.to_string_lossy();
    if !path.contains(|c: char| matches!(c, '"' | '\\') || is_unprintable(c)) {
        return path.into_owned();
    }
    let mut quoted = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_unprintable(c) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Colours end before the line end, `\r` included, or a pager would colour what comes next.
fn push_line(text: &mut String, sign: char, style: anstyle::Style, line: &str, exact: bool) {
    let content = line.strip_suffix('\n').unwrap_or(line);
    let content = content.strip_suffix('\r').unwrap_or(content);
    let end = &line[content.len()..];
    let content = if exact { Cow::Borrowed(content) } else { shown_lines(content) };
    let _ = write!(text, "{}{end}", paint(style, format_args!("{sign}{content}")));
    if !end.ends_with('\n') {
        text.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(old: &str, new: &str) -> String {
        unified(Path::new("a.md"), old, new, &Styles::default(), true)
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(diff("a\nb", "a\nb"), "");
    }

    #[test]
    fn carriage_returns_belong_to_their_lines() {
        let expected = "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n-a\r\n+b\r\n c\rd\r\n";
        assert_eq!(diff("a\r\nc\rd\r\n", "b\r\nc\rd\r\n"), expected);
    }

    #[test]
    fn nothing_in_it_is_sent_to_a_terminal() {
        let path = Path::new("a\n\u{1b}\"b.md");
        let printed = unified(path, "\u{1b}[2J\r\n", "b\u{9b}\r\n", &Styles::default(), false);
        let name = "\"a\\012\\033\\\"b.md\"";
        assert_eq!(printed, format!("--- {name}\n+++ {name}\n@@ -1 +1 @@\n-␛[2J\r\n+b�\r\n"));
    }

    #[test]
    fn a_missing_line_end_is_told() {
        let expected = "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n";
        assert_eq!(diff("a\nb", "a\nb\n"), expected);
    }
}
