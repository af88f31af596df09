//! What the parser's tags and kinds are called here.

use pulldown_cmark as cmark;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::super::link::LinkKind;
use super::super::listing::Alignment;
use super::super::token::Name;

pub(super) fn link_kind(link_type: LinkType) -> LinkKind {
    match link_type {
        LinkType::Inline => LinkKind::Inline,
        LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
        _ => LinkKind::Reference,
    }
}

pub(super) fn alignment(alignment: cmark::Alignment) -> Alignment {
    match alignment {
        cmark::Alignment::None => Alignment::None,
        cmark::Alignment::Left => Alignment::Left,
        cmark::Alignment::Center => Alignment::Center,
        cmark::Alignment::Right => Alignment::Right,
    }
}

/// The name of a tag that is common. Those of others must tell two of them apart wherever they would render differently.
pub(super) fn known_name(tag: &Tag<'_>) -> Option<Name> {
    match tag {
        Tag::Paragraph => Some(Name::Paragraph),
        Tag::Item => Some(Name::Item),
        Tag::Emphasis => Some(Name::Emphasis),
        Tag::Strong => Some(Name::Strong),
        Tag::Strikethrough => Some(Name::Strikethrough),
        Tag::List(None) => Some(Name::BulletList),
        Tag::BlockQuote(None) => Some(Name::BlockQuote),
        _ => None,
    }
}

pub(super) fn heading_name(level: HeadingLevel) -> Name {
    match level {
        HeadingLevel::H1 => Name::H1,
        HeadingLevel::H2 => Name::H2,
        HeadingLevel::H3 => Name::H3,
        HeadingLevel::H4 => Name::H4,
        HeadingLevel::H5 => Name::H5,
        HeadingLevel::H6 => Name::H6,
    }
}

/// Whether a paragraph may end in this; nothing where it is the frame of what it stands in.
pub(super) fn is_in_text(event: &Event<'_>) -> Option<bool> {
    match event {
        Event::End(TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition)
        | Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => None,
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::FootnoteReference(_)
        | Event::End(
            TagEnd::Paragraph
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image,
        ) => Some(true),
        _ => Some(false),
    }
}
