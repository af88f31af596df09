//! Metadata at the head of a file, which is not markdown.

use std::ops::Range;

/// The bytes of the front matter at the very start of `body`, its closing line included; empty where there is none.
///
/// YAML between `---` lines or TOML between `+++` lines, as static site generators write it. A thematic break looks
/// the same, so the block counts only when its first line is a key and no line in it is blank before the first key.
pub(super) fn range(body: &str) -> Range<usize> {
    let mut lines = body.split_inclusive('\n');
    let opening = lines.next().unwrap_or_default();
    let (fence, assign) = match opening.trim_end() {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return 0..0,
    };
    let mut end = opening.len();
    for (index, line) in lines.enumerate() {
        end += line.len();
        let text = line.trim_end();
        if text == fence {
            return if index == 0 { 0..0 } else { 0..end };
        }
        if index == 0 && !is_key(text, assign) {
            return 0..0;
        }
    }
    0..0
}

fn is_key(line: &str, assign: char) -> bool {
    let Some((key, _)) = line.split_once(assign) else { return line.starts_with('#') && assign == ':' };
    let key = key.trim_end();
    !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | '$'))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn yaml_and_toml_are_set_aside() {
        assert_eq!(range("---\ntitle: a\n---\n# T"), 0..17);
        assert_eq!(range("+++\ntitle = 'a'\n+++\n"), 0..20);
        assert_eq!(range("---\r\na: 1\r\n---\r\n"), 0..16);
    }

    #[test]
    fn a_thematic_break_is_not_front_matter() {
        assert_eq!(range("---\n\n# Title\n\n---\n"), 0..0);
        assert_eq!(range("---\n# Title: of it\n"), 0..0);
        assert_eq!(range("---\n---\n"), 0..0);
        assert_eq!(range(""), 0..0);
    }
}
