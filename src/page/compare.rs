//! Whether two pages are the same but for what is said to have changed.
//!
//! The entries of each listing that changed are cut out of both pages. What is left must be equal, block by block, with
//! the cuts in the same places; and each entry of the result must equal the entry that it is said to have been.

use std::borrow::Cow;
use std::fmt;

use foldhash::{HashSet, HashSetExt};

use super::around::in_lists;
use super::block::{Block, Kind, Page};
use super::entries::{Changes, Entries, Freedom, Touch};
use super::leaf::Leaf;
use crate::text::{Span, SpanSet};

/// What the comparison found besides that nothing is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Whether a text that was mended says something in other words.
    pub(crate) changes_text: bool,
}

/// Where two pages part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The line of the source, from 1, on which the block starts that is not what it was.
    pub(crate) line: usize,
    /// The last line of that block.
    pub(crate) last: usize,
    pub(crate) reason: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

/// Compares the page of a source with the page of what was made of it.
pub(crate) fn compare(before: &Page, after: &Page, changes: &Changes) -> Result<Verdict, Difference> {
    let mut touches: Vec<&Touch> = changes.touches.iter().collect();
    touches.sort_by_key(|touch| *touch.lines.start());
    let longest = touches.iter().map(|touch| touch.lines.end() - touch.lines.start()).max().unwrap_or(0);
    let cuts = [Cuts::of(before, changes, PageSide::Before)?, Cuts::of(after, changes, PageSide::After)?];
    let mut pages = Pages {
        before,
        after,
        touches,
        longest,
        free: <[SpanSet; 2]>::default(),
        verdict: Verdict::default(),
    };
    pages.free = pages.free_lines();
    let [sequence_before, sequence_after] =
        [(before, after, PageSide::Before), (after, before, PageSide::After)]
            .map(|(page, other, side)| Sequence::new(page, other, &cuts[side as usize], changes, side));
    pages.compare_sequences(sequence_before, sequence_after)?;
    for (entries, [old, new]) in changes.listings.iter().zip(Cuts::by_listing(&cuts)) {
        pages.compare_entries(entries, &old, &new)?;
    }
    Ok(pages.verdict)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PageSide {
    Before,
    After,
}

/// An entry as the blocks of a page: its index, and the one past what is nested in it.
#[derive(Clone, Copy, Debug)]
struct Cut {
    listing: usize,
    start: usize,
    end: usize,
}

/// The entries of all listings that changed, in the order of the page.
struct Cuts(Vec<Cut>);

impl Cuts {
    fn of(page: &Page, changes: &Changes, side: PageSide) -> Result<Self, Difference> {
        if changes.listings.is_empty() {
            return Ok(Self(Vec::new()));
        }
        // The outermost block that starts on a line comes first.
        let mut starts: Vec<(usize, usize)> = page
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.kind.is_entry())
            .map(|(index, block)| (block.first, index))
            .collect();
        starts.sort_unstable();
        let mut cuts = Vec::new();
        for (listing, entries) in changes.listings.iter().enumerate() {
            for line in entries.lines(side == PageSide::After) {
                let found = starts.partition_point(|&(start, _)| start < line);
                let start = starts.get(found).filter(|(start, _)| *start == line).map(|(_, index)| *index);
                let Some(start) = start else {
                    let line = if side == PageSide::Before { line } else { entries.first_line() };
                    let reason = "GitHub would not show an entry here as an entry";
                    return Err(Difference { line, last: line, reason: reason.to_owned() });
                };
                cuts.push(Cut { listing, start, end: page.end_of(start) });
            }
        }
        cuts.sort_unstable_by_key(|cut| cut.start);
        if let Some(pair) = cuts.windows(2).find(|pair| pair[1].start < pair[0].end) {
            let nested = &page.blocks[pair[1].start];
            let lines = if side == PageSide::Before {
                (nested.first, nested.last)
            } else {
                let line = changes.listings[pair[1].listing].first_line();
                (line, line)
            };
            let reason = "an entry is nested in another one on GitHub".to_owned();
            return Err(Difference { line: lines.0, last: lines.1, reason });
        }
        Ok(Self(cuts))
    }

    /// The lists around entries of which it is said that they may make up their lists.
    fn made_up_lists(&self, page: &Page, changes: &Changes) -> HashSet<usize> {
        let mut lists = HashSet::new();
        let makes_up_lists = |cut: &&Cut| changes.listings[cut.listing].makes_up_lists;
        let mut cuts = self.0.iter().filter(makes_up_lists).peekable();
        // The innermost list at each depth.
        let mut open: Vec<usize> = Vec::new();
        for (index, block) in page.blocks.iter().enumerate() {
            open.truncate(block.depth);
            if cuts.next_if(|cut| cut.start == index).is_some() {
                let around =
                    open.last().filter(|&&around| matches!(page.blocks[around].kind, Kind::List { .. }));
                lists.extend(around);
            }
            open.push(index);
        }
        lists
    }

    /// The entries of each listing, on both sides.
    fn by_listing(cuts: &[Self; 2]) -> impl Iterator<Item = [Vec<Cut>; 2]> {
        let listings = cuts.iter().flat_map(|cuts| &cuts.0).map(|cut| cut.listing + 1).max().unwrap_or(0);
        let mut lists: Vec<[Vec<Cut>; 2]> = vec![Default::default(); listings];
        for (side, cuts) in cuts.iter().enumerate() {
            for cut in &cuts.0 {
                lists[cut.listing][side].push(*cut);
            }
        }
        lists.into_iter()
    }
}

impl Entries {
    fn lines(&self, after: bool) -> Vec<usize> {
        if after { self.after.iter().map(|&(line, _)| line).collect() } else { self.before.clone() }
    }

    fn first_line(&self) -> usize {
        self.before.first().copied().unwrap_or(1)
    }
}

/// A step through what is left of a page: a block, or the place of an entry of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Block(usize),
    Entry(usize),
}

/// The blocks of a page, an entry that was cut out being one step.
struct Sequence {
    steps: Vec<Step>,
    next: usize,
}

impl Sequence {
    fn new(page: &Page, other: &Page, cuts: &Cuts, changes: &Changes, side: PageSide) -> Self {
        let mut left_out = cuts.made_up_lists(page, changes);
        left_out.extend(renewed(page, changes, side));
        if changes.listings.iter().any(|entries| entries.makes_up_lists) {
            left_out.extend(footnotes_without_reference_in(other, page));
        }
        let is_kept = |index: &usize| !left_out.contains(index);
        let mut steps = Vec::with_capacity(page.blocks.len());
        let mut position = 0;
        for cut in &cuts.0 {
            steps.extend((position..cut.start).filter(is_kept).map(Step::Block));
            let entries = &changes.listings[cut.listing];
            let step = Step::Entry(cut.listing);
            // Where entries come or go, only the place of the run counts, unless one of the two sides has none at all.
            let is_step = if entries.before.len() == entries.after.len() && !entries.makes_up_lists {
                true
            } else {
                !entries.before.is_empty() && !entries.after.is_empty() && steps.last() != Some(&step)
            };
            if is_step {
                steps.push(step);
            }
            position = cut.end;
        }
        steps.extend((position..page.blocks.len()).filter(is_kept).map(Step::Block));
        Self { steps, next: 0 }
    }

    fn peek(&self) -> Option<Step> {
        self.steps.get(self.next).copied()
    }
}

/// The blocks of lists that were written anew.
fn renewed(page: &Page, changes: &Changes, side: PageSide) -> Vec<usize> {
    if changes.renewed_lists.is_empty() {
        return Vec::new();
    }
    let lines = changes.renewed_lists.iter().map(|lines| lines[side as usize].clone());
    let is_renewed = in_lists(page, &lines.collect::<Vec<_>>());
    (0..page.blocks.len()).filter(|&index| is_renewed[index]).collect()
}

/// The blocks of the footnotes of `page` that `other` does not show: GitHub leaves out those that nothing refers to.
fn footnotes_without_reference_in(other: &Page, page: &Page) -> impl Iterator<Item = usize> {
    let shown: HashSet<_> = footnotes(other).map(|(_, name)| name).collect();
    footnotes(page)
        .filter(move |(_, name)| !shown.contains(name))
        .flat_map(|(index, _)| index..page.end_of(index))
}

/// The footnotes of a page with their names.
fn footnotes(page: &Page) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
    let notes = page.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Footnote);
    notes.map(|(index, block)| (index, Leaf { page, block }.text()))
}

/// What may be different in a block besides the spelling.
#[derive(Clone, Copy, Default)]
struct Allowed {
    /// The words, which say the same value.
    value: bool,
    /// Where links lead.
    destinations: bool,
    /// Anything.
    content: bool,
}

struct Pages<'a> {
    before: &'a Page,
    after: &'a Page,
    /// By their first lines.
    touches: Vec<&'a Touch>,
    /// The most lines that one of them has besides its first.
    longest: usize,
    /// The lines of either page on which blocks may become other blocks.
    free: [SpanSet; 2],
    verdict: Verdict,
}

impl Pages<'_> {
    fn compare_sequences(&mut self, mut before: Sequence, mut after: Sequence) -> Result<(), Difference> {
        let mut last = 1;
        loop {
            let (old, new) = (before.peek(), after.peek());
            let difference = match (old, new) {
                (None, None) => return Ok(()),
                (Some(Step::Entry(one)), Some(Step::Entry(two))) if one == two => None,
                (Some(Step::Block(old)), Some(Step::Block(new))) if !self.is_gone(old, new) => {
                    self.compare_blocks(old, new).err()
                }
                (Some(Step::Block(old)), _) => {
                    let block = &self.before.blocks[old];
                    Some(Difference::at(block, format!("{} would be lost", block.kind.name())))
                }
                (_, Some(Step::Block(new))) => {
                    let reason = format!("{} would appear", self.after.blocks[new].kind.name());
                    Some(Difference { line: last, last, reason })
                }
                _ => {
                    let reason = "an entry would stand in another place than is reported".to_owned();
                    Some(Difference { line: last, last, reason })
                }
            };
            let Some(difference) = difference else {
                if let Some(Step::Block(old)) = old {
                    last = self.before.blocks[old].first;
                }
                before.next += 1;
                after.next += 1;
                continue;
            };
            // Lines that may become any blocks are left out where they are not the same.
            let is_free =
                |lines: &SpanSet, block: &Block| lines.touches(Span::new(block.first, block.first + 1));
            if matches!(old, Some(Step::Block(old)) if is_free(&self.free[0], &self.before.blocks[old])) {
                before.next += 1;
            } else if matches!(new, Some(Step::Block(new)) if is_free(&self.free[1], &self.after.blocks[new]))
            {
                after.next += 1;
            } else {
                return Err(difference);
            }
        }
    }

    /// Whether a block of HTML that may become any blocks, or none, has another block of HTML below it for its counterpart.
    fn is_gone(&self, old: usize, new: usize) -> bool {
        let (old, new) = (&self.before.blocks[old], &self.after.blocks[new]);
        let is_free = |side: PageSide, block: &Block| {
            self.free[side as usize].touches(Span::new(block.first, block.first + 1))
        };
        old.kind == Kind::Html
            && is_free(PageSide::Before, old)
            && !is_free(PageSide::After, new)
            && !Leaf { page: self.before, block: old }.is_same(Leaf { page: self.after, block: new })
    }

    /// Each entry is what it was, wherever it stands, and a new one is one entry beside the others.
    fn compare_entries(&mut self, entries: &Entries, old: &[Cut], new: &[Cut]) -> Result<(), Difference> {
        let depth = old.first().map(|cut| self.before.blocks[cut.start].depth);
        for (cut, (_, source)) in new.iter().zip(&entries.after) {
            let root = &self.after.blocks[cut.start];
            let Some(old) = source.and_then(|source| old.get(source)) else {
                if depth.is_some_and(|depth| depth != root.depth) {
                    let line = entries.first_line();
                    let reason = "a new entry would be nested in another block".to_owned();
                    return Err(Difference { line, last: line, reason });
                }
                continue;
            };
            if old.end - old.start != cut.end - cut.start {
                let reason = "an entry would have more or fewer blocks".to_owned();
                return Err(Difference::at(&self.before.blocks[old.start], reason));
            }
            for (old, new) in (old.start..old.end).zip(cut.start..cut.end) {
                self.compare_blocks(old, new)?;
            }
        }
        Ok(())
    }

    fn compare_blocks(&mut self, old: usize, new: usize) -> Result<(), Difference> {
        let (old, new) = (&self.before.blocks[old], &self.after.blocks[new]);
        if old.kind != new.kind || old.depth != new.depth {
            return Err(Difference::at(old, reframed(old, new)));
        }
        let (was, is) = (Leaf { page: self.before, block: old }, Leaf { page: self.after, block: new });
        if was.is_same(is) {
            return Ok(());
        }
        let Some(allowed) = self.allowed(old) else {
            let reason = format!("{} would say something else, which no fix is for", old.kind.name());
            return Err(Difference::at(old, reason));
        };
        let has_same_words = was.has_words_of(is);
        let is_marked_up_alike = || {
            if allowed.destinations { was.has_marks_of(is) } else { was.is_marked_up_alike(is) }
        };
        let is_as_told = allowed.content || ((has_same_words || allowed.value) && is_marked_up_alike());
        self.verdict.changes_text |= (allowed.content || !allowed.value) && was.text() != is.text();
        if is_as_told {
            Ok(())
        } else {
            let what = if has_same_words { "other links or markup" } else { "other words" };
            Err(Difference::at(old, format!("{} would have {what}", old.kind.name())))
        }
    }

    /// The touches that share a line with `block`.
    fn touches_of(&self, block: &Block) -> impl Iterator<Item = &Touch> {
        let first = self.touches.partition_point(|touch| touch.lines.start() + self.longest < block.first);
        let last = block.last;
        let near = self.touches[first..].iter().take_while(move |touch| *touch.lines.start() <= last);
        let first = block.first;
        near.copied().filter(move |touch| *touch.lines.end() >= first)
    }

    /// How far the content of `block` may change, by all that was mended in it; nothing where nothing was.
    fn allowed(&self, block: &Block) -> Option<Allowed> {
        if !block.kind.is_leaf() {
            return None;
        }
        let is_meant = |touch: &&Touch| match (block.kind, touch.column) {
            (Kind::Cell(column), Some(touched)) => column == touched,
            _ => true,
        };
        self.touches_of(block).filter(is_meant).fold(None, |allowed: Option<Allowed>, touch| {
            let mut allowed = allowed.unwrap_or_default();
            match touch.freedom {
                Freedom::Spelling => {}
                Freedom::Value => allowed.value = true,
                Freedom::Destinations => allowed.destinations = true,
                Freedom::Content | Freedom::Blocks => allowed.content = true,
            }
            Some(allowed)
        })
    }

    /// The lines on which blocks may become other blocks: those of each paragraph, heading or the like in which a touch
    /// says so.
    fn free_lines(&self) -> [SpanSet; 2] {
        let mut lines = [Vec::new(), Vec::new()];
        let is_free = |touch: &&Touch| touch.freedom == Freedom::Blocks;
        if self.touches.iter().copied().any(|touch| is_free(&touch)) {
            let leaves = self.before.blocks.iter().filter(|block| block.kind.is_leaf());
            let in_leaves = leaves.flat_map(|leaf| {
                self.touches_of(leaf).filter(is_free).map(|touch| (touch, leaf.first, leaf.last))
            });
            let alone = self.touches.iter().copied().filter(is_free);
            let alone = alone.map(|touch| (touch, *touch.lines.start(), *touch.lines.end()));
            for (touch, first, last) in in_leaves.chain(alone) {
                let (start, end) = (first.min(*touch.lines.start()), last.max(*touch.lines.end()));
                lines[0].push(Span::new(start, end + 1));
                let start = touch.lines_after.start().saturating_sub(touch.lines.start() - start);
                let end = touch.lines_after.end() + (end - touch.lines.end());
                lines[1].push(Span::new(start, end + 1));
            }
        }
        lines.map(|lines| lines.into_iter().collect())
    }
}

impl Difference {
    pub(super) fn at(block: &Block, reason: String) -> Self {
        Self { line: block.first, last: block.last, reason }
    }
}

/// How the frame of a block changed, in words.
fn reframed(old: &Block, new: &Block) -> String {
    match (old.kind, new.kind) {
        (Kind::List { tight: true, .. }, Kind::List { tight: false, .. }) => {
            "a tight list would become loose".to_owned()
        }
        (Kind::List { tight: false, .. }, Kind::List { tight: true, .. }) => {
            "a loose list would become tight".to_owned()
        }
        (was, is) if was.name() == is.name() => format!("{} would be nested elsewhere", was.name()),
        (was, is) => format!("{} would become {}", was.name(), is.name()),
    }
}
