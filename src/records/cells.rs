//! The cells of a record by the keys of their columns: a map in order whose keys all records of a listing share, since
//! a copy of each for every cell would be most of what a record is made of.

use std::fmt;
use std::ops::{Index, IndexMut};
use std::slice;
use std::sync::Arc;

use foldhash::HashMap;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::dataset::CellRecord;

/// Among so many keys the one asked for is found sooner by looking at each.
const FEW: usize = 16;

/// The keys and the cells, in order.
pub(super) type Iter<'r, 'a> = std::iter::Map<
    slice::Iter<'r, (Arc<str>, CellRecord<'a>)>,
    fn(&'r (Arc<str>, CellRecord<'a>)) -> (&'r str, &'r CellRecord<'a>),
>;

/// Cells by the keys of their columns, in the order in which they were inserted. Two are equal that hold the same cells
/// under the same keys, whatever their order.
///
/// ```
/// use relist::records::{CellRecord, Cells};
///
/// let mut cells = Cells::default();
/// cells.insert("model", CellRecord::from_markdown("Yi"));
/// cells.insert("size", CellRecord::from_markdown("6B"));
/// assert_eq!(cells["size"].markdown.as_deref(), Some("6B"));
/// assert_eq!(cells.keys().collect::<Vec<_>>(), ["model", "size"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cells<'a> {
    cells: Vec<(Arc<str>, CellRecord<'a>)>,
    /// Where the cell of each key stands, once they are many.
    places: HashMap<Arc<str>, usize>,
}

impl<'a> Cells<'a> {
    /// Cells whose keys are all different, `count` of them at most.
    pub(super) fn of_columns(count: usize, cells: impl Iterator<Item = (Arc<str>, CellRecord<'a>)>) -> Self {
        let mut all = Self { cells: Vec::with_capacity(count), places: HashMap::default() };
        all.cells.extend(cells);
        all.note_places();
        all
    }

    /// The cell of a column.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&CellRecord<'a>> {
        self.place(key).map(|place| &self.cells[place].1)
    }

    /// The cell of a column, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut CellRecord<'a>> {
        self.place(key).map(|place| &mut self.cells[place].1)
    }

    /// Whether there is a cell of this column.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Puts a cell behind the others, or in the place of the one that has its key, which is returned.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, cell: CellRecord<'a>) -> Option<CellRecord<'a>> {
        let key = key.into();
        if let Some(known) = self.get_mut(&key) {
            return Some(std::mem::replace(known, cell));
        }
        self.cells.push((key, cell));
        self.note_places();
        None
    }

    /// Takes the last cell away.
    pub fn pop(&mut self) -> Option<(Arc<str>, CellRecord<'a>)> {
        let last = self.cells.pop()?;
        self.places.remove(&last.0);
        Some(last)
    }

    /// Takes the cell of a column away; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<CellRecord<'a>> {
        let (_, cell) = self.cells.remove(self.place(key)?);
        self.places.clear();
        self.note_places();
        Some(cell)
    }

    /// Takes all cells away.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.places.clear();
    }

    /// The same, with a copy of all that was borrowed from a document.
    #[must_use]
    pub fn into_owned(self) -> Cells<'static> {
        let cells = self.cells.into_iter().map(|(key, cell)| (key, cell.into_owned()));
        Cells { cells: cells.collect(), places: self.places }
    }

    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The keys and the cells, in order.
    pub fn iter(&self) -> Iter<'_, 'a> {
        self.cells.iter().map(|(key, cell)| (key, cell))
    }

    /// The keys, in order.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    /// The cells, in order.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &CellRecord<'a>> + ExactSizeIterator {
        self.iter().map(|(_, cell)| cell)
    }

    /// The cells, in order, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut CellRecord<'a>> + ExactSizeIterator {
        self.cells.iter_mut().map(|(_, cell)| cell)
    }

    fn place(&self, key: &str) -> Option<usize> {
        if self.cells.len() > FEW {
            return self.places.get(key).copied();
        }
        self.cells.iter().position(|(known, _)| **known == *key)
    }

    /// Notes the places of keys that were pushed, where they have become many.
    fn note_places(&mut self) {
        if self.cells.len() > FEW {
            let new = self.cells.iter().enumerate().skip(self.places.len());
            self.places.extend(new.map(|(place, (key, _))| (Arc::clone(key), place)));
        }
    }
}

impl<'a, K: Into<Arc<str>>> FromIterator<(K, CellRecord<'a>)> for Cells<'a> {
    fn from_iter<I: IntoIterator<Item = (K, CellRecord<'a>)>>(cells: I) -> Self {
        let mut all = Self::default();
        for (key, cell) in cells {
            all.insert(key, cell);
        }
        all
    }
}

impl<'r, 'a> IntoIterator for &'r Cells<'a> {
    type Item = (&'r str, &'r CellRecord<'a>);
    type IntoIter = Iter<'r, 'a>;

    fn into_iter(self) -> Iter<'r, 'a> {
        self.iter()
    }
}

impl PartialEq for Cells<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, cell)| other.get(key) == Some(cell))
    }
}

impl<'a> Index<&str> for Cells<'a> {
    type Output = CellRecord<'a>;

    /// # Panics
    ///
    /// Where there is no cell of this key.
    fn index(&self, key: &str) -> &CellRecord<'a> {
        self.get(key).unwrap_or_else(|| panic!("there is no cell `{key}`"))
    }
}

impl IndexMut<&str> for Cells<'_> {
    /// # Panics
    ///
    /// Where there is no cell of this key.
    fn index_mut(&mut self, key: &str) -> &mut Self::Output {
        self.get_mut(key).unwrap_or_else(|| panic!("there is no cell `{key}`"))
    }
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Cells<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(CellsVisitor)
    }
}

struct CellsVisitor;

impl<'de> Visitor<'de> for CellsVisitor {
    type Value = Cells<'static>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cells<'static>, A::Error> {
        std::iter::from_fn(|| map.next_entry::<String, CellRecord>().transpose()).collect()
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for Cells<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        <std::collections::BTreeMap<String, CellRecord<'_>>>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <std::collections::BTreeMap<String, CellRecord<'_>>>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{CellRecord, Cells};

    fn cells(count: usize) -> Cells<'static> {
        let mut cells = Cells::default();
        for number in 0..count {
            assert_eq!(cells.insert(number.to_string(), CellRecord::from_markdown(number.to_string())), None);
        }
        cells
    }

    #[test]
    fn each_cell_is_found_by_its_key_few_or_many() {
        for count in [0, 1, 16, 17, 40] {
            let mut cells = cells(count);
            assert_eq!(cells.len(), count);
            for number in 0..count {
                let key = number.to_string();
                assert_eq!(cells[&*key].markdown.as_deref(), Some(&*key));
                let old = cells.insert(&*key, CellRecord::from_markdown("new"));
                assert_eq!(old.and_then(|old| old.markdown), Some(key.into()));
            }
            assert!(!cells.contains_key(&count.to_string()));
            assert_eq!(cells.len(), count);
        }
    }

    #[test]
    fn cells_come_and_go_at_the_end() {
        let mut all = cells(17);
        assert_eq!(all.pop().map(|(key, _)| key.to_string()), Some("16".to_owned()));
        assert!(!all.contains_key("16"));
        all.insert("17", CellRecord::default());
        all.insert("18", CellRecord::default());
        assert_eq!(all.keys().next_back(), Some("18"));
        assert!(all.contains_key("17") && all.contains_key("0"));
        assert!(all.remove("0").is_some() && all.remove("0").is_none());
        assert_eq!(all.keys().next(), Some("1"));
        assert_eq!(all["18"], CellRecord::default());
        all.clear();
        assert!(all.is_empty() && all.get("0").is_none());
    }

    #[test]
    fn order_does_not_count_for_equality() {
        let [one, other] = [["a", "b"], ["b", "a"]].map(|keys| {
            let cell = |key: &'static str| (key.into(), CellRecord::from_markdown(key));
            Cells::of_columns(2, keys.into_iter().map(cell))
        });
        assert_eq!(one, other);
        assert_ne!(one, cells(2));
    }
}
