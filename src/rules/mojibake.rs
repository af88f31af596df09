//! `mojibake`: text that was saved as UTF-8 and read as something else.

use std::fmt::Write as _;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix};
use super::fix_title;
use super::place_of::place_of;
use crate::text::{Edit, Span, split_byte_order_mark};
use crate::value::{Mojibake, invisible_name, mojibake};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for UTF-8 that was read as Windows-1252 and saved again, once or twice: `â€™` for `’`, `ï¼Œ` for `，`,
    /// `ðŸ”¥` for `🔥`. All of the text is looked at. Code is left alone, for it may show what mojibake looks like, unless
    /// the file as a whole was read that way.
    ///
    /// Only what nobody writes is meant: `é…”` at the end of a quotation would be `酔`, and stays. What leads to a control
    /// character is left alone, too.
    ///
    /// ## Why it matters
    ///
    /// Readers see rubbish, and a search for the right word does not find it.
    ///
    /// ## Example
    ///
    /// `a 7â€“billion-parameter model` is `a 7–billion-parameter model`.
    ///
    /// ## The fix
    ///
    /// Unsafe: what was meant. None for headers and hidden cells of tables, for the lines that reference links lead to,
    /// and for a byte order mark at the top where it would make a table or front matter of the first line.
    "mojibake", Warning, ("misread text", "misread texts"), Unsafe, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (mark, text) = split_byte_order_mark(context.document.source());
    let found = mojibake(text);
    if found.runs.is_empty() {
        return;
    }
    let mut code = context.document.code().peekable();
    for Mojibake { span, meant } in found.runs {
        let span = span.shifted(mark.len());
        while code.next_if(|code| code.end <= span.start).is_some() {}
        let is_code = code.peek().is_some_and(|code| code.start < span.end);
        if is_code && !found.throughout {
            continue;
        }
        let (place, mends) = place_of(context, span);
        let mends = mends && !is_in_definition(context, span) && !opens_anew(context, span);
        let finding = Finding { place, ..Finding::new(&RULE, span, message(context, span, &meant)) };
        let title = fix_title::replace(span.of(context.document.source()), &meant);
        let fix = Fix::only_on_request(title, vec![Edit::replacement(span, meant)]);
        findings.push(if mends { finding.with_fix(fix) } else { finding });
    }
}

/// How much of a long run a message repeats, in characters.
const LONGEST: usize = 24;

fn message(context: &Context<'_>, span: Span, meant: &str) -> String {
    let mut message = String::with_capacity(160);
    push_shown(&mut message, span.of(context.document.source()));
    message.push_str(" is UTF-8 that was read as Windows-1252; write ");
    push_shown(&mut message, meant);
    message
}

/// Appends the start of `text` in backticks.
fn push_shown(message: &mut String, text: &str) {
    message.push('`');
    let mut characters = text.chars();
    for character in characters.by_ref().take(LONGEST) {
        // What has no shape of its own is named by its number.
        if character.is_whitespace() || character.is_control() || invisible_name(character).is_some() {
            // Writing to a string does not fail.
            let _ = write!(message, "<U+{:04X}>", u32::from(character));
        } else {
            message.push(character);
        }
    }
    message.push_str(if characters.next().is_some() { "…`" } else { "`" });
}

/// Whether `span` is on a line like `[label]: url "title"`, whose label other lines repeat.
fn is_in_definition(context: &Context<'_>, span: Span) -> bool {
    let line = line_of(context, span);
    let line = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    line.starts_with('[') && line.contains("]:")
}

/// Whether the fix makes a byte order mark of the file's first bytes, behind which the first line would be another.
fn opens_anew(context: &Context<'_>, span: Span) -> bool {
    let opens = |line: &str| line.starts_with("---") || line.starts_with("+++") || line.contains('|');
    span.start == 0 && opens(&line_of(context, span)[span.len()..])
}

fn line_of<'a>(context: &Context<'a>, span: Span) -> &'a str {
    let document = context.document;
    document.lines().line_span(document.source(), document.lines().line(span.start)).of(document.source())
}

#[cfg(test)]
mod tests {
    use super::super::rule::{Applicability, Severity};
    use super::super::testing::{findings, lines_of_bad_fixture, mended};
    use crate::config::Config;

    #[test]
    fn misread_text_is_found_and_read_again() {
        assert_eq!(lines_of_bad_fixture("mojibake"), [1, 3, 3, 3, 7, 7, 8, 8, 9, 10, 14, 14, 15, 17, 19]);
        let mended = mended("mojibake", Applicability::Unsafe);
        for text in [
            "tools 🔥\n",
            "“Small” tools",
            "They’re",
            "– fast | Français |",
            "| Müller |",
            "日本語",
            "Привет",
            "⭐\n",
        ] {
            assert!(mended.contains(text), "{text} is not in {mended}");
        }
        assert!(mended.contains("`Ã©`"), "code is left alone");
        assert!(mended.contains("\n[nÃ©]:"), "so is what links lead to");
    }

    /// Where all of a file was misread, its code was, too.
    #[test]
    fn code_counts_where_everything_was_misread() {
        let messages = |source: &str| -> Vec<String> {
            let found = findings("mojibake", source, &Config::default());
            assert!(found.iter().all(|(_, finding)| finding.severity == Severity::Warning));
            found.into_iter().map(|(_, finding)| finding.message).collect()
        };
        assert_eq!(messages("a `â€“` b").len(), 1);
        assert_eq!(messages("中 `â€“` b"), [""; 0]);
        assert_eq!(messages("中\n\n    â€“\n"), [""; 0]);
        assert_eq!(
            messages("中 aÂ\u{a0} b"),
            ["`Â<U+00A0>` is UTF-8 that was read as Windows-1252; write `<U+00A0>`"]
        );
    }

    /// A byte order mark that would turn the first line into something else is not made.
    #[test]
    fn a_byte_order_mark_makes_no_front_matter() {
        let fixes = |source: &str| {
            let found = findings("mojibake", source, &Config::default());
            found.iter().filter(|(_, finding)| finding.fix.is_some()).count()
        };
        assert_eq!(fixes("ï»¿# Title\n"), 1);
        assert_eq!(fixes("ï»¿---\ntitle: a\n---\n"), 0);
        assert_eq!(fixes("ï»¿| a |\n| - |\n"), 0);
    }
}
