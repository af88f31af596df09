//! Lines that a continuous-integration service obeys: GitHub Actions takes `::error::…` at the start of a line and
//! `##[error]…` anywhere in one for a command, Azure Pipelines `##vso[…]`.
//!
//! A list, or the name of a file in a pull request, must not be able to give such commands by being quoted in a log.

use std::borrow::Cow;

/// Whether the output goes to a service that obeys such lines.
pub(super) fn are_obeyed() -> bool {
    ["GITHUB_ACTIONS", "TF_BUILD"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|set| !set.is_empty()))
}

/// `text` with a space in each mark that starts a command.
pub(super) fn disarmed(text: &str) -> Cow<'_, str> {
    if !text.contains("##") && !text.contains("::") {
        return Cow::Borrowed(text);
    }
    let mut disarmed = String::with_capacity(text.len() + 16);
    // The runner may end lines at a carriage return alone, too.
    for line in text.split_inclusive(['\n', '\r']) {
        let start = line.len() - line.trim_start().len();
        let (blanks, rest) = line.split_at(start);
        disarmed.push_str(blanks);
        match rest.strip_prefix("::") {
            Some(rest) => {
                disarmed.push_str(": :");
                push_without_brackets(&mut disarmed, rest);
            }
            None => push_without_brackets(&mut disarmed, rest),
        }
    }
    Cow::Owned(disarmed)
}

/// Appends `line` with a space between two `#` before letters and a bracket.
fn push_without_brackets(disarmed: &mut String, line: &str) {
    for (start, c) in line.char_indices() {
        let is_second = c == '#' && line[..start].ends_with('#');
        if is_second
            && line[start + 1..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[')
        {
            disarmed.push(' ');
        }
        disarmed.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::disarmed;

    #[test]
    fn commands_are_broken_up() {
        for (text, expected) in [
            ("::error::x", ": :error::x"),
            ("a\n \t::error::x\n", "a\n \t: :error::x\n"),
            ("a\r::error::x", "a\r: :error::x"),
            ("a ##[error]b", "a # #[error]b"),
            ("###[error]b ##vso[task]", "## #[error]b # #vso[task]"),
        ] {
            assert_eq!(disarmed(text), expected);
        }
    }

    #[test]
    fn other_text_stays() {
        for text in ["a::b", "  ## Heading", "#[derive]", "std::io::Write ## [link](x)"] {
            assert_eq!(disarmed(text), text);
        }
    }
}
