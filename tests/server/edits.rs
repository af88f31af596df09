//! Places and edits, as an editor understands them; nothing here is shared with the server.

use serde_json::Value;

/// The byte at a place: its line is found by its line ends, and its column counted unit by unit.
fn offset(text: &str, place: &Value, encoding: &str) -> usize {
    let (line, column) = (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
    let (mut at, mut lines, mut columns) = (0, 0, 0);
    let mut rest = text.chars().peekable();
    while lines < line || columns < column {
        let Some(character) = rest.next() else { break };
        let ends = character == '\n' || (character == '\r' && rest.peek() != Some(&'\n'));
        assert!(
            lines < line || !(ends || character == '\r'),
            "{place} is past the end of its line in {text:?}"
        );
        if lines == line {
            columns += if encoding == "utf-8" { character.len_utf8() } else { character.len_utf16() } as u64;
        }
        lines += u64::from(ends);
        at += character.len_utf8();
    }
    assert_eq!((lines, columns), (line, column), "{place} is in {text:?}");
    at
}

/// The text of a range.
pub(super) fn slice<'a>(text: &'a str, range: &Value, encoding: &str) -> &'a str {
    &text[offset(text, &range["start"], encoding)..offset(text, &range["end"], encoding)]
}

/// `text` with edits made that are all about it as it is.
pub(super) fn applied(text: &str, edits: &Value, encoding: &str) -> String {
    let edits = edits.as_array().unwrap_or_else(|| panic!("no edits: {edits}"));
    let mut made: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let (start, end) =
                (offset(text, &range["start"], encoding), offset(text, &range["end"], encoding));
            (start, end, edit["newText"].as_str().unwrap())
        })
        .collect();
    made.sort_by_key(|(start, end, _)| (*start, *end));
    assert!(made.windows(2).all(|pair| pair[0].1 <= pair[1].0), "edits overlap: {made:?}");
    let mut result = String::new();
    let mut at = 0;
    for (start, end, new) in made {
        result.push_str(&text[at..start]);
        result.push_str(new);
        at = end;
    }
    result + &text[at..]
}
