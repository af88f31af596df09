//! `broken-markup`: what was meant to be a link, and shows its brackets instead.

use foldhash::HashSet;

use std::cell::OnceCell;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::malformed_url::flaw;
use super::text_runs::each_text;
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for text that was meant to be a link: `[text] (https://…)` with a space, `[text]（https://…）` with
    /// full-width parentheses, `(text)[https://…]` the wrong way round, `[text(https://…)` without the bracket between, and
    /// `[text](https://…` that is never closed or holds a space.
    ///
    /// ## Why it matters
    ///
    /// The reader sees brackets and an address, and a link checker sees nothing.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model | Paper                                  |
    /// | ----- | -------------------------------------- |
    /// | Yi    | [paper] (https://arxiv.org/abs/2403.04652) |
    /// ```
    ///
    /// ## The fix
    ///
    /// Unsafe, where only the space has to go or the parentheses have to be replaced, and the
    /// address is a good one: what was text becomes a link.
    "broken-markup", Warning, ("link", "links"), Unsafe, Check::Document(check)
}

/// What an address starts with, for a bracket before it to be meant as a link.
const STARTS: [&str; 3] = ["http://", "https://", "www."];

/// No link is longer than this, in bytes; it keeps the search for the other bracket short.
const LONGEST: usize = 2048;

/// The beginning of `text`, no longer than a link may be.
fn head(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// A mistake in a run of text: its bytes there, what to say, and how to mend it.
struct Mistake {
    span: Span,
    message: &'static str,
    repair: Option<Repair>,
}

/// What makes a link of a mistake.
struct Repair {
    address: Span,
    title: &'static str,
    edits: Vec<Edit>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let document = context.document;
    let anchors = OnceCell::new();
    // A link that leads nowhere is not worth making.
    let is_good = |address: &str| match address.strip_prefix('#') {
        Some(name) => {
            anchors.get_or_init(|| document.anchors().into_iter().collect::<HashSet<_>>()).contains(name)
        }
        None => flaw(address).is_none(),
    };
    let report = |run: Span, place: Option<Place>| {
        if !has_closing_bracket(run.of(document.source()).as_bytes()) {
            return;
        }
        for mistake in mistakes(document.source(), run) {
            let finding = Finding::new(&RULE, mistake.span, mistake.message);
            let repair = mistake.repair.filter(|repair| is_good(repair.address.of(document.source())));
            let fix = repair.map(|repair| Fix::only_on_request(repair.title, repair.edits));
            findings.push(Finding { place, fix, ..finding });
        }
    };
    each_text(context, report);
}

fn has_closing_bracket(text: &[u8]) -> bool {
    // Most cells and runs are too short for a search that looks at many bytes together.
    if text.len() < 24 {
        return text.iter().any(|byte| matches!(byte, b']' | b')'));
    }
    memchr::memchr2(b']', b')', text).is_some()
}

/// What stands in the way of a link in a run of plain text.
fn mistakes(source: &str, run: Span) -> Vec<Mistake> {
    let text = run.of(source);
    let mut found = Vec::new();
    let brackets = memchr::memchr2_iter(b']', b')', text.as_bytes());
    for at in brackets.filter(|&at| may_be_followed(&text.as_bytes()[at..])) {
        let behind = head(&text[at + 1..]);
        let mistake = if text.as_bytes()[at] == b')' {
            reversed(text, at)
        } else if behind.starts_with('(') {
            never_closed(text, at)
        } else {
            spaced(text, at).or_else(|| full_width(text, at)).or_else(|| other_sign(text, at))
        };
        let is_meant = |_: &Mistake| {
            let at = run.start + at;
            text.as_bytes()[at - run.start] == b')'
                || (!is_escaped(source, at) && opening(source, at).is_some())
        };
        let mistake = mistake.filter(is_meant);
        found.extend(mistake.map(|mistake| Mistake {
            span: shown(source, run, at, mistake.span),
            repair: mistake.repair.map(|repair| {
                let shifted = |edit: Edit| Edit::replacement(edit.span.shifted(run.start), edit.replacement);
                let edits = repair.edits.into_iter().map(shifted).collect();
                Repair { address: repair.address.shifted(run.start), edits, ..repair }
            }),
            ..mistake
        }));
    }
    found.extend(without_bracket(source, run));
    found.extend(full_width_brackets(source, run));
    found
}

/// `[text(https://…)`
fn without_bracket(source: &str, run: Span) -> impl Iterator<Item = Mistake> {
    let text = run.of(source);
    let addresses = memchr::memchr_iter(b'(', text.as_bytes())
        .filter(move |&at| text[..at].ends_with(char::is_alphanumeric) && is_address(&text[at + 1..]));
    addresses.filter_map(move |at| {
        let start = opening(source, run.start + at)?;
        let behind = head(&text[at..]);
        let len = behind.find(|c: char| c == ')' || c.is_whitespace())?;
        (behind.as_bytes()[len] == b')').then(|| Mistake {
            span: Span::new(start, run.start + at + len + 1),
            message: "the `]` before `(` is missing, so that this is not a link",
            repair: None,
        })
    })
}

/// `［text］(https://…)`
fn full_width_brackets(source: &str, run: Span) -> impl Iterator<Item = Mistake> {
    const CLOSE: &str = "］(";
    let text = run.of(source);
    text.match_indices(CLOSE).filter_map(move |(at, _)| {
        let start = text[..at].rfind('［')?;
        let inside = &head(&text[at + CLOSE.len()..]);
        let len = inside
            .find(')')
            .filter(|len| is_address(inside) && !inside[..*len].contains(char::is_whitespace))?;
        let end = at + CLOSE.len() + len + 1;
        Some(Mistake {
            span: Span::new(start, end).shifted(run.start),
            message: "full-width brackets make no link: write `[` and `]`",
            repair: None,
        })
    })
}

/// Whether what follows a bracket may be the rest of a link: a parenthesis, or white space before one.
fn may_be_followed(bracket: &[u8]) -> bool {
    match bracket {
        [b')', next, ..] => *next == b'[',
        [_, next, ..] => {
            matches!(next, b'(' | b':' | b'{' | b'h' | b']' | 0x80..)
                || next.is_ascii_whitespace()
                || *next == 0x0b
        }
        _ => false,
    }
}

/// The bytes to show, from the bracket that opens the text.
fn shown(source: &str, run: Span, at: usize, found: Span) -> Span {
    let found = found.shifted(run.start);
    let start = opening(source, run.start + at).filter(|_| found.start == run.start + at);
    Span::new(start.unwrap_or(found.start), found.end)
}

fn is_escaped(source: &str, at: usize) -> bool {
    source[..at].ends_with('\\')
}

/// Where the bracket is opened that closes at `at`, on the same line and in the same cell, with something between.
fn opening(source: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, byte) in source.as_bytes()[..at].iter().enumerate().rev().take(LONGEST) {
        match byte {
            b']' => depth += 1,
            b'[' if depth > 0 => depth -= 1,
            b'[' => {
                let is_meant = !is_escaped(source, index) && !source[index + 1..at].trim().is_empty();
                return is_meant.then_some(index);
            }
            b'\n' | b'|' => return None,
            _ => {}
        }
    }
    None
}

fn is_address(text: &str) -> bool {
    STARTS.iter().any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))
}

/// `[text] (https://…)`
fn spaced(text: &str, at: usize) -> Option<Mistake> {
    let behind = head(&text[at + 1..]);
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}', '\u{3000}', ':']).len();
    let inside = behind[gap..].strip_prefix('(').filter(|_| gap > 0)?;
    let is_anchor = inside.strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic));
    let len = inside.find(')')?;
    let is_page = [".md", ".html"].iter().any(|ending| inside[..len].ends_with(ending));
    if !(is_address(inside) || is_anchor || is_page)
        || inside[..len].contains(char::is_whitespace)
        || behind[..gap].contains(':')
    {
        return None;
    }
    let start = at + 1 + gap + 1;
    Some(Mistake {
        span: Span::new(at, start + len + 1),
        message: "a space between `]` and `(` keeps this from being a link: take it out",
        repair: Some(Repair {
            address: Span::new(start, start + len),
            title: "take out the space",
            edits: vec![Edit::deletion(Span::new(at + 1, at + 1 + gap))],
        }),
    })
}

/// `[text]（https://…）`
fn full_width(text: &str, at: usize) -> Option<Mistake> {
    let behind = head(&text[at + 1..]);
    let inside = behind.trim_start().strip_prefix('（')?;
    let len = inside.find(['）', ')'])?;
    if !is_address(inside) || inside[..len].contains(char::is_whitespace) {
        return None;
    }
    let start = at + 1 + (behind.len() - inside.len());
    let end = start + len + inside[len..].chars().next().map_or(0, char::len_utf8);
    Some(Mistake {
        span: Span::new(at, end),
        message: "full-width parentheses make no link: write `(` and `)`",
        repair: Some(Repair {
            address: Span::new(start, start + len),
            title: "write `(` and `)`",
            edits: vec![
                Edit::replacement(Span::new(at + 1, start), "("),
                Edit::replacement(Span::new(start + len, end), ")"),
            ],
        }),
    })
}

/// `[text]{https://…}`, `[text]https://…)`, `[text]:(https://…)` and `[text]](https://…)`
fn other_sign(text: &str, at: usize) -> Option<Mistake> {
    let behind = head(&text[at + 1..]);
    let (message, title, inside, close) = if let Some(inside) = behind.strip_prefix('{') {
        ("braces make no link: write `(` and `)`", "write `(` and `)`", inside, '}')
    } else if let Some(inside) = behind.strip_prefix(":(") {
        (
            "a `:` between `]` and `(` keeps this from being a link: take it out",
            "take out the `:`",
            inside,
            ')',
        )
    } else if let Some(inside) = behind.strip_prefix("](") {
        ("a `]` is too many here, so that this is not a link", "take out the `]`", inside, ')')
    } else {
        ("the `(` before the address is missing, so that this is not a link", "write `(`", behind, ')')
    };
    let len = inside
        .find(close)
        .filter(|len| is_address(inside) && !inside[..*len].contains(char::is_whitespace))?;
    let start = at + 1 + (behind.len() - inside.len());
    let mut edits = vec![Edit::replacement(Span::new(at + 1, start), "(")];
    if close == '}' {
        edits.push(Edit::replacement(Span::new(start + len, start + len + 1), ")"));
    }
    let repair = Repair { address: Span::new(start, start + len), title, edits };
    Some(Mistake { span: Span::new(at, start + len + 1), message, repair: Some(repair) })
}

/// `(text)[https://…]`
fn reversed(text: &str, at: usize) -> Option<Mistake> {
    let inside = head(&text[at + 1..]).strip_prefix('[').filter(|inside| is_address(inside))?;
    let len = inside.find(']')?;
    let nearest = at.saturating_sub(LONGEST);
    let start = nearest + memchr::memrchr(b'(', &text.as_bytes()[nearest..at])?;
    Some(Mistake {
        span: Span::new(start, at + 2 + len + 1),
        message: "brackets and parentheses are exchanged: write `[text](address)`",
        repair: None,
    })
}

/// `[text](https://…`, which the parser took for text.
fn never_closed(text: &str, at: usize) -> Option<Mistake> {
    let inside = head(&text[at + 2..]);
    if !is_address(inside.trim_start()) {
        return None;
    }
    let line = inside.lines().next().unwrap_or_default();
    let (message, len) = match line.find(')') {
        Some(end) if line[..end].trim().contains(char::is_whitespace) => (
            "a space in the address keeps this from being a link: write it as `%20`, or take it out",
            end + 1,
        ),
        Some(end) => {
            ("something keeps this from being a link: balance its brackets and parentheses", end + 1)
        }
        None => ("this link is never closed: write the `)` that is missing", line.len()),
    };
    Some(Mistake { span: Span::new(at, at + 2 + len), message, repair: None })
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    #[test]
    fn fixtures() {
        assert_eq!(
            lines_of_bad_fixture("broken-markup"),
            [3, 4, 5, 6, 7, 8, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23]
        );
    }
}
