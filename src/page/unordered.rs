//! Whether two pages show the same, whatever is said to have changed: for the laws, which take nobody's word.
//!
//! Entries may stand in any order within their table or list, as the rows of a table in HTML may, and words may be spelled in another way; the structure of
//! every block, and where its links lead, must be the same.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::block::{Kind, Page};
use super::compare::Difference;
use super::leaf::Leaf;

/// Compares two pages, entries in whatever order.
pub(crate) fn compare_unordered(before: &Page, after: &Page) -> Result<(), Difference> {
    let (old, new) = (Spine::of(before), Spine::of(after));
    for (position, &index) in old.blocks.iter().enumerate() {
        let block = &before.blocks[index];
        let Some(other) = new.blocks.get(position).map(|&index| &after.blocks[index]) else {
            return Err(Difference::at(block, format!("{} is lost", block.kind.name())));
        };
        let (was, is) = (Leaf { page: before, block }, Leaf { page: after, block: other });
        let is_same = block.kind == other.kind
            && block.depth == other.depth
            && (was.is_same(is)
                || (was.is_marked_up_alike(is) && was.has_words_of(is))
                || (block.kind == Kind::Html && was.has_html_of(is)));
        if !is_same {
            let reason =
                format!("{} shows as {}, or says something else", block.kind.name(), other.kind.name());
            return Err(Difference::at(block, reason));
        }
        if old.entries[position] != new.entries[position] {
            let reason = format!("an entry of {} shows as something else", block.kind.name());
            return Err(Difference::at(block, reason));
        }
    }
    match new.blocks.get(old.blocks.len()).map(|&index| &after.blocks[index]) {
        Some(block) => Err(Difference::at(block, format!("{} appears", block.kind.name()))),
        None => Ok(()),
    }
}

/// The blocks that are in no entry, and for each of them what the entries in it look like, in a fixed order.
struct Spine {
    blocks: Vec<usize>,
    entries: Vec<Vec<u64>>,
}

impl Spine {
    fn of(page: &Page) -> Self {
        let mut spine = Self { blocks: Vec::new(), entries: Vec::new() };
        let shapes = shapes(page);
        let mut index = 0;
        while index < page.blocks.len() {
            if !page.blocks[index].kind.is_entry() {
                spine.blocks.push(index);
                spine.entries.push(Vec::new());
                index += 1;
                continue;
            }
            // An entry always stands in a table or a list, which is the last block that is none.
            if let Some(entries) = spine.entries.last_mut() {
                entries.push(shapes[index]);
            }
            index = page.end_of(index);
        }
        for entries in &mut spine.entries {
            entries.sort_unstable();
        }
        spine
    }
}

/// What each block looks like with all that is in it: its frame and markup, and where its links lead, entries in any order.
fn shapes(page: &Page) -> Vec<u64> {
    let hasher = FixedState::default();
    let mut shapes = vec![0; page.blocks.len()];
    // The blocks behind the present one that have no block around them yet, the first one last.
    let mut pending: Vec<usize> = Vec::new();
    for (index, block) in page.blocks.iter().enumerate().rev() {
        let inner = pending.iter().rev().take_while(|&&inner| page.blocks[inner].depth > block.depth);
        let inner: Vec<usize> = inner.copied().collect();
        pending.truncate(pending.len() - inner.len());
        let of = |is_entry: bool| {
            let inner = inner.iter().filter(move |&&inner| page.blocks[inner].kind.is_entry() == is_entry);
            inner.map(|&inner| shapes[inner]).collect::<Vec<u64>>()
        };
        let (others, mut entries) = (of(false), of(true));
        entries.sort_unstable();
        shapes[index] = hasher.hash_one((block.kind, Leaf { page, block }.markup(), others, entries));
        pending.push(index);
    }
    shapes
}
