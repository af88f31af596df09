//! Where in a `relist.toml` a setting stands, for what can only be said of it once it was read.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::{LineIndex, Position};

/// Where in `text` the setting at `path` stands, or `word` in its list; in a `per-file` table, where it is only there.
///
/// ```
/// use relist::config::place_of;
/// use relist::text::Position;
///
/// let text = "[listing.tools]\norder = ['-Since', 'Name']\n";
/// let place = place_of(text, &["listing", "tools", "order"], Some("Name"));
/// assert_eq!(place, Some(Position { line: 2, column: 20 }));
/// assert_eq!(place_of(text, &["order"], None), None);
/// ```
#[must_use]
pub fn place_of(text: &str, path: &[&str], word: Option<&str>) -> Option<Position> {
    let root = DeTable::parse(text).ok()?;
    let root = root.get_ref();
    let per_file = root.get("per-file").and_then(|value| value.get_ref().as_array());
    let per_file = per_file.into_iter().flat_map(|tables| tables.iter());
    let per_file = per_file.filter_map(|table| table.get_ref().as_table());
    let offset = std::iter::once(root).chain(per_file).find_map(|table| offset_in(table, path, word))?;
    Some(LineIndex::new(text).position(text, offset))
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
