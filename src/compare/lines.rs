//! Git's three-way merge of lines.
//!
//! `imara-diff` finds the changes as git does (Myers, with git's pruning and its sliding of hunks); what is left is to
//! put the two lists of changes together as `xdl_merge` does at its default level. It is written over tokens, so that a
//! merge can put one token in the place of a whole list.

use std::hash::Hash;
use std::ops::Range;

use gix_imara_diff::{Algorithm, Diff, InternedInput, TokenSource};

/// Conflicts with no more lines than this between them are shown as one.
const CLOSE: usize = 3;

/// A part of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MergePiece {
    /// Tokens of our side, unchanged or changed by us.
    Ours(Range<usize>),
    /// Tokens of their side.
    Theirs(Range<usize>),
    /// Tokens of the base, ours and theirs that cannot both be right.
    Conflict { base: Range<usize>, ours: Range<usize>, theirs: Range<usize> },
}

/// How far conflicts are cut down to what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refinement {
    /// What both sides changed, whole: it can be shown beside its base.
    WithBase,
    /// Without what both sides have in common, and so without a base that could be shown.
    Zealous,
}

/// The tokens of one text.
struct Tokens<'a, T>(&'a [T]);

impl<'a, T: Eq + Hash> TokenSource for Tokens<'a, T> {
    type Token = &'a T;
    type Tokenizer = std::slice::Iter<'a, T>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.iter()
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

/// A changed range of one text, and what it became in another.
#[derive(Clone, Debug)]
pub(super) struct Hunk {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
}

/// The lines of `text`, line ends included.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// What turns `before` into `after`.
pub(super) fn hunks<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<Hunk> {
    let input = InternedInput::new(Tokens(before), Tokens(after));
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    let wide = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| Hunk { before: wide(hunk.before), after: wide(hunk.after) }).collect()
}

/// Merges `ours` and `theirs`, which were both made from `base`.
pub(super) fn merge<T: Eq + Hash>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    refinement: Refinement,
) -> Vec<MergePiece> {
    let mut merge = LineChanges::default();
    merge.collect((&hunks(base, ours), ours), (&hunks(base, theirs), theirs));
    if refinement == Refinement::Zealous {
        merge.refine(ours, theirs);
        merge.simplify();
    }
    merge.pieces(ours.len())
}

/// Whether all pieces are merged.
pub(super) fn is_clean(pieces: &[MergePiece]) -> bool {
    !pieces.iter().any(|piece| matches!(piece, MergePiece::Conflict { .. }))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Ours,
    Theirs,
    Conflict,
    /// The two sides turned out to say the same.
    Same,
}

#[derive(Clone, Debug)]
struct LineChange {
    mode: Mode,
    base: Range<usize>,
    ours: Range<usize>,
    theirs: Range<usize>,
}

#[derive(Default)]
struct LineChanges(Vec<LineChange>);

impl LineChanges {
    /// Adds a change; one that touches the last is put together with it.
    fn push(&mut self, change: LineChange) {
        if let Some(last) = self.0.last_mut()
            && (change.ours.start <= last.ours.end || change.theirs.start <= last.theirs.end)
        {
            if change.mode != last.mode {
                last.mode = Mode::Conflict;
            }
            last.base.end = change.base.end;
            last.ours.end = change.ours.end;
            last.theirs.end = change.theirs.end;
            return;
        }
        self.0.push(change);
    }

    fn collect<T: Eq>(&mut self, (left, ours): (&[Hunk], &[T]), (right, theirs): (&[Hunk], &[T])) {
        let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
        // How far the sides have run ahead of the base where the other one changes something.
        let (mut ours_ahead, mut theirs_ahead) = (0_isize, 0_isize);
        let ahead = |hunk: &Hunk| hunk.after.end.cast_signed() - hunk.before.end.cast_signed();
        let moved = |range: &Range<usize>, by: isize| {
            range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by)
        };
        loop {
            match (left.peek().copied(), right.peek().copied()) {
                (Some(one), other) if other.is_none_or(|other| one.before.end < other.before.start) => {
                    let theirs = moved(&one.before, theirs_ahead);
                    let (base, ours) = (one.before.clone(), one.after.clone());
                    self.push(LineChange { mode: Mode::Ours, base, ours, theirs });
                    ours_ahead = ahead(one);
                    left.next();
                }
                (one, Some(other)) if one.is_none_or(|one| other.before.end < one.before.start) => {
                    let ours = moved(&other.before, ours_ahead);
                    let (base, theirs) = (other.before.clone(), other.after.clone());
                    self.push(LineChange { mode: Mode::Theirs, base, ours, theirs });
                    theirs_ahead = ahead(other);
                    right.next();
                }
                (Some(one), Some(other)) => {
                    let is_same = one.before == other.before
                        && ours.get(one.after.clone()) == theirs.get(other.after.clone());
                    if !is_same {
                        self.push(overlap(one, other));
                    }
                    if one.before.end >= other.before.end {
                        theirs_ahead = ahead(other);
                        right.next();
                    }
                    if other.before.end >= one.before.end {
                        ours_ahead = ahead(one);
                        left.next();
                    }
                }
                // Where one side has no more changes, a guard above holds for the other one.
                _ => return,
            }
        }
    }

    /// Cuts conflicts down to where the two sides differ from each other.
    fn refine<T: Eq + Hash>(&mut self, ours: &[T], theirs: &[T]) {
        let mut refined = Vec::with_capacity(self.0.len());
        for change in std::mem::take(&mut self.0) {
            let sides = (ours.get(change.ours.clone()), theirs.get(change.theirs.clone()));
            let (Mode::Conflict, (Some(left), Some(right))) = (change.mode, sides) else {
                refined.push(change);
                continue;
            };
            if left.is_empty() || right.is_empty() {
                refined.push(change);
                continue;
            }
            let hunks = hunks(left, right);
            if hunks.is_empty() {
                refined.push(LineChange { mode: Mode::Same, ..change });
                continue;
            }
            let shifted = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
            refined.extend(hunks.iter().map(|hunk| LineChange {
                mode: Mode::Conflict,
                // None of them has a base of its own, and the whole of it once for each would be quadratic.
                base: change.base.start..change.base.start,
                ours: shifted(&hunk.before, change.ours.start),
                theirs: shifted(&hunk.after, change.theirs.start),
            }));
        }
        self.0 = refined;
    }

    /// Puts conflicts together that have only few lines between them.
    fn simplify(&mut self) {
        let mut simple: Vec<LineChange> = Vec::with_capacity(self.0.len());
        for change in std::mem::take(&mut self.0) {
            match simple.last_mut() {
                Some(last)
                    if last.mode == Mode::Conflict
                        && change.mode == Mode::Conflict
                        && change.ours.start <= last.ours.end + CLOSE =>
                {
                    last.base.end = last.base.end.max(change.base.end);
                    last.ours.end = change.ours.end;
                    last.theirs.end = change.theirs.end;
                }
                _ => simple.push(change),
            }
        }
        self.0 = simple;
    }

    fn pieces(self, ours_len: usize) -> Vec<MergePiece> {
        let mut pieces = Vec::with_capacity(2 * self.0.len() + 1);
        let mut position = 0;
        for change in self.0 {
            match change.mode {
                Mode::Same | Mode::Ours => continue,
                Mode::Theirs => {
                    pieces.push(MergePiece::Ours(position..change.ours.start));
                    pieces.push(MergePiece::Theirs(change.theirs));
                }
                Mode::Conflict => {
                    pieces.push(MergePiece::Ours(position..change.ours.start));
                    let LineChange { base, ours, theirs, .. } = change.clone();
                    pieces.push(MergePiece::Conflict { base, ours, theirs });
                }
            }
            position = change.ours.end;
        }
        pieces.push(MergePiece::Ours(position..ours_len));
        pieces.retain(
            |piece| !matches!(piece, MergePiece::Ours(range) | MergePiece::Theirs(range) if range.is_empty()),
        );
        pieces
    }
}

/// The conflict of two changes that touch, widened to the same lines of the base.
fn overlap(one: &Hunk, other: &Hunk) -> LineChange {
    let start = one.before.start.min(other.before.start);
    let end = one.before.end.max(other.before.end);
    let widened = |hunk: &Hunk| {
        hunk.after.start.saturating_sub(hunk.before.start - start)..hunk.after.end + (end - hunk.before.end)
    };
    LineChange { mode: Mode::Conflict, base: start..end, ours: widened(one), theirs: widened(other) }
}
