//! Where in a `relist.toml` a setting stands, for what can only be said of it once it was read.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::{LineIndex, Position};

/// The places of the settings in one text, which is parsed once for all of them.
///
/// ```
/// use relist::config::SettingPlaces;
/// use relist::text::Position;
///
/// let places = SettingPlaces::of("[listing.tools]\norder = ['-Since', 'Name']\n");
/// let place = places.find(&["listing", "tools", "order"], Some("Name"));
/// assert_eq!(place, Some(Position { line: 2, column: 20 }));
/// assert_eq!(places.find(&["order"], None), None);
/// ```
pub struct SettingPlaces<'a> {
    text: &'a str,
    lines: LineIndex,
    /// Nothing where the text is not TOML.
    root: Option<Spanned<DeTable<'a>>>,
}

impl<'a> SettingPlaces<'a> {
    /// The places in `text`.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, lines: LineIndex::new(text), root: DeTable::parse(text).ok() }
    }

    /// Where the setting at `path` is, or `word` in its list; in a `per-file` table, if it is only there.
    #[must_use]
    pub fn find(&self, path: &[&str], word: Option<&str>) -> Option<Position> {
        let root = self.root.as_ref()?.get_ref();
        let per_file = root.get("per-file").and_then(|value| value.get_ref().as_array());
        let per_file = per_file.into_iter().flat_map(|tables| tables.iter());
        let per_file = per_file.filter_map(|table| table.get_ref().as_table());
        let offset = std::iter::once(root).chain(per_file).find_map(|table| offset_in(table, path, word))?;
        Some(self.lines.position(self.text, offset))
    }
}

fn offset_in(table: &DeTable<'_>, path: &[&str], word: Option<&str>) -> Option<usize> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.get_key_value(*first)?;
    if !rest.is_empty() {
        return offset_in(value.get_ref().as_table()?, rest, word);
    }
    let Some(word) = word else { return Some(key.span().start) };
    let is_word = |value: &&Spanned<DeValue<'_>>| value.get_ref().as_str() == Some(word);
    let found = value.get_ref().as_array().and_then(|list| list.iter().find(is_word));
    found.map(|value| value.span().start)
}
