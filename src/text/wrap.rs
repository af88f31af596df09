//! Text for people, cut into lines between words.

use super::display_width;

/// The lines of `text`, none wider than `width` columns unless a word is, and none cut within a word.
///
/// What is between backticks is one word if it fits half a line.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words(text, width) {
        let line = lines
            .last_mut()
            .filter(|line| line.is_empty() || display_width(line) + 1 + display_width(&word) <= width);
        match line {
            Some(line) if line.is_empty() => *line = word,
            Some(line) => line.extend([" ", &word]),
            None => lines.push(word),
        }
    }
    lines
}

/// The words of `text`.
fn words(text: &str, width: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in text.split_whitespace() {
        let open = words.last_mut().filter(|last| is_open && last.len() + 1 + word.len() <= width / 2);
        if let Some(last) = open {
            last.extend([" ", word]);
        } else {
            words.push(word.to_owned());
            is_open = false;
        }
        is_open ^= word.matches('`').count() % 2 == 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("a list of words", 9), ["a list of", "words"]);
        assert_eq!(wrapped("unbreakable  a", 4), ["unbreakable", "a"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn code_stays_together() {
        assert_eq!(wrapped("write `a b c` for `d`", 16), ["write `a b c`", "for `d`"]);
        assert_eq!(wrapped("to say `a b c` now", 14), ["to say `a b c`", "now"]);
        assert_eq!(wrapped("an ` odd sign", 8), ["an ` odd", "sign"]);
    }
}
