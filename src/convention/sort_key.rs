//! What an entry is sorted by in one column.

use std::cmp::Ordering;

use super::collation::Collation;
use super::{CellValue, ColumnConvention, tail};
use crate::document::{Document, Entry, Listing};
use crate::value::{Date, Day, is_unknown};

/// What an entry is sorted by in one column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SortKey {
    Date(Date),
    Day(Day),
    Amount(u128),
    Number(f64),
    /// Compares as its text does.
    Text(Vec<u8>),
}

impl SortKey {
    /// The key of a cell, or `None` where it is blank, unknown or unread.
    fn new(column: &ColumnConvention, text: &str) -> Option<Self> {
        match column.read(text) {
            CellValue::Date(date) => Some(Self::Date(date)),
            CellValue::Quantities(list) => {
                list.items.first().map(|first| Self::Amount(first.quantity.magnitude()))
            }
            CellValue::Number(number) => Some(Self::Number(number)),
            CellValue::Text | CellValue::Unknown | CellValue::Unread => None,
        }
    }

    /// The order of two keys of one column.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Date(one), Self::Date(other)) => one.cmp(other),
            (Self::Day(one), Self::Day(other)) => one.cmp(other),
            (Self::Amount(one), Self::Amount(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Date(_) => 0,
            Self::Day(_) => 1,
            Self::Amount(_) => 2,
            Self::Number(_) => 3,
            Self::Text(_) => 4,
        }
    }
}

/// The entries of a listing in one column, to be sorted.
#[derive(Clone, Copy)]
pub(super) struct Sorting<'a, 'src> {
    pub(super) document: &'a Document<'src>,
    pub(super) listing: &'a Listing,
    pub(super) column: &'a ColumnConvention,
    /// Its place in the listing.
    pub(super) index: usize,
    /// What the last entry is called, where that is none to be sorted.
    pub(super) tail: Option<&'a str>,
}

/// What the entries of a listing may be sorted by in a column of text.
pub(super) struct SortTexts<'a> {
    /// From the first entry to the last; `None` for those that say nothing, and for those that keep their places.
    pub(super) texts: Vec<Option<&'a str>>,
    /// How many of them say nothing.
    pub(super) blank: usize,
}

impl SortTexts<'_> {
    /// Whether enough of the entries say something.
    pub(super) fn may_be_sorted(&self) -> bool {
        20 * self.blank <= self.texts.len()
    }

    /// What the entries are sorted by, compared so.
    pub(super) fn keys(&self, collation: Collation) -> impl ExactSizeIterator<Item = Option<SortKey>> {
        self.texts.iter().map(move |text| collation.key((*text)?))
    }
}

impl<'a> Sorting<'a, '_> {
    /// What is sorted: the entries that are nested in no other.
    fn heads(&self) -> impl Iterator<Item = &'a Entry> {
        self.listing.families().filter_map(|family| self.listing.entries().get(family.start))
    }

    /// The texts that the entries are sorted by, where the column holds text.
    pub(super) fn texts(&self) -> Option<SortTexts<'a>> {
        if !self.column.holds_text() {
            return None;
        }
        let mut texts: Vec<Option<&str>> = self
            .heads()
            .map(|entry| {
                let text = self.document.cell_text(self.listing.cell(entry, self.index)?);
                let part = sorted_part(text.without_images());
                (!part.is_empty() && !is_unknown(part)).then_some(part)
            })
            .collect();
        let blank = texts.iter().filter(|text| text.is_none()).count();
        let ends_in_tail = || tail::called(self.document, self.listing, self.index).as_deref() == self.tail;
        if self.tail.is_some() && ends_in_tail() {
            texts.last_mut().into_iter().for_each(|last| *last = None);
        }
        let foreign = in_another_script(&texts);
        for (text, _) in texts.iter_mut().zip(foreign).filter(|(_, is_foreign)| *is_foreign) {
            *text = None;
        }
        Some(SortTexts { texts, blank })
    }

    /// What the entries are sorted by, from the first to the last; `None` for those that keep their places.
    pub(super) fn keys(&self, collation: Collation) -> Vec<Option<SortKey>> {
        self.texts().map_or_else(|| self.values(), |texts| texts.keys(collation).collect())
    }

    /// The keys of a column whose cells say more than their text.
    pub(super) fn values(&self) -> Vec<Option<SortKey>> {
        let key = |cell| SortKey::new(self.column, self.document.cell_text(cell).without_images());
        self.heads().map(|entry| key(self.listing.cell(entry, self.index)?)).collect()
    }
}

/// The part of a text that it is sorted by: not the emoji before it, nor what lies far behind its start.
fn sorted_part(text: &str) -> &str {
    let plain = text.trim_start_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric());
    head(plain.trim_start_matches(char::is_whitespace))
}

/// The start of a text: nobody sorts by the end of a description, and names are shorter.
fn head(text: &str) -> &str {
    const LONGEST: usize = 96;
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Which of the texts start with a word that has letters of another alphabet than nearly all of them: they stand where
/// somebody heard them, or where letters that look the same would be.
fn in_another_script(texts: &[Option<&str>]) -> Vec<bool> {
    const ALPHABETS: [std::ops::RangeInclusive<char>; 5] = [
        'A'..='\u{24f}',
        '\u{370}'..='\u{3ff}',
        '\u{400}'..='\u{52f}',
        '\u{530}'..='\u{58f}',
        '\u{5d0}'..='\u{6ff}',
    ];
    let scripts = |text: Option<&str>| {
        let first_word = text.unwrap_or_default().split(char::is_whitespace).next().unwrap_or_default();
        let of_letter = |letter: char| ALPHABETS.iter().position(|letters| letters.contains(&letter));
        first_word
            .chars()
            .filter(|c| c.is_alphabetic())
            .map_while(of_letter)
            .fold(0_u16, |all, script| all | 1 << script)
    };
    let seen: Vec<u16> = texts.iter().copied().map(scripts).collect();
    let count = |script: usize| seen.iter().filter(|scripts| **scripts == 1 << script).count();
    let all = seen.iter().filter(|scripts| **scripts > 0).count();
    let usual =
        (0..ALPHABETS.len()).find(|&script| 10 * count(script) >= 7 * all).map(|script| 1_u16 << script);
    seen.iter().map(|&scripts| usual.is_some_and(|usual| scripts & !usual != 0)).collect()
}
