//! Many inputs at once, on all cores.

use rayon::prelude::*;

use super::console::Console;
use super::progress::Progress;

/// What `work` makes of each item, in the order of the items.
///
/// A single one is done at once: starting threads takes longer than formatting most lists.
pub(super) fn map<T: Sync, R: Send>(
    console: &Console,
    items: &[T],
    work: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    if let [only] = items {
        return vec![work(only)];
    }
    let progress = Progress::new(items.len(), console);
    let done = |item| {
        let made = work(item);
        progress.advance();
        made
    };
    items.par_iter().map(done).collect()
}
