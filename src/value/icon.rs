//! Icons beside a value: emoji, their names (`:star:`), and other signs that are not read as part of it.

/// The text without the icons at its ends: of `⭐ 1.4k` and of `1.4k :star:`, `1.4k`.
#[must_use]
pub(crate) fn without_icons(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let plain = rest.trim_matches(|c: char| is_icon(c) || c.is_whitespace());
        let plain = after_name(plain).unwrap_or(plain);
        let plain = before_name(plain).unwrap_or(plain);
        if plain.len() == rest.len() {
            return rest;
        }
        rest = plain;
    }
}

/// A sign that is neither a letter nor a digit; a minus or a dash may be part of a value.
fn is_icon(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '−' | '–' | '—' | '…' | '％')
}

/// What follows the name of an emoji that `text` starts with.
fn after_name(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix(':')?.split_once(':')?;
    is_name(name).then_some(rest)
}

/// What stands before the name of an emoji that `text` ends in.
fn before_name(text: &str) -> Option<&str> {
    let (rest, name) = text.strip_suffix(':')?.rsplit_once(':')?;
    is_name(name).then_some(rest)
}

/// `star`, `red_circle`, `+1`: but not the minutes of `12:30:00`.
fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
        && name.bytes().any(|byte| byte.is_ascii_alphabetic() || byte == b'+')
}

#[cfg(test)]
mod tests {
    use super::without_icons;

    #[test]
    fn icons_at_the_ends_are_left_out() {
        for text in
            ["1.4k", "⭐ 1.4k", "⭐️1.4k", "1.4k ★", ":star: 1.4k", "1.4k :star2:", " ⭐ :star: 1.4k 🔥 "]
        {
            assert_eq!(without_icons(text), "1.4k", "{text}");
        }
        for text in ["−5", "12:30:00", "a ⭐ b", "– 5", "::", ""] {
            assert_eq!(without_icons(text), text);
        }
    }
}
