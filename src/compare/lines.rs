//! Lines, and what changes between two lists of them as git finds it (Myers, with git's pruning and sliding of hunks).

use std::hash::Hash;
use std::ops::Range;

use gix_imara_diff::{Algorithm, Diff, InternedInput, TokenSource};

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

/// What turns `before` into `after`.
pub(super) fn hunks<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<Hunk> {
    let input = InternedInput::new(Tokens(before), Tokens(after));
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    let wide = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| Hunk { before: wide(hunk.before), after: wide(hunk.after) }).collect()
}
