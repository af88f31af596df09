//! What stands beside the name without being part of it: a label in front, stars and second names behind.

use super::super::atom::AtomKind;
use super::super::group::is_glue;
use super::super::sign::{inner_separator, leading_separator};
use super::super::word::{is_address, is_label};
use super::HeadReader;
use crate::text::Span;

/// How long a label may be, in bytes.
const LONGEST_LABEL: usize = 32;

/// Words between two names of one entry.
const CONJUNCTIONS: [&str; 9] = ["or", "and", "aka", "und", "oder", "ou", "et", "y", "o"];

impl HeadReader<'_> {
    /// `[Podcast] - [Name](url)`, `Wales: [Name](url)`: words in front of a link that say of what kind it is.
    pub(super) fn read_label(&mut self) {
        let text = self.text();
        let is_free = self.head.tags.is_none() && self.head.name.is_none();
        if !is_free || text.is_empty() || !self.is_link(self.next + 1) {
            return;
        }
        let start = self.position + text.len() - text.trim_start().len();
        let text = text.trim();
        let label = bracketed_label(text)
            .map(|label| (label, start + 1))
            .or_else(|| self.label_before_colon(text).map(|label| (label, start)))
            .or_else(|| self.platform(text).map(|label| (label, start)));
        if let Some((label, start)) = label {
            self.head.tags = Some(Span::new(start, start + label.len()));
            self.skip(self.text().len());
        }
    }

    /// `Slack [Larva People](url)`: in front of a link that nothing follows, where people meet.
    fn platform<'t>(&self, text: &'t str) -> Option<&'t str> {
        #[rustfmt::skip]
        const PLATFORMS: [&str; 16] = [
            "Bilibili", "Discord", "Facebook", "Gitter", "IRC", "Instagram", "LinkedIn", "Mastodon", "Medium", "Meetup",
            "Reddit", "Slack", "Telegram", "Twitter", "WhatsApp", "YouTube",
        ];
        let is_last = self.next + 2 == self.atoms.len() && self.text().ends_with(' ');
        PLATFORMS.contains(&text).then_some(text).filter(|_| is_last)
    }

    /// `Wales:`, where the link behind it is a name of its own: not `Alder: [home](url)`.
    fn label_before_colon<'t>(&self, text: &'t str) -> Option<&'t str> {
        let label = text.strip_suffix([':', '：'])?;
        let link = self.atoms.get(self.next + 1)?.span.of(self.source);
        let said = link.strip_prefix('[')?.split_once(']')?.0;
        // Several links are what the words in front of them hold together.
        let is_alone = self.atoms.get(self.next + 2).is_none_or(|behind| {
            let text = behind.span.of(self.source).trim_start();
            let is_sign = text.starts_with(['[', '(', '⭐', '★']) || leading_separator(text).is_some();
            match behind.kind {
                AtomKind::Text => text.is_empty() || (is_sign && !text.starts_with([',', '，'])),
                kind => matches!(kind, AtomKind::Code | AtomKind::Badge | AtomKind::Other),
            }
        });
        if !is_alone {
            return None;
        }
        let is_label_text = is_short_label(label) && label.starts_with(char::is_alphanumeric);
        (is_label_text && !is_label(said) && !is_address(said)).then_some(label)
    }

    /// Whether the atom with this index is a link with something to read in it, or holds one.
    fn is_link(&self, index: usize) -> bool {
        let kind = self.atoms.get(index).map(|atom| atom.kind);
        matches!(kind, Some(AtomKind::Link { bare: false, .. } | AtomKind::Styled { linked: true }))
    }

    /// `[1023⭐]`, `(★ 88)`, `⭐ 1.2k` behind the name: of those the number.
    pub(super) fn read_stars(&mut self) -> bool {
        if self.head.stars.is_some() {
            return false;
        }
        let text = self.text();
        let is_blank = !text.is_empty() && text.trim().is_empty();
        let code =
            self.atoms.get(self.next + usize::from(is_blank)).filter(|atom| atom.kind == AtomKind::Code);
        if let Some(code) = code {
            let text = code.span.of(self.source);
            if stars(text.trim_matches('`')).is_none() {
                return false;
            }
            // Code is one piece.
            self.head.stars = Some(code.span);
            self.go_to(code.span.end);
            return true;
        }
        let Some((number, len)) = stars_at_start(text) else { return false };
        self.head.stars = Some(number.shifted(self.position));
        self.skip(len);
        true
    }

    /// ` or [Savin](url) - `, ` (or [Savin](url)) - `: other names of what the entry is called, up to its separator.
    pub(super) fn read_second_names(&mut self) {
        if self.head.links.is_some() || self.head.stars.is_some() || self.text().trim().is_empty() {
            return;
        }
        let mut next = self.next;
        let mut position = self.position;
        let mut found: Option<Span> = None;
        // A bracket around them is closed behind the last one.
        let bracket = self.text().trim_start().starts_with('(');
        if let Some(start) = bracket.then(|| self.text().find('(')).flatten() {
            position += start + 1;
            let word = self.text()[start + 1..].trim_end();
            if !CONJUNCTIONS.contains(&word) {
                return;
            }
        }
        while let [text, link, ..] = self.atoms.get(next..).unwrap_or_default()
            && text.kind == AtomKind::Text
            && matches!(
                link.kind,
                AtomKind::Link { bare: false, anchor: false } | AtomKind::Styled { linked: true }
            )
            && (joins_names(&self.source[position..text.span.end]) || (bracket && found.is_none()))
        {
            found = Some(found.map_or(link.span, |found| found.join(link.span)));
            next += 2;
            position = link.span.end;
        }
        let Some(found) = found else { return };
        let behind = self.atoms.get(next).filter(|atom| atom.kind == AtomKind::Text);
        let behind = behind.map_or("", |atom| atom.span.of(self.source));
        let behind = if bracket { behind.strip_prefix(')').unwrap_or_default() } else { behind };
        let is_separator =
            !behind.trim_start().starts_with([',', '，']) && leading_separator(behind).is_some();
        if is_separator {
            self.head.links = Some(found);
            self.go_to(found.end + usize::from(bracket));
        }
    }
}

/// The label in the brackets that `text` consists of, with a separator behind them or without: `[Podcast] -`.
fn bracketed_label(text: &str) -> Option<&str> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let (label, behind) = text[1..].split_once(close)?;
    let is_over = behind.is_empty() || leading_separator(behind).is_some_and(|len| len == behind.len());
    (is_over && is_short_label(label)).then_some(label)
}

/// Whether a text is short enough for a label, and has no sign of a sentence or of another part of an item in it.
fn is_short_label(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let is_plain =
        |c: char| !matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | '*' | '`' | '"' | '.' | ';' | '\n');
    (2..=LONGEST_LABEL).contains(&text.len())
        && text.trim() == text
        && text.split_whitespace().count() <= MOST_WORDS
        && text.chars().any(char::is_alphabetic)
        && text.chars().all(is_plain)
        && inner_separator(text).is_none()
}

/// Whether a text between two links says that both name the same: a word such as `or`, or signs alone.
fn joins_names(between: &str) -> bool {
    let words = between.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '+' | '|'));
    let is_spaced = between.starts_with([' ', ',']) && between.ends_with(' ');
    is_spaced
        && (CONJUNCTIONS.contains(&words)
            || (words.is_empty() && between.chars().all(|c| is_glue(c) || c == '+')))
}

/// The number of the stars that `text` starts with, behind white space and maybe in brackets, and where they end.
fn stars_at_start(text: &str) -> Option<(Span, usize)> {
    const MOST_SIGNS: usize = 32;
    let inner = text.trim_start();
    let offset = text.len() - inner.len();
    let close = match inner.chars().next()? {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let (start, end, len) = if let Some(close) = close {
        let end = inner.find(close)?;
        (1, end, end + 1)
    } else {
        // A count without brackets is short, and has a separator or the end behind it.
        let mut places = inner.char_indices().take(MOST_SIGNS);
        let end = places.find(|&(at, _)| leading_separator(&inner[at..]).is_some());
        let end = end.map_or(inner.len(), |(at, _)| at);
        (0, end, end)
    };
    let text = inner.get(start..end)?;
    let number = stars(text).map(|(number, _)| number);
    let (number, at) = match number {
        Some(number) => (number, 0),
        // `(🥉22 · ⭐ 700 · 💀)`: one of several counts.
        None if close.is_some() => counts(text).find_map(|(part, at)| Some((stars(part)?.0, at)))?,
        None => return None,
    };
    Some((number.shifted(offset + start + at), offset + len))
}

/// The parts of a text that points in the middle of its line set apart, each with its place.
fn counts(text: &str) -> impl Iterator<Item = (&str, usize)> {
    const LONGEST: usize = 100;
    let short = if text.len() <= LONGEST && text.contains('·') { text } else { "" };
    short.split('·').map(move |part| (part, part.as_ptr() as usize - short.as_ptr() as usize))
}

/// The number in `text`, where that is nothing but a count of stars: `1023⭐`, `★ 88`, `1.2k stars`.
pub(super) fn stars(text: &str) -> Option<(Span, usize)> {
    const LONGEST: usize = 32;
    const SIGNS: [&str; 9] = ["⭐", "★", "☆", "🌟", "✰", ":star:", ":star2:", "stars", "star"];
    if text.len() > LONGEST {
        return None;
    }
    // How many there are may not be known: `[?⭐]`.
    let start = text.find(|c: char| c.is_ascii_digit() || c == '?')?;
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '?');
    let digits = text[start..].find(|c: char| !is_of_number(c)).map_or(text.len(), |len| start + len);
    let number = text[start..digits].trim_end_matches(['.', ',']);
    let end = start + number.len();
    let thousands = text[end..].starts_with(['k', 'K', 'm', 'M']);
    let end = end + usize::from(thousands);
    let around = [text[..start].trim(), text[end..].trim()];
    let around: Vec<&str> =
        around.iter().map(|sign| sign.trim_end_matches('\u{fe0f}')).filter(|sign| !sign.is_empty()).collect();
    let is_count = match around.as_slice() {
        [sign] => SIGNS
            .iter()
            .any(|known| sign.trim_end_matches(['+', ':']).eq_ignore_ascii_case(known) || sign == known),
        _ => false,
    };
    is_count.then(|| (Span::new(start, end), text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<&str> {
        stars_at_start(text).map(|(number, _)| number.of(text))
    }

    #[test]
    fn counts_of_stars_are_told() {
        for (text, count) in [
            (" [1023⭐] - Counts.", "1023"),
            (" (★ 88) - Marks.", "88"),
            (" ⭐ 1.2k - Marks.", "1.2k"),
            (" (1,234 stars)", "1,234"),
            (" [⭐️ 7]", "7"),
            (" (:star: 5K)", "5K"),
            (" [?⭐] - Counts.", "?"),
        ] {
            assert_eq!(number(text), Some(count), "{text}");
        }
        for other in [
            " (2016) - Marks.",
            " (5 of 8 stars)",
            " [code] - ⭐ 5",
            " - ⭐ 5",
            " ★ - Marks.",
            " 12 - Marks.",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }

    #[test]
    fn labels_are_short_and_in_brackets() {
        assert_eq!(bracketed_label("[Podcast] -"), Some("Podcast"));
        assert_eq!(bracketed_label("(Video)"), Some("Video"));
        for other in
            ["[Podcast] or", "[ ]", "[x", "[a, b; c]", "[Words that go on for a long time]", "[]", "Podcast"]
        {
            assert_eq!(bracketed_label(other), None, "{other}");
        }
    }
}
