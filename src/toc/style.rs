//! How a table of contents writes its entries: what most of them do, tried on each of them.
//!
//! An entry is its lead (indent, marker and spaces), what stands before its link, the link, and what stands behind it.
//! A text and a destination are looked for among the ways in which contents write headings; the one that explains most
//! entries is the way.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use super::{Shape, Toc, TocHeading};
use crate::document::{LinkKind, slug};
use crate::text::Span;

/// Where the parts of an entry lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemParts {
    pub(super) lead: Span,
    /// What stands between the lead and the link: `**`, an emoji.
    pub(super) before: Span,
    pub(super) link: Span,
    pub(super) label: Span,
    pub(super) url: Span,
    /// What stands behind the link, without the line end.
    pub(super) after: Span,
}

impl ItemParts {
    pub(super) fn of(source: &str, toc: &Toc<'_>, index: usize) -> Option<Self> {
        let entry = toc.lines.get(index)?;
        let link = entry.link.as_ref()?;
        let url = link.url_span?;
        let label = label(source, link.kind, link.span, url)?;
        if toc.shape != Shape::List {
            let at = Span::empty(link.span.start);
            let after = Span::empty(link.span.end);
            return Some(Self { lead: at, before: at, link: link.span, label, url, after });
        }
        let text = entry.span.of(source);
        let content_end = entry.span.start + text.trim_end_matches(['\n', '\r']).len();
        let rest = Span::new(entry.marker.end, link.span.start).of(source);
        let lead_end = entry.marker.end + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        Some(Self {
            lead: Span::new(entry.span.start, lead_end),
            before: Span::new(lead_end, link.span.start),
            link: link.span,
            label,
            url,
            after: Span::new(link.span.end, content_end.max(link.span.end)),
        })
    }
}

/// The bytes of a link's text.
fn label(source: &str, kind: LinkKind, link: Span, url: Span) -> Option<Span> {
    match kind {
        LinkKind::Inline => {
            let start = link.start + 1;
            let end = start + source.get(start..url.start)?.rfind("](")?;
            Some(Span::new(start, end))
        }
        LinkKind::Html => {
            let start = url.end + source.get(url.end..link.end)?.find('>')? + 1;
            let end = start + source.get(start..link.end)?.rfind("</")?;
            Some(Span::new(start, end))
        }
        _ => None,
    }
}

/// How titles are written as texts of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum LabelStyle {
    /// The title as a reader sees it.
    #[default]
    Title,
    /// The heading as it is written.
    Written,
    TitleWithoutEmoji,
    WrittenWithoutEmoji,
    WithoutNumber,
    WithoutColon,
    /// What stands behind the first colon.
    BehindColon,
}

const LABELS: [LabelStyle; 7] = [
    LabelStyle::Title,
    LabelStyle::Written,
    LabelStyle::TitleWithoutEmoji,
    LabelStyle::WrittenWithoutEmoji,
    LabelStyle::WithoutNumber,
    LabelStyle::WithoutColon,
    LabelStyle::BehindColon,
];

/// The marks that may stand around the text inside of a link.
const WRAPS: [&str; 5] = ["", "**", "`", "*", "__"];

/// How anchors are written as destinations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum UrlStyle {
    #[default]
    Anchor,
    LowerPercent,
    UpperPercent,
    /// The id of a tag beside the heading.
    Id,
    /// In the case of the heading.
    Cased,
}

const URLS: [UrlStyle; 5] =
    [UrlStyle::Anchor, UrlStyle::LowerPercent, UrlStyle::UpperPercent, UrlStyle::Id, UrlStyle::Cased];

impl LabelStyle {
    pub(super) fn write(self, source: &str, heading: &TocHeading) -> String {
        match self {
            Self::Title => escaped(&heading.title),
            Self::Written => written(source, heading),
            Self::TitleWithoutEmoji => escaped(&without_emoji(&heading.title)),
            Self::WrittenWithoutEmoji => without_emoji(&written(source, heading)),
            Self::WithoutNumber => escaped(without_number(&heading.title)),
            Self::BehindColon => {
                let title = &heading.title;
                escaped(title.split_once(": ").map_or(title.as_str(), |(_, behind)| behind.trim_start()))
            }
            Self::WithoutColon => escaped(heading.title.trim_end_matches([':', '：'])),
        }
    }
}

impl UrlStyle {
    pub(super) fn write(self, heading: &TocHeading) -> String {
        let name = match self {
            Self::Anchor => heading.anchor.clone(),
            Self::LowerPercent => percent_encoded(&heading.anchor, false),
            Self::UpperPercent => percent_encoded(&heading.anchor, true),
            Self::Id => heading.id.clone().unwrap_or_else(|| heading.anchor.clone()),
            Self::Cased => cased(heading),
        };
        format!("#{name}")
    }
}

/// What is learned of the entries of one level, or of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) label: LabelStyle,
    pub(super) wrap: &'static str,
    pub(super) url: UrlStyle,
    pub(super) before: String,
    pub(super) after: String,
}

impl Style {
    /// The style of these entries, each with its heading.
    pub(super) fn learn(source: &str, entries: &[(ItemParts, &TocHeading)]) -> Self {
        let labels = entries.iter().flat_map(|(parts, heading)| {
            let text = parts.label.of(source);
            WRAPS.into_iter().filter_map(move |wrap| Some((wrap, unwrapped(text, wrap)?))).flat_map(
                move |(wrap, text)| {
                    let fits = move |style: &LabelStyle| style.write(source, heading) == text;
                    LABELS.into_iter().filter(fits).map(move |style| (std::cmp::Reverse(style), wrap))
                },
            )
        });
        let (label, wrap) =
            most_frequent(labels).map_or_else(Default::default, |((label, wrap), _)| (label.0, wrap));
        let urls = entries.iter().flat_map(|(parts, heading)| {
            let url = parts.url.of(source);
            let fits = move |style: &UrlStyle| style.write(heading) == url;
            URLS.into_iter().filter(fits).map(std::cmp::Reverse)
        });
        let url = most_frequent(urls).map(|(style, _)| style.0).unwrap_or_default();
        let usual = |part: fn(&ItemParts) -> Span| {
            let texts = entries.iter().map(|(parts, _)| part(parts).of(source));
            let most = most_frequent(texts).filter(|(_, count)| count * 10 >= entries.len() * 6);
            most.map(|(text, _)| text.to_owned()).unwrap_or_default()
        };
        Self { label, wrap, url, before: usual(|parts| parts.before), after: usual(|parts| parts.after) }
    }

    pub(super) fn label_of(&self, source: &str, heading: &TocHeading) -> String {
        let text = self.label.write(source, heading);
        // Code in code would end it.
        let wrap = if text.contains(self.wrap) && !self.wrap.is_empty() { "" } else { self.wrap };
        format!("{wrap}{text}{wrap}")
    }
}

/// The text inside of `wrap`, where it has no other marks.
fn unwrapped<'a>(text: &'a str, wrap: &str) -> Option<&'a str> {
    text.strip_prefix(wrap)?.strip_suffix(wrap).filter(|text| !text.is_empty())
}

/// The one of `items` that is there most often, and how often; of several, the greatest.
pub(super) fn most_frequent<T: Eq + Hash + Ord + Copy>(items: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(item, count)| (count, item))
}

/// The title with what would be markup escaped.
fn escaped(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for character in title.chars() {
        if matches!(character, '[' | ']' | '`' | '*' | '<' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// The inline markup of a heading, if it holds no link; its title otherwise.
fn written(source: &str, heading: &TocHeading) -> String {
    let text = heading.span.of(source).trim();
    let first = text.lines().next().unwrap_or_default().trim();
    let inner = if text.starts_with('#') {
        let inner = first.trim_start_matches('#').trim();
        let closed = inner.trim_end_matches('#');
        if closed.ends_with([' ', '\t']) { closed.trim_end() } else { inner }
    } else {
        first
    };
    if inner.contains(['[', ']', '<']) || inner.is_empty() {
        escaped(&heading.title)
    } else {
        inner.to_owned()
    }
}

/// The text without emoji, their names in colons, and the spaces that those leave.
pub(super) fn without_emoji(text: &str) -> String {
    let words = text.split(' ').filter_map(|word| {
        let is_name = word.len() > 2
            && word.starts_with(':')
            && word.ends_with(':')
            && word[1..word.len() - 1].chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c));
        let kept: String = word.chars().filter(|&c| !is_emoji(c)).collect();
        let is_kept = !is_name && (!kept.is_empty() || word.is_empty());
        is_kept.then_some(Cow::Owned::<str>(kept))
    });
    words.collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn is_emoji(character: char) -> bool {
    matches!(character,
        '\u{200d}' | '\u{20e3}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
        | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}')
}

/// The title without the number of its section: `1.2 Tools`, `3) Tools`.
fn without_number(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '、'));
    if rest.len() < title.len() && !rest.trim().is_empty() { rest.trim_start() } else { title }
}

/// The anchor in the case of the heading: `#Technique-For-Enhancement`.
fn cased(heading: &TocHeading) -> String {
    let plain = slug(&heading.title);
    let mut room = [0; 4];
    let mut cased = String::new();
    for character in heading.title.trim().chars() {
        match character {
            ' ' | '-' => cased.push('-'),
            _ if slug(character.encode_utf8(&mut room)).is_empty() => {}
            _ => cased.push(character),
        }
    }
    // The number of a repeated heading.
    cased.push_str(heading.anchor.strip_prefix(&plain).unwrap_or_default());
    cased
}

fn percent_encoded(text: &str, upper: bool) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        let _ = match (plain, upper) {
            (true, _) => write!(encoded, "{}", char::from(byte)),
            (_, true) => write!(encoded, "%{byte:02X}"),
            (_, false) => write!(encoded, "%{byte:02x}"),
        };
    }
    encoded
}
