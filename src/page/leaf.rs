//! Whether two blocks say the same, word by word or in another spelling.

use std::borrow::Cow;

use super::block::{Block, Inline, Mark, Page};
use crate::value::canonical;

/// A block of one of the pages that are compared.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'a> {
    pub(super) page: &'a Page,
    pub(super) block: &'a Block,
}

impl<'a> Leaf<'a> {
    fn inlines(self) -> &'a [Inline] {
        self.page.content(self.block)
    }

    /// Whether the content of both is the same.
    pub(super) fn is_same(self, other: Self) -> bool {
        let piece = |leaf: Self, inline: &'a Inline| {
            (inline.mark, leaf.page.text_of(inline), leaf.page.title_of(inline))
        };
        self.inlines().len() == other.inlines().len()
            && self
                .inlines()
                .iter()
                .zip(other.inlines())
                .all(|(one, two)| piece(self, one) == piece(other, two))
    }

    /// Whether both have the same markup in the same order, and their links lead to the same places, however these are
    /// spelled. Plain text may be anything.
    pub(super) fn is_marked_up_alike(self, other: Self) -> bool {
        self.has_markup_of(other, |was, is| place(was) == place(is))
    }

    /// The same, but links may lead elsewhere.
    pub(super) fn has_marks_of(self, other: Self) -> bool {
        self.has_markup_of(other, |_, _| true)
    }

    fn has_markup_of(self, other: Self, is_same_place: impl Fn(&str, &str) -> bool) -> bool {
        let marked = |leaf: Self| leaf.inlines().iter().filter(|inline| inline.mark != Mark::Text);
        let (mut ours, mut theirs) = (marked(self), marked(other));
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) => {
                    if one.mark != two.mark || self.page.title_of(one) != other.page.title_of(two) {
                        return false;
                    }
                    let (was, is) = (self.page.text_of(one), other.page.text_of(two));
                    let is_same = was == is
                        || match one.mark {
                            Mark::Link | Mark::Image => is_same_place(was, is),
                            Mark::Html => html_words(was).eq(html_words(is)),
                            _ => false,
                        };
                    if !is_same {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    }

    /// Whether the HTML of both has the same pieces, in whatever order.
    pub(super) fn has_html_of(self, other: Self) -> bool {
        let pieces = |leaf: Self| {
            let html = leaf.inlines().iter().filter(|inline| inline.mark == Mark::Html);
            let mut pieces: Vec<Cow<'_, str>> =
                html.flat_map(|inline| html_words(leaf.page.text_of(inline))).collect();
            pieces.sort_unstable();
            pieces
        };
        pieces(self) == pieces(other)
    }

    /// The markup in its order, and where it leads: equal where [`is_marked_up_alike`](Self::is_marked_up_alike) says so.
    pub(super) fn markup(self) -> String {
        let marks = self.inlines().iter().filter(|inline| inline.mark != Mark::Text).map(|inline| {
            let text = self.page.text_of(inline);
            let leads = match inline.mark {
                Mark::Link | Mark::Image => place(text),
                Mark::Html => Cow::Owned(html_words(text).collect::<Vec<_>>().join(" ")),
                _ => Cow::Borrowed(text),
            };
            format!("{:?} {leads:?} {:?} ", inline.mark, self.page.title_of(inline))
        });
        marks.collect()
    }

    /// The plain text, without markup.
    pub(super) fn text(self) -> Cow<'a, str> {
        let mut texts = self.inlines().iter().filter(|inline| inline.mark == Mark::Text);
        match (texts.next(), texts.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(only), None) => Cow::Borrowed(self.page.text_of(only)),
            _ => {
                let shown = self.inlines().iter().map(|inline| match inline.mark {
                    Mark::Text => self.page.text_of(inline),
                    Mark::SoftBreak | Mark::HardBreak => " ",
                    _ => "",
                });
                Cow::Owned(shown.collect())
            }
        }
    }

    /// Whether both have the same words, each as often, or at least the same letters one after the other.
    pub(super) fn has_words_of(self, other: Self) -> bool {
        let (was, is) = (self.text(), other.text());
        was == is || letters(&was).eq(letters(&is)) || words(&was) == words(&is)
    }
}

/// Where an address leads, in one spelling.
fn place(url: &str) -> Cow<'_, str> {
    canonical(url).map_or(Cow::Borrowed(url), Cow::Owned)
}

/// The pieces of a tag, the addresses among them in one spelling.
fn html_words(html: &str) -> impl Iterator<Item = Cow<'_, str>> {
    html.split(['"', '\'', '=', ' ', '\t', '\n', '<', '>']).filter(|word| !word.is_empty()).map(place)
}

/// The letters and digits of a text, one after the other, whatever stands between them and whatever their case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The words of a text in a fixed order; a bare address is read as the place to which it leads.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = place(word);
        let parts = word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        words.extend(parts.map(str::to_owned));
    }
    words.sort_unstable();
    words
}
