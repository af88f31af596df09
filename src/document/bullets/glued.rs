//! Lines right under an item that markdown makes part of it although nobody wrote them so: a line at the margin with no
//! blank line above it belongs to the paragraph before (`CommonMark` §5.2).
//!
//! Prose that is wrapped is such a line as well, and is a part of its item. It is recognized by what it goes on
//! with: a sentence that was not finished, in words.

use super::super::bare_url::bare_url;
use super::super::listing::{Glued, GluedKind};
use crate::text::Span;

/// The signs that people type for bullets, besides the markers of lists.
const BULLETS: [char; 16] = ['-', '*', '+', '•', '·', '●', '○', '‣', '▪', '■', '◦', '–', '—', '∙', '⁃', '−'];

/// The first line below the marker that starts left of the item's content and is not its wrapped text.
///
/// `item` starts with the marker, which stands in the column `indent`.
pub(super) fn glued(source: &str, item: Span, indent: usize) -> Option<Glued> {
    let text = item.of(source);
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let content = indent + content_column(first);
    let (mut above, mut breaks) = (first.trim(), breaks_line(first));
    let mut start = item.start + first.len();
    for line in lines {
        let written = line.trim();
        let own = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_beside = !written.is_empty() && !above.is_empty();
        let is_lazy = is_beside && own < content && !line.starts_with('\t');
        // The way back to the top is of no item, however it is indented.
        let kind = if is_lazy {
            // Behind a hard line break, badges are where their author wants them.
            kind(above, written).filter(|_| !(breaks && is_only_images(written)))
        } else {
            (is_beside && is_way_back(written)).then_some(GluedKind::Line)
        };
        if let Some(kind) = kind {
            let at = start + own;
            return Some(Glued {
                line: Span::new(at, at + line[own..].trim_end().len()),
                kind,
                end: item.end,
            });
        }
        (above, breaks) = (written, breaks_line(line));
        start += line.len();
    }
    None
}

/// The line right below the last item of a list, where it is a lone tag: it ends the list, and all lines up to the next
/// blank one are HTML (`CommonMark` §4.6). The item above it must not move, so that the tag stays where it is.
///
/// The tags of blocks, `</details>` and the like, are written below lists on purpose: they are found where items follow
/// them that GitHub shows as HTML.
pub(super) fn tag_below(source: &str, item: Span) -> Option<Glued> {
    const TAGS: [&str; 17] = [
        "a", "b", "br", "em", "font", "i", "img", "input", "kbd", "picture", "small", "span", "strong",
        "sub", "sup", "video", "wbr",
    ];
    const BLOCKS: [&str; 12] =
        ["center", "dd", "details", "div", "dl", "dt", "h3", "h4", "hr", "li", "p", "summary"];
    let below = source.get(item.end..)?;
    let line_end = below.find('\n')?;
    if !below[..line_end].trim().is_empty() {
        return None;
    }
    let start = item.end + line_end + 1;
    let mut lines = source[start..].lines();
    let line = lines.next()?;
    let text = line.trim();
    let inside = text.strip_prefix('<')?.strip_suffix('>')?;
    let name = inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let is_one_of = |names: &[&str]| names.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    let mut html = lines.take_while(|line| !line.trim().is_empty()).take(MOST_LINES);
    let is_tag = (is_one_of(&TAGS) && !inside.contains('<')) || (is_one_of(&BLOCKS) && html.any(is_item));
    let at = start + line.len() - line.trim_start().len();
    is_tag.then(|| Glued { line: Span::new(at, at + text.len()), kind: GluedKind::Tag, end: item.end })
}

/// So many lines below a tag are looked at.
const MOST_LINES: usize = 8;

/// Whether a line looks like an item with a link.
fn is_item(line: &str) -> bool {
    line.trim_start()
        .strip_prefix(['-', '*', '+'])
        .is_some_and(|rest| rest.starts_with([' ', '\t']) && starts_with_link(rest.trim_start()))
}

/// The distance from the start of an item's marker to its content.
pub(super) fn content_column(first: &str) -> usize {
    let marker = first.bytes().take_while(u8::is_ascii_digit).count() + 1;
    let blanks = first.bytes().skip(marker).take_while(|&byte| byte == b' ').count();
    marker + if blanks > 4 { 1 } else { blanks.max(1) }
}

/// What the line `text` under `above` is, where it does not go on with that.
fn kind(above: &str, text: &str) -> Option<GluedKind> {
    // A marker that stands alone, a bullet in front of words, or a link in front of what is said of it.
    let behind = text.trim_start_matches(BULLETS);
    let has_sign = behind.len() < text.len() && !text.starts_with("**");
    let behind = behind.trim_start();
    if (has_sign && starts_with_link(behind)) || is_entry(without_sign(text)) || is_typed_bullet(text) {
        return Some(GluedKind::Entry);
    }
    let is_line = is_markup(text)
        || is_label(text)
        || is_styled(text)
        || is_only_links(text)
        || is_only_signs(text)
        || is_finished(above, text);
    is_line.then_some(GluedKind::Line)
}

/// `• Name`: a sign that no text starts with.
fn is_typed_bullet(text: &str) -> bool {
    text.starts_with(['•', '·', '●', '○', '‣', '▪', '■', '◦', '∙', '⁃']) && text.chars().count() > 2
}

/// The text behind a number with a stop or a bracket, or behind signs that no markdown is made of, such as `👉`.
fn without_sign(text: &str) -> &str {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if behind.len() < text.len() {
        return behind.strip_prefix(['.', ')']).map_or(text, str::trim_start);
    }
    text.trim_start_matches(|c: char| {
        !c.is_ascii()
            && !c.is_alphanumeric()
            && !matches!(c, '«' | '»' | '‘'..='‟' | '（' | '【' | '「' | '《')
    })
    .trim_start()
}

/// Whether a link starts here, maybe in bold.
fn starts_with_link(text: &str) -> bool {
    link_end(text.trim_start_matches(['*', '_'])).is_some()
}

/// The length of the link or the image that `text` starts with.
fn link_end(text: &str) -> Option<usize> {
    let label = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let mut depth = 1;
    let close = label.char_indices().find(|&(_, c)| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth == 0
    })?;
    let behind = &label[close.0 + 1..];
    let (open, end) = match behind.chars().next()? {
        '(' => ('(', ')'),
        '[' => ('[', ']'),
        _ => return None,
    };
    let mut depth = 0;
    let close = behind.char_indices().find(|&(_, c)| {
        depth += i32::from(c == open) - i32::from(c == end);
        depth == 0
    })?;
    Some(text.len() - behind.len() + close.0 + 1)
}

/// `[Name](url) - what it is`: a link with a separator behind it.
fn is_entry(text: &str) -> bool {
    let bare = text.trim_start_matches(['*', '_']);
    let Some(end) = link_end(bare).filter(|_| bare.starts_with('[')) else { return false };
    let rest = bare[end..].trim_start_matches(['*', '_']);
    let rest_trimmed = rest.trim_start();
    let is_spaced = rest_trimmed.len() < rest.len();
    match rest_trimmed.chars().next() {
        Some('-' | '|' | '~') => is_spaced && rest_trimmed[1..].starts_with(' '),
        Some('–' | '—' | '：') => true,
        Some(':') => rest_trimmed[1..].starts_with(' '),
        _ => false,
    }
}

/// What other tools read, or what was meant as a heading, a container or a definition.
fn is_markup(text: &str) -> bool {
    #[rustfmt::skip]
    const STARTS: [&str; 16] = [
        "{%", "{{", "{#", "{:", "{.", "{/*", ":::", "===", "!!!", "???", "<", "%%", "//", "--8<--", "@import", "[[_TOC_]]",
    ];
    let signs = text.trim_start_matches('#');
    let is_heading = signs.len() < text.len()
        && (text.starts_with("##") || signs.starts_with(char::is_uppercase))
        && signs.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '[' || c == '*');
    let is_row = text.len() > 1 && text.starts_with('|') && text.ends_with('|');
    let is_command =
        text.strip_prefix('\\').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let is_definition = text.starts_with('[') && text.contains("]: ");
    is_heading
        || is_definition
        || is_row
        || is_command
        || text.eq_ignore_ascii_case("[toc]")
        || STARTS.iter().any(|start| text.starts_with(start))
}

/// The head of what follows (`Climbers:`), a remark on the list (`Note: …`), or the way back to its top.
fn is_label(text: &str) -> bool {
    const REMARKS: [&str; 7] = ["Note:", "NOTE:", "Notes:", "TODO", "FIXME", "PS:", "Legend:"];
    (text.starts_with(char::is_uppercase) && text.ends_with([':', '：']))
        || REMARKS.iter().any(|remark| text.starts_with(remark))
        || text.starts_with(['↑', '⬆', '⇧', '🔝', '⏫', '🔼'])
}

/// A line of one link that leads up on the same page: its text has an arrow, or says so in a word.
pub(super) fn is_way_back(text: &str) -> bool {
    let text = text.trim_matches(['*', '_', '(', ' ']);
    let Some((label, place)) = text.strip_prefix('[').and_then(|text| text.split_once("](#")) else {
        return false;
    };
    let label = label.to_lowercase();
    let is_one =
        !label.contains('[') && place.trim_end_matches(')').bytes().all(|byte| byte != b')' && byte != b'(');
    let says_so = label == "up"
        || label
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| ["top", "contents", "back"].contains(&word))
        || ["top", "toc", "contents", "table-of-contents"].contains(&place.trim_end_matches(')'));
    is_one && (says_so || label.contains(['↑', '⬆', '⇧', '🔝', '⏫', '🔼', '⇪', '▲']))
}

/// An ellipsis, a rule that is too short: no text goes on with signs alone.
fn is_only_signs(text: &str) -> bool {
    (text.len() > 1 && text.chars().all(|c| c.is_ascii_punctuation() || c == '…'))
        && !text.starts_with([')', ']', '`'])
}

/// A line that is set in bold or emphasized from end to end, maybe with a colon behind.
fn is_styled(text: &str) -> bool {
    let inner = text.trim_end_matches([':', '.', ' ']);
    ["**", "__", "~~", "*", "_"].into_iter().any(|sign| {
        let inside = inner.strip_prefix(sign).and_then(|inner| inner.strip_suffix(sign));
        inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(sign))
    })
}

/// Whether a line ends in the two spaces of a hard line break (`CommonMark` §6.7).
fn breaks_line(line: &str) -> bool {
    line.trim_end_matches(['\r', '\n']).ends_with("  ")
}

/// A line of images, in markdown or HTML, maybe with links around them.
fn is_only_images(text: &str) -> bool {
    let is_html = text.starts_with("<img ") || (text.starts_with("<a ") && text.contains("<img "));
    is_html || (text.contains("![") && is_only_links(text))
}

/// A line of nothing but links, images and signs.
fn is_only_links(text: &str) -> bool {
    let (mut rest, mut has_link) = (text, false);
    while let Some(c) = rest.chars().next() {
        let is_link = rest.starts_with('[') || rest.starts_with("![");
        match is_link.then(|| link_end(rest)).flatten() {
            Some(end) => {
                has_link = true;
                rest = &rest[end..];
            }
            None if c.is_alphanumeric() => return false,
            None => rest = &rest[c.len_utf8()..],
        }
    }
    has_link
}

/// Whether a sentence ends in `above` and another starts in `text`; a link that starts in one and ends in the other is
/// part of both.
fn is_finished(above: &str, text: &str) -> bool {
    let opened = above.rfind('[').is_some_and(|open| !above[open..].contains(']'));
    let closed = text.find("](").is_some_and(|close| !text[..close].contains('['));
    if opened && closed {
        return false;
    }
    let end = above.trim_end_matches([')', ']', '*', '_', '"', '\'', '”', '’', '`', ' ']);
    let ends = end.ends_with(['.', '!', '?', '。', '！', '？']) && !end.ends_with("...");
    let starts_with_address =
        || bare_url(text, 0..text.len().min(6)).is_some_and(|address| address.start == 0);
    ends && (!text.starts_with(char::is_lowercase) || starts_with_address())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(item: &str) -> Option<GluedKind> {
        glued(item, Span::new(0, item.len()), 0).map(|glued| glued.kind)
    }

    #[test]
    fn wrapped_text_is_part_of_its_item() {
        for item in [
            "- [Ash](https://a.example) - A tree that\ngrows by rivers.",
            "- [Ash](https://a.example) - As in\n[Elm](https://e.example) and others.",
            "- [Ash](https://a.example) - Grows, e.g.\nby rivers.",
            "- [Ash](https://a.example) - Grows.\n  Indented.",
            "- [Ash](https://a.example) - Grows.\n  [Back](#top) and forth.",
            "- [Ash](https://a.example) - Grows.\n  [Backlog of the treetop](#backlog)",
            "- [Ash](https://a.example) - Grows.  \n<img src=\"b.svg\">&nbsp;<img src=\"c.svg\">",
            "- [Ash](https://a.example) - Grows.  \n[![stars](b.svg)](https://b.example)",
            "- [Ash](https://a.example) - Grows.\n\n  Apart.",
            "1. [Ash](https://a.example) - Costs\n*little* and grows.",
            "- [Ash](https://a.example) - A tree by [.\nAda Elm](https://e.example)",
            "- [Ash](https://a.example) - A tree of\nEurope: tall.",
            "- [Ash](https://a.example) - A tree, as in\nhttps://e.example",
            "- [Ash](https://a.example) - A tree\n(see [Elm](https://e.example) - tall).",
            "- [Ash](https://a.example) - A tree\n\"[Elm](https://e.example)\" - tall.",
            "- Ash",
        ] {
            assert_eq!(kind_of(item), None, "{item}");
        }
    }

    #[test]
    fn the_way_back_to_the_top_is_of_no_item() {
        for line in ["**[⬆ back to top](#contents)**", "  **[⬆ back to top](#contents)**", "\t[Top](#top)"]
        {
            let item = format!("- [Ash](https://a.example) - A tree.\n{line}");
            assert_eq!(kind_of(&item), Some(GluedKind::Line), "{line}");
        }
        assert_eq!(kind_of("- [Ash](https://a.example)\n\n  [Top](#top)"), None);
        assert_eq!(kind_of("- Ash\n**[Elm](https://e.example)** - A tree."), Some(GluedKind::Entry));
    }

    #[test]
    fn lines_of_their_own_are_told() {
        for line in [
            "**Shrubs**",
            "*No longer kept up:*",
            "##Shrubs",
            "[back to top](#top)",
            "[![badge](b.svg)](https://b.example) ![c](c.svg)",
            "{% endif %}",
            "{: .wide }",
            ":::",
            "=== \"Shrubs\"",
            "<br>",
            "Add your own!",
            "https://e.example",
            "[//]: # (end)",
        ] {
            let item = format!("- [Ash](https://a.example) - A tree.\n{line}");
            assert_eq!(kind_of(&item), Some(GluedKind::Line), "{line}");
        }
    }

    #[test]
    fn no_sentence_goes_on_with_markup_labels_and_signs() {
        for line in [
            "####### Shrubs",
            "~~Shrubs~~",
            "Shrubs and ferns:",
            "Note: ferns are below",
            "↑ top",
            "| Elm | tall |",
            "\\newpage",
            "[TOC]",
            "%% ferns",
            "--8<-- \"ferns.md\"",
            "...",
            "$$",
        ] {
            let item = format!("- [Ash](https://a.example) - A tree\n{line}");
            assert_eq!(kind_of(&item), Some(GluedKind::Line), "{line}");
        }
    }

    #[test]
    fn tags_below_a_list_are_told() {
        let below = |line: &str| {
            let source = format!("- Ash\n{line}\n");
            tag_below(&source, Span::new(0, 5)).map(|glued| glued.line.of(&source).to_owned())
        };
        for tag in ["<br>", "<BR/>", "<img src=\"line.png\">", "</a>"] {
            assert_eq!(below(tag).as_deref(), Some(tag));
        }
        for other in ["", "\n<br>", "<div>", "<br> and more", "<br><br>", "text"] {
            assert_eq!(below(other), None, "{other}");
        }
        for block in ["<hr>", "</details>", "<P ALIGN=\"center\">"] {
            assert_eq!(below(&format!("{block}\n- [Elm](https://e.example)")).as_deref(), Some(block));
            for rest in ["", "\n- [Elm](https://e.example)", "Elm - tall", "- "] {
                assert_eq!(below(&format!("{block}\n{rest}")), None, "{block} {rest}");
            }
        }
    }

    #[test]
    fn entries_without_a_marker_are_told() {
        for line in [
            "-[Elm](https://e.example) - Grows.",
            "-\u{a0}[Elm](https://e.example) - Grows.",
            "+[Elm](https://e.example)",
            "• [Elm](https://e.example) - Grows.",
            "· Elm grows",
            "[Elm](https://e.example) - Grows.",
            "**[Elm](https://e.example)**: Grows.",
            "*[Elm](https://e.example) - Grows.",
            "1.[Elm](https://e.example) - Grows.",
            "12)[Elm](https://e.example): Grows.",
            "\u{2011} [Elm](https://e.example) - Grows.",
            "👉 [Elm](https://e.example) - Grows.",
        ] {
            let item = format!("- [Ash](https://a.example) - A tree\n{line}");
            assert_eq!(kind_of(&item), Some(GluedKind::Entry), "{line}");
        }
        let item = "- [Ash](https://a.example) - A tree\n- x";
        assert_eq!(glued(item, Span::new(0, 37), 0), None);
    }
}
