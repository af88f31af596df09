//! Text for people, cut into lines between words.

use super::display_width;

/// The lines of `text`, none wider than `width` columns unless a word is, and none cut within a word.
///
/// What is between backticks or quotation marks is one word if it fits half a line. Blanks stay as they are, but for those
/// at which a line ends.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = text.trim_matches(BLANKS);
    while !rest.is_empty() {
        let word = &rest[..word_end(rest, width / 2)];
        let behind = &rest[word.len()..];
        rest = behind.trim_start_matches(BLANKS);
        let line = lines
            .last_mut()
            .filter(|line| line.is_empty() || display_width(line) + display_width(word) <= width);
        match line {
            Some(line) => line.push_str(word),
            None => lines.push(word.to_owned()),
        }
        let blanks = &behind[..behind.len() - rest.len()];
        let is_in_line = blanks.bytes().all(|byte| byte == b' ');
        if let Some(line) = lines.last_mut() {
            line.push_str(if is_in_line { blanks } else { " " });
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end_matches(BLANKS).len());
    }
    lines
}

/// Where a line may end; other white space is not for a message to lose.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Where the first word of `text` ends. What is quoted in at most `longest` bytes belongs to it.
fn word_end(text: &str, longest: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if BLANKS.contains(&char::from(byte)) {
            break;
        }
        let quoted = &bytes[at + 1..bytes.len().min(at + longest.max(1))];
        let closing = matches!(byte, b'`' | b'"').then(|| quoted.iter().position(|other| *other == byte));
        at += closing.flatten().map_or(1, |length| length + 2);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("a list of words", 9), ["a list of", "words"]);
        assert_eq!(wrapped("unbreakable  a", 4), ["unbreakable", "a"]);
        assert_eq!(wrapped("two\nlines", 9), ["two lines"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn code_stays_together() {
        assert_eq!(wrapped("write `a b c` for `d`", 16), ["write `a b c`", "for `d`"]);
        assert_eq!(wrapped("to say `a b c` now", 14), ["to say `a b c`", "now"]);
        assert_eq!(wrapped("an ` odd sign", 8), ["an ` odd", "sign"]);
        assert_eq!(wrapped("set off by \" -  \"", 20), ["set off by \" -  \""]);
        assert_eq!(wrapped("set off by \" -  \"", 14), ["set off by", "\" -  \""]);
    }
}
