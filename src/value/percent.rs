//! Percent-encoding (RFC 3986 §2.1), read.

use std::borrow::Cow;

/// `text` with its `%XX` read; as it stands where they make no UTF-8.
#[must_use]
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let encoded = (first == b'%').then(|| behind.get(..2)).flatten();
        let read = encoded
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(read.unwrap_or(first));
        rest = if read.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    #[test]
    fn example_of_percent_decoded() {
        use crate::value::percent_decoded;

        assert_eq!(percent_decoded("%E6%A8%A1%E5%9E%8B"), "模型");
        assert_eq!(percent_decoded("100%"), "100%");
    }
}
