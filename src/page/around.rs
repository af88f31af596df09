//! Whether two pages are the same around some lines that were written anew.

use std::ops::Range;

use super::block::{Block, Kind, Page};
use super::compare::Difference;
use super::leaf::Leaf;

/// What may differ in the lines that were written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renewed {
    /// Lists that start there, and all that is in them.
    Lists,
    /// Whatever stands there.
    Blocks,
}

/// Compares the page of a source with the page of what was made of it, but for the lines that are given of each, from 1.
pub(crate) fn compare_around(
    before: &Page,
    after: &Page,
    lines: [Range<usize>; 2],
    renewed: Renewed,
) -> Result<(), Difference> {
    let [old_lines, new_lines] = lines;
    let mut new = kept(after, new_lines, renewed);
    for block in kept(before, old_lines, renewed) {
        let Some(other) = new.next() else {
            return Err(Difference::at(block, format!("{} would be lost", block.kind.name())));
        };
        let is_same = block.kind == other.kind
            && block.depth == other.depth
            && Leaf { page: before, block }.is_same(Leaf { page: after, block: other });
        if !is_same {
            let reason = format!("{} would be lost, or say something else", block.kind.name());
            return Err(Difference::at(block, reason));
        }
    }
    match new.next() {
        Some(block) => Err(Difference::at(block, format!("{} would appear", block.kind.name()))),
        None => Ok(()),
    }
}

/// The blocks that have to be the same.
fn kept(page: &Page, lines: Range<usize>, renewed: Renewed) -> impl Iterator<Item = &Block> {
    let lists: Vec<bool> = match renewed {
        Renewed::Lists => in_lists(page, std::slice::from_ref(&lines)),
        Renewed::Blocks => Vec::new(),
    };
    page.blocks.iter().enumerate().filter_map(move |(index, block)| {
        let is_renewed = match renewed {
            Renewed::Lists => lists[index],
            Renewed::Blocks if block.kind.is_leaf() => block.last >= lines.start && block.first < lines.end,
            Renewed::Blocks => lines.contains(&block.first),
        };
        (!is_renewed).then_some(block)
    })
}

/// By block, whether it is a list that starts in one of `lines`, which are in order, or in such a list.
pub(super) fn in_lists(page: &Page, lines: &[Range<usize>]) -> Vec<bool> {
    // How deep the list is that is left out with all that is in it.
    let mut list = None;
    let is_in_list = |block: &Block| {
        list.take_if(|depth| block.depth <= *depth);
        if list.is_none() && matches!(block.kind, Kind::List { .. }) {
            let next = lines.partition_point(|lines| lines.end <= block.first);
            list = lines.get(next).filter(|lines| lines.contains(&block.first)).map(|_| block.depth);
        }
        list.is_some()
    };
    page.blocks.iter().map(is_in_list).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(before: &str, after: &str, lines: [Range<usize>; 2], renewed: Renewed) -> bool {
        compare_around(&Page::read(before), &Page::read(after), lines, renewed).is_err()
    }

    #[test]
    fn lists_may_be_other_lists_and_the_rest_may_not() {
        let before = "A.\n\n- a\n- b\n\nB.\n";
        let after = "A.\n\n- a\n  - c\n- b\n\nB.\n";
        assert!(!differs(before, after, [3..5, 3..6], Renewed::Lists));
        assert!(differs(before, after, [1..2, 1..2], Renewed::Lists));
        assert!(differs(before, &after.replace("\n\nB.", "\nB."), [3..5, 3..6], Renewed::Lists));
        assert!(differs(before, &after.replace("A.", "C."), [3..5, 3..6], Renewed::Lists));
    }

    #[test]
    fn blocks_may_come_where_they_are_asked_for() {
        let before = "A.\n\n## B\n";
        let after = "A.\n\n## New\n\n- b\n\n## B\n";
        assert!(!differs(before, after, [3..3, 3..7], Renewed::Blocks));
        assert!(differs(before, after, [3..3, 3..5], Renewed::Blocks));
        assert!(differs(before, &after.replace("## B", "# B"), [3..3, 3..7], Renewed::Blocks));
    }
}
