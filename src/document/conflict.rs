//! Conflict markers that git left in a text.

use super::Document;
use crate::text::Span;

/// How many signs a marker has.
const SIZE: usize = 7;

/// The markers of `document`, each line without its end; those in code are examples.
pub(super) fn markers(document: &Document<'_>) -> Vec<Span> {
    let source = document.source();
    // Nearly all texts have none.
    if ["<<<<<<<", ">>>>>>>"]
        .iter()
        .all(|sign| memchr::memmem::find(source.as_bytes(), sign.as_bytes()).is_none())
    {
        return Vec::new();
    }
    let mut code = document.code().peekable();
    let mut found = Vec::new();
    let mut position = 0;
    // A line of seven equals signs under a text is a heading; only in a conflict is it a marker.
    let (mut is_open, mut is_parted) = (false, None);
    for line in source.split_inclusive('\n') {
        let span = Span::new(position, position + line.trim_end_matches(['\n', '\r']).len());
        position += line.len();
        let Some(sign) = sign(span.of(source)) else { continue };
        while code.next_if(|code| code.end <= span.start).is_some() {}
        if code.peek().is_some_and(|code| code.start < span.end) {
            continue;
        }
        match sign {
            '<' => is_open = true,
            '=' if !is_open => {
                is_parted = Some(span);
                continue;
            }
            // What is left where only the start was taken out.
            '>' if !is_open && is_parted.is_some() => found.extend(is_parted.take()),
            '>' if is_open => is_open = false,
            _ if !is_open => continue,
            _ => {}
        }
        found.push(span);
    }
    found
}

/// The sign that a line is a marker of.
fn sign(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|first| "<|=>".contains(*first))?;
    let rest = line.trim_start_matches(first);
    let is_marker = line.len() - rest.len() == SIZE && (rest.is_empty() || rest.starts_with(' '));
    (is_marker && (first != '=' || rest.is_empty())).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn lines(source: &str) -> Vec<usize> {
        let document = Document::parse(source);
        document.conflict_markers().iter().map(|span| document.position(span.start).line).collect()
    }

    #[test]
    fn markers_are_found_outside_of_code() {
        assert_eq!(
            lines("- a\n<<<<<<< HEAD\n- b\n||||||| base\n=======\n- c\n>>>>>>> topic\n"),
            [2, 4, 5, 7]
        );
        assert_eq!(lines("| a |\n|---|\n<<<<<<< HEAD\n| b |\n=======\n| c |\n>>>>>>> topic\n"), [3, 5, 7]);
        assert_eq!(lines("- a\n\n=======\n- c\n>>>>>>> topic\n"), [3, 5]);
        assert_eq!(lines("```\n<<<<<<< HEAD\n=======\n>>>>>>> topic\n```\n"), [0; 0]);
        assert_eq!(lines("Title\n=======\n\n>>>>>>>> deep\n\n<<<<<<< \n"), [6]);
        assert_eq!(lines("Title\n=======\n\ntext\n"), [0; 0]);
    }
}
