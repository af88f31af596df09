//! Finds for each record the row of the template that it was read from, so that only what changed is rewritten.
//!
//! No match is wrong: an entry without one is laid out like its neighbours. So this looks only where a look-up is cheap, surest
//! evidence first, and is linear in the number of entries.

use std::collections::{HashMap, VecDeque};

use super::dataset::{CellRecord, Record, trim};

/// Of several template rows with one name, so many are looked at.
const MOST_CANDIDATES: usize = 16;

/// For each of `records`, the index of the row of `template` that it stands for.
///
/// `keys` are the columns in order, and `name` the index of the one that identifies an entry.
pub(super) fn match_entries(
    keys: &[&str],
    name: usize,
    records: &[Record<'_>],
    template: &[Record<'_>],
) -> Vec<Option<usize>> {
    let mut matching = Matching {
        keys,
        records,
        template,
        found: vec![None; records.len()],
        free: vec![true; template.len()],
    };
    let lines: HashMap<usize, usize> =
        template.iter().enumerate().filter_map(|(index, row)| Some((row.line?, index))).collect();
    let hinted = |record: &Record<'_>| record.line.and_then(|line| lines.get(&line).copied());
    matching.each(|matching, record| {
        hinted(record).filter(|&row| matching.source(record) == matching.source(&template[row]))
    });
    matching.by_source();
    matching.each(|matching, record| hinted(record).filter(|&row| matching.is_alike(record, row)));
    if let Some(key) = keys.get(name) {
        matching.by_name(key);
    }
    matching.by_cells();
    matching.copies(hinted);
    matching.found
}

struct Matching<'a> {
    keys: &'a [&'a str],
    records: &'a [Record<'a>],
    template: &'a [Record<'a>],
    found: Vec<Option<usize>>,
    free: Vec<bool>,
}

impl<'a> Matching<'a> {
    /// Offers each record without a row one that `find` returns, if it is still free.
    fn each(&mut self, mut find: impl FnMut(&Self, &'a Record<'a>) -> Option<usize>) {
        for (index, record) in self.records.iter().enumerate() {
            if self.found[index].is_none()
                && let Some(row) = find(self, record).filter(|&row| self.free[row])
            {
                self.found[index] = Some(row);
                self.free[row] = false;
            }
        }
    }

    /// The sources of all cells and the excess cells; `None` where one is to be spelled from its value.
    fn source(&self, record: &'a Record<'a>) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
        let last = self.keys.iter().rposition(|key| record.cells.contains_key(*key));
        let cells = self.keys[..last.map_or(0, |last| last + 1)].iter();
        let cells = cells.map(|key| record.cells.get(*key).map_or(Some(""), markdown));
        Some((cells.collect::<Option<_>>()?, record.excess.iter().map(|cell| trim(cell)).collect()))
    }

    fn by_source(&mut self) {
        let mut rows: HashMap<_, VecDeque<usize>> = HashMap::new();
        for (index, row) in self.template.iter().enumerate().filter(|(index, _)| self.free[*index]) {
            rows.entry(self.source(row)).or_default().push_back(index);
        }
        self.each(|matching, record| {
            let source = matching.source(record);
            source.as_ref()?;
            rows.get_mut(&source)?.pop_front()
        });
    }

    fn by_name(&mut self, key: &str) {
        let mut rows: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (index, row) in self.template.iter().enumerate().filter(|(index, _)| self.free[*index]) {
            for name in names(row, key) {
                rows.entry(name).or_default().push_back(index);
            }
        }
        self.each(|matching, record| {
            let name = names(record, key).find(|name| rows.contains_key(name))?;
            let rows = rows.get_mut(name)?;
            while rows.front().is_some_and(|&row| !matching.free[row]) {
                rows.pop_front();
            }
            let candidates = rows.iter().take(MOST_CANDIDATES).filter(|&&row| matching.free[row]);
            candidates.max_by_key(|&&row| (matching.likeness(record, row).0, std::cmp::Reverse(row))).copied()
        });
    }

    /// By cells that only one free row has.
    fn by_cells(&mut self) {
        let mut rows: HashMap<(&str, &str), Option<usize>> = HashMap::new();
        for (index, row) in self.template.iter().enumerate().filter(|(index, _)| self.free[*index]) {
            for cell in filled(row) {
                rows.entry(cell).and_modify(|only| *only = None).or_insert(Some(index));
            }
        }
        self.each(|matching, record| {
            let hits = filled(record).filter_map(|cell| rows.get(&cell).copied().flatten());
            let mut hits: Vec<usize> = hits.collect();
            hits.sort_unstable();
            let most = hits.chunk_by(|one, other| one == other).max_by_key(|hits| hits.len())?;
            most.first().copied().filter(|&row| matching.is_alike(record, row))
        });
    }

    /// An entry that was copied and edited is an edit of the row that it was copied from.
    fn copies(&mut self, hinted: impl Fn(&Record<'_>) -> Option<usize>) {
        for (index, record) in self.records.iter().enumerate() {
            if self.found[index].is_none() {
                self.found[index] = hinted(record).filter(|&row| self.is_alike(record, row));
            }
        }
    }

    /// How many of the row's cells that hold something the record has, too, and how many those are.
    fn likeness(&self, record: &Record<'_>, row: usize) -> (usize, usize) {
        let cells = self.template[row].cells.iter().filter(|(_, cell)| !is_blank(cell));
        cells.fold((0, 0), |(alike, all), (key, cell)| {
            let same = record.cells.get(key).is_some_and(|other| is_same(other, cell));
            (alike + usize::from(same), all + 1)
        })
    }

    fn is_alike(&self, record: &Record<'_>, row: usize) -> bool {
        let (alike, all) = self.likeness(record, row);
        2 * alike >= all
    }
}

fn markdown<'r>(cell: &'r CellRecord<'_>) -> Option<&'r str> {
    cell.markdown.as_deref().map(trim)
}

fn is_blank(cell: &CellRecord<'_>) -> bool {
    markdown(cell).is_none_or(str::is_empty)
}

/// A text that was left as it was read is as good a witness as the source: whoever edits `markdown` leaves it.
fn is_same(given: &CellRecord<'_>, read: &CellRecord<'_>) -> bool {
    let same_text = given.text.is_some() && given.text == read.text && read.text.as_deref() != Some("");
    same_text || (given.markdown.is_some() && markdown(given) == markdown(read))
}

/// The name of an entry: its source, and its text.
fn names<'a>(record: &'a Record<'a>, key: &str) -> impl Iterator<Item = &'a str> {
    let cell = record.cells.get(key);
    let source = cell.and_then(markdown);
    let text = cell.and_then(|cell| cell.text.as_deref()).filter(|text| Some(*text) != source);
    [source, text].into_iter().flatten().filter(|name| !name.is_empty())
}

fn filled<'r>(record: &'r Record<'_>) -> impl Iterator<Item = (&'r str, &'r str)> {
    let cells = record.cells.iter().filter_map(|(key, cell)| Some((key.as_str(), markdown(cell)?)));
    cells.filter(|(_, source)| !source.is_empty())
}
