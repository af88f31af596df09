//! The one place that knows `html5gum`: HTML as tags, texts and comments, each with its place.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use crate::text::Span;
use crate::value::is_zero_width;

/// A tag, a run of text or a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) span: Span,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Start {
        tag: Tag,
        /// Whether it is a cell that takes the place of several.
        is_wide: bool,
    },
    End(Tag),
    Text {
        /// How many words it has.
        words: usize,
        /// Whether it is nothing that shows.
        is_blank: bool,
    },
    Comment,
}

/// A tag by the part that it plays in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Table,
    Head,
    Body,
    Foot,
    Caption,
    Column,
    Row,
    HeaderCell,
    Cell,
    Anchor,
    Image,
    LineBreak,
    Code,
    /// A list, of bullets or of numbers.
    List,
    /// A paragraph, an item or the like, which stands on lines of its own.
    Block,
    /// What GitHub shows as it is written, or not at all, and what has a grammar of its own.
    Foreign,
    Other,
}

impl Tag {
    fn of(name: &[u8]) -> Self {
        match name {
            b"table" => Self::Table,
            b"thead" => Self::Head,
            b"tbody" => Self::Body,
            b"tfoot" => Self::Foot,
            b"caption" => Self::Caption,
            b"colgroup" | b"col" => Self::Column,
            b"tr" => Self::Row,
            b"th" => Self::HeaderCell,
            b"td" => Self::Cell,
            b"a" => Self::Anchor,
            b"img" => Self::Image,
            b"br" => Self::LineBreak,
            b"code" | b"kbd" | b"samp" | b"tt" => Self::Code,
            b"ul" | b"ol" => Self::List,
            b"p" | b"div" | b"li" | b"dl" | b"dt" | b"dd" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6"
            | b"hr" | b"blockquote" | b"center" | b"details" | b"summary" | b"section" | b"figure"
            | b"figcaption" => Self::Block,
            b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes"
            | b"noscript" | b"plaintext" | b"pre" | b"listing" | b"template" | b"select" | b"svg"
            | b"math" | b"object" | b"video" | b"audio" | b"frameset" => Self::Foreign,
            _ => Self::Other,
        }
    }
}

/// Calls `read` with each piece of `text`, in order, its place counted from `offset`.
///
/// What a browser would read in another way, such as the inside of a `<script>`, is read as any HTML, for GitHub shows it
/// as text.
pub(super) fn pieces(text: &str, offset: usize, mut read: impl FnMut(Piece)) {
    let mut open = OpenTag::default();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        let whole = Span::new(span.start, span.end);
        let (kind, span) = match event {
            CallbackEvent::OpenStartTag { name } => {
                open = OpenTag { start: span.start, tag: Tag::of(name), ..OpenTag::default() };
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                open.spans = matches!(name, b"colspan" | b"rowspan");
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                open.is_wide |= open.spans && value.trim_ascii() != b"1";
                return None;
            }
            CallbackEvent::CloseStartTag { .. } => {
                (PieceKind::Start { tag: open.tag, is_wide: open.is_wide }, Span::new(open.start, span.end))
            }
            CallbackEvent::EndTag { name } => (PieceKind::End(Tag::of(name)), whole),
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value);
                let is_blank = text.chars().all(|c| c.is_whitespace() || is_zero_width(c));
                (PieceKind::Text { words: words(&text), is_blank }, whole)
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => (PieceKind::Comment, whole),
            CallbackEvent::Error(_) => return None,
        };
        Some(Piece { kind, span: span.shifted(offset) })
    });
    for piece in Tokenizer::new_with_emitter(text, emitter) {
        match piece {
            Ok(piece) => read(piece),
            Err(never) => match never {},
        }
    }
}

/// The start tag that is being read.
#[derive(Clone, Copy)]
struct OpenTag {
    start: usize,
    tag: Tag,
    /// Whether the attribute that was named last says how many cells a cell stands for.
    spans: bool,
    is_wide: bool,
}

impl Default for OpenTag {
    fn default() -> Self {
        Self { start: 0, tag: Tag::Other, spans: false, is_wide: false }
    }
}

/// How many words a text has. Two letters of a script that puts no spaces between words count as one.
fn words(text: &str) -> usize {
    let spaced = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let dense = text.chars().filter(|&c| c >= '\u{2e80}' && c.is_alphanumeric()).count();
    spaced.max(dense.div_ceil(2))
}

/// What `entity`, from `&` to `;`, stands for; itself where it stands for nothing.
pub(super) fn decoded(entity: &str) -> String {
    let mut decoded = String::with_capacity(4);
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| match event {
        CallbackEvent::String { value } => Some(String::from_utf8_lossy(value).into_owned()),
        _ => None,
    });
    for text in Tokenizer::new_with_emitter(entity, emitter) {
        match text {
            Ok(text) => decoded.push_str(&text),
            Err(never) => match never {},
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        pieces(text, 0, |piece| found.push(piece.span.of(text)));
        found
    }

    #[test]
    fn pieces_tile_the_text_whatever_its_letters_and_line_ends_are() {
        for text in [
            "<table>\r\n<tr ><td align='x'>é&amp;中</td\n></tr><!-- é -->\r</table>\n",
            "a &lt; b <br/>\n<a href=\"x?a=1&b=2\" title='<b>'>c</a>&nbsp;",
            "<script>var x = '<td>';</script><p>x",
            "<td x=y é=中 colspan=\"2\">&unknown; &#x41;</td>",
        ] {
            assert_eq!(cut(text).concat(), text, "{:?}", cut(text));
        }
    }

    #[test]
    fn cells_that_stand_for_several_are_told() {
        let is_wide = |text: &str| {
            let mut found = false;
            pieces(text, 0, |piece| {
                found |= matches!(piece.kind, PieceKind::Start { is_wide: true, .. });
            });
            found
        };
        assert!(is_wide("<td COLSPAN=2>") && is_wide("<th rowspan='3'>"));
        assert!(!is_wide("<td colspan=1 rowspan=\"1\">") && !is_wide("<td title=2>"));
    }

    #[test]
    fn entities_are_read() {
        assert_eq!(["&amp;", "&#233;", "&nbsp;", "&xyzzy;"].map(decoded), ["&", "é", "\u{a0}", "&xyzzy;"]);
    }
}
