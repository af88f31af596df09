//! Many inputs at once, on all cores.

use rayon::prelude::*;

/// What `work` makes of each item, in the order of the items.
///
/// A single one is done at once: starting threads takes longer than formatting most lists.
pub(super) fn map<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a T) -> R + Sync + Send) -> Vec<R> {
    if let [only] = items {
        return vec![work(only)];
    }
    items.par_iter().map(work).collect()
}
